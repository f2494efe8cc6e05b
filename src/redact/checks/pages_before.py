"""Pages of PDFs that were read before: what one reader made of each, by the digest of all that it is drawn from.

Only for files that this program has just written: of a file from elsewhere every page is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: What one reader makes of a page: its text column by column, and the letters from left to right.
Columns = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What another reader makes of a page: its text, what does not show, its pictures, and how much it draws."""

    text: str
    reasons: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    drawn: int = 0


#: All of a page that its text hangs on; what a page does not say itself, a node above it may say for it.
_DRAWN_FROM = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_DEEPEST = 40  # nodes of the tree above a page


@dataclass(slots=True)
class PagesBefore:
    """Pages by digest: those *known* before, and those *used* now."""

    known: Mapping[str, Columns] = field(default_factory=dict)
    used: dict[str, Columns] = field(default_factory=dict)
    drawn_known: Mapping[str, Drawn] = field(default_factory=dict)
    drawn: dict[str, Drawn] = field(default_factory=dict)

    def knows(self, digest: str) -> bool:
        """Whether this very page was read before."""
        return digest in self.known

    def recall(self, digest: str) -> Columns:
        """What was read on a page that is known."""
        self.used[digest] = self.known[digest]
        return self.used[digest]

    def keep(self, digest: str, columns: Columns) -> Columns:
        """Remember what was read on a page now."""
        self.used[digest] = columns
        return columns

    def as_drawn(self, digest: str, read: Callable[[], Drawn]) -> Drawn:
        """What the page of this digest draws: remembered, or as *read* finds it now."""
        self.drawn[digest] = self.drawn_known.get(digest) or read()
        return self.drawn[digest]


def page_digests(pdf: Any) -> list[str]:
    """For each page of an open PDF (pikepdf) a digest of its drawing, fonts and measures.

    No page has one where the file has layers: whether one shows is not said on the page.
    """
    if "/OCProperties" in pdf.Root:
        return []
    seen: dict[tuple[int, int], bytes] = {}
    return [_page(page.obj, seen) for page in pdf.pages]


def _page(page: Any, seen: dict[tuple[int, int], bytes]) -> str:
    total = hashlib.sha256()
    for key in _DRAWN_FROM:
        total.update(key.encode() + _digest(_inherited(page, key), seen))
    return total.hexdigest()


def _inherited(page: Any, key: str) -> Any:
    for _ in range(_DEEPEST):
        if page is None or key in page:
            break
        page = page.get("/Parent")
    return None if page is None else page.get(key)


def _digest(thing: Any, seen: dict[tuple[int, int], bytes]) -> bytes:
    """A digest of an object with everything that it points to; of one inside itself only that it is."""
    number = getattr(thing, "objgen", (0, 0))
    if number != (0, 0):
        if number not in seen:
            seen[number] = b"inside itself"
            seen[number] = _content(thing, seen)
        return seen[number]
    return _content(thing, seen)


def _content(thing: Any, seen: dict[tuple[int, int], bytes]) -> bytes:
    import pikepdf

    total = hashlib.sha256(type(thing).__name__.encode() + b"\0")
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in sorted(thing.keys()):
            if key != "/Parent":
                total.update(key.encode("utf-8", "surrogatepass") + b"\0" + _digest(thing[key], seen))
        if isinstance(thing, pikepdf.Stream):
            total.update(hashlib.sha256(thing.read_raw_bytes()).digest())
    elif isinstance(thing, pikepdf.Array):
        for each in thing:
            total.update(_digest(each, seen))
    elif isinstance(thing, pikepdf.Object):
        total.update(thing.unparse())
    else:
        total.update(repr(thing).encode("utf-8", "surrogatepass"))
    return total.digest()
