"""Where a mention ends, or begins, because of a name that the case knows inside it or beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redact.detect.overlaps import Spread
from redact.model import Mention, Span

#: From that score a place is one on a list, or known in the case.
SURE_PLACE = 0.9


def cut_at_names(found: Sequence[Mention], text: str) -> Iterator[Mention]:
    """*found* in *text*, with guesses around a known name as sure as it, patterns behind one, addresses before a town."""
    return _before_towns(list(_behind_names(_whole_names(found), text)))


def _whole_names(found: Sequence[Mention]) -> list[Mention]:
    """A guess that is a person's whole name around a known part of it counts as sure as the part.

    Without this, the known 'Jane' of an unknown 'Jane Doe' would leave 'Doe' as a name of its own.
    """
    known = Spread(m.span for m in found if m.rule == "known" and m.label == "PERSON")
    wider = []
    for mention in found:
        if mention.rule == "language model" and mention.label == "PERSON" and len(mention.text.split()) <= 4:
            inside = [span for span in known.overlapping(mention.span) if mention.span.covers(span)]
            if any(len(span) < len(mention.span) for span in inside):
                mention = replace(
                    mention, rule="language model, around a known name", score=0.9, status="replace"
                )
        wider.append(mention)
    return wider


def _behind_names(found: Sequence[Mention], text: str) -> Iterator[Mention]:
    """A pattern that begins inside a known person's name begins behind it: 'Dr el-Khatib of Mill Surgery'."""
    names = Spread(m.span for m in found if m.rule == "known" and m.label == "PERSON")
    for mention in found:
        span = mention.span
        over = names.overlapping(span) if mention.rule.startswith("pattern") else ()
        ends = [name.end for name in over if name.start < span.start and name.end < span.end]
        if ends:
            left = re.sub(r"^(?:\W|of\s|at\s|from\s|the\s)+", "", text[max(ends) : span.end])
            if not left:
                continue
            mention = replace(mention, span=Span(span.end - len(left), span.end), text=left)
        yield mention


def _before_towns(found: Sequence[Mention]) -> Iterator[Mention]:
    """An address ends before the place that it names last: '14 Sample Row' of '14 Sample Row, Fenby'."""
    places = {m.span.end: m.span.start for m in found if m.label == "PLACE" and m.score >= SURE_PLACE}
    for mention in found:
        at, start = mention.span.start, places.get(mention.span.end, 0)
        street = mention.text[: max(0, start - at)].rstrip()
        if mention.label == "ADDRESS" and street.endswith(",") and re.search("[A-Z]", street):
            street = street[:-1]
            mention = replace(mention, span=Span(at, at + len(street)), text=street)
        yield mention
