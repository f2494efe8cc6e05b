"""Recognizers written in rules/recognizers/*.yaml, on their own or run by Presidio's analyzer.

Presidio drops a number whose check digit is wrong and knows no table headings.
Here a failed check lowers the score, words near by or in the heading raise it,
and a pattern that does not finish in time is an error, never a silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import regex

from redact.detect.broken import plainly, run_on
from redact.detect.needed import entity_type, needed_of
from redact.detect.validators import VALIDATORS
from redact.errors import RulesError
from redact.rules import Recognizer, Rules, alternation, compiled

if TYPE_CHECKING:
    from presidio_analyzer import EntityRecognizer, RecognizerResult

#: What a passed check digit adds; what a word of the context adds; what a failed check digit leaves.
CHECKED, NEAR, FAILED = 0.35, 0.35, 0.5

#: Context words count up to this many words away from the mention.
WINDOW = 8

#: Labels of what is known by its shape, however its parts are held apart.
NUMBERS = frozenset({"ID.NHS", "ID.NINO", "PHONE", "POSTCODE"})

#: Seconds that one pattern may take on one text.
TIMEOUT = 20


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A stretch of a text that one recognizer matched."""

    start: int
    end: int
    label: str
    rule: str
    score: float
    status: str
    reason: str


def find_patterns(text: str, rules: Rules, context: tuple[str, ...] = ()) -> list[Found]:
    """What the recognizers of *rules* find in one block, in order; different recognizers may overlap.

    *context* holds words that stand elsewhere but belong to the block: the headings of its table.
    """
    kept = (matcher.in_context(found, text, context) for matcher, found in _candidates(text, rules))
    return sorted(found for found in kept if found)


def _candidates(text: str, rules: Rules) -> Iterator[tuple[_Matcher, Found]]:
    """What the patterns match in *text*, the words near it not yet looked at.

    Characters that nobody sees, such as spaces of no width inside a number, are passed over, and a
    number or a postcode may be parted by more than one sign, or by the end of a line.
    """
    plain = plainly(text)
    first = list(_read(*plain, rules))
    yield from first
    if joined := run_on(plain):
        for matcher, found in _read(*joined, rules, NUMBERS):
            known = (one for _, one in first if one.label == found.label)
            if not any(o.start <= found.start and found.end <= o.end for o in known):
                yield matcher, found


def _read(
    read: str, origin: Sequence[int], rules: Rules, labels: frozenset[str] | None = None
) -> Iterator[tuple[_Matcher, Found]]:
    """What the recognizers of *labels* (default: all) find in one reading, told as places of the text."""
    matchers = _matchers(rules)
    spans: dict[str, set[tuple[int, int]]] = {}
    for kind, number in needed_of(rules).of(read):
        if labels is None or matchers[kind].recognizer.label in labels:
            if matched := matchers[kind].matches(read, number):
                spans.setdefault(kind, set()).update(matched)
    for kind, own in spans.items():
        for found in matchers[kind].candidates(read, own):
            yield matchers[kind], replace(found, start=origin[found.start], end=origin[found.end - 1] + 1)


def presidio_recognizer(rules: Rules) -> EntityRecognizer:
    """The same recognizers as one for Presidio's analyzer; read its results with `found_in`.

    The entity types are the labels and names with a stroke between: `ID.NHS|nhs-number`.
    """
    recognizer: EntityRecognizer = _presidio_class()(rules)
    return recognizer


def found_in(results: Iterable[RecognizerResult], rules: Rules) -> list[Found]:
    """What Presidio's analyzer returned for these recognizers, in order; results of others are left out."""
    matchers = _matchers(rules)
    return sorted(
        _found(matchers[result.entity_type].recognizer, result.start, result.end, result.score)
        for result in results
        if result.entity_type in matchers
    )


def _found(recognizer: Recognizer, start: int, end: int, score: float) -> Found:
    return Found(
        start, end, recognizer.label, recognizer.name, round(score, 2), recognizer.status, recognizer.reason
    )


