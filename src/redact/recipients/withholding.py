"""What of a draft one recipient's copy leaves out: sentences about others alone, their health, and who told.

A sentence goes as a whole or not at all, so that no half of it tells the rest; neighbours that go
together leave one mark, which says a reason and no length. The rules withhold too much rather
than too little: a person opens what should be read, by `show:` in the register.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from redact.errors import RulesError
from redact.model import PRINTED, Block, Document, Edition, Mention, Span
from redact.publications.outline import outline_of
from redact.publications.sentences import leans, sentences
from redact.recipients.readers import Reader, meant
from redact.recipients.registered import PARAGRAPH
from redact.rules.recipients import Recipients
from redact.rules.sections import Sections

REPORT = "overview-report"
#: Words by which a sentence goes on about somebody whom the one before it named.
_GOES_ON = re.compile(
    r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|himself|herself|themselves)\b", re.IGNORECASE
)
_NOBODY = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """A stretch of a draft that a recipient's copy leaves out, and why: a reason of rules/editions.yaml."""

    document: str
    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence (or a cell), whom it names, and whether a heading stands before it."""

    span: Span
    words: str
    mentions: tuple[Mention, ...]
    block: Block
    opens: bool  # first after a heading: what was said before is no longer spoken of
    first: bool  # of its paragraph


def withheld_in(
    document: Document, mentions: Sequence[Mention], reader: Reader, rules: Recipients
) -> tuple[Withheld, ...]:
    """Everything of a draft that the rules and the register's ids withhold from the reader, in order, disjoint."""
    told = list(_sentences(document, mentions))
    found = [*_by_sentence(told, reader, rules), *_by_row(told, reader)]
    gone = [span for span, _ in found]
    found += [
        each for each in _sources(told, reader, rules) if not any(span.covers(each[0]) for span in gone)
    ]
    return merged(document, found, mentions)


def chosen_in(
    documents: Mapping[str, Document], kinds: Mapping[str, str], reader: Reader, rules: Sections
) -> tuple[Withheld, ...]:
    """The paragraphs and sentences that the register withholds by their numbers; *kinds* of the documents by name.

    Raises:
        RulesError: no published draft has such a paragraph.
    """
    found = []
    for what, reason in reader.recipient.withhold:
        match = PARAGRAPH.fullmatch(what)
        if match and what not in reader.private:
            places = list(_places(match, documents, kinds, rules))
            if not places:
                raise RulesError(
                    f"register.yaml: recipients: {reader.recipient.id}: withhold: no published draft has a paragraph {what}"
                )
            found += [Withheld(name, span, reason) for name, span in places]
    return tuple(found)


def _places(
    match: re.Match[str], documents: Mapping[str, Document], kinds: Mapping[str, str], rules: Sections
) -> Iterator[tuple[str, Span]]:
    for name, document in documents.items():
        if kinds[name] == (match["kind"] or REPORT):
            blocks = tuple(b for b in document.blocks if b.kind in PRINTED)
            paragraph = outline_of(Edition("", "", "", document.text, blocks), rules).named(match["number"])
            at = int(match["sentence"] or 0)
            if paragraph and at <= len(paragraph.sentences):
                span = paragraph.sentences[at - 1] if at else paragraph.block.span
                if span:
                    yield name, span


# Sentences and whom they name -------------------------------------------------------------------------


def _sentences(document: Document, mentions: Sequence[Mention]) -> Iterator[_Told]:
    own = sorted((m for m in mentions if m.document == document.name), key=lambda m: m.span)
    starts, opens = [m.span.start for m in own], True
    for block in document.blocks:
        if block.span is None or block.kind not in PRINTED:
            continue
        whole = block.kind in {"heading", "title", "picture"}
        for at, span in enumerate((block.span,) if whole else sentences(document.text, block.span)):
            yield _Told(span, document.of(span), _inside(span, own, starts), block, opens, at == 0)
            opens = False
        opens = opens or block.kind in {"heading", "title"}


def _inside(span: Span, mentions: Sequence[Mention], starts: Sequence[int]) -> tuple[Mention, ...]:
    """The mentions that overlap *span*; they are disjoint and in order."""
    at = max(bisect_left(starts, span.start) - 1, 0)
    found = []
    while at < len(mentions) and mentions[at].span.start < span.end:
        if mentions[at].span.overlaps(span):
            found.append(mentions[at])
        at += 1
    return tuple(found)


def _by_sentence(told: Iterable[_Told], reader: Reader, rules: Recipients) -> Iterator[tuple[Span, str]]:
    """Sentences about others alone, about their health, and those that go on about them.

    The first sentence of a paragraph goes on about others where all of the paragraph before it did.
    """
    before, all_of_it = "", False  # why the sentence before was withheld; whether its whole paragraph was
    for each in told:
        if each.opens or (each.first and not all_of_it):
            before = ""
        reason = _why(each, reader, rules) or (before if _goes_on(each, reader) else "")
        if reason:
            yield each.span, reason
        before, all_of_it = reason, bool(reason) and (each.first or all_of_it)


