"""The lines of a PDF page in reading order: columns split, words and styles kept."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redact.formats.pdf_glyphs import Glyph, is_nameless
from redact.formats.pdf_words import APART, Word, rows_of, words_of
from redact.formats.pieces import Line
from redact.remembered import remembered

RAISED = 0.85  # of the line's size; smaller letters above the base line are superscripts
MARKS = "*†‡§"  # that call a note
ENDINGS = frozenset({"st", "nd", "rd", "th"})  # of '14th', often raised


@dataclass
class TextLine:
    """One line of a column, with where it stands and how it is set."""

    words: list[Word]
    page: int = 0
    calls: dict[str, str] = field(default_factory=dict)  # raised mark → note that it calls
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    base: float = 0.0
    size: float = 0.0
    text: str = ""  # its words, one space between
    is_bold: bool = False  # all of it

    def __post_init__(self) -> None:
        self.words = sorted(self.words, key=lambda one: one.x0)
        self.x0, self.x1 = self.words[0].x0, max(one.x1 for one in self.words)
        self.size = _common(round(glyph.size, 1) for glyph in self.glyphs)
        normal = [glyph for glyph in self.glyphs if glyph.size >= self.size * 0.9] or self.glyphs
        self.top = min(glyph.top for glyph in normal)
        self.bottom = max(glyph.bottom for glyph in normal)
        self.base = _common(round(glyph.base, 1) for glyph in normal)
        self.text = "".join(f"{gap}{_plain_word(word)}" for gap, word in self._spaced())
        letters = [glyph for glyph in self.glyphs if not glyph.is_blank]
        self.is_bold = bool(letters) and all("bold" in glyph.styles for glyph in letters)

    @property
    def glyphs(self) -> list[Glyph]:
        """Its characters, from left to right."""
        return [glyph for word in self.words for glyph in word.glyphs]

    def _spaced(self) -> list[tuple[str, Word]]:
        """The words, each with the space before it; a raised mark may follow without one."""
        spaced = [("", self.words[0])]
        for before, word in zip(self.words, self.words[1:], strict=False):
            spaced.append(("" if self._touch(before, word) else " ", word))
        return spaced

    def _touch(self, before: Word, word: Word) -> bool:
        """Whether no space belongs between two words: they touch, or an ordinal's ending was set apart."""
        gap = word.x0 - before.x1
        ordinal = word.text.rstrip(",.;:") in ENDINGS and before.text[-1:].isdigit()
        return gap < self.size * APART / 2 or (ordinal and gap < self.size * 0.5)

    def raised(self) -> list[str]:
        """The marks that stand above the base line: calls of notes, perhaps."""
        return ["".join(glyph.text for glyph in group) for group in self._raised_groups()]

    def _raised_groups(self) -> list[list[Glyph]]:
        groups: list[list[Glyph]] = [[]]
        for glyph in self.glyphs:
            if self.is_raised(glyph) and (glyph.text.isalnum() or glyph.text in MARKS):
                groups[-1].append(glyph)
            elif groups[-1]:
                groups.append([])
        return [group for group in groups if group]

    def is_raised(self, glyph: Glyph) -> bool:
        """Whether the character is small and stands above the base line."""
        return glyph.size <= self.size * RAISED and glyph.base < self.base - self.size * 0.12

    def write(self, line: Line) -> None:
        """Append the words to *line*, with emphasis; a raised mark that calls a note becomes the call."""
        called = {id(glyph): note for group in self._raised_groups() for note, glyph in self._call(group)}
        before: tuple[str, ...] = ()
        for gap, word in self._spaced():
            gap = gap or self._kept_apart(line.text, word, called)
            first = self._styles(word.glyphs[0])
            line.add(gap, [one for one in before if one in first])
            for text, glyph in _characters(word):
                before = self._styles(glyph)
                if id(glyph) not in called:
                    line.add(text, before)
                elif called[id(glyph)]:
                    line.call(called[id(glyph)])

    def _kept_apart(self, before: str, word: Word, called: dict[int, str]) -> str:
        """A space before a raised mark that calls no known note: '2013' and '1' are not 20131, nor 'Sampleb' a name."""
        first = word.glyphs[0]
        is_mark = word.text.isdigit() or (len(word.text) == 1 and word.text.isalpha())
        if id(first) in called or not (is_mark and self.is_raised(first)):
            return ""
        return " " if before[-1:].isdigit() or (before[-2:].isalpha() and len(before) > 1) else ""

    def _call(self, group: list[Glyph]) -> list[tuple[str, Glyph]]:
        """The note that a raised group calls, on its first character; nothing if it calls none."""
        note = self.calls.get("".join(glyph.text for glyph in group))
        return [(note if not at else "", glyph) for at, glyph in enumerate(group)] if note else []

    def _styles(self, glyph: Glyph) -> tuple[str, ...]:
        return (*glyph.styles, "superscript") if self.is_raised(glyph) else glyph.styles


@remembered(4096)
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


#: Accents that old typesetters draw as a letter of their own, and the mark that joins them to one.
ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "¸": "\u0327"}


def _characters(word: Word) -> list[tuple[str, Glyph]]:
    """The word's characters written plainly; an accent drawn over a letter joins it."""
    found: list[tuple[str, Glyph]] = []
    for glyph in word.glyphs:
        text = _plain(glyph.text)
        if found and _over(found[-1][1], glyph):
            pair = _joined(found[-1][0], text)
            if pair:
                found[-1] = (pair, found[-1][1])
                continue
        found.append((text, glyph))
    return found


def _over(before: Glyph, glyph: Glyph) -> bool:
    """Whether one of two neighbouring characters stands over the other."""
    shared = min(before.x1, glyph.x1) - max(before.x0, glyph.x0)
    return shared > 0.5 * min(before.x1 - before.x0, glyph.x1 - glyph.x0) > 0


def _joined(first: str, second: str) -> str:
    """A letter with its accent as one character; '' where neither is an accent."""
    letter, accent = (first, second) if second in ACCENTS or _combines(second) else (second, first)
    mark = ACCENTS.get(accent, accent)
    whole = unicodedata.normalize("NFC", letter + mark) if _combines(mark) and letter.isalpha() else ""
    return whole if len(whole) == 1 else ""


def _combines(text: str) -> bool:
    return len(text) == 1 and unicodedata.combining(text) > 0


def _plain_word(word: Word) -> str:
    return "".join(text for text, _ in _characters(word))


def _common(values: Iterable[float]) -> float:
    counted = Counter(values)
    return float(max(counted, key=lambda one: (counted[one], one)))


def lines_of(glyphs: Sequence[Glyph], page: int) -> list[TextLine]:
    """The characters as lines in reading order: down the left column, then down the right one."""
    from redact.formats.pdf_columns import in_columns

    return [TextLine(row, page) for words in in_columns(words_of(glyphs)) for row in rows_of(words)]
