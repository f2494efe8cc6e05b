"""The order in which the words of a PDF page are read: columns, margins, tables, notes, running lines."""

import random
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table

from pdf_drafts import cells, drawn, lines, made, of_kind, printed, together, told
from redact.formats.pdf import read_pdf
from redact.model import Document

WORDS = (
    "the child worker visited home school met mother said that she was with review family and support meeting"
    " agreed plan concern risk referral health visitor police reported"
).split()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the draft is written."""
    return tmp_path / "draft.pdf"


def prose(name: str, count: int, width: float, size: float = 10) -> list[str]:
    """Lines that fill a column of this width; each begins with a mark of its own."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    chance, found, line = random.Random(name), [], f"{name}0"
    while len(found) < count:
        word = chance.choice(WORDS)
        if stringWidth(f"{line} {word}", "Helvetica", size) > width:
            found.append(line)
            line = f"{name}{len(found)}"
        line += f" {word}"
    return found


def reads(document: Document, *columns: list[str]) -> None:
    """Each column is printed as one stretch, in this order."""
    text = " ".join(printed(document))
    places = [text.find(" ".join(column)) for column in columns]
    assert -1 not in places
    assert places == sorted(places)


# --- columns ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "width", "size"),
    [((60, 320), 230, 10), ((60, 297), 230, 10), ((50, 220, 390), 155, 10), ((50, 215, 380), 155, 8)],
)
def test_columns(file: Path, starts: tuple[float, ...], width: float, size: float) -> None:
    """Two or three columns are read one after the other, also with a narrow gutter."""
    columns = [prose(name, 20, width, size) for name in "ABC"[: len(starts)]]
    page = together(*(lines(*one, x=x, size=size) for x, one in zip(starts, columns, strict=True)))
    reads(drawn(file, page), *columns)


def test_columns_under_headings(file: Path) -> None:
    """A heading that runs across parts the columns above it from those below."""
    tops, feet = ([prose(name, 10, 225) for name in names] for names in ("AB", "CD"))
    page = together(
        lines("A full width heading across the columns", x=60, y=790, size=18, font="Helvetica-Bold"),
        *(lines(*one, x=x, y=760, size=10) for x, one in zip((60, 310), tops, strict=True)),
        lines("Another heading that runs across both of the columns", x=60, y=560, size=14),
        *(lines(*one, x=x, y=530, size=10) for x, one in zip((60, 310), feet, strict=True)),
    )
    reads(drawn(file, page), *tops, *feet)


def test_columns_after_prose(file: Path) -> None:
    """Columns on the lower half of a page, and on the page after one of plain text, are parted."""
    whole, left, right = prose("A", 12, 460), prose("B", 14, 225), prose("C", 14, 225)
    page = together(
        lines(*whole, x=60, y=780, size=10),
        lines(*left, x=60, y=560, size=10),
        lines(*right, x=310, y=560, size=10),
    )
    reads(drawn(file, lines(*prose("D", 30, 460), x=60, y=760, size=10), page), whole, left, right)


@pytest.mark.parametrize(("note", "text"), [(60, 190), (420, 60)])
def test_margin(file: Path, note: float, text: float) -> None:
    """Small notes beside the text are read by themselves, on either side."""
    body = prose("A", 30, 330)
    page = together(
        lines(*body, x=text, y=760, size=10),
        lines("Note on the", "mother of", "Jane", x=note, y=733, size=7),
        lines("Wren Close", "is the home", x=note, y=600, size=7),
    )
    document = drawn(file, page)
    reads(document, body)
    assert printed(document)[-2:] == ["Note on the mother of Jane", "Wren Close is the home"]


# --- tables -----------------------------------------------------------------------------------------

ROWS = [
    ["Name", "Born", "Role"],
    ["Jane Example", "14/03/2016", "Subject child"],
    ["Kim Example", "01/02/1990", "Mother"],
    ["Lee Tester", "03/04/1988", "Uncle"],
]


