"""Working days in England, and the days on which it is wise to publish (R26, R35)."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from functools import cache

from redact.dates import MONTHS, as_day, whole_value, window

DAY = timedelta(days=1)
SATURDAY = 5
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Working days that the Panel, the Secretary of State and Ofsted have a report before it is published: Working
#: Together 2018 and 2023, chapter on child safeguarding practice reviews.
NOTICE = 7
#: Years in which an answer can lie; beyond them it is a slip of the pen.
YEARS = range(1990, 2100)


@cache
def bank_holidays() -> Container[date]:
    """England's bank holidays, worked out for any year; those that are proclaimed once, as far as the library knows."""
    import holidays

    return holidays.country_holidays("GB", subdiv="ENG")


def day_of(text: str) -> date | None:
    """The day that all of *text* names, such as 2031-05-07 or 7 May 2031; None for anything else.

    A weekday before it has to be that day's own: else one of the two is a slip of the pen.
    """
    day = as_day(whole_value(text))
    if not day or day.year not in YEARS:
        return None
    named = next(
        (at for at, name in enumerate(WEEKDAYS) if text.strip().casefold().startswith(name.casefold())), None
    )
    return day if named in {None, day.weekday()} else None


def in_words(day: date) -> str:
    """Wednesday 7 May 2031."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def is_working(day: date) -> bool:
    """Whether it is neither at a weekend nor a bank holiday in England."""
    return day.weekday() < SATURDAY and day not in bank_holidays()


def after_notice(sent: date) -> date:
    """The first day that is seven working days after *sent*.

    What is sent at a weekend or on a bank holiday counts as sent on the next working day; the day of
    sending itself is not counted: sent on a Monday of an ordinary week, the Wednesday of the next one.
    """
    day = sent
    while not is_working(day):
        day += DAY
    for _ in range(NOTICE):
        day += DAY
        while not is_working(day):
            day += DAY
    return day


def is_wise(day: date) -> bool:
    """Whether people are at work on that day and on the next one."""
    return is_working(day) and is_working(day + DAY)


def first_wise(day: date) -> date:
    """That day, or the next one that is followed by a working day."""
    while not is_wise(day):
        day += DAY
    return day


def years_old(born: str, today: date) -> int | None:
    """The least age in whole years of who was born at *born* (2012, 2012-02, 2012-02-09); None where it does not say."""
    days = window(whole_value(born))
    if not days:
        return None
    latest = days[1]
    return today.year - latest.year - ((today.month, today.day) < (latest.month, latest.day))
