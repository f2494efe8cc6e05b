"""The tables of a web page: which ones are tables at all, and where each cell stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from redact.errors import UnreadableError
from redact.model import Cell

WIDEST = 200  # columns
MOST_SLOTS = 400_000  # rows times columns; a report's longest table has some thousands
NO_TABLE = ("presentation", "none")


@dataclass
class Table:
    """A table that is being read."""

    number: int
    row: int = -1
    column: int = 0
    cell: Cell | None = None
    in_head: bool = False
    header: bool = False  # the row that is being read is a header row
    width: int = 0
    until: dict[int, int] = field(
        default_factory=dict
    )  # by column: the first row that no cell from above covers

    def begin_row(self, row: Any) -> None:
        """A `tr` begins."""
        self.row, self.column = self.row + 1, 0
        cells = [one.tag for one in row if one.tag in ("td", "th")]
        all_headers = bool(cells) and all(tag == "th" for tag in cells)
        self.header = self.in_head or all_headers

    def begin_cell(self, element: Any, name: str) -> Cell:
        """A `td` or `th` begins; where it stands, after cells that reach down from above.

        Raises:
            UnreadableError: the table is larger than any table of a report.
        """
        self.row = max(self.row, 0)
        while self.until.get(self.column, 0) > self.row:
            self.column += 1
        columns = _span(element.get("colspan"), WIDEST)
        rows = _span(element.get("rowspan"), 1000)
        self.cell = Cell(self.number, self.row, self.column, self.header, columns, rows)
        if rows > 1:
            self.until |= dict.fromkeys(range(self.column, self.column + columns), self.row + rows)
        self.column += columns
        self.width = max(self.width, self.column)
        if self.width > WIDEST or self.width * (self.row + rows) > MOST_SLOTS:
            raise UnreadableError(
                f"{name}: holds a table too large to be laid out; save it as .xlsx, or split it"
            )
        return self.cell


def _span(text: str | None, most: int) -> int:
    digits = (text or "1").strip()
    return min(max(int(digits), 1), most) if digits.isdecimal() and len(digits) < 6 else 1


def is_table(element: Any) -> bool:
    """Whether a `table` holds data, and does not only lay out a page, as the ones of e-mails do."""
    if (element.get("role") or "").lower() in NO_TABLE:
        return False
    inside = {
        one.tag for one in element.iterdescendants("th", "caption", "thead", "table", "h1", "h2", "h3", "h4")
    }
    if inside & {"th", "caption", "thead"}:
        return True
    rows = [sum(cell.tag == "td" for cell in row) for row in element.iterdescendants("tr")]
    alone = not rows or max(rows) <= 1 or len(rows) == 1
    return not (alone and not _is_ruled(element)) and not inside & {"table", "h1", "h2", "h3", "h4"}


def _is_ruled(element: Any) -> bool:
    border = (element.get("border") or "0").strip()
    return border not in ("0", "") or "mso-border-alt" in (element.get("style") or "")
