"""The sentences of one recipient's copy that its rules are not certain of, and what makes each of them doubtful.

Where 'he' may mean somebody withheld, where somebody may have passed on a worry in words that no pattern has, where an illness
may be another's: a person has to read them. Until somebody answers, the copy leaves them out, or prints them, as
the register says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from redact.model import Span
from redact.prepared import Prepared
from redact.recipients.asking import LAST, Asked
from redact.recipients.going_on import behind
from redact.recipients.illness import PERHAPS, ill, may_be_ill
from redact.recipients.kin import called_near
from redact.recipients.looking import Looked
from redact.recipients.near import next_to_sources, uncertain
from redact.recipients.numbering import numbers
from redact.recipients.own_lives import own_life_in
from redact.recipients.registered import UNSURE
from redact.recipients.sources import may_tell
from redact.recipients.spoken import Perhaps, Told, is_heading
from redact.recipients.strangers import tells_unnamed
from redact.recipients.withholding import Withheld
from redact.rules.recipients import read_recipients

#: A word that so many sentences of the drafts have at most is rare.
RARE = 3
#: So many rare words of a withheld sentence in one that is printed tell it again.
ALIKE = 3
_WORD = re.compile(r"[^\W_]{4,}|\d{3,}")
_TOLD = "it may tell that {who} passed on a worry"
_LIFE = "it may tell of the own life of {who}, and not of their work"
_KIN = "a word of kin in it may mean whoever passed on a worry in the paragraphs around it"
_LESS = (
    "it may tell, less plainly than the others, that somebody passed on a worry,"
    " or of the own life of somebody at work: read each of them"
)


def asked_in(prepared: Prepared, looked: Looked) -> list[Asked]:
    """Every sentence without an answer that a reviewer should look at, in the order of the drafts.

    Where the register leaves out what is unsure, those are among them that go on about one of these.
    """
    order = {document: at for at, document in enumerate(looked.told)}
    names = dict(numbers(prepared))
    gone = [*looked.by_rule, *(one for one in looked.chosen if one.reason)]
    told = [(name, each, _rare_words(each)) for name, said in looked.told.items() for each in said]
    found = _without_an_answer((*_goes_on(prepared, looked), *_told_again(told, gone)), looked, names)
    if looked.reader.recipient.leaves_out_unsure:
        found = [replace(one, reason=one.reason or UNSURE) for one in found]
        found += _without_an_answer(behind(prepared, looked, found), looked, names)
        gone += [Withheld(one.document, one.span, UNSURE) for one in found if one.reason == UNSURE]
        again = (replace(one, reason=UNSURE) for one in _told_again(told, gone))
        found += _without_an_answer(again, looked, names)
    return sorted(found, key=lambda one: (order[one.document], one.span))


def _without_an_answer(
    found: Iterable[Asked], looked: Looked, names: Mapping[tuple[str, Span], str]
) -> list[Asked]:
    """Those of which the register says nothing, each with what it would call them."""
    answered: dict[str, list[Span]] = {}
    for each in (*looked.chosen, *looked.opened):
        answered.setdefault(each.document, []).append(each.span)
    return [
        replace(one, what=names.get((one.document, one.span), ""))
        for one in found
        if not any(span.covers(one.span) for span in answered.get(one.document, ()))
    ]


def _goes_on(prepared: Prepared, looked: Looked) -> Iterator[Asked]:
    """Withheld sentences that name the reader's own, and printed ones that may be about somebody withheld."""
    gone = {(one.document, one.span): one.reason for one in looked.by_rule}
    rules = read_recipients(prepared.rules.folder)
    for name, told in looked.told.items():
        spans = {span: reason for (document, span), reason in gone.items() if document == name}
        yield from _withheld(prepared, looked, name, spans)
        near = {each.span: (of, by) for each, of, by in uncertain(told, spans, looked.reader, rules)}
        beside = {e.span: by for e, by in next_to_sources(told, looked.sources(name), looked.tellers)}
        kin = set(called_near(told, looked.sources(name), looked.tellers, looked.reader, rules.referral))
        for before, each in zip((None, *told), told, strict=False):
            if each.span in spans:
                continue
            if each.block.cell:
                yield from (
                    _as_cell(one, each, told) for one in _may_tell(prepared, looked, name, each, None)
                )
            else:
                meant, sources = near.get(each.span, (frozenset(), frozenset()))
                sources = sources or beside.get(each.span, frozenset())
                asked = list(_printed(prepared, looked, name, each, meant, sources))
                if not asked and each.span in kin:
                    asked = [Asked(name, each.span, each.words, ("kin",), _KIN)]
                yield from asked or _may_tell(prepared, looked, name, each, before)


def _withheld(prepared: Prepared, looked: Looked, name: str, spans: Mapping[Span, str]) -> Iterator[Asked]:
    """Withheld sentences that are about the reader's own side too, by whose matter it is, and illness that may be theirs."""
    reader, rules = looked.reader, read_recipients(prepared.rules.folder)
    last: frozenset[str] = frozenset()  # whom the withheld sentences just before told of
    for each in looked.told[name]:
        reason = spans.get(each.span, "")
        if not reason or each.opens:
            last = frozenset()
        here = _whose(each, reason, looked)
        last = here or last
        if not reason or each.block.cell:
            continue
        own = each.named & reader.own or reader.names_own(each.words, bool(each.named))
        bearer = ill(each, reader, rules) if reason == "health" else None
        if bearer and bearer.withheld == PERHAPS:
            why = "it may be the illness of somebody else ({who})"
            yield Asked(name, each.span, each.words, ("health", bearer.who), why, reason, f"'{bearer.who}'")
        elif own and not each.named & set(reader.reasons):
            who = _names(prepared, last or ([bearer.who] if bearer else ()))
            of = "it is part of what is told of {who}, and about" if who else "it is about"
            why = f"{of} the reader's own side too"
            yield Asked(name, each.span, each.words, (reason, who), why, reason, who)


