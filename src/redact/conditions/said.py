"""The answers to the checklist as they stand on the ledger, and why a new one cannot be taken.

An answer decides nothing about the text: it voids no signature, and whoever gives it may sign. So that
nobody passes their own work, a question that is marked `second` is answered by somebody who decided
nothing about the text; that something holds the release, anybody may say, and only such a person takes it back.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from redact.conditions.days import day_of
from redact.model import Decision, Entity, Ledger
from redact.review import deciders, same_person
from redact.rules.checklist import Asked, Checklist

TARGET = re.compile(r"c:(?P<id>[a-z-]+)(?::(?P<about>[\w.-]+))?")
#: Characters of one answer or reason; a longer one belongs into a document that it can name.
LONGEST = 2000


def target_of(asked: Asked, about: str = "") -> str:
    """What an answer hangs on: the question, and the audience or child that it is asked about."""
    return f"c:{asked.id}:{about}" if about else f"c:{asked.id}"


def asked_by(target: str, checklist: Checklist) -> tuple[Asked, str] | None:
    """The question that *target* answers, and about which audience or child; None where there is none."""
    match = TARGET.fullmatch(target)
    asked = checklist.named(match["id"]) if match else None
    return (asked, match["about"] or "") if match and asked else None


def answers(ledger: Ledger, checklist: Checklist) -> Mapping[str, Decision]:
    """The last answer that stands, by target."""
    decided = deciders(ledger)
    stands: dict[str, list[Decision]] = {}
    for decision in ledger:
        found = asked_by(decision.target, checklist)
        if not found or not _counts(decision, found[0], decided):
            continue
        given = stands.setdefault(decision.target, [])
        if decision.action == "answer":
            given.append(decision)
        elif decision.action == "undo" and given:
            given.pop()
    return {target: given[-1] for target, given in stands.items() if given}


def _counts(decision: Decision, asked: Asked, decided: Collection[str]) -> bool:
    """Whether whoever gave it may: what holds, anybody says; a second person's question is theirs alone."""
    holds = decision.action == "answer" and word_of(decision.value) in asked.holds
    return holds or not asked.second or not any(same_person(decision.by, name) for name in decided)


def word_of(value: str) -> str:
    """An answer as the rules write it."""
    return " ".join(value.casefold().split())


def objection(
    decision: Decision,
    checklist: Checklist,
    people: Mapping[str, Entity],
    audiences: Collection[str],
    ledger: Ledger,
) -> str:
    """Why an answer, or taking one back, cannot be taken; '' where it can.

    *people* are those of the register, by id.
    """
    found = asked_by(decision.target, checklist)
    if not found:
        return "the checklist has no such question; redact show CASE checklist lists them"
    asked, about = found
    if why := _objection_to_target(asked, about, people, audiences):
        return why
    if not _counts(decision, asked, deciders(ledger)):
        return "whoever decided about the text may not answer this; let a second person answer it"
    if decision.action == "undo":
        return ""
    if len(decision.value) > LONGEST or len(decision.reason) > LONGEST:
        return f"has more than {LONGEST} characters; name the document that says it"
    if why := objection_to_value(asked, decision.value):
        return why
    if word_of(decision.value) in asked.reason_for and not decision.reason.strip():
        return f"this answer needs a reason ({asked.words[word_of(decision.value)]})"
    return ""


def _objection_to_target(
    asked: Asked, about: str, people: Mapping[str, Entity], audiences: Collection[str]
) -> str:
    if asked.per == "case":
        return "" if not about else f"is asked once for the case: c:{asked.id}"
    if asked.per == "child":
        person = people.get(about)
        there = person is not None and person.label == "PERSON"
        return "" if there else f"is asked of a child: c:{asked.id}:ID, with an id of the register"
    wanted = [audience for audience in audiences if asked.concerns(audience)]
    return (
        "" if about in wanted else f"should be one of {', '.join(f'c:{asked.id}:{each}' for each in wanted)}"
    )


def objection_to_value(asked: Asked, value: str) -> str:
    """Why *value* is no answer to the question; '' where it is one."""
    if not value.strip():
        return "the answer is missing; give it as value"
    if word_of(value) in asked.words:
        return ""
    words = ", ".join(asked.words)
    if asked.kind in {"yes-no", "choice"}:
        return f"should be answered with one of {words}"
    if asked.kind == "date" and day_of(value) is None:
        return f"should be a full date, such as 2031-05-07 or 7 May 2031{f', or one of {words}' if words else ''}"
    if asked.kind == "name" and not re.search(r"[^\W\d_]{2}", value):
        return "should be a name"
    return ""


def takedown_contact(ledger: Ledger, checklist: Checklist) -> str:
    """Who takes a published edition down and how they are reached, in one line; '' where nobody is named (R35)."""
    given = answers(ledger, checklist).get("c:takedown-contact")
    return " ".join("".join(c if c.isprintable() else " " for c in given.value).split()) if given else ""
