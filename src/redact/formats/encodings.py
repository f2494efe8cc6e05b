"""Bytes into text: UTF-8, UTF-16 and UTF-32, and what Windows writes without saying so.

A wrong guess changes letters, and a name whose letters are changed is not found. So what is
in doubt is refused: a text that is partly UTF-8, or whose accents stand where none belong.
"""

from __future__ import annotations

import re

from redact.errors import UnreadableError
from redact.formats import opening

#: Byte-order marks; those of UTF-32 begin like those of UTF-16.
BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
#: Inside a word these come from a Mac's or an old DOS file that is taken for a Windows one: 'childÕs', 'Zo‰'.
FOREIGN = re.compile("[a-z][À-ÖØ-ÞŠŒŽŸ†‡¤¥§¨©ª«¬®¯°±²³¶¸¹º»¼½¾¿][a-z]|[a-z][‚ƒ„ˆ‰‹](?![0-9])")
SAMPLE = 4096  # bytes that are looked at for the pattern of UTF-16 without its mark


def decoded(data: bytes, name: str) -> str:
    """The text in *data*: UTF-8, UTF-16 with its mark or without, or Windows-1252.

    Raises:
        UnreadableError: it is no text, is of another kind than its name says, or its encoding is in doubt.
    """
    opening.require_kind(data, "other", name)
    text = _decode(data, name)
    if text is None or "\x00" in text or len(CONTROLS.findall(text)) * 100 > len(text):
        raise UnreadableError(f"{name}: is not text; save it as UTF-8 text, or under its true ending")
    if not text.strip():
        raise UnreadableError(f"{name}: holds no text; check that it is the right file")
    return text


def _decode(data: bytes, name: str) -> str | None:
    marked = next(((mark, code) for mark, code in BOMS if data.startswith(mark)), None)
    if marked:
        return _strict(data[len(marked[0]) :], marked[1])
    if code := _unmarked_utf16(data[:SAMPLE]):
        return _strict(data, code)
    text = _strict(data, "utf-8")
    return _windows(data, name) if text is None else text


def _strict(data: bytes, code: str) -> str | None:
    try:
        return data.decode(code)
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(start: bytes) -> str:
    """UTF-16 without its mark: in Latin text every other byte is NUL, on one side only; '' if it is not."""
    half = len(start) // 2
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if half and odd > half * 0.6 and even * 20 < odd:
        return "utf-16-le"
    return "utf-16-be" if half and even > half * 0.6 and odd * 20 < even else ""


def _windows(data: bytes, name: str) -> str | None:
    """Text in Windows-1252, if nothing speaks against it."""
    good = len(MULTIBYTE.findall(data))
    if good and good * 10 > sum(byte > 127 for byte in MULTIBYTE.sub(b"", data)):
        raise UnreadableError(
            f"{name}: is UTF-8 only in parts, so letters would be lost; save it again as UTF-8"
        )
    text = _strict(data, "cp1252")
    if text and FOREIGN.search(text):
        raise UnreadableError(
            f"{name}: its encoding cannot be told, so letters would be lost; save it again as UTF-8"
        )
    return text
