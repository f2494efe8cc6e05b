"""What a reviewer is asked of one recipient's copy: whom 'he' means, whose side somebody is on, what is told twice.

Each is answered in the register: `show` opens what is withheld, `withhold` takes out what is printed, both by the
number of a sentence; a person's side is answered by an entry with `family:`. What is one matter (one source, one
person's part, one illness) is one question, with every place where it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from redact.model import Recipient
from redact.prepared import Prepared
from redact.recipients.asking import LAST, Asked
from redact.recipients.chosen import place_of
from redact.recipients.looking import Looked, looked_through, merged_with
from redact.recipients.readers import Reader
from redact.recipients.registered import UNSURE
from redact.recipients.sides import bears
from redact.recipients.unsure import asked_in
from redact.recipients.withholding import Withheld

#: What becomes of a sentence until somebody answers; of another reason, 'withheld' and the reason.
LOST = "answered in register.yaml, and no draft has this sentence any more as it was; take the answer out, and what stands there now is judged anew"
_STATES = {"": "printed", UNSURE: "left out until somebody answers"}


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a draft, by what `show` and `withhold` call it: '3.4:1 #1f3a9c2e'; '' where it has no number."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """One matter to look at in a copy: every sentence that tells of it, or a person whom the register does not have."""

    places: tuple[Place, ...]
    why: str
    reason: str = ""  # why the words are withheld; '' where the copy prints them, or tells of the person
    person: bool = False  # whether it is somebody whom the register does not have
    lost: bool = False  # whether it is an answer to sentences that no draft has any more

    @property
    def printed(self) -> bool:
        """Whether the copy prints the words, or tells of the person."""
        return not self.reason

    @property
    def numbers(self) -> tuple[str, ...]:
        """Where its sentences stand; none for a person."""
        return tuple(place_of(place.what) for place in self.places if place.what)

    @property
    def answers(self) -> tuple[str, ...]:
        """What `show` and `withhold` call its sentences, each with the mark of its words."""
        return tuple(place.what for place in self.places if place.what)


@dataclass(frozen=True, slots=True)
class Left:
    """What one recipient's copy leaves out, and what a person is asked about it."""

    reader: Reader
    withheld: tuple[Withheld, ...]
    doubts: tuple[Doubt, ...]

    @property
    def unanswered(self) -> int:
        """How many questions have no answer about what the copy prints, or leaves out until then."""
        return sum((each.lost or each.reason in _STATES) and not each.person for each in self.doubts)


def left_out(prepared: Prepared, recipient: Recipient) -> Left:
    """Everything of the published drafts that this recipient's copy leaves out, and everything that is asked about it.

    Raises:
        RulesError: a paragraph to withhold or to show is not there.
    """
    looked = looked_through(prepared, recipient)
    asked = asked_in(prepared, looked)
    unsure = [Withheld(one.document, one.span, UNSURE) for one in asked if one.reason == UNSURE]
    return Left(looked.reader, merged_with(prepared, looked, unsure), tuple(_doubts(prepared, looked, asked)))


def withheld_from(prepared: Prepared, recipient: Recipient) -> tuple[Withheld, ...]:
    """Everything of the published drafts that this recipient's copy leaves out.

    Raises:
        RulesError: a paragraph to withhold or to show is not there.
    """
    return left_out(prepared, recipient).withheld


def _doubts(prepared: Prepared, looked: Looked, asked: Iterable[Asked]) -> list[Doubt]:
    """The matters in the order of the drafts; people first, and the doubtful last."""
    matters: dict[tuple[str, ...], _Places] = {}
    for each in asked:
        matter = matters.setdefault((each.why, each.reason, *each.matter), {})
        matter.setdefault(Place(each.what, each.words), each)
    ordered = sorted(_folded(matters.values()), key=_is_last)
    return [*_people(prepared, looked), *_lost(looked), *(_as_doubt(places) for places in ordered)]


def _lost(looked: Looked) -> Iterator[Doubt]:
    """Answers to sentences that no draft has as they were: what stands there now is not what was answered."""
    for reason in dict.fromkeys(one.reason for one in looked.lost):
        places = tuple(Place(one.what, one.words) for one in looked.lost if one.reason == reason)
        yield Doubt(places, LOST, reason, lost=True)


_Places = dict[Place, Asked]


def _folded(matters: Iterable[_Places]) -> list[_Places]:
    """The matters, those of one sentence each put together that ask the same of different people."""
    made: dict[object, _Places] = {}
    for at, places in enumerate(matters):
        first = next(iter(places.values()))
        alone = len(places) == 1 and "{who}" in first.why
        made.setdefault((first.why, first.reason) if alone else at, {}).update(places)
    return list(made.values())


def _is_last(places: _Places) -> bool:
    return next(iter(places.values())).matter == LAST


def _as_doubt(places: _Places) -> Doubt:
    first = next(iter(places.values()))
    who = ", ".join(dict.fromkeys(one.who for one in places.values()))
    state = _STATES.get(first.reason, f"withheld ({first.reason})")
    return Doubt(tuple(places), f"{state}; {first.why.replace('{who}', who)}", first.reason)


# People -----------------------------------------------------------------------------------------------


def _people(prepared: Prepared, looked: Looked) -> Iterator[Doubt]:
    """People of the drafts alone whose side a draft says, or whose name is that of one side."""
    entities, reader = prepared.reviewed.entities, looked.reader
    for person in sorted(reader.private - set(prepared.register.entities)):
        if person in reader.presumed:
            side = reader.presumed[person]
            why = f"a draft puts this person on the {side} side; enter the person in register.yaml, with family: {side}"
            yield Doubt((Place("", entities[person].name),), why, reader.reasons.get(person, ""), True)
        elif (
            person in reader.people
            and person in reader.reasons
            and (near := _namesake(person, prepared, looked))
        ):
            why = f"has a name of {near}; is this person family? Then enter the person in register.yaml, with family:"
            yield Doubt((Place("", entities[person].name),), why, reader.reasons[person], True)


def _namesake(person: str, prepared: Prepared, looked: Looked) -> str:
    entities, family = prepared.reviewed.entities, prepared.register.entities
    sided = (i for i in sorted(looked.reader.private & set(family)) if family[i].family)
    return next((i for i in sided if bears(entities[person], family[i])), "")


def as_data(found: Iterable[Doubt], recipient: Recipient) -> list[dict[str, Any]]:
    """The questions as plain data; null stands for 'printed'."""
    return [
        {
            "recipient": recipient.id,
            "places": [{"what": place.what, "text": place.words} for place in each.places],
            "why": each.why,
            "withheld": each.reason or None,
        }
        for each in found
    ]
