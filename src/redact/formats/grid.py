"""Cells laid out on a full rectangle: no hole, no overlap, no cell over the edge.

Word, HTML and typst each do something else with a ragged or overlapping table,
from a shifted column to an error, so a table is mended before any of them sees it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Generic, TypeVar

from redact.model import Cell

Content = TypeVar("Content")
Slot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box(Generic[Content]):
    """A cell where it stands in the grid, with what it holds; *header* heads a column or a row."""

    row: int
    column: int
    rows: int
    columns: int
    header: bool
    content: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Grid(Generic[Content]):
    """Rows of boxes, each listed in the row where it starts; the first *headers* rows are headers."""

    rows: tuple[tuple[Box[Content], ...], ...]
    columns: int
    headers: int


def lay_out(cells: Sequence[tuple[Cell, tuple[Content, ...]]]) -> Grid[Content]:
    """The cells as a full grid. Of two that overlap the earlier takes in the later one's content."""
    rows = _Axis([(max(cell.row, 0), max(cell.rows, 1)) for cell, _ in cells])
    columns = _Axis([(max(cell.column, 0), max(cell.columns, 1)) for cell, _ in cells])
    taken: dict[Slot, Box[Content]] = {}
    for cell, content in sorted(cells, key=lambda one: (one[0].row, one[0].column)):
        _claim(taken, _box(cell, content, rows, columns))
    for slot in product(range(rows.size), range(columns.size)):
        if slot not in taken:
            taken[slot] = Box(*slot, 1, 1, False, ())
    return _grid(taken, rows.size, columns.size)


class _Axis:
    """Numbers rows (or columns) from 0 without gaps, leaving out those that no cell covers."""

    def __init__(self, extents: Sequence[tuple[int, int]]) -> None:
        spans = {(start, start + length) for start, length in extents}
        self.edges = sorted({edge for span in spans for edge in span})
        self.before = [0]
        for edge in self.edges:
            self.before.append(self.before[-1] + any(start <= edge < end for start, end in spans))
        self.size = self.before[-1]

    def at(self, place: int) -> int:
        """The new number of the row or column *place*."""
        return self.before[bisect_left(self.edges, place)]


def _box(cell: Cell, content: tuple[Content, ...], rows: _Axis, columns: _Axis) -> Box[Content]:
    row, column = rows.at(max(cell.row, 0)), columns.at(max(cell.column, 0))
    below = rows.at(max(cell.row, 0) + max(cell.rows, 1))
    right = columns.at(max(cell.column, 0) + max(cell.columns, 1))
    return Box(row, column, below - row, right - column, cell.header, content)


def _claim(taken: dict[Slot, Box[Content]], box: Box[Content]) -> None:
    """Give *box* the slots that it needs and that are free."""
    owner = taken.get((box.row, box.column))
    if owner:
        box = replace(owner, content=owner.content + box.content)
    elif any(slot in taken for slot in _slots(box)):
        box = replace(box, rows=1, columns=1)
    taken.update(dict.fromkeys(_slots(box), box))


def _slots(box: Box[Content]) -> Iterator[Slot]:
    return product(range(box.row, box.row + box.rows), range(box.column, box.column + box.columns))


def _grid(taken: dict[Slot, Box[Content]], height: int, width: int) -> Grid[Content]:
    rows = tuple(
        tuple(taken[row, column] for column in range(width) if _starts(taken[row, column], row, column))
        for row in range(height)
    )
    return Grid(rows, width, _header_rows(rows))


def _starts(box: Box[Content], row: int, column: int) -> bool:
    return (box.row, box.column) == (row, column)


def _header_rows(rows: Sequence[Sequence[Box[Content]]]) -> int:
    """How many rows at the top are headers; a header cell that spans further takes its rows along."""
    count = 0
    while count < len(rows) and any(box.header for box in rows[count]):
        count += 1
    for row in rows:
        for box in row:
            if box.row < count < box.row + box.rows:
                count = box.row + box.rows
    return count
