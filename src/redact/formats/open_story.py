"""Paragraphs, lists and tables of one OpenDocument story (body, header, note, text box) in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from redact.formats.beside import Beside
from redact.formats.labels import Labels
from redact.formats.numbering import Label
from redact.formats.open_line import LEFT, Found, LineReader
from redact.formats.open_lists import Counting, Lists
from redact.formats.open_names import (
    MACHINE,
    REBUILT,
    SHAPES,
    WRAPPERS,
    get,
    named,
    whole,
)
from redact.formats.open_styles import Styles
from redact.formats.pieces import Piece, joined
from redact.model import Cell


@dataclass
class Draft(Beside):
    """What the stories of one document share: styles, counters, and what was found beside the text."""

    styles: Styles = field(default_factory=Styles)
    lists: Lists = field(default_factory=lambda: Lists(Styles()))
    labels: Labels = field(default_factory=Labels)
    seen: set[Any] = field(default_factory=set)  # elements whose text was read; (element, "tail") for tails
    notes: list[tuple[str, Any]] = field(default_factory=list)  # kind, body
    tables: int = 0
    paragraphs: int = 0

    def words(self, element: Any) -> str:
        """All text under *element*, a line each; it counts as read."""
        found = []
        for one in element.iter():
            if isinstance(one.tag, str):
                self.seen.add(one)
                if (one.text or "").strip() and named(one) not in MACHINE:
                    found.append(str(one.text).strip())
            if one is not element:
                self.seen.add((one, "tail"))
                found += [str(one.tail).strip()] if (one.tail or "").strip() else []
        return "\n".join(found)

    def note(self, kind: str, body: Any) -> str:
        """The number of a note that is called now."""
        self.notes.append((kind, body))
        return str(len(self.notes))


@dataclass(frozen=True)
class Listed:
    """Where in a list a paragraph stands; *first* is the one that bears the label."""

    counting: Counting
    style: str
    level: int
    first: bool = True
    start: str = ""


class Story:
    """Reads one story. *where* is its place for people, '' in the body, where paragraphs are counted."""

    def __init__(self, draft: Draft, where: str = "", running: bool = False) -> None:
        self.draft, self.where = draft, where
        self.lines = LineReader(draft, running)
        self.depth = 0  # how many tables deep
        self.later: list[Piece] = []  # nested tables and boxes, kept until the outermost table ends
        self.new_page = False

    def read(self, container: Any, listed: Listed | None = None) -> list[Piece]:
        """The printed pieces under *container*, in order; the rest goes to the draft's asides."""
        pieces: list[Piece] = []
        for child in container:
            name = named(child)
            if name in ("text:p", "text:h"):
                pieces += self._paragraph(child, listed)
                listed = replace(listed, first=False, start="") if listed else None
            elif name:
                pieces += self._other(child, name, listed)
        return pieces

    def _other(self, element: Any, name: str, listed: Listed | None) -> list[Piece]:
        if name == "text:list":
            return self._list(element, listed)
        if name == "table:table":
            from redact.formats.open_table import read_table

            return read_table(self, element)
        if name in REBUILT:
            return self._kept_aside(element, "field", "")
        if name == "text:tracked-changes":
            return self._changes(element)
        if name in SHAPES:
            return self._shape(element, False, self.where or f"paragraph {max(self.draft.paragraphs, 1)}")
        if name in WRAPPERS:
            hidden = get(element, "text:display") == "none" or (
                get(element, "text:display") == "condition"
                and get(element, "text:is-hidden", "true") == "true"
            )
            return (
                self._kept_aside(element, "hidden", "hidden text")
                if hidden
                else self._wrapped(element, listed)
            )
        return self._beside(element, name)

    def _wrapped(self, element: Any, listed: Listed | None) -> list[Piece]:
        return self.read(element, listed)

    def _beside(self, element: Any, name: str) -> list[Piece]:
        """What stands between paragraphs and is none: declarations, forms, comments."""
        if name == "office:annotation":
            self.draft.keep("comment", self.draft.words(element), self.where or "document", "comment")
        elif name == "office:forms":
            count = sum(
                named(one).startswith("form:") and named(one) != "form:form" for one in element.iter()
            )
            self.draft.keep("field", self.draft.words(element), "form")
            if count:
                self.draft.left.add("form control", "form", count)
        return []

    def _kept_aside(self, element: Any, kind: str, left: str) -> list[Piece]:
        """Words of a hidden section, or of an index that is made anew."""
        where = "contents" if kind == "field" else self.where or f"after paragraph {self.draft.paragraphs}"
        self.draft.keep(kind, self.draft.words(element), where, left)
        return []

    def _changes(self, element: Any) -> list[Piece]:
        """Tracked changes: what was deleted, and who changed what."""
        for at, region in enumerate((one for one in element if named(one) == "text:changed-region"), 1):
            for change in region:
                who = "\n".join(self.draft.words(one) for one in change if named(one) == "office:change-info")
                self.draft.keep("attribute", who, f"tracked change {at}")
                if named(change) == "text:deletion":
                    gone = "\n".join(
                        self.draft.words(one) for one in change if named(one) != "office:change-info"
                    )
                    self.draft.keep("deletion", gone, f"tracked change {at}", LEFT["deletion"])
        return []

    # --- lists ------------------------------------------------------------------------------------

    def _list(self, element: Any, around: Listed | None) -> list[Piece]:
        style = get(element, "text:style-name") or (around.style if around else "")
        counting = around.counting if around else self.draft.lists.begin(element, style)
        level = around.level + 1 if around else 1
        pieces: list[Piece] = []
        for item in element:
            if named(item) == "text:list-item":
                pieces += self.read(item, Listed(counting, style, level, True, get(item, "text:start-value")))
            elif named(item) == "text:list-header":
                pieces += self.read(item, Listed(counting, style, level, False))
        return pieces

    # --- paragraphs -------------------------------------------------------------------------------

    def _paragraph(self, paragraph: Any, listed: Listed | None) -> list[Piece]:
        style = get(paragraph, "text:style-name")
        found = self.lines.read(paragraph, style)
        piece = self._described(paragraph, style, found, listed)
        for kind, text, left in found.asides:
            self.draft.keep(kind, text, piece.place, left)
        boxes = [one for shape, hidden in found.shapes for one in self._shape(shape, hidden, piece.place)]
        if self.depth:
            self.later += boxes
            boxes = []
        return ([piece] if piece.text else []) + boxes

    def _described(self, paragraph: Any, style: str, found: Found, listed: Listed | None) -> Piece:
        """The line as a heading, item or paragraph, with its number, place and page break."""
        has_text = bool(found.line.text.strip())
        level = (
            min(max(whole(get(paragraph, "text:outline-level"), 1), 1), 9) if _is_heading(paragraph) else 0
        )
        kind = self.draft.styles.kind(style)
        kind = "heading" if level and kind != "title" else kind
        piece = found.line.piece(kind, level if kind == "heading" else 0)
        piece = self._numbered(piece, self._label(paragraph, style, level, listed, has_text), listed)
        if not self.where and has_text:
            self.draft.paragraphs += 1
        return replace(
            piece, place=self._place(piece.kind, piece.number), new_page=self._breaks(style, has_text)
        )

    def _breaks(self, style: str, has_text: bool) -> bool:
        """Whether the piece begins a new page; a break before an empty line moves on to the next words."""
        if self.where or self.depth:
            return False
        broken = self.new_page or self.draft.styles.breaks("paragraph", style)
        self.new_page = self.draft.styles.breaks_after(style) or (broken and not has_text)
        return broken and has_text

    def _label(
        self, paragraph: Any, style: str, level: int, listed: Listed | None, has_text: bool
    ) -> Label | None:
        """Count the paragraph in its list, or the heading in the outline."""
        if not has_text:
            return None
        if listed:
            lists = self.draft.lists
            return (
                lists.label(listed.counting, listed.style, listed.level, listed.start)
                if listed.first
                else None
            )
        plain = get(paragraph, "text:is-list-header") == "true"
        plain = plain or self.draft.styles.attribute(style, "style:list-style-name") == ""
        if not level or plain:
            return None
        restart = get(paragraph, "text:restart-numbering") == "true"
        return self.draft.lists.heading(level, get(paragraph, "text:start-value") or ("1" if restart else ""))

    def _numbered(self, piece: Piece, label: Label | None, listed: Listed | None) -> Piece:
        if label is None:
            in_text = not self.depth and (not self.where or self.where.startswith("text box"))
            return self.draft.labels.take(piece, piece.kind == "heading") if in_text else piece
        if label.words:  # an author's own words: searched like any others, so part of the text
            return joined([Piece(piece.kind, f"{label.text} ", piece.level), piece], "")
        if piece.kind == "paragraph" and listed and not label.is_tiered:
            piece = replace(piece, kind="item", level=listed.level)
        return replace(piece, number=label.text)

    def _place(self, kind: str, number: str) -> str:
        if self.where:
            return self.where
        if kind == "item" or not any(character.isdigit() for character in number):
            return f"paragraph {max(self.draft.paragraphs, 1)}"
        return f"{'section' if kind == 'heading' else 'paragraph'} {number.strip('().')}"

    def _shape(self, shape: Any, hidden: bool, place: str) -> list[Piece]:
        """The words of a text box or shape, after the paragraph that it hangs on."""
        from redact.formats.open_shapes import read_shape

        return read_shape(self, shape, hidden, place)


def _is_heading(paragraph: Any) -> bool:
    return named(paragraph) == "text:h"


def in_cell(piece: Piece, cell: Cell) -> Piece:
    """A piece as part of a table's cell."""
    return replace(piece, kind="cell", level=0, cell=cell, new_page=False)
