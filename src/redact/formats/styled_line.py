"""One paragraph of a web page or a rich text, gathered word by word in time that grows with its length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from redact.formats.pieces import Piece, trim
from redact.formats.words import clean
from redact.model import Anchor, Run, Span

SPACES = re.compile(r"[ \t\n\r\f]+")


class StyledLine:
    """The text of a paragraph with its styles and note calls."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._styles: list[tuple[int, frozenset[str]]] = []  # where each stretch begins, and how it is set
        self._anchors: list[Anchor] = []
        self.length = 0

    def add(self, text: str, styles: Iterable[str] = ()) -> None:
        """Append *text* as it is."""
        text = clean(text)
        if not text:
            return
        here = frozenset(styles)
        if not self._styles or self._styles[-1][1] != here:
            self._styles.append((self.length, here))
        self._texts.append(text)
        self.length += len(text)

    def flow(self, text: str, styles: Iterable[str] = ()) -> None:
        """Append *text* as a page shows it: any white space is one space, and none stands at the front."""
        text = SPACES.sub(" ", text)
        if text.startswith(" ") and (not self._texts or self._texts[-1][-1] in " \n"):
            text = text[1:]
        self.add(text, styles)

    def call(self, note: str) -> None:
        """Note *note* is called here."""
        self._anchors.append(Anchor(self.length, note))

    @property
    def says_something(self) -> bool:
        """Whether anything but white space has been gathered."""
        return bool(self._anchors) or any(not text.isspace() for text in self._texts)

    def piece(self, kind: str = "paragraph", level: int = 0, number: str = "", place: str = "") -> Piece:
        """The paragraph as a piece, without white space at either end."""
        runs = tuple(sorted(self._runs(), key=lambda run: (run.span, run.style)))
        text, anchors = "".join(self._texts), tuple(self._anchors)
        return trim(Piece(kind, text, level, number, runs, anchors, place=place))

    def _runs(self) -> Iterator[Run]:
        begun: dict[str, int] = {}
        for at, styles in [*self._styles, (self.length, frozenset[str]())]:
            for style in sorted(begun.keys() - styles):
                yield Run(Span(begun.pop(style), at), style)
            for style in styles - begun.keys():
                begun[style] = at
