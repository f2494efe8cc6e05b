"""Which words a text must hold for a pattern to match in it at all, read from the pattern as it is written.

Nearly every pattern fits nearly no paragraph, and to look for a thousand words at
once is quicker than to try one pattern (the idea is that of RE2's FilteredRE2).
Texts and words are compared plain: letters without capitals, every digit a 0, all
else one space. What is not understood here asks for nothing, and its pattern is
tried on every text: a word asked for by mistake would be a name let through.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import regex

#: Words of one run that are still multiplied out with what follows: in all, and where one side has few ways.
MANY, FEW = 8000, 200


@dataclass(frozen=True, slots=True)
class Needs:
    """What a piece of a pattern asks of a text, all of it plain.

    *exact* holds all that the piece can match, None where that is not known. Of each set
    of *one_of* a word has to stand somewhere in the text.
    """

    exact: frozenset[str] | None
    one_of: tuple[frozenset[str], ...] = ()


NOTHING = Needs(frozenset({""}))
SPACE = Needs(frozenset({" "}))
ANYTHING = Needs(None)


class _Plain(dict[int, str]):
    """Every character as it is compared, worked out once."""

    def __missing__(self, code: int) -> str:
        folded = "0" if _DIGIT.match(chr(code)) else chr(code).casefold().translate(_SAME)
        letters = "".join(filter(_LETTER.match, folded)) if _LETTER.match(chr(code)) else ""
        self[code] = letters or " "
        return self[code]


_DIGIT = regex.compile(r"\d")
#: Letters and figures by every notion that a pattern may have of them: no boundary is inside a word of these.
_LETTER = regex.compile(r"(?=\w)[\p{L}\p{N}]")
#: Letters that a pattern without regard to case takes for others, beyond what casefold does.
_SAME = {ord("ı"): "i", ord("ι"): " "}
_PLAIN = _Plain()


def plain(text: str) -> str:
    """*text* as needles are looked for in it; one space before and behind it."""
    return f" {' '.join(text.translate(_PLAIN).split())} "


def _plain_part(text: str) -> str:
    """A stretch of a text, plain: spaces run together, those at its ends are kept."""
    return _squeezed(text.translate(_PLAIN))


def _squeezed(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def needs_of_pieces(pieces: Mapping[str, str], lists: Mapping[str, Iterable[str]]) -> dict[str, Needs]:
    """What each list and each of the *pieces*, as they are written, asks of a text."""
    known = {f"list:{name}": Needs(frozenset(map(_plain_part, entries))) for name, entries in lists.items()}
    for name, piece in pieces.items():
        known[name] = needs_of(piece, known)
    return known


def needles_of(pattern: str, pieces: Mapping[str, Needs]) -> tuple[frozenset[str], ...]:
    """Sets of plain words: a text that lacks all words of one of them cannot match *pattern*."""
    return _sets(needs_of(pattern, pieces))


def needs_of(pattern: str, pieces: Mapping[str, Needs]) -> Needs:
    """What *pattern* asks of a text; ANYTHING where it is not understood."""
    try:
        return _Reader(pattern, pieces).read()
    except _NotUnderstoodError:
        return ANYTHING


class _NotUnderstoodError(Exception):
    """The pattern holds what this module has no notion of."""


_TOKEN = regex.compile(
    r"""\{\{(?P<piece>[\w:\-]+)\}\}
    | (?P<open> \( (?: (?!\?) | \?(?: [:>=!] | <[=!] | P?<\w+> | [ims]*(?:-[ims]+)?: ) ) )
    | (?P<flags> \(\?[ims]+\) )
    | (?P<close> \) ) | (?P<bar> \| ) | (?P<edge> [\^$] ) | (?P<any> \. )
    | (?P<class> \[ \^? (?: \\. | [^\]\\\[] )+ \] )
    | (?P<repeat> (?: [*+?] | \{ \d+ (?:,\d*)? \} | \{,\d+\} ) [+?]? )
    | (?P<escape> \\(?: [pP]\{[^{}]*\} | x[0-9a-fA-F]{2} | u[0-9a-fA-F]{4} | . ) )
    | (?P<letter> [^(\[{\\] )""",
    regex.VERBOSE | regex.DOTALL,
)
_NEGATIVE = ("(?!", "(?<!")
_LOOKING = ("(?=", "(?<=", *_NEGATIVE)
#: The first way of a look-around that no letter and no digit gets past: what stands there is plain a space.
_WORD_CLASS = regex.compile(r"(?:\\w|\[(?!\^)(?=[^\]]*(?:\\w|\\p\{L\}[^\]]*\\p\{N\}))[^\]]*\])(?:\||$)")
#: Inside a class: single letters, digits and ranges of digits, spaces.
_CLASS_PART = regex.compile(
    r"(?P<digits>\d-\d|\\d)|(?P<space>\\[snrt])|(?P<letter>\\[^\w\s]|\\u[0-9a-fA-F]{4}|[^\\\-]|-$|(?<!.)-)"
)


class _Reader:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str, pieces: Mapping[str, Needs]) -> None:
        self.pattern, self.pieces, self.at = pattern, pieces, 0

    def read(self) -> Needs:
        """What the whole pattern asks for."""
        needs = self.ways()
        if self.at < len(self.pattern):
            raise _NotUnderstoodError
        return needs

    def ways(self) -> Needs:
        """Alternatives, up to a closing bracket or the end."""
        found = [self.sequence()]
        while self.pattern.startswith("|", self.at):
            self.at += 1
            found.append(self.sequence())
        return _either(found)

    def sequence(self) -> Needs:
        items: list[Needs] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            token = self.token()
            if token.lastgroup == "repeat":
                if not items:
                    raise _NotUnderstoodError
                items.append(_repeated(items.pop(), *_bounds(token.group())))
            else:
                items.append(self.item(token))
        return _joined(items)

    def token(self) -> regex.Match[str]:
        token = _TOKEN.match(self.pattern, self.at)
        if not token:
            raise _NotUnderstoodError
        self.at = token.end()
        return token

    def item(self, token: regex.Match[str]) -> Needs:
        kind, text = token.lastgroup, token.group()
        if kind == "open":
            return self.group(text)
        if kind == "piece":
            return self.pieces.get(token["piece"], ANYTHING)
        if kind == "class":
            return _class(text)
        if kind == "escape":
            return _escape(text)
        return {"any": ANYTHING, "edge": SPACE, "flags": NOTHING}.get(kind) or _letter(text)

    def group(self, opening: str) -> Needs:
        """What a group asks for; a look-around has no length, and one that forbids something asks for nothing."""
        start = self.at
        needs = self.ways()
        inner = self.pattern[start : self.at]
        if not self.pattern.startswith(")", self.at):
            raise _NotUnderstoodError
        self.at += 1
        if opening in _NEGATIVE:
            return SPACE if _WORD_CLASS.match(inner) else NOTHING
        return Needs(NOTHING.exact, _sets(needs)) if opening in _LOOKING else needs


def _bounds(repeat: str) -> tuple[int, int | None]:
    """How often, at least and at most (None: without limit)."""
    if repeat[0] in "*+?":
        return {"*": (0, None), "+": (1, None), "?": (0, 1)}[repeat[0]]
    least, comma, most = repeat.rstrip("+?").strip("{}").partition(",")
    return int(least or 0), int(most) if most else None if comma else int(least)


def _letter(character: str) -> Needs:
    return Needs(frozenset({_plain_part(character)}))


def _escape(text: str) -> Needs:
    if text[1] in "xu" and len(text) > 2:
        return _letter(chr(int(text[2:], 16)))
    if text[1] in "snrtbAzZW":
        return SPACE
    if text[1] in "KGB":
        return NOTHING
    if text[1] == "d":
        return Needs(frozenset({"0"}))
    return ANYTHING if text[1].isalnum() else _letter(text[1])


def _class(text: str) -> Needs:
    """The characters of a class, where they are few and each is known."""
    inner = text[1:-1]
    parts = list(_CLASS_PART.finditer(inner))
    if inner.startswith("^") or "".join(part.group() for part in parts) != inner:
        return ANYTHING
    return _either(_class_part(part) for part in parts)


def _class_part(part: regex.Match[str]) -> Needs:
    if part.lastgroup == "digits":
        return _letter("0")
    text = part.group()
    return SPACE if part.lastgroup == "space" else _escape(text) if len(text) > 1 else _letter(text)


def _either(ways: Iterable[Needs]) -> Needs:
    """What is asked for where any of the *ways* may be gone."""
    ways = list(ways)
    if len(ways) == 1:
        return ways[0]
    exact = [way.exact for way in ways if way.exact is not None]
    if len(exact) < len(ways):
        return Needs(None, _one_of_each(ways))
    return Needs(
        frozenset[str]().union(*exact), _one_of_each(ways) if any(way.one_of for way in ways) else ()
    )


def _one_of_each(ways: Iterable[Needs]) -> tuple[frozenset[str], ...]:
    """The most telling set of each way in one set; none where a way has none."""
    best = [min(_sets(way), key=_odds, default=None) for way in ways]
    found = frozenset[str]().union(*(one for one in best if one is not None))
    return (found,) if None not in best else ()


def _repeated(needs: Needs, least: int, most: int | None) -> Needs:
    """What is asked for where *needs* comes *least* to *most* times."""
    exact = needs.exact
    one_of = _sets(needs) if least else ()
    if exact is None:
        return Needs(None, one_of)
    if exact == SPACE.exact:
        return SPACE if least else Needs(frozenset({"", " "}))
    if most is None or len(exact) ** most > (MANY if most == 1 else FEW):
        return Needs(None, one_of)
    ways = (frozenset(map(_squeezed, map("".join, product(exact, repeat=n)))) for n in range(least, most + 1))
    return Needs(frozenset[str]().union(*ways), needs.one_of if least else ())


def _joined(items: Iterable[Needs]) -> Needs:
    """What is asked for where the *items* follow each other."""
    whole, run = True, frozenset({""})
    one_of: list[frozenset[str]] = []
    for item in items:
        one_of += item.one_of
        if item.exact is not None and _is_small(len(run), len(item.exact)):
            run = frozenset(_squeezed(a + b) for a in run for b in item.exact)
            continue
        whole = False
        one_of += _told([run])
        run = item.exact if item.exact is not None else frozenset({""})
    if whole:
        return Needs(run, tuple(one_of))
    return Needs(None, (*one_of, *_told([run])))


def _is_small(one: int, other: int) -> bool:
    return one * other <= (MANY if min(one, other) <= 2 else FEW)


def _sets(needs: Needs) -> tuple[frozenset[str], ...]:
    """Every set of words of which a text must hold one."""
    return (*needs.one_of, *_told([needs.exact]))


def _told(sets: Iterable[frozenset[str] | None]) -> Iterator[frozenset[str]]:
    """Those of the *sets* that tell texts apart, without words that hold another of them."""
    for words in sets:
        if words is not None and all(len(word.strip()) > 1 or "0" in word for word in words):
            yield frozenset(word for word in words if not _holds_another(word, words))


def _holds_another(word: str, words: frozenset[str]) -> bool:
    return any(word[:at] in words or word[at:] in words for at in range(1, len(word)))


def _odds(words: frozenset[str]) -> float:
    """Roughly how likely a text is to hold one of *words*."""
    return sum(5.0 ** -len(word.strip()) for word in words)
