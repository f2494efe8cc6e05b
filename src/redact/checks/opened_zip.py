"""Open a zip: an Office package part by part, or an archive file by file.

Every part is classified. A part of no known class is noted as unknown, and the file does not pass.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from redact.checks.nouns import Gathering, unreadable
from redact.checks.opened_slides import open_slide, slide_size, slides_in_order
from redact.checks.opened_word import hiding_styles, open_story
from redact.checks.opened_xml import local, open_markup, open_nodes, parsed

_STORIES = (
    (r"word/document\d*\.xml", "body"),
    (r"word/header\d*\.xml", "header"),
    (r"word/footer\d*\.xml", "footer"),
    (r"word/footnotes\d*\.xml", "footnote"),
    (r"word/endnotes\d*\.xml", "endnote"),
    (r"word/comments\w*\.xml", "comment"),
    (r"word/glossary/document\.xml", "building block"),
)
#: What a part is that hides something, by its name.
_HIDING = (
    (r"word/people\.xml|word/commentsEx\w*\.xml|xl/(threadedC|c)omments.*\.xml|xl/persons/.*", "comment"),
    (r"customXml/(?!_rels/).*|docProps/custom\.xml", "custom data"),
    (r"docProps/thumbnail\..*", "thumbnail"),
    (r".*/vbaProject.*|.*/vbaData\.xml|customUI/.*|.*/activeX/.*|xl/macrosheets/.*", "macro"),
    (r".*/(embeddings|afchunk\w*|subdoc\w*)/?.*|.*/oleObject.*", "embedded file"),
    (r"_xmlsignatures/.*", "signature"),
    (r".*/(charts|diagrams|drawings|ink)/.*", "chart or drawing"),
    (r"xl/pivotCache/.*|xl/externalLinks/.*|xl/connections\.xml|xl/queryTables/.*", "linked data"),
    (r"word/glossary/.*", "building blocks"),
    (r".*/recipientData\.xml|.*/webextensions/.*|.*/printerSettings.*", "saved settings"),
    (r"ppt/(comments|threadedComments)/.*|ppt/(commentAuthors|authors)\.xml", "comment"),
    (r"ppt/tags/.*|ppt/customData/.*", "custom data"),
    (r"ppt/(changesInfos/.*|revisionInfo\.xml)", "tracked change"),
    (r"word/keyMapCustomizations\.xml|word/attachedToolbars.*", "saved settings"),
)  # fmt: skip
_KNOWN = re.compile(
    r"\[Content_Types\]\.xml|(.*/)?_rels/[^/]*\.rels|docProps/(core|app)\.xml"
    r"|word/(styles|stylesWithEffects|settings|webSettings|fontTable|numbering|theme/theme\d*)\.xml"
    r"|(word|xl|ppt)/theme/.*\.xml|word/fonts/.*\.(odttf|ttf)|(word|xl|ppt)/media/.*"
    r"|ppt/(presentation|presProps|viewProps|tableStyles)\.xml|ppt/fonts/[^/]*\.fntdata|theme/theme/.*\.xml"
    r"|ppt/(slides|slideLayouts|slideMasters|notesSlides|notesMasters|handoutMasters)/[^/]*\.xml"
    r"|xl/(workbook|styles|sharedStrings|calcChain|metadata)\.xml|xl/(worksheets|tables|chartsheets)/[^/]*\.xml"
)
_SLIDE = re.compile(r"ppt/(slides|slideLayouts|slideMasters|notesSlides)/[^/]*\.xml")
_FONT = re.compile(r"(word|ppt)/fonts/.*")
_PROPERTIES = {
    "creator": "author", "lastModifiedBy": "last modified by", "Manager": "manager", "Company": "company",
    "HyperlinkBase": "link base", "keywords": "keywords", "description": "description", "subject": "subject",
    "category": "category", "Template": "template",
}  # fmt: skip
_PLAIN_TEMPLATES = frozenset({"normal", "normal.dotm", "normal.dotx"})


#: A report has no more parts, nor a folder of them more files.
MOST_PARTS = 5000
#: Bytes by which a part's trailing sizes are longer in a very large file.
_DESCRIPTOR = 8


def entries(gathering: Gathering, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a zip, unpacked within the limits; a strange zip raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        _require_plain(gathering, infos)
        for text in (archive.comment, *(info.comment for info in infos)):
            gathering.say("zip comment", text.decode("utf-8", "replace"), "comment")
        for stray in _strays(data, infos, archive):
            gathering.say("bytes between the parts", stray.decode("utf-8", "replace"), "hidden")
            if len(stray) > _DESCRIPTOR:
                gathering.hide("bytes that belong to no part", "the file")
        for info in infos:
            if not info.is_dir():
                yield info.filename, _inflated(gathering, archive, info)


def _strays(data: bytes, infos: list[zipfile.ZipInfo], archive: zipfile.ZipFile) -> Iterator[bytes]:
    """Bytes before, between and after the parts: no reader shows them, and everybody can read them."""
    at = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset > at:
            yield data[at : info.header_offset]
        names = data[info.header_offset + 26 : info.header_offset + 30]
        lengths = int.from_bytes(names[:2], "little") + int.from_bytes(names[2:], "little")
        at = info.header_offset + 30 + lengths + info.compress_size
        if info.flag_bits & 8:  # sizes follow the part
            at += 16 if data[at : at + 4] == b"PK\x07\x08" else 12
    if archive.start_dir > at:
        yield data[at : archive.start_dir]
    end = data.rfind(b"PK\x05\x06") + 22 + len(archive.comment)
    if len(data) > end:
        yield data[end:]


def _require_plain(gathering: Gathering, infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(infos) > MOST_PARTS:
        raise unreadable(gathering, f"has more than {MOST_PARTS:,} parts", "check where it comes from")
    if any(info.flag_bits & 1 for info in infos):
        raise unreadable(gathering, "is encrypted", "save it without a password")
    if len({name.lower() for name in names}) < len(names):
        raise unreadable(gathering, "holds two parts of one name", "make it again")
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        raise unreadable(gathering, "holds a part outside its folder", "do not publish it")


def _inflated(gathering: Gathering, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """What is really inflated counts, not what the header says."""
    pieces: list[bytes] = []
    with archive.open(info) as part:
        while piece := part.read(1 << 20):
            gathering.weigh(len(piece))
            pieces.append(piece)
            gathering.weigh_part(len(pieces) << 20)
    return b"".join(pieces)


def open_archive(gathering: Gathering, data: bytes) -> None:
    """A .zip: each file in it, as if it lay in a folder."""
    from redact.checks.opened import OPENERS, open_part

    for name, part in entries(gathering, data):
        gathering.say(name, name, "file name")
        if not any(name.lower().endswith(suffix) for suffix in OPENERS):
            gathering.inside(name).doubt("a file of an unknown kind")
        open_part(gathering, name, part)
        gathering.look(name)


def open_package(gathering: Gathering, data: bytes) -> None:
    """An Office file: every part of its package."""
    parts = dict(entries(gathering, data))
    if "[Content_Types].xml" not in parts:
        raise unreadable(gathering, "is not an Office file", "make it again")
    styles = _styles(gathering, parts)
    for name, part in parts.items():
        gathering.say("part name", name, "name")
        gathering.look(name)
        _open_part(gathering, name, part, styles)
    if "word/document.xml" in parts:
        _facts(gathering, parts)
    if any(_SLIDE.fullmatch(name) for name in parts):
        _slides(gathering, parts)


def _slides(gathering: Gathering, parts: dict[str, bytes]) -> None:
    """The slides of a presentation in the order of its show, its notes and masters."""
    order, size = slides_in_order(gathering, parts), slide_size(gathering, parts)
    for name in [*order, *(name for name in parts if name not in order)]:
        if _SLIDE.fullmatch(name) and name in parts:
            open_slide(gathering, parsed(gathering, parts[name]), name, order, size)
        elif name in order:
            gathering.doubt(f"{order[name]}: is not in the file")


def _styles(gathering: Gathering, parts: dict[str, bytes]) -> frozenset[str]:
    data = parts.get("word/styles.xml")
    return hiding_styles(parsed(gathering, data)) if data else frozenset()


def _first(table: tuple[tuple[str, str], ...], name: str) -> str:
    return next((kind for pattern, kind in table if re.fullmatch(pattern, name)), "")


def _open_part(gathering: Gathering, name: str, data: bytes, styles: frozenset[str]) -> None:
    story, hiding = _first(_STORIES, name), _first(_HIDING, name)
    if hiding:
        gathering.hide(hiding, name)
    if not (story or hiding or _KNOWN.fullmatch(name)):
        gathering.doubt(name)
    if name.endswith((".xml", ".rels", ".vml")):
        _open_xml(gathering, name, data, story, styles)
    elif not _FONT.fullmatch(name):
        _open_binary(gathering, name, data, hiding)


def _open_binary(gathering: Gathering, name: str, data: bytes, hiding: str) -> None:
    from redact.checks.opened import open_part

    before = set(gathering.unknown)
    open_part(gathering, name, data)
    if hiding:  # a macro or an old object blocks already, as what it is
        for part in set(gathering.unknown) - before:
            del gathering.unknown[part]
            gathering.not_seen[part] = None


def _open_xml(gathering: Gathering, name: str, data: bytes, story: str, styles: frozenset[str]) -> None:
    root = parsed(gathering, data)
    part = gathering if story == "body" else _named(gathering, name)
    if story:
        open_story(part if story == "body" else gathering, root, story, styles)
        _comments(gathering, root, story)
    elif not _SLIDE.fullmatch(name):  # slides are read in their order, all at once
        open_nodes(part, root, "property" if name.startswith("docProps/") else "hidden", _shows(name))
    open_markup(_named(gathering, name), root)
    _OPENED.get(local(root), _nothing)(gathering, root, name)


def _named(gathering: Gathering, name: str) -> Gathering:
    """The same gathering, its places led by the part's name; not a level deeper."""
    part = gathering.inside(name)
    part.depth = gathering.depth
    return part


