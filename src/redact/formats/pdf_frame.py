"""One page of a PDF in a frame whose lines run level: characters, ruled lines, and the tables of both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from redact.formats.pdf_glyphs import Glyph, turned, turned_box

if TYPE_CHECKING:
    from redact.formats.pdf_layout import Sheet

Box = tuple[float, float, float, float]
THIN = 3.0  # points; a filled box so narrow is a line
MOST_EDGES = 4000  # ruled lines of a page; with more it is a drawing, and no table is looked for


@dataclass
class Frame:
    """What a table finder and the layout need of a page; pdfplumber's table finder takes it for a page."""

    width: float
    height: float
    glyphs: list[Glyph]
    edges: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def of(cls, page: Any, turn: int, glyphs: list[Glyph]) -> Frame:
        """The page with the characters given, turned so that lines of *turn* run level."""
        width, height = float(page.width), float(page.height)
        boxes = (turned_box(one, turn, width, height) for one in _ruled(page))
        level = turned(glyphs, turn, width, height) if turn else glyphs
        sizes = (height, width) if turn % 2 else (width, height)
        return cls(*sizes, level, edges_of(boxes))

    @property
    def bbox(self) -> Box:
        """The whole page."""
        return 0.0, 0.0, self.width, self.height

    def sheet(self, number: int, tables: int) -> Sheet:
        """The page with its tables as cells; *tables* came before them in the file."""
        from redact.formats.pdf_aligned import aligned_tables
        from redact.formats.pdf_layout import Sheet
        from redact.formats.pdf_tables import by_cell, cells_in, cells_of, tables_on
        from redact.formats.pdf_words import words_of

        found = tables_on(self)
        rest, placed = self.glyphs, []
        for at, one in enumerate(found):
            filled, rest = by_cell(one, rest)
            placed.append((one.bbox[1], cells_of(one, filled, tables + at, number)))
        aligned = aligned_tables(words_of(rest), self._rules())
        placed += [(one.top, cells_in(one, tables + len(found) + at)) for at, one in enumerate(aligned)]
        gone = {id(glyph) for one in aligned for glyph in one.glyphs}
        rest = [glyph for glyph in rest if id(glyph) not in gone]
        return Sheet(number, self.height, rest, tables=sorted(placed, key=lambda one: one[0]))

    def _rules(self) -> list[float]:
        """The heights of the level lines, which may part the rows of a table."""
        return sorted({round(one["top"], 1) for one in self.edges if one["orientation"] == "h"})


def _ruled(page: Any) -> Iterable[Box]:
    """The boxes and lines that are drawn on the page."""
    if len(page.rects) + len(page.lines) > MOST_EDGES:
        return
    for one in (*page.rects, *page.lines):
        yield one["x0"], one["top"], one["x1"], one["bottom"]


def edges_of(boxes: Iterable[Box]) -> list[dict[str, Any]]:
    """The edges of boxes and lines as pdfplumber's table finder wants them."""
    found: list[dict[str, Any]] = []
    for x0, top, x1, bottom in boxes:
        across, down = x1 - x0, bottom - top
        if across >= THIN or down < THIN:
            found += [_edge("h", x0, y, x1, y) for y in {top, bottom}] if across > down else []
        if down >= THIN and across < THIN:
            found.append(_edge("v", (x0 + x1) / 2, top, (x0 + x1) / 2, bottom))
        elif down >= THIN:
            found += [_edge("h", x0, y, x1, y) for y in (top, bottom) if across <= down]
            found += [_edge("v", x, top, x, bottom) for x in (x0, x1)]
    return found


def _edge(orientation: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    sizes = {"width": x1 - x0, "height": bottom - top}
    places = {"x0": x0, "x1": x1, "top": top, "bottom": bottom}
    return {"orientation": orientation, "object_type": "line", **places, **sizes}


def said(glyphs: list[Glyph]) -> str:
    """The words of characters that are set aside, each direction read in its own."""
    from redact.formats.pdf_lines import lines_of

    ordered = sorted(glyphs, key=lambda one: one.turn)
    texts = []
    for turn, group in groupby(ordered, key=lambda one: one.turn):
        level = list(group)
        level = turned(level, turn, 0.0, 0.0) if turn > 0 else level
        texts += [line.text for line in lines_of(level, 0)] if turn >= 0 else [_as_drawn(level)]
    return " ".join(texts)


def _as_drawn(glyphs: list[Glyph]) -> str:
    """Slanting text in the order of drawing: no line of it runs along the page's edges."""
    return "".join(one.text for one in glyphs)
