"""Read an .xlsx: each visible sheet as a section with one table, cells as Excel shows them.

What cannot be seen in a sheet (hidden rows, columns and sheets, cells under a merged one, white
words) is searched for names and never printed; so is everything that stands beside the cells.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.archive import damaged, is_xml, parse, unpack
from redact.formats.beside import Beside
from redact.formats.lined_up import Filled, Line, line_up, titled
from redact.formats.pieces import Piece, assemble
from redact.formats.sheet_looks import read_looks
from redact.formats.sheet_names import AUTOMATIC, relation
from redact.formats.sheet_rows import (
    PROGRAM,
    Book,
    SheetRow,
    SheetXml,
    Shown,
    place,
    read_sheet,
    read_texts,
)
from redact.formats.word_names import has_words, local
from redact.formats.word_package import MACROS, TYPES
from redact.formats.word_strict import MARK

if TYPE_CHECKING:
    from redact.model import Document

BOOK = "xl/workbook.xml"
#: Sheets without cells: listed among the parts, and left behind.
OTHER_SHEETS = ("xl/chartsheets/", "xl/dialogsheets/")
#: Parts that are read row by row and never held as a tree.
STREAMED = ("xl/worksheets/sheet", "xl/sharedStrings", "xl/pivotCache/pivotCacheRecords")
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_OUTSIDE = re.compile(r"\[[^\]]+\.xl\w+\]|https?://\S+|\\\\\S+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as the workbook lists it."""

    number: int  # from 1, as in the workbook
    title: str
    part: str
    hidden: bool

    @property
    def where(self) -> str:
        """How people find it: not by its title, which may be a name."""
        return f"sheet {self.number}"


def read_xlsx(path: Path) -> Document:
    """The Excel workbook at *path*.

    Raises:
        UnreadableError: it is not a plain, whole, unencrypted .xlsx.
    """
    name = str(path)
    data = opening.load(path, name)
    opening.require_ending(data, ".xlsx", name)
    parts = unpack(data, name, PROGRAM)
    _require_plain(parts, name)
    xml = {
        part: parse(one, name, PROGRAM)
        for part, one in parts.items()
        if is_xml(part) and not part.startswith(STREAMED)
    }
    try:
        pieces, beside = _read(parts, xml, name)
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - odd XML fails in many ways; none may pass for a short table
        raise UnreadableError(f"{name}: {damaged(PROGRAM)}") from None
    if not any(piece.text for piece in (*pieces, *beside.asides)):
        raise UnreadableError(f"{name}: holds no text; check that it is the right file")
    return assemble(name, opening.digest(data), [*titled(pieces), *beside.asides], beside.left.all())


def _require_plain(parts: dict[str, bytes], name: str) -> None:
    kinds = parts.get(TYPES, b"").lower()
    if MACROS.encode() in kinds or b"vbaproject" in kinds or b"macrosheet" in kinds:
        raise UnreadableError(f"{name}: carries macros; save it as an .xlsx without them")
    if BOOK not in parts or TYPES not in parts:
        raise UnreadableError(f"{name}: {damaged(PROGRAM)}")
    if MARK in parts[BOOK]:
        raise UnreadableError(f"{name}: is a Strict workbook; save it in Excel as a plain .xlsx")


def _read(parts: dict[str, bytes], xml: dict[str, Any], name: str) -> tuple[list[Piece], Beside]:
    from redact.formats.workbook_parts import look_at_parts

    beside = Beside()
    texts = next((data for part, data in parts.items() if part.lower() == "xl/sharedstrings.xml"), b"")
    book = Book(
        texts=read_texts(texts, name) if texts else [],
        looks=read_looks(xml.get("xl/styles.xml")),
        from_1904=any(
            local(one) == "workbookPr" and one.get("date1904") in ("1", "true") for one in xml[BOOK]
        ),
    )
    sheets = list(_sheets(xml))
    visible = [sheet for sheet in sheets if not sheet.hidden]
    pieces: list[Piece] = []
    roots: dict[str, Any] = {}
    for sheet in sheets:
        if not sheet.part.startswith(OTHER_SHEETS):
            found = read_sheet(parts[sheet.part], name, book)
            roots[sheet.part] = found.root
            pieces += _pieces(sheet, found, beside, len(visible) > 1, name)
    _unused_texts(book, beside)
    look_at_parts(beside, parts, xml, {sheet.part: sheet.where for sheet in sheets}, roots)
    return pieces, beside


def _sheets(xml: dict[str, Any]) -> Iterator[Sheet]:
    """The sheets in the order of their tabs."""
    targets = {
        str(one.get("Id")): posixpath.normpath(posixpath.join("/xl", str(one.get("Target")))).lstrip("/")
        for one in xml["xl/_rels/workbook.xml.rels"]
    }
    found = [one for group in xml[BOOK] if local(group) == "sheets" for one in group if local(one) == "sheet"]
    for number, one in enumerate(found, 1):
        hidden = str(one.get("state") or "visible") != "visible"
        yield Sheet(number, str(one.get("name") or ""), targets[relation(one)], hidden)


