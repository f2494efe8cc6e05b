"""The pictures of a draft, made anew from their pixels: nothing else of a picture's file is kept.

What a draft's picture file holds beside the pixels that the page shows (who took it, where, what
was cut off, what an editor kept) stays behind. A picture is decoded by few and named decoders,
within limits, and written again in a form that gives the same bytes each time.
"""

from __future__ import annotations

import hashlib
import io
import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.model import Figure
from redact.remembered import remembered

if TYPE_CHECKING:
    from PIL.Image import Image

#: The kinds of picture that are decoded; all others (EMF, WMF, SVG…) can hold text and scripts.
DECODED = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
MOST_PIXELS = 40_000_000  # of a picture before it is made smaller; more is refused
LONGEST_SIDE = 2000  # pixels of a picture as an edition prints it
LARGEST_PNG = 3 * 1024 * 1024  # bytes; a picture that is larger is a photograph, and is kept as JPEG
QUALITY = 90

UNKNOWN = "it is of a kind that cannot be made anew (such as EMF, WMF or SVG)"
DAMAGED = "it is damaged"
LARGE = "it is too large to be opened safely"

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
    image = opened(data)
    try:
        photograph = image.format == "JPEG"
        return packed(_flat(_shown(image, crop)), photograph)
    except CannotRemake:
        raise
    except Exception:  # noqa: BLE001 - decoders fail in many ways, and each means the same here
        raise CannotRemake(DAMAGED) from None


def size_of(data: bytes) -> int:
    """How many pixels are decoded to make the picture anew; 0 where none are.

    Of a large JPEG that is a quarter at most: its decoder makes it smaller on the way.
    """
    try:
        image = opened(data)
    except CannotRemake:
        return 0
    pixels = image.width * image.height
    return pixels // 4 if image.format == "JPEG" else pixels


def opened(data: bytes) -> Image:
    """A picture of one of the kinds that are decoded, its pixels not read yet.

    Raises:
        CannotRemake: it is of another kind, damaged or too large.
    """
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
        bare.save(made, "PNG", compress_level=6)
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


@remembered(32)
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
