"""An edition as a Word file, built anew on our own template.

Nothing of any draft's file is in it but the edition's text: real headings,
tables, footnotes and page headers, without revision marks, comments, authors
or dates. Numbers and labels are text, so that no numbering scheme can change them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from redact.formats import template
from redact.formats.flow import Flow, Illustration, Item, Line, Listing, Note, Part, Table, flow
from redact.formats.grid import Box, Grid
from redact.formats.template_styles import PANEL, STEP, TEXT_WIDTH
from redact.formats.word_figures import figure_paragraph, put_in

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

    from redact.formats.words import Words
    from redact.model import Edition

NOTES = "word/footnotes.xml"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
TITLE_ROOM = 255  # characters; more is not a valid property
WHOLE_ROW = 1500  # characters; a longer row may run over a page's end, or its end could be cut off
MARK_ROOM = 360_000  # English Metric Units, one centimetre
BESIDE = 70  # characters that fit beside the page number
WIDE = 6  # columns; a wider table is set in small letters
IN_CELL = 340  # twentieths of a point that a label in a cell hangs

# In the order in which Word's schema wants them.
STYLES = {
    "bold": (("b", {}), ("bCs", {})),
    "italic": (("i", {}), ("iCs", {})),
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
    word = Document(BytesIO(template.read()))
    end = word.element.body[-1]  # the section's properties stay last
    for element in _body(doc):
        end.addprevious(element)
    put_in(word, edition.figures)
    _edges(word, doc)
    word.core_properties.title = _short(doc.name)
    return _packed(word, doc.notes)


def _body(doc: Flow) -> Iterator[_Element]:
    """The elements of the document's body, in order."""
    yield from _parts(doc.above)
    yield _paragraph(doc.title)
    yield from _parts(doc.subtitles)
    yield from _foreword(doc.foreword)
    yield from _parts(doc.front)
    if doc.contents:
        yield _styled("ContentsTitle", _text("Contents"))
        yield from _contents(doc.contents, 1)
    yield from _parts(doc.body, new_page=bool(doc.contents))
    if doc.loose:
        yield _styled("Heading1", _text("Notes"))
        yield from (_paragraph(line, "Normal") for note in doc.loose for line in note.lines)


def _parts(parts: Iterable[Part], new_page: bool = False) -> Iterator[_Element]:
    for part in parts:
        if isinstance(part, Table):
            yield from _table(part)
        elif isinstance(part, Listing):
            yield from _items(part.items, 1)
        elif isinstance(part, Illustration):
            yield figure_paragraph(part)
        else:
            yield _heading(part, new_page) if part.kind == "heading" else _paragraph(part)
        new_page = False


# --- paragraphs -------------------------------------------------------------------------------------


def _paragraph(line: Line, style: str = "") -> _Element:
    """A line as a paragraph, its number (if any) before a tab."""
    usual = "NumberedParagraph" if line.number else "Normal"
    style = style or PARAGRAPHS.get(line.kind, usual)
    return _styled(style, _number(line), *_words(line))


def _heading(line: Line, new_page: bool) -> _Element:
    place = line.id.removeprefix("s")
    layout = [_w("pageBreakBefore")] if new_page else []
    if line.number:
        layout += [_w("ind", left="850", hanging="850")]
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
    for each in line.words:
        yield _call(each) if each.note else _text(each.text, each.styles)


def _call(each: Words) -> _Element:
    look = _w("rPr", _w("rStyle", val="FootnoteReference"))
    # Word counts each reference as a note of its own, so a second call only shows the number.
    shown = _w("footnoteReference", id=str(each.note)) if each.first else _w("t", text=each.text)
    return _w("r", look, shown)


def _text(text: str, styles: Iterable[str] = ()) -> _Element:
    """A run of text; line ends and tabs are elements of their own."""
    look = dict(name for style in styles for name in STYLES[style])
    parts = (part for part in re.split("([\n\t])", text) if part)
    signs = {"\n": "br", "\t": "tab"}
    inside = [_w(signs[part]) if part in signs else _w("t", text=part) for part in parts]
    return _w("r", _w("rPr", *(_w(name, **more) for name, more in look.items())) if look else None, *inside)


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


