"""Reading workbooks and .csv files as drafts: what is shown, what hides, and what is refused."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, NamedStyle, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from redact.errors import UnreadableError
from redact.formats import read
from redact.formats.number_formats import shown_number, shown_text
from redact.model import PRINTED, Document
from workbooks import TYPE, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"
ROWS = [["Date", "Agency", "Event"], [date(2016, 3, 14), "School", "Sam was late."]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the workbook is written."""
    return tmp_path / "draft.xlsx"


def grid(document: Document) -> dict[tuple[int, int], str]:
    """The texts of the first table by row and column."""
    return {
        (one.cell.row, one.cell.column): document.of(one.span)
        for one in document.blocks
        if one.cell and one.cell.table == 0 and one.span
    }


def row(document: Document, at: int) -> list[str]:
    """The texts of one row of the first table."""
    return [text for (number, _), text in sorted(grid(document).items()) if number == at]


def printed(document: Document) -> list[str]:
    """The texts that are printed."""
    return [document.of(one.span) for one in document.blocks if one.kind in PRINTED and one.span]


def beside(document: Document, kind: str) -> list[str]:
    """The texts of one kind that is not printed."""
    return [document.of(one.span) for one in document.blocks if one.kind == kind and one.span]


def left(document: Document) -> dict[str, int]:
    """How many of each kind were left behind."""
    found: dict[str, int] = {}
    for one in document.left_behind:
        found[one.kind] = found.get(one.kind, 0) + one.count
    return found


def refused(file: Path) -> str:
    """What is said when the file is refused."""
    with pytest.raises(UnreadableError) as caught:
        read(file)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(str(file))


# --- numbers as Excel shows them --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("dd/mm/yyyy", 42443, "14/03/2016"),
        ("[$-809]dddd d mmmm yyyy", 42443, "Monday 14 March 2016"),
        ("[$-F800]dddd, mmmm dd, yyyy", 42443, "14 March 2016"),
        ("mmm-yy", 42443, "Mar-16"),
        ("d.m.yyyy;@", 42443, "14.3.2016"),
        ("dd/mm/yyyy h:mm", 42443.75, "14/03/2016 18:00"),
        ("dd/mm/yyyy", 1, "01/01/1900"),
        ("dd/mm/yyyy", 61, "01/03/1900"),
        ("h:mm AM/PM", 0.6, "2:24 PM"),
        ("h:mm AM/PM", 0, "12:00 AM"),
        ("[h]:mm:ss", 30.1, "722:24:00"),
        ("mm:ss.0", 0.000123, "00:10.6"),
        ("General", 9990000018, "9990000018"),
        ("General", 0.1 + 0.2, "0.3"),
        ("General", -2.5, "-2.5"),
        ("000 000 0000", 9990000018, "999 000 0018"),
        ("000000", 12, "000012"),
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0", 12, "12"),
        ("#,##0_);(#,##0)", -5, "(5)"),
        ("[$£-809]#,##0.00;[Red]-[$£-809]#,##0.00", -1234.5, "-£1,234.50"),
        ("0.00", 2.675, "2.68"),
        ("0", -0.4, "0"),
        ("0%", 0.256, "26%"),
        ("0.0#", 1.5, "1.5"),
        ("0.00E+00", 12345, "1.23E+04"),
        ("# ?/?", 1.25, "1 1/4"),
        ('"Week "0', 5, "Week 5"),
        ("[<1]0%;0.0", 0.5, "50%"),
        ('0,,"m"', 12500000, "13m"),
        (";;;", 5, ""),
    ],
)
def test_numbers_as_shown(code: str, value: float, shown: str) -> None:
    """A number reads as its format shows it."""
    assert shown_number(value, code) == shown


def test_days_from_1904() -> None:
    """A workbook of an old Mac counts its days from 1904."""
    assert shown_number(40981, "dd/mm/yyyy", from_1904=True) == "14/03/2016"


def test_text_as_shown() -> None:
    """A format may put words before a text, or hide it."""
    assert [shown_text("x", code) for code in ("General", "@", '"Ms "@', "0;0;0;", ";;;")] == [
        "x",
        "x",
        "Ms x",
        "",
        "",
    ]


# --- sheets -----------------------------------------------------------------------------------------


