"""Read one XML part: every text node, attribute, comment and tag name, whatever it means.

Word's own parts are read by opened_word, which also knows what shows on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from redact.checks.nouns import Gathering, unreadable

#: A part of a report of a hundred pages has about 50,000 tags.
MOST_TAGS = 1_000_000
#: Office's own vocabularies, whose tag names tell nothing about anybody.
_OURS = (
    "http://schemas.openxmlformats.org/",
    "http://schemas.microsoft.com/",
    "http://purl.org/",
    "http://purl.oclc.org/",
    "http://www.w3.org/",
    "urn:schemas-microsoft-com:",
)
#: Typefaces of Office that are forenames or surnames too.
_TYPEFACES = frozenset(
    {
        "georgia",
        "candara",
        "verdana",
        "constantia",
        "corbel",
        "vivaldi",
        "nina",
        "gabriola",
        "times new roman",
        "gill sans mt",
    }
)
_TYPEFACE_ATTRIBUTES = frozenset({"ascii", "hAnsi", "cs", "eastAsia", "typeface", "name", "val"})
#: Words of Office's own standard (ECMA-376, part 1) that are names too, by element and attribute: 'Hans' in majorHAnsi, a
#: roman typeface. Each attribute can have these values alone; any other that stands there is read.
_THEMES = frozenset(
    f"{size}{what}" for size in ("major", "minor") for what in ("EastAsia", "Bidi", "Ascii", "HAnsi")
)
_STANDARD = {
    **{("rFonts", name): _THEMES for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")},
    ("family", "val"): frozenset({"auto", "decorative", "modern", "roman", "script", "swiss"}),
    ("numFmt", "val"): frozenset(
        {"decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "bullet", "none"}
    ),
    ("pgNumType", "fmt"): frozenset({"decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter"}),
    ("br", "type"): frozenset({"page", "column", "textWrapping"}),
    ("br", "clear"): frozenset({"none", "left", "right", "all"}),
}


def parsed(gathering: Gathering, data: bytes) -> Any:
    """The root of an XML part; a document type, and with it every entity, is refused."""
    from lxml import etree

    if data.count(b"<") > MOST_TAGS:
        raise unreadable(
            gathering, f"has an XML part of more than {MOST_TAGS:,} tags", "check where it comes from"
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Any = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise unreadable(gathering, "has a damaged XML part", "make it again") from error
    if root.getroottree().docinfo.doctype:
        raise unreadable(gathering, "has an XML part with a document type", "make it again")
    return root


#: A whole number of days, with a time of day behind it or not, that lies between 1927 and 2064.
_NUMBER = re.compile(r"([1-5]\d{4})(?:\.\d+)?")
_FIRST_DAY = date(1899, 12, 30)


def local(node: Any) -> str:
    """The tag's name without its namespace; '' for a comment or an instruction."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def open_loose_xml(gathering: Gathering, data: bytes) -> None:
    """An XML file that is not part of an Office package: everything in it."""
    root = parsed(gathering, data)
    open_nodes(gathering, root, "property")
    open_markup(gathering, root)


def open_nodes(gathering: Gathering, root: Any, kind: str, visible: bool = False) -> None:
    """Every text node of a part, and all of them joined."""
    texts = [text for text in root.itertext() if text.strip()]
    for text in texts:
        gathering.say("", text, kind, visible)
    if len(texts) > 1:
        gathering.say("", "".join(texts), "joined")
        gathering.say("", " ".join(texts), "joined")
    if days := list(_counted_days(root)):
        gathering.say("numbers that count days", " | ".join(days), "joined")


def _counted_days(root: Any) -> Iterator[str]:
    """The days that numbers of a sheet or chart may stand for, counted as spreadsheets do (ECMA-376, part 1, 18.17.4.1)."""
    for node in root.iter():
        if local(node) == "v" and (found := _NUMBER.fullmatch((node.text or "").strip())):
            day = _FIRST_DAY + timedelta(days=int(found[1]))
            yield f"{day.day} {day:%B %Y} | {day:%d/%m/%Y}"


def open_markup(gathering: Gathering, root: Any) -> None:
    """Every attribute value, tag name, comment and processing instruction of a part."""
    for node in [*_outside(root), *root.iter()]:
        if isinstance(node.tag, str):
            _attributes(gathering, node)
        else:
            gathering.hide("XML comment", "")
            gathering.say("", f"{getattr(node, 'target', '')} {node.text or ''}", "comment")
    for name in sorted(set(_foreign_names(root))):
        gathering.say("tag", name, "name")


def _outside(root: Any) -> list[Any]:
    """Comments and instructions before and after the root."""
    return [*root.itersiblings(preceding=True), *root.itersiblings()]


def _attributes(gathering: Gathering, node: Any) -> None:
    for name, value in node.attrib.items():
        plain = name.rpartition("}")[2]
        if plain == "script" and len(value) == 4:  # ISO 15924: 'Hans' is a script there
            continue
        if plain in _TYPEFACE_ATTRIBUTES and value.casefold() in _TYPEFACES:
            continue
        if node.tag[1:].startswith(_OURS) and value in _STANDARD.get((local(node), plain), ()):
            continue
        gathering.say(_place(plain), value, _kind(plain))


def _kind(name: str) -> str:
    if name in ("descr", "title", "alt", "caption"):
        return "alt"
    return "link" if name in ("Target", "href", "anchor", "tooltip") else "attribute"


def _place(name: str) -> str:
    return {"descr": "alternative text", "Target": "link target"}.get(name, f"attribute {name}")


def _foreign_names(root: Any) -> Iterator[str]:
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        for name in (node.tag, *node.attrib):
            if "}" not in name or not name[1:].startswith(_OURS):
                yield name.rpartition("}")[2]
        for prefix, address in node.nsmap.items():
            if not address.startswith(_OURS):
                yield f"{prefix or ''} {address}"