def _table(table: Table) -> Iterator[_Element]:
    """The table, and the small paragraph that keeps it apart from what follows."""
    grid = table.grid
    widths = [round(width * TEXT_WIDTH) for width in table.widths]
    look = _w("tblLook", firstRow=str(int(grid.headers > 0)), lastRow="0", firstColumn="0", noVBand="1")
    properties = _w(
        "tblPr",
        _w("tblStyle", val="ReportTable"),
        _w("tblW", w=str(sum(widths)), type="dxa"),
        _w("tblLayout", type="fixed"),
        look,
    )
    columns = _w("tblGrid", *(_w("gridCol", w=str(width)) for width in widths))
    rows = (_row(grid, row, widths) for row in range(len(grid.rows)))
    yield _w("tbl", properties, columns, *rows)
    yield _styled("AfterTable")


def _row(grid: Grid[Line], row: int, widths: list[int]) -> _Element:
    boxes = sorted(_boxes(grid, row), key=lambda box: box.column)
    whole = sum(len(line.label) for box in boxes for line in box.content) < WHOLE_ROW
    properties = _w(
        "trPr",
        _w("cantSplit") if whole else None,
        _w("tblHeader") if row < grid.headers else None,
    )
    return _w("tr", properties, *(_cell(box, row, grid.headers, widths) for box in boxes))


def _boxes(grid: Grid[Line], row: int) -> Iterator[Box[Line]]:
    """The boxes that have a part in *row*, also those that start above it."""
    return (box for boxes in grid.rows[: row + 1] for box in boxes if row < box.row + box.rows)


def _cell(box: Box[Line], row: int, headers: int, widths: list[int]) -> _Element:
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
    lines = [_in_cell(line, style) for line in box.content] if row == box.row else []
    return _w("tc", properties, *(lines or [_styled(style)]))


def _in_cell(line: Line, style: str) -> _Element:
    depth = line.level if line.kind == "item" else 1
    layout = _hanging(IN_CELL * depth, IN_CELL) if line.number else []
    return _styled(style, _number(line), *_words(line), layout=layout)


# --- the file ---------------------------------------------------------------------------------------


def _edges(word: WordDocument, doc: Flow) -> None:
    """Fill the page header and footer; the template's footer has the page number."""
    section = word.sections[0]
    section.top_margin += MARK_ROOM if doc.mark else 0
    first = section.header.paragraphs[0]
    for text in doc.headers:
        section.header.add_paragraph(text, "Header")
    if doc.mark:
        first.insert_paragraph_before(doc.mark, "Not Approved")
    if doc.mark or doc.headers:
        first._p.getparent().remove(first._p)
    number = section.footer.paragraphs[0]
    *others, beside = doc.footers if doc.footers and len(doc.footers[-1]) <= BESIDE else (*doc.footers, "")
    number.runs[0].text = f"{beside}\tPage "
    for text in others:
        number.insert_paragraph_before(text, "Footer")


def _short(title: str) -> str:
    return title if len(title) <= TITLE_ROOM else title[: TITLE_ROOM - 1] + "…"


def _packed(word: WordDocument, notes: Iterable[Note]) -> bytes:
    """The file's bytes: parts in a fixed order, its notes put in."""
    made = BytesIO()
    word.save(made)
    with ZipFile(made) as package:
        parts = {name: package.read(name) for name in sorted(package.namelist())}
    return template.pack(parts | {NOTES: _with_notes(parts[NOTES], notes)})


def _with_notes(part: bytes, notes: Iterable[Note]) -> bytes:
    from lxml import etree

    root = etree.fromstring(part)
    root.extend(_note(note) for note in notes)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _note(note: Note) -> _Element:
    number = _w("r", _w("rPr", _w("rStyle", val="FootnoteReference")), _w("footnoteRef"))
    lines = [_paragraph(line) for line in note.lines]
    lines[0].insert(1, number)
    lines[0].insert(2, _text(" "))
    return _w("footnote", *lines, id=str(note.number))
