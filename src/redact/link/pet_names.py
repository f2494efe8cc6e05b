"""Pet names that no list has: 'Jakey' for Jacob, 'Zuzy' for Zuzanna; likely, and always asked about."""

from __future__ import annotations

from collections.abc import Iterator

from redact.link.bearers import gender_by_name, of_first_name
from redact.link.cast import Cast
from redact.model import Mention
from redact.names import NameParts, fold, folded_list, nicknames, take_apart

#: What is put behind the beginning of a name to make a pet name of it; behind a name of its own the first three only.
ENDINGS = ("ie", "ey", "y", "i", "o", "s", "a", "za", "zy", "zie", "er", "ers")
OF_NAMES = ("ie", "ey", "y")
#: Letters of the name that a pet name keeps at least, and letters of such a name.
KEPT, LONG = 3, 5


def pet_name(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """People with whose first name, or usual short form, a word begins that stands alone and is no name of anybody else."""
    if len(parts.words) != 1 or parts.title or not parts.words[0].istitle():
        return
    word = fold(parts.words[0])
    stems = _stems(word, word in folded_list("first-names", cast.rules))
    if word in cast.surnames or not stems:
        return
    others = cast.against.get((mention.document, mention.span.start), set())
    for entity in sorted({e for stem in stems for e in cast.beginning(stem)} - others):
        if entity in cast.somebodies and _is_made_of(stems, entity, cast) and _may_be(word, entity, cast):
            cast.unsure.add((mention.document, mention.span.start))
            yield entity


def _stems(word: str, exists: bool) -> set[str]:
    """A word without the ending of a pet name, and with one letter less where the last is doubled: 'tomm' and 'tom'."""
    cut = {word.removesuffix(end) for end in (OF_NAMES if exists else ENDINGS) if word.endswith(end)}
    once = {stem[:-1] for stem in cut if stem[-1:] == stem[-2:-1]}
    return {stem for stem in cut | once if len(stem) >= KEPT}


def _is_made_of(stems: set[str], entity: str, cast: Cast) -> bool:
    for name in cast.entities[entity].names:
        given = [fold(g) for g in take_apart(name, cast.rules).given[:1]]
        short = {fold(n) for g in given for n in nicknames(cast.rules).get(g, ())}
        if any(len(g) >= LONG and g.startswith(stem) for g in given for stem in stems):
            return True
        if short & (stems | {f"{stem}e" for stem in stems}):
            return True
    return False


def _may_be(word: str, entity: str, cast: Cast) -> bool:
    """Whether the word is no woman's name where the other is a man's, nor the reverse; a name of its own must be known as one's."""
    said, theirs = of_first_name(word, cast.rules), gender_by_name(entity, cast)
    if word in folded_list("first-names", cast.rules):
        return bool(said) and said == theirs
    return not said or not theirs or said == theirs
