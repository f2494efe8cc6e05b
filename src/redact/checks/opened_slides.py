"""Read the parts of a presentation: slides in their order, notes, comments, masters, and what does not show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from redact.checks.nouns import Gathering
from redact.checks.opened_xml import local, parsed

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: Hundredths of a point: nobody reads letters of two points or less.
_TINY = 200
_SHAPES = frozenset({"sp", "pic", "graphicFrame", "cxnSp", "grpSp"})
_WORDS = {"notes": "speaker's notes {}", "sldLayout": "layout {}", "sldMaster": "master {}"}

Size = tuple[int, int]


def slides_in_order(gathering: Gathering, parts: Mapping[str, bytes]) -> dict[str, str]:
    """What a reader calls the slides, by the names of their parts; those that the show leaves out have none."""
    relations = parts.get("ppt/_rels/presentation.xml.rels")
    presentation = parts.get("ppt/presentation.xml")
    if relations is None or presentation is None:
        return {}
    targets = {node.get("Id"): node.get("Target", "") for node in parsed(gathering, relations)}
    shown = (node.get(f"{_R}id") for node in parsed(gathering, presentation).iter() if local(node) == "sldId")
    names = [_part_name(targets.get(name, "")) for name in shown]
    return {name: f"slide {number}" for number, name in enumerate(names, 1)}


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"ppt/{target}"


def slide_size(gathering: Gathering, parts: Mapping[str, bytes]) -> Size:
    """Width and height of the slides, in the format's units; (0, 0) where nothing says so."""
    presentation = parts.get("ppt/presentation.xml")
    for node in parsed(gathering, presentation).iter() if presentation else ():
        if local(node) == "sldSz":
            return int(node.get("cx", "0")), int(node.get("cy", "0"))
    return 0, 0


def open_slide(gathering: Gathering, root: Any, name: str, order: Mapping[str, str], size: Size) -> None:
    """What one slide, page of notes, layout or master shows, paragraph by paragraph."""
    place = _place(root, name, order)
    shows = local(root) == "sld" and name in order
    if local(root) == "sld" and not shows:
        gathering.hide("slide that the show leaves out", place)
    if root.get("show") in ("0", "false"):
        gathering.hide("hidden slide", place)
        shows = False
    _shapes(gathering, root, place, size)
    texts = list(_paragraphs(root))
    if local(root) == "notes" and any(text.strip() for text, placeholder in texts if not placeholder):
        gathering.hide("speaker's notes", place)
    for number, (text, placeholder) in enumerate(texts, 1):
        visible = shows or (local(root) in ("sldMaster", "sldLayout") and not placeholder)
        gathering.say(f"{place}, paragraph {number}", text, "text" if visible else "hidden", visible)
    _loose(gathering, root, place)
    gathering.say(place, " ".join(text for text, _ in texts), "joined")
    _rows(gathering, root, place)


def _place(root: Any, name: str, order: Mapping[str, str]) -> str:
    number = "".join(re.findall(r"(\d+)\.xml$", name))
    return order.get(name) or _WORDS.get(local(root), "slide part {}").format(number)


def _paragraphs(root: Any) -> Iterator[tuple[str, bool]]:
    """Each paragraph's text, and whether it stands in a placeholder (of a master: a mere prompt; of notes: a number)."""
    for node in root.iter():
        if local(node) == "p" and "drawingml" in node.tag:
            yield _text(node), _is_prompt(node, local(root))


def _loose(gathering: Gathering, root: Any, place: str) -> None:
    """Words that stand in no run of a paragraph."""
    for node in root.iter():
        inside = local(node) == "t" and any(local(above) == "p" for above in node.iterancestors())
        for text in ("" if inside or not local(node) else node.text or "", node.tail or ""):
            gathering.say(place, text, "hidden")


def _text(paragraph: Any) -> str:
    signs = {"br": "\n", "tab": "\t"}
    return "".join(
        (node.text or "") if local(node) == "t" else signs.get(local(node), "") for node in paragraph.iter()
    )


def _is_prompt(node: Any, kind: str) -> bool:
    shape = next((above for above in node.iterancestors() if local(above) == "sp"), None)
    places = [ph.get("type", "") for ph in shape.iter() if local(ph) == "ph"] if shape is not None else []
    if kind == "notes":  # the words of the notes themselves stand in the placeholder 'body'
        return bool(places) and places[0] in ("sldNum", "dt", "hdr", "ftr", "sldImg")
    return bool(places) and kind != "sld"


def _rows(gathering: Gathering, root: Any, place: str) -> None:
    for row in root.iter():
        if local(row) == "tr":
            cells = [_text(cell) for cell in row if local(cell) == "tc"]
            gathering.say(place, " ".join(cells), "joined")


def _shapes(gathering: Gathering, root: Any, place: str, size: Size) -> None:
    for node in root.iter():
        name = local(node)
        if name == "cNvPr" and node.get("hidden") in ("1", "true"):
            gathering.hide("hidden text", place)
        if name in ("rPr", "defRPr") and node.get("sz", "").isdigit() and int(node.get("sz")) <= _TINY:
            gathering.hide("tiny text", place)
        if name in _SHAPES and local(root) == "sld" and _is_off(node, size):
            gathering.hide("text off the page", place)
        if name in ("videoFile", "audioFile", "wavAudioFile", "media"):
            gathering.hide("sound or film", place)
        if name in ("oleObj", "control"):
            gathering.hide("embedded file", place)


def _is_off(shape: Any, size: Size) -> bool:
    """Whether a shape that is not in a group lies wholly beside the slide."""
    if size == (0, 0) or any(local(above) == "grpSp" for above in shape.iterancestors()):
        return False
    for frame in shape.iter():
        if local(frame) == "xfrm":
            at = {local(node): node for node in frame}
            if "off" not in at or "ext" not in at:
                return False
            x, y = (int(at["off"].get(side, "0")) for side in ("x", "y"))
            wide, high = (int(at["ext"].get(side, "0")) for side in ("cx", "cy"))
            return x >= size[0] or y >= size[1] or x + wide <= 0 or y + high <= 0
    return False
