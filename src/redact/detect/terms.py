"""Guesses at names that are terms of the trade: no list has every form, tool, programme and medicine that a report writes with a capital.

A small trained network (training/terms.py) looks at the words of a guess, and at those beside it.
What is hardly a name is only put before the reviewer (`watch`), unless it is surely one elsewhere in the draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from redact.detect.features import Words, words_near
from redact.detect.network import Small, loaded
from redact.detect.overlaps import GUESSES
from redact.detect.telling import words_of
from redact.model import Mention
from redact.rules import Rules

WEIGHTS = Path(__file__).with_name("terms.npz")
#: The chance of a name below which a guess is only watched: one that is asked about, and one that would be replaced.
HARDLY = {"flag": 0.02, "replace": 0.02}
#: What such a guess is worth.
SCORE = 0.2
REASON = "nothing vouches for it, but it stands like a term that such reports write with a capital"
#: Words before and behind a guess that count, and the letters in which they are looked for.
SIDE, REACH = 3, 60
LABELS = ("PERSON", "ORG", "PLACE", "SCHOOL", "HEALTH_SITE", "ADDRESS", "QUASI")
#: Words of which the network sees a row each: those beside the guess, and its first, second and last.
WORDS_SEEN = 2 * SIDE + 3

#: Where a word is.
Word = tuple[int, int]


def with_terms(found: Sequence[Mention], text: str, at: int, rules: Rules) -> Iterator[Mention]:
    """*found* in a block's *text*, which begins at offset *at*; what is hardly a name is only watched.

    Raises:
        UnreadableError: the weights are missing or damaged.
    """
    guesses = [m for m in found if is_guess(m)]
    if not guesses:
        yield from found
        return
    chances = _network().chances(seen(guesses, text, at, words_of(rules)))[:, 1].tolist()
    terms = {id(m) for m, chance in zip(guesses, chances, strict=True) if chance < HARDLY[m.status]}
    for m in found:
        yield replace(m, status="watch", score=SCORE, reason=REASON) if id(m) in terms else m


def is_guess(mention: Mention) -> bool:
    """Whether it is a guess at a name that would be treated, and not a person's: people are never let go of."""
    return mention.rule in GUESSES and mention.status in HARDLY and mention.label != "PERSON"


def seen(guesses: Sequence[Mention], text: str, at: int, words: Words) -> Any:
    """What the network sees of *guesses* in *text*: a row for each."""
    import numpy as np

    rows = np.zeros((len(guesses), WORDS_SEEN), np.int64)
    own = []
    for number, guess in enumerate(guesses):
        start, end = guess.span.start - at, guess.span.end - at
        inside, around = _words(text, start, end)
        for column, word in enumerate(around):
            if word:
                rows[number, column] = words.of(text[slice(*word)])
        own.append(_own(guess, text, start, end, len(inside)))
    return np.concatenate(
        [words.numbers()[rows].reshape(len(guesses), -1), np.array(own, np.float32)], axis=1
    )


def _words(text: str, start: int, end: int) -> tuple[list[Word], list[Word | None]]:
    """The words of a guess, and those that the network sees: before it, its first, second and last, behind it."""
    words = words_near(text, start, end, SIDE, REACH)
    before = [word for word in words if word[1] <= start]
    inside = [word for word in words if word[0] < end and word[1] > start]
    behind = [word for word in words if word[0] >= end]
    gap: list[Word | None] = [None] * SIDE
    own = [inside[0], inside[1] if len(inside) > 1 else None, inside[-1]] if inside else [None] * 3
    return inside, [*(gap + before)[-SIDE:], *own, *(behind + gap)[:SIDE]]


def _own(guess: Mention, text: str, start: int, end: int, count: int) -> list[float]:
    """What the network sees of a guess beside its words: as what it was found, how long it is, how it is typed."""
    before = text[:start].rstrip()
    told = [guess.label == label for label in LABELS] + [guess.rule == rule for rule in GUESSES]
    told += [count == 1, count == 2, count > 2]
    told += [not before, not before or before[-1] in '.?!|:"“', text[start:end].isupper()]
    return [*map(float, told), guess.score]


@lru_cache(maxsize=1)
def _network() -> Small:
    """The trained weights, loaded once."""
    return Small(**loaded(WEIGHTS, Small.__slots__, "terms of the trade"))
