"""Give every entity its pseudonym, once: the key.

A pseudonym hangs on the entity's id and never on a text. It is a label made from the role by
rules/pseudonyms.yaml, or a first name drawn from a neutral list, as the panel chose. Letters and first
names are drawn at random when they are first made and then kept: no initial of the bearer, no letter
taken from the name, no hash, and no gap in a row that would tell which letter was avoided.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from redact.errors import RulesError
from redact.likeness import (
    are_near,
    first_letters,
    named_alike,
    named_in,
    names_to_avoid,
    runs_on,
)
from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import Entity, Key, Register
from redact.names import fold, generic_words, take_apart
from redact.rules import Rules
from redact.rules.gendered import read_gender

#: What an edition prints where nobody has decided yet.
UNDECIDED = "[undecided]"

#: Letters for labels; I and O are left out since they read as figures.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
#: The choice of rules/pseudonyms.yaml, and of `names:` in a register, by which the family bears first names.
FIRST_NAMES = "first names"
DEFAULT: Mapping[str, Any] = {"label": "Person {number}"}


def assign_pseudonyms(
    entities: Mapping[str, Entity], key: Key, rules: Rules, register: Register | None = None
) -> Key:
    """The key with a pseudonym for every entity; those that it has stay as they are.

    One that people chose (in the register or by a decision) goes before one that the program made. No
    two entities get the same, also not that of an entity which is gone and may come back; an ambiguous
    mention gets none.

    Raises:
        RulesError: people chose one pseudonym for two entities.
    """
    people = {i: e for i, e in entities.items() if e.role != AMBIGUOUS}
    chosen = {i: e.pseudonym for i, e in people.items() if e.pseudonym}
    if both := named_alike(chosen):
        raise RulesError(f"{both} have the same pseudonym; rename one of them in register.yaml or the review")
    naming = _Naming(people, rules, register or Register())
    kept = _kept(key, chosen, entities, naming)
    new = kept | chosen
    for entity in people.values():
        if entity.id not in new:
            new[entity.id] = naming.make(entity, new)
    return new


def objection(label: str, bearer: str, entities: Mapping[str, Entity], key: Key, rules: Rules) -> str:
    """Why *label* may not be the pseudonym of the entity *bearer*; '' where it may."""
    if not is_plain(label):
        return "a pseudonym has 1 to 60 letters, figures, spaces, apostrophes, hyphens and full stops"
    others = (chosen for i, chosen in key.items() if i != bearer and i in entities)
    if fold(label) in {fold(other) for other in others}:
        return "another person or place has this pseudonym already"
    people = [_as_written(entity) for entity in entities.values() if entity.role != AMBIGUOUS]
    if whose := named_in(label, people, rules):
        return f"it holds a part of the real name, or the initials, of {whose}"
    return ""


def is_plain(label: str) -> bool:
    """Whether *label* has the form of a pseudonym: no brackets, no line break, nothing that a page could run."""
    return bool(re.fullmatch(r"(?=.*[^\W_])(?:[^\W_]|[ .'’-]){1,60}", label)) and label == label.strip()


def objection_to_words(words: str, entities: Mapping[str, Entity], rules: Rules) -> str:
    """Why *words* may not be printed instead of a passage; '' where they may.

    A word such as 'may' or 'rose' counts as somebody's name where it has a capital.
    """
    if not words.isprintable():
        return "the words hold a line break or another character that does not print"
    known = {fold(word) for word in rules.lists.get("word-names", ())}
    said = " ".join(
        w for w in re.findall(r"\S+", words) if not (w.islower() and fold(w.strip(".,;:!?")) in known)
    )
    people = [_as_written(e) for e in entities.values() if e.role != AMBIGUOUS and _is_replaced(e)]
    whose = named_in(said, people, rules)
    return f"the words hold a part of the real name, or the initials, of {whose}" if whose else ""


def _as_written(entity: Entity) -> Entity:
    """The entity with every form that the drafts have of a person's name: short forms and cases of a name are names."""
    if entity.label != "PERSON":
        return entity
    written = {m.text: None for m in entity.mentions if m.status != "keep" and not m.text.islower()}
    return replace(entity, aliases=tuple(dict.fromkeys((*entity.aliases, *written))))


def _is_replaced(entity: Entity) -> bool:
    return entity.listed or any(mention.status != "keep" for mention in entity.mentions)


