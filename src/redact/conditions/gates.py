"""What an answer with a day or a name in it means for the release on a given day.

Each gate takes what is asked and says in one line why the release has to wait; '' where it has not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from redact.conditions.days import DAY, after_notice, day_of, in_words, is_wise, is_working
from redact.conditions.said import target_of, word_of
from redact.dates import months_later
from redact.intruder.searches import finder_of, last_search
from redact.model import Decision, Ledger
from redact.releases import copies, is_out
from redact.review import same_person
from redact.rules.checklist import Asked, Checklist


@dataclass(frozen=True)
class Door:
    """The door at which an answer is looked at: for whom, on what day, with which files."""

    audience: str  # '' where a question is of the whole case
    today: date
    given: Mapping[str, Decision]  # answers by target
    ledger: Ledger
    checklist: Checklist
    files: Mapping[str, str]  # digests of what would go out, by file name; none where nothing is made yet

    @property
    def out(self) -> bool:
        """Whether these very files are out already: another copy of them publishes nothing."""
        return bool(self.files) and is_out(self.ledger, self.audience, self.files)

    def lapsed(self, given: Decision) -> bool:
        """Whether other files than these were signed for this audience since the answer: it was about those."""
        at = next(n for n, each in enumerate(self.ledger) if each is given)
        signed = (d for d in self.ledger[at:] if d.action == "sign-off" and d.target == self.audience)
        return bool(self.files) and any(json.loads(d.value)["files"] != self.files for d in signed)

    def day(self, gate: str) -> date | None:
        """The day that is answered to the question with that gate; None where there is none."""
        asked = next((each for each in self.checklist.items if each.gate == gate), None)
        given = self.given.get(target_of(asked, self.audience)) if asked else None
        return day_of(given.value) if given else None

    @property
    def publication(self) -> date:
        """The day that is planned; today where none is, or where it has passed."""
        planned = self.day("publish-on")
        return planned if planned and planned > self.today else self.today


def holding(asked: Asked, given: Decision, at: Door) -> str:
    """Why this answer holds the release in one line, without the words of the answer; '' where it does not."""
    word = word_of(given.value)
    if word in asked.holds:
        return f"the answer “{word}” holds the release"
    if word in asked.words:
        return ""
    if asked.kind in {"yes-no", "choice"} or (asked.kind == "date" and day_of(given.value) is None):
        return "the answer on record is none that this question takes now; answer it anew"
    return GATES[asked.gate](asked, given, at) if asked.gate else ""


Gate = Callable[[Asked, Decision, Door], str]


def _past(asked: Asked, given: Decision, at: Door) -> str:
    day = _day(given)
    return f"{in_words(day)} is still to come; answer it when it has been done" if day > at.today else ""


def _not_before(asked: Asked, given: Decision, at: Door) -> str:
    day = _day(given)
    return f"nothing may go out before {in_words(day)}" if at.today < day else ""


def _seven_days(asked: Asked, given: Decision, at: Door) -> str:
    """R26: the Panel, the Secretary of State and Ofsted have it seven working days before publication."""
    sent = _day(given)
    if at.out:
        return ""
    if sent > at.today:
        return f"it is to be sent on {in_words(sent)}; answer it when it has been sent"
    first = after_notice(sent)
    told = f"sent on {in_words(sent)}, it can be published from {in_words(first)} on (seven working days)"
    return told if at.publication < first else ""


def _publish_on(asked: Asked, given: Decision, at: Door) -> str:
    """R35: not before its day, and on a day that is followed by one on which people are at work."""
    day = _day(given)
    if at.out:
        return ""
    if not is_wise(at.publication):
        passed = f"{in_words(day)} has passed, and " if day < at.today else ""
        return f"{passed}{in_words(at.publication)} is {_unwise(at.publication)}; choose another day"
    return f"it is to be published on {in_words(day)}, and not released before" if at.today < day else ""


def _unwise(day: date) -> str:
    if not is_working(day):
        return "at a weekend or a bank holiday"
    return "followed by a weekend" if (day + DAY).weekday() > 4 else "followed by a bank holiday"


def _twelve_months(asked: Asked, given: Decision, at: Door) -> str:
    """R27: it stays published for twelve months at least."""
    planned = at.day("publish-on")
    before = planned is not None and bool(copies(at.ledger, at.audience))  # a correction begins no new year
    first = months_later(planned if planned and before else at.publication, 12)
    if at.out or _day(given) >= first:
        return ""
    return f"is less than twelve months after publication; choose {in_words(first)} or later"


def _another_person(asked: Asked, given: Decision, at: Door) -> str:
    """R31: nobody approves what they decided."""
    other = at.given.get(f"c:{asked.than}")
    same = other is not None and same_person(given.value, other.value)
    return f"names the same person as c:{asked.than}" if same else ""


def _intruder(asked: Asked, given: Decision, at: Door) -> str:
    """R32: see `found_by_intruder`, which asks the ledger also where nobody answered."""
    return ""


GATES: Mapping[str, Gate] = {
    "past": _past,
    "not-before": _not_before,
    "seven-days": _seven_days,
    "publish-on": _publish_on,
    "twelve-months": _twelve_months,
    "another-person": _another_person,
    "intruder": _intruder,
}


def found_by_intruder(at: Door) -> str:
    """Why a search for the people behind these files holds the release; '' where none does (R32)."""
    if finder_of(at.ledger, at.audience, at.files):
        return "a search with these files identified somebody; generalise more, or have another person search"
    return ""


def searched_by(at: Door) -> Decision | None:
    """The last search with exactly these files that found nobody; None where there is none."""
    last = last_search(at.ledger, at.audience, at.files) if at.files else None
    return last if last and '"result": "nobody"' in last.value else None


def _day(given: Decision) -> date:
    day = day_of(given.value)
    if day is None:
        raise ValueError("not a day")  # `holding` looks before it asks a gate
    return day
