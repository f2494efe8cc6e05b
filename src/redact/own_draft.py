"""Sentences of a draft that speak of the draft itself, each with the words that the program proposes in their place.

'This draft contains real names' is untrue of an edition. It tells nobody's name, so nothing is asked and nothing holds
the release; a reviewer confirms the proposal in one step, gives other words, or leaves the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from redact.formats.draft_marks import is_mark
from redact.model import Block, Document, Register, Span
from redact.passages import widened
from redact.policies import published
from redact.review import Reviewed
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
    return len(sentence.split()) >= _LEAST and has_phrase(folded(sentence), _phrases(rules))


@lru_cache(maxsize=4)  # asked of every sentence of every draft, each time that the Overview is shown
def _phrases(rules: Rules) -> tuple[str, ...]:
    return tuple(sorted(rules.list("draft-sentences")))


def _sentences(document: Document, block: Block) -> Iterator[Span]:
    assert block.span
    at, text = block.span.start, document.of(block.span)
    edges = [0, *(edge for match in _ENDS.finditer(text) for edge in match.span()), len(text)]
    yield from (
        Span(at + a, at + b) for a, b in zip(edges[::2], edges[1::2], strict=True) if text[a:b].strip()
    )
