"""Read the words of a picture with Tesseract, where it is installed.

The picture goes to the command through its standard input and the words come back through
standard output, so that no temporary file ever holds what a draft says.
"""

from __future__ import annotations

import io
import math
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError

if TYPE_CHECKING:
    from PIL.Image import Image

PROGRAM = "tesseract"
WANTED = ("eng", "cym")  # English is needed; Welsh is read too where Tesseract has it
LONGEST = 120  # seconds that one picture may take
MOST_PIXELS = 40_000_000  # a page of A3 at 400 dpi; a larger picture is made smaller
FEWEST_PIXELS = 12  # on a side; nothing smaller holds a word
SURE = 75.0  # mean confidence, of 100; below it the picture may lie on its side or head
CROOKED = 0.008  # slope of its lines (half a degree) from which a picture is put straight
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "JPEG2000", "PPM")
NUMBER = r"(-?[\d.]+)"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word that was read in a picture: where, and how sure the reading is.

    Boxes are x0, top, x1, bottom in pixels of the picture as it was turned to be read.
    """

    text: str
    box: Box
    confidence: float  # 0 to 100
    line: Box = (0.0, 0.0, 0.0, 0.0)  # of the line in which it stands
    size: float = 0.0  # height of its line's letters, pixels from ascender to descender
    slope: float = 0.0  # of its line's base, pixels down for each pixel to the right


@dataclass(frozen=True, slots=True)
class SeenPicture:
    """The words of one picture, with the size in which it was read and how far it was turned."""

    words: tuple[SeenWord, ...]
    width: int
    height: int
    turned: float = 0.0  # degrees anticlockwise

    @property
    def confidence(self) -> float:
        """Mean confidence of its words, the long ones counting more; 0 where there are none."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 0.0


def is_installed() -> bool:
    """Whether Tesseract is there, and can read English."""
    return WANTED[0] in _languages()


def version() -> str:
    """Tesseract's own version and the languages used; '' where it is not installed."""
    if not is_installed():
        return ""
    said = _run([PROGRAM, "--version"], b"").split(b"\n", 1)[0].decode("ascii", "replace")
    return f"{said.strip()} ({'+'.join(_read_with())})"


def read_picture(picture: bytes | Image) -> tuple[SeenWord, ...]:
    """The words of a picture, in the order in which Tesseract reads them.

    Raises:
        UnreadableError: Tesseract is missing, fails or takes too long, or this is no picture.
    """
    return read_whole(picture).words


def read_in_passing(picture: bytes | Image) -> tuple[SeenWord, ...]:
    """The words of one of a draft's pictures, which mostly hold none: turned only where words make no sense.

    A picture that lies on its side or head gives words, of letters that Tesseract doubts; one that gives
    no word at all is a photograph, and turning it costs four times the time for nothing.

    Raises:
        UnreadableError: as for `read_picture`.
    """
    image = _prepared(picture)
    seen = _seen(image) if min(image.size) >= FEWEST_PIXELS else SeenPicture((), *image.size)
    return _straight(image, _upright(image, seen)).words if seen.words else ()


def read_whole(picture: bytes | Image) -> SeenPicture:
    """The words of a picture, put upright and straight first where that makes them surer.

    Raises:
        UnreadableError: as for `read_picture`.
    """
    if not is_installed():
        raise UnreadableError("Tesseract is not installed, so that words in pictures cannot be read")
    image = _prepared(picture)
    if min(image.size) < FEWEST_PIXELS:
        return SeenPicture((), *image.size)
    return _straight(image, _upright(image, _seen(image)))


# --- pictures ---------------------------------------------------------------------------------------


def _prepared(picture: bytes | Image) -> Image:
    """The picture in greys on white, no larger than is safe."""
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(picture), formats=FORMATS) if isinstance(picture, bytes) else picture
        if image.width * image.height > 4 * MOST_PIXELS:
            raise UnreadableError("a picture is too large to be read; make it smaller")
        image = _on_white(image)
        if image.width * image.height > MOST_PIXELS:
            share = math.sqrt(MOST_PIXELS / (image.width * image.height))
            image = image.resize((int(image.width * share), int(image.height * share)))
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - decoders of pictures fail in many ways, and each means the same here
        raise UnreadableError("a picture is damaged or of an unknown kind") from None
    return image


def _on_white(image: Image) -> Image:
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("L")
    return image.convert("L")


