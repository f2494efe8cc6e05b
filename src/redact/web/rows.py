"""A draft and what an edition prints of it, block by block, as rows for a person to compare.

Which block of the edition comes from which block of the draft is known and not guessed: the edition
is made of the printed blocks in order, and a row asks for exactly its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from redact.model import PRINTED, Block, Document, Edition, Mention, Span
from redact.passages import as_printed
from redact.pictures import with_figures
from redact.policies import published, reason_marks, removal_mark
from redact.prepared import Prepared
from redact.redaction import Policy, redact_part
from redact.settled import Settled, settle

#: Stands for the family tree, which is drawn for whole editions only.
TREE = "[the family tree, of those whom the edition mentions]"

#: What becomes of a mention, in the order of the key; the sign says it where colours are not seen.
STATUSES = {
    "replace": ("●", "treated: a pseudonym, a general date or a mark is printed"),
    "flag": ("?", "treated, and a question is open"),
    "watch": ("!", "undecided: [undecided] is printed until somebody answers"),
    "keep": ("=", "stays as it is"),
    "reworded": ("✎", "printed in other words, by a reviewer"),
    "removed": ("×", "removed, by a reviewer"),
}

#: What blocks are called beside their words; '' for the plain ones.
CALLED = {
    "title": "Title",
    "heading": "Heading",
    "paragraph": "",
    "item": "List",
    "quote": "Quotation",
    "caption": "Caption",
    "cell": "Cell",
    "note": "Note",
    "header": "Page header",
    "footer": "Page footer",
    "picture": "Picture",
    "comment": "Comment",
    "deletion": "Tracked deletion",
    "hidden": "Hidden text",
    "property": "Property of the file",
    "attribute": "Property of the file",
    "alt": "Alternative text",
    "link": "Link",
    "field": "Field",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a cell: plain, a mention, what is printed for one, or the mark of a note."""

    text: str
    kind: str = ""  # '', a status, 'printed' or 'call'
    at: int = -1  # where its mention begins in the draft
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One block of a draft beside what an edition prints of it."""

    number: int  # of the block, counted from 0
    block: Block
    draft: tuple[Piece, ...]
    printed: tuple[Piece, ...]  # empty where nothing is printed
    travels: bool  # whether blocks of its kind are printed at all
    begins: bool = False  # a table, or a row of one, begins here

    @property
    def called(self) -> str:
        """What the block is, for people: 'Heading', 'Cell 3.2' (row and column), 'Note 4'."""
        cell = self.block.cell
        what = CALLED.get(self.block.kind, self.block.kind)
        if cell:
            return f"{'Column head' if cell.header else 'Cell'} {cell.row + 1}.{cell.column + 1}"
        return f"{what} {self.block.number}" if self.block.kind == "note" else what

    @property
    def label(self) -> str:
        """The number or bullet before the words, as it is printed."""
        return "" if self.block.kind in {"note", "picture"} else self.block.number


class Text:
    """One draft of a case as its ledger leaves it: its mentions by place, and any part of its edition."""

    def __init__(self, prepared: Prepared, document: Document) -> None:
        self.prepared, self.document = prepared, document
        self.published = published(document, prepared.register)
        self.all_mentions = as_printed(prepared.reviewed)
        self.mentions = sorted(
            (m for m in self.all_mentions if m.document == document.name), key=lambda m: m.span
        )
        self.rewordings = prepared.rewordings(document)
        self.removed = removal_mark(prepared.rules)
        self.removals = {self.removed, *reason_marks(prepared.rules)}
        self.printed = [n for n, block in enumerate(document.blocks) if block.kind in PRINTED]

    @cached_property
    def settled(self) -> Settled:
        """What is printed of the draft, ready for every audience."""
        return settle(self.document, self.all_mentions, self.rewordings)

    def inside(self, span: Span) -> list[Mention]:
        """The mentions that begin in *span*, in order."""
        begin = bisect_left(self.mentions, span.start, key=lambda m: m.span.start)
        end = bisect_left(self.mentions, span.end, key=lambda m: m.span.start)
        return self.mentions[begin:end]

    def mention_at(self, start: int) -> Mention | None:
        """The mention that begins at *start*."""
        near = bisect_left(self.mentions, start, key=lambda m: m.span.start)
        found = self.mentions[near] if near < len(self.mentions) else None
        return found if found and found.span.start == start else None

    def block_of(self, offset: int) -> int:
        """The number of the block that holds *offset*; -1 where none does."""
        spans = self._starts
        near = bisect_left(spans, (offset + 1, -1)) - 1
        if near < 0:
            return -1
        number = spans[near][1]
        span = self.document.blocks[number].span
        return number if span and span.end > offset else -1

    @cached_property
    def _starts(self) -> list[tuple[int, int]]:
        return sorted((b.span.start, n) for n, b in enumerate(self.document.blocks) if b.span)

    def status(self, mention: Mention) -> str:
        """What becomes of a mention: a key of STATUSES."""
        words = self.rewordings.get(mention.span)
        if words is None:
            return str(mention.status)
        return "removed" if words in self.removals else "reworded"

    def rows(self, first: int, last: int, policy: Policy) -> list[Row]:
        """The rows of the blocks *first* to *last* (half-open) for the audience of *policy*."""
        last = min(last, len(self.document.blocks))
        beside = dict(self._edition(first, last, policy)) if self.published else {}
        return [self._row(number, beside.get(number, ())) for number in range(first, last)]

    def _row(self, number: int, printed: tuple[Piece, ...]) -> Row:
        block = self.document.blocks[number]
        before = self.document.blocks[number - 1].cell if number else None
        begins = block.cell is not None and (
            before is None or (before.table, before.row) != (block.cell.table, block.cell.row)
        )
        travels = block.kind in PRINTED and self.published
        return Row(number, block, tuple(self._pieces(block)), printed, travels, begins)

    def _pieces(self, block: Block) -> Iterator[Piece]:
        """The block's words with its mentions marked; joined, its pieces but for calls are exactly its text."""
        if block.span is None:
            return
        marked = [
            (m.span.start, min(m.span.end, block.span.end), self.status(m), m.entity)
            for m in self.inside(block.span)
        ]
        calls = {a.at: a.note for a in block.anchors}
        yield from in_pieces(self.document.text, block.span, marked, calls, "")

    def _edition(self, first: int, last: int, policy: Policy) -> Iterator[tuple[int, tuple[Piece, ...]]]:
        """The number of each printed block between *first* and *last*, with what is printed of it."""
        begin, end = bisect_left(self.printed, first), bisect_left(self.printed, last)
        part = redact_part(self.settled, self.prepared.key, policy, begin, end)
        landed = landed_in(part)
        for n, (number, block) in enumerate(zip(self.printed[begin:end], part.blocks, strict=True)):
            if block.kind == "picture":
                yield number, self._picture(begin + n, policy)
            elif block.span:
                marked = [
                    (span.start, span.end, "printed", entity)
                    for span, entity in landed
                    if block.span.covers(span)
                ]
                calls = {a.at: a.note for a in block.anchors}
                yield number, tuple(in_pieces(part.text, block.span, marked, calls, "printed"))

    def _picture(self, at: int, policy: Policy) -> tuple[Piece, ...]:
        """What stands in the place of a picture, in words; a chart is drawn from the table that follows it."""
        blocks = self.settled.source.blocks
        end = next((n for n in range(at + 1, len(blocks)) if not blocks[n].cell), len(blocks))
        part = redact_part(self.settled, self.prepared.key, policy, at, end)
        shown = with_figures(part, self.document, self.prepared.choices, lambda name: ("", TREE))
        own = shown.blocks[: len(shown.blocks) - (end - at - 1)]
        return tuple(Piece(shown.text[b.span.start : b.span.end], "printed") for b in own if b.span)


def landed_in(edition: Edition) -> list[tuple[Span, str]]:
    """Where each replacement of an edition stands in its text, and whom it stands for."""
    found, moved = [], 0
    for one in sorted(edition.replacements, key=lambda r: r.span):
        start = one.span.start + moved
        moved += len(one.text) - len(one.span)
        if one.text:
            found.append((Span(start, start + len(one.text)), one.entity))
    return found


def in_pieces(
    text: str,
    span: Span,
    marked: Sequence[tuple[int, int, str, str]],
    calls: Mapping[int, str],
    within: str,
) -> Iterator[Piece]:
    """The words of *span*, cut where something marked begins or ends and where a note is called."""
    cuts = {span.start, span.end, *(at for at in calls if span.start <= at <= span.end)}
    cuts |= {edge for start, end, *_ in marked for edge in (start, end)}
    edges = sorted(cuts)
    for start, end in zip(edges, [*edges[1:], span.end], strict=True):
        if start in calls:
            yield Piece(calls[start], "call")
        if start < end:
            whose = next((m for m in marked if m[0] <= start < m[1]), None)
            at = whose[0] if whose and not within else -1
            yield Piece(text[start:end], whose[2] if whose else "", at, whose[3] if whose else "")
