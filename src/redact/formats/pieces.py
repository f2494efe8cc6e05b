"""Pieces of a draft before they have a place in the document's one string.

A reader makes pieces in reading order, with offsets that count from the start
of each piece; `assemble` lays them one after another, those that are printed
first, and what hides in the file after them, so that names are found there too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from redact.model import PRINTED, Anchor, Block, Cell, Document, LeftBehind, Link, Picture, Run, Span

BETWEEN = "\n"


def names(text: str) -> frozenset[str]:
    """The words of *text* as a set: short to write where there are dozens."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Gold:
    """A span that a person labelled by hand; *note* holds tags that say what kind of name it is."""

    span: Span
    label: str
    entity: str
    note: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A block to be; its runs, anchors and gold count from the start of its own text."""

    kind: str
    text: str = ""
    level: int = 0
    number: str = ""
    runs: tuple[Run, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    cell: Cell | None = None
    place: str = ""
    gold: tuple[Gold, ...] = ()
    links: tuple[Link, ...] = ()
    new_page: bool = False

    @property
    def is_needed(self) -> bool:
        """Whether it says anything: words, an empty cell of a table, a note that is called, a picture."""
        return bool(self.text) or self.cell is not None or self.kind in ("note", "picture")


Marked = TypeVar("Marked", Run, Gold, Link)


def _clip(marks: Iterable[Marked], start: int, end: int) -> tuple[Marked, ...]:
    """The marks inside start..end, counted from *start*."""
    kept = []
    for mark in marks:
        first, last = max(mark.span.start, start), min(mark.span.end, end)
        if first < last:
            kept.append(replace(mark, span=Span(first - start, last - start)))
    return tuple(kept)


def cut(piece: Piece, start: int, end: int) -> Piece:
    """The piece with only the characters start..end of its text, its marks moved with them."""
    anchors = (replace(one, at=min(max(one.at, start), end) - start) for one in piece.anchors)
    return replace(
        piece,
        text=piece.text[start:end],
        runs=_clip(piece.runs, start, end),
        gold=_clip(piece.gold, start, end),
        links=_clip(piece.links, start, end),
        anchors=tuple(anchors),
    )


def trim(piece: Piece) -> Piece:
    """The piece without white space at either end."""
    start = len(piece.text) - len(piece.text.lstrip())
    return cut(piece, start, max(start, len(piece.text.rstrip())))


def joined(pieces: list[Piece], between: str = BETWEEN) -> Piece:
    """One piece with the text of all, in the kind and place of the first."""
    text, runs, anchors, gold, links = "", list[Run](), list[Anchor](), list[Gold](), list[Link]()
    for piece in pieces:
        text += between if text else ""
        runs += _shift(piece.runs, len(text))
        gold += _shift(piece.gold, len(text))
        links += _shift(piece.links, len(text))
        anchors += [replace(one, at=one.at + len(text)) for one in piece.anchors]
        text += piece.text
    return replace(
        pieces[0],
        text=text,
        runs=tuple(runs),
        anchors=tuple(anchors),
        gold=tuple(gold),
        links=tuple(links),
    )


def _shift(marks: Iterable[Marked], by: int) -> list[Marked]:
    return [replace(one, span=Span(one.span.start + by, one.span.end + by)) for one in marks]


class Line:
    """Gathers the text of one paragraph with its emphasis, note calls and gold."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self.length = 0
        self._runs: list[Run] = []
        self._latest: dict[str, int] = {}  # style → where its last run stands
        self._anchors: list[Anchor] = []
        self.gold: list[Gold] = []
        self.links: list[Link] = []

    def add(self, text: str, styles: Iterable[str] = ()) -> None:
        """Append *text*; each of *styles* becomes or lengthens a run."""
        if not text:
            return
        start, self.length = self.length, self.length + len(text)
        self._texts.append(text)
        for style in styles:
            self._emphasise(style, start)

    def _emphasise(self, style: str, start: int) -> None:
        at = self._latest.get(style, len(self._runs))
        run = self._runs[at] if at < len(self._runs) else None
        if run and run.style == style and run.span.end == start:
            self._runs[at] = Run(Span(run.span.start, self.length), style)
            return
        self._latest[style] = len(self._runs)
        self._runs.append(Run(Span(start, self.length), style))

    def call(self, note: str) -> None:
        """Note *note* is called at the present end."""
        self._anchors.append(Anchor(self.length, note))

    def extend(self, other: Line) -> None:
        """Append all that *other* has gathered."""
        start, self.length = self.length, self.length + other.length
        self._texts += other._texts
        for run in _shift(other._runs, start):
            self._meet(run)
        self._anchors += [replace(one, at=one.at + start) for one in other._anchors]
        self.gold += _shift(other.gold, start)
        self.links += _shift(other.links, start)

    def _meet(self, run: Run) -> None:
        """Add a run; across one space it goes on from a run of the same style."""
        for at, before in enumerate(self._runs):
            between = self.text[before.span.end : run.span.start]
            if before.style == run.style and before.span.end <= run.span.start and between in ("", " "):
                self._runs[at] = Run(Span(before.span.start, run.span.end), run.style)
                return
        self._runs.append(run)

    def drop_last(self) -> None:
        """Take the last character back."""
        text = self.text[:-1]
        self._texts, self.length = [text], len(text)
        kept = (Run(Span(one.span.start, min(one.span.end, self.length)), one.style) for one in self._runs
                if one.span.start < self.length)  # fmt: skip
        self._runs = list(kept)

    @property
    def text(self) -> str:
        """What has been gathered so far."""
        return "".join(self._texts)

    def piece(self, kind: str, level: int = 0, number: str = "", place: str = "") -> Piece:
        """The gathered text as a piece, without white space at either end."""
        runs = tuple(sorted(self._runs, key=lambda run: (run.span, run.style)))
        gold = tuple(sorted(self.gold, key=lambda one: one.span))
        links = tuple(sorted(self.links, key=lambda one: one.span))
        anchors = tuple(self._anchors)
        return trim(Piece(kind, self.text, level, number, runs, anchors, place=place, gold=gold, links=links))


