"""How many of the reviews' recommendations a product has: what is left out is said, so that nobody takes a part for all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redact.learning.lessons import Passage
from redact.learning.points import Learning, Point
from redact.learning.sentences import split
from redact.rules.briefing import Wording

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Recommendations that the reviews *made*, those of which something is *carried*, and whether they can be *counted*."""

    made: int
    carried: int
    counted: bool

    @property
    def whole(self) -> bool:
        """Whether something of each is there."""
        return self.carried == self.made


def in_words(number: int) -> str:
    """A number as a text has it: 'three', '14'."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def coverage(learning: Learning, printed: Iterable[Point], review: int = 0) -> Coverage:
    """How many recommendations of one *review* (0: of all of them) the *printed* points come from."""
    made = {
        (number, passage.place): passage
        for number, passage in learning.recommended
        if not passage.leads and review in {0, number}
    }
    places = {(point.review, point.place) for point in printed if point.kind == "recommendation"}
    numbers = {number for number, _ in made}
    counted = all(_counted([p for (n, _), p in made.items() if n == number]) for number in numbers)
    return Coverage(len(made), len(places & set(made)), counted)


def _counted(passages: Sequence[Passage]) -> bool:
    """Whether each passage is a recommendation of its own: it has a number of its own, or is a single sentence."""
    numbers = [passage.number for passage in passages]
    if all(numbers) and len(set(numbers)) == len(numbers):
        return True
    return all(len(list(split(passage.text))) == 1 for passage in passages)


def said(found: Coverage, wording: Wording, reviews: int) -> str:
    """What a product over so many reviews says of it; '' where the reviews recommend nothing."""
    if not found.made:
        return ""
    key = "carried all" if found.whole else "carried" if found.counted and found.carried else "carried some"
    own = wording.texts[f"{key} one" if reviews == 1 else key]
    return own.replace("{made}", in_words(found.made)).replace("{here}", _here(found.carried))


def said_of_one(found: Coverage, wording: Wording) -> str:
    """The same of one review among several; '' where nothing is missing, or it cannot be counted."""
    if found.whole or not found.counted or not found.carried:
        return ""
    words = wording.texts["carried of one"].replace("{made}", in_words(found.made))
    return words.replace("{here}", _here(found.carried))


def _here(count: int) -> str:
    return f"{in_words(count)} {'is' if count == 1 else 'are'} here"
