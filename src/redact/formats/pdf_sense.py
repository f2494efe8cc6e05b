"""Whether what a PDF's fonts say are words: a wrong table of letters makes a page of non-words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from redact.formats.english import english

if TYPE_CHECKING:
    from redact.formats.pdf_glyphs import Glyph

ENOUGH = 1500  # characters of a page that are looked at
FEWEST, SHORTEST = 30, 120  # words, and letters in all, too few to judge by
KNOWN = 0.2  # of the small-lettered words of three letters and more: fewer, and the letters are counted
#: The letters of which English and Welsh are mostly made (0.77 and 0.81 of a passage), and the least share.
COMMON, MOSTLY = frozenset("aeinorstdlwy"), 0.7
LOWER = re.compile(r"[a-z]{3,}")
MIXED = re.compile(r"[A-Za-z]+(?:[^\sA-Za-z.,;:'’/()&@-]+[A-Za-z]+)+|[a-z]+[A-Z]+[a-z]*")


def makes_no_sense(glyphs: list[Glyph]) -> bool:
    """Whether the page is long enough to judge by, and hardly a word of it is a word."""
    from redact.formats.pdf_words import words_of

    texts = [word.text for word in words_of(glyphs[:ENOUGH])]
    lower = [one for text in texts for one in LOWER.findall(text)]
    if _are_few([text for text in texts if any(char.isalpha() for char in text)]):
        return False
    if _are_few(lower):
        return _is_cipher(texts)
    known = sum(one in english() for one in lower) / len(lower)
    return known < KNOWN and _common_share("".join(lower)) < MOSTLY


def _are_few(words: list[str]) -> bool:
    """Whether they are too few to judge by: a font without blanks makes one long word of a line."""
    return len(words) < FEWEST and sum(map(len, words)) < SHORTEST


def _common_share(letters: str) -> float:
    return sum(one in COMMON for one in letters) / len(letters)


def _is_cipher(texts: list[str]) -> bool:
    """Whether most words mix letters with signs, as no capitals and no list of names does."""
    return sum(bool(MIXED.search(text)) for text in texts) * 2 > len(texts)


def is_word(text: str) -> bool:
    """Whether what *text* begins with is an English word in use; so is whatever begins with no letter."""
    match = re.match(r"[a-z]+", text.casefold())
    return match is None or match[0] in english()
