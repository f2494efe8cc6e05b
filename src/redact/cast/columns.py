"""Where the headings of a table are, and what each column was taken for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from redact.cast.headings import NAMES, SEVERAL, THINGS, CastWords, Group, normal, person_roles
from redact.cast.merging import Entry
from redact.cast.rows import Cells, Rows
from redact.cast.told import Place
from redact.formats.tables import Row, Table
from redact.names import fold
from redact.rules import Rules

HIGHEST = 40  # rows with something in them that may stand above the headings
PERSON = "person"  # the key of a column whose heading is a role: "Health visitor"


@dataclass(frozen=True, slots=True)
class Headings:
    """A row of headings: what each column was taken for, and the words that it had."""

    rows: tuple[int, ...]  # the numbers of its rows
    keys: Mapping[int, str]
    words: Mapping[int, str]
    filled: Counter[int] = field(default_factory=Counter)

    @property
    def main(self) -> str:
        """The key of the column that names places or bodies, where the table has no names of people."""
        if not NAMES.isdisjoint(self.keys.values()):
            return ""
        return next((key for _, key in sorted(self.keys.items()) if key in THINGS), "")


def entries_of(table: Table, reading: Rows, lines: list[str]) -> Iterator[Entry]:
    """The entries of one table; *lines* is given what each column was taken for."""
    if not table.rows:
        lines.append(f"{_named(table)}empty")
        return
    at = _first(table, reading)
    if at is None and (turned := _turned(table)) is not None:
        at = _first(turned, reading)
        table = turned if at is not None else table
    if at is None:
        lines.append(
            f"{_named(table)}no headings were understood; its {len(table.rows)} filled rows were not taken"
        )
        return
    group = _above(table, at, reading)
    yield from _below(table, at, group, reading, lines)


def _named(table: Table, row: Row | None = None) -> str:
    parts = [table.place, f"{table.of} {row.number}" if row else ""]
    said = ", ".join(part for part in parts if part)
    return f"{said}: " if said else ""


def _turned(table: Table) -> Table | None:
    """The table with rows and columns exchanged: forms have their headings at the left."""
    if table.of != "row" or not table.rows:
        return None
    width = max(len(row.cells) for row in table.rows)
    columns = (
        Row(at + 1, tuple(row.cells[at] if at < len(row.cells) else "" for row in table.rows))
        for at in range(width)
    )
    return Table(table.place, tuple(row for row in columns if row.filled), table.title, "column")


# --- finding them -----------------------------------------------------------------------------------


def _first(table: Table, reading: Rows) -> int | None:
    """Which row holds the headings: the first that names a column of names and another, or only names."""
    for at, row in enumerate(table.rows[:HIGHEST]):
        keys = _keys(row, reading)
        named = [key for key in keys.values() if key]
        known = any(key in NAMES or key in THINGS for key in named)
        if known and (len(named) * 2 >= len(keys) > 1 or (len(keys) == 1 and _is_list(table, at, named))):
            return at
    return None


def _is_list(table: Table, at: int, named: list[str]) -> bool:
    """Whether a single heading stands above a single column of names."""
    return named[0] in NAMES and all(len(row.cells) == 1 or len(row.filled) == 1 for row in table.rows[at:])


def _keys(row: Row, reading: Rows) -> dict[int, str]:
    return {column: _key(text, reading.words, reading.rules) for column, text in row.spread.items()}


def _key(heading: str, words: CastWords, rules: Rules) -> str:
    return words.key(heading) or (PERSON if fold(heading) in person_roles(rules) else "")


def _repeats(row: Row, reading: Rows) -> bool:
    """Whether a row in the middle is one of headings again: each of its cells is one, and one is of names."""
    keys = _keys(row, reading)
    wanted = NAMES | set(THINGS)
    return (
        len(keys) > 1
        and all(keys.values())
        and bool(wanted & set(keys.values()))
        and len(set(keys.values())) > 1
    )


def _headings(row: Row, below: Row | None, reading: Rows) -> Headings:
    """The headings in a row, with the second row of headings under merged ones."""
    words, keys = dict(row.spread), _keys(row, reading)
    rows: tuple[int, ...] = (row.number,)
    if below is not None and below.filled and all(_keys(below, reading).values()) and _adds(row, below):
        words, keys, rows = words | below.spread, keys | _keys(below, reading), (*rows, below.number)
    taken: set[str] = set()
    for column in sorted(keys):
        if keys[column] in taken - SEVERAL - {"role", PERSON}:
            keys[column] = ""  # a second column of names may hold other people's
        taken.add(keys[column])
    return Headings(rows, keys, words)


def _adds(row: Row, below: Row) -> bool:
    """Whether the row below parts the headings above it: where it has words, above is nothing, itself, or "Name"."""
    new = {at: text for at, text in below.filled.items() if row.spread.get(at, "") != text}
    merged = {at for column, width in row.widths for at in range(column, column + width)}
    return bool(new) and all(
        at in merged or at not in row.filled or normal(row.cells[at]) == "name" for at in new
    )


# --- reading below them -----------------------------------------------------------------------------


def _above(table: Table, at: int, reading: Rows) -> Group:
    """What the title says of the rows; rows above the headings are told."""
    group = reading.words.group(table.title) or Group()
    for row in table.rows[:at]:
        texts = list(row.filled.values())
        group = (reading.words.group(texts[0]) if len(texts) == 1 else None) or group
        if len(texts) > 1:
            reading.told.add("stands above the headings; not read", _place(table, row))
    return group


def _below(table: Table, at: int, group: Group, reading: Rows, lines: list[str]) -> Iterator[Entry]:
    headings: Headings | None = None
    width = max(len(row.cells) for row in table.rows)
    for number, row in enumerate(table.rows[at:], at):
        if headings is not None and row.number in headings.rows:
            continue
        if headings is None or _repeats(row, reading):
            if headings is not None:
                lines.extend(_taken(table, headings))
            below = table.rows[number + 1] if number + 1 < len(table.rows) else None
            headings = _headings(row, below, reading)
            lines.append(f"{_named(table, row)}headings")
        else:
            found = _section(row, width, reading)
            if found is None:
                yield from _entries(table, row, headings, group, reading)
            else:
                group = _entered(found, table, row, reading)
    if headings is not None:
        lines.extend(_taken(table, headings))


def _section(row: Row, width: int, reading: Rows) -> Group | str | None:
    """What a row that names a section says; its text where it is not understood; None for other rows."""
    texts = list(row.filled.items())
    if len({text for _, text in texts}) != 1:
        return None
    column, text = texts[0]
    if (group := reading.words.group(text)) is not None:
        return group
    return text if width > 1 and dict(row.widths).get(column, 1) * 2 > width else None


def _entered(found: Group | str, table: Table, row: Row, reading: Rows) -> Group:
    """The group that begins at a row; one that is not understood ends the one before."""
    if isinstance(found, Group):
        return found
    reading.told.add(
        "a cell across the table that names no section that is known; not taken", _place(table, row)
    )
    return Group()


def _entries(table: Table, row: Row, headings: Headings, group: Group, reading: Rows) -> Iterator[Entry]:
    values: dict[str, tuple[str, ...]] = {}
    people: list[tuple[str, str]] = []
    for column, text in row.filled.items():
        headings.filled[column] += 1
        key = headings.keys.get(column, "")
        if key == PERSON:
            people.append((" ".join(headings.words[column].split()), text))
        elif key:
            values[key] = (*values.get(key, ()), text)
    yield from reading.read(Cells(_place(table, row), values, tuple(people), headings.main), group)


def _place(table: Table, row: Row) -> Place:
    return Place(table.place, table.of, row.number)


# --- saying what was understood ---------------------------------------------------------------------


def _taken(table: Table, headings: Headings) -> Iterator[str]:
    """A line for each column: the key that it was taken for, or that it was not understood."""
    for column in sorted({*headings.keys, *headings.filled}):
        yield f"  {table.column(column)}{_fate(headings, column)}"


def _fate(headings: Headings, column: int) -> str:
    key, count = headings.keys.get(column, ""), headings.filled[column]
    cells = f"{count} filled {'cell' if count == 1 else 'cells'}"
    if not key:
        return f": not understood; {cells} not taken"
    said = f' "{" ".join(headings.words[column].split())}"'
    if key == "nothing":
        return f"{said}: register.yaml has no place for it; {cells} not taken"
    return f"{said}: {MEANS.get(key, key)}, {cells}"


#: How the keys that are no keys of register.yaml are said.
MEANS: Mapping[str, str] = {
    PERSON: "people, with this as their role",
    "surname": "name (family name)",
    "forename": "name (first names)",
    "middle": "name (middle names)",
    "title": "name (title)",
    "former": "aliases (earlier name)",
    "initials": "aliases (initials)",
    "role-and-body": "role, and organisations",
    "body": "organisations",
    "school": "organisations",
    "surgery": "organisations",
    "address": "places",
    "place": "places",
    "group": "kind of entry",
    "gender": "gender (shown or neutral only)",
}
