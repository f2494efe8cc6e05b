"""A page of the program's own as a tagged PDF: the page is read like a draft and set like an edition."""

from __future__ import annotations

from redact.formats import html, write_pdf
from redact.formats.markdown_blocks import titled
from redact.formats.pieces import assemble
from redact.model import Edition


def as_pdf(page: bytes, title: str) -> bytes:
    """The page (HTML) *page* as the bytes of a PDF whose title is *title*; what a reader of it sees, in its order."""
    pieces, _ = html.read_page(page.decode("utf-8"), "page")
    document = assemble("page", "", titled(pieces), ())
    return write_pdf.write(Edition("", "record", title, document.text, document.blocks))
