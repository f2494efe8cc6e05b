"""What a file is by its content, in words for people, and what to do with one that is not read as it is.

Endings lie and are lost. A file under the wrong one is never read on a guess: its reader
says what it is, and the ending that it should have.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

OLE = bytes.fromhex("D0CF11E0")
ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
PDF = b"%PDF-"
MARKS = b"\xef\xbb\xbf \r\n\t"
MOST_ENTRIES = 50_000  # of a zip directory that is looked into at all


@dataclass(frozen=True, slots=True)
class Nature:
    """A kind of file: its usual ending, '' if it has none of interest, and what people call it."""

    ending: str
    called: str


#: By a stream's name in an old Office file; the first that is there.
IN_OLE = (
    ("EncryptedPackage", Nature("", "a password-protected Office file")),
    ("WordDocument", Nature(".doc", "an old Word file")),
    ("PowerPoint Document", Nature(".ppt", "an old PowerPoint file")),
    ("Workbook", Nature(".xls", "an old Excel file")),
    ("Book", Nature(".xls", "an old Excel file")),
    ("__substg1.0_", Nature(".msg", "an Outlook message")),
)
#: By an entry's name in a zip; the first that is there.
IN_ZIP = (
    ("xl/workbook.bin", Nature(".xlsb", "a binary Excel file")),
    ("word/vbaProject.bin", Nature(".docm", "a Word file with macros")),
    ("xl/vbaProject.bin", Nature(".xlsm", "an Excel file with macros")),
    ("xl/workbook.xml", Nature(".xlsx", "an Excel file")),
    ("word/document.xml", Nature(".docx", "a Word file")),
    ("ppt/presentation.xml", Nature(".pptx", "a PowerPoint file")),
    ("Index/Document.iwa", Nature(".pages", "an Apple file")),
)
#: By what an OpenDocument file says of itself.
MIMETYPES = {
    "application/vnd.oasis.opendocument.text": Nature(".odt", "a LibreOffice text"),
    "application/vnd.oasis.opendocument.text-web": Nature(".odt", "a LibreOffice text"),
    "application/vnd.oasis.opendocument.text-template": Nature(".ott", "a LibreOffice template"),
    "application/vnd.oasis.opendocument.text-master": Nature(".odm", "a LibreOffice master document"),
    "application/vnd.oasis.opendocument.spreadsheet": Nature(".ods", "a LibreOffice spreadsheet"),
    "application/vnd.oasis.opendocument.presentation": Nature(".odp", "a LibreOffice presentation"),
    "application/vnd.oasis.opendocument.graphics": Nature(".odg", "a LibreOffice drawing"),
    "application/epub+zip": Nature(".epub", "an electronic book"),
}
#: By the first bytes.
BEGINNINGS = (
    (b"{\\rtf", Nature(".rtf", "an RTF file")),
    (b"\x89PNG", Nature(".png", "a picture")),
    (b"\xff\xd8\xff", Nature(".jpg", "a picture")),
    (b"GIF8", Nature(".gif", "a picture")),
    (b"II*\x00", Nature(".tif", "a picture")),
    (b"MM\x00*", Nature(".tif", "a picture")),
    (b"\x1f\x8b", Nature(".gz", "a compressed file")),
    (b"7z\xbc\xaf", Nature(".7z", "a compressed file")),
    (b"Rar!", Nature(".rar", "a compressed file")),
)
WEB_PAGE = Nature(".html", "a web page")
FLAT = Nature(".fodt", "a flat LibreOffice file")
ZIP_FILE = Nature(".zip", "a zip file")
UNKNOWN = Nature("", "")

_AS_WORD = "open it in Word or LibreOffice and save it as .docx"
_AS_EXCEL = "open it in Excel or LibreOffice and save it as .xlsx"
_UNPACKED = "unpack it and name the drafts in it"
#: What to do with a file of an ending that is not read.
ADVICE = {
    "": "save it without a password",
    ".docm": "save it in Word as a .docx, which carries no macros",
    ".dotx": _AS_WORD,
    ".ott": "open it in LibreOffice and save it as .odt",
    ".odm": "export it in LibreOffice as one .odt",
    ".fodt": "open it in LibreOffice and save it as .odt",
    ".pages": "export it as .docx",
    ".wps": _AS_WORD,
    ".xls": _AS_EXCEL,
    ".xlsb": _AS_EXCEL,
    ".xlsm": "save it in Excel as an .xlsx, which carries no macros",
    ".xltx": _AS_EXCEL,
    ".ods": _AS_EXCEL,
    ".fods": _AS_EXCEL,
    ".tsv": "rename it to end in .csv",
    ".msg": "open it in Outlook and save its text as .docx, its attachments beside it",
    ".ppt": "copy its text into Word and save it as .docx",
    ".pptx": "copy its text into Word and save it as .docx",
    ".odp": "copy its text into Word and save it as .docx",
    ".odg": "copy its text into Word and save it as .docx",
    ".epub": "ask for the Word file that it was made from",
    ".png": "ask for the text that it shows, as .docx",
    ".jpg": "ask for the text that it shows, as .docx",
    ".jpeg": "ask for the text that it shows, as .docx",
    ".gif": "ask for the text that it shows, as .docx",
    ".tif": "ask for the text that it shows, as .docx",
    ".tiff": "ask for the text that it shows, as .docx",
    ".zip": _UNPACKED,
    ".gz": _UNPACKED,
    ".7z": _UNPACKED,
    ".rar": _UNPACKED,
}


def nature_of(data: bytes) -> Nature:
    """What the content in *data* is; `UNKNOWN` where nothing tells, as with any plain text."""
    if data.startswith(OLE):
        return _in_ole(data)
    if data.startswith(ZIPS):
        return _in_zip(data)
    if data.lstrip(MARKS).startswith(PDF):
        return Nature(".pdf", "a PDF")
    found = next((nature for start, nature in BEGINNINGS if data.startswith(start)), None)
    return found or _marked_up(data[:2000])


def _in_ole(data: bytes) -> Nature:
    found = (nature for stream, nature in IN_OLE if stream.encode("utf-16-le") in data)
    return next(found, Nature("", "a password-protected or old Office file"))


def _in_zip(data: bytes) -> Nature:
    if data[30:38] == b"mimetype":
        kind = data[38:140].partition(b"PK")[0].partition(b"\x00")[0].decode("ascii", "replace").strip()
        if kind in MIMETYPES:
            return MIMETYPES[kind]
    if data.count(b"PK\x01\x02") > MOST_ENTRIES:
        return ZIP_FILE
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception:  # noqa: BLE001 - a broken directory tells nothing; the reader says that it is damaged
        return Nature("", "a damaged zip or Office file")
    return next((nature for entry, nature in IN_ZIP if entry in names), ZIP_FILE)


def _marked_up(start: bytes) -> Nature:
    text = start.lstrip(MARKS).lower()
    if b"office:document" in text and b"opendocument" in text:
        return FLAT
    if text.startswith((b"<!doctype html", b"<html")) or (text.startswith(b"<?xml") and b"<html" in text):
        return WEB_PAGE
    return UNKNOWN


def advice_for(nature: Nature) -> str:
    """What to do with a file of this *nature* that lies under another ending."""
    from redact.formats import READERS

    if nature.ending in READERS:
        return f"rename it to end in {nature.ending}"
    return ADVICE.get(nature.ending, "ask for it as .docx")


def refusal(ending: str) -> str:
    """Why a file of an *ending* that no reader takes is refused, and what to do."""
    from redact.formats import READERS

    advice = f"; {ADVICE[ending]}" if ending and ending in ADVICE else ""
    return f"cannot be read{advice}; the endings that can are {', '.join(READERS)}"
