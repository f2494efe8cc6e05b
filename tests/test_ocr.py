"""Words in pictures: what Tesseract reads, how a scanned PDF becomes a document, and who is told."""

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pdf_drafts import cells, drawn, lines, made, of_kind, printed, scanned, together, told
from redact.case import Case
from redact.errors import UnreadableError
from redact.formats import ocr
from redact.formats.pdf import read_pdf
from redact.reading import read_drafts
from redact.rules import load_rules

needs_tesseract = pytest.mark.skipif(
    not ocr.is_installed(), reason="Tesseract (with English) is not installed on this machine"
)
SAID = ("Jane Example was born on 14 March 2016.", "She lived at 4 Wren Close in Sampleton.")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the draft is written."""
    return tmp_path / "draft.pdf"


def picture(*texts: str, turn: int = 0) -> bytes:
    """A PNG of lines of text, turned by so many degrees anticlockwise."""
    import pypdfium2

    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=(400, 200))
    lines(*texts, x=40, y=140, size=14)(canvas)
    canvas.save()
    pdf = pypdfium2.PdfDocument(packed.getvalue())
    page = pdf[0].render(scale=3, grayscale=True).to_pil().rotate(turn, expand=True, fillcolor=255)
    pdf.close()
    made = io.BytesIO()
    page.save(made, "PNG")
    return made.getvalue()


# --- pictures ---------------------------------------------------------------------------------------


@needs_tesseract
@pytest.mark.parametrize("turn", [0, 90, 180, 270, 2])
def test_words_of_a_picture(turn: int) -> None:
    """Words are read however the picture lies."""
    assert " ".join(word.text for word in ocr.read_picture(picture(*SAID, turn=turn))) == " ".join(SAID)


@needs_tesseract
def test_places_of_words() -> None:
    """Each word has a box in the picture, and says how sure it is."""
    words = ocr.read_picture(picture(*SAID))
    assert all(
        0 <= word.box[0] < word.box[2] <= 1200 and 0 <= word.box[1] < word.box[3] <= 600 for word in words
    )
    assert words[0].box[3] < words[-1].box[1]
    assert all(50 < word.confidence <= 100 for word in words)


@needs_tesseract
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_words_of_a_picture_in_passing(turn: int) -> None:
    """The pictures of a draft are read however they lie, too."""
    words = ocr.read_in_passing(picture(*SAID, turn=turn))
    assert " ".join(word.text for word in words) == " ".join(SAID)


@needs_tesseract
def test_a_picture_without_words_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Photographs are not turned over and over."""
    runs: list[object] = []
    monkeypatch.setattr(ocr, "_run", lambda *_: runs.append(_) or b"<html/>")
    assert ocr.read_in_passing(Image.new("L", (300, 200), 255)) == ()
    assert ocr.read_in_passing(Image.new("L", (5, 5))) == ()
    assert len(runs) == 1


@needs_tesseract
def test_nothing_to_read() -> None:
    """A blank picture, and one too small for a word, have no words."""
    blank = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    assert ocr.read_picture(blank) == ()
    assert ocr.read_picture(Image.new("L", (5, 5))) == ()


@needs_tesseract
@pytest.mark.parametrize("data", [b"", b"hello", b"\x89PNG\r\n\x1a\nbroken"])
def test_refuses_what_is_no_picture(data: bytes) -> None:
    """What is no picture is an error, not a picture without words."""
    with pytest.raises(UnreadableError, match="damaged or of an unknown kind"):
        ocr.read_picture(data)


@needs_tesseract
def test_refuses_giant_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture of too many pixels is refused before it is unpacked."""
    monkeypatch.setattr(ocr, "MOST_PIXELS", 1000)
    with pytest.raises(UnreadableError, match="too large"):
        ocr.read_picture(picture("Sam"))


@needs_tesseract
@pytest.mark.parametrize(
    "failure", [subprocess.TimeoutExpired("tesseract", 1), subprocess.CalledProcessError(1, "x"), OSError()]
)
def test_failure_of_tesseract(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    """If Tesseract fails or takes too long, that is an error and never an empty page."""
    data = picture("Sam")

    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(UnreadableError, match="Tesseract"):
        ocr.read_picture(data)


@needs_tesseract
def test_nonsense_of_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that is not what was asked for is an error."""
    data = picture("Sam")
    monkeypatch.setattr(ocr, "_run", lambda *_: b"<html><broken")
    with pytest.raises(UnreadableError, match="cannot be understood"):
        ocr.read_picture(data)


