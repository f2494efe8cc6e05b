"""A PDF draft as a typesetting program leaves it: columns, notes, broken words, ligatures.

Nothing in the file says what is a heading, a note or a column; only sizes and positions do.
The font is the one that reportlab ships, so that lines break at the same place everywhere.
"""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marked_up import MarkUpError, Part, cells, is_rule, pieces, plain

SOFT_HYPHEN = "\u00ad"
#: Where a long word may break: between two consonants that vowels surround, digraphs kept whole.
BREAK = re.compile(r"(?<=\w[aeiou][bcdfglmnprstv])(?!(?<=[cgpst])h)(?=[bcdfglmnprstvc][aeiou]\w)")
SIZES = {"title": 20, "heading1": 14, "heading2": 11, "heading3": 10, "note": 7.5, "cell": 9}
PAGE_WIDTH, PAGE_HEIGHT, MARGIN, NOTES_HEIGHT = 595.0, 842.0, 62.0, 64.0


@dataclass
class Running:
    """What the pages need to know: the header, the footer, the notes and those due on this page."""

    header: str = ""
    footer: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    due: list[str] = field(default_factory=list)


def build(parts: list[Part]) -> bytes:
    """The bytes of the .pdf that *parts* describe."""
    running = Running()
    for part in parts:
        if part.kind in ("header", "footer"):
            setattr(running, part.kind, plain(part.text))
        elif part.kind == "note":
            running.notes[part.number] = part.text
    properties = {p.kind.split()[-1]: plain(p.text) for p in parts if p.kind.startswith("property ")}
    made = io.BytesIO()
    template(made, running, properties).build(story(parts))
    return made.getvalue()


def template(target: io.BytesIO, running: Running, properties: dict[str, str]) -> Any:
    """A document with pages of one column and pages of two, each with header, notes and number."""
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    register_fonts()
    width, height = PAGE_WIDTH - 2 * MARGIN, PAGE_HEIGHT - 2 * MARGIN - NOTES_HEIGHT
    bottom, half = MARGIN + NOTES_HEIGHT, (width - 20) / 2
    one = [Frame(MARGIN, bottom, width, height, 0, 0, 0, 0)]
    two = [Frame(MARGIN + at, bottom, half, height, 0, 0, 0, 0) for at in (0, half + 20)]

    def finish(canvas: Any, document: Any) -> None:
        draw_page(canvas, document.page, running)

    def begin(canvas: Any, document: Any) -> None:
        # A paragraph's own call, made when its line is drawn: the note then stands on the right page.
        canvas.setNamedCB("note_due", lambda _canvas, _kind, note: running.due.append(note))

    pages = [
        PageTemplate(name, frames, onPage=begin, onPageEnd=finish)
        for name, frames in (("one", one), ("two", two))
    ]
    return BaseDocTemplate(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageTemplates=pages,
        invariant=1,
        lang="en-GB",
        **properties,
    )


def register_fonts() -> None:
    """Make reportlab's own TrueType family known; its faces hold the letters of the names used."""
    import reportlab
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd", "VeraIt", "VeraBI"):
        pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))
    pdfmetrics.registerFontFamily("Vera", "Vera", "VeraBd", "VeraIt", "VeraBI")


def draw_page(canvas: Any, number: int, running: Running) -> None:
    """The running header, the notes called on the page under a short line, and the page's number."""
    canvas.setFont("Vera", 8)
    canvas.drawString(MARGIN, PAGE_HEIGHT - 40, running.header)
    canvas.drawString(MARGIN, 34, running.footer)
    canvas.drawRightString(PAGE_WIDTH - MARGIN, 34, f"{number} | Page")
    top = MARGIN + NOTES_HEIGHT - 12
    if running.due:
        canvas.line(MARGIN, top, MARGIN + 110, top)
    for note in running.due:
        line = paragraph(f"<super>{note}</super> {inline(running.notes[note])}", "note")
        _, height = line.wrap(PAGE_WIDTH - 2 * MARGIN, NOTES_HEIGHT)
        top -= height + 2
        line.drawOn(canvas, MARGIN, top)
    running.due.clear()


def story(parts: list[Part]) -> list[Any]:
    """The flowables of the report in order."""
    flowables: list[Any] = []
    rows: list[Part] = []
    columns = 1
    for part in [*parts, Part("end", "")]:
        if part.kind == "table":
            rows.append(part)
            continue
        if rows:
            flowables += [table(rows)]
            rows = []
        if part.kind == "columns":
            columns = int(part.text)
        flowables += flow(part, columns)
    return flowables


