"""The places and organisations that a cell of a cast table names: an address, a school, an agency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from redact.cast.headings import CastWords
from redact.names import begins_sentences, distinctive, fold, generic_words
from redact.rules import Rules

POSTCODE = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")
INNER = re.compile(r"(?:flat|apartment|apt|unit|room|floor|c/o|the)?\s*\w{0,4}\s*(?:floor)?", re.IGNORECASE)
LONGEST = 120  # characters of a name


@dataclass(frozen=True, slots=True)
class Named:
    """A place or body: its name, other names, and whether part of the cell was left to detection."""

    name: str
    aliases: tuple[str, ...] = ()
    more: bool = False


def address_in(cell: str) -> Named | None:
    """The address in *cell*: its first line, with the street alone as another name; None where there is none.

    "Flat 2, 27 Sample Street, Exampleton" gives Flat 2, 27 Sample Street; the town is left.
    """
    bare = POSTCODE.sub("", re.sub(r"\([^)]*\)", "", cell))
    parts = [part.strip(" .") for part in re.split(r"[,;\n]", bare) if part.strip(" .")]
    inner = 0
    while inner < len(parts) - 1 and INNER.fullmatch(parts[inner]):
        inner += 1
    if not parts or not _could_be_address(parts[inner]):
        return None
    full, line = ", ".join(parts[: inner + 1]), parts[inner]
    street = re.sub(r"^\d+\s?[A-Za-z]?(?:\s?[-–]\s?\d+)?\s+", "", line)
    aliases = tuple(dict.fromkeys(name for name in (line, street) if name != full and " " in name))
    more = len(parts) > inner + 1 or bare != cell
    return Named(full, aliases, more)


def _could_be_address(line: str) -> bool:
    words = line.split()
    capital = all(word[:1].isupper() or word[:1].isdigit() or len(word) < 4 for word in words)
    return len(line) <= LONGEST and len(words) > 1 and (capital or line[:1].isdigit())


def body_in(cell: str, words: CastWords, rules: Rules) -> Named | None:
    """The organisation or place that *cell* names; None where it names none of its own ("Police", "Year 3").

    What stands in brackets is another name, what stands after a comma is left.
    """
    inside = [one.strip() for one in re.findall(r"\(([^)]*)\)", cell)]
    bare = " ".join(re.sub(r"\([^)]*\)", " ", cell).split())
    name, comma, _ = bare.partition(",")
    name = name.strip(" .;-–")
    if not is_own(name, words, rules):
        return None
    aliases = tuple(one for one in inside if is_own(one, words, rules) and fold(one) != fold(name))
    return Named(name, aliases, bool(comma) or len(aliases) < len(inside))


def is_own(name: str, words: CastWords, rules: Rules) -> bool:
    """Whether *name* names one particular body or place, and is no term that every report is full of."""
    if (not name[:1].isupper() and not name[:1].isdigit()) or len(name) > LONGEST or "\ufffd" in name:
        return False
    if words.says_nothing(name) or fold(name) in _terms(rules) or begins_sentences(name.split()[0], rules):
        return False
    core = fold(distinctive(name, rules)).split()
    return any(len(word) > 1 and word not in generic_words(rules) | words.no_body for word in core)


@lru_cache(maxsize=8)
def _terms(rules: Rules) -> frozenset[str]:
    return frozenset(fold(term) for name in ("agencies", "keep", "roles") for term in rules.lists[name])
