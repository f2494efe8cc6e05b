"""Walk every object of a PDF: strings, names and streams, referred to or not."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

from redact.checks.nouns import Gathering, unreadable
from redact.checks.opened_media import picture_kind, pixels_digest, read_pixels
from redact.checks.opened_pdf_packed import holds_too_much
from redact.remembered import remembered

#: What a dictionary key tells about something that readers do not see.
_HIDING = {
    "/JS": "script",
    "/JavaScript": "script",
    "/EmbeddedFiles": "attachment",
    "/EF": "attachment",
    "/AF": "attachment",
    "/Collection": "attachment",
    "/PieceInfo": "private data",
    "/Thumb": "thumbnail",
    "/XFA": "form",
    "/AcroForm": "form",
    "/RichMediaContent": "embedded media",
    "/Launch": "script",
}
_INFO = {"/Author": "author", "/Keywords": "keywords", "/Subject": "subject", "/Company": "company",
         "/Manager": "manager", "/SourceModified": "source"}  # fmt: skip
_KINDS = {"/Alt": "alt", "/URI": "link", "/JS": "script", "/Author": "property", "/Title": "property"}
#: What a reader would call the place of a string.
_PLACES = {"/Title": "outline or title", "/Contents": "annotation", "/Alt": "alternative text",
           "/ActualText": "replacement text", "/URI": "link target", "/JS": "script", "/V": "form field",
           "/DV": "form field", "/T": "name or author", "/TU": "form field", "/Author": "author"}  # fmt: skip
#: Words of the format that are forenames too.
_FORMAT_WORDS = frozenset(
    {"Art", "Lang", "Page", "Part", "Ed", "Dur", "Kim", "Rose", "Ross", "Helvetica", "Georgia"}
)
_SILENT = frozenset({"/Image", "/ObjStm", "/XRef"})
_LITERAL = re.compile(rb"\((?:\\.|[^\\()])*\)|<[0-9A-Fa-f\s]{2,}>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
#: Bytes of a stream that may be remembered; a page's drawing has fewer.
SHORT = 40_000
_CONTROL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def open_objects(gathering: Gathering, pdf: Any) -> None:
    """Every string, name and stream of the file, and the facts on its structure."""
    fonts = _font_streams(pdf)
    for thing in pdf.objects:
        _walk(gathering, thing, _place(thing))
        if _is_stream(thing) and holds_too_much(thing):
            raise unreadable(gathering, f"{_place(thing)} unpacks to more than 100 MB", "do not publish it")
        if _is_stream(thing) and thing.objgen not in fonts:
            _stream(gathering, thing)
    _walk(gathering, pdf.trailer, "trailer")
    _information(gathering, pdf)
    _layers(gathering, pdf.Root)
    _facts(gathering, pdf)
    gathering.look(
        "document information, metadata, outline, annotations, forms, names, structure and streams"
    )


def open_revision_objects(gathering: Gathering, data: bytes, name: str) -> None:
    """The objects of an earlier revision; what cannot be opened is noted as not seen."""
    import pikepdf

    inner = gathering.inside(name)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            open_objects(inner, pdf)
    except pikepdf.PdfError:
        inner.miss("objects")


def _place(thing: Any) -> str:
    return f"object {thing.objgen[0]}" if getattr(thing, "is_indirect", False) else "object"


def _is_stream(thing: Any) -> bool:
    import pikepdf

    return isinstance(thing, pikepdf.Stream)


def _walk(gathering: Gathering, thing: Any, place: str, key: str = "", depth: int = 0) -> None:
    """Strings and names of one object; references to other objects are not followed."""
    import pikepdf

    if depth > 60:
        gathering.doubt(f"{place}: too deep")
        return
    if isinstance(thing, pikepdf.String):
        _string(gathering, thing, place, key)
    elif isinstance(thing, pikepdf.Name):
        _name(gathering, str(thing))
    elif isinstance(thing, pikepdf.Array):
        for inner in thing:
            _step(gathering, inner, place, key, depth)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        _dictionary(gathering, thing, place, depth)


def _step(gathering: Gathering, inner: Any, place: str, key: str, depth: int) -> None:
    if not getattr(inner, "is_indirect", False):
        _walk(gathering, inner, place, key, depth + 1)


def _dictionary(gathering: Gathering, thing: Any, place: str, depth: int) -> None:
    if str(thing.get("/Type", "")) == "/Annot" or ("/Rect" in thing and "/Subtype" in thing):
        _annotation(gathering, thing, place)
    for key, inner in thing.items():
        _name(gathering, key)
        if key in _HIDING and not (key == "/AcroForm" and not inner.get("/Fields")):
            gathering.hide(_HIDING[key], place)
        if key not in ("/ID", "/O", "/U"):
            _step(gathering, inner, place, key, depth)


def _annotation(gathering: Gathering, thing: Any, place: str) -> None:
    kind = str(thing.get("/Subtype", ""))
    if kind == "/Widget":
        gathering.hide("form", place)
    elif kind != "/Link":
        gathering.hide("annotation", place)


def _string(gathering: Gathering, thing: Any, place: str, key: str) -> None:
    raw = bytes(thing)
    where = f"{_PLACES.get(key, key.lstrip('/') or 'string')} ({place})"
    gathering.say(where, str(thing), _KINDS.get(key, "structure"))
    if raw[:3] == b"\xef\xbb\xbf" or any(byte > 127 for byte in raw):
        gathering.say(where, raw.decode("utf-8", "ignore"), _KINDS.get(key, "structure"))
    if raw.count(b"\0") > len(raw) // 3:
        gathering.say(where, raw.decode("utf-16-be", "ignore"), "structure")


def _name(gathering: Gathering, name: str) -> None:
    text = name.lstrip("/")
    text = re.sub(r"^[A-Z]{6}\+", "", text)  # the six letters before a typeface are random
    if text not in _FORMAT_WORDS and len(text) > 2:
        gathering.say("names", text, "name")


def _font_streams(pdf: Any) -> set[tuple[int, int]]:
    """Streams that hold a typeface or a colour profile: known, and without words of the text."""
    import pikepdf

    known: set[tuple[int, int]] = set()
    for thing in pdf.objects:
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in (
                "/FontFile",
                "/FontFile2",
                "/FontFile3",
                "/DestOutputProfile",
                "/CIDSet",
                "/ToUnicode",
            ):
                if key in thing and _is_stream(thing[key]):
                    known.add(thing[key].objgen)
        elif isinstance(thing, pikepdf.Array) and len(thing) == 2 and str(thing[0]) == "/ICCBased":
            known.add(thing[1].objgen)
    return known


def _stream(gathering: Gathering, stream: Any) -> None:
    import pikepdf

    place = _place(stream)
    if str(stream.get("/Subtype", "")) in _SILENT or str(stream.get("/Type", "")) in _SILENT:
        _picture(gathering, stream, place)
        return
    try:
        data = stream.read_bytes()
    except pikepdf.PdfError:
        gathering.doubt(f"{place}: a stream that cannot be unpacked")
        return
    gathering.weigh(len(data))
    if str(stream.get("/Type", "")) in ("/EmbeddedFile", "/F"):
        _attachment(gathering, place, data)
        return
    for text in (*_said(data), *_said(_unzipped(gathering, data))):
        gathering.say(place, text, "property" if str(stream.get("/Type", "")) == "/Metadata" else "stream")
    _metadata(gathering, stream, data, place)


def _unzipped(gathering: Gathering, data: bytes) -> bytes:
    """What a stream holds that is packed once more, by gzip or zlib; empty where it is not."""
    if data[:2] not in (b"\x1f\x8b", b"x\x9c", b"x\xda", b"x\x01"):
        return b""
    inflater = zlib.decompressobj(47)  # either wrapping
    try:
        text = inflater.decompress(data, 4 * len(data) + (1 << 24))
    except zlib.error:
        return b""
    gathering.weigh(len(text))
    return text


def _attachment(gathering: Gathering, place: str, data: bytes) -> None:
    from redact.checks.opened import open_part

    gathering.hide("attachment", place)
    before = set(gathering.unknown)
    open_part(gathering, place, data)
    for part in set(gathering.unknown) - before:  # the attachment blocks already, as what it is
        del gathering.unknown[part]
        gathering.not_seen[part] = None


def _picture(gathering: Gathering, stream: Any, place: str) -> None:
    from redact.checks.opened import open_part

    if str(stream.get("/Subtype", "")) != "/Image":
        return
    data = bytes(stream.read_raw_bytes())
    if picture_kind(data):
        open_part(gathering, place, data)
    else:
        gathering.picture(place, _pixels(gathering, stream, place))


def _pixels(gathering: Gathering, stream: Any, place: str) -> str:
    """The digest of a picture's pixels; '' where they cannot be had."""
    import pikepdf

    try:
        image = pikepdf.PdfImage(stream).as_pil_image()
        if gathering.reads:
            read_pixels(gathering, place, image)
        return pixels_digest(image)
    except Exception:  # noqa: BLE001 - a picture that cannot be unpacked is told as one that nobody cleared
        return ""


