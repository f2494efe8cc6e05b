"""Phrases of a finished text that say when somebody was born, died or was harmed, or how old they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from redact.checks.silence import heard
from redact.checks.windows import Shift
from redact.dates import NAMED_DAY, NUMBERS, ORDINALS, age_in_months, school_year, value_of

_ONES = "one|two|three|four|five|six|seven|eight|nine"
_COUNT = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,5}}(?:\.\d)?(?:\s?½)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[\s-](?:{_ONES}))?"
    rf"|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|{_ONES})"
)
_UNIT = r"(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)"
_SPAN = rf"{_COUNT}(?:\sand\sa\shalf)?[\s-]{_UNIT}(?:(?:,?\sand\s|,?\s){_COUNT}\s{_UNIT}){{0,3}}(?:\sand\sa\shalf)?"
_BAND = r"(?:\d{1,2}\sto\s\d{1,2}|under\s(?:\d{1,2}|one)|\d{2}\sand\sover)(?:\syears?)?"
_AGE = rf"(?:{_BAND}|{_SPAN}|{_COUNT}(?:\sand\sa\shalf)?)"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_DAY = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:19|20)\d\d"
_SEASON = r"(?:spring|summer|autumn|winter)(?:\s(?:term|holidays?))?"

#: A date, finest first. A month or season without its year counts where a word before it makes it one.
DATES = re.compile(
    rf"{NAMED_DAY}|\b{_YEAR}-\d\d-\d\d\b|(?<![\d./-])\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:{_YEAR}|\d\d)(?![\d/])"
    rf"|(?<!\d)(?<!\d[./-])(?:{_DAY}\s?(?:to|and|–|-)\s?)?{_DAY}(?:\sday)?(?:\sof)?[\s-]{_MONTH}(?:,?[\s-]{_YEAR})?"
    rf"|\b{_MONTH}\s{_DAY},?\s{_YEAR}|\b{_MONTH}(?:\sof)?,?\s{_YEAR}"
    rf"|\b(?i:{_SEASON})(?:\sof)?\s{_YEAR}(?:/\d\d)?|\b{_YEAR}/\d\d\b"
    rf"|(?<=\b(?:in|of)\s)(?i:{_SEASON})\b|(?<=\b(?:in|of)\sthe\s)(?i:{_SEASON})\b"
    rf"|(?<=\b(?:in|of)\s)(?:(?:early|mid|late)[\s-])?{_MONTH}(?!\s?\d)"
    r"|\[date[^\]]*removed\]"
    rf"|(?<=\b(?:in|of|by)\s){_YEAR}(?![\d/])|(?<=\bduring\s){_YEAR}(?![\d/])"
)
AGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:aged|at\sthe\sage\sof|the\sage\sof|age:?)\s(?:just\s|only\s|about\s)?(?P<age>{_AGE})(?![\w%])",
        rf"\b(?P<age>(?:\d+-to-\d+|under-(?:\d+|one)|{_COUNT}(?:-and-a-half)?)[\s-](?:year|month|week|day)s?-olds?)\b",
        rf"\b(?P<age>{_SPAN}|{_BAND})\s(?:old|of\sage)\b",
        rf"\b(?:he|she|they|who|baby|child|\w+\s(?:[A-Z]|\d+))\s(?:was|were|had\sbeen|is)\s(?:just\s|only\s|then\s)?"
        rf"(?P<age>{_AGE})(?=\s(?:when|at\sthe\stime|at\sh(?:is|er)|in|on)\b|[,.;)]|$)",
        rf"(?<!\bthey\s)\bturned\s(?P<turned>{_COUNT})\b",
        rf"\bat\s(?P<age>{_SPAN})(?!\s(?:later|after|before|earlier|ago|of))",
        rf"\b(?:boy|girl|child|baby|infant|toddler)\sof\s(?P<age>{_AGE})(?![\w%])",
        rf"(?:,\s(?:then\s)?|\()(?P<age>{_SPAN}|{_BAND})(?=[,.;)])",
        rf"^\s*(?P<age>{_SPAN}|{_BAND})\s*$",
    )
)
SCHOOL = re.compile(
    r"\bYear\s(?:1[0-3]|[1-9])\b|\bReception\b|\breception\s(?:class|year)\b|\bnursery\sclass\b|\bschool\snursery\b"
)
BORN = re.compile(
    r"\bborn\b|\bdates?\sof\sbirth\b|\bd\.?o\.?b\b|(?:\b(?:his|her|their|the)|['’]s)\sbirth\b|\bbirth\sof\b",
    re.IGNORECASE,
)
DEATH = re.compile(
    r"(?<!nearly )(?<!almost )(?<!\ba )(?<!any )(?<!another )(?<!each )\b(?:died|dies|dying|death|killed|murdered|fatally|drowned|suffocated|stillborn)\b"
    r"(?!\s(?:rate|penalty))",
    re.IGNORECASE,
)
INCIDENT = re.compile(
    r"\b(?:serious|critical|index)\sincident\b|\b(?:nearly|almost)\s(?:died|killed)"
    r"|\b(?:seriously|critically|gravely|severely)\s(?:injured|hurt|harmed)|\blife-threatening\sinjur"
    r"|\b(?:brought|taken|rushed|admitted)\b[^.;]{0,80}?\bwith\b[^.;]{0,30}?\binjur",
    re.IGNORECASE,
)
_WORDS = "|".join(sorted(ORDINALS, key=len, reverse=True))
BIRTHDAY = re.compile(
    rf"(?:(?P<gap>(?:{_COUNT}|an?|the)\s(?:days?|weeks?|fortnight|months?))\s(?P<side>before|after|short\sof)\s|"
    rf"\b(?P<on>on)\s)(?:his|her|their|the|\w+\s(?:[A-Z]|\d+)['’]s)\s(?:(?P<nth>{_WORDS}|\d{{1,2}}(?:st|nd|rd|th))\s)?birthday",
    re.IGNORECASE,
)
LATER = re.compile(
    rf"\b(?:the\s(?P<next>next|following|same)\sday|(?P<gap>(?:{_COUNT}|a|an)\s(?:days?|weeks?|fortnight|months?))\s"
    r"(?P<side>later|earlier|before|after)\b)",
    re.IGNORECASE,
)
#: A length of time to another event, or to a day that is counted from Day 1.
BEFORE = re.compile(
    rf"\b(?P<exact>(?:exactly|precisely)\s)?(?P<gap>{_SPAN})(?P<day>\s(?:exactly|to\sthe\sday))?\sbefore\s"
    r"(?:the\sdate\s)?(?P<counted>Day\s\d+)?",
    re.IGNORECASE,
)
#: The ages that a birthday without a number may be of.
_AGES = range(19)
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "month": 30}
#: How far off a length of time may be as people say it, in days.
_SLACK = {"day": 0, "week": 3, "fortnight": 3, "month": 15}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A date, an age or a length of time where it stands in a sentence."""

    start: int
    end: int
    text: str
    value: str = ""  # of a date
    shift: Shift | None = None  # of an age
    classes: tuple[int, ...] = ()  # of a school year


