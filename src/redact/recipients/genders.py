"""He or she, of the people of a case: by the register, their titles, and the words that drafts put beside their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from redact.model import Document, Entity, Mention
from redact.names import fold
from redact.rules.kinship import Kinship

_MARKS = {"m": "male", "male": "male", "f": "female", "female": "female"}  # of a column M/F
#: The last words before a name: 'his half-sister, '.
_BESIDE = re.compile(r"((?:[\w-]+\s+)?[\w-]+),?\s+$")
_REACH = 40


def genders_of(
    people: Mapping[str, Entity],
    known: Mapping[str, str],
    documents: Iterable[Document],
    mentions: Sequence[Mention],
    kinship: Kinship,
) -> dict[str, str]:
    """Male or female for everybody of whom all signs agree; *known* are those of the register's own words."""
    votes: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        if gender := kinship.titles.get(
            fold(mention.text.split()[0]).strip(".") if mention.text.split() else ""
        ):
            votes[mention.entity].add(gender)
    for person, entity in people.items():
        if kin := kinship.named(fold(entity.role)):
            votes[person].add(kin.gender)
    for document in documents:
        own = [m for m in mentions if m.document == document.name and m.entity in people]
        for person, gender in (*_beside(document, own, kinship), *_in_rows(document, own, kinship)):
            votes[person].add(gender)
    agreed = {person: min(found - {""}) for person, found in votes.items() if len(found - {""}) == 1}
    return agreed | dict(known)


def _beside(document: Document, own: Sequence[Mention], kinship: Kinship) -> Iterator[tuple[str, str]]:
    for mention in own:
        before = document.text[max(mention.span.start - _REACH, 0) : mention.span.start]
        if match := _BESIDE.search(before):
            words = fold(match[1]).split()
            kin = kinship.named(" ".join(words)) or kinship.named(words[-1])
            if kin and kin.gender:
                yield mention.entity, kin.gender


def _in_rows(document: Document, own: Sequence[Mention], kinship: Kinship) -> Iterator[tuple[str, str]]:
    cells = [b for b in document.blocks if b.span and b.cell and not b.cell.header]
    for _, group in groupby(cells, key=lambda b: (b.cell.table, b.cell.row) if b.cell else (0, 0)):
        row = [b.span for b in group if b.span]
        people = {m.entity for m in own if any(span.covers(m.span) for span in row)}
        for words in (fold(document.of(span)) for span in row) if len(people) == 1 else ():
            kin = kinship.named(words)
            if gender := _MARKS.get(words) or (kin.gender if kin else ""):
                yield min(people), gender
