"""Open an OpenDocument file (.odt, .ods, .odp): every part, what shows in it, and what does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from redact.checks.nouns import Gathering, unreadable
from redact.checks.opened_xml import local, open_markup, open_nodes, parsed

_KNOWN = re.compile(
    r"mimetype|(content|styles|settings|meta)\.xml|META-INF/manifest\.xml|manifest\.rdf|Pictures/.*"
    r"|Fonts/.*|layout-cache|Configurations2/(.*/)?(current\.xml|[^/]*/?)"
)
#: What a part is that hides something, by its name.
_HIDING = (
    (r"Thumbnails/.*", "thumbnail"),
    (r"(Basic|Scripts|Dialogs)/.*", "macro"),
    (r"META-INF/.*signatures.*\.xml", "signature"),
    (r"(VersionList\.xml|Versions/.*)", "earlier revision"),
    (r"(Obj\w* ?\d*|ObjectReplacements)(/.*)?", "embedded file"),
)
_PROPERTIES = {
    "creator": "author", "initial-creator": "author", "printed-by": "author", "keyword": "keywords",
    "subject": "subject", "description": "description", "user-defined": "custom data", "template": "template",
}  # fmt: skip
#: Elements whose words do not show, and what a reader would call them.
_UNSEEN = {
    "tracked-changes": "tracked change", "annotation": "comment", "hidden-text": "hidden text",
    "hidden-paragraph": "hidden text", "conditional-text": "hidden text", "event-listeners": "script",
    "script": "script", "scripts": "script", "form": "form", "user-field-decl": "document variable",
    "variable-decl": "document variable", "object": "embedded file", "object-ole": "embedded file",
    "plugin": "embedded file", "dde-source": "linked data", "database-range": "linked data",
}  # fmt: skip
_CHANGES = frozenset({"change", "change-start", "change-end"})
_PARAGRAPHS = frozenset({"p", "h"})
_SIGNS = {"tab": "\t", "line-break": "\n", "soft-hyphen": "\xad"}
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_TINY = 2.0  # points


def open_document(gathering: Gathering, data: bytes) -> None:
    """Every part of the package; one of no known kind is noted as unknown."""
    from redact.checks.opened_zip import entries

    parts = dict(entries(gathering, data))
    if "content.xml" not in parts or "META-INF/manifest.xml" not in parts:
        raise unreadable(gathering, "is not an OpenDocument file", "make it again")
    if any(
        local(node) == "encryption-data" for node in parsed(gathering, parts["META-INF/manifest.xml"]).iter()
    ):
        raise unreadable(gathering, "is encrypted", "save it without a password")
    hiding = _hiding_styles(
        parsed(gathering, parts[name]) for name in ("styles.xml", "content.xml") if name in parts
    )
    for name, part in parts.items():
        gathering.say("part name", name, "name")
        gathering.look(name)
        _open_part(gathering, name, part, hiding)


def _open_part(gathering: Gathering, name: str, data: bytes, hiding: dict[str, str]) -> None:
    kind = next((kind for pattern, kind in _HIDING if re.fullmatch(pattern, name)), "")
    if kind:
        gathering.hide(kind, name)
    elif not _KNOWN.fullmatch(name):
        gathering.doubt(name)
    if name.endswith((".xml", ".rdf", ".xlb", ".xlc")):
        _open_xml(gathering, name, data, hiding)
    elif data and not name.startswith("Fonts/") and name != "layout-cache":
        _open_binary(gathering, name, data, kind)


def _open_binary(gathering: Gathering, name: str, data: bytes, kind: str) -> None:
    from redact.checks.opened import open_part

    if name == "mimetype":
        gathering.say(name, data.decode("latin-1"), "name")
        return
    before = set(gathering.unknown)
    open_part(gathering, name, data)
    for part in set(gathering.unknown) - before if kind else ():  # it blocks already, as what it is
        del gathering.unknown[part]
        gathering.not_seen[part] = None


def _open_xml(gathering: Gathering, name: str, data: bytes, hiding: dict[str, str]) -> None:
    root = parsed(gathering, re.sub(rb"<!DOCTYPE \w+:(module|library|libraries)[^>\[]*>", b"", data))
    named = gathering.inside(name)
    named.depth = gathering.depth
    open_markup(named, root)
    if name in ("content.xml", "styles.xml"):
        _open_story(gathering, root, "" if name == "content.xml" else "page style, ", hiding)
    else:
        open_nodes(named, root, "property")
    if name == "meta.xml":
        _properties(gathering, root)


def _properties(gathering: Gathering, root: Any) -> None:
    for node in root.iter():
        kind = _PROPERTIES.get(local(node), "")
        words = (
            "".join(node.itertext()).strip()
            or node.get(f"{_XLINK}title", "")
            or node.get(f"{_XLINK}href", "")
        )
        if kind and words:
            gathering.hide(kind, f"property '{local(node)}'")


def _open_story(gathering: Gathering, root: Any, where: str, hiding: dict[str, str]) -> None:
    shown: list[str] = []
    paragraphs = [node for node in root.iter() if local(node) in _PARAGRAPHS]
    for number, paragraph in enumerate(paragraphs, 1):
        text, unseen, reasons = _texts(paragraph, hiding)
        place = f"{where}{_place(paragraph)} {number}"
        kind = _outside(paragraph)
        gathering.say(place, text, "comment" if kind == "comment" else "hidden" if kind else "text", not kind)
        gathering.say(place, unseen, "hidden")
        for reason in sorted(reasons):
            gathering.hide(reason, place)
        shown.append("" if kind else text)
    gathering.say(where.strip(", "), " ".join(shown), "joined")
    _rows(gathering, root, where)
    _marks(gathering, root, where)
    _loose(gathering, root, where)


def _place(paragraph: Any) -> str:
    above = {local(node) for node in paragraph.iterancestors()}
    kinds = (("table-cell", "table cell"), ("note", "note"), ("header", "header"), ("footer", "footer"))
    return next(
        (words for tag, words in kinds if tag in above), "heading" if local(paragraph) == "h" else "paragraph"
    )


def _outside(paragraph: Any) -> str:
    """What a paragraph stands in that does not show; '' for one that does."""
    return next((_UNSEEN[local(node)] for node in paragraph.iterancestors() if local(node) in _UNSEEN), "")


def _texts(paragraph: Any, hiding: dict[str, str]) -> tuple[str, str, set[str]]:
    """What a paragraph shows, what it does not, and why."""
    shown: list[str] = []
    unseen: list[str] = []
    reasons: set[str] = set()
    for text, reason in _pieces(paragraph, _reason(paragraph, hiding), hiding):
        (unseen if reason else shown).append(text)
        if reason and text.strip():
            reasons.add(reason)
    return "".join(shown), "".join(unseen), reasons


def _pieces(node: Any, reason: str, hiding: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The stretches of text below a node, but not those of paragraphs inside it, each with why it does not show."""
    yield node.text or "", reason
    for child in node:
        name = local(child)
        if name in _SIGNS or name == "s":
            yield _SIGNS.get(name) or " " * min(int(child.get(f"{_TEXT}c", "1")), 1000), reason
        elif name and name not in _PARAGRAPHS:
            inner = reason or _UNSEEN.get(name, "") or _reason(child, hiding)
            yield from _pieces(child, "alternative text" if name in ("title", "desc") else inner, hiding)
        yield child.tail or "", reason


