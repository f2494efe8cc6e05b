"""Fragments that several patterns share, written {{name}}, and lists, written {{list:name}}."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

import regex

from redact.rules.lined import read_source


def read_pieces(path: Path, lists: Mapping[str, frozenset[str]]) -> tuple[dict[str, str], dict[str, str]]:
    """The pieces in the file at *path*, as they are written; and the same filled in, with one for each list."""
    pieces = {f"list:{name}": alternation(words) for name, words in lists.items()}
    source = read_source(path)
    for name, piece in source.data.items():
        if not isinstance(piece, str):
            raise source.wrong((name,), "should be text; put quotes around it")
        try:
            pieces[str(name)] = f"(?:{fill(piece, pieces)})"
            regex.compile(pieces[str(name)])
        except regex.error as error:
            raise source.wrong((name,), f"not a pattern: {error}") from None
    return source.data, pieces


def fill(pattern: str, pieces: Mapping[str, str]) -> str:
    """*pattern* with its {{pieces}} filled in; a piece may use the ones above it."""

    def piece(match: regex.Match[str]) -> str:
        if match[1] not in pieces:
            raise regex.error(f"there is no piece {match[1]!r} above it")
        return pieces[match[1]]

    filled: str = regex.sub(r"\{\{([\w:-]+)\}\}", piece, pattern)
    return filled


def alternation(words: Collection[str]) -> str:
    """A pattern that matches any of *words*, the longest first; a typed apostrophe or a curved one.

    Beginnings are shared, since long lists are tried at every word of a draft. No words match nothing.
    """
    return _alternation(frozenset(words))


@cache
def _alternation(words: frozenset[str]) -> str:
    if not words:
        return "(?!)"
    letters = {letter: regex.escape(letter) for letter in set().union(*words)} | _LOOSE
    written = sorted({tuple(map(letters.__getitem__, word)) for word in words})
    return f"(?:{_branch(written, 0, len(written), 0)})"


_LOOSE = {" ": r"\s{1,2}", "'": "['’]", "’": "['’]", "-": "[-‐‑]"}


def _branch(words: Sequence[tuple[str, ...]], first: int, end: int, depth: int) -> str:
    """A pattern for what follows the first *depth* letters, which the sorted words *first* to *end* share."""
    if end - first == 1:
        return "".join(words[first][depth:])
    ends_here = len(words[first]) == depth
    ways, at = [], first + ends_here
    while at < end:
        letter, start = words[at][depth], at
        while at < end and words[at][depth] == letter:
            at += 1
        ways.append(letter + _branch(words, start, at, depth + 1))
    inner = "|".join(ways)
    if len(ways) == 1 and not ends_here:
        return inner  # a group that holds one way on is only work for the compiler
    return f"(?:{inner})?" if ends_here else f"(?:{inner})"
