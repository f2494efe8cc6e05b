"""The pictures of the drafts, each with what is known of it, and what becomes of it.

What is served is what an edition would print: made anew from the picture's pixels, never the draft's
own file, so that nothing of a draft is executed here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.family import family_of
from redact.family.drawing import Picture as Drawing
from redact.family.printed import can_be_drawn, picture_of
from redact.model import PRINTED, Decision, Document, Picture
from redact.pictures.asked import words_that_tell
from redact.pictures.choices import ANSWERS
from redact.policies import published
from redact.questions import Question
from redact.targets import picture_target
from redact.web.frame import number, page, state_of
from redact.web.questions import Choice, choices

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.prepared import Prepared
    from redact.web.sitting import State

ON_A_PAGE = 20
AROUND = 160  # characters of the words before and after a picture
#: In place of the policy of all pages: opened by itself, a picture runs nothing and loads nothing.
CLOSED_OFF = {"content-security-policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'"}
RASTERS = ("image/png", "image/jpeg")
#: What was decided, in the words of the page.
SAID = {
    "keep": "kept",
    "replace": "the family tree is printed instead",
    "remove": "removed, and the edition says so",
    "accept": "left out without a trace",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture of a draft as the page shows it."""

    target: str
    draft: int  # counted from 0
    document: str
    picture: Picture
    published: bool
    block: int  # of the words that it stands after; -1 where that is not known
    before: str
    after: str
    cannot: str  # why it cannot be kept; '' where it can
    decision: Decision | None
    line: int  # of the ledger, on which the decision stands
    refused: bool  # was to be kept, and cannot be any more
    choices: tuple[Choice, ...]
    tree: Drawing | None

    @property
    def said(self) -> str:
        """What was decided, in words."""
        return SAID[self.decision.action] if self.decision else ""

    @property
    def tree_size(self) -> tuple[str, ...]:
        """The tree's width and height in pixels, so that the page does not jump when it is loaded."""
        size = re.search(r'viewBox="0 0 (\d+) (\d+)"', self.tree.svg) if self.tree else None
        return size.groups() if size else ()


def routes() -> list[Route]:
    """The page of pictures, the pictures themselves, and the trees that may stand in their place."""
    from starlette.routing import Route

    return [
        Route("/pictures", pictures),
        Route("/pictures/{target}", picture),
        Route("/pictures/{target}/tree", tree),
    ]


def pictures(request: Request) -> Response:
    """All pictures, those that are open first."""
    state = state_of(request)
    every = _in_order(state)
    asked = request.query_params.get("from", "0")
    at = min(number(asked), max(0, len(every) - 1))
    return page(
        request,
        "pictures",
        pictures=every[at : at + ON_A_PAGE],
        total=len(every),
        open=sum(s.published and s.decision is None for s in every),
        at=at,
        step=ON_A_PAGE,
        seen=state.version,
    )


def _in_order(state: State) -> list[Shown]:
    """Every picture, those that are open first; worked out once for each state."""
    if "pictures" not in state.kept:
        rows = sorted(shown(state), key=lambda s: (not s.published, s.decision is not None))
        state.kept["pictures"] = rows
    found: list[Shown] = state.kept["pictures"]
    return found


def picture(request: Request) -> Response:
    """One picture of a draft, by the target of its question: what was looked at is what is decided on."""
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    for document, each in _every(state_of(request).prepared):
        named = picture_target(document.name, each) == request.path_params["target"]
        if named and each.data and each.media in RASTERS:
            return Response(each.data, media_type=each.media, headers=CLOSED_OFF)
    raise HTTPException(404)


def tree(request: Request) -> Response:
    """The program's own family tree as it would stand in the place of a picture."""
    from starlette.exceptions import HTTPException
    from starlette.responses import Response

    prepared = state_of(request).prepared
    for document, each in _every(prepared):
        named = picture_target(document.name, each) == request.path_params["target"]
        if named and (drawn := _tree(prepared, document)):
            return Response(drawn.svg, media_type="image/svg+xml", headers=CLOSED_OFF)
    raise HTTPException(404)


def _every(prepared: Prepared) -> Iterator[tuple[Document, Picture]]:
    return ((document, each) for document in prepared.documents for each in document.pictures)


def shown(state: State) -> Iterator[Shown]:
    """Each picture of the drafts with what is known and what was decided."""
    prepared = state.prepared
    allowed = [each.text for each in prepared.register.allow]
    lines = {decision: number for number, decision in enumerate(state.ledger, 1)}
    for which, document in enumerate(prepared.documents):
        drawn = _tree(prepared, document) if document.pictures else None
        for each in document.pictures:
            target, own = picture_target(document.name, each), drawn if each.kind != "chart" else None
            told = words_that_tell(document, each, prepared.reviewed, prepared.rules, allowed)
            cannot = each.unfit or told
            decision = prepared.choices.of(document, each)
            yield Shown(
                target,
                which,
                document.name,
                each,
                published(document, prepared.register),
                *_surroundings(document, each),
                cannot,
                decision,
                _line(lines, decision),
                target in prepared.choices.refused,
                tuple(_choices(target, bool(cannot), own)),
                own,
            )


def _line(lines: dict[Decision, int], decision: Decision | None) -> int:
    """Where a decision stands on the ledger; 0 where it stands there in other words ('confirm' for 'accept')."""
    if decision is None:
        return 0
    return max(
        (n for d, n in lines.items() if (d.target, d.at, d.by) == (decision.target, decision.at, decision.by)),
        default=0,
    )  # fmt: skip


def _choices(target: str, unfit: bool, drawn: Drawing | None) -> Iterator[Choice]:
    for choice in choices(Question(target, "picture", "", ""), {}):
        if (choice.action == "keep" and unfit) or (choice.action == "replace" and drawn is None):
            continue
        if choice.action in ANSWERS:
            yield choice


def _surroundings(document: Document, each: Picture) -> tuple[int, str, str]:
    """The block that a picture stands in or after, and the words before and after it."""
    printed = [
        n for n, b in enumerate(document.blocks) if b.kind in PRINTED and b.kind != "picture" and b.span
    ]
    places = [n for n in printed if document.blocks[n].place == each.place]
    if not places:
        return -1, "", ""
    block = places[-1]
    after = next((n for n in printed if n > block), None)
    words = [
        " ".join(document.of(span).split()) if n is not None and (span := document.blocks[n].span) else ""
        for n in (block, after)
    ]
    before = words[0] if len(words[0]) <= AROUND else f"…{words[0][-AROUND:]}"
    return block, before, words[1] if len(words[1]) <= AROUND else f"{words[1][:AROUND]}…"


def _tree(prepared: Prepared, document: Document) -> Drawing | None:
    """The tree of those whom the printed words of a draft mention; None where too few are."""
    printed = sorted(b.span for b in document.blocks if b.span and b.kind in PRINTED)
    seen = {
        m.entity
        for m in prepared.reviewed.mentions
        if m.document == document.name and m.entity and m.status != "keep"
        and any(span.covers(m.span) for span in printed)
    }  # fmt: skip
    family = family_of(prepared.register, prepared.reviewed.entities, prepared.rules)
    family = family.among(seen & set(prepared.key))
    return picture_of(family, prepared.key) if can_be_drawn(family) else None
