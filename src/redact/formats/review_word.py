"""Drafts as a Word file for their reviewers: each open place marked, its question in a comment.

It holds the drafts' own words and is no edition. A place is set in brackets with the number of its
question, underlined and highlighted: never by colour alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from redact.formats import template
from redact.formats.words import clean, one_line
from redact.formats.write_docx_words import w
from redact.model import PRINTED, Block, Document, Span

if TYPE_CHECKING:
    from docx.document import Document as Word

STYLES = {
    "title": "Title",
    "heading": "Heading 1",
    "item": "List Item",
    "quote": "Quote",
    "caption": "Caption",
    "note": "footnote text",
    "header": "Header",
    "footer": "Footer",
}
DEEPEST = 6  # levels of headings that Word's styles have
AUTHOR = "redact"
WIDE = 10.0  # centimetres that a picture is shown wide


@dataclass(frozen=True, slots=True)
class Marked:
    """A place of a draft that is asked about: the number of its question, and the comment that it carries."""

    span: Span
    number: int
    comment: tuple[str, ...] = ()  # lines; none where another place carries the question


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A question about no place in the text."""

    number: int
    asks: str
    comment: tuple[str, ...]
    picture: bytes = b""  # what it is about, where that is a picture


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """Everything that a review in Word shows."""

    warning: str  # on each page
    first_page: tuple[str, ...]
    drafts: tuple[tuple[Document, tuple[Marked, ...]], ...]
    unplaced: tuple[Unplaced, ...]
    headings: tuple[str, str]  # above the questions without a place, and above who is known
    known: tuple[tuple[str, ...], ...]  # rows, the headings first
    mark: Callable[[str], str]  # makes of all words of the file the line by which they are known again


def shown_in(document: Document) -> list[Block]:
    """The blocks of a draft that such a file shows, with words."""
    return [b for b in document.blocks if b.span and b.kind in PRINTED]


def write_review(review: ReviewFile) -> bytes:
    """*review* as the bytes of a .docx file."""
    import docx

    word = docx.Document(BytesIO(template.read()))
    word.core_properties.title = "Questions of a review"
    word.core_properties.author = AUTHOR
    header = word.sections[0].header.paragraphs[0]
    header.text = review.warning
    mark = _first_page(word, review)
    for document, marks in review.drafts:
        _draft(word, document, marks)
    _unplaced(word, review)
    _known(word, review)
    mark.add_run(review.mark("".join(t.text or "" for t in word.element.body.iter(f"{{{template.W}}}t"))))
    made = BytesIO()
    word.save(made)
    return made.getvalue()


def _first_page(word: Word, review: ReviewFile) -> Any:
    """The page that says what this is; its last paragraph, which is still empty."""
    word.add_paragraph("Questions of a review", "Title")
    for line in (review.warning, *review.first_page):
        word.add_paragraph(line)
    return word.add_paragraph()


def _draft(word: Word, document: Document, marks: Sequence[Marked]) -> None:
    heading = word.add_paragraph(one_line(document.name), "Heading 1")
    heading.paragraph_format.page_break_before = True
    marks = sorted(marks, key=lambda mark: mark.span)
    waiting = [mark for mark in marks if mark.comment]
    carried: set[Span] = set()
    for table, blocks in groupby(shown_in(document), lambda b: b.cell.table if b.cell else None):
        if table is None:
            for block in blocks:
                paragraph = word.add_paragraph(style=_style(block))
                _fill(word, paragraph, document, block, marks, carried)
        else:
            _table(word, document, list(blocks), marks, carried)
    if left := [mark.number for mark in waiting if mark.span not in carried]:
        raise ValueError(f"{len(left)} questions have no place among the words shown")


def _style(block: Block) -> str:
    if block.kind == "heading":
        return f"Heading {min(max(block.level, 1) + 1, DEEPEST)}"
    return STYLES.get(block.kind, "Normal") if block.kind != "title" else "Heading 2"


