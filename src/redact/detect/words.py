"""Which words are ordinary English, and which stand on a list of names.

A list is evidence and never a decision: 'grace' and 'will' are on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from redact.names import fold
from redact.rules import Rules

#: A capitalised word; inner capitals, apostrophes and hyphens belong to it.
CAPITALISED = re.compile(
    r"(?<![\w’'])[^\W\d_a-zà-öø-ÿ](?:[\w]|[’'](?!s\b)(?=\w)|[-\u2010\u2011](?=[^\W\d_]))*"
)

ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("es", ""),
    ("s", ""),
    ("ly", ""),
    ("er", ""),
    ("ers", ""),
    ("ise", "ize"),
    ("ised", "ize"),
    ("ising", "ize"),
    ("isation", "ization"),
    ("ation", "ate"),
    ("ion", "e"),
    ("ion", ""),
    ("our", "or"),
    ("ourhood", "orhood"),
    ("ours", "or"),
    ("ness", ""),
    ("ment", ""),
    ("ments", ""),
    ("al", ""),
    ("ally", ""),
)


def capitalised_words(text: str) -> Iterator[re.Match[str]]:
    """Every word of *text* that begins with a capital."""
    return CAPITALISED.finditer(text)


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """English words that are written with a small initial (web2, from the english-words package)."""
    from english_words import get_english_words_set

    return frozenset(word for word in get_english_words_set(["web2"]) if word[:1].islower())


@lru_cache(maxsize=65536)
def is_ordinary(word: str, rules: Rules) -> bool:
    """Whether folded *word* is an ordinary English word or a term of the trade, in any inflection."""
    if word in _terms(rules):
        return True
    stems = _stems(word) | {stem for one in _stems(word) for stem in _stems(one)}
    if stems & _terms(rules):
        return True
    return bool(stems & english()) and (word in _both(rules) or not is_name(word, rules))


def _stems(word: str) -> set[str]:
    """*word* and what it is without one ending, a doubled letter taken back."""
    stems = {
        word,
        *(word[: -len(end)] + new for end, new in ENDINGS if word.endswith(end) and len(word) > len(end) + 2),
    }
    return stems | {stem[:-1] for stem in stems if len(stem) > 3 and stem[-1] == stem[-2:-1]}


@lru_cache(maxsize=65536)
def is_name(word: str, rules: Rules) -> bool:
    """Whether folded *word* is on the list of first names or of surnames."""
    return is_first_name(word, rules) or word in _folded("surnames", rules)


def is_first_name(word: str, rules: Rules) -> bool:
    """Whether folded *word* is on the list of first names."""
    return word in _folded("first-names", rules)


def is_usual_capital(word: str, rules: Rules) -> bool:
    """Whether folded *word* often bears a capital and names nobody ('Sunday', 'Panel')."""
    return word in _folded("ordinary-capitals", rules)


def is_place(text: str, rules: Rules) -> bool:
    """Whether folded *text* is on the list of places."""
    return text in _folded("places", rules)


@lru_cache(maxsize=64)
def _folded(name: str, rules: Rules) -> frozenset[str]:
    return frozenset(fold(entry) for entry in rules.lists[name])


@lru_cache(maxsize=8)
def _both(rules: Rules) -> frozenset[str]:
    return _folded("word-names", rules)


@lru_cache(maxsize=8)
def _terms(rules: Rules) -> frozenset[str]:
    """Single words of agencies, roles and usual capitals."""
    words: set[str] = set()
    for name in ("agencies", "ordinary-capitals", "roles", "generic"):
        for entry in rules.lists[name]:
            words.update(fold(entry).replace("'s", "").split())
    return frozenset(words)
