"""Read plain text as it stands, and Markdown with or without gold mark-up.

A .txt is never reassembled: its blocks point into the decoded file itself, so
that offsets are the same as anybody else would count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from redact.formats import opening
from redact.formats.encodings import decoded
from redact.formats.labels import Labels
from redact.formats.markdown import parse_gold, read_markdown, strip_gold
from redact.formats.pieces import Gold
from redact.model import Block, Document, Span

__all__ = ["Gold", "parse_gold", "read_md", "read_txt", "strip_gold"]

TITLE_LENGTH = 90  # characters; a longer first line is prose
HEADING_LENGTH = 80
LINE = re.compile(r"[^\r\n]+")
ITEM = re.compile(r"[ \t]*([-*•·–]|\(?[a-z]\)|\(?[ivx]{1,4}\)|\(?\d{1,2}\))[ \t]+(?=\S)")
TIERED = re.compile(r"[ \t]*\d{1,3}[.\-]\d")
STOPS = (".", ",", ";", ":", "?", "!")


def read_txt(path: Path) -> Document:
    """The plain text at *path*; its `text` is exactly the decoded file without byte-order mark."""
    name = str(path)
    data = opening.load(path, name)
    text = decoded(data, name)
    return Document(name, opening.digest(data), text, tuple(_blocks(text)))


def read_md(path: Path) -> Document:
    """The Markdown file at *path*."""
    name = str(path)
    data = opening.load(path, name)
    return read_markdown(decoded(data, name), name, opening.digest(data))


# --- blocks of a plain text -------------------------------------------------------------------------


def _blocks(text: str) -> Iterator[Block]:
    labels = Labels()
    for count, lines in enumerate(_groups(text), 1):
        start, end = _trimmed(text, lines[0].start(), lines[-1].end())
        yield _block(text, start, end, labels, count)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _groups(text: str) -> Iterator[list[re.Match[str]]]:
    """Lines that belong together: up to a blank line, a heading, an item or a number."""
    group: list[re.Match[str]] = []
    before = 0
    for line in LINE.finditer(text):
        blank_before = (
            text[before : line.start()].count("\n") > 1 or text[before : line.start()].count("\r") > 1
        )
        if group and (blank_before or not line[0].strip() or _begins(line[0]) or _stands_alone(group[-1][0])):
            yield group
            group = []
        if line[0].strip():
            group.append(line)
        before = line.end()
    if group:
        yield group


def _begins(line: str) -> bool:
    return bool(ITEM.match(line) or TIERED.match(line)) or _is_capitals(line)


def _stands_alone(line: str) -> bool:
    return _is_capitals(line)


def _is_capitals(line: str) -> bool:
    letters = [one for one in line if one.isalpha()]
    short = len(line.strip()) <= HEADING_LENGTH and not line.rstrip().endswith(STOPS)
    return short and len(letters) > 3 and not any(one.islower() for one in letters)


def _block(text: str, start: int, end: int, labels: Labels, count: int) -> Block:
    words = text[start:end]
    place = f"paragraph {count}"
    if count == 1 and _is_title(words):
        return Block(Span(start, end), "title", place=place)
    item = ITEM.match(words)
    if item and not words[item.end() :].isspace():
        label = "•" if item[1] in "-*•·–" else item[1]
        return Block(Span(start + item.end(), end), "item", 1, label, place=place)
    number, rest = labels.split(words, heading=_is_heading(words))
    span = Span(start + rest, end)
    if _is_heading(words) and (number or _is_capitals(words)):
        level = len(re.findall(r"\d+", number)) or 1
        return Block(
            span, "heading", level, number, place=f"section {number.rstrip('.')}" if number else place
        )
    return Block(span, "paragraph", 0, number, place=f"paragraph {number.strip('().')}" if number else place)


def _is_title(words: str) -> bool:
    return len(words) <= TITLE_LENGTH and len(words.splitlines()) == 1 and not words.endswith(STOPS)


def _is_heading(words: str) -> bool:
    one_line = len(words.splitlines()) == 1
    return one_line and len(words) <= HEADING_LENGTH and not words.endswith(STOPS)