def _upright(image: Image, seen: SeenPicture) -> SeenPicture:
    """The picture as it was *seen* lying or, where that makes little sense, turned by quarters."""
    if seen.confidence >= SURE and not _on_its_side(seen.words):
        return seen
    turns = [_turned(image, degrees) for degrees in (90, 180, 270)]
    level = [one for one in (seen, *turns) if not _on_its_side(one.words)]
    return max(level, key=lambda one: one.confidence, default=seen)


def _on_its_side(words: Sequence[SeenWord]) -> bool:
    """Whether most of the longer words are taller than they are wide."""
    long = [word.box for word in words if len(word.text) > 2]
    tall = sum(box[3] - box[1] > box[2] - box[0] for box in long)
    return tall * 2 > len(long)


def _straight(image: Image, seen: SeenPicture) -> SeenPicture:
    """The picture read again with level lines, where they slope and the words are then as sure."""
    slope = median(word.slope for word in seen.words) if seen.words else 0.0
    if abs(slope) < CROOKED:
        return seen
    level = _turned(image, seen.turned + math.degrees(math.atan(slope)))
    return level if level.confidence >= seen.confidence - 1 else seen


def _turned(image: Image, degrees: float) -> SeenPicture:
    from dataclasses import replace

    from PIL import Image

    smooth = Image.Resampling.BICUBIC if degrees % 90 else Image.Resampling.NEAREST
    return replace(_seen(image.rotate(degrees, smooth, expand=True, fillcolor=255)), turned=degrees)


# --- Tesseract --------------------------------------------------------------------------------------


def _seen(image: Image) -> SeenPicture:
    # PNG is the format that Tesseract's own library decodes from memory on every system.
    packed = io.BytesIO()
    image.save(packed, "PNG", compress_level=1, dpi=(300, 300))
    command = [PROGRAM, "stdin", "stdout", "-l", "+".join(_read_with()), "--psm", "3", "--dpi", "300"]
    said = _run([*command, "-c", "tessedit_create_hocr=1"], packed.getvalue())
    return SeenPicture(tuple(_words(said)), *image.size)


def _run(command: list[str], given: bytes) -> bytes:
    """What the command says on standard output."""
    program = shutil.which(command[0])
    if program is None:
        raise UnreadableError("Tesseract is not installed, so that words in pictures cannot be read")
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the picture is its input, never an argument
            [program, *command[1:]],
            input=given,
            capture_output=True,
            timeout=LONGEST,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # several threads only wait for each other
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"Tesseract took longer than {LONGEST} seconds over one picture") from None
    except (OSError, subprocess.SubprocessError):
        raise UnreadableError("Tesseract failed; see that it works, with: redact doctor") from None
    return done.stdout


@cache
def _languages() -> frozenset[str]:
    """The languages that Tesseract has; none where it is not installed."""
    if shutil.which(PROGRAM) is None:
        return frozenset()
    try:
        return frozenset(_run([PROGRAM, "--list-langs"], b"").decode("utf-8", "replace").split())
    except UnreadableError:
        return frozenset()


def _read_with() -> list[str]:
    return [one for one in WANTED if one in _languages()]


def _words(said: bytes) -> list[SeenWord]:
    """The words of Tesseract's answer, which is HTML with places in its titles (hOCR)."""
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(said, parser)
    except etree.XMLSyntaxError:
        raise UnreadableError("Tesseract's answer cannot be understood; see: redact doctor") from None
    found = []
    for line in root.iter("{*}span"):
        if not line.get("class", "").startswith("ocrx"):
            found += [one for word in line if (one := _word(word, line)) is not None]
    return found


def _word(word: Any, line: Any) -> SeenWord | None:
    text = "".join(word.itertext()).strip()
    if not text:
        return None
    said, around = word.get("title", ""), line.get("title", "")
    sure, size, slope = (
        _numbers(said, f"x_wconf {NUMBER}"),
        _numbers(around, f"x_size {NUMBER}"),
        _numbers(around, f"baseline {NUMBER}"),
    )
    box, whole = _box(said), _box(around)
    tall = size[0] if size else whole[3] - whole[1]
    return SeenWord(text, box, sure[0] if sure else 0.0, whole, tall, slope[0] if slope else 0.0)


def _box(title: str) -> Box:
    x0, top, x1, bottom = _numbers(title, " ".join(["bbox", *[NUMBER] * 4])) or (0.0,) * 4
    return x0, top, x1, bottom


def _numbers(title: str, pattern: str) -> list[float]:
    match = re.search(pattern, title)
    return [float(one) for one in match.groups()] if match else []