@heard(nothing=())
def dates_in(text: str) -> tuple[Phrase, ...]:
    """The dates of a sentence; also marks of one that was removed, which have no value."""
    found = ((match, value_of(match.group())) for match in DATES.finditer(text))
    return tuple(
        Phrase(match.start(), match.end(), match.group(), value)
        for match, value in found
        if value or match.group().startswith("[")
    )


@heard(nothing=())
def ages_in(text: str) -> tuple[Phrase, ...]:
    """The ages of a sentence, each place once."""
    return tuple(_ages_in(text))


def _ages_in(text: str) -> Iterator[Phrase]:
    taken: set[int] = set()
    for pattern in AGES:
        for match in pattern.finditer(text):
            name = match.lastgroup or "age"
            shift = _turned(match[name]) if name == "turned" else age_shift(match[name])
            if shift and match.end(name) not in taken:
                taken.add(match.end(name))
                yield Phrase(match.start(name), match.end(name), match[name], shift=shift)


def classes_in(text: str) -> Iterator[Phrase]:
    """The school years of a sentence."""
    for match in SCHOOL.finditer(text):
        year = school_year(match.group())
        if year is not None:
            yield Phrase(match.start(), match.end(), match.group(), classes=(year,))


def age_shift(text: str) -> Shift | None:
    """How long after a birth somebody has the age that *text* writes; a band from its first to its last day."""
    folded = text.casefold().replace("-", " ")
    if band := re.match(r"(\d+) to (\d+)", folded):
        return Shift((int(band[1]) * 12, 0), (int(band[2]) * 12 + 12, -1))
    if under := re.match(r"under (\w+)", folded):
        years = int(under[1]) if under[1].isdigit() else NUMBERS.get(under[1], 1)
        return Shift((0, 0), (years * 12, -1))
    if over := re.match(r"(\d+) and over", folded):
        return Shift((int(over[1]) * 12, 0), (1440, 0))
    return _exact_age(folded)