def _whose(each: Told, reason: str, looked: Looked) -> frozenset[str]:
    """Of whom a withheld sentence tells: the source, or those whose part is withheld."""
    people = set(looked.tellers) if reason == "source" else set(looked.reader.reasons)
    return frozenset(sorted(each.spoken & people)[:1]) if reason else frozenset()


def _printed(
    prepared: Prepared, looked: Looked, name: str, each: Told, meant: Iterable[str], sources: Iterable[str]
) -> Iterator[Asked]:
    """A printed sentence whose 'he' may be somebody withheld, that may tell of a source or an illness, or goes on with one."""
    reader, rules = looked.reader, read_recipients(prepared.rules.folder)
    others = sorted((each.unsure & set(reader.reasons)) | set(meant))
    if others:
        why, who = (
            "'he' or 'she' in it may mean {who}, whose part is withheld",
            _names(prepared, others),
        )
        yield Asked(name, each.span, each.words, ("he", *others), why, who=who)
    elif sources:
        who, why = (
            _names(prepared, sources),
            "it names {who}, who passed on a worry in the paragraphs around it",
        )
        yield Asked(name, each.span, each.words, ("source", who), why, who=who)
    elif teller := may_tell(each, looked.tellers, reader, rules.referral):
        who = _names(prepared, [teller])
        yield Asked(name, each.span, each.words, ("teller", teller), _TOLD, who=who)
    elif bearer := may_be_ill(each, reader, rules):
        why, who = "it may tell of the health of {who}", _names(prepared, [bearer.who])
        yield Asked(name, each.span, each.words, ("health", bearer.who), why, who=who)


def _may_tell(prepared: Prepared, looked: Looked, name: str, each: Told, before: Told | None) -> list[Asked]:
    """A printed sentence that may tell who told, or of the own life of somebody at work, in words that no pattern has.

    The likeliest of these is asked; what is less likely than not is one question, the last.
    """
    rules = prepared.rules
    words, called = read_recipients(rules.folder), (rules.list("occupations"), rules.list("roles"))
    heads = each.block.cell is not None and each.block.cell.header
    if heads or words.to_readers.match(each.words):
        return []
    short = is_heading(each) or each.block.cell is not None  # where a giver's build tells little
    found = (
        (None if short else looked.giver(name, each, before), "teller", _TOLD),
        (tells_unnamed(each.words, words, *called), "teller", _TOLD),
        (own_life_in(each, before, looked.reader, words), "life", _LIFE),
    )
    asked = [_of(perhaps, kind, why, prepared, name, each) for perhaps, kind, why in found if perhaps]
    asked = [one for one in asked if one.matter != LAST or not short]
    return sorted(asked, key=lambda one: one.matter == LAST)[:1]


def _as_cell(one: Asked, each: Told, told: Iterable[Told]) -> Asked:
    """The same of the whole cell: its sentences have no numbers of their own."""
    assert each.block.span
    words = " ".join(other.words for other in told if other.block == each.block)
    return replace(one, span=each.block.span, words=words)


def _of(found: Perhaps, kind: str, why: str, prepared: Prepared, name: str, each: Told) -> Asked:
    """A question about the one of whom a sentence may tell, or a place of the last question."""
    if not found.likely:
        return Asked(name, each.span, each.words, LAST, _LESS)
    return Asked(name, each.span, each.words, (kind, found.who), why, who=_names(prepared, [found.who]))


def _names(prepared: Prepared, people: Iterable[str]) -> str:
    entities = prepared.reviewed.entities
    return ", ".join(entities[one].name if one in entities else one for one in sorted(people) if one)


def _told_again(sentences: Sequence[tuple[str, Told, set[str]]], gone: Sequence[Withheld]) -> Iterator[Asked]:
    """Sentences that stay and have several rare words of one of those that are *gone*; each with its draft and its words."""
    often = Counter(word for _, _, words in sentences for word in words)
    out = {at for at, (name, each, _) in enumerate(sentences) if _is_among(name, each.span, gone)}
    where: dict[str, list[int]] = {}
    for at in sorted(out):
        for word in sentences[at][2]:
            where.setdefault(word, []).append(at)
    for name, each, words in (one for at, one in enumerate(sentences) if at not in out):
        rare = {word for word in words if often[word] <= RARE}
        shared = Counter(at for word in rare for at in where.get(word, ()))
        if again := next((at for at, count in sorted(shared.items()) if count >= ALIKE), None):
            why = "it has words of a sentence that is withheld elsewhere"
            yield Asked(name, each.span, each.words, ("again", str(again)), why)


def _is_among(name: str, span: Span, gone: Iterable[Withheld]) -> bool:
    return any(one.document == name and one.span.covers(span) for one in gone)


def _rare_words(each: Told) -> set[str]:
    """The words of a sentence in small letters, without the names in it: those are printed as labels."""
    words = each.words
    for mention in sorted(each.mentions, key=lambda m: m.span, reverse=True):
        start, end = max(mention.span.start - each.span.start, 0), mention.span.end - each.span.start
        words = words[:start] + " " + words[end:]
    return {word.casefold() for word in _WORD.findall(words)}
