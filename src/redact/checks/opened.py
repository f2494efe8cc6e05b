"""Open a finished file as a stranger would: by what it is, not by who made it.

Each kind of file has its own opener. What cannot be opened raises; nothing is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from redact.checks.nouns import DEPTH_LIMIT, Gathering, Opened, unreadable
from redact.checks.opened_html import open_html
from redact.checks.opened_mail import open_mail
from redact.checks.opened_media import open_picture, picture_kind
from redact.checks.opened_odf import open_document
from redact.checks.opened_pdf import open_pdf
from redact.checks.opened_rtf import open_rtf
from redact.checks.opened_text import decoded, open_csv, open_json, open_markdown, open_plain
from redact.checks.opened_zip import open_archive, open_package
from redact.checks.pages_before import PagesBefore
from redact.checks.read_pictures import require_reader
from redact.errors import UnreadableError

Opener = Callable[[Gathering, bytes], None]

#: How the kinds of file are opened, by the ending of their name.
OPENERS: dict[str, Opener] = {
    ".docx": open_package,
    ".docm": open_package,
    ".xlsx": open_package,
    ".xlsm": open_package,
    ".pptx": open_package,
    ".pptm": open_package,
    ".ppsx": open_package,
    ".odt": open_document,
    ".ods": open_document,
    ".odp": open_document,
    ".rtf": open_rtf,
    ".eml": open_mail,
    ".pdf": open_pdf,
    ".html": open_html,
    ".htm": open_html,
    ".txt": open_plain,
    ".md": open_markdown,
    ".json": open_json,
    ".jsonl": open_plain,
    ".csv": open_csv,
    ".zip": open_archive,
}

_MAGIC: tuple[tuple[bytes, str], ...] = ((b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"%PDF-", "pdf"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIPPED = frozenset(
    {suffix for suffix, opener in OPENERS.items() if opener in (open_package, open_document, open_archive)}
)


def open_file(path: Path, reads: bool = False) -> Opened:
    """Everything that can be got out of one finished file; with *reads* the words of its pictures too.

    Raises:
        UnreadableError: The file is of an unknown kind, encrypted or damaged.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read; check that it is there and not in use") from error
    return open_content(path, data, reads)


def open_content(path: Path, data: bytes, reads: bool = False, before: PagesBefore | None = None) -> Opened:
    """The same of *data*, a file that would lie at *path*.

    *before* are pages of our own files that were read before, and takes those that are read now.
    """
    gathering = Gathering(str(path), reads=reads, before=before)
    gathering.say("file name", path.name, "file name")
    suffix = ".txt" if path.name == "SHA256SUMS" else path.suffix.lower()
    _guarded(_opener(gathering, suffix, data), gathering, data)
    return gathering.done()


def open_paths(paths: Iterable[Path], reads: bool = False) -> list[Opened]:
    """Every file named, and every file in the folders named, however deep.

    Raises:
        UnreadableError: A path is missing, or one of the files cannot be opened.
    """
    if reads:
        require_reader()
    return [open_file(file, reads) for path in paths for file in _files(path)]


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(entry for entry in path.rglob("*") if not entry.is_dir())
    return [path]


def _opener(gathering: Gathering, suffix: str, data: bytes) -> Opener:
    if data.startswith(_OLE):
        raise unreadable(
            gathering, "is encrypted or an old Office file", "save it as .docx without a password"
        )
    opener = OPENERS.get(suffix)
    if opener is None:
        raise unreadable(
            gathering, "is of a kind that no check can open", "publish .docx, .pdf, .html or .txt"
        )
    if suffix in _ZIPPED and _magic(data) != "zip":
        raise unreadable(gathering, "is damaged or not what its name says", "make it again")
    if suffix == ".rtf" and not data.startswith(b"{\\rtf"):
        raise unreadable(gathering, "is damaged or not what its name says", "make it again")
    return opener


def _magic(data: bytes) -> str:
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")


def _guarded(opener: Opener, gathering: Gathering, data: bytes) -> None:
    """Run an opener; whatever a hostile file makes a library do, the file is then unreadable."""
    try:
        opener(gathering, data)
    except UnreadableError:
        raise
    except (Exception, RecursionError) as error:
        kind = type(error).__name__
        raise unreadable(
            gathering, f"is damaged and cannot be looked at ({kind})", "make it again"
        ) from error


def open_part(gathering: Gathering, name: str, data: bytes) -> None:
    """Look into a file that was found inside another; noted as unknown where that is not possible."""
    inner = gathering.inside(name)
    inner.say("part name", name, "name")
    inner.weigh(len(data))
    if inner.depth > DEPTH_LIMIT:
        inner.doubt("a file too deep inside other files")
        return
    _guarded(_part_opener(name, data), inner, data)


def _part_opener(name: str, data: bytes) -> Opener:
    """Inside another file the ending of a name proves nothing, so the first bytes decide."""
    suffix = Path(name).suffix.lower()
    magic = _magic(data)
    if magic:
        return open_pdf if magic == "pdf" else _open_zipped
    if data.startswith(_OLE):
        return open_bytes
    if picture_kind(data):
        return open_picture
    if data.lstrip()[:5].lower() == b"{\\rtf":
        return open_rtf
    if suffix in OPENERS and suffix not in _ZIPPED | {".pdf"}:
        return OPENERS[suffix]
    if re.match(rb"\s*<(!doctype html|html)", data[:200], re.IGNORECASE):
        return open_html
    return open_bytes


def _open_zipped(gathering: Gathering, data: bytes) -> None:
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        open_document(gathering, data)
    else:
        (open_package if b"[Content_Types].xml" in data else open_archive)(gathering, data)


def open_bytes(gathering: Gathering, data: bytes) -> None:
    """A part that nobody here understands: searched as raw characters, and noted as unknown.

    Of a long one only the beginning is.
    """
    gathering.doubt("a part of an unknown kind")
    data = gathering.beginning(data)
    gathering.say("", decoded(data) or data.decode("latin-1"), "source")
    gathering.say("", data.decode("utf-16-le", "ignore"), "source")
