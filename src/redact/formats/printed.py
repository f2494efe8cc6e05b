"""What an edition is made of as it is printed: lines, lists, tables, notes, in their order.

Values only: `flow` makes them of an edition, and each writer prints them in its own mark-up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from redact.formats.grid import Grid
from redact.formats.words import Words
from redact.model import Figure


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of any kind. *id* is '' or unique in the edition."""

    kind: str  # title, subtitle, heading, paragraph, item, quote, caption, note
    words: tuple[Words, ...]
    level: int = 0
    number: str = ""
    id: str = ""
    new_page: bool = False

    @property
    def text(self) -> str:
        """The words alone, on one line: no number, no style, no calls."""
        return " ".join("".join(each.text for each in self.words if not each.note).split())

    @property
    def label(self) -> str:
        """Number and words, as a list of contents shows them."""
        return f"{self.number} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class Item:
    """A line with those that stand under it."""

    line: Line
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Items that follow one another, nested by level; their labels say whether their order counts."""

    items: tuple[Item, ...]
    kind: str = "list"
    new_page: bool = False

    @property
    def lines(self) -> Iterator[Line]:
        """The lines of all items, in order."""
        return (line for item in self.items for line in _of(item))


def _of(item: Item) -> Iterator[Line]:
    yield item.line
    for child in item.children:
        yield from _of(child)


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose boxes hold lines and lists."""

    grid: Grid[Line | Listing]
    kind: str = "table"
    new_page: bool = False
    caption: str = ""  # the words of the caption that stands right above it

    @property
    def widths(self) -> tuple[float, ...]:
        """Each column's share of the table's width: room for its longest word, more for long text."""
        needs = [6.0] * self.grid.columns
        for box in (box for row in self.grid.rows for box in row if box.columns == 1):
            text = " ".join(line.label for line in lines_of(box.content))
            word = max(map(len, text.split()), default=0)
            needs[box.column] = max(needs[box.column], min(word + 3, 18), min(3 * len(text) ** 0.5, 45))
        return tuple(round(need / sum(needs), 4) for need in needs)


@dataclass(frozen=True, slots=True)
class Note:
    """A note's paragraphs. *number* counts the first calls; 0: nothing calls it."""

    number: int
    lines: tuple[Line, ...]


NO_FIGURE = Figure("", b"", "")


@dataclass(frozen=True, slots=True)
class Illustration(Line):
    """A figure. Its words stand in its place where no picture can be printed.

    *says* is what it shows, for those who cannot see it; *share* of the text's width is how wide it is.
    """

    figure: Figure = NO_FIGURE
    says: str = ""
    share: float = 1.0


Part = Line | Listing | Table | Illustration


def lines_of(parts: Iterable[Line | Listing]) -> Iterator[Line]:
    """The lines of *parts*, in order."""
    for part in parts:
        yield from part.lines if isinstance(part, Listing) else (part,)


@dataclass(frozen=True, slots=True)
class Flow:
    """An edition in the order in which it is printed."""

    name: str  # the title as plain text, never empty
    mark: str
    above: tuple[Part, ...]  # stands before the title
    title: Line
    subtitles: tuple[Line, ...]
    foreword: tuple[str, ...]
    front: tuple[Part, ...]  # stands before the first heading
    contents: tuple[Item, ...]
    body: tuple[Part, ...]
    notes: tuple[Note, ...]  # those called, by number
    loose: tuple[Note, ...]  # those never called
    headers: tuple[str, ...]
    footers: tuple[str, ...]
    picture: str = ""  # SVG of our own
    picture_in_words: str = ""
    said: tuple[str, ...] = ()  # what was changed so that the levels of the headings are in order
