"""Read a web page (.html, .htm), also one that Word or Outlook saved."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.beside import Beside
from redact.formats.markdown_blocks import titled
from redact.formats.pieces import Piece, assemble
from redact.formats.web_text import web_text

if TYPE_CHECKING:
    from redact.model import Document

MOST_ATTRIBUTES = 300  # on one element; libxml2 compares each with every other
#: Comments, scripts and tags, each taken in one go, whether it ends or not.
ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
MARKS = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+|<(?P<raw>script|style)\b(?:[^<]++|<(?!/(?P=raw)))*+"
    r"|(?P<tag><[a-zA-Z](?:[^>\"']++|\"[^\"]*+\"?|'[^']*+'?)*+)",
    re.IGNORECASE,
)
CUT_OFF = re.compile(r"<[^<>]*\Z")  # a tag that never ends, which browsers drop with its words
LONGEST_TAG = 100_000  # characters
QUOTED = re.compile(r"\"[^\"]*\"?|'[^']*'?")
DAMAGED = "cannot be read whole; open it in a browser or in Word and save it as .docx"


def read_html(path: Path) -> Document:
    """The web page at *path*.

    Raises:
        UnreadableError: it is no web page, or cannot be read whole.
    """
    name = str(path)
    data = opening.load(path, name)
    try:
        pieces, beside = read_page(web_text(data, name), name)
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - odd files fail in many ways; none may pass for a short text
        raise UnreadableError(f"{name}: {DAMAGED}") from None
    pieces = [*titled(pieces), *beside.asides]
    if not any(piece.text for piece in pieces):
        raise UnreadableError(f"{name}: holds no text; check that it is the right file")
    return assemble(name, opening.digest(data), pieces, beside.left.all())


def read_page(text: str, name: str) -> tuple[list[Piece], Beside]:
    """What the page in *text* prints, and what lies beside it.

    Raises:
        UnreadableError: it nests too deeply, or is too large or too complicated.
    """
    from redact.formats.web_css import read_sheets
    from redact.formats.web_notes import find_notes
    from redact.formats.web_page import Page

    root = _parsed(text, name)
    beside = Beside()
    if cut_off := CUT_OFF.search(text[-LONGEST_TAG:]):
        beside.keep("hidden", cut_off[0].strip("</ "), "end of the page", "HTML")
    page = Page(name, read_sheets(root, name, beside), find_notes(root), beside)
    return page.read(root), beside


def _is_crowded(mark: re.Match[str]) -> bool:
    """Whether a tag has more attributes than libxml2 takes in in good time."""
    tag = mark["tag"] or ""
    return len(tag) > 2 * MOST_ATTRIBUTES and len(QUOTED.sub(" ", tag).split()) > MOST_ATTRIBUTES


def _parsed(text: str, name: str) -> Any:
    """The tree of the page; what libxml2 could not take in whole is an error."""
    from lxml import etree

    from redact.formats.web_page import MOST_ELEMENTS, TOO_MANY

    crowded = text.count("<") > 3 * MOST_ELEMENTS  # begun, ended, and a comment
    if crowded or any(map(_is_crowded, MARKS.finditer(text))):
        raise UnreadableError(f"{name}: {TOO_MANY}")
    text = ENDS.sub("", text)  # browsers show what follows the end of a page; libxml2 would drop it
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_blank_text=False)
    try:
        root = etree.fromstring(text.replace("\x00", "\ufffd").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    fatal = any(entry.level_name == "FATAL" or "depth" in entry.message.lower() for entry in parser.error_log)
    if root is None or fatal:
        raise UnreadableError(f"{name}: {DAMAGED}")
    return root
