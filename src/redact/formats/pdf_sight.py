"""Which characters of a PDF page a reader sees; the others are searched but never printed.

Text can be white, tiny, off the page, drawn without ink, or covered by what
was drawn after it. An author who drew a black box meant the words to be gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

SMALLEST = 2.0  # points; smaller text is not meant to be read
DARK, LIGHT = 0.4, 0.95  # brightness of ink that covers, and of ink that cannot be seen on paper
NO_INK = (3, 7)  # text rendering modes: invisible; invisible and clipping

Char = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cover:
    """Something filled on the page: where, how bright, and as the how-manieth thing drawn."""

    x0: float
    top: float
    x1: float
    bottom: float
    bright: float
    order: int
    picture: bool = False

    def hides(self, char: Char) -> bool:
        """Whether the middle of *char* lies under or on this."""
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        return bool(self.x0 <= x <= self.x1 and self.top <= y <= self.bottom)


def brightness(colour: Any) -> float:
    """How bright a PDF colour is, 0 black to 1 white; black where it cannot be told."""
    parts = list(colour) if isinstance(colour, (list, tuple)) else [colour]
    numbers = [float(one) for one in parts if isinstance(one, (int, float))]
    if len(numbers) == 4:
        return (1 - numbers[3]) * (3 - sum(numbers[:3])) / 3
    return sum(numbers) / len(numbers) if len(numbers) in (1, 3) else 0.0


def seen_and_hidden(
    page: Any, no_ink: list[tuple[float, float, float, float]]
) -> tuple[list[Char], list[Char]]:
    """The page's characters that can be seen, and those that cannot; *no_ink* are boxes of inkless text."""
    covers, orders = _drawn(page)
    in_order = len(orders) == len(page.chars)
    seen, hidden = list[Char](), list[Char]()
    for at, char in enumerate(page.chars):
        order = orders[at] if in_order else -1
        invisible = _is_unseen(char, page) or _covered(char, order, covers) or _inkless(char, no_ink)
        (hidden if invisible else seen).append(char)
    return seen, hidden


def _is_unseen(char: Char, page: Any) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    left, top, right, bottom = page.bbox
    outside = not (left <= x <= right and top <= y <= bottom)
    return outside or min(char["size"], char["height"] or char["size"]) < SMALLEST


def _covered(char: Char, order: int, covers: list[Cover]) -> bool:
    """Whether something lies over the character, or it has the colour of what it lies on."""
    ink = brightness(char.get("non_stroking_color"))
    under = 1.0  # paper
    for cover in covers:
        if not cover.hides(char):
            continue
        if cover.order > order and (cover.picture or cover.bright <= DARK or cover.bright >= LIGHT):
            return True
        if not cover.picture:
            under = cover.bright
    return (ink >= LIGHT and under >= LIGHT) or (ink <= DARK / 2 and under <= DARK / 2)


def _inkless(char: Char, boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _drawn(page: Any) -> tuple[list[Cover], list[int]]:
    """What is filled on the page, and when each character was drawn, in drawing order."""
    from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage

    covers, orders = list[Cover](), list[int]()

    def walk(items: Any) -> None:
        for item in items:
            now = len(covers) + len(orders)
            if isinstance(item, LTChar):
                orders.append(now)
            elif isinstance(item, LTImage):
                covers.append(_cover(page, item, 0.5, now, picture=True))
            elif isinstance(item, LTCurve) and item.fill and len(item.pts) <= 6:
                covers.append(_cover(page, item, brightness(item.non_stroking_color), now))
            elif isinstance(item, LTContainer):
                walk(item)

    walk(page.layout)
    return covers, orders


def _cover(page: Any, item: Any, bright: float, order: int, picture: bool = False) -> Cover:
    height = float(page.height) + float(page.bbox[1])
    top = height - item.y1 + (float(page.mediabox[1]) if page.mediabox else 0.0)
    return Cover(item.x0, top, item.x1, top + item.y1 - item.y0, bright, order, picture)


def inkless_boxes(pdfium_page: Any, height: float) -> list[tuple[float, float, float, float]]:
    """Where pdfium finds text that is drawn without ink (rendering mode 3), as x0, top, x1, bottom."""
    import pypdfium2.raw as raw

    boxes = []
    for one in pdfium_page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15):
        if raw.FPDFTextObj_GetTextRenderMode(one.raw) in NO_INK:
            left, bottom, right, top = one.get_bounds()
            boxes.append((left, height - top, right, height - bottom))
    return boxes
