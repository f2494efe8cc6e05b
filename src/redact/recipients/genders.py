"""He or she, of the people of a case: by the register, their titles, and the words that drafts put beside their names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from redact.model import Document, Entity, Mention
from redact.names import fold
from redact.recipients.places import rows_in
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
        mine = [m for m in mentions if m.document == document.name and m.entity in people]
        own = sorted(mine, key=lambda m: m.span)
        for person, gender in (*_beside(document, own, kinship), *_in_rows(document, own, kinship)):
            votes[person].add(gender)
    agreed = {person: min(found - {""}) for person, found in votes.items() if len(found - {""}) == 1}
    return agreed | dict(known)


def _beside(document: Document, own: Sequence[Mention], kinship: Kinship) -> Iterator[tuple[str, str]]:
    for mention in own:
        before = document.text[max(mention.span.start - _REACH, 0) : mention.span.start]
        if match := _BESIDE.search(before):
            words = fold(match[1]).split()
            kin = kinship.named(" ".join(words)) or (kinship.named(words[-1]) if words else None)
            if kin and kin.gender:
                yield mention.entity, kin.gender


def _in_rows(document: Document, own: Sequence[Mention], kinship: Kinship) -> Iterator[tuple[str, str]]:
    for row, people in rows_in(document, own):
        for words in (fold(document.of(span)) for span in row) if len(people) == 1 else ():
            kin = kinship.named(words)
            if gender := _MARKS.get(words) or (kin.gender if kin else ""):
                yield min(people), gender
