"""Everything that is in a produced file, as text: what a stranger with the right tools could get out of it."""

from __future__ import annotations

import html
import io
import re
import zipfile
from functools import cache
from pathlib import Path

TAGS = re.compile(r"<[^>]*>")


@cache
def pages_of(path: Path) -> list[str]:
    """The visible text of each page of a PDF, read once: produced files do not change."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return [page.extract_text() or "" for page in pdf.pages]


@cache
def _drawn(path: Path) -> list[str]:
    """The text of each page as a browser's PDF reader copies it, which is another reader than `pages_of`."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def visible_text(path: Path) -> str:
    """What a reader sees, as running words."""
    if path.suffix == ".docx":
        return " ".join(
            _without_tags(data.decode("utf-8", "replace"))
            for name, data in _zipped(path.read_bytes())
            if name.endswith(".xml")
        )
    if path.suffix == ".pdf":
        return " ".join(pages_of(path))
    text = path.read_text(encoding="utf-8")
    return _without_tags(re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL))


def everything_in(path: Path) -> list[str]:
    """Every text that the bytes of a file hold, however packed: raw, unpacked, decoded, as seen."""
    data = path.read_bytes()
    texts = [path.name, *_decoded(data)]
    if path.suffix == ".docx":
        for name, part in _zipped(data):
            texts += [name, *_decoded(part), _without_tags(part.decode("utf-8", "replace"))]
    elif path.suffix == ".pdf":
        # A staged copy is the edition with a mark: both readers read the edition, the quick one its copy too.
        readers = (_drawn,) if ".NOT-APPROVED" in path.name else (_drawn, pages_of)
        texts += _pdf_objects(path)
        for read in readers:
            pages = [_CONTENTS.sub("", page) for page in read(path)]
            texts += [*pages, _flowing(pages)]
    else:
        texts.append(visible_text(path))
    return [" ".join(text.split()) for text in texts]


#: The number at the end of a line of contents, which stands before the next heading: '10', 'March 2016: the end'.
_CONTENTS = re.compile(r"(?:\.[\s\u2060\ufeff\ufffe]*){6,}\d+[ \t]*\r?$", re.MULTILINE)


def _flowing(pages: list[str]) -> str:
    """The pages as one text, words that a line end broke put together."""
    return re.sub(r"(?<=\w)-\n(?=\w)", "", "\n".join(pages))


def _zipped(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def _decoded(data: bytes) -> list[str]:
    """The text of bytes; of bytes that are no text, the stretches that could be read in them."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        wide = [run.decode("utf-16-le") for run in re.findall(rb"(?:[\x20-\x7e]\x00){5,}", data)]
        return [run.decode() for run in re.findall(rb"[\x20-\x7e]{12,}", data)] + wide
    return [text, html.unescape(text)]


def _without_tags(text: str) -> str:
    """Words with nothing between them but mark-up are joined, as in a run that Word split; blocks are not."""
    text = re.sub(r"</?(?:w:p|w:tab|w:br|p|li|td|th|h\d|tr|div|title|sup|a)\b[^>]*>", " ", text)
    return html.unescape(TAGS.sub("", text))


def _pdf_objects(path: Path) -> list[str]:
    import pikepdf

    found = []
    with pikepdf.open(path) as pdf:
        for each in pdf.objects:
            found += [str(text) for text in _strings(each)]
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") != pikepdf.Name("/Image"):
                found += _decoded(each.read_bytes())
    return found


def _strings(each: object) -> list[str]:
    """The strings and names anywhere in a PDF object that is not a reference."""
    import pikepdf

    if isinstance(each, pikepdf.String | pikepdf.Name):
        return [str(each)]
    if isinstance(each, pikepdf.Array):
        return [text for item in each if not getattr(item, "is_indirect", False) for text in _strings(item)]
    if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        return [
            text
            for value in each.values()
            if not getattr(value, "is_indirect", False)
            for text in _strings(value)
        ]
    return []


def holds(text: str, form: str) -> int:
    """How often *form* stands in *text* as whole words; white space in *text* is single spaces.

    One ordinary-looking word is compared with its capitals, so that 'Will' is not found in 'will'.
    """
    form = " ".join(form.split())
    several = " " in form or any(c.isdigit() for c in form)
    if not several and form not in text:
        return 0
    return len(re.findall(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE if several else 0))
