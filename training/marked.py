"""Marked-up lines and cases from which the small networks learn; the held-back ones are never among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from redact.evaluate import HELD_BACK, _cases
from redact.formats.text import parse_gold
from redact.model import Block, Document, Mention, Span

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = [ROOT / "samples", ROOT / "training" / "cases"]
#: Cases that no network has learned from: with the first sixteen they caught less of what they had not seen, and asked less.
#: Rules learned from all but harebell and osier.
UNLEARNED = frozenset(
    {
        "tannery",
        "lockside",
        "allotment",
        "brewery",
        "orchid",
        "causeway",
        "foundry",
        "harrier",
        "saltmarsh",
        "lantern",
        "millrace",
        "ropewalk",
        "bellfounder",
        "heronry",
        "semaphore",
        "tramway",
        "drover",
        "shingle",
        "gannet",
        "harebell",
        "osier",
    }
)
MARKED = re.compile(r"\[([^\[\]]+)\]\(([A-Z_]+)\)")

#: Some text, and where in it something is marked: start, end, label.
Line = tuple[str, list[tuple[int, int, str]]]


def lines(*folders: str, held_back: bool = False) -> list[Line]:
    """The marked lines of *folders* of training/: those held back, or all others."""
    paths = [path for folder in folders for path in sorted((ROOT / "training" / folder).glob("*.txt"))]
    wanted = [path for path in paths if path.name.startswith("held-back") == held_back]
    return [_line(row) for path in wanted for row in path.read_text(encoding="utf-8").splitlines() if row]


def _line(row: str) -> Line:
    text, marks, at = "", [], 0
    for match in MARKED.finditer(row):
        text += row[at : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match[2]))
        text, at = text + match[1], match.end()
    return text + row[at:], marks


def is_learned(name: str) -> bool:
    """Whether networks learn from a case of that name."""
    return not name.startswith(HELD_BACK) and name not in UNLEARNED


def cases() -> dict[str, list[Line]]:
    """The blocks of the open cases by case."""
    found: dict[str, list[Line]] = {}
    for name, files, _ in _cases(FOLDERS):
        for path in files if is_learned(name) else ():
            document, gold = parse_gold(path.read_text(encoding="utf-8-sig"), path.name)
            for span in (block.span for block in document.blocks if block.span):
                marks = [
                    (g.span.start - span.start, g.span.end - span.start, g.label)
                    for g in gold
                    if span.covers(g.span)
                ]
                found.setdefault(name, []).append((document.of(span), marks))
    return found


def document_of(texts: Sequence[str]) -> Document:
    """*texts* as the paragraphs of one draft."""
    blocks, at = [], 0
    for text in texts:
        blocks.append(Block(Span(at, at + len(text)), "paragraph"))
        at += len(text) + 1
    return Document("lines.txt", "", "".join(f"{text}\n" for text in texts), tuple(blocks))


def is_covered(span: Span, document: Document, by: Iterable[Mention]) -> bool:
    """Whether every letter of *span* lies in one of *by*."""
    letters = {n for n in range(span.start, span.end) if document.text[n].isalnum()}
    return letters <= {n for m in by if m.span.overlaps(span) for n in range(m.span.start, m.span.end)}
