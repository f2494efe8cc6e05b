"""The parts of a .docx that are not its text: searched for names, told to the reviewer, left behind.

Every part is on one of three lists: bookkeeping, content that is left behind,
or stories that were read. A part on none of them stops the file.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from typing import Any

from redact.errors import UnreadableError
from redact.formats.pieces import Piece
from redact.formats.word_line import Aside
from redact.formats.word_names import (
    LAYOUT,
    MEASURES,
    NAMED,
    TYPED,
    VALUED,
    WRITTEN_ELSEWHERE,
    W,
    has_words,
    local,
)
from redact.formats.word_package import TYPES, Package, open_inner
from redact.formats.word_story import Word

#: Content types of bookkeeping, by how they end: no words of anybody's, or words read elsewhere.
BOOKKEEPING = (
    "styles+xml", "styleswitheffects+xml", "fonttable+xml", "theme+xml", "websettings+xml", "settings+xml",
    "numbering+xml", "relationships+xml", "commentsextended+xml", "commentsids+xml", "commentsextensible+xml",
    "people+xml", "core-properties+xml", "extended-properties+xml", "custom-properties+xml", "obfuscatedfont",
    "printersettings", "chartstyle+xml", "chartcolorstyle+xml", "diagramcolors+xml", "diagramstyle+xml",
    "diagramlayout+xml", "customxmlproperties+xml", "themeoverride+xml", "x-fontdata", "x-font-ttf",
    "keymapcustomizations+xml", "bibliography+xml", "labelinfo+xml", "classificationlabels+xml",
)  # fmt: skip

#: Content that is left behind, by a piece of its content type.
CONTENT = (
    ("drawingml.chartshapes", "chart drawing"),
    ("drawingml.chart", "chart"),
    ("chartex", "chart"),
    ("drawingml.diagramdata", "SmartArt"),
    ("drawingml.diagram", "SmartArt drawing"),
    ("drawing.ms-diagram", "SmartArt drawing"),
    ("ms-office.drawing", "SmartArt drawing"),
    ("image/", "picture"),
    ("video/", "video"),
    ("audio/", "sound"),
    ("model/", "3D model"),
    ("inkml", "ink drawing"),
    ("activex", "form control"),
    ("oleobject", "embedded file"),
    ("officedocument.package", "embedded file"),
    ("spreadsheetml", "embedded file"),
    ("presentationml", "embedded file"),
    ("wordprocessingml.document", "embedded file"),
    ("ms-excel", "embedded file"),
    ("ms-powerpoint", "embedded file"),
    ("msword", "embedded file"),
    ("application/pdf", "embedded file"),
    ("vmldrawing", "drawing"),
    ("digital-signature", "digital signature"),
    ("webextension", "web add-in"),
    ("taskpanes", "web add-in"),
    ("customui", "custom ribbon"),
    ("text/html", "embedded document"),
    ("xhtml", "embedded document"),
    ("rtf", "embedded document"),
    ("message/rfc822", "embedded document"),
    ("mhtml", "embedded document"),
    ("multipart/related", "embedded document"),
    ("text/plain", "embedded document"),
    ("recipientdata", "mail merge data"),
    ("mailmergerecipient", "mail merge data"),
    ("attachedtoolbars", "custom ribbon"),
    ("vnd.ms-word.attachedtoolbars", "custom ribbon"),
    ("documenttasks", "task"),
    ("vbadata", "macro"),
)
PEOPLE = {
    "creator": "Author", "lastModifiedBy": "Last modified by", "title": "Title", "subject": "Subject",
    "keywords": "Keywords", "description": "Description", "category": "Category", "Company": "Company",
    "Manager": "Manager", "contentStatus": "Status", "identifier": "Identifier",
}  # fmt: skip
APP_WORDS = ("true", "false", "title", "normal", "normal.dotm", "normal.dot", "heading", "headings")
DATES = ("created", "modified", "lastPrinted", "revision", "language", "version")
EXTERNAL = {"attachedTemplate": "", "subDocument": "sub-document"}
WHERE = "the file, outside its text"
AUTOMATIC_NAMES = ("_Toc", "_Ref", "_GoBack", "_Hlk", "_Hlt", "OLE_LINK")


def look_at_parts(word: Word, package: Package, main: Any, stories: dict[str, Any]) -> None:
    """Search everything in *package* but the *stories*' printed text, and list what stays behind."""
    _leftover_text(word, stories)
    counted: Counter[str] = Counter()
    for part in package.parts:
        if part not in stories:
            counted[_part(word, package, part)] += 1
    for kind, count in counted.items():
        in_text = sum(one.count for one in word.left.all() if one.kind == kind)
        if kind and count > in_text:
            word.left.add(kind, WHERE, count - in_text)
    _attributes(word, package, stories)
    _links(word, package)


