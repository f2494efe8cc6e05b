"""The sheets of an .xlsx as tables of text: values as they were kept, hidden ones too.

The package is opened with suspicion first (sizes, names, XML without entities); openpyxl then
reads the values, in its streaming mode, which follows neither drawings nor links. Hidden sheets,
rows and columns are read and told: a person who was hidden in the list is still to be looked for.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.tables import MOST_COLUMNS, MOST_ROWS, TOO_LARGE, Row, Table, Tables, letters
from redact.formats.word_names import local
from redact.formats.word_package import MACROS, TYPES, open_inner
from redact.formats.words import clean

BOOK = "xl/workbook.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DAMAGED = "is damaged; open it in Excel and save it again"
ON = ("1", "true", "on")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a sheet's own XML says beside its values."""

    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[int, ...]
    uncounted: frozenset[tuple[int, int]]  # (row, column from 0) of formulas without a kept value
    merged: tuple[tuple[int, int, int, int], ...]  # first row, first column, last row, last column
    last: tuple[int, int]  # the furthest row and column that hold something


def read_sheets(path: Path) -> Tables:
    """The sheets of the Excel file at *path* as tables.

    Raises:
        UnreadableError: it is no plain, whole, unencrypted .xlsx, or is larger than a cast table can be.
    """
    name = str(path)
    data = opening.load(path, name)
    _require_excel(data, name)
    try:
        xml = open_inner(data)
        _require_plain(xml, name)
        with redirect_stdout(io.StringIO()):  # openpyxl prints what is wrong with a style among the data
            return _tables(data, xml, name)
    except UnreadableError as error:
        said = str(error)
        raise UnreadableError(said if said.startswith(name) else f"{name}: {DAMAGED}") from None
    except Exception:  # noqa: BLE001 - odd XML fails in many ways; none may pass for a short table
        raise UnreadableError(f"{name}: {DAMAGED}") from None


def _require_excel(data: bytes, name: str) -> None:
    kind = opening.what_it_is(data)
    if kind == "ole":
        raise UnreadableError(
            f"{name}: is password-protected or an old .xls; open it in Excel, save it as .xlsx without a password"
        )
    if kind != "zip":
        raise UnreadableError(f"{name}: is not an .xlsx; open it in Excel and save it as .xlsx")


def _require_plain(xml: dict[str, Any], name: str) -> None:
    kinds = " ".join(str(one.get("ContentType", "")) for one in xml[TYPES]).lower() if TYPES in xml else ""
    if MACROS in kinds or "vbaproject" in kinds:
        raise UnreadableError(f"{name}: carries macros; save it as an .xlsx without them")
    if BOOK not in xml:
        raise UnreadableError(f"{name}: is a zip file, but no Excel workbook; save it as .xlsx")


def _tables(data: bytes, xml: dict[str, Any], name: str) -> Tables:
    import openpyxl

    parts = _parts(xml)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    tables: list[Table] = []
    told: list[str] = []
    for at, sheet in enumerate(book.worksheets, 1):
        shape = _shape(xml[parts[sheet.title]], name)
        rows = tuple(_filled_down(_rows(sheet, shape), shape))
        sound = (replace(row, cells=tuple("" if _is_error(c) else c for c in row.cells)) for row in rows)
        tables.append(Table(f"sheet {at}", tuple(sound), sheet.title, lettered=True))
        told += [f"sheet {at} {line}" for line in _hidden(sheet.sheet_state != "visible", shape)]
        told += [f"sheet {at}: {line}" for line in _unread(rows, shape)]
    book.close()
    return Tables(tuple(tables), (*told, *_beside(xml)))


