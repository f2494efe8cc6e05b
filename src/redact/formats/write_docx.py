"""An edition as a Word file, built anew on our own template.

Nothing of any draft's file is in it but the edition's text: real headings,
tables, footnotes and page headers, without revision marks, comments, authors
or dates. Numbers and labels are text, so that no numbering scheme can change them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from redact.formats import template
from redact.formats.flow import Flow, Item, Line, Listing, Note, Part, Table, flow, lines_of
from redact.formats.grid import Box, Grid
from redact.formats.template_styles import PANEL, STEP
from redact.formats.words import linked

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import _Footer, _Header
    from lxml.etree import _Element

    from redact.formats.words import Words
    from redact.model import Edition

NOTES, NOTES_LINKS = "word/footnotes.xml", "word/_rels/footnotes.xml.rels"
LINK = f"{template.OFFICE}/hyperlink"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TITLE_ROOM = 255  # characters; more is not a valid property
WHOLE_ROW = 1500  # characters; a longer row may run over a page's end, or its end could be cut off
MARK_ROOM = 360_000  # English Metric Units, one centimetre
BESIDE = 70  # characters that fit beside the page number
WIDE = 6  # columns; a wider table is set in small letters
REGIONS = {"cy": "cy-GB", "gd": "gd-GB", "ga": "ga-IE", "pl": "pl-PL", "fr": "fr-FR"}  # as Word calls them
TARGET = "target"  # where a link's address waits for its relationship
TWENTIETH = 635  # English Metric Units in a twentieth of a point
IN_CELL = 340  # twentieths of a point that a label in a cell hangs

# In the order in which Word's schema wants them: a run's properties are put in the order of this table.
STYLES = {
    "bold": (("b", {}), ("bCs", {})),
    "italic": (("i", {}), ("iCs", {})),
    "capitals": (("caps", {}),),
    "small-capitals": (("smallCaps", {}),),
    "strike": (("strike", {}),),
    "underline": (("u", {"val": "single"}),),
    "superscript": (("vertAlign", {"val": "superscript"}),),
    "subscript": (("vertAlign", {"val": "subscript"}),),
}
PARAGRAPHS = {
    "title": "Title",
    "subtitle": "Subtitle",
    "quote": "Quote",
    "caption": "Caption",
    "item": "ListItem",
    "note": "FootnoteText",
}


def write(edition: Edition, mark: str | None = None) -> bytes:
    """*edition* as the bytes of a .docx file; *mark* stands in the page header."""
    from docx import Document

    doc = flow(edition, mark)
    word = Document(BytesIO(edition.template or template.read()))
    end = word.element.body[-1]  # the section's properties stay last
    for element in _body(doc, _width(word)):
        end.addprevious(element)
    _related(word.element, lambda target: word.part.relate_to(target, LINK, is_external=True))
    _edges(word, doc, bool(edition.template))
    word.core_properties.title = _short(doc.name)
    return _packed(word, doc.notes)


def _body(doc: Flow, width: int) -> Iterator[_Element]:
    """The elements of the document's body, in order; its tables fill *width*."""
    yield from _parts(doc.above, width)
    yield _paragraph(doc.title)
    yield from _parts(doc.subtitles, width)
    yield from _foreword(doc.foreword)
    yield from _parts(doc.front, width)
    if doc.contents:
        yield _styled("ContentsTitle", _text("Contents"))
        yield from _contents(doc.contents, 1)
    yield from _parts(doc.body, width, new_page=bool(doc.contents))
    if doc.loose:
        yield _styled("Heading1", _text("Notes"))
        yield from (_paragraph(line, "Normal") for note in doc.loose for line in note.lines)


def _parts(parts: Iterable[Part], width: int, new_page: bool = False) -> Iterator[_Element]:
    for part in parts:
        made = list(_part(part, width))
        if part.new_page or new_page:
            _begin_page(made[0])
        yield from made
        new_page = False


def _part(part: Part, width: int) -> Iterator[_Element]:
    if isinstance(part, Table):
        yield from _table(part, width)
    elif isinstance(part, Listing):
        yield from _items(part.items, 1)
    else:
        yield _heading(part) if part.kind == "heading" else _paragraph(part)


def _begin_page(element: _Element) -> None:
    """The element's first paragraph begins a page: Word takes that from a table's first cell too."""
    properties = next(element.iter(f"{{{template.W}}}pPr"))
    properties.insert(1, _w("pageBreakBefore"))


# --- paragraphs -------------------------------------------------------------------------------------


def _paragraph(line: Line, style: str = "") -> _Element:
    """A line as a paragraph, its number (if any) before a tab."""
    usual = "NumberedParagraph" if line.number else "Normal"
    style = style or PARAGRAPHS.get(line.kind, usual)
    return _styled(style, _number(line), *_words(line))


