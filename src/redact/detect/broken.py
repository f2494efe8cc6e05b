"""Other ways to read a text in which a word is broken apart, each with the way back to the text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

#: A text read otherwise, and the offset in the text that each of its characters came from.
Reading = tuple[str, list[int]]

#: A word broken at the end of a line, by a hyphen that was typed or that a typesetter put there.
BROKEN = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011][ \t]*(?:\r\n|\r|\n)[ \t]*(?=\w)")
#: Stars and strokes of mark-up inside a word, as in 'Jan**e**t'.
MARKED = re.compile(r"(?<=[^\W_])(?:\*{1,3}|_{1,3}|~~)(?=[^\W_])")
#: Four letters and more with one sign between each two: 'J a n e t', 'J.a.n.e.t'.
SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ \u00a0\u2009\u202f.·*_|/\-][^\W\d_]){3,}(?![^\W_])")
#: Words typed backwards and turned round by a mark of direction.
TURNED = re.compile("\u202e([^\u202a-\u202e\n]+)\u202c?")

#: Signs that stand for a stroke in a day that is written in figures.
BETWEEN_FIGURES = re.compile(r"(?<=\d)[⁄∕⧸·∙|_~](?=\d)")
#: Blanks, line ends, dashes and strokes beside a figure: what may part a number that runs on.
PARTED = re.compile(r"(?<=\d)[\s\u2010-\u2015/\\-]{1,6}(?=\w)|(?<=\w)[\s\u2010-\u2015/\\-]{1,6}(?=\d)")


def readings(text: str) -> Iterator[Reading]:
    """*text* with its broken words joined, and with its turned words turned; only where there are any."""
    if gone := _between(text):
        kept = [offset for offset in range(len(text)) if offset not in gone]
        yield "".join(text[offset] for offset in kept), kept
    if "\u202e" in text:
        yield _turned(text)


def _between(text: str) -> set[int]:
    """The offsets of what stands between the pieces of broken words."""
    gone = {offset for broken in BROKEN.finditer(text) for offset in range(*broken.span())}
    gone |= {offset for marked in MARKED.finditer(text) for offset in range(*marked.span())}
    return gone | {offset for run in SPACED.finditer(text) for offset in range(run.start() + 1, run.end(), 2)}


def _turned(text: str) -> Reading:
    order = list(range(len(text)))
    for run in TURNED.finditer(text):
        order[run.start(1) : run.end(1)] = reversed(range(*run.span(1)))
    return "".join(text[offset] for offset in order), order


def plainly(text: str) -> Reading:
    """*text* without the characters that nobody sees, such as spaces of no width inside a number.

    Odd signs between two figures read as strokes: 14·03·2013 and 14⁄03⁄2013 are days.
    """
    if text.isascii() and not BETWEEN_FIGURES.search(text):
        return text, list(range(len(text)))
    kept = [offset for offset, character in enumerate(text) if not _is_unseen(character)]
    return BETWEEN_FIGURES.sub("/", "".join(text[offset] for offset in kept)), kept


def run_on(reading: Reading) -> Reading | None:
    """The reading with one space for all that parts a figure from what follows; None where that changes nothing."""
    text, origin = reading
    parted = [match.span() for match in PARTED.finditer(text) if match.group() != " "]
    if not parted:
        return None
    starts = {start for start, _ in parted}
    gone = {offset for start, end in parted for offset in range(start + 1, end)}
    kept = [offset for offset in range(len(text)) if offset not in gone]
    return "".join(" " if o in starts else text[o] for o in kept), [origin[o] for o in kept]


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) == "Cf"
