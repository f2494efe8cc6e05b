"""What of a draft one recipient's copy leaves out: sentences about others alone, their health, and who told.

A matter is a person and what is told of them. It goes wherever it is told: in the sentence that names the person or
means them by 'he' or 'she', in those that go on about it, in a row of a table, and in a note that is called
there. A sentence goes as a whole or not at all, so that no half of it tells the rest; neighbours
that go together leave one mark, which says a reason and no length. The rules withhold too much rather
than too little: a person opens what should be read, by `show:` in the register.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from redact.model import Document, Mention, Span
from redact.publications.sentences import leans
from redact.recipients.illness import ill
from redact.recipients.kin import points_at, words_for
from redact.recipients.near import Near, by_paragraph, next_to_sources, without_names
from redact.recipients.places import inside_of
from redact.recipients.readers import Reader
from redact.recipients.registered import UNSURE
from redact.recipients.sources import Tellers, tells_source
from redact.recipients.spoken import PRONOUN, Told, is_heading, people_of
from redact.recipients.tables import rows_withheld
from redact.rules.recipients import Recipients

#: Words by which a sentence goes on about somebody whom the one before it named.
GOES_ON = re.compile(
    r"\b(?:he|she|they|him|her|them|his|hers|their|theirs|himself|herself|themselves)\b", re.IGNORECASE
)
_IT = re.compile(r"\b(?:it|this|these|those)\b", re.IGNORECASE)
_NOBODY = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """A stretch of a draft that a recipient's copy leaves out, and why: a reason of rules/editions.yaml."""

    document: str
    span: Span
    reason: str
    also: tuple[str, ...] = ()  # the other reasons for which it goes, where rules withhold it

    @property
    def reasons(self) -> tuple[str, ...]:
        """All of them, the one whose letter it bears first."""
        return (self.reason, *self.also)


#: Every reason for which a sentence goes, that of its letter first; none where it stays.
Why = tuple[str, ...]


def joined(one: Why, more: Iterable[str]) -> Why:
    """Both, each reason once."""
    return tuple(dict.fromkeys((*one, *more)))


def withheld_in(
    document: Document, told: Sequence[Told], tellers: Tellers, reader: Reader, rules: Recipients
) -> dict[Span, Why]:
    """Everything of a draft that the rules and the register's ids withhold from the reader, with all reasons."""
    rows = dict(rows_withheld(told, tellers, reader, rules))
    said = [each for each in told if each.span not in rows]
    gone = _beside_sources(said, dict(_by_sentence(said, tellers, reader, rules)), tellers, reader, rules)
    gone = _in_paragraphs_beside(said, gone, tellers, reader, rules)
    gone |= {each.span: gone[opener.span] for opener, each in opened_by(said, gone)}
    found = [*rows.items(), *_with_those_between(said, gone, reader)]
    made: dict[Span, Why] = {}
    for span, why in (*found, *in_notes(document, told, found)):
        made[span] = joined(made.get(span, ()), why)
    return made


# Sentence by sentence ---------------------------------------------------------------------------------


def _by_sentence(
    told: Iterable[Told], tellers: Tellers, reader: Reader, rules: Recipients
) -> Iterator[tuple[Span, Why]]:
    """Sentences about others alone, about their health or what they told, and those that go on about them."""
    last: tuple[Told, Why] | None = None  # the sentence before and why it was withheld
    all_of_it = False  # whether all of its paragraph was
    near = Near()
    for each in told:
        if each.opens or is_heading(each) or (each.first and not (all_of_it or each.meant in reader.reasons)):
            last = None
        why = whys(each, tellers, reader, rules)
        why = joined(why, _taken_on(each, why, last, reader, rules))
        near = near.at(each)
        why = joined(why, filter(None, [near.why(each, reader, rules)]))
        near = near.after(each, why[0] if why else "", reader, rules)
        if why:
            yield each.span, why
        last, all_of_it = (each, why), bool(why) and (each.first or all_of_it)


def _taken_on(
    each: Told, why: Why, last: tuple[Told, Why] | None, reader: Reader, rules: Recipients
) -> Iterator[str]:
    """The reasons of the sentence before, as far as a sentence goes on with what that one told.

    One that is withheld anyway goes on with who told, and with an illness where it says 'it' or 'this':
    'he had caught it in prison'.
    """
    source = {"source"} & set(last[1] if last else ())
    if last and last[1] and goes_on(each, last[0], min(source, default=last[1][0]), reader, rules):
        yield from last[1] if not why or _IT.search(each.words) else source


def _beside_sources(
    told: Sequence[Told], found: dict[Span, Why], tellers: Tellers, reader: Reader, rules: Recipients
) -> dict[Span, Why]:
    """The same, with every sentence of a paragraph that names whoever told there: a name beside the mark would tell who did.

    So does a word of kin that may mean them: 'the aunt was thanked'. So goes what other reasons withhold: those may be
    answered otherwise.
    """
    known = {}
    for paragraph in by_paragraph(told):
        telling = [each for each in paragraph if "source" in found.get(each.span, ())[:1]]
        here = {who for each in telling for who in each.spoken & set(tellers)}
        words = words_for(here, telling, reader, rules.referral)
        for each in paragraph if telling else ():
            named = (each.spoken if each.span in found else each.named) & here
            if named or points_at(each, words, reader):
                known[each.span] = joined(found.get(each.span, ()), ["source"])
    return found | known


