"""The pictures on a PDF's pages, as the page shows them: drawn with whatever lies over them.

A picture is not taken out of the file but drawn, so that what a page cuts off, covers or masks is not
in it. Words that are printed on it are part of it, and are told as words that stand in it.
"""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

from redact.formats.album import Album, Shown
from redact.formats.pdf_frame import said
from redact.formats.pdf_glyphs import Glyph
from redact.formats.pictures import LONGEST_SIDE
from redact.formats.pieces import Piece

SMALLEST = 18.0  # points on a side; what is smaller is a bullet or an ornament
DOTS = 200 / 72  # pixels for each point
MOST_ON_A_PAGE = 300  # more are no pictures but a pattern; they are left behind
REPEATED = 3  # pages; a picture on as many belongs to the page's header or footer

Box = tuple[float, float, float, float]  # left, top, right, bottom, in points


def repeated_pictures(pdf: Any) -> frozenset[int]:
    """The numbers of the picture objects that so many pages show that they belong to all of them."""
    counted: Counter[int] = Counter()
    for page in pdf.pages:
        shown = page.get("/Resources", {}).get("/XObject", {})
        counted.update({one.objgen[0] for one in shown.values() if str(one.get("/Subtype", "")) == "/Image"})
    return frozenset(number for number, pages in counted.items() if pages >= REPEATED)


def pictures_on(
    page: Any, rendered: Any, number: int, album: Album, repeated: frozenset[int], seen: list[Glyph]
) -> list[tuple[float, list[Piece]]]:
    """A block for each picture of a page, with how far down it stands.

    Args:
        page: as pdfplumber has it. rendered: the same page as pypdfium2 has it.
        number: counted from 1.
        repeated: objects that belong to the page's header or footer; they are left behind.
        seen: the characters of the page that can be seen.
    """
    if page.rotation or tuple(page.cropbox) != tuple(page.mediabox) or tuple(page.mediabox[:2]) != (0, 0):
        return []  # where it stands is not certain: it is left behind, and told as that
    if len(page.images) > MOST_ON_A_PAGE:
        return []
    boxes = [_box(one, page) for one in page.images if getattr(one["stream"], "objid", None) not in repeated]
    whole = [box for box in _joined(boxes) if min(box[2] - box[0], box[3] - box[1]) >= SMALLEST]
    return [
        (box[1], [_piece(page, rendered, number, album, box, seen)]) for box in sorted(whole, key=_downwards)
    ]


def _downwards(box: Box) -> tuple[float, float]:
    return box[1], box[0]


def _box(picture: Any, page: Any) -> Box:
    """The part of the picture that lies on the page."""
    left, top = max(float(picture["x0"]), 0.0), max(float(picture["top"]), 0.0)
    return left, top, min(float(picture["x1"]), page.width), min(float(picture["bottom"]), page.height)


def _joined(boxes: list[Box]) -> list[Box]:
    """The boxes, those that touch made one: programs cut a large picture into strips."""
    whole: list[Box] = []
    for box in (one for one in boxes if one[0] < one[2] and one[1] < one[3]):
        joined = box
        while near := [one for one in whole if _touch(one, joined)]:
            whole = [one for one in whole if one not in near]
            lefts, tops, rights, bottoms = zip(joined, *near, strict=True)
            joined = (min(lefts), min(tops), max(rights), max(bottoms))
        whole.append(joined)
    return whole


def _touch(one: Box, other: Box) -> bool:
    return (
        one[0] <= other[2] + 1
        and other[0] <= one[2] + 1
        and one[1] <= other[3] + 1
        and other[1] <= one[3] + 1
    )


def _piece(page: Any, rendered: Any, number: int, album: Album, box: Box, seen: list[Glyph]) -> Piece:
    place = f"page {number}"
    words = said([one for one in seen if _is_on(one, box)])
    shown = Shown(_drawn(page, rendered, box), place, width=_centimetres(box), words=words)
    return Piece("picture", number=album.add(shown), place=place)


def _is_on(glyph: Glyph, box: Box) -> bool:
    x, y = glyph.middle
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _centimetres(box: Box) -> float:
    return round((box[2] - box[0]) / 72 * 2.54, 2)


def _drawn(page: Any, rendered: Any, box: Box) -> bytes:
    """That part of the page as a PNG, with everything that a reader sees there."""
    left, top, right, bottom = box
    scale = min(DOTS, LONGEST_SIDE / max(right - left, bottom - top))
    edges = (left, float(page.height) - bottom, float(page.width) - right, top)
    bitmap = rendered.render(scale=scale, crop=edges)
    made = io.BytesIO()
    bitmap.to_pil().convert("RGB").save(made, "PNG", compress_level=1)
    return made.getvalue()
