"""Read the words of a picture with Tesseract, as a person would who looks at it.

The picture goes through standard input and the words come back through standard output: no file
ever holds what it shows. The reader of drafts has code of its own for this, which is not used here.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from redact.errors import UnreadableError

if TYPE_CHECKING:
    from PIL.Image import Image

_PROGRAM = "tesseract"
_LONGEST = 120  # seconds for one picture
_MOST_PIXELS = 40_000_000
#: Nothing smaller holds a word; smaller lettering than this is made larger first.
_FEWEST, _SMALL = 12, 1000


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word that stands in a picture, and how sure the reading is (0 to 100)."""

    text: str
    confidence: float


def require_reader() -> None:
    """Tesseract is installed.

    Raises:
        UnreadableError: it is not.
    """
    if shutil.which(_PROGRAM) is None:
        raise UnreadableError(
            "Tesseract is not installed, so that words in pictures cannot be read; leave out --ocr"
        )


def words_seen(image: Image) -> tuple[SeenWord, ...]:
    """The words of a picture in reading order.

    Raises:
        UnreadableError: The picture is larger than any page, or Tesseract is missing, fails or takes too long.
    """
    if min(image.size) < _FEWEST:
        return ()
    if image.width * image.height > _MOST_PIXELS:
        raise UnreadableError("a picture is too large to be read; make it smaller")
    packed = io.BytesIO()
    _enlarged(_on_white(image)).save(packed, "PNG", compress_level=1, dpi=(300, 300))
    said = _run(
        ("stdin", "stdout", "-l", _languages(), "--psm", "3", "--dpi", "300", "tsv"), packed.getvalue()
    )
    rows = (line.split("\t") for line in said.splitlines()[1:])
    return tuple(
        SeenWord(row[11].strip(), float(row[10])) for row in rows if len(row) == 12 and row[11].strip()
    )


def _on_white(image: Image) -> Image:
    from PIL import Image

    clear = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("L")


def _enlarged(image: Image) -> Image:
    """Small pictures twice as large, as Tesseract was made for letters of 20 pixels and more."""
    return image if max(image.size) >= _SMALL else image.resize((image.width * 2, image.height * 2))


@cache
def _languages() -> str:
    known = _run(("--list-langs",), b"").split()
    return "+".join(one for one in ("eng", "cym") if one in known) or "eng"


def _run(arguments: tuple[str, ...], given: bytes) -> str:
    require_reader()
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command; the picture is its input, never an argument
            [str(shutil.which(_PROGRAM)), *arguments],
            input=given,
            capture_output=True,
            timeout=_LONGEST,
            check=True,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # several threads only wait for each other
        )
    except subprocess.TimeoutExpired:
        raise UnreadableError(f"Tesseract took longer than {_LONGEST} seconds over one picture") from None
    except (OSError, subprocess.SubprocessError):
        raise UnreadableError("Tesseract failed; see that it works, with: redact doctor") from None
    return done.stdout.decode("utf-8", "replace")
