"""What a reviewer is asked of one recipient's copy: whom 'he' means, whose side somebody is on, what is told twice.

Each is answered in the register: `show` opens what is withheld, `withhold` takes out what is printed, both by the
number of a sentence; a person's side is answered by an entry with `family:`. What is one matter (one source, one
person's part, one illness) is one question, with every place where it is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from redact.model import Recipient, Span
from redact.prepared import Prepared
from redact.recipients.illness import PERHAPS, ill, may_be_ill
from redact.recipients.kin import called_near
from redact.recipients.looking import Looked, looked_through
from redact.recipients.near import next_to_sources, uncertain
from redact.recipients.numbering import numbers
from redact.recipients.own_lives import own_life_in
from redact.recipients.sides import bears
from redact.recipients.sources import may_tell
from redact.recipients.spoken import Perhaps, Told, is_heading
from redact.recipients.strangers import tells_unnamed
from redact.rules.recipients import read_recipients

#: A word that so many sentences of the drafts have at most is rare.
RARE = 3
#: So many rare words of a withheld sentence in one that is printed tell it again.
ALIKE = 3
_WORD = re.compile(r"[^\W_]{4,}|\d{3,}")
_TOLD = "printed; it may tell that {who} passed on a worry"
_LIFE = "printed; it may tell of the own life of {who}, and not of their work"
_KIN = "printed; a word of kin in it may mean whoever passed on a worry in the paragraphs around it"
#: What is asked last, in one question: sentences that tell of a source less plainly.
LAST = ("less plainly",)
_LESS = (
    "printed; it may tell, less plainly than the others, that somebody passed on a worry,"
    " or of the own life of somebody at work: read each of them"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a draft, by what `show` and `withhold` call it: '3.4:1', 'executive-summary 2.1:2'; '' where it has no number."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """One matter to look at in a copy: every sentence that tells of it, or a person whom the register does not have."""

    places: tuple[Place, ...]
    why: str
    reason: str = ""  # why the words are withheld; '' where the copy prints them, or tells of the person
    person: bool = False  # whether it is somebody whom the register does not have

    @property
    def printed(self) -> bool:
        """Whether the copy prints the words, or tells of the person."""
        return not self.reason

    @property
    def numbers(self) -> tuple[str, ...]:
        """What `show` and `withhold` call its sentences; none for a person."""
        return tuple(place.what for place in self.places if place.what)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One sentence that is asked about, and the matter that it belongs to."""

    document: str
    span: Span
    words: str
    matter: tuple[str, ...]
    why: str  # {who} stands for the names
    reason: str = ""
    who: str = ""


def doubts(prepared: Prepared, recipient: Recipient) -> list[Doubt]:
    """Everything of a copy that its reviewer should look at, in the order of the drafts; people first."""
    looked = looked_through(prepared, recipient)
    names = dict(numbers(prepared))
    answered = {what for what, _ in recipient.withhold} | set(recipient.show)
    shown = {(one.document, one.span) for one in looked.opened}
    order = {document: at for at, document in enumerate(looked.told)}
    matters: dict[tuple[str, ...], dict[Place, _Asked]] = {}
    found = (*_goes_on(prepared, looked), *_told_again(looked))
    for each in sorted(found, key=lambda one: (order[one.document], one.span)):
        what = names.get((each.document, each.span), "")
        if not _is_answered(what, answered) and (each.document, each.span) not in shown:
            matters.setdefault((each.why, *each.matter), {}).setdefault(Place(what, each.words), each)
    # The doubtful stand last, the others as they do in the drafts.
    ordered = sorted(_folded(matters.values()), key=_is_last)
    return [*_people(prepared, looked), *(_as_doubt(places) for places in ordered)]


_Places = dict[Place, _Asked]


def _folded(matters: Iterable[_Places]) -> list[_Places]:
    """The matters, those of one sentence each put together that ask the same of different people."""
    made: dict[object, _Places] = {}
    for at, places in enumerate(matters):
        first = next(iter(places.values()))
        alone = len(places) == 1 and "{who}" in first.why
        made.setdefault((first.why, first.reason) if alone else at, {}).update(places)
    return list(made.values())


