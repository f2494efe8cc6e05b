"""rules/sections.yaml: which part of a report a heading opens, and what a summary takes of each part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from redact.rules.lined import Keys, Source, read_source

_KEYS = ("kind", "phrases", "title", "words", "closed", "finds", "ignores")
WHOLE = "whole"
#: How much of a heading under another heading a phrase has to make up to be its kind.
SHARE = 0.5
#: '4.', '4.2', 'Section 4:', 'Part B –', 'iv.', 'B)' before the words of a heading.
_NUMBER = re.compile(
    r"^(?:(?:section|part|chapter)\s+(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])\b|\d+(?:\.\d+)*\b|[ivxlc]+(?=[.):])|[a-z](?=[.):]))"
    r"[\s.):–—-]*",
    re.IGNORECASE,
)  # fmt: skip
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of part of a report."""

    name: str
    phrases: tuple[tuple[str, ...], ...]  # each as its words, in small letters
    title: str = ""
    words: int | None = 0  # the length of that part of a summary; None: whole
    closed: bool = False
    finds: tuple[str, ...] = ()
    ignores: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sections:
    """All kinds in the order of a summary, and the programme's own words in one."""

    kinds: tuple[Kind, ...]
    subtitle: str
    foreword: tuple[str, ...]
    in_full: str  # what the first of them goes on with where there are recommendations
    plain: frozenset[str]  # words that say nothing of what a sentence is about
    persons: frozenset[str]  # words for people, in small letters

    def named(self, name: str) -> Kind | None:
        """The kind of that name; None where there is none."""
        return next((kind for kind in self.kinds if kind.name == name), None)

    @property
    def offered(self) -> tuple[Kind, ...]:
        """The kinds that a summary may have."""
        return tuple(kind for kind in self.kinds if kind.title)

    def of(self, heading: str, above: Kind | None = None) -> Kind | None:
        """The kind of part that *heading* opens under a part of the kind *above*; None where nothing says it."""
        if above and above.closed:
            return above
        words = words_of(heading)
        found = max(self._found(words), key=lambda pair: pair[0], default=None)
        if found and (above is None or found[0] >= SHARE * len(words)):
            return found[1]
        return above

    def _found(self, words: tuple[str, ...]) -> Iterator[tuple[int, Kind]]:
        """Each phrase that stands in a heading's words: how many words it has, and its kind."""
        for kind in self.kinds:
            for phrase in kind.phrases:
                ends = range(len(phrase), len(words) + 1)
                if any(words[end - len(phrase) : end] == phrase for end in ends):
                    yield len(phrase), kind


def words_of(heading: str) -> tuple[str, ...]:
    """The words of a heading without its number, in small letters."""
    bare = _NUMBER.sub("", heading.strip()) or heading
    return tuple(word.casefold().replace("’", "'") for word in _WORDS.findall(bare))


@cache
def read_sections(folder: Path) -> Sections:
    """The sections.yaml of the rules in *folder*, read once.

    Raises:
        RulesError: a key is unknown or missing, or a phrase is given to two kinds; with file, line and key.
    """
    source = read_source(folder / "sections.yaml")
    source.only((), source.data, ("kinds", "subtitle", "foreword", "in_full", "plain", "persons"))
    kinds = tuple(_kind(source, at, row) for at, row in enumerate(source.data.get("kinds") or ()))
    _require_once(source, kinds)
    foreword, in_full = source.texts((), source.data, "foreword", needed=False), source.data.get("in_full")
    if not foreword or not isinstance(in_full, str):
        raise source.wrong((), "foreword and in_full are missing or empty")
    plain = frozenset(source.texts((), source.data, "plain", needed=False))
    persons = frozenset(word.casefold() for word in source.texts((), source.data, "persons", needed=False))
    return Sections(
        kinds,
        str(source.data.get("subtitle") or "Executive summary"),
        foreword,
        in_full.strip(),
        plain,
        persons,
    )


def _kind(source: Source, at: int, given: Any) -> Kind:
    keys: Keys = ("kinds", at)
    row = source.only(keys, given, _KEYS)
    for key in ("kind", "phrases", "finds", "ignores"):
        if not row.get(key):
            raise source.wrong((*keys, key), "missing or empty; every kind needs it")
    words = row.get("words", 0)
    if words != WHOLE and (not isinstance(words, int) or isinstance(words, bool) or words < 0):
        raise source.wrong((*keys, "words"), "should be a number of words, or whole")
    return Kind(
        name=str(row["kind"]),
        phrases=tuple(words_of(phrase) for phrase in source.texts(keys, row, "phrases", needed=False)),
        title=str(row.get("title") or ""),
        words=None if words == WHOLE else words,
        closed=row.get("closed") is True,
        finds=source.texts(keys, row, "finds", needed=False),
        ignores=source.texts(keys, row, "ignores", needed=False),
    )


def _require_once(source: Source, kinds: tuple[Kind, ...]) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for at, kind in enumerate(kinds):
        for phrase in kind.phrases:
            if seen.setdefault(phrase, kind.name) != kind.name:
                raise source.wrong(
                    ("kinds", at, "phrases"), f"'{' '.join(phrase)}' is of {seen[phrase]} already"
                )
