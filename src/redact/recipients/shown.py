"""For the panel: what each recipient's copy leaves out, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from redact.model import PRINTED, Document, Edition, Recipient, Span
from redact.policies import kind_of
from redact.prepared import Prepared
from redact.publications.outline import Paragraph, outline_of
from redact.recipients.copies import withheld_from
from redact.rules.sections import read_sections


def rows(prepared: Prepared, recipient: Recipient) -> Iterator[dict[str, Any]]:
    """Every stretch that a recipient's copy leaves out: document, paragraph, reason, and the words as drafted."""
    outlines: dict[str, tuple[Paragraph, ...]] = {}
    documents = {d.name: d for d in prepared.documents}
    for one in withheld_from(prepared, recipient):
        document = documents[one.document]
        if one.document not in outlines:
            outlines[one.document] = paragraphs(document, prepared)
        yield {
            "recipient": recipient.id,
            "document": kind_of(document, prepared.register),
            "paragraph": paragraph_of(one.span, outlines[one.document]),
            "reason": one.reason,
            "text": document.of(one.span),
        }


def paragraphs(document: Document, prepared: Prepared) -> tuple[Paragraph, ...]:
    """The paragraphs of a draft by what `withhold` calls them."""
    printed = tuple(b for b in document.blocks if b.kind in PRINTED)
    return outline_of(
        Edition("", "", "", document.text, printed), read_sections(prepared.rules.folder)
    ).paragraphs


def paragraph_of(span: Span, known: tuple[Paragraph, ...]) -> str:
    """What the paragraph is called in which *span* stands; '' where it is in none."""
    return next((p.id for p in known if p.block.span and p.block.span.covers(span)), "")


def as_lines(prepared: Prepared) -> Iterator[str]:
    """The same for people: recipients one after the other, then how much goes from each and why."""
    for recipient in prepared.register.recipients:
        found = list(rows(prepared, recipient))
        yield f"{recipient.name} ({recipient.reference}): {len(found)} marks"
        for row in found:
            words = " ".join(row["text"].split())
            yield f"  {row['document']} {row['paragraph']}  {row['reason']}: {words}"
        counted = Counter(row["reason"] for row in found)
        yield "  " + (
            "; ".join(f"{reason} {count}" for reason, count in sorted(counted.items()))
            or "nothing is withheld"
        )
    if not prepared.register.recipients:
        yield "register.yaml has no recipients"
