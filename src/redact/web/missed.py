"""Adding a name that detection missed, everywhere in the case: first where it stands, then the answer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.case import now
from redact.detect.known import Known, find_known, know
from redact.errors import RedactError
from redact.model import Decision, Document, Entity, Mention, Span
from redact.objections import objections
from redact.prepared import Prepared
from redact.review import added_id
from redact.web.answering import answered, back_of
from redact.web.frame import page, sitting_of, state_of, visitor_of, with_form
from redact.web.places import Places
from redact.web.questions import people
from redact.web.sitting import Clash, Refused, Taken

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from redact.web.sitting import State

#: What a name that was missed may be.
KINDS = {
    "PERSON": "a person",
    "PLACE": "a place",
    "SCHOOL": "a school",
    "ORG": "an organisation",
    "ADDRESS": "an address",
    "HEALTH_SITE": "a hospital, surgery or clinic",
}
#: Places that are listed before a name is added.
LISTED = 300
LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where a name that was missed stands."""

    address: str
    place: str
    before: str
    words: str
    after: str
    already: str  # what is treated there now; '' for nothing


def routes() -> list[Route]:
    """What will be found, and the answer that does it."""
    from starlette.routing import Route

    return [
        Route("/text/missed", with_form(preview), methods=["POST"]),
        Route("/text/add", with_form(add), methods=["POST"]),
    ]


def _asked(form: FormData) -> tuple[str, str, str]:
    words, label, who = (str(form.get(field, "")) for field in ("words", "label", "who"))
    return " ".join(words.split())[:LONGEST], label if label in KINDS else "PERSON", who


def preview(request: Request, form: FormData) -> Response:
    """How often a name stands in all drafts, and where; nothing happens yet."""
    state, (words, label, who) = state_of(request), _asked(form)
    decisions = decisions_for(state, words, label, who, visitor_of(request).name)
    why = next(filter(None, objections(state.prepared, decisions)), "")
    found = [] if why else found_everywhere(state.prepared, words, label)
    named = dict(people(state)).get(who, "")
    return page(
        request,
        "missed",
        here="/text",
        words=words,
        label=label,
        means=f"It is {KINDS[label]}.",
        who=named,
        who_id=who,
        why=why,
        total=len(found),
        drafts=len({m.document for m in found}),
        already=sum(told.startswith("treated") for told in _already(state.prepared, found)),
        places=list(_spots(state, found[:LISTED])),
        back=back_of(form),
    )


def decisions_for(state: State, words: str, label: str, who: str, by: str) -> list[Decision]:
    """The answers that add a name: that it is one, and whom it means where that is somebody known."""
    added = Decision(now(), by, "add", label, words)
    return [added, *([Decision(now(), by, "merge", added_id(state.ledger), who)] if who else [])]


def add(request: Request, form: FormData) -> Response:
    """Add a name everywhere in the case; the drafts are looked through for it in the background."""
    state, (words, label, who) = state_of(request), _asked(form)
    decisions = decisions_for(state, words, label, who, visitor_of(request).name)
    try:
        outcome: Taken | Refused | Clash = sitting_of(request).take(decisions, state.version)
    except RedactError as error:
        outcome = Refused(str(error))
    return answered(request, outcome, back_of(form))


# Where it stands -----------------------------------------------------------------------------------


def found_everywhere(prepared: Prepared, words: str, label: str) -> list[Mention]:
    """Every place of all drafts where a name of this kind will be found, in the order of the drafts."""
    known = know([Entity("new", label, words, listed=True)], prepared.rules)
    return [
        Mention(document.name, span, document.of(span), label, "added", 1.0, "replace")
        for document in prepared.documents
        for span in _apart(_spans(document, known, prepared))
    ]


def _spans(document: Document, known: Known, prepared: Prepared) -> Iterator[Span]:
    for block in document.blocks:
        if block.span:
            at = block.span.start
            for m in find_known(document.of(block.span), document.name, known, prepared.rules):
                yield Span(at + m.span.start, at + m.span.end)


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """Of spans that overlap the longest of each place, in order."""
    end = -1
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end)):
        if span.start >= end:
            yield span
            end = span.end


def _already(prepared: Prepared, found: Iterable[Mention]) -> list[str]:
    """What becomes of each place as it is, for people; '' where nothing was found there."""
    there: dict[str, list[Mention]] = {}
    for mention in prepared.reviewed.mentions:
        there.setdefault(mention.document, []).append(mention)
    for mentions in there.values():
        mentions.sort(key=lambda m: m.span)
    return [_becomes(one.span, there.get(one.document, [])) for one in found]


def _becomes(span: Span, mentions: list[Mention]) -> str:
    near = bisect_left(mentions, span.end, key=lambda m: m.span.start) - 1
    own = mentions[near] if near >= 0 and mentions[near].span.overlaps(span) else None
    if own is None:
        return ""
    if own.status == "keep":
        return f"stays as it is now: {own.reason}"
    return f"treated already: {own.label} {own.entity}".rstrip()


def _spots(state: State, found: list[Mention]) -> Iterator[Spot]:
    places = Places(state.prepared.documents)
    for mention, already in zip(found, _already(state.prepared, found), strict=True):
        at = places.of(mention)
        address = f"/text/{at.document}?at={max(0, at.block)}#b-{max(0, at.block)}"
        yield Spot(address, at.place, at.before, at.words, at.after, already)
