"""A block's text cut into words of one style, safe for every format.

The only place that decides which characters a written file may hold and where
emphasis begins and ends, so that the three writers cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from redact.model import Anchor, Block, Run

STYLES = ("bold", "italic", "underline", "superscript", "subscript")

_BREAKS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_NON_CHARACTERS = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
# Together what XML 1.0 does not admit, the C1 controls, and marks that belong to a file and not to its text.
_UNPRINTABLE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff{_NON_CHARACTERS}]")
_VISIBLE = re.compile("[^\\s\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f]")


@dataclass(frozen=True, slots=True)
class Words:
    """Text of one style, or (where *note* is not 0) the call of a note."""

    text: str
    styles: tuple[str, ...] = ()
    note: int = 0
    first: bool = True  # the note's first call; a later one only repeats its number


def clean(text: str) -> str:
    """*text* with newlines for all line ends and U+FFFD for characters that no file may hold."""
    return _UNPRINTABLE.sub("\ufffd", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """*text*, cleaned, with single spaces and without line ends."""
    return " ".join(clean(text).split())


def visible(text: str) -> bool:
    """Whether a reader would see anything of *text*."""
    return _VISIBLE.search(text) is not None


def cut(text: str, block: Block, call: Callable[[str], Words | None]) -> tuple[Words, ...]:
    """The words of *block*, a part of *text*; *call* gives the call for a note's id, or None.

    A call outside the block stands at its nearest end: a note is never lost over an offset.
    """
    start, end = (block.span.start, block.span.end) if block.span else (0, 0)
    anchors = [_inside(anchor, start, end) for anchor in block.anchors]
    edges = sorted({start, end, *(at for at, _ in anchors), *_edges(block.runs, start, end)})
    words: list[Words] = []
    for at, to in zip(edges, [*edges[1:], end], strict=True):
        calls = (call(note) for place, note in anchors if place == at)
        words += (made for made in calls if made)
        words += _styled(clean(text[at:to]), at, block.runs)
    return tuple(words)


def _inside(anchor: Anchor, start: int, end: int) -> tuple[int, str]:
    return min(max(anchor.at, start), end), anchor.note


def _edges(runs: Iterable[Run], start: int, end: int) -> Iterator[int]:
    for run in runs:
        yield from (at for at in (run.span.start, run.span.end) if start < at < end)


def _styled(text: str, at: int, runs: Iterable[Run]) -> Iterator[Words]:
    here = {run.style for run in runs if run.span.start <= at < run.span.end}
    if text:
        yield Words(text, tuple(style for style in STYLES if style in here))
