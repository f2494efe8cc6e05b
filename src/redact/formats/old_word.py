"""Read an old Word document (.doc): converted by LibreOffice, then read as .docx; its raw bytes are searched too.

A conversion drops what Word no longer shows: earlier wording that a 'fast save' left in the
file, names of authors, embedded objects. These are looked for in the bytes themselves.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.beside import Beside
from redact.formats.docx import read_docx
from redact.formats.office import case_around, converted
from redact.formats.opening import Held
from redact.formats.pieces import BETWEEN, names
from redact.formats.text_runs import text_runs
from redact.model import Block, Span

if TYPE_CHECKING:
    from redact.model import Document

PROPERTIES = names("title subject author keywords comments last_saved_by template category manager company")
ENCRYPTED = "is password-protected; open it in Word and save it as .docx without a password"
NO_WORD = "is not an old Word document; open it in the program that made it and save it as .docx"
DAMAGED = "is damaged; open it in Word and save it as .docx"
F_ENCRYPTED = 0x0100  # of the flags at byte 10 of the FIB ([MS-DOC] 2.5.2)
CONVERTED = "converted from an old format"
MOST_SEARCHED = 30 * 1024 * 1024  # bytes
#: What the names of built-in styles, fonts and streams are made of: a passage of nothing else says nothing.
OF_FORMAT = names(
    "root entry worddocument summaryinformation documentsummaryinformation compobj 1table 0table data objectpool"
    " normal.dot normal.dotm word.document.8 msworddoc microsoft office word word-dokument appversion caolan80 bjbj"
    " heading title subtitle char text body list label listlabel bullet number continue paragraph macro quote intense"
    " subtle emphasis reference strong book index contents header footer and caption no spacing normal table grid"
    " default font plain wwnum footnote endnote comment subject balloon hyperlink followedhyperlink page toc document"
    " map web times new roman symbol arial calibri cambria wingdings courier liberation serif sans dejavu verdana"
    " tahoma light mangal noto cjk sc devanagari lucida simsun opensymbol unicode ms math georgia"
)


def read_doc(path: Path) -> Document:
    """The old Word document at *path*.

    Raises:
        UnreadableError: it is none, is protected by a password, or LibreOffice is missing or cannot read it.
    """
    name = str(path)
    data = opening.load(path, name)
    if opening.what_it_is(data) != "ole":
        raise UnreadableError(f"{name}: {_what_else(data)}")
    beside = _looked_at(data, name)
    content = converted(data, ".doc", name, case_around(path))
    document = read_docx(cast(Path, Held(name, content)))
    for number, run in enumerate(text_runs(data[:MOST_SEARCHED], document.text), 1):
        if not _is_of_format(run):
            beside.keep("attribute", run, f"raw file, passage {number}")
    beside.left.add(CONVERTED, "whole file")
    return _with(replace(document, digest=opening.digest(data)), beside)


def _is_of_format(run: str) -> bool:
    words = (word.strip("0123456789().,;:") for word in run.casefold().split())
    return run.count("ÿ") * 5 > len(run) or all(not word or word in OF_FORMAT for word in words)


def _what_else(data: bytes) -> str:
    if data.lstrip().startswith(b"{\\rtf"):
        return "is an RTF file under another name; rename it to end in .rtf"
    if opening.what_it_is(data) == "zip":
        return "is a newer Office file under another name; rename it to end in .docx"
    if opening.what_it_is(data) == "pdf":
        return "is a PDF under another name; rename it to end in .pdf"
    if b"<html" in data[:4096].lower():
        return "is a web page under another name; rename it to end in .html"
    return NO_WORD


def _looked_at(data: bytes, name: str) -> Beside:
    """The document's properties and macros, once it is known to be one that can be converted."""
    import olefile

    beside = Beside()
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            if file.exists("EncryptedPackage") or file.exists("EncryptionInfo"):
                raise UnreadableError(f"{name}: {ENCRYPTED}")
            if not file.exists("WordDocument"):
                raise UnreadableError(f"{name}: {NO_WORD}")
            head = file.openstream("WordDocument").read(32)
            if int.from_bytes(head[10:12], "little") & F_ENCRYPTED:
                raise UnreadableError(f"{name}: {ENCRYPTED}")
            _properties(file.get_metadata(), beside)
            if file.exists("Macros") or file.exists("_VBA_PROJECT_CUR"):
                beside.left.add("macro", "whole file")
            if file.exists("ObjectPool") and any(
                entry[0] == "ObjectPool" and len(entry) > 1 for entry in file.listdir()
            ):
                beside.left.add("embedded file", "whole file")
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file fails in many ways
        raise UnreadableError(f"{name}: {DAMAGED}") from None
    return beside


def _properties(metadata: object, beside: Beside) -> None:
    for key in sorted(PROPERTIES):
        value = getattr(metadata, key, None)
        text = value.decode("cp1252", "replace") if isinstance(value, bytes) else str(value or "")
        beside.keep(
            "property", "" if text.startswith("Normal.dot") else text, f"property {key}", "document property"
        )


def _with(document: Document, beside: Beside) -> Document:
    """The document with more asides at its end, and what more is left behind."""
    text, blocks = document.text, list(document.blocks)
    for piece in beside.asides:
        text += BETWEEN
        blocks.append(Block(Span(len(text), len(text) + len(piece.text)), piece.kind, place=piece.place))
        text += piece.text
    return replace(
        document, text=text, blocks=tuple(blocks), left_behind=document.left_behind + beside.left.all()
    )
