"""A table of questions as an Excel workbook: cells that are text and nothing else, with answers to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from redact.formats.words import clean

WIDEST = 255  # characters of a drop-down's list, as Excel allows
TEXT = "@"  # Excel's format for cells that stay as they are typed


def write_sheet(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    answers: int,
    choices: Sequence[Sequence[str]],
) -> bytes:
    """The table as the bytes of an .xlsx; column *answers* of each row offers the *choices* of that row.

    *widths* are in characters. Other answers than those offered may be typed.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Questions"
    for number, texts in enumerate((headings, *rows), 1):
        for column, text in enumerate(texts, 1):
            _put(sheet.cell(number, column), text)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in enumerate(widths):
        sheet.column_dimensions[sheet.cell(1, column + 1).column_letter].width = width
    sheet.freeze_panes = "A2"
    _offer(sheet, answers + 1, choices)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _put(cell: Any, text: str) -> None:
    """Text, whatever it begins with: never a formula, a number or a date."""
    from openpyxl.styles import Alignment

    cell.value = clean(text) or None
    if text:
        cell.data_type = "s"
    cell.number_format = TEXT
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _offer(sheet: Any, column: int, choices: Sequence[Sequence[str]]) -> None:
    """A drop-down for each set of choices, over the rows that have it."""
    from openpyxl.worksheet.datavalidation import DataValidation

    offered: dict[tuple[str, ...], Any] = {}
    for number, each in enumerate(choices, 2):
        listed = ",".join(each)
        if each and '"' not in listed and len(listed) <= WIDEST:
            if tuple(each) not in offered:
                made = DataValidation(
                    "list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False
                )
                offered[tuple(each)] = made
                sheet.add_data_validation(made)
            offered[tuple(each)].add(sheet.cell(number, column).coordinate)
