"""The characters of a web page: which encoding it is in, and whether it is a web page at all."""

from __future__ import annotations

import re

from redact.errors import UnreadableError
from redact.formats import opening

LARGEST = 30 * 1024 * 1024  # bytes; a report without its pictures has under one
BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
DECLARED = re.compile(
    rb"""(?:<meta\b[^>]{0,300}\bcharset|<\?xml[^>]{0,100}\bencoding)\s*=\s*["']?\s*([\w.:\-]+)""", re.I
)
LOOKED_AT = 4096  # bytes at the front in which an encoding may be declared; browsers look at 1,024
#: Encodings that the web knows (WHATWG Encoding Standard); any other name counts as none.
KNOWN = re.compile(
    r"(?i)(utf-?8|windows-?125[0-8]|cp125[0-8]|iso-?8859-?\d+|latin1|us-ascii|ascii|koi8-[ru]|macintosh|mac-?roman"
    r"|gb2312|gbk|gb18030|big5|shift_jis|euc-jp|euc-kr|iso-2022-jp)"
)
WINDOWS = re.compile(r"(?i)(iso-?8859-?1|latin1|us-ascii|ascii)")  # browsers read these as Windows-1252
TAG = re.compile(
    r"(?i)<(?:!doctype\s+html|/?(?:html|head|body|title|meta|p|div|span|table|h[1-6]|ul|ol|br|b|i|a|font)\b)"
)
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def web_text(data: bytes, name: str) -> str:
    """The characters of the web page in *data*.

    Raises:
        UnreadableError: it is no web page, too large, or in no encoding that is known.
    """
    opening.require_kind(data, "other", name, ".html")
    if len(data) > LARGEST:
        raise UnreadableError(f"{name}: is larger than 30 MB; take the pictures out, or save it as .docx")
    text = decoded_web(data)
    if text is None or "\x00" in text or len(CONTROLS.findall(text)) * 100 > len(text):
        raise UnreadableError(f"{name}: is not text; save it as a web page again, in UTF-8")
    if re.match(r"(?i)\s*(?:mime-version|from|content-type)\s*:", text):
        raise UnreadableError(
            f"{name}: is a web archive or an e-mail; save it as .docx, or name it .eml if it is one"
        )
    if text.startswith("{\\rtf") or not TAG.search(text):
        raise UnreadableError(f"{name}: is not a web page; give it its true ending, such as .txt")
    return text


def decoded_web(data: bytes, declared: str = "") -> str | None:
    """The characters in *data*: by its mark, by what is *declared* or by what reads well; None if nothing does.

    What is whole UTF-8 is never anything else, whatever it says of itself.
    """
    marked = next(((mark, code) for mark, code in BOMS if data.startswith(mark)), None)
    if marked:
        return _decode(data[len(marked[0]) :], marked[1])
    found = DECLARED.search(data[:LOOKED_AT])
    said = declared or (found[1].decode("ascii", "ignore") if found else "")
    said = said if KNOWN.fullmatch(said) else ""
    said = "cp1252" if WINDOWS.fullmatch(said) else said
    tries = [said] if said.lower().startswith("iso-2022") else []
    tries += ["utf-8", *([said] if said else []), "cp1252"]
    return next((text for code in tries if (text := _decode(data, code)) is not None), None)


def _decode(data: bytes, code: str) -> str | None:
    try:
        return data.decode(code)
    except (UnicodeDecodeError, LookupError):
        return None
