"""Ages: what they say in months, and the band that an edition prints."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redact.dates.numbers import NUMBERS, step_of

_UNIT = dict.fromkeys(("day", "d"), 12 / 365.25) | dict.fromkeys(("week", "wk", "w"), 84 / 365.25)
_UNIT |= {"month": 1.0, "mth": 1.0, "m": 1.0, "year": 12.0, "yr": 12.0, "y": 12.0}
_HYPHENS = r"[-‐‑–]"
_BETWEEN = re.compile(
    r"^(?:aged\s)?between\s(?:the\sages\sof\s)?(?P<one>.+?)\sand\s(?P<other>.+)$", re.IGNORECASE
)
#: 'three to five', 'four or five months', '9-11'.
_FROM_TO = re.compile(
    r"^(?P<one>.+?)(?:\s(?:to|or)\s|(?<=\d)\s?[-‐‑–—]\s?(?=\d))(?P<other>.+)$", re.IGNORECASE
)
#: 'six and nine', 'two, five and eleven years', '14, 12, 9', '4y, 2y, 6m': ages of several people.
_ONE = r"[\w½.-]+(?:\s(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)(?:\sold)?)?"
_AND = r"(?:,\s(?:and\s)?|\s(?:and|&)\s|(?<=\d[ymwd])\s(?=\d))"
_SEVERAL = re.compile(rf"^{_ONE}(?:{_AND}{_ONE})+$", re.IGNORECASE)
#: '3 years and 2 months', '3y, 2m': one age in two units.
_IN_TWO_UNITS = re.compile(
    rf"^[\w½.-]+?\s?(?:years?|yrs?|y){_AND}[\w½.-]+?\s?(?:months?|mths?|weeks?|wks?|m|w)"
    r"(?:\s\d+\s?(?:days?|d))?(?:\sold)?$",
    re.IGNORECASE,
)
_UNITS = re.compile(r"\s?(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)(?:\sold)?$", re.IGNORECASE)
#: '5/12', '3/52' and '4/7' are months, weeks and days in health records.
_HEALTH = re.compile(r"(?:(?P<years>\d{1,2})\s)?(?<![\d/])(?P<count>\d{1,2})/(?P<of>12|52|7)(?![\d/])")
_OF = {"12": "month", "52": "week", "7": "day"}
#: A decade of life, and which part of it: the first and the last year that it may be.
_DECADE = re.compile(
    r"\b(?:(?P<part>early|mid|middle|late)[\s-])?(?P<of>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties"
    r"|nineties|[2-9]0['’]?s|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[\s-]something)\b",
    re.IGNORECASE,
)
_PARTS = {"early": (0, 3), "mid": (4, 6), "middle": (4, 6), "late": (7, 9)}
#: Words that say that an age is not reached yet, and that it is passed.
_SHORT_OF = re.compile(
    r"^(?:rising|approaching|nearly|almost|not\s(?:yet|quite)|just\sunder|under|(?:a\s)?(?:little|bit)\sunder|going\son|pushing"
    r"|(?:coming|getting)\s(?:up\sto|on\sfor)|(?:a|two|three|six)\s(?:days?|weeks?|fortnight|months?)\s"
    r"(?:off|short\sof|away\sfrom|from\sbeing))\s+",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(
    r"(?<!\d\s)(?<!\d)\b(?:years?\s|yr\.?\s?|y(?=\d+$))(?P<first>\d{1,2})(?:\s?(?:and|or|to|[-–/])\s?(?P<last>\d{1,2}))?",
    re.I,
)
#: Classes in words, in short, of Scotland and Northern Ireland, and stages: the class in England that children of
#: that age begin.
_CLASSES = {f"year {word}": n for word, n in NUMBERS.items() if 0 < n <= 11}
_CLASSES |= {f"p{n}": n - 1 for n in range(1, 8)} | {f"s{n}": n + 6 for n in range(1, 7)}
_CLASSES |= {"fs1": -1, "fs2": 0, "ks1": 1, "ks2": 3, "ks3": 7, "ks4": 10}
#: Classes in words: what they say, and the class in England.
_IN_WORDS = (
    (r"lower[\s-]sixth", 12),
    (r"upper[\s-]sixth|a[\s-]?level year", 13),
    (r"gcse year|(?:last|final) (?:year|class|term) .*(?:secondary|high|senior|big)", 11),
    (r"first (?:year|class|term) .*(?:secondary|high|senior)", 7),
    (r"(?:last|final) (?:year|class|term) .*(?:primary|junior)|top juniors|(?:top|oldest) class", 6),
    (r"middle juniors", 4),
    (r"first (?:year|class|term) .*junior", 3),
    (r"(?:last|final) (?:year|class|term) .*infant|top infants", 2),
    (r"middle infants", 1),
    (r"first (?:year|class|term) .*(?:primary|infant|big)|(?:youngest|bottom) class", 0),
    (r"^(?:big|primary|infant) school$", 0),
    (r"^junior school$", 3),
    (r"^secondary school$", 7),
)
#: By its first four letters: 'fort' of 'forties' and of 'forty-something'.
_TENS = {word[:4]: n for word, n in NUMBERS.items() if n >= 20 and n % 10 == 0}
Steps = Sequence[tuple[int, str]]


def school_year(text: str) -> int | None:
    """The class that *text* names in England: 'Year 9' is 9, 'P5' 4, Reception 0, nursery -1; None for anything else."""
    folded = text.casefold()
    if match := _SCHOOL_YEAR.search(folded):
        return int(match["first"])
    if (in_short := _CLASSES.get(folded.replace("key stage ", "ks"))) is not None:
        return in_short
    in_words = (year for words, year in _IN_WORDS if re.search(words, " ".join(folded.split())))
    return next(in_words, 0 if "reception" in folded else -1 if "nursery" in folded else None)


def age_in_months(text: str) -> float | None:
    """The age that *text* writes, in months; None where it names none. 'Two and a half years' is 30.

    A class at school is the age at its beginning: Year 9 is 13.
    """
    if (year := school_year(text)) is not None:
        return (year + 4) * 12
    if record := _HEALTH.search(text):
        return int(record["years"] or 0) * 12 + int(record["count"]) * _UNIT[_OF[record["of"]]]
    if (decade := _years_of(text)) is not None:
        return decade[0] * 12
    if between := _BETWEEN.search(text):
        return age_in_months(between["one"])
    words = re.findall(
        r"\d+(?:\.\d+)?|[a-z½]+", re.sub(_HYPHENS, " ", re.sub(r"(?<=\d),(?=\d{3})", "", text.casefold()))
    )
    number, total, told = None, 0.0, False
    for at, word in enumerate(words):
        if word[0].isdigit():
            number = float(word) if number is None else number
        elif word in NUMBERS:
            number = _with_ones(number, NUMBERS[word])
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


def _with_ones(number: float | None, more: float) -> float:
    """'Twenty' and 'four' are 24; of 'six and nine', which are two ages, the first."""
    if number is None:
        return more
    return number + more if number % 100 == 0 or (number % 10 == 0 and number > 10 and more < 10) else number


def _years_of(text: str) -> tuple[int, int] | None:
    """The first and the last year of the decade that *text* names ('late sixties' is 67 to 69); None where it names none."""
    match = _DECADE.search(text)
    if not match:
        return None
    word = match["of"].casefold()
    first = int(word[:2]) if word[0].isdigit() else 10 if word == "teens" else _TENS[word[:4]]
    begin, end = _PARTS.get((match["part"] or "").casefold(), (3 if first == 10 else 0, 9))
    return first + (max(begin, 3) if first == 10 else begin), first + end


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
    if _DECADE.search(text):
        return f"aged {band}"
    if re.match(r"between the ages of", text, re.IGNORECASE):
        return f"between the ages of {band.replace(' to ', ' and ')}" if " to " in band else f"aged {band}"
    if old := re.search(r"(?:year|month|week|day|yr)[-‐‑ ](olds?)$|y/?o$|y\.o\.$", text, re.IGNORECASE):
        return _noun(band, (old[1] or "old").lower())
    over = band.endswith("and over")
    if (
        re.search(r"\bold$|(?:years?|yrs?|months?|mths?|weeks?|wks?|days?|half|/12|/52|/7)$", text)
        and not over
    ):
        return with_unit(band) + (" old" if text.endswith("old") else "")
    return band


def with_unit(band: str) -> str:
    """'1 to 4 years', 'under 1 year'."""
    return f"{band} {'year' if band.endswith('under 1') else 'years'}"


def _band(text: str, bands: Steps) -> str:
    """The name of the band that covers every age which *text* may mean."""
    months = _reach(text)
    if not months:
        return ""
    one, other = step_of(min(months), bands), step_of(max(months), bands)
    if one == other:
        return one
    first = next(start for start, name in bands if name == one)
    after = next((start for start, name in bands if start > max(months)), None)
    if after is None:
        return f"{first // 12} and over"
    return f"{first // 12} to {after // 12 - 1}" if first else f"under {after // 12}"


def _reach(text: str) -> list[float]:
    """The ages, in months, between which the one lies that *text* writes; none where it cannot be read."""
    if years := _years_of(text):
        return [year * 12 for year in years]
    if short := _SHORT_OF.match(text):
        reached = age_in_months(text[short.end() :])
        return [] if reached is None else [max(reached - 1, 0)]
    between = _BETWEEN.match(text) or _FROM_TO.match(text)
    parts = between.groups() if between else _several(text)
    mixed = len(parts) > 2 and not re.search(r"y(?:ea)?rs?(?:\sold)?$", text)  # '11, 9 and 18 months'
    ages = [age_in_months(part) if mixed else _with_its_unit(part, text) for part in parts] or [None]
    if None in ages:
        ages = [age_in_months(text)]
    return [age for age in ages if age is not None]


def _several(text: str) -> Sequence[str]:
    """The ages of several people in one list; none where *text* is one age."""
    if not _SEVERAL.match(text) or _IN_TWO_UNITS.match(text):
        return ()
    return re.split(_AND, text, flags=re.IGNORECASE)


def _with_its_unit(part: str, text: str) -> float | None:
    """The age that *part* of *text* writes: the 'four' of 'four or five months' is months too."""
    unit = _UNITS.search(text)
    return age_in_months(part + unit.group() if unit and not _UNITS.search(part) else part)


def _noun(band: str, old: str) -> str:
    """'10-to-15-year-old'; 'over-65' for the last band."""
    if band.endswith(" and over"):
        return f"over-{band.removesuffix(' and over')}" + ("s" if old == "olds" else "")
    return f"{band.replace(' ', '-')}-year-{old}"
