"""The labels that Word prints before numbered and bulleted paragraphs.

Word stores no numbers, only rules for counting. This counts as Word does: one
set of counters for each abstract list, a level starts anew below a higher one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from redact.formats.word_symbols import in_font

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
BULLET = "•"
#: Bullets that stay as they are; any other becomes a dot.
SIGNS = "-–—•○●▪■□→✓✗☐☑☒➢❖»›*"
PLACEHOLDER = re.compile(r"%([1-9])")
HIGHEST = 100_000  # a counter above this is an attack, not a list


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and what its label looks like."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = -1  # the level above which it starts anew; -1 is any higher one, 0 never
    legal: bool = False
    style: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label; *words* says that its author typed letters into it, so it must be searched."""

    text: str
    format: str
    words: bool = False

    @property
    def is_tiered(self) -> bool:
        """Whether it looks like '4.12': a paragraph's number and not an item's."""
        return bool(re.fullmatch(r"\d+([.\-]\d+)+[.)]?", self.text))


@dataclass
class Numbering:
    """Counts through the lists of one document, paragraph by paragraph."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by list (w:num)
    abstract: dict[str, str] = field(default_factory=dict)  # list → abstract list
    starts: dict[str, dict[int, int]] = field(default_factory=dict)  # list → level → start override
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level of the list that belongs to a paragraph style; None if none does."""
        found = (at for at, level in self.levels.get(number, {}).items() if style and level.style == style)
        return next(found, None)

    def next_label(self, number: str, at: int) -> Label | None:
        """Count one paragraph of list *number* on level *at*; its label, or None if it prints none."""
        levels = self.levels.get(number)
        if not levels or at not in levels:
            return None
        counters = self._count(number, at, levels)
        return _label(levels, at, counters)

    def _count(self, number: str, at: int, levels: dict[int, Level]) -> dict[int, int]:
        counters = self._counters.setdefault(self.abstract[number], {})
        override = self.starts.get(number, {}).get(at)
        if override is not None and (number, at) not in self._begun:
            counters[at] = override
        else:
            start = levels[at].start if override is None else override
            counters[at] = counters[at] + 1 if at in counters else start
        self._begun.add((number, at))
        self._restart_below(at, levels, counters)
        return counters

    def _restart_below(self, at: int, levels: dict[int, Level], counters: dict[int, int]) -> None:
        for lower in [one for one in counters if one > at]:
            restart = levels[lower].restart if lower in levels else -1
            if restart < 0 or at < restart:
                del counters[lower]


def _label(levels: dict[int, Level], at: int, counters: dict[int, int]) -> Label | None:
    level = levels[at]
    if level.format == "none" and not PLACEHOLDER.sub("", level.text).strip():
        return None
    if level.format == "bullet":
        return _bullet(level)

    def counted(match: re.Match[str]) -> str:
        other = int(match[1]) - 1
        rule = levels.get(other, Level())
        return written(counters.get(other, rule.start), "decimal" if level.legal else rule.format)

    text = PLACEHOLDER.sub(counted, level.text).strip()
    words = bool(re.search(r"[^\W\d_]{2}", PLACEHOLDER.sub("0", level.text)))
    return Label(text, level.format, words) if text else None


def _bullet(level: Level) -> Label | None:
    text = level.text.strip()
    if re.search(r"[^\W\d_]{2}", text):
        return Label(text, "bullet", words=True)
    return Label(_sign(text, level.font), "bullet") if text else None


def _sign(text: str, font: str) -> str:
    """A bullet as a character that every font has: that of a symbol font by what it looks like."""
    if font.startswith("Courier") and text == "o":
        return "○"
    sign = in_font(ord(text[0]), font) if len(text) == 1 else text
    return sign if sign in SIGNS else BULLET


def written(value: int, form: str) -> str:
    """The number *value* as Word writes it in the format *form*."""
    if not 0 <= value <= HIGHEST:
        return str(value)
    if form in ("lowerLetter", "upperLetter"):
        text = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value else "0"
    elif form in ("lowerRoman", "upperRoman"):
        text = _roman(value)
    elif form == "decimalZero":
        text = f"{value:02d}"
    elif form == "ordinal":
        text = f"{value}{_ending(value)}"
    else:
        text = "" if form == "none" else str(value)
    return text.upper() if form.startswith("upper") else text


def _roman(value: int) -> str:
    out = ""
    for size, letters in ROMAN:
        out += letters * (value // size)
        value %= size
    return out


def _ending(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def read_numbering(root: Any) -> Numbering:
    """The lists that word/numbering.xml defines; none if there is no such part."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstracts = {str(one.get(W + "abstractNumId")): one for one in root.iterchildren(W + "abstractNum")}
    by_style = {_value(one, "styleLink"): key for key, one in abstracts.items() if _value(one, "styleLink")}
    for one in root.iterchildren(W + "num"):
        number, abstract = str(one.get(W + "numId")), _value(one, "abstractNumId")
        linked = _value(abstracts[abstract], "numStyleLink") if abstract in abstracts else ""
        abstract = by_style.get(linked, abstract)
        numbering.abstract[number] = abstract
        numbering.levels[number] = _levels(abstracts.get(abstract))
        numbering.starts[number] = _override(one, numbering.levels[number])
    return numbering


def _override(one: Any, levels: dict[int, Level]) -> dict[int, int]:
    """Put the levels that a list redefines into *levels*; where its counting starts, by level."""
    starts = {}
    for override in one.iterchildren(W + "lvlOverride"):
        at = whole(override.get(W + "ilvl"), 0)
        for level in override.iterchildren(W + "lvl"):
            levels[at] = _level(level)
        if override.find(W + "startOverride") is not None:
            starts[at] = whole(_value(override, "startOverride"), 1)
    return starts


def _levels(abstract: Any) -> dict[int, Level]:
    found = [] if abstract is None else abstract.iterchildren(W + "lvl")
    return {whole(one.get(W + "ilvl"), 0): _level(one) for one in found}


def _level(one: Any) -> Level:
    return Level(
        format=_value(one, "numFmt") or "decimal",
        text=_value(one, "lvlText"),
        start=whole(_value(one, "start"), 0),
        restart=whole(_value(one, "lvlRestart"), -1),
        legal=one.find(W + "isLgl") is not None,
        style=_value(one, "pStyle"),
        font=_font(one),
    )


def _font(level: Any) -> str:
    fonts = level.find(f"{W}rPr/{W}rFonts")
    return "" if fonts is None else str(fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or "")


def _value(element: Any, child: str) -> str:
    found = element.find(W + child)
    return "" if found is None else str(found.get(W + "val") or "")


def whole(text: Any, default: int) -> int:
    """The whole number that *text* writes, or *default*."""
    try:
        return int(str(text))
    except ValueError:
        return default