def test_a_sheet_is_a_table_with_headings(file: Path) -> None:
    """A row of short words above values is headings; rows and columns that hold nothing are left out."""

    def fill(book):
        sheet = book.active
        sheet["B3"], sheet["C3"], sheet["E3"] = "Date", "Agency", "Event"
        sheet["B6"], sheet["C6"], sheet["E6"] = date(2016, 3, 14), "School", "Sam was late."

    document = read(write_xlsx(file, fill))
    assert [row(document, at) for at in (0, 1)] == [
        ["Date", "Agency", "Event"],
        ["2016-03-14", "School", "Sam was late."],
    ]
    assert [one.cell.header for one in document.blocks if one.cell] == [True] * 3 + [False] * 3
    assert document.blocks[3].place == "sheet 1, row 6"


def test_values_of_all_kinds(file: Path) -> None:
    """Dates, times, money, shares, yes and no, and texts are read as they are shown."""

    def fill(book):
        sheet = book.active
        values = [
            (datetime(2016, 3, 14, 18, 5), "dd/mm/yyyy hh:mm"), (time(9, 30), "h:mm"), (12.5, "[$£-809]#,##0.00"),
            (0.5, "0%"), (True, "General"), ("=1+1", "General"), ("01234", "@"), ("  Sam  ", "General"),
        ]  # fmt: skip
        for at, (value, code) in enumerate(values, 1):
            sheet.cell(1, at, value).number_format = code

    document = read(write_xlsx(file, fill, change={SHEET: ("<f>1+1</f><v></v>", "<f>1+1</f><v>2</v>")}))
    assert row(document, 0) == ["14/03/2016 18:05", "9:30", "£12.50", "50%", "TRUE", "2", "01234", "Sam"]


def test_dates_by_the_built_in_format(file: Path) -> None:
    """Format 14, the short date of whatever computer, reads day first."""

    def fill(book):
        book.active["A1"] = 42443
        book.active["A1"].number_format = "mm-dd-yy"

    assert printed(read(write_xlsx(file, fill))) == ["14/03/2016"]


def test_sheets_are_sections(file: Path) -> None:
    """Each visible sheet has a heading of its name; a line alone above the first table is the title."""

    def fill(book):
        book.active.title = "School"
        for values in (["Chronology of G"], ["Date", "Event"], ["March", "Late"]):
            book.active.append(values)
        book.create_sheet("Health").append(["Seen", "Well"])
        book.create_sheet("Empty")

    document = read(write_xlsx(file, fill))
    told = [
        (one.kind, document.of(one.span), one.cell.table if one.cell else None) for one in document.blocks
    ]
    assert told == [
        ("title", "Chronology of G", None), ("heading", "School", None), ("cell", "Date", 0), ("cell", "Event", 0),
        ("cell", "March", 0), ("cell", "Late", 0), ("heading", "Health", None), ("cell", "Seen", 1), ("cell", "Well", 1),
    ]  # fmt: skip


def test_merged_cells_span(file: Path) -> None:
    """A merged cell spans; what lies under it is hidden, searched and counted."""

    def fill(book):
        sheet = book.active
        for values in (["Date", "Agency", "Event"], ["March", "School", "Late"], ["April", "", "Away"]):
            sheet.append(values)
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("A4:C4")
        sheet["A4"] = "End"

    document = read(write_xlsx(file, fill))
    spans = {document.of(one.span): (one.cell.columns, one.cell.rows) for one in document.blocks if one.cell}
    assert (spans["School"], spans["End"], spans["Late"]) == ((1, 2), (3, 1), (1, 1))


def test_what_lies_under_a_merged_cell_is_hidden(file: Path) -> None:
    """Excel keeps no value under a merged cell, but a file may."""
    document = read(
        write_xlsx(
            file,
            [["a", "Sam Under"], ["b", "c"]],
            change={
                SHEET: (
                    "</sheetData>",
                    '</sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
                )
            },
        )
    )
    assert printed(document) == ["a", "b", "c"]
    assert beside(document, "hidden") == ["Sam Under"]
    assert left(document) == {"hidden text": 1}


def test_bold_and_italic_words(file: Path) -> None:
    """Emphasis inside a cell and of a whole cell is kept."""

    def fill(book):
        rich = CellRichText("a ", TextBlock(InlineFont(b=True), "bold"), " z")
        book.active.append([rich, "slanted"])
        book.active["B1"].font = Font(italic=True)

    document = read(write_xlsx(file, fill))
    assert printed(document) == ["a bold z", "slanted"]
    assert [(document.of(run.span), run.style) for one in document.blocks for run in one.runs] == [
        ("bold", "bold"),
        ("slanted", "italic"),
    ]


