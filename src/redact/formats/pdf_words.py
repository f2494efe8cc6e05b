"""The characters of a PDF page as words and rows, whatever the order in which they were drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median

from redact.formats.pdf_glyphs import Glyph

APART = 0.17  # of the letter size; a wider gap is a space
LEVEL = 0.12  # of the letter size; lines that differ less stand on one base
SPACED = 4  # letters set apart that make one word at least, where no blank is drawn on the line
EVEN = 1.4  # times the usual gap; a wider one parts two words of letters set apart
DOUBLED = 0.15  # of the letter size; the same letter drawn twice, so near, is one made bold


class Word:
    """Characters that touch each other on one base line."""

    __slots__ = ("bottom", "glyphs", "text", "top", "x0", "x1")

    def __init__(self, glyphs: list[Glyph]) -> None:
        self.glyphs = glyphs
        self.text = "".join(one.text for one in glyphs)
        self.x0, self.x1 = glyphs[0].x0, max(one.x1 for one in glyphs)
        self.top = min(one.top for one in glyphs)
        self.bottom = max(one.bottom for one in glyphs)

    @property
    def size(self) -> float:
        """The size of its first character."""
        return self.glyphs[0].size


def words_of(glyphs: Iterable[Glyph]) -> list[Word]:
    """The characters as words, from top to bottom and from left to right."""
    return [Word(part) for line in _bases(glyphs) for part in _despaced(_parts(line))]


def _bases(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The characters by the line on which they stand, each from left to right."""
    line: list[Glyph] = []
    for one in sorted(glyphs, key=lambda glyph: (glyph.base, glyph.x0)):
        if line and one.base - line[0].base > LEVEL * max(min(one.size, line[0].size), 2.0):
            yield _single(line)
            line = []
        line.append(one)
    if line:
        yield _single(line)


def _single(line: list[Glyph]) -> list[Glyph]:
    """The characters from left to right, those drawn twice to look bold only once."""
    kept: list[Glyph] = []
    for one in sorted(line, key=lambda glyph: glyph.x0):
        near = (before for before in kept[-3:] if before.text == one.text and not one.is_blank)
        if not any(abs(before.x0 - one.x0) < DOUBLED * one.size for before in near):
            kept.append(one)
    return kept


def _parts(line: list[Glyph]) -> list[tuple[list[Glyph], bool]]:
    """The line cut at its gaps and blanks; with each part, whether a blank was drawn before it."""
    parts: list[tuple[list[Glyph], bool]] = []
    blank, part = True, list[Glyph]()
    for one in line:
        if part and (one.is_blank or one.x0 - part[-1].x1 > APART * max(one.size, part[-1].size)):
            parts.append((part, blank))
            blank, part = False, []
        if one.is_blank:
            blank = True
        else:
            part.append(one)
    if part:
        parts.append((part, blank))
    return parts


def _despaced(parts: list[tuple[list[Glyph], bool]]) -> Iterator[list[Glyph]]:
    """The parts; runs of letters that were set apart come together again."""
    fewest = 2 if _marks_words(parts) else SPACED
    run: list[list[Glyph]] = []
    for part, blank in parts:
        if len(part) > 1 or blank:
            yield from _together(run, fewest)
            run = []
        if len(part) > 1:
            yield part
        else:
            run.append(part)
    yield from _together(run, fewest)


def _marks_words(parts: list[tuple[list[Glyph], bool]]) -> bool:
    """Whether the line is one of letters set apart, in which drawn blanks say where words end."""
    single = sum(len(part) == 1 for part, _ in parts)
    return single > len(parts) * 0.6 and 1 < sum(blank for _, blank in parts) < single * 0.6


def _together(run: list[list[Glyph]], fewest: int) -> Iterator[list[Glyph]]:
    """Single letters as the words that they make: their gaps are even, those between words wider."""
    if len(run) < fewest:
        yield from run
        return
    gaps = [after[0].x0 - before[-1].x1 for before, after in pairwise(run)]
    usual, word = median(gaps), list(run[0])
    for gap, part in zip(gaps, run[1:], strict=True):
        if gap > usual * EVEN:
            yield word
            word = []
        word = word + part
    yield word


def rows_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand beside each other, from top to bottom; a raised one belongs to its row."""
    rows: list[tuple[float, float, list[Word]]] = []
    for word in sorted(words, key=lambda one: (-round(one.bottom - one.top, 2), one.top, one.x0)):
        middle = (word.top + word.bottom) / 2
        row = next((row for top, bottom, row in rows if top <= middle <= bottom), None)
        if row is None:
            rows.append((word.top, word.bottom, [word]))
        else:
            row.append(word)
    ordered = sorted(rows, key=lambda one: one[0])
    return [sorted(row, key=lambda one: one.x0) for _, _, row in ordered]