def _part(word: Word, package: Package, part: str) -> str:
    """Search one part; the kind of content it is, '' if it is none."""
    kind = package.types[part].lower()
    root = package.xml.get(part)
    if part.startswith("word/glossary/"):
        return _searched(word, package, part, "building block") if part.endswith("/document.xml") else ""
    if part.lower().startswith("customxml/") and root is not None:
        return _custom_xml(word, root, part)
    if part.startswith("docProps/") and root is not None:
        _properties(word, root)
        return ""
    if kind.endswith("settings+xml") and root is not None:
        _settings(word, root)
        return ""
    if part == TYPES or part.endswith(".rels") or kind.endswith(BOOKKEEPING):
        return ""
    if part.lower().startswith("docprops/thumbnail"):
        return _searched(word, package, part, "preview picture")
    found = next((name for piece, name in CONTENT if piece in kind), "")
    return _searched(word, package, part, found) if found else _unknown(word, package, part)


def _unknown(word: Word, package: Package, part: str) -> str:
    _searched(word, package, part, "part")
    word.asides.append(Piece("attribute", part, place="name of a part"))
    ending = posixpath.splitext(part)[1] or "no ending"
    word.left.add("part of an unknown kind", f"{WHERE} ({package.types[part] or ending})", known=False)
    return ""


def _searched(word: Word, package: Package, part: str, kind: str) -> str:
    """Keep the words of a part aside; those of a file inside the file too."""
    text = "\n".join(_part_words(package, part))
    if text.strip():
        word.asides.append(Piece("embedded", text.strip(), place=kind))
    return kind


def _part_words(package: Package, part: str) -> Iterator[str]:
    data = package.parts[part]
    if part in package.xml:
        yield from _all_words(package.xml[part])
    elif data.startswith(b"PK\x03\x04"):
        yield from _inner_words(data)
    elif package.types[part].lower().startswith(("text/", "message/")):
        yield data.decode("utf-8", "replace")


def _inner_words(data: bytes) -> Iterator[str]:
    try:
        inner = open_inner(data)
    except UnreadableError:
        return  # it is listed and does not travel, whatever it holds
    for root in inner.values():
        yield from _all_words(root)


def _all_words(root: Any) -> Iterator[str]:
    """Text and typed attributes of any XML."""
    for one in root.iter():
        if isinstance(one.tag, str) and (one.text or "").strip():
            yield str(one.text).strip()
        if (one.tail or "").strip():
            yield str(one.tail).strip()
        yield from _typed(one)


def _custom_xml(word: Word, root: Any, part: str) -> str:
    """Custom XML counts as content if it has text; its bookkeeping does not."""
    text = "\n".join(one for one in _all_words(root) if has_words(one))
    if "itemprops" in part.lower() or not text:
        return ""
    word.asides.append(Piece("embedded", text, place="custom XML"))
    return "custom XML"


# --- properties and settings ------------------------------------------------------------------------


