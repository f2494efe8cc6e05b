"""What of a table a recipient's copy leaves out: whole rows, for one reason each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from redact.model import Span
from redact.recipients.illness import ill
from redact.recipients.near import without_names
from redact.recipients.readers import Reader
from redact.recipients.sources import Tellers, tells_in_cell, tells_source
from redact.recipients.spoken import Told
from redact.rules.recipients import Recipients

Row = Sequence[Told]


def rows_withheld(
    told: Iterable[Told], tellers: Tellers, reader: Reader, rules: Recipients
) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Every cell of a row for the same reasons: where it tells who told, or the first cell with a name is about others.

    An age beside a name is that person's age. Whoever told in one row is not named in a later one of the same table
    that goes on with it: one that names a body which was told, or the call.
    """
    cells = [each for each in told if each.block.cell]
    for _, table in groupby(cells, key=lambda each: each.block.cell.table if each.block.cell else 0):
        known: frozenset[str] = frozenset()
        for row, columns in _rows(list(table), rules):
            people = frozenset(who for each in row for who in each.spoken if reader.can_tell(who))
            source = _tells(row, columns, tellers, reader, rules) or _goes_on(row, people & known, rules)
            known |= people if source else frozenset()
            others = _about_others(row, reader, rules)
            if why := tuple(dict.fromkeys([*(["source"] if source else []), *others])):
                yield from ((each.span, why) for each in row)


def tellers_in_columns(told: Iterable[Told], reader: Reader, rules: Recipients) -> set[str]:
    """Everybody who stands in a column for who told: 'Raised by', 'Informant'; nobody whom the reader may know it of."""
    cells = [each for each in told if each.block.cell]
    tables = groupby(cells, key=lambda each: each.block.cell.table if each.block.cell else 0)
    return {
        who
        for _, table in tables
        for row, columns in _rows(list(table), rules)
        for each in row
        if _column(each) in columns
        for who in each.spoken
        if reader.can_tell(who)
    }


def _rows(table: Sequence[Told], rules: Recipients) -> Iterator[tuple[Row, frozenset[int]]]:
    """The rows below a table's head, and the columns in which stands who told."""
    heads = [each for each in table if each.block.cell and each.block.cell.header]
    columns = frozenset(_column(each) for each in heads if rules.referral.columns.fullmatch(each.words))
    body = [each for each in table if each.block.cell and not each.block.cell.header]
    for _, row in groupby(body, key=lambda each: each.block.cell.row if each.block.cell else 0):
        yield list(row), columns


def _column(each: Told) -> int:
    return each.block.cell.column if each.block.cell else -1


def _tells(row: Row, columns: frozenset[int], tellers: Tellers, reader: Reader, rules: Recipients) -> bool:
    """Whether a row tells who passed on a worry: in words, or by who stands in the column for it."""
    return any(
        tells_source(each, tellers, reader, rules.referral)
        or (_column(each) in columns and tells_in_cell(each, reader, rules.referral, rules.bearers.workers))
        for each in row
    )


def _goes_on(row: Row, sources: frozenset[str], rules: Recipients) -> bool:
    """Whether a row names somebody who told in a row before it, and whom they told."""
    told = rules.referral
    return bool(sources) and any(told.to.search(each.words) or told.of.search(each.words) for each in row)


def _about_others(row: Row, reader: Reader, rules: Recipients) -> Iterator[str]:
    """Why a row is withheld for whom it is about; nothing where it is about the reader's own, or somebody at work."""
    named = next((who for each in row if (who := each.named & reader.private)), frozenset())
    others = bool(named) and not named & reader.own
    if others:
        yield from sorted(reader.reasons[who] for who in named)
    if any(ill(each, reader, rules) or (others and rules.health.search(without_names(each))) for each in row):
        yield "health"
