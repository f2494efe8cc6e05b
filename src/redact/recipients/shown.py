"""For the panel: what each recipient's copy leaves out, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from redact.model import Recipient
from redact.policies import kind_of
from redact.prepared import Prepared
from redact.publications.outline import Paragraph
from redact.recipients.copies import withheld_from
from redact.recipients.doubts import doubts
from redact.recipients.numbering import paragraph_of, paragraphs


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


def as_lines(prepared: Prepared) -> Iterator[str]:
    """The same for people: recipients one after the other, how much goes from each and why, and what is asked of it."""
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
        for doubt in doubts(prepared, recipient):
            yield f"  asked {doubt.what or 'of a person'}: {doubt.why}: {' '.join(doubt.words.split())}"
    if not prepared.register.recipients:
        yield "register.yaml has no recipients"
