"""The parts of a .docx that are not its text: searched for names, told to the reviewer, left behind.

Every part is on one of three lists: bookkeeping, content that is left behind,
or stories that were read. A part on none of them stops the file.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.formats.pieces import Piece
from redact.formats.word_books import keep_books
from redact.formats.word_inside import NotSearched, Search, xml_words
from redact.formats.word_line import Aside
from redact.formats.word_names import (
    AUTOMATIC_PART,
    LAYOUT,
    MEASURES,
    NAMED,
    TYPED,
    VALUED,
    WRITTEN_ELSEWHERE,
    attributes,
    has_words,
    local,
    namespace,
)
from redact.formats.word_package import TYPES, Package
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
EXTERNAL = {"attachedTemplate": "attached template", "subDocument": "sub-document"}
MOST_IN_PARTS = 5_000_000  # characters beside the text; a long workbook has one million
#: Content types of Office's own XML, whose attributes are mostly settings.
OFFICE_XML = ("application/vnd.openxmlformats-officedocument", "application/vnd.ms-office.chart")
WHERE = "the file, outside its text"
AUTOMATIC_NAMES = ("_Toc", "_Ref", "_GoBack", "_Hlk", "_Hlt", "OLE_LINK")


def look_at_parts(word: Word, package: Package, stories: dict[str, Any]) -> None:
    """Search everything in *package* but the *stories*' printed text, and list what stays behind."""
    _leftover_text(word, stories)
    counted: Counter[str] = Counter()
    parts = Parts(word, package, _chunks(package))
    for part in package.parts:
        if part not in stories:
            counted[parts.kind_of(part)] += 1
            _outside_elements(word, package.xml.get(part))
    for kind, count in counted.items():
        in_text = sum(one.count for one in word.left.all() if one.kind == kind)
        if kind and count > in_text:
            word.left.add(kind, WHERE, count - in_text)
    _attributes(word, package, stories)
    _links(word, package)


def _chunks(package: Package) -> frozenset[str]:
    """The parts whose contents Word would pour into the text."""
    owners = [part for part in package.parts if not part.endswith(".rels")]
    return frozenset(
        one.target for part in owners for one in package.relations(part) if one.kind == "aFChunk"
    )


@dataclass
class Parts:
    """Searches the parts of one package that are no story."""

    word: Word
    package: Package
    chunks: frozenset[str]
    search: Search = field(default_factory=Search)
    room: int = MOST_IN_PARTS

    def kind_of(self, part: str) -> str:
        """Search one part; the kind of content it is, '' if it is none."""
        kind, low = self.package.types[part].lower(), part.lower()
        root = self.package.xml.get(part)
        if part in self.chunks:
            return self.searched(part, "embedded document")
        if low.startswith("word/glossary/"):
            return self.searched(part, "building block" if low.endswith("/document.xml") else "")
        if low.startswith("customxml/") and root is not None:
            return self._custom_xml(root, part)
        if low.startswith("customui/"):
            return self.searched(part, "custom ribbon")
        if low.startswith("docprops/thumbnail"):
            return self.searched(part, "preview picture")
        if part == TYPES or low.endswith(".rels"):
            return ""
        if kind.endswith(BOOKKEEPING):
            keep_books(self.word, root, self.package.parts[part] if kind.endswith("printersettings") else b"")
            return ""
        found = next((name for piece, name in CONTENT if piece in kind), "")
        return self.searched(part, found) if found else self._unknown(part)

    def _unknown(self, part: str) -> str:
        self.searched(part, "part")
        self.word.asides.append(Piece("attribute", part, place="name of a part"))
        ending = posixpath.splitext(part)[1] or "no ending"
        what = f"{WHERE} ({self.package.types[part] or ending})"
        self.word.left.add("part of an unknown kind", what, known=False)
        return ""

    def searched(self, part: str, kind: str) -> str:
        """Keep the words of a part aside, those of files inside it too; what cannot be reached is told."""
        stem = posixpath.basename(part)
        self._keep(self._words(part), kind, "" if AUTOMATIC_PART.fullmatch(stem) else stem)
        return kind

    def _custom_xml(self, root: Any, part: str) -> str:
        """Custom XML counts as content if it says something; its own bookkeeping, and SharePoint's, does not."""
        if "itemprops" in part.lower():
            return ""
        said = self._keep(filter(has_words, xml_words(root, said=True)), "custom XML")
        offices_own = any(one in namespace(root) for one in LAYOUT)
        return "custom XML" if said and (not offices_own or any(map(has_words, xml_words(root)))) else ""

    def _keep(self, found: Iterable[str], kind: str, first: str = "") -> bool:
        """Keep the words aside; whether there were any."""
        words = [first]
        try:
            for one in found:
                words.append(self._within(one))
        except Exception:  # noqa: BLE001 - a foreign file fails in many ways, and is told in all of them
            self.word.left.add(f"{kind or 'part'} that could not be searched", WHERE)
        text = "\n".join(one.strip() for one in words if one.strip())
        if text:
            self.word.asides.append(Piece("embedded", text, place=kind or "part"))
        return bool(text)

    def _within(self, words: str) -> str:
        """The words, if there is room for them."""
        self.room -= len(words)
        if self.room < 0:
            raise NotSearched
        return words

    def _words(self, part: str) -> Iterator[str]:
        kind, data = self.package.types[part].lower(), self.package.parts[part]
        root = self.package.xml.get(part)
        if root is None or part in self.chunks:
            yield from self.search.words(data, kind)
        elif kind.startswith(OFFICE_XML):
            yield from _all_words(root)
        else:
            yield from xml_words(root, said=True)


