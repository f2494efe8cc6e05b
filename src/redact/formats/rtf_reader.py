"""Follows the groups and control words of a rich text and hands its words to where they belong."""

from __future__ import annotations

from redact.formats.pieces import Piece
from redact.formats.rtf_asides import Asides, data_words
from redact.formats.rtf_group import Group, is_codec, is_named
from redact.formats.rtf_story import HEADING, Paragraph, Shared, Story, Words
from redact.formats.rtf_tokens import Token
from redact.formats.rtf_words import (
    ASIDES,
    CHARSETS,
    HEADERS,
    IN_TEXT,
    PROPERTIES,
    SILENT,
    SYMBOLS,
)  # fmt: skip
from redact.formats.word_fields import PAGE_FIELDS

CODEPAGES = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
NOTHING = Words("nothing")
PRIVATE = range(0xF000, 0xF100)  # where Symbol fonts keep their characters


class RtfReader:
    """Takes one token after the other; `finish` gives what is printed."""

    def __init__(self, name: str) -> None:
        self.shared = Shared(name)
        self.body = Story(self.shared)
        self.group = Group(self.body)
        self.groups: list[Group] = []
        self.paragraph = Paragraph()
        self.paragraphs: list[Paragraph] = []  # of the stories that a note or a header interrupts
        self.notes: list[tuple[str, list[Piece]]] = []
        self.running: list[Piece] = []
        self.charsets: dict[int, int] = {}
        self.codepage = "cp1252"
        self.pending = 0  # characters to skip after \\u
        self.bytes = bytearray()
        self.high = 0  # the first half of a pair
        self.style = (0, 0)  # of the style sheet: the style that is being defined, and its level
        self.asides = Asides(self.shared.beside)

    def finish(self) -> list[Piece]:
        """The pieces of the body."""
        self._flush_bytes()
        return self.body.finish(self.paragraph)

    def take(self, token: Token) -> None:
        """The next token."""
        if token.kind == "byte":
            self._byte(token.text)
            return
        self._flush_bytes()
        getattr(self, f"_{token.kind}")(token)

    # --- groups -----------------------------------------------------------------------------------

    def _open(self, token: Token) -> None:
        self.pending = 0
        self.group.fresh = False
        self.groups.append(self.group)
        self.group = self.group.inner()

    def _close(self, token: Token) -> None:
        self.pending = 0
        ended, self.group = self.group, self.groups.pop() if self.groups else Group(self.body)
        if ended.sink is self.group.sink:
            self._end_inner(ended)
        elif isinstance(ended.sink, Story):
            if ended.begun:
                self._end_story(ended.sink)
        elif ended.sink is not NOTHING:
            self.asides.end(ended.sink, self.group, self._story())

    def _end_inner(self, ended: Group) -> None:
        """A group that shares its destination with the one around it: a style or a font in its table."""
        sink = ended.sink
        if isinstance(sink, Words) and sink.kind == "styles":
            self._define_style(sink)
        elif isinstance(sink, Words) and sink.kind == "fonts":
            sink.texts.clear()

    def _define_style(self, sink: Words) -> None:
        number, level = self.style
        name = sink.text.strip().rstrip(";").strip().lower()
        heading = HEADING.fullmatch(name)
        if number:
            self.shared.styles.setdefault(number, (name, int(heading[1]) if heading else level))
        sink.texts.clear()
        self.style = (0, 0)

    def _end_story(self, story: Story) -> None:
        pieces = story.finish(self.paragraph)
        self.paragraph = self.paragraphs.pop()
        if story.where.startswith("text box"):
            self._story().boxes += pieces
        elif story.kind == "note":
            self.notes.append((story.where.removeprefix("footnote "), pieces))
        elif story.kind == "comment":
            self.shared.beside.keep(
                "comment", "\n".join(piece.text for piece in pieces), story.where, "comment"
            )
        else:
            self.running += pieces

    def _story(self) -> Story:
        """The story that is being read."""
        sinks = [self.group.sink, *(group.sink for group in reversed(self.groups[-60:]))]
        return next((sink for sink in sinks if isinstance(sink, Story)), self.body)

    # --- control words ----------------------------------------------------------------------------

    def _word(self, token: Token) -> None:
        word, value, group = token.text, token.value, self.group
        if word == "u":
            self._unicode(value or 0)
            return
        if self.pending:
            self.pending -= 1
            return
        fresh, group.fresh = group.fresh, False
        if word in SYMBOLS:
            self._put(SYMBOLS[word])
        elif (fresh and self._destination(word)) or group.takes(word, value) or self._of_file(word, value):
            return
        elif isinstance(group.sink, Story):
            self._of_story(word, value, group.sink)
        elif word in ("par", "line", "cell", "row", "sect"):
            self._put("\n")

    def _destination(self, word: str) -> bool:
        """Whether the word says where the words of its group belong."""
        group, sink = self.group, self.group.sink
        if sink is NOTHING:
            return True
        if word in HEADERS and sink is self.body:
            self._begin_story(Story(self.shared, HEADERS[word], f"page {HEADERS[word]}"))
        elif word in ("footnote", "annotation") and isinstance(sink, Story):
            self._begin_noted(word, sink)
        elif word in ("shptxt", "dptxbxtext") and not isinstance(sink, Words):
            outer = self._story()
            self._begin_story(Story(self.shared, outer.kind, f"text box by {outer.place}"[:60]))
        elif word == "field":
            group.instruction = []
        elif word == "fldrslt":
            self._result(group)
        elif word in SILENT:
            group.sink = NOTHING
        elif word == "ud":
            group.sink = next(
                (one.sink for one in reversed(self.groups) if not is_named(one.sink, "upr")), self.body
            )
        elif word in PROPERTIES and self._inside("info"):
            group.sink = Words("property", "document property", word)
        elif word in ASIDES and not (
            isinstance(sink, Words) and sink.kind in ("picture", "comment", "label")
        ):
            group.sink = Words(*ASIDES[word], word)
        elif (
            group.starred and word not in IN_TEXT and not (isinstance(sink, Words) and sink.kind == "styles")
        ):
            group.sink = Words("attribute", "part of an unusual kind", word)
        elif word == "info":
            group.sink = Words("attribute", "", "info")
        else:
            return False
        return True

    def _inside(self, name: str) -> bool:
        return any(is_named(one.sink, name) for one in self.groups[-4:])

    def _begin_story(self, story: Story) -> None:
        self.group.sink, self.group.begun = story, True
        self.paragraphs.append(self.paragraph)
        self.paragraph = Paragraph()
        self.group.styles, self.group.hidden, self.group.deleted = frozenset(), False, False

    def _begin_noted(self, word: str, sink: Story) -> None:
        """A note or a comment begins; a note is called where it stands."""
        if word == "annotation":
            self._begin_story(Story(self.shared, "comment", f"comment by {sink.place}"))
        elif sink.kind != "paragraph" or self.group.hidden or self.group.deleted:
            self.group.sink = Words("hidden", "hidden text")
        else:
            number = str(len(self.notes) + 1)
            sink.line.call(number)
            self._begin_story(Story(self.shared, "note", f"footnote {number}"))

    def _result(self, group: Group) -> None:
        """A field's result begins."""
        last = group.instruction[-1] if group.instruction else None
        running = isinstance(group.sink, Story) and group.sink.kind in ("header", "footer")
        if last and last.keyword == "TOC":
            group.sink = Words("field")
        elif last and last.keyword in PAGE_FIELDS and running:
            group.sink = NOTHING

    def _of_file(self, word: str, value: int | None) -> bool:
        """Whether the word sets a code page, a font or a style."""
        sink = self.group.sink
        kind = sink.kind if isinstance(sink, Words) else ""
        if word == "ansicpg" and value:
            self.codepage = f"cp{value}" if is_codec(f"cp{value}") else self.codepage
        elif word in CODEPAGES:
            self.codepage = CODEPAGES[word]
        elif word == "fcharset" and kind == "fonts":
            self.charsets[self.group.font] = value or 0
        elif kind == "styles" and word in ("s", "outlinelevel"):
            number, level = self.style
            self.style = (
                (value or 0, level) if word == "s" else (number, (value or 0) + 1 if (value or 0) < 9 else 0)
            )
        else:
            return False
        return True

    def _of_story(self, word: str, value: int | None, story: Story) -> None:
        """What ends a paragraph or a page, and what sets a paragraph or a table."""
        if word == "par":
            story.end_paragraph(self.paragraph)
        elif word in ("sect", "page"):
            story.end_paragraph(self.paragraph)
            story.new_page = True
        elif word == "pagebb":
            story.new_page = value != 0
        elif word == "pard":
            self.paragraph = Paragraph()
        elif not self.paragraph.takes(word, value or 0):
            story.takes(word, value or 0, self.paragraph)

    # --- characters -------------------------------------------------------------------------------

    def _symbol(self, token: Token) -> None:
        if token.text == "*":
            self.group.starred = True
        elif self.pending:
            self.pending -= 1
        elif token.text in SYMBOLS:
            self._put(SYMBOLS[token.text])

    def _text(self, token: Token) -> None:
        text, self.pending = token.text[self.pending :], max(0, self.pending - len(token.text))
        self.group.fresh = False
        if text.isascii():
            self._put(text)
        else:
            self.bytes += text.encode("latin-1")
            self._flush_bytes()

    def _byte(self, text: str) -> None:
        if self.pending:
            self.pending -= 1
        else:
            self.bytes += text.encode("latin-1")

    def _flush_bytes(self) -> None:
        """Decode the bytes gathered so far, together: a letter may take two."""
        if not self.bytes:
            return
        data, self.bytes = bytes(self.bytes), bytearray()
        charset = self.charsets.get(self.group.font, -1)
        if charset == 2:
            self._put("".join("•" if byte > 0x7E else chr(byte) for byte in data))
            return
        codec = self.codepage if charset in (-1, 0, 1) else CHARSETS.get(charset, self.codepage)
        self._put(data.decode(codec, "replace"))

    def _unicode(self, value: int) -> None:
        """The character that \\u writes, its two halves put together."""
        self.group.fresh = False
        code, self.pending = value % 0x10000, self.group.skips
        if 0xD800 <= code < 0xDC00:
            self.high = code
        elif 0xDC00 <= code < 0xE000:
            both = 0x10000 + ((self.high - 0xD800) << 10) + (code - 0xDC00) if self.high else 0xFFFD
            self.high = 0
            self._put(chr(both))
        else:
            self._put("•" if code in PRIVATE else chr(code) if code else "")

    def _put(self, text: str) -> None:
        group = self.group
        if text and group.sink is not NOTHING:
            styles = group.styles | {f"language:{group.language}"} if group.language else group.styles
            group.sink.add(text, styles, "deletion" if group.deleted else "hidden" if group.hidden else "")

    def _binary(self, token: Token) -> None:
        sink = self.group.sink
        if isinstance(sink, Words):
            sink.more["binary"] = sink.more.get("binary", b"") + token.text.encode("latin-1")

    def _after(self, token: Token) -> None:
        """What stands after the end of the text: no word processor shows it."""
        words = data_words("", token.text.encode("latin-1"))
        self.shared.beside.keep(
            "hidden", words, "after the end of the text", "words after the end of the text"
        )
