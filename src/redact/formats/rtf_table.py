"""The rows of a rich text's tables: cells are told by where they end, merged ones by flags."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from redact.errors import UnreadableError
from redact.formats.pieces import Piece
from redact.model import Cell

NEAR = 20  # twips (a 1,440th of an inch): edges that differ less are one
MOST_SLOTS = 400_000


@dataclass
class Edge:
    """A cell of a row's definition: where it ends, and whether it goes on from the one beside or above it."""

    right: int
    beside: bool = False
    above: bool = False


@dataclass
class Row:
    """A row: its cells' pieces, and the definition that came with it."""

    cells: list[list[Piece]]
    edges: list[Edge]
    left: int
    header: bool


@dataclass
class Rows:
    """A table that is being read."""

    rows: list[Row] = field(default_factory=list)

    def lay_out(self, number: int, name: str) -> list[Piece]:
        """The pieces of the whole table, each in its cell.

        Raises:
            UnreadableError: the table is larger than any table of a report.
        """
        columns = self._columns()
        if len(columns) * len(self.rows) > MOST_SLOTS:
            raise UnreadableError(f"{name}: holds a table too large to be laid out; split it")
        placed: list[tuple[Cell, list[Piece]]] = []
        begun: dict[int, int] = {}  # by column: which of *placed* goes on below
        for at, row in enumerate(self.rows):
            self._place(row, at, number, columns, placed, begun)
        return [piece for cell, pieces in placed for piece in _in_cell(cell, pieces)]

    def _columns(self) -> list[int]:
        """The left edges of the table's columns."""
        edges = sorted(
            {row.left for row in self.rows} | {edge.right for row in self.rows for edge in row.edges}
        )
        kept: list[int] = []
        for edge in edges:
            if not kept or edge - kept[-1] > NEAR:
                kept.append(edge)
        return kept

    def _place(
        self,
        row: Row,
        at: int,
        number: int,
        columns: list[int],
        placed: list[tuple[Cell, list[Piece]]],
        begun: dict[int, int],
    ) -> None:
        column = bisect_left(columns, row.left - NEAR)
        for count, pieces in enumerate(row.cells):
            edge = row.edges[count] if count < len(row.edges) else Edge(0)
            end = max(bisect_left(columns, edge.right - NEAR), column + 1) if edge.right else column + 1
            if edge.beside and placed and count:
                cell, before = placed[-1]
                placed[-1] = replace(cell, columns=end - cell.column), before + pieces
            elif edge.above and column in begun:
                cell, before = placed[begun[column]]
                placed[begun[column]] = replace(cell, rows=at - cell.row + 1), before + pieces
            else:
                begun[column] = len(placed)
                placed.append((Cell(number, at, column, row.header, end - column), pieces))
            column = end


def _in_cell(cell: Cell, pieces: list[Piece]) -> list[Piece]:
    where = f"table {cell.table + 1}, row {cell.row + 1}"
    made = [
        replace(one, kind="cell", level=0, cell=cell, place=where)
        for one in pieces
        if one.text or one.anchors
    ]
    return made or [Piece("cell", cell=cell, place=where)]
