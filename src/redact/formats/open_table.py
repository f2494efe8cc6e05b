"""An OpenDocument table as pieces: one for each paragraph of a cell, spans and header rows worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from redact.formats.open_names import get, named, whole
from redact.formats.open_story import Story, in_cell
from redact.formats.open_styles import CLEAR
from redact.formats.pieces import Piece
from redact.model import Cell

WIDEST = 1000  # columns
MOST_REPEATS = 1000  # rows or cells that repeat; more is a sheet's empty rest, or an attack
GROUPS = ("table:table-rows", "table:table-row-group", "table:table-header-rows", "loext:table-row-group")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file, before repeats are laid out."""

    element: Any
    header: bool


def read_table(story: Story, table: Any) -> list[Piece]:
    """The cells of *table* in order, then whatever was nested in them."""
    draft = story.draft
    number, draft.tables = draft.tables, draft.tables + 1
    story.depth += 1
    where, ground = story.where, story.lines.ground
    _describe(story, table, number)
    coloured = (
        ground
        or draft.styles.value("table", get(table, "table:style-name"), "table", "fo:background-color")
        not in CLEAR
    )
    pieces: list[Piece] = []
    for at, row in enumerate(_laid_out(table)):
        story.where = where or f"table {number + 1}, row {at + 1}"
        pieces += _row(story, row, number, at, coloured)
    story.where, story.lines.ground = where, ground
    return _settled(story, pieces, table)


def _settled(story: Story, pieces: list[Piece], table: Any) -> list[Piece]:
    """The table's own pieces, and after the outermost table those that were nested in it."""
    story.depth -= 1
    if story.depth:
        story.later += pieces
        return []
    if story.draft.styles.breaks("table", get(table, "table:style-name")) and not story.where:
        story.new_page = False
    later, story.later = story.later, []
    return pieces + later


def _describe(story: Story, table: Any, number: int) -> None:
    """A table's title and description, which only screen readers speak."""
    for one in table:
        if named(one) in ("table:title", "table:desc"):
            place = story.where or f"table {number + 1}"
            story.draft.keep("alt", story.draft.words(one), place, "alternative text")


def _laid_out(table: Any) -> Iterator[Row]:
    """Every row, those that repeat as often as they say."""
    for row in _rows(table, False):
        times = whole(get(row.element, "table:number-rows-repeated"), 1)
        for _ in range(min(max(times, 1), MOST_REPEATS)):
            yield row


def _rows(element: Any, header: bool) -> Iterator[Row]:
    for child in element:
        name = named(child)
        if name == "table:table-row":
            yield Row(child, header)
        elif name in GROUPS:
            yield from _rows(child, header or name == "table:table-header-rows")


def _row(story: Story, row: Row, table: int, at: int, coloured: bool) -> list[Piece]:
    styles, element = story.draft.styles, row.element
    hidden = get(element, "table:visibility") in ("collapse", "filter")
    behind = styles.value("table-row", get(element, "table:style-name"), "table-row", "fo:background-color")
    column, pieces = 0, list[Piece]()
    for child in element:
        name = named(child)
        if name not in ("table:table-cell", "table:covered-table-cell"):
            continue
        style = get(child, "table:style-name") or get(element, "table:default-cell-style-name")
        ground = styles.value("table-cell", style, "table-cell", "fo:background-color")
        story.lines.ground = coloured or behind not in CLEAR or ground not in CLEAR
        for _ in range(min(max(whole(get(child, "table:number-columns-repeated"), 1), 1), MOST_REPEATS)):
            if column >= WIDEST:
                break
            made = _cell(story, child, Cell(table, at, column, row.header))
            pieces += [] if name == "table:covered-table-cell" or hidden else made
            if name == "table:covered-table-cell" or hidden:
                _hide(story, made)
            column += 1
    return pieces


def _cell(story: Story, element: Any, cell: Cell) -> list[Piece]:
    columns = min(max(whole(get(element, "table:number-columns-spanned"), 1), 1), WIDEST)
    rows = min(max(whole(get(element, "table:number-rows-spanned"), 1), 1), 100 * WIDEST)
    spanned = Cell(cell.table, cell.row, cell.column, cell.header, columns, rows)
    pieces = [in_cell(one, spanned) for one in story.read(element)]
    return pieces or [Piece("cell", cell=spanned, place=story.where)]


def _hide(story: Story, pieces: list[Piece]) -> None:
    """What a covered cell, or a row that is folded away, still holds is not shown."""
    for one in pieces:
        story.draft.keep("hidden", one.text, story.where, "hidden text")
