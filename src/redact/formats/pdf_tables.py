"""Ruled tables of a PDF page as cells, so that no line is read across a row."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import Any

from redact.formats.pdf_lines import Char, TextLine, lines_of
from redact.formats.pieces import Line, Piece
from redact.model import Cell

Box = tuple[float, float, float, float]
SLACK = 2.0  # points by which ruled lines may miss each other


def tables_on(page: Any) -> list[Any]:
    """The tables that pdfplumber finds by their ruled lines and that have at least two cells in a row."""
    found = page.find_tables()
    return [
        one for one in found if len(one.cells) > 1 and any(sum(map(bool, row.cells)) > 1 for row in one.rows)
    ]


def inside(char: Char, box: Box) -> bool:
    """Whether the middle of the character lies in the box."""
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def cells_of(table: Any, chars: list[Char], number: int, page: int) -> list[Piece]:
    """The cells of one table, row by row; the first row is the header."""
    xs, ys = _edges([box[0] for box in table.cells]), _edges([box[1] for box in table.cells])
    pieces = []
    for box in sorted(table.cells, key=lambda one: (round(one[1]), one[0])):
        row, column = _at(ys, box[1]), _at(xs, box[0])
        rows = max(_at(ys, box[3] - SLACK * 2) - row + 1, 1)
        columns = max(_at(xs, box[2] - SLACK * 2) - column + 1, 1)
        cell = Cell(number, row, column, row == 0, columns, rows)
        words = written(lines_of([one for one in chars if inside(one, box)], page))
        pieces.append(_piece(words, cell, f"table {number + 1}, row {row + 1}"))
    return sorted(pieces, key=lambda one: (one.cell.row, one.cell.column) if one.cell else (0, 0))


def over_pages(pieces: list[Piece]) -> list[Piece]:
    """The pieces, a table that goes on overleaf under the same header row made one with its first part."""
    kept: list[Piece] = []
    for _, group in groupby(pieces, key=lambda one: one.cell.table if one.cell else -1):
        cells = list(group)
        last = kept[-1].cell if kept else None
        if (
            last
            and cells[0].cell
            and _header(cells) == _header([one for one in kept if _in(one, last.table)])
        ):
            cells = [_moved(one, one.cell, last) for one in cells if one.cell and one.cell.row]
        kept += cells
    return kept


def _in(piece: Piece, table: int) -> bool:
    return piece.cell is not None and piece.cell.table == table


def _header(cells: list[Piece]) -> list[tuple[str, int]]:
    return [(one.text, one.cell.column) for one in cells if one.cell and not one.cell.row]


def _moved(piece: Piece, cell: Cell, last: Cell) -> Piece:
    row = last.row + cell.row
    return replace(
        piece, cell=replace(cell, table=last.table, row=row), place=f"table {last.table + 1}, row {row + 1}"
    )


def _piece(words: Line, cell: Cell, place: str) -> Piece:
    return replace(words.piece("cell", place=place), cell=cell)


def _edges(values: list[float]) -> list[float]:
    """Distinct edges in order; those closer than the slack are one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > SLACK:
            kept.append(value)
    return kept


def _at(edges: list[float], value: float) -> int:
    return max((at for at, edge in enumerate(edges) if edge <= value + SLACK), default=0)


def written(lines: list[TextLine]) -> Line:
    """The lines as one, words that were parted at a line's end put together again."""
    whole = Line()
    for line in lines:
        one = Line()
        line.write(one)
        append(whole, one)
    return whole


def append(whole: Line, more: Line) -> None:
    """Add the next line: 'safe-' and 'guarding' become one word, 'Sample-' and 'Example' keep the hyphen."""
    text, coming = whole.text.rstrip(), more.text.lstrip()
    if (
        text.endswith(("-", "\u2010", "\u00ad"))
        and len(text) > 1
        and text[-2].isalnum()
        and coming[:1].isalnum()
    ):
        if text.endswith("\u00ad") or (text[-2].islower() and coming[0].islower()):
            whole.drop_last()
    elif text:
        whole.add(" ")
    whole.extend(more)
