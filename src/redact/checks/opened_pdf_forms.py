"""How much a PDF draws: a few forms that draw each other keep a reader busy for ever, and so do a million commands.

Told from the drawing commands, before any page is opened by a library that would obey them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

#: No page of a report obeys so many commands that place text or draw what is kept elsewhere, the forms' own
#: counted as often as they are drawn; what draws itself has no number. A dense page has about 5,000.
MOST_COMMANDS = 400_000
#: Where such a command may stand; more than there are, since a word within a text looks the same.
_COMMAND = re.compile(rb"(?<![A-Za-z])(?:BT|ET|T[fdDmJjcwzLsr*]|q|Q|cm|Do|['\"])(?![A-Za-z])")
_Known = dict[tuple[int, int], int]


def draws_too_much(pdf: Any) -> bool:
    """Whether a page or a form of *pdf* draws itself, or obeys more commands than any page of a report."""
    known: _Known = {}
    return any(_drawn(stream, names, known, ()) > MOST_COMMANDS for stream, names in _drawings(pdf))


def _drawings(pdf: Any) -> Iterator[tuple[Any, Any]]:
    """The pages, and the streams that have forms of their own, each with what its names mean."""
    import pikepdf

    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            if (names := _names(thing)) is not None:
                yield thing, names
        elif isinstance(thing, pikepdf.Dictionary) and str(thing.get("/Type", "")) == "/Page":
            if "/Contents" in thing:
                names = _names(thing)
                yield pikepdf.Page(thing), pikepdf.Dictionary() if names is None else names


def _names(thing: Any) -> Any:
    """What the names of drawn objects mean in a stream or a page; None where it has none of its own."""
    import pikepdf

    for _ in range(50):  # a page without resources has those of the list that it stands in
        resources = thing.get("/Resources")
        if isinstance(resources, pikepdf.Dictionary):
            names = resources.get("/XObject")
            return names if isinstance(names, pikepdf.Dictionary) else None
        thing = thing.get("/Parent")
        if not isinstance(thing, pikepdf.Dictionary):
            break
    return None


def _drawn(stream: Any, names: Any, known: _Known, above: tuple[tuple[int, int], ...]) -> int:
    """How many commands are obeyed to draw *stream* once; more than MOST_COMMANDS where it draws itself."""
    own = getattr(getattr(stream, "obj", stream), "objgen", (0, 0))
    if own in above or len(above) > 60:
        return MOST_COMMANDS + 1
    if own not in known:
        known[own] = _obeyed(stream, names, known, (*above, own))
    return known[own]


def _obeyed(stream: Any, names: Any, known: _Known, above: tuple[tuple[int, int], ...]) -> int:
    import pikepdf

    total, draws = 0, False
    for part in _contents(stream):
        total += sum(1 for _ in _COMMAND.finditer(part))
        draws = draws or b"Do" in part
        if total > MOST_COMMANDS:
            return total
    if not draws:  # then nobody asks what they are
        return total
    for command in pikepdf.parse_content_stream(stream, operators="Do"):
        form = names.get(str(command.operands[-1])) if command.operands else None
        if isinstance(form, pikepdf.Stream) and str(form.get("/Subtype", "")) == "/Form":
            inner = _names(form)
            total += _drawn(form, names if inner is None else inner, known, above)
        if total > MOST_COMMANDS:
            break
    return total


def _contents(stream: Any) -> Iterator[bytes]:
    """The drawing commands of a page or a form, unpacked."""
    import pikepdf

    contents = stream.obj.Contents if isinstance(stream, pikepdf.Page) else stream
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    return (part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))
