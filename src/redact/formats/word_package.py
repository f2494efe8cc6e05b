"""Open a .docx with suspicion: nothing is believed that the archive says about itself.

Sizes are counted as they come out of the inflater, names are checked before
anything is read, and each XML part is parsed without entities or network.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from redact.errors import UnreadableError
from redact.formats.word_strict import MARK, everyday

MOST_IN_ALL = 200 * 1024 * 1024  # bytes, inflated
MOST_IN_ONE = 60 * 1024 * 1024
MOST_PARTS = 10_000
CHUNK = 64 * 1024
XML_ENDINGS = (".xml", ".rels", ".vml", ".svg")
TYPES = "[Content_Types].xml"
MACROS = "macroenabled"
MAIN = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
DAMAGED = "is damaged; open it in Word and save it again"


@dataclass(frozen=True, slots=True)
class Relation:
    """That a part leads to another, or outside the file."""

    id: str
    kind: str  # the last word of its type: styles, hyperlink, image…
    target: str  # the part's name; as written if it is *external*
    external: bool


@dataclass(frozen=True)
class Package:
    """The parts of a .docx by name, inflated; XML parts parsed."""

    name: str
    parts: dict[str, bytes]
    xml: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def main(self) -> str:
        """The name of the part that holds the text."""
        kinds = ((one.target, self.types.get(one.target, "")) for one in self.relations(""))
        found = [target for target, kind in kinds if kind.endswith(MAIN) and target in self.xml]
        if not found:
            raise UnreadableError(f"{self.name}: holds no Word document; open it in Word, save it as .docx")
        return found[0]

    def relations(self, part: str) -> list[Relation]:
        """Where *part* ('' for the file itself) leads, in the order of the file."""
        folder, _, stem = part.rpartition("/")
        root = self.xml.get(posixpath.join(folder, "_rels", f"{stem}.rels"))
        return [] if root is None else [_relation(one, folder) for one in root if isinstance(one.tag, str)]

    @cached_property
    def types(self) -> dict[str, str]:
        """The content type of each part, by name."""
        root = self.xml[TYPES]
        endings = {str(one.get("Extension", "")).lower(): one.get("ContentType", "") for one in root}
        named = {str(one.get("PartName", "")).lstrip("/"): one.get("ContentType", "") for one in root}
        return {
            part: named.get(part) or endings.get(posixpath.splitext(part)[1][1:].lower(), "")
            for part in self.parts
        }


def _relation(one: Any, folder: str) -> Relation:
    target, external = str(one.get("Target") or ""), one.get("TargetMode") == "External"
    inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    kind = str(one.get("Type") or "").rpartition("/")[2]
    return Relation(str(one.get("Id") or ""), kind, target if external else inside, external)


def open_package(data: bytes, name: str) -> Package:
    """The checked parts of the .docx in *data*.

    Raises:
        UnreadableError: it is damaged, hostile, encrypted, of a kind that is not read, or too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _inflate(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise UnreadableError(f"{name}: {DAMAGED}") from None
    except (RuntimeError, MemoryError, OverflowError):
        raise UnreadableError(f"{name}: is password-protected or damaged; save it again without") from None
    package = Package(name, parts, _parse_all(parts, name))
    _require_word(package)
    return package


def _inflate(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    entries = archive.infolist()
    _require_plain_names([one.filename for one in entries], name)
    if any(one.flag_bits & 1 for one in entries):
        raise UnreadableError(f"{name}: is password-protected; save it without a password")
    parts, room = {}, MOST_IN_ALL
    for entry in entries:
        if not entry.is_dir():
            parts[entry.filename] = _inflate_one(archive, entry, min(room, MOST_IN_ONE), name)
            room -= len(parts[entry.filename])
    return parts


def _require_plain_names(names: list[str], name: str) -> None:
    if len(names) > MOST_PARTS:
        raise UnreadableError(f"{name}: has more than {MOST_PARTS} parts; save it again in Word")
    if len({one.lower() for one in names}) < len(names):
        raise UnreadableError(
            f"{name}: has two parts of one name, so readers disagree; save it again in Word"
        )
    for one in names:
        if one.startswith(("/", "\\")) or ":" in one or "\\" in one or ".." in one.split("/"):
            raise UnreadableError(f"{name}: has a part that points outside the file; save it again in Word")


def _inflate_one(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, name: str) -> bytes:
    out = bytearray()
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            out += chunk
            if len(out) > room:
                raise UnreadableError(f"{name}: unpacks to more than can be safe; save it again in Word")
    return bytes(out)


def is_xml(part: str) -> bool:
    """Whether the part's name says that it holds XML."""
    return part.lower().endswith(XML_ENDINGS)


def parse(data: bytes, name: str) -> Any:
    """The root element of *data*, without entities, DTD or network."""
    from lxml import etree

    if any("<!DOCTYPE".encode(code) in data for code in ("ascii", "utf-16-le", "utf-16-be")):
        raise UnreadableError(f"{name}: has a DOCTYPE, which Word never writes; save it again in Word")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError(f"{name}: {DAMAGED}") from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise UnreadableError(f"{name}: has a DOCTYPE, which Word never writes; save it again in Word")
    return root


def open_inner(data: bytes) -> dict[str, Any]:
    """The XML parts of an Office file that lies inside another.

    Raises:
        UnreadableError: it cannot be opened safely.
    """
    return _parse_all(inner_parts(data), "embedded file")


def inner_parts(data: bytes) -> dict[str, bytes]:
    """All parts of a zip or Office file that lies inside another.

    Raises:
        UnreadableError: it cannot be opened safely.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inflate(archive, "embedded file")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, MemoryError):
        raise UnreadableError(f"embedded file: {DAMAGED}") from None


def _parse_all(parts: dict[str, bytes], name: str) -> dict[str, Any]:
    return {part: parse(everyday(data), name) for part, data in parts.items() if is_xml(part)}


def _require_word(package: Package) -> None:
    if TYPES not in package.xml:
        raise UnreadableError(f"{package.name}: is a zip file, but no Word document; save it as .docx")
    kinds = " ".join(package.types.values()).lower()
    if MACROS in kinds or "vbaproject" in kinds:
        raise UnreadableError(f"{package.name}: carries macros; save it as a .docx without them")
    if not package.xml[package.main].tag.endswith("}document"):
        raise UnreadableError(f"{package.name}: {DAMAGED}")
    if any(_is_strict(root) for root in package.xml.values()):
        raise UnreadableError(f"{package.name}: is a Strict document; save it in Word as a plain .docx")


def _is_strict(root: Any) -> bool:
    """Whether an address is left that belongs to Strict files only."""
    mark = MARK.decode()
    return any(mark in uri for uri in root.nsmap.values()) or any(
        mark in str(one.get("Type", "")) for one in root if isinstance(one.tag, str)
    )