def aligned(canvas: Canvas) -> None:
    """The rows, with nothing but their places to make a table of them."""
    for at, row in enumerate(ROWS):
        for x, text in zip((62, 220, 360), row, strict=True):
            canvas.drawString(x, 700 - at * 14, text)


def test_table_without_rules(file: Path) -> None:
    """Rows whose parts begin at the same places are a table; the lines around it are not of it."""
    document = drawn(
        file,
        together(
            lines("Before the table stands a line of text.", y=740), aligned, lines("After it, more.", y=600)
        ),
    )
    assert cells(document) == ROWS
    assert (printed(document)[0], printed(document)[-1]) == (
        "Before the table stands a line of text.",
        "After it, more.",
    )


def test_wrapped_cells_without_rules(file: Path) -> None:
    """A line of a table that only goes on is part of the row above it, hyphens mended."""

    def draw(canvas: Canvas) -> None:
        rows = (
            ("Name", "Born", "Role"),
            ("Jane Example-", "14/03/2016", "Subject child of"),
            ("Sample", "", "the review"),
            ("Kim Example", "01/02/1990", "Mother"),
            ("Lee Tester", "03/04/1988", "Uncle who lived"),
            ("", "", "in Sampleton"),
        )
        for at, row in enumerate(rows):
            for x, text in zip((62, 220, 360), row, strict=True):
                canvas.drawString(x, 700 - at * 12, text)

    assert cells(drawn(file, draw))[1:] == [
        ["Jane Example-Sample", "14/03/2016", "Subject child of the review"],
        ["Kim Example", "01/02/1990", "Mother"],
        ["Lee Tester", "03/04/1988", "Uncle who lived in Sampleton"],
    ]


def test_level_rules_part_rows(file: Path) -> None:
    """Where only level lines are drawn, each stretch between two is one row."""

    def draw(canvas: Canvas) -> None:
        y = 700
        for row in (
            ["Name", "Role"],
            ["Jane", "Child"],
            ["Kim", "Mother of the"],
            ["", "subject child"],
            ["Lee", "Aunt"],
        ):
            if row[0]:
                canvas.line(60, y + 12, 500, y + 12)
            for x, text in zip((62, 220), row, strict=True):
                canvas.drawString(x, y, text)
            y -= 18

    assert cells(drawn(file, draw)) == [
        ["Name", "Role"],
        ["Jane", "Child"],
        ["Kim", "Mother of the subject child"],
        ["Lee", "Aunt"],
    ]


