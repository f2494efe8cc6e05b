"""An edition as a Word file, built anew on our own template.

Nothing of any draft's file is in it but the edition's text: real headings,
tables, footnotes and page headers, without revision marks, comments, authors
or dates. Numbers and labels are text, so that no numbering scheme can change them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from redact.formats import template
from redact.formats.flow import flow
from redact.formats.grid import Box, Grid
from redact.formats.printed import Flow, Illustration, Item, Line, Listing, Note, Part, Table, lines_of
from redact.formats.template_styles import PANEL, STEP
from redact.formats.word_figures import figure_paragraph, put_in
from redact.formats.write_docx_words import hanging, label, related, run, styled, w, words

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.section import _Footer, _Header
    from lxml.etree import _Element

    from redact.model import Edition

NOTES, NOTES_LINKS = "word/footnotes.xml", "word/_rels/footnotes.xml.rels"
LINK = f"{template.OFFICE}/hyperlink"
TITLE_ROOM = 255  # characters; more is not a valid property
WHOLE_ROW = 1500  # characters; a longer row may run over a page's end, or its end could be cut off
MARK_ROOM = 360_000  # English Metric Units, one centimetre
BESIDE = 70  # characters that fit beside the page number
WIDE = 6  # columns; a wider table is set in small letters
TWENTIETH = 635  # English Metric Units in a twentieth of a point
IN_CELL = 340  # twentieths of a point that a label in a cell hangs

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
    put_in(word, edition.figures)
    related(word.element, lambda target: word.part.relate_to(target, LINK, is_external=True))
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
        yield styled("ContentsTitle", run("Contents"))
        yield from _contents(doc.contents, 1)
    yield from _parts(doc.body, width)
    if doc.loose:
        yield styled("Heading1", run("Notes"))
        yield from (_paragraph(line, "Normal") for note in doc.loose for line in note.lines)


def _parts(parts: Iterable[Part], width: int) -> Iterator[_Element]:
    before = ""
    parts = tuple(parts)
    for part, after in zip(parts, (*parts[1:], None), strict=False):
        made = list(_part(part, width))
        if part.new_page:
            _begin_page(made[0])
        if isinstance(after, Listing) and isinstance(part, Line) and _leads_in(part, before):
            next(made[0].iter(f"{{{template.W}}}pPr")).insert(1, w("keepNext"))
        yield from made
        before = part.kind if isinstance(part, Line) else ""


def _leads_in(line: Line, before: str) -> bool:
    """Whether a line leads in the list behind it, so that it is not left alone at the foot of a page."""
    return line.kind == "paragraph" and (before == "heading" or line.text.endswith(":"))


def _part(part: Part, width: int) -> Iterator[_Element]:
    if isinstance(part, Table):
        yield from _table(part, width)
    elif isinstance(part, Listing):
        yield from _items(part.items, 1)
    elif isinstance(part, Illustration):
        yield figure_paragraph(part)
    else:
        yield _heading(part) if part.kind == "heading" else _paragraph(part)


def _begin_page(element: _Element) -> None:
    """The element's first paragraph begins a page: Word takes that from a table's first cell too."""
    properties = next(element.iter(f"{{{template.W}}}pPr"))
    properties.insert(1, w("pageBreakBefore"))


# --- paragraphs -------------------------------------------------------------------------------------


def _paragraph(line: Line, style: str = "") -> _Element:
    """A line as a paragraph, its number (if any) before a tab."""
    usual = "NumberedParagraph" if line.number else "Normal"
    style = style or PARAGRAPHS.get(line.kind, usual)
    return styled(style, label(line), *words(line))


def _heading(line: Line) -> _Element:
    place = line.id.removeprefix("s")
    layout = [w("ind", left="850", hanging="850")] if line.number else []
    return styled(
        f"Heading{line.level}",
        w("bookmarkStart", id=place, name=f"_Toc{place}"),
        label(line),
        *words(line),
        w("bookmarkEnd", id=place),
        layout=layout,
    )


def _foreword(texts: Sequence[str]) -> Iterator[_Element]:
    for text in texts:
        last = [w("spacing", after="320")] if text is texts[-1] else []
        yield styled("Foreword", run(text), layout=last)


def _contents(items: Iterable[Item], level: int) -> Iterator[_Element]:
    for item in items:
        link = w("hyperlink", run(item.line.label), anchor=f"_Toc{item.line.id.removeprefix('s')}")
        yield styled(f"TOC{level}", link)
        yield from _contents(item.children, level + 1)


def _items(items: Iterable[Item], depth: int) -> Iterator[_Element]:
    for item in items:
        layout = hanging(STEP * depth, STEP) if depth > 1 else []
        yield styled("ListItem", label(item.line), *words(item.line), layout=layout)
        yield from _items(item.children, depth + 1)


# --- tables -----------------------------------------------------------------------------------------


def _table(table: Table, room: int) -> Iterator[_Element]:
    """The table, and the small paragraph that keeps it apart from what follows."""
    grid = table.grid
    widths = [round(width * room) for width in table.widths]
    look = w("tblLook", firstRow=str(int(grid.headers > 0)), lastRow="0", firstColumn="0", noVBand="1")
    properties = w(
        "tblPr",
        w("tblStyle", val="ReportTable"),
        w("tblW", w=str(sum(widths)), type="dxa"),
        w("tblLayout", type="fixed"),
        look,
        w("tblCaption", val=table.caption) if table.caption else None,
    )
    columns = w("tblGrid", *(w("gridCol", w=str(width)) for width in widths))
    rows = (_row(grid, row, widths) for row in range(len(grid.rows)))
    yield w("tbl", properties, columns, *rows)
    yield styled("AfterTable")


def _row(grid: Grid[Line | Listing], row: int, widths: list[int]) -> _Element:
    boxes = sorted(_boxes(grid, row), key=lambda box: box.column)
    whole = sum(len(line.label) for box in boxes for line in lines_of(box.content)) < WHOLE_ROW
    properties = w(
        "trPr",
        w("cantSplit") if whole else None,
        w("tblHeader") if row < grid.headers else None,
    )
    return w("tr", properties, *(_cell(box, row, grid.headers, widths) for box in boxes))


def _boxes(grid: Grid[Line | Listing], row: int) -> Iterator[Box[Line | Listing]]:
    """The boxes that have a part in *row*, also those that start above it."""
    return (box for boxes in grid.rows[: row + 1] for box in boxes if row < box.row + box.rows)


def _cell(box: Box[Line | Listing], row: int, headers: int, widths: list[int]) -> _Element:
    header = box.header or row < headers
    width = sum(widths[box.column : box.column + box.columns])
    merge = {"val": "restart"} if row == box.row else {}
    properties = w(
        "tcPr",
        w("tcW", w=str(width), type="dxa"),
        w("gridSpan", val=str(box.columns)) if box.columns > 1 else None,
        w("vMerge", **merge) if box.rows > 1 else None,
        w("shd", val="clear", color="auto", fill=PANEL) if header else None,
    )
    style = ("Small" if len(widths) > WIDE else "") + ("TableHeading" if header else "TableText")
    lines = [_in_cell(line, style) for line in lines_of(box.content)] if row == box.row else []
    return w("tc", properties, *(lines or [styled(style)]))


def _in_cell(line: Line, style: str) -> _Element:
    depth = line.level if line.kind == "item" else 1
    layout = hanging(IN_CELL * depth, IN_CELL) if line.number else []
    if line.kind == "quote" and not line.number:
        layout = [w("ind", left=str(IN_CELL))]
    return styled(style, label(line), *words(line), layout=layout)


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
        header._element.insert(0, styled("NotApproved", run(doc.mark)))
    if (doc.mark or doc.headers) and not (given and (first.text or len(first._p) > 1)):
        first._p.getparent().remove(first._p)


def _footer(footer: _Footer, doc: Flow, given: bool) -> None:
    if given:
        footer._element[:0] = [styled("Footer", run(text)) for text in doc.footers]
        return
    number = footer.paragraphs[0]
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
    return template.pack(parts | _with_notes(parts[NOTES], notes))


def _with_notes(part: bytes, notes: Iterable[Note]) -> dict[str, bytes]:
    """The part of the notes, and its relationships where a note has a link."""
    from lxml import etree

    root = etree.fromstring(part)
    root.extend(_note(note) for note in notes)
    targets: dict[str, str] = {}
    related(root, lambda target: targets.setdefault(target, f"rId{len(targets) + 1}"))
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return {NOTES: content} | ({NOTES_LINKS: template.links(targets)} if targets else {})


def _note(note: Note) -> _Element:
    number = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
    lines = [_paragraph(line) for line in note.lines]
    lines[0].insert(1, number)
    lines[0].insert(2, run(" "))
    return w("footnote", *lines, id=str(note.number))