def _heading(line: Line) -> _Element:
    place = line.id.removeprefix("s")
    layout = [_w("ind", left="850", hanging="850")] if line.number else []
    return _styled(
        f"Heading{line.level}",
        _w("bookmarkStart", id=place, name=f"_Toc{place}"),
        _number(line),
        *_words(line),
        _w("bookmarkEnd", id=place),
        layout=layout,
    )


def _foreword(texts: Sequence[str]) -> Iterator[_Element]:
    for text in texts:
        last = [_w("spacing", after="320")] if text is texts[-1] else []
        yield _styled("Foreword", _text(text), layout=last)


def _contents(items: Iterable[Item], level: int) -> Iterator[_Element]:
    for item in items:
        link = _w("hyperlink", _text(item.line.label), anchor=f"_Toc{item.line.id.removeprefix('s')}")
        yield _styled(f"TOC{level}", link)
        yield from _contents(item.children, level + 1)


def _items(items: Iterable[Item], depth: int) -> Iterator[_Element]:
    for item in items:
        layout = _hanging(STEP * depth, STEP) if depth > 1 else []
        yield _styled("ListItem", _number(item.line), *_words(item.line), layout=layout)
        yield from _items(item.children, depth + 1)


def _hanging(left: int, by: int) -> list[_Element]:
    tab = _w("tab", val="left", pos=str(left))
    return [_w("tabs", tab), _w("ind", left=str(left), hanging=str(by))]


def _styled(style: str, *inside: _Element | None, layout: Iterable[_Element] = ()) -> _Element:
    return _w("p", _w("pPr", _w("pStyle", val=style), *layout), *inside)


# --- words ------------------------------------------------------------------------------------------


def _number(line: Line) -> _Element | None:
    return _text(f"{line.number}\t") if line.number else None


def _words(line: Line) -> Iterator[_Element]:
    for target, group in linked(line.words):
        runs = [_call(each) if each.note else _text(each.text, each.styles, each.language, bool(target))
                for each in group]  # fmt: skip
        yield from [_w("hyperlink", *runs, **{TARGET: target, "history": "1"})] if target else runs


def _call(each: Words) -> _Element:
    look = _w("rPr", _w("rStyle", val="FootnoteReference"))
    # Word counts each reference as a note of its own, so a second call only shows the number.
    shown = _w("footnoteReference", id=str(each.note)) if each.first else _w("t", text=each.text)
    return _w("r", look, shown)


def _text(text: str, styles: Iterable[str] = (), language: str = "", leads: bool = False) -> _Element:
    """A run of text; line ends and tabs are elements of their own."""
    look = [_w("rStyle", val="Hyperlink")] if leads else []
    look += [_w(name, **more) for style in STYLES if style in styles for name, more in STYLES[style]]
    look += [_w("lang", val=REGIONS.get(language, language))] if language else []
    parts = (part for part in re.split("([\n\t])", text) if part)
    signs = {"\n": "br", "\t": "tab"}
    inside = [_w(signs[part]) if part in signs else _w("t", text=part) for part in parts]
    return _w("r", _w("rPr", *look) if look else None, *inside)


def _w(tag: str, /, *inside: _Element | None, text: str = "", **attributes: str) -> _Element:
    """A WordprocessingML element."""
    from lxml import etree

    element = etree.Element(f"{{{template.W}}}{tag}", nsmap={"w": template.W})
    for key, value in attributes.items():
        element.set(f"{{{template.W}}}{key}", value)
    if text:
        element.text = text
        element.set(SPACE, "preserve")
    element.extend(child for child in inside if child is not None)
    return element


# --- tables -----------------------------------------------------------------------------------------


def _table(table: Table, room: int) -> Iterator[_Element]:
    """The table, and the small paragraph that keeps it apart from what follows."""
    grid = table.grid
    widths = [round(width * room) for width in table.widths]
    look = _w("tblLook", firstRow=str(int(grid.headers > 0)), lastRow="0", firstColumn="0", noVBand="1")
    properties = _w(
        "tblPr",
        _w("tblStyle", val="ReportTable"),
        _w("tblW", w=str(sum(widths)), type="dxa"),
        _w("tblLayout", type="fixed"),
        look,
        _w("tblCaption", val=table.caption) if table.caption else None,
    )
    columns = _w("tblGrid", *(_w("gridCol", w=str(width)) for width in widths))
    rows = (_row(grid, row, widths) for row in range(len(grid.rows)))
    yield _w("tbl", properties, columns, *rows)
    yield _styled("AfterTable")


def _row(grid: Grid[Line | Listing], row: int, widths: list[int]) -> _Element:
    boxes = sorted(_boxes(grid, row), key=lambda box: box.column)
    whole = sum(len(line.label) for box in boxes for line in lines_of(box.content)) < WHOLE_ROW
    properties = _w(
        "trPr",
        _w("cantSplit") if whole else None,
        _w("tblHeader") if row < grid.headers else None,
    )
    return _w("tr", properties, *(_cell(box, row, grid.headers, widths) for box in boxes))


