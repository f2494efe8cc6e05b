"""What stands beside the cells of a workbook: searched for names, told to the reviewer, left behind.

Every part is on one of three lists: bookkeeping, content that is left behind, or sheets that were
read. A part on none of them stops the file.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from redact.errors import UnreadableError
from redact.formats.archive import is_xml, parse, unpack
from redact.formats.beside import Beside
from redact.formats.pieces import Piece
from redact.formats.sheet_names import (
    AUTOMATIC,
    BOOKKEEPING,
    CONTENT,
    IN_SHEET,
    PLAIN_WORDS,
    SEARCHED,
    TYPED,
)
from redact.formats.word_names import has_words, local
from redact.formats.word_package import TYPES

WHERE = "the file, outside its sheets"
BOOK = "xl/workbook.xml"
DATES = ("created", "modified", "lastPrinted", "revision", "language", "version", "Application", "AppVersion")
#: Properties with words that Excel writes by itself.
OF_EXCEL = ("TitlesOfParts", "HeadingPairs", "Application", "AppVersion", "Template")
HEADER_CODE = re.compile(r'&(?:"[^"]*"|[LCRPNDTFAGZBIUESXYK]|\d+|K[0-9A-Fa-f]{6})')
QUOTED = re.compile(r'"([^"]*)"')
THREADED = "[Threaded comment]"


def look_at_parts(
    beside: Beside,
    parts: dict[str, bytes],
    xml: dict[str, Any],
    sheets: dict[str, str],
    roots: dict[str, Any],
) -> None:
    """Search everything but the cells, and list what stays behind.

    *sheets* says where each sheet's part is for people; *roots* are the sheets' XML without their rows.
    """
    for part, root in roots.items():
        _sheet(beside, root, sheets[part])
    _book(beside, xml[BOOK])
    types = _types(parts, xml)
    counted: Counter[str] = Counter()
    for part in parts:
        if part not in roots and part != BOOK:
            kind, count = _part(beside, part, types[part], parts, xml)
            counted[kind] += count
    for kind, count in counted.items():
        if kind and count:
            beside.left.add(kind, WHERE, count)
    _links(beside, xml)


def _types(parts: dict[str, bytes], xml: dict[str, Any]) -> dict[str, str]:
    """The content type of each part, in lower case."""
    named = {str(one.get("PartName", "")).lstrip("/"): one.get("ContentType", "") for one in xml[TYPES]}
    endings = {str(one.get("Extension", "")).lower(): one.get("ContentType", "") for one in xml[TYPES]}
    return {
        part: (named.get(part) or endings.get(posixpath.splitext(part)[1][1:].lower(), "")).lower()
        for part in parts
    }


# --- the workbook and its sheets --------------------------------------------------------------------


def _book(beside: Beside, root: Any) -> None:
    """Defined names, who last shared the workbook, where it was kept: all but the titles of sheets."""
    for group in root:
        kind = local(group)
        if kind == "definedNames":
            for one in group:
                _defined(beside, one)
        elif kind != "sheets":
            _keep_all(beside, _words(group), "attribute", "workbook")


def _defined(beside: Beside, one: Any) -> None:
    title = str(one.get("name") or "")
    if not title.startswith(("_xlnm.", "_xlfn.", "_xlcn.")):
        beside.left.add("defined name", WHERE)
        beside.keep("attribute", "\n".join(_words(one)), "defined name")


def _sheet(beside: Beside, root: Any, where: str) -> None:
    """What a sheet says besides its rows: rules, lists to choose from, headers for print, links."""
    for group in root:
        name = local(group)
        if name == "":
            beside.keep("hidden", str(group.text or ""), where, "hidden text")
            continue
        if name == "headerFooter":
            words = [HEADER_CODE.sub(" ", text) for text in _words(group)]
        else:
            words = list(_words(group))
        if name == "sheetData" or not any(map(has_words, words)):
            continue
        kind = "attribute" if name in ("sheetPr", "sheetViews", "sheetProtection") else "field"
        beside.keep(kind, "\n".join(dict.fromkeys(words)), where, IN_SHEET.get(name, ""))


# --- the parts --------------------------------------------------------------------------------------


def _part(
    beside: Beside, part: str, kind: str, parts: dict[str, bytes], xml: dict[str, Any]
) -> tuple[str, int]:
    """Search one part; the kind of content it is ('' if it is none) and how often it counts."""
    root = xml.get(part)
    if part.startswith("docProps/") and root is not None:
        _properties(beside, root)
        return "", 0
    if part.lower().startswith("customxml/"):
        return _custom_xml(beside, root, part)
    if part == TYPES or part.endswith(".rels"):
        return "", 0
    if kind.endswith("worksheet+xml"):  # a sheet that the workbook does not list
        _keep_all(beside, _part_words(part, parts, xml), "hidden", "sheet without a tab")
        return "hidden sheet", 1
    if "vmldrawing" in kind:
        return _vml(beside, root)
    if kind.endswith("drawing+xml") and "chart" not in kind:
        return _drawing(beside, root, part)
    if kind.endswith((*BOOKKEEPING, *SEARCHED)):
        _names(beside, root, kind)
        return "", 0
    if part.lower().startswith("docprops/thumbnail"):
        return "preview picture", 1
    found = next((name for piece, name in CONTENT if piece in kind), "")
    if not found:
        return _unknown(beside, part, kind, parts, xml)
    if "comment" in found and root is not None:
        return found, _comments(beside, root)
    _keep_all(beside, _part_words(part, parts, xml), "embedded", found)
    return found, 1


def _unknown(
    beside: Beside, part: str, kind: str, parts: dict[str, bytes], xml: dict[str, Any]
) -> tuple[str, int]:
    _keep_all(beside, _part_words(part, parts, xml), "embedded", "part")
    beside.asides.append(Piece("attribute", part, place="name of a part"))
    ending = posixpath.splitext(part)[1] or "no ending"
    beside.left.add("part of an unknown kind", f"{WHERE} ({kind or ending})", known=False)
    return "", 0


def _names(beside: Beside, root: Any, kind: str) -> None:
    """Names that people gave to tables, columns and styles, and those who wrote comments."""
    if root is not None and kind.endswith("styles+xml"):
        _keep_all(beside, _own_styles(root), "attribute", "attribute")
    elif root is not None and kind.endswith(SEARCHED):
        _keep_all(beside, _words(root), "attribute", "attribute")


def _own_styles(root: Any) -> Iterator[str]:
    """Names of styles that are not Excel's own, and words inside formats of numbers."""
    for one in root.iter():
        if local(one) in ("cellStyle", "tableStyle") and one.get("builtinId") is None:
            yield str(one.get("name") or "")
        elif local(one) == "numFmt":
            yield "\n".join(
                text for text in QUOTED.findall(str(one.get("formatCode") or "")) if has_words(text)
            )