def _table(
    word: Word, document: Document, blocks: list[Block], marks: Sequence[Marked], carried: set[Span]
) -> None:
    """The cells of one table where they stand; those that span several are shown in the first."""
    at: dict[tuple[int, int], list[Block]] = {}
    for block in blocks:
        if block.cell:
            at.setdefault((block.cell.row, block.cell.column), []).append(block)
    rows = sorted({row for row, _ in at})
    heads = {row for (row, _), inside in at.items() if any(b.cell and b.cell.header for b in inside)}
    columns = 1 + max(column for _, column in at)
    made = word.add_table(len(rows), columns, "Report Table")
    for row, given in zip(made.rows, rows, strict=True):
        _repeat(row, given in heads)
        for column, cell in enumerate(row.cells):
            for number, block in enumerate(at.get((given, column), ())):
                paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
                paragraph.style = "Table Heading" if block.cell and block.cell.header else "Table Text"
                _fill(word, paragraph, document, block, marks, carried)
    word.add_paragraph(style="After Table")


def _repeat(row: Any, heads: bool) -> None:
    """Let a row of headings stand on each page, and be read out as headings."""
    if heads:
        row._tr.get_or_add_trPr().append(w("tblHeader"))


def _fill(
    word: Word, paragraph: Any, document: Document, block: Block, marks: Sequence[Marked], carried: set[Span]
) -> None:
    """The words of a block; a comment stands at the first part of its place."""
    if block.number and block.kind != "picture":
        paragraph.add_run(f"{one_line(block.number)}\t")
    for text, mark in _pieces(document, block.span, marks) if block.span else ():
        if mark is None:
            paragraph.add_run(clean(text))
            continue
        run = _marked(paragraph, f"[{mark.number}: {clean(text)}]")
        if mark.comment and mark.span not in carried:
            carried.add(mark.span)
            _comment(word, run, mark.comment)


def _pieces(document: Document, span: Span, marks: Sequence[Marked]) -> Iterator[tuple[str, Marked | None]]:
    """The text of *span* in order, each part with the one of *marks*, disjoint and in order, that it stands under."""
    at = span.start
    for mark in marks[bisect_right(marks, span.start, key=lambda m: m.span.end) :]:
        start, end = max(mark.span.start, at), min(mark.span.end, span.end)
        if start >= span.end:
            break
        if start > at:
            yield document.text[at:start], None
        if end > start:
            yield document.text[start:end], mark
        at = max(at, end)
    if at < span.end:
        yield document.text[at : span.end], None


def _marked(paragraph: Any, text: str) -> Any:
    from docx.enum.text import WD_COLOR_INDEX

    run = paragraph.add_run(text)
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    run.font.underline = True
    return run


def _comment(word: Word, run: Any, lines: Iterable[str]) -> None:
    comment = word.add_comment(run, author=AUTHOR, initials="r")
    for number, line in enumerate(lines):
        paragraph = comment.add_paragraph() if number else comment.paragraphs[0]
        paragraph.add_run(one_line(line))


def _unplaced(word: Word, review: ReviewFile) -> None:
    if review.unplaced:
        word.add_paragraph(review.headings[0], "Heading 1").paragraph_format.page_break_before = True
    for each in review.unplaced:
        paragraph = word.add_paragraph()
        run = _marked(paragraph, f"[{each.number}]")
        paragraph.add_run(f" {one_line(each.asks)}")
        _comment(word, run, each.comment)
        if each.picture:
            _picture(word, each)


def _picture(word: Word, asked: Unplaced) -> None:
    """The picture that is asked about; a line instead where Word cannot show it."""
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.shared import Cm

    paragraph = word.add_paragraph()
    try:
        shape: Any = paragraph.add_run().add_picture(BytesIO(asked.picture), width=Cm(WIDE))
    except (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError):
        paragraph.add_run("(The picture cannot be shown here; its file is in the case folder.)")
        return
    shape._inline.docPr.set("descr", f"The picture of question {asked.number}")


def _known(word: Word, review: ReviewFile) -> None:
    word.add_paragraph(review.headings[1], "Heading 1").paragraph_format.page_break_before = True
    table = word.add_table(len(review.known), len(review.known[0]), "Report Table")
    for number, (row, texts) in enumerate(zip(table.rows, review.known, strict=True)):
        _repeat(row, not number)
        for cell, text in zip(row.cells, texts, strict=True):
            cell.paragraphs[0].style = "Table Text" if number else "Table Heading"
            cell.paragraphs[0].add_run(one_line(text))
