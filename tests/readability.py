"""How many years of school a text needs, by its sentences and syllables."""

from __future__ import annotations

import re


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e."""
    word = re.sub(r"(?:[^laeiouy]e[sd]?|[^aeiouy]es)$", "", word.lower()) if len(word) > 3 else word.lower()
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade: school years that are needed to read a text (Kincaid and others, 1975)."""
    sentences = len(re.findall(r"[.!?:](?:\s|$)", text))
    words = re.findall(r"[A-Za-z'’]+", text)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
