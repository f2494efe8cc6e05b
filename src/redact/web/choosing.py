"""Words of a draft that a person chooses, by selecting or typing them: given other words, taken out, added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.model import PRINTED, Span
from redact.passages import widened
from redact.targets import passage_target
from redact.web.frame import with_form
from redact.web.missed import KINDS
from redact.web.panels import about_mention, holding, passage_choices, shown
from redact.web.questions import people
from redact.web.text import Asked, asked, missing, number_in

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

AROUND = 40  # characters on either side where words stand in a block more than once
#: Words before and after, the words, and the address of their panel.
Way = tuple[str, str, str, str]


def routes() -> list[Route]:
    """Words of a block: by their offsets, or typed."""
    from starlette.routing import Route

    address = "/text/{number:int}/block/{block:int}"
    return [
        Route(address, chosen, methods=["GET"]),
        Route(address, with_form(picked), methods=["POST"]),
    ]


def chosen(request: Request) -> Response:
    """Words of a block: those from one offset in it to another, or none yet."""
    about, block = asked(request), request.path_params["block"]
    span = _span(about, block)
    first, last = number_in(request, "from"), number_in(request, "to")
    if not 0 <= first < last <= len(span):
        return _picking(request, about, block)
    words = whole_words(about.text.document.of(span), first, last)
    if words is None:
        return _picking(request, about, block)
    picked_out = Span(span.start + words[0], span.start + words[1])
    whole = widened(about.text.document, picked_out, about.text.mentions)
    mention = about.text.mention_at(whole.start)
    if mention and mention.span == whole:
        return about_mention(request, about, mention)
    return _passage(request, about, block, whole)


def whole_words(text: str, first: int, last: int) -> tuple[int, int] | None:
    """The selection without the blanks at its ends, and with the words that it cuts; None for blanks alone."""
    while first < last and text[first].isspace():
        first += 1
    while first < last and text[last - 1].isspace():
        last -= 1
    if first == last:
        return None
    while first and text[first].isalnum() and text[first - 1].isalnum():
        first -= 1
    while last < len(text) and text[last - 1].isalnum() and text[last].isalnum():
        last += 1
    return first, last


def _span(about: Asked, block: int) -> Span:
    blocks = about.text.document.blocks
    span = blocks[block].span if 0 <= block < len(blocks) else None
    if span is None:
        missing()
    return span


def _passage(request: Request, about: Asked, block: int, span: Span) -> Response:
    document = about.text.document
    travels = document.blocks[block].kind in PRINTED and about.text.published
    target = passage_target(document, span) if travels else ""
    return shown(
        request,
        "mention",
        about,
        block,
        heading="Chosen words",
        words=document.of(span),
        facts=[] if travels else [("Printed", "no: these words do not travel to any edition")],
        question=None,
        for_all=[],
        here_only=passage_choices() if travels else [],
        target=target,
        standing=holding(about, {target: "these words"}) if travels else [],
        can_add=True,
        people=people(about.state),
        labels=KINDS,
        guess="PERSON",
        seen=about.state.version,
        at=span.start,
    )


def picked(request: Request, form: FormData) -> Response:
    """Find the typed words in their block; where they stand there more than once, ask which."""
    from starlette.responses import RedirectResponse

    about, block = asked(request), request.path_params["block"]
    words = str(form.get("words", ""))[:2000].strip()
    own = about.text.document.of(_span(about, block))
    at = [n for n in range(len(own)) if words and own.startswith(words, n)]
    base = f"/text/{about.number}/block/{block}?for={about.audience}"
    if len(at) == 1 and request.query_params.get("part") != "1":
        return RedirectResponse(f"{base}&from={at[0]}&to={at[0] + len(words)}", 303)
    found = [
        (
            own[max(0, n - AROUND) : n],
            words,
            own[n + len(words) : n + len(words) + AROUND],
            f"{base}&from={n}&to={n + len(words)}",
        )
        for n in at
    ]
    why = "" if found else "These words do not stand in this block; type them as they stand there."
    return _picking(request, about, block, words, found, why)


def _picking(
    request: Request, about: Asked, block: int, words: str = "", found: list[Way] | None = None, why: str = ""
) -> Response:
    text = about.text.document.of(_span(about, block))
    return shown(
        request,
        "picking",
        about,
        block,
        heading="Which words?",
        text=text,
        words=words,
        found=found or [],
        why=why,
    )
