"""Paragraphs and tables of one story of a rich text (body, header, note), and words that are kept aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from redact.formats.beside import Beside
from redact.formats.labels import Labels
from redact.formats.pieces import Piece, joined
from redact.formats.rtf_table import Edge, Row, Rows
from redact.formats.styled_line import StyledLine
from redact.formats.word_names import has_words
from redact.formats.word_story import KIND_BY_STYLE

UNSEEN = {"hidden": "hidden text", "deletion": "tracked deletion"}
HEADING = re.compile(r"heading ([1-9])$")
TIERED = re.compile(r"\d{1,3}(\.\d{1,3})+\.?")


@dataclass
class Shared:
    """What the stories of one file share."""

    name: str
    beside: Beside = field(default_factory=Beside)
    styles: dict[int, tuple[str, int]] = field(default_factory=dict)  # by number: name, outline level from 1
    labels: Labels = field(default_factory=Labels)
    tables: int = 0
    paragraphs: int = 0


@dataclass
class Paragraph:
    """How the paragraph that is being gathered is set."""

    style: int = 0
    outline: int = 0  # from 1; 0 is body text
    list_level: int = 0
    in_table: bool = False

    def takes(self, word: str, value: int) -> bool:
        """Whether the control word sets how a paragraph is."""
        if word == "s":
            self.style = value
        elif word == "outlinelevel":
            self.outline = value + 1 if 0 <= value < 9 else 0
        elif word == "ilvl":
            self.list_level = min(max(value, 0), 8)
        elif word == "intbl":
            self.in_table = True
        else:
            return False
        return True


@dataclass
class Story:
    """Gathers the paragraphs of one story."""

    shared: Shared
    kind: str = "paragraph"  # of its paragraphs: header, footer, note; 'paragraph' in the body
    where: str = ""
    pieces: list[Piece] = field(default_factory=list)
    line: StyledLine = field(default_factory=StyledLine)
    label: str = ""
    boxes: list[Piece] = field(default_factory=list)  # text boxes, which come after what they hang on
    cell: list[Piece] = field(default_factory=list)
    cells: list[list[Piece]] = field(default_factory=list)
    rows: Rows = field(default_factory=Rows)
    edges: list[Edge] = field(default_factory=list)
    merged: tuple[bool, bool] = (False, False)
    left: int = 0
    header: bool = False
    new_page: bool = False
    unseen: list[str] = field(default_factory=list)
    unseen_as: str = ""

    @property
    def place(self) -> str:
        """Where what is being gathered stands."""
        if self.where:
            return self.where
        if self.cells or self.cell:
            return f"table {self.shared.tables + 1}, row {len(self.rows.rows) + 1}"
        return f"paragraph {self.shared.paragraphs + 1}"

    def add(self, text: str, styles: frozenset[str], unseen: str) -> None:
        """Words in their style; *unseen* is '' for those that are printed, else hidden or deletion."""
        if self.unseen_as and self.unseen_as != unseen:
            self.tell()
        if unseen:
            self.unseen_as = unseen
            self.unseen.append(text)
        else:
            self.line.add(text, styles)

    def tell(self) -> None:
        """Keep the unseen words gathered so far."""
        kind, text = self.unseen_as, "".join(self.unseen)
        self.unseen, self.unseen_as = [], ""
        if kind:
            self.shared.beside.keep(kind, text, self.place, UNSEEN[kind])

    # --- paragraphs -------------------------------------------------------------------------------

    def end_paragraph(self, paragraph: Paragraph) -> None:
        """The paragraph ends."""
        if self.unseen:
            self.unseen.append("\n")
        line, self.line = self.line, StyledLine()
        label, self.label = " ".join(self.label.split()), ""
        if paragraph.in_table and self.kind == "paragraph":
            if line.says_something:
                self.cell.append(self._labelled(line.piece(), label, paragraph, in_cell=True))
            return
        self.end_table()
        if line.says_something:
            self._put(line, label, paragraph)

    def _put(self, line: StyledLine, label: str, paragraph: Paragraph) -> None:
        self.shared.paragraphs += not self.where
        place = self.where or f"paragraph {self.shared.paragraphs}"
        piece = line.piece(self.kind, place=place)
        if self.kind == "paragraph":
            piece = self._labelled(self._described(piece, paragraph), label, paragraph)
        elif label:
            piece = _prefixed(piece, label)
        self.pieces.append(replace(piece, new_page=self.new_page and self.kind == "paragraph"))
        self.new_page = False
        self._end_boxes()

    def _end_boxes(self) -> None:
        self.pieces += self.boxes
        self.boxes = []

    def _described(self, piece: Piece, paragraph: Paragraph) -> Piece:
        """The paragraph as what its style says that it is."""
        name, level = self.shared.styles.get(paragraph.style, ("", 0))
        heading = HEADING.fullmatch(name)
        level = int(heading[1]) if heading else paragraph.outline or level
        kind = KIND_BY_STYLE.get(name, "paragraph")
        if kind == "title" or not level:
            return replace(piece, kind=kind)
        runs = tuple(run for run in piece.runs if run.style != "bold")
        return replace(piece, kind="heading", level=level, runs=runs)

    def _labelled(self, piece: Piece, label: str, paragraph: Paragraph, in_cell: bool = False) -> Piece:
        """The paragraph with its number: from its list, or typed at its front."""
        if has_words(label):
            return _prefixed(piece, label)
        if label:
            sign = not any(character.isalnum() for character in label) or label == "o"
            label = "•" if sign else label
            if piece.kind == "paragraph" and not TIERED.fullmatch(label) and not in_cell:
                return replace(piece, kind="item", level=paragraph.list_level + 1, number=label)
            return _at(replace(piece, number=label), in_cell)
        return piece if in_cell else _at(self.shared.labels.take(piece, piece.kind == "heading"), False)

    # --- tables -----------------------------------------------------------------------------------

    def takes(self, word: str, value: int, paragraph: Paragraph) -> None:
        """A control word of a table, if it is one."""
        if word == "trowd":
            self.begin_definition()
        elif word == "cellx":
            self.edges.append(Edge(value, *self.merged))
            self.merged = (False, False)
        elif word in ("clmrg", "clvmrg"):
            beside, above = self.merged
            self.merged = (beside or word == "clmrg", above or word == "clvmrg")
        elif word == "trleft":
            self.left = value
        elif word == "trhdr":
            self.header = True
        elif word == "cell":
            self.end_cell(paragraph)
        elif word == "nestcell":
            self.end_paragraph(replace(paragraph, in_table=True))
        elif word == "row":
            self.end_row()

    def begin_definition(self) -> None:
        """A row is defined anew."""
        self.edges, self.merged, self.left, self.header = [], (False, False), 0, False

    def end_cell(self, paragraph: Paragraph) -> None:
        """A cell ends, and with it a paragraph."""
        self.end_paragraph(replace(paragraph, in_table=True))
        if self.kind == "paragraph":
            self.cells.append(self.cell)
            self.cell = []

    def end_row(self) -> None:
        """A row ends."""
        if self.cell:
            self.cells.append(self.cell)
        if self.cells:
            self.rows.rows.append(Row(self.cells, list(self.edges), self.left, self.header))
        self.cells, self.cell = [], []

    def end_table(self) -> None:
        """Whatever table was being read is over."""
        self.end_row()
        if self.rows.rows:
            self.pieces += self.rows.lay_out(self.shared.tables, self.shared.name)
            self.shared.tables += 1
            self._end_boxes()
        self.rows = Rows()

    def finish(self, paragraph: Paragraph) -> list[Piece]:
        """All pieces, once the story is over."""
        self.end_paragraph(paragraph)
        self.end_table()
        self._end_boxes()
        self.tell()
        return self.pieces


def _at(piece: Piece, in_cell: bool) -> Piece:
    """With its number, if it has one, as the place where it stands."""
    if in_cell or not any(character.isdigit() for character in piece.number):
        return piece
    return replace(
        piece, place=f"{'section' if piece.kind == 'heading' else 'paragraph'} {piece.number.strip('().')}"
    )


def _prefixed(piece: Piece, words: str) -> Piece:
    return joined([replace(piece, text=words, runs=(), anchors=()), piece], " ")


@dataclass
class Words:
    """Gathers words that are no paragraphs: a comment, a property, an instruction."""

    kind: str
    left: str = ""
    name: str = ""  # the destination
    texts: list[str] = field(default_factory=list)
    more: dict[str, Any] = field(default_factory=dict)

    def add(self, text: str, styles: frozenset[str], unseen: str) -> None:
        """More words."""
        self.texts.append(text)

    @property
    def text(self) -> str:
        """All words so far."""
        return "".join(self.texts)
