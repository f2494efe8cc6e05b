"""Words that a Word file prints so that nobody can see them: white on white, black on black, a point high.

Whoever set them so meant them to be unseen; an edition, set anew, would show them. What lies
behind words is known for marked, shaded and plain paper. In a shape or a table whose style
fills it, it is not known, and the words count as seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from redact.formats.numbering import whole
from redact.formats.word_names import OFF, W, local
from redact.formats.word_styles import Own, Styles

PAPER = "FFFFFF"
UNKNOWN = ""
#: The contrast ratio of WCAG 2 below which words count as unseen; light grey on white has 1.4.
LEAST_CONTRAST = 1.25
SMALLEST = 4  # half-points; no printer makes two points readable
NARROWEST = 10  # per cent of a letter's width
FLATTEST = 40  # twentieths of a point: a line that cuts its letters off
HIGHLIGHTS = {
    "black": "000000", "white": "FFFFFF", "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF",
    "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000", "darkBlue": "000080", "darkCyan": "008080",
    "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
PAPER_THEMES = ("background1", "light1", "bg1", "lt1")
HEX = re.compile(r"[0-9A-Fa-f]{6}")
FILLS = ("solidFill", "gradFill", "blipFill", "pattFill", "grpFill")


@dataclass(frozen=True, slots=True)
class Sight:
    """What decides whether a paragraph's words are seen, beside their own settings."""

    styles: Styles
    style: str  # the paragraph's
    ground: str  # the colour behind the paragraph; '' where it is not known
    flat: bool = False  # its lines are too low for letters

    def misses(self, own: Own, character: str) -> bool:
        """Whether a run with these settings cannot be seen on the page."""
        return self.flat or self._is_tiny(own, character) or self._fades(own, character)

    def _is_tiny(self, own: Own, character: str) -> bool:
        size = self.styles.of_run("sz", own, character, self.style)
        width = self.styles.of_run("w", own, character, self.style)
        return _small(size, SMALLEST) or _small(width, NARROWEST)

    def _fades(self, own: Own, character: str) -> bool:
        """Whether the letters have nearly the colour of what is behind them."""
        marked = self.styles.of_run("highlight", own, character, self.style)
        mark = HIGHLIGHTS.get(str(marked.get(W + "val"))) if marked is not None else None
        found = self.styles.of_run("color", own, character, self.style)
        ink = "" if found is None else colour(found)
        if mark == "000000" and not ink:
            return True  # the black bar that people draw over words
        shading = self.styles.of_run("shd", own, character, self.style)
        behind = mark or (fill(shading) if shading is not None else None)
        behind = self.ground if behind is None else behind
        return bool(ink and behind) and contrast(ink, behind) < LEAST_CONTRAST


def sight(styles: Styles, style: str, properties: Any, ground: str) -> Sight:
    """How the words of a paragraph with these properties are seen, on a page, cell or shape of colour *ground*."""
    shading = styles.paragraph_property(properties, style, "shd")
    own = fill(shading) if shading is not None else None
    spacing = styles.paragraph_property(properties, style, "spacing")
    exact = spacing is not None and spacing.get(W + "lineRule") == "exact"
    flat = exact and 0 < points(spacing.get(W + "line"), 20) <= FLATTEST
    return Sight(styles, style, ground if own is None else own, flat)


def colour(element: Any) -> str:
    """The colour that a w:color names, six hexadecimal figures; '' for one that the program chooses."""
    value = str(element.get(W + "val") or "")
    if HEX.fullmatch(value):
        return value.upper()
    return PAPER if str(element.get(W + "themeColor")) in PAPER_THEMES else ""


def fill(shading: Any) -> str | None:
    """The colour that a w:shd lays behind words: '' where it is not known, None where it lays none."""
    pattern, value = str(shading.get(W + "val") or "clear"), str(shading.get(W + "fill") or "auto")
    if pattern == "solid":
        return (
            str(shading.get(W + "color") or "") if HEX.fullmatch(str(shading.get(W + "color"))) else UNKNOWN
        )
    if pattern not in ("clear", "nil"):
        return UNKNOWN
    if HEX.fullmatch(value):
        return value.upper()
    return UNKNOWN if shading.get(W + "themeFill") else None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours after WCAG 2.2, from 1 (the same) to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(code: str) -> float:
    parts = [int(code[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def points(text: Any, unit: int) -> int:
    """A measure in *unit*ths of a point; Strict files write '1.5pt' for it. 0 where it is none."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)pt", str(text))
    return round(float(match[1]) * unit) if match else whole(text, 0)


def _small(element: Any, least: int) -> bool:
    value = None if element is None else str(element.get(W + "val") or "").rstrip("%")
    return value is not None and 0 < points(value, 2) <= least


# --- what lies behind a cell, a shape, a page ----------------------------------------------------------


def table_ground(styles: Styles, properties: Any, ground: str) -> str:
    """The colour behind the words of a table with these properties where its cells say nothing."""
    shading = None if properties is None else properties.find(W + "shd")
    laid = fill(shading) if shading is not None else None
    if laid is not None:
        return laid
    style = None if properties is None else properties.find(W + "tblStyle")
    chain = styles.chain(str(style.get(W + "val"))) if style is not None else ()
    return UNKNOWN if any(one.find(f".//{W}shd") is not None for one in chain) else ground


def cell_ground(properties: Any, ground: str) -> str:
    """The colour behind the words of a cell, in a table of the colour *ground*."""
    shading = None if properties is None else properties.find(W + "shd")
    laid = fill(shading) if shading is not None else None
    return ground if laid is None else laid


def shape_ground(box: Any, ground: str) -> str:
    """The colour behind the words of a text box: not known where its shape is filled."""
    for shape in box.iterancestors():
        if local(shape) in ("wsp", "sp"):
            return _drawn_ground(shape, ground)
        if shape.get("fillcolor") is not None and str(shape.get("filled") or "t") not in ("f", *OFF):
            return UNKNOWN
        if local(shape) in ("drawing", "pict"):
            break
    return ground


def _drawn_ground(shape: Any, ground: str) -> str:
    looks = [one for part in shape if local(part) == "spPr" for one in part]
    if any(local(one) == "noFill" for one in looks):
        return ground
    by_style = any(local(one) == "fillRef" and one.get("idx") != "0" for one in shape.iter())
    return UNKNOWN if by_style or any(local(one) in FILLS for one in looks) else ground


def page_ground(document: Any) -> str:
    """The colour of the page itself: paper, unless the document has a background."""
    background = document.find(W + "background")
    value = "" if background is None else str(background.get(W + "color") or "").upper()
    return PAPER if value in ("", "AUTO", PAPER) and (background is None or not len(background)) else UNKNOWN
