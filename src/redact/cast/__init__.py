"""A panel's cast table (Word, Excel, .csv) as the entries of a register, and what was understood of it.

The table comes as the panel wrote it. What is read is said by column and row; what is not
understood is said too, with its count, and never guessed: the register is then read by people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from redact.cast.columns import entries_of
from redact.cast.headings import SECTIONS, cast_words
from redact.cast.merging import Entry, merged
from redact.cast.rows import Rows
from redact.cast.told import Place, Told, listed
from redact.errors import UnreadableError
from redact.formats.tables import read_tables
from redact.model import Entity
from redact.names import fold
from redact.rules import Rules

__all__ = ["EMPTY", "LETTERS", "Cast", "read_cast"]

#: The first letter of an entry's id: p for people, l for places (locations), o for organisations.
LETTERS = {"people": "p", "places": "l", "organisations": "o"}
#: What an entry has where nothing is said; a key that the register would refuse is left out so.
EMPTY: Mapping[str, Any] = {
    "pseudonym": "", "family": "", "born": "", "role": "", "gender": "shown", "aliases": (),
}  # fmt: skip
LABELS = {"people": "PERSON", "places": "PLACE", "organisations": "ORG"}


@dataclass(frozen=True, slots=True)
class Cast:
    """The entries of a cast table, by section; the subject's id; what was understood and what was not."""

    sections: Mapping[str, tuple[Entity, ...]]
    subject: str
    told: tuple[str, ...]
    places: Mapping[str, str]  # id → the rows that the entry came from

    @property
    def entities(self) -> dict[str, Entity]:
        """All entries by id."""
        return {entity.id: entity for rows in self.sections.values() for entity in rows}

    def without(self, bearer: Entity, key: str) -> Cast:
        """The cast with nothing said under *key* of *bearer*."""
        bare = replace(bearer, **{key: EMPTY[key]})
        rows = {s: tuple(bare if e.id == bearer.id else e for e in each) for s, each in self.sections.items()}
        return replace(self, sections=rows)


def read_cast(path: Path, rules: Rules) -> Cast:
    """The cast in the file at *path*.

    Raises:
        UnreadableError: the file cannot be read, or no person, place or body in it was understood.
    """
    found = read_tables(path)
    told, lines = Told(), list[str]()
    reading = Rows(cast_words(rules), rules, told)
    entries = merged([entry for table in found.tables for entry in entries_of(table, reading, lines)], told)
    if not entries:
        raise UnreadableError(
            f"{path}: no table in it was understood; give it a row of headings such as Name, Role, Also known as"
        )
    entries = _once_each(entries, told)
    subject = _subject(entries, told)
    if reading.left_over["gender"]:
        told.said.append(
            f"gender in {reading.left_over['gender']} cells: register.yaml only asks whether it is shown"
        )
    sections = {section: tuple(_entities(entries, section)) for section in SECTIONS}
    places = {i: listed(e.places) for section in SECTIONS for i, e in _numbered(entries, section)}
    return Cast(sections, subject, (*found.told, *lines, *told.lines()), places)


def _numbered(entries: list[Entry], section: str) -> Iterator[tuple[str, Entry]]:
    of_section = (entry for entry in entries if entry.section == section)
    yield from ((f"{LETTERS[section]}{number}", entry) for number, entry in enumerate(of_section, 1))


def _entities(entries: list[Entry], section: str) -> Iterator[Entity]:
    for own, e in _numbered(entries, section):
        yield Entity(
            own, LABELS[section], e.name, e.aliases, e.role, e.pseudonym, e.gender, e.born, e.family, True
        )


def _once_each(entries: list[Entry], told: Told) -> list[Entry]:
    """The entries, without the pseudonyms that several of them were given: nobody can say whose it is."""
    counts = Counter(fold(entry.pseudonym) for entry in entries if entry.pseudonym)
    twice = {label for label, count in counts.items() if count > 1}
    for label in sorted(twice):
        places: list[Place] = [p for e in entries if fold(e.pseudonym) == label for p in e.places]
        told.say("have the same pseudonym; it was left out of each", places)
    return [replace(entry, pseudonym="") if fold(entry.pseudonym) in twice else entry for entry in entries]


def _subject(entries: list[Entry], told: Told) -> str:
    """The id of the one subject; "" where none or several are."""
    subjects = [(own, entry) for own, entry in _numbered(entries, "people") if entry.subject]
    if len(subjects) > 1:
        told.say(
            "are each called the subject; `subject:` takes one and was left out",
            [p for _, e in subjects for p in e.places],
        )
    return subjects[0][0] if len(subjects) == 1 else ""
