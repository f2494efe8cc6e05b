"""Who is tied to whom in a family by single steps: parent, sibling, partner.

Longer ties ('maternal aunt') are taken apart into these where that is certain,
and put together from them. Nothing is guessed: where two people could be meant,
no tie is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from redact.model import Relation
from redact.rules.kinship import CARE, Kin, Kinship

#: One step of a way, with the gender and the degree that the person reached must have; '' is any.
Step = tuple[str, str, str]


@dataclass
class Ties:
    """The single steps that are known, and each person's gender where words of kinship tell it."""

    kinship: Kinship
    genders: Mapping[str, str] = field(default_factory=dict)
    parents: dict[str, dict[str, str]] = field(
        default_factory=lambda: defaultdict(dict)
    )  # child → parent → degree
    siblings: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    partners: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def tie(self, source: str, step: str, target: str, degree: str = "") -> bool:
        """Note that *source* is one step from *target*; whether that can be."""
        if source == target or step in CARE:
            return False
        if step == "child":
            source, step, target = target, "parent", source
        if step == "parent":
            if source in self._below(target):
                return False
            self.parents[target].setdefault(source, degree)
            return True
        table = self.siblings if step == "sibling" else self.partners
        table[source][target] = table[target][source] = table[source].get(target, degree)
        return True

    def _below(self, person: str) -> set[str]:
        """Everybody who descends from *person*: none of them can be a parent of theirs."""
        found: set[str] = set()
        waiting = [person]
        while waiting:
            children = set(self.at(waiting.pop(), "child")) - found
            found |= children
            waiting += sorted(children)
        return found

    def at(self, person: str, step: str) -> dict[str, str]:
        """Those who are one *step* from a person, with the degree of each."""
        if step == "child":
            return {child: up[person] for child, up in self.parents.items() if person in up}
        tables = {"parent": self.parents, "sibling": self.siblings, "partner": self.partners}
        return dict(tables[step].get(person, {})) if step in tables else {}

    def along(self, person: str, way: Iterable[str]) -> list[str]:
        """Everybody at the end of a way from *person* that does not come back on itself."""
        ways: list[tuple[str, ...]] = [(person,)]
        for step in way:
            ways = [(*been, n) for been in ways for n in self.at(been[-1], step) if n not in been]
        return list(dict.fromkeys(been[-1] for been in ways))

    def only(self, person: str, steps: Iterable[Step]) -> str:
        """The one person whom the steps lead to; '' where there is none, or a choice at any of them."""
        for step, gender, degree in steps:
            near = self.at(person, step)
            fit = [n for n, how in near.items() if self._fits(n, how, step, gender, degree)]
            if len(fit) != 1:
                return ""
            person = fit[0]
        return person

    def _fits(self, person: str, how: str, step: str, gender: str, degree: str) -> bool:
        return (not gender or self.genders.get(person) == gender) and (not degree or how == degree)


def steps_of(kin: Kin, kinship: Kinship) -> list[Step] | None:
    """The steps before the last one; None where one of them could lead to several people ('grandmother', on no side)."""
    steps: list[Step] = []
    for one in kin.through:
        inner = steps_of(one, kinship)
        if inner is None:
            return None
        steps += [*inner, (one.path[-1], one.gender, one.degree)]
    rest, gender = kin.path[len(steps) : -1], kinship.sides.get(kin.side, "")
    if rest == ("parent",) and gender:
        return [*steps, ("parent", gender, "")]
    return [*steps, *((step, "", "") for step in rest)] if rest in {(), ("partner",)} else None


def settle(relations: Iterable[Relation], ties: Ties) -> list[Relation]:
    """Tie everybody whose relation leads to one place only; the relations of kin that stay without one."""
    waiting = [(r, kin) for r in relations if (kin := ties.kinship.named(r.kind))]
    while True:
        left = [(r, kin) for r, kin in waiting if not (r.target and _tied(r, kin, ties))]
        if len(left) == len(waiting):
            return [r for r, kin in left if not CARE & set(kin.path)]
        waiting = left


def _tied(relation: Relation, kin: Kin, ties: Ties) -> bool:
    steps = steps_of(kin, ties.kinship)
    via = ties.only(relation.target, steps) if steps is not None else ""
    if not via:
        return False
    if kin.path == ("sibling",) and kin.degree == "half" and kin.side:
        shared = ties.only(relation.target, [("parent", ties.kinship.sides[kin.side], "")])
        if not shared or not ties.tie(shared, "parent", relation.source):
            return False
    return ties.tie(relation.source, kin.path[-1], via, kin.degree)


def infer_siblings(ties: Ties) -> None:
    """Two parents shared make siblings, one of two makes half-siblings; of whom one parent is known, nothing."""
    known = [(child, set(up)) for child, up in ties.parents.items() if len(up) == 2]
    for at, (one, ours) in enumerate(known):
        for other, theirs in known[at + 1 :]:
            if ours & theirs and other not in ties.siblings[one]:
                ties.tie(other, "sibling", one, "" if ours == theirs else "half")


def in_words(ties: Ties, people: Iterable[str]) -> Iterator[Relation]:
    """Every tie, short or long, as a relation in words: each from both its ends, in the order of *people*."""
    people = list(people)
    ways = list(dict.fromkeys(way for kin in ties.kinship.terms for way in kin.paths if not CARE & set(way)))
    for target in people:
        for way in ways:
            for source in ties.along(target, way):
                if word := word_of(ties, source, way, target):
                    yield Relation(source, word.label, target, origin="follows")


def word_of(ties: Ties, source: str, way: tuple[str, ...], target: str) -> Kin | None:
    """The term for *source*, who stands at the end of a way from *target*."""
    degree = ties.at(target, way[0]).get(source, "") if len(way) == 1 else ""
    return ties.kinship.word_for(way, ties.genders.get(source, ""), degree, _side(ties, source, way, target))


def _side(ties: Ties, source: str, way: tuple[str, ...], target: str) -> str:
    """Maternal or paternal, where the way leads up through one parent whose gender is known."""
    if len(way) < 2 or way[0] != "parent" or "partner" in way:
        return ""
    via = {parent for parent in ties.at(target, "parent") if source in ties.along(parent, way[1:])}
    genders = {ties.genders.get(parent, "") for parent in via}
    return next((side for side, gender in ties.kinship.sides.items() if genders == {gender}), "")
