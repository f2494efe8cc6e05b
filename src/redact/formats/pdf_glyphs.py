"""The characters of a PDF page: which, where, how large, in what font, and in which direction."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from redact.remembered import remembered

PALE = 0.05  # of full ink


@dataclass(slots=True)
class Glyph:
    """One character. Places are in points from the page's left and top edges."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float  # of the line on which it stands
    size: float
    styles: tuple[str, ...] = ()
    turn: int = 0  # quarters anticlockwise by which its line is turned; -1 for a slanting one
    pale: bool = False  # drawn in white, or nearly

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle, from the left and from the top."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def is_blank(self) -> bool:
        """Whether it is a space of some kind."""
        return not self.text.strip()


def take_glyphs(page: Any) -> list[Glyph]:
    """The characters of a pdfplumber page in the order of drawing, taken out of its layout.

    What is left of the layout (lines, boxes, pictures) then takes little time and room.
    """
    left, top, _, bottom = page.mediabox
    found = list(_taken(page.layout))
    hangs = _hangs(found)
    return [_glyph(one, float(left), float(top), float(bottom - top), hangs[one.fontname]) for one in found]


def _hangs(chars: list[Any]) -> dict[str, float]:
    """How far the boxes of each font's characters hang below the base line, as a share of their height.

    A character that was raised hangs less; so where it stands is told from what its font does mostly.
    """
    counted: dict[str, Counter[float]] = {}
    for char in chars:
        below = round((char.matrix[5] - char.y0) / (char.y1 - char.y0 or 1.0), 3)
        counted.setdefault(char.fontname, Counter())[below] += 1
    return {name: max(counts, key=lambda one: (counts[one], one)) for name, counts in counted.items()}


def _taken(container: Any) -> Iterator[Any]:
    from pdfminer.layout import LTChar, LTContainer

    rest = []
    for item in container:
        if isinstance(item, LTChar):
            yield item
        else:
            rest.append(item)
            if isinstance(item, LTContainer):
                yield from _taken(item)
    container._objs = rest


def _glyph(char: Any, left: float, top: float, height: float, hang: float) -> Glyph:
    a, b = char.matrix[:2]
    turn = _turn(a, b)
    size = char.size if turn in (0, 2) else char.width
    base = height - char.y0 + top - (hang * (char.y1 - char.y0) if turn == 0 else 0.0)
    text, name = char.get_text(), char.fontname
    return Glyph(
        text,
        char.x0 + left,
        char.x1 + left,
        height - char.y1 + top,
        height - char.y0 + top,
        base,
        float(size),
        font_styles(name.decode("latin-1") if isinstance(name, bytes) else str(name)),
        turn,
        _is_pale(char.graphicstate.ncolor),
    )


def _is_pale(colour: Any) -> bool:
    """Whether a colour of one, three or four numbers is nearly white."""
    parts = colour if isinstance(colour, (list, tuple)) else (colour,)
    numbers = [one for one in parts if isinstance(one, (int, float))]
    if len(numbers) == 4:
        return max(numbers) <= PALE
    return len(numbers) in (1, 3) and min(numbers) >= 1 - PALE


def _turn(a: float, b: float) -> int:
    """The quarter in which a text matrix with these first two numbers writes."""
    if abs(b) <= abs(a) * 0.1:
        return 0 if a >= 0 else 2
    if abs(a) <= abs(b) * 0.1:
        return 1 if b > 0 else 3
    return -1


def turned(glyphs: Iterable[Glyph], turn: int, width: float, height: float) -> list[Glyph]:
    """The glyphs as they stand once a page of this size is turned so that lines of *turn* run level."""
    return [_level(one, turn, width, height) for one in glyphs]


def _level(one: Glyph, turn: int, width: float, height: float) -> Glyph:
    x0, top, x1, bottom = turned_box((one.x0, one.top, one.x1, one.bottom), turn, width, height)
    return replace(one, x0=x0, top=top, x1=x1, bottom=bottom, base=bottom - 0.2 * (bottom - top), turn=0)


def turned_box(
    box: tuple[float, float, float, float], turn: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """A box as it stands once a page of this size is turned so that lines of *turn* run level."""
    x0, top, x1, bottom = box
    if turn == 1:  # written upwards: the page's foot becomes its left edge
        return height - bottom, x0, height - top, x1
    if turn == 2:
        return width - x1, height - bottom, width - x0, height - top
    if turn == 3:  # written downwards: the page's head becomes its left edge
        return top, width - x1, bottom, width - x0
    return box


@remembered(1000)
def font_styles(name: str) -> tuple[str, ...]:
    """Bold and italic by the name of a font."""
    name = name.lower()
    bold = re.search(r"bold|black|heavy|semibold|demi|,b|-bd", name)
    italic = re.search(r"ital|obli", name)
    return (*(("bold",) if bold else ()), *(("italic",) if italic else ()))


def is_nameless(text: str) -> bool:
    """Whether the font does not say which character this is: a symbol, or a word that cannot be read."""
    return text.startswith("(cid:") or (len(text) == 1 and 0xE000 <= ord(text) <= 0xF8FF)
