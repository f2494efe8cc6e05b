"""A Word table as pieces: one for each paragraph of a cell, spans and header rows worked out.

A table that lies in a cell is printed there, one line a row, its cells parted by ' | ': an edition's
table holds lines and no tables. Its header row is bold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from redact.formats.numbering import whole
from redact.formats.pieces import Piece, joined
from redact.formats.word_line import Aside
from redact.formats.word_names import W, is_on, local, val
from redact.formats.word_sight import FLATTEST, cell_ground, points, table_ground
from redact.formats.word_story import Story
from redact.model import Cell, Run, Span

WIDEST = 1000  # columns; Word itself stops at 63
FIRST_ROW = 0x0020  # the bit of w:tblLook that makes the first row a header
BETWEEN_CELLS, BETWEEN_LINES, NOTHING = " | ", "; ", "–"


@dataclass
class Rows:
    """The table while it is read: which cell each column last began, and how many rows cells span."""

    number: int
    ground: str  # the colour behind cells that have none of their own
    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Piece] = field(default_factory=list)  # printed after the outermost table
    begun: dict[int, Cell] = field(default_factory=dict)
    spans: dict[tuple[int, int], int] = field(default_factory=dict)  # row and column → rows

    def all(self) -> list[Piece]:
        """The pieces, with what is known of their cells at the end of the table."""
        return [replace(one, cell=self._whole(one.cell)) if one.cell else one for one in self.pieces]

    def _whole(self, cell: Cell) -> Cell:
        return replace(cell, rows=self.spans.get((cell.row, cell.column), 1))


def read_table(story: Story, table: Any) -> list[Piece]:
    """The cells of *table* in order, or the lines of one that lies in the cell of another; then its pictures."""
    number, story.word.tables = story.word.tables, story.word.tables + 1
    story.depth += 1
    properties = table.find(W + "tblPr")
    rows, where = Rows(number, table_ground(story.word.styles, properties, story.ground)), story.where
    _describe(story, properties, number)
    for at, row in enumerate(_under(table, "tr")):  # also those inside content controls and custom XML
        story.where = where or f"table {number + 1}, row {at + 1}"
        _row(story, row, at, _is_header(properties, row, at), rows)
    story.where = where
    story.depth -= 1
    return [*(_lines(rows.all()) if story.depth else rows.all()), *rows.pictures]


def _lines(pieces: list[Piece]) -> Iterator[Piece]:
    """The rows of a table as one line each."""
    for _, row in groupby(pieces, key=lambda one: one.cell.row if one.cell else 0):
        cells = [list(cell) for _, cell in groupby(row, key=lambda one: one.cell)]
        line = joined([_in_line(cell) for cell in cells], BETWEEN_CELLS)
        if line.text.replace(BETWEEN_CELLS, "").strip(NOTHING):
            yield replace(
                _bold(line) if line.cell and line.cell.header else line, kind="paragraph", cell=None
            )


def _in_line(cell: list[Piece]) -> Piece:
    said = [joined([Piece("cell", one.number), one], " ") if one.number else one for one in cell
            if one.text]  # fmt: skip
    empty = replace(cell[0], kind="cell", text=NOTHING, number="", runs=(), anchors=(), links=())
    return replace(joined(said, BETWEEN_LINES), cell=cell[0].cell, number="") if said else empty


def _bold(line: Piece) -> Piece:
    others = tuple(one for one in line.runs if one.style != "bold")
    return replace(line, runs=(Run(Span(0, len(line.text)), "bold"), *others))


def _under(element: Any, name: str) -> list[Any]:
    found = []
    for child in element:
        if local(child) == name:
            found.append(child)
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            found += _under(child, name)
    return found


def _describe(story: Story, properties: Any, number: int) -> None:
    """A table's title and description, which only screen readers speak."""
    for name in ("tblCaption", "tblDescription"):
        text = val(properties, name)
        story.word.keep(Aside("alt", text, 0, "alternative text"), story.where or f"table {number + 1}")


def _is_header(properties: Any, row: Any, at: int) -> bool:
    if is_on(row.find(W + "trPr"), "tblHeader"):
        return True
    look = None if properties is None else properties.find(W + "tblLook")
    if at or look is None:
        return False
    if look.get(W + "firstRow") is not None:
        return str(look.get(W + "firstRow")).lower() in ("1", "true", "on")
    try:
        return bool(int(str(look.get(W + "val")), 16) & FIRST_ROW)
    except ValueError:
        return False


def _row(story: Story, row: Any, at: int, header: bool, rows: Rows) -> None:
    properties = row.find(W + "trPr")
    if unseen := _unseen(properties):
        for cell in _under(row, "tc"):
            story._as(unseen, cell)
        return
    column = whole(val(properties, "gridBefore"), 0)
    for cell in _under(row, "tc"):
        column += _cell(story, cell, Cell(rows.number, at, column, header), rows)


def _unseen(properties: Any) -> str:
    """As what the words of a row are kept aside: one that was deleted, is hidden, or too low for letters."""
    if properties is None:
        return ""
    if properties.find(W + "del") is not None:
        return "deletion"
    height = properties.find(W + "trHeight")
    exact = height is not None and height.get(W + "hRule") == "exact"
    flat = exact and 0 < points(height.get(W + "val"), 20) <= FLATTEST
    return "hidden" if flat or is_on(properties, "hidden") else ""


def _cell(story: Story, element: Any, cell: Cell, rows: Rows) -> int:
    """Read one cell; how many columns it takes."""
    properties = element.find(W + "tcPr")
    if properties is not None and properties.find(W + "cellDel") is not None:
        story._as("deletion", element)
        return 0
    width = min(max(whole(val(properties, "gridSpan"), 1), 1), WIDEST)
    cell = replace(cell, columns=width)
    merge = None if properties is None else properties.find(W + "vMerge")
    if merge is not None and merge.get(W + "val") != "restart" and cell.column in rows.begun:
        _continue(story, element, cell, rows)
    else:
        rows.begun[cell.column] = cell
        _fill(story, element, cell, rows)
    if merge is None:
        rows.begun.pop(cell.column, None)
    return width


def _continue(story: Story, element: Any, cell: Cell, rows: Rows) -> None:
    """Lengthen the cell above; what a merged-away cell still holds is not shown by Word."""
    above = rows.begun[cell.column]
    rows.spans[above.row, above.column] = cell.row - above.row + 1
    story._as("hidden", element)


def _fill(story: Story, element: Any, cell: Cell, rows: Rows) -> None:
    outer = story.ground
    story.ground = cell_ground(element.find(W + "tcPr"), rows.ground)
    read = story.read(element)
    story.ground = outer
    rows.pictures += [replace(one, new_page=False) for one in read if one.kind == "picture"]
    pieces = [
        replace(one, kind="cell", level=0, cell=cell, new_page=False) for one in read if one.kind != "picture"
    ]
    rows.pieces += pieces or [Piece("cell", cell=cell, place=story.where)]
