"""The labels of list items as a browser prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from redact.formats.numbering import written
from redact.formats.pieces import Piece, cut, trim

#: How `type` and `list-style-type` name the ways of counting.
FORMS = {
    "1": "decimal", "decimal": "decimal", "decimal-leading-zero": "decimalZero", "a": "lowerLetter",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "A": "upperLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "i": "lowerRoman", "lower-roman": "lowerRoman", "I": "upperRoman",
    "upper-roman": "upperRoman", "none": "none",
}  # fmt: skip
BULLETS = frozenset({"disc", "circle", "square", ""})
#: A label that Word has written into the paragraph itself, with blanks after it.
TYPED = re.compile(
    r"(?P<label>[·•§o▪–Øü\uf0b7\uf0a7\uf0d8]|\(?[0-9a-zA-Z]{1,4}(?:\.\d{1,3})*[.)])[ \xa0\t]{2,}(?=\S)"
)
SIGNS = frozenset("·•§o▪–Øü\uf0b7\uf0a7\uf0d8")


@dataclass
class Listing:
    """A list that is being read; *form* is '' for one with bullets."""

    form: str
    next: int = 1
    step: int = 1

    def label(self, item: Any) -> str:
        """The label of the item that begins now."""
        own = (item.get("value") or "").strip()
        if own.lstrip("-").isdecimal() and len(own) < 7:
            self.next = int(own)
        number, self.next = self.next, self.next + self.step
        if self.form == "none":
            return ""
        return f"{written(number, self.form)}." if self.form else "•"


def begin_list(element: Any, style: str) -> Listing:
    """The list that `ol`, `ul`, `menu` or `dir` begins; *style* is its list-style-type, '' where it has none."""
    said = style or (element.get("type") or "").strip()
    form = FORMS.get(said, FORMS.get(said.lower(), ""))
    form = "" if said.lower() in BULLETS and element.tag != "ol" else form
    start = (element.get("start") or "").strip()
    first = int(start) if start.lstrip("-").isdecimal() and len(start) < 7 else 1
    if element.tag != "ol":
        return Listing(form)
    if element.get("reversed") is None:
        return Listing(form or "decimal", first)
    return Listing(form or "decimal", first if start else sum(one.tag == "li" for one in element), -1)


def typed_label(piece: Piece) -> tuple[str, Piece]:
    """The label that is typed at the front of a list paragraph, '•' for a sign, and the rest of the piece."""
    match = TYPED.match(piece.text)
    if match is None:
        return "", piece
    label = "•" if match["label"] in SIGNS else match["label"]
    return label, trim(cut(piece, match.end(), len(piece.text)))
