"""The check for what ages, dates and lengths of time give away together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redact.checks.nouns import Opened, Question
from redact.checks.people import cast_of
from redact.checks.told import also_in, told
from redact.checks.windows import Fact, by_person, giving_away, left_by, length
from redact.model import Finding

_SAID = {
    "birth": "the birth of {} can be worked out",
    "death": "the death of {} can be worked out",
    "incident": "the day on which {} was harmed can be worked out",
}


def recomputed(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No birth, death or incident can be worked out more closely than the policy allows.

    **What it looks for.** Ages, dates, school years, birthdays and lengths of time that are left about one
    person, in all files together. From them it works out in which days the person can have been born,
    have died or been harmed. Fewer days than `window_days` in rules/editions.yaml (28) block; the finding
    names the places that give it away together.

    **Why it matters.** 'Aged 41 days' and 'in March' are harmless one by one; with a month of birth in
    another file they are a date of birth, which finds the family in a register.

    **What to do.** Make one of the phrases coarser: let redact band the ages, give a month less, or reword
    a length of time. Where it is another person or another event, accept the finding with a reason.

    **What it misses.** Facts that hang on events of other people, on the weather or on the news; days
    counted from Day 1; people without a label near them. Whom a phrase is about is taken from the nearest
    label, so a sentence about several people can be misread.
    """
    for who, facts in by_person(told(opened, cast_of(opened, question))):
        for about in _SAID:
            if some := giving_away(facts, about, question.window_days):
                yield _finding(some, about, who if who in question.pseudonyms else "", question.window_days)


def _finding(facts: Sequence[Fact], about: str, entity: str, least: int) -> Finding:
    first, *others = sorted(facts, key=lambda f: (f.file, f.place, f.quote))
    days = length(left_by(facts, about))
    person = entity or "one person"
    return Finding(
        check="recomputed",
        severity="blocks",
        file=first.file,
        place=first.place,
        message=f"{_SAID[about].format(person)} to within {days} day{'s' if days > 1 else ''} (policy: {least})"
        + also_in((f.file, f.place) for f in others),
        advice="make one of these phrases coarser: an age band, a month or season less, a length of time reworded",
        rule="R14",
        entity=entity,
        quote=" | ".join(f.quote for f in (first, *others)),
    )
