"""What an element of a web page makes of the words in it: heading, item, quote, or something kept aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from redact.formats.pieces import names
from redact.formats.web_lists import Listing
from redact.formats.web_look import Look, look_of, without_emphasis
from redact.formats.web_notes import Notes
from redact.formats.web_table import Table

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = names(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section summary table tbody td"
    " tfoot th thead title tr ul caption optgroup option xmp listing plaintext center"
)
#: Elements whose words are kept aside whole: the kind of aside, and what the reviewer is told.
SEALED = {
    "title": ("property", "document property"),
    "del": ("deletion", "tracked deletion"),
    "textarea": ("attribute", "form value"),
    "select": ("attribute", "form value"),
    "svg": ("alt", "picture"),
    "canvas": ("hidden", "picture"),
    "object": ("hidden", "embedded file"),
    "video": ("hidden", "embedded file"),
    "audio": ("hidden", "embedded file"),
    "applet": ("hidden", "embedded file"),
    "iframe": ("hidden", "embedded page"),
    "frameset": ("hidden", "embedded page"),
    "rt": ("alt", "pronunciation guide"),
    "annotation": ("alt", ""),
    "annotation-xml": ("alt", ""),
}
KINDS = {"blockquote": "quote", "caption": "caption", "figcaption": "caption"}
CLASSES = {"msotitle": "title", "msocaption": "caption", "msoquote": "quote", "msointensequote": "quote"}
LIST_LEVEL = re.compile(r"\blevel(\d)")
SHOWN_AS_BLOCK = ("block", "list-item", "flex", "grid", "table")


@dataclass(slots=True)
class Item:
    """A list item that is being read; *label* is '' once it has been printed."""

    label: str
    level: int


@dataclass(slots=True)
class Frame:
    """An open element: what the words in it are."""

    tag: str
    look: Look
    kind: str = "paragraph"
    level: int = 0  # of a heading
    item: Item | None = None
    lists: tuple[Listing, ...] = ()
    table: Table | None = None
    outer: Table | None = None  # the outermost open table
    lays_out: bool = False  # the innermost open `table` is none
    seal: tuple[str, str] | None = None  # kept aside whole
    note: str = ""
    word_level: int = 0  # of a paragraph that Word has put into a list
    is_block: bool = True
    said: Any = None


def frame_of(element: Any, tag: str, said: Any, outer: Frame, notes: Notes) -> Frame:
    """The frame of an element inside *outer*; *said* is its CSS."""
    look = look_of(tag, element.attrib, said, outer.look)
    shown = said.get("display", "")
    block = (tag in BLOCKS or shown in SHOWN_AS_BLOCK) and shown != "inline"
    frame = replace(outer, tag=tag, look=look, is_block=block, said=said)
    frame.seal = outer.seal or _seal(element, tag, said)
    frame.note = outer.note or notes.notes.get(element, "")
    if tag in HEADINGS:
        frame.kind, frame.level, frame.look = "heading", HEADINGS[tag], without_emphasis(look)
    elif tag in KINDS:
        frame.kind = KINDS[tag]
    elif block:
        _from_word(element, frame, said)
    return frame


def _seal(element: Any, tag: str, said: Any) -> tuple[str, str] | None:
    """Whether all of the element is kept aside, and as what."""
    if said.get("mso-list") == "ignore":
        return ("label", "")
    if said.get("mso-element") == "comment":
        return ("comment", "comment")
    anchor = "msocomanchor" in (element.get("class") or "").lower()
    if anchor or said.get("mso-special-character") == "comment":
        return ("comment", "")
    return SEALED.get(tag)


def _from_word(element: Any, frame: Frame, said: Any) -> None:
    """What Word's own classes and styles say of a paragraph."""
    own = (element.get("class") or "").lower()
    frame.kind = next((kind for key, kind in CLASSES.items() if own.startswith(key)), frame.kind)
    level = LIST_LEVEL.search(said.get("mso-list", ""))
    frame.word_level = int(level[1]) if level else int(own.startswith("msolistparagraph"))
