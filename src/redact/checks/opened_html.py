"""Open a web page: what it shows, and what only its source holds."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

from redact.checks.nouns import Gathering
from redact.checks.opened_text import text_of

_BLOCK_TAGS = """
address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol option p pre section summary table tbody td tfoot
th thead title tr ul text desc
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_VOID_TAGS = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_VOID_TAGS.split())
_LOADED = {"img": "src", "script": "src", "iframe": "src", "link": "href", "embed": "src", "object": "data"}
_LINKS = frozenset({"href", "src", "action", "data", "srcset", "poster", "cite", "formaction"})
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*[01](px|pt)?\s*(;|$)|opacity\s*:\s*0\s*(;|$)"
)
_WHITE = re.compile(r"(?<![-\w])color\s*:\s*(white|#fff(fff)?|transparent)\b")
#: What a drawing may be made of: text, boxes, and lines that run straight across or down. Nothing else
#: is taken for granted: letters and signatures can be drawn with any other.
_DRAWN = frozenset(["svg", "g", "title", "desc", "text", "rect", "polygon", "path"])
_STRAIGHT = re.compile(r"M-?\d+ -?\d+(?: L-?\d+ -?\d+)+")
_AUTHORS = frozenset({"author", "creator", "dc.creator", "last-modified-by", "generator-author", "company"})
_DATA = re.compile(r"data:[\w/+.-]*(?:;[\w=-]+)*;base64,([A-Za-z0-9+/=\s]+)")


def open_html(gathering: Gathering, data: bytes) -> None:
    """Visible text by block; attributes, comments, scripts and styles; and facts on its structure."""
    text = text_of(gathering, data)
    reader = _Page(gathering)
    reader.feed(text)
    reader.close()
    reader.finish()
    gathering.look("text, title, attributes, comments, scripts and styles")
    for data_of_a_file in reader.embedded:  # looked into as what it is; as letters it says anything
        text = text.replace(data_of_a_file, "")
    gathering.say("source", html.unescape(re.sub(r"<[^<>]*>", "", text)), "source")
    gathering.say("source", html.unescape(text), "source")


_CSS_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'")
_CSS_ESCAPE = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?")


