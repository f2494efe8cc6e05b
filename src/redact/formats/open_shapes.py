"""Frames and shapes of an OpenDocument text: their words in place, all else told and searched, never carried over."""

from __future__ import annotations

from typing import Any

from redact.formats.open_names import AUTOMATIC, HELD, SHAPES, get, named
from redact.formats.open_story import Story
from redact.formats.pieces import Piece
from redact.formats.word_names import has_words


def read_shape(story: Story, shape: Any, hidden: bool, place: str) -> list[Piece]:
    """The words of a text box or shape; pictures and objects are told and searched, never carried over."""
    hidden = hidden or get(shape, "draw:display") in ("none", "screen")
    _describe(story, shape, place)
    _count(story, shape, place)
    where = place if place.startswith("text box") else f"text box by {place}"
    inner = Story(story.draft, where)
    inner.lines.ground = True  # what lies behind the words of a box is not looked at
    pieces = [one for each in _holders(shape) for one in inner.read(each)]
    for each in shape:
        if named(each) in SHAPES:
            pieces += read_shape(story, each, hidden, place)
    if hidden:
        for one in pieces:
            story.draft.keep("hidden", one.text, where, "hidden text")
    return [] if hidden else pieces


def _describe(story: Story, shape: Any, place: str) -> None:
    for one in (shape, *shape):
        if named(one) in ("svg:title", "svg:desc"):
            story.draft.keep("alt", story.draft.words(one), place, "alternative text")
        elif named(one) == "draw:image-map":
            story.draft.keep("link", "\n".join(_targets(one)), place, "link target")
            story.draft.words(one)
    name = get(shape, "draw:name")
    if has_words(name) and not AUTOMATIC.fullmatch(name):
        story.draft.keep("alt", name, place)
    if named(shape) == "draw:a":
        story.draft.keep("link", get(shape, "xlink:href"), place, "link target")


def _count(story: Story, shape: Any, place: str) -> None:
    held = [HELD[named(one)] for one in (shape, *shape) if named(one) in HELD]
    others = [one for one in held if one != "picture"]
    for kind in (others or held)[:1]:  # an object's picture is only how it looks
        story.draft.left.add(kind, place)
    is_box = named(shape) in ("draw:frame", "draw:a", "draw:g", "draw:control")
    if not held and not is_box and not "".join(shape.itertext()).strip():
        story.draft.left.add("drawing", place)
    for one in shape:
        if named(one) in ("draw:object", "draw:object-ole", "draw:floating-frame") and len(one):
            story.draft.keep("embedded", story.draft.words(one), place)


def _holders(shape: Any) -> list[Any]:
    """What of a frame or shape holds paragraphs: its text boxes, else the shape itself."""
    boxes = [one for one in shape if named(one) == "draw:text-box"]
    if boxes or named(shape) in ("draw:g", "draw:a", "draw:frame"):
        return boxes
    return [_Paragraphs(shape)]


class _Paragraphs(list[Any]):
    """The paragraphs, lists and tables right under a shape, without its other children."""

    tag = ""

    def __init__(self, shape: Any) -> None:
        super().__init__(one for one in shape if named(one) in ("text:p", "text:list", "table:table"))


def _targets(element: Any) -> list[str]:
    return [href for one in element.iter() if isinstance(one.tag, str) and (href := get(one, "xlink:href"))]