def _in_paragraphs_beside(
    told: Sequence[Told], found: dict[Span, Why], tellers: Tellers, reader: Reader, rules: Recipients
) -> dict[Span, Why]:
    """The same, with sentences right before or behind such a paragraph that name who told: one paragraph on a label tells it too.

    Of somebody outside the family each; of one of the family, whom a report names everywhere, those with a body that is told such
    things, or a word that may tell of it. The rest is asked.
    """
    telling, referral = {span for span, why in found.items() if "source" in why}, rules.referral
    more = {}
    for each, whom in next_to_sources(told, telling, tellers):
        named = {who for who in whom & each.named if reader.can_tell(who)}
        outside = any(reader.reasons.get(who) == "third party" for who in named)
        goes_on = any(
            some.search(each.words) for some in (referral.to, referral.of, referral.known, referral.perhaps)
        )
        if named and not each.block.cell and (outside or goes_on):
            more[each.span] = joined(found.get(each.span, ()), ["source"])
    return found | more


def _with_those_between(
    told: Sequence[Told], found: dict[Span, Why], reader: Reader
) -> Iterator[tuple[Span, Why]]:
    """The same, with sentences that speak of nobody between two that are withheld for one reason.

    'School records describe an anxious girl' names nobody, and is about whom the sentences around it are about.
    """
    yield from found.items()
    for before, each, after in zip(told, told[1:], told[2:], strict=False):
        inside = before.block == each.block == after.block and each.span not in found
        both = tuple(one for one in found.get(before.span, ()) if one in found.get(after.span, ()))
        if inside and both and not each.spoken and not reader.names_own(each.words):
            yield each.span, both


def opened_by(told: Sequence[Told], gone: Collection[Span]) -> Iterator[tuple[Told, Told]]:
    """Each sentence of *gone* that ends in a colon, with every sentence of the quotation or list behind it that stays."""
    opener: Told | None = None
    for before, each in pairwise(told):
        if each.block.kind not in {"quote", "item"}:
            opener = None
        elif before.block != each.block and before.words.rstrip().endswith(":"):
            opener = before if before.span in gone else None
        if opener and each.span not in gone:
            yield opener, each


def whys(each: Told, tellers: Tellers, reader: Reader, rules: Recipients) -> Why:
    """Every reason why a sentence is withheld for what it says itself; none where it is not."""
    source = ["source"] if tells_source(each, tellers, reader, rules.referral) else []
    health = ["health"] if _tells_health(each, reader, rules) else []
    return joined((), (*source, *_about_others(each, reader), *health))


def _about_others(each: Told, reader: Reader) -> Iterator[str]:
    """The reasons of those of whom alone a sentence tells."""
    if each.spoken & reader.own or reader.names_own(each.words, bool(each.named)):
        return
    others = [who for who in each.at.values() if who in reader.reasons]
    if not each.spoken and each.unsure and each.unsure <= set(reader.reasons) & set(reader.genders):
        others += sorted(each.unsure)
    yield from (reader.reasons[who] for who in others)


def _tells_health(each: Told, reader: Reader, rules: Recipients) -> bool:
    """Whether a sentence tells of the health of somebody else, or of those whom its 'he' may mean."""
    adults = {who for who in each.at.values() if who in reader.reasons} or (
        set() if reader.recipient.person in each.spoken else (each.spoken & reader.private) - reader.well
    )
    unsure = not each.spoken and bool(each.unsure & set(reader.reasons))
    said = (adults or unsure) and rules.health.search(without_names(each))
    return bool(said or ill(each, reader, rules))


def goes_on(each: Told, before: Told, reason: str, reader: Reader, rules: Recipients) -> bool:
    """Whether a sentence goes on about the one *before*, which was withheld for a *reason*.

    Where it names none of the reader's own, any 'he' or 'this' in it does; where it names one, its beginning has to.
    """
    begins = rules.begins.match(each.words) is not None
    points = begins and not PRONOUN.match(each.words)  # 'That he rang …'
    if each.block.cell or (not points and _is_of_another(each, before, reader)):
        return False
    if each.named & reader.own or reader.names_own(each.words, True):
        return begins or each.meant in reader.reasons
    within = rules.within.search(each.words) or (reason == "source" and _IT.search(each.words))
    return bool(begins or within or leans(each.words, _NOBODY) or GOES_ON.search(each.words))


def _is_of_another(each: Told, before: Told, reader: Reader) -> bool:
    """Whether a sentence's 'he' is one of the reader's own, named before the withheld sentence and not in it."""
    if each.meant not in reader.own or each.since == before.span:
        return False
    his = bool(next(PRONOUN.finditer(each.words))["male"])
    gender = "male" if his else "female"
    fits = any(reader.genders.get(who, gender) == gender for who in people_of(before))
    return not fits and not any(bool(m["male"]) == his for m in PRONOUN.finditer(before.words))


# Notes -----------------------------------------------------------------------------------------------


def in_notes(
    document: Document, told: Iterable[Told], found: Iterable[tuple[Span, Why]]
) -> Iterator[tuple[Span, Why]]:
    """The sentences of notes that are called in one that goes: they go on about it, for the same reasons."""
    gone, called = list(found), dict[str, Why]()
    for anchor in (anchor for block in document.blocks for anchor in block.anchors):
        for span, why in gone:
            if span.start < anchor.at <= span.end:
                called[anchor.note] = joined(called.get(anchor.note, ()), why)
    for each in told:
        if each.block.kind == "note" and each.block.number in called:
            yield each.span, called[each.block.number]


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
        alike = bool(made) and (made[-1].reason == UNSURE) == (reason == UNSURE)
        near = last and not document.text[last.end : span.start].strip()
        if joined and near and alike and edges.together(joined):
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
        near = [m.span for m in inside_of(span, self.mentions, self.starts)]
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
