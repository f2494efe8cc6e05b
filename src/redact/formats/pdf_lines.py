"""The characters of a PDF page as lines in reading order: columns split, words and styles kept."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

from redact.formats.pieces import Line

Char = dict[str, Any]
Word = dict[str, Any]

GUTTER = 9.0  # points that must be free between two columns
APART = 0.17  # of the letter size; a wider gap is a space
RAISED = 0.8  # of the line's size; smaller letters above the base line are superscripts


@dataclass
class TextLine:
    """One line of a column, with where it stands and how it is set."""

    words: list[Word]
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    page: int = 0
    calls: dict[str, str] = field(default_factory=dict)  # raised number → note that it calls

    def __post_init__(self) -> None:
        self.words = sorted(
            _despaced(sorted(self.words, key=lambda one: one["x0"])), key=lambda one: one["x0"]
        )
        self.x0, self.x1 = self.words[0]["x0"], max(one["x1"] for one in self.words)
        self.size = _common(round(char["size"], 1) for char in self.chars)
        normal = [char for char in self.chars if char["size"] >= self.size * 0.9]
        self.top = min(char["top"] for char in normal)
        self.bottom = max(char["bottom"] for char in normal)

    @property
    def chars(self) -> list[Char]:
        """Its characters, from left to right."""
        return [char for word in self.words for char in word["chars"]]

    @property
    def text(self) -> str:
        """Its words, one space between."""
        return "".join(f"{gap}{_plain_word(word)}" for gap, word in self._spaced())

    def _spaced(self) -> list[tuple[str, Word]]:
        """The words, each with the space before it; a raised number may follow without one."""
        edges = [self.words[0]["x0"], *(one["x1"] for one in self.words)]
        narrow = self.size * APART / 2
        pairs = zip(edges, self.words, strict=False)
        return [
            ("" if not at or word["x0"] - edge < narrow else " ", word)
            for at, (edge, word) in enumerate(pairs)
        ]

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        letters = [char for char in self.chars if char["text"].strip()]
        return bool(letters) and all("bold" in font_styles(char) for char in letters)

    def raised(self) -> list[str]:
        """The numbers that stand above the base line: calls of notes, perhaps."""
        return ["".join(char["text"] for char in group) for group in self._raised_groups()]

    def _raised_groups(self) -> list[list[Char]]:
        groups: list[list[Char]] = [[]]
        for char in self.chars:
            if self.is_raised(char) and (char["text"].isdigit() or char["text"] in "*†‡"):
                groups[-1].append(char)
            elif groups[-1]:
                groups.append([])
        return [group for group in groups if group]

    def is_raised(self, char: Char) -> bool:
        """Whether the character is small and stands above the base line."""
        return bool(char["size"] <= self.size * RAISED and char["bottom"] < self.bottom - self.size * 0.12)

    def write(self, line: Line) -> None:
        """Append the words to *line*, with emphasis; a raised number that calls a note becomes the call."""
        called = {id(char): number for group in self._raised_groups() for number, char in self._call(group)}
        for at, (gap, word) in enumerate(self._spaced()):
            before = self._styles(self.words[at - 1]["chars"][-1])
            line.add(gap, [one for one in before if one in self._styles(word["chars"][0])])
            for char in word["chars"]:
                if id(char) in called:
                    line.call(called[id(char)]) if called[id(char)] else None
                else:
                    line.add(_plain(char["text"]), self._styles(char))

    def _call(self, group: list[Char]) -> list[tuple[str, Char]]:
        """The note that a raised group calls, on its first character; nothing if it calls none."""
        note = self.calls.get("".join(char["text"] for char in group))
        return [(note if not at else "", char) for at, char in enumerate(group)] if note else []

    def _styles(self, char: Char) -> tuple[str, ...]:
        styles = font_styles(char)
        return (*styles, "superscript") if self.is_raised(char) else styles


def font_styles(char: Char) -> tuple[str, ...]:
    """Bold and italic by the name of the character's font."""
    name = str(char.get("fontname", "")).lower()
    bold = re.search(r"bold|black|heavy|semibold|,b|-bd", name)
    italic = re.search(r"ital|obli", name)
    return (*(("bold",) if bold else ()), *(("italic",) if italic else ()))


def is_nameless(text: str) -> bool:
    """Whether the font does not say which character this is: a symbol, or a word that cannot be read."""
    return text.startswith("(cid:") or (len(text) == 1 and 0xE000 <= ord(text) <= 0xF8FF)


def _plain(text: str) -> str:
    """The text with ligatures, wide forms and odd spaces written plainly."""
    if is_nameless(text):
        return "•"
    out = []
    for one in text:
        code = ord(one)
        folded = 0xFB00 <= code <= 0xFB4F or 0xFF00 <= code <= 0xFFEF or 0x1D400 <= code <= 0x1D7FF
        odd_space = code == 0xA0 or 0x2000 <= code <= 0x200A
        control = unicodedata.category(one) in ("Cc", "Cs")
        out.append(unicodedata.normalize("NFKC", one) if folded else " " if odd_space or control else one)
    return "".join(out)


def _common(values: Any) -> float:
    counted = Counter(values)
    return float(max(counted, key=lambda one: (counted[one], one)))


