"""What a date's value says: how exact it is, and which days it may mean.

A value is ISO-like text that carries its own precision: '2016-03-14' a day,
'2016-03' a month, '2016-spring' a season, '2015/16-winter' one over new year,
'2016-spring-term' a school term, '2016' a year, '2015/16' a school or financial
year, '1990s' a decade; '--03-14', '--03' and 'spring' without their year;
'2016-03-03..2016-03-09' from one to another; '' a date that nobody could read.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_BY_MONTH = ("winter", "winter", *["spring"] * 3, *["summer"] * 3, *["autumn"] * 3, "winter")
#: Month → its season, as the Met Office counts them.
SEASONS: Mapping[int, str] = MappingProxyType(dict(enumerate(_BY_MONTH, 1)))
#: First and last month of a season or school term.
_MONTHS_OF = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "winter": (1, 12),  # 'winter 2016' names no one winter: some day of that year
    "spring-term": (1, 4),
    "summer-term": (4, 7),
    "autumn-term": (9, 12),
}
DAY, MONTH, SEASON, YEAR, YEARS, UNREAD = 5, 4, 3, 2, 1, 0
_SHAPE = re.compile(
    r"(?P<year>\d{4}|-)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
    r"|(?:(?P<of>\d{4})(?:/(?P<over>\d\d))?-)?(?P<season>(?:spring|summer|autumn|winter)(?:-term)?)"
    r"|(?P<from>\d{4})/(?P<to>\d\d)"
    r"|(?P<decade>\d{3}0)s"
)


def parts(value: str) -> dict[str, str]:
    """The named parts of a value that is no range; empty for one that nobody could read."""
    match = _SHAPE.fullmatch(value)
    return {name: part for name, part in match.groupdict().items() if part} if match else {}


def ends(value: str) -> tuple[str, str]:
    """First and last of a range; the value twice where it is none."""
    first, _, last = value.partition("..")
    return first, last or first


def rank(value: str) -> int:
    """How exact a value is: DAY, MONTH, SEASON, YEAR, YEARS, UNREAD; a range as its more exact end."""
    if ".." in value:
        return max(rank(end) for end in ends(value))
    found = parts(value)
    if not found:
        return UNREAD
    for name, exact in (("day", DAY), ("month", MONTH), ("season", SEASON), ("year", YEAR)):
        if name in found:
            return exact
    return YEARS


def has_year(value: str) -> bool:
    """Whether a value says in which year it lies; a range where both its ends do."""
    return all(window(end) is not None for end in ends(value))


def window(value: str) -> tuple[date, date] | None:
    """The first and the last day that a value may mean; None without a year, or where it is unreadable.

    A day that its month does not have means some day of that month.
    """
    if ".." in value:
        first, last = (window(end) for end in ends(value))
        return (first[0], last[1]) if first and last else None
    found = parts(value)
    if "season" in found:
        return _of_season(found)
    if found.get("year", "-") != "-":
        return _of_date(int(found["year"]), int(found.get("month", 0)), int(found.get("day", 0)))
    if first_year := found.get("from"):
        return date(int(first_year), 1, 1), date(_later(int(first_year), found["to"]), 12, 31)
    if decade := found.get("decade"):
        return date(int(decade), 1, 1), date(int(decade) + 9, 12, 31)
    return None


def _of_season(found: Mapping[str, str]) -> tuple[date, date] | None:
    if "of" not in found:
        return None
    year = int(found["of"])
    if "over" in found:
        return date(year, 12, 1), date(year + 1, 3, 1) - timedelta(1)
    first, last = _MONTHS_OF.get(found["season"], (1, 12))
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _of_date(year: int, month: int, day: int) -> tuple[date, date] | None:
    if not 1 <= year <= 9998 or month > 12:
        return None
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    last = monthrange(year, month)[1]
    if 1 <= day <= last:
        return date(year, month, day), date(year, month, day)
    return date(year, month, 1), date(year, month, last)


def _later(year: int, two_digits: str) -> int:
    """The year that ends in *two_digits* and is not before *year*: (2009, '12') is 2012."""
    last = year - year % 100 + int(two_digits)
    return last if last >= year else last + 100


def as_day(value: str) -> date | None:
    """The day that *value* names, of a range of days the first; None where it is less exact than a day."""
    first = ends(value)[0]
    days = window(first)
    return days[0] if days and rank(first) == DAY and days[0] == days[1] else None


def within(value: str, year: int) -> str:
    """A value without a year, put into *year*."""
    return f"{year}-{value[2:]}" if value.startswith("--") else value


def months_later(day: date, months: int) -> date:
    """The same day of the month, so many months later (or earlier); at most the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
