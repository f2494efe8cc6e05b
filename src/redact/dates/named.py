"""Days that words name by their place in a month or a year: 'the last day of March', 'the first Monday of May'."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from redact.dates.values import MONTHS

_NTH = {"first": 1, "1st": 1, "opening": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4,
        "fifth": 5, "5th": 5, "last": 0, "final": 0, "closing": 0, "penultimate": -1}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAYS = ("day", "night", "morning", "afternoon", "evening", "hours", "minutes")
_WEEKS = {"week": 7, "weekend": 7, "fortnight": 14, "days": 10}
#: First and last day of a part of a month; 0 is its end.
_PARTS = {"start": (1, 10), "beginning": (1, 10), "middle": (11, 20), "end": (21, 0), "close": (21, 0)}
_OF = r"\s(?i:of|in)\s(?:the\s)?(?:(?:month\sof|year)\s)?"
_NAMES = "|".join(
    f"{name}|{name[:4]}|{name[:3]}" if name == "September" else f"{name}|{name[:3]}" for name in MONTHS
)
_YEAR = r"(?:19|20)\d\d(?!\d)"
_SHAPES = (
    rf"\b(?P<nth>(?i:{'|'.join(_NTH)}))\s(?:(?:few|two|three|four|five)\s)?"
    rf"(?P<what>(?i:{'|'.join((*_WEEKS, *_DAYS, *_WEEKDAYS))}))\b{_OF}"
    rf"(?:(?P<month>{_NAMES})\b\.?(?:(?:,|\sof)?\s(?P<year>{_YEAR}))?|(?P<only>{_YEAR}))",
    rf"\b(?P<part>(?i:{'|'.join(_PARTS)}))\sof\s(?:the\smonth\sof\s)?"
    rf"(?P<of>{_NAMES})\b\.?(?:(?:,|\sof)?\s(?P<in>{_YEAR}))?",
    rf"\b(?i:ides)\sof\s(?P<ides>March)\b(?:\s(?P<ad>{_YEAR}))?",
)
#: The end of a year is a day only where days are counted from it.
_TURN = rf"\b(?P<turn>(?i:end|close|start|beginning|turn))\sof\s(?:the\syear\s)?(?P<whole>{_YEAR})"
_NAMED = re.compile("|".join((*_SHAPES, _TURN)), re.IGNORECASE)
#: What names a day, for a search among other dates.
NAMED_DAY = rf"(?:\b[Tt]he\s)?(?:{'|'.join(re.sub('[?]P<[a-z]+>', '?:', shape) for shape in _SHAPES)})"


def named_day(text: str) -> str:
    """The day, or the days from one to another, that words name in a month or a year; '' where they name none."""
    match = _NAMED.search(text)
    if not match:
        return ""
    found = {name: part.casefold() for name, part in match.groupdict().items() if part}
    if "whole" in found:
        return f"{found['whole']}-{'12-31' if found['turn'] in {'end', 'close'} else '01-01'}"
    if "ides" in found:
        return f"{found.get('ad', '-')}-03-15"
    name = (found.get("month") or found.get("of") or "")[:3]
    year, nth = (
        found.get("year") or found.get("in") or found.get("only") or "",
        _NTH.get(found.get("nth", ""), 1),
    )
    month = next((n for n, long in enumerate(MONTHS, 1) if name and long.lower().startswith(name)), 0)
    month = month or (12 if nth < 1 else 1)
    first, last = _days(found, nth, int(year or 0), month)
    one, other = (f"{year or '-'}-{month:02d}-{day:02d}" for day in (first, last))
    return one if one == other else f"{one}..{other}"


def _days(found: dict[str, str], nth: int, year: int, month: int) -> tuple[int, int]:
    """The first and the last day of the month that are meant; in no year, of a leap year."""
    end = monthrange(year or 2000, month)[1]
    if part := found.get("part"):
        return _PARTS[part][0], _PARTS[part][1] or end
    what = found["what"]
    if what in _DAYS:
        day = nth if nth > 0 else end + nth
        return day, day
    if what in _WEEKDAYS and year:
        day = _weekday(year, month, _WEEKDAYS.index(what), nth, end)
        return day, day
    size = _WEEKS.get(what, 7)
    if nth < 1:
        return max(end + (nth - 1) * size + 1, 1), end + nth * size
    first = min((nth - 1) * size + 1, end)
    return first, min(nth * size + (what == "weekend"), end)


def _weekday(year: int, month: int, weekday: int, nth: int, end: int) -> int:
    if nth < 1:
        return end - (date(year, month, end).weekday() - weekday) % 7 + nth * 7
    day = 1 + (weekday - date(year, month, 1).weekday()) % 7 + (nth - 1) * 7
    return day if day <= end else end
