"""How an element of a web page looks: whether it is seen at all, and in which style.

Only what decides these two is computed: a small part of CSS, from the page's own
style sheets, inline styles and the old attributes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from redact.remembered import remembered

Colour = tuple[float, float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0, 1.0)
WHITE: Colour = (1.0, 1.0, 1.0, 1.0)
NEAR = 0.08  # of a channel's range: no eye reads letters that differ less from their ground
FAR = -500.0  # pixels; nothing that far off the page is seen

STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic",
    "var": "italic", "u": "underline", "sup": "superscript", "sub": "subscript",
}  # fmt: skip
#: Elements that browsers never show.
UNSEEN = frozenset(
    {"template", "noscript", "noembed", "noframes", "datalist", "rp", "head", "xml", "area", "param"}
)
SPECIAL = frozenset({"pre", "textarea", "listing", "xmp", "dialog"})
NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*(px|pt|em|rem|%|in|cm|mm|pc|ex|ch|vw|vh)?")
IN_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "em": 16.0, "rem": 16.0, "%": 0.16, "in": 96.0, "cm": 37.8, "mm": 3.78,
             "pc": 16.0, "ex": 8.0, "ch": 8.0, "vw": 10.0, "vh": 10.0}  # fmt: skip
LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9\-_]*)?")


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands on to what stands in it."""

    gone: bool = False  # nothing in it is shown, whatever it says of itself
    invisible: bool = False  # not shown, unless an element in it is
    colour: Colour = BLACK
    ground: Colour | None = WHITE  # None: a picture, or unknown
    size: float = 16.0  # pixels
    styles: frozenset[str] = frozenset()
    keeps_spaces: bool = False
    hidden: bool = False  # nobody sees the words that stand here


def _seen(look: Look) -> Look:
    """The look with whether its words are seen, settled once."""
    faint = look.colour[3] < NEAR or (look.ground is not None and _alike(look.colour, look.ground))
    return replace(look, hidden=look.gone or look.invisible or look.size <= 1.5 or faint)


def look_of(tag: str, attributes: Mapping[str, str], said: Mapping[str, str], outer: Look) -> Look:
    """The look of an element of which *said* holds its CSS, inside something that looks *outer*."""
    if not said and not attributes and tag not in STYLES and tag not in UNSEEN and tag not in SPECIAL:
        return outer
    look = Look(
        gone=outer.gone or tag in UNSEEN or _is_gone(tag, attributes, said),
        invisible=_VISIBILITY.get(said.get("visibility", ""), outer.invisible),
        colour=_colour(said.get("color") or attributes.get("color", ""), outer.colour),
        ground=_ground(attributes, said, outer.ground),
        size=_size(said, outer.size),
        styles=_styles(tag, attributes, said, outer.styles),
        keeps_spaces=_keeps_spaces(tag, said, outer),
    )
    return _seen(look)


def _keeps_spaces(tag: str, said: Mapping[str, str], outer: Look) -> bool:
    word = said.get("white-space", "").partition(" ")[0]
    return _SPACES.get(word, outer.keeps_spaces or tag in SPECIAL - {"dialog"})


_VISIBILITY = {"hidden": True, "collapse": True, "visible": False}
_SPACES = {
    "pre": True,
    "pre-wrap": True,
    "pre-line": True,
    "break-spaces": True,
    "normal": False,
    "nowrap": False,
}


def _is_gone(tag: str, attributes: Mapping[str, str], said: Mapping[str, str]) -> bool:
    told = "hidden" in attributes or attributes.get("aria-hidden", "").strip().lower() == "true"
    closed = tag == "dialog" and "open" not in attributes
    return (
        told
        or closed
        or said.get("display") == "none"
        or said.get("mso-hide") == "all"
        or _is_out_of_sight(said)
    )


def _is_out_of_sight(said: Mapping[str, str]) -> bool:
    """Clipped to nothing, moved off the page, or in a box of no size that shows nothing beyond its edge."""
    placed = said.get("position") in ("absolute", "fixed", "relative")
    off = placed and any(pixels(said.get(side, ""), 0) <= FAR for side in ("left", "top", "right", "bottom"))
    off = off or any(
        pixels(said.get(name, ""), 0) <= FAR for name in ("text-indent", "margin-left", "margin-top")
    )
    clipped = bool(
        re.match(
            r"rect\(\s*[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?[\s,]+[01](px)?\s*\)", said.get("clip", "")
        )
    )
    clipped = clipped or bool(
        re.match(r"(inset\((50|100)%|circle\(0|polygon\(0(px)? 0(px)?\))", said.get("clip-path", ""))
    )
    no_room = any(
        pixels(said.get(name, ""), 99) <= 1 for name in ("height", "max-height", "width", "max-width")
    )
    covered = no_room and said.get("overflow", said.get("overflow-y", "")) in ("hidden", "clip")
    clear = pixels(said.get("opacity", ""), 1) < NEAR or "scale(0)" in said.get("transform", "").replace(
        " ", ""
    )
    return off or clipped or covered or clear


