"""Format codes of numbers cut into their pieces (ECMA-376 18.8.31)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from redact.remembered import remembered

SYSTEM_DATE, SYSTEM_TIME = "d mmmm yyyy", "h:mm:ss"
LONGEST = 2_000  # characters of a code; Excel stops at 255

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>[Gg]eneral)|(?P<half>AM/PM|am/pm|A/P|a/p)|(?P<clock>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+)"
    r"|(?P<power>[Ee][+\-])|(?P<digit>[0#?])|(?P<other>.)",
    re.DOTALL,
)
_ELAPSED = re.compile(r"([hHmMsS])\1*")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format code."""

    kind: str  # literal, clock, elapsed, half, digit, point, comma, percent, power, text, general, slash
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a code, between its semicolons."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of the *kinds* is in it."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_time(self) -> bool:
        """Whether it shows a date or a time."""
        return self.has("clock", "elapsed", "half")


@remembered(2000)
def sections_of(code: str) -> tuple[Section, ...]:
    """The parts of a code: for positive numbers, negative ones, zero, and text."""
    found: list[list[Token]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    for match in _TOKEN.finditer(code[:LONGEST] or "General"):
        if match["other"] == ";":
            found.append([])
            conditions.append(None)
        elif match["bracket"] is not None and (said := _CONDITION.fullmatch(match["bracket"])):
            conditions[-1] = (said[1], float(said[2])) if said[2].count(".") < 2 else None
        else:
            found[-1] += _tokens(match)
    return tuple(Section(tuple(one), condition) for one, condition in zip(found, conditions, strict=True))


def _tokens(match: re.Match[str]) -> list[Token]:
    kind, text = str(match.lastgroup), match[0]
    if kind in ("quoted", "escaped"):
        return [Token("literal", match[kind])]
    if kind == "space":
        return [Token("literal", " ")]
    if kind == "fill":
        return []
    if kind == "bracket":
        return _bracket(match["bracket"])
    if kind == "other":
        kinds = {".": "point", ",": "comma", "%": "percent", "@": "text", "/": "slash"}
        return [Token(kinds.get(text, "literal"), text)]
    return [Token(kind, text.lower() if kind == "clock" else text)]


def _bracket(inside: str) -> list[Token]:
    """What stands in square brackets: elapsed time, a currency, a language, a colour."""
    if _ELAPSED.fullmatch(inside):
        return [Token("elapsed", inside.lower())]
    if not inside.startswith("$"):
        return []  # a colour
    sign, _, language = inside[1:].partition("-")
    if language.upper().endswith("F800"):
        return [Token("system", SYSTEM_DATE)]
    if language.upper().endswith("F400"):
        return [Token("system", SYSTEM_TIME)]
    return [Token("literal", sign)] if sign else []
