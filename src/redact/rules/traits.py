"""rules/traits.yaml: by what people are found, class by class, and what a curious neighbour would try."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.rules.lined import Source, read_source

_KEYS = ("class", "recognizers", "labels", "rare", "coarser")


@dataclass(frozen=True, slots=True)
class TraitClass:
    """One class of what may be told about a person; the words for it read after 'there is still'."""

    name: str
    recognizers: frozenset[str]
    labels: frozenset[str]
    rare: bool
    coarser: str


@dataclass(frozen=True, slots=True)
class Traits:
    """All classes, the most telling first; phrases to search for; where to search."""

    classes: tuple[TraitClass, ...] = ()
    phrases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def of(self, rule: str, label: str) -> TraitClass | None:
        """The class of what a recognizer or a label found; None where nobody listed it."""
        name = rule.removeprefix("pattern ")
        by_rule = (each for each in self.classes if name in each.recognizers)
        return next(by_rule, None) or next((each for each in self.classes if label in each.labels), None)


def read_traits(path: Path, recognizers: frozenset[str], labels: frozenset[str]) -> Traits:
    """The classes in the file at *path*.

    Raises:
        RulesError: a key that is unknown or missing, a recognizer or a label that does not exist, or one
            that stands in two classes.
    """
    source = read_source(path)
    source.only((), source.data, ("classes", "phrases", "sources"))
    rows = source.data.get("classes")
    if not isinstance(rows, list) or not rows:
        raise source.wrong(("classes",), "missing or empty; it should be a list of classes")
    classes = tuple(_class(source, at, recognizers, labels) for at in range(len(rows)))
    _require_once(source, classes)
    return Traits(classes, tuple(_lines(source, "phrases")), tuple(_lines(source, "sources")))


def _class(source: Source, at: int, recognizers: frozenset[str], labels: frozenset[str]) -> TraitClass:
    keys = ("classes", at)
    row = source.only(keys, source.data["classes"][at], _KEYS)
    if not isinstance(row.get("rare", False), bool):
        raise source.wrong((*keys, "rare"), "should be true or false")
    return TraitClass(
        _words(source, at, row, "class"),
        _known(source, at, row, "recognizers", recognizers),
        _known(source, at, row, "labels", labels),
        row.get("rare", False),
        _words(source, at, row, "coarser"),
    )


def _words(source: Source, at: int, row: dict[Any, Any], key: str) -> str:
    if not isinstance(row.get(key), str) or not row[key].strip():
        raise source.wrong(("classes", at, key), "missing or empty; it should be words")
    return str(row[key])


def _known(source: Source, at: int, row: dict[Any, Any], key: str, known: frozenset[str]) -> frozenset[str]:
    names = row.get(key, [])
    for place, name in enumerate(names if isinstance(names, list) else [names]):
        if name not in known:
            raise source.wrong(("classes", at, key, place), "there is none of that name; see docs/rules.md")
    return frozenset(names)


def _require_once(source: Source, classes: tuple[TraitClass, ...]) -> None:
    seen: set[str] = set()
    for at, each in enumerate(classes):
        if twice := seen & (each.recognizers | each.labels):
            raise source.wrong(("classes", at), f"{sorted(twice)[0]} stands in a class above too")
        seen |= each.recognizers | each.labels


def _lines(source: Source, key: str) -> Iterator[str]:
    rows = source.data.get(key)
    if not isinstance(rows, list) or not rows:
        raise source.wrong((key,), "missing or empty; it should be a list of lines")
    for at, row in enumerate(rows):
        if not isinstance(row, str) or not row.strip():
            raise source.wrong((key, at), "should be a line of words; put quotes around it")
        yield row
