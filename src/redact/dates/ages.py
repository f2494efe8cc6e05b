"""Ages: what they say in months, and the band that an edition prints."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redact.dates.numbers import NUMBERS, step_of

_UNIT = {"day": 12 / 365.25, "week": 84 / 365.25, "wk": 84 / 365.25}
_UNIT |= {"month": 1.0, "mth": 1.0, "m": 1.0, "year": 12.0, "yr": 12.0, "y": 12.0}
_HYPHENS = r"[-‐‑–]"
_BETWEEN = re.compile(r"^between\s(?P<one>.+?)\sand\s(?P<other>.+)$", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(
    r"\byears?\s(?P<first>\d{1,2})(?:\s?(?:and|or|to|[-–/])\s?(?P<last>\d{1,2}))?", re.I
)
Steps = Sequence[tuple[int, str]]


def school_year(text: str) -> int | None:
    """The class that *text* names in England: 'Year 9' is 9, Reception 0, nursery -1; None for anything else."""
    folded = text.casefold()
    if match := _SCHOOL_YEAR.search(folded):
        return int(match["first"])
    return 0 if "reception" in folded else -1 if "nursery" in folded else None


def age_in_months(text: str) -> float | None:
    """The age that *text* writes, in months; None where it names none. 'Two and a half years' is 30.

    A class at school is the age at its beginning: Year 9 is 13.
    """
    if (year := school_year(text)) is not None:
        return (year + 4) * 12
    if between := _BETWEEN.search(text):
        return age_in_months(between["one"])
    words = re.findall(
        r"\d+(?:\.\d+)?|[a-z½]+", re.sub(_HYPHENS, " ", re.sub(r"(?<=\d),(?=\d{3})", "", text.casefold()))
    )
    number, total, told = None, 0.0, False
    for at, word in enumerate(words):
        if word[0].isdigit():
            number = float(word)
        elif word in NUMBERS:
            number = (number or 0) + NUMBERS[word]
        elif word == "hundred":
            number = 100 * (number or 1)
        elif word in {"half", "½"} and number is not None:
            number += 0.5
        elif (unit := _UNIT.get(word.rstrip("s"))) and number is not None:
            half = 0.5 if words[at + 1 : at + 4] == ["and", "a", "half"] else 0.0
            total, number, told = total + (number + half) * unit, None, True
            if half:
                break
    if number is not None and not told:
        return number * 12
    return total if told else None


def render_age(text: str, bands: Steps, schools: Steps = ()) -> str:
    """What an edition prints for an age: its band, in the grammar of the original; '' where unreadable.

    '14-year-old' becomes '10-to-15-year-old', '14 months' '1 to 4 years', 'Year 9' 'secondary
    school', 'his fourth birthday' 'his birthday'. *bands* are (first month, name), *schools*
    (first class, name), both ascending.
    """
    if birthday := re.search(r"^((?:his|her|their)\s)?.*?(birthday)$", text, re.IGNORECASE):
        return f"{birthday[1] or ''}{birthday[2]}"
    if (year := school_year(text)) is not None:
        return step_of(year, schools) if schools else ""
    if led := re.match(r"(?:aged?|at the age of|of)\s", text, re.IGNORECASE):
        inner = render_age(text[led.end() :], bands, schools)
        return led.group() + inner if inner else ""
    band = _band(text, bands)
    if not band:
        return ""
    if old := re.search(r"(?:year|month|week|day|yr)[-‐‑ ](olds?)$|y/?o$|y\.o\.$", text, re.IGNORECASE):
        return _noun(band, (old[1] or "old").lower())
    over = band.endswith("and over")
    if re.search(r"\bold$|(?:years?|yrs?|months?|mths?|weeks?|wks?|days?|half)$", text) and not over:
        unit = "year" if band.endswith(" 1") else "years"
        return f"{band} {unit}" + (" old" if text.endswith("old") else "")
    return band


def _band(text: str, bands: Steps) -> str:
    """The name of the band; of two ages, what both bands cover."""
    between = _BETWEEN.search(text)
    ages = [age_in_months(part) for part in (between.groups() if between else (text,))]
    months = [age for age in ages if age is not None]
    if len(months) < len(ages) or not months:
        return ""
    one, other = step_of(min(months), bands), step_of(max(months), bands)
    if one == other:
        return one
    first = next(start for start, name in bands if name == one)
    after = next((start for start, name in bands if start > max(months)), None)
    if after is None:
        return f"{first // 12} and over"
    return f"{first // 12} to {after // 12 - 1}" if first else f"under {after // 12}"


def _noun(band: str, old: str) -> str:
    """'10-to-15-year-old'; 'over-65' for the last band."""
    if band.endswith(" and over"):
        return f"over-{band.removesuffix(' and over')}" + ("s" if old == "olds" else "")
    return f"{band.replace(' ', '-')}-year-{old}"


#: What stands before an age, and what stands there before a band.
_TURNED = tuple(
    (re.compile(rf"{before}\s(?:just\s|nearly\s|almost\s)?$", re.IGNORECASE), instead)
    for before, instead in (
        (r"\bthey\s(?:(?:had|have)\s)?(?:just\s|recently\s)?turned", "they were"),
        (r"\bturning", "aged"),
        (r"\b(?:(?:had|has|have)\s)?(?:just\s|recently\s)?turned", "was"),
        (r"\bturns", "is"),
        (r"\b(?:just|only|exactly|about|around|approximately|roughly)", ""),
    )
)


def fitted_age(before: str, words: str, starts: bool) -> tuple[int, str]:
    """'turned 4' → 'was 1 to 4', 'a 9' → 'an 8': how much of *before* is taken in, and the words for both.

    Who turns an age has a birthday on that day, which with a date says when.
    """
    if words[:1].isdigit() or words.startswith("under "):
        for pattern, instead in _TURNED:
            if match := pattern.search(before):
                return len(match.group()), f"{instead} {words}".strip()
    if article := re.search(r"\b(an?)\s$", before, re.IGNORECASE):
        mended = "an" if re.match(r"[aeiou]|8|11\b|18\b", words) else "a"
        if mended != article[1].lower():
            return len(article.group()), f"{mended.capitalize() if article[1][0] == 'A' else mended} {words}"
    return 0, words[:1].upper() + words[1:] if starts else words
