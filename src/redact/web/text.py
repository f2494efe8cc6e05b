"""The text: a draft and what an edition prints of it, side by side, some blocks at a time."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from redact.model import Mention
from redact.policies import audiences, editions_policy, kind_of
from redact.redaction import Policy
from redact.web.board import drafts
from redact.web.frame import page, part, state_of, wants_data
from redact.web.rows import STATUSES, Text

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State

#: Blocks that are sent at once: about a printed page and a half.
STEP = 60
_making = threading.Lock()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of text is about: a state of the case, a draft by its number, an audience."""

    state: State
    number: int
    text: Text
    audience: str

    @property
    def policy(self) -> Policy:
        """What the audience's edition does."""
        kept, prepared = self.state.kept, self.state.prepared
        name = ("policy", self.audience)
        if name not in kept:
            kept[name] = editions_policy(
                prepared.rules, prepared.register, self.audience, prepared.reviewed.mentions
            )
        policy: Policy = kept[name]
        return policy

    def address(self, block: int) -> str:
        """Where a block stands, for a link that works without script too."""
        return f"/text/{self.number}?for={self.audience}&at={block}#b-{block}"


def routes() -> list[Route]:
    """The text of each draft, its rows, and the next open place."""
    from starlette.routing import Route

    return [
        Route("/text", listed),
        Route("/text/{number:int}", side_by_side),
        Route("/text/{number:int}/rows", rows),
        Route("/text/{number:int}/next", onward),
    ]


def asked(request: Request) -> Asked:
    """What the address asks for."""
    state = state_of(request)
    number, audience = request.path_params["number"], request.query_params.get("for", "")
    known = audiences(state.prepared.rules)
    if not 0 <= number < len(state.prepared.documents):
        missing()
    return Asked(state, number, text_of(state, number), audience if audience in known else known[0])


def missing() -> NoReturn:
    """There is no such page."""
    from starlette.exceptions import HTTPException

    raise HTTPException(404)


def text_of(state: State, number: int) -> Text:
    """One draft of the case, made once for each state of it."""
    name = ("text", number)
    with _making:  # a page asks for several chunks at once; one of them makes the text
        if name not in state.kept:
            made = Text(state.prepared, state.prepared.documents[number])
            assert made.settled  # takes a moment for a long draft; made now, while the others wait
            state.kept[name] = made
    text: Text = state.kept[name]
    return text


def number_in(request: Request, name: str, default: int = 0) -> int:
    """A number that an address gives; *default* where it gives none."""
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else default


def listed(request: Request) -> Response:
    """The drafts, to choose one."""
    return page(request, "texts", drafts=drafts(state_of(request)), here="/text")


def side_by_side(request: Request) -> Response:
    """One draft beside its edition: the rows around the block that is asked for, room for the others."""
    about = asked(request)
    blocks = about.text.document.blocks
    at = min(number_in(request, "at"), max(0, len(blocks) - 1)) // STEP * STEP
    return page(
        request,
        "text",
        here="/text",
        at=at,
        step=STEP,
        count=len(blocks),
        chunks=[(k, _length(about, k)) for k in range(0, len(blocks), STEP)],
        audiences=audiences(about.state.prepared.rules),
        drafts=[d.name for d in about.state.prepared.documents],
        statuses=STATUSES,
        tree=has_tree(about),
        **_rows(about, at),
    )


def has_tree(about: Asked) -> bool:
    """Whether the edition ends with the family tree, where it mentions enough of the family."""
    kind = kind_of(about.text.document, about.state.prepared.register)
    return about.text.published and about.policy.family_tree and kind == "overview-report"


def _length(about: Asked, first: int) -> int:
    """About how many lines of the page a chunk of rows takes, before it is made."""
    blocks = about.text.document.blocks[first : first + STEP]
    return sum(2 + (len(b.span) // 60 if b.span else 0) for b in blocks)


def _rows(about: Asked, first: int) -> dict[str, Any]:
    return {
        "number": about.number,
        "audience": about.audience,
        "published": about.text.published,
        "first": first,
        "rows": about.text.rows(first, first + STEP, about.policy),
        "seen": about.state.version,
        "draft": about.text.document.name,
    }


def rows(request: Request) -> Response:
    """The rows of one chunk, for a script to put in their place."""
    about = asked(request)
    return part("rows", **_rows(about, number_in(request, "from") // STEP * STEP))


def onward(request: Request) -> Response:
    """The next open place after a place in the draft, or the one before; the first again after the last."""
    from starlette.responses import JSONResponse, RedirectResponse

    about = asked(request)
    found = open_place(about.text, number_in(request, "after", -1), request.query_params.get("back") == "1")
    block = about.text.block_of(found.span.start) if found else -1
    if wants_data(request):
        return JSONResponse({"at": found.span.start if found else -1, "block": block})
    if found is None:
        return RedirectResponse(f"/text/{about.number}?for={about.audience}", 303)
    return RedirectResponse(f"/text/{about.number}?for={about.audience}&at={block}#m-{found.span.start}", 303)


def open_place(text: Text, after: int, back: bool) -> Mention | None:
    """The nearest mention that somebody has to answer for, behind *after* or before it, in a circle."""
    waiting = [m for m in text.mentions if m.is_open]
    if back:
        waiting.reverse()
    beyond = (m for m in waiting if (m.span.start < after if back else m.span.start > after))
    return next(beyond, waiting[0] if waiting else None)
