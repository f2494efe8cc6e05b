"""Look into a picture: what is written beside its pixels. The pixels are not read."""

from __future__ import annotations

import io
import re

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
    """Note the picture as hidden content, and everything written in its metadata."""
    gathering.hide("picture", "")
    gathering.miss("what the picture shows")
    if picture_kind(data) == "SVG":
        from redact.checks.opened_xml import open_loose_xml

        open_loose_xml(gathering, data)
        return
    for text in _metadata(data):
        gathering.say("picture data", text, "property")
    # Comments, XMP and the like stand as plain characters between the compressed pixels.
    for encoding in ("latin-1", "utf-16-le"):
        words = " ".join(_WORDS.findall(data[: 1 << 20].decode(encoding, "ignore")))
        gathering.say("picture data", words, "stream")


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
