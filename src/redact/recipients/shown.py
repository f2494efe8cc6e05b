"""For the panel: what each recipient's copy leaves out, paragraph by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from redact.model import Recipient
from redact.policies import kind_of
from redact.prepared import Prepared
from redact.publications.outline import Paragraph
from redact.recipients.doubts import Doubt, Left, left_out
from redact.recipients.looking import printed_for_all
from redact.recipients.numbering import paragraph_of, paragraphs
from redact.recipients.registered import UNSURE

#: What is said of words that one reader's copy leaves out, and that everybody may read.
PUBLISHED = "printed in the publication edition"
ANSWER = (
    "Answer it with published: in register.yaml, or on the page Recipients: 'shown' opens it to this reader, "
    "'withheld' takes it out of the publication too"
)
NO_NUMBER = "a place without a number"


def rows(prepared: Prepared, recipient: Recipient, left: Left) -> Iterator[dict[str, Any]]:
    """Every stretch that a recipient's copy leaves out: document, paragraph, reason, the words as drafted.

    And whether an edition that everybody may read prints them.
    """
    public = printed_for_all(prepared)
    outlines: dict[str, tuple[Paragraph, ...]] = {}
    documents = {d.name: d for d in prepared.documents}
    for one in left.withheld:
        document = documents[one.document]
        if one.document not in outlines:
            outlines[one.document] = paragraphs(document, prepared)
        yield {
            "recipient": recipient.id,
            "document": kind_of(document, prepared.register),
            "paragraph": paragraph_of(one.span, outlines[one.document]),
            "reason": one.reason,
            "published": public(one),
            "text": document.of(one.span),
        }


def settled(found: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Those that are left out for a reason, and not until somebody answers: `published` settles these alone."""
    return (row for row in found if row["reason"] != UNSURE)


def as_lines(prepared: Prepared) -> Iterator[str]:
    """The same for people: recipients one after the other, how much goes from each and why, and what is asked of it."""
    for recipient in prepared.register.recipients:
        left = left_out(prepared, recipient)
        found = list(rows(prepared, recipient, left))
        yield f"{recipient.name} ({recipient.reference}): {len(found)} marks"
        for row in found:
            words = " ".join(row["text"].split())
            also = f" ({PUBLISHED})" if row["published"] else ""
            yield f"  {row['document']} {row['paragraph']}  {row['reason']}{also}: {words}"
        counted = Counter(row["reason"] for row in found)
        yield "  " + (
            "; ".join(f"{reason} {count}" for reason, count in sorted(counted.items()))
            or "nothing is withheld"
        )
        if public := sum(each["published"] for each in settled(found)):
            yield f"  {public} of {len(found)} {PUBLISHED}: this reader can read them there. {ANSWER}"
        yield from _asked(left.doubts)
    if not prepared.register.recipients:
        yield "register.yaml has no recipients"


def _asked(found: Iterable[Doubt]) -> Iterator[str]:
    """One line for each question, and one for each place where there are several."""
    for doubt in found:
        several = len(doubt.places) > 1
        alone = "of a person" if doubt.person else doubt.places[0].what or NO_NUMBER
        what = f"{len(doubt.places)} places" if several else alone
        lines = [f"{place.what or NO_NUMBER}: {' '.join(place.words.split())}" for place in doubt.places]
        yield f"  asked {what}: {doubt.why}" + ("" if several else f": {lines[0].partition(': ')[2]}")
        yield from (f"    {line}" for line in lines if several)
