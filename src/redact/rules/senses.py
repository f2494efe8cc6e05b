"""rules/senses.yaml as frozen values: where a word that is a name somewhere reads like something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex

from redact.rules.lined import Source, read_source, read_text

_KEYS = ("says", "sure", "of", "words", "starts", "small", "before", "after", "finds", "ignores")
#: As the value of `words`: the names that are ordinary words too.
_LISTED = "word-names"


@dataclass(frozen=True, slots=True, eq=False)
class Sense:
    """One way in which a name reads like something else."""

    says: str
    sure: bool
    of: frozenset[str]  # labels; none: all
    words: frozenset[str]  # none: any
    starts: bool
    small: bool
    before: regex.Pattern[str]
    after: regex.Pattern[str]
    finds: tuple[str, ...]
    ignores: tuple[str, ...]


@cache
def read_senses(folder: Path) -> tuple[Sense, ...]:
    """The senses of rules/senses.yaml in *folder*, in their order.

    Raises:
        RulesError: a key is missing, unknown or not of its kind, or a pattern is none, with file, line and key.
    """
    source = read_source(folder / "senses.yaml")
    source.only((), source.data, ("senses",))
    rows = source.data.get("senses")
    if not isinstance(rows, list) or not rows:
        raise source.wrong(("senses",), "missing or empty; it should be a list")
    return tuple(_sense(source, at, source.mapping(("senses", at), row)) for at, row in enumerate(rows))


def _sense(source: Source, at: int, row: Mapping[str, Any]) -> Sense:
    source.only(("senses", at), row, _KEYS)
    if not str(row.get("says", "")).strip():
        raise source.wrong(("senses", at, "says"), "missing; say what the place reads like")
    for key in ("finds", "ignores"):
        if not isinstance(row.get(key), list) or not row[key]:
            raise source.wrong(("senses", at, key), "missing or empty; it should be a list of examples")
    return Sense(
        str(row["says"]),
        _yes(source, at, row, "sure"),
        frozenset(map(str, row.get("of", ()))),
        _words(source, at, row.get("words", ())),
        _yes(source, at, row, "starts"),
        _yes(source, at, row, "small"),
        _pattern(source, at, row, "before", r"(?:{})\Z"),
        _pattern(source, at, row, "after", r"\A(?:{})"),
        tuple(map(str, row["finds"])),
        tuple(map(str, row["ignores"])),
    )


def _yes(source: Source, at: int, row: Mapping[str, Any], key: str) -> bool:
    said = str(row.get(key, "no"))
    if said not in {"yes", "no"}:
        raise source.wrong(("senses", at, key), "should be yes or no")
    return said == "yes"


def _words(source: Source, at: int, given: object) -> frozenset[str]:
    if given == _LISTED:
        lines = read_text(source.path.parent / "lists" / f"{_LISTED}.txt").splitlines()
        return frozenset(word for line in lines if (word := line.partition("#")[0].strip()))
    if not isinstance(given, (list, tuple)):
        raise source.wrong(("senses", at, "words"), f"should be a list of words, or {_LISTED}")
    return frozenset(map(str, given))


def _pattern(source: Source, at: int, row: Mapping[str, Any], key: str, whole: str) -> regex.Pattern[str]:
    try:
        return regex.compile(whole.format(row.get(key, "")))
    except (regex.error, IndexError, KeyError):
        raise source.wrong(("senses", at, key), "is no pattern") from None
