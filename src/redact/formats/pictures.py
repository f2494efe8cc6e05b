"""The pictures of a draft, made anew from their pixels: nothing else of a picture's file is kept.

What a draft's picture file holds beside the pixels that the page shows (who took it, where, what
was cut off, what an editor kept) stays behind. A picture is decoded by few and named decoders,
within limits, and written again in a form that gives the same bytes each time.
"""

from __future__ import annotations

import hashlib
import io
import math
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.formats.pieces import Piece
from redact.model import Figure, Picture

if TYPE_CHECKING:
    from PIL.Image import Image

#: The kinds of picture that are decoded; all others (EMF, WMF, SVG…) can hold text and scripts.
DECODED = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
MOST_PIXELS = 40_000_000  # of a picture before it is made smaller; more is refused
MOST_IN_ALL = 400_000_000  # pixels decoded for one draft
LONGEST_SIDE = 2000  # pixels of a picture as an edition prints it
MOST_PICTURES = 500  # of one draft
MOST_READ = 60  # pictures of one draft in which words are looked for
LARGEST_PNG = 3 * 1024 * 1024  # bytes; a picture that is larger is a photograph, and is kept as JPEG
QUALITY = 90
WORDS = re.compile(r"[A-Za-zÀ-ÿ][0-9A-Za-zÀ-ÿ .,'’&/-]{2,}")
BESIDE = 20_000  # characters of what a picture's file says beside its pixels that are searched

UNKNOWN = "it is of a kind that cannot be made anew (such as EMF, WMF or SVG)"
DAMAGED = "it is damaged"
LARGE = "it is too large to be opened safely"
MISSING = "the draft does not hold it, it only points to it"
MANY = f"the draft has more than {MOST_PICTURES} pictures"

Crop = tuple[float, float, float, float]  # shares cut off at the left, top, right and bottom
WHOLE: Crop = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Remade:
    """A picture made anew: its bytes, what they are, and its size in pixels, across and down."""

    data: bytes
    media: str
    size: tuple[int, int]


class CannotRemake(Exception):  # noqa: N818 - an answer, told to the reviewer, and no error of the program
    """Why a picture cannot be made anew, for people."""


def remake(data: bytes, crop: Crop = WHOLE) -> Remade:
    """The part of a picture that *crop* leaves, from its pixels alone, on white, within the limits.

    Raises:
        CannotRemake: it is of another kind, damaged or too large.
    """
    image = _opened(data)
    try:
        photograph = image.format == "JPEG"
        return packed(_flat(_shown(image, crop)), photograph)
    except CannotRemake:
        raise
    except Exception:  # noqa: BLE001 - decoders fail in many ways, and each means the same here
        raise CannotRemake(DAMAGED) from None


def size_of(data: bytes) -> int:
    """How many pixels the picture says that it has; 0 where it is none that is decoded."""
    try:
        image = _opened(data)
    except CannotRemake:
        return 0
    return image.width * image.height


def _opened(data: bytes) -> Image:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():  # of its size, which is looked at below
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=DECODED)
    except UnidentifiedImageError:
        raise CannotRemake(UNKNOWN) from None
    except Image.DecompressionBombError:
        raise CannotRemake(LARGE) from None
    except Exception:  # noqa: BLE001 - as above
        raise CannotRemake(DAMAGED) from None
    if image.width * image.height > MOST_PIXELS:
        raise CannotRemake(LARGE)
    return image


def _shown(image: Image, crop: Crop) -> Image:
    """The picture as a page shows it: upright, and cut; never a pixel beyond the cut."""
    from PIL import ImageOps

    if crop == WHOLE:
        upright: Image = ImageOps.exif_transpose(_smaller(image))
        return upright
    if image.getexif().get(0x0112, 1) != 1:
        raise CannotRemake("it is turned and cut, so that it is not sure which part is cut off")
    box = (
        math.ceil(image.width * crop[0]),
        math.ceil(image.height * crop[1]),
        math.floor(image.width * (1 - crop[2])),
        math.floor(image.height * (1 - crop[3])),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        raise CannotRemake("all of it is cut off")
    return _smaller(image.crop(box))


def _smaller(image: Image) -> Image:
    """The picture within the size of an edition's, before it is copied any further."""
    from PIL import Image

    if image.mode in ("RGB", "RGBA", "L", "CMYK", "YCbCr"):  # the colours of the others cannot be mixed
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    return image


def _flat(image: Image) -> Image:
    """The picture in plain colours on white: what was see-through hides nothing any more."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return image.convert("RGB")


def packed(image: Image, photograph: bool = False) -> Remade:
    """The pixels of *image* (plain colours) as a file that holds nothing else; the same bytes each time."""
    from PIL import Image

    bare = Image.new("RGB", image.size)
    bare.paste(image)
    bare.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    made = io.BytesIO()
    if not photograph:
        bare.save(made, "PNG", compress_level=9)
    if photograph or made.tell() > LARGEST_PNG:
        made = io.BytesIO()
        bare.save(made, "JPEG", quality=QUALITY, subsampling=0)
        return Remade(made.getvalue(), "image/jpeg", bare.size)
    return Remade(made.getvalue(), "image/png", bare.size)


def digests_of(data: bytes) -> tuple[str, str]:
    """By which a checker knows a picture again: the digest of its bytes, and that of its pixels.

    A PDF holds the pixels of a PNG and not its bytes.
    """
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
        plain = image.convert("RGB")
        pixels = hashlib.sha256(f"{plain.width}x{plain.height}:".encode() + plain.tobytes()).hexdigest()
    return hashlib.sha256(data).hexdigest(), pixels


def as_drawing(figure: Figure) -> str:
    """A figure as SVG: a drawing of ours as it is, a picture as a drawing that holds nothing else."""
    from base64 import b64encode

    from PIL import Image

    if figure.media == "image/svg+xml":
        return figure.data.decode()
    with Image.open(io.BytesIO(figure.data), formats=("PNG", "JPEG")) as image:
        size = f'width="{image.width}" height="{image.height}"'
    held = f"data:{figure.media};base64,{b64encode(figure.data).decode()}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{held}"/></svg>'


@lru_cache(maxsize=32)
def rastered(svg: str) -> bytes:
    """A drawing of ours as a PNG in our own fonts, for formats that hold no drawings."""
    from importlib.resources import as_file, files

    import typst
    from PIL import Image

    source = b"""#set page(width: auto, height: auto, margin: 0pt)
#set text(font: "Source Sans Pro")
#image(bytes(sys.inputs.svg), format: "svg")"""
    with as_file(files("redact.formats")) as folder:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder / "fonts"])
    made = typst.compile(source, format="png", ppi=144, sys_inputs={"svg": svg}, font_paths=fonts)
    with Image.open(io.BytesIO(made if isinstance(made, bytes) else b"")) as image:
        return packed(_flat(image)).data


