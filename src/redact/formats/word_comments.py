"""The comments of a Word file that came back from its readers: who wrote what, where, in answer to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redact.formats import opening
from redact.formats.word_package import Package, open_package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARA_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment or reply."""

    id: str
    author: str
    date: str  # ISO 8601 as the file has it; '' where it says none
    lines: tuple[str, ...]
    parent: str = ""  # the id of the comment that it answers, where the file says so
    place: tuple[int, int] | None = (
        None  # characters of the body that it stands at; None where it stands nowhere
    )


@dataclass(frozen=True, slots=True)
class Commented:
    """A Word file with its comments, in the order of their numbers, and the words of its body."""

    comments: tuple[Comment, ...]
    text: str


@dataclass(slots=True)
class _Body:
    """The words of the body so far, and where comments begin and end."""

    said: list[str] = field(default_factory=list)
    length: int = 0
    begun: dict[str, int] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, text: str) -> None:
        self.said.append(text)
        self.length += len(text)


def read_comments(path: Path) -> Commented:
    """The comments of the .docx at *path*; what was deleted with changes tracked is not there.

    Raises:
        UnreadableError: the file is damaged, hostile, encrypted or no .docx.
    """
    name = str(path)
    data = opening.load(path, name)
    opening.require_ending(data, ".docx", name)
    package = open_package(data, name)
    body = _body(package.xml[package.main])
    roots = [package.xml[part] for part in _parts(package, "comments")]
    found = [one for root in roots for one in root.iter(f"{_W}comment")]
    parents = _parents(package, found)
    comments = [_read(one, parents, body) for one in found]
    return Commented(tuple(sorted(comments, key=_order)), "".join(body.said))


def _order(comment: Comment) -> tuple[str, int, str]:
    """By date, then by number: programs write the replies of one thread in any order."""
    return comment.date, int(comment.id) if comment.id.isdecimal() else 0, comment.id


def _parts(package: Package, kind: str) -> list[str]:
    return [r.target for r in package.relations(package.main) if r.kind == kind and r.target in package.xml]


def _parents(package: Package, comments: list[Any]) -> dict[str, str]:
    """Comment → the comment that it answers, by the ids of their last paragraphs."""
    by_paragraph = {p.get(_PARA_ID): str(c.get(f"{_W}id")) for c in comments for p in c.iter(f"{_W}p")}
    found = {}
    for part in _parts(package, "commentsExtended"):
        for one in package.xml[part].iter(f"{_W15}commentEx"):
            own, above = (
                by_paragraph.get(one.get(f"{_W15}{key}") or "") for key in ("paraId", "paraIdParent")
            )
            if own and above and own != above:
                found[own] = above
    return found


def _read(one: Any, parents: dict[str, str], body: _Body) -> Comment:
    own = str(one.get(f"{_W}id") or "")
    lines = [line for p in one.iter(f"{_W}p") for line in "".join(_words(p)).split("\n")]
    return Comment(
        id=own,
        author=" ".join(str(one.get(f"{_W}author") or "").split()),
        date=str(one.get(f"{_W}date") or ""),
        lines=tuple(line.strip() for line in lines if line.strip()),
        parent=parents.get(own, ""),
        place=body.places.get(own),
    )


def _words(paragraph: Any) -> Iterator[str]:
    """What a paragraph says now: text that was inserted is there, deleted text is not."""
    for one in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif one.getparent().tag == f"{_W}r":
            yield " " if one.tag == f"{_W}tab" else "\n"


def _body(root: Any) -> _Body:
    body = _Body()
    for one in root.iter(f"{_W}t", f"{_W}commentRangeStart", f"{_W}commentRangeEnd"):
        own = str(one.get(f"{_W}id") or "")
        if one.tag == f"{_W}t":
            body.add(one.text or "")
        elif one.tag == f"{_W}commentRangeStart":
            body.begun[own] = body.length
        elif own in body.begun:
            body.places[own] = (body.begun[own], body.length)
    return body
