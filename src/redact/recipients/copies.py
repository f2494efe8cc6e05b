"""One recipient's copies: the case as they may see it, and what their copy says at its edges."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from redact.errors import RulesError
from redact.likeness import named_alike
from redact.model import PRINTED, Block, Document, Edition, Mention, Recipient, Span
from redact.passages import as_printed
from redact.policies import (
    published,
    reason_mark,
    recipient_of,
)
from redact.prepared import Prepared
from redact.recipients.doubts import left_out
from redact.recipients.looking import taken_out
from redact.recipients.withholding import Withheld
from redact.rules.recipients import Recipients, read_recipients

RULE = "recipient"
RECEIPT = "receipt"


@dataclass(frozen=True)
class Copy:
    """The case as one audience may see it; for an audience that is nobody's own copy, the case itself."""

    prepared: Prepared
    recipient: Recipient | None = None
    withheld: tuple[Withheld, ...] = ()
    unanswered: int = 0  # questions about what it prints, or leaves out until somebody answers


def copy_for(prepared: Prepared, audience: str) -> Copy:
    """The case for *audience*: for one recipient, what they may not see is taken out, and the names are theirs.

    Raises:
        UsageError: the register has no such recipient.
        RulesError: a name that the family chose is somebody else's label, or a paragraph to withhold is not there.
    """
    recipient = recipient_of(prepared.register, audience)
    if recipient is None:
        return _for_many(prepared)
    left = left_out(prepared, recipient)
    key = {**prepared.key, **recipient.pseudonyms}
    if both := named_alike({i: label for i, label in key.items() if label}):
        raise RulesError(
            f"register.yaml: recipients: {recipient.id}: pseudonyms: {both} would have the same name; choose another"
        )
    renamed = _renamed(prepared, recipient, left.withheld)
    cut = _without(prepared, [*_marked(prepared, left.withheld, "withheld"), *renamed])
    return Copy(replace(cut, key=key), recipient, left.withheld, left.unanswered)


def _for_many(prepared: Prepared) -> Copy:
    """The case for readers who are not one: without what the register takes out for one reader's sake."""
    withheld = taken_out(prepared)
    if not withheld:
        return Copy(prepared)
    return Copy(_without(prepared, _marked(prepared, withheld, "removed")), None, withheld)


def _marked(prepared: Prepared, withheld: Iterable[Withheld], mark: str) -> list[_Stretch]:
    return [
        (one.document, one.span, reason_mark(prepared.rules, mark, one.reason), "QUASI", "")
        for one in withheld
    ]


def _without(prepared: Prepared, stretches: Sequence[_Stretch]) -> Prepared:
    """The case with other words in place of the stretches."""
    reviewed = replace(
        prepared.reviewed,
        passages=_passages(prepared, stretches),
        rewordings={**prepared.reviewed.rewordings, **{(d, s): words for d, s, words, _, _ in stretches}},
    )
    return replace(prepared, reviewed=reviewed)


_Stretch = tuple[str, Span, str, str, str]  # document, where, what is printed, label, entity


def _passages(prepared: Prepared, stretches: Iterable[_Stretch]) -> tuple[Mention, ...]:
    """What reviewers settled and no stretch covers, and the stretches, as passages of the review."""
    texts = {d.name: d for d in prepared.documents}
    made = [
        Mention(name, span, texts[name].of(span), label, RULE, 1.0, "replace", entity=entity)
        for name, span, _, label, entity in stretches
    ]
    kept = [
        p
        for p in prepared.reviewed.passages
        if not any(p.document == m.document and p.span.overlaps(m.span) for m in made)
    ]
    return (*kept, *made)


def _renamed(prepared: Prepared, recipient: Recipient, withheld: Sequence[Withheld]) -> list[_Stretch]:
    """Where a draft itself writes a label that the family's own name takes the place of: 'Child G' in a title."""
    labels = {prepared.key[i]: (i, name) for i, name in recipient.pseudonyms.items() if prepared.key.get(i)}
    if not labels:
        return []
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(re.escape(label) for label in sorted(labels, key=len, reverse=True))})(?!\w)"
    )
    treated = [(m.document, m.span) for m in as_printed(prepared.reviewed) if m.status != "keep"]
    taken = [*treated, *((one.document, one.span) for one in withheld)]
    return [
        (document.name, span, labels[document.of(span)][1], "PERSON", labels[document.of(span)][0])
        for document in prepared.documents
        if published(document, prepared.register)
        for span in _written(document, pattern)
        if not any(name == document.name and other.overlaps(span) for name, other in taken)
    ]


def _written(document: Document, pattern: re.Pattern[str]) -> Iterable[Span]:
    for block in document.blocks:
        if block.span and block.kind in PRINTED:
            yield from (
                Span(*match.span())
                for match in pattern.finditer(document.text, block.span.start, block.span.end)
            )


# What a copy says at its edges --------------------------------------------------------------------------


def with_edges(editions: Mapping[str, Edition], copy: Copy) -> dict[str, Edition]:
    """The recipient's editions with their reference at the foot and their own words at the beginning, and the receipt."""
    if copy.recipient is None:
        return dict(editions)
    rules = read_recipients(copy.prepared.rules.folder)
    made = {
        name: _with_foot(_with_words(each, copy.recipient, rules), copy.recipient)
        for name, each in editions.items()
    }
    return made | {RECEIPT: _receipt(editions, copy.recipient, rules)}


def number(recipient: Recipient) -> str:
    """The words by which a recipient's copy is known."""
    return f"Copy number {recipient.reference}"


def foot(recipient: Recipient) -> str:
    """What stands at the foot of each page of a recipient's copy."""
    return number(recipient) + (" – reading copy" if recipient.reading_copy else "")


def _with_foot(edition: Edition, recipient: Recipient) -> Edition:
    words, at = foot(recipient), len(edition.text) + 1
    block = Block(Span(at, at + len(words)), "footer")
    return replace(edition, text=f"{edition.text}\n{words}", blocks=(block, *edition.blocks))


def _with_words(edition: Edition, recipient: Recipient, rules: Recipients) -> Edition:
    said = rules.foreword
    first = [said["first"].replace("{reference}", recipient.reference)]
    first += [said["reading"]] if recipient.reading_copy else []
    last = [said["chosen"]] if recipient.pseudonyms else []
    last += [said["names"]] + ([said["withheld"]] if "[withheld " in edition.text else [])
    support = f"{said['support']} {'; '.join(rules.support)}."
    return replace(edition, foreword=(*first, *edition.foreword, support, *last))


def _receipt(editions: Mapping[str, Edition], recipient: Recipient, rules: Recipients) -> Edition:
    """The paper that is signed when the copies are handed over: plain text, to be printed."""
    documents = ", ".join(name.replace("-", " ") for name in editions) or "nothing"
    given = {"{number}": number(recipient), "{documents}": documents}
    lines = [*rules.lines, *([rules.returned] if recipient.reading_copy else [])]
    for place, words in given.items():
        lines = [line.replace(place, words) for line in lines]
    text, blocks = "", []
    for at, line in enumerate([rules.title, *lines]):
        blocks.append(Block(Span(len(text), len(text) + len(line)), "paragraph" if at else "title"))
        text += line + "\n"
    return Edition(recipient.name, RECEIPT, rules.title, text, tuple(blocks), formats=(".txt",))
