"""Find columns of prose and notes in the margin of a PDF page, and part them before any line is read across."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from redact.formats.pdf_words import Word, rows_of

GUTTER = 5.0  # points that must be free between two columns…
GUTTER_SHARE = 0.5  # …and of the letter size: more than any space between two words
FEWEST = 5  # lines that a column has at least
STEP = 2.0  # points between the places that are tried
EDGE = 31.0  # points by which lines of a column may be indented
NARROWEST = 0.18  # of the width: less holds numbers or notes, and no column
DEEPEST = 3  # columns are parted in two so often
NOTE_GAP = 9.0  # points between a note in the margin and the text
NOTE_SIZE = 0.93  # of the text's; smaller words beside it are notes
WIDEST_NOTE = 0.32  # of the width

#: Points that words may lie apart: no sheet of paper is wider, and a damaged file may say anything.
WIDEST = 15_000

Row = list[Word]


def in_columns(words: list[Word]) -> list[list[Word]]:
    """The words in portions to be read one after another: what runs across, then each column; notes come last."""
    text, notes = _without_margin(words)
    return [*_columns(text, 0), *notes]


def _columns(words: list[Word], depth: int) -> list[list[Word]]:
    rows = rows_of(words)
    middle = _gutter(rows) if depth < DEEPEST else None
    return [words] if middle is None else list(_portions(rows, middle, depth))


def _portions(rows: list[Row], middle: float, depth: int) -> Iterator[list[Word]]:
    """Runs of rows that are parted at *middle*, as left and right; a row that runs across stands by itself."""
    left, right = list[Word](), list[Word]()
    for row in rows:
        if _bridges(row, middle):
            yield from _sides(left, right, depth)
            yield row
            left, right = [], []
        else:
            left += [word for word in row if word.x1 <= middle]
            right += [word for word in row if word.x0 >= middle]
    yield from _sides(left, right, depth)


def _sides(left: list[Word], right: list[Word], depth: int) -> Iterator[list[Word]]:
    for side in filter(None, (left, right)):
        yield from _columns(side, depth + 1)


def _gutter(rows: list[Row]) -> float | None:
    """Where the middle between two columns is; None where there is one column."""
    if len(rows) < FEWEST:
        return None
    left = min(row[0].x0 for row in rows)
    width = max(word.x1 for row in rows for word in row) - left
    if width > WIDEST:
        return None
    places = [left + width * 0.2 + STEP * at for at in range(int(width * 0.6 / STEP))]
    found = [(score, at) for at in places if (score := _score(rows, at, left, width)) > 0]
    if not found:
        return None
    best = max(score for score, _ in found)
    equal = [at for score, at in found if score == best]
    # A column's hanging numbers leave a second free strip, to the right of the true one.
    first = [at for count, at in enumerate(equal) if at - equal[0] <= count * STEP + 0.1]
    return float(first[len(first) // 2])


def _score(rows: list[Row], middle: float, left: float, width: float) -> int:
    """How well *middle* parts the page into two columns of prose; 0 if it does not."""
    parted = [row for row in rows if not _bridges(row, middle)]
    lefts = [one for row in parted if (one := [word for word in row if word.x1 <= middle])]
    rights = [one for row in parted if (one := [word for word in row if word.x0 >= middle])]
    if min(len(lefts), len(rights)) < FEWEST or not _beside(lefts, rights):
        return 0
    wide = all(
        median(row[-1].x1 - row[0].x0 for row in side) >= width * NARROWEST for side in (lefts, rights)
    )
    edge = min(row[0].x0 for row in rights)
    begins = sum(row[0].x0 <= edge + EDGE for row in rights)
    full = sum(row[-1].x1 >= middle - 0.4 * (middle - left) for row in lefts)
    is_prose = wide and begins >= 0.8 * len(rights) and full >= 0.5 * len(lefts)
    together = _longest(rows, middle)
    return len(parted) if is_prose and (len(parted) * 2 >= len(rows) or together >= FEWEST * 2) else 0


def _longest(rows: list[Row], middle: float) -> int:
    """The most rows in succession that are parted, and stand on both sides."""
    longest = now = 0
    for row in rows:
        both = row[0].x1 <= middle <= row[-1].x0
        now = 0 if _bridges(row, middle) else now + both
        longest = max(longest, now)
    return longest


def _bridges(row: Row, middle: float) -> bool:
    """Whether the row runs across: a word lies over the middle, or its neighbours stand close about it."""
    before = [word.x1 for word in row if word.x0 < middle]
    after = [word.x0 for word in row if word.x0 >= middle]
    if before and max(before) > middle:
        return True
    free = max(GUTTER, GUTTER_SHARE * row[0].size)
    return bool(before and after) and min(after) - max(before) < free


def _beside(lefts: list[Row], rights: list[Row]) -> bool:
    """Whether the two sides stand beside each other for most of the shorter one."""
    tops = [row[0].top for row in lefts], [row[0].top for row in rights]
    shared = min(map(max, tops)) - max(map(min, tops))
    return bool(shared >= 0.5 * min(max(one) - min(one) for one in tops))


# --- the margin -------------------------------------------------------------------------------------


def _without_margin(words: list[Word]) -> tuple[list[Word], list[list[Word]]]:
    """The words of the text, and the notes that stand in small letters beside it, each by itself."""
    rows = rows_of(words)
    if len(rows) < FEWEST:
        return words, []
    size = median(word.size for word in words)
    left, right = min(word.x0 for word in words), max(word.x1 for word in words)
    body = [word for word in words if word.size >= size * NOTE_SIZE]
    small = [word for word in words if word.size < size * NOTE_SIZE]
    for at_left in (True, False):
        edge = _edge(body, at_left)
        wide = (edge - left if at_left else right - edge) <= (right - left) * WIDEST_NOTE
        beside = [
            one for one in small if (one.x1 <= edge - NOTE_GAP if at_left else one.x0 >= edge + NOTE_GAP)
        ]
        if beside and wide and _level_with(beside, body):
            taken = {id(word) for word in beside}
            return [word for word in words if id(word) not in taken], _notes(beside)
    return words, []


def _edge(body: list[Word], at_left: bool) -> float:
    return min(word.x0 for word in body) if at_left else max(word.x1 for word in body)


def _level_with(notes: list[Word], body: list[Word]) -> bool:
    """Whether the notes stand beside the text, and not above or below it as a header or a footnote does."""
    top, bottom = min(word.top for word in body), max(word.bottom for word in body)
    return all(top - word.size <= word.top <= bottom for word in notes)


def _notes(words: list[Word]) -> list[list[Word]]:
    """The words of the margin note by note: a gap of more than a line parts two."""
    notes: list[list[Word]] = []
    last = 0.0
    for row in rows_of(words):
        if notes and row[0].top - last <= row[0].size:
            notes[-1] += row
        else:
            notes.append(list(row))
        last = max(word.bottom for word in row)
    return notes
