"""The lines of the family tree: below a row the couples, each in a lane of its own where they overlap; then the children.

All lines run straight, and meet at right angles in the space between two rows,
so that none passes through a box and somebody may have any number of partners.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from redact.family.tree import Tree, Union

LANE, FIRST, LAST, PORT = 16, 14, 20, 16
#: How far from its middle a line may reach a child's box.
STRAIGHT = 36

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Path:
    """A line from corner to corner; broken for parents who are not said to be a couple."""

    points: tuple[Point, ...]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines, words on them (word, x, y), the top of each box, and where the last row ends."""

    paths: tuple[Path, ...]
    tags: tuple[tuple[str, int, int], ...]
    tops: Mapping[str, int]
    bottom: int


def route(tree: Tree, height: int) -> Lines:
    """The lines of *tree*, whose boxes are *height* high."""
    paths: list[Path] = []
    tags: list[tuple[str, int, int]] = []
    tops: dict[str, int] = {}
    ports, y = _ports(tree), 0
    for row in (None, *tree.rows):
        below = [u for u in tree.unions if _stands_below(u, row, tree)]
        bottom = y + height if row else y
        tops |= dict.fromkeys(row or (), y)
        y = _between(tree, below, ports, bottom, paths, tags) if below else bottom + (LANE * 2 if row else 0)
    last = max(tops.values(), default=0) + height
    return Lines(tuple(paths), tuple(tags), tops, max([last, *(p[1] for path in paths for p in path.points)]))


def _stands_below(union: Union, row: Sequence[str] | None, tree: Tree) -> bool:
    """Whether the lines of a union run below *row*; below None, above the first row, run siblings without parents."""
    if union.parents:
        return row is not None and union.parents[0] in row
    above = [None, *tree.rows]
    return any(
        union.children[0] in (later or ()) and row is earlier
        for earlier, later in zip(above, tree.rows, strict=False)
    )


def _ports(tree: Tree) -> dict[tuple[Union, str], int]:
    """Where each union leaves the box of each parent: side by side, the partner on the left to the left."""
    found: dict[tuple[Union, str], int] = {}
    for person, x in tree.at.items():
        own = [u for u in tree.unions if person in u.parents]
        own.sort(key=lambda u: (_middle(tree, u.parents) - x, tree.unions.index(u)))
        for at, union in enumerate(own):
            found[union, person] = round(x + (at - (len(own) - 1) / 2) * PORT)
    return found


def _middle(tree: Tree, people: Sequence[str]) -> float:
    return sum(tree.at[p] for p in people) / len(people)


def _between(
    tree: Tree,
    unions: Sequence[Union],
    ports: Mapping[tuple[Union, str], int],
    bottom: int,
    paths: list[Path],
    tags: list[tuple[str, int, int]],
) -> int:
    """Draw the lines between two rows; the top of the lower one."""
    couples = {u: sorted(ports[u, p] for p in u.parents) for u in unions}
    lanes = _lanes({u: (xs[0], xs[-1]) for u, xs in couples.items() if len(xs) == 2})
    below = bottom + FIRST + LANE * (max(lanes.values(), default=-1) + 1)
    drops = _drops(tree, couples)
    bars = _lanes({u: _reach(tree, u, drops[u]) for u in unions if u.children})
    end = below + LANE * (max(bars.values(), default=-1) + 1) + (LAST if bars else LANE)
    for union, xs in couples.items():
        at = bottom + FIRST + LANE * lanes.get(union, 0)
        dashed = union.kind == "parents"
        if len(xs) == 2:
            paths.append(Path(((xs[0], bottom), (xs[0], at), (xs[1], at), (xs[1], bottom)), dashed))
            tags += [("former", (xs[0] + xs[1]) // 2, at)] if union.kind == "former" else []
        if union.children:
            start = (at if len(xs) == 2 else bottom) if xs else below + LANE * bars[union]
            paths += _descent(tree, union, drops[union], start, below + LANE * bars[union], end)
    return end


def _drops(tree: Tree, couples: Mapping[Union, Sequence[int]]) -> dict[Union, int]:
    """Where the line to the children leaves the couple's; no two on one spot."""
    found: dict[Union, int] = {}
    for union, xs in couples.items():
        x = round(sum(xs) / len(xs)) if xs else round(_middle(tree, union.children))
        while any(abs(x - other) < PORT // 2 for other in found.values()):
            x += PORT // 2
        found[union] = x
    return found


def _reach(tree: Tree, union: Union, drop: int) -> tuple[int, int]:
    xs = [tree.at[c] for c in union.children] + ([drop] if union.parents else [])
    return min(xs), max(xs)


def _descent(tree: Tree, union: Union, drop: int, start: int, bar: int, end: int) -> Iterable[Path]:
    """From the couple down to the bar, along it, and down to each child; straight down to a child just below."""
    if union.parents and len(union.children) == 1 and abs(drop - tree.at[union.children[0]]) < STRAIGHT:
        yield Path(((drop, start), (drop, end)))
        return
    if union.parents:
        yield Path(((drop, start), (drop, bar)))
    left, right = _reach(tree, union, drop)
    if left < right:
        yield Path(((left, bar), (right, bar)))
    for child in union.children:
        yield Path(((tree.at[child], bar), (tree.at[child], end)))


def _lanes(spans: Mapping[Union, tuple[int, int]]) -> dict[Union, int]:
    """A lane for each span, the shortest first and nearest; spans that overlap are in different ones."""
    found: dict[Union, int] = {}
    for union, (left, right) in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[1])):
        taken = {
            lane
            for other, lane in found.items()
            if left - PORT < spans[other][1] and spans[other][0] < right + PORT
        }
        found[union] = next(lane for lane in range(len(spans)) if lane not in taken)
    return found