def _comments(beside: Beside, root: Any) -> int:
    """Comments with their authors; the copy that older programs show of a thread does not count."""
    authors = [str(one.text or "") for one in root.iter() if local(one) == "author"]
    _keep_all(beside, authors, "attribute", "comment")
    count = 0
    for one in root.iter():
        if local(one) in ("comment", "threadedComment"):
            text = "".join(str(each.text or "") for each in one.iter() if local(each) in ("t", "text"))
            beside.keep("comment", text, f"comment at {one.get('ref') or 'a cell'}")
            count += not text.startswith(THREADED)
    return count


def _vml(beside: Beside, root: Any) -> tuple[str, int]:
    """The old drawings: the boxes of comments hold nothing, controls and pictures in headers do."""
    if root is None:
        return "", 0
    _keep_all(beside, _words(root), "alt", "drawing")
    others = [one for one in root.iter() if local(one) == "ClientData" and one.get("ObjectType") != "Note"]
    pictures = [one for one in root.iter() if local(one) == "imagedata"]
    return ("form control", len(others)) if others else ("drawing", len(pictures))


def _drawing(beside: Beside, root: Any, part: str) -> tuple[str, int]:
    """Text boxes and shapes over the cells; their pictures and charts are parts of their own."""
    if root is None:
        return "", 0
    _keep_all(beside, _words(root), "alt", "drawing")
    shapes = [one for one in root.iter() if local(one) == "sp"]
    boxes = sum(
        any(local(each) == "t" and (each.text or "").strip() for each in one.iter()) for one in shapes
    )
    if boxes:
        beside.left.add("text box", WHERE, boxes)
    return "drawing", len(shapes) - boxes


def _custom_xml(beside: Beside, root: Any, part: str) -> tuple[str, int]:
    if root is None or "itemprops" in part.lower():
        return "", 0
    words = [text for text in _words(root) if has_words(text)]
    _keep_all(beside, words, "embedded", "custom XML")
    return ("custom XML", 1) if words or len(root) else ("", 0)


def _properties(beside: Beside, root: Any) -> None:
    for one in root:
        name, text = local(one), " ".join("".join(one.itertext()).split()) if local(one) else ""
        if not text or name in DATES or name in OF_EXCEL:
            continue
        if name == "property":
            beside.keep("property", text, "custom property", "document property")
            beside.keep("attribute", str(one.get("name") or ""), "custom property")
        elif has_words(text) and text.lower() not in ("true", "false"):
            beside.keep("property", text, f"property {name}", "document property")


# --- words ------------------------------------------------------------------------------------------


def _keep_all(beside: Beside, words: Iterator[str] | list[str], kind: str, place: str) -> None:
    found = dict.fromkeys(text.strip() for text in words if text.strip())
    beside.keep(kind, "\n".join(found), place)


def _words(root: Any) -> Iterator[str]:
    """Texts and typed attributes under *root*."""
    for one in root.iter():
        if not isinstance(one.tag, str):
            yield str(one.text or "")
            continue
        text = str(one.text or "").strip()
        if text and not AUTOMATIC.fullmatch(text) and (has_words(text) or any(map(str.isdigit, text))):
            yield text
        for key, value in one.attrib.items():
            if _is_typed(key.rpartition("}")[2], value):
                yield str(value)


def _is_typed(name: str, value: str) -> bool:
    plain = value in PLAIN_WORDS or AUTOMATIC.fullmatch(value) is not None
    return name in TYPED and not plain and (has_words(value) or sum(map(str.isdigit, value)) > 5)


def _part_words(part: str, parts: dict[str, bytes], xml: dict[str, Any]) -> Iterator[str]:
    if part in xml:
        yield from _words(xml[part])
        return
    data = parts[part]
    if is_xml(part):
        yield from _words(parse(data, part, "Excel"))
    elif data.startswith(b"PK\x03\x04"):
        yield from _inner_words(data)


def _inner_words(data: bytes) -> Iterator[str]:
    try:
        for part, one in unpack(data, "embedded file").items():
            if is_xml(part):
                yield from _words(parse(one, part))
    except UnreadableError:
        return  # it is listed and does not travel, whatever it holds


def _links(beside: Beside, xml: dict[str, Any]) -> None:
    """Targets outside the file."""
    targets: dict[str, None] = {}
    for part, root in xml.items():
        if part.endswith(".rels"):
            targets.update(
                dict.fromkeys(
                    str(one.get("Target") or "") for one in root if one.get("TargetMode") == "External"
                )
            )
    for target in targets:
        beside.keep("link", target, WHERE, "link target")