def _is_last(places: _Places) -> bool:
    return next(iter(places.values())).matter == LAST


def _as_doubt(places: _Places) -> Doubt:
    first = next(iter(places.values()))
    who = ", ".join(dict.fromkeys(one.who for one in places.values()))
    return Doubt(tuple(places), first.why.replace("{who}", who), first.reason)


def _is_answered(what: str, answered: Iterable[str]) -> bool:
    """Whether the register says of a sentence, or of its paragraph, what becomes of it."""
    return bool(what) and (what in answered or what.rpartition(":")[0] in answered)


# People -----------------------------------------------------------------------------------------------


def _people(prepared: Prepared, looked: Looked) -> Iterator[Doubt]:
    """People of the drafts alone whose side a draft says, or whose name is that of one side."""
    entities, reader = prepared.reviewed.entities, looked.reader
    for person in sorted(reader.private - set(prepared.register.entities)):
        if person in reader.presumed:
            side = reader.presumed[person]
            why = f"a draft puts this person on the {side} side; enter the person in register.yaml, with family: {side}"
            yield Doubt((Place("", entities[person].name),), why, reader.reasons.get(person, ""), True)
        elif (
            person in reader.people
            and person in reader.reasons
            and (near := _namesake(person, prepared, looked))
        ):
            why = f"has a name of {near}; is this person family? Then enter the person in register.yaml, with family:"
            yield Doubt((Place("", entities[person].name),), why, reader.reasons[person], True)


def _namesake(person: str, prepared: Prepared, looked: Looked) -> str:
    entities, family = prepared.reviewed.entities, prepared.register.entities
    sided = (i for i in sorted(looked.reader.private & set(family)) if family[i].family)
    return next((i for i in sided if bears(entities[person], family[i])), "")


# Sentences --------------------------------------------------------------------------------------------


def _goes_on(prepared: Prepared, looked: Looked) -> Iterator[_Asked]:
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
            if not each.block.cell and each.span not in spans:
                meant, sources = near.get(each.span, (frozenset(), frozenset()))
                sources = sources or beside.get(each.span, frozenset())
                asked = list(_printed(prepared, looked, name, each, meant, sources))
                if not asked and each.span in kin:
                    asked = [_Asked(name, each.span, each.words, ("kin",), _KIN)]
                yield from asked or _may_tell(prepared, looked, name, each, before)


def _withheld(prepared: Prepared, looked: Looked, name: str, spans: Mapping[Span, str]) -> Iterator[_Asked]:
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
            why = "withheld (health); it may be the illness of somebody else ({who})"
            yield _Asked(name, each.span, each.words, ("health", bearer.who), why, reason, f"'{bearer.who}'")
        elif own and not each.named & set(reader.reasons):
            who = _names(prepared, last or ([bearer.who] if bearer else ()))
            of = ", part of what is told of {who}" if who else ""
            why = f"withheld ({reason}){of}; it is about the reader's own side too"
            yield _Asked(name, each.span, each.words, (reason, who), why, reason, who)


def _whose(each: Told, reason: str, looked: Looked) -> frozenset[str]:
    """Of whom a withheld sentence tells: the source, or those whose part is withheld."""
    people = set(looked.tellers) if reason == "source" else set(looked.reader.reasons)
    return frozenset(sorted(each.spoken & people)[:1]) if reason else frozenset()


