"""The conditions of a release: the checklist of what no program can decide, made from the case and the rules.

Values in, values out: a matter (register, ledger, drafts, digests) and a day make the items; the gates of
`redact.pipeline` and everything that shows the checklist read these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from redact.conditions.days import years_old
from redact.conditions.gates import Door, found_by_intruder, holding, searched_by
from redact.conditions.places import Place, has_pictures, places_of
from redact.conditions.said import answers, target_of
from redact.model import Decision, Document, Entity, Key, Ledger, Register
from redact.pseudonyms import role_row
from redact.rules import Rules
from redact.rules.checklist import Asked

State = Literal["open", "answered", "holds", "not needed"]
ADULT = 18  # years


@dataclass(frozen=True)
class Matter:
    """What the checklist of a case is made from."""

    register: Register
    ledger: Ledger
    rules: Rules
    files: Mapping[
        str, Mapping[str, str]
    ]  # audience → digests of what is to go out; {} where nothing is made
    documents: tuple[Document, ...] | None = (
        None  # the drafts that are published; None where they were not read
    )
    labels: Key = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a case's checklist, and how it stands."""

    target: str  # what its answers hang on: c:id, with :audience or :child
    question: str
    why: str
    rule: str
    needed_for: Literal["sign", "release"]
    audience: str  # '' where it is asked for the whole case
    child: str  # the id of the child that it is about; else ''
    kind: str  # yes-no, date, name, text, choice
    words: Mapping[str, str]  # answers with a meaning of their own
    reason_for: frozenset[str]  # of these, the ones that need a reason
    second: bool  # only somebody who decided nothing about the text can answer it
    places: tuple[Place, ...]
    state: State = "open"
    answer: str = ""
    by: str = ""
    at: str = ""
    reason: str = ""
    note: str = ""  # why it holds, is not needed, or how the program knows


def checklist(matter: Matter, today: date) -> tuple[Item, ...]:
    """Every question of the case, in the order of the rules, with its answer and its state on the day *today*."""
    doors = doors_of(matter, today)
    return tuple(
        _item(asked, about, matter, doors[about if asked.per == "audience" else ""])
        for asked in matter.rules.checklist.items
        for about in _about(asked, matter, today)
    )


def doors_of(matter: Matter, today: date) -> dict[str, Door]:
    """The door of each audience on that day, and under '' that of the whole case."""
    given = answers(matter.ledger, matter.rules.checklist)
    return {
        audience: Door(audience, today, given, matter.ledger, matter.rules.checklist, files)
        for audience, files in {**matter.files, "": {}}.items()
    }


def _about(asked: Asked, matter: Matter, today: date) -> list[str]:
    """The audiences or children that a question is asked about; '' for the case."""
    if asked.per == "audience":
        return [audience for audience in matter.files if asked.concerns(audience)]
    return [child.id for child in children(matter, today)] if asked.per == "child" else [""]


def children(matter: Matter, today: date) -> list[Entity]:
    """The people of the register who are children, by date of birth or else by role, and whose review it is.

    Whether a child lives the register does not say: that is one of the answers.
    """
    return [
        person
        for person in matter.register.entities.values()
        if person.label == "PERSON" and _is_child(person, matter, today)
    ]


def _is_child(person: Entity, matter: Matter, today: date) -> bool:
    is_subject = person.id == matter.register.subject
    age = years_old(person.born, today)
    row = role_row(person, matter.rules, is_subject)
    by_role = str(row.get("role", "")) in matter.rules.checklist.child_roles
    return is_subject or (by_role if age is None else age < ADULT)


def _item(asked: Asked, about: str, matter: Matter, at: Door) -> Item:
    target = target_of(asked, about)
    given = at.given.get(target)
    state, note = _state(asked, given, matter, at)
    return Item(
        target,
        asked.question.replace("{who}", _called(about, matter)),
        asked.why,
        asked.rule,
        asked.needed_for,
        at.audience,
        about if asked.per == "child" else "",
        asked.kind,
        asked.words,
        asked.reason_for,
        asked.second,
        places_of(asked.where, matter.documents or ()),
        state,
        **(_given(given) if given else {}),
        note=note,
    )


def _given(given: Decision) -> dict[str, str]:
    return {"answer": given.value, "by": given.by, "at": given.at, "reason": given.reason}


def _called(child: str, matter: Matter) -> str:
    """A child's pseudonym with its id, and never the name."""
    entity = matter.register.entities.get(child)
    label = matter.labels.get(child) or (entity.pseudonym if entity else "")
    return f"{label} ({child})" if label else child


def _state(asked: Asked, given: Decision | None, matter: Matter, at: Door) -> tuple[State, str]:
    """How a question stands, and why."""
    if asked.gate == "intruder" and (found := _searched(at)):
        return found
    if given:
        if why := holding(asked, given, at):
            return "holds", why
        if asked.needed_for == "sign" and at.lapsed(given):
            return "open", "answered for an edition that was signed before; the files are others now"
        return "answered", ""
    if asked.where.pictures and matter.documents is not None and not has_pictures(matter.documents):
        return "not needed", "the drafts that are published have no pictures"
    return "open", ""


def _searched(at: Door) -> tuple[State, str] | None:
    """What the ledger says of a search for exactly these files; None where it says nothing (R32)."""
    if why := found_by_intruder(at):
        return "holds", why
    if search := searched_by(at):
        return "answered", f"{search.by} searched and found nobody ({search.at})"
    return None


def held(items: tuple[Item, ...], audience: str) -> Iterator[Item]:
    """The items whose answer holds the release to *audience*: its own, and those of the whole case."""
    return (item for item in items if item.state == "holds" and item.audience in {"", audience})


def unanswered(items: tuple[Item, ...], audience: str, step: str) -> Iterator[Item]:
    """The items that are open and should have been answered by *step* (sign or release) for *audience*."""
    wanted = {"", audience}
    return (i for i in items if i.state == "open" and i.needed_for == step and i.audience in wanted)
