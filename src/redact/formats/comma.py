"""Read a .csv: one table, its separator and its encoding found out, every cell text as it stands."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.encodings import decoded
from redact.formats.lined_up import Filled, Line, line_up, titled
from redact.formats.pieces import Piece, assemble
from redact.formats.words import clean

if TYPE_CHECKING:
    from redact.model import Document

SEPARATORS = ",;\t"
SAMPLE = 200_000  # characters from which the separator is told
WIDEST_CELL = 1_000_000  # characters


def read_csv(path: Path) -> Document:
    """The .csv at *path* as a document of one table.

    Raises:
        UnreadableError: it is no text, or no table: a quotation mark that nothing closes.
    """
    name = str(path)
    data = opening.load(path, name)
    lines = [
        Line(number, f"line {number}", filled)
        for number, cells in rows_of(decoded(data, name), name)
        if (filled := tuple(_filled(cells)))
    ]
    return assemble(name, opening.digest(data), titled(list(line_up(lines, 0, name))), ())


def _filled(cells: list[str]) -> Iterator[Filled]:
    for column, text in enumerate(cells):
        if text.strip():
            yield Filled(column, Piece("cell", text.strip()))


def rows_of(text: str, name: str) -> list[tuple[int, list[str]]]:
    """The rows of a table in text, each with the number of the line on which it begins.

    Raises:
        UnreadableError: a quotation mark is not closed, so that rows would run into one another.
    """
    text = clean(text)
    first, _, rest = text.partition("\n")
    named = first.strip().strip('"').lower()
    separator = named[4:] if named.startswith("sep=") and len(named) == 5 else ""
    start, body = (2, rest) if separator else (1, text)
    try:
        return list(_rows(body, separator or _separator(body[:SAMPLE]), start))
    except csv.Error:
        raise UnreadableError(f"{name}: is not a table; save it again as .csv from the spreadsheet") from None


def _separator(text: str) -> str:
    """Of comma, semicolon and tab the one that cuts the most lines into the same number of cells."""
    return max(SEPARATORS, key=lambda each: _agreement(text, each))


def _agreement(text: str, separator: str) -> tuple[int, int]:
    try:
        widths = Counter(len(row) for row in csv.reader(io.StringIO(text), delimiter=separator) if any(row))
    except csv.Error:
        return (0, 0)
    width, lines = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]), default=(0, 0))
    return (lines, width) if width > 1 else (0, 0)


def _rows(text: str, separator: str, first: int) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(WIDEST_CELL)
    reader, number = csv.reader(io.StringIO(text), delimiter=separator, strict=True), first
    for cells in reader:
        yield number, cells
        number = first + reader.line_num
