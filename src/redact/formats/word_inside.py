"""The words inside a file that lies in a draft, whatever its kind: looked for names, never printed.

Too many words do no harm here, a lost one does: mark-up that is not understood is kept as words.
A file that cannot be looked into raises, so that the reviewer is told.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from redact.errors import UnreadableError
from redact.formats.archive import is_xml, parse
from redact.formats.word_names import LAYOUT, attributes
from redact.formats.word_package import inner_parts

DEEPEST = 4  # files in files
MOST_FILES = 300
MOST_PAGES = 500  # of a PDF in a draft
MOST_WORDS = 50_000  # characters from one part without words of its own kind
#: What reads like words among the bytes of a file of an unknown layout: letters, as bytes or as UTF-16.
NARROW = re.compile(rb"[A-Za-z\x80-\xff][A-Za-z0-9\x80-\xff'., @_\-]{3,200}")
WIDE = re.compile(rb"(?:[A-Za-z\xc0-\xff]\x00)(?:[A-Za-z0-9\xc0-\xff'., @_\-]\x00){3,200}")
RTF_CODE = re.compile(
    r"\\'([0-9A-Fa-f]{2})|\\u(-?\d+) ?\??|\\(par|line|tab|cell|row)\b ?|\\[a-z]+-?\d* ?|\\(.)|[{}\r\n]"
)
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
EXIF_OF_PNG = (b"eXIf", b"Raw profile")
BASE64 = re.compile(r"[A-Za-z0-9+/]{20,}={0,2}")
TAG = re.compile(r"<[^<>]*>")
#: Attributes of a foreign file that say what a person typed; other ones are settings.
SAID = re.compile(
    r"(?i)name|title|descr|alt|label|caption|value|val|text|author|user|tip|help|comment|href|src|who|content"
)


class NotSearched(Exception):  # noqa: N818 - not an error of the user's: told to the reviewer
    """Some words of a part could not be reached."""


@dataclass
class Search:
    """Looks into the files of one draft; how many it has opened counts for all of them."""

    opened: int = 0

    def words(self, data: bytes, kind: str = "", depth: int = 0) -> Iterator[str]:
        """The words in *data*, a file of the content type *kind*, line by line.

        Raises:
            NotSearched: it is locked, damaged, or too deep; what was found till then has been given.
        """
        self.opened += 1
        if depth > DEEPEST or self.opened > MOST_FILES:
            raise NotSearched
        if data.startswith(PICTURES):
            yield from picture_words(data)
        elif data.startswith(b"%PDF-"):
            yield from _pdf_words(data)
        elif data.startswith(b"PK\x03\x04"):
            yield from self._zip_words(data, depth)
        elif data.lstrip().startswith(b"{\\rtf"):
            yield _rtf_words(data)
        elif "message/" in kind or "multipart/" in kind or "mhtml" in kind:
            yield from self._mail_words(data, depth)
        elif "html" in kind or data.lstrip()[:5].lower() in (b"<html", b"<!doc"):
            yield _html_words(decoded(data))
        elif kind.startswith("text/"):
            yield decoded(data)
        else:
            yield from self._raw_words(data, depth)

    def _zip_words(self, data: bytes, depth: int) -> Iterator[str]:
        try:
            parts = inner_parts(data)
        except UnreadableError:
            raise NotSearched from None
        for name, content in parts.items():
            yield name.rpartition("/")[2]
            if is_xml(name):
                yield from _xml_words(content)
            elif not name.endswith((".ttf", ".odttf")):
                yield from self.words(
                    content, "text/plain" if name.endswith((".txt", ".csv")) else "", depth + 1
                )

    def _mail_words(self, data: bytes, depth: int) -> Iterator[str]:
        """A web archive or a mail: its heads and its parts, each decoded."""
        from email import message_from_bytes, policy

        for part in message_from_bytes(data, policy=policy.compat32).walk():
            yield from (str(value) for value in part.values())
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                yield from self.words(content, part.get_content_type(), depth + 1)

    def _raw_words(self, data: bytes, depth: int) -> Iterator[str]:
        """A file of an unknown layout: files inside it, and whatever reads like words."""
        if b"PK\x03\x04" in data and zipfile.is_zipfile(io.BytesIO(data)):
            yield from self._zip_words(data, depth)
        start = data.find(b"%PDF-")
        if start > 0:
            yield from _pdf_words(data[start:])
        words = raw_words(data)
        yield words[:MOST_WORDS]
        if len(words) > MOST_WORDS:
            raise NotSearched


def raw_words(data: bytes) -> str:
    """What reads like words in bytes of an unknown layout; where there is too much, a little more than `MOST_WORDS`."""
    found, room = list[str](), MOST_WORDS
    for pattern, code in ((WIDE, "utf-16-le"), (NARROW, "cp1252")):
        for match in pattern.finditer(data):
            found.append(match[0].decode(code, "replace"))
            room -= len(found[-1])
            if room < 0:
                return "\n".join(found)
    return "\n".join(found)


def decoded(data: bytes) -> str:
    """Text in whatever encoding its first bytes tell; else UTF-8, else that of Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def xml_words(root: Any, said: bool = False) -> Iterator[str]:
    """The text of XML, each element's together as well as leaf by leaf; with *said* also its attributes'."""
    leaves = [text for text in root.itertext() if text.strip()]
    if len(leaves) > 1 and sum(map(len, leaves)) < MOST_WORDS:
        yield " ".join("".join(leaves).split())
    for one in root.iter():
        for text in (one.text, one.tail):
            if text and text.strip():
                yield text.strip()
                yield from packed_words(text)
        if said and isinstance(one.tag, str):
            yield from (value for key, value in attributes(one) if _is_said(key, value))


