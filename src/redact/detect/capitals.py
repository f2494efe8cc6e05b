"""Everyday words with a capital that may be somebody's name: 'Roach says he was in the van', 'Meadow's dad'.

At the beginning of a sentence or in quotation marks nothing tells such a name but what stands beside it. A small trained
network (training/capitals.py) looks at each word with a capital of which nothing has been said; a likely name is put before
the reviewer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from redact.detect.features import Words, words_near
from redact.detect.kinds import kind_of
from redact.detect.network import Small, loaded
from redact.detect.overlaps import Spread
from redact.detect.telling import words_of
from redact.detect.words import trade_words
from redact.model import Mention, Span
from redact.names import begins_sentences, fold, folded_list, is_title
from redact.rules import Rules

RULE = "likely name"
WEIGHTS = Path(__file__).with_name("capitals.npz")
#: The chance from which a word is put before the reviewer.
LIKELY = 0.45
#: How often such a word was marked, where the network had not seen it: what it is worth.
SCORE = 0.3
REASON = "an everyday word with a capital that may be a name here"
#: Words on either side that count, and the letters in which they are looked for.
SIDE, REACH = 4, 60
CAPITAL = re.compile(r"(?<![\w'’@#/.-])[^\W\d_a-z](?<=[^a-zß-ÿ])\w[\w'’-]*")

#: Where a word is.
Place = tuple[int, int]


def likely_names(
    text: str, at: int, found: Iterable[Mention], document: str, rules: Rules
) -> Iterator[Mention]:
    """Likely names among the words with a capital of a block's *text* of which nothing *found* in it says anything.

    The block begins at offset *at* of the *document*.

    Raises:
        UnreadableError: the weights are missing or damaged.
    """
    places = list(open_capitals(text, at, found, rules))
    if places:
        chances = _network().chances(seen(places, text, words_of(rules)))[:, 1].tolist()
        for (start, end), chance in zip(places, chances, strict=True):
            if chance >= LIKELY:
                label = kind_of(text, start, end, "", rules).label
                span = Span(at + start, at + end)
                yield Mention(document, span, text[start:end], label, RULE, SCORE, "watch", reason=REASON)


def open_capitals(text: str, at: int, found: Iterable[Mention], rules: Rules) -> Iterator[Place]:
    """The words with a capital in *text* that are no terms, and of which nothing *found* says anything."""
    said = Spread(m.span for m in found if m.status != "keep")
    for match in CAPITAL.finditer(text):
        start, end = match.start(), match.end() - 2 * match.group().endswith(("'s", "’s"))
        if not _is_usual(text[start:end], rules) and not any(said.overlapping(Span(at + start, at + end))):
            yield start, end


def _is_usual(word: str, rules: Rules) -> bool:
    """Whether *word* is no name by its kind: a term, a title, what begins sentences, 'He'd'."""
    folded, begun = fold(word), re.split("['’]", word)[0]
    if (
        folded in trade_words(rules)
        or folded in folded_list("sentence-words", rules)
        or is_title(folded, rules)
    ):
        return True
    return begun != word and begins_sentences(begun, rules)


def seen(places: Sequence[Place], text: str, words: Words) -> Any:
    """What the network sees of the words at *places* in *text*: a row for each."""
    import numpy as np

    rows = np.zeros((len(places), 2 * SIDE + 1), np.int64)
    own = []
    for number, (start, end) in enumerate(places):
        near = words_near(text, start, end, SIDE, REACH)
        here = next(n for n, word in enumerate(near) if word[1] > start)
        for column, n in enumerate(range(here - SIDE, here + SIDE + 1)):
            if 0 <= n < len(near):
                rows[number, column] = words.of(text[slice(*near[n])])
        before = text[:start].rstrip()
        told = (not before, not before or before[-1] in ".?!|:;\"“‘'", before[-1:] in ('"', "“", "‘", "'"))
        own.append([*map(float, told), float(text[start:end].isupper()), float(text[end : end + 1] == " ")])
    return np.concatenate([words.numbers()[rows].reshape(len(places), -1), np.array(own, np.float32)], axis=1)


@lru_cache(maxsize=1)
def _network() -> Small:
    """The trained weights, loaded once."""
    return Small(**loaded(WEIGHTS, Small.__slots__, "likely names"))
