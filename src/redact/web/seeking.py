"""Search over all drafts, by plain words or a regular expression; nothing of it is in an address."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact.model import PRINTED, Document, Span
from redact.policies import published
from redact.web.frame import page, state_of, with_form
from redact.web.missed import KINDS
from redact.web.questions import people

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State

#: Seconds that a search may take over all drafts; a pattern that needs more is refused.
LONGEST = 2.0
#: Places that are shown, and that are counted.
SHOWN, MOST = 200, 5000
#: Different findings that are offered for adding.
OFFERED = 10
AROUND = 70  # characters of context on either side
LONGEST_QUERY = 500


class NotSearched(Exception):  # noqa: N818 - it is told to a person
    """Why nothing was searched for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where what is searched for stands."""

    address: str
    place: str
    before: str
    words: str
    after: str
    travels: bool


def routes() -> list[Route]:
    """The search."""
    from starlette.routing import Route

    return [
        Route("/text/search", empty, methods=["GET"]),
        Route("/text/search", with_form(found), methods=["POST"]),
    ]


def empty(request: Request) -> Response:
    """The form."""
    state_of(request)
    return _page(request, {"query": "", "whole": False, "case": False, "pattern": False})


def _page(request: Request, options: dict[str, Any], **values: Any) -> Response:
    usual = {"why": "", "searched": False, "places": [], "total": 0, "more": False, "words": [], "people": []}
    return page(request, "search", here="/text", labels=KINDS, **{**usual, **options, **values})


def found(request: Request, form: FormData) -> Response:
    """What was found, in its place."""
    state = state_of(request)
    options: dict[str, Any] = {name: name in form for name in ("whole", "case", "pattern")}
    options["query"] = str(form.get("query", ""))[:LONGEST_QUERY]
    try:
        hits = search(state, **options)
    except NotSearched as why:
        return _page(request, options, why=str(why), searched=True)
    counted = Counter(" ".join(hit.words.split()) for hit in hits)
    words = [(word, n) for word, n in counted.most_common(OFFERED) if 1 < len(word) < LONGEST_QUERY]
    shown = {"places": hits[:SHOWN], "total": len(hits), "more": len(hits) == MOST, "words": words}
    return _page(request, options, searched=True, people=people(state), **shown)


def search(state: State, query: str, whole: bool, case: bool, pattern: bool) -> list[Hit]:
    """Every place of all drafts, also of what is not printed, where *query* stands; at most MOST.

    Raises:
        NotSearched: nothing to search for, no regular expression, or one that takes too long.
    """
    wanted = compiled(query, whole, case, pattern)
    end = time.monotonic() + LONGEST
    hits: list[Hit] = []
    for number, document in enumerate(state.prepared.documents):
        travels = published(document, state.prepared.register)
        for block, span in _spans(document, wanted, end):
            hits.append(_hit(document, number, block, span, travels))
            if len(hits) == MOST:
                return hits
    return hits


def compiled(query: str, whole: bool, case: bool, pattern: bool) -> Any:
    """What to look for.

    Raises:
        NotSearched: there is nothing to look for, or it is no regular expression.
    """
    import regex

    if not query.strip():
        raise NotSearched("Type what to search for.")
    own = f"(?:{query})" if pattern else r"\s+".join(regex.escape(word) for word in query.split())
    if whole:
        own = rf"(?<!\w){own}(?!\w)"
    try:
        return regex.compile(own, 0 if case else regex.IGNORECASE)
    except regex.error as error:
        raise NotSearched(f"This is not a regular expression: {error.msg}.") from None
    except (RecursionError, MemoryError, OverflowError, ValueError):
        raise NotSearched("This regular expression is too large; make it simpler.") from None


def _spans(document: Document, wanted: Any, end: float) -> Iterator[tuple[int, Span]]:
    """The block and the span of each match, as they stand."""
    for number, block in enumerate(document.blocks):
        if block.span is None:
            continue
        left = end - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            for match in wanted.finditer(document.of(block.span), timeout=left, concurrent=True):
                if match.start() < match.end():
                    at = block.span.start
                    yield number, Span(at + match.start(), at + match.end())
        except TimeoutError:
            raise NotSearched(
                "This took too long and was ended; make the regular expression simpler."
            ) from None
        except (RecursionError, MemoryError):
            raise NotSearched("This regular expression is too large; make it simpler.") from None


def _hit(document: Document, number: int, block: int, span: Span, travels: bool) -> Hit:
    text, own = document.text, document.blocks[block]
    assert own.span
    first, last = max(own.span.start, span.start - AROUND), min(own.span.end, span.end + AROUND)
    return Hit(
        f"/text/{number}?at={block}#b-{block}",
        f"{document.name}, {own.place}" if own.place else document.name,
        ("…" if first > own.span.start else "") + text[first : span.start],
        text[span.start : span.end],
        text[span.end : last] + ("…" if last < own.span.end else ""),
        travels and own.kind in PRINTED,
    )
