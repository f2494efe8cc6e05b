"""Unpack an Office or LibreOffice file with suspicion: nothing is believed that the archive says of itself.

Sizes are counted as they come out of the inflater, before anything is kept; names are checked
before anything is read; XML is parsed without entities or network, and its elements are counted first.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from redact.errors import UnreadableError

MOST_IN_ALL = 200 * 1024 * 1024  # bytes, inflated
MOST_IN_ONE = 60 * 1024 * 1024
MOST_PARTS = 10_000
MOST_MARKS = 2_000_000  # '<' in one part that is held as a tree; about 250 bytes of memory each
CHUNK = 64 * 1024
XML_ENDINGS = (".xml", ".rels", ".vml", ".svg", ".rdf")
DIRECTORY_ENTRY = b"PK\x01\x02"
ENCRYPTED = "is password-protected; save it without a password"


def unpack(data: bytes, name: str, program: str = "Word") -> dict[str, bytes]:
    """The parts of the zip in *data* by name, inflated; *program* is where to save it again.

    Raises:
        UnreadableError: it is damaged, hostile, encrypted or too large.
    """
    try:
        _require_few(data.count(DIRECTORY_ENTRY), name, program, 5 * MOST_PARTS)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _inflate(archive, name, program)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise UnreadableError(f"{name}: {damaged(program)}") from None
    except (RuntimeError, MemoryError, OverflowError):
        raise UnreadableError(f"{name}: is password-protected or damaged; save it again without") from None
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - a hostile directory fails in ways that zipfile does not promise
        raise UnreadableError(f"{name}: {damaged(program)}") from None


def damaged(program: str) -> str:
    """What is said of a file that cannot be taken apart."""
    return f"is damaged; open it in {program} and save it again"


def _inflate(archive: zipfile.ZipFile, name: str, program: str) -> dict[str, bytes]:
    entries = archive.infolist()
    _require_plain_names([one.filename for one in entries], name, program)
    if any(one.flag_bits & 1 for one in entries):
        raise UnreadableError(f"{name}: {ENCRYPTED}")
    if any(stat.S_ISLNK(one.external_attr >> 16) for one in entries):
        raise UnreadableError(f"{name}: has a part that points elsewhere; save it again in {program}")
    files = [one for one in entries if not one.is_dir()]
    _require_room(archive, files, name, program)
    return {one.filename: b"".join(_chunks(archive, one)) for one in files}


def _require_few(count: int, name: str, program: str, most: int) -> None:
    if count > most:
        raise UnreadableError(f"{name}: has more than {MOST_PARTS} parts; save it again in {program}")


def _require_plain_names(names: list[str], name: str, program: str) -> None:
    _require_few(len(names), name, program, MOST_PARTS)
    if len({one.lower() for one in names}) < len(names):
        raise UnreadableError(
            f"{name}: has two parts of one name, so readers disagree; save it again in {program}"
        )
    for one in names:
        if one.startswith(("/", "\\")) or ":" in one or "\\" in one or ".." in one.split("/"):
            raise UnreadableError(
                f"{name}: has a part that points outside the file; save it again in {program}"
            )


def _require_room(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str, program: str) -> None:
    """Count what really comes out, keeping nothing."""
    room = MOST_IN_ALL
    for entry in entries:
        size = 0
        for chunk in _chunks(archive, entry):
            size += len(chunk)
            if size > min(room, MOST_IN_ONE):
                raise UnreadableError(
                    f"{name}: unpacks to more than can be safe; save it again in {program}, without large pictures"
                )
        room -= size


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def is_xml(part: str) -> bool:
    """Whether the part's name says that it holds XML."""
    return part.lower().endswith(XML_ENDINGS)


def parse(data: bytes, name: str, program: str = "Word") -> Any:
    """The root element of *data*, without entities, DTD or network.

    Raises:
        UnreadableError: it is no XML, has a DOCTYPE, or has more elements than can be safe.
    """
    from lxml import etree

    require_no_doctype(data, name, program)
    if data.count(b"<") > MOST_MARKS or data.count(b'="') > MOST_MARKS:
        raise UnreadableError(f"{name}: unpacks to more than can be safe; split it in {program}")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise UnreadableError(f"{name}: {damaged(program)}") from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise UnreadableError(f"{name}: {_doctype(program)}")
    return root


def require_no_doctype(data: bytes, name: str, program: str) -> None:
    """Stop at a DOCTYPE: entities are how XML files attack their readers."""
    if any("<!DOCTYPE".encode(code) in data for code in ("ascii", "utf-16-le", "utf-16-be")):
        raise UnreadableError(f"{name}: {_doctype(program)}")


def _doctype(program: str) -> str:
    return f"has a DOCTYPE, which {program} never writes; save it again in {program}"