def pixels(text: str, otherwise: float) -> float:
    """The length that *text* gives, in pixels; *otherwise* where it gives none."""
    match = NUMBER.fullmatch(text.strip().lower()) if text else None
    return float(match[1]) * IN_PIXELS[match[2] or ""] if match else otherwise


def _size(said: Mapping[str, str], outer: float) -> float:
    text = said.get("font-size", "").strip().lower()
    if not text and "font" in said:
        sizes = [
            one
            for one in re.split(r"[\s/]+", said["font"].lower())
            if NUMBER.fullmatch(one) and not one.isdigit()
        ]
        text = sizes[0] if sizes else ""
    match = NUMBER.fullmatch(text) if text else None
    if match is None:
        return 16.0 if text and text != "inherit" else outer
    if match[2] in ("em", "%", "ex"):
        return max(outer, 1.0) * float(match[1]) * {"em": 1.0, "%": 0.01, "ex": 0.5}[match[2]]
    return float(match[1]) * IN_PIXELS[match[2] or ""]


# --- colours ----------------------------------------------------------------------------------------


@remembered(1024)
def parse_colour(text: str) -> Colour | None:
    """The colour that *text* names, as red, green, blue and opacity from 0 to 1; None where it names none."""
    import tinycss2.color3

    found = tinycss2.color3.parse_color(text.strip()) if text.strip() and len(text) < 100 else None
    return (
        None if found is None or isinstance(found, str) else (found.red, found.green, found.blue, found.alpha)
    )


def _colour(text: str, outer: Colour) -> Colour:
    text = text.strip().lower()
    if not text or text in ("inherit", "currentcolor", "unset"):
        return outer
    return parse_colour(text) or parse_colour(f"#{text}") or BLACK


def _ground(attributes: Mapping[str, str], said: Mapping[str, str], outer: Colour | None) -> Colour | None:
    """The colour behind the words; None where a picture is behind them."""
    if "url(" in said.get("background", "") + said.get("background-image", "") or attributes.get(
        "background"
    ):
        return None
    if "gradient" in said.get("background", "") + said.get("background-image", ""):
        return None
    shown = [
        said.get("background-color", ""),
        *said.get("background", "").split(),
        attributes.get("bgcolor", ""),
    ]
    found = next(
        (colour for text in shown if (colour := parse_colour(text) or parse_colour(f"#{text}"))), None
    )
    return found if found and found[3] > 0.5 else outer


def _alike(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= NEAR for a, b in zip(one[:3], other[:3], strict=True))


# --- emphasis ---------------------------------------------------------------------------------------


def _styles(
    tag: str, attributes: Mapping[str, str], said: Mapping[str, str], outer: frozenset[str]
) -> frozenset[str]:
    styles = set(outer)
    if tag in STYLES:
        styles.add(STYLES[tag])
    _turn(
        styles,
        "bold",
        said.get("font-weight", ""),
        ("bold", "bolder", "600", "700", "800", "900"),
        ("normal", "lighter", "400", "300"),
    )
    _turn(styles, "italic", said.get("font-style", ""), ("italic", "oblique"), ("normal",))
    _turn(styles, "small-capitals", said.get("font-variant", ""), ("small-caps",), ("normal",))
    _turn(styles, "superscript", said.get("vertical-align", ""), ("super",), ("baseline",))
    _turn(styles, "subscript", said.get("vertical-align", ""), ("sub",), ("baseline",))
    if "underline" in said.get("text-decoration", said.get("text-decoration-line", "")) and tag != "a":
        styles.add("underline")
    return frozenset(_spoken(styles, attributes))


def _turn(styles: set[str], style: str, said: str, on: tuple[str, ...], off: tuple[str, ...]) -> None:
    if said in on:
        styles.add(style)
    elif said in off:
        styles.discard(style)


def _spoken(styles: set[str], attributes: Mapping[str, str]) -> set[str]:
    """With the language that the element says it is in; an edition is in English."""
    match = LANGUAGE.fullmatch((attributes.get("lang") or attributes.get("xml:lang") or "").strip())
    if match is None:
        return styles
    others = {style for style in styles if not style.startswith("language:")}
    return others if match[1].lower() == "en" else others | {f"language:{match[1].lower()}"}


def without_emphasis(look: Look) -> Look:
    """The look of a heading's words: that they are bold goes without saying."""
    return replace(look, styles=look.styles - {"bold"})
