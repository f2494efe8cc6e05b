"""Numbers that a form spreads over the cells of a row, one figure or a few to a box."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redact.detect.patterns import Found, find_patterns
from redact.model import Block, Document, Mention
from redact.rules import Rules

FIGURES = re.compile(r"\s*\d{1,6}\s*")
#: A day as boxes have it: day, month and a whole year, with nothing between.
DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:0?[1-9]|1[0-2])(?:19|20)\d\d")
BIRTH = re.compile(r"\b(?:birth|born|d\.?\s?o\.?\s?b)\b", re.IGNORECASE)
REASON = "figures of one number in neighbouring boxes"


def numbers_in_boxes(document: Document, rules: Rules) -> Iterator[Mention]:
    """Each cell of a number or a date of birth that stands over several cells of one row.

    Only where a word in the row or above it says what kind of number it is: figures that stand
    side by side are as a rule counts.
    """
    tables = _tables(document)
    for table in tables.values():
        above = [document.of(b.span) for b in table if b.span and b.cell and b.cell.header]
        for row in _rows(table):
            for run in _runs(document, row):
                beside = [document.of(b.span) for b in row if b.span and b not in run]
                yield from _number(document, run, (*above, *beside), rules)


def _tables(document: Document) -> dict[int, list[Block]]:
    found: dict[int, list[Block]] = {}
    for block in document.blocks:
        if block.cell and block.span:
            found.setdefault(block.cell.table, []).append(block)
    return found


def _rows(table: Sequence[Block]) -> Iterator[list[Block]]:
    rows: dict[int, list[Block]] = {}
    for block in table:
        if block.cell and not block.cell.header:
            rows.setdefault(block.cell.row, []).append(block)
    yield from rows.values()


def _runs(document: Document, row: Sequence[Block]) -> Iterator[list[Block]]:
    """Neighbours in a row that hold nothing but figures, two and more."""
    run: list[Block] = []
    for block in row:
        if block.span and FIGURES.fullmatch(document.of(block.span)):
            run.append(block)
            continue
        if len(run) > 1:
            yield run
        run = []
    if len(run) > 1:
        yield run


def _number(
    document: Document, run: Sequence[Block], context: tuple[str, ...], rules: Rules
) -> Iterator[Mention]:
    digits = "".join(document.of(block.span).strip() for block in run if block.span)
    label, rule = _kind(digits, context, rules)
    for block in run if label else ():
        if block.span:
            words = document.of(block.span)
            yield Mention(
                document.name, block.span, words, label, f"pattern {rule}", 0.85, "replace", reason=REASON
            )


def _kind(digits: str, context: tuple[str, ...], rules: Rules) -> tuple[str, str]:
    """The label and recognizer of the number that the figures make together; ('', '') for none."""
    if DAY.fullmatch(digits) and any(BIRTH.search(words) for words in context):
        return "DOB", "boxes"
    alone = {one.rule: one.score for one in find_patterns(digits, rules)}
    told = [one for one in find_patterns(digits, rules, context) if _is_number(one, digits, alone)]
    best = max(told, key=lambda one: one.score, default=None)
    return (best.label, best.rule) if best else ("", "")


def _is_number(found: Found, digits: str, alone: dict[str, float]) -> bool:
    """Whether the whole run is a number of somebody's, and a word near it says so."""
    whole = (found.start, found.end) == (0, len(digits))
    return whole and found.label.startswith(("ID.", "PHONE")) and found.score > alone.get(found.rule, 0.0)