def _parts(xml: dict[str, Any]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    relations = xml["xl/_rels/workbook.xml.rels"]
    targets = {
        str(one.get("Id")): posixpath.normpath(posixpath.join("/xl", str(one.get("Target")))).lstrip("/")
        for one in relations
    }
    return {
        str(one.get("name")): targets[str(one.get(RELATION))]
        for one in xml[BOOK].iter()
        if local(one) == "sheet"
    }


# --- what the sheet's XML says ----------------------------------------------------------------------


def _shape(root: Any, name: str) -> Shape:
    rows = list(_numbered(root))
    cells = {place: cell for number, row in rows for place, cell in _cells(number, row)}
    last = (max((r for r, _ in cells), default=0), max((c for _, c in cells), default=0))
    if last[0] > MOST_ROWS or last[1] >= MOST_COLUMNS:
        raise UnreadableError(f"{name}: {TOO_LARGE}; take out what is not the cast")
    return Shape(
        tuple(number for number, row in rows if row.get("hidden") in ON and number <= last[0]),
        tuple(_hidden_columns(root, last[1])),
        frozenset(place for place, cell in cells.items() if _is_uncounted(cell)),
        tuple(_merged(root, last)),
        last,
    )


def _numbered(root: Any) -> Iterator[tuple[int, Any]]:
    """The rows with their numbers; one that has none of its own comes after the one before."""
    number = 0
    for one in root.iter():
        if local(one) == "row":
            number = int(one.get("r") or number + 1)
            yield number, one


def _cells(number: int, row: Any) -> Iterator[tuple[tuple[int, int], Any]]:
    column = -1
    for cell in row:
        if local(cell) == "c":
            column = _place(cell.get("r"))[1] if cell.get("r") else column + 1
            if _holds(cell):
                yield (number, column), cell


def _holds(cell: Any) -> bool:
    return any(local(child) in ("v", "f", "is") for child in cell)


def _is_uncounted(cell: Any) -> bool:
    """A formula whose value no program has kept; an empty text is a value."""
    inside = {local(child): child for child in cell}
    return "f" in inside and not ("v" in inside and (inside["v"].text or cell.get("t") == "str"))


def _place(reference: str) -> tuple[int, int]:
    """Row (from 1) and column (from 0) of a reference such as B12."""
    head = reference.rstrip("0123456789")
    column = 0
    for letter in head.upper():
        column = column * 26 + ord(letter) - 64
    return int(reference[len(head) :]), column - 1


def _hidden_columns(root: Any, last: int) -> Iterator[int]:
    for one in root.iter():
        if local(one) == "col" and one.get("hidden") in ON:
            yield from range(int(one.get("min")) - 1, min(int(one.get("max")), last + 1))


def _merged(root: Any, last: tuple[int, int]) -> Iterator[tuple[int, int, int, int]]:
    """Merged ranges, cut to where the sheet holds anything."""
    for one in root.iter():
        if local(one) == "mergeCell":
            first, _, end = str(one.get("ref")).partition(":")
            (row, column), (to_row, to_column) = _place(first), _place(end or first)
            yield row, column, min(to_row, last[0]), min(to_column, MOST_COLUMNS)


# --- values -----------------------------------------------------------------------------------------


def _rows(sheet: Any, shape: Shape) -> Iterator[Row]:
    if not shape.last[0]:
        return
    across = {(row, column): to - column + 1 for row, column, _, to in shape.merged if to > column}
    sheet.reset_dimensions()
    found = sheet.iter_rows(max_row=shape.last[0], max_col=shape.last[1] + 1, values_only=True)
    for number, values in enumerate(found, 1):
        widths = tuple((column, width) for (row, column), width in across.items() if row == number)
        yield Row(number, tuple(_text(value) for value in values), widths)


def _text(value: object) -> str:
    """A value as people read it; a date in the order year, month, day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value)).strip()


def _filled_down(rows: Iterable[Row], shape: Shape) -> Iterator[Row]:
    """The rows, the text of a cell that is merged over several rows in each of them."""
    down = [one for one in shape.merged if one[2] > one[0]]
    kept: dict[tuple[int, int, int, int], str] = {}
    for row in rows:
        cells = list(row.cells)
        for one in down:
            first, column, last, _ = one
            if column < len(cells) and row.number == first:
                kept[one] = cells[column]
            elif column < len(cells) and first < row.number <= last:
                cells[column] = cells[column] or kept.get(one, "")
        yield replace(row, cells=tuple(cells))


# --- what has to be said ----------------------------------------------------------------------------


def _hidden(sheet: bool, shape: Shape) -> Iterator[str]:
    if sheet:
        yield "is hidden; it was read too"
    if shape.hidden_rows:
        yield f"has hidden rows ({_listed(shape.hidden_rows)}); they were read too"
    if shape.hidden_columns:
        columns = ", ".join(letters(at) for at in shape.hidden_columns)
        yield f"has hidden columns ({columns}); they were read too"


def _unread(rows: Iterable[Row], shape: Shape) -> Iterator[str]:
    if shape.uncounted:
        places = ", ".join(f"{letters(column)}{row}" for row, column in sorted(shape.uncounted))
        yield f"formulas without a kept value in {places}: not read; open the file in Excel, save it, and begin again"
    wrong = [
        f"{letters(at)}{row.number}" for row in rows for at, text in row.filled.items() if _is_error(text)
    ]
    if wrong:
        yield f"formulas that went wrong in {', '.join(wrong)}: not read; mend them in Excel"


def _beside(xml: dict[str, Any]) -> Iterator[str]:
    """Notes, comments and text boxes, which stand beside the cells."""
    notes = sum(local(one) in ("comment", "threadedComment") for root in xml.values() for one in root.iter())
    boxes = sum(local(one) == "sp" for root in xml.values() for one in root.iter())
    charts = sum(part.startswith("xl/chartsheets/sheet") for part in xml)
    for count, kind in ((notes, "comments"), (boxes, "text boxes"), (charts, "chart sheets")):
        if count:
            yield f"{kind} ({count}): not read as cast"


def _is_error(text: str) -> bool:
    return text in {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(number) for number in numbers)