def _kept(
    key: Key, chosen: Mapping[str, str], entities: Mapping[str, Entity], naming: _Naming
) -> dict[str, str]:
    """The pseudonyms of earlier runs that still hold: nobody was given them since, and the system is the same."""
    taken = {fold(label) for label in chosen.values()}
    kept: dict[str, str] = {}
    for entity, label in key.items():
        gone = entity not in entities
        wanted = not gone and entities[entity].role != AMBIGUOUS and entity not in chosen
        if fold(label) not in taken and (
            gone or (wanted and naming.still_fits(entities[entity], label, key))
        ):
            kept[entity] = label
            taken.add(fold(label))
    return kept


@dataclass
class _Naming:
    """Makes pseudonyms for one case: what may not be said in them, and which system the panel chose."""

    people: Mapping[str, Entity]
    rules: Rules
    register: Register

    def make(self, entity: Entity, key: Key) -> str:
        """A new pseudonym for *entity* beside those of *key*."""
        taken = {fold(label) for label in key.values()}
        if self.bears_first_name(entity) and (name := self._first_name(entity, taken)):
            return name
        own = first_letters(entity, self.rules)
        for label in _labels(self._template(entity), own, self.family_letters):
            if fold(label) not in taken | self.names and not self._is_spoken_for(label):
                return label
        raise AssertionError("labels are endless")

    def bears_first_name(self, entity: Entity) -> bool:
        """Whether the panel wants a first name for somebody in this role."""
        wanted = (self.register.names or self.rules.naming.get("names")) == FIRST_NAMES
        return wanted and bool(self._row(entity).get("first_name"))

    def still_fits(self, entity: Entity, label: str, key: Key) -> bool:
        """Whether an earlier pseudonym is of the system that the panel chose; it may have changed its mind.

        A label stays in place of a first name where the list has no name left.
        """
        drawn = fold(label) in self.neutral
        if self.bears_first_name(entity):
            return drawn or not self._first_name(entity, {fold(other) for other in key.values()})
        return not drawn or (self.register.names or self.rules.naming.get("names")) == FIRST_NAMES

    # Labels

    def _row(self, entity: Entity) -> Mapping[str, Any]:
        return role_row(entity, self.rules, entity.id == self.register.subject)

    def _template(self, entity: Entity) -> str:
        """The form of the label; the plainest one where its words are somebody's name ('Ward 1' for a Ms Ward)."""
        row = self._row(entity)
        plain = self.rules.naming.get("half and step") == "plain"
        template = str(row.get("plain" if plain and row.get("plain") else "label", DEFAULT["label"]))
        if not set(fold(re.sub(r"\{\w+\}", "", template)).split()) & self.surnames:
            return template
        rows = self.rules.pseudonyms.get(entity.label) or (DEFAULT,)
        return str(next((row for row in rows if not row.get("words")), DEFAULT)["label"])

    def _is_spoken_for(self, label: str) -> bool:
        """Whether another case of the partnership bears a letter's label, or its row would go on with this one."""
        lettered = re.search(r" [A-Z]\d*$", label)
        return bool(lettered) and (fold(label) in self.in_use or runs_on(label, self.in_use))

    # First names

    def _first_name(self, entity: Entity, taken: set[str]) -> str:
        """A neutral name that says nothing of any name of the case; '' where the list has none left.

        The first letters of the whole family and of the other pseudonyms are left out while that can be
        done; the bearer's own always.
        """
        own = first_letters(entity, self.rules)
        others = {word for word in taken if " " not in word}
        names = [name for name in self.rules.list("neutral-names") if name[0].upper() not in own]
        secrets.SystemRandom().shuffle(names)
        distant = self.family_letters | {word[0].upper() for word in others}
        for letters, within in ((distant, 2), (frozenset(), 2), (frozenset(), 1)):
            for name in names:
                if name[0].upper() not in letters and self._is_free(fold(name), others, within):
                    return name
        return ""

    def _is_free(self, name: str, others: set[str], within: int) -> bool:
        return name in self.apart[within] and not any(are_near(name, other) for other in others)

    @cached_property
    def apart(self) -> Mapping[int, frozenset[str]]:
        """By letters of distance, the neutral names that are apart from every real name and not in use."""
        free = self.neutral - self.in_use - self.names
        return {
            within: frozenset(n for n in free if not any(are_near(n, word, within) for word in self.avoided))
            for within in (1, 2)
        }

    # What may not be said

    @cached_property
    def names(self) -> frozenset[str]:
        """Every real name and alias, folded, whole."""
        return frozenset(fold(name) for entity in self.people.values() for name in entity.names)

    @cached_property
    def avoided(self) -> frozenset[str]:
        """Every word of a real name, also of those that stay, and usual nicknames."""
        allowed = (Entity("", "PERSON", allowed.text) for allowed in self.register.allow)
        return names_to_avoid((*self.people.values(), *allowed), self.rules)

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Words that somebody of the case bears as a name, and that are known to be names."""
        known = frozenset(fold(n) for name in NAME_LISTS for n in self.rules.lists.get(name, ()))
        people = (entity for entity in self.people.values() if entity.label == "PERSON")
        return known & {fold(w) for e in people for n in e.names for w in take_apart(n, self.rules).words}

    @cached_property
    def family_letters(self) -> frozenset[str]:
        """First letters of the names of the family, whom a reader would think of first."""
        family = (e for e in self.people.values() if e.label == "PERSON" and self._row(e).get("first_name"))
        return frozenset().union(*(first_letters(entity, self.rules) for entity in family))

    @cached_property
    def in_use(self) -> frozenset[str]:
        """The labels of the partnership's other cases, folded."""
        return frozenset(fold(label) for label in labels_in_use(self.rules, self.register))

    @cached_property
    def neutral(self) -> frozenset[str]:
        """The names that the program draws from, folded."""
        return frozenset(fold(name) for name in self.rules.list("neutral-names"))


