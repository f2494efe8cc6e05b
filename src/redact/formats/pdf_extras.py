"""What a PDF holds beside its pages: annotations, forms, files, bookmarks, properties, scripts."""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Iterator
from typing import Any

from redact.errors import UnreadableError
from redact.formats.pdf_depths import has_text_in_patterns, look_into_depths
from redact.formats.pdf_files import attached_files
from redact.formats.pdf_weight import require_light
from redact.formats.pieces import Left, Piece, names
from redact.formats.word_names import has_words

LARGEST_STREAM = 60 * 1024 * 1024  # bytes, inflated
LARGEST_IN_ALL = 200 * 1024 * 1024
MOST_OBJECTS = 500_000
SPOKEN = {"/Author": "Author", "/Title": "Title", "/Subject": "Subject", "/Keywords": "Keywords"}
UNSET = (
    "(anonymous)",
    "(unspecified)",
    "anonymous",
    "unspecified",
    "untitled",
)  # what programs write where nobody wrote anything
MACHINE = ("/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner")
#: Strings that say how to draw, not what; their keys.
DRAWING = names(
    "/ID /DA /DS /Lang /Ordering /Registry /CharSet /Producer /Creator /CreationDate /ModDate /M /FontFamily"
    " /OutputConditionIdentifier /OutputCondition /RegistryName /Info /PANOSE /FontName /O /U /OE /UE /Perms"
)


def open_pdf(data: bytes, name: str) -> Any:
    """The PDF as pikepdf opens it, checked: no password, no bomb, no words in patterns.

    Raises:
        UnreadableError: it needs a password, is damaged, or would not be read as people see it.
    """
    import pikepdf

    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError:
        raise UnreadableError(f"{name}: is password-protected; save it without a password") from None
    except Exception:  # noqa: BLE001 - its parser fails in many ways, and each means the same here
        raise UnreadableError(f"{name}: is damaged or not a PDF; make the PDF again") from None
    _require_small(pdf, name)
    require_light(pdf, name)
    if has_text_in_patterns(pdf):
        raise UnreadableError(
            f"{name}: draws words as a pattern, which cannot be read; print it to a new PDF"
        )
    return pdf


def _require_small(pdf: Any, name: str) -> None:
    import pikepdf

    total = 0
    for count, one in enumerate(pdf.objects):
        if count > MOST_OBJECTS:
            raise UnreadableError(f"{name}: has too many objects to be safe; print it to a new PDF")
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") != "/Image":
            total += _inflated(one)
            if total > LARGEST_IN_ALL:
                raise UnreadableError(f"{name}: unpacks to more than can be safe; print it to a new PDF")


def _inflated(stream: Any) -> int:
    """How many bytes the stream unpacks to, counted no further than is safe."""
    import pikepdf

    filters = stream.get("/Filter", "")
    names = [str(filters)] if not isinstance(filters, pikepdf.Array) else [str(one) for one in filters]
    raw = stream.read_raw_bytes()
    if names.count("/FlateDecode") > 1:
        return LARGEST_IN_ALL + 1  # nobody packs twice but to hide the size
    if "/FlateDecode" not in names or not raw[:1]:
        return len(raw)
    try:
        inflater = zlib.decompressobj()
        size = len(inflater.decompress(_unwrapped(raw, names[0]), LARGEST_STREAM))
        return LARGEST_IN_ALL + 1 if inflater.unconsumed_tail else size
    except (zlib.error, ValueError):
        return len(raw)


def _unwrapped(raw: bytes, outer: str) -> bytes:
    """The bytes under a filter that only writes them as letters."""
    if outer == "/ASCII85Decode":
        return base64.a85decode(raw.strip().removesuffix(b"~>"))
    return bytes.fromhex(raw.decode("ascii").rstrip("> \n")) if outer == "/ASCIIHexDecode" else raw


def look_beside(pdf: Any, data: bytes, printed: str, left: Left) -> list[Piece]:
    """Everything beside the pages, as pieces that are not printed; content is counted in *left*."""
    pieces = [
        *_annotations(pdf, left),
        *_properties(pdf, left),
        *attached_files(pdf, left),
        *_bookmarks(pdf, printed, left),
        *look_into_depths(pdf, data, printed, left),
    ]
    _forms_and_scripts(pdf, left)
    known = {piece.text for piece in pieces}
    typed = dict.fromkeys(
        [
            *_destinations(pdf),
            *(text for text in _strings(pdf) if has_words(text) and text not in {*known, *UNSET}),
        ]
    )
    return [*pieces, *(Piece("attribute", text, place="the file, outside its pages") for text in typed)]


