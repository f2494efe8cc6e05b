"""A Word table as pieces: one for each paragraph of a cell, spans and header rows worked out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from redact.formats.numbering import whole
from redact.formats.pieces import Piece
from redact.formats.word_line import Aside
from redact.formats.word_names import W, local, val
from redact.formats.word_story import Story, is_on
from redact.model import Cell

WIDEST = 1000  # columns; Word itself stops at 63
FIRST_ROW = 0x0020  # the bit of w:tblLook that makes the first row a header


@dataclass
class Rows:
    """The table while it is read: which cell each column last began, for cells that span rows."""

    number: int
    pieces: list[Piece] = field(default_factory=list)
    begun: dict[int, Cell] = field(default_factory=dict)


def read_table(story: Story, table: Any) -> list[Piece]:
    """The cells of *table* in order, then whatever was nested in them."""
    number, story.word.tables = story.word.tables, story.word.tables + 1
    story.depth += 1
    rows, where = Rows(number), story.where
    _describe(story, table, number)
    for at, row in enumerate(_rows(table)):
        story.where = where or f"table {number + 1}, row {at + 1}"
        _row(story, row, at, _is_header(table, row, at), rows)
    story.where = where
    return _settled(story, rows.pieces)


def _settled(story: Story, pieces: list[Piece]) -> list[Piece]:
    """The table's own pieces, and after the outermost table those that were nested in it."""
    story.depth -= 1
    if story.depth:
        story.later += pieces
        return []
    later, story.later = story.later, []
    return pieces + later


def _rows(table: Any) -> list[Any]:
    """The rows, also those inside content controls and custom XML."""
    return _under(table, "tr")


def _under(element: Any, name: str) -> list[Any]:
    found = []
    for child in element:
        if local(child) == name:
            found.append(child)
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            found += _under(child, name)
    return found


def _describe(story: Story, table: Any, number: int) -> None:
    """A table's title and description, which only screen readers speak."""
    properties = table.find(W + "tblPr")
    for name in ("tblCaption", "tblDescription"):
        text = val(properties, name)
        story.word.keep(Aside("alt", text, 0, "alternative text"), story.where or f"table {number + 1}")


def _is_header(table: Any, row: Any, at: int) -> bool:
    if is_on(row.find(W + "trPr"), "tblHeader"):
        return True
    look = table.find(f"{W}tblPr/{W}tblLook")
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
    if properties is not None and properties.find(W + "del") is not None:
        for cell in _under(row, "tc"):
            story._as("deletion", cell)
        return
    column = whole(val(properties, "gridBefore"), 0)
    for cell in _under(row, "tc"):
        column += _cell(story, cell, Cell(rows.number, at, column, header), rows)


def _cell(story: Story, element: Any, cell: Cell, rows: Rows) -> int:
    """Read one cell; how many columns it takes."""
    properties = element.find(W + "tcPr")
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
    before = rows.begun[cell.column]
    longer = replace(before, rows=cell.row - before.row + 1)
    rows.begun[cell.column] = longer
    rows.pieces = [replace(one, cell=longer) if one.cell == before else one for one in rows.pieces]
    story._as("hidden", element)


def _fill(story: Story, element: Any, cell: Cell, rows: Rows) -> None:
    pieces = [replace(one, kind="cell", level=0, cell=cell) for one in story.read(element)]
    rows.pieces += pieces or [Piece("cell", cell=cell, place=story.where)]
