"""Before people are put together, taken apart or left as they are: what will happen, and to how many mentions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from redact.model import Mention
from redact.names import fold
from redact.targets import mention_target, words_target
from redact.web.cast import SHOWN, Told
from redact.web.frame import page, state_of, with_form
from redact.web.places import Places
from redact.web.roll import Bearer, bearer, forms_of_name, questions_on
from redact.wellformed import objection_to_merging

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State

FIRST = 5  # mentions of each side that are shown


def routes() -> list[Route]:
    """What a merge, a split, or leaving a name would do."""
    from starlette.routing import Route

    return [
        Route("/cast/{who}/join", join, methods=["GET"]),
        Route("/cast/{who}/leave", leave, methods=["GET"]),
        Route("/cast/{who}/split", with_form(split), methods=["POST"]),
    ]


def join(request: Request) -> Response:
    """Both entities side by side, which pseudonym stays, and the button that puts them together."""
    state, who = state_of(request), request.path_params["who"]
    entities = state.prepared.reviewed.entities
    other, turned = request.query_params.get("with", ""), "turn" in request.query_params
    if who not in entities or other not in entities or who == other:
        return _wrong(request, "Choose somebody else of this case to put together with.", f"/cast/{who}")
    goes, stays = (other, who) if turned else (who, other)
    if objection_to_merging(goes, stays, entities):
        goes, stays = stays, goes
    both_listed = bool(objection_to_merging(goes, stays, entities))
    gone, kept = (_bearer(state, i) for i in (goes, stays))
    return page(
        request,
        "join",
        gone=gone,
        kept=kept,
        both_listed=both_listed,
        can_turn=not both_listed and not objection_to_merging(stays, goes, entities),
        who=who,
        other=other,
        turned=turned,
        samples=[(b, _told(state, b.entity.mentions[:FIRST])) for b in (gone, kept)],
        kinds_differ=gone.entity.label != kept.entity.label,
        seen=state.version,
    )


def split(request: Request, form: FormData) -> Response:
    """What stays and what goes to somebody new, and the button that takes them apart."""
    state, who = state_of(request), request.path_params["who"]
    entity = state.prepared.reviewed.entities.get(who)
    name = " ".join(str(form.get("value", "")).split())[:80]
    chosen = {str(t) for t in form.getlist("target")}
    words = {fold(str(w)) for w in form.getlist("words")}
    if entity is None:
        return _wrong(request, "There is nobody and nothing of this id in the case.", "/cast")
    parted = [m for m in entity.mentions if mention_target(m) in chosen or fold(m.text) in words]
    if not parted or len(parted) == len(entity.mentions):
        why = "Choose some of the mentions: not none, and not all." if name else ""
        return _wrong(request, why or "Choose mentions, and give a working name.", f"/cast/{who}")
    if not name:
        return _wrong(
            request,
            "Give a working name for the other person, such as: the older Jane. It is printed nowhere.",
            f"/cast/{who}",
        )
    return page(
        request,
        "split",
        b=_bearer(state, who),
        called=name,
        joins=_already(state, name),
        targets=targets_of(parted, state.prepared.reviewed.mentions, {d.target for d in state.ledger}),
        parted=_told(state, parted[:FIRST]),
        remaining=_told(state, [m for m in entity.mentions if m not in parted][:FIRST]),
        counts=(len(parted), len(entity.mentions) - len(parted)),
        seen=state.version,
    )


def targets_of(
    parted: Sequence[Mention], mentions: Iterable[Mention], answered: Collection[str]
) -> list[str]:
    """What the answers hang on: words as a whole where all of that wording go, else each mention.

    Words that somebody else is called by too are never taken as a whole: that would take them from there.
    Nor are those of which one mention has an answer of its own, which would go before that on its words.
    """
    by_words: dict[str, list[Mention]] = {}
    for mention in parted:
        by_words.setdefault(words_target(mention), []).append(mention)
    spans = {(m.document, m.span) for m in parted}
    elsewhere = {
        words_target(m) for m in mentions if m.label in {p.label for p in parted}
        and (m.document, m.span) not in spans and fold(m.text) in {fold(p.text) for p in parted}
    }  # fmt: skip
    found: dict[str, None] = {}
    for target, those in by_words.items():
        own = [mention_target(mention) for mention in those]
        alone = target in elsewhere or any(each in answered for each in own)
        found |= dict.fromkeys(own if alone else [target])
    return list(found)


def leave(request: Request) -> Response:
    """What would be printed as it stands if this is nobody, and the button that says so."""
    state, who = state_of(request), request.path_params["who"]
    entity = state.prepared.reviewed.entities.get(who)
    if entity is None or not entity.mentions:
        return _wrong(request, "There is nothing of this id that could be left.", "/cast")
    return page(
        request,
        "leave",
        b=_bearer(state, who),
        forms=forms_of_name(entity.mentions),
        targets=list(dict.fromkeys(mention_target(m) for m in entity.mentions)),
        samples=_told(state, entity.mentions[: 2 * SHOWN]),
        seen=state.version,
    )


def _bearer(state: State, who: str) -> Bearer:
    return bearer(state, state.prepared.reviewed.entities[who], questions_on(state, who))


def _told(state: State, mentions: Iterable[Mention]) -> list[Told]:
    places = Places(state.prepared.documents)
    return [Told(places.of(m), mention_target(m)) for m in mentions]


def _already(state: State, name: str) -> bool:
    """Whether somebody was split off under this working name before: the mentions then join them."""
    return any(d.action == "split" and fold(d.value) == fold(name) for d in state.ledger)


def _wrong(request: Request, why: str, back: str) -> Response:
    return page(request, "refused", 422, why=why.removesuffix("."), theirs=(), back=back)
