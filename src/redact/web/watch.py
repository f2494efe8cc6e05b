"""The watch list: words that nobody vouches for, answered together but for those that are picked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.case import now
from redact.model import Decision
from redact.questions import Question, kind_of
from redact.targets import sense_of
from redact.web.answering import answered, take
from redact.web.frame import page, state_of, visitor_of, with_form
from redact.web.questions import cards

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route


def routes() -> list[Route]:
    """The watch list."""
    from starlette.routing import Route

    return [Route("/watch", watched, methods=["GET"]), Route("/watch", with_form(settle), methods=["POST"])]


def is_watched(question: Question) -> bool:
    """Whether a question can be answered in bulk: words or names of which nothing but a capital or rarity speaks.

    Not one about what a place reads like: that takes a look at the place.
    """
    return question.kind in {"words", "entity"} and all(
        m.status == "watch" and not sense_of(m)[0] for m in question.mentions
    )


def watched(request: Request) -> Response:
    """Every word of the list with one line of context, a box each."""
    state = state_of(request)
    listed = cards(state, [q for q in state.questions if is_watched(q)])
    return page(request, "watch", cards=listed, seen=state.version, kind_of=kind_of)


def settle(request: Request, form: FormData) -> Response:
    """One answer to all that were ticked; those that were not stay open."""
    action, ticked = str(form.get("action", "")), {str(t) for t in form.getlist("target")}
    asked = [q.target for q in state_of(request).questions if is_watched(q) and q.target in ticked]
    by = visitor_of(request).name
    decisions = [Decision(now(), by, action, target) for target in asked if action in {"confirm", "dismiss"}]
    return answered(request, take(request, form, decisions), "/watch")
