"""Reading PDFs: order, blocks, what cannot be seen, and what is refused."""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from redact.errors import UnreadableError
from redact.formats import read
from redact.model import PRINTED, Document

STYLES = getSampleStyleSheet()
Draw = Callable[[Canvas], None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the draft is written."""
    return tmp_path / "draft.pdf"


def drawn(file: Path, *pages: Draw, **options: object) -> Document:
    """The document that reading pages drawn by hand gives."""
    canvas = Canvas(str(file), pagesize=A4, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return read(file)


def lines(
    *texts: str, x: float = 70, y: float = 700, size: float = 11, font: str = "Helvetica", lead: float = 1.3
) -> Draw:
    """Draws lines of text, one under the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for at, text in enumerate(texts):
            canvas.drawString(x, y - at * size * lead, text)

    return draw


def together(*draws: Draw) -> Draw:
    """Draws all of these on one page."""

    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def typeset(file: Path, *story: object) -> Document:
    """The document that reading a typeset story gives."""
    SimpleDocTemplate(str(file), pagesize=A4).build(list(story))
    return read(file)


def told(document: Document) -> list[tuple[str, str, str]]:
    """Kind, number and text of every block."""
    return [(one.kind, one.number, document.of(one.span) if one.span else "") for one in document.blocks]


def printed(document: Document) -> list[str]:
    """The texts that are printed as text."""
    return [text for kind, _, text in told(document) if kind in PRINTED - {"picture"}]


def hidden(document: Document) -> list[str]:
    """The texts that are hidden."""
    return [text for kind, _, text in told(document) if kind == "hidden"]


def refused(file: Path) -> str:
    """The message with which the file is refused."""
    with pytest.raises(UnreadableError) as caught:
        read(file)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(str(file))


# --- blocks -----------------------------------------------------------------------------------------


def test_title_headings_and_paragraphs(file: Path) -> None:
    """Larger letters make the title and headings; numbers are taken off; wrapped lines are joined."""
    long = "1.1 The child lived in <b>Sampleton</b> with a long story that goes over more than one line to see how lines come together again as one paragraph."
    document = typeset(
        file,
        Paragraph("Review of Child G", STYLES["Title"]),
        Paragraph("1 Introduction", STYLES["Heading1"]),
        Paragraph(long, STYLES["BodyText"]),
        Paragraph("1.2 Another paragraph.", STYLES["BodyText"]),
        Paragraph("Findings", STYLES["Heading2"]),
        Paragraph("Sam left.", STYLES["BodyText"]),
    )
    assert [(kind, number) for kind, number, _ in told(document)] == [
        ("title", ""),
        ("heading", "1"),
        ("paragraph", "1.1"),
        ("paragraph", "1.2"),
        ("heading", ""),
        ("paragraph", ""),
    ]
    assert told(document)[2][2].endswith("together again as one paragraph.")
    assert [(document.of(run.span), run.style) for run in document.blocks[2].runs] == [("Sampleton", "bold")]
    assert document.blocks[2].place == "paragraph 1.1"
    assert document.left_behind == ()


def test_items(file: Path) -> None:
    """Bulleted and lettered lines are items."""
    document = drawn(file, lines("Things to do are these.", "• one", "• two", "a) three"))
    assert told(document)[1:] == [("item", "•", "one"), ("item", "•", "two"), ("item", "a)", "three")]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("She spoke of safe-", "guarding here.", "She spoke of safeguarding here."),
        ("She met Ms Sample-", "Example here.", "She met Ms Sample-Example here."),
        ("In the years 2014-", "15 it was so.", "In the years 2014-15 it was so."),
        ("She met Jane", "Example here.", "She met Jane Example here."),
    ],
)
def test_line_ends(file: Path, first: str, second: str, joined: str) -> None:
    """A word parted at a line's end is whole again; a double-barrelled name keeps its hyphen."""
    assert printed(drawn(file, lines(first, second))) == [joined]


def test_paragraph_over_two_pages(file: Path) -> None:
    """A sentence that goes on overleaf is one paragraph, so a name is not split."""
    document = drawn(file, lines("The worker met Jane"), lines("Example at home."))
    assert printed(document) == ["The worker met Jane Example at home."]


def test_two_columns(file: Path) -> None:
    """Columns are read one after the other, never across."""
    left = [f"left column line {at} with Wren" for at in range(8)]
    right = [f"right column line {at} Close" for at in range(8)]
    document = drawn(file, together(lines(*left), lines(*right, x=320)))
    assert " ".join(printed(document)) == " ".join([*left, *right])


