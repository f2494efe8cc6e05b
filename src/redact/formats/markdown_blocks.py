"""Markdown tokens as pieces: blocks in order, and what is not printed beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from redact.formats.labels import Labels
from redact.formats.markdown_inline import InlineReader
from redact.formats.pieces import Left, Piece, cut, joined, trim
from redact.model import Cell

COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
#: What a comment in a marked-up draft may stand for: `<!-- header: Case 4 -->`.
MEANING = re.compile(
    r"\s*(comment|header|footer|alt|property)\b\s*([\w ]*?)\s*:\s*(.*?)\s*\Z", re.DOTALL | re.I
)
LETTER = re.compile(r"(\(?(?:[a-z]|[ivx]{1,4})\))\s+(?=\S)")
LEFT = {"comment": "comment", "alt": "picture", "property": "document property", "hidden": "HTML"}


class BlockReader:
    """Reads the tokens of one Markdown text; `left` counts what is not printed."""

    def __init__(self, parser: Any, env: dict[str, Any], gold: bool) -> None:
        self.parser, self.env, self.gold = parser, env, gold
        self.left, self.labels = Left(), Labels()
        self.pieces: list[Piece] = []
        self.notes: dict[str, list[Piece]] = {}
        self.count = self.tables = 0
        self.within: list[Any] = []  # open tokens
        self.note = ""
        self.numbers: list[str] = []  # labels of open list items, '' once printed
        self.cell = Cell(0, -1, -1)

    def read(self, tokens: Sequence[Any]) -> list[Piece]:
        """All pieces of the text; notes come after the body, in the order of their calls."""
        for token in tokens:
            if token.type in ("inline", "fence", "code_block"):
                self._text(token)
            elif token.type == "html_block":
                self._html_block(token.content)
            elif token.type == "front_matter":
                self._aside(
                    Piece("property", token.content.strip(), place="front matter"), "document property"
                )
            elif token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close(token)
        self._definitions()
        return titled(self.pieces) + self._all_notes()

    # --- structure --------------------------------------------------------------------------------

    def _open(self, token: Any) -> None:
        self.within.append(token)
        if token.type == "list_item_open":
            self.numbers.append(f"{token.info}{token.markup}" if token.info else "•")
        elif token.type == "footnote_reference_open":
            self.note = self._note_number(token)
        elif token.type == "table_open":
            self.cell, self.tables = Cell(self.tables, -1, -1), self.tables + 1
        elif token.type == "tr_open":
            self.cell = replace(self.cell, row=self.cell.row + 1, column=-1)
        elif token.type in ("th_open", "td_open"):
            self.cell = replace(self.cell, column=self.cell.column + 1, header=token.type == "th_open")

    def _close(self, token: Any) -> None:
        self.within.pop()
        if token.type == "list_item_close":
            self.numbers.pop()
        elif token.type == "footnote_reference_close":
            self.note = ""

    def _note_number(self, token: Any) -> str:
        """The number of the note that is defined; its label where nothing calls it."""
        label = str(token.meta["label"])
        number = self.env.get("footnotes", {}).get("refs", {}).get(f":{label}", -1)
        return str(number + 1) if number >= 0 else f"uncalled {label}"

    def _inside(self, kind: str) -> Any:
        return next((one for one in reversed(self.within) if one.type == f"{kind}_open"), None)

    def next_place(self) -> str:
        """Where the block that is being read stands."""
        if self._inside("table"):
            return f"table {self.tables}, row {self.cell.row + 1}"
        if self.note:
            return f"footnote {self.note}" if self.note.isdigit() else "uncalled footnote"
        return f"paragraph {self.count + 1}"

    # --- blocks -----------------------------------------------------------------------------------

    def _text(self, token: Any) -> None:
        inline = InlineReader(self)
        if token.type == "inline":
            inline.read(token.children or [])
        else:
            inline.line.add(token.content.rstrip("\n"))
            self._aside(Piece("attribute", token.info.strip(), place=self.next_place()), "")
        piece = self._placed(inline.line.piece("paragraph", place=self.next_place()))
        for aside, left in inline.asides:
            self._aside(replace(aside, place=piece.place), left)
        if self.note:
            self.notes.setdefault(self.note, []).append(piece)
        elif piece.is_needed:
            self.pieces += _lettered(piece, inline.breaks)
        self.pieces += inline.extra

    def _placed(self, piece: Piece) -> Piece:
        """The piece in its kind: heading, cell, note, item, quote or paragraph."""
        heading = self._inside("heading")
        if self._inside("table"):
            return replace(piece, kind="cell", cell=self.cell)
        if self.note:
            return replace(piece, kind="note")
        self.count += bool(piece.text)
        if heading:
            piece = replace(piece, kind="heading", level=int(heading.tag[1]))
        elif self.numbers:
            number, self.numbers[-1] = self.numbers[-1], ""
            return replace(piece, kind="item", level=len(self.numbers), number=number)
        elif self._inside("blockquote"):
            return replace(piece, kind="quote")
        return self._labelled(piece)

    def _labelled(self, piece: Piece) -> Piece:
        piece = self.labels.take(piece, piece.kind == "heading")
        if not piece.number:
            return piece
        name = "section" if piece.kind == "heading" else "paragraph"
        return replace(piece, place=f"{name} {piece.number.strip('().')}")

    def _aside(self, piece: Piece, left: str) -> None:
        if piece.text:
            self.pieces.append(piece)
            if left:
                self.left.add(left, piece.place)

    def _html_block(self, content: str) -> None:
        printed, asides = self.html(content)
        self.pieces += printed
        for aside, left in asides:
            self._aside(replace(aside, place=aside.place or self.next_place()), left)

    def html(self, content: str) -> tuple[list[Piece], list[tuple[Piece, str]]]:
        """HTML as pieces: printed ones (a header or footer that a comment gives) and asides."""
        printed, asides = list[Piece](), list[tuple[Piece, str]]()
        for match in COMMENT.finditer(content):
            piece = self._comment(match[1])
            if piece.kind in ("header", "footer"):
                printed.append(piece)
            else:
                asides.append((piece, LEFT[piece.kind]))
        rest = COMMENT.sub("", content).strip()
        if rest:
            asides.append((Piece("hidden", rest), "HTML"))
        return printed, asides

    def _comment(self, content: str) -> Piece:
        meaning = MEANING.match(content) if self.gold else None
        if meaning is None:
            return Piece("comment", content.strip())
        kind, name = meaning[1].lower(), meaning[2].strip()
        inline = InlineReader(self)
        for token in self.parser.parseInline(meaning[3], self.env):
            inline.read(token.children or [])
        place = {
            "header": "page header",
            "footer": "page footer",
            "property": f"property {name.capitalize()}",
        }
        return inline.line.piece(kind, place=place.get(kind, ""))

    # --- the end ----------------------------------------------------------------------------------

    def _definitions(self) -> None:
        """Link definitions, which no page shows."""
        found = list(self.env.get("references", {}).items())
        found += [(str(one.get("label", "")), one) for one in self.env.get("duplicate_refs", [])]
        for label, one in found:
            words = "\n".join(filter(None, (label, one.get("href", ""), one.get("title", ""))))
            self._aside(Piece("link", words, place="link definition"), "link target")

    def _all_notes(self) -> list[Piece]:
        called = sorted((key for key in self.notes if key.isdigit()), key=int)
        notes = []
        for key in called:
            whole = joined(self.notes[key])
            notes.append(replace(whole, kind="note", number=key, place=f"footnote {key}"))
        for key in [key for key in self.notes if not key.isdigit()]:
            whole = joined(self.notes[key])
            notes.append(replace(whole, kind="hidden", place="uncalled footnote"))
            self.left.add("uncalled note", "uncalled footnote")
        return notes


def _lettered(piece: Piece, breaks: list[int]) -> list[Piece]:
    """A paragraph whose lines begin 'a) ', 'b) '… as items: people number so, Markdown does not."""
    begins = [at for at in [0, *breaks] if LETTER.match(piece.text, at)]
    if piece.kind != "paragraph" or piece.number or not begins:
        return [piece]
    edges = [*begins, len(piece.text)]
    before = [trim(cut(piece, 0, begins[0]))] if begins[0] else []
    return before + [_item(cut(piece, start, end)) for start, end in pairwise(edges)]


def _item(piece: Piece) -> Piece:
    match = LETTER.match(piece.text)
    start = match.end() if match else 0
    number = match[1] if match else ""
    return trim(replace(cut(piece, start, len(piece.text)), kind="item", level=1, number=number))


def titled(pieces: list[Piece]) -> list[Piece]:
    """The pieces with a lone first-level heading at the top as the title, the others moved up by one."""
    headings = [one for one in pieces if one.kind == "heading"]
    printed = [
        one for one in pieces if one.kind not in ("property", "comment", "header", "footer", "hidden", "alt")
    ]
    tops = [one for one in headings if one.level == 1]
    if len(tops) != 1 or not printed or printed[0] is not tops[0] or tops[0].number:
        return pieces
    return [_moved_up(one, tops[0]) for one in pieces]


def _moved_up(piece: Piece, title: Piece) -> Piece:
    if piece is title:
        return replace(piece, kind="title", level=0)
    return replace(piece, level=piece.level - 1) if piece.kind == "heading" else piece
