"""Which mentions stand in a stretch of a draft, and in a row of a table."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby

from redact.model import Document, Mention, Span


def inside_of(span: Span, mentions: Sequence[Mention], starts: Sequence[int]) -> tuple[Mention, ...]:
    """The mentions that overlap *span*; they are disjoint and in order."""
    at = max(bisect_left(starts, span.start) - 1, 0)
    found = []
    while at < len(mentions) and mentions[at].span.start < span.end:
        if mentions[at].span.overlaps(span):
            found.append(mentions[at])
        at += 1
    return tuple(found)


def rows_in(document: Document, own: Sequence[Mention]) -> Iterator[tuple[list[Span], set[str]]]:
    """The cells of each row below a table's header, and the people named in it; *own* in order."""
    starts = [m.span.start for m in own]
    cells = [b for b in document.blocks if b.span and b.cell and not b.cell.header]
    for _, group in groupby(cells, key=lambda b: (b.cell.table, b.cell.row) if b.cell else (0, 0)):
        row = [b.span for b in group if b.span]
        yield row, {m.entity for span in row for m in inside_of(span, own, starts)}
