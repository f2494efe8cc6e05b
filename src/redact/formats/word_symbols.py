"""Characters of Word's symbol fonts as characters that every font has."""

from __future__ import annotations

import re
from typing import Any

from redact.formats.word_names import W

#: Wingdings and its sisters, by the font's own number: what bullets and ticked boxes use.
DINGBATS = {
    0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0x78: "☒",
    0xE0: "→", 0xDF: "←", 0xE1: "↑", 0xE2: "↓", 0xF0: "⇨", 0xD8: "➢", 0x76: "❖", 0xA7: "▪", 0x6E: "■",
    0x6C: "●", 0x9F: "•", 0xA1: "○", 0xAB: "★", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4C: "☹",
}  # fmt: skip
#: The Symbol font, by its own number, where it differs from the letters of the same numbers.
SYMBOLS = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD0: "∠",
    0xD6: "√", 0xDE: "⇒", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xD7: "⋅",
}  # fmt: skip


#: The private area in which symbol fonts keep their characters.
PRIVATE = re.compile("[\uf020-\uf0ff]")


def plain(text: str, run: Any) -> str:
    """The run's text, its characters of a symbol font as those that every font has."""
    if not PRIVATE.search(text):
        return text
    fonts = run.find(f"{W}rPr/{W}rFonts")
    font = "" if fonts is None else str(fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "")
    return PRIVATE.sub(lambda match: in_font(ord(match[0]), font), text)


def symbol(element: Any) -> str:
    """The character of a w:sym."""
    try:
        code = int(str(element.get(W + "char")), 16)
    except ValueError:
        return "\ufffd"
    return in_font(code, str(element.get(W + "font") or ""))


def in_font(code: int, font: str) -> str:
    """What the font shows for a character; symbol fonts keep theirs in the private area from F000.

    A letter of the Symbol font stays a Latin one: authors type names in it by mistake, and a name
    in Greek letters would be found by nobody.
    """
    small = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if "dings" in font.lower():
        return DINGBATS.get(small, "•")
    if font.lower() == "symbol" and small in SYMBOLS:
        return SYMBOLS[small]
    return chr(small) if 0x20 <= small < 0xD800 or 0xE000 <= small <= 0xFFFD else "\ufffd"
