"""Lines of a PDF as blocks: headings, items, paragraphs and tables, over the ends of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from redact.formats.labels import Labels
from redact.formats.pdf_glyphs import Glyph
from redact.formats.pdf_lines import TextLine
from redact.formats.pdf_tables import append, goes_on
from redact.formats.pieces import Line, Piece, cut

BULLET = re.compile(r"([•●○▪◦‣·\uf0b7\uf0a7–-]|o(?= ))\s+")
LETTER = re.compile(r"(\(?(?:[a-z]|[ivx]{1,4})\)|(?:[a-h]|[ivx]{1,4})\.)\s+(?=\S)")
NUMBERED = re.compile(r"\d{1,3}(?:[.\-]\d{1,3})+[.)]?\s|\d{1,3}[.)]\s")
SECTION = re.compile(r"\d{1,2}\s+[A-Z]")
LEADERS = re.compile(r"(?:\.\s?){4,}\s*\w{1,5}$")
STOPS = (".", "!", "?", ":", ";", ".”", ".’", '."')
HEADING_LENGTH = 120
LARGER = 1.12  # of the body's letters; larger ones make a heading
ALIKE = 0.93  # of a size; what is not smaller is the same
LEVEL = 3.0  # points by which lines of a paragraph may begin apart
QUOTED = (14.0, 90.0)  # points by which a quotation is set in
BETWEEN_ENTRIES = 3  # lines of a long entry before its dots


#: Lines that make one block, or the cells of a table.
Group = list[TextLine] | list[Piece]


@dataclass
class Sheet:
    """One page on the way to blocks: its body lines, its notes and its tables."""

    number: int
    height: float
    glyphs: list[Glyph]
    lines: list[TextLine] = field(default_factory=list)
    notes: list[list[TextLine]] = field(default_factory=list)
    tables: list[tuple[float, list[Piece]]] = field(default_factory=list)  # top, cells
    body_size: float = 0.0


# --- blocks -----------------------------------------------------------------------------------------


def body_size(lines: Iterable[TextLine]) -> float:
    """The size in which most letters of the document are set."""
    counted: Counter[float] = Counter()
    for line in lines:
        counted[line.size] += len(line.text)
    return max(counted, key=lambda size: (counted[size], -size), default=0.0)


def larger_sizes(sheets: list[Sheet], size: float) -> list[float]:
    """The sizes of headings, the largest first; those that hardly differ, as in a scan, are one."""
    found: list[float] = []
    for one in sorted({line.size for sheet in sheets for line in sheet.lines}, reverse=True):
        if one > size * LARGER and (not found or one < found[-1] * ALIKE):
            found.append(one)
    return found


class Paragraphs:
    """Makes blocks of the lines of all pages, in order."""

    def __init__(self, size: float, larger: list[float]) -> None:
        self.size, self.larger, self.gap = size, larger, 0.0
        self.labels, self.count = Labels(), 0
        self.titled = False
        self.begins: dict[int, Counter[int]] = {}  # page → how many lines begin in each strip of it

    def of(self, sheets: list[Sheet]) -> list[Piece]:
        """The body of the whole document: paragraphs, headings, items and tables."""
        self.gap = usual_gap(sheets)
        for sheet in sheets:
            self.begins[sheet.number] = Counter(round(line.x0 / LEVEL) for line in sheet.lines)
        blocks: list[Group] = []
        for sheet in sheets:
            blocks += self._page(sheet, blocks)
        pieces: list[Piece] = []
        for block in blocks:
            if block and isinstance(block[0], TextLine):
                pieces.append(self._piece([one for one in block if isinstance(one, TextLine)]))
            else:
                pieces += _cells(block)
        return _contents(pieces)

    def _page(self, sheet: Sheet, before: list[Group]) -> list[Group]:
        """The page's groups and tables; its first group may continue the last of the page *before*."""
        groups = list(self._groups(sheet.lines))
        last = next((one for one in reversed(before) if not _is_picture(one)), None)
        if groups and last and isinstance(last[-1], TextLine) and self._goes_on(last[-1], groups[0][0]):
            last += groups.pop(0)
        placed: list[Group] = list(groups)
        for top, cells in sheet.tables:
            at = next(
                (n for n, one in enumerate(placed) if isinstance(one[0], TextLine) and one[0].top > top), None
            )
            placed.insert(len(placed) if at is None else at, cells)
        return self._continued(placed, before)

    def _continued(self, placed: list[Group], before: list[Group]) -> list[Group]:
        """The page's groups, without a table at its top that goes on from the page before."""
        if not placed or not before:
            return placed
        last, first = ([one for one in _cells(each) if one.cell] for each in (before[-1], placed[0]))
        whole = goes_on(last, first) if last and first else None
        if whole is None:
            return placed
        before[-1] = whole
        return placed[1:]

    def _goes_on(self, last: TextLine, first: TextLine) -> bool:
        same = abs(last.size - first.size) < 0.6 and last.is_bold == first.is_bold
        return (
            same
            and not last.text.rstrip().endswith(STOPS)
            and not _begins(first.text)
            and self._is_body(last)
        )

    def _is_body(self, line: TextLine) -> bool:
        return line.size <= self.size * LARGER and not line.is_bold and not LEADERS.search(line.text)

    def _groups(self, lines: list[TextLine]) -> Iterator[list[TextLine]]:
        group: list[TextLine] = []
        for line in lines:
            if group and self._parts(group, line):
                yield group
                group = []
            group.append(line)
        if group:
            yield group

    def _parts(self, group: list[TextLine], line: TextLine) -> bool:
        """Whether a new block begins with *line*."""
        last = group[-1]
        gap = line.top - last.bottom
        large = line.is_bold or line.size > self.size * LARGER
        if (
            _begins(line.text)
            or (large and SECTION.match(line.text))
            or LEADERS.search(last.text)
            or LEADERS.search(line.text)
        ):
            return True
        if abs(line.size - last.size) > 0.6 or line.is_bold != last.is_bold:
            return True
        if gap < -last.size:  # back to the top: another column
            return not self._goes_on(last, line)
        indented = line.x0 > last.x0 + line.size * 0.9 and not _begins(group[0].text) and len(group) > 1
        return gap > (self.gap + 0.25) * last.size or indented

    def _piece(self, lines: list[TextLine]) -> Piece:
        whole = Line()
        for line in lines:
            one = Line()
            line.write(one)
            append(whole, one)
        piece = whole.piece("paragraph")
        self.count += 1
        if any(LEADERS.search(line.text) for line in lines):
            return replace(piece, kind="field", place="contents")
        piece = self._kind(piece, lines)
        place = piece.place or f"page {lines[0].page}, paragraph {self.count}"
        return replace(piece, place=place)

    def _kind(self, piece: Piece, lines: list[TextLine]) -> Piece:
        level = self._level(piece, lines)
        if (
            level == 0
            and not self.titled
            and lines[0].page == 1
            and lines[0].size > max(self.larger, default=0) * ALIKE
        ):
            self.titled = True
            return replace(piece, kind="title", runs=())
        if level >= 0:
            piece = self.labels.take(
                replace(piece, kind="heading", level=max(level, 1), runs=()), heading=True
            )
            place = f"section {piece.number.rstrip('.)')}" if piece.number else ""
            return replace(piece, place=place)
        return self._item(piece, lines)

    def _item(self, piece: Piece, lines: list[TextLine]) -> Piece:
        match = BULLET.match(piece.text) or LETTER.match(piece.text)
        if match:
            number = match[1] if match[1].strip("().").isalpha() and match[1] != "o" else "•"
            return replace(cut(piece, match.end(), len(piece.text)), kind="item", level=1, number=number)
        piece = self.labels.take(piece)
        if piece.number:
            return replace(piece, place=f"paragraph {piece.number.strip('().')}")
        return replace(piece, kind="quote") if self._is_set_in(lines) else piece

    def _is_set_in(self, lines: list[TextLine]) -> bool:
        """Whether all lines begin to the right of where most lines of the page do: a quotation."""
        starts = [line.x0 for line in lines]
        begin = self.begins[lines[0].page]
        own = begin[round(min(starts) / LEVEL)]
        left = any(
            QUOTED[0] <= min(starts) - at * LEVEL <= QUOTED[1] and count > own for at, count in begin.items()
        )
        return len(lines) > 1 and max(starts) - min(starts) <= LEVEL and left

    def _level(self, piece: Piece, lines: list[TextLine]) -> int:
        """0 for the largest letters of all, 1… for smaller headings, -1 for no heading."""
        short = len(piece.text) <= HEADING_LENGTH and len(lines) <= 3
        if short and lines[0].size > self.size * LARGER:
            return next((at for at, one in enumerate(self.larger) if lines[0].size >= one * ALIKE), -1)
        one_thought = not piece.text.rstrip().endswith((".", ";", ","))
        if (
            short
            and one_thought
            and all(line.is_bold for line in lines)
            and lines[0].size >= self.size * 0.95
        ):
            return max(len(self.larger), 1)
        return -1


