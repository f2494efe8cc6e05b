"""One recipient's copies: the case as they may see it, and what their copy says at its edges."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from redact.errors import RulesError
from redact.likeness import named_alike
from redact.model import PRINTED, Block, Document, Edition, Mention, Recipient, Span
from redact.passages import as_printed
from redact.policies import (
    for_everybody,
    kind_of,
    published,
    reason_mark,
    recipient_of,
    usual_audiences,
)
from redact.prepared import Prepared
from redact.recipients.readers import Reader, reader_of
from redact.recipients.registered import SHOWN, WITHHELD
from redact.recipients.sources import Tellers, may_tell, tellers_in
from redact.recipients.spoken import Told, spoken_in
from redact.recipients.withholding import Withheld, chosen_in, merged, withheld_in
from redact.rules.recipients import Recipients, read_recipients
from redact.rules.sections import read_sections

RULE = "recipient"
RECEIPT = "receipt"


@dataclass(frozen=True)
class Copy:
    """The case as one audience may see it; for an audience that is nobody's own copy, the case itself."""

    prepared: Prepared
    recipient: Recipient | None = None
    withheld: tuple[Withheld, ...] = ()


def copy_for(prepared: Prepared, audience: str) -> Copy:
    """The case for *audience*: for one recipient, what they may not see is taken out, and the names are theirs.

    Raises:
        UsageError: the register has no such recipient.
        RulesError: a name that the family chose is somebody else's label, or a paragraph to withhold is not there.
    """
    recipient = recipient_of(prepared.register, audience)
    if recipient is None:
        return _for_many(prepared)
    withheld = withheld_from(prepared, recipient)
    key = {**prepared.key, **recipient.pseudonyms}
    if both := named_alike({i: label for i, label in key.items() if label}):
        raise RulesError(
            f"register.yaml: recipients: {recipient.id}: pseudonyms: {both} would have the same name; choose another"
        )
    renamed = _renamed(prepared, recipient, withheld)
    cut = _without(prepared, [*_marked(prepared, withheld, "withheld"), *renamed])
    return Copy(replace(cut, key=key), recipient, withheld)


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


def withheld_from(prepared: Prepared, recipient: Recipient) -> tuple[Withheld, ...]:
    """Everything of the published drafts that this recipient's copy leaves out.

    Raises:
        RulesError: a paragraph to withhold or to show is not there.
    """
    return looked_through(prepared, recipient).withheld


@dataclass(frozen=True, slots=True)
class Looked:
    """The published drafts as one recipient's rules see them."""

    reader: Reader
    told: Mapping[str, Sequence[Told]]  # the sentences of each draft
    tellers: Tellers
    chosen: tuple[Withheld, ...]  # by number, in the register
    by_rule: tuple[Withheld, ...]  # each sentence by itself, whatever the register says of its number
    withheld: tuple[Withheld, ...]
    opened: tuple[Withheld, ...] = ()  # out of by_rule: what the register shows since everybody may read it


def looked_through(prepared: Prepared, recipient: Recipient) -> Looked:
    """What the rules and the register withhold from a recipient, and what they saw.

    Raises:
        RulesError: a paragraph to withhold or to show is not there.
    """
    looked = _looked(prepared, recipient)
    if SHOWN not in recipient.published.values():
        return looked
    public, closed = printed_for_all(prepared), _near_sources(prepared, looked)
    opened = tuple(
        one
        for one in looked.by_rule
        if recipient.published.get(one.reason) == SHOWN
        and public(one)
        and (one.document, one.span) not in closed
    )
    kept = [one for one in looked.by_rule if one not in set(opened)]
    return replace(looked, withheld=_merged(prepared, kept, looked.chosen), opened=opened)


def _near_sources(prepared: Prepared, looked: Looked) -> set[tuple[str, Span]]:
    """Sentences that are not opened with the rest of a person's part, unless sources are: they may tell who told.

    Those of somebody outside the family who passed on a worry anywhere in the case, and those that may tell of it.
    """
    reader, rules = looked.reader, read_recipients(prepared.rules.folder).referral
    if reader.recipient.published.get("source") == SHOWN:
        return set()
    outside = {who for who in looked.tellers if reader.reasons.get(who) == "third party"}
    return {
        (name, each.span)
        for name, told in looked.told.items()
        for each in told
        if each.spoken & outside or may_tell(each, reader, rules)
    }


