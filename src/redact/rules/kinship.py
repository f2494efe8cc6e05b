"""The words of kinship, as rules/kinship.yaml has them.

'X is the aunt of Y' is a way from Y to X: a parent, then a sibling. Everything that
the program says about families is said with these ways, so that a word is
added in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from redact.rules.lined import Keys, Source, read_source

Way = tuple[str, ...]  # steps from somebody to the person who bears the word

#: Each step, and the step that leads back.
STEPS = {
    "parent": "child",
    "child": "parent",
    "sibling": "sibling",
    "partner": "partner",
    "carer": "cared",
    "cared": "carer",
    "guardian": "guarded",
    "guarded": "guardian",
    "godparent": "godchild",
    "godchild": "godparent",
}
#: Ties of care: whoever has one may have a tie of blood besides.
CARE = frozenset(STEPS) - {"parent", "child", "sibling", "partner"}

_GENDERS, _DEGREES = ("", "male", "female"), ("", "half", "adoptive", "former")
_KEYS = {
    "terms",
    "sides",
    "short",
    "titles",
    "beside",
    "others",
    "follows",
    "contradicts",
    "agrees",
    "proposes",
    "silent",
}
_TERM_KEYS = {"words", "path", "gender", "degree", "inverse", "composed", "alone"}


@dataclass(frozen=True, slots=True)
class Kin:
    """What one word says of the person so called, seen from somebody."""

    term: str
    paths: tuple[Way, ...]
    gender: str = ""
    degree: str = ""
    side: str = ""  # maternal or paternal, where it was said
    words: tuple[str, ...] = ()
    inverse: str = ""
    composed: bool = False
    alone: bool = True
    through: tuple[Kin, ...] = ()  # of 'mother's partner': mother

    @property
    def path(self) -> Way:
        """The usual way."""
        return self.paths[0]

    @property
    def label(self) -> str:
        """The term with its side: 'maternal aunt'."""
        return f"{self.side} {self.term}".strip()


@dataclass(frozen=True, slots=True)
class Kinship:
    """All of rules/kinship.yaml, checked."""

    terms: tuple[Kin, ...] = ()
    sides: Mapping[str, str] = field(default_factory=dict)
    short: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    examples: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    _by_word: Mapping[str, Kin] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """The terms by their words; of two with one word the first."""
        words = {_joined(plain(word)): kin for kin in reversed(self.terms) for word in kin.words}
        object.__setattr__(self, "_by_word", words)

    def named(self, phrase: str) -> Kin | None:
        """What 'elder maternal half sister' or 'mother's partner' says; None for more or less than that."""
        first, *rest = re.split(r"'s\s+", plain(phrase), maxsplit=1)
        if not rest:
            return self._one(first)
        one, other = self._one(first), self.named(rest[0])
        return _chain(one, other) if one and other else None

    def _one(self, phrase: str) -> Kin | None:
        words, side = self.short.get(phrase, phrase).split(), ""
        while words:
            if kin := self._term(" ".join(words)):
                return replace(kin, side=side)
            if words[0] in self.sides:
                side = words[0]
            elif words[0] not in self.beside:
                return None
            words.pop(0)
        return None

    def _term(self, words: str) -> Kin | None:
        return self._by_word.get(_joined(words))

    def word_for(self, path: Way, gender: str = "", degree: str = "", side: str = "") -> Kin | None:
        """The term for a way: with the gender where there is a term for it, else the one that hides it."""
        fit = [kin for kin in self.terms if path in kin.paths and kin.degree == degree]
        found = next((kin for kin in fit if kin.gender == gender), None)
        found = found or next((kin for kin in fit if not kin.gender), None)
        return replace(found, side=side) if found else None

    def neutral(self, kin: Kin) -> Kin:
        """The term that says the same and hides the gender."""
        return self.word_for(kin.path, "", kin.degree) or kin

    def bare(self, phrase: str) -> str:
        """*phrase* on one line without the words before it that change nothing: 'half-sister' of 'elder half-sister'."""
        words = phrase.split()
        while len(words) > 1 and plain(words[0]) in self.beside:
            words.pop(0)
        return " ".join(words)

    def pattern(self) -> str:
        """A pattern for any term with the words that may stand before it, in lower or upper case."""
        before = "|".join(sorted(map(_loose, (*self.sides, *self.beside)), key=_longest))
        words = {*self.short, *(word for kin in self.terms for word in kin.words)}
        terms = "|".join(sorted(map(_loose, words), key=_longest))
        return rf"(?:(?:{before})[\s-]+){{0,3}}(?:{terms})"


