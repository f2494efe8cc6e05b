"""The check for NHS numbers, whole or in pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from unicodedata import digit

from redact.checks.names import place_of
from redact.checks.nouns import Opened, Passage, Question
from redact.model import Finding

_BETWEEN = r"[\s.\-–—·|/\\\u00ad\u200b-\u200f\u2060\ufeff]{0,4}"
_TEN = re.compile(rf"(?<!\d)(?<!\d[.,])(?:\d{_BETWEEN}){{9}}\d(?![.,]?\d)")
_POWER = re.compile(r"(?<![\w.])(\d)\.(\d{6,9})[Ee]\+?0?9(?!\d)")
_PIECE = re.compile(r"\D{0,2}(\d{1,9})\D{0,2}")
_TAIL = re.compile(rf"(?:\d{_BETWEEN})+$")
_HEAD = re.compile(rf"{_BETWEEN}\d(?:{_BETWEEN}\d)*")
_MOST_PIECES = 10


def numbers(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No NHS number stands in the text, in one piece or over cells and lines.

    **What it looks for.** Ten digits whose last is the check digit of an NHS number (weights 10 to 2, modulo 11),
    with blanks, dots, hyphens or invisible characters among them, over neighbouring cells, and as a
    spreadsheet writes large numbers (9.99E+09).

    **Why it matters.** An NHS number is one child's, for life.

    **What to do.** Take the number out of the draft's table, or join its cells, and make the edition again.
    One in eleven other numbers of ten digits passes for one: accept the finding with a reason.

    **What it misses.** Mistyped numbers; other kinds of number over cells (in one piece they are found by
    `detected`).
    """
    allowed = {_digits(text) for text in question.allowed}
    for file in opened:
        for passage, at, words in (*_whole(file), *_in_pieces(file.visible), *_over_ends(file.visible)):
            number = _digits(words)
            if _is_nhs(number) and number not in allowed:
                yield _finding(file, passage, at, words)


def _whole(file: Opened) -> Iterator[tuple[Passage, int, str]]:
    for passage in file.visible:
        for match in _TEN.finditer(passage.text):
            yield passage, match.start(), match.group()
        for match in _POWER.finditer(passage.text):
            yield passage, match.start(), match[1] + match[2].ljust(9, "0")


def _in_pieces(passages: Sequence[Passage]) -> Iterator[tuple[Passage, int, str]]:
    """Neighbouring passages that hold nothing but digits, ten together."""
    pieces = [match[1] if (match := _PIECE.fullmatch(p.text.strip())) else "" for p in passages]
    for first, piece in enumerate(pieces):
        joined = piece
        for following in pieces[first + 1 : first + _MOST_PIECES] if piece else ():
            if not following or len(joined) >= 10:
                break
            joined += following
            if len(joined) == 10:
                yield passages[first], 0, joined


def _over_ends(passages: Sequence[Passage]) -> Iterator[tuple[Passage, int, str]]:
    """A number that begins at the end of one line of a page and ends at the start of the next."""
    for one, other in pairwise(passages):
        tail, head = _TAIL.search(one.text), _HEAD.match(other.text)
        if tail and head:
            yield one, tail.start(), tail.group() + head.group()


def _digits(text: str) -> str:
    return "".join(str(digit(character)) for character in text if character.isdigit())


def _is_nhs(number: str) -> bool:
    """Whether the tenth digit is the check digit of the nine before it."""
    if len(number) != 10 or len(set(number)) == 1:
        return False
    total = sum(int(each) * weight for each, weight in zip(number, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(number[9]) and (11 - total % 11) != 10


def _finding(file: Opened, passage: Passage, at: int, words: str) -> Finding:
    return Finding(
        check="numbers",
        severity="blocks",
        file=file.file,
        place=place_of(passage, at),
        message="ten digits here, together or in pieces, are an NHS number by their check digit",
        advice="take the number out of the draft, or accept the finding where it is another number",
        rule="R10",
        quote=words,
    )