@pytest.mark.parametrize(
    "style",
    [
        [("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.whitesmoke, colors.lightgrey])],
        [
            ("BACKGROUND", (0, 0), (-1, 0), colors.lightblue),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.grey),
        ],
        [("GRID", (0, 0), (-1, -1), 1, colors.black)],
    ],
)
def test_looks_of_tables(file: Path, style: list[object]) -> None:
    """Coloured rows, lines under rows, a grid: the same cells."""
    SimpleDocTemplate(str(file), pagesize=A4).build([Table(ROWS, colWidths=[130] * 3, style=style)])
    assert cells(read_pdf(file)) == ROWS


def test_merged_cells(file: Path) -> None:
    """A cell that spans columns or rows says so."""
    style = [("GRID", (0, 0), (-1, -1), 1, colors.black), ("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 1), (0, 2))]
    grid = Table([["Who", "When", ""], ["Jane", "2016", "2019"], ["", "2020", "2021"]], style=style)
    SimpleDocTemplate(str(file), pagesize=A4).build([grid])
    spans = [(one.cell.columns, one.cell.rows) for one in read_pdf(file).blocks if one.cell]
    assert spans == [(1, 1), (2, 1), (1, 2), (1, 1), (1, 1), (1, 1), (1, 1)]


def test_name_broken_in_a_cell(file: Path) -> None:
    """A long name that a narrow cell breaks without a hyphen is whole again."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 10)
        for column, (first, second) in enumerate((("Jane Exa", "mple-Sam"), ("Sam left", "home"))):
            canvas.rect(70 + 56 * column, 600, 56, 40)
            canvas.drawString(73 + 56 * column, 625, first)
            canvas.drawString(73 + 56 * column, 612, second)

    assert cells(drawn(file, draw)) == [["Jane Example-Sam", "Sam left home"]]


# --- notes and running lines ------------------------------------------------------------------------


def noted(canvas: Canvas, mark: str, note: str, before: str = "On 12 May 2013") -> None:
    """A line with a raised mark in it, body text, and a small line at the foot."""
    canvas.setFont("Helvetica", 11)
    canvas.drawString(70, 700, before)
    x = 70 + canvas.stringWidth(before, "Helvetica", 11)
    canvas.setFont("Helvetica", 7)
    canvas.drawString(x, 704, mark)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(x + canvas.stringWidth(mark, "Helvetica", 7), 700, " she left home.")
    lines(*["More of the text, so that the size of the body is plain."] * 3, y=680)(canvas)
    if note:
        lines(note, y=70, size=8)(canvas)


@pytest.mark.parametrize("mark", ["1", "12", "*", "†", "a"])
def test_marks_of_notes(file: Path, mark: str) -> None:
    """Numbers, signs and letters call notes, and are no part of the words beside them."""
    document = drawn(file, lambda canvas: noted(canvas, mark, f"{mark} As told by Sam."))
    assert printed(document)[0].startswith("On 12 May 2013 she left home.")
    assert of_kind(document, "note") == ["As told by Sam."]
    assert [(one.at, one.note) for one in document.blocks[0].anchors] == [(14, "1")]


def test_mark_without_a_note(file: Path) -> None:
    """A raised number whose note is not on the page stays apart from the year before it."""
    assert printed(drawn(file, lambda canvas: noted(canvas, "1", "")))[0].startswith(
        "On 12 May 2013 1 she left"
    )


def test_raised_ordinal(file: Path) -> None:
    """The raised ending of an ordinal is part of it."""
    document = drawn(file, lambda canvas: noted(canvas, "th", "", "On May 12"))
    assert printed(document)[0].startswith("On May 12th she left home.")


def test_ordinal_set_apart(file: Path) -> None:
    """An ordinal that was split is whole again."""
    assert printed(drawn(file, lines("On the 14 th of March, the 2 nd time."))) == [
        "On the 14th of March, the 2nd time."
    ]


def test_note_over_two_pages(file: Path) -> None:
    """A note that goes on at the foot of the next page is one note, so that a name in it is whole."""
    second = together(
        lines(*["Text of the second page in letters of the body."] * 3, y=760),
        lines("Example and the others.", y=70, size=8),
    )
    document = drawn(file, lambda canvas: noted(canvas, "1", "1 As told by Jane"), second)
    assert of_kind(document, "note") == ["As told by Jane Example and the others."]


def test_left_and_right_pages(file: Path) -> None:
    """Running lines that alternate, a name among them, are printed once each."""
    pages = [
        together(
            lines("Review" if at % 2 else "Jane Example", x=70 if at % 2 else 400, y=815, size=9),
            lines(f"Body of page {word}."),
            lines(str(at), x=290, y=30, size=9),
        )
        for at, word in enumerate(("one", "two", "three", "four", "five"), 1)
    ]
    document = drawn(file, *pages)
    assert of_kind(document, "header") == ["Review", "Jane Example"]
    assert of_kind(document, "paragraph") == [
        f"Body of page {word}." for word in ("one", "two", "three", "four", "five")
    ]


# --- words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Her half-", "sibling came.", "Her half-sibling came."),
        ("A well-", "known man.", "A well-known man."),
        ("Some develop-", "ment of it.", "Some development of it."),
        ("In Sample-", "ton it was.", "In Sampleton it was."),
        ("With Mary-", "Jane there.", "With Mary-Jane there."),
    ],
)
def test_hyphens(file: Path, first: str, second: str, joined: str) -> None:
    """A hyphen at a line's end stays where the word has one."""
    assert printed(drawn(file, lines(first, second))) == [joined]


@pytest.mark.parametrize("space", [1, 2, 3, 6])
def test_letters_set_apart_in_a_line(file: Path, space: float) -> None:
    """Words whose letters are set apart come together, also in the middle of a line."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(70, 700)
        text.setFont("Helvetica", 10)
        for part, apart in (("The name is ", 0), ("Jane Example", space), (" of course.", 0)):
            text.setCharSpace(apart)
            text.textOut(part)
        canvas.drawText(text)

    assert printed(drawn(file, draw)) == ["The name is Jane Example of course."]


@pytest.mark.parametrize("shuffled", [False, True])
def test_letters_drawn_one_by_one(file: Path, shuffled: bool) -> None:
    """Letters that are placed one by one, in whatever order, make words."""

    def draw(canvas: Canvas) -> None:
        x, letters = 70.0, []
        for letter in "Jane Example-Sample, born 14/03/2016":
            letters.append((x, letter))
            x += canvas.stringWidth(letter, "Helvetica", 11)
        if shuffled:
            random.Random(3).shuffle(letters)
        canvas.setFont("Helvetica", 11)
        for at, letter in letters:
            if letter != " ":
                canvas.drawString(at, 700, letter)

    assert printed(drawn(file, draw)) == ["Jane Example-Sample, born 14/03/2016"]


def test_letters_drawn_twice(file: Path) -> None:
    """Letters that are drawn twice to look bold are read once."""
    assert printed(drawn(file, together(lines("Sam Example"), lines("Sam Example", x=70.4)))) == [
        "Sam Example"
    ]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_on_its_side(file: Path, turn: int) -> None:
    """A page whose text is turned is read in its own direction, tables included."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[0] / 2, A4[1] / 2)
        canvas.rotate(turn)
        for at, row in enumerate((("Name", "Born"), ("Jane Example", "2016"))):
            for column, text in enumerate(row):
                canvas.rect(-200 + 150 * column, 100 - 20 * at, 150, 20)
                canvas.drawString(-195 + 150 * column, 106 - 20 * at, text)
        lines("She met Jane", "Example at home.", x=-200, y=0)(canvas)

    document = drawn(file, draw)
    assert cells(document) == [["Name", "Born"], ["Jane Example", "2016"]]
    assert printed(document)[-1] == "She met Jane Example at home."


def test_headings_in_bold(file: Path) -> None:
    """A short bold line of the body's size is a heading; small roman and letter labels make items."""
    page = together(
        lines("Background", y=760, font="Helvetica-Bold"),
        lines("Text of the background.", y=740),
        lines("i. first", "ii. second", "(b) third", y=700),
    )
    assert told(drawn(file, page)) == [
        ("heading", "", "Background"),
        ("paragraph", "", "Text of the background."),
        ("item", "i.", "first"),
        ("item", "ii.", "second"),
        ("item", "(b)", "third"),
    ]


def test_quotation(file: Path) -> None:
    """Lines that are set in are a quotation."""
    page = together(
        lines(
            "The mother told the worker what happened that day,", "in words which stand in the record:", y=760
        ),
        lines("I was at home with Jane and nobody", "came to see us until the evening.", x=110, y=720),
        lines("The worker did not write down", "anything else about the visit.", y=680),
    )
    assert [kind for kind, _, _ in told(drawn(file, page))] == ["paragraph", "quote", "paragraph"]


def test_memory_of_pages(file: Path) -> None:
    """A page of pdfplumber is left without its characters once they were taken."""
    import pdfplumber

    from redact.formats.pdf_glyphs import take_glyphs

    with pdfplumber.open(made(file, lines("Text."))) as pdf:
        assert [one.text for one in take_glyphs(pdf.pages[0])] == list("Text.")
        assert pdf.pages[0].chars == []
