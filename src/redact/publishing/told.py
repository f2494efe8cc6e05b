"""What a released edition says of itself: its title, and its files by kind and format."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from redact.errors import UnreadableError
from redact.rules.publishing import Publishing

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)
_NAME = re.compile(r"(?P<kind>[a-z-]+?)(?:-(?P<number>\d+))?(?P<suffix>\.[a-z]+)")
#: The order in which the formats of a text are offered.
_ORDER = (".html", ".docx", ".pdf", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class Offered:
    """One text of an edition, and the files in which it can be had: (name, format in words, size in words)."""

    name: str
    files: tuple[tuple[str, str, str], ...]


def title_of(files: Mapping[str, bytes]) -> str:
    """The title of the edition: that of its report's web page.

    Raises:
        UnreadableError: no web page of it has a title.
    """
    for name in sorted(files, key=lambda name: (not name.startswith("overview-report"), name)):
        if name.endswith(".html") and (match := _TITLE.search(files[name].decode("utf-8", "replace"))):
            return " ".join(html.unescape(match[1]).split())
    raise UnreadableError("the signed edition has no web page with a title; run, read and sign it again")


def offered(sizes: Mapping[str, int], publishing: Publishing) -> tuple[Offered, ...]:
    """The texts of an edition by their kinds, the report first; *sizes* are bytes by file name."""
    stems = sorted({name.rsplit(".", 1)[0] for name in sizes}, key=lambda stem: _rank(stem, publishing))
    return tuple(Offered(_kind(stem, publishing), tuple(_files(stem, sizes, publishing))) for stem in stems)


def _rank(stem: str, publishing: Publishing) -> tuple[int, str]:
    kinds = list(publishing.kinds)
    return next((at for at, kind in enumerate(kinds) if stem.startswith(kind)), len(kinds)), stem


def _kind(stem: str, publishing: Publishing) -> str:
    match = _NAME.fullmatch(f"{stem}.x")
    kind = match["kind"] if match else stem
    name = publishing.kinds.get(kind, kind.replace("-", " ").capitalize())
    return f"{name} {match['number']}" if match and match["number"] else name


def _files(stem: str, sizes: Mapping[str, int], publishing: Publishing) -> Iterable[tuple[str, str, str]]:
    for suffix in _ORDER:
        if (name := f"{stem}{suffix}") in sizes:
            yield name, publishing.formats.get(suffix, suffix[1:]), _size(sizes[name])


def _size(count: int) -> str:
    """A file's size in words: '84 kB', '1.2 MB'."""
    return f"{max(count // 1000, 1)} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
