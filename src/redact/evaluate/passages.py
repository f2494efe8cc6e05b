"""Passages of hidden gender: what is printed, what is asked, what is silently wrong.

A probe is a YAML file of casts (a register, and what the case says elsewhere) and passages of each,
with the text that should be printed (`gives`), or `asks` where a reader could not be sure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from redact.model import Block, Document, Entity, Mention, Register, Span
from redact.rules import Rules

#: More questions than this in one passage are too many to try every answer to.
MOST = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of a probe, and what came of it."""

    cast: str
    text: str
    gives: str  # '' where only a question is right
    asks: bool
    printed: str
    outcome: str  # right, asked, wrong


def passages(path: Path, rules: Rules) -> Iterator[Passage]:
    """Every passage of the probe at *path*, tried as a case of its own."""
    import yaml

    from redact.detect import find_anew

    probe = yaml.safe_load(path.read_text(encoding="utf-8"))
    for cast, rows in probe["passages"].items():
        about = probe["casts"][cast]
        before = _document("before", about.get("before", ""))
        known = {before.name: find_anew(before, rules)}
        for row in rows:
            document = _document("passage", row["text"])
            anew = {**known, document.name: find_anew(document, rules)}
            yield _tried(cast, _register(about["people"]), [before, document], anew, row, rules)


def _tried(
    cast: str,
    register: Register,
    documents: Sequence[Document],
    anew: Mapping[str, list[Mention]],
    row: Mapping[str, Any],
    rules: Rules,
) -> Passage:
    from redact.gender import neutralised
    from redact.reading import find_and_link

    mentions, entities = find_and_link(documents, anew, register, rules)
    mentions = [m for m in mentions if m.label == "PERSON"]
    found = neutralised(documents, mentions, entities, register.subject, rules)
    found = [t for t in found if t.lead.document == "passage"]
    sure = [m for t in found if t.lead.status == "replace" for m in (t.lead, *t.verbs)]
    open_ = [[(m.span, m.value) for m in (t.lead, *t.verbs)] for t in found if t.lead.status == "flag"]
    printed = [_print(row["text"], [(m.span, m.value) for m in sure], each) for each in _answers(open_)]
    gives = " ".join(row.get("gives", "").split(" "))
    return Passage(
        cast, row["text"], gives, bool(row.get("asks")), printed[-1], _outcome(row, printed, bool(open_))
    )


def _register(people: list[Mapping[str, Any]]) -> Register:
    entities = {
        p["id"]: Entity(p["id"], "PERSON", p["name"], tuple(p.get("aliases", ())), p.get("role", ""),
                        gender=p.get("gender", "shown"), listed=True)
        for p in people
    }  # fmt: skip
    return Register(subject=people[0]["id"], entities=entities)


def _document(name: str, text: str) -> Document:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(Span(at, at + len(line)), "paragraph"))
        at += len(line) + 1
    return Document(name, "", text, tuple(blocks))


def _answers(open_: list[list[tuple[Span, str]]]) -> Iterator[list[tuple[Span, str]]]:
    """Every way of answering what is asked; the last one says yes to all."""
    for answer in product((False, True), repeat=len(open_)) if len(open_) <= MOST else [(True,) * len(open_)]:
        yield [change for changes, yes in zip(open_, answer, strict=True) if yes for change in changes]


def _print(text: str, sure: list[tuple[Span, str]], answered: list[tuple[Span, str]]) -> str:
    for span, value in sorted([*sure, *answered], key=lambda change: change[0], reverse=True):
        text = text[: span.start] + value + text[span.end :]
    return text


def _outcome(row: Mapping[str, Any], printed: list[str], asked: bool) -> str:
    """Right, asked, or silently wrong: no answer to the questions would have given what is right."""
    gives = row.get("gives")
    if gives and gives not in printed:
        return "wrong"
    if row.get("asks"):
        return "asked" if asked else ("right" if gives and gives == printed[0] else "wrong")
    return "asked" if asked else "right"


def figures(found: list[Passage]) -> dict[str, float]:
    """Shares of a probe: right of those with one reading, asked of those with several, and how many are silently wrong."""
    clear = [p for p in found if not p.asks]
    doubtful = [p for p in found if p.asks]
    count = Counter((p.asks, p.outcome) for p in found)
    return {
        "passages": len(found),
        "right, of the clear": round(count[False, "right"] / max(len(clear), 1), 3),
        "asked, of the clear": round(count[False, "asked"] / max(len(clear), 1), 3),
        "asked, of the doubtful": round(count[True, "asked"] / max(len(doubtful), 1), 3),
        "silently wrong": count[False, "wrong"] + count[True, "wrong"],
    }
