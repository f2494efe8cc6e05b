"""Files in, files out: one module a format, chosen by suffix."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.formats.docx import read_docx
from redact.formats.nature import refusal
from redact.formats.pdf import read_pdf
from redact.formats.text import read_md, read_txt

if TYPE_CHECKING:
    from redact.model import Document, Edition

__all__ = ["READERS", "WRITTEN", "own_template", "pictures_of", "read", "said", "write"]

# --- in ---------------------------------------------------------------------------------------------


def _later(module: str, reader: str) -> Callable[[Path], Document]:
    """The *reader* of the module *module* of this package, which is imported when a file is read."""

    def read_one(path: Path) -> Document:
        found: Document = getattr(import_module(f"redact.formats.{module}"), reader)(path)
        return found

    return read_one


READERS: dict[str, Callable[[Path], Document]] = {
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".txt": read_txt,
    ".md": read_md,
    ".odt": _later("open_text", "read_odt"),
    ".rtf": _later("rich_text", "read_rtf"),
    ".doc": _later("old_word", "read_doc"),
    ".html": _later("html", "read_html"),
    ".htm": _later("html", "read_html"),
    ".eml": _later("mail", "read_mail"),
    ".xlsx": _later("workbook", "read_xlsx"),
    ".csv": _later("comma", "read_csv"),
}


def read(path: Path, name: str | None = None, ocr: bool = False) -> Document:
    """The file at *path* as a document called *name* (else the path as given).

    With *ocr*, the pages of a PDF that are pictures are read by Tesseract.

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
        document = read_pdf(path, ocr) if reader is read_pdf else reader(path)
    except UnreadableError as error:
        raise UnreadableError(str(error).replace(str(path), name, 1)) from None
    return replace(document, name=name)


# --- out --------------------------------------------------------------------------------------------

#: The suffixes that `write` makes.
WRITTEN = (".docx", ".html", ".pdf", ".txt", ".md")


def write(edition: Edition, suffix: str, mark: str | None = None) -> bytes:
    """The edition as the bytes of a file of the kind *suffix*; *mark* stands on each page."""
    if suffix not in WRITTEN:
        raise ValueError(f"no edition is written as {suffix!r}")
    made: bytes = import_module(f"redact.formats.write_{suffix[1:]}").write(edition, mark)
    return made


def said(edition: Edition) -> tuple[str, ...]:
    """What the writers change of the headings and titles, in words for a reviewer."""
    from redact.formats.flow import flow

    return flow(edition).said


def own_template(path: Path) -> bytes:
    """A partnership's Word template, checked and made anew.

    Raises:
        RulesError: it cannot be read, or holds more than a look.
    """
    from redact.formats import template_given

    return template_given.own_template(path)


def pictures_of(template: bytes) -> tuple[str, ...]:
    """The digests of the logos in a template that `own_template` has made: pictures that may stand in editions."""
    from redact.formats import template_given

    return template_given.pictures_of(template)
