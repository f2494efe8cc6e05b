"""The network of a case: who is whose mother, and who worked with whom and when.

It comes from the register alone: from the roles, which are relative to the
subject, from `family:` (whose side), and from `relations:`. What follows from
these with certainty is added; what a draft says is only ever proposed
(`family.said`) and never silently believed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from redact.family.ties import Ties, in_words, infer_siblings, settle
from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import Entity, Register, Relation
from redact.names import fold, generic_words
from redact.pseudonyms import role_row
from redact.rules import Rules
from redact.rules.kinship import Kin, Kinship


@dataclass(frozen=True)
class Family:
    """The people of a case and how they are related, as far as the register says it or it follows."""

    subjects: tuple[str, ...]
    people: Mapping[str, Entity]
    said: tuple[Relation, ...]  # the register's own, kin and work
    follows: tuple[Relation, ...]  # certain from these
    unplaced: tuple[Relation, ...]  # of whom, or by which line, is not said
    known: tuple[Relation, ...]  # all that is known of kin, seen from both ends
    ties: Ties
    acquaintances: frozenset[str] = frozenset()

    def kin(self, relation: Relation) -> Kin | None:
        """What a relation says of kinship; None for one of work or acquaintance."""
        return self.ties.kinship.named(relation.kind)

    @property
    def work(self) -> tuple[Relation, ...]:
        """The relations of people who worked with the family."""
        return tuple(r for r in self.said if not self.kin(r) and r.source not in self.acquaintances)

    @property
    def others(self) -> tuple[Relation, ...]:
        """The relations of friends, neighbours and others who are neither family nor at work."""
        return tuple(r for r in self.said if not self.kin(r) and r.source in self.acquaintances)

    def told(self, relation: Relation) -> str:
        """A relation of kin in words of the table alone, without the gender of anybody whose gender is hidden; else ''."""
        kin = self.kin(relation)
        if not kin:
            return ""
        hidden = {i for i, e in self.people.items() if e.gender == "neutral"}
        if hidden and kin.through:
            return "relative"
        if relation.source in hidden:
            kin = replace(self.ties.kinship.neutral(kin), side=kin.side)
        return kin.term if hidden & set(self.ties.at(relation.target, "parent")) else kin.label

    def among(self, people: Collection[str]) -> Family:
        """The network as far as it is about these people alone."""
        ties = Ties(self.ties.kinship, self.ties.genders)
        for mine, theirs in (
            (ties.parents, self.ties.parents),
            (ties.siblings, self.ties.siblings),
            (ties.partners, self.ties.partners),
        ):
            for one in (p for p in theirs if p in people):
                mine[one].update({other: how for other, how in theirs[one].items() if other in people})
        cast = {i: e for i, e in self.people.items() if i in people}
        subjects = tuple(s for s in self.subjects if s in people)
        said, follows, unplaced, known = (
            tuple(r for r in rows if {r.source, r.target} <= {*people, ""})
            for rows in (self.said, self.follows, self.unplaced, self.known)
        )
        return Family(subjects, cast, said, follows, unplaced, known, ties, self.acquaintances)


def family_of(register: Register, entities: Mapping[str, Entity], rules: Rules) -> Family:
    """The network that the register states for *entities*, which have their reviewed roles."""
    people = {
        i: e for i, e in entities.items() if e.label == "PERSON" and e.role not in {AMBIGUOUS, HOUSEHOLD}
    }
    subjects = _subjects(register, people, rules)
    said = tuple(_said(register, people, subjects, rules))
    ties = Ties(rules.kinship, _genders(said, rules.kinship))
    unplaced = settle(said, ties)
    infer_siblings(ties)
    known = _all_known(said, ties, people)
    return Family(
        subjects,
        people,
        said,
        tuple(_new(known, said, ties)),
        tuple(unplaced),
        known,
        ties,
        frozenset(i for i, e in people.items() if _is_no_work(_row(e, rules), rules.kinship)),
    )


def _subjects(register: Register, people: Mapping[str, Entity], rules: Rules) -> tuple[str, ...]:
    """The subject first, then further subject children that the register lists."""
    words = next(row["words"] for row in rules.pseudonyms["PERSON"] if row["role"] == "subject child")
    further = (i for i, e in people.items() if e.listed and fold(_first_part(e.role)) in words)
    return tuple(dict.fromkeys([*([register.subject] if register.subject in people else []), *further]))


def _row(entity: Entity, rules: Rules) -> str:
    return str(role_row(entity, rules).get("role", ""))


def _is_no_work(row: str, kinship: Kinship) -> bool:
    """Whether a row of rules/pseudonyms.yaml is of family or acquaintance: never listed as work."""
    return row in kinship.others or kinship.named(re.split(r"\s+of\s+", row)[0]) is not None


# What the register says ---------------------------------------------------------------------------


def _said(
    register: Register, people: Mapping[str, Entity], subjects: tuple[str, ...], rules: Rules
) -> Iterator[Relation]:
    """The rows of `relations:`, and the roles of those listed that no such row repeats."""
    stated = [replace(r, kind=_head(r.kind, rules) or r.kind) for r in register.relations]
    rows = {(r.source, fold(r.kind)) for r in stated}
    for entity in people.values():
        yield from (r for r in stated if r.source == entity.id)
        if entity.listed and entity.role and entity.id not in subjects:
            relation = _from_role(entity, subjects[0] if subjects else "", people, rules)
            if (relation.source, fold(relation.kind)) not in rows:
                yield relation


def _from_role(entity: Entity, subject: str, people: Mapping[str, Entity], rules: Rules) -> Relation:
    """What a role says: 'mother' is the subject's, 'mother of Child H' is hers."""
    role = _first_part(entity.role)
    role = _head(role, rules) or role
    if whose := re.fullmatch(r"(.+?)['’]s?\s+(.+)", role):
        if rules.kinship.named(whose[2]) and (
            tied := _of(entity, whose[2], whose[1], "", people, rules.kinship)
        ):
            if tied.target or not rules.kinship.named(role):
                return tied
    if kin := rules.kinship.named(_on_side(role, entity, rules.kinship)):
        return Relation(entity.id, kin.label, subject if kin.alone else "")
    if match := re.fullmatch(r"(.+?)\s+of\s+(?:(?:the|a|an|his|her|their)\s+)?(.+)", role, re.IGNORECASE):
        if rules.kinship.named(match[1]) or _is_work(match[1], entity, rules):
            return _of(entity, match[1], match[2], subject, people, rules.kinship) or Relation(
                entity.id, role, subject
            )
    return Relation(entity.id, role, subject)


