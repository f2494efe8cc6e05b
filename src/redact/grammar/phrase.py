"""A replacement among the words of its block: what it stands for, and which words beside it are free."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redact.model import Block, Mention, Span

#: Characters on either side of a mention that grammar looks at.
REACH = 300
#: The letter or number at the end of a label: 'A' of 'School A', '2' of 'Social Worker 2'.
TAIL = re.compile(r"\s(?:[A-Z]\d{0,3}|\d{1,5})$")


@dataclass(frozen=True, slots=True)
class Replaced:
    """A replacement on its way: what it stands for, and how far it reaches beyond the mention.

    *back* and *ahead* count the characters before and after the mention that it takes in.
    """

    words: str
    mention: str  # what the draft says there
    back: int = 0
    ahead: int = 0
    pseudonym: bool = True  # else a mark or a generalised date, age or time
    person: bool = False
    household: bool = False

    @property
    def head(self) -> str:
        """The label without its letter or number; '' for 'Mr K', a mark, or words of another kind."""
        return TAIL.sub("", self.words) if self.pseudonym and not self.words.startswith("[") else ""

    @property
    def numbered(self) -> bool:
        """Whether a letter or number tells this label from others of its kind."""
        return bool(TAIL.search(self.words))


@dataclass(frozen=True, slots=True)
class Around:
    """The words of the block on both sides that nothing else replaces.

    *opens* and *closes* tell whether *before* begins, and *after* ends, with the block.
    """

    before: str
    after: str
    opens: bool = True
    closes: bool = True
    capitals: bool = False  # the whole block is in capitals
    quoted: bool = False  # an opening quotation mark before the mention waits for its twin
    beside: str = ""  # the first word of the draft behind *after*, where another mention ends it

    def left_before(self, replaced: Replaced) -> str:
        """The words before the mention that *replaced* has not taken in."""
        return self.before[: len(self.before) - replaced.back]

    def left_after(self, replaced: Replaced) -> str:
        """The words after the mention that *replaced* has not taken in."""
        return self.after[replaced.ahead :]


class Borders:
    """How far the words around a mention are free: to the next mention, replaced or not, and the block's end."""

    def __init__(self, text: str, blocks: Iterable[Block], mentions: Sequence[Mention]) -> None:
        self.text = text
        self.blocks = sorted(b.span for b in blocks if b.span)
        self.block_starts = [span.start for span in self.blocks]
        self.spans = [m.span for m in mentions]
        self.starts = [span.start for span in self.spans]
        self.ends = sorted(span.end for span in self.spans)
        self.capitals: dict[Span, bool] = {}

    def block(self, span: Span) -> Span:
        """The block that holds *span*; the span itself where none does."""
        at = bisect_right(self.block_starts, span.start) - 1
        return self.blocks[at] if at >= 0 and self.blocks[at].covers(span) else span

    def together(self, one: Span, other: Span) -> bool:
        """Whether both stand in one block with no other mention between them."""
        gap = bisect_left(self.starts, other.start) - bisect_left(self.starts, one.end)
        return gap <= 0 and self.block(one) == self.block(other) and one.end <= other.start

    def around(self, span: Span, taken: int = 0) -> Around:
        """The free words on both sides of *span*; those before *taken* are another replacement's."""
        block = self.block(span)
        at = bisect_right(self.ends, span.start)
        start = max(block.start, taken, self.ends[at - 1] if at else 0, span.start - REACH)
        after = bisect_left(self.starts, span.end)
        end = min(block.end, self.starts[after] if after < len(self.starts) else block.end, span.end + REACH)
        return Around(
            before=self.text[start : span.start],
            after=self.text[span.end : end],
            opens=start == block.start,
            closes=end == block.end,
            capitals=self._in_capitals(block) and self.text[span.start : span.end].isupper(),
            beside=(re.match(r"[a-z]+", self.text[end : block.end]) or [""])[0],
            quoted=_is_quoted(self.text[max(block.start, span.start - REACH) : span.start]),
        )

    def _in_capitals(self, block: Span) -> bool:
        """Whether a whole block is in capitals, and not only a mention in it ('JT' in a cell of its own)."""
        if block not in self.capitals:
            inside = self.spans[bisect_left(self.starts, block.start) : bisect_left(self.starts, block.end)]
            rest = " ".join(self.text[span.start : span.end] for span in block.minus(inside))
            letters = [c for c in re.sub(r"['’]s\b", "", rest) if c.isalpha()]
            words = self.text[block.start : block.end]
            self.capitals[block] = words.isupper() and (bool(letters) or len(words.split()) > 1)
            if letters:
                self.capitals[block] = not any(c.islower() for c in letters)
        return self.capitals[block]


def _is_quoted(before: str) -> bool:
    """Whether a single quotation mark was opened in *before* and not closed again."""
    opened = max((m.start() for m in re.finditer(r"‘|(?<!\w)'(?=\w|$)", before)), default=-1)
    closed = max((m.start() for m in re.finditer(r"(?<=[\w.,!?])['’](?!\w)", before)), default=-1)
    return opened > closed
