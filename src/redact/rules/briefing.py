"""rules/briefing.yaml as frozen values: where learning stands in a report, and what is printed around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from redact.rules.lined import Source, read_source
from redact.rules.themes import lines, listed, phrases, words

_SECTIONS = (
    "recommendations",
    "lessons",
    "neither",
    "actions",
    *(f"column {kind}" for kind in ("about", "done", "who", "state", "when")),
)
_TEXTS = (
    "briefing title", "briefing about", "seven title", "seven about", "precis title", "precis about",
    "briefing about one", "precis about one", "themes about one", "themes title", "themes about", "facts", "own words", "altered", "progress", "where", "conclusion", "none",
    "carried all", "carried all one", "carried", "carried one", "carried some", "carried some one", "carried of one", "no more",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Service:
    """A kind of service, and the phrases that name it."""

    name: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """A group of readers, and what it does with a briefing."""

    group: str
    does: str


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """All of rules/briefing.yaml, checked."""

    sections: Mapping[str, tuple[str, ...]]
    practice: tuple[str, ...]
    telling: tuple[str, ...]
    pronouns: tuple[str, ...]
    past: tuple[str, ...]
    leaning: tuple[str, ...]
    services: tuple[Service, ...]
    readers: tuple[Reader, ...]
    questions: tuple[str, ...]
    texts: Mapping[str, str]


@cache
def read_briefing(folder: Path) -> Wording:
    """The rules of rules/briefing.yaml in *folder*.

    Raises:
        RulesError: a key is missing, unknown or not of its kind, with file, line and key.
    """
    source = read_source(folder / "briefing.yaml")
    data = source.data
    lists = ("practice", "telling", "pronouns", "past", "leaning")
    source.only((), data, ("sections", *lists, "services", "readers", "questions", "texts"))
    sections = source.only(("sections",), data.get("sections"), _SECTIONS)
    said = source.only(("texts",), data.get("texts"), _TEXTS)
    under = {key: tuple(phrases(source, ("sections", key), sections.get(key))) for key in _SECTIONS}
    listed_phrases = {key: tuple(phrases(source, (key,), data.get(key))) for key in lists}
    return Wording(
        sections=MappingProxyType(under),
        practice=listed_phrases["practice"],
        telling=listed_phrases["telling"],
        pronouns=listed_phrases["pronouns"],
        past=listed_phrases["past"],
        leaning=listed_phrases["leaning"],
        services=tuple(_service(source, at, row) for at, row in _rows(source, "services")),
        readers=tuple(_reader(source, at, row) for at, row in _rows(source, "readers")),
        questions=tuple(lines(source, ("questions",), data.get("questions"))),
        texts=MappingProxyType({key: words(source, ("texts", key), said.get(key)) for key in _TEXTS}),
    )


def _rows(source: Source, key: str) -> list[tuple[int, Any]]:
    return list(enumerate(listed(source, (key,), source.data.get(key))))


def _service(source: Source, at: int, row: Any) -> Service:
    keys = ("services", at)
    source.only(keys, row, ("name", "phrases"))
    name = words(source, (*keys, "name"), row.get("name"))
    return Service(name, tuple(phrases(source, (*keys, "phrases"), row.get("phrases"))))


def _reader(source: Source, at: int, row: Any) -> Reader:
    keys = ("readers", at)
    source.only(keys, row, ("group", "does"))
    return Reader(
        words(source, (*keys, "group"), row.get("group")), words(source, (*keys, "does"), row.get("does"))
    )
