"""What a draft holds beside its printed text: kept to be searched, and counted for the reviewer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from redact.formats.pieces import Left, Piece
from redact.formats.words import clean
from redact.model import Document


@dataclass
class Beside:
    """The asides of one draft, and what of it does not travel."""

    asides: list[Piece] = field(default_factory=list)
    left: Left = field(default_factory=Left)

    def keep(self, kind: str, text: str, place: str, left: str = "") -> None:
        """Keep *text* aside; where it says anything, *left* is what the reviewer is told was left behind."""
        text = clean(text).strip()
        if not text:
            return
        self.asides.append(Piece(kind, text, place=place))
        if left:
            self.left.add(left, place)

    def take(self, document: Document, place: str) -> None:
        """Keep all that another document says, printed or not, as one that is embedded in this one."""
        texts = (f"{one.number} {document.of(one.span)}" for one in document.blocks if one.span)
        self.keep("embedded", "\n".join(text.strip() for text in texts), place)

    def add(self, other: Beside, place: str = "") -> None:
        """All that *other* holds, at *place* where one is given."""
        self.asides += [replace(one, place=place or one.place) for one in other.asides]
        for part in other.left.all():
            self.left.add(part.kind, place or part.place, part.count, part.known)