def _metadata(gathering: Gathering, stream: Any, data: bytes, place: str) -> None:
    """XMP: besides its text, who is named as its author, and its escapes resolved."""
    if str(stream.get("/Type", "")) != "/Metadata":
        return
    from redact.checks.opened_xml import local, open_loose_xml, parsed

    gathering_here = gathering.inside("metadata")
    gathering_here.depth = gathering.depth
    packet = re.sub(rb"<\?xpacket.*?\?>", b"", data, flags=re.DOTALL).strip()
    open_loose_xml(gathering_here, packet)
    for node in parsed(gathering, packet).iter():
        if local(node) in ("creator", "Author", "Manager", "Company") and "".join(node.itertext()).strip():
            gathering.hide("author", "metadata")


def _said(data: bytes) -> tuple[str, ...]:
    """What a stream says; a page that is drawn as it was before need not be read once more."""
    return _remembered(data) if len(data) < SHORT else tuple(texts_of(data))


@remembered(1 << 8)
def _remembered(data: bytes) -> tuple[str, ...]:
    return tuple(texts_of(data))


def texts_of(data: bytes) -> Iterator[str]:
    """What a stream says: its text where it is text, and its string literals joined."""
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        yield data.decode("utf-16", "ignore")
    elif sum(byte >= 32 or byte in (9, 10, 13) for byte in data[:4000]) >= len(data[:4000]) * 0.95:
        yield _readable(data)
    literals = [_literal(match.group()) for match in _LITERAL.finditer(data)]
    if literals:
        yield "".join(literals)
        yield " ".join(literals)


