"""Give every entity its pseudonym, once: the key.

A pseudonym hangs on the entity's id and never on a text. It is made from the
role by rules/pseudonyms.yaml, numbered by first appearance, and is never made
from a name: no initial of the bearer, no letter taken from the name, no hash.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import Entity, Key
from redact.names import fold, generic_words, is_title, take_apart
from redact.rules import Rules
from redact.rules.gendered import read_gender

#: What an edition prints where nobody has decided yet.
UNDECIDED = "[undecided]"

#: Letters for labels; I and O are left out since they read as figures.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def assign_pseudonyms(entities: Mapping[str, Entity], key: Key, rules: Rules, subject: str = "") -> Key:
    """The key with a pseudonym for every entity; those that it has stay as they are.

    One that people chose (in the register or by a decision) goes before one that the
    program made. No two entities get the same; an ambiguous mention gets none.
    """
    chosen = {e.id: e.pseudonym for e in entities.values() if e.pseudonym}
    taken = {fold(label) for label in chosen.values()}
    new: dict[str, str] = dict(key) | chosen
    for entity in entities.values():
        if entity.id in chosen or entity.role == AMBIGUOUS:
            continue
        if entity.id in key and fold(key[entity.id]) not in taken:
            taken.add(fold(key[entity.id]))
    for entity in entities.values():
        if entity.role == AMBIGUOUS:
            new.pop(entity.id, None)
        elif entity.id not in chosen and not _keeps(entity.id, key, new, chosen):
            new[entity.id] = _make(
                entity, taken, _role_of(entity, rules, entity.id == subject), entities, rules
            )
            taken.add(fold(new[entity.id]))
    return new


def objection(label: str, bearer: str, entities: Mapping[str, Entity], key: Key, rules: Rules) -> str:
    """Why *label* may not be the pseudonym of the entity *bearer*; '' where it may."""
    others = (chosen for i, chosen in key.items() if i != bearer and i in entities)
    if fold(label) in {fold(other) for other in others}:
        return "another person or place has this pseudonym already"
    words = {
        w
        for w in fold(label).split()
        if len(w) > 1 and w not in generic_words(rules) and not is_title(w, rules)
    }
    for entity in entities.values():
        if any(part in words for name in entity.names for part in fold(name).split()):
            return f"it holds a part of the real name of {entity.id}"
    return ""


def _keeps(entity: str, key: Key, new: Mapping[str, str], chosen: Mapping[str, str]) -> bool:
    """Whether the entity's earlier pseudonym still is its own: nobody was given it by choice since."""
    return entity in key and fold(key[entity]) not in {fold(label) for label in chosen.values()}


def _role_of(entity: Entity, rules: Rules, is_subject: bool) -> Mapping[str, Any]:
    """The row of rules/pseudonyms.yaml for the entity: by its role's words, the longest first."""
    rows = rules.pseudonyms.get(entity.label) or ()
    role = "subject child" if is_subject and not entity.role else entity.role
    if entity.gender == "neutral":
        role = read_gender(rules.folder).without(role)
    if role == HOUSEHOLD:
        return {"label": "Family {letter}"}
    default = next((row for row in rows if not row.get("words")), {"label": "Person {number}"})
    for text in (role, entity.name if entity.label not in {"PERSON"} else ""):
        folded = f" {fold(text)} "
        found = [(len(w), row) for row in rows for w in row.get("words") or () if f" {fold(w)} " in folded]
        if found:
            row: Mapping[str, Any] = max(found, key=lambda pair: pair[0])[1]
            return row
    return default


def _make(
    entity: Entity, taken: set[str], row: Mapping[str, Any], entities: Mapping[str, Entity], rules: Rules
) -> str:
    """The first free pseudonym of the role's kind that says nothing of the bearer's name."""
    template = str(row.get("label", "Person {number}"))
    own = _initials(entity, rules)
    names = _names(entities.values())
    for label in _labels(template, own, row.get("number") == "random"):
        if fold(label) not in taken and fold(label) not in names:
            return label
    raise AssertionError("labels are endless")


def _labels(template: str, own: set[str], at_random: bool) -> Iterator[str]:
    if "{letter}" in template:
        letters = [letter for letter in LETTERS if letter not in own]
        if at_random:
            secrets.SystemRandom().shuffle(letters)
        yield from (template.format(letter=letter) for letter in letters)
        yield from (template.format(letter=f"{one}{two}") for one in letters for two in range(1, 1000))
    elif "{number}" in template:
        yield from (template.format(number=number) for number in range(1, 100_000))
    else:
        yield template
        yield from (f"{template} {number}" for number in range(2, 100_000))


def _initials(entity: Entity, rules: Rules) -> set[str]:
    """First letters of all the words of the entity's names, which its label may not use."""
    words: list[str] = []
    for name in entity.names:
        words += take_apart(name, rules).words if entity.label == "PERSON" else name.split()
    return {fold(word)[:1].upper() for word in words if fold(word)}


def _names(entities: Iterable[Entity]) -> set[str]:
    return {fold(name) for entity in entities for name in entity.names}
