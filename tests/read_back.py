"""Editions read back by libraries that no writer uses: what a reader of each file has before them.

.docx by mammoth, .html by html5lib, .pdf by pypdfium2 along the structure tree that pikepdf
reads, .md by mistune; .txt as it stands.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

HEADING = re.compile(r"h([1-6])")


@dataclass
class Back:
    """What was read back, each as text without white space."""

    text: str = ""  # everything, in order
    headings: list[tuple[int, str]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    bold: str = ""
    italic: str = ""
    targets: list[str] = field(default_factory=list)
    notes: str = ""


def squeezed(text: str) -> str:
    """Text without white space, hyphens that a line's end may bring, and case (small capitals)."""
    return re.sub(r"[\s\x02\xad\u2010\ufffe-]", "", text).casefold()


# --- marked-up text ---------------------------------------------------------------------------------


def docx(content: bytes) -> Back:
    """A Word file, through mammoth."""
    import mammoth

    styles = "p[style-name='Title'] => h1.title:fresh\nr[style-name='Hyperlink'] =>"
    return page(mammoth.convert_to_html(io.BytesIO(content), style_map=styles).value)


def html(content: bytes) -> Back:
    """A page."""
    return page(content.decode())


def md(content: bytes) -> Back:
    """Markdown, through mistune."""
    import mistune

    plugins = ["footnotes", "table", "strikethrough"]
    return page(str(mistune.create_markdown(escape=False, plugins=plugins)(content.decode())))


def txt(content: bytes) -> Back:
    """Plain text: there is nothing but text."""
    return Back(text=squeezed(re.sub(r"\[\d+\]", "", content.decode())))


def page(source: str) -> Back:
    """HTML, through html5lib."""
    import html5lib

    root = html5lib.parse(source, namespaceHTMLElements=False)
    body = root.find("body")
    back = Back(text=squeezed("".join(_texts(body))))
    for node in body.iter():
        if not isinstance(node.tag, str):
            continue
        words = "".join(_texts(node))
        if level := HEADING.fullmatch(node.tag):
            back.headings.append((int(level[1]), squeezed(words)))
        elif node.tag in ("td", "th"):
            back.cells.append(squeezed(words))
        elif node.tag in ("strong", "b", "th"):
            back.bold += squeezed(words)
        elif node.tag in ("em", "i"):
            back.italic += squeezed(words)
        elif node.tag == "a" and str(node.get("href")).startswith("http"):
            back.targets.append(node.get("href"))
        elif node.tag == "section" or (node.tag == "li" and "note" in str(node.get("id"))):
            back.notes += squeezed(words)
    return back


def _texts(node: Any) -> Iterator[str]:
    """The text of a node, but for the calls of notes."""
    if node.tag == "style" or (node.tag == "sup" and node.find(".//a") is not None):
        return
    yield node.text or ""
    for child in node:
        yield from _texts(child) if isinstance(child.tag, str) else ()
        yield child.tail or ""


# --- PDF --------------------------------------------------------------------------------------------


def pdf(content: bytes) -> Back:
    """A PDF: the text of each marked content, put in the order of the structure tree."""
    import pikepdf

    marked = _marked(content)
    back = Back()
    with pikepdf.open(io.BytesIO(content)) as opened:
        pages = {page.objgen: number for number, page in enumerate(opened.pages)}
        _walk(opened.Root.StructTreeRoot.K, marked, pages, None, back)
    back.bold = squeezed("".join(t for each in marked.values() for font, t in each if "Bold" in font))
    back.italic = squeezed("".join(t for each in marked.values() for font, t in each if font.endswith("It")))
    return back


def _walk(node: Any, marked: Any, pages: Any, page: Any, back: Back) -> str:
    """The text under *node*; headings, cells, notes and links are noted on the way."""
    import pikepdf

    if isinstance(node, pikepdf.Array):
        return "".join(_walk(each, marked, pages, page, back) for each in node)
    if not isinstance(node, pikepdf.Dictionary):
        return "".join(text for _, text in marked.get((page, int(node)), ()))
    page = pages[node["/Pg"].objgen] if "/Pg" in node else page
    if "/MCID" in node:
        return "".join(text for _, text in marked.get((page, int(node["/MCID"])), ()))
    if str(node.get("/Type", "")) == "/OBJR":
        target = node["/Obj"].get("/A", {}).get("/URI")
        back.targets += [str(target)] if target is not None else []
        return ""
    kind = str(node.get("/S", "")).lstrip("/")
    words = squeezed(_walk(node["/K"], marked, pages, page, back)) if "/K" in node else ""
    if re.fullmatch("H[1-6]", kind):
        back.headings.append((int(kind[1]), words))
    elif kind in ("TD", "TH"):
        back.cells.append(words)
    elif kind in ("Note", "FENote"):
        back.notes += words
        return ""  # it stands in the midst of the words that call it
    elif kind in ("Link", "Reference", "Lbl") and words.isdigit():  # the call of a note
        return ""
    if kind == "Document":
        back.text = words
    return words


def _marked(content: bytes) -> dict[tuple[int, int], list[tuple[str, str]]]:
    """The font and text of each piece of marked content, by page and number."""
    import pypdfium2
    import pypdfium2.raw as raw

    found: dict[tuple[int, int], list[tuple[str, str]]] = {}
    document = pypdfium2.PdfDocument(content)
    for number, page in enumerate(document):
        texts = page.get_textpage()
        for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=5):
            mark = raw.FPDFPageObj_GetMarkedContentID(thing)
            if mark >= 0:
                found.setdefault((number, mark), []).append((_font(raw, thing), _text(raw, thing, texts)))
    document.close()
    return found


def _text(raw: Any, thing: Any, texts: Any) -> str:
    length = raw.FPDFTextObj_GetText(thing, texts, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(thing, texts, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _font(raw: Any, thing: Any) -> str:
    font = raw.FPDFTextObj_GetFont(thing)
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    return buffer.value.decode("latin-1")
