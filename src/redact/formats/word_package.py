"""The checked parts of a .docx, so that what python-docx opens afterwards is known to be harmless."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from redact.errors import UnreadableError
from redact.formats.archive import damaged, is_xml, parse, unpack
from redact.formats.nature import advice_for, nature_of

TYPES = "[Content_Types].xml"
STRICT = "purl.oclc.org/ooxml"
MACROS = "macroenabled"
DAMAGED = damaged("Word")


@dataclass(frozen=True)
class Package:
    """The parts of a .docx by name, inflated; XML parts parsed."""

    name: str
    data: bytes
    parts: dict[str, bytes]
    xml: dict[str, Any] = field(default_factory=dict)

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


def open_package(data: bytes, name: str) -> Package:
    """The checked parts of the .docx in *data*.

    Raises:
        UnreadableError: it is damaged, hostile, encrypted, of a kind that is not read, or too large.
    """
    parts = unpack(data, name)
    package = Package(name, data, parts, _parse_all(parts, name))
    _require_word(package)
    return package


def open_inner(data: bytes) -> dict[str, Any]:
    """The XML parts of an Office file that lies inside another.

    Raises:
        UnreadableError: it cannot be opened safely.
    """
    return _parse_all(unpack(data, "embedded file"), "embedded file")


def _parse_all(parts: dict[str, bytes], name: str) -> dict[str, Any]:
    return {part: parse(data, name) for part, data in parts.items() if is_xml(part)}


def _require_word(package: Package) -> None:
    nature = nature_of(package.data)
    if TYPES not in package.xml or nature.ending in (".xlsx", ".xlsb", ".pptx"):
        raise UnreadableError(f"{package.name}: is {nature.called}, no .docx; {advice_for(nature)}")
    kinds = " ".join(package.types.values()).lower()
    if MACROS in kinds or "vbaproject" in kinds:
        raise UnreadableError(f"{package.name}: carries macros; save it as a .docx without them")
    if not any(kind.endswith("wordprocessingml.document.main+xml") for kind in package.types.values()):
        raise UnreadableError(f"{package.name}: holds no Word document; open it in Word, save it as .docx")
    if any(_is_strict(root) for root in package.xml.values()):
        raise UnreadableError(f"{package.name}: is a Strict document; save it in Word as a plain .docx")


def _is_strict(root: Any) -> bool:
    return any(STRICT in uri for uri in root.nsmap.values()) or any(
        STRICT in str(one.get("Type", "")) for one in root if isinstance(one.tag, str)
    )
