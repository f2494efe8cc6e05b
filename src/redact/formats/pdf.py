"""Read a .pdf: words by their place on the page, in the order in which people read them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.album import Album
from redact.formats.pieces import Left, Piece, assemble

if TYPE_CHECKING:
    from redact.formats.pdf_layout import Sheet
    from redact.model import Document

MOST_PAGES = 2000


def read_pdf(path: Path, ocr: bool = False) -> Document:
    """The PDF at *path*; with *ocr*, pages that are pictures are read by Tesseract.

    Raises:
        UnreadableError: it is damaged, needs a password, or has a page whose words cannot be read.
    """
    name = str(path)
    data = opening.load(path, name)
    opening.require_kind(data, "pdf", name)
    if opening.PDF not in data[:1024]:
        raise UnreadableError(f"{name}: is damaged or not a PDF; make the PDF again")
    try:
        album = Album()
        pieces, left = _read(data, name, ocr, album)
        pieces += album.asides()
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - parsers of PDF fail in many ways; none may pass for a short text
        raise UnreadableError(f"{name}: is damaged; make the PDF again") from None
    if not any(piece.text for piece in pieces):
        raise UnreadableError(f"{name}: holds no text; check that it is the right file")
    return assemble(name, opening.digest(data), pieces, left.all(), album.pictures())


def _read(data: bytes, name: str, ocr: bool, album: Album) -> tuple[list[Piece], Left]:
    import pdfplumber

    from redact.formats.pdf_extras import look_beside, open_pdf
    from redact.formats.pdf_pages import Pages
    from redact.formats.pdf_pictures import repeated_pictures

    left = Left()
    beside = open_pdf(data, name)
    if len(beside.pages) > MOST_PAGES:
        raise UnreadableError(f"{name}: has more than {MOST_PAGES} pages; split it")
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        pages = Pages(name, ocr, left, album, repeated_pictures(beside))
        sheets = list(pages.sheets(pdf, data))
    pieces = _laid_out(sheets)
    printed = "\n".join(one.text for one in pieces)
    return [*pieces, *pages.hidden, *look_beside(beside, data, printed, left)], left


def _laid_out(sheets: list[Sheet]) -> list[Piece]:
    """The blocks of all pages, running lines and notes after the body."""
    from redact.formats.pdf_edges import take_notes, take_running
    from redact.formats.pdf_layout import Paragraphs, body_size, larger_sizes

    running = take_running(sheets)
    size = body_size(line for sheet in sheets for line in sheet.lines)
    for sheet in sheets:
        sheet.body_size = size
    notes = take_notes(sheets)
    return [*Paragraphs(size, larger_sizes(sheets, size)).of(sheets), *notes, *running]
