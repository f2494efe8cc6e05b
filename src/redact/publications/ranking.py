"""TextRank: which sentences of a text speak most for the rest of it.

Sentences that share words vouch for each other; a sentence is weighty when weighty ones vouch for
it. Formula and damping are those of Mihalcea and Tarau, 'TextRank: Bringing Order into Texts'
(2004), section 4, after Brin and Page's PageRank. It is worked out here because the libraries that
have it bring scientific packages of a hundred megabytes for these lines.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import combinations

from redact.publications.sentences import WORD

DAMPING = 0.85  # Brin and Page's d
ROUNDS = 60
ENOUGH = 1e-9  # when no score moves by more, the order has settled
DIGITS = 9  # to which scores are rounded, so that no machine's last digit decides between two sentences


def ranks(texts: Sequence[str], plain: Collection[str]) -> list[float]:
    """The weight of each of *texts*; words of *plain* ('the', 'was') vouch for nothing.

    The weights add up to the number of texts; a text that shares no word with another has the least.
    """
    words = [_words(text, plain) for text in texts]
    likeness = {
        (a, b): same for a, b in combinations(range(len(texts)), 2) if (same := _like(words[a], words[b]))
    }
    edges: list[list[tuple[int, float]]] = [[] for _ in texts]
    for (a, b), weight in likeness.items():
        edges[a].append((b, weight))
        edges[b].append((a, weight))
    given = [sum(weight for _, weight in row) for row in edges]
    scores = [1.0] * len(texts)
    for _ in range(ROUNDS):
        fresh = [
            1 - DAMPING + DAMPING * sum(weight / given[other] * scores[other] for other, weight in row)
            for row in edges
        ]
        moved = max((abs(a - b) for a, b in zip(fresh, scores, strict=True)), default=0.0)
        scores = fresh
        if moved < ENOUGH:
            break
    return [round(score, DIGITS) for score in scores]


def _words(text: str, plain: Collection[str]) -> frozenset[str]:
    return frozenset(word for word in map(str.casefold, WORD.findall(text)) if word not in plain)


def _like(one: frozenset[str], other: frozenset[str]) -> float:
    """How many words two sentences share, measured by their lengths."""
    if len(one) < 2 or len(other) < 2:
        return 0.0
    return len(one & other) / (math.log(len(one)) + math.log(len(other)))
