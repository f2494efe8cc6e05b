"""Readable words in bytes that no reader understands: an embedded object, what an old format left behind."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from redact.formats.word_names import has_words

SHORTEST = 4  # characters; shorter runs are mostly chance
LONGEST = 2_000  # characters of one run
MOST = 100_000  # characters of runs that are kept
NARROW = re.compile(rb"[\x20-\x7e\x91-\x97\xa0-\xff]{4,}")
WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00|[\x00-\xff][\x01\x02]|[\x10-\x1f]\x20){4,}")
WORDY = re.compile(r"[^\W\d_]{3,}|\d{4,}|@")
ODD = re.compile(r"[^\w\s.,;:'’“”\"()@/&+\-–—!?£%]")


def text_runs(data: bytes, apart_from: str = "") -> list[str]:
    """The readable runs in *data* of one byte or two bytes a letter that are not in *apart_from*, each once.

    What mostly is no words is left out, and so is all beyond 100,000 characters.
    """
    known = _squeezed(apart_from)
    found: dict[str, None] = {}
    room = MOST
    for run in _all(data):
        if room <= 0:
            break
        if run not in found and _is_words(run) and _squeezed(run) not in known:
            found[run] = None
            room -= len(run)
    return list(found)


def _all(data: bytes) -> Iterator[str]:
    for match in WIDE.finditer(data):
        yield from _pieces(match[0].decode("utf-16-le", "replace"))
    for match in NARROW.finditer(data):
        yield from _pieces(match[0].decode("cp1252", "replace"))


def _pieces(run: str) -> Iterator[str]:
    """A long run in pieces, so that one new word in it does not bring all of it."""
    for piece in re.split(r"(?<=[.!?])\s+|[\r\n\x0b\x07]+", run):
        if len(piece.strip()) >= SHORTEST:
            yield from textwrap.wrap(piece, LONGEST) if len(piece) > LONGEST else [" ".join(piece.split())]


def _is_words(run: str) -> bool:
    letters = sum(character.isalpha() or character.isspace() for character in run)
    return (
        bool(WORDY.search(run))
        and has_words(run)
        and letters * 10 >= len(run) * 5
        and len(ODD.findall(run)) * 5 <= len(run)
    )


def _squeezed(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
