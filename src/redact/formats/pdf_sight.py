"""Which characters of a PDF page a reader sees; the others are searched but never printed.

Text can be white, transparent, tiny, off the page, clipped away, on a layer that is off, drawn
without ink, or covered by what was drawn after it. One question finds all of these: does the page
look different without the text? An author who drew a black box meant the words to be gone.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact.formats.pdf_glyphs import Glyph

if TYPE_CHECKING:
    from PIL.Image import Image

SMALLEST = 2.0  # points; smaller text is not meant to be read
FAINT = 20  # of 255; ink that differs less from what it lies on cannot be seen
ASIDE = 0.1  # of the letter size by which a letter may stand beside its place
SCALE = 2.0  # pixels a point
MOST_PIXELS = 6_000_000
DEEPEST = 15  # forms within forms
#: Annotations that are drawn over the text to hide it.
COVERING = frozenset({"/Square", "/Circle", "/Polygon", "/Redact", "/FreeText", "/Stamp", "/Ink", "/Line"})

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ink:
    """Where the text of a page leaves ink, as rows of pixels."""

    pixels: Any  # an array: how much each pixel differs, 0 to 255
    lighter: Any  # how much lighter the text makes it
    scale: float  # pixels a point
    left: float
    top: float

    def shows(self, box: Box, pale: bool = False) -> bool:
        """Whether text can be seen in the box (x0, top, x1, bottom in points).

        *pale* text must make something lighter: what is dark there is other text, that it lies on.
        """
        x0, x1 = (self._at(x, self.left) for x in (box[0], box[2]))
        top, bottom = (self._at(y, self.top) for y in (box[1], box[3]))
        pixels = self.lighter if pale else self.pixels
        part = pixels[max(top, 0) : max(bottom + 1, 0), max(x0, 0) : max(x1 + 1, 0)]
        return bool(part.size) and int(part.max()) >= FAINT

    def _at(self, place: float, start: float) -> int:
        return int((place - start) * self.scale)


def ink_of(rendered: Any, page: Any) -> Ink:
    """Where the text of a page can be seen: the page drawn whole, less the page drawn without its text."""
    import numpy
    from PIL import ImageChops

    width, height = rendered.get_size()
    scale = min(SCALE, math.sqrt(MOST_PIXELS / max(width * height, 1.0)))
    covered = any(str(one.get("/Subtype", "")) in COVERING for one in _annotations(page))
    whole = _drawn(rendered, scale, covered)
    draw_text(rendered, False)
    bare = _drawn(rendered, scale, covered)
    draw_text(rendered, True)
    lighter, darker = (_strongest(ImageChops.subtract(*pair)) for pair in ((whole, bare), (bare, whole)))
    left, top = _corner(page)
    return Ink(numpy.asarray(ImageChops.lighter(lighter, darker)), numpy.asarray(lighter), scale, left, top)


def draw_text(rendered: Any, whether: bool) -> None:
    """Have a page of pypdfium2 draw its text from now on, or leave it out."""
    import pypdfium2.raw as raw

    for one in rendered.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=DEEPEST):
        raw.FPDFPageObj_SetIsActive(one.raw, whether)


def _drawn(rendered: Any, scale: float, covered: bool) -> Image:
    picture: Image = rendered.render(scale=scale, may_draw_forms=False, draw_annots=covered).to_pil()
    return picture.convert("RGB")


def _strongest(change: Image) -> Image:
    """The strongest of the three colours of each pixel."""
    from PIL import ImageChops

    red, green, blue = change.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _corner(page: Any) -> tuple[float, float]:
    """The left and top edges of the part of the page that is shown."""
    return float(max(page.cropbox[0], page.mediabox[0])), float(max(page.cropbox[1], page.mediabox[1]))


def _annotations(page: Any) -> Iterable[dict[str, Any]]:
    """The page's annotations, their subtypes as PDF writes names."""
    for one in page.annots:
        subtype = getattr(one["data"].get("Subtype"), "name", "")
        yield {"/Subtype": f"/{subtype}", "box": (one["x0"], one["top"], one["x1"], one["bottom"])}


def seen_and_hidden(glyphs: list[Glyph], ink: Ink, page: Any) -> tuple[list[Glyph], list[Glyph]]:
    """The characters that can be seen, and those that cannot; a word is never torn."""
    boxes = [one["box"] for one in _annotations(page) if one["/Subtype"] == "/Redact"]
    verdicts = [_is_seen(one, ink, boxes) for one in glyphs]
    seen, hidden = list[Glyph](), list[Glyph]()
    shown = True
    for start, end in _stretches(glyphs):
        shown = _agreed(verdicts[start:end], shown)
        (seen if shown else hidden).extend(glyphs[start:end])
    return seen, hidden


def _stretches(glyphs: list[Glyph]) -> Iterable[tuple[int, int]]:
    """Where characters follow each other on one line without a blank between, as starts and ends."""
    start = 0
    for at in range(1, len(glyphs) + 1):
        if at == len(glyphs) or not _follows(glyphs[at - 1], glyphs[at]):
            yield start, at
            start = at


def _follows(one: Glyph, other: Glyph) -> bool:
    near = abs(one.base - other.base) < 1 and -one.size / 2 < other.x0 - one.x1 < one.size * 0.17
    return near and one.turn == other.turn == 0 and not one.is_blank and not other.is_blank


def _agreed(verdicts: list[bool | None], before: bool) -> bool:
    """Whether most letters of a stretch are seen; one of blanks and marks goes with what came before."""
    sure = [one for one in verdicts if one is not None]
    return sum(sure) * 2 >= len(sure) if sure else before


def _is_seen(glyph: Glyph, ink: Ink, redacted: list[Box]) -> bool | None:
    """Whether the character can be seen; None for a blank, and for a sign that leaves no ink: fonts lack some."""
    x, y = glyph.middle
    if any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in redacted) or glyph.size < SMALLEST:
        return False
    if glyph.is_blank:
        return None
    return ink.shows(_core(glyph), glyph.pale) or (False if glyph.text.isalnum() else None)


def _core(glyph: Glyph) -> Box:
    """The part of a letter in which it must leave ink, and its neighbours above and below leave none.

    It is a little wider than the letter: a font that is not in the file is drawn by one like it.
    """
    aside = glyph.size * ASIDE
    if glyph.turn != 0 or not glyph.text.isalnum():
        return glyph.x0, glyph.top, glyph.x1, glyph.bottom
    return glyph.x0 - aside, glyph.base - glyph.size * 0.48, glyph.x1 + aside, glyph.base
