"""Numbers typed at the start of a paragraph: '4.12', '67.', 'a)'.

A number is printed but not searched, so a date, a time or a house number must
never be taken for one: what is in doubt stays in the text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from redact.formats.pieces import Piece, cut

# After a bare number these say that it counts or locates something: '14 March', '12 Oak Lane', '3 years'.
COUNTED = re.compile(
    r"(?:(?:of )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b"
    r"|(?:year|month|week|day|hour|minute|child|am|pm|st|nd|rd|th)s?\b"
    r"|.*\b(?:road|street|lane|avenue|close|drive|court|way|crescent|place|terrace|gardens|grove|rd|st)\b)",
    re.IGNORECASE,
)
# After '10.30' or '12.6' these say that it is a time or a measure.
MEASURE = re.compile(
    r"(?:[ap]\.?m\b|h(?:ou)?rs\b|o'clock|(?:k?g|kilos?|lbs?|m[gl]|[ckm]?m|per\s?cent|million|years?|months?"
    r"|weeks?|days?|hours?|miles?)\b|%)",
    re.IGNORECASE,
)
TIERED = re.compile(r"(\d{1,3}(?:[.\-]\d{1,3}){1,4})([.)]?)(\s+)(?=\S)")
PLAIN = re.compile(r"(\(?\d{1,3}[.)]|\d{1,3}(?=\t|  ))(\s+)(?=\S)")
BARE = re.compile(r"(\d{1,2}) (?=[^\W\d_])")


class Labels:
    """Takes typed numbers off the front of paragraphs; remembers the last, to tell 4.2.15 from a date."""

    def __init__(self) -> None:
        self._last = ""

    def split(self, text: str, heading: bool = False) -> tuple[str, int]:
        """The number at the front of *text* as printed and where the rest begins; ('', 0) if none."""
        found = self._tiered(text) or self._plain(text) or (self._bare(text) if heading else None)
        if not found:
            return "", 0
        self._last = found[0]
        return found

    def take(self, piece: Piece, heading: bool = False) -> Piece:
        """The piece with its typed number moved into *number*."""
        number, rest = self.split(piece.text, heading)
        called_early = any(anchor.at < rest for anchor in piece.anchors)
        marked_early = any(one.span.start < rest for one in piece.gold)
        if piece.number or not number or called_early or marked_early:
            return piece
        return replace(cut(piece, rest, len(piece.text)), number=number)

    def _tiered(self, text: str) -> tuple[str, int] | None:
        match = TIERED.match(text)
        if match is None or MEASURE.match(text, match.end()):
            return None
        parts = re.split(r"[.\-]", match[1])
        if any(part.startswith("0") for part in parts) or self._is_date(parts):
            return None
        return match[1] + match[2], match.end()

    def _is_date(self, parts: list[str]) -> bool:
        """Whether the number may be day, month and year, and does not continue the one before."""
        if len(parts) != 3 or int(parts[0]) > 31 or int(parts[1]) > 12 or len(parts[2]) != 2:
            return False
        before = re.findall(r"\d+", self._last)
        follows = before[:-1] == parts[:2] and int(before[-1]) + 1 == int(parts[2]) if before else False
        return not follows

    def _plain(self, text: str) -> tuple[str, int] | None:
        match = PLAIN.match(text)
        return (match[1], match.end()) if match and not MEASURE.match(text, match.end()) else None

    def _bare(self, text: str) -> tuple[str, int] | None:
        match = BARE.match(text)
        return (match[1], match.end()) if match and not COUNTED.match(text, match.end()) else None