def role_row(entity: Entity, rules: Rules, is_subject: bool = False) -> Mapping[str, Any]:
    """The row of rules/pseudonyms.yaml for the entity: by its role's words, the longest first."""
    role = "subject child" if is_subject and not entity.role else entity.role
    if entity.gender == "neutral":
        role = read_gender(rules.folder).without(role)
    if role == HOUSEHOLD:
        return {"label": "Family {letter}"}
    rows = rules.pseudonyms.get(entity.label) or ()
    if entity.label == "PERSON":
        first = re.split(r"\s*[,(;:/]", role)[0]
        if _is_somebody_elses(first, rules):
            first = role = "relative"
        if (row := _worded(first, rows)) and rules.kinship.named(str(row.get("role", ""))):
            return row  # a remark or a name behind a word of kinship says nothing of the role
    for text in (role, entity.name if entity.label != "PERSON" else ""):
        if row := _worded(text, rows):
            return row
    return next((row for row in rows if not row.get("words")), DEFAULT)


def _worded(text: str, rows: Iterable[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The row with the longest of the words that stand in *text*; None where none stands there."""
    folded = f" {fold(re.sub(r'[,;:/()]', ' ', text))} "
    found = [(len(w), row) for row in rows for w in row.get("words") or () if f" {fold(w)} " in folded]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _is_somebody_elses(role: str, rules: Rules) -> bool:
    """Whether a role says what somebody is to a person it names: 'Ruth's sister' need not be the subject's."""
    match = re.fullmatch(r"(?P<whose>.+?)['’]s?\s+(?P<kin>.+)", role)
    match = match or re.fullmatch(r"(?P<kin>.+?)\s+of\s+(?P<whose>.+)", role)
    if not match or not rules.kinship.named(match["kin"]):
        return False
    words, generic = match["whose"].split(), generic_words(rules)
    return any(word[:1].isupper() and fold(word) not in generic for word in words)


#: Lists of words that people bear as names.
NAME_LISTS = ("surnames", "first-names", "word-names")


def labels_in_use(rules: Rules, register: Register) -> tuple[str, ...]:
    """What the partnership's other cases call people: by rules/lists/labels-in-use.txt and the register."""
    return tuple(sorted({*rules.lists.get("labels-in-use", ()), *register.labels_in_use}))


def _labels(template: str, own: Iterable[str], last: Iterable[str]) -> Iterator[str]:
    """Labels of one form without end; letters at random, those of *own* never and those of *last* after the others."""
    if "{letter}" in template:
        letters = [letter for letter in LETTERS if letter not in own]
        secrets.SystemRandom().shuffle(letters)
        letters.sort(key=lambda letter: letter in last)
        yield from (template.format(letter=letter) for letter in letters)
        yield from (template.format(letter=f"{one}{two}") for two in range(2, 100) for one in letters)
        yield from (template.format(letter=number) for number in range(1, 100_000))
    elif "{number}" in template:
        yield from (template.format(number=number) for number in range(1, 100_000))
    else:
        yield template
        yield from (f"{template} {number}" for number in range(2, 100_000))
