"""The overview of a case: its drafts, how far the review is, what is open and why, who has signed what."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact import own_draft
from redact.errors import RedactError
from redact.guards import require_signed
from redact.own_draft import Proposed
from redact.policies import published
from redact.review import deciders, decides_nothing, touched
from redact.warned import told_of_record
from redact.web.asked import unanswered
from redact.web.changed import in_short
from redact.web.frame import number, page, sitting_of, state_of, visitor_of
from redact.web.questions import KINDS
from redact.web.watch import is_watched

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft as the overview shows it."""

    name: str
    words: int
    mentions: int
    open: int
    published: bool


def routes() -> list[Route]:
    """The overview, and what has changed since a page was made."""
    from starlette.routing import Route

    return [Route("/", board), Route("/changes", changes)]


def board(request: Request) -> Response:
    """The overview."""
    state = state_of(request)
    kinds = Counter(q.kind for q in state.questions)
    return page(
        request,
        "board",
        drafts=drafts(state),
        kinds=[(kind, about, kinds[kind]) for kind, about in KINDS.items() if kinds[kind]],
        open=len(state.questions),
        watched=sum(is_watched(question) for question in state.questions),
        answered=sum(not decides_nothing(d) for d in state.ledger),
        signed=signatures(request, state),
        changed=in_short(request),
        asked=unanswered(state),
        reviewers=deciders(state.ledger),
        own=_own(state),
        seen=state.version,
    )


def _own(state: State) -> list[Proposed]:
    """The sentences about the drafts themselves that nobody has answered."""
    case = state.prepared
    return own_draft.unanswered(case.documents, case.reviewed, case.register, state.ledger, case.rules)


def drafts(state: State) -> list[Draft]:
    """Each draft, with how much of it is open."""
    prepared = state.prepared
    found = Counter(m.document for m in touched(prepared.reviewed))
    waiting = Counter(m.document for q in prepared.questions for m in q.mentions)
    return [
        Draft(d.name, len(d.text.split()), found[d.name], waiting[d.name], published(d, prepared.register))
        for d in prepared.documents
    ]


def signatures(request: Request, state: State) -> list[dict[str, Any]]:
    """For each audience that was signed who did it, when, and whether it still holds."""
    newest = {d.target: d for d in state.ledger if d.action == "sign-off"}
    return [
        {"audience": audience, "by": d.by, "at": d.at, "holds": _holds(request, audience),
         "files": len(json.loads(d.value)["files"]), "warned": told_of_record(json.loads(d.value))}
        for audience, d in newest.items()
    ]  # fmt: skip


def _holds(request: Request, audience: str) -> bool:
    sitting = sitting_of(request)
    try:
        require_signed(sitting.case, sitting.rules, audience)
    except RedactError:
        return False
    return True


def changes(request: Request) -> Response:
    """What others have answered since line *since* of the ledger; ids and names of reviewers, nothing of a draft."""
    from starlette.responses import JSONResponse

    ledger = sitting_of(request).case.ledger()
    since, me = request.query_params.get("since", ""), visitor_of(request).name
    new = ledger[number(since) :] if since else ()
    rows = [{"by": d.by, "at": d.at, "action": d.action, "target": d.target} for d in new if d.by != me]
    sitting = sitting_of(request)
    working = sitting.files.is_busy or bool(sitting.work and sitting.work.running)
    answer = {"version": len(ledger), "changes": rows, "reading": sitting.is_reading, "working": working}
    return JSONResponse(answer)
