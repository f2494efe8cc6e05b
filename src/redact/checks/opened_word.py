"""Read a part of a Word package: what shows, paragraph by paragraph, and what does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from redact.checks.nouns import Gathering
from redact.checks.opened_xml import local

_PARAGRAPH = "p"
_CHANGES = re.compile(
    r"ins|del|moveFrom|moveTo|\w+Change|cellIns|cellDel|cellMerge|moveFromRange\w+|moveToRange\w+|customXml(Ins|Del)\w+"
)
_UNSEEN_TEXT = frozenset({"delText", "delInstrText", "instrText"})
_SHOWN_TEXT = frozenset({"t"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\xad", "ptab": "\t"}
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: Half points: nobody reads letters of two points or less.
_TINY = 4


def open_story(gathering: Gathering, root: Any, story: str, styles: frozenset[str]) -> None:
    """The paragraphs of one story: the body, a header, a footnote part, the comments…"""
    body: list[str] = []
    for number, paragraph in enumerate(_paragraphs(root), 1):
        place = f"paragraph {number}" if story == "body" else story
        shown, unseen = _texts(paragraph, styles)
        _say(gathering, place, shown, unseen, story)
        body.append(shown)
        everything = "".join(_own_text(paragraph))
        if everything != shown:
            gathering.say(place, everything, "joined")
    gathering.say("" if story == "body" else story, " ".join(body), "joined")
    _rows(gathering, root, styles)
    _changes(gathering, root)
    _loose(gathering, root, styles)


def _say(gathering: Gathering, place: str, shown: str, unseen: str, story: str) -> None:
    is_comment = story == "comment"
    gathering.say(place, shown, "comment" if is_comment else "text", visible=not is_comment)
    gathering.say(place, unseen, "hidden")


def _paragraphs(root: Any) -> Iterator[Any]:
    return (node for node in root.iter() if local(node) == _PARAGRAPH)


def _own(paragraph: Any) -> Iterator[Any]:
    """The nodes of a paragraph, but not those of paragraphs inside it (text boxes)."""
    for node in paragraph:
        if local(node) != _PARAGRAPH:
            yield node
            yield from _own(node)


def _own_text(paragraph: Any) -> Iterator[str]:
    return (node.text or "" for node in _own(paragraph) if isinstance(node.tag, str))


def _texts(paragraph: Any, styles: frozenset[str]) -> tuple[str, str]:
    """What a paragraph shows, and what it does not."""
    shown: list[str] = []
    unseen: list[str] = []
    for node in _own(paragraph):
        name = local(node)
        text = _SIGNS.get(name) or (_symbol(node) if name == "sym" else "")
        if name in _SHOWN_TEXT or name in _UNSEEN_TEXT:
            text = node.text or ""
        if text:
            (unseen if name in _UNSEEN_TEXT or hidden_reason(node, styles) else shown).append(text)
    return "".join(shown), "".join(unseen)


def _symbol(node: Any) -> str:
    """The letter behind a symbol: fonts for symbols use a private range above the plain letters."""
    code = node.get(f"{_W}char", "")
    return chr(int(code, 16) & 0xFF) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""


def hidden_reason(node: Any, styles: frozenset[str]) -> str:
    """Why the text of *node* does not show: 'hidden', 'white', 'tiny', or '' where it does."""
    run = next((above for above in node.iterancestors() if local(above) == "r"), None)
    if run is None:
        return ""
    properties = run.find(f"{_W}rPr")
    reason = "" if properties is None else properties_hide(properties)
    if reason == "white" and _is_shaded(run):
        reason = ""
    return reason or ("hidden" if styles & set(_styles_of(run)) else "")


def properties_hide(properties: Any) -> str:
    """What in these run properties makes text invisible."""
    for child in properties:
        value = child.get(f"{_W}val", "")
        name = local(child)
        if name in ("vanish", "webHidden", "specVanish") and value not in ("0", "false", "off"):
            return "hidden"
        if name == "color" and value.upper() == "FFFFFF":
            return "white"
        if name == "sz" and value.isdigit() and int(value) <= _TINY:
            return "tiny"
    return ""


def _is_shaded(run: Any) -> bool:
    """Whether white letters stand on a coloured ground: the run's, paragraph's or cell's."""
    grounds = (
        shade.get(f"{_W}fill", "auto").upper()
        for node in (run, *run.iterancestors())
        for properties in node
        if local(properties) in ("rPr", "pPr", "tcPr", "tblPr", "trPr")
        for shade in properties.iter(f"{_W}shd")
    )
    return any(ground not in ("AUTO", "FFFFFF", "") for ground in grounds)


def _styles_of(run: Any) -> Iterator[str]:
    paragraph = next((above for above in run.iterancestors() if local(above) == _PARAGRAPH), run)
    for node, tag in ((run, "rStyle"), (paragraph, "pStyle")):
        for properties in node:
            if local(properties) in ("rPr", "pPr"):
                yield from (style.get(f"{_W}val", "") for style in properties.iter(f"{_W}{tag}"))


def hiding_styles(root: Any) -> frozenset[str]:
    """The styles that hide what they are put on, and the styles based on them."""
    based: dict[str, str] = {}
    hiding: set[str] = set()
    for style in root.iter(f"{_W}style"):
        name = style.get(f"{_W}styleId", "")
        based[name] = next((b.get(f"{_W}val", "") for b in style.iter(f"{_W}basedOn")), "")
        properties = style.find(f"{_W}rPr")
        if properties is not None and properties_hide(properties) in ("hidden", "tiny"):
            hiding.add(name)
    for _ in based:
        hiding |= {name for name, base in based.items() if base in hiding}
    return frozenset(hiding)


def _rows(gathering: Gathering, root: Any, styles: frozenset[str]) -> None:
    for number, row in enumerate(root.iter(f"{_W}tr"), 1):
        cells = [_texts(paragraph, styles)[0] for paragraph in _paragraphs(row)]
        gathering.say(f"table row {number}", " ".join(cells), "joined")


def _changes(gathering: Gathering, root: Any) -> None:
    for node in root.iter():
        name = local(node)
        if name and _CHANGES.fullmatch(name) and node.tag.startswith(_W):
            gathering.hide("tracked change", "")
        if name in ("commentReference", "commentRangeStart"):
            gathering.hide("comment", "")
        if name in ("object", "OLEObject", "control", "altChunk", "subDoc"):
            gathering.hide("embedded file", "")
        if any("rsid" in attribute for attribute in node.attrib):
            gathering.hide("revision id", "")


def _loose(gathering: Gathering, root: Any, styles: frozenset[str]) -> None:
    """Text outside paragraphs, and hidden text by its reason."""
    for node in root.iter():
        if local(node) in _SHOWN_TEXT and hidden_reason(node, styles):
            gathering.hide("hidden text", "")
        if isinstance(node.tag, str) and node.text and node.text.strip() and local(node) != "t":
            gathering.say("", node.text, "hidden")
        if node.tail and node.tail.strip():
            gathering.say("", node.tail, "hidden")
