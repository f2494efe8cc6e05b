"""Which patterns may match a text at all: two passes over it instead of one for each pattern."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import Any

import regex

from redact.rules import Recognizer, Rules
from redact.rules.needles import needles_of, needs_of_pieces, plain


@lru_cache(maxsize=4)
def needed_of(rules: Rules) -> Needed:
    """What the patterns of *rules* need, worked out once."""
    return Needed(rules)


def entity_type(recognizer: Recognizer) -> str:
    """What Presidio knows a recognizer by: `ID.NHS|nhs-number`."""
    return f"{recognizer.label}|{recognizer.name}"


class Needed:
    """The patterns that may match a text, by the words that their recognizers require and by their own needles.

    Each set of words is one bit of a number, so that a pattern is asked about by one operation: there
    are six hundred for each paragraph.
    """

    def __init__(self, rules: Rules) -> None:
        required, needles = _Words(), _Words()
        pieces = needs_of_pieces(rules.pieces, rules.lists)
        self.rows: dict[tuple[int, int], list[tuple[str, int]]] = {}
        for recognizer in rules.recognizers:
            words = required.bits([frozenset(recognizer.requires)] if recognizer.requires else ())
            for number, written in enumerate(recognizer.written):
                own = needles.bits(needles_of(written, pieces))
                self.rows.setdefault((words, own), []).append((entity_type(recognizer), number))
        self.required, self.needles = required, needles

    def of(self, text: str) -> list[tuple[str, int]]:
        """The patterns to try on *text*: the entity type and the number of each."""
        no_word, no_needle = ~self.required.in_(_surface(text)), ~self.needles.in_(plain(text))
        met = (row for (words, own), row in self.rows.items() if not (words & no_word or own & no_needle))
        return [pattern for row in met for pattern in row]


class _Words:
    """Sets of words, each a bit, looked for all at once."""

    def __init__(self) -> None:
        self.numbers: dict[frozenset[str], int] = {}
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


def _automaton(numbers: dict[frozenset[str], int]) -> Any:
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
