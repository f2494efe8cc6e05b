"""What a PDF page draws but does not show: white, tiny, covered, transparent or off the page."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

Box = tuple[float, float, float, float]  # left, bottom, right, top
#: Letters smaller than this many points are not meant to be read.
_TINY = 1.5
#: A covering box is at least this much of the letters' height, so that no underline counts.
_HEIGHT = 0.6


@dataclass(slots=True)
class PageSeen:
    """What a walk over a page's objects, in the order of drawing, brought up."""

    reasons: set[str] = field(default_factory=set)
    pictures: list[str] = field(default_factory=list)  # the digests of their pixels
    drawn: int = 0
    texts: list[Box] = field(default_factory=list)
    grounds: list[Box] = field(default_factory=list)


def unseen_text(page: Any) -> PageSeen:
    """Why text of this page does not show, and which pictures it draws."""
    import pypdfium2.raw as raw

    seen = PageSeen()
    bounds = page.get_bbox()
    for thing in page.get_objects():
        seen.drawn += 1
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            _text(seen, thing, bounds)
        elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            seen.pictures.append(_pixels(thing))
            _cover(seen, thing.get_bounds(), "text under a picture")
        elif thing.type == raw.FPDF_PAGEOBJ_PATH and _fills(thing):
            _path(seen, thing)
    return seen


def _pixels(thing: Any) -> str:
    """The digest of a picture's pixels; '' where they cannot be had."""
    import pypdfium2

    from redact.checks.opened_media import pixels_digest

    try:
        return pixels_digest(thing.get_bitmap().to_pil())
    except (pypdfium2.PdfiumError, ValueError, OSError, MemoryError):
        return ""


def _text(seen: PageSeen, thing: Any, bounds: Box) -> None:
    import pypdfium2.raw as raw

    box = thing.get_bounds()
    if box[2] - box[0] <= 0.01:
        return  # a blank
    mode = raw.FPDFTextObj_GetTextRenderMode(thing.raw)
    colour, alpha = _colour(thing)
    if mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP) or alpha < 10:
        seen.reasons.add("invisible text")
    elif min(colour) > 250 and not any(_meets(box, ground) for ground in seen.grounds):
        seen.reasons.add("white text")
    if _size(thing) < _TINY:
        seen.reasons.add("tiny text")
    if not _meets(box, bounds):
        seen.reasons.add("text off the page")
    seen.texts.append(box)


def _size(thing: Any) -> float:
    import pypdfium2.raw as raw

    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(thing.raw, ctypes.byref(size))
    matrix = thing.get_matrix()
    scale: float = max(abs(matrix.d), abs(matrix.b))
    return size.value * scale


def _path(seen: PageSeen, thing: Any) -> None:
    colour, alpha = _colour(thing)
    if alpha < 250:
        return
    box = thing.get_bounds()
    _cover(seen, box, "text under a box")
    if min(colour) < 200:
        seen.grounds.append(box)


def _cover(seen: PageSeen, box: Box, reason: str) -> None:
    if any(_covers(box, text) for text in seen.texts):
        seen.reasons.add(reason)


def _fills(thing: Any) -> bool:
    import pypdfium2.raw as raw

    mode, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(thing.raw, ctypes.byref(mode), ctypes.byref(stroke))
    return mode.value != 0


def _colour(thing: Any) -> tuple[tuple[int, int, int], int]:
    import pypdfium2.raw as raw

    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = raw.FPDFPageObj_GetFillColor(thing.raw, *(ctypes.byref(c) for c in (red, green, blue, alpha)))
    return ((red.value, green.value, blue.value), alpha.value) if known else ((0, 0, 0), 255)


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _covers(box: Box, text: Box) -> bool:
    """Whether the box hides a stretch of the text: most of its height, and some of its width."""
    wide = min(box[2], text[2]) - max(box[0], text[0])
    high = min(box[3], text[3]) - max(box[1], text[1])
    return wide > 3 and high > _HEIGHT * (text[3] - text[1])
