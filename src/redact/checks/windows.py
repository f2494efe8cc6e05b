"""Days in which something may have happened, and what several facts leave of them together.

A window is a tuple of stretches of days (first, last; ordinals of the calendar), ascending and
apart. A fact says when somebody was born, died or was harmed, or how old they then were; ages
shift one window onto another by months and days of the calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from redact.dates import has_year, months_later, rank, window

Window = tuple[tuple[int, int], ...]
#: The years in which a yearless date is looked for, and outside of which nothing happened.
FIRST_YEAR, LAST_YEAR = 1920, 2060
ALWAYS: Window = ((date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()),)
#: More facts than this about one person are not tried in threes; the finest are.
MOST_FACTS = 40


@dataclass(frozen=True, slots=True)
class Shift:
    """From a birth to a later day: at least so many months and days, at most so many."""

    least: tuple[int, int]  # months, days
    most: tuple[int, int]

    def later(self, days: Window) -> Window:
        """When it was, if the birth was in *days*."""
        return merged((_moved(a, *self.least), _moved(b, *self.most)) for a, b in days)

    def earlier(self, days: Window) -> Window:
        """When the birth was, if it was in *days*."""
        (m1, d1), (m2, d2) = self.least, self.most
        return merged((_moved(a - d2, -m2), _moved(b - d1, -m1)) for a, b in days)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a text lets a reader know about somebody.

    *about* is birth, death or incident. A fact without *shift* gives its days; one with *shift*
    gives the age at it, and no days.
    """

    who: str
    about: str
    days: Window
    shift: Shift | None
    file: str
    place: str
    quote: str

    @property
    def said(self) -> tuple[str, str, Window, Shift | None]:
        """What it says, wherever it says it."""
        return (self.who, self.about, self.days, self.shift)


def _moved(day: int, months: int, days: int = 0) -> int:
    """So many months and then days on from an ordinal day."""
    day = min(max(day, 366 * 5), ALWAYS[0][1] + 366 * 100)
    return months_later(date.fromordinal(day), months).toordinal() + days if months else day + days


def merged(stretches: Iterable[tuple[int, int]]) -> Window:
    """Stretches in order, those that touch made one."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(s for s in stretches if s[0] <= s[1]):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def common(one: Window, other: Window) -> Window:
    """The days that lie in both."""
    return merged((max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) <= min(b, d))


def length(days: Window) -> int:
    """How many days a window has."""
    return sum(last - first + 1 for first, last in days)


def days_of(value: str) -> Window:
    """The days that a date's value may mean; without a year, those of every year; none if unreadable."""
    if found := window(value):
        return ((found[0].toordinal(), found[1].toordinal()),)
    if has_year(value) or not rank(value):
        return ()
    each = (_in_year(value, year) for year in range(FIRST_YEAR, LAST_YEAR))
    return merged((found[0].toordinal(), found[1].toordinal()) for found in each if found)


def _in_year(value: str, year: int) -> tuple[date, date] | None:
    if value == "winter":
        return window(f"{year}/{(year + 1) % 100:02d}-winter")
    return window(f"{year}{value[1:]}" if value.startswith("--") else f"{year}-{value}")


def left_by(facts: Sequence[Fact], about: str) -> Window:
    """The days that *facts* about one person together leave for a birth, a death or an incident."""
    found = {"birth": ALWAYS, "death": ALWAYS, "incident": ALWAYS}
    for fact in facts:
        if fact.shift is None:
            found[fact.about] = common(found[fact.about], fact.days)
    for _ in range(2):
        for fact in facts:
            if fact.shift is not None:
                found[fact.about] = common(found[fact.about], fact.shift.later(found["birth"]))
                found["birth"] = common(found["birth"], fact.shift.earlier(found[fact.about]))
    return found[about] if all(found.values()) else ()


def giving_away(facts: Sequence[Fact], about: str, least: int) -> tuple[Fact, ...]:
    """The fewest facts that leave less than *least* days for it; empty where none do.

    Facts that contradict each other leave no day and give nothing away.
    """
    facts = _finest(_bearing_on(facts, about))
    for size in (1, 2, 3):
        for some in combinations(facts, size):
            if 0 < length(left_by(some, about)) < least:
                return some
    if 0 < length(left_by(facts, about)) < least:
        return _needed(facts, about, least)
    return ()


def _bearing_on(facts: Sequence[Fact], about: str) -> list[Fact]:
    """The facts that can say anything about it: its own, and through an age those of the other day."""
    aged = {f.about for f in facts if f.shift}
    if about == "birth":
        return [f for f in facts if f.about == "birth" or f.about in aged]
    return [f for f in facts if f.about == about or (about in aged and f.about == "birth")]


def _finest(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    unique = {fact.said: fact for fact in reversed(facts)}
    ordered = sorted(unique.values(), key=lambda f: (_spread(f), f.file, f.place, f.quote))
    return tuple(ordered[:MOST_FACTS])


def _spread(fact: Fact) -> int:
    return length(fact.shift.later(((730_000, 730_000),)) if fact.shift else fact.days)


def _needed(facts: tuple[Fact, ...], about: str, least: int) -> tuple[Fact, ...]:
    """What is left when every fact that changes nothing is dropped, the coarsest first."""
    for fact in reversed(facts):
        without = tuple(f for f in facts if f is not fact)
        if 0 < length(left_by(without, about)) < least:
            facts = without
    return facts


def by_person(facts: Iterable[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """The facts about each person, in the order of the people's names."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.who, []).append(fact)
    yield from sorted(found.items())
