"""The parts of an .odt that are not its text: searched for names, told to the reviewer, left behind.

A part that is on no list stops the file, as does text in an element that no reader has taken.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from redact.errors import UnreadableError
from redact.formats.archive import is_xml, parse, unpack
from redact.formats.open_line import all_words
from redact.formats.open_names import (
    AUTOMATIC,
    MACHINE,
    OWN,
    TYPED,
    get,
    named,
)
from redact.formats.open_story import Draft
from redact.formats.pieces import Piece, names
from redact.formats.word_names import has_words

WHERE = "the file, outside its text"
PROGRAM = "LibreOffice"
READ = ("mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml", "meta.xml", "settings.xml")
#: Content that is left behind, by how the part's name begins; '' for what is counted elsewhere, or is no content.
FOLDERS = (
    ("Pictures/", "picture"),
    ("media/", "video"),
    ("Thumbnails/", "preview picture"),
    ("ObjectReplacements/", ""),
    ("Fonts/", ""),
    ("layout-cache", ""),
    ("Configurations2/", ""),
    ("manifest.rdf", ""),
    ("Versions/", "earlier version"),
    ("VersionList.xml", "earlier version"),
    ("META-INF/documentsignatures.xml", "digital signature"),
    ("META-INF/macrosignatures.xml", "digital signature"),
    ("META-INF/packagesignatures.xml", "digital signature"),
    ("Object", "embedded object"),
)
#: How the targets of links begin that lie inside the file.
INSIDE = ("#", "./", "Pictures/", "Object", "media/", "Configurations2/")
MACRO_FOLDERS = ("Basic/", "Scripts/", "Dialogs/")
#: What meta.xml holds that is no word of anybody's.
DATES = (
    "meta:creation-date",
    "dc:date",
    "meta:print-date",
    "meta:editing-cycles",
    "meta:editing-duration",
    "dc:language",
)
#: Properties that Word's files bring along.
OF_PROGRAMS = names(
    "AppVersion DocSecurity LinksUpToDate ScaleCrop ShareDoc SharedDoc HyperlinksChanged HyperlinkBase"
)
#: The words that names of styles are made of in LibreOffice and Word; a style with another was named by somebody.
OF_STYLES = names(
    "addressee adjacency after anchor and annotation area author balloon base bibliography block body book border"
    " bottom box bullet bullets caption char character clear closing code comment contents continue date default"
    " definition document drawing e-mail emphasis end endnote envelope example figure first firstline followed followedhyperlink font footer footnote"
    " frame graphics grid hanging header heading headings horizontal html hyperlink illustration indent index intense internet"
    " item keyboard label landscape last left line link list listlabel macro main marginalia mark marker mention message no"
    " normal note number numbered numbering object of outline page paragraph placeholder plain preformatted"
    " quotation quotations quote reference revision right rotated ruby salutation sample section sender sign signature simple"
    " single source spacing standard start strong style subject subtitle subtle symbol table teletype term text the"
    " title to toc top toa typewriter unresolved user user-entry variable vertical visited watermark web with zeichen"
)


def require_no_macros(parts: dict[str, bytes], name: str) -> None:
    """Stop at a file that carries macros; empty folders for them are none."""
    for part, data in parts.items():
        is_list = posixpath.basename(part).startswith(("script-l", "dialog-l"))
        if (
            part.startswith(MACRO_FOLDERS)
            and not part.endswith("/")
            and not (is_list and b":element " not in data)
        ):
            raise UnreadableError(f"{name}: carries macros; save it as an .odt without them")


def look_at_parts(draft: Draft, parts: dict[str, bytes], xml: dict[str, Any]) -> None:
    """Search everything but the printed text, and list what stays behind."""
    _leftover(draft, xml)
    counted: Counter[str] = Counter()
    for part, data in parts.items():
        if part not in READ and not part.startswith(MACRO_FOLDERS):
            counted[_part(draft, part, data, xml)] += 1
    for kind, count in counted.items():
        in_text = sum(one.count for one in draft.left.all() if one.kind == kind)
        if kind and kind != "embedded object" and count > in_text:
            draft.left.add(kind, WHERE, count - in_text)
    if counted["embedded object"] and not any(one.kind == "embedded object" for one in draft.left.all()):
        draft.left.add("embedded object", WHERE)
    _meta(draft, xml.get("meta.xml"))
    _settings(draft, xml.get("settings.xml"))
    _attributes(draft, [root for part, root in xml.items() if part in ("content.xml", "styles.xml")])


def _part(draft: Draft, part: str, data: bytes, xml: dict[str, Any]) -> str:
    """Search one part; the kind of content it is, '' if it is none."""
    found = next(((start, kind) for start, kind in FOLDERS if part.startswith(start)), None)
    text = "\n".join(dict.fromkeys(_words_of(part, data, xml)))
    if text:
        draft.asides.append(Piece("embedded", text, place=found[1] or "part" if found else "part"))
    if found is None:
        draft.asides.append(Piece("attribute", part, place="name of a part"))
        ending = posixpath.splitext(part)[1] or "no ending"
        draft.left.add("part of an unknown kind", f"{WHERE} ({ending})", known=False)
        return ""
    if found[1] == "picture" and has_words(
        posixpath.splitext(posixpath.basename(part))[0].strip("0123456789ABCDEFabcdef")
    ):
        draft.asides.append(Piece("attribute", part, place="name of a part"))
    return found[1]


def _words_of(part: str, data: bytes, xml: dict[str, Any]) -> Iterator[str]:
    if part in xml:
        yield from all_words(xml[part])
        yield from (text for one in xml[part].iter() for text in _typed(one))
    elif data.startswith(b"PK\x03\x04"):
        yield from _inner_words(data)


def _inner_words(data: bytes) -> Iterator[str]:
    try:
        inner = {
            part: parse(one, part) for part, one in unpack(data, "embedded file").items() if is_xml(part)
        }
    except UnreadableError:
        return  # it is listed and does not travel, whatever it holds
    for root in inner.values():
        yield from all_words(root)


# --- properties and settings ------------------------------------------------------------------------


def _meta(draft: Draft, root: Any) -> None:
    """The document's properties; those that programs write by themselves are no words of anybody's."""
    entries = [] if root is None else [one for group in root for one in group if named(one)]
    for one in entries:
        draft.keep("link", get(one, "xlink:href"), "document properties", "link target")
        draft.keep("attribute", get(one, "xlink:title"), "property")
        name, text = named(one), str(one.text or "").strip()
        if name == "meta:user-defined":
            _own_property(draft, get(one, "meta:name"), text)
        elif name == "meta:generator":
            draft.keep("attribute", text, "property")
        elif name not in (*DATES, "meta:keyword"):
            place = f"property {name.partition(':')[2].replace('-', ' ')}"
            draft.keep("property", text, place, "document property")
    keywords = " ".join(str(one.text or "") for one in entries if named(one) == "meta:keyword")
    draft.keep("property", keywords, "property keywords", "document property")


def _own_property(draft: Draft, name: str, text: str) -> None:
    if name in OF_PROGRAMS:
        return
    draft.keep("property", text, "custom property", "document property")
    draft.keep("attribute", name, "custom property")


def _settings(draft: Draft, root: Any) -> None:
    """Words among the settings, such as a printer's or a data source's name."""
    for one in () if root is None else root.iter():
        text = str(one.text or "").strip() if named(one) == "config:config-item" else ""
        if get(one, "config:type") == "string" and has_words(text):
            draft.keep("attribute", text, "settings")


# --- what no list names -----------------------------------------------------------------------------


def _leftover(draft: Draft, xml: dict[str, Any]) -> None:
    """Text in the body, or on master pages, that no reader has taken."""
    for part, where in (("content.xml", "office:body"), ("styles.xml", "office:master-styles")):
        root = xml.get(part)
        for group in () if root is None else (one for one in root if named(one) == where):
            for one in group.iter():
                _leftover_of(draft, one)
        for one in () if root is None else root.iter():
            if not isinstance(one.tag, str):
                _keep_left(draft, str(one.text or ""), "hidden text")


def _leftover_of(draft: Draft, one: Any) -> None:
    if isinstance(one.tag, str) and one not in draft.seen and named(one) not in MACHINE:
        _keep_left(draft, str(one.text or ""), "text of an unknown kind")
    if (one, "tail") not in draft.seen:
        _keep_left(draft, str(one.tail or ""), "text of an unknown kind")


def _keep_left(draft: Draft, text: str, kind: str) -> None:
    if text.strip():
        draft.asides.append(Piece("hidden", text.strip(), place=WHERE))
        draft.left.add(kind, "the body", known=kind != "text of an unknown kind")


def _attributes(draft: Draft, roots: list[Any]) -> None:
    """Names that people typed into attributes: bookmarks, variables, styles of their own, sections…"""
    known = {piece.text for piece in draft.asides}
    typed = dict.fromkeys(text.strip() for root in roots for one in root.iter() for text in _typed(one))
    for text in typed:
        if text not in known:
            draft.asides.append(Piece("attribute", text, place="attribute"))
    targets = dict.fromkeys(get(one, "xlink:href") for root in roots for one in root.iter() if named(one))
    for target in targets:
        if target and not target.startswith(INSIDE) and target not in known:
            draft.keep("link", target, WHERE, "link target")


def _typed(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    for key, value in element.attrib.items():
        if has_words(value) and _is_typed(element, key) and not AUTOMATIC.fullmatch(value):
            yield str(value)


def _is_typed(element: Any, key: str) -> bool:
    space, _, local = key.rpartition("}")
    if space and not any(own in space for own in OWN):
        return True
    name = named(element)
    if name.startswith(("number:", "config:", "manifest:")) or name in ("style:font-face", "text:sort-key"):
        return False
    if name.startswith(
        ("style:", "text:list-style", "text:outline", "draw:marker", "draw:gradient", "draw:fill-image")
    ):
        shown = "display-name" if get(element, "style:display-name") else "name"
        return name == "style:style" and local == shown and _is_own_style(element)
    return local in TYPED


def _is_own_style(style: Any) -> bool:
    """A named style with a word in its name that is not among those of LibreOffice's and Word's own styles."""
    parent = style.getparent()
    if parent is None or named(parent) != "office:styles":
        return False
    name = get(style, "style:display-name") or get(style, "style:name")
    return any(
        word.lower() not in OF_STYLES for word in re.findall(r"[^\W\d_][\w\-]+", name.replace("_20_", " "))
    )
