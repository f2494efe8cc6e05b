"""Abbreviations that a draft itself explains in everyday words: 'INFT = informant', 'NOA, "not opportune to ask"'.

Those name nobody. Letters that stand for somebody ('LH = wife') or for a body with a name of its own
('HFC = Harbour Families Centre') are not among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from redact.detect.overlaps import GUESSES, SMALL_WORDS
from redact.detect.words import is_ordinary
from redact.model import Mention
from redact.names import fold, folded_list
from redact.rules import Rules

_SHORT = r"(?<![\w/.\-])(?P<short>[A-Z]{2,7})"
_WORDS = r"(?P<words>[a-z][a-z’' \-]{2,60}?)"
EXPLAINED = (
    re.compile(rf"{_SHORT}\s?(?:=|means|stands for)\s?[“\"‘]?{_WORDS}(?=[;,.:)\n”\"’]|$)"),
    re.compile(rf"{_SHORT},?\s\(?[“\"‘]{_WORDS}[”\"’]"),
    re.compile(r"(?<!\w)(?P<words>(?:[a-z][a-z’'\-]+ ){2,6})\((?P<short>[A-Z]{2,7})\)"),
)
#: A pair in a key: 'NN nursery nurse; CMW community midwife.'
PAIR = re.compile(
    r"(?:^|(?<=[;:,.\n(]\s)|(?<=[;:,.\n(]))(?P<short>[A-Z]{2,5}|Mo|Fa)(?:\s?[=:–-]\s?|\s)(?P<words>[a-z][a-z’' /\-]{2,60}?)(?=[;,.)\n]|$)"
)
#: So many pairs in one paragraph are a key.
A_KEY = 3
#: Kin of the child whose first letters are a first name too; only a key tells them apart.
KIN = {"Mo": "mother", "Fa": "father"}
#: Letters that are as many as this are hardly somebody's initials, and need not spell what they stand for.
LONG = 4


def without_the_explained(mentions: Sequence[Mention], text: str, rules: Rules) -> list[Mention]:
    """*mentions* without the guesses that are abbreviations which *text* explains in everyday words."""
    short = frozenset(_explained_in(text, rules)) | frozenset(_in_keys(text, rules))
    return [m for m in mentions if m.text not in short or m.rule not in UNSURE]


#: What a key is believed against.
UNSURE = (*GUESSES, "likely name")


def _in_keys(text: str, rules: Rules) -> Iterator[str]:
    """What keys in *text* give as an office, or as the mother or the father: nobody's initials in this draft."""
    for line in text.split("\n"):
        pairs = list(PAIR.finditer(line))
        if len(pairs) < A_KEY:
            continue
        for pair in pairs:
            words = [fold(word) for word in re.split(r"[\s\-/]+", pair["words"]) if word]
            is_office = _are_everyday(words, rules) and _is_cut_from(pair["short"], words)
            if is_office or KIN.get(pair["short"]) == pair["words"]:
                yield pair["short"]


def _is_cut_from(short: str, words: Sequence[str]) -> bool:
    """Whether *short* is made of letters of *words*, with the first of each that is not small: 'CMW' of 'community midwife'."""
    large = [word for word in words if word not in SMALL_WORDS]
    letters = iter("".join(large))
    in_order = all(letter in letters for letter in short.casefold())
    firsts = iter(short.casefold())
    return in_order and all(word[0] in firsts for word in large)


def _explained_in(text: str, rules: Rules) -> Iterator[str]:
    for shape in EXPLAINED:
        for match in shape.finditer(text):
            words = [fold(word) for word in re.split(r"[\s\-]+", match["words"]) if word]
            if _are_everyday(words, rules) and _is_told(match["short"], words):
                yield match["short"]


def _is_told(short: str, words: Sequence[str]) -> bool:
    """Whether the first letters of the last words, or of those that are not small, are *short*; or it is long."""
    letters = [
        "".join(word[0] for word in part) for part in (words, [w for w in words if w not in SMALL_WORDS])
    ]
    return len(short) >= LONG or any(each.endswith(short.casefold()) for each in letters)


def _are_everyday(words: Iterable[str], rules: Rules) -> bool:
    kin = folded_list("kinship", rules)
    return all(is_ordinary(word, rules) and word not in kin for word in words)
