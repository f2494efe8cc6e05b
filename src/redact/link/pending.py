"""A mention that may mean several people, and how far from it each of them was named."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import inf

from redact.link.cast import Cast, folded_titles
from redact.model import Mention
from redact.names import NameParts, fold

#: Characters within which somebody counts as just named, and within which nobody else may be.
JUST_NAMED, ALONE = 400, 1200


@dataclass(frozen=True)
class Open:
    """A mention with several candidates."""

    at: int
    mention: Mention
    parts: NameParts
    candidates: frozenset[str]
    said: frozenset[str] = frozenset()  # roles beside it, 'child' or 'adult' by its age

    @property
    def group(self) -> tuple[str, tuple[str, ...], str]:
        """Its document, title and words: what means one person all through a document."""
        words = fold(" ".join(self.parts.words) or self.mention.text)
        return self.mention.document, tuple(folded_titles(self.parts)), words


def distance(entity: str, mention: Mention, cast: Cast) -> float:
    """Characters back to where the entity was last named for sure, in the same document."""
    where = cast.stands.get((entity, mention.document), [])
    before = bisect_left(where, mention.span.start)
    return mention.span.start - where[before - 1] if before else inf
