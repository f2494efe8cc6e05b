"""The inside of one Markdown paragraph: words, emphasis, gold, note calls, and what is not printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from redact.formats.links import may_stay
from redact.formats.pieces import Gold, Line, Piece
from redact.model import Link, Span

if TYPE_CHECKING:
    from redact.formats.markdown_blocks import BlockReader

EMPHASIS = {"em": "italic", "strong": "bold"}


class InlineReader:
    """Turns the children of one inline token into a line and asides."""

    def __init__(self, owner: BlockReader) -> None:
        self.owner = owner
        self.line = Line()
        self.outer: list[Line] = []  # lines around a deletion that is being read
        self.styles: list[str] = []
        self.opened: list[tuple[int, dict[str, str]]] = []
        self.asides: list[tuple[Piece, str]] = []
        self.extra: list[Piece] = []  # headers and footers named in a comment
        self.links: list[tuple[str, str, int]] = []
        self.breaks: list[int] = []  # where the source goes on to a new line

    def read(self, tokens: Sequence[Any]) -> None:
        """Take in *tokens*, in order."""
        for token in tokens:
            kind, _, edge = token.type.rpartition("_")
            if edge in ("open", "close") and kind:
                self._edge(token, kind, edge == "open")
            else:
                self._leaf(token)

    def _leaf(self, token: Any) -> None:
        if token.type in ("text", "code_inline", "text_special"):
            self.line.add(token.content, self.styles)
        elif token.type in ("softbreak", "hardbreak"):
            self.line.add(" " if token.type == "softbreak" else "\n", self.styles)
            self.breaks.append(self.line.length)
        elif token.type == "image":
            self._image(token)
        elif token.type == "html_inline":
            self._html(token.content)
        elif token.type == "footnote_ref":
            self.line.call(str(token.meta["id"] + 1))
        elif token.content:
            self.line.add(token.content, self.styles)

    def _edge(self, token: Any, kind: str, opens: bool) -> None:
        if kind in EMPHASIS:
            self.styles.append(EMPHASIS[kind]) if opens else self.styles.remove(EMPHASIS[kind])
        elif kind == "link":
            self._link(token, opens)
        elif kind == "gold":
            self._gold(token, opens)
        elif kind == "deleted":
            self._deleted(opens)

    def _gold(self, token: Any, opens: bool) -> None:
        if opens:
            self.opened.append((self.line.length, token.meta))
            return
        start, meta = self.opened.pop()
        if start < self.line.length:
            label = meta["label"] + (meta["kind"] or "")
            span = Span(start, self.line.length)
            self.line.gold.append(Gold(span, label, meta["entity"] or "", meta["note"] or ""))

    def _deleted(self, opens: bool) -> None:
        if opens:
            self.outer.append(self.line)
            self.line = Line()
            return
        self.asides.append((self.line.piece("deletion"), "tracked deletion"))
        self.line = self.outer.pop()

    def _link(self, token: Any, opens: bool) -> None:
        if opens:
            self.links.append(
                (str(token.attrs.get("href", "")), str(token.attrs.get("title", "")), self.line.length)
            )
            return
        target, title, start = self.links.pop()
        if target.removeprefix("mailto:") != self.line.text[start:]:
            stays = may_stay(target)
            if stays and start < self.line.length:
                self.line.links.append(Link(Span(start, self.line.length), stays))
            if stays != target:  # what is printed as it stands has nothing to be searched for
                self.asides.append((Piece("link", target), "" if stays else "link target"))
        self.asides.append((Piece("attribute", title), ""))

    def _image(self, token: Any) -> None:
        alt = InlineReader(self.owner)
        alt.read(token.children or [])
        self.asides += [(alt.line.piece("alt"), ""), *alt.asides]
        words = f"{token.attrs.get('src', '')}\n{token.attrs.get('title', '')}"
        self.asides.append((Piece("link", words.strip()), ""))
        self.owner.left.add("picture", self.owner.next_place())

    def _html(self, content: str) -> None:
        if re.match(r"<br\s*/?>\Z", content.strip(), re.I):
            self.line.add("\n")
            return
        printed, asides = self.owner.html(content)
        self.extra += printed
        self.asides += asides