def contradicts(known: Kin, said: Kin) -> bool:
    """Whether somebody who is *known* as one thing to a person cannot be the other thing to the same person.

    'Sister' is said of a half-sister, and 'partner' of somebody who is one no longer: that agrees.
    """
    if CARE & {known.path[0], said.path[0]}:
        return False
    if known.gender and said.gender and known.gender != said.gender:
        return True
    if known.side and said.side and known.side != said.side:
        return True
    return not set(known.paths) & set(said.paths)


def plain(phrase: str) -> str:
    """*phrase* in lower case, with straight apostrophes, plain hyphens and single blanks."""
    text = phrase.replace("’", "'").translate(dict.fromkeys(map(ord, "‐‑–"), "-"))
    return " ".join(text.lower().split())


def _joined(words: str) -> str:
    return words.replace("-", "").replace(" ", "")


def _loose(word: str) -> str:
    return re.escape(plain(word)).replace(r"\-", r"[\s‐‑-]?").replace(r"\ ", r"\s+").replace("'", "['’]")


def _longest(pattern: str) -> tuple[int, str]:
    return (-len(pattern), pattern)


def _chain(one: Kin, other: Kin) -> Kin:
    """The kin of somebody's kin: 'mother's partner' is a way of two steps."""
    paths = tuple(first + second for first in one.paths for second in other.paths)
    term = f"{one.label}'s {other.label}"
    return Kin(term, paths, other.gender, other.degree, alone=one.alone, through=(one, *other.through))


# Reading -----------------------------------------------------------------------------------------


def read_kinship(path: Path) -> Kinship:
    """The table at *path*.

    Raises:
        RulesError: something in it is wrong, with file, line and key.
    """
    source = read_source(path)
    source.only((), source.data, _KEYS)
    terms = tuple(_read_terms(source))
    words = {kin.term for kin in terms}
    for at, kin in enumerate(terms):
        if kin.inverse not in words:
            raise source.wrong(("terms", at, "inverse"), "is not the first word of any term")
    return Kinship(
        terms,
        _pairs(source, "sides"),
        _pairs(source, "short"),
        _pairs(source, "titles"),
        beside=_texts(source, ("beside",)),
        others=_texts(source, ("others",)),
        examples={
            key: tuple(_rows(source, key))
            for key in ("follows", "contradicts", "agrees", "proposes", "silent")
        },
    )


def _pairs(source: Source, key: str) -> dict[str, str]:
    return {str(word): str(said) for word, said in source.mapping((key,), source.data.get(key)).items()}


def _read_terms(source: Source) -> Iterator[Kin]:
    seen: set[str] = set()
    for at, row in enumerate(_rows(source, "terms")):
        keys = ("terms", at)
        source.only(keys, row, _TERM_KEYS)
        words = _texts(source, (*keys, "words"), row.get("words"))
        if twice := seen & {_joined(plain(word)) for word in words}:
            raise source.wrong((*keys, "words"), f"{min(twice)} is a word of another term too")
        seen |= {_joined(plain(word)) for word in words}
        yield _read_term(source, keys, row, words)


def _read_term(source: Source, keys: Keys, row: Mapping[str, Any], words: tuple[str, ...]) -> Kin:
    paths = tuple(tuple(way.split()) for way in str(row.get("path") or "").split("|"))
    if not all(paths) or not all(step in STEPS for way in paths for step in way):
        raise source.wrong((*keys, "path"), f"should be steps out of {', '.join(STEPS)}")
    for key, allowed in (("gender", _GENDERS), ("degree", _DEGREES)):
        if row.get(key, "") not in allowed:
            raise source.wrong((*keys, key), f"should be one of {', '.join(filter(None, allowed))}")
    for key in ("composed", "alone"):
        if not isinstance(row.get(key, False), bool):
            raise source.wrong((*keys, key), "should be true or false")
    return Kin(
        words[0],
        paths,
        row.get("gender", ""),
        row.get("degree", ""),
        "",
        words,
        str(row.get("inverse", "")),
        row.get("composed", False),
        row.get("alone", True),
    )


def _rows(source: Source, key: str) -> list[Any]:
    rows = source.data.get(key)
    if not isinstance(rows, list) or not rows:
        raise source.wrong((key,), "should be a list (each entry begins with a dash)")
    return rows


def _texts(source: Source, keys: Keys, value: Any = None) -> tuple[str, ...]:
    value = source.data.get(keys[0]) if value is None and len(keys) == 1 else value
    if not isinstance(value, list) or not value or not all(isinstance(word, str) and word for word in value):
        raise source.wrong(keys, "should be a list of words")
    return tuple(value)


def back(path: Way) -> Way:
    """The way back: a parent's sibling is seen from there as a sibling's child."""
    return tuple(STEPS[step] for step in reversed(path))
