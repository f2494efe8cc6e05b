"""rules/themes.yaml as frozen values: the themes of learning, and the words by which a passage shows one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import regex

from redact.rules.lined import Keys, Source, read_source
from redact.rules.phrases import folded, has_phrase, phrase_pattern

_KEYS = ("id", "name", "heading", "phrases", "matches", "leaves")
_ID = regex.compile(r"[a-z]+(-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Theme:
    """One practice issue. *heading* is the short call under which a briefing puts its imperatives."""

    id: str
    name: str
    heading: str
    phrases: tuple[str, ...]
    matches: tuple[str, ...]
    leaves: tuple[str, ...]


@cache
def read_themes(folder: Path) -> tuple[Theme, ...]:
    """The themes of rules/themes.yaml in *folder*, in their order.

    Raises:
        RulesError: a key is missing, unknown or not of its kind, a phrase is none, or two themes have one id
            or one name; with file, line and key.
    """
    source = read_source(folder / "themes.yaml")
    source.only((), source.data, ("themes",))
    rows = listed(source, ("themes",), source.data.get("themes"))
    themes = tuple(_theme(source, at, row) for at, row in enumerate(rows))
    for key in ("id", "name", "heading"):
        _require_once(source, key, [getattr(theme, key) for theme in themes])
    return themes


def _theme(source: Source, at: int, row: Any) -> Theme:
    keys: Keys = ("themes", at)
    row = source.only(keys, row, _KEYS)
    identifier = words(source, (*keys, "id"), row.get("id"))
    if not _ID.fullmatch(identifier):
        raise source.wrong((*keys, "id"), "should be small letters and hyphens, such as information-sharing")
    return Theme(
        identifier,
        words(source, (*keys, "name"), row.get("name")),
        words(source, (*keys, "heading"), row.get("heading")),
        tuple(phrases(source, (*keys, "phrases"), row.get("phrases"))),
        tuple(lines(source, (*keys, "matches"), row.get("matches"))),
        tuple(lines(source, (*keys, "leaves"), row.get("leaves"))),
    )


def listed(source: Source, keys: Keys, value: Any) -> list[Any]:
    """*value*, which has to be a list with something in it."""
    if not isinstance(value, list) or not value:
        raise source.wrong(keys, "missing or empty; it should be a list")
    return value


def words(source: Source, keys: Keys, value: Any) -> str:
    """*value*, which has to be words."""
    if not isinstance(value, str) or not value.strip():
        raise source.wrong(keys, "missing or empty; it should be words")
    return " ".join(value.split())


def lines(source: Source, keys: Keys, value: Any) -> Iterator[str]:
    """The lines of a list of words."""
    for at, line in enumerate(listed(source, keys, value)):
        yield words(source, (*keys, at), line)


def phrases(source: Source, keys: Keys, value: Any) -> Iterator[str]:
    """The phrases of a list, each tried."""
    for at, phrase in enumerate(lines(source, keys, value)):
        try:
            phrase_pattern(phrase)
        except ValueError as error:
            raise source.wrong((*keys, at), f"not a phrase: {error}") from None
        yield phrase


def _require_once(source: Source, key: str, values: list[str]) -> None:
    for at, value in enumerate(values):
        if value.casefold() in {other.casefold() for other in values[:at]}:
            raise source.wrong(("themes", at, key), "a theme above has the same")


def themes_of(text: str, themes: tuple[Theme, ...]) -> tuple[Theme, ...]:
    """The themes that a passage shows, in the order of the rules."""
    seen = folded(text)
    return tuple(theme for theme in themes if has_phrase(seen, theme.phrases))
