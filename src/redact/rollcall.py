"""The register called over: who in it was found nowhere, and who was found and is not in it.

A name that no draft holds is most often misspelt in the register, or belongs to
another case: the program then does not know the person whom it should hide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import DamerauLevenshtein

from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import Entity
from redact.names import fold

#: Letters by which a misspelt name may differ, for each full five that it has; and at most.
SLIPS, MOST = 5, 3


def never_found(entities: Mapping[str, Entity]) -> list[tuple[Entity, tuple[str, ...]]]:
    """Those listed whom no draft mentions, each with the ids of those found under a name nearly the same."""
    strangers = unknown_to(entities)
    return [(e, tuple(_nearly(e, strangers))) for e in entities.values() if e.listed and not e.mentions]


def unknown_to(entities: Mapping[str, Entity]) -> list[Entity]:
    """People, places and bodies that were found and are not in the register; the most often found first."""
    found = [
        e
        for e in entities.values()
        if not e.listed
        and e.role not in {AMBIGUOUS, HOUSEHOLD}
        and any(m.status != "keep" for m in e.mentions)
    ]
    return sorted(found, key=lambda e: -len(e.mentions))


def in_short(entities: Mapping[str, Entity]) -> str:
    """Both numbers on one line; '' where there is no register and so nothing to compare."""
    listed = sum(e.listed for e in entities.values())
    if not listed:
        return ""
    missing, strangers = len(never_found(entities)), len(unknown_to(entities))
    return (
        f"{missing} of {listed} in the register were found nowhere; {strangers} were found that are not in it"
    )


def _nearly(entity: Entity, strangers: Iterable[Entity]) -> Iterator[str]:
    for stranger in strangers:
        if stranger.label == entity.label and any(_near(a, b) for a in entity.names for b in stranger.names):
            yield stranger.id


def _near(one: str, other: str) -> bool:
    one, other = fold(one), fold(other)
    room = min(len(one) // SLIPS, MOST)
    return bool(room) and DamerauLevenshtein.distance(one, other, score_cutoff=room) <= room
