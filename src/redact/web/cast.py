"""The cast: everybody and everything of a case first, before any question about single words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.targets import mention_target
from redact.web.frame import number, page, sitting_of, state_of, with_form
from redact.web.places import InPlace, Places
from redact.web.questions import people
from redact.web.roll import (
    GROUPS,
    HOUSEHOLDS,
    UNSURE,
    Bearer,
    Evidence,
    bearer,
    evidence,
    forms_of_name,
    gone_to,
    history,
    into,
    known_name,
    matching,
    questions_on,
    roll,
    sought,
)

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State

#: Entities on one page of the list; a case of 120,000 words has some 300.
ON_A_PAGE = 100
#: Mentions of each that the list shows, and that one page of an entity shows.
SHOWN, MENTIONS = 2, 25


@dataclass(frozen=True, slots=True)
class Row:
    """An entity in the list: what is known of it, and its first mentions in context."""

    bearer: Bearer
    places: Sequence[InPlace]
    evidence: Sequence[Evidence]
    sought: str


@dataclass(frozen=True, slots=True)
class Told:
    """A mention in context with what an answer on it hangs on."""

    place: InPlace
    target: str


def routes() -> list[Route]:
    """The list of everybody, and a page for each."""
    from starlette.routing import Route

    return [
        Route("/cast", cast, methods=["GET"]),
        Route("/cast", with_form(searched), methods=["POST"]),
        Route("/cast/{who}", one, methods=["GET"]),
    ]


def cast(request: Request) -> Response:
    """Everybody and everything, group by group, some at a time."""
    start = request.query_params.get("from", "0")
    return _listed(request, "", "", number(start))


def searched(request: Request, form: FormData) -> Response:
    """Those whom some words or a group fit; the words stay out of the address."""
    return _listed(request, str(form.get("words", ""))[:100], str(form.get("group", "")), 0)


def _listed(request: Request, words: str, group: str, start: int) -> Response:
    state = state_of(request)
    everybody = roll(state)
    fitting = matching(everybody, words, group)
    step = ON_A_PAGE if not words and not group else 3 * ON_A_PAGE
    at = min(start, max(0, len(fitting) - 1)) // step * step
    places = Places(state.prepared.documents)
    return page(
        request,
        "cast",
        rows=[_row(b, places) for b in fitting[at : at + step]],
        total=len(fitting),
        everybody=len(everybody),
        open=sum(bool(b.questions) for b in everybody),
        at=at,
        step=step,
        words=words,
        group=group,
        groups=[*(name for name, _ in GROUPS), HOUSEHOLDS, UNSURE],
        seen=state.version,
    )


def _row(bearer_: Bearer, places: Places) -> Row:
    mentions = bearer_.entity.mentions
    return Row(bearer_, places.all_of(bearer_.first[:SHOWN]), evidence(mentions), sought(bearer_))


def one(request: Request) -> Response:
    """One entity: what is known, what was decided, every mention, and what can be done."""
    state, who = state_of(request), request.path_params["who"]
    entity = state.prepared.reviewed.entities.get(who)
    if entity is None:
        return _no_more(request, state, who)
    shown = bearer(state, entity, questions_on(state, who))
    start = request.query_params.get("from", "0")
    at = min(number(start), max(0, len(entity.mentions) - 1)) // MENTIONS * MENTIONS
    places = Places(state.prepared.documents)
    return page(
        request,
        "bearer",
        b=shown,
        evidence=evidence(entity.mentions),
        forms=forms_of_name(entity.mentions),
        mentions=[Told(places.of(m), mention_target(m)) for m in entity.mentions[at : at + MENTIONS]],
        at=at,
        step=MENTIONS,
        said=history(state, who, [*entity.mentions, *sitting_of(request).found_mentions(who)]),
        into=[(i, known_name(state, i, sitting_of(request).found_entities())) for i in into(state, who)],
        people=[(i, name) for i, name in people(state) if i != who],
        unsure=shown.group == UNSURE,
        seen=state.version,
    )


def _no_more(request: Request, state: State, who: str) -> Response:
    """An entity that is no more: merged into another, with who did it; or one that never was."""
    said = history(state, who, sitting_of(request).found_mentions(who))
    name = known_name(state, who, sitting_of(request).found_entities())
    was_split = any(d.action == "split" for d in state.ledger) and bool(re.fullmatch(r"S\d+s*", who))
    if not said and name == who and not was_split:
        return page(request, "wrong", 404, why="There is nobody and nothing of this id in the case.")
    target = gone_to(state, who)
    return page(
        request,
        "gone",
        who=who,
        called=name,
        into=target,
        into_name=known_name(state, target, {}) if target else "",
        was_split=was_split,
        said=said,
    )
