"""The family of a case: the tree as the program draws it, and who is whose by the register and by the drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.family import Family, family_of
from redact.family.printed import below_tree, picture_of
from redact.family.said import against, proposals
from redact.model import Relation
from redact.policies import audiences, editions_policy
from redact.web.frame import page, state_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.family.drawing import Picture
    from redact.web.sitting import State

ORIGINS = {
    "register": "the register says so",
    "follows": "follows from the register",
    "text": "a draft says so; not in the register",
}


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as the page shows it."""

    relation: Relation
    who: str
    whom: str
    origin: str
    against: str  # what the register says instead; '' where it does not contradict
    new: bool  # whether it can be put into the register as it is


def routes() -> list[Route]:
    """The family, and its picture."""
    from starlette.routing import Route

    return [Route("/family", family, methods=["GET"]), Route("/family.svg", tree, methods=["GET"])]


def family(request: Request) -> Response:
    """The tree as a picture and in words, and every relation with where it comes from."""
    state, named = state_of(request), "names" in request.query_params
    asked = "drafts" in request.query_params
    kin = _family(state)
    return page(
        request,
        "family",
        drawn=_picture(state, kin, named),
        named=named,
        asked=asked,
        subjects=[_called(state, i) for i in kin.subjects],
        ties=list(_ties(state, kin, asked)),
    )


def tree(request: Request) -> Response:
    """The picture alone: drawn by us, with nothing in it that runs or loads."""
    from starlette.responses import Response as Plain

    state = state_of(request)
    drawn = _picture(state, _family(state), "names" in request.query_params)
    return Plain(drawn.svg.encode(), media_type="image/svg+xml")


def _family(state: State) -> Family:
    prepared = state.prepared
    return family_of(prepared.register, prepared.reviewed.entities, prepared.rules)


def _picture(state: State, kin: Family, named: bool) -> Picture:
    """The tree with pseudonyms, as an edition for the first audience has it, or with real names for the reviewer."""
    prepared = state.prepared
    labels = {i: prepared.key.get(i, i) for i in kin.people}
    if named:
        labels = {i: f"{e.name}, {i}" for i, e in kin.people.items()}
    audience = audiences(prepared.rules)[0]
    policy = editions_policy(prepared.rules, prepared.register, audience, prepared.reviewed.mentions)
    return picture_of(kin, labels, below_tree(kin, labels, policy))


def _ties(state: State, kin: Family, asked: bool) -> Iterator[Tie]:
    """What the register says, what follows, and where that is asked what only the drafts say, in this order.

    The drafts are read through for it, which takes two seconds for 120,000 words.
    """
    prepared = state.prepared
    told = proposals(prepared.documents, prepared.reviewed.mentions, kin, prepared.rules) if asked else []
    for relation in (*kin.said, *kin.follows, *told):
        other = against(relation, kin) if relation.origin == "text" else ""
        listed = all(_is_listed(state, i) for i in (relation.source, relation.target))
        whom = _called(state, relation.target) if relation.target else _among(state, relation.among)
        yield Tie(
            relation,
            _called(state, relation.source),
            whom,
            ORIGINS[relation.origin],
            other,
            relation.origin == "text" and listed and not other,
        )


def _among(state: State, people: Iterable[str]) -> str:
    names = " or ".join(_called(state, i) for i in people)
    return f"{names}?" if names else "not said"


def _called(state: State, who: str) -> str:
    """'Jane Example (p2), printed as Mother'."""
    entity = state.prepared.reviewed.entities.get(who)
    label = state.prepared.key.get(who, "")
    return f"{entity.name if entity else who} ({who}{f', {label}' if label else ''})"


def _is_listed(state: State, who: str) -> bool:
    return who in state.prepared.register.entities