def _reason(node: Any, hiding: dict[str, str]) -> str:
    """Why the style of a node, or of what it stands in, hides its words."""
    for above in (node, *node.iterancestors()):
        if above.get(f"{_TEXT}display") == "none" or above.get(f"{_TEXT}is-hidden") == "true":
            return "hidden text"
        if above.get(f"{_TABLE}visibility") == "collapse":
            return "hidden rows or columns"
        for attribute in (f"{_TEXT}style-name", f"{_TABLE}style-name"):
            if reason := hiding.get(above.get(attribute, ""), ""):
                return reason
    return ""


def _hiding_styles(roots: Iterator[Any]) -> dict[str, str]:
    """Why each style that hides what it is put on does so, and the styles based on it."""
    based: dict[str, str] = {}
    hiding: dict[str, str] = {}
    for style in (node for root in roots for node in root.iter() if local(node) == "style"):
        name = style.get(f"{_STYLE}name", "")
        based[name] = style.get(f"{_STYLE}parent-style-name", "")
        if reason := next((r for properties in style if (r := _hides(properties))), ""):
            hiding[name] = reason
    for _ in based:
        more = {name: hiding[base] for name, base in based.items() if base in hiding and name not in hiding}
        if not more:
            break
        hiding |= more
    return hiding


def _hides(properties: Any) -> str:
    size = re.fullmatch(r"([\d.]+)pt", properties.get(f"{_FO}font-size", ""))
    ground = properties.get(f"{_FO}background-color", "transparent")
    if properties.get(f"{_TEXT}display") == "none":
        return "hidden text"
    if properties.get(f"{_TABLE}display") == "false":
        return "hidden sheet"
    if properties.get(f"{_FO}color", "").lower() == "#ffffff" and ground in ("transparent", "#ffffff"):
        return "white text"
    return "tiny text" if size and float(size[1]) <= _TINY else ""


def _rows(gathering: Gathering, root: Any, where: str) -> None:
    for number, row in enumerate((node for node in root.iter() if local(node) == "table-row"), 1):
        cells = (
            "".join(cell.itertext()) for cell in row if local(cell) in ("table-cell", "covered-table-cell")
        )
        gathering.say(f"{where}table row {number}", " ".join(cells), "joined")


def _marks(gathering: Gathering, root: Any, where: str) -> None:
    """Whatever hides something by being there, with words or without."""
    for node in root.iter():
        name = local(node)
        place = f"{where}{name}"
        if name in _CHANGES:
            gathering.hide("tracked change", place)
        elif name in _UNSEEN and (len(node) or node.attrib or (node.text or "").strip()):
            gathering.hide(_UNSEEN[name], place)
        target = node.get(f"{_XLINK}href", "") if name else ""
        if name in ("image", "object", "object-ole", "section-source", "plugin", "fill-image") and re.match(
            r"\w+:|/|\.\./", target
        ):
            gathering.hide("external link", place)


def _loose(gathering: Gathering, root: Any, where: str) -> None:
    """Words that stand in no paragraph."""
    for node in root.iter():
        inside = any(local(above) in _PARAGRAPHS for above in (node, *node.iterancestors()))
        if not inside and local(node) and (node.text or "").strip():
            gathering.say(
                f"{where}{local(node)}", node.text, "alt" if local(node) in ("title", "desc") else "hidden"
            )