def _destinations(pdf: Any) -> Iterator[str]:
    """The names of places in the file, where they are keys and not strings."""
    for key in pdf.Root.get("/Dests", {}):
        if has_words(str(key)):
            yield str(key).removeprefix("/")


def _text(value: Any) -> str:
    try:
        return str(value).strip() if value is not None else ""
    except (ValueError, UnicodeDecodeError):
        return ""


def _annotations(pdf: Any, left: Left) -> Iterator[Piece]:
    for number, page in enumerate(pdf.pages, 1):
        for one in page.get("/Annots", []):
            if hasattr(one, "get"):
                yield from _annotation(one, f"page {number}", left)


def _annotation(one: Any, place: str, left: Left) -> Iterator[Piece]:
    kind = str(one.get("/Subtype", ""))
    words = "\n".join(filter(None, (_text(one.get(key)) for key in ("/T", "/Subj", "/Contents", "/RC"))))
    if kind == "/Link":
        target = _text(one.get("/A", {}).get("/URI")) if one.get("/A") is not None else ""
        if target:
            left.add("link target", place)
        yield from _pieces("link", target, place)
        yield from _pieces("alt", words, place)
    elif kind == "/Widget":
        left.add("form field", place)
        yield from _pieces("field", "\n".join(filter(None, (words, *_values(one)))), place)
    elif kind != "/Popup":
        left.add("comment" if kind in ("/Text", "/Highlight", "/FreeText") else "annotation", place)
        yield from _pieces("comment", words, place)


def _values(field: Any) -> Iterator[str]:
    seen = 0
    while field is not None and seen < 20:
        for key in ("/V", "/DV", "/TU", "/T"):
            yield _text(field.get(key))
        field, seen = field.get("/Parent"), seen + 1


def _pieces(kind: str, text: str, place: str) -> Iterator[Piece]:
    if text.strip():
        yield Piece(kind, text.strip(), place=place)


def _properties(pdf: Any, left: Left) -> Iterator[Piece]:
    for key, value in pdf.docinfo.items():
        text = _text(value)
        if text and text not in UNSET and key not in MACHINE:
            place = f"property {SPOKEN[key]}" if key in SPOKEN else "custom property"
            left.add("document property", place)
            yield Piece("property", text, place=place)


def _bookmarks(pdf: Any, printed: str, left: Left) -> Iterator[Piece]:
    """Bookmarks; those that only repeat headings need no decision."""
    words = "".join(printed.split())
    with pdf.open_outline() as outline:
        for title in _titles(outline.root, 0):
            yield from _pieces("bookmark", title, "bookmarks")
            if "".join(title.split()) not in words:
                left.add("bookmark", "bookmarks")


def _titles(items: Any, depth: int) -> Iterator[str]:
    for one in items if depth < 30 else ():
        yield str(one.title)
        yield from _titles(one.children, depth + 1)


def _forms_and_scripts(pdf: Any, left: Left) -> None:
    root = pdf.Root
    form = root.get("/AcroForm")
    if form is not None and form.get("/XFA") is not None:
        left.add("XFA form", "the file")
    names = root.get("/Names", {})
    if names.get("/JavaScript") is not None or (root.get("/OpenAction", {}) and _is_script(root.OpenAction)):
        left.add("script", "the file")
    if root.get("/Collection") is not None:
        left.add("portfolio", "the file")
    if root.get("/PieceInfo") is not None:
        left.add("private data of a program", "the file")


def _is_script(action: Any) -> bool:
    import pikepdf

    return isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/JavaScript"


def _strings(pdf: Any) -> Iterator[str]:
    """Every text string of the file that does not say how to draw."""
    import pikepdf

    for one in pdf.objects:
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream, pikepdf.Array)):
            yield from _inside(one, 0)


def _inside(value: Any, depth: int) -> Iterator[str]:
    import pikepdf

    if isinstance(value, pikepdf.String):
        yield _text(value)
    elif depth < 12 and isinstance(value, pikepdf.Array):
        for one in value:
            if isinstance(one, pikepdf.Object) and not one.is_indirect:
                yield from _inside(one, depth + 1)
    elif depth < 12 and isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        for key, one in value.items():
            if key not in DRAWING and isinstance(one, pikepdf.Object) and not one.is_indirect:
                yield from _inside(one, depth + 1)
