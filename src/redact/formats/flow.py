"""An edition as all writers print it: title, foreword, contents, body, notes.

The writers differ in mark-up only. What belongs together (a table's cells, a
list's items, a note and its call) and which heading stands under which is
settled here, once, and so is what becomes of an edition that is not well
formed: nothing is lost, and nothing stops a writer.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from redact.formats.draft_marks import Cleared, title_without_marks, without_marks
from redact.formats.grid import lay_out
from redact.formats.printed import Flow, Illustration, Item, Line, Listing, Note, Part, Table
from redact.formats.words import Words, clean, cut, one_line, visible
from redact.model import Block, Cell, Edition

#: How the title of a copy that nobody has signed begins.
NOT_APPROVED = "NOT APPROVED – "
CONTENTS_FROM = 4  # headings; a shorter text needs no list of contents
#: Kinds of edition that are short by nature, however many headings they have.
WITHOUT_CONTENTS = frozenset({"learning-briefing", "seven-minute-briefing"})
TEXT_CENTIMETRES = 16.0  # the width of a page's text
LEAST_SHARE = 0.1  # of it that a figure takes
RUNNING_ROOM = 300  # characters that fit at a page's edge; what is longer is printed in the text

_PAGE_NUMBER = re.compile(r"(?i)\bpage\s+\d+(\s*(of|/)\s*\d+)?\b|^\W*\d+\W*$")
_LABEL = re.compile(r"[0-9A-Za-z]+(\.[0-9A-Za-z]+)*")
_OUTSIDE = ("note", "header", "footer")  # kinds that do not stand in the run of the text


class _Last(threading.local):
    """The edition that this thread laid out last: each is written several times, one kind of file after the other."""

    def __init__(self) -> None:
        self.laid: tuple[Edition, Flow] | None = None


_LAST = _Last()


def flow(edition: Edition, mark: str | None = None) -> Flow:
    """*edition* in printing order; with a *mark* its title begins with NOT APPROVED."""
    if _LAST.laid is None or _LAST.laid[0] is not edition:
        _LAST.laid = (edition, _laid_out(edition))
    doc = _LAST.laid[1]
    if not mark:
        return doc
    title = replace(doc.title, words=(Words(NOT_APPROVED), *doc.title.words))
    return replace(doc, name=NOT_APPROVED + doc.name, mark=one_line(mark), title=title)


def _laid_out(edition: Edition) -> Flow:
    lines, cleared = _Lines(edition), Cleared()
    before, own_title, under, after = _around_title(edition.blocks)
    headers, footers = _running(edition, "header"), _running(edition, "footer")
    above = tuple(cleared.of(_parts(before, lines)))
    title = cleared.title(lines.title(own_title))
    subtitles = tuple(cleared.of(line for block in under if (line := lines.line(block))))
    front, body = _at_first_heading([*headers[1], *footers[1], *_parts(after, lines)])
    front = tuple(cleared.of(front))
    headings = [part for part in body if isinstance(part, Line) and part.kind == "heading"]
    listed = _has_contents(edition, headings)
    return Flow(
        name=title_without_marks(one_line(edition.title)) or title.text,
        mark="",
        above=above,
        title=title,
        subtitles=subtitles,
        foreword=tuple(clean(text) for text in edition.foreword if visible(text)),
        front=front,
        contents=nest(headings) if listed else (),
        body=_running_on(body) if listed else body,
        notes=lines.called(),
        loose=lines.uncalled(),
        headers=headers[0],
        footers=footers[0],
        picture=edition.picture,
        picture_in_words=one_line(edition.picture_in_words),
        said=(*_said(lines, after), *cleared.said()),
    )


def _running_on(body: Sequence[Part]) -> tuple[Part, ...]:
    """The body on the page of the contents: how long these are a draft cannot know, so its own page break would leave one near empty."""
    return (replace(body[0], new_page=False), *body[1:])


def _has_contents(edition: Edition, headings: Sequence[Line]) -> bool:
    return len(headings) >= CONTENTS_FROM and edition.kind not in WITHOUT_CONTENTS


def _said(lines: _Lines, after: Iterable[Block]) -> Iterator[str]:
    """What a reviewer is told of headings and titles, in words that hold none of the text."""
    if lines.moved:
        count = len(lines.moved)
        what = "1 heading was" if count == 1 else f"{count} headings were"
        yield f"{what} given another level, so that none is skipped (first: heading {lines.moved[0]})"
    titles = sum(block.kind == "title" and bool(block.span) and not block.cell for block in after)
    if titles:
        what = "1 more title is" if titles == 1 else f"{titles} more titles are"
        yield f"{what} printed as a line of text, since a document has one title"


def nest(lines: Sequence[Line]) -> tuple[Item, ...]:
    """Each line with the deeper ones that follow it as its children."""
    items = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and lines[end].level > lines[at].level:
            end += 1
        items.append(Item(lines[at], nest(lines[at + 1 : end])))
        at = end
    return tuple(items)


class _Lines:
    """Makes lines of blocks, in printing order: numbers notes, levels headings, gives ids."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.numbers: dict[str, int] = {}  # a note's id → the order of its first call
        self.above: list[int] = []  # levels of the headings that the next line stands under
        self.headings = 0
        self.moved: list[int] = []  # headings, counted from 1, whose level is not the draft's
        self.ids: set[str] = set()
        self.notes: dict[str, tuple[Line, ...]] = {}
        for block in (block for block in edition.blocks if block.kind == "note"):
            # A note within a note is more than Word and PDF can hold: it counts as not called.
            if line := self.line(replace(block, number="", anchors=())):
                self.notes[block.number] = (*self.notes.get(block.number, ()), line)

    def line(self, block: Block) -> Line | None:
        """The block as a line, or None where there is nothing to see."""
        words = cut(self.edition.text, block, self.call)
        number = one_line(block.number)
        seen = visible(number + "".join(each.text for each in words))
        if not (seen or any(each.note for each in words)):
            return None
        kind = {"title": "subtitle", "cell": "paragraph"}.get(block.kind, block.kind)
        line = Line(kind, words, min(max(block.level, 1), 9), number, new_page=block.new_page)
        return self.heading(line) if kind == "heading" and seen else self.paragraph(line)

    def call(self, note: str) -> Words | None:
        """The call of *note*; None if there is no such note."""
        if note not in self.notes:
            return None
        first = note not in self.numbers
        number = self.numbers.setdefault(note, len(self.numbers) + 1)
        return Words(str(number), note=number, first=first)

    def heading(self, line: Line) -> Line:
        """The heading at its real depth: a level that the draft skipped is closed up."""
        while self.above and self.above[-1] >= line.level:
            self.above.pop()
        self.above.append(line.level)
        self.headings += 1
        level = min(len(self.above), 6)
        if level != line.level:
            self.moved.append(self.headings)
        return replace(line, level=level, id=f"s{self.headings}")

    def paragraph(self, line: Line) -> Line:
        """Paragraph 4.12 gets the id 'p4.12', so that it can be linked to; others have none."""
        kind = "paragraph" if line.kind == "heading" else line.kind
        name = f"p{line.number}"
        if kind != "paragraph" or not _LABEL.fullmatch(line.number) or name in self.ids:
            return replace(line, kind=kind)
        self.ids.add(name)
        return replace(line, kind=kind, id=name)

    def title(self, block: Block | None) -> Line:
        """The draft's own title; else the edition's."""
        line = self.line(block) if block else None
        plain = Line("title", (Words(one_line(self.edition.title) or "Untitled report"),))
        return replace(line, kind="title", level=0, id="") if line else plain

    def called(self) -> tuple[Note, ...]:
        """The notes that the text calls, by number."""
        return tuple(Note(number, self.notes[note]) for note, number in self.numbers.items())

    def uncalled(self) -> tuple[Note, ...]:
        """The notes that nothing calls; printed all the same."""
        return tuple(Note(0, lines) for note, lines in self.notes.items() if note not in self.numbers)


