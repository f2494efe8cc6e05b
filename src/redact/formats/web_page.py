"""A web page from top to bottom: the paragraphs that a browser shows, and what is hidden among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from redact.errors import UnreadableError
from redact.formats import web_source
from redact.formats.beside import Beside
from redact.formats.labels import Labels
from redact.formats.pieces import Piece, joined
from redact.formats.styled_line import StyledLine
from redact.formats.web_css import Sheet
from redact.formats.web_frame import Frame, Item, frame_of
from redact.formats.web_lists import Listing, begin_list, typed_label
from redact.formats.web_look import Look
from redact.formats.web_notes import Notes
from redact.formats.web_table import Table, is_table
from redact.formats.word_names import has_words

BREAKS = ("always", "page", "left", "right")
MOST_ELEMENTS = 60_000  # a 60-page report that Word saved as a web page has about 10,000
TOO_MANY = f"holds more than {MOST_ELEMENTS:,} elements; split it, or save it as .docx"


@dataclass
class Page:
    """Reads one page; afterwards *pieces* holds what is printed, and *beside* the rest."""

    name: str
    sheet: Sheet
    notes: Notes
    beside: Beside
    pieces: list[Piece] = field(default_factory=list)
    later: list[Piece] = field(default_factory=list)  # tables within tables
    noted: dict[str, list[Piece]] = field(default_factory=dict)
    line: StyledLine = field(default_factory=StyledLine)
    unseen: list[str] = field(default_factory=list)
    unseen_as: tuple[str, str] = ("", "")
    label: str = ""
    labels: Labels = field(default_factory=Labels)
    frames: list[Frame] = field(default_factory=list)
    new_page: bool = False
    tables: int = 0
    paragraphs: int = 0

    def read(self, root: Any) -> list[Piece]:
        """The pieces of the page *root*, notes last.

        Raises:
            UnreadableError: it holds more than any report does.
        """
        from lxml import etree

        self.frames, count = [Frame("", Look())], 0
        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                count += 1
                self._require_few(count)
                if self._begin(element):
                    walk.skip_subtree()
            else:
                self._end(element) if event == "end" else web_source.comment(
                    _text(element), self.place, self.beside
                )
                self._words(element.tail or "")
        self._flush()
        self._tell()
        notes = [
            _note(number, self.noted.get(number, [])) for number in sorted(self.notes.notes.values(), key=int)
        ]
        return self.pieces + self.later + notes

    def _require_few(self, count: int) -> None:
        if count > MOST_ELEMENTS:
            raise UnreadableError(f"{self.name}: {TOO_MANY}")

    @property
    def place(self) -> str:
        """Where what is being read stands."""
        frame = self.frames[-1]
        if frame.note:
            return f"footnote {frame.note}"
        if frame.table:
            return f"table {frame.table.number + 1}, row {max(frame.table.row, 0) + 1}"
        return f"paragraph {self.paragraphs + 1}"

    # --- elements ---------------------------------------------------------------------------------

    def _begin(self, element: Any) -> bool:
        """An element begins; whether nothing in it is to be read."""
        tag = element.tag.lower()
        said = self.sheet.of(element)
        self._break(tag, said)
        frame = frame_of(element, tag, said, self.frames[-1], self.notes)
        self._structure(element, tag, said, frame)
        if frame.is_block:
            self._flush()
        self.frames.append(frame)
        if tag in ("script", "style") or element in self.notes.back:
            return self._skip(element, tag)
        web_source.attributes(element, self.place, self.beside)
        sign = web_source.stands_alone(element, tag, self.place, self.beside)
        if sign and not frame.look.hidden:
            self.line.add(sign)
        if element in self.notes.calls and not frame.look.hidden and not frame.note:
            self.line.call(self.notes.calls[element])
            return True
        self._words(f"“{element.text or ''}" if tag == "q" else element.text or "")
        return False

    def _skip(self, element: Any, tag: str) -> bool:
        if tag == "script" and (element.text or "").strip():
            web_source.script(element.text, self.place, self.beside)
        return True

    def _break(self, tag: str, said: Any) -> None:
        """A page break before this element, or where it stands."""
        broken = said.get("page-break-before", said.get("break-before", "")) in BREAKS
        self.new_page = self.new_page or broken
        if tag == "br":
            self._flush() if broken else self._break_line()

    def _break_line(self) -> None:
        frame = self.frames[-1]
        if frame.seal or frame.look.hidden:
            self.unseen.append("\n")
        else:
            self.line.add("\n")

    def _structure(self, element: Any, tag: str, said: Any, frame: Frame) -> None:
        """Give the frame the list, the item, the table or the cell that begins here."""
        style = said.get("list-style-type") or said.get("list-style", "").partition(" ")[0]
        if tag in ("ol", "ul", "menu", "dir"):
            frame.lists, frame.item = (*frame.lists, begin_list(element, style)), None
        elif tag == "li":
            listing = frame.lists[-1] if frame.lists else Listing("")
            frame.item = Item(listing.label(element), max(len(frame.lists), 1))
        elif tag == "table":
            self._table(element, frame)
        elif tag == "caption" and frame.table and not frame.lays_out:
            frame.outer = None if frame.outer is frame.table and frame.table.row < 0 else frame.outer
            frame.table = None
        elif frame.table and not frame.lays_out:
            self._in_table(element, tag, frame, frame.table)

    def _table(self, element: Any, frame: Frame) -> None:
        frame.lays_out = bool(frame.seal or frame.note or len(self.frames) > 200 or not is_table(element))
        if not frame.lays_out:
            frame.table, self.tables = Table(self.tables), self.tables + 1
            frame.outer = frame.outer or frame.table
            frame.lists, frame.item = (), None

    def _in_table(self, element: Any, tag: str, frame: Frame, table: Table) -> None:
        """A part of a table that is one begins."""
        if tag in ("thead", "tbody", "tfoot"):
            table.in_head = tag == "thead"
        elif tag == "tr":
            table.begin_row(element)
        elif tag in ("td", "th"):
            self._flush()
            cell = table.begin_cell(element, self.name)
            empty = Piece("cell", cell=cell, place=f"table {cell.table + 1}, row {cell.row + 1}")
            self._put(empty, frame)

    def _end(self, element: Any) -> None:
        frame = self.frames[-1]
        if frame.is_block:
            self._flush()
        self.frames.pop()
        if frame.tag == "table" and not self.frames[-1].outer:
            self.pieces.extend(self.later)
            self.later = []
        outer = self.frames[-1]
        if frame.is_block and self.unseen:
            self.unseen.append("\n")
        if (frame.seal and not outer.seal) or (
            frame.look.hidden and not outer.look.hidden and not outer.seal
        ):
            self._tell()
        if frame.tag == "q":
            self._words("”")
        if frame.said.get("page-break-after", "") in ("always", "page"):
            self.new_page = True

    # --- words ------------------------------------------------------------------------------------

    def _words(self, text: str) -> None:
        """Words where they belong: printed, a label, or kept aside."""
        frame = self.frames[-1]
        if not text:
            return
        kind = frame.seal or (("hidden", "hidden text") if frame.look.hidden else None)
        if kind is None:
            (self.line.add if frame.look.keeps_spaces else self.line.flow)(text, frame.look.styles)
        elif kind[0] == "label":
            self.label += text
        else:
            if kind != self.unseen_as:
                self._tell()
            self.unseen_as = kind
            self.unseen.append(text)

    def _tell(self) -> None:
        """Keep the unseen words gathered so far."""
        text, (kind, left) = "".join(self.unseen), self.unseen_as
        self.unseen, self.unseen_as = [], ("", "")
        if kind:
            counted = "" if left in web_source.ALONE.values() else left  # these are counted where they stand
            place = "property Title" if kind == "property" else self.place
            self.beside.keep(kind, re.sub(r"[ \t\r\f]+", " ", text), place, counted)

    # --- paragraphs -------------------------------------------------------------------------------

    def _flush(self) -> None:
        """End the paragraph that is being gathered."""
        line, self.line = self.line, StyledLine()
        label, self.label = " ".join(self.label.split()), ""
        if not line.says_something:
            return
        frame = self.frames[-1]
        piece = self._described(line.piece(place=self.place), frame, label)
        if not piece.text and not piece.anchors:
            return
        self.new_page, broken = False, self.new_page and not frame.table
        self._put(replace(piece, new_page=broken), frame)

    def _described(self, piece: Piece, frame: Frame, label: str) -> Piece:
        """The paragraph in its kind, with its number."""
        if has_words(label) or len(label) > 12:
            piece, label = joined([replace(piece, text=label, runs=(), anchors=()), piece], " "), ""
        piece = self._as_item(replace(piece, kind=frame.kind, level=frame.level), frame, label)
        if frame.table and frame.table.cell:
            return replace(piece, kind="cell", level=0, cell=frame.table.cell)
        if frame.note:
            return replace(piece, kind="note", level=0)
        self.paragraphs += 1
        if piece.kind in ("paragraph", "heading") and not piece.number:
            piece = self.labels.take(piece, piece.kind == "heading")
        return replace(
            piece, place=_placed(piece, self.place if frame.table else f"paragraph {self.paragraphs}")
        )

    def _as_item(self, piece: Piece, frame: Frame, label: str) -> Piece:
        if frame.word_level and not label and not frame.item:
            label, piece = typed_label(piece)
        if frame.kind == "heading":
            return replace(piece, number=label or piece.number)
        if frame.item:
            number, frame.item.label = frame.item.label, ""
            return replace(piece, kind="item", level=frame.item.level, number=number)
        if label:
            bullet = not any(character.isalnum() for character in label) or label == "o" or label == "Ø"
            return replace(
                piece, kind="item", level=max(frame.word_level, 1), number="•" if bullet else label
            )
        return piece

    def _put(self, piece: Piece, frame: Frame) -> None:
        """Put a finished piece where it belongs; what is in a table within a table comes after both."""
        if frame.note and piece.cell is None:
            self.noted.setdefault(frame.note, []).append(piece)
        elif frame.outer and (piece.cell is None or piece.cell.table != frame.outer.number):
            self._append(self.later, piece)
        else:
            self._append(self.pieces, piece)

    def _append(self, pieces: list[Piece], piece: Piece) -> None:
        """Append; the first words of a cell take the place of the empty one."""
        if pieces and piece.cell and pieces[-1].cell == piece.cell and not pieces[-1].text:
            pieces[-1] = piece
        else:
            pieces.append(piece)


def _text(node: Any) -> str:
    return (
        f"{node.target} {node.text or ''}"
        if callable(node.tag) and hasattr(node, "target")
        else node.text or ""
    )


def _placed(piece: Piece, otherwise: str) -> str:
    if piece.kind == "item" or not any(character.isdigit() for character in piece.number):
        return otherwise
    return f"{'section' if piece.kind == 'heading' else 'paragraph'} {piece.number.strip('().')}"


def _note(number: str, pieces: list[Piece]) -> Piece:
    whole = joined(pieces) if pieces else Piece("note")
    return replace(whole, kind="note", level=0, number=number, cell=None, place=f"footnote {number}")
