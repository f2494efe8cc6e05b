"""Phrases that people write as data, and how they are found in a text whatever the endings of its words.

Folding is simple on purpose: text and phrase go through the same rule, so that what it gets wrong it gets wrong
on both sides. No list of words and no model is needed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

import regex

#: Words that a phrase passes over.
SMALL = frozenset({"the", "a", "an"})
#: How many words '...' may stand for.
GAP = 4
#: Forms that no rule about endings brings together.
IRREGULAR = {
    "children": "child",
    "men": "man",
    "women": "woman",
    "lives": "life",
    "heard": "hear",
    "seen": "see",
    "saw": "see",
    "said": "say",
    "told": "tell",
    "took": "take",
    "taken": "take",
    "written": "write",
    "wrote": "write",
    "met": "meet",
    "held": "hold",
    "found": "find",
    "made": "make",
    "knew": "know",
    "known": "know",
    "spoken": "speak",
    "spoke": "speak",
    "kept": "keep",
    "left": "leave",
}
_WORD = regex.compile(r"[^\W_]+(?:['’][^\W_]+)?|[.!?;:](?=\s|$)")
_VOWEL = regex.compile(r"[aeiouy]")
_SHORTEST = 3  # letters that an ending has to leave


def stem(word: str) -> str:
    """A word without its ending, in small letters: 'shared', 'sharing' and 'shares' are one."""
    word = unicodedata.normalize("NFKD", word.casefold()).replace("’", "'")
    word = "".join(c for c in word if not unicodedata.combining(c)).removesuffix("'s").removesuffix("'")
    if word in IRREGULAR:
        return _silent(IRREGULAR[word])
    return _silent(_without_ending(word))


def _without_ending(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST:
        return word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST and _VOWEL.search(rest):
            return rest
    return word


def _silent(word: str) -> str:
    """Without a last e, and with one letter for two: 'share' and 'plann' become 'shar' and 'plan'."""
    word = word[:-1] if word.endswith("e") and len(word) > _SHORTEST else word
    doubled = len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeious"
    return word[:-1] if doubled else word


def folded(text: str) -> str:
    """The words of *text*, each as stem/word, with a space on both sides; the end of a sentence is a stop."""
    words = (match.group() for match in _WORD.finditer(text))
    stems = ("." if not word[0].isalnum() else _both(word) for word in words if word.lower() not in SMALL)
    return f" {' '.join(stems)} "


def _both(word: str) -> str:
    return f"{stem(word)}/{word.casefold().replace('’', chr(39))}"


@cache
def phrase_pattern(phrase: str) -> regex.Pattern[str]:
    """What finds a phrase in a folded text.

    Raises:
        ValueError: it holds no word, or begins or ends with a gap.
    """
    parts = [part for part in phrase.replace("-", " ").split() if part.lower() not in SMALL]
    if not parts or "..." in (parts[0], parts[-1]):
        raise ValueError("a phrase begins and ends with a word")
    return regex.compile("(?<= )" + "".join(_part(part) for part in parts))


def _part(part: str) -> str:
    if part == "...":
        return rf"(?:[^ .]+ ){{0,{GAP}}}"
    return "(?:" + "|".join(_word(word) for word in part.split("/")) + ") "


def _word(word: str) -> str:
    exact = word.removeprefix("=")
    if not exact or not _WORD.fullmatch(exact) or not exact[0].isalnum():
        raise ValueError("words stand on both sides of a slash, and after =")
    return (
        rf"[^ /]+/{regex.escape(exact.casefold())}" if exact != word else regex.escape(stem(word)) + "/[^ ]+"
    )


def has_phrase(text: str, phrases: Iterable[str]) -> bool:
    """Whether *text*, as `folded` gives it, holds one of the phrases."""
    return any(phrase_pattern(phrase).search(text) for phrase in phrases)