def taken_out(prepared: Prepared) -> tuple[Withheld, ...]:
    """What editions for many readers leave out since the register withholds it there for one reader's sake.

    Raises:
        RulesError: a paragraph to withhold or to show is not there.
    """
    found: list[Withheld] = []
    for recipient in prepared.register.recipients:
        if WITHHELD in recipient.published.values():
            looked = _looked(prepared, recipient)
            gone = (*_not_opened(looked.by_rule, looked.chosen), *(c for c in looked.chosen if c.reason))
            found += [one for one in gone if recipient.published.get(one.reason) == WITHHELD]
    return _merged(prepared, found, ()) if found else ()


def printed_for_all(prepared: Prepared) -> Callable[[Withheld], bool]:
    """Tells of a stretch of a draft whether an edition that everybody may read prints words of it.

    What no such edition is made for, what a reviewer took out or reworded, and what the register takes out is not printed.
    """
    rules, documents = prepared.rules, {d.name: d for d in prepared.documents}
    if not any(for_everybody(rules, each) for each in usual_audiences(rules, prepared.register)):
        return lambda one: False
    gone: dict[str, list[Span]] = defaultdict(list)
    for name, span in _not_printed(prepared):
        gone[name].append(span)
    return lambda one: any(
        re.search(r"\w", documents[one.document].of(piece)) for piece in one.span.minus(gone[one.document])
    )


def _not_printed(prepared: Prepared) -> Iterator[tuple[str, Span]]:
    """What reviewers took out or reworded for everybody, and what the register takes out."""
    yield from ((each.document, each.span) for each in prepared.reviewed.passages)
    yield from ((each.document, each.span) for each in taken_out(prepared))


def _looked(prepared: Prepared, recipient: Recipient) -> Looked:
    """The same whatever everybody may read."""
    rules = read_recipients(prepared.rules.folder)
    mentions = as_printed(prepared.reviewed)
    shown = {d.name: d for d in prepared.documents if published(d, prepared.register)}
    reader = reader_of(
        recipient, prepared.register, prepared.reviewed.entities, prepared.rules, prepared.documents, mentions
    )
    kinds = {name: kind_of(document, prepared.register) for name, document in shown.items()}
    chosen = chosen_in(shown, kinds, reader, read_sections(prepared.rules.folder))
    told = {name: spoken_in(document, mentions, reader) for name, document in shown.items()}
    tellers = tellers_in(chain.from_iterable(told.values()), reader, rules.referral)
    by_rule = tuple(
        Withheld(name, span, reason)
        for name, document in shown.items()
        for span, reason in withheld_in(document, told[name], tellers, reader, rules)
    )
    return Looked(reader, told, tellers, chosen, by_rule, _merged(prepared, by_rule, chosen))


def _merged(
    prepared: Prepared, by_rule: Iterable[Withheld], chosen: Sequence[Withheld]
) -> tuple[Withheld, ...]:
    """What goes from the drafts: what rules withhold and no number shows, and what numbers withhold; neighbours as one."""
    mentions = as_printed(prepared.reviewed)
    gone: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for one in (*_not_opened(by_rule, chosen), *(each for each in chosen if each.reason)):
        gone[one.document].append((one.span, one.reason))
    return tuple(
        each for d in prepared.documents if d.name in gone for each in merged(d, gone[d.name], mentions)
    )


def _not_opened(by_rule: Iterable[Withheld], chosen: Iterable[Withheld]) -> list[Withheld]:
    """What rules withhold and no number of the register shows."""
    shown = [one for one in chosen if not one.reason]
    return [
        one
        for one in by_rule
        if not any(each.document == one.document and each.span.covers(one.span) for each in shown)
    ]


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
    return replace(edition, foreword=(*first, *edition.foreword, *last, support))


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
