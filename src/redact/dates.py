"""Dates, times and ages: what they say, how exactly, and how a policy renders them.

A value is ISO-like text that carries its own precision: '2016-03-14' a day,
'2016-03' a month, '2016-spring' a season, '2016' a year, '2015/16' a school or
financial year, '--03-14' and '--03' without their year; '' is a date that
nobody could read, which a policy can only remove.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
POLICIES = ("exact", "month", "season", "year", "relative")
SEASONS = {
    12: "winter",
    1: "winter",
    2: "winter",
    3: "spring",
    4: "spring",
    5: "spring",
    6: "summer",
    7: "summer",
    8: "summer",
    9: "autumn",
    10: "autumn",
    11: "autumn",
}
FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "christmas": (12, 0),
    "halloween": (10, 31),
    "bonfire night": (11, 5),
    "valentine's day": (2, 14),
    "easter": (4, 0),
}

_MONTH = "(?P<month>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_YEAR = r"(?P<year>(?:19|20)\d\d|[’']\d\d)"
_DAY = r"(?P<day>\d{1,2})\s*(?:st|nd|rd|th)?"
_SHAPES = [
    re.compile(shape, re.IGNORECASE)
    for shape in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})\s*[-/.]\s*(?P<number>\d{1,2})\s*[-/.]\s*(?P<year>(?:19|20)?\d\d)(?!\d)",
        rf"{_DAY}(?:\s+of)?[\s\-]+{_MONTH}\.?,?[\s\-]+{_YEAR}",
        rf"{_MONTH}\.?\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}(?:\s+of)?[\s\-]+{_MONTH}",
        rf"{_MONTH}\.?\s+{_DAY}(?![\d])",
        rf"{_MONTH}\.?,?[\s\-]+{_YEAR}",
        r"(?<!\d)(?P<from>(?:19|20)\d\d)\s*[/–-]\s*(?P<to>\d{2}|\d{4})(?!\d)",
        r"(?P<season>spring|summer|autumn|winter)(?:\s+term)?(?:\s+of)?\s+(?P<year>(?:19|20)\d\d)",
        rf"^\W*{_MONTH}\W*$",
        r"(?<!\d)(?P<number>\d{1,2})/(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?P<season>spring|summer|autumn|winter)",
    )
]


def value_of(text: str) -> str:
    """The value of the date that *text* writes; '' where it cannot be read.

    British order: 3/4/2016 is 3 April. Two-digit years are 2000 to 2049 or 1950 to 1999.
    """
    folded = text.replace("’", "'").casefold()
    for feast, (month, day) in FEASTS.items():
        if feast in folded:
            year = re.search(r"(?:19|20)\d\d", text)
            return _join(year.group() if year else "", month, day)
    for shape in _SHAPES:
        if match := shape.search(text):
            if value := _value(match.groupdict()):
                return value
    return ""


def _value(found: dict[str, str | None]) -> str:
    if first := found.get("from"):
        return f"{first}/{(found['to'] or '')[-2:]}"
    year = _year(found.get("year") or "")
    if season := found.get("season"):
        return f"{year}-{season.lower()}" if year else season.lower()
    month = int(found["number"] or 0) if found.get("number") else _month(found.get("month") or "")
    day = int(found.get("day") or 0)
    if month > 12 or day > 31:
        return ""
    return _join(year, month, day)


def _join(year: str, month: int, day: int) -> str:
    if not month:
        return year
    start = year or "-"
    return f"{start}-{month:02d}-{day:02d}" if day else f"{start}-{month:02d}"


def _year(text: str) -> str:
    digits = text.strip("'’")
    if len(digits) == 2:
        return f"20{digits}" if int(digits) < 50 else f"19{digits}"
    return digits


def _month(text: str) -> int:
    return next(
        (n for n, name in enumerate(MONTHS, 1) if text and name.lower().startswith(text.lower()[:3])), 0
    )


def as_day(value: str) -> date | None:
    """The day that *value* names; None where it is less exact than a day."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
    if not match:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def render_date(text: str, value: str, policy: str, index: date | None = None) -> str:
    """What an edition prints for a date under *policy*; '' where it can only be removed.

    A date that is less exact than the policy stays as it was written. The order of
    two dates is never inverted. *index* is day 1 of the policy 'relative'.
    """
    if policy == "exact":
        return text
    year, month, day = _split(value)
    if not value:
        return ""
    if policy == "relative":
        return _relative(year, month, day, text, index)
    if policy == "year":
        return year or ""
    if not month:
        return text
    if policy == "season":
        return _season(year, month)
    if not day:
        return text
    return f"{MONTHS[month - 1]} {year}" if year else MONTHS[month - 1]


