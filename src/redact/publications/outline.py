"""A report's outline: every paragraph under the kind of section that it stands in, and by what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from redact.model import Block, Edition, Span
from redact.publications.sentences import sentences
from redact.rules.sections import Kind, Sections

#: The kind of what stands before the first heading.
FRONT = "front"
#: 'Recommendation 4: …' is one wherever it stands.
_ONE_RECOMMENDATION = re.compile(r"^\W*recommendation\s+(?:\d+|[ivx]+|[a-z])\b", re.IGNORECASE)
RECOMMENDATIONS = "recommendations"
#: '4.12' at the beginning of a paragraph whose number is part of its words.
_TYPED = re.compile(r"^(\d+(?:\.\d+)+)\.?\s")
_TOP = re.compile(r"^\s*(\d+(?:\.\d+)*)")
_TEXT = frozenset({"paragraph", "quote", "item", "heading", "caption", "cell"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of the report.

    *id* is its number as printed ('4.12'), with that of the paragraph above for an item ('4.12 a)');
    'p17' for the 17th block where it has none, or where another bears the same.
    """

    id: str
    block: Block
    section: str  # the kind of its section; '' where no heading says it
    heading: str  # the words of the heading that it stands under
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The paragraphs of a report in order; its headings are among them."""

    edition: Edition
    paragraphs: tuple[Paragraph, ...]

    def named(self, name: str) -> Paragraph | None:
        """The paragraph of that id; None where there is none."""
        return next((p for p in self.paragraphs if p.id == name), None)

    def of(self, section: str) -> tuple[Paragraph, ...]:
        """The paragraphs of one kind of section, in the report's order, its headings among them."""
        return tuple(p for p in self.paragraphs if p.section == section)

    def text(self, span: Span) -> str:
        """The words at *span*."""
        return self.edition.text[span.start : span.end]


def outline_of(edition: Edition, rules: Sections) -> Outline:
    """The outline of a report by the headings of rules/sections.yaml."""
    blocks = [b for b in edition.blocks if b.span and b.kind in _TEXT]
    found, seen, above = [], set[str](), ""
    for at, (block, section, heading) in enumerate(_sectioned(blocks, edition, rules), start=1):
        name, above = _name(block, edition, above)
        if not name or name in seen:
            name = f"p{at}"
        seen.add(name)
        found.append(Paragraph(name, block, section, heading, _split(block, edition)))
    return Outline(edition, tuple(found))


def _split(block: Block, edition: Edition) -> tuple[Span, ...]:
    """The sentences; of a cell the whole, since words of a table cannot be told from their place in it."""
    if block.span is None or block.kind in {"heading", "caption", "cell"}:
        return (block.span,) if block.span else ()
    return sentences(edition.text, block.span)


def _name(block: Block, edition: Edition, above: str) -> tuple[str, str]:
    """What a block is called ('' for nothing), and the number that items after it stand under."""
    if block.kind == "heading" or block.cell or not block.span:
        return "", above
    words = edition.text[block.span.start : block.span.end]
    typed = _TYPED.match(words)
    number = block.number.strip().rstrip(".") or (typed[1] if typed else "")
    if ":" in number or not any(sign.isalnum() for sign in number):  # behind a colon stands a sentence
        return "", above
    if block.kind == "item" and not re.fullmatch(r"\d+(?:\.\d+)+", number):
        return (f"{above} {number}".strip() if above else ""), above
    return number, number


def _sectioned(
    blocks: Sequence[Block], edition: Edition, rules: Sections
) -> Iterator[tuple[Block, str, str]]:
    """Each block with the kind of its section and the heading that it stands under."""
    depths = _depths(blocks, edition)
    stack: list[tuple[int, Kind | None]] = []  # the headings above, the nearest last
    now, heading = FRONT, ""
    for cell, group in groupby(blocks, key=lambda block: block.cell.table if block.cell else -1):
        for block in group:
            assert block.span
            words = edition.text[block.span.start : block.span.end]
            if cell < 0 and block.kind == "heading":
                depth = depths[id(block)]
                while stack and stack[-1][0] >= depth:
                    stack.pop()
                above = stack[-1][1] if stack else None
                kind = rules.of(words, above)
                stack.append((depth, kind))
                now, heading = kind.name if kind else "", words
            closed = any(kind.closed for _, kind in stack if kind)
            single = cell < 0 and not closed and block.kind != "heading" and _ONE_RECOMMENDATION.match(words)
            yield block, RECOMMENDATIONS if single else now, heading


def _depths(blocks: Iterable[Block], edition: Edition) -> dict[int, int]:
    """How deep each heading stands: by its level, or where all have one level, by the points of its number."""
    headings = [b for b in blocks if b.kind == "heading" and b.span and not b.cell]
    if len({b.level for b in headings}) > 1:
        return {id(b): b.level for b in headings}
    return {id(b): _points(b, edition) for b in headings}


def _points(block: Block, edition: Edition) -> int:
    assert block.span
    number = block.number or edition.text[block.span.start : block.span.end]
    match = _TOP.match(number)
    return match[1].count(".") + 1 if match else 1