class Left:
    """Counts what does not travel to an edition; one entry for each kind and place."""

    #: Kinds that come by the dozen: one entry for all, at the first place.
    TOGETHER = frozenset(
        {
            "comment",
            "tracked deletion",
            "hidden text",
            "link target",
            "field instruction",
            "HTML",
            "alternative text",
        }
    )

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, bool], LeftBehind] = {}

    def add(self, kind: str, place: str, count: int = 1, known: bool = True) -> None:
        """Count one more *kind* at *place*."""
        key = (kind, "" if kind in self.TOGETHER else place, known)
        before = self._found.get(key) or LeftBehind(kind, place, 0, known)
        self._found[key] = replace(before, count=before.count + count)

    def all(self) -> tuple[LeftBehind, ...]:
        """All entries, in the order in which they were first met."""
        return tuple(self._found.values())


def in_order(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces that are needed: printed ones first, then the others, otherwise as they came."""
    needed = [piece for piece in pieces if piece.is_needed]
    return sorted(needed, key=lambda piece: piece.kind not in PRINTED)


def starts(pieces: Iterable[Piece]) -> list[int]:
    """Where each piece's text begins in the document's string."""
    found, at = [], 0
    for piece in pieces:
        found.append(at)
        at += len(piece.text) + len(BETWEEN) if piece.text else 0
    return found


def assemble(
    name: str,
    digest: str,
    pieces: Iterable[Piece],
    left: tuple[LeftBehind, ...],
    pictures: tuple[Picture, ...] = (),
) -> Document:
    """The document that *pieces* make up."""
    ordered = in_order(pieces)
    blocks = tuple(_block(piece, at) for piece, at in zip(ordered, starts(ordered), strict=True))
    text = BETWEEN.join(piece.text for piece in ordered if piece.text)
    return Document(name, digest, text, blocks, left, pictures)


def _block(piece: Piece, at: int) -> Block:
    return Block(
        span=Span(at, at + len(piece.text)) if piece.text else None,
        kind=piece.kind,
        level=piece.level,
        number=piece.number,
        runs=tuple(_shift(piece.runs, at)),
        anchors=tuple(replace(one, at=one.at + at) for one in piece.anchors) if piece.text else (),
        cell=piece.cell,
        place=piece.place,
        links=tuple(_shift(piece.links, at)),
        new_page=piece.new_page,
    )
