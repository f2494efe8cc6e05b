"""An invented report with everything that an edition can hold, for the tests of the writers."""

from __future__ import annotations

import re
from typing import Any

from redact.model import Anchor, Block, Cell, Edition, Run, Span

# **bold** //italic// __underline__ ^^superscript^^ ,,subscript,, and [^id] for the call of a note.
MARKS = {"**": "bold", "//": "italic", "__": "underline", "^^": "superscript", ",,": "subscript"}
TOKEN = re.compile(r"(\*\*|//|__|\^\^|,,|\[\^\w+\])")


class Pages:
    """Collects blocks and the one string that they point into."""

    def __init__(self) -> None:
        self.text = ""
        self.blocks: list[Block] = []

    def add(self, kind: str, source: str = "", **more: Any) -> None:
        """A block of *kind* from *source*, which may hold the marks above."""
        start, runs, anchors, opened = len(self.text), [], [], {}
        for token in TOKEN.split(source):
            at = len(self.text)
            if token in opened:
                runs.append(Run(Span(opened.pop(token), at), MARKS[token]))
            elif token in MARKS:
                opened[token] = at
            elif TOKEN.fullmatch(token):
                anchors.append(Anchor(at, token[2:-1]))
            else:
                self.text += token
        span = Span(start, len(self.text)) if len(self.text) > start else None
        self.blocks.append(Block(span, kind, runs=tuple(runs), anchors=tuple(anchors), **more))
        self.text += "\n"

    def row(self, table: int, row: int, *cells: str, header: bool = False) -> None:
        """A row of plain cells."""
        for column, source in enumerate(cells):
            self.add("cell", source, cell=Cell(table, row, column, header))

    def edition(self, title: str, foreword: tuple[str, ...] = ()) -> Edition:
        """What was added, as an edition."""
        return Edition("publication", "overview-report", title, self.text, tuple(self.blocks), foreword)


MARKUP = "#strong[x] $x^2$ <b>bold</b> &amp; {{ 7 * 7 }} {% if %} *star* _under_ \\ @ref `code` <script>"


def report() -> Edition:
    """A short overview report that uses every kind of block and every style."""
    pages = Pages()
    for part in (front, narrative, chronology, findings, ending):
        part(pages)
    foreword = (
        "Names and other details have been changed in this edition so that nobody is identified.",
        "Words in square brackets stand for details that were taken out: [detail removed].",
    )
    return pages.edition("Overview report: Child G", foreword)


def front(pages: Pages) -> None:
    """Title page, page header and footer."""
    pages.add("header", "Sampleton Safeguarding Children Partnership")
    pages.add("footer", "Overview report, page 1 of 12")
    pages.add("footer", "Overview report, page 2 of 12")
    pages.add("title", "Overview report: Child G")
    pages.add("title", "Local child safeguarding practice review")
    pages.add("paragraph", "Independent author: **Alex Author**")


def narrative(pages: Pages) -> None:
    """Numbered paragraphs, lists, a quotation, mark-up that is only text."""
    pages.add("heading", "Introduction", level=1, number="1")
    pages.add(
        "paragraph",
        "This review was begun after Child G, then under one year old, was taken to hospital."
        "[^a] It looks at how agencies worked together between the spring of 2031 and the winter of "
        "that year, and at what they can learn from it.",
        number="1.1",
    )
    pages.add(
        "paragraph",
        "The words **must** and //should// are used as in statutory guidance; __required__ means required. "
        "The dose was 10^^3^^ times that of H,,2,,O, and **//both at once//** happens too.",
        number="1.2",
    )
    pages.add("heading", "Terms of reference", level=3, number="1.1")
    pages.add("paragraph", "The panel asked four questions:", number="1.3")
    pages.add("item", "What was known about the family, and by whom?", level=1, number="a)")
    pages.add("item", "How did agencies hear the voice of the children[^b]:", level=1, number="b)")
    pages.add("item", "the baby, who could not yet speak, through what was seen;", level=2, number="i.")
    pages.add(
        "item",
        "Sibling 1, who could, and who was seen alone only once in eleven visits "
        "although the plan asked for it each time.",
        level=2,
        number="ii.",
    )
    pages.add("item", "What should change?", level=1, number="c)")
    pages.add("paragraph", "Family members were asked for their views. Mother said:", number="1.4")
    pages.add("quote", "Nobody asked me what I was afraid of. They asked me what I had done.")
    pages.add("paragraph", MARKUP, number="1.5")
    pages.add(
        "paragraph",
        "Names print whole: Siân Gŵyn, Łukasz Żółć-Święś, Ștefan Țânțăreanu, Zoë Ó Séaghdha; "
        "a non\u2011breaking hyphen, a dash – and “quotes”.\nA new line in the paragraph.",
    )


def chronology(pages: Pages) -> None:
    """A long table, and one with merged cells."""
    pages.add("heading", "What happened", level=1, number="2")
    pages.add("heading", "Chronology", level=2, number="2.1")
    pages.add("caption", "Table 1: Main contacts")
    pages.row(1, 0, "When", "Agency", "What happened", header=True)
    pages.row(1, 1, "Spring 2031", "Health visitor", "New birth visit. **No concerns** were recorded.[^a]")
    pages.row(
        1, 2, "Summer 2031", "GP practice", "Child G was seen with a bruise. The explanation was accepted."
    )
    pages.add("cell", "The practice wrote to the health visitor; no reply is on file.", cell=Cell(1, 2, 2))
    for row in range(3, 24):
        pages.row(
            1,
            row,
            "Autumn 2031",
            "Children's social care",
            "Home visit. The worker saw both children "
            "and spoke with Mother about sleeping arrangements, money and the damp in the flat.",
        )
    pages.add("paragraph", "The next table has merged cells and an empty one.", number="2.1")
    pages.add("cell", "Agency", cell=Cell(2, 0, 0, True, rows=2))
    pages.add("cell", "Contacts", cell=Cell(2, 0, 1, True, columns=2))
    pages.add("cell", "planned", cell=Cell(2, 1, 1, True))
    pages.add("cell", "made", cell=Cell(2, 1, 2, True))
    pages.row(2, 2, "School A", "12", "9")
    pages.row(2, 3, "Town A Housing", "", "4")
    pages.add("cell", "All agencies together", cell=Cell(2, 4, 0, columns=3))


def findings(pages: Pages) -> None:
    """Long paragraphs and a list of points."""
    pages.add("heading", "Findings", level=1, number="3")
    for number in range(1, 9):
        pages.add(
            "paragraph",
            "Practitioners knew parts of the story. No meeting brought the parts together until the child "
            "had been hurt, and the plan that followed did not say who would do what by when. " * 3,
            number=f"3.{number}",
        )
    pages.add("item", "Share the plan with everybody who is named in it.", level=1, number="•")
    pages.add("item", "Say who will do what by when.", level=1, number="•")
    pages.add("heading", "Recommendations", level=1, number="4")
    pages.add("paragraph", "The partnership should audit one in ten plans each quarter.[^c]", number="4.1")


def ending(pages: Pages) -> None:
    """The notes: one of two paragraphs, one that nothing calls."""
    pages.add("note", "Non-mobile babies rarely bruise.", number="a")
    pages.add("note", "In the draft this was //the voice of the child//.", number="b")
    pages.add("note", "The second paragraph of that note.", number="b")
    pages.add("note", "Beginning in the //first// full quarter.", number="c")
    pages.add("note", "A note that nothing calls.", number="z")