def _around_title(blocks: Iterable[Block]) -> tuple[list[Block], Block | None, list[Block], list[Block]]:
    """The blocks before the title, the title, those of its later lines, and the rest.

    A title that comes after a heading is none.
    """
    run = [block for block in blocks if block.kind not in _OUTSIDE]
    kinds = [block.kind if block.span and not block.cell else "" for block in run]
    first = kinds.index("heading") if "heading" in kinds else len(run)
    if "title" not in kinds[:first]:
        return [], None, [], run
    at = kinds.index("title")
    end = at + 1
    while kinds[end : end + 1] == ["title"]:
        end += 1
    return run[:at], run[at], run[at + 1 : end], run[end:]


def _parts(blocks: Iterable[Block], lines: _Lines) -> Iterator[Part]:
    """Blocks as lines, lists and tables; a table knows the caption above it."""
    above = ""
    for part in _grouped(blocks, lines):
        yield replace(part, caption=above) if isinstance(part, Table) else part
        above = part.label if isinstance(part, Line) and part.kind == "caption" else ""


def _grouped(blocks: Iterable[Block], lines: _Lines) -> Iterator[Part]:
    for (kind, _), group in groupby(blocks, key=_belongs_to):
        if kind == "table":
            yield from _table(list(group), lines)
        elif kind == "figures":
            yield from _illustrations(group, lines.edition)
        else:
            yield from _listed(line for block in group if (line := lines.line(block)))


