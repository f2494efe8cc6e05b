"""PDF drafts drawn by code, and what reading them gives: shared by the tests of the PDF reader."""

import io
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from redact.formats.pdf import read_pdf
from redact.model import PRINTED, Document

Draw = Callable[[Canvas], None]


def made(file: Path, *pages: Draw) -> Path:
    """A PDF of pages drawn by hand."""
    canvas = Canvas(str(file), pagesize=A4)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return file


def drawn(file: Path, *pages: Draw, ocr: bool = False) -> Document:
    """The document that reading pages drawn by hand gives."""
    return read_pdf(made(file, *pages), ocr)


def lines(*texts: str, x: float = 70, y: float = 700, size: float = 11, font: str = "Helvetica") -> Draw:
    """Draws lines of text, one under the other."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        for at, text in enumerate(texts):
            canvas.drawString(x, y - at * size * 1.3, text)

    return draw


def together(*draws: Draw) -> Draw:
    """Draws all of these on one page."""

    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def scanned(*draws: Draw, turn: float = 0.0, dpi: int = 200) -> Draw:
    """A page that is a picture of what these draw, turned by so many degrees."""
    import pypdfium2

    packed = io.BytesIO()
    canvas = Canvas(packed, pagesize=A4)
    together(*draws)(canvas)
    canvas.save()
    pdf = pypdfium2.PdfDocument(packed.getvalue())
    picture = pdf[0].render(scale=dpi / 72, grayscale=True).to_pil()
    pdf.close()
    turned = picture.rotate(turn, expand=turn % 90 == 0, fillcolor=255)
    return lambda canvas: canvas.drawImage(ImageReader(turned), 0, 0, *A4)


def told(document: Document) -> list[tuple[str, str, str]]:
    """Kind, number and text of every block."""
    return [(one.kind, one.number, document.of(one.span) if one.span else "") for one in document.blocks]


def printed(document: Document) -> list[str]:
    """The texts that are printed."""
    return [text for kind, _, text in told(document) if kind in PRINTED]


def of_kind(document: Document, kind: str) -> list[str]:
    """The texts of one kind of block."""
    return [text for one, _, text in told(document) if one == kind]


def cells(document: Document) -> list[list[str]]:
    """The texts of the cells, row by row."""
    rows: dict[tuple[int, int], list[str]] = {}
    for one in document.blocks:
        if one.cell:
            text = document.of(one.span) if one.span else ""
            rows.setdefault((one.cell.table, one.cell.row), []).append(text)
    return list(rows.values())
