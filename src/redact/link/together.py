"""Two mentions that are the pieces of one name: 'Ann Mary' and 'Doe', 'Doe' and 'Jane', two cells of a row.

A surname is never taken for the one person who is known by it where another first name stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from redact.link.cast import Cast
from redact.link.people import household_of
from redact.link.stated import FAMILY, GIVEN, Drafts, are_initials, cells_of
from redact.model import Mention, Span
from redact.names import fold, folded_list, is_title

#: What may stand between a first name and a surname: a space, and the end of a bracket or of quotation marks.
BETWEEN = re.compile(r"[)”\"’']? ")


def written_together(rows: Iterable[tuple[int, Mention]], cast: Cast) -> dict[int, Mention]:
    """For the pieces of a name, by index, the whole name as if it stood where the first piece does."""
    found: dict[int, Mention] = {}
    people = [(at, m) for at, m in rows if m.label == "PERSON" and _is_name(m, cast)]
    people.sort(key=lambda row: (row[1].document, row[1].span))
    for (at, one), (after, other) in pairwise(people):
        if at not in found and (name := _whole(one, other, cast)):
            found[at] = found[after] = _called(one, name)
    named = dict(people)
    for at, after in _in_two_cells(people, cast.drafts) if cast.drafts else ():
        found[at] = found[after] = _called(named[at], f"{named[at].text} {named[after].text}")
    return found


def _called(mention: Mention, name: str) -> Mention:
    return replace(mention, text=name, span=Span(mention.span.start, mention.span.start + len(name)))


def _is_name(mention: Mention, cast: Cast) -> bool:
    """Whether a mention is a name without a title: no initials, no household."""
    words = mention.text.split()
    cased = mention.text.istitle() or (mention.text.isupper() and not are_initials(mention.text))
    named = cased and "," not in mention.text
    return named and not any(is_title(word, cast.rules) for word in words) and not household_of(mention, cast)


def _whole(one: Mention, other: Mention, cast: Cast) -> str:
    """The name that two mentions are the pieces of; '' where they are not."""
    if one.document != other.document or other.span.start <= one.span.end:
        return ""
    if one.text.casefold() in cast.rules.list("before-names"):
        return ""  # 'Asks' 'Marjorie'
    text = cast.drafts.documents[one.document].text if cast.drafts else ""
    between = text[one.span.end : other.span.start]
    capitals = one.text.isupper() and " " not in other.text and other.text.istitle()  # 'DOE, Jane'
    named = _is_first_name(other.text, cast)
    surname = _is_surname(one.text, cast) and (capitals or named)
    if between == ", " and (surname or (capitals and named and " " not in one.text)):
        return f"{other.text} {one.text}"
    if between == " " and one.text.istitle() == other.text.istitle():
        return f"{one.text} {other.text}"
    behind = BETWEEN.fullmatch(between) and _is_surname(other.text, cast)
    return f"{one.text} {other.text}" if behind and not _is_surname(one.text, cast) else ""


def _is_surname(text: str, cast: Cast) -> bool:
    """Whether one word is the surname of somebody in the case, and nobody's first name."""
    kinds = set(cast.by_form.get(fold(text), {}).values())
    return " " not in text and "surname" in kinds and "part" not in kinds


def _is_first_name(text: str, cast: Cast) -> bool:
    return " " not in text and fold(text) in folded_list("first-names", cast.rules)


def _in_two_cells(people: Sequence[tuple[int, Mention]], drafts: Drafts) -> Iterator[tuple[int, int]]:
    """First names and surnames that fill the cells of one row under such headings, by index."""
    alone = {(m.document, m.span): at for at, m in people}
    for name, document in drafts.documents.items():
        for given, family in cells_of(document, GIVEN, FAMILY):
            pair = alone.get((name, given)), alone.get((name, family))
            if pair[0] is not None and pair[1] is not None:
                yield pair[0], pair[1]
