"""The first day on which an audience's edition can be published, and why (R26, R28, R35)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from redact.conditions import Matter, doors_of
from redact.conditions.days import after_notice, day_of, first_wise, in_words
from redact.conditions.gates import Door
from redact.conditions.said import target_of
from redact.rules.checklist import Asked


@dataclass(frozen=True, slots=True)
class Earliest:
    """The first day for one audience, with the reasons in words; what is not answered is counted as done today."""

    audience: str
    day: date
    reasons: tuple[str, ...]


def earliest(matter: Matter, today: date) -> tuple[Earliest, ...]:
    """The first day for each audience whose edition is published on a day."""
    asked = next((each for each in matter.rules.checklist.items if each.gate == "publish-on"), None)
    return tuple(
        _first(matter, at)
        for audience, at in doors_of(matter, today).items()
        if asked and audience and asked.concerns(audience)
    )


def _first(matter: Matter, at: Door) -> Earliest:
    bounds = [found for asked in matter.rules.checklist.items if (found := _bound(asked, at))]
    day = max([at.today, *(bound for bound, _ in bounds)])
    reasons = [told for bound, told in bounds if told]
    wise = first_wise(day)
    if wise != day:
        reasons.append(f"{in_words(day)} is at, or just before, a weekend or a bank holiday")
    return Earliest(at.audience, wise, tuple(reasons))


def _bound(asked: Asked, at: Door) -> tuple[date, str] | None:
    """The day before which one answer lets nothing be published, in words; None where it bounds nothing."""
    if asked.gate not in {"seven-days", "not-before"} or (
        asked.per == "audience" and not asked.concerns(at.audience)
    ):
        return None
    target = target_of(asked, at.audience if asked.per == "audience" else "")
    given = at.given.get(target)
    day = day_of(given.value) if given else None
    if asked.gate == "not-before":
        return (day, f"{asked.question} Nothing before {in_words(day)}") if day else None
    if given and day is None:
        return None
    sent = day or at.today
    first, when = after_notice(sent), "if it is sent today" if given is None else f"sent on {in_words(sent)}"
    return (
        first,
        f"{asked.question} {when[0].upper()}{when[1:]}, seven working days later is {in_words(first)}",
    )