def _split(value: str) -> tuple[str, int, int]:
    match = re.fullmatch(r"(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?", value)
    if match:
        return (match[1].strip("-"), int(match[2] or 0), int(match[3] or 0))
    year = re.match(r"\d{4}", value)
    return (year.group() if year else "", 0, 0)


def _season(year: str, month: int) -> str:
    """'spring 2016'; a winter bears both its years, so that December comes before January."""
    season = SEASONS[month]
    if season != "winter" or not year:
        return f"{season} {year}".strip()
    first = int(year) if month == 12 else int(year) - 1
    return f"winter {first}/{(first + 1) % 100:02d}"


def _relative(year: str, month: int, day: int, text: str, index: date | None) -> str:
    if not index or not year:
        return ""
    if day and (when := as_day(f"{year}-{month:02d}-{day:02d}")):
        days = (when - index).days
        return f"Day {days + 1}" if days >= 0 else f"{-days} day{'s' if days < -1 else ''} before Day 1"
    if month:
        months = (int(year) - index.year) * 12 + month - index.month
        return (
            f"Month {months + 1}"
            if months >= 0
            else f"{-months} month{'s' if months < -1 else ''} before Month 1"
        )
    years = int(year) - index.year
    return f"Year {years + 1}" if years >= 0 else f"{-years} year{'s' if years < -1 else ''} before Year 1"


NUMBERS = {
    word: n
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80}
_UNIT = {
    "day": 1 / 30.4,
    "week": 7 / 30.4,
    "wk": 7 / 30.4,
    "month": 1.0,
    "mth": 1.0,
    "year": 12.0,
    "yr": 12.0,
}


def age_in_months(text: str) -> float | None:
    """The age that *text* writes, in months; None where it names none. 'Two and a half years' is 30."""
    folded = re.sub(r"[-\u2010\u2011–]", " ", text.casefold())
    words = re.findall(r"\d+(?:\.\d+)?|[a-z½]+", folded)
    number, total = None, 0.0
    for at, word in enumerate(words):
        if word[0].isdigit():
            number = float(word)
        elif word in NUMBERS and word not in {"a", "an"}:
            number = (number or 0) + NUMBERS[word]
        elif word in {"half", "½"} and number is not None:
            number += 0.5
        elif (unit := next((u for u in _UNIT if word.rstrip("s") == u), None)) and number is not None:
            half = 0.5 if words[at + 1 : at + 4] == ["and", "a", "half"] else 0.0
            total, number = total + (number + half) * _UNIT[unit], None
            if half:
                break
    if number is not None and not total:
        total = number * 12
    return total if total or number == 0 else None


def step_of(value: float, steps: Sequence[tuple[int, str]]) -> str:
    """The name of the step that *value* falls into; *steps* are (first value, name), ascending."""
    return next((name for first, name in reversed(steps) if value >= first), steps[0][1])


def render_age(text: str, bands: Sequence[tuple[int, str]]) -> str:
    """What an edition prints for an age: its band, in the grammar of the original; '' where unreadable.

    '14-year-old' becomes '10-to-15-year-old', '14 months' becomes 'between 1 and 4 years'…
    """
    months = age_in_months(text)
    if months is None:
        return ""
    band = step_of(months, bands)
    if re.search(r"[-\u2010\u2011 ]old$", text) and re.search(r"(year|month|week|day)[-\u2010\u2011]", text):
        return f"{band.replace(' ', '-')}-year-old"
    if re.search(r"\bold$|years?$|months?$|weeks?$|days?$", text):
        unit = "year" if band.endswith(" 1") else "years"
        return f"{band} {unit}" + (" old" if text.endswith("old") else "")
    return band


def render_time(text: str, parts: Sequence[tuple[int, str]]) -> str:
    """The part of the day that a clock time falls in; '' where it cannot be read. *parts*: (first hour, name)."""
    folded = text.casefold()
    for word, hour in (("midnight", 0), ("midday", 12), ("noon", 12)):
        if word in folded:
            return step_of(hour, parts)
    match = re.search(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(a\.?m|p\.?m)?", folded)
    if not match:
        return ""
    hour = int(match[1]) % 24
    if match[3]:
        hour = hour % 12 + (12 if match[3].startswith("p") else 0)
    return step_of(hour, parts)
