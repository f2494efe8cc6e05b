"""Sentences of a draft that speak of the draft itself, each with the words that the program proposes in their place.

'This draft contains real names' is untrue of an edition, and whoever reads it there asks what went wrong. So each such
sentence is an open question until a reviewer takes the proposed words, gives others, or leaves it with a reason. It is
asked of the draft and not found in a finished file: one answer then holds for every edition and every copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from redact.formats.draft_marks import is_mark
from redact.model import Block, Document, Ledger, Register, Span
from redact.passages import widened
from redact.policies import published
from redact.questions import Question
from redact.remembered import remembered
from redact.review import Reviewed, standing
from redact.rules import Rules
from redact.rules.phrases import folded, has_phrase
from redact.rules.publishing import read_publishing
from redact.targets import passage_target

#: Kinds of block in which sentences stand; the title page's lines and page headers lose their marks when they are printed.
_KINDS = frozenset({"paragraph", "item", "note", "cell", "quote"})
_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(])")
#: A shorter line is no sentence.
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Proposed:
    """Words of one paragraph that speak of the draft, and the decision that would replace them."""

    target: str  # of the passage
    document: str
    place: str
    words: str
    instead: str


def about_the_draft(
    documents: Iterable[Document], reviewed: Reviewed, register: Register, rules: Rules
) -> tuple[Proposed, ...]:
    """Every stretch of the published drafts that speaks of the draft and that no passage of a reviewer touches."""
    instead = read_publishing(rules.folder).texts["draft sentence"]
    return tuple(
        Proposed(passage_target(document, span), document.name, block.place, document.of(span), instead)
        for document in documents
        if published(document, register)
        for block in document.blocks
        if block.span and block.kind in _KINDS
        for span in _stretch(document, block, reviewed, rules)
    )


def unanswered(
    documents: Iterable[Document], reviewed: Reviewed, register: Register, ledger: Ledger, rules: Rules
) -> list[Proposed]:
    """The stretches that nobody has given other words or left with a reason."""
    answered = {d.target for d in standing(ledger)}
    found = about_the_draft(documents, reviewed, register, rules)
    return [one for one in found if one.target not in answered]


def draft_questions(
    documents: Iterable[Document], reviewed: Reviewed, register: Register, ledger: Ledger, rules: Rules
) -> list[Question]:
    """One question for each stretch that waits for an answer."""
    return [
        Question(
            one.target,
            "draft",
            f"{one.document}, {one.place}: “{one.words}” speaks of the draft, which is untrue of an edition. "
            f"Print instead: “{one.instead}”?",
            "rewrite",
            value=one.instead,
        )
        for one in unanswered(documents, reviewed, register, ledger, rules)
    ]


def _stretch(document: Document, block: Block, reviewed: Reviewed, rules: Rules) -> Iterator[Span]:
    """From the first to the last sentence of a block that speaks of the draft, with the names that it cuts taken in.

    None of a mark on the title page: no edition prints it.
    """
    if is_mark(document.of(block.span or Span(0, 1))):
        return
    spans = [span for span in _sentences(document, block) if speaks_of_draft(document.of(span), rules)]
    if not spans:
        return
    span = widened(document, Span(spans[0].start, spans[-1].end), reviewed.mentions)
    settled = (passage for passage in reviewed.passages if passage.document == document.name)
    if not any(passage.span.overlaps(span) for passage in settled):
        yield span


def speaks_of_draft(sentence: str, rules: Rules) -> bool:
    """Whether a sentence has one of the phrases of rules/lists/draft-sentences.txt."""
    return len(sentence.split()) >= _LEAST and _has_one(sentence, _phrases(rules))


@remembered(1 << 14)  # asked of every sentence of every draft after each answer
def _has_one(sentence: str, phrases: tuple[str, ...]) -> bool:
    return has_phrase(folded(sentence), phrases)


@lru_cache(maxsize=4)
def _phrases(rules: Rules) -> tuple[str, ...]:
    return tuple(sorted(rules.list("draft-sentences")))


def _sentences(document: Document, block: Block) -> Iterator[Span]:
    assert block.span
    at, text = block.span.start, document.of(block.span)
    edges = [0, *(edge for match in _ENDS.finditer(text) for edge in match.span()), len(text)]
    yield from (
        Span(at + a, at + b) for a, b in zip(edges[::2], edges[1::2], strict=True) if text[a:b].strip()
    )
