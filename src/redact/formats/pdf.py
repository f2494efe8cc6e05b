"""Read a .pdf: words by their place on the page, in the order in which people read them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.pictures import Album
from redact.formats.pieces import Left, Piece, assemble

if TYPE_CHECKING:
    from redact.formats.pdf_layout import Sheet
    from redact.model import Document

MOST_PAGES = 2000
WORD_SHARE = 0.6  # of a page's characters that must be letters, digits or spaces
PICTURE_SHARE = 0.5  # of a page's area
MANY_CURVES = 40  # more is a drawing, not an ornament


def read_pdf(path: Path) -> Document:
    """The PDF at *path*.

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
        pieces, left = _read(data, name, album)
        pieces += album.asides()
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - parsers of PDF fail in many ways; none may pass for a short text
        raise UnreadableError(f"{name}: is damaged; make the PDF again") from None
    if not any(piece.text for piece in pieces):
        raise UnreadableError(f"{name}: holds no text; check that it is the right file")
    return assemble(name, opening.digest(data), pieces, left.all(), album.pictures())


def _read(data: bytes, name: str, album: Album) -> tuple[list[Piece], Left]:
    import pdfplumber

    from redact.formats.pdf_extras import look_beside, open_pdf
    from redact.formats.pdf_pictures import pictures_on, repeated_pictures

    left = Left()
    beside = open_pdf(data, name)
    if len(beside.pages) > MOST_PAGES:
        raise UnreadableError(f"{name}: has more than {MOST_PAGES} pages; split it")
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        hidden: list[Piece] = []
        take = partial(pictures_on, album=album, repeated=repeated_pictures(beside))
        sheets = list(_sheets(pdf, data, name, left, hidden, take))
    pieces = _laid_out(sheets)
    printed = "\n".join(one.text for one in pieces)
    return [*pieces, *hidden, *look_beside(beside, printed, left)], left


def _laid_out(sheets: list[Sheet]) -> list[Piece]:
    """The blocks of all pages, running lines and notes after the body."""
    from redact.formats.pdf_edges import take_notes, take_running
    from redact.formats.pdf_layout import Paragraphs, body_size

    running = take_running(sheets)
    size = body_size(line for sheet in sheets for line in sheet.lines)
    for sheet in sheets:
        sheet.body_size = size
    notes = take_notes(sheets)
    larger = sorted(
        {one.size for sheet in sheets for one in sheet.lines if one.size > size * 1.12}, reverse=True
    )
    return [*Paragraphs(size, larger).of(sheets), *notes, *running]


# --- pages ------------------------------------------------------------------------------------------


def _sheets(
    pdf: Any, data: bytes, name: str, left: Left, hidden: list[Piece], take: Callable[..., Any]
) -> Iterator[Sheet]:
    import pypdfium2

    tables = 0
    rendered = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(pdf.pages, 1):
            sheet = _sheet(page, rendered[number - 1], number, name, left, hidden, tables, take)
            page.close()
            if sheet is not None:
                tables += len(sheet.tables)
                yield sheet
    finally:
        rendered.close()


def _sheet(
    page: Any,
    rendered: Any,
    number: int,
    name: str,
    left: Left,
    hidden: list[Piece],
    tables: int,
    take: Callable[..., Any],
) -> Sheet | None:
    """One page as lines and tables; None if it is blank."""
    from redact.formats.pdf_layout import Sheet
    from redact.formats.pdf_sight import inkless_boxes, seen_and_hidden
    from redact.formats.pdf_tables import cells_of, inside, tables_on

    if not page.chars and not (page.images or page.rects or page.lines or page.curves):
        return None
    _require_readable(page, number, name)
    seen, unseen = seen_and_hidden(page, inkless_boxes(rendered, float(page.height)))
    upright = [char for char in seen if char["upright"]]
    _set_aside(unseen, "hidden text", number, left, hidden)
    _set_aside(
        [char for char in seen if not char["upright"]], "text that stands on its side", number, left, hidden
    )
    _drawings(page, number, left)
    found = tables_on(page)
    cells = [cells_of(one, upright, tables + at, number) for at, one in enumerate(found)]
    rest = [char for char in upright if not any(inside(char, box) for one in found for box in one.cells)]
    placed = [(one.bbox[1], pieces) for one, pieces in zip(found, cells, strict=True)]
    placed += take(page, rendered, number)
    return Sheet(number, float(page.height), rest, tables=placed)


def _require_readable(page: Any, number: int, name: str) -> None:
    """Stop at a page that is a picture, or whose letters have no meaning."""
    texts = [str(char["text"]) for char in page.chars]
    area = float(page.width * page.height) or 1.0
    pictured = sum(_area(one, page) for one in page.images)
    if not "".join(texts).strip() or pictured > area * PICTURE_SHARE:
        why = "no text that can be read (a scan?)" if pictured or not texts else "only blanks"
        raise UnreadableError(f"{name}: page {number} has {why}; send the Word file, or a PDF made from it")
    wordlike = sum(text.isalnum() or text.isspace() or text in ".,-_•" for text in texts)
    if _nameless_in_words(page.chars) or (len(texts) > 20 and wordlike < len(texts) * WORD_SHARE):
        raise UnreadableError(
            f"{name}: page {number} has a font whose letters cannot be read; send the Word file"
        )


def _nameless_in_words(chars: list[Any]) -> bool:
    """Whether a character without a Unicode value touches another, as a bullet never does."""
    from redact.formats.pdf_lines import is_nameless

    return any(
        ((is_nameless(a["text"]) and b["text"].strip()) or (is_nameless(b["text"]) and a["text"].strip()))
        and abs(a["top"] - b["top"]) < a["size"] / 2
        and abs(b["x0"] - a["x1"]) < a["size"] * 0.15
        for a, b in pairwise(chars)
    )


def _area(picture: Any, page: Any) -> float:
    width = min(picture["x1"], page.width) - max(picture["x0"], 0)
    height = min(picture["bottom"], page.height) - max(picture["top"], 0)
    return float(max(width, 0) * max(height, 0))


def _set_aside(chars: list[Any], kind: str, number: int, left: Left, hidden: list[Piece]) -> None:
    """Keep characters that are not printed where names are searched."""
    from redact.formats.pdf_lines import words_of

    text = " ".join(str(word["text"]) for word in words_of(chars))
    if text.strip():
        hidden.append(Piece("hidden", text, place=f"page {number}"))
        left.add(kind, f"page {number}")


def _drawings(page: Any, number: int, left: Left) -> None:
    if page.images:
        left.add("picture", f"page {number}", len(page.images))
    if len(page.curves) > MANY_CURVES:
        left.add("drawing", f"page {number}")
