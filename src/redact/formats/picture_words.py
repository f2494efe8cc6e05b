"""The words of a picture: those that Tesseract reads in it, and those that its file holds beside the pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from redact.formats.pictures import opened

WORDS = re.compile(r"[A-Za-zÀ-ÿ][0-9A-Za-zÀ-ÿ .,'’&/-]{2,}")


def words_beside(data: bytes) -> Iterator[str]:
    """What a picture's file says beside its pixels: who took it, its comments, the words of a drawing."""
    if data[:4] == b"\x01\0\0\0" or data[:4] == b"\xd7\xcd\xc6\x9a":  # EMF and WMF keep their words plain
        yield from WORDS.findall(data.decode("utf-16-le", "ignore"))
        return
    if re.match(rb"\s*<(\?xml|svg|!--)", data[:200]):
        yield from _svg_words(data)
        return
    try:
        image = opened(data)
        exif = image.getexif()
        values: list[Any] = [*image.info.values(), *exif.values()]
        values += [value for key in (0x8769, 0x8825) for value in exif.get_ifd(key).values()]
    except Exception:  # noqa: BLE001 - what cannot be opened is told as such, and does not travel
        return
    yield from (text for text in map(_as_text, values) if re.search(r"[^\W\d_]{2}", text))


def _svg_words(data: bytes) -> Iterator[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    yield from (str(text).strip() for text in root.itertext() if str(text).strip())


def _as_text(value: Any) -> str:
    """A value as words; '' for what is no text, such as the bytes of a small picture or a profile."""
    if isinstance(value, bytes):
        wide = value[1:2] == b"\0"
        text = value.decode("utf-16-le" if wide else "utf-8", "ignore").replace("\0", " ").strip()
        solid = sum(sign.isprintable() or sign.isspace() for sign in text)
        return text if len(text) > 2 and solid > 0.95 * len(text) else ""
    return str(value).strip() if isinstance(value, str) else ""
