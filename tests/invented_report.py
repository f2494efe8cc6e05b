"""Long reports of invented text, written as Word drafts, with a list of what stands in them.

One seed gives one report. The list is kept while the draft is written, so that it
owes nothing to any reader.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

import word_parts

WORDS = """
agency assessment baby bruise carer centre child clinic conference concern contact daily decision early
evidence family father follow health hearing history home hospital household information learning meeting
midwife mother neglect night note nursery offer order panel parent partner pattern plan police practice
pregnancy record referral report response review risk safety school service shared sibling sleep social
spring strategy summer support team threshold urgent visit voice weekly winter worker worry young
""".split()
WELSH = """
ac adroddiad arfer bod cartref cyfarfod chwaer dysgu ei fam gofal gwaith iechyd lles mae meddwl plentyn teulu
ysgol yn
""".split()
SHORT = ("of", "the", "and", "to", "in", "with", "by", "for", "on", "was", "had", "that")


@dataclass
class Told:
    """What stands in a draft, by kind, each as text."""

    headings: list[tuple[int, str]] = field(default_factory=list)  # level, number and words
    numbered: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)  # paragraphs, quotations, captions, list items
    cells: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    bold: list[str] = field(default_factory=list)
    italic: list[str] = field(default_factory=list)


class Report:
    """A draft while it is written."""

    def __init__(self, seed: int, sections: int) -> None:
        self.random = random.Random(seed)
        self.word, self.told = word_parts.new_document(), Told()
        self.notes: dict[str, str] = {}
        for name in ("Heading 1", "Heading 2", "Heading 3", "Heading 4"):  # these count by themselves there
            for numbering in self.word.styles[name].element.iter(qn("w:numPr")):
                numbering.getparent().remove(numbering)
        self.word.styles.add_style("Typed Number", WD_STYLE_TYPE.PARAGRAPH)
        self.word.add_paragraph("Report of an invented review", style="Title")
        self.count = 0
        for number in range(1, sections + 1):
            self.section(number)
        word_parts.add_footnotes(self.word, self.notes)

    def bytes(self) -> bytes:
        """The draft as a file."""
        return word_parts.same_bytes(self.word)

    # --- words ------------------------------------------------------------------------------------

    def words(self, count: int) -> str:
        """Words that mean nothing."""
        return " ".join(
            self.random.choice(WORDS if self.random.random() < 0.6 else SHORT) for _ in range(count)
        )

    def sentence(self) -> str:
        """One sentence, unlike any other."""
        self.count += 1
        return f"{self.words(self.random.randint(8, 22)).capitalize()} w{self.count}x."

    def paragraph(self, style: str, number: str = "", note: bool = False) -> str:
        """A paragraph of three sentences, one of them set in some way; its words."""
        made = self.word.add_paragraph(style=style)
        if number:
            made.add_run(f"{number}\t")
        texts = [self.sentence() for _ in range(3)]
        made.add_run(texts[0] + " ")
        texts[1] += self.set(made, texts[1])
        if note:
            self.call(made)
        made.add_run(" " + texts[2])
        return " ".join(texts)

    def set(self, paragraph: Any, text: str) -> str:
        """Add *text* in one of the ways in which words are set, and a passage in Welsh at times: its words."""
        how = self.random.choice(("bold", "italic", "both", "small", "link", "welsh", "plain"))
        if how == "link":
            link = word_parts.add_link(paragraph, f"https://www.example.org/guidance/{self.count}")
            word_parts.add_run(link, text)
            return ""
        run = paragraph.add_run(text)
        run.bold = how in ("bold", "both") or None
        run.italic = how in ("italic", "both") or None
        run.font.small_caps = how == "small" or None
        self.told.bold += [text] * (how in ("bold", "both"))
        self.told.italic += [text] * (how in ("italic", "both"))
        if how != "welsh":
            return ""
        more = paragraph.add_run(" " + " ".join(self.random.choice(WELSH) for _ in range(9)))
        more._r.get_or_add_rPr().append(word_parts.element("lang", val="cy-GB"))
        return str(more.text)

    def call(self, paragraph: Any) -> None:
        """Call a note of its own."""
        note = str(len(self.notes) + 1)
        self.notes[note] = self.sentence()
        self.told.notes.append(self.notes[note])
        run = OxmlElement("w:r")
        run.append(word_parts.element("footnoteReference", id=note))
        paragraph._p.append(run)

    # --- sections ---------------------------------------------------------------------------------

    def section(self, number: int) -> None:
        """A section with headings of four levels, paragraphs, a list, a quotation, a table."""
        self.heading(1, f"{number}")
        for at in range(1, 7):
            typed = f"{number}.{at}"
            self.told.numbered.append(f"{typed} {self.paragraph('Typed Number', typed, note=at % 2 == 0)}")
        self.heading(2, "")
        self.told.plain.append(self.paragraph("Body Text"))
        self.listed()
        self.heading(3, "")
        self.told.plain.append(self.paragraph("Quote"))
        self.heading(4, "")
        self.told.plain.append(self.paragraph("Body Text"))
        if number % 2:
            self.table(number)

    def heading(self, level: int, number: str) -> None:
        """A heading with its number typed."""
        text = f"{self.words(4).capitalize()} h{len(self.told.headings)}x"
        made = self.word.add_paragraph(style=f"Heading {level}")
        made.add_run(f"{number}\t{text}" if number else text)
        self.told.headings.append((level, f"{number} {text}".strip()))

    def listed(self) -> None:
        """Points of two levels, typed labels and bullets."""
        for label in ("a)", "b)", "c)"):
            self.told.plain.append(f"{label} {self.paragraph('List Paragraph', label)}")
        for _ in range(3):
            text = self.sentence()
            self.word.add_paragraph(text, style="List Bullet")
            self.told.plain.append(text)

    def table(self, number: int) -> None:
        """A table with a header row, merged cells and an empty one."""
        caption = f"Table {number}: {self.words(3)} t{number}x"
        self.word.add_paragraph(caption, style="Caption")
        self.told.plain.append(caption)
        table = self.word.add_table(rows=7, cols=3, style="Table Grid")
        table.rows[0]._tr.get_or_add_trPr().append(word_parts.element("tblHeader"))
        merged = (table.cell(2, 0).merge(table.cell(3, 0)), table.cell(5, 1).merge(table.cell(5, 2)))
        done = set()
        for row in range(7):
            for column in range(3):
                cell = table.cell(row, column)
                if cell._tc in done or (row, column) == (6, 2):
                    continue
                done.add(cell._tc)
                text = self.sentence() if row else f"{self.words(2).capitalize()} c{number}x{column}"
                cell.paragraphs[0].add_run(text)
                self.told.cells.append(text)
        assert len(merged) == 2
