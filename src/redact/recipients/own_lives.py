"""Of whose own life, among the people at work whom drafts name, a sentence tells: a divorce, an illness, a debt.

A review tells what somebody did at work; whatever else it tells of them is nobody's business, and no reader's copy
withholds it by itself. So it is asked about: surely where the person stands nearest before a word of private life or
of health, and less plainly where a sentence has no word of anybody's work at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.model import Mention
from redact.recipients.giving import said_in
from redact.recipients.illness import Bearer, borne_by, called_in
from redact.recipients.near import without_names
from redact.recipients.readers import Reader
from redact.recipients.spoken import PRONOUN, Perhaps, Told
from redact.rules.recipients import Recipients

#: Families of words (`giving` in rules/recipients.yaml) of which a sentence about somebody's work has one.
_WORK = frozenset({"work", "saying", "writing", "matter", "asking", "calling"})
#: Between somebody's name and a word for somebody of theirs.
_WHOSE = re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,2}")
_OWN = re.compile(r"\b(?:his|her|their)\b", re.IGNORECASE)
#: Nobody's of the case: 'a stepfather'.
_ANY = re.compile(r"\ban?\s+(?:[\w-]+\s+)?$")


def own_life_in(each: Told, before: Told | None, reader: Reader, rules: Recipients) -> Perhaps | None:
    """Of whom at work a sentence may tell something private; None where it tells of nobody's.

    A 'he' or 'she' alone is whoever the sentence *before* it named, where that is nobody but people at work.
    """
    named = list(_named(each, reader)) or list(_meant(each, before, reader))
    workers = named or list(_called(each, rules))
    if who := _bearing(each, workers, reader, rules):
        return Perhaps(who, True)
    return Perhaps(named[0].who, False) if named and not _is_of_work(each, reader, rules) else None


def _named(each: Told, reader: Reader) -> Iterator[Bearer]:
    """The people at work whom a sentence names."""
    for mention in each.mentions:
        if _is_worker(mention, reader):
            start = max(mention.span.start - each.span.start, 0)
            yield Bearer(start, mention.span.end - each.span.start, mention.entity)


def _called(each: Told, rules: Recipients) -> Iterator[Bearer]:
    """The people at work whom it calls by a word: 'the deputy manager'."""
    for match in rules.own_lives.workers.finditer(each.words):
        yield Bearer(match.start("who"), match.end(), match["who"].lower())


def _is_worker(mention: Mention, reader: Reader) -> bool:
    return mention.label == "PERSON" and mention.status != "keep" and mention.entity not in reader.private


def _meant(each: Told, before: Told | None, reader: Reader) -> Iterator[Bearer]:
    """The person at work whom a 'she' means, where nobody else is named, nor before."""
    said = PRONOUN.search(each.words)
    if (
        said
        and before
        and before.block == each.block
        and not any(_is_of_family(one, reader) for one in (each, before))
    ):
        named = list(_named(before, reader))
        yield from (Bearer(said.start(), said.end(), one.who) for one in named[-1:])


def _bearing(each: Told, workers: list[Bearer], reader: Reader, rules: Recipients) -> str:
    """Who at work stands nearest before a word of private life or of health; '' where nobody does."""
    of_family, words = _is_of_family(each, reader), without_names(each)
    others = [
        one
        for one in called_in(each, reader, rules)
        if not _is_theirs(one, workers, each, rules)
        and (of_family or not rules.own_lives.words.match(words, one.start))
    ]
    patterns = (rules.own_lives.words, rules.health)
    found = (one for some in patterns for one in borne_by(some, words, [*workers, *others]))
    return next((one.who for one in found if one in workers), "")


def _is_theirs(one: Bearer, workers: list[Bearer], each: Told, rules: Recipients) -> bool:
    """Whether a word calls a worker, or somebody of theirs: 'the officer', "Mr Beck's wife", 'a stepfather'."""
    at_work = rules.bearers.workers.match(each.words, one.start)
    return bool(at_work or _ANY.search(each.words, 0, one.start)) or any(
        one.start == worker.start or _WHOSE.fullmatch(each.words, worker.end, max(worker.end, one.start))
        for worker in workers
    )


def _is_of_work(each: Told, reader: Reader, rules: Recipients) -> bool:
    """Whether a sentence is about the family, or about work: it has a word of it, and nothing of 'hers'."""
    if _is_of_family(each, reader):
        return True
    return bool(said_in(each, reader, rules) & _WORK) and not _OWN.search(each.words)


def _is_of_family(each: Told, reader: Reader) -> bool:
    return bool(
        (each.spoken | each.unsure) & reader.private
        or reader.names_own(each.words)
        or reader.well_in(each.words)
    )