def _exact_age(folded: str) -> Shift | None:
    months = age_in_months(folded)
    if months is None or months > 1440:
        return None
    if re.search(r"\bdays?\b", folded):
        days = round(months * 365.25 / 12)
        return Shift((0, days), (0, days))
    if re.search(r"\b(?:weeks?|wks?)\b", folded):
        days = round(months * 365.25 / 12)
        return Shift((0, days), (0, days + 6))
    whole = int(months)
    step = 1 if re.search(r"\b(?:months?|mths?)\b", folded) else 6 if whole % 12 else 12
    return Shift((whole, 0), (whole + step, -1))


def _turned(text: str) -> Shift | None:
    months = age_in_months(text)
    return Shift((int(months), 0), (int(months), 0)) if months is not None else None


def gap_of(match: re.Match[str]) -> tuple[int, int] | None:
    """Least and most days of the length of time in *match*; negative where it is before."""
    if (match.groupdict().get("next") or "").lower() == "same":
        return 0, 0
    words = (match["gap"] or "one day").casefold().split()
    unit = words[-1].rstrip("s")
    number = age_in_months(f"{words[0]} months") if words[0] not in {"a", "an", "the"} else 1
    if number is None or unit not in _DAYS:
        return None
    days, slack = round(number * _DAYS[unit]), _SLACK[unit]
    before = (match.groupdict().get("side") or "").lower() in {"before", "earlier", "short of"}
    return (-days - slack, -days + slack) if before else (days - slack, days + slack)


def gap_shift(match: re.Match[str]) -> Shift | None:
    """From a birth to the event that it was so long before; None where the words are less exact than weeks."""
    folded, exact = match["gap"].casefold().replace("-", " "), bool(match["exact"] or match["day"])
    months = age_in_months(folded)
    if months is None or months > 1440:
        return None
    if exact and re.search(r"\b(?:years?|yrs?|months?|mths?)\b", folded):
        whole, days = int(months + 1e-9), round((months - int(months + 1e-9)) * 365.25 / 12)
        return Shift((whole, days), (whole, days))
    if re.search(r"\b(?:years?|yrs?|months?|mths?)\b", folded) and not re.search(r"\bdays?\b", folded):
        return None
    days = round(months * 365.25 / 12)
    slack = 0 if exact or "day" in folded else 3
    return Shift((0, days - slack), (0, days + slack))


def birthday_shifts(match: re.Match[str]) -> tuple[Shift, ...]:
    """From the birth to the day that is so long before or after a birthday; for every age if it has no number."""
    days = (0, 0) if match["on"] else gap_of(match)
    if days is None:
        return ()
    nth = _nth(match["nth"]) if match["nth"] else 0
    return tuple(Shift((12 * n, days[0]), (12 * n, days[1])) for n in ([nth] if nth else _AGES))


def _nth(text: str) -> int:
    return ORDINALS.get(text.casefold(), 0) or int(re.sub(r"\D", "", text) or 0)
