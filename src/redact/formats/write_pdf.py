"""An edition as a tagged PDF, set afresh by typst from `report.typ` beside this module.

The text reaches typst as JSON, never as mark-up, and the fonts are our own, so
that the same edition gives the same bytes on every machine.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import msgspec

from redact.errors import UnreadableError
from redact.formats.flow import flow
from redact.formats.pictures import as_drawing
from redact.formats.printed import Flow, Illustration, Part, Table

if TYPE_CHECKING:
    from typst import Compiler

    from redact.model import Edition

#: A picture names fonts that screens have; in a PDF it is set in ours.
SCREEN_FONTS, OUR_FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif", "Source Sans Pro"
MISSING = "\ufffd"  # printed for a character that none of our fonts can draw
PROBE = b'#set document(title: "probe", date: none)\n#read("doc")'

#: Held while the typesetter is at work: it can do one thing at a time.
_ONE = threading.Lock()

_PLAIN = re.compile("[^\n -~\xa0-\u024f\u2010-\u2027\ufffd]")  # the letters of Europe's Latin alphabets


def write(edition: Edition, mark: str | None = None) -> bytes:
    """*edition* as the bytes of a PDF file; *mark* stands at the top of every page.

    Raises:
        UnreadableError: typst refuses the edition even without its unusual characters.
    """
    doc = json.dumps(_data(flow(edition, mark)), ensure_ascii=False)
    for attempt in (str, _drawn, _latin):
        if made := _typeset(_report(), attempt(doc)):
            return made
    raise UnreadableError("the PDF edition cannot be set; take unusual characters out of the draft")


def _data(doc: Flow) -> dict[str, Any]:
    """The flow as typst reads it: dictionaries, and each table with the widths of its columns."""
    words = {"picture": doc.picture.replace(SCREEN_FONTS, OUR_FONT), "picture-in-words": doc.picture_in_words}
    rest: dict[str, Any] = msgspec.to_builtins(replace(doc, above=(), front=(), body=()))
    return rest | words | {place: [_part(part) for part in getattr(doc, place)] for place in PLACES}


PLACES = ("above", "front", "body")


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, Illustration):
        drawing = as_drawing(part.figure).replace(SCREEN_FONTS, OUR_FONT)
        look = {"drawing": drawing, "words": part.says, "share": part.share}
        return {"kind": part.kind, "new_page": part.new_page, **look}
    plain: dict[str, Any] = msgspec.to_builtins(part)
    return plain | ({"widths": part.widths} if isinstance(part, Table) else {})


def _typeset(source: bytes, doc: str) -> bytes | None:
    """The PDF, or None if typst finds something in it that PDF/UA does not admit."""
    import typst

    with _ONE:
        try:
            made = _compiler().compile(_files(source, doc), pdf_standards=["ua-1"])
        except typst.TypstError:
            return None
    return made if isinstance(made, bytes) else None


def _files(source: bytes, doc: str) -> Any:  # typst's own stub does not know that several may be given
    return {"main.typ": source, "doc": doc.encode()}


@cache
def _compiler() -> Compiler:
    """One typesetter for all editions: what it set before and finds again it need not set anew; the bytes are the same."""
    import typst

    with as_file(files("redact.formats")) as folder:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder / "fonts"])
    return typst.Compiler(_files(PROBE, ""), font_paths=fonts, ignore_system_fonts=True)


@cache
def _report() -> bytes:
    """The source that sets an edition."""
    return (files("redact.formats") / "report.typ").read_bytes()


def _drawn(text: str) -> str:
    """*text* with `MISSING` for each character that no font can draw."""
    unusual = sorted(set(_PLAIN.findall(text)))
    return text.translate({ord(sign): MISSING for sign in _undrawable(unusual)})


def _undrawable(signs: Sequence[str]) -> list[str]:
    """Those of *signs* that cannot be drawn, found by halves: a page of them is soon set."""
    if not signs or _typeset(PROBE, " ".join(signs)):
        return []
    if len(signs) == 1:
        return list(signs)
    middle = len(signs) // 2
    return _undrawable(signs[:middle]) + _undrawable(signs[middle:])


def _latin(text: str) -> str:
    """*text* with `MISSING` for everything but plain Latin letters: the last resort."""
    return _PLAIN.sub(MISSING, text)
