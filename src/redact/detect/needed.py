"""Which patterns may match a text at all: two passes over it instead of one for each pattern."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import regex

from redact.rules import Recognizer, Rules, kept_beside, needles
from redact.rules.needles import needles_of, needs_of_pieces, plain

#: By the first bit of a pattern's needles: by the bits of its words and needles, the patterns themselves.
Rows = dict[int, dict[tuple[int, int], list[tuple[str, int]]]]
#: Sets of words, each with its number.
Numbers = dict[frozenset[str], int]


@lru_cache(maxsize=4)
def needed_of(rules: Rules) -> Needed:
    """What the patterns of *rules* need, worked out once, and kept beside the program's compiled code."""
    return Needed(*kept_beside(rules, "needed", _made_from(rules), lambda: worked_out(rules)))


def entity_type(recognizer: Recognizer) -> str:
    """What Presidio knows a recognizer by: `ID.NHS|nhs-number`."""
    return f"{recognizer.label}|{recognizer.name}"


class Needed:
    """The patterns that may match a text, by the words that their recognizers require and by their own needles.

    Each set of words is one bit. A pattern is looked at only where the text has its first bit, since there
    are six hundred for each paragraph.
    """

    def __init__(self, required: Numbers, needles: Numbers, rows: Rows) -> None:
        self.required, self.needles, self.rows = _Words(required), _Words(needles), rows

    def of(self, text: str) -> list[tuple[str, int]]:
        """The patterns to try on *text*: the entity type and the number of each."""
        words, own = self.required.in_(_surface(text)), self.needles.in_(plain(text))
        no_word, no_needle = ~words, ~own
        rows = (row for first in (0, *_single(own)) for row in self.rows.get(first, {}).items())
        met = (row for row in rows if not (row[0][0] & no_word or row[0][1] & no_needle))
        return [pattern for _, patterns in met for pattern in patterns]


def worked_out(rules: Rules) -> tuple[Numbers, Numbers, Rows]:
    """The words that the recognizers require, the needles of their patterns, and the patterns by these."""
    required, needles, rows = _Words({}), _Words({}), Rows()
    pieces = needs_of_pieces(rules.pieces, rules.lists)
    for recognizer in rules.recognizers:
        words = required.bits([frozenset(recognizer.requires)] if recognizer.requires else ())
        for number, written in enumerate(recognizer.written):
            own = needles.bits(needles_of(written, pieces))
            row = rows.setdefault(own & -own, {}).setdefault((words, own), [])
            row.append((entity_type(recognizer), number))
    return required.numbers, needles.numbers, rows


def _made_from(rules: Rules) -> bytes:
    """A digest of all that `worked_out` hangs on: this code, and the words of the rules themselves."""
    code = [Path(path).read_bytes() for path in (__file__, needles.__file__)]
    lists = [(name, sorted(words)) for name, words in sorted(rules.lists.items())]
    patterns = [(entity_type(one), one.requires, one.written) for one in rules.recognizers]
    return hashlib.sha256(repr((code, sorted(rules.pieces.items()), lists, patterns)).encode()).digest()


def _single(bits: int) -> Iterator[int]:
    """Each bit of *bits* alone, the lowest first."""
    while bits:
        yield bits & -bits
        bits &= bits - 1


class _Words:
    """Sets of words, each a bit, looked for all at once."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers
        self.automaton: Any = None  # made when the first text is looked at

    def bits(self, sets: Iterable[frozenset[str]]) -> int:
        """A number with the bit of each of *sets*."""
        total = 0
        for words in sets:
            total |= 1 << self.numbers.setdefault(words, len(self.numbers))
        return total

    def in_(self, text: str) -> int:
        """The bits of the sets of which *text* holds a word."""
        if self.automaton is None:
            self.automaton = _automaton(self.numbers)
        total = 0
        if len(self.automaton):
            for bits in set(map(itemgetter(1), self.automaton.iter(text))):
                total |= bits
        return total


def _automaton(numbers: Numbers) -> Any:
    import ahocorasick

    having: dict[str, int] = {}
    for words, number in numbers.items():
        for word in words:
            having[word] = having.get(word, 0) | 1 << number
    automaton = ahocorasick.Automaton()
    for word, bits in having.items():
        automaton.add_word(word, bits)
    automaton.make_automaton()
    return automaton


def _surface(text: str) -> str:
    """What `requires:` is looked up in: the text without capitals, and the word 'digit' where it has one."""
    digit = "digit " if regex.search(r"\d", text) else ""
    return digit + text.casefold().replace("’", "'")