def test_tables(file: Path) -> None:
    """A ruled table gives cells with their place; the first row is the header; text after it stays after."""
    grid = Table(
        [["Name", "Role"], ["Sam", "Mother"], ["Kim", ""]],
        style=[("GRID", (0, 0), (-1, -1), 1, colors.black)],
    )
    document = typeset(
        file, Paragraph("Before.", STYLES["BodyText"]), grid, Paragraph("After.", STYLES["BodyText"])
    )
    cells = [
        (one.cell.row, one.cell.column, one.cell.header, document.of(one.span) if one.span else "")
        for one in document.blocks
        if one.cell
    ]
    assert cells == [
        (0, 0, True, "Name"),
        (0, 1, True, "Role"),
        (1, 0, False, "Sam"),
        (1, 1, False, "Mother"),
        (2, 0, False, "Kim"),
        (2, 1, False, ""),
    ]
    assert (printed(document)[0], printed(document)[-1]) == ("Before.", "After.")


def test_table_over_two_pages(file: Path) -> None:
    """A table that goes on overleaf under the same header is one table."""
    rows = [["Name", "Role"], *([f"Sam {at}", "x"] for at in range(60))]
    grid = Table(rows, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 1, colors.black)])
    document = typeset(file, grid)
    cells = [one.cell for one in document.blocks if one.cell]
    assert {one.table for one in cells} == {0}
    assert [one.row for one in cells[::2]] == list(range(61))
    assert [one.header for one in cells[::2]] == [True] + [False] * 60


def test_row_cut_by_the_page(file: Path) -> None:
    """A row of which half stands overleaf is one row, so that a name in it is whole."""

    def grid(canvas: Canvas, y: float, *rows: tuple[str, str]) -> None:
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                canvas.rect(70 + 150 * column, y - 20 * at, 150, 20)
                canvas.drawString(75 + 150 * column, y + 6 - 20 * at, text)

    document = drawn(
        file,
        lambda canvas: grid(canvas, 600, ("When", "What"), ("May", "She met Jane")),
        lambda canvas: grid(canvas, 700, ("When", "What"), ("", "Example."), ("June", "Left.")),
    )
    assert printed(document) == ["When", "What", "May", "She met Jane Example.", "June", "Left."]
    assert [one.cell.row for one in document.blocks if one.cell] == [0, 0, 1, 1, 2, 2]


def test_broken_in_a_narrow_cell(file: Path) -> None:
    """A date that a narrow cell breaks is whole again; words that merely end a line are not glued."""

    def grid(canvas: Canvas) -> None:
        canvas.setFont("Courier", 10)
        for at, texts in enumerate((("22/09/201", "3"), ("Sam", "left"))):
            for column in range(2):
                canvas.rect(70 + 64 * column, 600 - 40 * at, 64, 40)
            canvas.drawString(75, 625 - 40 * at, texts[0])
            canvas.drawString(75, 612 - 40 * at, texts[1])

    assert [one for one in printed(drawn(file, grid)) if one] == ["22/09/2013", "Sam left"]


def test_columns_out_of_step(file: Path) -> None:
    """Columns whose lines do not stand level, with hanging numbers, are parted all the same."""
    left = [f"left column line {at} of Wren" for at in range(8)]
    right = [f"column right {at} Close" for at in range(8)]
    document = drawn(
        file,
        together(
            lines(*left),
            lines(*right, x=350, y=694),
            lines("3.6", x=320, y=694),
            lines("A line that runs across the whole of the page, as the title of a chapter does.", y=740),
        ),
    )
    texts = " ".join(printed(document))
    assert " ".join(left) in texts
    assert " ".join(right) in texts


def test_running_headers(file: Path) -> None:
    """A header or footer is read once; page numbers are dropped."""
    pages = [
        together(
            lines("Case of Sam", y=815, size=9),
            lines(f"Body of page {word}."),
            lines(f"Draft | Page {at}", y=30, size=9),
        )
        for at, word in enumerate(("one", "two", "three"), 1)
    ]
    document = drawn(file, *pages)
    assert told(document) == [
        ("paragraph", "", "Body of page one."),
        ("paragraph", "", "Body of page two."),
        ("paragraph", "", "Body of page three."),
        ("header", "", "Case of Sam"),
        ("footer", "", "Draft"),
    ]