def flow(part: Part, columns: int) -> list[Any]:
    """The flowables of one part that is no table row."""
    from reportlab.platypus import NextPageTemplate, PageBreak

    if part.kind == "columns":
        return [NextPageTemplate("two" if columns == 2 else "one"), PageBreak()]
    if part.kind in ("header", "footer", "note", "end") or part.kind.startswith("property "):
        return []
    if part.kind not in ("title", "heading", "paragraph", "item", "quote"):
        raise MarkUpError(f"a PDF draft cannot hold the directive '{part.kind}'")
    look = f"heading{part.level}" if part.kind == "heading" else part.kind
    look += "-narrow" if columns == 2 and part.kind == "paragraph" else ""
    marker = "•" if part.number in ("-", "*") else part.number
    broken = part.kind in ("paragraph", "item", "quote")
    return [paragraph(inline(part.text, broken), look, marker)]


def paragraph(text: str, look: str, marker: str = "") -> Any:
    """A paragraph of one of the report's looks, its number in the margin."""
    from reportlab.platypus import Paragraph

    return Paragraph(text, style(look, bool(marker)), bulletText=marker or None)


def style(look: str, numbered: bool) -> Any:
    """The paragraph style of a look; a numbered paragraph hangs from its number."""
    from reportlab.lib.styles import ParagraphStyle

    narrow = look.endswith("-narrow")
    size = SIZES.get(look, 9.5)
    bold = look == "title" or look.startswith("heading")
    indent = {"item": 38, "quote": 30}.get(look, 30 if numbered else 0)
    return ParagraphStyle(
        look,
        fontName="VeraBd" if bold else "VeraIt" if look == "quote" else "Vera",
        fontSize=size,
        leading=size * 1.35,
        spaceBefore=12 if bold else 0,
        spaceAfter=0 if look == "cell" else 7,
        leftIndent=indent,
        bulletIndent=24 if look == "item" else 0,
        bulletFontName="VeraBd" if bold else "Vera",
        bulletFontSize=size,
        alignment=4 if narrow else 0,
        embeddedHyphenation=1,
        keepWithNext=int(bold),
    )


def inline(text: str, broken: bool = False) -> str:
    """*text* in reportlab's mark-up: emphasis, raised note marks, ligatures, places to break a word."""
    out = []
    for piece in pieces(text):
        if piece.note:
            out.append(f'<super>{piece.text}</super><onDraw name="note_due" label="{piece.text}"/>')
            continue
        if piece.change:
            raise MarkUpError("a PDF draft cannot hold a tracked change")
        shown = html.escape(typeset(piece.text, broken)).replace("\n", "<br/>")
        shown = f"<b>{shown}</b>" if piece.bold else shown
        out.append(f"<i>{shown}</i>" if piece.italic else shown)
    return "".join(out)


def typeset(text: str, broken: bool) -> str:
    """*text* with the fi ligature, and with soft hyphens in long words where lines may break."""
    words = (soften(word) if broken and len(word) > 7 and word.isalpha() else word for word in split(text))
    return "".join(words).replace("fi", "\ufb01")


def split(text: str) -> list[str]:
    """Words and what is between them; addresses and hyphenated names stay in one stretch."""
    return re.split(r"(\s+|[.,;:’'“”()]+(?=\s|$)|(?<=\s)[“‘(]+)", text)


def soften(word: str) -> str:
    """*word* with a soft hyphen wherever it may break."""
    return BREAK.sub(SOFT_HYPHEN, word)


def table(rows: list[Part]) -> Any:
    """A ruled table; its first row is bold and repeats, and narrow cells break their words."""
    from reportlab.lib import colors
    from reportlab.platypus import Table

    texts = [cells(row) for row in rows if not is_rule(row)]
    filled = [
        [paragraph(f"<b>{inline(text)}</b>" if row == 0 else inline(text), "cell") for text in line]
        for row, line in enumerate(texts)
    ]
    widths = [(PAGE_WIDTH - 2 * MARGIN) / len(filled[0])] * len(filled[0])
    grid = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(filled, colWidths=widths, style=grid, repeatRows=1, spaceAfter=10)