#: Names that begin with an everyday word.
_SAINT = regex.compile(r"(?:all\s(?:saints|souls|hallows)|our\slady)\b", regex.IGNORECASE)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}&]+(?:['’\-][\p{L}\p{M}]+)*")


@dataclass(frozen=True, slots=True)
class EverydayWords:
    """Words that have a capital in reports but name nobody, and words for kinds of places and bodies."""

    everyday: frozenset[str]
    kinds: frozenset[str]

    def cut(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The span without its leading everyday words; None where it has no word of its own.

        'When Wren Primary School' is cut to 'Wren Primary School'; 'The Primary School' to nothing.
        """
        words = [match.span() for match in _WORD.finditer(text, start, end)]
        while words and _plain(text, *words[0]) & self.everyday and not _SAINT.match(text, words[0][0]):
            words.pop(0)
        if all(_plain(text, *word) & (self.everyday | self.kinds) for word in words):
            return (words[0][0], end) if words and _SAINT.match(text, words[0][0]) else None
        return words[0][0], end


def _plain(text: str, start: int, end: int) -> set[str]:
    """A word without capitals, as it stands and without a possessive ending."""
    word = text[start:end].casefold().replace("’", "'")
    return {word, word.removesuffix("'s"), word.removesuffix("'")}


def everyday_words(rules: Rules) -> EverydayWords:
    """The words of the lists that `own_word: true` refers to."""
    lists = ("sentence-words", "ordinary-capitals", "roles", "note-verbs")
    everyday = {word for name in lists for entry in rules.list(name) for word in entry.casefold().split()}
    everyday |= {entry.casefold() for entry in rules.list("nationalities") if " " not in entry}
    return EverydayWords(frozenset(everyday), frozenset(rules.list("kind-words")))


@dataclass(frozen=True, slots=True)
class _Matcher:
    """A recognizer at work."""

    recognizer: Recognizer
    words: EverydayWords
    ready: dict[int, regex.Pattern[str]] = field(default_factory=dict, hash=False, compare=False)

    def candidates(self, text: str, spans: set[tuple[int, int]]) -> list[Found]:
        """What the patterns matched, with the check digit in its score, the context not yet looked at."""
        if self.recognizer.own_word:
            spans = {own for span in spans if (own := self.words.cut(text, *span))}
        return [self._checked(text, *span) for span in _outermost(spans)]

    def in_context(self, found: Found, text: str, context: Sequence[str]) -> Found | None:
        """*found* with what the words near it say; None where it needs such a word and has none."""
        if not self.recognizer.context:
            return found
        words_near = _any_of(self.recognizer.context)
        near = _near(text, found.start, found.end)
        if any(words_near.search(words) for words in (*near, *context)):
            return replace(found, score=round(min(1.0, found.score + NEAR), 2))
        return None if self.recognizer.needs_context else found

    def matches(self, text: str, number: int) -> list[tuple[int, int]]:
        """The spans that the pattern of that *number* matches."""
        group, pattern = self.recognizer.group, self.ready.get(number)
        if pattern is None:
            pattern = self.ready[number] = compiled(self.recognizer, number)
        try:
            found = pattern.finditer(text, timeout=TIMEOUT)
            return [match.span(group) for match in found if match.start(group) < match.end(group)]
        except TimeoutError:
            raise RulesError(
                f"{self.recognizer.file}: patterns: one took more than {TIMEOUT} seconds; simplify it"
            ) from None

    def _checked(self, text: str, start: int, end: int) -> Found:
        score = self.recognizer.score
        check = VALIDATORS.get(self.recognizer.validate)
        if check:
            score = min(1.0, score + CHECKED) if check(text[start:end]) else score * FAILED
        return _found(self.recognizer, start, end, score)


@lru_cache(maxsize=4)
def _matchers(rules: Rules) -> dict[str, _Matcher]:
    """The recognizers by their entity types."""
    words = everyday_words(rules)
    return {entity_type(recognizer): _Matcher(recognizer, words) for recognizer in rules.recognizers}


@cache
def _any_of(words: tuple[str, ...]) -> regex.Pattern[str]:
    """A pattern for any of the context words *words*, in the plural too."""
    return regex.compile(rf"(?<!\w){alternation(words)}s?(?!\w)", regex.IGNORECASE)


def _near(text: str, start: int, end: int) -> tuple[str, str]:
    """The words before and after a mention, as far as they count."""
    before = text[max(0, start - 160) : start].split()[-WINDOW:]
    after = text[end : end + 160].split()[:WINDOW]
    return " ".join(before), " ".join(after)


def _outermost(spans: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """*spans* without those that lie inside another, in order."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


@cache
def _presidio_class() -> Any:
    """The recognizer class for Presidio, made on first use since the import takes seconds."""
    from presidio_analyzer import EntityRecognizer, RecognizerResult

    class RulesRecognizer(EntityRecognizer):  # type: ignore[misc]  # Presidio has no types
        """All recognizers of the rules as one: Presidio would ask each of a hundred about each text."""

        def __init__(self, rules: Rules) -> None:
            self.rules = rules
            super().__init__(list(_matchers(rules)), "rules")

        def load(self) -> None:
            """Nothing: patterns are compiled when a text first needs them."""

        def analyze(
            self, text: str, entities: list[str], nlp_artifacts: Any = None
        ) -> list[RecognizerResult]:
            """The matches of the types in *entities*, their check digits looked at."""
            asked = set(entities)
            founds = (found for _, found in _candidates(text, self.rules))
            return [result for found in founds if (result := self._result(found)).entity_type in asked]

        def enhance_using_context(
            self,
            text: str,
            raw_recognizer_results: list[RecognizerResult],
            other_raw_recognizer_results: list[RecognizerResult],
            nlp_artifacts: Any,
            context: list[str] | None = None,
        ) -> list[RecognizerResult]:
            """The matches with what the words near them say."""
            matchers = _matchers(self.rules)
            kept = (
                matchers[f"{found.label}|{found.rule}"].in_context(found, text, context or ())
                for found in found_in(raw_recognizer_results, self.rules)
            )
            return [self._result(found) for found in kept if found]

        def _result(self, found: Found) -> RecognizerResult:
            names = {
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
            }
            kind = f"{found.label}|{found.rule}"
            return RecognizerResult(kind, found.start, found.end, found.score, None, names)

    return RulesRecognizer
