"""Lists of words of the rules as patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: What stands before a word for somebody without a name.
SOMEBODY = r"(?:an?|the|another|her|his|their|some|one of (?:[\w'’]+))\s+"


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the *words*, each whole, whatever its case."""
    return re.compile(rf"(?<!\w)(?:{any_of(words)})(?!\w)", re.IGNORECASE)


def any_of(words: Iterable[str]) -> str:
    """A part of a pattern for any of the *words*, the longest first; * stands for the end of a word, a blank for any space."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return (
        "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in ordered) or "(?!)"
    )