# --- a draft's pictures -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture where a draft shows it."""

    data: bytes  # as it lies in the draft; b"" where it does not
    place: str
    alternative: str = ""
    crop: Crop = WHOLE
    width: float = 0.0  # centimetres
    unfit: str = ""  # why the reader says that it cannot be kept
    words: str = ""  # words that the reader knows to stand on it


class Album:
    """Gathers the pictures of one draft: the same picture shown twice is one."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Picture] = {}
        self._words: dict[str, str] = {}
        self._beside: list[Piece] = []
        self._room = MOST_IN_ALL

    def add(self, shown: Shown) -> str:
        """Take a picture in; its id, by which a block of kind 'picture' shows it."""
        digest = hashlib.sha256(shown.data + repr(shown.crop).encode()).hexdigest() if shown.data else ""
        key = (digest or f"{shown.place} {len(self._found)}", shown.unfit)
        if key not in self._found:
            name = f"picture-{len(self._found) + 1}"
            self._words[name] = shown.alternative
            self._found[key] = self._new(name, shown, digest or _digest(shown.place, shown.alternative))
        return self._found[key].id

    def add_chart(
        self, place: str, alternative: str, table: tuple[tuple[str, ...], ...], width: float, unfit: str
    ) -> str:
        """Take a chart in by its figures; its id."""
        name = f"picture-{len(self._found) + 1}"
        digest = _digest("chart", place, alternative, repr(table))
        self._found[name, unfit] = Picture(
            name,
            "chart",
            place,
            alternative=alternative,
            table=table,
            digest=digest,
            width=width,
            unfit=unfit,
        )
        return name

    def words(self, name: str) -> str:
        """The alternative text that a picture has where it is shown first."""
        return self._words[name]

    def pictures(self) -> tuple[Picture, ...]:
        """The pictures, by their ids."""
        return tuple(self._found.values())

    def asides(self) -> list[Piece]:
        """What is written in the pictures and beside their pixels: searched, and not printed."""
        read = [Piece("embedded", one.read, place=place_of_words(one)) for one in self.pictures() if one.read]
        return [*read, *self._beside]

    def _new(self, name: str, shown: Shown, digest: str) -> Picture:
        bare = Picture(name, "picture", shown.place, alternative=shown.alternative, digest=digest)
        bare = replace(bare, width=shown.width, unfit=shown.unfit)
        if text := "\n".join(words_beside(shown.data)).strip()[:BESIDE]:
            self._beside.append(Piece("embedded", text, place=f"data of {name}"))
        try:
            made = self._remade(shown)
        except CannotRemake as why:
            return replace(bare, unfit=str(why), unread="it could not be opened", read=shown.words)
        read, unread = self._read(made.data)
        read = f"{shown.words}\n{read}".strip()
        return replace(bare, data=made.data, media=made.media, size=made.size, read=read, unread=unread)

    def _remade(self, shown: Shown) -> Remade:
        if not shown.data:
            raise CannotRemake(MISSING)
        if len(self._found) >= MOST_PICTURES:
            raise CannotRemake(MANY)
        self._room -= size_of(shown.data)
        if self._room < 0:
            raise CannotRemake("the draft's pictures are together too large to be opened")
        return remake(shown.data, shown.crop)

    def _read(self, data: bytes) -> tuple[str, str]:
        """The words in a picture, and why none were looked for ('' where they were)."""
        from redact.formats import ocr

        if not ocr.is_installed():
            return "", "Tesseract is not installed"
        if len(self._found) >= MOST_READ:
            return "", f"the draft has more than {MOST_READ} pictures"
        try:
            return " ".join(word.text for word in ocr.read_picture(data)), ""
        except UnreadableError:
            return "", "Tesseract could not read it"


def place_of_words(picture: Picture) -> str:
    """The place of the words that were read in a picture."""
    return f"words in {picture.id}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


# --- what is written beside the pixels --------------------------------------------------------------


def words_beside(data: bytes) -> Iterator[str]:
    """What a picture's file says beside its pixels: who took it, its comments, the words of a drawing."""
    if data[:4] == b"\x01\0\0\0" or data[:4] == b"\xd7\xcd\xc6\x9a":  # EMF and WMF keep their words plain
        yield from WORDS.findall(data.decode("utf-16-le", "ignore"))
        return
    if re.match(rb"\s*<(\?xml|svg|!--)", data[:200]):
        yield from _svg_words(data)
        return
    try:
        image = _opened(data)
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
