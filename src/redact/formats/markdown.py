"""Markdown as a document, and the gold mark-up that samples and rules are written in.

Gold is a link whose target is a label: `[Jane](PERSON#p1)`, or KEEP for what
must stay. It may stand in headings, emphasis, tables, notes and comments.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.formats.pieces import Gold, assemble, in_order, names, starts
from redact.model import Document, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

#: What may be labelled; kinds of ID follow a dot.
LABELS = names(
    "PERSON DATE DOB TIME AGE ADDRESS POSTCODE PLACE SCHOOL HEALTH_SITE ORG PHONE EMAIL URL HANDLE QUASI KEEP"
    " ID"
)
GOLD = re.compile(
    r"\[(?P<text>(?:\\.|[^\[\]\\])+)\]"
    r"\((?P<label>[A-Z][A-Z_]*)(?P<kind>\.[A-Z][A-Z0-9_]*)?"
    r"(?:#(?P<entity>[\w.\-]+))?(?: (?P<note>[^()\n]*))?\)",
    re.DOTALL,
)
INSERTED = re.compile(r"\{\+\+(?P<text>.*?)\+\+\}", re.DOTALL)
DELETED = re.compile(r"\{--(?P<text>.*?)--\}", re.DOTALL)
DEEPEST = 60  # blocks inside blocks; beyond it the parser would drop text without a word


def read_markdown(text: str, name: str, digest: str) -> Document:
    """The Markdown in *text* as a document.

    Raises:
        UnreadableError: it holds no words, or nests too deeply to be read whole.
    """
    return _read(text, name, digest, gold=False)[0]


def parse_gold(text: str, name: str) -> tuple[Document, list[Gold]]:
    """The marked-up draft in *text* as a document, and what was labelled in it, in order."""
    return _read(text, name, hashlib.sha256(text.encode()).hexdigest(), gold=True)


def strip_gold(text: str) -> str:
    """The Markdown without its gold mark-up: each labelled link becomes its text."""
    return GOLD.sub(lambda match: match["text"] if is_gold(match) else match[0], text)


def is_gold(match: re.Match[str]) -> bool:
    """Whether a labelled link has one of the known labels."""
    return match["label"] in LABELS and (match["label"] == "ID" or not match["kind"])


def _read(text: str, name: str, digest: str, gold: bool) -> tuple[Document, list[Gold]]:
    from redact.formats.markdown_blocks import BlockReader

    parser = markdown_parser(gold)
    env: dict[str, Any] = {}
    try:
        tokens = parser.parse(text, env)
    except (RecursionError, IndexError, ValueError):
        raise UnreadableError(f"{name}: its Markdown cannot be parsed; save it as .txt") from None
    if any(token.level >= DEEPEST for token in tokens):
        raise UnreadableError(f"{name}: nests too deeply; flatten its lists and quotes")
    reader = BlockReader(parser, env, gold)
    pieces = in_order(reader.read(tokens))
    if not any(piece.text for piece in pieces):
        raise UnreadableError(f"{name}: holds no text; check that it is the right file")
    document = assemble(name, digest, pieces, reader.left.all())
    marked = list(_placed_gold(pieces)) if gold else []
    return document, marked


def _placed_gold(pieces: list[Any]) -> Iterator[Gold]:
    for piece, at in zip(pieces, starts(pieces), strict=True):
        for one in piece.gold:
            yield replace(one, span=Span(one.span.start + at, one.span.end + at))


# --- the parser -------------------------------------------------------------------------------------


def markdown_parser(gold: bool) -> MarkdownIt:
    """CommonMark with tables, footnotes and front matter; with *gold* also labels and tracked changes."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": DEEPEST + 40})
    parser.enable(["table", "strikethrough"])
    parser.use(front_matter_plugin)
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    if gold:
        parser.inline.ruler.before("link", "gold", _rule("gold", GOLD))
        parser.inline.ruler.before("link", "inserted", _rule("inserted", INSERTED))
        parser.inline.ruler.before("link", "deleted", _rule("deleted", DELETED))
    return parser


def _rule(name: str, pattern: re.Pattern[str]) -> Any:
    """An inline rule that turns what *pattern* matches into `<name>_open`, its text, `<name>_close`."""

    def rule(state: Any, silent: bool) -> bool:
        match = pattern.match(state.src, state.pos, state.posMax)
        if match is None or (name == "gold" and not is_gold(match)):
            return False
        if not silent:
            state.push(f"{name}_open", "", 1).meta = match.groupdict()
            end, state.pos, state.posMax = state.posMax, match.start("text"), match.end("text")
            state.md.inline.tokenize(state)
            state.posMax = end
            state.push(f"{name}_close", "", -1)
        state.pos = match.end()
        return True

    return rule
