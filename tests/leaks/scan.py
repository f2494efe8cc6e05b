"""Look for secrets in a finished file as somebody would who wants to find them.

Nothing here is shared with the program or with the makers of the drafts. Every
part of a file is opened, every text is read in several ways, and every secret
is sought in several forms: better a false alarm than a silence.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from disguises import bare, folded, patterns, readings

Secrets = Sequence[tuple[str, str]]  # (name, number, code, date or raw; the secret)
DEEPEST = 4  # files inside files


@dataclass(frozen=True, slots=True)
class View:
    """One way of reading one place of a file."""

    place: str
    text: str
    is_text: bool = True  # False: bytes that may look like anything; only whole secrets are sought


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret that was found, and where."""

    secret: str
    place: str


# --- every text of a file -------------------------------------------------------------------------


def views(path: Path) -> list[View]:
    """All that can be read in the file, its name first."""
    return [View("file name", path.name), *views_of(path.read_bytes(), path.name)]


def views_of(data: bytes, place: str) -> list[View]:
    """All that can be read in the bytes of a file."""
    return list(_opened(data, place, 0))


def _opened(data: bytes, place: str, depth: int) -> Iterator[View]:
    yield from _bytes(data, place)
    if depth > DEEPEST:
        return
    if data.startswith(b"PK\x03\x04"):
        yield from _zip(data, place, depth)
    elif b"%PDF-" in data[:1024]:
        yield from _pdf(data, place, depth)
    elif re.match(rb"\s*(<!doctype html|<html)", data[:400], re.IGNORECASE):
        yield from _html(data.decode("utf-8", "replace"), place)
    elif data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \r\n\t").startswith((b"<", b"<\0")):
        yield from _xml(data, place)
    elif data.lstrip()[:1] in (b"{", b"["):
        yield from _json(data, place)
    elif data.startswith((b"\x89PNG", b"\xff\xd8", b"GIF8", b"II*", b"MM\0*", b"RIFF")):
        yield from _picture(data, place)


def _bytes(data: bytes, place: str) -> Iterator[View]:
    """The bytes themselves in the encodings that programs use."""
    binary = data.count(b"\0") > 4 or sum(byte > 126 or byte < 9 for byte in data[:4000]) > 1200
    yield View(place, data.decode("utf-8", "replace" if not binary else "ignore"), not binary)
    yield View(f"{place} (latin-1)", data.decode("latin-1"), False)
    if binary:
        for start in (0, 1):
            yield View(f"{place} (utf-16)", data[start:].decode("utf-16-le", "ignore"), False)
        yield View(f"{place} (utf-16-be)", data.decode("utf-16-be", "ignore"), False)


def _zip(data: bytes, place: str, depth: int) -> Iterator[View]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield View(f"{place} comment", package.comment.decode("utf-8", "replace"))
        for entry in package.infolist():
            inside = f"{place}/{entry.filename}"
            yield View(f"{place} entry", entry.filename)
            yield View(
                f"{inside} extra", entry.comment.decode("latin-1") + entry.extra.decode("latin-1"), False
            )
            yield from _opened(package.read(entry), inside, depth + 1)


BLOCKS = {"p", "tr", "tc", "li", "td", "th", "div", "comment", "si", "h1", "h2", "h3", "h4", "h5", "h6"}


def _xml(data: bytes, place: str) -> Iterator[View]:
    """Joined text by block and of the whole, names and attributes."""
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return
    pieces = list(_leaves(root))
    yield View(f"{place} joined", "".join(pieces))
    yield View(f"{place} spaced", " ".join(pieces))
    for one in root.iter():
        name = str(one.tag).rpartition("}")[2]
        yield View(f"{place} <{name}>", name)
        if name in BLOCKS:
            yield View(f"{place} <{name}> text", "".join(_leaves(one)))
        for key, value in one.attrib.items():
            yield View(f"{place} <{name}> {key.rpartition('}')[2]}", f"{key.rpartition('}')[2]} {value}")


def _leaves(root: Any) -> Iterator[str]:
    for one in root.iter():
        if str(one.tag).endswith("}sym"):
            code = next((v for k, v in one.attrib.items() if k.endswith("char")), "0")
            yield chr(int(code, 16) & 0xFF)
        yield from (text for text in (one.text, one.tail) if text)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.beside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.beside += [f"{tag} {key} {value or ''}" for key, value in attrs]
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        self.beside.append(data)

    def unknown_decl(self, data: str) -> None:
        self.beside.append(data)


def _html(text: str, place: str) -> Iterator[View]:
    page = _Page()
    page.feed(text)
    page.close()
    yield View(f"{place} text", "".join(page.pieces))
    yield View(f"{place} text in one", "".join(one for one in page.pieces if one != "\n"))
    for beside in page.beside:
        yield View(f"{place} attribute", beside)


def _json(data: bytes, place: str) -> Iterator[View]:
    try:
        loaded = json.loads(data)
    except ValueError:
        return
    yield from (View(f"{place} value", text) for text in _values(loaded))


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _values(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner)
    else:
        yield str(value)


def _picture(data: bytes, place: str) -> Iterator[View]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            yield from (View(f"{place} info", str(value)) for value in image.info.values())
            for value in image.getexif().values():
                yield View(
                    f"{place} exif",
                    value.decode("utf-16-le", "ignore") if isinstance(value, bytes) else str(value),
                )
    except (OSError, ValueError, SyntaxError):
        return