def test_without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Tesseract is missing this is said, and nothing is read."""
    monkeypatch.setattr(ocr, "_languages", frozenset)
    assert not ocr.is_installed()
    assert ocr.version() == ""
    with pytest.raises(UnreadableError, match="not installed"):
        ocr.read_picture(b"")


# --- scanned pages ----------------------------------------------------------------------------------


@needs_tesseract
def test_scanned_page(file: Path) -> None:
    """A page that is a picture is read as a page of text, and the reviewer is asked about it."""
    document = drawn(file, lines("A page of text."), scanned(lines(*SAID)), ocr=True)
    assert " ".join(printed(document)) == " ".join(["A page of text.", *SAID])
    assert [(one.kind, one.known) for one in document.left_behind] == [("page 2 read from a picture", True)]


@needs_tesseract
def test_scanned_table(file: Path) -> None:
    """The ruled lines of a scan make cells, so that no row is read across."""

    def grid(canvas: Canvas) -> None:
        lines("The table says who was there.", y=740)(canvas)
        rows = (("Name", "Born"), ("Jane Example", "14/03/2016"), ("Kim Tester", "01/02/1990"))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                canvas.rect(70 + 180 * column, 640 - 30 * at, 180, 30)
                canvas.drawString(80 + 180 * column, 650 - 30 * at, text)

    document = drawn(file, scanned(grid), ocr=True)
    assert cells(document) == [["Name", "Born"], ["Jane Example", "14/03/2016"], ["Kim Tester", "01/02/1990"]]


@needs_tesseract
def test_layer_that_says_otherwise(file: Path) -> None:
    """What an old text layer says is searched and not printed; where it differs from the picture that is told."""

    def layer(canvas: Canvas) -> None:
        text = canvas.beginText(70, 700)
        text.setTextRenderMode(3)
        text.textLine("Jane Exarnple was born on 14 March 2016.")
        canvas.drawText(text)

    document = drawn(file, together(scanned(lines(SAID[0])), layer), ocr=True)
    assert printed(document) == [SAID[0]]
    assert of_kind(document, "hidden") == ["Jane Exarnple was born on 14 March 2016."]
    shared = [one for one in document.left_behind if "do not share" in one.kind]
    assert [one.count for one in shared] == [2]


@needs_tesseract
def test_text_over_a_picture(file: Path) -> None:
    """Typed words over a large picture are taken as typed, the picture's words are read."""
    page = together(scanned(lines(SAID[0])), lines("Typed over it.", y=500))
    assert printed(drawn(file, page, ocr=True)) == [SAID[0], "Typed over it."]


@needs_tesseract
def test_same_reading_twice(file: Path) -> None:
    """A scan that is read again gives the same document."""
    path = made(file, scanned(lines(*SAID)))
    assert read_pdf(path, True) == read_pdf(path, True)


@needs_tesseract
def test_words_hard_to_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of low confidence are kept, and their number is told."""
    monkeypatch.setattr("redact.formats.pdf_scan.UNSURE", 101.0)
    document = drawn(file, scanned(lines(SAID[0])), ocr=True)
    assert document.left_behind[0].place == "page 1, 8 words hard to read"
    assert printed(document) == [SAID[0]]


def test_asked_for_without_tesseract(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--ocr without Tesseract refuses the page and says what to install."""
    monkeypatch.setattr(ocr, "_languages", frozenset)
    with pytest.raises(UnreadableError, match=r"page 1 has no text that can be read .*install Tesseract"):
        drawn(file, scanned(lines(*SAID)), ocr=True)


def test_picture_over_half_the_page(file: Path) -> None:
    """A page that is mostly a picture is refused unless pictures may be read, also with words beside it."""

    def half(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, A4[0], A4[1] * 0.6)
        lines("Words beside it.", y=780)(canvas)

    with pytest.raises(UnreadableError, match=r"page 1 is mostly a picture.*--ocr"):
        drawn(file, half)


# --- cases ------------------------------------------------------------------------------------------


def test_permission_stands_in_the_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once pictures may be read in a case, every later command reads its drafts the same way."""
    asked: list[bool] = []

    def noted(path: Path, name: str, may: bool) -> object:
        asked.append(may)
        raise UnreadableError("stop here")

    made(tmp_path / "drafts" / "a.pdf", lines("Text.")) if (tmp_path / "drafts").mkdir() is None else None
    monkeypatch.setattr("redact.reading.read", noted)
    case = Case(tmp_path)
    for _ in range(2):
        with pytest.raises(UnreadableError):
            read_drafts(case, load_rules(), lambda step: None, keep=False)
        case.allow_pictures()
    assert asked == [False, True]
    assert Case(tmp_path).reads_pictures


@needs_tesseract
def test_blocks_of_a_scan(file: Path) -> None:
    """Headings and numbered paragraphs of a scan are known by the same signs as those of a page of text."""
    page = together(
        lines("Findings of the review", y=760, size=20),
        lines("1.1 The worker saw the child on two days", "in the spring and told nobody of it.", y=700),
        lines("1.2 The school was not told that they had moved.", y=650),
    )
    found = told(drawn(file, scanned(page), ocr=True))
    assert [(kind, number) for kind, number, _ in found] == [
        ("title", ""),
        ("paragraph", "1.1"),
        ("paragraph", "1.2"),
    ]
