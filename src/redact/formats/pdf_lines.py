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

APART = 0.17  # of the letter size; a wider gap is a space
RAISED = 0.85  # of the line's size; smaller letters above the base line are superscripts


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
    from redact.formats.pdf_columns import in_columns

    lines = [TextLine(row) for words in in_columns(words_of(chars)) for row in rows_of(words)]
    for line in lines:
        line.page = page
    return lines


def rows_of(words: list[Word]) -> list[list[Word]]:
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
