"""Drafts without a word processor: Markdown as an author types it, and plain text as a system exports it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from marked_up import MarkUpError, Part, cells, is_rule, pieces, plain

WIDTH = 76  # a letter saved from an e-mail program breaks its lines, names included
TEXT_KINDS = ("title", "heading", "table", "note", "paragraph", "item", "quote")


def build_markdown(parts: list[Part]) -> bytes:
    """A Markdown draft: the gold text without its labels; one line a paragraph."""
    return join(parts, markdown_line).encode()


def build_plain(parts: list[Part]) -> bytes:
    """A plain-text draft as Windows saves it: byte-order mark, CRLF, lines broken at 76 characters."""
    return ("\ufeff" + join(parts, plain_lines)).replace("\n", "\r\n").encode()


def join(parts: list[Part], line: Callable[[Part], str]) -> str:
    """All parts as lines, a blank one between parts that stand apart."""
    out: list[str] = []
    for part in parts:
        if part.kind not in TEXT_KINDS:
            raise MarkUpError(f"a text draft cannot hold the directive '{part.kind}'")
        if out and (part.first or part.kind not in ("table", "item", "quote")):
            out.append("")
        out.append(line(part))
    return "\n".join(out) + "\n"


def marked(text: str) -> str:
    """*text* without labels; emphasis and note marks stay as Markdown writes them."""
    return "".join(f"[^{p.text}]" if p.note else emphasised(p.text, p.bold, p.italic) for p in pieces(text))


def emphasised(text: str, bold: bool, italic: bool) -> str:
    """*text* between the asterisks that its look asks for; a bracket is escaped."""
    stars = "**" * bold + "*" * italic
    return f"{stars}{text.replace('[', chr(92) + '[')}{stars}"


def markdown_line(part: Part) -> str:
    """The line of Markdown that *part* is."""
    text = marked(part.text)
    number = f"{part.number} " if part.number else ""
    if part.kind == "table":
        return "| " + " | ".join(marked(cell) for cell in cells(part)) + " |"
    if part.kind == "note":
        return f"[^{part.number}]: {text}"
    lead = {"title": "# ", "heading": "#" * (part.level + 1) + " ", "quote": "> ", "item": "  " * part.level}
    return lead.get(part.kind, "") + number + text


def plain_lines(part: Part) -> str:
    """The lines of plain text that *part* is, broken at the width of the page."""
    if part.kind == "table":
        return "" if is_rule(part) else "\t".join(plain(cell) for cell in cells(part))
    if part.kind == "note":
        return fill(f"[{part.number}] {plain(part.text)}")
    text = "".join(f"[{p.text}]" if p.note else p.text for p in pieces(part.text))
    number = f"{part.number}{' ' if part.kind == 'item' else '  '}" if part.number else ""
    lead = "    " if part.kind == "quote" else "  " * part.level if part.kind == "item" else ""
    return "\n".join(fill(lead + number + line, lead) for line in text.split("\n"))


def fill(text: str, lead: str = "") -> str:
    """*text* broken into lines; e-mail addresses and numbers with hyphens stay whole."""
    return textwrap.fill(text, WIDTH, subsequent_indent=lead, break_on_hyphens=False, break_long_words=False)