def _printed(
    prepared: Prepared, looked: Looked, name: str, each: Told, meant: Iterable[str], sources: Iterable[str]
) -> Iterator[_Asked]:
    """A printed sentence whose 'he' may be somebody withheld, that may tell of a source or an illness, or goes on with one."""
    reader, rules = looked.reader, read_recipients(prepared.rules.folder)
    others = sorted((each.unsure & set(reader.reasons)) | set(meant))
    if others:
        why, who = (
            "printed; 'he' or 'she' in it may mean {who}, whose part is withheld",
            _names(prepared, others),
        )
        yield _Asked(name, each.span, each.words, ("he", *others), why, who=who)
    elif sources:
        who, why = (
            _names(prepared, sources),
            "printed; it names {who}, who passed on a worry in the paragraphs around it",
        )
        yield _Asked(name, each.span, each.words, ("source", who), why, who=who)
    elif teller := may_tell(each, looked.tellers, reader, rules.referral):
        who = _names(prepared, [teller])
        yield _Asked(name, each.span, each.words, ("teller", teller), _TOLD, who=who)
    elif bearer := may_be_ill(each, reader, rules):
        why, who = "printed; it may tell of the health of {who}", _names(prepared, [bearer.who])
        yield _Asked(name, each.span, each.words, ("health", bearer.who), why, who=who)


def _may_tell(prepared: Prepared, looked: Looked, name: str, each: Told, before: Told | None) -> list[_Asked]:
    """A printed sentence that may tell who told, or of the own life of somebody at work, in words that no pattern has.

    The likeliest of these is asked; what is less likely than not is one question, the last.
    """
    if is_heading(each):
        return []
    rules = prepared.rules
    words, called = read_recipients(rules.folder), (rules.list("occupations"), rules.list("roles"))
    found = (
        (looked.giver(name, each, before), "teller", _TOLD),
        (tells_unnamed(each.words, words, *called), "teller", _TOLD),
        (own_life_in(each, before, looked.reader, words), "life", _LIFE),
    )
    asked = [_of(perhaps, kind, why, prepared, name, each) for perhaps, kind, why in found if perhaps]
    return sorted(asked, key=lambda one: one.matter == LAST)[:1]


def _of(found: Perhaps, kind: str, why: str, prepared: Prepared, name: str, each: Told) -> _Asked:
    """A question about the one of whom a sentence may tell, or a place of the last question."""
    if not found.likely:
        return _Asked(name, each.span, each.words, LAST, _LESS)
    return _Asked(name, each.span, each.words, (kind, found.who), why, who=_names(prepared, [found.who]))


def _names(prepared: Prepared, people: Iterable[str]) -> str:
    entities = prepared.reviewed.entities
    return ", ".join(entities[one].name if one in entities else one for one in sorted(people) if one)


def _told_again(looked: Looked) -> Iterator[_Asked]:
    """Printed sentences that have several rare words of one withheld sentence."""
    sentences = [(name, each, _rare_words(each)) for name, told in looked.told.items() for each in told]
    often = Counter(word for _, _, words in sentences for word in words)
    gone = {(one.document, one.span) for one in looked.by_rule}
    where: dict[str, list[int]] = {}
    for at, (name, each, words) in enumerate(sentences):
        for word in words if (name, each.span) in gone else ():
            where.setdefault(word, []).append(at)
    kept = [(name, each, words) for name, each, words in sentences if (name, each.span) not in gone]
    for name, each, words in kept:
        rare = {word for word in words if often[word] <= RARE}
        shared = Counter(at for word in rare for at in where.get(word, ()))
        if again := next((at for at, count in sorted(shared.items()) if count >= ALIKE), None):
            why = "printed; it has words of a sentence that is withheld elsewhere"
            yield _Asked(name, each.span, each.words, ("again", str(again)), why)


def _rare_words(each: Told) -> set[str]:
    """The words of a sentence in small letters, without the names in it: those are printed as labels."""
    words = each.words
    for mention in sorted(each.mentions, key=lambda m: m.span, reverse=True):
        start, end = max(mention.span.start - each.span.start, 0), mention.span.end - each.span.start
        words = words[:start] + " " + words[end:]
    return {word.casefold() for word in _WORD.findall(words)}


def as_data(found: Iterable[Doubt], recipient: Recipient) -> list[dict[str, Any]]:
    """The questions as plain data; null stands for 'printed'."""
    return [
        {
            "recipient": recipient.id,
            "places": [{"what": place.what, "text": place.words} for place in each.places],
            "why": each.why,
            "withheld": each.reason or None,
        }
        for each in found
    ]
