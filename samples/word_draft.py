"""A Word draft as an author's file is: styles, automatic numbers, notes, comments, tracked changes.

python-docx makes the package; what it has no words for (numbering, footnotes, fields, revisions)
is written as XML. Dates and zip times are fixed so that the same gold gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

import word_parts
from marked_up import MarkUpError, Part, cells, is_rule, pieces, plain
from word_parts import WHEN, element, field_runs, genogram

RUN_LENGTH = 40  # Word cuts its runs anywhere, inside names too; longer pieces are cut in two
PROPERTY = "property "


@dataclass
class Draft:
    """A Word document while it is written, and what later paragraphs need to know of earlier ones."""

    document: Any
    author: str = "Author"
    notes: dict[str, str] = field(default_factory=dict)
    used_notes: list[str] = field(default_factory=list)
    paragraph: Any = None
    table: Any = None
    list_id: int = 0
    list_kind: str = ""
    counted: int = 0
    revisions: int = 0
    bookmarks: int = 0


def build(parts: list[Part]) -> bytes:
    """The bytes of the .docx that *parts* describe."""
    draft = Draft(word_parts.new_document())
    draft.notes = {part.number: part.text for part in parts if part.kind == "note"}
    properties(draft, parts)
    headings = [part for part in parts if part.kind == "heading"]
    if not headings:
        draft.document.styles["Title"].paragraph_format.space_before = Pt(0)
    for part in parts:
        if headings and part is headings[0] and any(heading.number for heading in headings):
            contents(draft, [heading for heading in headings if heading.level < 3])
        if part.kind not in WRITERS and PROPERTY not in part.kind:
            raise MarkUpError(f"a Word draft knows no directive '{part.kind}'")
        WRITERS.get(part.kind, nothing)(draft, part)
    footnotes(draft)
    for made in draft.document.tables:
        fit_columns(made)
    return word_parts.same_bytes(draft.document)


def properties(draft: Draft, parts: list[Part]) -> None:
    """Set the document properties that the directives name; whoever saved last made the changes."""
    wanted = {part.kind.removeprefix(PROPERTY): plain(part.text) for part in parts if PROPERTY in part.kind}
    core = draft.document.core_properties
    core.created = core.modified = WHEN.replace(tzinfo=None)
    core.revision, core.comments, core.author = 3, "", ""
    for name, value in wanted.items():
        if name in ("company", "manager"):
            word_parts.set_application_property(draft.document, name.title(), value)
        else:
            setattr(core, name.replace(" ", "_"), value)
    draft.author = wanted.get("last modified by") or wanted.get("author") or draft.author


def nothing(draft: Draft, part: Part) -> None:
    """A part that is written elsewhere: a property, a note."""


def title(draft: Draft, part: Part) -> None:
    """The title, alone on the upper third of its page."""
    draft.paragraph = draft.document.add_paragraph(style="Title")
    write(draft, draft.paragraph, part.text)


def heading(draft: Draft, part: Part) -> None:
    """A heading; level 1 counts by its style, and one without a number is told not to."""
    draft.paragraph = draft.document.add_paragraph(style=f"Heading {part.level}")
    if part.number and part.level != 1:
        raise MarkUpError(f"heading {part.number}: only headings of level 1 (##) are numbered")
    if not part.number and part.level == 1:
        number(draft.paragraph, 0, 0)
    draft.bookmarks += 1
    with_bookmark(draft, part)


def with_bookmark(draft: Draft, part: Part) -> None:
    """The heading's text inside the bookmark that the contents point to."""
    name, mark = f"_Toc{310331000 + draft.bookmarks}", str(draft.bookmarks)
    paragraph = draft.paragraph._p
    paragraph.append(element("bookmarkStart", id=mark, name=name))
    write(draft, draft.paragraph, part.text)
    paragraph.append(element("bookmarkEnd", id=mark))


