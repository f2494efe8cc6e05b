"""Candidates by a name that was taken down by ear, misspelt, or given the ending of the other gender."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import DamerauLevenshtein

from redact.link.alike import (
    begins_as_heard,
    is_slip,
    of_one_family,
    sounds_like,
    sounds_the_same,
    spelt_alike,
)
from redact.link.cast import Cast, words_of
from redact.model import Mention
from redact.names import NameParts, fold, take_apart


def misspelt_whole(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Kwuku Essilfy' for 'Kuuku Essilfie': every word sounds like a word of the name, in the same order."""
    words = words_of(" ".join(parts.words), cast.rules)
    if len(words) < 2 or min(map(len, words)) < 3:
        return
    heard = [w for w in cast.by_sound.get(begins_as_heard(words[0]), ()) if is_slip(words[0], w, cast.rules)]
    for entity in {e for word in heard for e in cast.by_word.get(word, ())}:
        if cast.is_one_person(entity) and any(
            sounds_like(words, words_of(name, cast.rules), cast.rules) for name in cast.entities[entity].names
        ):
            yield entity


def misheard(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Veronika' for 'Weronika', 'Contracter' for 'Contractor': a single name taken down by ear."""
    if len(parts.words) != 1 or len(parts.words[0]) < 5:
        return
    word = fold(parts.words[0])
    alike = cast.by_sound.get(begins_as_heard(word), ())
    near = [theirs for theirs in alike if len(theirs) >= 5 and is_slip(word, theirs, cast.rules)]
    for theirs in near:
        yield from (entity for entity in cast.people(theirs) if cast.is_one_person(entity))


def misspelt(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """People to whose name detection found a word one letter away."""
    if not mention.reason.startswith("one letter away"):
        return
    word = fold(parts.family or mention.text)
    for form, kinds in cast.by_form.items():
        if abs(len(form) - len(word)) > 1 or DamerauLevenshtein.distance(form, word, score_cutoff=1) > 1:
            continue
        if not of_one_family(form, word, cast.rules):
            yield from (
                entity for entity, kind in kinds.items() if kind in {"part", "surname", "alias", "full"}
            )


def other_ending(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Halina Grodzicki' for 'Halina Grodzicka': the first name in full, the surname with the ending of the other gender."""
    words = words_of(" ".join(parts.words), cast.rules)
    for entity in sorted({*cast.people(words[0])} if len(words) == 2 and len(words[0]) > 2 else ()):
        theirs = (words_of(name, cast.rules) for name in cast.entities[entity].names)
        if cast.is_one_person(entity) and any(
            name[0] == words[0] and of_one_family(name[-1], words[-1], cast.rules)
            for name in theirs
            if len(name) > 1
        ):
            yield entity


def heard_alike(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Veronika' for 'Weronika' alone, 'Zuzana Bienek' for 'Zuzanna Bieniek': spoken alike, no part spelt right.

    'Jon Ashe' and 'John Ashe' are two people: the surname is spelt as the other's.
    """
    words = words_of(" ".join(parts.words), cast.rules)
    if (
        parts.title
        or not 1 <= len(words) <= 2
        or len(words[0]) < (3 if words[0] in spelt_alike(cast.rules) else 4)
    ):
        return
    alike = {*cast.by_sound.get(begins_as_heard(words[0]), ()), *spelt_alike(cast.rules).get(words[0], ())}
    for word in [w for w in alike if w != words[0] and sounds_the_same(words[0], w, cast.rules)]:
        for entity in cast.people(word):
            if cast.is_one_person(entity) and _is_given(word, entity, cast):
                if len(words) == 1 or _family_by_ear(parts.family, entity, cast):
                    yield entity


def but_for_spelling(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Mohammed Awan' for the listed Muhammad Awan: a first name that is spelt in several ways, before the very surname.

    Likely only, since a brother may have the other spelling: the reviewer is asked.
    """
    words = words_of(" ".join(parts.words), cast.rules)
    if parts.title or len(words) != 2 or min(map(len, words)) < 3:
        return
    for entity in sorted(cast.by_word.get(words[1], ())):
        given = {w for n in cast.entities[entity].names for w in words_of(n, cast.rules)[:1]}
        if cast.entities[entity].listed and any(
            word != words[0] and sounds_the_same(words[0], word, cast.rules) for word in given
        ):
            cast.unsure.add((mention.document, mention.span.start))
            yield entity


def _family_by_ear(family: str, entity: str, cast: Cast) -> bool:
    """Whether a surname is somebody's, but written without its marks or with a slip, and nobody else's."""
    if "surname" in cast.by_form.get(fold(family), {}).values() and family.casefold() in _families(
        entity, cast
    ):
        return False
    return any(is_slip(fold(family), fold(theirs), cast.rules) for theirs in _families(entity, cast))


def _families(entity: str, cast: Cast) -> set[str]:
    names = (take_apart(name, cast.rules).family for name in cast.entities[entity].names)
    return {name.casefold() for name in names if name}


def _is_given(word: str, entity: str, cast: Cast) -> bool:
    return any(
        fold(g) == word for n in cast.entities[entity].names for g in take_apart(n, cast.rules).given[:1]
    )
