"""The checklist: what no program can decide, with a place for each answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from redact.conditions import Item
from redact.conditions.days import in_words
from redact.conditions.doors import checklist_of, matter_of, staged_files
from redact.conditions.earliest import earliest
from redact.conditions.places import Place
from redact.conditions.shown import MOST_PLACES, ORDER, by_step, in_short
from redact.model import Document
from redact.web.frame import page, state_of
from redact.web.places import Places

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State

#: What a person types or picks for each kind of answer.
FIELDS = {"date": "date", "name": "text", "text": "text"}


@dataclass(frozen=True, slots=True)
class Look:
    """A place in a draft to look at: its name, and the address of the page that shows it."""

    told: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """A question of the checklist as the page shows it."""

    item: Item
    field: str  # the kind of field for a free answer; '' where there are only words to pick
    looks: tuple[Look, ...]


def routes() -> list[Route]:
    """The checklist."""
    from starlette.routing import Route

    return [Route("/checklist", checklist)]


def checklist(request: Request) -> Response:
    """Every question with its answer, those without one first."""
    state, today = state_of(request), date.today()
    items = checklist_of(state.prepared, today)
    matter = matter_of(state.prepared, staged_files(state.prepared.case, state.prepared.rules))
    places = Places(state.prepared.documents)
    groups = [
        (heading, [_row(item, state.prepared.documents, places) for item in items if item.state == named])
        for named, heading in ORDER
    ]
    return page(
        request,
        "checklist",
        groups=[(heading, rows) for heading, rows in groups if rows],
        counted=[in_short(items), *by_step(items)],
        first=[(each, in_words(each.day)) for each in earliest(matter, today)],
        seen=state.version,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many questions of the checklist have no answer, and how many have one that holds the release.

    A question that is asked for each audience, or for each child, counts once for each.
    """

    open: int
    holding: int
    of: int = 0  # all questions

    @property
    def in_words(self) -> str:
        """'3 have no answer yet, and the answers to 2 hold the release'; '' where there is nothing to be told."""
        of = f" of {self.of} questions" if self.of else ""
        none = f"{self.open}{of} {'has' if self.open == 1 else 'have'} no answer yet" if self.open else ""
        held = (
            f"the {'answer' if self.holding == 1 else 'answers'} to {self.holding} {'holds' if self.holding == 1 else 'hold'} the release"
            if self.holding
            else ""
        )
        return ", and ".join(each for each in (none, held) if each)


def unanswered(state: State) -> Waiting:
    """What the checklist waits for today."""
    items = checklist_of(state.prepared, date.today())
    states = Counter(item.state for item in items)
    return Waiting(states["open"], states["holds"], len(items))


def _row(item: Item, documents: Sequence[Document], places: Places) -> Row:
    looks = tuple(_look(place, documents, places) for place in item.places[:MOST_PLACES])
    return Row(item, FIELDS.get(item.kind, ""), looks)


def _look(place: Place, documents: Sequence[Document], places: Places) -> Look:
    number = next(n for n, document in enumerate(documents) if document.name == place.document)
    block = places.block_at(number, place.at) if place.at is not None else -1
    return Look(
        f"{place.document}, {place.place}",
        f"/text/{number}?at={block}#b-{block}" if block >= 0 else f"/text/{number}",
    )
