"""rules/unnamed.yaml as frozen values: what an edition without board, area and author says instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from redact.rules.lined import Keys, Source, read_source
from redact.rules.themes import words

#: Capitalised words before the ending of a body's name: the area's.
NAMED = r"(?:[A-Z][\w’'-]+(?:\s(?:and|upon|on|of|in|the|&))?\s){1,5}"


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body: what is said of it, and how its name ends."""

    words: str
    ends: tuple[str, ...]

    @property
    def ending(self) -> str:
        """The endings as a pattern, the longest first."""
        return "|".join(re.escape(each) for each in sorted(self.ends, key=len, reverse=True))

    def is_one(self, text: str) -> bool:
        """Whether *text* as a whole is the name of such a body."""
        return re.fullmatch(f"{NAMED}(?:{self.ending})", text) is not None


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody is called, by the words for their work."""

    words: str
    roles: tuple[str, ...]

    @property
    def said(self) -> str:
        """The words for the work as a pattern."""
        return rf"\b(?i:{'|'.join(re.escape(role) for role in self.roles)})\b"


@dataclass(frozen=True, slots=True)
class Made:
    """Words that are made of an area's name, and what is said instead."""

    endings: tuple[str, ...]
    adjective: str
    people: str
    said_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Unnamed:
    """All of rules/unnamed.yaml, checked."""

    bodies: tuple[Body, ...]
    people: tuple[Work, ...]
    area: str
    before_area: tuple[str, ...]
    made: Made

    def body_of(self, text: str) -> Body | None:
        """The kind of body that *text* names; None where it names none."""
        return next((body for body in self.bodies if body.is_one(text)), None)


@cache
def read_unnamed(folder: Path) -> Unnamed:
    """The rules of rules/unnamed.yaml in *folder*.

    Raises:
        RulesError: a key is missing, unknown or not of its kind, or an example does not hold, with file, line and key.
    """
    source = read_source(folder / "unnamed.yaml")
    source.only((), source.data, ("bodies", "people", "area", "before_area", "made_of_area"))
    return Unnamed(
        tuple(_bodies(source)),
        tuple(_people(source)),
        words(source, ("area",), source.data.get("area")),
        _list(source, ("before_area",), source.data.get("before_area")),
        _made(source),
    )


def _made(source: Source) -> Made:
    key = "made_of_area"
    row = source.only((key,), source.data.get(key), ("endings", "adjective", "people", "said_of"))
    adjective, people = (words(source, (key, name), row.get(name)) for name in ("adjective", "people"))
    endings, said_of = (_list(source, (key, name), row.get(name)) for name in ("endings", "said_of"))
    return Made(endings, adjective, people, said_of)


def _bodies(source: Source) -> Iterator[Body]:
    for at, row in enumerate(_rows(source, "bodies")):
        keys: Keys = ("bodies", at)
        source.only(keys, row, ("words", "ends", "finds", "ignores"))
        said = words(source, (*keys, "words"), row.get("words"))
        body = Body(said, _list(source, (*keys, "ends"), row.get("ends")))
        for key, wanted in (("finds", True), ("ignores", False)):
            for number, example in enumerate(_list(source, (*keys, key), row.get(key))):
                if body.is_one(example) is not wanted:
                    raise source.wrong((*keys, key, number), "the example does not hold")
        yield body


def _people(source: Source) -> Iterator[Work]:
    for at, row in enumerate(_rows(source, "people")):
        keys: Keys = ("people", at)
        source.only(keys, row, ("words", "roles"))
        said = words(source, (*keys, "words"), row.get("words"))
        yield Work(said, _list(source, (*keys, "roles"), row.get("roles")))


def _rows(source: Source, key: str) -> list[dict[str, object]]:
    rows = source.data.get(key)
    if not isinstance(rows, list) or not rows:
        raise source.wrong((key,), "should be a list")
    return rows


def _list(source: Source, keys: Keys, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise source.wrong(keys, "should be a list of words")
    return tuple(words(source, (*keys, at), item) for at, item in enumerate(value))