def _is_picture(group: Group) -> bool:
    return isinstance(group[0], Piece) and group[0].kind == "picture"


def _cells(group: Group) -> list[Piece]:
    return [one for one in group if isinstance(one, Piece)]


def _contents(pieces: list[Piece]) -> list[Piece]:
    """The pieces; what stands between two entries of the contents, or heads them, is contents too."""
    entries = [at for at, one in enumerate(pieces) if one.place == "contents"]
    for at, after in pairwise(entries):
        if after - at <= BETWEEN_ENTRIES + 1:
            pieces[at:after] = [_as_contents(one) for one in pieces[at:after]]
    first = entries[0] if entries else 0
    if first and pieces[first - 1].text.lower() in ("contents", "table of contents"):
        pieces[first - 1] = _as_contents(pieces[first - 1])
    return pieces


def _as_contents(piece: Piece) -> Piece:
    return replace(piece, kind="field", level=0, cell=None, place="contents")


def usual_gap(sheets: list[Sheet]) -> float:
    """The white space between two lines of a paragraph, as a share of the letter size."""
    pairs = [pair for sheet in sheets for pair in pairwise(sheet.lines)]
    gaps = sorted((b.top - a.bottom) / a.size for a, b in pairs if -0.15 < (b.top - a.bottom) / a.size < 1.2)
    return min(gaps[len(gaps) // 4], 1.0) if gaps else 0.0


def _begins(text: str) -> bool:
    return bool(BULLET.match(text) or LETTER.match(text) or NUMBERED.match(text))
