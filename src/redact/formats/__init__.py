"""Files in, files out: one module a format, chosen by suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.formats.comma import read_csv
from redact.formats.docx import read_docx
from redact.formats.nature import refusal
from redact.formats.open_text import read_odt
from redact.formats.pdf import read_pdf
from redact.formats.text import read_md, read_txt
from redact.formats.workbook import read_xlsx

if TYPE_CHECKING:
    from redact.model import Document, Edition

__all__ = ["READERS", "WRITTEN", "read", "write"]

# --- in ---------------------------------------------------------------------------------------------

READERS: dict[str, Callable[[Path], Document]] = {
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".txt": read_txt,
    ".md": read_md,
    ".odt": read_odt,
    ".xlsx": read_xlsx,
    ".csv": read_csv,
}


def read(path: Path, name: str | None = None) -> Document:
    """The file at *path* as a document called *name* (else the path as given).

    Raises:
        UnreadableError: the file cannot be read whole; the message says why and what to do.
    """
    from dataclasses import replace

    path = Path(path)
    name = str(path) if name is None else name
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableError(f"{name}: {refusal(path.suffix.lower())}")
    try:
        document = reader(path)
    except UnreadableError as error:
        raise UnreadableError(str(error).replace(str(path), name, 1)) from None
    return replace(document, name=name)


# --- out --------------------------------------------------------------------------------------------

#: The suffixes that `write` makes.
WRITTEN = (".docx", ".html", ".pdf")


def write(edition: Edition, suffix: str, mark: str | None = None) -> bytes:
    """The edition as the bytes of a file of the kind *suffix*; *mark* stands on each page."""
    if suffix == ".docx":
        from redact.formats import write_docx

        return write_docx.write(edition, mark)
    if suffix == ".html":
        from redact.formats import write_html

        return write_html.write(edition, mark)
    if suffix == ".pdf":
        from redact.formats import write_pdf

        return write_pdf.write(edition, mark)
    raise ValueError(f"no edition is written as {suffix!r}")
