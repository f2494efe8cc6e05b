"""Paragraphs and words as Word writes them: elements of WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from redact.formats import template
from redact.formats.words import linked

if TYPE_CHECKING:
    from lxml.etree import _Element

    from redact.formats.printed import Line
    from redact.formats.words import Words

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
REGIONS = {"cy": "cy-GB", "gd": "gd-GB", "ga": "ga-IE", "pl": "pl-PL", "fr": "fr-FR"}  # as Word calls them
TARGET = "target"  # where a link's address waits for its relationship

# In the order in which Word's schema wants them: a run's properties are put in the order of this table.
STYLES = {
    "bold": (("b", {}), ("bCs", {})),
    "italic": (("i", {}), ("iCs", {})),
    "capitals": (("caps", {}),),
    "small-capitals": (("smallCaps", {}),),
    "strike": (("strike", {}),),
    "underline": (("u", {"val": "single"}),),
    "superscript": (("vertAlign", {"val": "superscript"}),),
    "subscript": (("vertAlign", {"val": "subscript"}),),
}


def hanging(left: int, by: int) -> list[_Element]:
    """What makes a label hang out to the left of its paragraph, in twentieths of a point."""
    tab = w("tab", val="left", pos=str(left))
    return [w("tabs", tab), w("ind", left=str(left), hanging=str(by))]


def styled(style: str, *inside: _Element | None, layout: Iterable[_Element] = ()) -> _Element:
    """A paragraph of a style; *layout* departs from the style."""
    return w("p", w("pPr", w("pStyle", val=style), *layout), *inside)


def label(line: Line) -> _Element | None:
    """The line's number as text, before a tab; None where it has none."""
    return run(f"{line.number}\t") if line.number else None


def words(line: Line) -> Iterator[_Element]:
    """The line's words: runs, links around runs, and calls of notes."""
    for target, group in linked(line.words):
        runs = [_call(each) if each.note else run(each.text, each.styles, each.language, bool(target))
                for each in group]  # fmt: skip
        yield from [w("hyperlink", *runs, **{TARGET: target, "history": "1"})] if target else runs


def _call(each: Words) -> _Element:
    look = w("rPr", w("rStyle", val="FootnoteReference"))
    # Word counts each reference as a note of its own, so a second call only shows the number.
    shown = w("footnoteReference", id=str(each.note)) if each.first else w("t", text=each.text)
    return w("r", look, shown)


def run(text: str, styles: Iterable[str] = (), language: str = "", leads: bool = False) -> _Element:
    """A run of text; line ends and tabs are elements of their own."""
    look = [w("rStyle", val="Hyperlink")] if leads else []
    look += [w(name, **more) for style in STYLES if style in styles for name, more in STYLES[style]]
    look += [w("lang", val=REGIONS.get(language, language))] if language else []
    parts = (part for part in re.split("([\n\t])", text) if part)
    signs = {"\n": "br", "\t": "tab"}
    inside = [w(signs[part]) if part in signs else w("t", text=part) for part in parts]
    return w("r", w("rPr", *look) if look else None, *inside)


def w(tag: str, /, *inside: _Element | None, text: str = "", **attributes: str) -> _Element:
    """A WordprocessingML element."""
    from lxml import etree

    element = etree.Element(f"{{{template.W}}}{tag}", nsmap={"w": template.W})
    for key, value in attributes.items():
        element.set(f"{{{template.W}}}{key}", value)
    if text:
        element.text = text
        element.set(SPACE, "preserve")
    element.extend(child for child in inside if child is not None)
    return element


def related(root: _Element, relate: Callable[[str], str]) -> None:
    """Give each link the id of its relationship in place of its address."""
    for link in root.iter(f"{{{template.W}}}hyperlink"):
        if target := link.attrib.pop(f"{{{template.W}}}{TARGET}", ""):
            link.set(f"{{{template.OFFICE}}}id", relate(str(target)))