def test_escaped_characters(file: Path) -> None:
    """Characters that Excel writes as codes are read as characters; a line break in a cell stays one."""
    document = read(write_xlsx(file, [["Sam_x0020_Example_x000D_\nleft"]]))
    assert printed(document) == ["Sam Example\nleft"]


# --- what hides -------------------------------------------------------------------------------------


def test_hidden_rows_columns_and_sheets(file: Path) -> None:
    """Hidden rows (also those filtered out, or without height), columns and sheets are searched, not printed."""

    def fill(book):
        sheet = book.active
        for values in (
            ["Date", "Name", "Event"],
            ["1", "Sam One", "a"],
            ["2", "Sam Two", "b"],
            ["3", "", "c"],
        ):
            sheet.append(values)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        book.create_sheet("Sam Three").append(["Sam Four"])
        book["Sam Three"].sheet_state = "veryHidden"

    flat = {SHEET: ('<row r="4"', '<row r="4" ht="0" customHeight="1"')}
    document = read(write_xlsx(file, fill, change=flat))
    assert printed(document) == ["Date", "Event", "2", "b"]
    found = "\n".join(beside(document, "hidden"))
    assert all(name in found for name in ("Sam One", "Sam Two", "Sam Three", "Sam Four"))
    assert left(document) == {"hidden row": 2, "hidden column": 1, "hidden sheet": 1}


def test_what_cannot_be_seen(file: Path) -> None:
    """White words, words in the colour of their ground, and what a format hides are searched and counted."""

    def fill(book):
        sheet = book.active
        sheet.append(["shown", "Sam White", "Sam Red", 9990000018, "on dark"])
        sheet["B1"].font = Font(color="FFFFFFFF")
        sheet["C1"].font, sheet["C1"].fill = Font(color="FFFF0000"), PatternFill("solid", fgColor="FFFF0000")
        sheet["D1"].number_format = ";;;"
        sheet["E1"].font, sheet["E1"].fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF003366")

    document = read(write_xlsx(file, fill))
    assert printed(document) == ["shown", "on dark"]
    assert beside(document, "hidden") == ["Sam White\nSam Red\n9990000018"]
    assert left(document) == {"hidden text": 3}


def test_comments_names_lists_and_links(file: Path) -> None:
    """Comments, defined names, lists to choose from, print headers, links and tooltips are searched and counted."""

    def fill(book):
        sheet = book.active
        sheet.append(["a", "b"])
        sheet["A1"].comment = Comment("Is this Sam?", "Ann Author")
        sheet["B1"].hyperlink = "https://example.org/sam"
        sheet["B1"].hyperlink.tooltip = "Sam's home"
        book.defined_names["Sam_Row"] = DefinedName("Sam_Row", attr_text="Sheet!$A$1")
        rule = DataValidation(type="list", formula1='"Sam Example,Jo Example"')
        sheet.add_data_validation(rule)
        rule.add("A1")
        sheet.oddHeader.left.text = "Sam Header"

    document = read(write_xlsx(file, fill))
    assert printed(document) == ["a", "b"]
    found = "\n".join(
        document.of(one.span) for one in document.blocks if one.kind not in PRINTED and one.span
    )
    for words in (
        "Is this Sam?",
        "Ann Author",
        "example.org/sam",
        "Sam's home",
        "Sam_Row",
        "Sam Example",
        "Sam Header",
    ):
        assert words in found, words
    assert left(document) == {
        "comment": 1, "defined name": 1, "data validation": 1, "print header or footer": 1, "link target": 1,
    }  # fmt: skip


def test_formulas(file: Path) -> None:
    """Words inside a formula are searched; a formula without a kept value, or that went wrong, is told."""
    document = read(
        write_xlsx(
            file,
            [["a", '=IF(A1="Sam Example","Jo","")', "=B9", "=1/0"]],
            change={SHEET: ("<f>1/0</f><v></v>", "<f>1/0</f><v>#DIV/0!</v>")},
        )
    )
    assert printed(document) == ["a", "#DIV/0!"]
    assert beside(document, "field") == ["Sam Example\nJo"]
    assert left(document)["formula without a kept value"] == 2
    assert left(document)["formula that went wrong"] == 1


