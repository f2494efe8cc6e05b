"""Tables of a PDF page without rules between their columns: rows whose parts begin at the same places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from redact.formats.pdf_glyphs import Glyph
from redact.formats.pdf_words import Word, rows_of

APART = 1.1  # of the letter size; a wider gap parts two cells
LEVEL = 4.0  # points by which cells of a column may begin apart
FEWEST = 3  # rows of two cells and more
FULL = 0.7  # of a column's width; lines so long on average are columns of prose
STEP = 1.5  # points by which steps between lines differ by chance
FARTHEST = 2.6  # times the letter size from one row to the next
LABEL = re.compile(r"[•●○▪◦‣·–*-]|o|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]+)[.)]?", re.IGNORECASE)
NUMBER = re.compile(r"\d{1,4}")


@dataclass
class Part:
    """Words of one row that stand close together: what one cell has on one line."""

    words: list[Word]

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join(word.text for word in self.words)


@dataclass
class Line:
    """One line of what may be a table."""

    parts: list[Part]
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0

    def __post_init__(self) -> None:
        words = [word for part in self.parts for word in part.words]
        self.top, self.bottom = min(one.top for one in words), max(one.bottom for one in words)
        self.size = max(one.size for one in words)


@dataclass
class Aligned:
    """A table: where its columns begin, and for each row the words of each column's cell."""

    starts: list[float]
    rows: list[list[list[Word]]] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Where it begins on the page."""
        return min(glyph.top for glyph in self.glyphs)

    @property
    def glyphs(self) -> list[Glyph]:
        """Every character of it."""
        return [glyph for row in self.rows for cell in row for word in cell for glyph in word.glyphs]


def aligned_tables(words: list[Word], rules: Sequence[float]) -> list[Aligned]:
    """The tables among the words of a page; *rules* are the heights of level lines, which part rows."""
    lines = [Line(_parts(row)) for row in rows_of(words)]
    found, at = [], 0
    while at < len(lines):
        starts, end = _stretch(lines, at)
        if end > at:
            found.append(Aligned(starts, _rows(lines[at:end], starts, rules)))
        at = max(end, at + 1)
    return found


def _parts(row: list[Word]) -> list[Part]:
    parts = [Part([row[0]])]
    for before, word in pairwise(row):
        if word.x0 - before.x1 > APART * max(before.size, word.size):
            parts.append(Part([word]))
        else:
            parts[-1].words.append(word)
    return parts


def _stretch(lines: list[Line], at: int) -> tuple[list[float], int]:
    """Where a table that begins with line *at* has its columns, and where it ends; *at* where there is none."""
    starts = [part.x0 for part in lines[at].parts]
    end, last = at, at
    while end < len(lines) and len(starts) > 1 and _fits(lines[end], starts):
        if end > at and lines[end].top - lines[end - 1].top > FARTHEST * lines[end].size:
            break
        if len(lines[end].parts) > 1 or lines[end].parts[0].x0 > starts[0] + LEVEL:
            last = end
        end += 1
    table = lines[at : last + 1]
    return (starts, last + 1) if _is_table(table, starts) else (starts, at)


def _fits(line: Line, starts: list[float]) -> bool:
    """Whether every part of the line begins where a column does, and ends before the next one."""
    return all((at := _column(part, starts)) >= 0 and part.x1 < _end(starts, at) for part in line.parts)


def _column(part: Part, starts: list[float]) -> int:
    return next((at for at, start in enumerate(starts) if abs(part.x0 - start) <= LEVEL), -1)


def _end(starts: list[float], column: int) -> float:
    return starts[column + 1] if column + 1 < len(starts) else float("inf")


def _is_table(lines: list[Line], starts: list[float]) -> bool:
    """Whether these are rows of cells: not numbered paragraphs, not contents, not columns of prose."""
    rows = [line for line in lines if len(line.parts) > 1]
    if len(rows) < FEWEST:
        return False
    if sum(bool(LABEL.fullmatch(line.parts[0].text)) for line in rows) * 2 > len(rows):
        return False
    if len(starts) == 2 and all(NUMBER.fullmatch(line.parts[-1].text) for line in rows):
        return False
    if sum(line.parts[0].text[:1].islower() for line in rows) * 2 > len(rows) or _is_noted(rows):
        return False
    fills = [_fill(part, starts) for line in rows for part in line.parts[:-1]]
    return sum(fills) / len(fills) < FULL


def _is_noted(rows: list[Line]) -> bool:
    """Whether the first column is set in other letters than the rest, as notes in the margin are."""
    first = median(line.parts[0].words[0].size for line in rows)
    rest = median(part.words[0].size for line in rows for part in line.parts[1:])
    return first < rest * 0.93


def _fill(part: Part, starts: list[float]) -> float:
    at = _column(part, starts)
    return (part.x1 - part.x0) / (_end(starts, at) - starts[at])


def _rows(lines: list[Line], starts: list[float], rules: Sequence[float]) -> list[list[list[Word]]]:
    """The lines as rows of cells; the lines of one cell are joined."""
    parting = _parting_rules(lines, rules)
    tight = _tight(lines)
    rows: list[list[list[Word]]] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is None or _is_new(before, line, starts, parting, tight):
            rows.append([[] for _ in starts])
        for part in line.parts:
            rows[-1][_column(part, starts)] += part.words
    return rows


def _parting_rules(lines: list[Line], rules: Sequence[float]) -> Sequence[float]:
    """The rules that part the rows; none where there is but one, under the header perhaps."""
    between = [y for y in rules if any(a.top + 2 < y <= b.top + b.size * 0.4 for a, b in pairwise(lines))]
    return between if len(between) > 1 else ()


def _tight(lines: list[Line]) -> float:
    """The step between two lines of one cell, where rows stand farther apart; 0 where all steps are alike."""
    steps = sorted(b.top - a.top for a, b in pairwise(lines))
    return steps[0] + STEP if steps[-1] - steps[0] > 2 * STEP else 0.0


def _is_new(before: Line, line: Line, starts: list[float], rules: Sequence[float], tight: float) -> bool:
    """Whether a row begins with *line*: by a rule, by its distance, or because its first cell says something."""
    if rules:
        return any(before.top + 2 < y <= line.top + line.size * 0.4 for y in rules)
    if line.top - before.top <= tight:
        return False
    first, above = line.parts[0], before.parts[0]
    if abs(first.x0 - starts[0]) > LEVEL:
        return False
    below = abs(above.x0 - starts[0]) <= LEVEL
    carried = above.text.endswith("-") or (len(line.parts) == 1 and first.text[:1].islower())
    return not (below and carried)
