"""How often a PDF draws what it draws: a few forms that draw each other keep a reader busy for ever.

Told from the drawing commands, before any page is opened by a library that would obey them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

#: No report draws a form within forms so often; one that draws itself has no number.
MOST_DRAWN = 20_000
_Known = dict[tuple[int, int], int]


def draws_too_much(pdf: Any) -> bool:
    """Whether a page or a form of *pdf* draws itself, or draws more forms within forms than any report does."""
    known: _Known = {}
    return any(_drawn(stream, names, known, ()) > MOST_DRAWN for stream, names in _drawings(pdf))


def _drawings(pdf: Any) -> Iterator[tuple[Any, Any]]:
    """The pages, and the streams that have forms of their own, each with what its names mean."""
    import pikepdf

    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            if (names := _names(thing)) is not None:
                yield thing, names
        elif isinstance(thing, pikepdf.Dictionary) and str(thing.get("/Type", "")) == "/Page":
            if (names := _names(thing)) is not None and "/Contents" in thing:
                yield pikepdf.Page(thing), names


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
    """How many forms are drawn until *stream* is drawn once; more than MOST_DRAWN where it draws itself."""
    import pikepdf

    own = getattr(getattr(stream, "obj", stream), "objgen", (0, 0))
    if own in above or len(above) > 60:
        return MOST_DRAWN + 1
    if own not in known:
        total = 0
        for command in pikepdf.parse_content_stream(stream, operators="Do"):
            form = names.get(str(command.operands[-1])) if command.operands else None
            if isinstance(form, pikepdf.Stream) and str(form.get("/Subtype", "")) == "/Form":
                inner = _names(form)
                total += 1 + _drawn(form, names if inner is None else inner, known, (*above, own))
            if total > MOST_DRAWN:
                break
        known[own] = total
    return known[own]
