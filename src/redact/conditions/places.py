"""Where in the drafts the evidence for a question of the checklist is, for whoever has to look at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from redact.model import Block, Document
from redact.names import fold
from redact.rules.checklist import Where

#: A paragraph of at most so many words that begins as a heading would is one: in plain texts and PDFs many are.
FEW = 6
PICTURED = ("picture", "chart", "drawing")


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a draft: its name for people, and where its block begins in the text (None: nowhere in it)."""

    document: str
    place: str
    at: int | None = None


def places_of(where: Where, documents: Iterable[Document]) -> tuple[Place, ...]:
    """The places that a question is about, in reading order, each once."""
    found: dict[Place, None] = {}
    for document in documents:
        rows = [*_headings(where.headings, document), *_tables(where.columns, document)]
        rows += _pictures(document) if where.pictures else []
        found.update(dict.fromkeys(sorted(rows, key=lambda place: -1 if place.at is None else place.at)))
    return tuple(found)


def has_pictures(documents: Iterable[Document]) -> bool:
    """Whether any draft has a picture or chart, also one that no reader could take out."""
    return any(
        document.pictures or any(word in part.kind for part in document.left_behind for word in PICTURED)
        for document in documents
    )


def _headings(words: Sequence[str], document: Document) -> Iterator[Place]:
    wanted = tuple(f" {fold(each)} " for each in words)
    for block in document.blocks if wanted else ():
        if not block.span or block.kind not in {"title", "heading", "paragraph", "item"}:
            continue
        text = f" {fold(document.of(block.span))} "
        if block.kind in {"title", "heading"}:
            there = any(each in text for each in wanted)
        else:
            there = text.startswith(wanted) and len(text.split()) <= FEW
        if there:
            yield _place(document, block)


def _tables(columns: Sequence[str], document: Document) -> Iterator[Place]:
    """The first cell of each table whose first row or head has one of the words."""
    wanted, seen = {fold(each) for each in columns}, set()
    first: dict[int, Block] = {}
    for block in document.blocks if wanted else ():
        if not block.cell or not block.span:
            continue
        first.setdefault(block.cell.table, block)
        head = block.cell.header or block.cell.row == 0
        if head and block.cell.table not in seen and wanted & set(fold(document.of(block.span)).split()):
            seen.add(block.cell.table)
            yield _place(document, first[block.cell.table])


def _pictures(document: Document) -> Iterator[Place]:
    at = {
        block.number: block.span.start for block in document.blocks if block.kind == "picture" and block.span
    }
    for picture in document.pictures:
        yield Place(document.name, picture.place, at.get(picture.id))


def _place(document: Document, block: Block) -> Place:
    return Place(document.name, block.place, block.span.start if block.span else None)
