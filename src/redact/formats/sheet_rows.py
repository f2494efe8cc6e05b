"""The cells of a workbook's sheets, row by row, as Excel shows them.

Sheets can be large, so their XML is never held as a tree: a row at a time is read and let go.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from redact.errors import UnreadableError
from redact.formats.archive import MOST_MARKS, damaged, parse, require_no_doctype
from redact.formats.number_formats import shown_number, shown_text
from redact.formats.pieces import Line, Piece
from redact.formats.sheet_looks import EMPHASIS, Look
from redact.formats.word_names import local

PROGRAM = "Excel"
ON = ("1", "true", "on")
MOST_MARKS_IN_ROW = 400_000  # '<'; a row of all 16,384 columns has about a third of that
MOST_TEXTS = 500_000
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
ERRORS = (
    "#REF!",
    "#N/A",
    "#VALUE!",
    "#NAME?",
    "#DIV/0!",
    "#NULL!",
    "#NUM!",
    "#SPILL!",
    "#CALC!",
    "#FIELD!",
    "#BLOCKED!",
)
_BEGUN = re.compile(rb"<(?:\w+:)?(?:row|si)[\s/>]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell that holds something: its text as Excel shows it."""

    column: int  # from 0
    text: str
    words: Piece | None = None  # the same with emphasis, where there is any
    unseen: bool = False
    formula: str = ""
    uncounted: bool = False  # a formula whose value no program has kept
    went_wrong: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with the cells that hold something."""

    number: int  # as people count it, from 1
    cells: tuple[Shown, ...]
    hidden: bool = False


@dataclass
class SheetXml:
    """A sheet as read: its rows, its columns that cannot be seen, and the root without its rows."""

    rows: list[SheetRow] = field(default_factory=list)
    root: Any = None
    hidden_columns: frozenset[int] = frozenset()


@dataclass
class Book:
    """What all sheets share: texts, looks, and from when days are counted."""

    texts: list[Piece] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    from_1904: bool = False
    used: set[int] = field(default_factory=set)  # the shared texts that a cell shows


# --- texts ------------------------------------------------------------------------------------------


def read_texts(data: bytes, name: str) -> list[Piece]:
    """The shared texts of the workbook, with the emphasis of their parts."""
    found: list[Piece] = []
    for one in _streamed(data, name, "si"):
        found.append(_rich(one))
        if len(found) > MOST_TEXTS:
            raise UnreadableError(f"{name}: has more texts than a draft can have; split it in {PROGRAM}")
    return found


def _rich(element: Any) -> Piece:
    """The words of a text with parts; how to pronounce them is left out."""
    if len(element) == 1 and local(element[0]) == "t":
        return Piece("cell", _unescaped(str(element[0].text or "")).strip())
    line = Line()
    for one in element:
        if local(one) == "t":
            line.add(_unescaped(str(one.text or "")))
        elif local(one) == "r":
            styles = [EMPHASIS[local(each)] for group in one if local(group) == "rPr" for each in group
                      if local(each) in EMPHASIS and each.get("val") not in ("0", "false", "none")]  # fmt: skip
            line.add("".join(_unescaped(str(each.text or "")) for each in one if local(each) == "t"), styles)
    return line.piece("cell")


def _unescaped(text: str) -> str:
    """Excel writes characters that XML cannot hold as _x000D_."""
    found = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
    return found.replace("\r\n", "\n").replace("\r", "\n")


def _streamed(data: bytes, name: str, tag: str) -> Iterator[Any]:
    """Each element *tag* under the root in turn; it is let go when the next one is asked for."""
    from lxml import etree

    _require_small_rows(data, name)
    events = etree.iterparse(
        io.BytesIO(data), events=("end",), tag=f"{{*}}{tag}", resolve_entities=False, no_network=True,
        huge_tree=False, load_dtd=False,
    )  # fmt: skip
    try:
        for _, one in events:
            yield one
            one.clear()
            before = one.getprevious()
            if before is not None and local(before) == tag:
                one.getparent().remove(before)
    except etree.XMLSyntaxError:
        raise UnreadableError(f"{name}: {damaged(PROGRAM)}") from None


def _require_small_rows(data: bytes, name: str) -> None:
    """No single row, and nothing before or after the rows, is larger than can be held as a tree."""
    require_no_doctype(data, name, PROGRAM)
    starts = itertools.chain([0], (match.start() for match in _BEGUN.finditer(data)), [len(data)])
    for at, (start, end) in enumerate(itertools.pairwise(starts)):
        most = MOST_MARKS if at == 0 or end == len(data) else MOST_MARKS_IN_ROW
        if data.count(b"<", start, end) > most or data.count(b'="', start, end) > 2 * most:
            raise UnreadableError(f"{name}: unpacks to more than can be safe; split it in {PROGRAM}")


# --- rows and cells ---------------------------------------------------------------------------------


def read_sheet(data: bytes, name: str, book: Book) -> SheetXml:
    """The sheet in *data*.

    Raises:
        UnreadableError: it is damaged, or larger than can be safe.
    """
    sheet, number = SheetXml(), 0
    last = None
    for row in _streamed(data, name, "row"):
        number = int(row.get("r") or number + 1)
        if not 1 <= number <= MOST_ROWS:
            raise UnreadableError(f"{name}: {damaged(PROGRAM)}")
        cells = tuple(_cells(row, book, name))
        if cells:
            sheet.rows.append(SheetRow(number, cells, _is_hidden(row, "ht")))
        last = row
    sheet.root = last.getroottree().getroot() if last is not None else parse(data, name, PROGRAM)
    sheet.hidden_columns = frozenset(_hidden_columns(sheet.root))
    return sheet


def _is_hidden(element: Any, size: str) -> bool:
    """Whether a row (its height 'ht') or column ('width') is hidden or has no size."""
    if str(element.get("hidden") or "").lower() in ON:
        return True
    return element.get(size) is not None and float(element.get(size)) == 0


def _hidden_columns(root: Any) -> Iterator[int]:
    """Columns that are hidden or have no width, by themselves or as the sheet has it for all others."""
    columns = [one for group in root if local(group) == "cols" for one in group]
    rest = set[int]()
    if any(local(one) == "sheetFormatPr" and _is_hidden(one, "defaultColWidth") for one in root):
        rest = set(range(MOST_COLUMNS))
    for one in columns:
        covered = range(int(one.get("min")) - 1, min(int(one.get("max")), MOST_COLUMNS))
        rest.difference_update(covered)
        if _is_hidden(one, "width"):
            yield from covered
    yield from rest


def _cells(row: Any, book: Book, name: str) -> Iterator[Shown]:
    column = -1
    for cell in row:
        if local(cell) != "c":
            continue
        column = place(str(cell.get("r")))[1] if cell.get("r") else column + 1
        if not 0 <= column < MOST_COLUMNS:
            raise UnreadableError(f"{name}: {damaged(PROGRAM)}")
        if len(cell):
            shown = _shown(cell, column, book)
            if shown.text or shown.formula:
                yield shown


def place(reference: str) -> tuple[int, int]:
    """Row (from 1) and column (from 0) of a reference such as B12; signs for 'absolute' do not count."""
    reference = reference.replace("$", "")
    head = reference.rstrip("0123456789")
    column = 0
    for letter in head.upper():
        column = column * 26 + ord(letter) - 64
    return int(reference[len(head) :] or 1), column - 1


def _shown(cell: Any, column: int, book: Book) -> Shown:
    inside = {local(one): one for one in cell}
    kind = str(cell.get("t") or "n")
    at = int(cell.get("s") or 0)
    look = book.looks[at] if book.looks or at else Look()
    formula = _formula(inside.get("f"))
    kept = inside.get("v")
    value = str(kept.text or "") if kept is not None else ""
    words = _words(kind, value, inside.get("is"), book)
    text = shown_text(words.text, look.code) if words is not None else _plain(kind, value, look, book)
    uncounted = "f" in inside and not value and kind != "str"
    styled = None if words is None or not words.runs or words.text != text else words
    if styled is None and look.emphasis and text:
        line = Line()
        line.add(text, look.emphasis)
        styled = line.piece("cell")
    if look.unseen and not text:
        text = value if words is None else words.text
    return Shown(column, text.strip(), styled, look.unseen, formula, uncounted, kind == "e" or text in ERRORS)


def _formula(element: Any) -> str:
    return "" if element is None else str(element.text or "").strip()


def _words(kind: str, value: str, inline: Any, book: Book) -> Piece | None:
    """The words of a cell that holds text; None for a number, a date, a yes or no, or an error."""
    if kind == "s":
        at = int(value)  # an index without a text is damage, and told as such
        book.used.add(at)
        return book.texts[at]
    if kind == "inlineStr":
        return _rich(inline) if inline is not None else Piece("cell")
    return Piece("cell", _unescaped(value).strip()) if kind == "str" else None


def _plain(kind: str, value: str, look: Look, book: Book) -> str:
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    if kind == "d":
        return _dated(value)
    if kind == "e" or not value.strip():
        return value
    try:
        return shown_number(float(value), look.code, book.from_1904)
    except (ValueError, OverflowError):
        return value


def _dated(value: str) -> str:
    """A date that is kept as text, day first."""
    try:
        when = datetime.fromisoformat(value.replace("Z", ""))
    except ValueError:
        return value
    return when.strftime("%d/%m/%Y %H:%M" if "T" in value and not value.endswith("00:00:00") else "%d/%m/%Y")
