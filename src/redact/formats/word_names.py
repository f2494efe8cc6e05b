"""The names that Word's XML uses, and which of them carry words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from redact.formats.pieces import names

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MATH_NS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
REL_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = f"{{{W_NS}}}"
REL = f"{{{REL_NS}}}"

MOST_ATTRIBUTES = 1000  # of one element; Word's have at most a few dozen

#: How a setting is switched off.
OFF = ("0", "false", "off", "none")

#: Attributes that hold what a person typed, by local name, where they may hold a name.
TYPED = names(
    "author initials alias displayText tooltip ed edGrp original descr title string userId providerId"
    " tag docLocation tgtFrame caption subject"
)
#: Attributes called 'name' or 'val' hold words only on these elements.
NAMED = names("bookmarkStart moveFromRangeStart moveToRangeStart docPr cNvPr permStart docVar")
VALUED = names(
    "alias tag tblCaption tblDescription helpText statusText default name listEntry docVar lvlText"
    " text calendar fullDate storeItemID entryMacro exitMacro"
)
WRITTEN_ELSEWHERE = names("lvlText text calendar fullDate storeItemID")

#: Elements whose text is a measure or a setting.
MEASURES = names(
    "posOffset pctWidth pctHeight pctPosHOffset pctPosVOffset align sizeRelH sizeRelV binData fldData"
)

#: Names that Office gives to parts by itself.
AUTOMATIC_PART = re.compile(
    r"(?i)(?:image|chart|chartex|oleObject|activeX|item|itemProps|drawing|data|layout|quickStyle|colors|style|sig"
    r"|origin|media|model3d|ink|hdphoto|afchunk|document|styles|settings|fontTable|webSettings|thumbnail|font"
    r"|webextension|taskpanes|customUI(?:14)?|numbering|footnotes|endnotes|header|footer|vmlDrawing"
    r"|Microsoft_\w+?_(?:Worksheet|Presentation|Document|Slide|Drawing|Chart))\d*\.\w+"
)

#: Namespaces whose attributes are layout, not words.
LAYOUT = ("schemas.openxmlformats.org", "schemas.microsoft.com", "urn:schemas-microsoft-com", "www.w3.org")


def local(element: Any) -> str:
    """The element's name without its namespace; '' for a comment or an instruction."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def own_text(element: Any) -> str:
    """The element's text, also that behind a comment or an instruction of XML in its middle."""
    inside = (str(one.tail or "") for one in element if not isinstance(one.tag, str))
    return str(element.text or "") + "".join(inside)


def namespace(element: Any) -> str:
    """The element's namespace."""
    return element.tag[1:].partition("}")[0] if isinstance(element.tag, str) and "}" in element.tag else ""


def attributes(element: Any) -> list[tuple[str, str]]:
    """The attributes of an element by name.

    Raises:
        ValueError: it has more than any program writes; listing them would take hours.
    """
    if len(element.attrib) > MOST_ATTRIBUTES:
        raise ValueError("an element with too many attributes")
    return list(element.attrib.items())


def val(element: Any, child: str) -> str:
    """The w:val of the child *child*, or ''."""
    found = None if element is None else element.find(W + child)
    return "" if found is None else str(found.get(W + "val") or "")


def has_words(text: str) -> bool:
    """Whether the text has two letters next to each other."""
    return any(a.isalpha() and b.isalpha() for a, b in pairwise(text))


def is_on(element: Any, name: str) -> bool:
    """Whether the toggle *name* stands under *element* and is not switched off."""
    found = None if element is None else element.find(W + name)
    return found is not None and is_set(found)


def is_set(toggle: Any) -> bool:
    """Whether a toggle that is there is not switched off."""
    return str(toggle.get(W + "val") or "1").lower() not in OFF
