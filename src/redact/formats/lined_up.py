"""Rows of text laid out as one table: empty rows and columns left out, titles above it, its headings told.

Both workbooks and .csv files end here, so that a chronology reads the same whichever it came as.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from redact.errors import UnreadableError
from redact.formats.pieces import Piece
from redact.model import Cell

MOST_CELLS = 500_000  # that are printed; 20,000 rows of 25 columns
TOO_LARGE = "has more cells than a draft can have (500,000); take out what is not for this case"
LONGEST_HEADING = 60  # characters
LONGEST_TITLE = 90
_VALUE = re.compile(r"[\d£$€#]|\b(?:true|false|yes|no|n/a)\b", re.IGNORECASE)
_SENTENCE = (".", "!", "?", ";", ",")


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell with something in it: a piece of one paragraph, and how far it is merged."""

    column: int
    words: Piece
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A row that has something in it, as people count it."""

    number: int
    place: str
    cells: tuple[Filled, ...]


def line_up(lines: Sequence[Line], table: int, name: str) -> Iterator[Piece]:
    """The rows as pieces: what stands alone above the headings as paragraphs, the rest as table *table*.

    Raises:
        UnreadableError: there are more cells than a draft can have.
    """
    if sum(len(line.cells) for line in lines) > MOST_CELLS:
        raise UnreadableError(f"{name}: {TOO_LARGE}")
    above = _above(lines)
    for line in lines[:above]:
        yield replace(line.cells[0].words, kind="paragraph", place=line.place)
    rest = lines[above:]
    across = _numbered(cell.column for line in rest for cell in line.cells)
    down = _numbered(line.number for line in rest)
    for at, line in enumerate(rest):
        is_header = at == 0 and len(rest) > 1 and _heads(line, len(across))
        for cell in line.cells:
            yield _piece(cell, line, table, across, down, is_header)


def titled(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, where the first words that stand alone above the first table are the title of the whole."""
    at = next((at for at, piece in enumerate(pieces) if piece.kind != "heading"), 0)
    first = pieces[at : at + 1]
    if at > 1 or not first or first[0].kind != "paragraph" or len(first[0].text) > LONGEST_TITLE:
        return list(pieces)
    return [replace(first[0], kind="title", runs=()), *pieces[:at], *pieces[at + 1 :]]


def _above(lines: Sequence[Line]) -> int:
    """How many rows at the top hold one cell only, before rows that hold more: titles and remarks."""
    single = next((at for at, line in enumerate(lines) if len(line.cells) > 1), 0)
    return single if all(line.cells[0].rows == 1 for line in lines[:single]) else 0


def _numbered(found: Iterable[int]) -> dict[int, int]:
    return {place: at for at, place in enumerate(sorted(set(found)))}


def _heads(line: Line, width: int) -> bool:
    """Whether the row looks like headings: short words of which no two are the same, in nearly every column."""
    texts = [cell.words.text for cell in line.cells]
    short = all(len(text) <= LONGEST_HEADING and not text.endswith(_SENTENCE) for text in texts)
    plain = not any(_VALUE.search(text) for text in texts)
    return short and plain and len(set(texts)) == len(texts) and 2 * len(texts) > width


def _piece(
    cell: Filled, line: Line, table: int, across: dict[int, int], down: dict[int, int], is_header: bool
) -> Piece:
    columns = (
        sum(cell.column <= place < cell.column + cell.columns for place in across) if cell.columns > 1 else 1
    )
    rows = sum(line.number <= place < line.number + cell.rows for place in down) if cell.rows > 1 else 1
    where = Cell(table, down[line.number], across[cell.column], is_header, columns, rows)
    return Piece(
        "cell", cell.words.text, runs=() if is_header else cell.words.runs, cell=where, place=line.place
    )