def test_footnotes(file: Path) -> None:
    """A small line at the foot is a note, tied to the raised number that calls it."""
    body = Paragraph(
        "The child<super size=6 rise=5>1</super> left home and went to live with others.", STYLES["BodyText"]
    )

    def foot(canvas: Canvas, _: object) -> None:
        lines("1 As told by Sam.", y=80, size=8)(canvas)

    SimpleDocTemplate(str(file), pagesize=A4).build([body], onFirstPage=foot)
    document = read(file)
    assert told(document) == [
        ("paragraph", "", "The child left home and went to live with others."),
        ("note", "1", "As told by Sam."),
    ]
    assert [(one.at, one.note) for one in document.blocks[0].anchors] == [(len("The child"), "1")]


def test_contents_are_not_printed(file: Path) -> None:
    """Lines with dot leaders are a list of contents, which is made anew."""
    document = drawn(
        file, lines("Background of Sam ........ 3", "Findings ............. 14", "Text begins here.")
    )
    assert printed(document) == ["Text begins here."]
    assert "Background of Sam" in document.text


def test_spaced_letters(file: Path) -> None:
    """Letters that are set far apart come together as words."""

    def spaced(canvas: Canvas) -> None:
        text = canvas.beginText(70, 700)
        text.setFont("Helvetica", 10)
        text.setCharSpace(6)
        text.textLine("Sam Example")
        canvas.drawText(text)

    assert printed(drawn(file, spaced)) == ["Sam Example"]


# --- what cannot be seen ----------------------------------------------------------------------------


def white(canvas: Canvas) -> None:
    """White words on white paper."""
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(70, 500, "Sam Example")


def boxed(canvas: Canvas) -> None:
    """Words under a black box."""
    canvas.drawString(70, 500, "Sam Example")
    canvas.rect(60, 490, 200, 30, fill=1)


def inkless(canvas: Canvas) -> None:
    """Words in rendering mode 3."""
    text = canvas.beginText(70, 500)
    text.setTextRenderMode(3)
    text.textLine("Sam Example")
    canvas.drawText(text)


def tiny(canvas: Canvas) -> None:
    """Words of one point."""
    canvas.setFont("Helvetica", 1)
    canvas.drawString(70, 500, "Sam Example")


def outside(canvas: Canvas) -> None:
    """Words beside the page."""
    canvas.drawString(-300, 500, "Sam Example")


def pictured(canvas: Canvas) -> None:
    """Words under a picture."""
    canvas.drawString(70, 500, "Sam Example")
    canvas.drawImage(ImageReader(Image.new("RGB", (20, 5), "red")), 60, 490, 200, 30)


@pytest.mark.parametrize("draw", [white, boxed, inkless, tiny, outside, pictured])
def test_unseen_text(file: Path, draw: Draw) -> None:
    """Text that nobody sees is searched and told, never printed."""
    document = drawn(file, together(lines("Seen by all."), draw))
    assert printed(document) == ["Seen by all."]
    assert hidden(document) == ["Sam Example"]
    assert "hidden text" in [one.kind for one in document.left_behind]


def test_white_on_dark_is_seen(file: Path) -> None:
    """White words on a dark bar drawn before them are printed."""

    def bar(canvas: Canvas) -> None:
        canvas.rect(60, 690, 300, 30, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(70, 700, "Seen by all.")

    assert printed(drawn(file, bar)) == ["Seen by all."]


def test_sideways_text(file: Path) -> None:
    """Text that stands on its side is searched and told."""

    def side(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(300, -400, "Sam Example")

    document = drawn(file, together(lines("Upright."), side))
    assert printed(document) == ["Upright."]
    assert "text that stands on its side" in [one.kind for one in document.left_behind]


# --- beside the pages -------------------------------------------------------------------------------


def test_properties(file: Path) -> None:
    """Author, title, subject and keywords are searched and told."""

    def named(canvas: Canvas) -> None:
        canvas.setAuthor("Ann Author")
        canvas.setKeywords("Sam Example")
        lines("Text.")(canvas)

    document = drawn(file, named)
    assert {text for kind, _, text in told(document) if kind == "property"} == {"Ann Author", "Sam Example"}
    assert {one.place for one in document.left_behind} == {"property Author", "property Keywords"}


def test_annotations_forms_files_and_bookmarks(file: Path) -> None:
    """Notes, form values, attached files, links and odd bookmarks are searched and told."""
    drawn(file, lines("Text."))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            Rect=[0, 0, 9, 9],
            T="Ann",
            Contents="Is this Sam?",
        )
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            Rect=[0, 0, 9, 9],
            T="Child",
            V="Kim Example",
        )
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/sam"),
        )
        page.Annots = pdf.make_indirect(pikepdf.Array([note, field, link]))
        page.PieceInfo = pikepdf.Dictionary(Tool=pikepdf.Dictionary(Private="Jo Example"))
        pdf.attachments["notes-on-sam.txt"] = b"Sam"
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Zed Example", 0))
        pdf.save(file)
    document = read(file)
    assert printed(document) == ["Text."]
    for words in (
        "Is this Sam?",
        "Kim Example",
        "https://example.org/sam",
        "notes-on-sam.txt",
        "Zed Example",
        "Jo Example",
    ):
        assert words in document.text
    assert {"comment", "form field", "link target", "embedded file", "bookmark"} <= {
        one.kind for one in document.left_behind
    }