def test_texts_that_no_cell_shows(file: Path) -> None:
    """A text that only the workbook's store still holds is searched and counted."""
    stored = "<sst><si><r><rPr><b/></rPr><t>a</t></r><rPh><t>not read</t></rPh></si><si><t>Sam Stored</t></si></sst>"
    parts = {"xl/sharedStrings.xml": (TYPE + "spreadsheetml.sharedStrings+xml", stored)}
    change = {SHEET: ('t="inlineStr"><is><t>a</t></is>', 't="s"><v>0</v>')}
    document = read(write_xlsx(file, [["a"]], parts, change))
    assert printed(document) == ["a"]
    assert beside(document, "hidden") == ["Sam Stored"]
    assert left(document) == {"hidden text": 1}


def test_parts_beside_the_sheets(file: Path) -> None:
    """Charts, pivots, links, connections, threads, logs, drawings and custom XML are searched and counted."""
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    parts = {
        "xl/charts/chart1.xml": (TYPE + "drawingml.chart+xml", "<c><v>Sam Chart</v></c>"),
        "xl/pivotCache/pivotCacheDefinition1.xml": (TYPE + "spreadsheetml.pivotCacheDefinition+xml", '<p><s v="Sam Pivot"/></p>'),
        "xl/pivotCache/pivotCacheRecords1.xml": (TYPE + "spreadsheetml.pivotCacheRecords+xml", '<p><s v="Sam Record"/></p>'),
        "xl/externalLinks/externalLink1.xml": (TYPE + "spreadsheetml.externalLink+xml", "<e><v>Sam Link</v></e>"),
        "xl/connections.xml": (TYPE + "spreadsheetml.connections+xml", '<c name="Sam Query"/>'),
        "xl/threadedComments/threadedComment1.xml": ("application/vnd.ms-excel.threadedcomments+xml", "<t><threadedComment ref='A1'><text>Sam Thread</text></threadedComment></t>"),
        "xl/persons/person.xml": ("application/vnd.ms-excel.person+xml", '<p><person displayName="Ann Author"/></p>'),
        "xl/revisions/revisionLog1.xml": (TYPE + "spreadsheetml.revisionLog+xml", "<r><v>Sam Revised</v></r>"),
        "xl/drawings/drawing9.xml": (TYPE + "drawing+xml", f"<d {space}><sp><a:t>Sam Box</a:t></sp><sp/></d>"),
        "xl/media/image1.png": ("image/png", b"\x89PNG"),
        "customXml/item1.xml": ("application/xml", "<x>Sam Custom</x>"),
    }  # fmt: skip
    document = read(write_xlsx(file, [["a"]], parts))
    found = "\n".join(
        document.of(one.span) for one in document.blocks if one.kind not in PRINTED and one.span
    )
    for word in "Chart Pivot Record Link Query Thread Revised Box Custom".split():
        assert f"Sam {word}" in found, word
    assert "Ann Author" in found
    assert left(document) == {
        "chart": 1, "pivot cache": 2, "external link": 1, "connection": 1, "comment": 1, "revision log": 1,
        "text box": 1, "drawing": 1, "picture": 1, "custom XML": 1,
    }  # fmt: skip


def test_properties_and_names_of_styles(file: Path) -> None:
    """Who wrote the workbook and styles that somebody named are searched."""

    def fill(book):
        book.active.append(["a"])
        book.properties.title = "Sam Example"
        book.add_named_style(NamedStyle("Sam Style"))
        book.active["A1"].style = "Sam Style"

    document = read(write_xlsx(file, fill))
    assert beside(document, "property") == ["Sam Example"]
    assert left(document) == {"document property": 1}
    assert "Sam Style" in "\n".join(beside(document, "attribute"))


def test_a_sheet_that_no_tab_shows(file: Path) -> None:
    """A sheet that lies in the file and not in the workbook's list is searched and counted."""
    sheet = "<worksheet><sheetData><row><c t='inlineStr'><is><t>Sam Orphan</t></is></c></row></sheetData></worksheet>"
    parts = {"xl/worksheets/sheet7.xml": (TYPE + "spreadsheetml.worksheet+xml", sheet)}
    document = read(write_xlsx(file, [["a"]], parts))
    assert beside(document, "hidden") == ["Sam Orphan"]
    assert left(document) == {"hidden sheet": 1}