def _shows(name: str) -> bool:
    return name == "xl/sharedStrings.xml" or name.startswith("xl/worksheets/")


def _comments(gathering: Gathering, root: Any, story: str) -> None:
    if story == "comment" and len(root):
        gathering.hide("comment", "comments")


def _nothing(gathering: Gathering, root: Any, name: str) -> None:
    """Most parts need no more than their text and their attributes."""


def _core(gathering: Gathering, root: Any, name: str) -> None:
    for node in root.iter():
        kind, text = _PROPERTIES.get(local(node), ""), (node.text or "").strip()
        if kind and text and not (kind == "template" and text.lower() in _PLAIN_TEMPLATES):
            gathering.hide(kind, f"property '{local(node)}'")


def _relationships(gathering: Gathering, root: Any, name: str) -> None:
    for node in root:
        external = (node.get("TargetMode") or "") == "External"
        if external and not (node.get("Type") or "").endswith("/hyperlink"):
            gathering.hide("external link", name)


def _settings(gathering: Gathering, root: Any, name: str) -> None:
    kinds = {
        "rsid": "revision id",
        "rsids": "revision id",
        "docVar": "document variable",
        "attachedTemplate": "template",
        "mailMerge": "mail merge",
        "trackRevisions": "tracked change",
    }
    for node in root.iter():
        if local(node) in kinds:
            gathering.hide(kinds[local(node)], name)


def _workbook(gathering: Gathering, root: Any, name: str) -> None:
    for node in root.iter():
        if local(node) == "sheet" and node.get("state", "visible") != "visible":
            gathering.hide("hidden sheet", name)


def _sheet(gathering: Gathering, root: Any, name: str) -> None:
    if any(local(node) in ("row", "col") and node.get("hidden") in ("1", "true") for node in root.iter()):
        gathering.hide("hidden rows or columns", name)


_OPENED = {
    "coreProperties": _core,
    "Properties": _core,
    "Relationships": _relationships,
    "settings": _settings,
    "workbook": _workbook,
    "worksheet": _sheet,
}


def _facts(gathering: Gathering, parts: dict[str, bytes]) -> None:
    """The document's title and language, for the check of its structure."""
    core = parts.get("docProps/core.xml")
    titles = [n.text or "" for n in parsed(gathering, core).iter() if local(n) == "title"] if core else []
    gathering.say("docx title", "".join(titles).strip() or "-", "fact")
    languages = re.findall(rb'<w:lang\b[^>]*?w:val="([^"]+)"', parts.get("word/styles.xml", b""))
    gathering.say("docx lang", languages[0].decode() if languages else "-", "fact")