# --- what is refused --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"hello", "damaged or not a PDF"),
        (b"%PDF-1.7\nbroken", "damaged"),
        (b"PK\x03\x04x", "zip"),
    ],
)
def test_refuses_what_is_no_pdf(file: Path, data: bytes, words: str) -> None:
    """What only calls itself .pdf is refused with what it is."""
    file.write_bytes(data)
    assert words in refused(file)


def test_refuses_password(file: Path) -> None:
    """A PDF that needs a password is refused."""
    drawn(file, lines("Text."))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(user="x", owner="y"))
    assert "password" in refused(file)


def scan(canvas: Canvas) -> None:
    """A picture of a page."""
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, *A4)


def old_layer(canvas: Canvas) -> None:
    """A picture with words under it."""
    scan(canvas)
    inkless(canvas)


def outlines(canvas: Canvas) -> None:
    """Letters that are only lines."""
    canvas.line(0, 0, 100, 100)


@pytest.mark.parametrize("draw", [scan, old_layer, outlines])
def test_refuses_scans(file: Path, draw: Draw) -> None:
    """A page that is a picture or has no words is refused by its number, even among good ones."""
    with pytest.raises(UnreadableError, match="page 2 has no text that can be read"):
        drawn(file, lines("Text."), draw)


def test_blank_page_is_no_scan(file: Path) -> None:
    """A page on which nothing stands is passed over."""
    assert printed(drawn(file, lines("Text."), lambda _: None)) == ["Text."]


def test_refuses_letters_without_meaning(file: Path) -> None:
    """A font that does not say which letters it draws is refused."""
    with pytest.raises(UnreadableError, match="font whose letters cannot be read"):
        drawn(file, lines('%&,/)- "*.-*0.!# %&,/)- "*.-*0.!#'))


def test_refuses_bombs(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that unpacks to too much is refused."""
    monkeypatch.setattr("redact.formats.pdf_extras.LARGEST_STREAM", 1000)
    with pytest.raises(UnreadableError, match="unpacks to more"):
        drawn(file, lines(*["Text."] * 400), pageCompression=1)


def test_refuses_endless_drawing(file: Path) -> None:
    """A page that draws too many strokes, and a form that draws itself, are refused before they are drawn."""
    drawn(file, lines("Text."))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        pdf.pages[0].contents_add(b"0 0 m 1 1 l S\n" * 100_000)
        pdf.save(file)
    assert "page 1 draws more" in refused(file)
    drawn(file, lines("Text."))
    with pikepdf.open(file, allow_overwriting_input=True) as pdf:
        form = pdf.make_stream(b"/X Do /X Do")
        form.Type, form.Subtype, form.BBox = (
            pikepdf.Name.XObject,
            pikepdf.Name.Form,
            pikepdf.Array([0, 0, 9, 9]),
        )
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X=form)
        pdf.pages[0].contents_add(b"/X Do")
        pdf.save(file)
    assert "page 1 draws more" in refused(file)


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A sound PDF of two lines."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    lines("Sam Example left.", "4.12 Kim stayed.")(canvas)
    canvas.save()
    return buffer.getvalue()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(min_size=1, max_size=60), where=st.integers(0, 1600))
def test_nothing_but_unreadable(file: Path, whole: bytes, data: bytes, where: int) -> None:
    """A broken PDF gives a well-formed document or an UnreadableError, never anything else."""
    file.write_bytes(whole[:where] + data + whole[where + len(data) :])
    try:
        document = read(file)
    except UnreadableError:
        return
    at = 0
    for block in document.blocks:
        if block.span:
            assert at <= block.span.start < block.span.end <= len(document.text)
            at = block.span.end
