"""What `withhold` and `show` call the paragraphs and sentences of a draft: 3.4, and 3.4:2 #1f3a9c2e."""

from __future__ import annotations

from collections.abc import Iterator

from redact.model import PRINTED, Document, Edition, Span
from redact.policies import kind_of, published
from redact.prepared import Prepared
from redact.publications.outline import Paragraph, outline_of
from redact.recipients.chosen import mark_of, place_of, told_in
from redact.recipients.registered import PARAGRAPH
from redact.recipients.withholding import REPORT
from redact.rules.sections import read_sections


def paragraphs(document: Document, prepared: Prepared) -> tuple[Paragraph, ...]:
    """The paragraphs of a draft by what `withhold` calls them."""
    printed = tuple(b for b in document.blocks if b.kind in PRINTED)
    return outline_of(
        Edition("", "", "", document.text, printed), read_sections(prepared.rules.folder)
    ).paragraphs


def paragraph_of(span: Span, known: tuple[Paragraph, ...]) -> str:
    """What the paragraph is called in which *span* stands; '' where it is in none."""
    return next((p.id for p in known if p.block.span and p.block.span.covers(span)), "")


def numbers(prepared: Prepared) -> Iterator[tuple[tuple[str, Span], str]]:
    """What the register calls each sentence of what is published, by its draft and its place: its number and its mark."""
    for document in (d for d in prepared.documents if published(d, prepared.register)):
        kind = kind_of(document, prepared.register)
        for paragraph in paragraphs(document, prepared):
            for n, span in enumerate(paragraph.sentences, 1):
                plain = kind == REPORT and not paragraph.id.startswith("p")
                name = f"{'' if plain else kind + ' '}{paragraph.id}:{n} {mark_of(document.of(told_in(paragraph, n - 1)))}"
                if PARAGRAPH.fullmatch(name):
                    yield (document.name, span), name


def marked(prepared: Prepared, what: str) -> str:
    """A place as a person types it with the mark of the sentence that stands there now; as it is where none does."""
    return next((name for _, name in numbers(prepared) if place_of(name) == what), what)
