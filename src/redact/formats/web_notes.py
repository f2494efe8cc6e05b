"""The notes of a web page: a call that leads down to a note, and a link in the note that leads back up."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

#: Elements that a note may be: Word makes a `div` of it, others an item of a list or a paragraph.
HOLDS_NOTE = ("div", "li", "p", "aside", "dd", "section")
CALL = re.compile(r"[\[(]?\s*(?:\d{1,4}|[ivxlc]{1,8}|[a-z*†‡§])\s*[\])]?\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Notes:
    """By element: the number of the note that it calls or is; and the links that lead back."""

    calls: dict[Any, str] = field(default_factory=dict)
    notes: dict[Any, str] = field(default_factory=dict)
    back: frozenset[Any] = frozenset()


def find_notes(root: Any) -> Notes:
    """The notes of the page, numbered by their first call."""
    named: dict[str, Any] = {}
    inner = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for key in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if key:
                named.setdefault(key, element)
        if element.tag == "a" and (element.get("href") or "").startswith("#"):
            inner.append(element)
    return _paired(inner, named)


def _paired(inner: list[Any], named: dict[str, Any]) -> Notes:
    calls: dict[Any, str] = {}
    notes: dict[Any, str] = {}
    back = set()
    leading: dict[str, list[Any]] = {}
    for link in inner:
        leading.setdefault(link.get("href")[1:], []).append(link)
    for link in inner:
        note = _note_of(link, named)
        own = [key for key in (link.get("id"), link.get("name"), *_ids_around(link)) if key]
        returns = [
            one for key in own for one in leading.get(key, ()) if note is not None and _is_in(one, note)
        ]
        if note is None or not returns or link in back or _is_in(link, note):
            continue
        calls[link] = notes.setdefault(note, str(len(notes) + 1))
        back.update(returns)
    return Notes(calls, notes, frozenset(back))


def _note_of(link: Any, named: dict[str, Any]) -> Any:
    """The element that holds the note which *link* leads to; None where it leads to none."""
    if not CALL.fullmatch("".join(link.itertext()).strip()):
        return None
    target = named.get(link.get("href")[1:])
    while target is not None and target.tag not in HOLDS_NOTE:
        target = target.getparent()
    parent = None if target is None else target.getparent()
    if (
        target is not None
        and target.tag == "p"
        and parent is not None
        and re.match(r"(?i)_?(ftn|edn)\d", parent.get("id") or "")
    ):
        return parent
    return target


def _ids_around(link: Any) -> list[str]:
    """Ids that stand around the call (`<sup id=…><a …>`) or in it."""
    parent = link.getparent()
    around = [parent.get("id")] if parent is not None and parent.tag in ("sup", "span") else []
    return [
        key
        for key in (
            *around,
            *(one.get("id") or one.get("name") for one in link.iterchildren("a", "sup", "span")),
        )
        if key
    ]


def _is_in(element: Any, outer: Any) -> bool:
    steps = 0
    while element is not None and steps < 60:
        if element is outer:
            return True
        element, steps = element.getparent(), steps + 1
    return False
