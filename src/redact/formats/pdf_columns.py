"""Find two columns of prose on a PDF page, and part them before any line is read across."""

from __future__ import annotations

from collections.abc import Iterator

from redact.formats.pdf_words import Word, rows_of

GUTTER = 9.0  # points that must be free between two columns
FEWEST = 5  # lines that a column has at least
STEP = 2.0  # points between the places that are tried
EDGE = 24.0  # points by which lines of a column may be indented


def in_columns(words: list[Word]) -> list[list[Word]]:
    """The words in portions to be read one after another: what runs across, a left column, a right one."""
    rows = rows_of(words)
    middle = _gutter(rows)
    return [words] if middle is None else list(_portions(rows, middle))


def _portions(rows: list[list[Word]], middle: float) -> Iterator[list[Word]]:
    left, right = list[Word](), list[Word]()
    for row in rows:
        if _bridges(row, middle):
            yield from filter(None, (left, right, row))
            left, right = [], []
        else:
            left = left + [word for word in row if word.x1 <= middle]
            right = right + [word for word in row if word.x0 >= middle]
    yield from filter(None, (left, right))


def _gutter(rows: list[list[Word]]) -> float | None:
    """Where the middle between two columns is; None where there is one column."""
    if len(rows) < FEWEST:
        return None
    left = min(word.x0 for row in rows for word in row)
    right = max(word.x1 for row in rows for word in row)
    width = right - left
    places = [left + width * 0.3 + STEP * at for at in range(int(width * 0.4 / STEP))]
    found = [(score, at) for at in places if (score := _score(rows, at, left)) > 0]
    if not found:
        return None
    best = max(score for score, _ in found)
    equal = [at for score, at in found if score == best]
    # A column's hanging numbers leave a second free strip, to the right of the true one.
    first = [at for count, at in enumerate(equal) if at - equal[0] <= count * STEP + 0.1]
    return float(first[len(first) // 2])


def _score(rows: list[list[Word]], middle: float, left: float) -> int:
    """How well *middle* parts the page into two columns of prose; 0 if it does not."""
    parted = [row for row in rows if not _bridges(row, middle)]
    lefts = [one for row in parted if (one := [word for word in row if word.x1 <= middle])]
    rights = [one for row in parted if (one := [word for word in row if word.x0 >= middle])]
    if min(len(lefts), len(rights)) < FEWEST or not _beside(lefts, rights):
        return 0
    edge = min(word.x0 for row in rights for word in row)
    begins = sum(min(word.x0 for word in row) <= edge + EDGE * 1.3 for row in rights)
    full = sum(max(word.x1 for word in row) >= middle - 0.4 * (middle - left) for row in lefts)
    is_prose = begins >= 0.8 * len(rights) and full >= 0.5 * len(lefts)
    return len(parted) if is_prose and len(parted) * 2 >= len(rows) else 0


def _bridges(row: list[Word], middle: float) -> bool:
    """Whether the row runs across: a word lies over the middle, or its neighbours stand close about it."""
    before = [word.x1 for word in row if word.x0 < middle]
    after = [word.x0 for word in row if word.x0 >= middle]
    if before and max(before) > middle:
        return True
    return bool(before and after) and min(after) - max(before) < GUTTER


def _beside(lefts: list[list[Word]], rights: list[list[Word]]) -> bool:
    """Whether the two sides stand beside each other for most of the shorter one."""
    tops = [row[0].top for row in lefts], [row[0].top for row in rights]
    shared = min(map(max, tops)) - max(map(min, tops))
    return bool(shared >= 0.5 * min(max(one) - min(one) for one in tops))
