"""Whose illness a sentence tells of: the person who stands nearest before the word for it, or right behind 'of'.

Somebody need not be named for that: 'her ex-partner was bipolar', 'the parents were both treated'. What is not
certain ('his sister', a 'he' whom nobody of the sentence fits) is withheld until a reviewer has looked at it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from redact.recipients.near import without_names
from redact.recipients.readers import Reader
from redact.recipients.spoken import PRONOUN, Told
from redact.rules.recipients import Recipients

#: 'the diagnosis of the mother', 'methadone for her ex-partner', 'bottles that he hid'.
_OF = re.compile(
    r"\s+(?:of|for|to|in|(?:\w+\s+){0,3}(?:that|which))\s+(?:(?:the|an?|his|her|their)\s+)?", re.IGNORECASE
)
#: 'The woman whom Ann lived with was …': not Ann.
_WHOM = re.compile(r"\b(?:whom|with\s+which|of\s+whom)\s+$", re.IGNORECASE)
#: 'Ann's mother, she said, had …': a 'she' who only says it.
_SAYS = re.compile(r"\s+(?:said|says|told|thought|felt|added|explained|recalled),", re.IGNORECASE)
_AND = re.compile(
    r"\s*,?\s*(?:and|with|or)\s+(?:both\s+)?(?:(?:the|an?|his|her|their)\s+)?(?:\w+\s+)?", re.IGNORECASE
)
CERTAIN, PERHAPS = "certain", "perhaps"


@dataclass(frozen=True, slots=True)
class Bearer:
    """Somebody of whom a sentence speaks, where, and whether what ails them is withheld: surely, perhaps, or not."""

    start: int
    end: int
    who: str  # an id, or the words of the draft
    withheld: str = ""


def ill(each: Told, reader: Reader, rules: Recipients) -> Bearer | None:
    """The one whose illness a sentence tells of and the reader is not to know of; None where there is none.

    Who surely is somebody else goes before who only may be.
    """
    return _bearer(each, rules.health, reader, rules)


def may_be_ill(each: Told, reader: Reader, rules: Recipients) -> Bearer | None:
    """The same by words that need not mean an illness: 'treatment', 'hospital', 'drugs'. It is asked."""
    found = _bearer(each, rules.hints, reader, rules)
    return found if found and found.withheld == CERTAIN else None


def _bearer(each: Told, ailing: re.Pattern[str], reader: Reader, rules: Recipients) -> Bearer | None:
    words = without_names(each)
    found = [one for one in borne_by(ailing, words, _bearers(each, reader, rules)) if one.withheld]
    return next((one for one in found if one.withheld == CERTAIN), found[0] if found else None)


def borne_by(ailing: re.Pattern[str], words: str, bearers: Iterable[Bearer]) -> list[Bearer]:
    """Who out of *bearers* bears what the pattern finds in *words*, in the order in which it is told."""
    matches = list(ailing.finditer(words))
    near = _in_order(bearers) if matches else []
    return [one for match in matches for one in _of(match, words, near)]


def _of(match: re.Match[str], words: str, near: Sequence[Bearer]) -> Sequence[Bearer]:
    """Who bears an illness: right behind it after 'of', else the nearest before it, and who is joined to that one."""
    behind = [one for one in near if one.start > match.end() and _OF.fullmatch(words, match.end(), one.start)]
    before = [one for one in near if one.start <= match.start()]
    if behind or not before:
        return behind[:1] or near[:1]
    found = [before[-1]]
    for one in reversed(before[:-1]):
        if not _AND.fullmatch(words, one.end, found[-1].start):
            break
        found.append(one)
    return found


def _in_order(found: Iterable[Bearer]) -> list[Bearer]:
    """One after the other; where words for two overlap, the longer stands for both."""
    made: list[Bearer] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not made or one.start >= made[-1].end:
            made.append(one)
    return made


def _bearers(each: Told, reader: Reader, rules: Recipients) -> Iterator[Bearer]:
    others = [one for one in called_in(each, reader, rules) if not _WHOM.search(each.words, 0, one.start)]
    return chain(others, _meant(each, reader, others))


def called_in(each: Told, reader: Reader, rules: Recipients) -> Iterator[Bearer]:
    """Those whom a sentence names, or calls by a word; not those whom a 'he' means."""
    return chain(_named(each, reader), _called(each, reader, rules))


def _named(each: Told, reader: Reader) -> Iterator[Bearer]:
    """Those who stand there by name or by a word for their part; who works with the family is not withheld."""
    spans = {max(m.span.start - each.span.start, 0): m.span.end - each.span.start for m in each.mentions}
    spans |= {start: end for found in reader.others_in(each.words).values() for start, end in found}
    for at, who in each.at.items():
        if at in spans:
            yield Bearer(at, spans[at], who, _withheld(who, reader))
    children = reader.well - {reader.recipient.person}
    for start, end in reader.well_in(each.words):
        if each.at.get(start) in children | {None}:  # "Ann's mother" is not the mother of the case
            yield Bearer(start, end, "")


def _withheld(who: str, reader: Reader) -> str:
    return CERTAIN if who in reader.private and who not in reader.well else ""


def _called(each: Told, reader: Reader, rules: Recipients) -> Iterator[Bearer]:
    """Those whom a sentence calls by other words: 'the couple', 'her ex-partner', 'his sister', 'the midwife'."""
    for pattern, withheld in rules.bearers.kinds:
        for match in pattern.finditer(each.words):
            said, named = " ".join(match["who"].lower().split()), each.at.get(match.start())
            if withheld == PERHAPS and named in reader.private:
                withheld = "" if named in reader.well - {reader.recipient.person} else CERTAIN
            is_reader = withheld != CERTAIN and said in reader.own_words
            yield Bearer(match.start("who"), match.end(), said, "" if is_reader else withheld)


def _meant(each: Told, reader: Reader, others: Sequence[Bearer]) -> Iterator[Bearer]:
    """Whom 'he' or 'her' means: one who is named before it or in the sentences before; else perhaps somebody else.

    Where nobody is known whom it fits, whoever stands before it is nearer ('her brother had taken his own life'),
    and else it is the child of that sex: the review is about the child.
    """
    known, reads = reader.genders, reader.recipient.person
    children = {known[who] for who in reader.well - {reads} if who in known}
    for match in PRONOUN.finditer(each.words):
        gender = "male" if match["male"] else "female"
        before = [who for at, who in sorted(each.at.items()) if at <= match.start()]
        fits = [who for who in before if known.get(who) == gender]
        is_reader = known.get(reads) == gender and (
            reads in each.at.values() or any(one.who == "" and one.start < match.start() for one in others)
        )
        if _SAYS.match(each.words, match.end()):
            continue
        if fits or is_reader:
            who = fits[-1] if fits else reads
            yield Bearer(match.start(), match.end(), who, _withheld(who, reader))
        elif (
            before
            or each.unsure & (reader.private - reader.well)
            or not (gender in children or any(one.start < match.start() for one in others))
        ):
            yield Bearer(match.start(), match.end(), match.group().lower(), PERHAPS)
