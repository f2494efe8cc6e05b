"""Mentions where they stand: the words around one, and where in the draft that is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redact.model import Block, Document, Mention

AROUND = 90  # characters of context on either side


@dataclass(frozen=True, slots=True)
class InPlace:
    """A mention with the words before and after it, for a person to judge."""

    mention: Mention
    document: int  # which draft, counted from 0
    block: int  # which block of it, counted from 0; -1 where none holds the mention
    place: str
    before: str
    words: str
    after: str


class Places:
    """Where things stand in the drafts of a case."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._number = {document.name: n for n, document in enumerate(documents)}
        self._documents = documents
        self._blocks = [
            sorted((b.span.start, n) for n, b in enumerate(document.blocks) if b.span)
            for document in documents
        ]

    def of(self, mention: Mention, around: int = AROUND) -> InPlace:
        """One mention in its place."""
        number = self._number[mention.document]
        document, at = self._documents[number], self.block_at(number, mention.span.start)
        text, span = document.text, mention.span
        block = document.blocks[at] if at >= 0 else None
        return InPlace(
            mention,
            number,
            at,
            f"{document.name}, {block.place}" if block and block.place else document.name,
            _open(text[max(0, span.start - around) : span.start], span.start > around, False),
            " ".join(mention.text.split()),
            _open(text[span.end : span.end + around], False, span.end + around < len(text)),
        )

    def all_of(self, mentions: Iterable[Mention]) -> list[InPlace]:
        """Each mention in its place."""
        return [self.of(mention) for mention in mentions]

    def block_at(self, document: int, offset: int) -> int:
        """Which block of a draft holds *offset*; -1 where none does."""
        starts = self._blocks[document]
        near = bisect_right(starts, (offset, len(self._documents[document].blocks))) - 1
        if near < 0:
            return -1
        number = starts[near][1]
        block: Block = self._documents[document].blocks[number]
        return number if block.span and block.span.start <= offset < block.span.end else -1


def _open(text: str, before: bool, after: bool) -> str:
    """The words in one line, with a mark where they were cut off; a blank at an edge stays one."""
    inner = " ".join(text.split())
    left = "…" if before else (" " if text[:1].isspace() and inner else "")
    right = "…" if after else (" " if text[-1:].isspace() and inner else "")
    lead = " " if not before and text[:1].isspace() else ""
    tail = " " if not after and text[-1:].isspace() else ""
    return f"{left or lead}{inner}{right or tail}"