def _unused_texts(book: Book, beside: Beside) -> None:
    """Texts that the file still keeps and no cell shows any more."""
    unused = [one.text for at, one in enumerate(book.texts) if at not in book.used and one.text]
    if unused:
        beside.keep("hidden", "\n".join(unused), "texts that no cell shows")
        beside.left.add("hidden text", "texts that no cell shows", len(unused))


# --- one sheet --------------------------------------------------------------------------------------


def _pieces(sheet: Sheet, found: SheetXml, beside: Beside, several: bool, name: str) -> Iterator[Piece]:
    """The sheet's heading and table; what cannot be seen in it goes aside."""
    lines = [line for line in _visible(sheet, found, beside) if line.cells]
    if sheet.hidden:
        beside.keep("hidden", sheet.title, sheet.where)
        beside.left.add("hidden sheet", sheet.where)
    elif lines:
        if several or not AUTOMATIC.fullmatch(sheet.title):
            yield Piece("heading", sheet.title.strip(), 1, place=sheet.where)
        yield from line_up(lines, sheet.number - 1, name)


def _visible(sheet: Sheet, found: SheetXml, beside: Beside) -> Iterator[Line]:
    merged = _Merged(found.root)
    formulas: dict[str, None] = {}
    hidden_columns: set[int] = set()
    for row in sorted(found.rows, key=lambda one: one.number):
        where = f"{sheet.where}, row {row.number}"
        _formulas(row, formulas)
        _told(row, beside, sheet.where)
        spans = merged.at(row.number)
        shown, unseen = _parted(row, sheet.hidden, found.hidden_columns, spans, hidden_columns)
        if row.hidden and not sheet.hidden:
            beside.left.add("hidden row", sheet.where)
        covered = [
            one
            for one in unseen
            if not row.hidden and not sheet.hidden and one.column not in found.hidden_columns
        ]
        if covered:
            beside.left.add("hidden text", where, len(covered))
        beside.keep("hidden", "\n".join(one.text for one in unseen), where)
        yield Line(row.number, where, tuple(_filled(one, spans) for one in shown))
    if hidden_columns and not sheet.hidden:
        beside.left.add("hidden column", sheet.where, len(hidden_columns))
    if formulas:
        beside.keep("field", "\n".join(formulas), sheet.where)
        beside.left.add("formula with words", sheet.where, len(formulas))


Spans = dict[int, tuple[int, int, bool]]  # first column → last column, rows, whether it begins in this row


def _parted(
    row: SheetRow, hidden: bool, columns: frozenset[int], spans: Spans, hidden_columns: set[int]
) -> tuple[list[Shown], list[Shown]]:
    """The cells of a row that can be seen, and those that cannot."""
    shown, unseen = list[Shown](), list[Shown]()
    for cell in (one for one in row.cells if one.text):
        if cell.column in columns:
            hidden_columns.add(cell.column)
        gone = hidden or row.hidden or cell.unseen or _is_covered(cell.column, spans)
        (unseen if gone or cell.column in columns else shown).append(cell)
    return shown, unseen


def _is_covered(column: int, spans: Spans) -> bool:
    return any(
        first <= column <= last and not (begins and column == first)
        for first, (last, _, begins) in spans.items()
    )


def _filled(cell: Shown, spans: Spans) -> Filled:
    words = cell.words or Piece("cell", cell.text)
    last, rows, _ = spans.get(cell.column, (cell.column, 1, True))
    return Filled(cell.column, words, last - cell.column + 1, rows)


class _Merged:
    """The merged ranges of a sheet, asked row by row from the top."""

    def __init__(self, root: Any) -> None:
        refs = [str(one.get("ref")) for group in root if local(group) == "mergeCells" for one in group]
        ranges = [
            (place(ref.partition(":")[0]), place(ref.rpartition(":")[2])) for ref in refs if ref != "None"
        ]
        self.waiting = sorted(ranges, reverse=True)
        self.open: list[tuple[tuple[int, int], tuple[int, int]]] = []

    def at(self, number: int) -> Spans:
        """The ranges that lie over row *number*."""
        while self.waiting and self.waiting[-1][0][0] <= number:
            self.open.append(self.waiting.pop())
        self.open = [one for one in self.open if one[1][0] >= number]
        return {column: (last, to - first + 1, first == number) for (first, column), (to, last) in self.open}


def _formulas(row: SheetRow, found: dict[str, None]) -> None:
    """Words that stand in formulas, and files that they look into."""
    for cell in row.cells:
        if cell.formula:
            texts = (*_LITERAL.findall(cell.formula), *_OUTSIDE.findall(cell.formula))
            found.update(dict.fromkeys(text for text in texts if has_words(text)))


def _told(row: SheetRow, beside: Beside, where: str) -> None:
    for kind, count in (
        ("formula without a kept value", sum(cell.uncounted for cell in row.cells)),
        ("formula that went wrong", sum(cell.went_wrong for cell in row.cells)),
    ):
        if count:
            beside.left.add(kind, where, count)
