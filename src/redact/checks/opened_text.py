"""Open plain text, Markdown, JSON and CSV."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from redact.checks.nouns import Gathering, unreadable

_MARKS = re.compile(r"[*_`~]+|<[^<>\n]*>|\\(?=[^\w\s])")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|^\[(?://|comment|_)\]:\s*#.*$", re.DOTALL | re.MULTILINE)
#: What a reader of the page does not see: the stroke before a sign that is meant as it stands, the mark of a heading or quotation.
_UNSEEN = re.compile(r"\\(?=[^\w\s])|^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?)", re.MULTILINE)
_DEFINITION = re.compile(r"^\[[^\]\n]+\]:.*$|\]\(([^)\n]+)\)", re.MULTILINE)


def decoded(data: bytes) -> str:
    """The characters of a text file, or '' where its bytes are no text."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strictly(data, encoding)
    return "" if b"\0" in data else _strictly(data, "utf-8") or _strictly(data, "cp1252")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def text_of(gathering: Gathering, data: bytes) -> str:
    """The characters, or an UnreadableError."""
    text = decoded(data)
    if data and not text:
        raise unreadable(gathering, "is not text in a known encoding", "save it again as UTF-8")
    return text


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Stretches without a blank line, each with the number of its first line."""
    line = 1
    for part in re.split(r"(\n[ \t\r]*\n\s*)", text.replace("\r\n", "\n").replace("\r", "\n")):
        if part.strip():
            yield line, part
        line += part.count("\n")


def open_plain(gathering: Gathering, data: bytes) -> None:
    """Plain text: each paragraph is a passage at 'line N'."""
    text = text_of(gathering, data)
    gathering.look("text")
    for line, part in paragraphs(text):
        gathering.say(f"line {line}", part, visible=True)
    gathering.say("text", text, "joined")


def open_markdown(gathering: Gathering, data: bytes) -> None:
    """Markdown: as plain text, without its marks, and its comments as hidden content."""
    text = text_of(gathering, data)
    for match in _COMMENT.finditer(text):
        place = f"line {text.count(chr(10), 0, match.start()) + 1}"
        gathering.hide("comment", place)
        gathering.say(place, match.group(), "comment")
    shown = _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
    gathering.look("text and comments")
    for line, part in paragraphs(shown):
        gathering.say(f"line {line}", _UNSEEN.sub("", _DEFINITION.sub(_label, part)), visible=True)
        gathering.say(f"line {line}", _MARKS.sub("", part), "joined")
        for match in _DEFINITION.finditer(part):
            gathering.say(f"line {line}", match.group(), "link")
    gathering.say("source", text, "source")


def _label(match: re.Match[str]) -> str:
    return "]" if match.group(1) else ""


def open_json(gathering: Gathering, data: bytes) -> None:
    """JSON: every key and every string, its escapes resolved."""
    text = text_of(gathering, data)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise unreadable(gathering, "is not JSON", "make it again") from error
    gathering.look("keys and values")
    for number, string in enumerate(_strings(value), 1):
        gathering.say(f"value {number}", string, visible=True)
    gathering.say("source", text, "source")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def open_csv(gathering: Gathering, data: bytes) -> None:
    """A table of comma-separated values: every cell, and every row joined."""
    text = text_of(gathering, data)
    gathering.look("rows")
    csv.field_size_limit(max(len(text), 131072))
    for number, row in enumerate(csv.reader(io.StringIO(text)), 1):
        for cell in row:
            gathering.say(f"row {number}", cell, visible=True)
        gathering.say(f"row {number}", " ".join(row), "joined")
    gathering.say("source", text, "source")
