"""What stands beside a draft's printed text while it is read: kept for the search, counted for the reviewer."""

from __future__ import annotations

from dataclasses import dataclass, field

from redact.formats.pieces import Left, Piece


@dataclass
class Beside:
    """Words that are not printed, and what does not travel."""

    left: Left = field(default_factory=Left)
    asides: list[Piece] = field(default_factory=list)

    def keep(self, kind: str, text: str, place: str, left: str = "") -> None:
        """Put words that are not printed beside the document; *left* names what is counted as left behind."""
        if text.strip():
            self.asides.append(Piece(kind, text.strip(), place=place))
            if left:
                self.left.add(left, place)