def contents(draft: Draft, headings: list[Part]) -> None:
    """A contents field with its cached paragraphs, on a page of its own."""
    top = draft.document.add_paragraph("Contents", style="TOC Heading")
    top.paragraph_format.page_break_before = True
    for position, part in enumerate(headings, 1):
        line = draft.document.add_paragraph(style=f"TOC {part.level}")
        if position == 1:
            field_runs(line._p, r' TOC \o "1-2" \h \z \u ', result=None)
        link = element("hyperlink", anchor=f"_Toc{310331000 + position}", history="1")
        line._p.append(link)
        lead = f"{part.number}\t" if part.number else ""
        word_parts.add_run(link, f"{lead}{plain(part.text)}\t{3 + position // 4}")
    end = draft.document.add_paragraph()
    end._p.append(word_parts.field_mark("end"))
    end.add_run().add_break(docx.enum.text.WD_BREAK.PAGE)


def paragraph(draft: Draft, part: Part) -> None:
    """A paragraph of body text; its number, where it has one, is counted by its style."""
    depth = part.number.count(".") + 1
    style = f"Numbered Paragraph {depth}" if part.number else "Body Text"
    draft.paragraph = draft.document.add_paragraph(style=style)
    draft.counted = 0
    write(draft, draft.paragraph, part.text)


def quote(draft: Draft, part: Part) -> None:
    """A quotation, set in."""
    draft.paragraph = draft.document.add_paragraph(style="Quote")
    write(draft, draft.paragraph, part.text)


def item(draft: Draft, part: Part) -> None:
    """An item of a Word list; a marker that starts a list starts a list of its own."""
    marker = part.number.strip("().*").replace("-", "")
    draft.paragraph = draft.document.add_paragraph(style="List Paragraph")
    if not marker:
        number(draft.paragraph, word_parts.BULLETS, part.level)
    else:
        lettered(draft, part, marker)
    write(draft, draft.paragraph, part.text)


def lettered(draft: Draft, part: Part, marker: str) -> None:
    """Number an item, and fail where Word would print another letter than the gold has."""
    expected = word_parts.marker(draft.list_kind, draft.counted + 1) if draft.counted else ""
    if marker != expected and marker in word_parts.LIST_STARTS:
        draft.list_kind, draft.counted = word_parts.LIST_STARTS[marker], 0
        draft.list_id = word_parts.add_list(draft.document, draft.list_kind)
    elif marker != expected:
        raise MarkUpError(f"list marker {marker!r} typed where {expected!r} is counted")
    draft.counted += 1
    number(draft.paragraph, draft.list_id, 0)


def number(paragraph: Any, list_id: int, level: int) -> None:
    """Put a paragraph into a list; list 0 takes it out of the one that its style names."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = list_id


def table(draft: Draft, row: Part) -> None:
    """A row of a table; the first row of a table is its header and repeats on each page."""
    if is_rule(row):
        return
    texts = cells(row)
    if row.first:
        draft.table = draft.document.add_table(rows=0, cols=len(texts), style="Table Grid")
    added = draft.table.add_row()
    if len(texts) != len(added.cells):
        raise MarkUpError(f"a table row of {len(texts)} cells in a table of {len(added.cells)}")
    if row.first:
        added._tr.get_or_add_trPr().append(element("tblHeader"))
    for cell, text in zip(added.cells, texts, strict=True):
        draft.paragraph = cell.paragraphs[0]
        draft.paragraph.paragraph_format.space_after = Pt(2)
        write(draft, draft.paragraph, text, bold=row.first)


def fit_columns(made: Any) -> None:
    """Share the page's width among a table's columns by how much stands in them."""
    longest = [max(len(cell.text) for cell in column.cells) for column in made.columns]
    weights = [min(max(length, 18), 56) for length in longest]
    for column, weight in zip(made.columns, weights, strict=True):
        width = Cm(16.2 * weight / sum(weights))
        column.width = width
        for cell in column.cells:
            cell.width = width


def picture(draft: Draft, part: Part) -> None:
    """The drawn family tree, its alternative text in the drawing's description."""
    draft.paragraph = draft.document.add_paragraph(style="Body Text")
    shape = draft.paragraph.add_run().add_picture(genogram(), width=Cm(11))
    shape._inline.docPr.set("descr", plain(part.text))


