"""The sentences of a draft and of whom each speaks: by name, by a word for a part, or by 'he' and 'she'.

A pronoun is taken for somebody where no second person of the sentence before fits it; where one does,
the sentence says so (`unsure`), and what depends on it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from redact.model import PRINTED, Block, Document, Mention, Span
from redact.publications.sentences import sentences
from redact.recipients.places import inside_of
from redact.recipients.readers import Reader

PRONOUN = re.compile(r"\b(?:(?P<male>he|him|his|himself)|(?P<female>she|her|hers|herself))\b", re.IGNORECASE)
#: So many sentences that speak of somebody are remembered.
_FAR = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence (or a cell, or a heading), and of whom it speaks."""

    span: Span
    words: str
    mentions: tuple[Mention, ...]
    block: Block
    opens: bool  # first after a heading: what was said before is no longer spoken of
    first: bool  # of its paragraph
    named: frozenset[str]  # people of the case named, or called by their part
    meant: str = ""  # whom the pronoun before any name means; '' where there is none
    since: Span | None = None  # the sentence that named them, or meant them last
    unsure: frozenset[str] = frozenset()  # whom it may mean, where that is not certain
    at: Mapping[int, str] = field(
        default_factory=dict
    )  # where in the sentence somebody is named or meant, and who

    @property
    def spoken(self) -> frozenset[str]:
        """Everybody of whom the sentence certainly speaks."""
        return self.named | ({self.meant} - {""})


@dataclass(frozen=True, slots=True)
class Perhaps:
    """Somebody of whom a sentence may tell something: an id, or words for them; and whether that is likelier than not."""

    who: str
    likely: bool


def is_heading(told: Told) -> bool:
    """Whether it is a heading or a title, or part of one."""
    return told.block.kind in {"heading", "title"}


def spoken_in(document: Document, mentions: Sequence[Mention], reader: Reader) -> list[Told]:
    """The sentences of a draft in order; cells and headings are one each."""
    own = sorted((m for m in mentions if m.document == document.name), key=lambda m: m.span)
    made: list[Told] = []
    section: list[Told] = []  # the sentences since the last heading that speak of somebody, the nearest first
    for told in _sentences(document, own, reader):
        if told.opens or told.block.cell or (told.first and told.block.kind == "note"):
            section = []
        told = _resolved(told, section, made[-1] if made else None, reader)
        made.append(told)
        section = [told, *section][:_FAR] if told.spoken else section
    return made


def _sentences(document: Document, own: Sequence[Mention], reader: Reader) -> Iterator[Told]:
    starts, opens = [m.span.start for m in own], True
    for block in document.blocks:
        if block.span is None or block.kind not in PRINTED:
            continue
        for at, span in enumerate(_parts(document, block, block.span)):
            inside = inside_of(span, own, starts)
            places = _places(document.of(span), span, inside, block, reader)
            yield Told(
                span, document.of(span), inside, block, opens, at == 0, frozenset(places.values()), at=places
            )
            opens = False
        opens = opens or block.kind in {"heading", "title"}


def _parts(document: Document, block: Block, span: Span) -> Sequence[Span]:
    """The sentences of a block; a heading is one, or two where a colon parts it: 'Autumn 2014: Mr Doe moves in'."""
    if block.kind not in {"heading", "title", "picture"}:
        return sentences(document.text, span)
    colon = document.text.find(": ", span.start, span.end) + 1 if block.kind == "heading" else 0
    return (Span(span.start, colon), Span(colon + 1, span.end)) if colon else (span,)


def _places(
    words: str, span: Span, inside: Sequence[Mention], block: Block, reader: Reader
) -> dict[int, str]:
    """Where in a sentence each person stands, by name or by a word for their part."""
    found = {
        max(m.span.start - span.start, 0): m.entity
        for m in inside
        if m.status != "keep" and (m.entity in reader.people or m.entity in reader.private)
    }
    if block.kind not in {"heading", "title"}:
        for one, spans in reader.others_in(words).items():
            # "Tamsin's mother" begins with another's name: the word for the part is then what stands for her.
            found |= {
                start if start not in found else max(words.rfind(" ", start, end), start) + 1: one
                for start, end in spans
            }
    return dict(sorted(found.items()))


# Whom a pronoun means ---------------------------------------------------------------------------------


def _resolved(told: Told, section: Sequence[Told], before: Told | None, reader: Reader) -> Told:
    """The sentence with the person whom its first pronoun means, where nobody is named before it.

    It is certain where nobody else fits in the nearest paragraph that has one who does, or where the sentence right
    before names that one first and the pronoun begins this one.
    """
    match = pronoun_in(told)
    if not match or told.block.cell:
        return told
    gender = "male" if match["male"] else "female"
    among = [each for each in section if each.block == told.block]
    fitting = (
        _fitting(among, {gender}, reader) or _fitting(among, {""}, reader) or _last(section, gender, reader)
    )
    if not fitting:
        return told
    near, people = fitting[0]
    rivals = {who for each in among for who in people_of(each) if who in reader.own - set(reader.genders)}
    everybody = {who for _, fit in fitting for who in fit} | rivals
    leads = near is before and match.start() == 0 and people_of(near)[0] == people[0]
    alone = len(everybody) == 1 or (near is before and len(people) == 1 and not rivals)
    if people[0] in reader.genders and (leads or alone) and (match.start() == 0 or not told.first):
        return replace(told, meant=people[0], since=near.span, at={match.start(): people[0], **told.at})
    return replace(told, unsure=frozenset(everybody))


def pronoun_in(told: Told) -> re.Match[str] | None:
    """The first pronoun of a sentence, where nobody is named before it or by it: 'his father' names the father."""
    match = PRONOUN.search(told.words)
    return match if match and not any(at <= match.start() for at in told.at) else None


def _fitting(among: Iterable[Told], genders: set[str], reader: Reader) -> list[tuple[Told, tuple[str, ...]]]:
    """The sentences with people of a gender, and who; '' of those of whom it is not known."""
    found = (
        (each, tuple(p for p in people_of(each) if reader.genders.get(p, "") in genders)) for each in among
    )
    return [(each, people) for each, people in found if people]


def _last(section: Sequence[Told], gender: str, reader: Reader) -> list[tuple[Told, tuple[str, ...]]]:
    """The same for the nearest paragraph that has somebody of the gender."""
    found = _fitting(section, {gender}, reader)
    return [(each, people) for each, people in found if each.block == found[0][0].block]


def people_of(told: Told) -> tuple[str, ...]:
    """Those of whom a sentence speaks, in order, each once."""
    return tuple(dict.fromkeys(dict(sorted(told.at.items())).values()))


def still_meant(told: Told, about: Iterable[str], rivals: Iterable[str], reader: Reader) -> frozenset[str]:
    """Those out of *about* whom a 'he' or 'she' anywhere in a sentence can mean.

    It means nobody of them where one of the *rivals* whom it fits too is named before it in the sentence.
    """
    near = {who: at for at, who in sorted(told.at.items(), reverse=True) if who in set(rivals)}
    said = [(m.start(), "male" if m["male"] else "female") for m in PRONOUN.finditer(told.words)]
    free = {
        gender
        for start, gender in said
        if not any(at < start and reader.genders.get(who, gender) == gender for who, at in near.items())
    }
    return frozenset(who for who in about if free and reader.genders.get(who, min(free)) in free)
