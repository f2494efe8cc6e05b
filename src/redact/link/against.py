"""What speaks against taking a name for somebody's, misspelt: somebody else is surely written so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from redact.link.alike import is_slip, sounds_the_same
from redact.link.bearers import GROWN_UP, is_called, role_of
from redact.link.cast import Cast, folded_titles, words_of
from redact.link.ties import contradicted
from redact.model import Mention
from redact.names import NameParts, fold, folded_list, generation, take_apart


def note_others(mentions: Iterable[Mention], cast: Cast) -> None:
    """Remember each spelling of a person's name, and which words are written as surnames: 'Ms Marlow', 'Marlow, J.'."""
    for mention in mentions:
        if mention.label == "PERSON" and mention.status != "keep":
            cast.spelt[_spelling(mention, cast)].append(mention)
            _note_surname(mention, cast)


def note_titled(mentions: Iterable[Mention], cast: Cast) -> None:
    """Remember which words stand as surnames behind a title, before anybody is told apart from a place."""
    for mention in mentions:
        if mention.label == "PERSON" and mention.status != "keep" and " " in mention.text:
            _note_surname(mention, cast)


def _note_surname(mention: Mention, cast: Cast) -> None:
    parts = take_apart(mention.text, cast.rules)
    if is_surname(parts) and (parts.title or "," in mention.text):
        cast.surnames.add(fold(parts.family))


def is_surname(parts: NameParts) -> bool:
    """Whether a name is a surname with nothing but a title or initials: 'Ms Doe', 'Doe, J.'; no 'Granny Thel'."""
    alone = bool(set(folded_titles(parts)) & GROWN_UP) or bool(parts.given)
    return bool(parts.family) and alone and all(len(given.strip(".")) == 1 for given in parts.given)


def speaks_against(parts: NameParts, mention: Mention, entity: str, cast: Cast) -> bool:
    """Whether a name that is spelt much like somebody's is another's by what the drafts say of whoever is spelt so.

    A surname is nobody's misspelt first name; another usual first name, another role or tie of kin,
    'Senior' or 'the elder' make another person.
    """
    return (
        _is_anothers_surname(parts, mention, entity, cast)
        or (_is_another_first_name(parts, entity, cast) and not _is_said_misspelt(mention, cast))
        or _is_of_another_generation(mention, entity, cast)
        or _is_contradicted(_spelling(mention, cast), entity, cast)
    )


def is_likely_only(mention: Mention, entity: str, cast: Cast) -> bool:
    """Whether a first name is one that is spelt, but not spoken, nearly like the child's, or like a relative's of one surname."""
    words = words_of(mention.text, cast.rules)
    if mention.label != "PERSON" or not words or entity in cast.by_form.get(words[0], {}):
        return False
    first, theirs = words[0], _words(entity, cast)
    if first in theirs or any(sounds_the_same(first, word, cast.rules) for word in theirs):
        return False
    family = len(words) > 1 and words[-1] in theirs
    return (family or entity == cast.child) and any(
        is_slip(first, g, cast.rules) for g in _given(entity, cast)
    )


def _is_contradicted(spelling: str, entity: str, cast: Cast) -> bool:
    """Whether one of those who are spelt so has another role, worked out once for each role that the person has."""
    key = (spelling, entity, role_of(entity, cast))
    if key not in cast.contradicted:
        cast.contradicted[key] = any(
            contradicted(m, entity, cast, loosely=True) for m in cast.spelt[spelling]
        )
    return cast.contradicted[key]


def _spelling(mention: Mention, cast: Cast) -> str:
    return " ".join(words_of(mention.text, cast.rules))


def _words(entity: str, cast: Cast) -> set[str]:
    return {word for name in cast.entities[entity].names for word in words_of(name, cast.rules)}


def _given(entity: str, cast: Cast) -> set[str]:
    """The folded first names of somebody."""
    parts = (take_apart(name, cast.rules) for name in cast.entities[entity].names)
    return {fold(name.given[0]) for name in parts if name.given}


def _is_anothers_surname(parts: NameParts, mention: Mention, entity: str, cast: Cast) -> bool:
    """Whether a lone word, or one with initials, is written as a surname, and is near to this person's first name only."""
    full = [word for word in parts.words if len(word.strip(".")) > 1]
    if len(full) != 1:
        return False
    word = fold(full[0])
    if word not in cast.surnames and not is_surname(parts):
        return False
    families = {fold(take_apart(name, cast.rules).family) for name in cast.entities[entity].names}
    return not any(is_slip(word, family, cast.rules) for family in families if family)


def _is_another_first_name(parts: NameParts, entity: str, cast: Cast) -> bool:
    """Whether the first name is a usual one by itself that only looks like this person's."""
    word = fold(parts.words[0]) if parts.words and not is_surname(parts) else ""
    if word not in folded_list("first-names", cast.rules):
        return False
    return not any(
        word == other or sounds_the_same(word, other, cast.rules) for other in _words(entity, cast)
    )


#: Words by which a text says that a name is misspelt.
MISSPELT = re.compile(r"\b(?:mis-?spel\w+|mis-?heard|spelt|spelled|misnam\w+)\b", re.IGNORECASE)


def _is_said_misspelt(mention: Mention, cast: Cast) -> bool:
    around = cast.drafts.around(mention) if cast.drafts else ()
    return any(MISSPELT.search(words) for words in around)


def _is_of_another_generation(mention: Mention, entity: str, cast: Cast) -> bool:
    words = generation(mention.text)
    return bool(words) and not is_called(entity, words, cast)
