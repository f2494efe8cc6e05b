"""rules/gender.yaml as frozen values: the words that tell a gender, and what is printed instead (R7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import regex

from redact.rules.lined import Source, read_source

Gender = Literal["", "m", "f"]

#: What a word can make of somebody.
KINDS = ("child", "adult", "sibling", "offspring", "grandchild", "parent", "grandparent", "wider", "partner")
USES = ("subject", "object", "before noun", "alone", "reflexive")
KEYS = frozenset(
    {
        "pronouns", "verbs", "perfect", "words", "traits", "mark", "sides", "cells", "not stated", "children", "initials",
        "nobody", "seldom", "says", "taken", "grown", "held", "becomes", "stays",
        "ranks",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A word for a person that tells the gender, and the one that does not."""

    text: str
    gender: Gender
    kind: str  # one of KINDS
    becomes: str
    plural: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Gendered:
    """All of rules/gender.yaml, checked."""

    pronouns: Mapping[str, Mapping[str, str]]  # m, f or neutral → use → form
    verbs: Mapping[str, str]
    perfect: Mapping[str, str]
    words: Mapping[str, Word]  # singular and plural forms in small letters
    traits: Mapping[str, tuple[str, ...]]  # gender → words that only fit it
    mark: str
    sides: Mapping[str, str]  # maternal: f, paternal: m
    cells: Mapping[str, str]  # F: f
    not_stated: str
    children: frozenset[str]
    initials: frozenset[str]
    nobody: frozenset[str]
    seldom: frozenset[str]
    says: frozenset[str]
    take: frozenset[str]  # verbs of 'took her home'
    where: frozenset[str]  # what follows 'her' there
    grown: frozenset[str]
    held: frozenset[str]
    ranks: frozenset[str]  # 'only', 'eldest': what counts somebody among their own gender
    becomes: tuple[tuple[str, str], ...]
    stays: tuple[str, ...]

    def without(self, role: str) -> str:
        """A role in words that tell no gender of its bearer: 'half-brother' → 'half-sibling'; 'mother's partner' stays."""
        found = sorted((text for text in self.words), key=len, reverse=True)
        pattern = rf"(?<![\w-])(?:{'|'.join(map(regex.escape, found))})(?![\w-]|['’]s)"
        told: str = regex.sub(
            pattern, lambda m: self.words[m.group().lower()].becomes, role, flags=regex.IGNORECASE
        )
        return told

    def gender_of(self, form: str) -> Gender:
        """Which gender a pronoun tells; '' for a word that is none."""
        for gender in ("m", "f"):
            if form in self.pronouns[gender].values():
                return gender
        return ""


@cache
def read_gender(folder: Path) -> Gendered:
    """The words of rules/gender.yaml in *folder*.

    Raises:
        RulesError: a key is missing, unknown or not of its kind, with file, line and key.
    """
    source = read_source(folder / "gender.yaml")
    data = source.data
    source.only((), data, KEYS)
    for key in sorted(KEYS):
        if key not in data:
            raise source.wrong((key,), "missing; restore rules/gender.yaml")
    lists = ("children", "initials", "nobody", "seldom", "says", "grown", "held", "ranks", "stays")
    return Gendered(
        pronouns=_pronouns(source),
        verbs=source.mapping(("verbs",), data["verbs"]),
        perfect=source.mapping(("perfect",), data["perfect"]),
        words=dict(_words(source)),
        traits={gender: _texts(source, ("traits", gender)) for gender in ("m", "f")},
        mark=str(data["mark"]),
        sides=_genders(source, "sides"),
        cells=_genders(source, "cells"),
        not_stated=str(data["not stated"]),
        take=frozenset(_texts(source, ("taken", "verbs"))),
        where=frozenset(_texts(source, ("taken", "before"))),
        becomes=tuple(_examples(source)),
        **{key: _kind(key)(_texts(source, (key,))) for key in lists},
    )


def _genders(source: Source, key: str) -> dict[str, str]:
    """A mapping of words to the gender that they tell."""
    found = source.mapping((key,), source.data[key])
    for word, gender in found.items():
        if gender not in {"m", "f"}:
            raise source.wrong((key, word), "should be m or f")
    return {str(word): str(gender) for word, gender in found.items()}


def _kind(key: str) -> Any:
    return tuple if key == "stays" else frozenset


def _texts(source: Source, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The list of texts at *keys*."""
    value: Any = source.data
    for key in keys:
        value = source.mapping(keys, value).get(key)
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise source.wrong(keys, "should be a list of words")
    return tuple(value)


def _pronouns(source: Source) -> dict[str, dict[str, str]]:
    found = {}
    for who in ("m", "f", "neutral"):
        forms = source.mapping(("pronouns", who), source.data["pronouns"].get(who))
        if set(forms) != set(USES) or not all(isinstance(form, str) for form in forms.values()):
            raise source.wrong(("pronouns", who), f"needs a form for each of {', '.join(USES)}")
        found[who] = {str(use): str(form) for use, form in forms.items()}
    return found


def _words(source: Source) -> Iterator[tuple[str, Word]]:
    for at, row in enumerate(source.data["words"] or ()):
        keys = ("words", at)
        source.only(keys, row, ("words", "gender", "is", "becomes", "plural", "forms"))
        if row.get("gender") not in {"m", "f"} or row.get("is") not in KINDS or not row.get("becomes"):
            raise source.wrong(keys, f"needs gender (m or f), becomes, and is (one of {', '.join(KINDS)})")
        many = row.get("plural", row["becomes"] + "s")
        for text in row.get("words") or ():
            yield text, Word(text, row["gender"], row["is"], row["becomes"])
            yield text + "s", Word(text, row["gender"], row["is"], many, True)
        for text, becomes in (row.get("forms") or {}).items():
            yield text, Word(text, row["gender"], row["is"], becomes, True)


def _examples(source: Source) -> Iterator[tuple[str, str]]:
    for at, row in enumerate(source.data["becomes"] or ()):
        keys = ("becomes", at)
        source.only(keys, row, ("text", "gives"))
        yield row["text"], row["gives"]