def _plain_word(word: Word) -> str:
    return "".join(_plain(char["text"]) for char in word["chars"])


def words_of(chars: list[Char]) -> list[Word]:
    """The characters as words, each with its characters."""
    from pdfplumber.utils import extract_words

    if not chars:
        return []
    found: list[Word] = extract_words(
        chars, x_tolerance_ratio=APART, return_chars=True, expand_ligatures=False
    )
    return found


def _despaced(words: list[Word]) -> list[Word]:
    """The words of a line; letters that were set far apart come together again."""
    if len(words) < 4 or sum(len(one["text"]) == 1 for one in words) < 0.7 * len(words):
        return words
    gaps = [after["x0"] - before["x1"] for before, after in pairwise(words)]
    usual, together = median(gaps), [words[0]]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap <= usual * 1.4:
            together[-1] = _glued(together[-1], word)
        else:
            together.append(word)
    return together


def _glued(first: Word, second: Word) -> Word:
    edges = {"x1": second["x1"], "top": min(first["top"], second["top"])}
    whole = {"text": first["text"] + second["text"], "chars": first["chars"] + second["chars"]}
    return {**first, **whole, **edges}


def lines_of(chars: list[Char], page: int) -> list[TextLine]:
    """The characters as lines in reading order: down the left column, then down the right one."""
    rows = _rows(words_of(chars))
    gutter = _gutter(rows)
    ordered = _by_columns(rows, gutter) if gutter else rows
    lines = [TextLine(row) for row in ordered]
    for line in lines:
        line.page = page
    return lines


def _rows(words: list[Word]) -> list[list[Word]]:
    """Words that stand beside each other, from top to bottom; a raised one belongs to its row."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (-(one["bottom"] - one["top"]), one["top"])):
        middle = (word["top"] + word["bottom"]) / 2
        row = next((one for one in rows if one[0]["top"] <= middle <= one[0]["bottom"]), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return sorted(rows, key=lambda row: row[0]["top"])


def _gutter(rows: list[list[Word]]) -> tuple[float, float] | None:
    """The free strip between two columns of prose; None where there is one column."""
    if len(rows) < 6:
        return None
    left = min(word["x0"] for row in rows for word in row)
    right = max(word["x1"] for row in rows for word in row)
    candidates = [
        gap
        for row in rows
        for gap in _gaps(row)
        if left + (right - left) * 0.3 < sum(gap) / 2 < right - (right - left) * 0.3
    ]
    best = max(candidates, key=lambda gap: sum(_splits(row, gap) for row in rows), default=None)
    if best is None:
        return None
    split = [row for row in rows if _splits(row, best)]
    strip = (
        max(word["x1"] for row in split for word in row if word["x1"] <= best[1]),
        min(word["x0"] for row in split for word in row if word["x0"] >= best[0]),
    )
    full = sum(_fills(row, left, strip) for row in split)
    is_prose = len(split) >= 5 and len(split) >= 0.4 * len(rows) and full >= 0.5 * len(split)
    return strip if is_prose and strip[1] - strip[0] >= GUTTER * 0.7 else None


def _gaps(row: list[Word]) -> list[tuple[float, float]]:
    ordered = sorted(row, key=lambda one: one["x0"])
    pairs = pairwise(ordered)
    return [(a["x1"], b["x0"]) for a, b in pairs if b["x0"] - a["x1"] >= GUTTER]


def _splits(row: list[Word], gap: tuple[float, float]) -> bool:
    """Whether the row has words on both sides of the middle of *gap* and none across it."""
    middle = sum(gap) / 2
    across = any(word["x0"] < middle < word["x1"] for word in row)
    near = [word for word in row if word["x1"] <= middle]
    return not across and bool(near) and len(near) < len(row) and _wide_at(row, middle)


def _wide_at(row: list[Word], middle: float) -> bool:
    before = max(word["x1"] for word in row if word["x1"] <= middle)
    after = min(word["x0"] for word in row if word["x0"] >= middle)
    return bool(after - before >= GUTTER)


def _fills(row: list[Word], left: float, strip: tuple[float, float]) -> bool:
    """Whether the row's left part runs nearly to the strip, as prose does and a table's labels do not."""
    reach = max(word["x1"] for word in row if word["x1"] <= strip[1])
    return bool(reach >= strip[0] - 0.4 * (strip[0] - left))


def _by_columns(rows: list[list[Word]], strip: tuple[float, float]) -> list[list[Word]]:
    """Rows cut at the strip; each run of cut rows gives its left parts, then its right ones."""
    middle = sum(strip) / 2
    ordered, lefts, rights = list[list[Word]](), list[list[Word]](), list[list[Word]]()
    for row in rows:
        across = any(word["x0"] < middle < word["x1"] for word in row)
        left = [word for word in row if word["x0"] < middle]
        right = [word for word in row if word["x0"] >= middle]
        if across or (left and right and not _wide_at(row, middle)):
            ordered += [*lefts, *rights, row]
            lefts, rights = [], []
        else:
            lefts += [left] if left else []
            rights += [right] if right else []
    return [*ordered, *lefts, *rights]