def _all_words(root: Any) -> Iterator[str]:
    """Text and typed attributes of Office's own XML."""
    yield from xml_words(root)
    for one in root.iter():
        yield from _typed(one)


# --- what no list names -----------------------------------------------------------------------------


def _outside_elements(word: Word, root: Any) -> None:
    """Comments and instructions of XML, which no program shows."""
    if root is None:
        return
    for one in root.iter():
        if not isinstance(one.tag, str):
            _keep_left(word, str(one.text or ""), "hidden text", "")


def _leftover_text(word: Word, stories: dict[str, Any]) -> None:
    """Text that no reader has taken: a drawing's is known, any other is not understood."""
    for part, root in stories.items():
        for one in root.iter():
            if not isinstance(one.tag, str):
                _keep_left(word, str(one.text or ""), "hidden text", part)
                if one.getparent() is not None and one.getparent() not in word.seen:
                    _keep_left(word, str(one.tail or ""), "text of an unknown kind", part)
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
    for key, value in attributes(element):
        if has_words(value) and _is_typed(element, key, value) and not value.startswith(AUTOMATIC_NAMES):
            yield str(value)


def _is_typed(element: Any, key: str, value: str) -> bool:
    space, _, name = key.rpartition("}")
    if space and not any(known in space for known in LAYOUT):
        return not space.endswith("XML/1998/namespace")
    owner = local(element)
    if name == "name":
        return owner in NAMED or owner == "property"
    if name == "xpath":
        return "'" in value or '"' in value
    if name in ("val", "value"):
        return owner in VALUED - WRITTEN_ELSEWHERE or owner == "listItem"
    return name in TYPED


def _links(word: Word, package: Package) -> None:
    """Targets outside the file that no line of text has led to; those that are printed as they stand are known."""
    known = {piece.text for piece in word.asides if piece.kind == "link"} | word.led
    for part, root in package.xml.items():
        if not part.endswith(".rels"):
            continue
        for one in root:
            target, kind = str(one.get("Target") or ""), str(one.get("Type") or "").rpartition("/")[2]
            if one.get("TargetMode") == "External" and target and target not in known:
                left = EXTERNAL.get(kind, "link target")
                word.keep(Aside("link", target, 0, left), WHERE)
