"""Ruled tables of a PDF page as cells, so that no line is read across a row."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from redact.formats.pdf_aligned import Aligned
from redact.formats.pdf_frame import Box, Frame
from redact.formats.pdf_glyphs import Glyph
from redact.formats.pdf_lines import TextLine, lines_of
from redact.formats.pdf_sense import is_word
from redact.formats.pdf_words import rows_of
from redact.formats.pieces import Line, Piece, joined
from redact.model import Cell

SLACK = 2.0  # points by which ruled lines may miss each other


def tables_on(frame: Frame) -> list[Any]:
    """The tables that pdfplumber finds by their ruled lines and that have at least two cells in a row."""
    from pdfplumber.table import TableFinder

    found = TableFinder(frame).tables
    return [
        one for one in found if len(one.cells) > 1 and any(sum(map(bool, row.cells)) > 1 for row in one.rows)
    ]


def inside(char: Glyph, box: Box) -> bool:
    """Whether the middle of the character lies in the box."""
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def by_cell(table: Any, glyphs: list[Glyph]) -> tuple[dict[Box, list[Glyph]], list[Glyph]]:
    """The characters that stand in each cell of the table, and those that stand in none."""
    filled: dict[Box, list[Glyph]] = {}
    rest: list[Glyph] = []
    rows = [(row.bbox, [cell for cell in row.cells if cell]) for row in table.rows]
    for glyph in glyphs:
        found = _cell_of(glyph, rows) if inside(glyph, table.bbox) else None
        rest.append(glyph) if found is None else filled.setdefault(found, []).append(glyph)
    return filled, rest


def _cell_of(glyph: Glyph, rows: list[tuple[Box, list[Box]]]) -> Box | None:
    for band, cells in rows:
        if inside(glyph, band):
            found = next((cell for cell in cells if inside(glyph, cell)), None)
            if found is not None:
                return found
    return None


def cells_of(table: Any, filled: dict[Box, list[Glyph]], number: int, page: int) -> list[Piece]:
    """The cells of one table, row by row; the first row is the header."""
    xs, ys = _edges([box[0] for box in table.cells]), _edges([box[1] for box in table.cells])
    pieces = []
    for box in sorted(table.cells, key=lambda one: (round(one[1]), one[0])):
        row, column = _at(ys, box[1]), _at(xs, box[0])
        rows = max(_at(ys, box[3] - SLACK * 2) - row + 1, 1)
        columns = max(_at(xs, box[2] - SLACK * 2) - column + 1, 1)
        cell = Cell(number, row, column, row == 0, columns, rows)
        words = written(lines_of(filled.get(box, []), page), box)
        pieces.append(_piece(words, cell, f"table {number + 1}, row {row + 1}"))
    return sorted(pieces, key=lambda one: (one.cell.row, one.cell.column) if one.cell else (0, 0))


def cells_in(table: Aligned, number: int) -> list[Piece]:
    """The cells of a table without rules; three columns and more begin with a header row."""
    pieces = []
    for row, cells in enumerate(table.rows):
        for column, words in enumerate(cells):
            lines = [TextLine(one) for one in rows_of(words)] if words else []
            cell = Cell(number, row, column, header=row == 0 and len(cells) > 2)
            pieces.append(_piece(written(lines), cell, f"table {number + 1}, row {row + 1}"))
    return pieces


def goes_on(before: list[Piece], cells: list[Piece]) -> list[Piece] | None:
    """One table of *before*, which ends a page, and *cells*, which begin the next; None if they are two.

    A header row that is repeated is dropped. A row that is cut by the page's end is made whole, because a
    name that is half in one row and half in the next is found in neither.
    """
    if _columns(before) != _columns(cells):
        return None
    repeated = _texts(before, 0) == _texts(cells, 0)
    first, last = int(repeated), max(one.cell.row for one in before if one.cell)
    rest = [one for one in cells if one.cell and one.cell.row >= first]
    cut_off = _is_cut_off(_texts(before, last), _texts(rest, first)) and last > 0
    table = next(one.cell.table for one in before if one.cell)
    moved = [_moved(one, table, last + 1 - first - cut_off) for one in rest]
    return _mended(before, moved, last) if cut_off else [*before, *moved]


def _columns(cells: list[Piece]) -> int:
    return max(one.cell.column + one.cell.columns for one in cells if one.cell)


def _texts(cells: list[Piece], row: int) -> dict[int, str]:
    return {one.cell.column: one.text for one in cells if one.cell and one.cell.row == row}


def _is_cut_off(above: dict[int, str], below: dict[int, str]) -> bool:
    """Whether the row below only holds what did not fit above: some of its cells are empty."""
    filled = [column for column, text in below.items() if text]
    return 0 < len(filled) < len(below) and all(above.get(column) for column in filled)


def _moved(piece: Piece, table: int, by: int) -> Piece:
    assert piece.cell is not None
    row = piece.cell.row + by
    cell = replace(piece.cell, table=table, row=row, header=False)
    return replace(piece, cell=cell, place=f"table {table + 1}, row {row + 1}")


def _mended(before: list[Piece], after: list[Piece], row: int) -> list[Piece]:
    """The two parts, the cells of *row* joined."""
    more = {one.cell.column: one for one in after if one.cell and one.cell.row == row and one.text}
    whole = [
        joined([one, more[one.cell.column]], " ")
        if one.cell and one.cell.row == row and one.cell.column in more
        else one
        for one in before
    ]
    return whole + [one for one in after if one.cell and one.cell.row > row]


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


def written(lines: list[TextLine], box: Box | None = None) -> Line:
    """The lines as one, words that were parted at a line's end put together again.

    In a narrow cell (*box*) a long word or date is broken without a hyphen.
    """
    whole = Line()
    before: TextLine | None = None
    for line in lines:
        one = Line()
        line.write(one)
        if before is not None and box is not None and _broken(before, line, box):
            whole.extend(one)
        else:
            append(whole, one)
        before = line
    return whole


def _broken(line: TextLine, following: TextLine, box: Box) -> bool:
    """Whether the line fills the cell with a word that the next line goes on with.

    It is one word, or what the next line begins with is none.
    """
    end, start = line.text[-1:], following.text[:1]
    alike = (end.isalpha() and start.islower()) or (end in "0123456789/.-@" and start.isdigit())
    room = (box[2] - line.x1) - min(line.x0 - box[0], line.size)
    full = room < following.glyphs[0].x1 - following.glyphs[0].x0 + 1
    return alike and full and (" " not in line.text or not is_word(following.text.split()[0]))


def append(whole: Line, more: Line) -> None:
    """Add the next line: 'safe-' and 'guarding' become one word, 'Sample-' and 'Example' keep the hyphen."""
    text, coming = whole.text.rstrip(), more.text.lstrip()
    if (
        text.endswith(("-", "\u2010", "\u00ad"))
        and len(text) > 1
        and text[-2].isalnum()
        and coming[:1].isalnum()
    ):
        if text.endswith("\u00ad") or (
            text[-2].islower() and coming[0].islower() and not _compound(text, coming)
        ):
            whole.drop_last()
    elif text:
        whole.add(" ")
    whole.extend(more)


def _compound(text: str, coming: str) -> bool:
    """Whether the hyphen at a line's end belongs to the word: 'half-sibling' is one, 'safeguarding' is none.

    A part that begins with a capital is a name, which goes on with a small letter only where it was broken.
    """
    first, second = re.search(r"[^\W\d_]*(?=\W$)", text), re.match(r"[^\W\d_]*", coming)
    if first is None or second is None or first[0][:1].isupper():
        return False
    return not is_word(first[0] + second[0]) and is_word(first[0]) and is_word(second[0])
