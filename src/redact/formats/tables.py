"""The tables of a Word, Excel or .csv file as rows of text, for a cast table that a panel sends as it is.

Everything that a reader could miss is said: what is hidden, what was deleted under tracked
changes, what stands outside the tables. Nothing is decided here about what a column means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.comma import rows_of
from redact.formats.docx import read_docx
from redact.formats.encodings import decoded
from redact.formats.words import clean
from redact.model import Block, Document

MOST_ROWS = 5_000
MOST_COLUMNS = 100
LONGEST_CELL = 2_000  # characters
ENDINGS = (".docx", ".xlsx", ".csv")
TOO_LARGE = "is larger than a cast table can be (5,000 rows, 100 columns, 2,000 characters a cell)"

#: What a file says of itself, where no cast stands.
OF_THE_FILE = frozenset({
    "document property", "property", "preview picture", "metadata", "attribute", "name of a part", "link definition",
    "contents", "field",
})  # fmt: skip

_ADVICE = {
    ".xls": "is an old Excel file; open it in Excel and save it as .xlsx",
    ".doc": "is an old Word file; open it in Word and save it as .docx",
    ".xlsm": "may carry macros; save it in Excel as .xlsx",
    ".docm": "may carry macros; save it in Word as .docx",
    ".pdf": "is a PDF, whose tables cannot be relied on; ask for the Word or Excel file that it was printed from",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the text of each column, and how many columns a merged cell covers."""

    number: int  # as people count it: Excel's row, the line of a .csv, the row of a Word table
    cells: tuple[str, ...]
    widths: tuple[tuple[int, int], ...] = ()  # (column, columns that it covers), merged cells only

    @property
    def filled(self) -> dict[int, str]:
        """The text of the cells that have any, by column from 0."""
        return {column: text for column, text in enumerate(self.cells) if text}

    @property
    def spread(self) -> dict[int, str]:
        """As `filled`, with the text of a merged cell under every column that it covers."""
        found = self.filled
        for column, width in self.widths:
            if column in found:
                found |= dict.fromkeys(range(column, column + width), found[column])
        return found


@dataclass(frozen=True, slots=True)
class Table:
    """A table and where it stands; *title* is a sheet's name or the line above."""

    place: str  # "table 1", "sheet 2"; "" for the one table of a .csv
    rows: tuple[Row, ...]
    title: str = ""
    of: str = "row"  # what a person is on: a row, or a column of a table that was turned
    lettered: bool = False  # columns have letters, as in Excel

    def column(self, at: int) -> str:
        """How people find column *at* (from 0): "column 3", or "column C" in Excel."""
        if self.of == "column":
            return f"row {at + 1}"
        return f"column {letters(at)}" if self.lettered else f"column {at + 1}"


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a file, and what has to be said about how they were read."""

    tables: tuple[Table, ...]
    told: tuple[str, ...] = field(default=())


def letters(at: int) -> str:
    """The letters of Excel's column *at*, counted from 0: 0 is A, 27 is AB."""
    return chr(65 + at) if at < 26 else letters(at // 26 - 1) + chr(65 + at % 26)


def read_tables(path: Path) -> Tables:
    """The tables in the file at *path*.

    Raises:
        UnreadableError: it is no .docx, .xlsx or .csv that can be read whole, or has no table.
    """
    name, suffix = str(path), path.suffix.lower()
    if suffix not in ENDINGS:
        why = _ADVICE.get(
            suffix, f"cannot be read as a cast table; the endings that can are {', '.join(ENDINGS)}"
        )
        raise UnreadableError(f"{name}: {why}")
    found = {".docx": _word, ".xlsx": _excel, ".csv": _csv}[suffix](path)
    if not any(row.filled for table in found.tables for row in table.rows):
        raise UnreadableError(f"{name}: holds no table; check that it is the right file")
    return Tables(tuple(_bounded(table, name) for table in found.tables), found.told)


def _bounded(table: Table, name: str) -> Table:
    rows = tuple(row for row in table.rows if row.filled)
    wide = any(len(row.cells) > MOST_COLUMNS for row in rows)
    if wide or len(rows) > MOST_ROWS or any(len(cell) > LONGEST_CELL for row in rows for cell in row.cells):
        raise UnreadableError(f"{name}: {TOO_LARGE}; take out what is not the cast")
    return Table(table.place, rows, table.title, table.of, table.lettered)


# --- .csv -------------------------------------------------------------------------------------------


def _csv(path: Path) -> Tables:
    text = decoded(opening.load(path, str(path)), str(path))
    found = rows_of(text, str(path))
    rows = (Row(number, tuple(cell.strip() for cell in cells)) for number, cells in found)
    return Tables((Table("", tuple(rows), of="line"),))


# --- Word -------------------------------------------------------------------------------------------


def _word(path: Path) -> Tables:
    document = read_docx(path)
    cells: dict[int, list[Block]] = {}
    titles: dict[int, str] = {}
    line = ""
    for block in document.blocks:
        if block.cell is None:
            line = _text(document, block) if block.kind in {"heading", "paragraph", "title", "item"} else line
        else:
            titles.setdefault(block.cell.table, line)
            cells.setdefault(block.cell.table, []).append(block)
            line = ""
    tables = (
        Table(f"table {at}", tuple(_word_rows(document, blocks)), titles[number])
        for at, (number, blocks) in enumerate(cells.items(), 1)
    )
    return Tables(tuple(tables), tuple(_beside(document)))


def _text(document: Document, block: Block) -> str:
    return clean(document.of(block.span)).strip() if block.span else ""


def _word_rows(document: Document, blocks: Iterable[Block]) -> Iterator[Row]:
    """The rows of one table; a cell that is merged over rows counts in each of them."""
    texts: dict[int, dict[int, str]] = {}
    widths: dict[int, dict[int, int]] = {}
    for block in blocks:
        cell = block.cell
        assert cell is not None
        for row in range(cell.row, min(cell.row + cell.rows, cell.row + MOST_ROWS)):
            before = texts.setdefault(row, {}).get(cell.column, "")
            texts[row][cell.column] = f"{before}\n{_text(document, block)}".strip()
            if cell.columns > 1:
                widths.setdefault(row, {})[cell.column] = cell.columns
    for row, columns in sorted(texts.items()):
        row_cells = tuple(columns.get(at, "") for at in range(min(max(columns), MOST_COLUMNS) + 1))
        yield Row(row + 1, row_cells, tuple(widths.get(row, {}).items()))


def _beside(document: Document) -> Iterator[str]:
    """What stands outside the tables' cells and was not read as cast."""
    counts = Counter(block.kind for block in document.blocks if block.cell is None and block.span)
    for part in document.left_behind:
        counts[part.kind] += part.count
    counts = Counter({kind: count for kind, count in counts.items() if kind not in OF_THE_FILE})
    if counts:
        said = ", ".join(f"{kind} ({count})" for kind, count in sorted(counts.items()))
        yield f"outside the tables, not read as cast: {said}"


# --- Excel ------------------------------------------------------------------------------------------


def _excel(path: Path) -> Tables:
    from redact.formats.sheets import read_sheets

    return read_sheets(path)
