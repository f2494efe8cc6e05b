"""Files that lie in a PDF: their names and, where they can be read, their words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redact.errors import UnreadableError
from redact.formats.pieces import Left, Piece
from redact.formats.word_names import has_words

LARGEST = 20 * 1024 * 1024  # bytes of an attached file whose words are searched
TEXTS = (".txt", ".md", ".csv", ".html", ".htm", ".xml", ".json", ".rtf", ".eml")
PLACE = "the file, outside its pages"


def attached_files(pdf: Any, left: Left, depth: int = 0) -> Iterator[Piece]:
    """The attached files' names and words; each is told to the reviewer."""
    for name, file in pdf.attachments.items():
        left.add("embedded file", PLACE)
        yield Piece("embedded", str(name), place="name of an embedded file")
        if file.description:
            yield Piece("embedded", str(file.description), place="an embedded file")
        yield from _words_in(str(name), file, left, depth)


def _words_in(name: str, file: Any, left: Left, depth: int) -> Iterator[Piece]:
    try:
        data = file.get_file().read_bytes()
    except Exception:  # noqa: BLE001 - a file that cannot be unpacked has been told by its name
        return
    if len(data) > LARGEST:
        return
    if data[:1024].find(b"%PDF-") >= 0:
        yield from _pdf_in(data, left, depth)
    elif name.lower().endswith(TEXTS):
        yield from _piece(_decoded(data))


def _pdf_in(data: bytes, left: Left, depth: int) -> Iterator[Piece]:
    """The words of a PDF in the PDF, and of what is attached to that one."""
    from redact.formats.pdf_depths import text_of
    from redact.formats.pdf_extras import open_pdf

    yield from _piece(text_of(data) or "")
    if depth < 2:
        try:
            inner = open_pdf(data, "an embedded file")
        except UnreadableError:
            return
        yield from attached_files(inner, left, depth + 1)


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _piece(text: str) -> Iterator[Piece]:
    if has_words(text):
        yield Piece("embedded", text.strip(), place="an embedded file")
