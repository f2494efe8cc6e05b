"""Pictures, charts, shapes and objects in a Word paragraph: named, searched, never carried over by themselves."""

from __future__ import annotations

import re
from typing import Any

from redact.formats.word_line import Found
from redact.formats.word_names import has_words, local
from redact.formats.word_pictures import drawn_in

#: What the presence of an element means, in the words of a reviewer.
KINDS = {
    "blip": "picture",
    "imagedata": "picture",
    "relIds": "SmartArt",
    "contentPart": "ink drawing",
    "OLEObject": "embedded file",
    "objectEmbed": "embedded file",
    "objectLink": "embedded file",
    "control": "form control",
    "textpath": "WordArt",
    "svgBlip": "",
    "videoFile": "video",
    "audioFile": "sound",
    "webVideoPr": "video",
    "model3d": "3D model",
    "webextension": "web add-in",
    "webextensionref": "web add-in",
}
#: Names that Word gives by itself.
AUTOMATIC = re.compile(
    r"(?:Picture|Text Box|Textbox|Chart|Shape|Graphic|Image|Diagram|Rectangle|Oval|Line|Group|Canvas"
    r"|Object|Straight Connector|Straight Arrow Connector|Freeform(?:: Shape)?|Rounded Rectangle|Table"
    r"|Content Placeholder|WordArt|_x0000_[is]\d+) ?\d*",
    re.IGNORECASE,
)


def look_at(element: Any, mode: str, found: Found, pictured: bool = False) -> None:
    """Put what *element* (a drawing, picture or object) holds into *found*; pictures too where they are *pictured*."""
    kinds, shapes = [], False
    there = list(shown(element))
    drawn = drawn_in(element, there) if pictured else []
    found.drawn += drawn
    told = {one.alternative for one in drawn}
    for one in there:
        name = local(one)
        if name == "txbxContent":
            found.boxes.append((one, mode))
        elif name == "chart" and "chart" in str(one.tag):
            kinds.append("chart")
        elif KINDS.get(name):
            kinds.append(KINDS[name])
        elif name in ("wsp", "sp", "shape", "rect", "cxnSp"):
            shapes = True
        _described(one, name, found, told)
    boxed = any(local(one) == "txbxContent" for one in element.iter())
    if not kinds and shapes and not boxed:
        kinds.append("drawing")
    for kind in dict.fromkeys(kinds):
        found.left.extend([kind] * kinds.count(kind))
    if mode == "deletion" and kinds:
        found.left.append("tracked deletion")


def shown(element: Any) -> Any:
    """The elements under *element* that Word shows: no fallback, and a text box only by its own name."""
    for child in element:
        name = local(child)
        if name in ("", "Fallback"):
            continue
        yield child
        if name != "txbxContent":
            yield from shown(child)


def _described(one: Any, name: str, found: Found, told: set[str]) -> None:
    """Keep aside the alternative text, title and name of a picture or shape, but what its block has *told*."""
    if name not in ("docPr", "cNvPr", "textpath") and not str(one.tag).startswith(
        "{urn:schemas-microsoft-com"
    ):
        return
    for key in ("descr", "title", "alt", "string", "name"):
        text = str(one.get(key) or "").strip()
        if has_words(text) and text not in told and not (key == "name" and AUTOMATIC.fullmatch(text)):
            found.aside("alt", f"{text}\n", "" if key == "name" else "alternative text")
