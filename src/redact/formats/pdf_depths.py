"""What a PDF keeps in its depths: earlier versions, parts that nothing refers to, marked words, scripts, forms."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any

from redact.formats.pieces import Left, Piece
from redact.formats.word_names import has_words

MOST_VERSIONS = 10  # earlier versions that are read; more are only told
MOST_OPERATORS = 2_000_000
END = re.compile(rb"%%EOF[ \t]*(?:\r\n|\r|\n)?")
XML_WORDS = re.compile(r">([^<>]+)<|=\s*\"([^\"<>]+)\"|=\s*'([^'<>]+)'")
#: Values of XMP that programs write and nobody types.
MACHINE_WRITTEN = re.compile(
    r"(?:uuid:|xmp\.|adobe:|urn:|https?://)|[\dTZ:.+\-]+$|application/|image/|from |\w+\.\w+$"
)


def look_into_depths(pdf: Any, data: bytes, printed: str, left: Left) -> list[Piece]:
    """What is kept in streams and in earlier versions of the file, as pieces that are not printed."""
    return [
        *_marked(pdf, printed, left),
        *_scripts_and_xfa(pdf),
        *_metadata(pdf),
        *_appearances(pdf),
        *_orphans(pdf, left),
        *_earlier(data, printed, left),
    ]


def has_text_in_patterns(pdf: Any) -> bool:
    """Whether words are drawn by a pattern: readers see them, and no reader of text does."""
    import pikepdf

    return any(
        isinstance(one, pikepdf.Stream)
        and one.get("/PatternType") == 1
        and any(str(step.operator) in ("Tj", "TJ", "'", '"') for step in _operators(one))
        for one in pdf.objects
    )


def _operators(stream: Any, wanted: str = "") -> list[Any]:
    """The drawing operators of a page or stream; none of one that is no list of operators."""
    import pikepdf

    try:
        return list(pikepdf.parse_content_stream(stream, wanted))[:MOST_OPERATORS]
    except Exception:  # noqa: BLE001 - a stream of something else; what draws the pages is read elsewhere
        return []


def _words(values: Iterable[Any]) -> str:
    """The words of all strings among operands, arrays and dictionaries."""
    return " ".join(filter(None, (_said(one) for one in values))).strip()


def _said(value: Any) -> str:
    import pikepdf

    if isinstance(value, pikepdf.String):
        return str(value)
    if isinstance(value, pikepdf.Array):
        return "".join(_said(one) for one in value)
    if isinstance(value, pikepdf.Dictionary):
        return " ".join(filter(None, (_said(one) for key, one in value.items() if key != "/Lang")))
    return ""


# --- words beside the words -------------------------------------------------------------------------


def _marked(pdf: Any, printed: str, left: Left) -> Iterator[Piece]:
    """What marks in the drawing of pages say instead of the letters drawn (ActualText, Alt, E)."""
    squeezed = _squeezed(printed)
    for number, page in enumerate(pdf.pages, 1):
        for step in _operators(page, "BDC DP"):
            text = _words(step.operands)
            if has_words(text):
                yield Piece("alt", text, place=f"page {number}")
                if _squeezed(text) not in squeezed:
                    left.add("words for screen readers that the page does not show", f"page {number}")


def _squeezed(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalnum())


def _scripts_and_xfa(pdf: Any) -> Iterator[Piece]:
    import pikepdf

    for one in pdf.objects:
        script = one.get("/JS") if isinstance(one, pikepdf.Dictionary) else None
        if isinstance(script, pikepdf.Stream):
            yield from _piece("field", _decoded(script), "script")
    form = pdf.Root.get("/AcroForm")
    parts = form.get("/XFA") if form is not None else None
    for part in [] if parts is None else [parts] if isinstance(parts, pikepdf.Stream) else parts:
        if isinstance(part, pikepdf.Stream):
            yield from _piece("field", " ".join(_of_xml(_decoded(part))), "XFA form")


def _metadata(pdf: Any) -> Iterator[Piece]:
    """The words of every metadata stream but what programs write themselves."""
    import pikepdf

    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/Metadata":
            for text in _of_xml(_decoded(one)):
                if has_words(text) and not MACHINE_WRITTEN.match(text):
                    yield Piece("attribute", text, place="metadata")


def _of_xml(source: str) -> Iterator[str]:
    for groups in XML_WORDS.findall(source):
        text = html.unescape("".join(groups)).strip()
        if text:
            yield text


def _decoded(stream: Any) -> str:
    try:
        raw: bytes = stream.read_bytes()
    except Exception:  # noqa: BLE001 - what cannot be unpacked is shown by no reader either
        return ""
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")


def _appearances(pdf: Any) -> Iterator[Piece]:
    """The words that annotations draw: stamps, typed notes, filled fields."""
    import pikepdf

    for number, page in enumerate(pdf.pages, 1):
        for one in page.get("/Annots", []):
            looks = one.get("/AP") if hasattr(one, "get") else None
            look = looks.get("/N") if looks is not None else None
            if isinstance(look, pikepdf.Stream):
                text = _words(value for step in _operators(look, "Tj TJ ' \"") for value in step.operands)
                yield from _piece("comment", text, f"page {number}")


def _piece(kind: str, text: str, place: str) -> Iterator[Piece]:
    if has_words(text):
        yield Piece(kind, text.strip(), place=place)


# --- what is no longer part of it -------------------------------------------------------------------


def _orphans(pdf: Any, left: Left) -> Iterator[Piece]:
    """The words drawn by streams that nothing refers to."""
    import pikepdf

    reached = _reached(pdf)
    for one in pdf.objects:
        if (
            not isinstance(one, pikepdf.Stream)
            or one.objgen in reached
            or one.get("/Type") in ("/ObjStm", "/XRef")
        ):
            continue
        text = _words(value for step in _operators(one, "Tj TJ ' \"") for value in step.operands)
        if text:
            left.add("text that no page shows", "the file, outside its pages")
            yield from _piece("hidden", text, "the file, outside its pages")


def _reached(pdf: Any) -> set[tuple[int, int]]:
    """The numbers of all objects that can be reached from the file's root."""
    import pikepdf

    reached: set[tuple[int, int]] = set()
    waiting = [pdf.trailer]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            inside = [value for _, value in one.items()]
        else:
            inside = list(one) if isinstance(one, pikepdf.Array) else []
        for value in inside:
            if not isinstance(value, pikepdf.Object):
                continue
            if value.is_indirect:
                if value.objgen in reached:
                    continue
                reached.add(value.objgen)
            waiting.append(value)
    return reached


def _earlier(data: bytes, printed: str, left: Left) -> Iterator[Piece]:
    """The text of earlier versions that lie in the file before the last one, where it says more."""
    known = set(printed.split())
    ends = [match.end() for match in END.finditer(data)][:-1]
    start = 1 if b"/Linearized" in data[:1024] else 0  # the first end is then that of the first page's part
    for end in ends[start : start + MOST_VERSIONS]:
        text = text_of(data[:end])
        if text is None:
            continue
        new = [word for word in text.split() if word not in known]
        if any(has_words(word) for word in new):
            left.add("earlier version of the text", "the file, outside its pages")
            yield Piece("hidden", " ".join(text.split()), place="an earlier version")
            known.update(new)
    if len(ends) - start > MOST_VERSIONS:
        left.add(
            "earlier version of the text", "the file, outside its pages", len(ends) - start - MOST_VERSIONS
        )


def text_of(data: bytes) -> str | None:
    """All text of a PDF in the order in which it is drawn; None where these bytes are no whole PDF."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    except pypdfium2.PdfiumError:
        return None
    finally:
        pdf.close()
