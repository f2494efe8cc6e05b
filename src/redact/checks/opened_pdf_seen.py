"""What a person sees on a page of a PDF beside what a machine reads there."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from redact.checks.folding import folded
from redact.checks.nouns import Gathering
from redact.checks.read_pictures import SeenWord, words_seen

if TYPE_CHECKING:
    from PIL.Image import Image

#: Dots an inch at which a page is drawn to be read.
_DPI = 200
#: A reading less sure (of 100) than this is no word that a person need see.
_SURE = 80.0
#: Shorter words are misread too often.
_FEWEST = 4
#: A stretch of the page whose greys differ by less than this (of 255) shows nothing.
_BLANK = 24
#: How alike (0 to 100) a word as seen and one as read may be and count as one, misread.
_ALIKE = 70


def compare(gathering: Gathering, page: Any, number: int, text: str) -> None:
    """Note the words that only the picture of a page shows, and those that only its text has.

    Both are searched for names as passages of the kinds 'only seen' and 'only read'.
    """
    image = page.render(scale=_DPI / 72, grayscale=True).to_pil()
    seen = words_seen(image)
    gathering.say(f"page {number}, as seen", " ".join(word.text for word in seen), "joined")
    only_seen = list(_only_seen(seen, text))
    gathering.say(f"page {number}", " ".join(only_seen), "only seen")
    gathering.say(f"page {number}", " ".join(_blank_words(page, image)), "only read")
    gathering.look(f"page {number} as it is seen")


def _only_seen(seen: Iterable[SeenWord], text: str) -> Iterator[str]:
    """Sure words of the picture that the text has neither whole, in pieces, nor nearly."""
    from rapidfuzz import fuzz, process

    words = set(re.findall(r"\w+", folded(text)))
    letters = "".join(re.findall(r"\w", folded(text)))
    for word in seen:
        plain = "".join(re.findall(r"\w", folded(word.text)))
        if len(plain) < _FEWEST or word.confidence < _SURE or plain in letters:
            continue
        if process.extractOne(plain, words, scorer=fuzz.ratio, score_cutoff=_ALIKE) is None:
            yield word.text


def _blank_words(page: Any, image: Image) -> Iterator[str]:
    """Words of the text in whose place the page shows nothing but one shade."""
    reader = page.get_textpage()
    text = reader.get_text_range()
    high = page.get_height()
    for match in re.finditer(r"\S{2,}", text):
        boxes = [box for at in range(*match.span()) if (box := _box(reader, at)) is not None]
        if not boxes:
            continue
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
        scale = _DPI / 72
        place = (left * scale, (high - top) * scale, right * scale, (high - bottom) * scale)
        if _is_blank(image, place):
            yield match.group()


def _box(reader: Any, at: int) -> tuple[float, float, float, float] | None:
    import pypdfium2.raw as raw

    sides = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    if not raw.FPDFText_GetCharBox(reader.raw, at, *(ctypes.byref(side) for side in sides)):
        return None
    left, right, bottom, top = (side.value for side in sides)
    return (left, bottom, right, top) if right > left and top > bottom else None


def _is_blank(image: Image, place: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = place
    box = (
        max(int(left), 0),
        max(int(top), 0),
        min(int(right) + 1, image.width),
        min(int(bottom) + 1, image.height),
    )
    if box[0] >= box[2] or box[1] >= box[3]:
        return True  # beside the page
    greys = image.crop(box).tobytes()
    return max(greys) - min(greys) < _BLANK
