"""Invented cast tables, made as a panel's Word, Excel and .csv files are."""

from pathlib import Path

import docx
import openpyxl


def write_csv(path: Path, text: str, code: str = "utf-8") -> Path:
    """The text as a .csv in that encoding."""
    path.write_bytes(text.encode(code))
    return path


def write_sheets(path: Path, **sheets) -> Path:
    """An .xlsx with these sheets, each a list of rows or a function that fills the new sheet."""
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


def write_word(path: Path, *tables, above=()) -> Path:
    """A .docx with these tables, each below its line of *above*; a row that is one text is merged over all columns."""
    document = docx.Document()
    for at, rows in enumerate(tables):
        document.add_paragraph(above[at] if at < len(above) else "")
        width = max(len(row) for row in rows if not isinstance(row, str))
        made = document.add_table(len(rows), width)
        for number, row in enumerate(rows):
            if isinstance(row, str):
                made.cell(number, 0).merge(made.cell(number, width - 1)).text = row
            else:
                for column, text in enumerate(row):
                    made.cell(number, column).text = text
    document.save(path)
    return path
