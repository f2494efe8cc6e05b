"""Which side of the family somebody belongs to: by the register, by what follows from it, and else by a draft's own words.

What a draft alone says is never believed in silence: it is among what the reviewer is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from redact.family import Family
from redact.model import Document, Entity, Mention
from redact.names import fold
from redact.recipients.places import rows_in

#: Rows of rules/pseudonyms.yaml that are the children of the case: both sides' own, where no side is said.
CHILDREN = frozenset({"subject child", "child", "sibling"})
SIDES = {"mother": "maternal", "father": "paternal"}
#: How far before a name its own word of kinship ends: 'the paternal grandfather, Jan'.
_BEFORE = 40


@dataclass(frozen=True, slots=True)
class Side:
    """A side of the family, and whether only a draft says so."""

    side: str
    drafted: bool = False


def side_of_role(role: str) -> str:
    """The side that a role of rules/pseudonyms.yaml says by itself; '' where it says none."""
    return SIDES.get(role) or next((side for side in SIDES.values() if role.startswith(side)), "")


def sides_of(
    family: Family, roles: Mapping[str, str], documents: Iterable[Document], mentions: Sequence[Mention]
) -> dict[str, Side]:
    """The side of everybody of whom one is known; whoever is on both sides, or on none, is not among them."""
    found = {i: e.family or side_of_role(roles.get(i, "")) for i, e in family.people.items()}
    found |= {
        i: side
        for i, side in _by_ties(family, roles).items()
        if not found.get(i) and roles.get(i) not in CHILDREN
    }
    made = {i: Side(side) for i, side in found.items() if side}
    drafted = _drafted(documents, mentions, family)
    return {i: Side(side, True) for i, side in drafted.items() if not found.get(i)} | made


# By the register --------------------------------------------------------------------------------------


def _by_ties(family: Family, roles: Mapping[str, str]) -> dict[str, str]:
    """Those whom ties of blood join with one parent of the subject, by no way through a child of both."""
    reached: dict[str, set[str]] = {}
    parents = {
        p: side_of_role(roles.get(p, "")) for s in family.subjects for p in family.ties.at(s, "parent")
    }
    for parent, side in parents.items():
        for person in _kin(family, parent, {*family.subjects, *parents} - {parent}) if side else ():
            reached.setdefault(person, set()).add(side)
    return {i: min(sides) for i, sides in reached.items() if len(sides) == 1}


def _kin(family: Family, person: str, never: set[str]) -> set[str]:
    """Forebears and all who descend from them: nobody by marriage, and no other parent of a child."""
    up = _reached(family, {person}, ("parent", "sibling"), never)
    return _reached(family, up, ("child",), never)


def _reached(family: Family, people: set[str], steps: Sequence[str], never: set[str]) -> set[str]:
    found, waiting = set(people), sorted(people)
    while waiting:
        at = waiting.pop()
        near = {n for step in steps for n in family.ties.at(at, step)} - found - never
        found |= near
        waiting += sorted(near)
    return found


# By a draft -------------------------------------------------------------------------------------------


def _drafted(documents: Iterable[Document], mentions: Sequence[Mention], family: Family) -> dict[str, str]:
    """The side by a table's cell, 'Paternal grandfather', or by the words right before a name, where all agree.

    Only of people whom the register does not have: what it leaves open of its own is not to be guessed.
    """
    told: dict[str, set[str]] = {}
    strangers = {i for i, e in family.people.items() if not e.listed}
    for document in documents:
        mine = [m for m in mentions if m.document == document.name and m.entity in strangers]
        own = sorted(mine, key=lambda m: m.span)
        for person, side in (*_in_tables(document, own, family), *_before_names(document, own, family)):
            told.setdefault(person, set()).add(side)
    return {person: min(sides) for person, sides in told.items() if len(sides) == 1}


def _in_tables(document: Document, own: Sequence[Mention], family: Family) -> Iterator[tuple[str, str]]:
    for row, people in rows_in(document, own):
        if len(people) == 1:
            yield from ((min(people), side) for span in row if (side := _sided(document.of(span), family)))


def _before_names(document: Document, own: Sequence[Mention], family: Family) -> Iterator[tuple[str, str]]:
    words = re.compile(r"\b((?:maternal|paternal)\s+[\w-]+),?\s+$", re.IGNORECASE)
    for mention in own:
        before = document.text[max(mention.span.start - _BEFORE, 0) : mention.span.start]
        if (match := words.search(before)) and (side := _sided(match[1], family)):
            yield mention.entity, side


def _sided(words: str, family: Family) -> str:
    kin = family.ties.kinship.named(fold(" ".join(words.split())))
    return kin.side if kin and not kin.through else ""


# Names that a side bears ------------------------------------------------------------------------------


def bears(one: Entity, other: Entity) -> bool:
    """Whether two people or households have a surname in common; Wrzosińska and Wrzosiński have."""
    return any(_alike(a, b) for a in surnames(one) for b in surnames(other))


def surnames(entity: Entity) -> set[str]:
    """The last words of somebody's names, folded."""
    return {words[-1] for name in entity.names if (words := re.findall(r"[^\W\d_]{3,}", fold(name)))}


def _alike(one: str, other: str) -> bool:
    """The same surname, or one that differs in its ending alone, as those of women and men do in some languages."""
    least = min(len(one), len(other))
    return one == other or (
        least > 5 and abs(len(one) - len(other)) < 2 and one[: least - 1] == other[: least - 1]
    )
