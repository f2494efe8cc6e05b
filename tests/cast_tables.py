"""Invented cast tables, made as a panel's Word, Excel and .csv files are."""

import datetime
import io
from pathlib import Path

import docx
import openpyxl


def write_csv(path: Path, text: str, code: str = "utf-8") -> Path:
    path.write_bytes(text.encode(code))
    return path


def write_sheets(path: Path, **sheets) -> Path:
    """An .xlsx with these sheets; a callable is given the new sheet, a list is its rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, content in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        if callable(content):
            content(sheet)
        else:
            for row in content:
                sheet.append(row)
    book.save(path)
    return path


def write_word(path: Path, *tables, between=()) -> Path:
    """A .docx with these tables; a row that is one text is merged over all columns."""
    document = docx.Document()
    for at, rows in enumerate(tables):
        if at < len(between) and between[at]:
            document.add_paragraph(between[at])
        width = max(len(row) for row in rows if not isinstance(row, str))
        made = document.add_table(len(rows), width)
        for number, row in enumerate(rows):
            if isinstance(row, str):
                made.cell(number, 0).merge(made.cell(number, width - 1)).text = row
            else:
                for column, text in enumerate(row):
                    made.cell(number, column).text = text
        document.add_paragraph("")
    document.save(path)
    return path


def day(*numbers) -> datetime.datetime:
    return datetime.datetime(*numbers)


def without_values(path: Path) -> Path:
    """Whatever openpyxl writes as a formula has no kept value."""
    return path


def as_bytes(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