def comment(draft: Draft, part: Part) -> None:
    """A reviewer's comment on the paragraph before it."""
    initials = "".join(word[0] for word in draft.author.split())
    runs = draft.paragraph.runs or [draft.paragraph.add_run()]
    made = draft.document.add_comment(runs, plain(part.text), author=draft.author, initials=initials)
    made._comment_elm.set(qn("w:date"), f"{WHEN:%Y-%m-%dT%H:%M:%SZ}")


def header(draft: Draft, part: Part) -> None:
    """The running header."""
    write(draft, draft.document.sections[0].header.paragraphs[0], part.text)


def footer(draft: Draft, part: Part) -> None:
    """The running footer, with the page's number counted by a field."""
    stands = draft.document.sections[0].footer
    write(draft, stands.paragraphs[0], part.text)
    line = stands.add_paragraph("Page ", style="Footer")
    field_runs(line._p, " PAGE ", result="1")


def write(draft: Draft, paragraph: Any, text: str, bold: bool = False) -> None:
    """Append the pieces of *text* to a paragraph: runs, links, note marks and tracked changes."""
    for piece in pieces(text):
        parent = revision(draft, paragraph._p, piece.change) if piece.change else paragraph._p
        if piece.note:
            note_mark(draft, parent, piece.text)
            continue
        if piece.label == "EMAIL":
            parent = word_parts.add_link(paragraph, f"mailto:{piece.text}")
        for stretch in cut(piece.text):
            word_parts.add_run(parent, stretch, bold or piece.bold, piece.italic, piece.change == "deleted")


def cut(text: str) -> list[str]:
    """*text*, in two where it is long: a name may then stand in two runs."""
    middle = len(text) // 2
    return [text[:middle], text[middle:]] if len(text) > RUN_LENGTH else [text]


def revision(draft: Draft, parent: Any, change: str) -> Any:
    """A tracked insertion or deletion with its author, appended to *parent*."""
    draft.revisions += 1
    made = element(
        {"inserted": "ins", "deleted": "del"}[change],
        id=str(900 + draft.revisions),
        author=draft.author,
        date=f"{WHEN:%Y-%m-%dT%H:%M:%SZ}",
    )
    parent.append(made)
    return made


def note_mark(draft: Draft, parent: Any, note: str) -> None:
    """A raised reference to a footnote; Word counts the notes itself."""
    if note not in draft.notes:
        raise MarkUpError(f"note {note} is called and not written")
    draft.used_notes.append(note)
    if note != str(len(draft.used_notes)):
        raise MarkUpError(f"note {note} is called where note {len(draft.used_notes)} is counted")
    run = OxmlElement("w:r")
    run.get_or_add_rPr().append(element("rStyle", val="FootnoteReference"))
    run.append(element("footnoteReference", id=note))
    parent.append(run)


def footnotes(draft: Draft) -> None:
    """The part that holds the footnotes; a note that nothing calls stops the build."""
    if set(draft.notes) != set(draft.used_notes):
        raise MarkUpError(f"notes never called: {sorted(set(draft.notes) - set(draft.used_notes))}")
    if draft.notes:
        word_parts.add_footnotes(draft.document, {n: draft.notes[n] for n in draft.used_notes})


WRITERS = {
    "title": title,
    "heading": heading,
    "paragraph": paragraph,
    "quote": quote,
    "item": item,
    "table": table,
    "note": nothing,
    "alt": picture,
    "comment": comment,
    "header": header,
    "footer": footer,
}