def _readable(data: bytes) -> str:
    """A page's drawing commands are not read as prose; its strings are, by the caller."""
    if re.search(rb"\bBT\b.*\bET\b|\bre\b.*\bf\b", data[:20000], re.DOTALL):
        return "\n".join(re.findall(r"%[^\r\n]*", data.decode("latin-1")))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _literal(found: bytes) -> str:
    if found.startswith(b"<"):
        digits = re.sub(rb"\s", b"", found[1:-1])
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        raw = _ESCAPE.sub(_unescaped, found[1:-1])
    if raw[:2] == b"\xfe\xff":
        return raw[2:].decode("utf-16-be", "ignore")
    return raw.replace(b"\0", b"").decode("latin-1")


def _unescaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    if sign[:1].isdigit():
        return bytes([int(sign, 8) & 0xFF])
    return b"" if sign.endswith(b"\n") else _CONTROL.get(sign, sign)


def _information(gathering: Gathering, pdf: Any) -> None:
    for key, value in (pdf.docinfo or {}).items():
        gathering.say(f"property '{key[1:]}'", str(value), "property")
        if (key in _INFO or key not in _STANDARD_INFO) and str(value).strip():
            gathering.hide(_INFO.get(key, "property"), f"property '{key[1:]}'")


_STANDARD_INFO = frozenset({"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"})


def _layers(gathering: Gathering, root: Any) -> None:
    layers = root.get("/OCProperties")
    if layers is None:
        return
    configurations = [layers.get("/D"), *(layers.get("/Configs") or ())]
    for configuration in configurations:
        if configuration is None:
            continue
        if len(configuration.get("/OFF") or ()) or str(configuration.get("/BaseState", "/ON")) != "/ON":
            gathering.hide("hidden layer", "layers")


def _facts(gathering: Gathering, pdf: Any) -> None:
    root = pdf.Root
    tagged = "/StructTreeRoot" in root and bool(root.get("/MarkInfo", {}).get("/Marked", False))
    title = _title(pdf)
    for name, value in (
        ("tagged", "yes" if tagged else "-"),
        ("lang", str(root.get("/Lang", "")) or "-"),
        ("title", title or "-"),
    ):
        gathering.say(f"pdf {name}", value, "fact")


def _title(pdf: Any) -> str:
    title = str((pdf.docinfo or {}).get("/Title", ""))
    return title or str(pdf.open_metadata().get("dc:title", ""))