def test_columns_without_width(file: Path) -> None:
    """Columns of no width, and all that are not named where the sheet says so, are hidden."""
    change = {SHEET: ('<sheetFormatPr baseColWidth="8" defaultRowHeight="15"/>', '<sheetFormatPr defaultColWidth="0"/><cols><col min="1" max="1" width="9"/><col min="2" max="2" width="0"/></cols>')}  # fmt: skip
    document = read(write_xlsx(file, [["a", "Sam Two", "Sam Three"]], change=change))
    assert printed(document) == ["a"]
    assert left(document) == {"hidden column": 2}


def test_an_unknown_part_is_told(file: Path) -> None:
    """A part of a kind that nobody knows refuses the file."""
    document = read(write_xlsx(file, [["a"]], {"xl/odd.bin": ("application/odd", b"x")}))
    assert [one.kind for one in document.left_behind if not one.known] == ["part of an unknown kind"]


# --- refusals ---------------------------------------------------------------------------------------


def test_refuses_workbooks(file: Path) -> None:
    """Macros, the strict form, damage and too many rows are refused."""
    macro = ("application/vnd.ms-office.vbaProject", b"x")
    assert "macros" in refused(write_xlsx(file, [["a"]], {"xl/vbaProject.bin": macro})).lower()
    strict = {"xl/workbook.xml": ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")}  # fmt: skip
    assert "Strict" in refused(write_xlsx(file, [["a"]], change=strict))
    assert "damaged" in refused(write_xlsx(file, [["a"]], change={SHEET: ("</sheetData>", "")}))
    assert "damaged" in refused(write_xlsx(file, [["a"]], change={SHEET: ('r="A1"', 'r="ZZZZZ1"')}))
    assert "DOCTYPE" in refused(
        write_xlsx(file, [["a"]], change={SHEET: ("<worksheet", "<!DOCTYPE a><worksheet")})
    )


def test_refuses_a_row_that_is_too_large(file: Path) -> None:
    """A single row of a million cells is refused before it is held in memory."""
    change = {SHEET: ("<sheetData>", "<sheetData><row>" + "<c/>" * 1_000_000 + "</row>")}
    assert "more than can be safe" in refused(write_xlsx(file, [["a"]], change=change))


# --- .csv -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv(tmp_path: Path, separator: str, code: str) -> None:
    """Comma, semicolon and tab, and what Excel writes in, are told by themselves."""
    text = f'Date{separator}Event\r\n14/03/2016{separator}"Zoë left{separator} they said ""no"""\r\n'
    file = tmp_path / "x.csv"
    file.write_bytes(text.encode(code))
    document = read(file)
    assert [row(document, 0), row(document, 1)] == [
        ["Date", "Event"],
        ["14/03/2016", f'Zoë left{separator} they said "no"'],
    ]
    assert [one.cell.header for one in document.blocks if one.cell] == [True, True, False, False]


def test_csv_odd_rows(tmp_path: Path) -> None:
    """Rows of different lengths, breaks inside a cell and what looks like a formula are read as they stand."""
    file = tmp_path / "x.csv"
    file.write_text('Date,Event,Note\n1,"Sam\nleft"\n\n=A1+"x",,b,c\n')
    document = read(file)
    assert grid(document) == {
        (0, 0): "Date", (0, 1): "Event", (0, 2): "Note", (1, 0): "1", (1, 1): "Sam\nleft", (2, 0): '=A1+"x"',
        (2, 2): "b", (2, 3): "c",
    }  # fmt: skip
    assert [one.place for one in document.blocks][-1] == "line 5"


def test_a_first_row_of_values_is_no_heading(tmp_path: Path) -> None:
    """Rows with figures or sentences in them are no headings."""
    file = tmp_path / "x.csv"
    for first in ("14/03/2016,School", "Date,Sam was late."):
        file.write_text(f"{first}\n15/03/2016,Home\n")
        assert not any(one.cell.header for one in read(file).blocks if one.cell)


def test_csv_refusals(tmp_path: Path) -> None:
    """A quotation mark that nothing closes, and what is no text, are refused."""
    file = tmp_path / "x.csv"
    file.write_text('a,b\n"c,d\n')
    assert "is not a table" in refused(file)
    file.write_bytes(b"PK\x03\x04zip")
    assert "zip" in refused(file)
