"""The checked parts of a .docx: names and sizes first, then each XML part without entities or network."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from redact.errors import UnreadableError
from redact.formats.archive import damaged, is_xml, parse, unpack
from redact.formats.nature import advice_for, nature_of
from redact.formats.word_strict import MARK, everyday

TYPES = "[Content_Types].xml"
MACROS = "macroenabled"
MAIN = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml")
DAMAGED = damaged("Word")


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
    parts = unpack(data, name)
    package = Package(name, parts, _parse_all(parts, name))
    _require_word(package, data)
    return package


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
    return unpack(data, "embedded file")


def _parse_all(parts: dict[str, bytes], name: str) -> dict[str, Any]:
    return {part: parse(everyday(data), name) for part, data in parts.items() if is_xml(part)}


def _require_word(package: Package, data: bytes) -> None:
    nature = nature_of(data)
    if TYPES not in package.xml or nature.ending in (".xlsx", ".xlsb", ".pptx"):
        raise UnreadableError(f"{package.name}: is {nature.called}, no .docx; {advice_for(nature)}")
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
