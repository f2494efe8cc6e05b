"""Reduce text to what a reader recognises, keeping a map back to the text.

A name does not stop being a name when it is set in capitals, wears accents, is written with a
Cyrillic letter, or has an invisible character in its middle. All of that is folded away here,
on the text and on the name alike. Written for the checks alone: it shares no code with what
replaces names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from redact.remembered import remembered

# Letters that have no decomposition in Unicode but a plain form every reader sees.
_PLAIN = {
    "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ŋ": "n", "ſ": "s", "ƒ": "f", "ɡ": "g", "ɑ": "a", "ɩ": "i", "ʏ": "y", "ᴀ": "a", "ʙ": "b",
}  # fmt: skip
# Cyrillic, Greek and Armenian letters that look like Latin ones, after case folding.
_LOOKALIKE = dict(
    zip(
        "авекмнорстухіјѕԁԛԝһӏүґɴѵᴏѐёїαβεηικμνορτυχγωϲϳՏօսհո",
        "abekmhopctyxijsdqwhlyrnvoeeiabenikmvoptuxywcjsounn",
        strict=True,
    )
)
# Capitals that look like another Latin letter than their small forms do.
_CAPITAL = {"Ν": "n", "Η": "h", "Υ": "y", "Ζ": "z", "Ү": "y", "Տ": "s"}
_APOSTROPHES = frozenset("'’‘‛ʼʹ′`´＇ʻ")
_HYPHENS = frozenset("-‐‑‒–—―−﹣－⁃\x02")  # U+0002 is a PDF reader's line-end hyphen
_BREAK = re.compile(r"[.;:!?,()\[\]\"|]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text, and for each of its characters the offset it came from."""

    text: str
    source: str
    origin: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the source that the folded range stands for."""
        return self.origin[start], self.origin[end - 1] + 1


def fold_character(character: str) -> str:
    """What one character folds to: '' for an invisible one, ' ' for any white space."""
    if character in _APOSTROPHES:
        return "'"
    if character == "\xad" or unicodedata.category(character) in ("Cf", "Mn", "Me", "Cn"):
        return ""
    if character in _HYPHENS:
        return "-"
    if character.isspace() or character == "\u3164":
        return " "
    if unicodedata.category(character) == "Cc":
        return ""
    if character in _CAPITAL:
        return _CAPITAL[character]
    return "".join(_plain(part) for part in unicodedata.normalize("NFKD", character).casefold())


def _plain(part: str) -> str:
    if unicodedata.category(part) in ("Mn", "Me", "Cf"):
        return ""
    if part.isdigit() and not part.isascii():
        return str(unicodedata.digit(part, ""))
    if part in _APOSTROPHES:
        return "'"
    return _LOOKALIKE.get(part) or _PLAIN.get(part) or (" " if part.isspace() else part)


_MOST_SIGNS = 1 << 17  # bytes read as letters are of all kinds


class _Signs(dict[int, str]):
    """What each sign folds to, found when it is first met."""

    def __missing__(self, code: int) -> str:
        if len(self) > _MOST_SIGNS:
            self.clear()
        self[code] = fold_character(chr(code))
        return self[code]


_SIGNS = _Signs()
_BLANKS = re.compile("  +")
_SOFT_AT_END = re.compile(r"\xad(?=\s)")


def fold(source: str) -> Folded:
    """*source* folded, white space collapsed to single blanks."""
    shown = _shown(source)
    plain, places = shown.translate(_SIGNS), _places(shown)
    words: list[str] = []
    origin: list[int] = []
    start = 1 if plain.startswith(" ") else 0
    for match in _BLANKS.finditer(plain):
        if match.start():
            words.append(plain[start : match.start() + 1])
            origin.extend(places[start : match.start() + 1])
        start = match.end()
    words.append(plain[start:])
    origin.extend(places[start:])
    return Folded("".join(words), source, origin)


def fold_text(source: str) -> str:
    """The text of `fold`, without the map back to where each sign came from."""
    return _BLANKS.sub(" ", _shown(source).translate(_SIGNS)).removeprefix(" ")


def _shown(source: str) -> str:
    """A soft hyphen at a line end is a hyphen there."""
    return _SOFT_AT_END.sub("-", source) if "\xad" in source else source


def _places(shown: str) -> Sequence[int]:
    """For each sign of what *shown* folds to, the offset it came from, in stretches where one sign becomes one."""
    odd = {sign for sign in set(shown) if len(_SIGNS[ord(sign)]) != 1}
    if not odd:
        return range(len(shown))
    places: list[int] = []
    at = 0
    for match in re.finditer(f"[{re.escape(''.join(sorted(odd)))}]", shown):
        places.extend(range(at, match.start()))
        places.extend([match.start()] * len(_SIGNS[ord(match.group())]))
        at = match.end()
    places.extend(range(at, len(shown)))
    return places


@remembered(1 << 14)  # names and labels, each of which many checks ask for
def folded(text: str) -> str:
    """A name or a phrase folded, without blanks at its ends."""
    return fold_text(text).strip()


def unbroken(text: Folded) -> Folded:
    """The text with words that a hyphen broke at a line end put together again."""
    keep = [True] * len(text.text)
    for match in re.finditer(r"(?<=\w)- (?=\w)", text.text):
        keep[match.start()] = keep[match.start() + 1] = False
    return _only(text, keep)


def squashed(text: Folded) -> Folded:
    """Letters and digits only: 'Jane-⏎Example', 'J a n e' and 'JaneExample' are then alike.

    The end of a sentence or clause stays, so that words are not joined across it.
    """
    keep = list(map(str.isalnum, text.text))
    for match in _BREAK.finditer(text.text):
        at = match.start()
        if text.text[at + 1 : at + 2] in (" ", ""):
            # 'J. Example' and 'J. E. S.' are initials, not the ends of sentences.
            keep[at] = not _after_initial(text.text, at)
    return _only(text, keep)


def _after_initial(text: str, at: int) -> bool:
    lone = at >= 1 and text[at - 1].isalpha() and not text[max(at - 2, 0) : at - 1].isalnum()
    return text[at] == "." and lone


def _only(text: Folded, keep: list[bool]) -> Folded:
    return Folded("".join(compress(text.text, keep)), text.source, list(compress(text.origin, keep)))


def digits(text: Folded) -> Folded:
    """Digits only; anything but a separator of up to three signs between them becomes a gap."""
    characters: list[str] = []
    origin: list[int] = []
    last = -1
    for match in re.finditer(r"[0-9]+", text.text):
        between = text.text[last + 1 : match.start()] if last >= 0 else ""
        if len(between) > 3 or any(sign.isalpha() for sign in between):
            characters.append(" ")
            origin.append(text.origin[last])
        last = match.end() - 1
        characters.append(match.group())
        origin.extend(text.origin[match.start() : match.end()])
    return Folded("".join(characters), text.source, origin)
