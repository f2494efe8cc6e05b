"""Paragraphs and tables of one Word story (body, header, note, text box) as pieces in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from redact.formats.labels import Labels
from redact.formats.numbering import Label, Numbering, whole
from redact.formats.pieces import Left, Piece, joined, names
from redact.formats.word_line import Aside, Found, LineReader
from redact.formats.word_names import MEASURES, W, is_on, is_set, local, val
from redact.formats.word_pictures import Gallery
from redact.formats.word_sight import PAPER, shape_ground, sight
from redact.formats.word_styles import Styles

#: Kinds of paragraph by the name of a style they are based on.
KIND_BY_STYLE = {
    "title": "title",
    "quote": "quote",
    "intense quote": "quote",
    "caption": "caption",
    "block text": "quote",
}
BLOCK_WRAPPERS = names("sdt sdtContent customXml ins moveTo smartTag")


@dataclass
class Word:
    """What the stories of one document share: styles, counters, and what was found beside the text."""

    styles: Styles
    numbering: Numbering
    note_ids: frozenset[tuple[str, str]] = frozenset()  # ('footnote', '2')…
    labels: Labels = field(default_factory=Labels)
    left: Left = field(default_factory=Left)
    asides: list[Piece] = field(default_factory=list)
    seen: set[Any] = field(default_factory=set)  # elements whose text was read
    calls: list[tuple[str, str]] = field(default_factory=list)
    led: set[str] = field(default_factory=set)  # targets of links that stay as they stand
    tables: int = 0
    paragraphs: int = 0
    gallery: Gallery | None = None  # the file's pictures
    ground: str = PAPER  # the colour of the page
    breaking: frozenset[Any] = frozenset()  # the w:sectPr after which a new page begins
    _numbers: dict[tuple[str, str], str] = field(default_factory=dict)

    def words(self, element: Any, mark: bool = False) -> list[str]:
        """All text under *element*, leaf by leaf; with *mark* it counts as read."""
        found = []
        for one in element.iter():
            if isinstance(one.tag, str) and (one.text or "").strip() and local(one) not in MEASURES:
                found.append(str(one.text))
                if mark:
                    self.seen.add(one)
        return found

    def call_note(self, kind: str, key: str) -> str:
        """The printed number of a note, counted by first call; '' where there is no such note."""
        if (kind, key) not in self.note_ids:
            return ""
        if (kind, key) not in self._numbers:
            self.calls.append((kind, key))
            self._numbers[kind, key] = str(len(self.calls))
        return self._numbers[kind, key]

    def keep(self, aside: Aside, place: str) -> None:
        """Put words that are not printed beside the document, and count what is left behind."""
        text = aside.text.strip()
        if not text:
            return
        kind, where = ("field", "contents") if aside.kind == "contents" else (aside.kind, place)
        self.asides.append(Piece(kind, text, place=where))
        if aside.left:
            self.left.add(aside.left, place)


class Story:
    """Reads one story. *where* is its place for people, '' in the body, where paragraphs are counted."""

    def __init__(self, word: Word, links: dict[str, str], where: str = "", running: bool = False) -> None:
        self.word, self.where, self.mode = word, where, "shown"
        self.lines = LineReader(word, links, running)
        self.lines.pictured = not where and not running
        self.depth = 0  # how many tables deep
        self.ground = word.ground  # the colour behind the words
        self.page_due = False  # whether the next words begin a new page

    def whole(self, container: Any) -> list[Piece]:
        """The printed pieces of the story under *container*, from its first word to its last."""
        pieces = self.read(container)
        for aside in self.lines.end().asides:
            self.word.keep(aside, self.where or "document")
        return pieces

    def read(self, container: Any) -> list[Piece]:
        """The printed pieces under *container*, in order; the rest goes to the word's asides."""
        pieces: list[Piece] = []
        open_line: Found | None = None  # a paragraph whose end is not there runs on into the next
        for child in container:
            due, made = self.page_due, list[Piece]()
            if local(child) == "p" and self._runs_on(child):
                open_line = self._begun(child, open_line)
            elif local(child) == "p":
                made = self._paragraph(child, open_line)
                open_line = None
            else:
                made = self._other(child)
            if due and made:
                made[0] = replace(made[0], new_page=True)
                self.page_due = self.page_due and local(child) != "tbl"
            pieces += made
        return pieces + (self._finish(open_line, None, "") if open_line else [])

    def _runs_on(self, paragraph: Any) -> bool:
        """Whether the paragraph's end was deleted, or is hidden, so that the next one stands on its last line."""
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        gone = mark is not None and (mark.find(W + "del") is not None or is_on(mark, "vanish"))
        following = paragraph.getnext() if gone else None
        while following is not None and local(following) not in ("p", "tbl", "sdt", "sectPr"):
            following = following.getnext()
        return following is not None and local(following) == "p"

    def _begun(self, paragraph: Any, found: Found | None) -> Found:
        """The words of a paragraph that runs on; a number before them is part of the line."""
        start = found.line.length if found else 0
        made = self._line(paragraph, found)
        words = made.line.text[start:].strip()
        properties, hidden = paragraph.find(W + "pPr"), is_on(paragraph.find(f"{W}pPr/{W}rPr"), "vanish")
        if words and hidden and not made.number:
            label = self._label(properties, self._style(paragraph))
            made.number = label.text if label else ""
        if words and hidden:
            made.line.add(" ")
        return made

    def _other(self, element: Any) -> list[Piece]:
        name = local(element)
        if name == "tbl":
            return self._table(element)
        if name in BLOCK_WRAPPERS:
            return self._wrapped(element)
        if name in ("del", "moveFrom"):
            return self._as("deletion", element)
        if name == "AlternateContent":
            return self._alternative(element)
        if name == "altChunk":
            self.word.left.add("embedded document", self.where or f"after paragraph {self.word.paragraphs}")
        return []

    def _wrapped(self, element: Any) -> list[Piece]:
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and str(gallery.get(W + "val")).lower() == "table of contents":
            return self._as("contents", element.find(W + "sdtContent"))
        return self.read(element)

    def _alternative(self, element: Any) -> list[Piece]:
        choice = next((one for one in element if local(one) in ("Choice", "Fallback")), None)
        for other in element:
            if other is not choice and (unseen := " ".join(self.word.words(other, mark=True))):
                self.word.keep(Aside("hidden", unseen, 0, "hidden text"), self.where or "document")
        return self.read(choice) if choice is not None else []

    def _as(self, mode: str, element: Any) -> list[Piece]:
        """Read what is under *element* as something that is not printed."""
        if element is None:
            return []
        before, self.mode = self.mode, mode
        pieces = self.read(element)
        self.mode = before
        return pieces

    # --- paragraphs -------------------------------------------------------------------------------

    def _line(self, paragraph: Any, found: Found | None) -> Found:
        style = self._style(paragraph)
        seen = sight(self.word.styles, style, paragraph.find(W + "pPr"), self.ground)
        return self.lines.read(paragraph, seen, self._mode(paragraph, style), found)

    def _style(self, paragraph: Any) -> str:
        return val(paragraph.find(W + "pPr"), "pStyle") or self.word.styles.default

    def _mode(self, paragraph: Any, style: str) -> str:
        contents = self.word.styles.is_contents(style)
        return "contents" if contents and self.mode == "shown" else self.mode

    def _paragraph(self, paragraph: Any, found: Found | None) -> list[Piece]:
        found = self._line(paragraph, found)
        properties = paragraph.find(W + "pPr")
        return self._finish(found, properties, self._style(paragraph))

    def _finish(self, found: Found, properties: Any, style: str) -> list[Piece]:
        piece = self._described(found, properties, style)
        place = piece.place
        for aside in found.asides:
            self.word.keep(aside, place)
        for kind in found.left:
            self.word.left.add(kind, place)
        boxes = self._pictures(found, place)
        boxes += [one for box, mode in found.boxes for one in self._box(box, mode, place)]
        made = ([piece] if piece.text else []) + boxes
        made[:1] = [self._on_page(one, found, properties, style) for one in made[:1]]
        self.page_due = self._page_ends(found, properties, self.page_due and not made)
        return made

    def _on_page(self, piece: Piece, found: Found, properties: Any, style: str) -> Piece:
        """The piece, with whether it begins a new page."""
        before = self.word.styles.paragraph_property(properties, style, "pageBreakBefore")
        asked = before is not None and is_set(before)
        text = found.line.text
        return replace(piece, new_page=asked or any(not text[:at].strip() for at in found.breaks))

    def _page_ends(self, found: Found, properties: Any, due: bool) -> bool:
        """Whether what comes after the paragraph begins a new page; only the body has pages."""
        section = None if properties is None else properties.find(W + "sectPr")
        text = found.line.text
        broken = any(not text[at:].strip() for at in found.breaks)
        return not self.where and not self.depth and (due or broken or section in self.word.breaking)

    def _pictures(self, found: Found, place: str) -> list[Piece]:
        """A block for each picture and chart of the line."""
        pieces: list[Piece] = []
        gallery = self.word.gallery
        if gallery is None:
            return pieces
        for drawn in found.drawn:
            pieces.append(gallery.piece(drawn, place, self.word.tables))
            self.word.tables += local(drawn.element) == "chart"
        return pieces

    def _described(self, found: Found, properties: Any, style: str) -> Piece:
        """The line as a heading, item or paragraph, with its number and place."""
        has_text = bool(found.line.text.strip())
        label = self._label(properties, style) if has_text and self.mode == "shown" else None
        if found.number:
            label = Label(found.number, "decimal")
        level = self.word.styles.heading_level(properties, style)
        piece = found.line.piece("heading" if level else "paragraph", level)
        piece = replace(piece, kind=self._kind(level, style))
        piece = self._numbered(piece, label, properties, style)
        if not self.where and has_text:
            self.word.paragraphs += 1
        return replace(piece, place=self._place(piece.kind, piece.number))

    def _kind(self, level: int, style: str) -> str:
        names = self.word.styles.names(style)
        named = next((KIND_BY_STYLE[name] for name in names if name in KIND_BY_STYLE), "paragraph")
        return named if named == "title" or not level else "heading"

    def _numbered(self, piece: Piece, label: Label | None, properties: Any, style: str) -> Piece:
        if label is None:
            in_text = not self.depth and (not self.where or self.where.startswith("text box"))
            return self.word.labels.take(piece, piece.kind == "heading") if in_text else piece
        if label.words:  # an author's own words: searched like any others, so part of the text
            return _prefixed(piece, f"{label.text} ")
        if piece.kind == "paragraph" and not label.is_tiered:
            list_level = whole(val(self._list(properties, style), "ilvl"), 0) + 1
            piece = replace(piece, kind="item", level=list_level)
        return replace(piece, number=label.text)

    def _list(self, properties: Any, style: str) -> Any:
        return self.word.styles.paragraph_property(properties, style, "numPr")

    def _label(self, properties: Any, style: str) -> Label | None:
        """Count the paragraph in its list, if it is in one."""
        found = self._list(properties, style)
        own = None if properties is None else properties.find(W + "numPr")
        inherited = [one.find(f"{W}pPr/{W}numPr") for one in self.word.styles.chain(style)]
        numbers = [val(one, "numId") for one in (own, *inherited) if one is not None]
        number = next((one for one in numbers if one), "")
        if found is None or number in ("", "0"):
            return None
        level = val(found, "ilvl")
        at = whole(level, 0) if level and own is not None else self._level_of_style(number, style, level)
        return self.word.numbering.next_label(number, at)

    def _level_of_style(self, number: str, style: str, level: str) -> int:
        """The level of a style's list: the one that is tied to the style, else the one that the style names."""
        chain = (str(one.get(W + "styleId")) for one in self.word.styles.chain(style))
        tied = (self.word.numbering.level_of_style(number, one) for one in chain)
        return next((at for at in tied if at is not None), whole(level, 0))

    def _place(self, kind: str, number: str) -> str:
        if self.where:
            return self.where
        counted = f"paragraph {max(self.word.paragraphs, 1)}"
        if kind == "item" or not any(character.isdigit() for character in number):
            return counted
        return f"{'section' if kind == 'heading' else 'paragraph'} {number.strip('().')}"

    def _box(self, box: Any, mode: str, place: str) -> list[Piece]:
        """The paragraphs of a text box, after the paragraph that it hangs on."""
        where = place if place.startswith("text box") else f"text box by {place}"
        inner = Story(self.word, self.lines.links, where)
        inner.mode = mode if self.mode == "shown" else self.mode
        inner.depth, inner.ground = self.depth, shape_ground(box, self.ground)
        return inner.whole(box)

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, table: Any) -> list[Piece]:
        """The cells of a table, or the rows of one that lies in a cell."""
        from redact.formats.word_table import read_table

        return read_table(self, table)


def _prefixed(piece: Piece, words: str) -> Piece:
    """The piece with *words* before its text."""
    return replace(joined([replace(piece, text=words, runs=(), anchors=()), piece], ""))