def _is_said(key: str, value: str) -> bool:
    space, _, name = key.rpartition("}")
    foreign = space and not any(known in space for known in LAYOUT)
    told = SAID.search(name) or foreign
    return bool(told) and len(value) > 1 and any(c.isalpha() for c in value) and "://schemas." not in value


def packed_words(text: str) -> Iterator[str]:
    """What reads like words in base64, in which certificates and lists of recipients are kept."""
    bare = "".join(text.split())
    if BASE64.fullmatch(bare) and len(bare) % 4 == 0:
        yield raw_words(base64.b64decode(bare))


def _xml_words(data: bytes) -> Iterator[str]:
    try:
        yield from xml_words(parse(data, "part"), said=True)
    except UnreadableError:
        yield TAG.sub(" ", decoded(data))


def _html_words(text: str) -> str:
    """The words of a page, tags away and characters that are written by number read; attributes stay."""
    from html import unescape

    said = re.findall(r"""(?is)\b(?:alt|title|content|href|src|value|name)\s*=\s*("[^"]*"|'[^']*')""", text)
    broken = re.sub(r"(?i)</?(?:p|div|br|li|tr|td|th|h[1-6])\b[^<>]*>", "\n", text)
    return unescape("\n".join([re.sub(r"<!--|-->|<[^<>]*>", "", broken), *said]))


def _rtf_words(data: bytes) -> str:
    """The words of a Rich Text file; control words go, characters that are written by number are read."""

    def read(match: re.Match[str]) -> str:
        if match[1]:
            return bytes([int(match[1], 16)]).decode("cp1252", "replace")
        if match[2]:
            return chr(int(match[2]) % 0x10000)
        return "\n" if match[3] else (match[4] or "").replace("~", " ").strip("*-_")

    return (
        RTF_CODE.sub(read, data.decode("cp1252", "replace"))
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )


def _pdf_words(data: bytes) -> Iterator[str]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        yield from (str(value) for value in pdf.get_metadata_dict().values() if value)
        for at in range(len(pdf)):
            if at >= MOST_PAGES:
                raise NotSearched
            yield pdf[at].get_textpage().get_text_bounded()
    except pypdfium2.PdfiumError:
        raise NotSearched from None


# --- pictures ------------------------------------------------------------------------------------------


def picture_words(data: bytes) -> Iterator[str]:
    """What a picture says of itself beside its dots: who made it, where, under what title."""
    if data.startswith(b"\x89PNG"):
        yield from _png_words(data)
    yield from _told(_picture_info(data))


def _picture_info(data: bytes) -> list[Any]:
    """EXIF, XMP, IPTC and comments as Pillow gives them; the picture itself is not unpacked.

    A colour profile says the name of a colour space in dozens of languages, and nobody's.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.format == "PNG" and not any(mark in data for mark in EXIF_OF_PNG):
                return [_without_profile(image.info)]  # to ask for EXIF would unpack the dots
            exif = image.getexif()
            blocks = [exif.get_ifd(number) for number in (0x8769, 0x8825)]
            return [_without_profile(image.info), dict(exif), *blocks, dict(getattr(image, "tag_v2", {}))]
    except Exception:  # noqa: BLE001 - Pillow fails in many ways on odd pictures; then all its bytes are looked at
        return [data]


def _without_profile(info: dict[Any, Any]) -> dict[Any, Any]:
    return {key: value for key, value in info.items() if key != "icc_profile"}


def _told(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _told(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _told(one)
    elif isinstance(value, bytes):
        yield TAG.sub(" ", raw_words(value))
        yield " ".join(TAG.sub(" ", value.decode("utf-8", "ignore")).split()) if b"<" in value[:200] else ""
    elif isinstance(value, str):
        yield TAG.sub(" ", value)


def _png_words(data: bytes) -> Iterator[str]:
    """The text chunks of a PNG, also those behind the dots and packed ones."""
    import zlib

    at = 8
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        content = data[at + 8 : at + 8 + min(size, MOST_WORDS)]
        if kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf"):
            yield " ".join(content.decode("utf-8", "replace").split("\0"))
        packed = content.find(b"\x78") if kind in (b"zTXt", b"iTXt") else -1
        if packed >= 0:
            try:
                yield zlib.decompressobj().decompress(content[packed:], MOST_WORDS).decode("utf-8", "replace")
            except zlib.error:
                yield ""
        at += 12 + size
