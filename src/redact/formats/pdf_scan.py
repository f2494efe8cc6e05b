"""A page of a PDF that is a picture, as Tesseract reads it: words and ruled lines in the frame of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from redact.formats import ocr
from redact.formats.pdf_frame import Box, Frame, edges_of
from redact.formats.pdf_glyphs import Glyph
from redact.formats.pdf_sight import draw_text
from redact.formats.pdf_words import words_of

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300  # at which Tesseract reads print best
UNSURE = 60.0  # confidence of 100 below which a word counts as hard to read
ALIKE = 0.2  # by which lines of one size may seem to differ in height
DESCENT = 0.2  # of a line's height below its base
DARK = 128  # of 255; a darker pixel is ink
SHORTEST = 36.0  # points; a shorter stroke is a letter's, not a ruled line
THICKEST = 6.0  # points; a thicker bar is no ruled line


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read of one page."""

    frame: Frame
    words: tuple[str, ...]
    unsure: int  # words that are hard to read

    def differing(self, layer: Iterable[Glyph]) -> int:
        """How many words the picture has and the text layer has not, or the other way round; 0 without a layer."""
        under = Counter(_folded(word.text) for word in words_of(layer))
        if not under:
            return 0
        seen = Counter(_folded(word) for word in self.words)
        return sum(count for word, count in ((seen - under) + (under - seen)).items() if word)


def read_scan(page: Any, rendered: Any, seen: list[Glyph]) -> Scan:
    """The page as Tesseract reads it; *seen* is text of the page that shows, and needs no reading.

    Raises:
        UnreadableError: Tesseract fails or takes too long.
    """
    draw_text(rendered, False)
    picture = _picture(rendered)
    draw_text(rendered, True)
    found = ocr.read_whole(picture)
    real = [one for one in seen if one.turn == 0]
    if any(not one.is_blank for one in seen) and found.turned:
        picture, real = _picture(rendered), []  # text over a crooked picture: both are read together
        found = ocr.read_whole(picture)
    scale = float(rendered.get_width()) / picture.width
    glyphs = [*real, *_glyphs(found.words, scale)]
    frame = Frame(found.width * scale, found.height * scale, glyphs, _rules(picture, found.turned, scale))
    unsure = sum(word.confidence < UNSURE for word in found.words)
    return Scan(frame, tuple(word.text for word in found.words), unsure)


def _picture(rendered: Any) -> Image:
    width, height = rendered.get_size()
    scale = min(DPI / 72, (ocr.MOST_PIXELS / max(width * height, 1.0)) ** 0.5)
    picture: Image = rendered.render(scale=scale, grayscale=True, may_draw_forms=False).to_pil()
    return picture


def _folded(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


def _glyphs(words: tuple[ocr.SeenWord, ...], scale: float) -> Iterator[Glyph]:
    """The words as characters in points; each word's width is shared out among its letters."""
    usual = median([word.size for word in words]) if words else 0.0
    for word in words:
        tall = usual if abs(word.size - usual) <= usual * ALIKE else word.size
        top, bottom = word.line[1] * scale, word.line[3] * scale
        base = bottom - tall * scale * DESCENT
        start, wide = word.box[0] * scale, (word.box[2] - word.box[0]) * scale / len(word.text)
        yield Glyph(" ", start, start, top, bottom, base, round(tall * scale, 1))
        for at, text in enumerate(word.text):
            x0 = start + at * wide
            yield Glyph(text, x0, x0 + wide, top, bottom, base, round(tall * scale, 1))


# --- ruled lines ------------------------------------------------------------------------------------


def _rules(picture: Image, turned: float, scale: float) -> list[dict[str, Any]]:
    """The long straight strokes of the picture as edges of tables, in points."""
    import numpy
    from PIL import Image

    level = picture.rotate(turned, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    half = level.reduce(2)
    dark = numpy.asarray(half) < DARK
    shortest, thickest = int(SHORTEST / scale / 2), max(int(THICKEST / scale / 2), 1)
    across = _strokes(dark, shortest, thickest)
    down = [(y0, x0, y1, x1) for x0, y0, x1, y1 in _strokes(dark.T, shortest, thickest)]
    boxes = [tuple(2 * scale * place for place in box) for box in (*across, *down)]
    return edges_of(_middles(boxes))


def _middles(boxes: Iterable[tuple[float, ...]]) -> Iterator[Box]:
    """Each stroke as a line without thickness."""
    for x0, top, x1, bottom in boxes:
        if x1 - x0 > bottom - top:
            yield x0, (top + bottom) / 2, x1, (top + bottom) / 2
        else:
            yield (x0 + x1) / 2, top, (x0 + x1) / 2, bottom


def _strokes(dark: Any, shortest: int, thickest: int) -> list[tuple[float, float, float, float]]:
    """The level strokes of a picture of true and false, as x0, top, x1, bottom in pixels."""
    found: list[list[float]] = []
    for y, x0, x1 in _runs(dark, shortest):
        near = next((one for one in reversed(found[-40:]) if _goes_with(one, y, x0, x1)), None)
        if near is None:
            found.append([x0, y, x1, y + 1])
        else:
            near[:] = [min(near[0], x0), near[1], max(near[2], x1), y + 1]
    return [(x0, top, x1, bottom) for x0, top, x1, bottom in found if bottom - top <= thickest]


def _goes_with(stroke: list[float], y: float, x0: float, x1: float) -> bool:
    """Whether a run of ink belongs to a stroke: in the same row or the next one, and touching it."""
    return y - stroke[3] <= 1 and x0 <= stroke[2] + 4 and x1 >= stroke[0] - 4


def _runs(dark: Any, shortest: int) -> Iterator[tuple[float, float, float]]:
    """Runs of ink of some length: row, start, end."""
    import numpy

    rows = numpy.flatnonzero(dark.sum(axis=1) >= shortest)
    for y in rows:
        steps = numpy.diff(numpy.concatenate(([0], dark[y].astype(numpy.int8), [0])))
        starts, ends = numpy.flatnonzero(steps == 1), numpy.flatnonzero(steps == -1)
        for at in numpy.flatnonzero(ends - starts >= shortest):
            yield float(y), float(starts[at]), float(ends[at])
