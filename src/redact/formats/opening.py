"""Get a file's bytes, and refuse at once what is plainly not what its name says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from redact.errors import UnreadableError

LARGEST = 200 * 1024 * 1024  # bytes of a draft as it lies on disk
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = b"PK\x03\x04"
PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Held:
    """A file inside another one (an attachment), where a reader is given a path."""

    name: str
    data: bytes

    def __str__(self) -> str:
        return self.name


def load(path: Path | Held, name: str) -> bytes:
    """The bytes of the file; one line that says why if there are none to be had."""
    if isinstance(path, Held):
        return path.data
    try:
        if path.is_dir():
            raise UnreadableError(f"{name}: is a folder; name the file in it")
        if path.stat().st_size > LARGEST:
            raise UnreadableError(f"{name}: is larger than 200 MB; split it, or take the pictures out")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableError(f"{name}: there is no such file; check the path") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "the path is not valid"
        raise UnreadableError(f"{name}: cannot be opened ({why}); check who may read it") from None
    if not data:
        raise UnreadableError(f"{name}: the file is empty; get it again from whoever sent it")
    return data


def digest(data: bytes) -> str:
    """The sha256 of the file, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def what_it_is(data: bytes) -> str:
    """What the first bytes say a file is: 'ole', 'zip', 'pdf' or 'other'."""
    if data.startswith(OLE[:4]):
        return "ole"
    if data.startswith((ZIP, b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    return "pdf" if PDF in data[:1024] else "other"


def require_kind(data: bytes, wanted: str, name: str) -> None:
    """Stop unless the bytes are of the *wanted* kind: 'zip' for .docx, 'pdf', or 'other' for text."""
    found = what_it_is(data)
    if wanted == "other" and found == "pdf" and not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(PDF):
        return  # a text that only speaks of %PDF-
    if found == wanted or (wanted == "pdf" and found == "other"):
        return  # without its mark a PDF is refused as damaged, by its reader
    raise UnreadableError(f"{name}: {_MISMATCH[found]}")


_MISMATCH = {
    "ole": "is password-protected or an old .doc; open it in Word, save it as .docx without a password",
    "zip": "is a zip or Office file under another name; give it its own ending, such as .docx",
    "pdf": "is a PDF under another name; rename it to end in .pdf",
    "other": "is not a .docx; open it in Word and save it as .docx",
}
