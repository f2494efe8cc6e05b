"""Which patterns may match a text at all: two passes over it instead of one for each pattern."""

from __future__ import annotations

from functools import lru_cache
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
    """The patterns that may match a text, by the words that their recognizers require and by their own needles."""

    def __init__(self, rules: Rules) -> None:
        self.required, self.needles = _Words(), _Words()
        pieces = needs_of_pieces(rules.pieces, rules.lists)
        self.rows = [
            (
                entity_type(recognizer),
                self._required(recognizer),
                [self._needles(written, pieces) for written in recognizer.written],
            )
            for recognizer in rules.recognizers
        ]

    def _required(self, recognizer: Recognizer) -> frozenset[int]:
        return frozenset([self.required.add(frozenset(recognizer.requires))] if recognizer.requires else ())

    def _needles(self, written: str, pieces: Any) -> frozenset[int]:
        return frozenset(self.needles.add(words) for words in needles_of(written, pieces))

    def of(self, text: str) -> dict[str, list[int]]:
        """The entity types that may be found in *text*, each with the numbers of the patterns to try."""
        required, needles = self.required.in_(_surface(text)), self.needles.in_(plain(text))
        found = {}
        for kind, words, patterns in self.rows:
            if words <= required:
                numbers = [number for number, own in enumerate(patterns) if own <= needles]
                if numbers:
                    found[kind] = numbers
        return found


class _Words:
    """Sets of words, numbered, looked for all at once."""

    def __init__(self) -> None:
        self.numbers: dict[frozenset[str], int] = {}
        self.automaton: Any = None  # made when the first text is looked at

    def add(self, words: frozenset[str]) -> int:
        """The number of a set of words."""
        return self.numbers.setdefault(words, len(self.numbers))

    def in_(self, text: str) -> set[int]:
        """The numbers of the sets of which *text* holds a word."""
        if self.automaton is None:
            self.automaton = _automaton(self.numbers)
        met = {numbers for _, numbers in self.automaton.iter(text)} if len(self.automaton) else ()
        return {number for numbers in met for number in numbers}


def _automaton(numbers: dict[frozenset[str], int]) -> Any:
    import ahocorasick

    having: dict[str, list[int]] = {}
    for words, number in numbers.items():
        for word in words:
            having.setdefault(word, []).append(number)
    automaton = ahocorasick.Automaton()
    for word, found in having.items():
        automaton.add_word(word, tuple(found))
    automaton.make_automaton()
    return automaton


def _surface(text: str) -> str:
    """What `requires:` is looked up in: the text without capitals, and the word 'digit' where it has one."""
    digit = "digit " if regex.search(r"\d", text) else ""
    return digit + text.casefold().replace("’", "'")
