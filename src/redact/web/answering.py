"""Answers from the pages: put on the ledger, then said to be saved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from redact.case import now
from redact.errors import RedactError
from redact.model import Decision
from redact.web.frame import number, page, sitting_of, visitor_of, wants_data, with_form
from redact.web.sitting import Clash, Refused, Taken

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

#: An address of ours as our forms name it: a path, what is asked of it, a place in the page.
OWN_PAGE = re.compile(r"/(?!/)[\w./-]*(?:\?[\w.=&%+-]*)?(?:#[\w.-]*)?", re.ASCII)

#: A field of the form in which each place of a question has its own answer begins with this.
EACH = "each-"


def routes() -> list[Route]:
    """Where answers go, and where they are taken back."""
    from starlette.routing import Route

    return [
        Route("/answer", with_form(answer), methods=["POST"]),
        Route("/answer-each", with_form(answer_each), methods=["POST"]),
        Route("/undo", with_form(undo), methods=["POST"]),
    ]


def answer(request: Request, form: FormData) -> Response:
    """One answer, to one target or to several."""
    return answered(request, take(request, form, decisions_of(form, visitor_of(request).name)), back_of(form))


def answer_each(request: Request, form: FormData) -> Response:
    """Several places of one question, each with its own answer: all of them are saved, or none."""
    by = visitor_of(request).name
    return answered(request, take(request, form, each_of(form, by)), back_of(form))


def each_of(form: FormData, by: str) -> list[Decision]:
    """The decisions of a form that has a field for each place: its name is EACH and the target, its value 'action|value'."""
    found = []
    for field, said in form.multi_items():
        if field.startswith(EACH) and said:
            action, _, value = str(said).partition("|")
            found.append(Decision(now(), by, action, field.removeprefix(EACH), value))
    return found


def take(request: Request, form: FormData, decisions: Sequence[Decision]) -> Taken | Refused | Clash:
    """Put decisions on the ledger; *form* says how much of it the page had seen."""
    try:
        return sitting_of(request).take(decisions, _seen(form))
    except RedactError as error:
        return Refused(str(error))


def decisions_of(form: FormData, by: str) -> list[Decision]:
    """The decisions that a form makes: its action on each of its targets.

    A form with several buttons has the action and the value in the one that was pressed: 'does'.
    """
    action, value, reason = (
        " ".join(str(form.get(field, "")).split()) for field in ("action", "value", "reason")
    )
    if pressed := str(form.get("does", "")):
        action, _, value = pressed.partition("|")
    if action in {"link", "merge"}:  # what was picked from the list goes on after the id
        value = value.partition(" ")[0]
    targets = dict.fromkeys(str(target) for target in form.getlist("target") if target)
    return [Decision(now(), by, action, target, value, reason) for target in targets]


def undo(request: Request, form: FormData) -> Response:
    """Take back what stands on lines *first* to *last* of the ledger."""
    first, last = (number(str(form.get(field, ""))) for field in ("first", "last"))
    try:
        outcome: Taken | Refused | Clash = sitting_of(request).take_back(
            first, last, visitor_of(request).name, now()
        )
    except RedactError as error:
        outcome = Refused(str(error))
    return answered(request, outcome, back_of(form))


def answered(request: Request, outcome: Taken | Refused | Clash, back: str) -> Response:
    """What became of an answer: as data for a script, as a page for a person."""
    from starlette.responses import JSONResponse, RedirectResponse

    if isinstance(outcome, Taken):
        data = {"saved": True, "first": outcome.first, "last": outcome.last, "version": outcome.last}
        return JSONResponse(data) if wants_data(request) else RedirectResponse(back, 303)
    if isinstance(outcome, Refused):
        if wants_data(request):
            return JSONResponse({"saved": False, "why": outcome.why}, 422)
        return page(request, "refused", 422, why=outcome.why, theirs=(), back=back)
    theirs = told(outcome.theirs)
    if wants_data(request):
        version = len(sitting_of(request).case.ledger())
        return JSONResponse({"saved": False, "clash": theirs, "version": version}, 409)
    return page(request, "refused", 409, why="", theirs=theirs, back=back)


def told(decisions: Sequence[Decision]) -> list[dict[str, str]]:
    """What others answered, for whoever was about to answer otherwise."""
    return [{"by": d.by, "at": d.at, "action": d.action, "value": d.value} for d in decisions]


def _seen(form: FormData) -> int:
    return number(str(form.get("seen", "")))


def back_of(form: FormData) -> str:
    """The page to go back to: one of ours, whatever the form says."""
    back = str(form.get("back", ""))
    return back if OWN_PAGE.fullmatch(back) else "/"