def _boxes(grid: Grid[Line | Listing], row: int) -> Iterator[Box[Line | Listing]]:
    """The boxes that have a part in *row*, also those that start above it."""
    return (box for boxes in grid.rows[: row + 1] for box in boxes if row < box.row + box.rows)


def _cell(box: Box[Line | Listing], row: int, headers: int, widths: list[int]) -> _Element:
    header = box.header or row < headers
    width = sum(widths[box.column : box.column + box.columns])
    merge = {"val": "restart"} if row == box.row else {}
    properties = _w(
        "tcPr",
        _w("tcW", w=str(width), type="dxa"),
        _w("gridSpan", val=str(box.columns)) if box.columns > 1 else None,
        _w("vMerge", **merge) if box.rows > 1 else None,
        _w("shd", val="clear", color="auto", fill=PANEL) if header else None,
    )
    style = ("Small" if len(widths) > WIDE else "") + ("TableHeading" if header else "TableText")
    lines = [_in_cell(line, style) for line in lines_of(box.content)] if row == box.row else []
    return _w("tc", properties, *(lines or [_styled(style)]))


def _in_cell(line: Line, style: str) -> _Element:
    depth = line.level if line.kind == "item" else 1
    layout = _hanging(IN_CELL * depth, IN_CELL) if line.number else []
    if line.kind == "quote" and not line.number:
        layout = [_w("ind", left=str(IN_CELL))]
    return _styled(style, _number(line), *_words(line), layout=layout)


# --- the file ---------------------------------------------------------------------------------------


def _width(word: WordDocument) -> int:
    """The room between the page's margins, in twentieths of a point."""
    section = word.sections[0]
    between = section.page_width - section.left_margin - section.right_margin - section.gutter
    return int(between) // TWENTIETH


def _edges(word: WordDocument, doc: Flow, given: bool) -> None:
    """Fill the page headers and footers; the template's footer has the page number.

    Of a template that a partnership has *given*, what stands at the page's edges stays.
    """
    section = word.sections[0]
    section.top_margin += MARK_ROOM if doc.mark else 0
    _header(section.header, doc, given)
    _footer(section.footer, doc, given)
    if section.different_first_page_header_footer:
        _header(section.first_page_header, doc, given)
        _footer(section.first_page_footer, doc, given)


def _header(header: _Header, doc: Flow, given: bool) -> None:
    first = header.paragraphs[0] if header.paragraphs else header.add_paragraph("", "Header")
    for text in doc.headers:
        header.add_paragraph(text, "Header")
    if doc.mark:
        header._element.insert(0, _styled("NotApproved", _text(doc.mark)))
    if (doc.mark or doc.headers) and not (given and (first.text or len(first._p) > 1)):
        first._p.getparent().remove(first._p)


def _footer(footer: _Footer, doc: Flow, given: bool) -> None:
    if given:
        footer._element[:0] = [_styled("Footer", _text(text)) for text in doc.footers]
        return
    number = footer.paragraphs[0]
    *others, beside = doc.footers if doc.footers and len(doc.footers[-1]) <= BESIDE else (*doc.footers, "")
    number.runs[0].text = f"{beside}\tPage "
    for text in others:
        number.insert_paragraph_before(text, "Footer")


def _short(title: str) -> str:
    return title if len(title) <= TITLE_ROOM else title[: TITLE_ROOM - 1] + "…"


def _related(root: _Element, relate: Callable[[str], str]) -> None:
    """Give each link the id of its relationship in place of its address."""
    for link in root.iter(f"{{{template.W}}}hyperlink"):
        if target := link.attrib.pop(f"{{{template.W}}}{TARGET}", ""):
            link.set(f"{{{template.OFFICE}}}id", relate(str(target)))


def _packed(word: WordDocument, notes: Iterable[Note]) -> bytes:
    """The file's bytes: parts in a fixed order, its notes put in."""
    made = BytesIO()
    word.save(made)
    with ZipFile(made) as package:
        parts = {name: package.read(name) for name in sorted(package.namelist())}
    return template.pack(parts | _with_notes(parts[NOTES], notes))


def _with_notes(part: bytes, notes: Iterable[Note]) -> dict[str, bytes]:
    """The part of the notes, and its relationships where a note has a link."""
    from lxml import etree

    root = etree.fromstring(part)
    root.extend(_note(note) for note in notes)
    targets: dict[str, str] = {}
    _related(root, lambda target: targets.setdefault(target, f"rId{len(targets) + 1}"))
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return {NOTES: content} | ({NOTES_LINKS: template.links(targets)} if targets else {})


def _note(note: Note) -> _Element:
    number = _w("r", _w("rPr", _w("rStyle", val="FootnoteReference")), _w("footnoteRef"))
    lines = [_paragraph(line) for line in note.lines]
    lines[0].insert(1, number)
    lines[0].insert(2, _text(" "))
    return _w("footnote", *lines, id=str(note.number))
