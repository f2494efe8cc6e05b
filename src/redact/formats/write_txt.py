"""An edition as plain text: a paragraph a line, for any program and any reader.

What only a page can show (emphasis, contents with page numbers) is left out; what
a reader needs is said in words: notes stand at the end under their numbers, a
link's address after its words, and a wide table cell by cell under its headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from redact.formats.flow import flow
from redact.formats.printed import Flow, Item, Line, Listing, Note, Part, Table, lines_of
from redact.formats.words import visible

if TYPE_CHECKING:
    from redact.formats.grid import Box
    from redact.formats.words import Words
    from redact.model import Edition

WIDEST = 100  # characters; a wider table is told row by row
STEP = "   "  # by which an item moves in for each level
BETWEEN = " | "
RULE = "-" * 40


def write(edition: Edition, mark: str | None = None) -> bytes:
    """*edition* as the bytes of a UTF-8 text file; *mark* is its first line and its last."""
    doc = flow(edition, mark)
    return ("\n\n".join(part for part in _parts(doc) if visible(part)) + "\n").encode()


def _parts(doc: Flow) -> Iterator[str]:
    """The text in stretches that stand a blank line apart."""
    yield doc.mark
    yield from map(_part, doc.above)
    yield _line(doc.title)
    yield from map(_part, doc.subtitles)
    yield from doc.foreword
    yield from map(_part, (*doc.front, *doc.body))
    if doc.picture_in_words:
        yield f"[Picture: {doc.picture_in_words}]"
    if doc.notes or doc.loose:
        yield "Notes"
        yield from map(_note, (*doc.notes, *doc.loose))
    yield from _ending(doc)


def _ending(doc: Flow) -> Iterator[str]:
    """What a page has at its edges, under a line."""
    edges = [*doc.headers, *doc.footers, doc.mark]
    if any(edges):
        yield "\n".join([RULE, *filter(None, edges)])


def _part(part: Part) -> str:
    if isinstance(part, Table):
        return _table(part)
    return _items(part.items, 0) if isinstance(part, Listing) else _line(part)


def _line(line: Line) -> str:
    text = words(line)
    return f"{line.number} {text}" if line.number else text


def _items(items: Iterable[Item], depth: int) -> str:
    lines = []
    for item in items:
        lines.append(STEP * depth + _line(item.line))
        if item.children:
            lines.append(_items(item.children, depth + 1))
    return "\n".join(lines)


def words(line: Line) -> str:
    """The line's words with the numbers of its notes and the addresses of its links."""
    texts: list[str] = []
    for each in line.words:
        before = texts[-1][-1:] if texts else ""
        texts.append(f"[{each.note}]" if each.note else raised(each, before) + each.text)
        if each.spelt:
            texts.append(f" ({each.spelt})")
    return "".join(texts)


def raised(each: Words, before: str) -> str:
    """'^' where a raised figure stands right after one on the line: 10^3 is not 103."""
    power = "superscript" in each.styles and each.text[:1].isdigit() and before.isdigit()
    return "^" if power else ""


def _note(note: Note) -> str:
    text = "\n".join(map(_line, note.lines))
    return f"[{note.number}] {text}" if note.number else text


# --- tables -----------------------------------------------------------------------------------------


def _table(table: Table) -> str:
    """Columns side by side where they fit, else each row's cells under the names of their columns."""
    rows = [["" for _ in range(table.grid.columns)] for _ in table.grid.rows]
    for row in table.grid.rows:
        for box in row:
            rows[box.row][box.column] = _cell(box)
    widths = [max(len(row[at]) for row in rows) for at in range(table.grid.columns)]
    narrow = sum(widths) + len(BETWEEN) * (len(widths) - 1) <= WIDEST
    if narrow and not any("\n" in cell for row in rows for cell in row):
        return "\n".join(_aligned(row, widths) for row in rows)
    return _told(rows, table.grid.headers)


def _cell(box: Box[Line | Listing]) -> str:
    return "\n".join(_line(line) for line in lines_of(box.content))


def _aligned(row: list[str], widths: list[int]) -> str:
    return BETWEEN.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _told(rows: list[list[str]], headers: int) -> str:
    """One stretch of lines a row: 'Agency: GP practice'."""
    if headers == 0 or headers == len(rows):
        return "\n\n".join("\n".join(filter(None, row)) for row in rows)
    head = [_flat(row[at] for row in rows[:headers]) for at in range(len(rows[0]))]
    first = "\n".join(_flat(row, BETWEEN) for row in rows[:headers])
    told = ("\n".join(_named(name, cell) for name, cell in zip(head, row, strict=True) if cell)
            for row in rows[headers:])  # fmt: skip
    return "\n\n".join([first, *filter(None, told)])


def _named(name: str, cell: str) -> str:
    return f"{name}: {cell}" if name else cell


def _flat(texts: Iterable[str], between: str = " ") -> str:
    return between.join(re.sub(r"\s*\n\s*", " ", text) for text in texts if text)
