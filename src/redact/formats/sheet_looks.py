"""How a workbook's styles say that cells look: their formats, emphasis, and whether they can be seen at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from redact.formats.number_formats import BUILT_IN, shows_nothing
from redact.formats.word_names import local

EMPHASIS = {"b": "bold", "i": "italic", "u": "underline"}


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell's style says: how numbers are shown, emphasis, whether it can be seen at all."""

    code: str = "General"
    emphasis: tuple[str, ...] = ()
    unseen: bool = False  # in the colour of its ground, or by a format that shows nothing


def read_looks(root: Any) -> list[Look]:
    """The looks of cells by their number in styles.xml."""
    if root is None:
        return []
    groups = {local(one): one for one in root if local(one)}
    codes = BUILT_IN | {
        int(one.get("numFmtId")): str(one.get("formatCode") or "") for one in groups.get("numFmts", ())
    }
    fonts, fills = list(groups.get("fonts", ())), list(groups.get("fills", ()))
    return [_look(one, codes, fonts, fills) for one in groups.get("cellXfs", ()) if local(one) == "xf"]


def _look(xf: Any, codes: dict[int, str], fonts: list[Any], fills: list[Any]) -> Look:
    code = codes.get(int(xf.get("numFmtId") or 0), "General")
    font = _at(fonts, xf.get("fontId"))
    words = {local(one): one for one in font} if font is not None else {}
    on = [
        name
        for key, name in EMPHASIS.items()
        if key in words and words[key].get("val") not in ("0", "false", "none")
    ]
    ground = _ground(_at(fills, xf.get("fillId")))
    return Look(code, tuple(on), shows_nothing(code) or _colour(words.get("color"), "000000") == ground)


def _at(found: list[Any], number: str | None) -> Any:
    at = int(number or 0)
    return found[at] if 0 <= at < len(found) else None


def _ground(fill: Any) -> str:
    """The colour behind a cell; white where there is none."""
    for pattern in fill if fill is not None else ():
        if local(pattern) == "gradientFill":
            return "gradient"
        if local(pattern) == "patternFill" and pattern.get("patternType") not in (None, "none"):
            colours = {local(one): one for one in pattern}
            return _colour(colours.get("fgColor"), "pattern")
    return "FFFFFF"


def _colour(element: Any, default: str) -> str:
    """A colour in one way of writing: six hexadecimal digits, or the theme's number and tint."""
    if element is None:
        return default
    if element.get("rgb"):
        return str(element.get("rgb"))[-6:].upper()
    if element.get("theme") == "0" and float(element.get("tint") or 0) == 0:
        return "FFFFFF"
    if element.get("theme"):
        return f"theme {element.get('theme')} {element.get('tint') or 0}"
    return {"1": "FFFFFF", "9": "FFFFFF", "0": "000000", "8": "000000", "64": "000000", "65": "FFFFFF"}.get(
        str(element.get("indexed")),
        f"indexed {element.get('indexed')}" if element.get("indexed") else default,
    )
