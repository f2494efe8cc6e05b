"""Copies side by side: what stands in one and not in another, and what a change of the register would do to each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from redact.model import Recipient, Register, Span
from redact.policies import kind_of, reason_mark
from redact.prepared import Prepared
from redact.recipients.doubts import withheld_from
from redact.recipients.looking import printed_for_all, taken_out
from redact.recipients.numbering import paragraph_of, paragraphs
from redact.recipients.shown import PUBLISHED
from redact.recipients.withholding import Withheld


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of a draft that not all of several copies treat alike."""

    document: str  # its kind
    paragraph: str
    text: str
    reasons: tuple[str, ...]  # for each copy in order: why it withholds the words, '' where it prints them
    published: bool = False  # whether an edition that everybody may read prints them


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody who has not the same name in several copies."""

    entity: str
    labels: tuple[str, ...]


def differences(prepared: Prepared, recipients: Sequence[Recipient]) -> list[Difference]:
    """Where the copies of *recipients* are not alike, in the order of the drafts."""
    return list(_unlike(prepared, [withheld_from(prepared, one) for one in recipients]))


def names_apart(prepared: Prepared, recipients: Sequence[Recipient]) -> list[Called]:
    """Those whom the recipients' families named differently."""
    chosen = sorted({i for one in recipients for i in one.pseudonyms})
    rows = [
        Called(i, tuple(r.pseudonyms.get(i) or prepared.key.get(i, i) for r in recipients)) for i in chosen
    ]
    return [row for row in rows if len(set(row.labels)) > 1]


def changes(
    prepared: Prepared, before: Register, after: Register
) -> Iterator[tuple[Recipient, list[Difference]]]:
    """Each recipient whose copy another register changes, and where; the reasons are those before and after.

    A recipient who is new has what every copy of that audience has before, and the other way round.

    Raises:
        RulesError: a paragraph to withhold is not there.
    """
    for recipient in after.recipients:
        old = next((each for each in before.recipients if each.id == recipient.id), None)
        had = withheld_from(replace(prepared, register=before), old) if old else ()
        has = withheld_from(replace(prepared, register=after), recipient)
        if found := list(_unlike(prepared, [had, has])):
            yield recipient, found


def changes_for_all(prepared: Prepared, before: Register, after: Register) -> list[Difference]:
    """What editions for many readers print no longer, or print again, under another register."""
    both = [taken_out(replace(prepared, register=register)) for register in (before, after)]
    return list(_unlike(prepared, both))


def _unlike(prepared: Prepared, copies: Sequence[Sequence[Withheld]]) -> Iterator[Difference]:
    public = printed_for_all(prepared)
    for document in prepared.documents:
        own = [[w for w in one if w.document == document.name] for one in copies]
        known = paragraphs(document, prepared) if any(own) else ()
        for span, reasons in _pieces(own):
            words = document.of(span).strip()
            if words and len(set(reasons)) > 1:
                place = kind_of(document, prepared.register), paragraph_of(span, known)
                told = public(Withheld(document.name, span, ""))
                yield Difference(*place, words, reasons, told)


def _pieces(copies: Sequence[Sequence[Withheld]]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The stretches between every two edges of what is withheld, with the reason of each copy there."""
    edges = sorted({edge for one in copies for w in one for edge in (w.span.start, w.span.end)})
    for start, end in pairwise(edges):
        span = Span(start, end)
        yield span, tuple(next((w.reason for w in one if w.span.covers(span)), "") for one in copies)


def said(prepared: Prepared, reason: str) -> str:
    """What becomes of words for a reason: 'printed', or the mark and the reason's name."""
    return f"{reason_mark(prepared.rules, 'withheld', reason)} {reason}" if reason else "printed"


def as_data(
    recipients: Sequence[Recipient], found: Iterable[Difference], called: Iterable[Called]
) -> Mapping[str, Any]:
    """The differences as plain data; null stands for 'printed'."""
    ids = [one.id for one in recipients]
    return {
        "copies": ids,
        "differences": [
            {
                "document": each.document,
                "paragraph": each.paragraph,
                "withheld": {i: reason or None for i, reason in zip(ids, each.reasons, strict=True)},
                "published": each.published,
                "text": each.text,
            }
            for each in found
        ],
        "names": [{"id": c.entity, "names": dict(zip(ids, c.labels, strict=True))} for c in called],
    }


def as_table(
    prepared: Prepared, recipients: Sequence[Recipient], found: Sequence[Difference], called: Iterable[Called]
) -> Iterator[str]:
    """The differences for people: where, what becomes of the words in each copy, and the words as drafted."""
    for each in found:
        each_copy = "; ".join(
            f"{one.id}: {said(prepared, reason)}"
            for one, reason in zip(recipients, each.reasons, strict=True)
        )
        also = f"; {PUBLISHED}" if each.published else ""
        yield f"{each.document} {each.paragraph}  {each_copy}{also}"
        yield f"    {' '.join(each.text.split())}"
    for row in called:
        names = "; ".join(f"{one.id}: {label}" for one, label in zip(recipients, row.labels, strict=True))
        yield f"{row.entity} is called  {names}"
    yield f"{len(found)} differences between {', '.join(one.name for one in recipients)}"
