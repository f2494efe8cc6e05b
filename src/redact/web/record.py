"""The ledger: who decided what and why, the newest first; each answer can be taken back here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.errors import RedactError
from redact.minutes import with_names
from redact.review import ANSWERS
from redact.showing import Found
from redact.telling import Teller
from redact.web.frame import number, page, sitting_of, state_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State

ON_A_PAGE = 100


def routes() -> list[Route]:
    """The ledger."""
    from starlette.routing import Route

    return [Route("/ledger", ledger)]


def ledger(request: Request) -> Response:
    """The lines of the ledger in plain words, some at a time, and whether its chain is whole."""
    start = request.query_params.get("from", "0")
    try:
        state = state_of(request)
        entries = teller_of(state).tell(state.ledger)[::-1]
    except RedactError:  # where nothing can be made of the answers, this is where they are taken back
        entries = Teller().tell(sitting_of(request).case.ledger())[::-1]
    at = min(number(start), max(0, len(entries) - 1))
    chain = sitting_of(request).case.chain()
    return page(
        request,
        "ledger",
        entries=entries[at : at + ON_A_PAGE],
        total=len(entries),
        at=at,
        step=ON_A_PAGE,
        answers=ANSWERS,
        head=chain.head.digest,
    )


def teller_of(state: State) -> Teller:
    """Says who and what the lines of the ledger are about, with real names."""
    prepared = state.prepared
    reviewed = prepared.reviewed
    found = Found(prepared.register, prepared.documents, reviewed.mentions, reviewed.entities, prepared.key)
    return with_names(found, reviewed)
