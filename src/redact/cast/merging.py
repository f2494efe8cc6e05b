"""Entries of a register to be, and which of them are one person, place or body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from redact.cast.naming import distinct
from redact.cast.told import Place, Told
from redact.names import fold


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the register to be, and the rows that it came from."""

    section: str
    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""
    pseudonym: str = ""
    gender: str = "shown"
    born: str = ""
    family: str = ""
    subject: bool = False
    places: tuple[Place, ...] = ()


def merged(entries: Iterable[Entry], told: Told) -> list[Entry]:
    """The entries, each person, place and body once; two people of one name stay two where anything differs."""
    found: list[Entry] = []
    named: dict[str, list[int]] = {}  # who has this name so far
    for entry in entries:
        same = named.setdefault(fold(entry.name), [])
        at = next((at for at in same if _is_one(found[at], entry)), None)
        if at is None:
            same.append(len(found))
            found.append(entry)
        else:
            found[at] = _joined(found[at], entry)
    _tell_doubles(found, told)
    return found


def _is_one(one: Entry, other: Entry) -> bool:
    """Whether two entries of one name are one: a father's row and a son's that only says when he was born are two."""
    if one.section != other.section or fold(one.name) != fold(other.name):
        return False
    if one.section != "people":
        return True
    pairs = (
        (one.born, other.born),
        (one.role, other.role),
        (one.pseudonym, other.pseudonym),
        (one.family, other.family),
    )
    agree = [fold(a) == fold(b) for a, b in pairs if a and b]
    same = bool(one.born and one.born == other.born) or fold(one.role) == fold(other.role)
    return all(agree) and (same or _is_bare(one) or _is_bare(other))


def _is_bare(entry: Entry) -> bool:
    """Whether an entry says nothing by which two people of one name could be told apart."""
    return not (entry.role or entry.born or entry.pseudonym)


def _joined(one: Entry, other: Entry) -> Entry:
    return replace(
        one,
        aliases=distinct((*one.aliases, *other.aliases), one.name),
        role=one.role or other.role,
        pseudonym=one.pseudonym or other.pseudonym,
        gender="neutral" if "neutral" in (one.gender, other.gender) else one.gender,
        born=one.born or other.born,
        family=one.family or other.family,
        subject=one.subject or other.subject,
        places=tuple(dict.fromkeys((*one.places, *other.places))),
    )


def _tell_doubles(entries: list[Entry], told: Told) -> None:
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(f"{entry.section} {fold(entry.name)}", []).append(entry)
        if entry.section == "people" and len(entry.places) > 1:
            told.say("of one person (one name, nothing that differs): one entry", entry.places)
    for same in by_name.values():
        if len(same) > 1:
            told.say(
                "have one name and differ: an entry each; join them if they are one person",
                [p for e in same for p in e.places],
            )
