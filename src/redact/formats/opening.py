"""Get a file's bytes, and refuse at once what is plainly not what its name says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from redact.errors import UnreadableError
from redact.formats import nature
from redact.formats.nature import OLE, UNKNOWN, ZIPS, Nature, advice_for, nature_of

PDF = nature.PDF
LARGEST = 200 * 1024 * 1024  # bytes of a draft as it lies on disk


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
    if data.startswith(OLE):
        return "ole"
    if data.startswith(ZIPS):
        return "zip"
    return "pdf" if PDF in data[:1024] else "other"


def require_kind(data: bytes, wanted: str, name: str, own: str = "") -> None:
    """Stop unless the bytes are of the *wanted* kind: 'zip' for .docx, 'pdf', or 'other' for text.

    *own* is the ending of a kind of text that is known by its first bytes and wanted here.
    """
    found = what_it_is(data)
    if wanted == "other" and found == "pdf" and not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(PDF):
        return  # a text that only speaks of %PDF-
    it = nature_of(data)
    if own and it.ending == own:
        return
    if found == wanted or (wanted == "pdf" and found == "other" and it is UNKNOWN):
        if wanted != "other" or it is UNKNOWN:
            return  # without its mark a PDF is refused as damaged, by its reader
    raise UnreadableError(
        f"{name}: {_mismatch(it, own or {'zip': '.docx', 'pdf': '.pdf'}.get(wanted, '.txt'))}"
    )


def require_ending(data: bytes, ending: str, name: str) -> None:
    """Stop unless the content is what a file that ends in *ending* holds."""
    it = nature_of(data)
    if it.ending != ending:
        raise UnreadableError(f"{name}: {_mismatch(it, ending)}")


def _mismatch(it: Nature, ending: str) -> str:
    if it is UNKNOWN:
        article = "an" if ending[1] in "aefhilmnorsx" else "a"  # as it is spoken: an .xlsx, a .docx
        return f"is not {article} {ending}, or is damaged; ask for it again, or give it its own ending"
    if it.ending:
        return f"is {it.called} under another name; {advice_for(it)}"
    return f"is {it.called}; save it again without a password, in the program that made it"
