"""An edition written by the program itself: headings, paragraphs, lists and tables, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from redact.model import Block, Cell, Edition, Figure, Span


class Sheet:
    """Gathers the blocks of an edition; each method adds one and says nothing."""

    def __init__(self, kind: str, title: str) -> None:
        self.kind, self.name = kind, title
        self._text, self._blocks = "", list[Block]()
        self._figures: list[Figure] = []
        self._tables = 0
        self._add("title", title)

    def _add(self, kind: str, text: str, **more: object) -> None:
        text = " ".join(text.split())
        start = len(self._text)
        self._text += text + "\n"
        span = Span(start, start + len(text)) if text else None
        self._blocks.append(Block(span, kind, **more))  # type: ignore[arg-type]

    def heading(self, text: str, level: int = 1) -> None:
        """A heading."""
        self._add("heading", text, level=level)

    def paragraph(self, *texts: str) -> None:
        """Paragraphs; what is empty is passed over."""
        for text in texts:
            if text:
                self._add("paragraph", text)

    def items(self, texts: Iterable[str]) -> None:
        """A list without an order."""
        for text in texts:
            self._add("item", text, level=1, number="•")

    def table(self, caption: str, rows: Sequence[Sequence[str]]) -> None:
        """A table under its caption, the first row the headings."""
        self._add("caption", caption)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                self._add("cell", text, cell=Cell(self._tables, at, column, header=at == 0))
        self._tables += 1

    def figure(self, svg: str, words: str) -> None:
        """A drawing of ours, and what it shows in words."""
        name = f"figure-{len(self._figures) + 1}"
        self._figures.append(Figure(name, svg.encode(), "image/svg+xml"))
        self._add("picture", words, number=name)

    def edition(self) -> Edition:
        """What was gathered, ready to be written in any format."""
        return Edition(
            "practitioners",
            self.kind,
            self.name,
            self._text,
            tuple(self._blocks),
            figures=tuple(self._figures),
        )
