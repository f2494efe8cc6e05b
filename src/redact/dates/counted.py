"""Dates counted from an index event: 'Day 12', 'six weeks before Day 1', 'Month 3'.

Day 1 is the day of the event. To the day everything is exact, so that 'two days later' stays
true: only whole weeks are called weeks. Months and years are those of the calendar: Month 1 is
the month in which Day 1 lies.
"""

from __future__ import annotations

from datetime import date

from redact.dates.numbers import several
from redact.dates.values import MONTH, SEASON, YEAR, as_day, ends, months_later, rank, window

#: Whole weeks are said as weeks up to so many days; longer times as years, months and days.
_WEEKS = 84


def counted(value: str, index: date, connector: str = "to") -> str:
    """A date or a range as its distance from *index*; '' where its year is not known."""
    one, other = (_counted(end, index) for end in ends(value))
    if not one or not other:
        return ""
    return one if one == other else f"{one} {connector} {other}"


def _counted(value: str, index: date) -> str:
    days = window(value)
    if not days:
        return ""
    if day := as_day(value):
        return _day((day - index).days, day, index)
    exact, first, last = rank(value), _months(days[0], index), _months(days[1], index)
    if exact >= SEASON and last - first < 11:
        return _month(first) if exact >= MONTH or first == last else _season(first, last)
    one, other = _year(days[0].year - index.year), _year(days[1].year - index.year)
    return one if one == other or exact == YEAR else f"{one} to {other}"


def _months(day: date, index: date) -> int:
    return (day.year - index.year) * 12 + day.month - index.month


def _day(days: int, day: date, index: date) -> str:
    if days >= 0:
        return f"Day {days + 1}"
    before = -days
    if before == 1:
        return "the day before Day 1"
    if before % 7 == 0 and before <= _WEEKS:
        return f"{several(before // 7, 'week')} before Day 1"
    if before < 60:
        return f"{several(before, 'day')} before Day 1"
    return f"{_long(day, index)} before Day 1"


def _long(day: date, index: date) -> str:
    """The time from *day* to *index* in years, months and days of the calendar, exact to the day."""
    months = _months(index, day)
    if months_later(index, -months) < day:
        months -= 1
    rest = (months_later(index, -months) - day).days
    years, months = divmod(months, 12)
    said = [several(n, unit) for n, unit in ((years, "year"), (months, "month"), (rest, "day")) if n]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _month(months: int) -> str:
    if months >= 0:
        return f"Month {months + 1}"
    return "the month before Month 1" if months == -1 else f"{_since(-months)} before Month 1"


def _since(months: int) -> str:
    years, rest = divmod(months, 12)
    if rest and years < 3:
        return several(months, "month")
    return several(years, "year") + (f" and {several(rest, 'month')}" if rest else "")


def _season(first: int, last: int) -> str:
    if first >= 0:
        return f"Months {first + 1} to {last + 1}"
    return f"about {_month((first + last) // 2)}"


def _year(years: int) -> str:
    """Never 'Year 3', which is a class at school."""
    if years == 0:
        return "the year of Day 1"
    if abs(years) == 1:
        return f"the year {'after' if years > 0 else 'before'} that of Day 1"
    return f"{several(abs(years), 'year')} {'after' if years > 0 else 'before'} the year of Day 1"
