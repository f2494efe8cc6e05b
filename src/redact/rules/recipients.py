"""rules/recipients.yaml: what is withheld from a recipient who knows the people, and what their copy says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from redact.rules.lined import Source, read_source
from redact.rules.referral import Referral, referral_of
from redact.rules.worded import SOMEBODY, any_of, pattern_of

_STRANGERS = ("people", "placed", "place", "things", "told")
_HEALTH = ("words", "both", "others", "perhaps", "workers", "hints", "finds", "ignores")
#: The parts of the file, and the keys of each.
_PARTS = {
    "health": _HEALTH,
    "strangers": (*_STRANGERS, "finds", "ignores"),
    "own_life": ("words", "workers", "finds", "ignores"),
    "goes_on": ("words", "within", "finds", "ignores"),
    "foreword": ("first", "reading", "chosen", "names", "withheld", "support"),
    "receipt": ("title", "lines", "reading"),
}
#: How words of the file stand in a text: anywhere, at the beginning of a sentence to readers, of one that goes on.
_CHILDREN = r"(?<!\w)(?:{})(?!['’\w])"
_TO_READERS = r"\W*(?:{})(?!\w)"
_GOES_ON = (
    r"[\"'“‘(\[]*(?:{})(?!\w)"
    r"(?! (?:review|report|summary|section|chapter|case|is about|concerns)\b)"
)


@dataclass(frozen=True, slots=True)
class Bearers:
    """Words for those who may bear an illness and have no name there, each pattern with what becomes of it."""

    kinds: tuple[
        tuple[re.Pattern[str], str], ...
    ]  # and 'certain', 'perhaps' or '': whether the reader may not know

    @property
    def workers(self) -> re.Pattern[str]:
        """People at work and bodies."""
        return self.kinds[-1][0]


@dataclass(frozen=True, slots=True)
class Strangers:
    """Words for people of no part in the case, and for what they tell; in small letters."""

    people: frozenset[str]
    placed: frozenset[str]  # the same where it is said from where they are
    place: tuple[str, ...]  # what says so, behind them
    things: frozenset[str]  # what ends as words for people do, and is none
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnLives:
    """What tells of the private life of people at work."""

    words: re.Pattern[str]
    workers: re.Pattern[str]  # somebody at work without a name, as 'who'


@dataclass(frozen=True, slots=True)
class Recipients:
    """What is withheld, and what a copy for one recipient says."""

    health: re.Pattern[str]
    hints: re.Pattern[str]  # words that may tell of an illness
    bearers: Bearers
    called: Mapping[str, tuple[str, ...]]  # by the role of rules/pseudonyms.yaml: what a child says for it
    referral: Referral
    giving: Mapping[
        str, frozenset[str]
    ]  # what a word is, of the broad families of words about giving information
    strangers: Strangers
    own_lives: OwnLives
    children: re.Pattern[str]  # the children of the case, together
    to_readers: re.Pattern[str]  # at the beginning of a sentence that tells them what to do
    begins: re.Pattern[str]  # at the beginning of a sentence that goes on about the one before
    within: re.Pattern[str]
    foreword: Mapping[str, str]
    support: tuple[str, ...]
    title: str  # of the receipt
    lines: tuple[str, ...]
    returned: str  # the receipt's line about a reading copy
    examples: Mapping[str, tuple[str, ...]]  # 'health finds'…


@cache
def read_recipients(folder: Path) -> Recipients:
    """The recipients.yaml of the rules in *folder*, read once.

    Raises:
        RulesError: a key is unknown or missing, with file, line and key.
    """
    source = read_source(folder / "recipients.yaml")
    source.only(
        (), source.data, (*_PARTS, "called", "referral", "giving", "children", "to_readers", "support")
    )
    parts = {name: _mapping(source, name, keys) for name, keys in _PARTS.items()}
    called = source.mapping(("called",), source.data.get("called"))
    referral, examples = referral_of(source)

    def words(name: str, key: str) -> tuple[str, ...]:
        return source.texts((name,), parts[name], key)

    return Recipients(
        health=pattern_of(words("health", "words")),
        hints=pattern_of(words("health", "hints")),
        bearers=_bearers(source, parts["health"]),
        called={str(role): source.texts(("called",), called, role) for role in called},
        referral=referral,
        giving=_families(source),
        strangers=_strangers(source, parts["strangers"]),
        own_lives=_own_lives(source, parts["own_life"]),
        children=_as_whole_words(_CHILDREN, source.texts((), source.data, "children")),
        to_readers=_as_whole_words(_TO_READERS, source.texts((), source.data, "to_readers")),
        begins=_as_whole_words(_GOES_ON, words("goes_on", "words")),
        within=pattern_of(words("goes_on", "within")),
        foreword={key: source.text(("foreword",), parts["foreword"], key) for key in _PARTS["foreword"]},
        support=source.texts((), source.data, "support"),
        title=source.text(("receipt",), parts["receipt"], "title"),
        lines=words("receipt", "lines"),
        returned=source.text(("receipt",), parts["receipt"], "reading"),
        examples=dict(examples) | _examples(source, parts),
    )


def _as_whole_words(shape: str, words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(shape.format(any_of(words)), re.IGNORECASE)


def _examples(source: Source, parts: Mapping[str, Mapping[Any, Any]]) -> dict[str, tuple[str, ...]]:
    """'health finds', 'health ignores'… of all parts that have examples."""
    return {
        f"{name} {key}": source.texts((name,), parts[name], key)
        for name, keys in _PARTS.items()
        for key in ("finds", "ignores")
        if key in keys
    }


def _bearers(source: Source, row: Mapping[Any, Any]) -> Bearers:
    """'The couple' and 'the midwife' as they stand; 'partner' with 'her', 'the' or "Ann's" at most two words before it."""
    both, others, perhaps, workers = (source.texts(("health",), row, key) for key in _HEALTH[1:5])
    alone = r"(?<!\w)(?P<who>{})(?!\w)"
    of = r"(?<!\w)(?:an?|the|one of|another|her|his|their|\w+['’]s?)\s+(?:[\w-]+\s+){{0,2}}?(?P<who>{})(?!\w)(?!\s+(?:agenc|organi))"
    rows = ((alone, both, "certain"), (of, others, "certain"), (of, perhaps, "perhaps"), (alone, workers, ""))
    return Bearers(
        tuple((re.compile(shape.format(any_of(words)), re.IGNORECASE), held) for shape, words, held in rows)
    )


def _strangers(source: Source, row: Mapping[Any, Any]) -> Strangers:
    people, placed, place, things, told = (source.texts(("strangers",), row, key) for key in _STRANGERS)
    return Strangers(frozenset(people), frozenset(placed), place, frozenset(things), told)


def _own_lives(source: Source, row: Mapping[Any, Any]) -> OwnLives:
    words, workers = (source.texts(("own_life",), row, key) for key in ("words", "workers"))
    said = rf"{SOMEBODY}(?:[\w-]+\s+){{0,2}}?(?P<who>{any_of(workers)})(?!\w)"
    return OwnLives(pattern_of(words), re.compile(rf"(?<!\w){said}", re.IGNORECASE))


def _families(source: Source) -> Mapping[str, frozenset[str]]:
    """By each word the families that have it."""
    families = source.mapping(("giving",), source.data.get("giving"))
    found: dict[str, set[str]] = {}
    for family in families:
        for word in source.texts(("giving",), families, family):
            found.setdefault(word.lower(), set()).add(str(family))
    return {word: frozenset(those) for word, those in found.items()}


def _mapping(source: Source, key: str, allowed: tuple[str, ...]) -> Mapping[Any, Any]:
    found = source.mapping((key,), source.data.get(key))
    source.only((key,), found, allowed)
    return found
