"""The labels that LibreOffice prints before items and headings: it stores rules for counting, no numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from redact.formats.numbering import BULLET, HIGHEST, Label, written
from redact.formats.open_names import get, named, whole
from redact.formats.open_styles import Styles

FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
PLACEHOLDER = re.compile(r"%(\d{1,2})%")

#: Bullets that are printed as they are; others become one that every font has.
DASHES = "-–—"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level counts and what its label looks like; *bullet* instead of a number."""

    format: str = ""
    prefix: str = ""
    suffix: str = ""
    pattern: str = ""  # since ODF 1.3: '%1%.%2%)', instead of prefix and suffix
    shown: int = 1  # how many levels the label shows
    start: int = 1
    bullet: str = ""


@dataclass
class Counting:
    """The counters of one list; several text:list elements may go on with it."""

    style: str
    counters: dict[int, int] = field(default_factory=dict)  # level from 1 → last number


class Lists:
    """Counts through the lists of one document, item by item."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.levels: dict[str, dict[int, Level]] = {}
        self.by_id: dict[str, Counting] = {}
        self.last: dict[str, Counting] = {}  # by style
        self.outline = Counting("")
        self.outline_levels = _levels(styles.outline)

    def begin(self, element: Any, style: str) -> Counting:
        """The counting that an outermost text:list goes on with, or a new one."""
        followed = get(element, "text:continue-list")
        if followed in self.by_id:
            counting = self.by_id[followed]
        elif get(element, "text:continue-numbering") == "true" and style in self.last:
            counting = self.last[style]
        else:
            counting = Counting(style)
        identity = str(element.get("{http://www.w3.org/XML/1998/namespace}id") or "")
        if identity:
            self.by_id[identity] = counting
        self.last[style] = counting
        return counting

    def label(self, counting: Counting, style: str, level: int, start: str = "") -> Label | None:
        """Count one item on *level* (from 1); its label, None if it prints none."""
        if style not in self.levels:
            self.levels[style] = _levels(self.styles.lists.get(style))
        return _count(counting.counters, self.levels[style], level, start)

    def heading(self, level: int, start: str = "") -> Label | None:
        """Count one heading on *level* by the outline's own numbering."""
        return _count(self.outline.counters, self.outline_levels, level, start)


def _count(counters: dict[int, int], levels: dict[int, Level], level: int, start: str) -> Label | None:
    rule = levels.get(level, Level())
    if start:
        counters[level] = whole(start, 1)
    else:
        counters[level] = counters[level] + 1 if level in counters else rule.start
    for deeper in [one for one in counters if one > level]:
        del counters[deeper]
    return _label(counters, levels, level)


def _label(counters: dict[int, int], levels: dict[int, Level], level: int) -> Label | None:
    rule = levels.get(level, Level())
    if rule.bullet:
        return _bullet(rule)
    if not rule.format:
        words = f"{rule.prefix}{rule.suffix}".strip()
        return Label(words, "none", words=True) if words else None

    def number(at: int) -> str:
        own = levels.get(at, Level())
        value = min(max(counters.get(at, own.start), 0), HIGHEST)
        return written(value, own.format) if own.format else ""

    shown = [number(at) for at in range(max(1, level - rule.shown + 1), level + 1)]
    text = f"{rule.prefix}{'.'.join(one for one in shown if one)}{rule.suffix}"
    if rule.pattern:
        text = PLACEHOLDER.sub(lambda match: number(int(match[1])), rule.pattern)
    typed = PLACEHOLDER.sub("", rule.pattern) or f"{rule.prefix} {rule.suffix}"
    return Label(text.strip(), rule.format, words=bool(re.search(r"[^\W\d_]{2}", typed)))


def _bullet(rule: Level) -> Label:
    text = f"{rule.prefix}{rule.bullet}{rule.suffix}".strip()
    if re.search(r"[^\W\d_]{2}", text):
        return Label(text, "bullet", words=True)
    return Label(text if text in DASHES else BULLET, "bullet")


def _levels(style: Any) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for one in () if style is None else style:
        level = whole(get(one, "text:level"), 0)
        if named(one) in ("text:list-level-style-number", "text:outline-level-style"):
            found[level] = Level(
                FORMATS.get(get(one, "style:num-format"), "decimal" if get(one, "style:num-format") else ""),
                get(one, "style:num-prefix"),
                get(one, "style:num-suffix"),
                get(one, "loext:num-list-format") or get(one, "style:num-list-format"),
                max(whole(get(one, "text:display-levels"), 1), 1),
                whole(get(one, "text:start-value"), 1),
            )
        elif named(one).startswith("text:list-level-style-"):
            found[level] = Level(
                bullet=get(one, "text:bullet-char") or BULLET,
                prefix=get(one, "style:num-prefix"),
                suffix=get(one, "style:num-suffix"),
            )
    return found
