"""Texts in which a look finds nothing: known by their digests, so that the next run need not look at them again.

No words are kept. Who relies on what is found calls `forget` first, and then every text is looked at anew.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import TypeVar, cast

from redact.remembered import remembered

Found = TypeVar("Found")

#: Bytes by which a text is known.
SIZE = 16
#: Texts of which one process remembers for one look that nothing stands in them.
MOST = 1 << 17
#: Looks of which one thread remembers something; a review that goes on for days asks for ever new names.
MOST_LOOKS = 64


class Silence:
    """The texts in which one look is known to find nothing."""

    def __init__(self) -> None:
        self._before: frozenset[bytes] = frozenset()  # what an earlier run told
        self._asked: set[bytes] = set()  # what this process was asked about

    def __contains__(self, text: str) -> bool:
        digest = _digest(text)
        if digest in self._asked:
            return True
        if digest in self._before:
            self._asked.add(digest)
            return True
        return False

    def add(self, text: str) -> None:
        """Know *text* from now on."""
        if len(self._asked) >= MOST:
            self._asked.clear()
        self._asked.add(_digest(text))

    def believe(self, kept: bytes) -> None:
        """Know what an earlier run kept."""
        self._before = frozenset(_apart(kept))

    def kept(self) -> bytes:
        """The digests of the texts that this process was asked about; of others nothing is kept."""
        return b"".join(sorted(self._asked))


class _Here(threading.local):
    """What this thread knows: what one believes of an earlier run no other does, such as one that signs."""

    def __init__(self) -> None:
        self.known: dict[str, Silence] = {}


_HERE = _Here()


def silence_of(look: str) -> Silence:
    """What is known for the look of this name; the name says all that it depends on beside the program's code."""
    if len(_HERE.known) > MOST_LOOKS:
        _HERE.known.clear()
    return _HERE.known.setdefault(look, Silence())


def heard(nothing: object) -> Callable[[Callable[[str], Found]], Callable[[str], Found]]:
    """A look at a text that remembers what it found, and by digest where that is *nothing*."""

    def remembering(look: Callable[[str], Found]) -> Callable[[str], Found]:
        name, looked = f"{look.__module__}.{look.__name__}", remembered(1 << 14)(look)

        @wraps(look)
        def listened(text: str) -> Found:
            silence = silence_of(name)
            if text in silence:
                return cast("Found", nothing)
            if (found := looked(text)) == nothing:
                silence.add(text)
            return found

        return listened

    return remembering


def believe(kept: Mapping[str, bytes]) -> None:
    """Know what an earlier run kept, made by the same program."""
    for look, digests in kept.items():
        silence_of(look).believe(digests)


def keep() -> dict[str, bytes]:
    """What the next run may know, by the name of the look."""
    return {look: kept for look, silence in sorted(_HERE.known.items()) if (kept := silence.kept())}


def all_of(several: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    """What several processes kept, together."""
    together: dict[str, set[bytes]] = {}
    for kept in several:
        for look, digests in kept.items():
            together.setdefault(look, set()).update(_apart(digests))
    return {look: b"".join(sorted(digests)) for look, digests in sorted(together.items())}


def forget() -> None:
    """Know of no text any longer that nothing stands in it."""
    _HERE.known.clear()


def _apart(kept: bytes) -> Iterator[bytes]:
    return (kept[at : at + SIZE] for at in range(0, len(kept), SIZE))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()