def _first_part(role: str) -> str:
    """'mother' of 'mother (died in 2015)'."""
    return re.split(r"\s*[,(;:/]", role)[0].strip()


def _head(kind: str, rules: Rules) -> str:
    """The words of kinship that *kind* begins with, behind which only a name or a remark stands; else ''.

    'brother' of 'brother Dean', 'husband' of 'husband (met in 2010) of Ruth'; a ward sister is no sister.
    """
    if rules.kinship.named(kind):
        return kind
    words = _first_part(kind).split()
    generic = generic_words(rules)
    while len(words) > 1 and words[-1][:1].isupper() and fold(words[-1]) not in generic:
        words.pop()
    head = " ".join(words)
    return head if rules.kinship.named(head) else ""


def _is_work(kind: str, entity: Entity, rules: Rules) -> bool:
    """Whether the words before an 'of' are a line of work by themselves, and not 'manager' of a nursery."""
    return bool(role_row(replace(entity, role=kind), rules).get("words"))


def _of(
    entity: Entity, kind: str, whom: str, subject: str, people: Mapping[str, Entity], kinship: Kinship
) -> Relation | None:
    """'mother of Child H', 'father of half-sibling', 'father of the subject child'."""
    named = [
        i
        for i, e in people.items()
        if i != entity.id and fold(whom) in {fold(text) for text in (i, e.pseudonym, *e.names) if text}
    ]
    named = named or [
        i
        for i, e in people.items()
        if i != entity.id and fold(whom) in {word for name in e.names for word in fold(name).split()}
    ]
    if len(named) == 1:
        return Relation(entity.id, kind, named[0])
    chain = kinship.named(f"{whom}'s {kind}")
    if subject and chain and chain.alone:
        return Relation(entity.id, chain.term, subject)
    if subject and fold(whom) in {"child", "subject", "subject child"}:
        return Relation(entity.id, kind, subject)
    return Relation(entity.id, kind, "") if kinship.named(kind) else None


def _on_side(role: str, entity: Entity, kinship: Kinship) -> str:
    """The role with the side that `family:` gives: an aunt of the maternal family is a maternal aunt."""
    kin, side = kinship.named(role), fold(entity.family)
    if not kin or kin.side or kin.through or side not in kinship.sides:
        return role
    shared = kin.degree == "half" or (
        kin.path[0] == "parent" and len(kin.path) > 1 and "partner" not in kin.path
    )
    return f"{side} {role}" if shared else role


def _genders(said: Iterable[Relation], kinship: Kinship) -> dict[str, str]:
    """Male or female by the words of kinship that are said of a person; nothing where they disagree."""
    found: dict[str, set[str]] = {}
    for relation in said:
        if (kin := kinship.named(relation.kind)) and kin.gender:
            found.setdefault(relation.source, set()).add(kin.gender)
    return {person: min(genders) for person, genders in found.items() if len(genders) == 1}


# What follows -------------------------------------------------------------------------------------


def _all_known(said: Iterable[Relation], ties: Ties, people: Iterable[str]) -> tuple[Relation, ...]:
    """What is known of kin between any two people: as said, as it follows, and from the other end."""
    kinship, found = ties.kinship, []
    for relation in said:
        kin = kinship.named(relation.kind)
        if kin and relation.target:
            found.append(relation)
            if kin.inverse:
                found.append(Relation(relation.target, kin.inverse, relation.source, origin="follows"))
    return tuple(dict.fromkeys([*found, *in_words(ties, people)]))


def _new(known: Iterable[Relation], said: Iterable[Relation], ties: Ties) -> Iterator[Relation]:
    """What follows and nobody said: single steps, and the long ways that have a word of their own; each pair once."""
    told = {frozenset((r.source, r.target)) for r in said if ties.kinship.named(r.kind)}
    rows = [r for r in known if r.origin == "follows"]
    for relation in sorted(rows, key=lambda r: len(_path(r, ties))):
        kin, pair = ties.kinship.named(relation.kind), frozenset((relation.source, relation.target))
        if kin and kin.alone and pair not in told and (kin.composed or len(kin.path) == 1):
            told.add(pair)
            yield relation


def _path(relation: Relation, ties: Ties) -> tuple[str, ...]:
    kin = ties.kinship.named(relation.kind)
    return kin.path if kin else ()
