"""A web page from top to bottom: the paragraphs that a browser shows, and what is hidden among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from redact.errors import UnreadableError
from redact.formats import web_source
from redact.formats.beside import Beside
from redact.formats.labels import Labels
from redact.formats.pieces import Piece, joined, names
from redact.formats.styled_line import StyledLine
from redact.formats.web_css import Sheet
from redact.formats.web_lists import Listing, begin_list, typed_label
from redact.formats.web_look import Look, look_of, without_emphasis
from redact.formats.web_notes import Notes
from redact.formats.web_table import Table, is_table
from redact.formats.word_names import has_words

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = names(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section summary table tbody td"
    " tfoot th thead title tr ul caption optgroup option xmp listing plaintext center"
)
#: Elements whose words are kept aside whole: the kind of aside, and what the reviewer is told.
SEALED = {
    "title": ("property", "document property"),
    "del": ("deletion", "tracked deletion"),
    "textarea": ("attribute", "form value"),
    "select": ("attribute", "form value"),
    "svg": ("alt", "picture"),
    "canvas": ("hidden", "picture"),
    "object": ("hidden", "embedded file"),
    "video": ("hidden", "embedded file"),
    "audio": ("hidden", "embedded file"),
    "applet": ("hidden", "embedded file"),
    "iframe": ("hidden", "embedded page"),
    "frameset": ("hidden", "embedded page"),
    "rt": ("alt", "pronunciation guide"),
    "annotation": ("alt", ""),
    "annotation-xml": ("alt", ""),
}
ALONE = {"embed": "embedded file", "frame": "embedded page", "iframe": "embedded page", "object": "embedded file",
         "video": "embedded file", "audio": "embedded file", "canvas": "picture", "svg": "picture", "img": "picture",
         "image": "picture", "v:imagedata": "picture", "applet": "embedded file"}  # fmt: skip
KINDS = {"blockquote": "quote", "caption": "caption", "figcaption": "caption"}
CLASSES = {"msotitle": "title", "msocaption": "caption", "msoquote": "quote", "msointensequote": "quote"}
LIST_LEVEL = re.compile(r"\blevel(\d)")
MOST_ELEMENTS = 60_000  # a 60-page report that Word saved as a web page has about 10,000
TOO_MANY = f"holds more than {MOST_ELEMENTS:,} elements; split it, or save it as .docx"


@dataclass(slots=True)
class Item:
    """A list item that is being read; *label* is '' once it has been printed."""

    label: str
    level: int


@dataclass(slots=True)
class Frame:
    """An open element: what the words in it are."""

    tag: str
    look: Look
    kind: str = "paragraph"
    level: int = 0  # of a heading
    item: Item | None = None
    lists: tuple[Listing, ...] = ()
    table: Table | None = None
    outer: Table | None = None  # the outermost open table
    lays_out: bool = False  # the innermost open `table` is none
    seal: tuple[str, str] | None = None  # kept aside whole
    note: str = ""
    word_level: int = 0  # of a paragraph that Word has put into a list
    is_block: bool = True
    said: Any = None


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
        tag, outer = element.tag.lower(), self.frames[-1]
        said = self.sheet.of(element)
        self._break(tag, said)
        frame = self._frame(element, tag, said, outer)
        if frame.is_block:
            self._flush()
        self.frames.append(frame)
        if tag in ("script", "style") or element in self.notes.back:
            return self._skip(element, tag)
        web_source.attributes(element, self.place, self.beside)
        self._alone(element, tag)
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
        broken = said.get("page-break-before", said.get("break-before", "")) in (
            "always",
            "page",
            "left",
            "right",
        )
        self.new_page = self.new_page or broken
        if tag == "br":
            self._flush() if broken else self._break_line()

    def _break_line(self) -> None:
        frame = self.frames[-1]
        if frame.seal or frame.look.hidden:
            self.unseen.append("\n")
        else:
            self.line.add("\n")

    def _frame(self, element: Any, tag: str, said: Any, outer: Frame) -> Frame:
        look = look_of(tag, element.attrib, said, outer.look)
        block = (
            tag in BLOCKS or said.get("display", "") in ("block", "list-item", "flex", "grid", "table")
        ) and said.get("display") != "inline"
        frame = replace(outer, tag=tag, look=look, is_block=block, said=said)
        frame.seal = outer.seal or self._seal(element, tag, said)
        frame.note = outer.note or self.notes.notes.get(element, "")
        if tag in HEADINGS:
            frame.kind, frame.level, frame.look = "heading", HEADINGS[tag], without_emphasis(look)
        elif tag in KINDS:
            frame.kind = KINDS[tag]
        elif block:
            self._from_word(element, frame, said)
        return self._structured(element, tag, said, frame)

    def _seal(self, element: Any, tag: str, said: Any) -> tuple[str, str] | None:
        """Whether all of the element is kept aside, and as what."""
        if said.get("mso-list") == "ignore":
            return ("label", "")
        if said.get("mso-element") == "comment":
            return ("comment", "comment")
        if (
            "msocomanchor" in (element.get("class") or "").lower()
            or said.get("mso-special-character") == "comment"
        ):
            return ("comment", "")
        return SEALED.get(tag)

    def _from_word(self, element: Any, frame: Frame, said: Any) -> None:
        """What Word's own classes and styles say of a paragraph."""
        own = (element.get("class") or "").lower()
        known = next((kind for key, kind in CLASSES.items() if own.startswith(key)), "")
        frame.kind = known or frame.kind
        level = LIST_LEVEL.search(said.get("mso-list", ""))
        frame.word_level = int(level[1]) if level else int(own.startswith("msolistparagraph"))

    def _structured(self, element: Any, tag: str, said: Any, frame: Frame) -> Frame:
        """The frame with the list, the item, the table or the cell that begins here."""
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
        return frame

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
            counted = "" if left in ALONE.values() else left  # these are counted where they stand
            place = "property Title" if kind == "property" else self.place
            self.beside.keep(kind, re.sub(r"[ \t\r\f]+", " ", text), place, counted)

    def _alone(self, element: Any, tag: str) -> None:
        """What stands for something that is not words: pictures, fields of a form, properties."""
        if tag in ALONE and not (tag == "iframe" and element.get("srcdoc")):
            self.beside.left.add(ALONE[tag], self.place)
        value = (element.get("value") or "") + " " + (element.get("placeholder") or "")
        if (
            tag == "input"
            and (element.get("type") or "").lower() in ("checkbox", "radio")
            and not self.frames[-1].look.hidden
        ):
            self.line.add("☒ " if element.get("checked") is not None else "☐ ")
        elif tag in ("input", "option", "button"):
            self.beside.keep(
                "attribute",
                value if has_words(value) or any(map(str.isdigit, value)) else "",
                self.place,
                "form value" if tag == "input" else "",
            )
        elif tag == "meta":
            self._property(element)

    def _property(self, element: Any) -> None:
        """A property in the page's head: author, description…"""
        name = element.get("name") or element.get("property") or element.get("itemprop") or ""
        if name.lower() not in (
            "viewport",
            "generator",
            "progid",
            "format-detection",
            "color-scheme",
            "originator",
            "",
        ):
            self.beside.keep(
                "property",
                element.get("content") or "",
                f"property {name}"[:60]
                if name.isascii() and name.replace("-", "").replace(":", "").replace(".", "").isalnum()
                else "property",
                "document property",
            )
        elif not name and element.get("http-equiv", "").lower() == "refresh":
            self.beside.keep("link", element.get("content") or "", "property", "link target")

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
