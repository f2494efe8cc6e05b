"""Where everybody stands in the family tree: generations in rows, couples side by side where that is possible.

Only places are found here, in whole units of a drawing; `family.drawing` draws.
Whoever cannot be drawn without guessing, or without a line that would say too
much, is left out and told in words.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from redact.family import Family
from redact.family.ties import Ties

Rows = list[list[str]]


@dataclass(frozen=True, slots=True)
class Union:
    """Up to two people and their children; *kind* is partner, former, or parents where no more is said."""

    parents: tuple[str, ...]
    children: tuple[str, ...] = ()
    kind: str = "parents"


@dataclass(frozen=True, slots=True)
class Tree:
    """The rows from the oldest generation down, where each person stands (the middle of the box), and the unions."""

    rows: tuple[tuple[str, ...], ...]
    at: Mapping[str, int]
    unions: tuple[Union, ...]
    left_out: tuple[str, ...]  # family whom no line reaches


def grow(family: Family, step: int) -> Tree:
    """The tree of everybody whom known ties connect with the subject; boxes stand *step* units apart or more."""
    rows_of = _generations(family)
    unions = _unions(family, rows_of)
    top = max(rows_of.values(), default=0)
    rows: Rows = [[] for _ in range(top - min(rows_of.values(), default=0) + 1)] if rows_of else []
    for person in sorted(rows_of, key=lambda p: (_side(p, family), list(family.people).index(p))):
        rows[top - rows_of[person]].append(person)
    rows = _ordered(rows, unions)
    kin = {r.source for r in family.said if family.kin(r)} | set(family.ties.parents)
    left = tuple(p for p in family.people if p in kin and p not in rows_of)
    return Tree(tuple(map(tuple, rows)), _places(rows, unions, step), tuple(unions), left)


# Who is drawn -------------------------------------------------------------------------------------


def _generations(family: Family) -> dict[str, int]:
    """The generation of each person in the tree, 0 being the subject's, their parents' 1."""
    if not family.subjects:
        return {}
    found, waiting = {family.subjects[0]: 0}, deque([family.subjects[0]])
    while waiting:
        person = waiting.popleft()
        for step, rise in (("parent", 1), ("partner", 0), ("sibling", 0), ("child", -1)):
            for near, degree in family.ties.at(person, step).items():
                if near not in found and not (step == "sibling" and degree == "half"):
                    found[near] = found[person] + rise
                    waiting.append(near)
    return found | {subject: 0 for subject in family.subjects if subject not in found}


def _unions(family: Family, rows_of: Mapping[str, int]) -> list[Union]:
    """Couples and parents with their children; ties that run across the generations are left out."""
    ties, order = family.ties, list(family.people)
    children: dict[tuple[str, ...], list[str]] = {}
    orphans: list[Union] = []
    for group in _broods(ties, [p for p in order if p in rows_of]):
        parents = {
            p for child in group for p in ties.parents.get(child, ()) if rows_of.get(p) == rows_of[child] + 1
        }
        if parents:
            children.setdefault(tuple(sorted(parents, key=order.index)[:2]), []).extend(group)
        elif len(group) > 1:
            orphans.append(Union((), tuple(group)))
    couples = {
        tuple(sorted((one, other), key=order.index)): how
        for one in order
        for other, how in ties.partners.get(one, {}).items()
        if one in rows_of and rows_of[one] == rows_of.get(other)
    }
    made = [Union(pair, tuple(children.pop(pair, ())), how or "partner") for pair, how in couples.items()]
    return [*made, *(Union(pair, tuple(brood)) for pair, brood in children.items()), *orphans]


def _broods(ties: Ties, people: Sequence[str]) -> list[list[str]]:
    """People by their parents; a brother or sister whose parents are not named stands with the others."""
    broods: list[list[str]] = []
    for person in people:
        whole = {s for s, how in ties.siblings.get(person, {}).items() if not how}
        mine = set(ties.parents.get(person, ()))
        for brood in broods:
            theirs = {p for child in brood for p in ties.parents.get(child, ())}
            if (mine and mine == theirs) or (
                whole & set(brood) and (not mine or not theirs or mine == theirs)
            ):
                brood.append(person)
                break
        else:
            broods.append([person])
    return broods


def _side(person: str, family: Family) -> int:
    """Left of the subject for the father's family, right for the mother's; only the first order, which is then improved."""
    subject, ties = family.subjects[0], family.ties
    if person == subject:
        return 0
    for parent in ties.at(subject, "parent"):
        side = {"male": -2, "female": 2}.get(ties.genders.get(parent, ""), 0)
        if person == parent:
            return side // 2
        if person in _reached(ties, parent, {subject, *ties.at(subject, "parent")}):
            return side
    return 0


def _reached(ties: Ties, person: str, never: set[str]) -> set[str]:
    found, waiting = {person}, [person]
    while waiting:
        at = waiting.pop()
        near = (
            {n for step in ("parent", "partner", "sibling", "child") for n in ties.at(at, step)}
            - found
            - never
        )
        found |= near
        waiting += sorted(near)
    return found


# In which order ------------------------------------------------------------------------------------


def _ordered(rows: Rows, unions: Sequence[Union]) -> Rows:
    """The rows with everybody moved to where the lines are short and do not cross, as far as small moves lead."""
    best = _cost(rows, unions)
    while True:
        moved = [new for order in _moves(rows) for new in (order, _below_parents(order, unions))]
        tried = min(((_cost(new, unions), at, new) for at, new in enumerate(moved)), default=None)
        if tried is None or tried[0] >= best:
            return rows
        best, rows = tried[0], tried[2]


def _moves(rows: Rows) -> Iterable[Rows]:
    """Every order in which up to three neighbours in one row have moved together, as they stand or turned round."""
    for at, row in enumerate(rows):
        for size in range(1, min(3, len(row)) + 1):
            for old in range(len(row) - size + 1):
                moved, rest = row[old : old + size], row[:old] + row[old + size :]
                for new in range(len(rest) + 1):
                    for group in (moved, moved[::-1]) if size > 1 else (moved,):
                        yield [*rows[:at], [*rest[:new], *group, *rest[new:]], *rows[at + 1 :]]


def _below_parents(rows: Rows, unions: Sequence[Union]) -> Rows:
    """The rows with each but the first in the order of the parents above; whoever has none stays beside a partner."""
    made = rows[:1]
    for row in rows[1:]:
        x = {p: float(at) for at, p in enumerate(made[-1])}
        above = {
            c: _middle([x[p] for p in u.parents])
            for u in unions
            for c in u.children
            if set(u.parents) & set(x)
        }
        for union in unions:
            known = [above[p] for p in union.parents if p in above]
            above |= {p: known[0] for p in union.parents if known and p not in above and p in row}
        made = [*made, sorted(row, key=lambda p: (above.get(p, 0.0), row.index(p)))]
    return made


def _cost(rows: Rows, unions: Sequence[Union]) -> float:
    """How long the lines are and how often they meet, with each row in the middle."""
    x = {p: at - (len(row) - 1) / 2 for row in rows for at, p in enumerate(row)}
    level = {p: at for at, row in enumerate(rows) for p in row}
    total, spans = 0.0, []
    for union in unions:
        parents, children = [x[p] for p in union.parents], [x[c] for c in union.children]
        total += 2 * (max(parents) - min(parents)) if parents else 0
        total += max(children) - min(children) if children else 0
        middle = _middle(parents or children)
        total += sum(abs(c - middle) for c in children)
        depth = level[union.parents[0]] if parents else level[union.children[0]] - 1
        spans.append((depth, min([*parents, *children]), max([*parents, *children])))
    for at, (depth, left, right) in enumerate(spans):
        total += 4 * sum(
            depth == other and left < end and begin < right for other, begin, end in spans[at + 1 :]
        )
    return round(total, 6)


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2


# Where exactly -------------------------------------------------------------------------------------


def _places(rows: Rows, unions: Sequence[Union], step: int) -> dict[str, int]:
    """The middle of each box: children below their parents and parents above their children, by turns."""
    x = {p: float(at * step - (len(row) - 1) * step / 2) for row in rows for at, p in enumerate(row)}
    for turn in range(60):
        for row in rows if turn % 2 else rows[::-1]:
            wanted = [_wanted(p, x, unions) for p in row]
            x |= dict(zip(row, _apart(wanted, step), strict=True))
    left = min(x.values(), default=0)
    return {p: round(value - left) for p, value in x.items()}


def _wanted(person: str, x: Mapping[str, float], unions: Sequence[Union]) -> float:
    """The mean of where each union would have the person: in one place with the others, who then push each other apart."""
    wishes = []
    for union in unions:
        parents, children = [x[p] for p in union.parents], [x[c] for c in union.children]
        if person in union.children:
            wishes.append(_middle(parents or children))
        if person in union.parents:
            wishes.append(_middle(children or parents))
    return sum(wishes) / len(wishes) if wishes else x[person]


def _apart(wanted: Sequence[float], step: int) -> list[float]:
    """The places nearest to those wanted that keep the order and the distance (pooling neighbours that collide)."""
    pools: list[tuple[float, int]] = []  # mean of the wishes, each less its own distance; and of how many
    for at, wish in enumerate(wanted):
        pools.append((wish - at * step, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (one, n), (other, m) = pools[-2:]
            pools[-2:] = [((one * n + other * m) / (n + m), n + m)]
    means = [mean for mean, count in pools for _ in range(count)]
    return [mean + at * step for at, mean in enumerate(means)]
