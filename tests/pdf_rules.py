"""What pikepdf can show of PDF/UA-1 in any finished PDF: a line for each rule that is broken.

Each rule is named by its clause of ISO 14289-1. What needs eyes (whether an alternative text is right, whether the
order reads well) is not among them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pikepdf

DRAWN = ("Tj", "TJ", "'", '"', "Do", "S", "f", "f*", "B", "B*", "sh")


def broken(content: bytes) -> list[str]:
    """The rules that a PDF breaks, each with what breaks it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [f"{clause}: {what}" for clause, rule in RULES.items() for what in rule(pdf)]


def elements(pdf: Any, kind: str = "") -> list[Any]:
    """The elements of the structure tree, in order; of one *kind* if that is given."""
    found: list[Any] = []

    def walk(node: Any) -> None:
        for kid in node if isinstance(node, pikepdf.Array) else [node]:
            if isinstance(kid, pikepdf.Dictionary):
                if "/S" in kid:
                    found.append(kid)
                walk(kid.get("/K", pikepdf.Array()))

    walk(pdf.Root.StructTreeRoot.K)
    return [one for one in found if not kind or re.fullmatch(kind, str(one.S)[1:])]


def identified(pdf: Any) -> Iterator[str]:
    """Declared as PDF/UA-1, not locked."""
    with pdf.open_metadata() as about:
        if about.get("pdfuaid:part") != "1":
            yield "not declared"
        if not about.get("dc:title"):
            yield "no title"
    if pdf.is_encrypted:
        yield "locked"


def titled(pdf: Any) -> Iterator[str]:
    """The window shows the title; a language is given; the file is marked as tagged."""
    if not pdf.Root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "the title is not shown"
    if str(pdf.Root.get("/Lang", "")) != "en-GB":
        yield "no language"
    if not pdf.Root.get("/MarkInfo", {}).get("/Marked"):
        yield "not tagged"


def headings(pdf: Any) -> Iterator[str]:
    """Headings begin at level 1 and skip none; none is empty."""
    levels = [int(str(one.S)[2]) for one in elements(pdf, "H[1-6]")]
    if levels[:1] != [1]:
        yield "no first heading of level 1"
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield "a level is skipped"
    if any("/K" not in one for one in elements(pdf, "H[1-6]")):
        yield "an empty heading"


def tables(pdf: Any) -> Iterator[str]:
    """Rows stand in tables; a table has header cells, and each says for which cells it stands."""
    for table in elements(pdf, "Table"):
        if not any(str(one.S) == "/TH" for one in below(table)):
            yield "a table without header cells"
    for header in elements(pdf, "TH"):
        given = header.get("/A", pikepdf.Array())
        scopes = [each.get("/Scope") for each in (given if isinstance(given, pikepdf.Array) else [given])]
        if not any(scopes):
            yield "a header cell without scope"


def below(element: Any) -> list[Any]:
    """The elements inside one."""
    kids = element.get("/K", pikepdf.Array())
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    found = [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [*found, *(one for kid in found for one in below(kid))]


def lists(pdf: Any) -> Iterator[str]:
    """An item has a label and a body."""
    for item in elements(pdf, "LI"):
        kids = item.get("/K", pikepdf.Array())
        if [str(kid.S) for kid in kids if isinstance(kid, pikepdf.Dictionary)] != ["/Lbl", "/LBody"]:
            yield "an item without label and body"


def figures(pdf: Any) -> Iterator[str]:
    """A picture is told in words."""
    for figure in elements(pdf, "Figure"):
        if not str(figure.get("/Alt", "")):
            yield "a picture without words"


def notes_and_links(pdf: Any) -> Iterator[str]:
    """Notes have an id each; a link says where it leads and has its place in the tree."""
    ids = [str(note.get("/ID", "")) for note in elements(pdf, "Note")]
    if len(set(ids)) != len(ids) or "" in ids:
        yield "notes without an id of their own"
    for annotation in (a for page in pdf.pages for a in page.get("/Annots", [])):
        if not str(annotation.get("/Contents", "")) or "/StructParent" not in annotation:
            yield "a link without words or place"


def content(pdf: Any) -> Iterator[str]:
    """Whatever is drawn has a tag or is said to be decoration; keys go through the page in the tree's order."""
    for number, page in enumerate(pdf.pages, 1):
        if str(page.get("/Tabs", "")) != "/S":
            yield f"page {number}: no order of the tree"
        depth = 0
        for _, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += (name in ("BDC", "BMC")) - (name == "EMC")
            if not depth and name in DRAWN:
                yield f"page {number}: something without a tag"
                break


def fonts(pdf: Any) -> Iterator[str]:
    """Every font is in the file, with the characters that its letters stand for."""
    found = {font.objgen: font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()}
    for font in found.values():
        inner = font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor
        if "/ToUnicode" not in font or not any(f"/FontFile{n}" in inner for n in ("", 2, 3)):
            yield "a font that is not in the file, or without characters"


def bookmarks(pdf: Any) -> Iterator[str]:
    """A text of more than three pages with headings has bookmarks (WCAG 2.4.5, good practice)."""
    with pdf.open_outline() as outline:
        if len(pdf.pages) > 3 and not outline.root:
            yield "no bookmarks"


#: The rules by their clause.
RULES: dict[str, Callable[[Any], Iterator[str]]] = {
    "5, 7.16 identification": identified,
    "7.1 title, language, tags": titled,
    "7.1, 7.18 content": content,
    "7.3 figures": figures,
    "7.4 headings": headings,
    "7.5 tables": tables,
    "7.6 lists": lists,
    "7.9, 7.18 notes and links": notes_and_links,
    "7.21 fonts": fonts,
    "7.17 bookmarks": bookmarks,
}
