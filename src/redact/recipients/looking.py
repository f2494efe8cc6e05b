"""What one recipient's copy leaves out of the published drafts, and what of it everybody may read all the same."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from redact.model import Document, Recipient, Span
from redact.passages import as_printed
from redact.policies import for_everybody, kind_of, published, usual_audiences
from redact.prepared import Prepared
from redact.recipients.chosen import Lost, chosen_in, outlines_of
from redact.recipients.giving import Givers
from redact.recipients.illness import may_be_ill
from redact.recipients.near import next_to_sources
from redact.recipients.own_lives import own_life_in
from redact.recipients.readers import Reader, reader_of
from redact.recipients.registered import SHOWN, WITHHELD
from redact.recipients.sources import Tellers, joined_tellers, may_tell, tellers_in
from redact.recipients.spoken import Perhaps, Told, spoken_in
from redact.recipients.strangers import tells_unnamed
from redact.recipients.tables import tellers_in_columns
from redact.recipients.withholding import Withheld, goes_on, in_notes, merged, withheld_in
from redact.rules.recipients import read_recipients
from redact.rules.sections import read_sections


@dataclass(frozen=True, slots=True)
class Looked:
    """The published drafts as one recipient's rules see them."""

    reader: Reader
    told: Mapping[str, Sequence[Told]]  # the sentences of each draft
    tellers: Tellers
    chosen: tuple[Withheld, ...]  # by number, in the register
    lost: tuple[Lost, ...]  # what the register says of sentences that no draft has any more
    by_rule: tuple[Withheld, ...]  # each sentence by itself, whatever the register says of its number
    withheld: tuple[Withheld, ...]
    opened: tuple[Withheld, ...] = ()  # out of by_rule: what the register shows since everybody may read it
    givers: Mapping[str, Givers] = field(default_factory=dict, compare=False)  # of each draft

    def giver(self, document: str, each: Told, before: Told | None) -> Perhaps | None:
        """Who may give information in a sentence of a draft; it is worked out once."""
        return self.givers[document].of(each, before)

    def sources(self, document: str) -> set[Span]:
        """The sentences of a draft that tell who passed on a worry."""
        return {one.span for one in self.by_rule if one.document == document and "source" in one.reasons}


def looked_through(prepared: Prepared, recipient: Recipient) -> Looked:
    """What the rules and the register withhold from a recipient, and what they saw.

    Raises:
        RulesError: a paragraph to withhold or to show is not there.
    """
    looked = _looked(prepared, recipient)
    if SHOWN not in recipient.published.values():
        return looked
    public = printed_for_all(prepared)
    closed = _near_sources(prepared, looked) | _near_illness(prepared, looked)
    closed |= _going_on(prepared, looked, closed)
    opened = tuple(
        one
        for one in looked.by_rule
        if all(recipient.published.get(reason) == SHOWN for reason in one.reasons)
        and public(one)
        and (one.document, one.span) not in closed
    )
    kept = [_because(one, recipient, "", WITHHELD) for one in looked.by_rule if one not in set(opened)]
    return replace(looked, withheld=_merged(prepared, kept, looked.chosen), opened=opened)


def _near_sources(prepared: Prepared, looked: Looked) -> set[tuple[str, Span]]:
    """Sentences that are not opened with the rest of a person's part, unless sources are: they may tell who told.

    Those of somebody outside the family who passed on a worry anywhere in the case, those that may tell of it, and
    those that name a source in the paragraphs next to one that tells of it.
    """
    reader, words = looked.reader, read_recipients(prepared.rules.folder)
    called = (prepared.rules.list("occupations"), prepared.rules.list("roles"))
    if reader.recipient.published.get("source") == SHOWN:
        return set()
    outside = {who for who in looked.tellers if reader.reasons.get(who) == "third party"}
    return {
        (name, each.span)
        for name, told in looked.told.items()
        for before, each in zip((None, *told), told, strict=False)
        if each.spoken & outside
        or may_tell(each, looked.tellers, reader, words.referral)
        or looked.giver(name, each, before)
        or tells_unnamed(each.words, words, *called)
        or own_life_in(each, before, reader, words)
    } | {
        (name, each.span)
        for name, told in looked.told.items()
        for each, _ in next_to_sources(told, looked.sources(name), looked.tellers)
    }


def _going_on(prepared: Prepared, looked: Looked, closed: set[tuple[str, Span]]) -> set[tuple[str, Span]]:
    """The sentences of a paragraph that go on about one of these."""
    rules, more = read_recipients(prepared.rules.folder), set(closed)
    for name, told in looked.told.items():
        for before, each in pairwise(told):
            inside = (name, before.span) in more and not each.first
            if inside and goes_on(each, before, "source", looked.reader, rules):
                more.add((name, each.span))
    return more


def _near_illness(prepared: Prepared, looked: Looked) -> set[tuple[str, Span]]:
    """The same unless health is shown: sentences that may tell of somebody's health."""
    reader, rules = looked.reader, read_recipients(prepared.rules.folder)
    if reader.recipient.published.get("health") == SHOWN:
        return set()
    return {
        (name, each.span)
        for name, told in looked.told.items()
        for each in told
        if may_be_ill(each, reader, rules)
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
            found += [
                _because(one, recipient, WITHHELD)
                for one in gone
                if any(recipient.published.get(reason) == WITHHELD for reason in one.reasons)
            ]
    return _merged(prepared, found, ()) if found else ()


def _because(one: Withheld, recipient: Recipient, *answers: str) -> Withheld:
    """The same with the letter of the first of its reasons that is answered so; '' stands for one without an answer."""
    fits = (reason for reason in one.reasons if recipient.published.get(reason, "") in answers)
    return replace(one, reason=next(fits, one.reason), also=())


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
    outlines = outlines_of(shown.values(), read_sections(prepared.rules.folder))
    chosen = chosen_in(outlines, kinds, reader)
    told = {name: spoken_in(document, mentions, reader) for name, document in shown.items()}
    tellers = joined_tellers(
        tellers_in(chain.from_iterable(told.values()), reader, rules.referral),
        chain.from_iterable(tellers_in_columns(said, reader, rules) for said in told.values()),
    )
    by_rule = tuple(
        Withheld(name, span, why[0], why[1:])
        for name, document in shown.items()
        for span, why in withheld_in(document, told[name], tellers, reader, rules).items()
    )
    givers = {name: Givers(reader, rules) for name in told}
    spans = (*chosen.spans, *_in_their_notes(chosen.spans, shown, told))
    withheld = _merged(prepared, by_rule, spans)
    return Looked(reader, told, tellers, spans, chosen.lost, by_rule, withheld, givers=givers)


def _in_their_notes(
    chosen: Iterable[Withheld], documents: Mapping[str, Document], told: Mapping[str, Sequence[Told]]
) -> Iterator[Withheld]:
    """The notes that are called in what a person withholds: they go too."""
    for one in chosen:
        called = in_notes(documents[one.document], told[one.document], [(one.span, (one.reason,))])
        yield from (Withheld(one.document, span, one.reason) for span, _ in called if one.reason)


def merged_with(prepared: Prepared, looked: Looked, more: Sequence[Withheld]) -> tuple[Withheld, ...]:
    """What goes from the drafts, and *more*."""
    return _merged(prepared, looked.withheld, more) if more else looked.withheld


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
