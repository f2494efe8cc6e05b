"""Resolve the codings in which a name may stand in an address, a script or a stream."""

from __future__ import annotations

import base64
import binascii
import html
import re
import urllib.parse
from collections.abc import Iterator

_BASE64 = re.compile(r"(?<![\w+/-])[A-Za-z0-9+/_-]{12,}={0,2}")
_READABLE = re.compile(r"[^\x00-\x08\x0e-\x1f\x7f-\xa0\ufffd]{5,}")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\x([0-9A-Fa-f]{2})")
#: Signs of mark-up inside a word, which a page shows and a converter takes away.
_MARKED = re.compile(r"(?<=\w)(?:\*{1,3}|_{1,3}|~~|`)(?=\w)")
#: What is shown from right to left by force, up to where the force ends.
_TURNED = re.compile("[\u202e\u202b\u2067]([^\u202c\u2069\n]*)")
#: Between texts that were found apart, so that no name is made of two.
_APART = " \u2016 0 \u2016 "
_HEX = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){5,400}(?![0-9A-Fa-f])")
#: Words with figures or signs among their letters, as they are typed for letters that look like them.
_DISGUISED = re.compile(
    r"(?<![\w@$])(?=[0-9@$]*[^\W\d_])(?=[^\W\d_]*[0-9@$])[^\W_@$]*(?:[@$][^\W_@$]*)*(?![\w@$])"
)
_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
_LIKE = (str.maketrans(_LETTERS), str.maketrans(_LETTERS | {"1": "l"}))
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]+")
_QUOTED = re.compile(r"=\r?\n|=([0-9A-F]{2})")


def decodings(text: str) -> Iterator[str]:
    """What *text* says once percent codes, character references, escapes and base64 are resolved.

    Words that are turned round by a control character, or held apart by signs of mark-up, are read as
    they are shown; figures among letters as the letters that they look like.
    """
    seen = {text}
    waiting = [text]
    for _ in range(2):  # one coding inside another
        waiting = [found for one in waiting for found in _decoded_once(one) if found not in seen]
        seen.update(waiting)
        yield from waiting


def _decoded_once(text: str) -> Iterator[str]:
    if _TURNED.search(text):
        yield _TURNED.sub(lambda match: match[1][::-1], text)
    if _MARKED.search(text):
        yield _MARKED.sub("", text)
    if "%" in text or "+" in text:
        yield urllib.parse.unquote_plus(text)
    if "&" in text:
        yield html.unescape(text)
    if "\\" in text:
        yield _ESCAPED.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
    if "=" in text and _QUOTED.search(text):
        raw = _QUOTED.sub(lambda match: chr(int(match[1], 16)) if match[1] else "", text)
        yield raw.encode("latin-1", "ignore").decode("utf-8", "ignore")
    in_base64 = (t for m in _BASE64.finditer(text) for t in _from_base64(m.group()))
    for resolved in (_spelt(text), _undisguised(text), in_base64):
        if together := _APART.join(dict.fromkeys(resolved)):
            yield together


#: The number of a paragraph, where its text is joined to it without a space: '3.15Summer'. No figure stands for a letter there.
_NUMBER_BEFORE = re.compile(r"^[\d.]+(?=[A-Z][a-z])")


def _undisguised(text: str) -> Iterator[str]:
    """Words of four letters and more with the letters for which figures stand: 'W1lhelm1n4'."""
    for match in _DISGUISED.finditer(text):
        letters = sum(character.isalpha() for character in match[0])
        if (
            letters >= 2 and len(match[0]) > 3 and not _HEXADECIMAL.fullmatch(match[0])
        ):  # ids of a file spell names
            word = _NUMBER_BEFORE.sub("", match[0])
            yield from (word.translate(table) for table in _LIKE)


def _spelt(text: str) -> Iterator[str]:
    """What stands in hexadecimal, two figures a letter or four."""
    for match in _HEX.finditer(text):
        spelt = bytes.fromhex(match.group())
        yield from _READABLE.findall(spelt.decode("utf-8", "replace"))
        yield from _READABLE.findall(spelt.decode("utf-16-be", "replace"))


def _from_base64(token: str) -> Iterator[str]:
    padded = token.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        raw = base64.b64decode(padded + "=" * (-len(padded) % 4))
    except (binascii.Error, ValueError):
        return
    # Letters of one byte or of two, with whatever binary data around them.
    for text in (raw.decode("utf-8", "replace"), raw.decode("utf-16-le", "replace"), raw.decode("latin-1")):
        yield from _READABLE.findall(text.replace("\0", ""))
