"""Everyday words that are first names too: whether one is somebody's where it stands ('his sister Autumn')."""

from __future__ import annotations

import re
from functools import lru_cache

from redact.detect.kinds import AFTER_PERSON, APPOSED
from redact.detect.words import is_first_name, is_place, trade_words
from redact.names import folded_list
from redact.rules import Rules

#: A season with a capital inside a sentence is one of these, or a first name.
SEASONS = frozenset(["autumn", "winter"])
_SEASON_BEFORE = re.compile(
    r"\b(?:in|the|of|this|that|last|next|by|early|late|mid|each|every|since|until|till|during|from|over|through|throughout|and|or|to|"
    r"between|for|following|previous|same|one|a|spring|summer|autumn|winter)[\s/–-]$",
    re.IGNORECASE,
)
#: What makes a season or a month of a word that may be a name: 'August 2015', 'Autumn term', 'Winter pressures'.
_OF_THE_YEAR = re.compile(
    r"[\s–-](?:\d|of\b|[Tt]erm|[Hh]oliday|[Hh]alf|[Bb]reak|[Pp]ressure|and\s[A-Z]|or\s[A-Z]|"
    r"(?:dinner|lunch|roast|tea|breakfast|school|best|service|league|morning|afternoon|evening|night|club|contact|visits?)\b)"
)


def has_kin_beside(text: str, start: int, end: int, folded: str, inside: bool, rules: Rules) -> bool:
    """Whether a word that is a first name too is one here: 'his sister Autumn', 'the baby, Winter', 'Ebony (2014) is his cousin'."""
    names = folded in folded_list("word-names", rules) or folded in MONTHS
    if not (names or folded not in trade_words(rules)) or _OF_THE_YEAR.match(text, end):
        return False
    before, behind, lasts = _kin(rules)
    if _word_before(text, start) in lasts and before.search(text[max(0, start - 40) : start]):
        return True
    return bool(behind.match(text, end)) or (inside and is_no_season(text, start, folded))


def _word_before(text: str, start: int) -> str:
    """The last word before *start*, in small letters; a comma and a space may stand between."""
    words = re.split(r"[^\w'’]+", text[max(0, start - 22) : start].rstrip(", \u00a0").casefold())
    return words[-1]


def is_no_season(text: str, start: int, folded: str) -> bool:
    """Whether the word at *start* names a season and nothing before it says that one is meant."""
    return folded in SEASONS and not _SEASON_BEFORE.search(text[max(0, start - 12) : start])


#: Months that are first names too.
MONTHS = frozenset(["april", "may", "june", "august"])


@lru_cache(maxsize=4)
def _kin(rules: Rules) -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """What stands before a first name and behind it where kinship is stated, and the last words of what may stand before."""
    words = folded_list("kinship", rules) | _YOUNG
    kin = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return (
        re.compile(rf"\b(?:{kin}),?[ \u00a0]$", re.IGNORECASE),
        re.compile(
            rf",?(?:\s\((?:19|20)?\d{{1,2}}\))?,?\s(?:is|was|are|were)\s(?:(?:his|her|their|the|an?|child\s\w+['’]s)\s)?(?:\w+\s)?(?:{kin})\b(?!['’]s)",
            re.IGNORECASE,
        ),
        frozenset(re.split(r"[^\w'’]+", word)[-1] for word in words),
    )


_YOUNG = frozenset(["baby", "twin", "toddler", "infant", "newborn", "boy", "girl"])

#: Everyday words that begin sentences of their own more often than they name somebody.
SELDOM = frozenset(
    [
        "will",
        "may",
        "can",
        "mark",
        "hope",
        "summer",
        "april",
        "june",
        "august",
        "art",
        "bill",
        "grant",
        "an",
        "do",
        "so",
    ]
)


def is_said_of(text: str, end: int, word: str, folded: str, rules: Rules) -> bool:
    """Whether an everyday word that begins a sentence is a first name, by what follows: 'Mason's mother', 'Joy was seen'."""
    if is_first_name(folded, rules) and APPOSED.match(text, end):
        return True
    if folded in SELDOM or word.isupper():
        return False
    if is_place(folded, rules) and THERE.match(text, end):
        return True
    return is_first_name(folded, rules) and bool(AFTER_PERSON.match(text, end))


#: What is said of a place that begins a sentence.
THERE = re.compile(r"\s(?:was|is|has|had)\s(?:the|a|an|not|where)\b")
