"""The English words that are in use, for readers that have to know words from letters."""

from __future__ import annotations

from functools import lru_cache

USED = 100  # times that a word occurs in pyspellchecker's counts; rarer ones are often no words


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """The words of pyspellchecker's list of English that are in use."""
    from spellchecker import SpellChecker

    counts = SpellChecker(language="en").word_frequency.dictionary
    return frozenset(word for word, count in counts.items() if count >= USED)
