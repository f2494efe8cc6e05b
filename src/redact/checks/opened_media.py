"""Look into a picture: what is written beside its pixels and, where that is asked for, in them."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from typing import Any

from redact.checks.nouns import Gathering

_KINDS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"\x01\0\0\0", "EMF"),
)
_WORDS = re.compile(r"[^\x00-\x1f\x7f-\x9f]{4,}")


def picture_kind(data: bytes) -> str:
    """The kind of picture that the first bytes announce; '' where it is none."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if re.match(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<svg", data[:2000], re.DOTALL):
        return "SVG"
    return next((kind for magic, kind in _KINDS if data.startswith(magic)), "")


def open_picture(gathering: Gathering, data: bytes) -> None:
    """Note the picture by the digest of its bytes, and everything written in its metadata."""
    gathering.picture("", hashlib.sha256(data).hexdigest())
    if not _read(gathering, data):
        gathering.miss("what the picture shows")
    if picture_kind(data) == "SVG":
        from redact.checks.opened_xml import open_loose_xml

        open_loose_xml(gathering, data)
        return
    for text in _metadata(data):
        gathering.say("picture data", text, "property")
    # Comments, XMP and the like stand as plain characters beside the compressed pixels.
    for encoding in ("latin-1", "utf-16-le"):
        words = " ".join(_WORDS.findall(_beside_pixels(data)[: 1 << 20].decode(encoding, "ignore")))
        gathering.say("picture data", words, "stream")


def _read(gathering: Gathering, data: bytes) -> bool:
    """Whether the words of the picture were read, where they should be."""
    from PIL import Image, UnidentifiedImageError

    if not gathering.reads or picture_kind(data) in ("SVG", "WMF", "EMF"):
        return False
    try:
        with Image.open(io.BytesIO(data)) as image:
            read_pixels(gathering, "", image)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True


def read_pixels(gathering: Gathering, place: str, image: Any) -> None:
    """Note the words that stand in a picture, as words that a person sees."""
    from redact.checks.read_pictures import words_seen

    text = " ".join(word.text for word in words_seen(image))
    gathering.say(f"{place}: words in the picture".lstrip(": "), text, visible=True)
    gathering.miss(f"{place}: what the picture shows besides words".lstrip(": "))


def _beside_pixels(data: bytes) -> bytes:
    """The bytes without the compressed pixels, in which any short name can stand by chance."""
    kind = picture_kind(data)
    if kind == "PNG":
        return b"\n".join(_png_chunks(data))
    return b"\n".join(_jpeg_segments(data)) if kind == "JPEG" else data


def _png_chunks(data: bytes) -> Iterator[bytes]:
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if data[at + 4 : at + 8] != b"IDAT" or end > len(data):
            yield data[at:end]
        at = end
    yield data[at:]


def _jpeg_segments(data: bytes) -> Iterator[bytes]:
    """The segments that hold no tables of the decoder's, and whatever stands after the end."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] == 0xDA:  # the pixels begin
            last = data.rfind(b"\xff\xd9", end)
            yield data[last + 2 :] if last > 0 else b""
            return
        if data[at + 1] not in (0xC4, 0xDB):
            yield data[at:end]
        at = end
    yield data[at:]


def pixels_digest(image: Any) -> str:
    """The digest of a picture's pixels alone, for files that hold them in a form of their own."""
    plain = image.convert("RGB")
    return hashlib.sha256(f"{plain.width}x{plain.height}:".encode() + plain.tobytes()).hexdigest()


def _metadata(data: bytes) -> list[str]:
    """The values that Pillow finds; none where Pillow does not know the picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as image:
            exif = image.getexif()
            values = [*image.info.values(), *exif.values(), *exif.get_ifd(0x8769).values()]
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return []
    return [_as_text(value) for value in values]


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        plain = value.decode("utf-16-le", "ignore") if value[1:2] == b"\0" else value.decode("latin-1")
        return plain.replace("\0", "")
    return str(value)