def _listed(lines: Iterable[Line]) -> Iterator[Line | Listing]:
    """The lines, those that are items together as lists; a list ends where a page begins."""
    run: list[Line] = []
    for line in lines:
        if run and (line.kind != "item" or line.new_page):
            yield Listing(nest(run), new_page=run[0].new_page)
            run = []
        if line.kind == "item":
            run.append(line)
        else:
            yield line
    if run:
        yield Listing(nest(run), new_page=run[0].new_page)


def _belongs_to(block: Block) -> tuple[str, int]:
    if block.cell:
        return "table", block.cell.table
    return ("figures", 0) if block.kind == "picture" else ("lines", 0)


def _illustrations(blocks: Iterable[Block], edition: Edition) -> Iterator[Illustration]:
    """The figures that the blocks stand for; a block of a picture that the edition does not have is none."""
    figures = {figure.id: figure for figure in edition.figures}
    for block in blocks:
        figure = figures.get(block.number)
        text = one_line(edition.text[block.span.start : block.span.end]) if block.span else ""
        if figure and visible(text):  # without words for those who cannot see it, a picture is not printed
            share = min(figure.width / TEXT_CENTIMETRES, 1.0) if figure.width else 1.0
            share = round(max(share, LEAST_SHARE), 4)
            words = (Words(f"[Picture: {text}]"),)
            yield Illustration(
                "figure", words, new_page=block.new_page, figure=figure, says=text, share=share
            )


def _table(blocks: list[Block], lines: _Lines) -> Iterator[Table]:
    """The blocks as one table; none if there is nothing to see in it."""
    cells: dict[tuple[int, int], tuple[Cell, tuple[Line, ...]]] = {}
    for block in sorted(blocks, key=_row_and_column):
        cell, content = cells.get(_row_and_column(block), (block.cell, ()))
        line = lines.line(_in_cell(block))
        assert cell is not None  # _belongs_to has put only cells here
        cells[_row_and_column(block)] = cell, (*content, line) if line else content
    if any(content for _, content in cells.values()):
        grid = lay_out([(cell, tuple(_listed(content))) for cell, content in cells.values()])
        yield Table(grid, new_page=any(block.new_page for block in blocks))


def _row_and_column(block: Block) -> tuple[int, int]:
    return (block.cell.row, block.cell.column) if block.cell else (0, 0)


def _in_cell(block: Block) -> Block:
    """In a table a heading is a paragraph: it heads no section."""
    return block if block.kind in ("item", "quote") else replace(block, kind="cell")


def _at_first_heading(parts: list[Part]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    at = next((at for at, part in enumerate(parts) if part.kind == "heading"), len(parts))
    return tuple(parts[:at]), tuple(parts[at:])


def _running(edition: Edition, kind: str) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """The page header's (or footer's) lines without page numbers, and what is too long for one."""
    texts = [
        edition.text[block.span.start : block.span.end]
        for block in edition.blocks
        if block.kind == kind and block.span
    ]
    # A draft says the same on every page and in every section; the writers count pages themselves.
    plain = (without_marks(_PAGE_NUMBER.sub("", one_line(text))) for text in texts)
    once = dict.fromkeys(text.strip(" ,;|–-") for text in plain)
    room, fits, long = RUNNING_ROOM, [], []
    for text in filter(visible, once):
        room -= max(len(text), 60)
        if room >= 0:
            fits.append(text)
        else:
            long.append(Line("paragraph", (Words(text),)))
    return tuple(fits), tuple(long)
