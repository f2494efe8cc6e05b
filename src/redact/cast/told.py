"""What has to be said about a cast table, by row and column and never by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A row: the table that it is in ("sheet 2"; "" for a .csv), what it is called there, its number."""

    table: str
    of: str
    number: int


def listed(places: Iterable[Place]) -> str:
    """ "sheet 1, rows 4, 9; sheet 2, row 3"."""
    numbers: dict[tuple[str, str], list[int]] = {}
    for place in sorted(set(places)):
        numbers.setdefault((place.table, place.of), []).append(place.number)
    parts = []
    for (table, of), rows in numbers.items():
        word = of if len(rows) == 1 else f"{of}s"
        parts.append(f"{table}, ".lstrip(", ") + f"{word} {', '.join(map(str, rows))}")
    return "; ".join(parts)


@dataclass
class Told:
    """Gathers what was not understood; the same thing about many rows is one line."""

    rows: dict[str, list[Place]] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def add(self, what: str, place: Place) -> None:
        """*what* is true of the row at *place*."""
        self.rows.setdefault(what, []).append(place)

    def say(self, what: str, places: Iterable[Place]) -> None:
        """*what* is true of these rows together."""
        self.said.append(f"{listed(places)}: {what}")

    def lines(self) -> Iterator[str]:
        """Everything that was gathered, in the order in which it came up."""
        for what, places in self.rows.items():
            yield f"{listed(places)}: {what}"
        yield from self.said