# --- PDF ------------------------------------------------------------------------------------------


def _pdf(data: bytes, place: str, depth: int) -> Iterator[View]:
    yield from _pdf_pages(data, place)
    yield from _pdf_objects(data, place, depth)
    if shutil.which("pdftotext"):
        for option in ("-raw", "-layout"):
            done = subprocess.run(
                ["pdftotext", option, "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=False
            )
            yield View(f"{place} pdftotext {option}", done.stdout.decode("utf-8", "replace"))


def _pdf_pages(data: bytes, place: str) -> Iterator[View]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    yield View(f"{place} pages", "\n".join(pages).replace("\ufffe", "").replace("\x02", ""))
    yield from (View(f"{place} page {number}", text) for number, text in enumerate(pages, 1))


def _pdf_objects(data: bytes, place: str, depth: int) -> Iterator[View]:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as document:
        for number, one in enumerate(document.objects):
            where = f"{place} object {number}"
            yield from (View(where, text) for text in _pdf_strings(one))
            if isinstance(one, pikepdf.Stream):
                yield from _pdf_stream(one, where, depth)


def _pdf_stream(stream: Any, where: str, depth: int) -> Iterator[View]:
    import pikepdf

    try:
        unpacked = stream.read_bytes()
    except (pikepdf.PdfError, zlib.error):
        unpacked = stream.read_raw_bytes()
    is_font = (
        any(key in stream for key in ("/Length1", "/Length2")) or stream.get("/Subtype") == "/CIDFontType0C"
    )
    if is_font or stream.get("/Subtype") in ("/Image", "/OpenType"):
        yield View(where, unpacked.decode("latin-1"), False)
        yield View(where, stream.read_raw_bytes().decode("latin-1"), False)
    else:
        yield from _opened(unpacked, where, depth + 1)


def _pdf_strings(value: Any, depth: int = 0) -> Iterator[str]:
    import pikepdf

    if depth > 30:
        return
    if isinstance(value, pikepdf.Array):
        items: Iterable[Any] = value
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield from map(str, value.keys())
        items = [value[key] for key in value.keys()]  # noqa: SIM118 - a pikepdf stream does not iterate its keys
    else:
        if isinstance(value, pikepdf.String | pikepdf.Name):
            yield str(value)
        return
    for item in items:
        if not getattr(item, "is_indirect", False):
            yield from _pdf_strings(item, depth + 1)


# --- pictures -------------------------------------------------------------------------------------


def pictures(path: Path) -> list[str]:
    """The pictures that the file carries, whatever they show."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return [
                one for one in package.namelist() if re.search(r"media/|thumbnail|embeddings/|charts/", one)
            ]
    if path.suffix == ".pdf":
        import pikepdf

        with pikepdf.open(io.BytesIO(data)) as document:
            streams = [one for one in document.objects if isinstance(one, pikepdf.Stream)]
            return ["image" for one in streams if one.get("/Subtype") == "/Image"]
    return re.findall(
        r"<img\b|<object\b|<embed\b|<iframe\b|data:image/[a-z]+", data.decode("utf-8", "replace")
    )


# --- secrets in a text ----------------------------------------------------------------------------


def leaks(found: Iterable[View], secrets: Secrets) -> list[Leak]:
    """Each secret once for each place in which it stands."""
    sought = tuple(secrets)
    out: dict[Leak, None] = {}
    for view in found:
        for secret in _secrets_in(view, sought):
            out[Leak(secret, view.place)] = None
    return list(out)


#: What was found in a text, by its digest: most of what a run stages is the same in every file.
_SEEN: dict[tuple[bytes, bool, tuple[tuple[str, str], ...]], tuple[str, ...]] = {}


def _secrets_in(view: View, secrets: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    digest = hashlib.blake2b(view.text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    key = (digest, view.is_text, secrets)
    if key not in _SEEN:
        texts = readings(view.text) if view.is_text else [view.text]
        ways = [way for text in dict.fromkeys(texts) for way in _ways(text, view.is_text)]
        _SEEN[key] = tuple(
            secret[1] for secret in secrets if any(_stands_in(way, secret, view.is_text) for way in ways)
        )
    return _SEEN[key]


def _ways(text: str, is_text: bool) -> Iterator[tuple[str, str]]:
    """The folded text and its letters and figures alone; what is text also from back to front."""
    plain = folded(text)
    alone = bare(plain)
    yield plain, alone
    if is_text:
        yield plain[::-1], alone[::-1]


def _stands_in(way: tuple[str, str], secret: tuple[str, str], is_text: bool) -> bool:
    """Whether a text, read one way, holds the secret."""
    plain, alone = way
    forms, wholes = patterns(secret)
    return any(one in alone for one in wholes) or (is_text and any(one.search(plain) for one in forms))


def leaks_in(folder: Path, secrets: Secrets) -> list[Leak]:
    """The leaks of every file under *folder*."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        Leak(one.secret, f"{path.parent.name}/{one.place}")
        for path in files
        for one in leaks(views(path), secrets)
    ]


def holds(found: Iterable[View], words: str) -> bool:
    """Whether a reader of the views finds *words*, line ends and hyphens aside."""
    wanted = bare(folded(words))
    return any(wanted in _bare_of(view.text) for view in found if view.is_text)


@lru_cache(maxsize=20_000)
def _bare_of(text: str) -> str:
    return bare(folded(text))