class _Page(HTMLParser):
    """Walks the source from top to bottom, as a browser would."""

    def __init__(self, gathering: Gathering) -> None:
        super().__init__(convert_charrefs=True)
        self.gathering = gathering
        self.embedded: list[str] = []  # the pictures that attributes hold, as letters
        self.stack: list[tuple[str, bool]] = []
        self.block: list[str] = []
        self.unseen: list[str] = []
        self.all: list[str] = []
        self.count: dict[str, int] = {}
        self.levels: list[str] = []
        self.facts: dict[str, str] = {"lang": "", "title": "", "no scope": "0", "no alt": "0"}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Flush at a block, note every attribute."""
        if tag in _BLOCKS:
            self.flush()
        if tag == "br":
            (self.unseen if self.is_hidden else self.block).append("\n")
        given = {name: value or "" for name, value in attrs}
        if tag not in _VOID:
            self.stack.append((tag, self.is_hidden or _hides(tag, given)))
        self._attributes(tag, given)
        self._structure(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """Flush at a block, and close what is open."""
        if tag in _BLOCKS:
            self.flush()
        if any(open_tag == tag for open_tag, _ in self.stack):
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Collect text, apart by whether it shows."""
        inside = {tag for tag, _ in self.stack[-1:]}
        if inside & {"script", "style"}:
            place = f"{min(inside)} {self._number(min(inside))}"
            self.gathering.say(place, data, "script")
            if "style" in inside:  # words in pieces that a page puts together
                self.gathering.say(place, "".join(_written(data)), "script")
            if "script" in inside and data.strip():
                self.gathering.hide("script", f"line {self.getpos()[0]}")
        elif self.is_hidden:
            self.unseen.append(data)
        else:
            self.block.append(data)

    def handle_comment(self, data: str) -> None:
        """A comment is hidden content."""
        place = f"line {self.getpos()[0]}"
        self.gathering.hide("comment", place)
        self.gathering.say(place, data, "comment")

    def handle_decl(self, decl: str) -> None:
        """Only <!DOCTYPE html> says nothing."""
        if decl.strip().lower() != "doctype html":
            self.gathering.say("declaration", decl, "comment")

    def unknown_decl(self, data: str) -> None:
        """CDATA and the like: browsers take it for a comment."""
        self.handle_comment(data)

    def handle_pi(self, data: str) -> None:
        """A processing instruction is a comment to a browser."""
        self.handle_comment(data)

    @property
    def is_hidden(self) -> bool:
        """Whether the text that comes now is not shown."""
        return bool(self.stack) and self.stack[-1][1]

    def flush(self) -> None:
        """End a block: its text is one passage."""
        if "".join(self.unseen).strip():
            place = f"line {self.getpos()[0]}"
            self.gathering.hide("hidden text", place)
            self.gathering.say(place, "".join(self.unseen), "hidden")
        if "".join(self.block).strip():
            self._say_block("".join(self.block))
        self.block, self.unseen = [], []

    def _say_block(self, text: str) -> None:
        kind = _kind_of_block([tag for tag, _ in self.stack])
        if kind == "title":
            self.facts["title"] = self.facts["title"] or text.strip()
        self.all.append(text)
        place = kind if kind == "title" else f"{kind} {self._number(kind)}"
        self.gathering.say(place, text, visible=True)

    def _number(self, kind: str) -> int:
        self.count[kind] = self.count.get(kind, 0) + 1
        return self.count[kind]

    def _attributes(self, tag: str, given: dict[str, str]) -> None:
        for name, value in given.items():
            kind = (
                "alt" if name in ("alt", "title", "aria-label") else "link" if name in _LINKS else "attribute"
            )
            place = f"line {self.getpos()[0]}, {tag} {name}"
            self.gathering.say(place, _DATA.sub("data:", value) or name, kind)
            if name.startswith("on") and value:
                self.gathering.hide("script", place)
            self._embedded(place, value)
        if tag == "meta" and given.get("name", "").lower() in _AUTHORS and given.get("content", "").strip():
            self.gathering.hide("author", f"line {self.getpos()[0]}")
        self._loaded(tag, given)
        if any(name == "svg" for name, _ in self.stack[:-1]) and not _is_plain(tag, given):
            self.gathering.hide("picture", f"line {self.getpos()[0]}")

    def _embedded(self, place: str, value: str) -> None:
        from redact.checks.opened import open_part

        for match in _DATA.finditer(value):
            self.embedded.append(match[1])
            try:
                open_part(self.gathering, place, base64.b64decode(match[1]))
            except binascii.Error:
                self.gathering.doubt(place)

    def _loaded(self, tag: str, given: dict[str, str]) -> None:
        place = f"line {self.getpos()[0]}"
        target = given.get(_LOADED.get(tag, ""), "")
        if tag == "svg":
            self.gathering.miss(f"{place}: what the lines of the drawing show")
        if tag in ("canvas", "video", "picture") or (tag == "img" and not _is_held(given)):
            self.gathering.hide("picture", place)
        if tag in ("img", "canvas", "video", "picture"):
            self.gathering.miss(f"{place}: what the picture shows")
        if target and not target.startswith(("data:", "#")):
            self.gathering.hide("external link", place)

    def _structure(self, tag: str, given: dict[str, str]) -> None:
        if tag == "html":
            self.facts["lang"] = given.get("lang", "")
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(tag[1])
        if tag == "th" and not given.get("scope"):
            self.facts["no scope"] = str(int(self.facts["no scope"]) + 1)
        if tag == "img" and "alt" not in given:
            self.facts["no alt"] = str(int(self.facts["no alt"]) + 1)

    def finish(self) -> None:
        """Say what is only known at the end."""
        self.flush()
        self.gathering.say("whole page", " ".join(self.all), "joined")
        for name, value in {**self.facts, "levels": " ".join(self.levels)}.items():
            self.gathering.say(f"html {name}", value or "-", "fact")


def _hides(tag: str, given: dict[str, str]) -> bool:
    style = given.get("style", "").lower()
    white = bool(_WHITE.search(style)) and "background" not in style
    return (
        tag in ("template", "noscript", "datalist")
        or "hidden" in given
        or (tag == "input" and given.get("type") == "hidden")
        or bool(_UNSEEN.search(style))
        or white
    )


def _is_held(given: dict[str, str]) -> bool:
    """Whether the page itself holds the whole picture, which is then looked into by itself."""
    return bool(_DATA.fullmatch(given.get("src", ""))) and not given.get("srcset")


def _is_plain(tag: str, given: dict[str, str]) -> bool:
    """Whether an element of a drawing is text, a box, or a line that runs straight across and down."""
    if tag == "path":
        points = re.findall(r"(-?\d+) (-?\d+)", given.get("d", ""))
        square = all(x == u or y == v for (x, y), (u, v) in pairwise(points))
        return bool(_STRAIGHT.fullmatch(given.get("d", ""))) and square
    if tag == "polygon":
        return len(given.get("points", "").split()) <= 8
    return tag in _DRAWN


def _written(style: str) -> Iterator[str]:
    """The strings of a style sheet, its escapes resolved: what `content:` can print."""
    for match in _CSS_STRING.finditer(style):
        yield _CSS_ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0x10FFFF)), match[1] or match[2] or "")


def _kind_of_block(open_tags: list[str]) -> str:
    names = {
        "title": "title",
        "td": "table cell",
        "th": "table cell",
        "li": "list item",
        "caption": "caption",
    }
    if "svg" in open_tags:
        return "drawing"
    for tag in reversed(open_tags):
        if tag in names:
            return names[tag]
        if re.fullmatch("h[1-6]", tag):
            return "heading"
    return "paragraph"