def _properties(word: Word, root: Any) -> None:
    for one in root.iter():
        name, text = local(one), str(one.text or "").strip() if local(one) else ""
        if not text or name in DATES:
            continue
        parent = local(one.getparent()) if one.getparent() is not None else ""
        if name in PEOPLE or parent == "property":
            place = f"property {PEOPLE[name]}" if name in PEOPLE else "custom property"
            word.keep(Aside("property", text, 0, "document property"), place)
        elif has_words(text) and text.lower() not in APP_WORDS and name not in ("Application", "AppVersion"):
            word.keep(Aside("attribute", text, 0), "property")
    for one in root.iter():
        if local(one) == "property":
            word.keep(Aside("attribute", str(one.get("name") or ""), 0), "custom property")


def _settings(word: Word, root: Any) -> None:
    for one in root.iter():
        name = local(one)
        if name == "docVar":
            text = f"{one.get(W + 'name') or ''} {one.get(W + 'val') or ''}"
            word.keep(Aside("property", text, 0, "document variable"), "document variables")
        elif name == "mailMerge":
            values = (value for child in one.iter() for value in child.attrib.values() if has_words(value))
            word.keep(Aside("property", "\n".join(values) or "mail merge", 0, "mail merge data"), "settings")


# --- what no list names -----------------------------------------------------------------------------


def _leftover_text(word: Word, stories: dict[str, Any]) -> None:
    """Text that no reader has taken: a drawing's is known, any other is not understood."""
    for part, root in stories.items():
        for one in root.iter():
            if not isinstance(one.tag, str):
                _keep_left(word, str(one.text or ""), "hidden text", part)
                continue
            if (one.text or "").strip() and one not in word.seen and local(one) not in MEASURES:
                in_drawing = any(local(up) in ("drawing", "pict", "object") for up in one.iterancestors())
                _keep_left(word, str(one.text), "drawing" if in_drawing else "text of an unknown kind", part)
            if (one.tail or "").strip():
                _keep_left(word, str(one.tail), "text of an unknown kind", part)


def _keep_left(word: Word, text: str, kind: str, part: str) -> None:
    if text.strip():
        word.asides.append(Piece("hidden", text.strip(), place=WHERE))
        word.left.add(kind, _spoken(part), known=kind != "text of an unknown kind")


def _spoken(part: str) -> str:
    stem = posixpath.splitext(posixpath.basename(part))[0].rstrip("0123456789")
    known = {"document": "the body", "header": "a page header", "footer": "a page footer"}
    return known.get(stem, stem if stem in ("footnotes", "endnotes", "comments") else "the body")


def _attributes(word: Word, package: Package, stories: dict[str, Any]) -> None:
    """Names that people typed into attributes: revision authors, bookmarks, control titles…"""
    roots = [*stories.values(), *(root for part, root in package.xml.items() if _is_people(package, part))]
    known = {piece.text for piece in word.asides}
    typed = dict.fromkeys(text.strip() for root in roots for one in root.iter() for text in _typed(one))
    for text in typed:
        if text not in known:
            word.asides.append(Piece("attribute", text, place="attribute"))


def _is_people(package: Package, part: str) -> bool:
    return package.types.get(part, "").lower().endswith(("people+xml", "keymapcustomizations+xml"))


def _typed(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    for key, value in element.attrib.items():
        if has_words(value) and _is_typed(element, key) and not value.startswith(AUTOMATIC_NAMES):
            yield str(value)


def _is_typed(element: Any, key: str) -> bool:
    space, _, name = key.rpartition("}")
    if space and not any(known in space for known in LAYOUT):
        return not space.endswith("XML/1998/namespace")
    owner = local(element)
    if name == "name":
        return owner in NAMED or owner == "property"
    if name in ("val", "value"):
        return owner in VALUED - WRITTEN_ELSEWHERE or owner == "listItem"
    return name in TYPED


def _links(word: Word, package: Package) -> None:
    """Targets outside the file that no line of text has led to."""
    known = {piece.text for piece in word.asides if piece.kind == "link"}
    for part, root in package.xml.items():
        if not part.endswith(".rels"):
            continue
        for one in root:
            target, kind = str(one.get("Target") or ""), str(one.get("Type") or "").rpartition("/")[2]
            if one.get("TargetMode") == "External" and target and target not in known:
                left = EXTERNAL.get(kind, "link target")
                word.keep(Aside("link", target, 0, left), WHERE)
