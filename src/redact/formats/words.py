"""A block's text cut into words of one style, safe for every format.

The only place that decides which characters a written file may hold and where
emphasis begins and ends, so that the writers cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from redact.model import Anchor, Block, Link, Run

STYLES = (
    "bold",
    "italic",
    "underline",
    "strike",
    "superscript",
    "subscript",
    "small-capitals",
    "capitals",
)
LANGUAGE = "language:"
OURS = "en"  # the language of an edition; words in it need not say so

_BREAKS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_NON_CHARACTERS = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
# Together what XML 1.0 does not admit, the C1 controls, and marks that belong to a file and not to its text.
_UNPRINTABLE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff{_NON_CHARACTERS}]")
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Only the web, no sign-on before the host's name, and nothing that a quotation mark or a control could end.
_TARGET = re.compile(r"https?://[\w.-]+(:\d+)?([/?#][\w.~:/?#\[\]@!$&'()*+,;=%-]*)?", re.ASCII | re.I)
_TARGET_ROOM = 2000  # characters; browsers and Word take no more
_VISIBLE = re.compile("[^\\s\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f]")


@dataclass(frozen=True, slots=True)
class Words:
    """Text of one style, or (where *note* is not 0) the call of a note."""

    text: str
    styles: tuple[str, ...] = ()
    note: int = 0
    first: bool = True  # the note's first call; a later one only repeats its number
    language: str = ""  # 'cy' for Welsh; '' for the edition's own
    target: str = ""  # the web address that they lead to
    spelt: str = ""  # the address again, where a link ends whose words do not say it: for paper


def clean(text: str) -> str:
    """*text* with newlines for all line ends and U+FFFD for characters that no file may hold."""
    return _UNPRINTABLE.sub("\ufffd", _BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """*text*, cleaned, with single spaces and without line ends."""
    return " ".join(clean(text).split())


def visible(text: str) -> bool:
    """Whether a reader would see anything of *text*."""
    return _VISIBLE.search(text) is not None


def may_lead(target: str) -> bool:
    """Whether an edition may link to *target*: an address on the web, without a name to sign on with."""
    return len(target) <= _TARGET_ROOM and _TARGET.fullmatch(target) is not None


def linked(words: Iterable[Words]) -> Iterator[tuple[str, tuple[Words, ...]]]:
    """The words in groups that lead to one target each; '' for those that lead nowhere."""
    for target, group in groupby(words, key=lambda each: each.target):
        yield target, tuple(group)


def cut(text: str, block: Block, call: Callable[[str], Words | None]) -> tuple[Words, ...]:
    """The words of *block*, a part of *text*; *call* gives the call for a note's id, or None.

    A call outside the block stands at its nearest end: a note is never lost over an offset.
    """
    start, end = (block.span.start, block.span.end) if block.span else (0, 0)
    anchors = [_inside(anchor, start, end) for anchor in block.anchors]
    marks: tuple[Run | Link, ...] = (*block.runs, *block.links)
    edges = sorted({start, end, *(at for at, _ in anchors), *_edges(marks, start, end)})
    words: list[Words] = []
    for at, to in zip(edges, [*edges[1:], end], strict=True):
        calls = (call(note) for place, note in anchors if place == at)
        words += (made for made in calls if made)
        words += _styled(clean(text[at:to]), at, block)
    return tuple(_spelt(words))


def _inside(anchor: Anchor, start: int, end: int) -> tuple[int, str]:
    return min(max(anchor.at, start), end), anchor.note


def _edges(marks: Iterable[Run | Link], start: int, end: int) -> Iterator[int]:
    for mark in marks:
        yield from (at for at in (mark.span.start, mark.span.end) if start < at < end)


def _styled(text: str, at: int, block: Block) -> Iterator[Words]:
    here = {run.style for run in block.runs if run.span.start <= at < run.span.end}
    targets = (link.target for link in block.links if link.span.start <= at < link.span.end)
    if text:
        yield Words(
            text,
            tuple(style for style in STYLES if style in here),
            language=_language(here),
            target=next(filter(may_lead, targets), ""),
        )


def _language(styles: Iterable[str]) -> str:
    """The code of the first language among *styles* that is one and not the edition's own."""
    codes = (style.removeprefix(LANGUAGE) for style in sorted(styles) if style.startswith(LANGUAGE))
    foreign = (code for code in codes if _CODE.fullmatch(code) and code.split("-")[0] != OURS)
    return next(foreign, "")


def _spelt(words: Iterable[Words]) -> Iterator[Words]:
    """The words, with the address at the end of each link whose words do not give it."""
    for target, group in linked(words):
        said = "".join(each.text for each in group)
        silent = target and _bare(target) not in "".join(said.split())
        yield from group[:-1]
        yield replace(group[-1], spelt=target) if silent else group[-1]


def _bare(target: str) -> str:
    """The address without what nobody reads out."""
    return re.sub(r"(?i)^https?://(www\.)?", "", target).rstrip("/")
