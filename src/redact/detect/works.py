"""The works that the drafts of a case list, and those that such reports cite without a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from redact.model import Block, Document
from redact.names import fold
from redact.rules import Rules
from redact.sections import sections

NAME = r"(?<![\w’'\-])[^\W\d_a-z][\w’'\-]{1,40}"
YEARS = r"(?:19|20)\d\d"
SEVERAL = re.compile(r"et\sal\b|\b(?:colleagues|others)\b")
#: An author as references have them: 'Brandon, M.'
AUTHOR = re.compile(rf"(?P<name>{NAME}),\s(?P<initial>[A-Z])\.")
#: An author in a list of references, also as medicine has them: 'Brandon M, Bailey S and Belderson P (2010)'
LISTED = re.compile(
    rf"(?P<name>{NAME})(?:,\s(?=[A-Z]\.)|,?\s(?=[A-Z]{{1,3}}(?:[,;:.]|\s(?:and|&|et)\b|\s[(\[]?{YEARS})))"
    r"(?P<initial>[A-Z])"
)
#: The year of an entry, and how far behind its first author it may stand.
YEAR = re.compile(rf"(?<!\d)({YEARS})[a-z]?(?!\d)")
BEFORE_YEAR = 200


@dataclass(frozen=True, slots=True)
class Work:
    """A work in a list of references, as it bears on one of its authors."""

    initial: str  # of that author, in small letters
    year: str
    authors: int  # how many the entry names; 'et al' counts for many


#: The surnames of authors, folded, each with the works that the references give.
Works = Mapping[str, frozenset[Work]]


def works_of(documents: Iterable[Document]) -> dict[str, frozenset[Work]]:
    """The surnames in the lists of references, and in notes that are such entries, of all *documents*."""
    found: dict[str, set[Work]] = {}
    for document in documents:
        for block, part in zip(document.blocks, sections(document), strict=True):
            if block.span and _is_entry(document, block, part):
                shape = LISTED if part == "references" else AUTHOR
                for surname, work in _works_in(document.of(block.span), shape):
                    found.setdefault(surname, set()).add(work)
    return {surname: frozenset(works) for surname, works in found.items()}


def _is_entry(document: Document, block: Block, part: str) -> bool:
    """Whether a block is of the references, or a note that begins as an entry does."""
    noted = (
        block.span
        and block.kind == "note"
        and re.match(rf"\W*\d*\s*{AUTHOR.pattern}", document.of(block.span))
    )
    return part == "references" or bool(noted)


def _works_in(entries: str, shape: re.Pattern[str] = AUTHOR) -> Iterator[tuple[str, Work]]:
    """Every author of an entry, in the *shape* that its list has, with its year: the first that stands behind the name."""
    years = list(YEAR.finditer(entries))
    dated = [
        (match, next((y for y in years if match.end() <= y.start() <= match.end() + BEFORE_YEAR), None))
        for match in shape.finditer(entries)
    ]
    for match, year in dated:
        if year:
            count = sum(other == year for _, other in dated)
            more = SEVERAL.search(entries, match.end(), year.start())
            yield fold(match["name"]), Work(match["initial"].casefold(), year[1], count + 9 * bool(more))


@lru_cache(maxsize=4)
def known_works(rules: Rules) -> Works:
    """The works that such reports cite again and again, whether or not a draft lists them."""
    found: dict[str, set[Work]] = {}
    for entry in rules.lists["works"]:
        for surname, work in _works_in(entry):
            found.setdefault(surname, set()).add(work)
    return {surname: frozenset(works) for surname, works in found.items()}