def _why(each: _Told, reader: Reader, rules: Recipients) -> str:
    named = meant(each.mentions, reader.private)
    title = each.block.kind in {"heading", "title"}
    others = {i for i in named if i in reader.reasons} | (
        set() if title else set(reader.others_in(each.words))
    )
    if others and not (named & reader.own) and not reader.names_own(each.words, bool(named)):
        return reader.reasons[min(others)]
    adults = others or (set() if reader.recipient.person in named else named - reader.well)
    return "health" if adults and rules.health.search(each.words) else ""


def _goes_on(each: _Told, reader: Reader) -> bool:
    """Whether a sentence that names none of the reader's own goes on about the one before it."""
    if meant(each.mentions, reader.own) or reader.names_own(each.words) or each.block.cell:
        return False
    return leans(each.words, _NOBODY) or _GOES_ON.search(each.words) is not None


def _by_row(told: Iterable[_Told], reader: Reader) -> Iterator[tuple[Span, str]]:
    """Every cell of a row whose first cell with a name is about others: an age beside a name is that person's age."""
    cells = [each for each in told if each.block.cell and not each.block.cell.header]
    for _, group in groupby(cells, key=_row):
        row = list(group)
        named = next((who for each in row if (who := meant(each.mentions, reader.private))), set())
        if named and not named & reader.own:
            yield from ((each.span, reader.reasons[min(named)]) for each in row)


def _row(each: _Told) -> tuple[int, int]:
    assert each.block.cell
    return each.block.cell.table, each.block.cell.row


# Who told --------------------------------------------------------------------------------------------


def _sources(told: Sequence[_Told], reader: Reader, rules: Recipients) -> Iterator[tuple[Span, str]]:
    """The words for whoever made a referral: of somebody outside the family everywhere, of others where they made it."""
    spoken = [(each, set(_referrers(each, reader, rules))) for each in told]
    always = {one for _, tellers in spoken for one in tellers if reader.reasons.get(one) == "third party"}
    for each, tellers in spoken:
        hidden = tellers | always
        yield from ((m.span, "source") for m in each.mentions if m.entity in hidden and m.label == "PERSON")
        for one, places in reader.others_in(each.words).items():
            if one in hidden:
                yield from ((Span(each.span.start + a, each.span.start + b), "source") for a, b in places)


def _referrers(each: _Told, reader: Reader, rules: Recipients) -> Iterator[str]:
    """The people whom a sentence says to have passed on a worry: never the recipient."""
    for mention in each.mentions:
        if mention.label == "PERSON" and mention.entity and reader.can_tell(mention.entity):
            if rules.does.match(each.words, max(mention.span.end - each.span.start, 0)):
                yield mention.entity
    for one, places in reader.others_in(each.words).items():
        if reader.can_tell(one) and any(rules.does.match(each.words, end) for _, end in places):
            yield one


# One mark for neighbours -----------------------------------------------------------------------------


def merged(
    document: Document, found: Iterable[tuple[Span, str]], mentions: Sequence[Mention]
) -> tuple[Withheld, ...]:
    """The stretches disjoint and in order, each mention in whole; neighbours with nothing between them are one."""
    own = sorted((m for m in mentions if m.document == document.name), key=lambda m: m.span)
    blocks = sorted(b.span for b in document.blocks if b.span)
    edges = _Edges(own, [m.span.start for m in own], blocks, [b.start for b in blocks])
    made: list[Withheld] = []
    for span, reason in sorted((edges.whole(span), reason) for span, reason in found):
        last = made[-1].span if made else None
        joined = last and Span(last.start, max(last.end, span.end))
        if last and joined and edges.together(joined) and not document.text[last.end : span.start].strip():
            made[-1] = Withheld(document.name, joined, made[-1].reason)
        else:
            made.append(Withheld(document.name, span, reason))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Edges:
    """The mentions and the blocks of one draft, in order, to be looked up by where they are."""

    mentions: Sequence[Mention]
    starts: Sequence[int]
    blocks: Sequence[Span]
    firsts: Sequence[int]

    def whole(self, span: Span) -> Span:
        """The stretch with every mention that it cuts, as far as its block goes."""
        near = [m.span for m in _inside(span, self.mentions, self.starts)]
        block = self.block(span) or span
        start, end = min([span.start, *(m.start for m in near)]), max([span.end, *(m.end for m in near)])
        return Span(max(start, block.start), min(end, block.end))

    def together(self, span: Span) -> bool:
        """Whether all of the stretch stands in one block."""
        return self.block(span) is not None

    def block(self, span: Span) -> Span | None:
        """The block that the stretch stands in; None where it stands in several."""
        at = bisect_right(self.firsts, span.start) - 1
        return self.blocks[at] if at >= 0 and self.blocks[at].covers(span) else None
