"""What `withhold` and `show` call the paragraphs and sentences of a draft: 3.4, and 3.4:2 #1f3a9c02be77."""

from __future__ import annotations

from collections.abc import Iterator

from redact.model import Document, Span
from redact.policies import kind_of, published
from redact.prepared import Prepared
from redact.publications.outline import Paragraph
from redact.recipients.chosen import Part, outlines_of, parts_of, place_of
from redact.recipients.registered import PARAGRAPH, REPORT, in_one_form
from redact.rules.sections import read_sections


def paragraphs(document: Document, prepared: Prepared) -> tuple[Paragraph, ...]:
    """The paragraphs of a draft by what `withhold` calls them."""
    return outlines_of([document], read_sections(prepared.rules.folder))[document.name].paragraphs


def paragraph_of(span: Span, known: tuple[Paragraph, ...]) -> str:
    """What the paragraph is called in which *span* stands; '' where it is in none."""
    return next((p.id for p in known if p.block.span and p.block.span.covers(span)), "")


def numbers(prepared: Prepared) -> Iterator[tuple[tuple[str, Span], str]]:
    """What the register calls each sentence of what is published, by its draft and its place: its number and its mark."""
    yield from ((place, what) for place, part, what in _called(prepared) if part.at)


def marked(prepared: Prepared, typed: str) -> str:
    """A place as a person types it with the mark of what stands there now; without one where nothing does, or several drafts have it."""
    what = in_one_form(typed)
    found = [called for _, _, called in _called(prepared) if place_of(called) == what]
    return found[0] if len(found) == 1 else what


def _called(prepared: Prepared) -> Iterator[tuple[tuple[str, Span], Part, str]]:
    """The paragraphs and sentences of what is published, each with what the register calls it."""
    documents = {d.name: d for d in prepared.documents if published(d, prepared.register)}
    for name, outline in outlines_of(documents.values(), read_sections(prepared.rules.folder)).items():
        kind = kind_of(documents[name], prepared.register)
        for part in parts_of(outline):
            plain = kind == REPORT and part.paragraph[0].isdigit()
            what = (
                f"{'' if plain else kind + ' '}{part.paragraph}{f':{part.at}' if part.at else ''} {part.mark}"
            )
            if PARAGRAPH.fullmatch(what):
                yield (name, part.span), part, what
