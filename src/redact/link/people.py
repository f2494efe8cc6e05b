"""Whom a mention of a person may mean: candidates, and what tells them apart.

Each linker gives candidates, the surest kind of match first; the first that gives
any decides. Nobody is a candidate by a surname or an initial of another name alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from redact.link.alike import (
    agree,
    all_in,
    is_cut_short,
    is_slip,
    of_one_family,
    sounds_like,
    sounds_the_same,
)
from redact.link.bearers import by_generation, contradicted, may_be, narrowed
from redact.link.cast import AMBIGUOUS, HOUSEHOLD, Cast, words_of
from redact.model import Mention
from redact.names import PARTICLES, NameParts, fold, is_title, take_apart
from redact.rules import Rules

Linker = Callable[[NameParts, Mention, Cast], Iterator[str]]


def parts_of(mention: Mention, rules: Rules) -> NameParts:
    """The name that a mention writes, without shorthand of notes around it ('Fa Neil', 'JT SW')."""
    text = re.sub(r"[(\[]", "", mention.text) if not re.search(r"[)\]]", mention.text) else mention.text
    return take_apart(without_notes(text, rules), rules)


def name_of(mention: Mention, cast: Cast) -> NameParts:
    """The parts of a person's name, without the shorthand of notes; of a place or body its words."""
    if mention.label == "PERSON":
        return parts_of(mention, cast.rules)
    return NameParts("", tuple(mention.text.split()), "")


@lru_cache(maxsize=65536)
def without_notes(text: str, rules: Rules) -> str:
    """*text* without the shorthand of notes that stands before a name or behind it."""
    if two := re.fullmatch(r"([^\W\d_]\.?\s[^\W\d_]{2,}),\s[^\W\d_]\.?", text):
        return two[1]  # 'G Doe, J' before 'Roe'
    if sex := re.fullmatch(r"([A-Z]{2,4}),?\s[MF]", text):
        return sex[1]  # 'BDH, M, born'
    words = [word for word in text.split() if word.strip(".,()+&:;")]
    kept = list(words)
    while len(kept) > 1 and (_is_shorthand(kept[0], rules) or _is_small(kept[0])):
        kept.pop(0)
    if len(kept) == 2 and kept[0].casefold() in BY_SIZE:
        kept.pop(0)  # 'Big Jacob'
    titled = [at for at, word in enumerate(kept) if at and word.strip(".").casefold() in SHORT_TITLES]
    if titled and titled[0] < len(kept) - 1:
        kept = kept[_first_title(kept, titled[0], rules) :]  # 'Vic Mrs Doe'
    notes = (
        at for at, word in enumerate(kept) if at and (_is_shorthand(word, rules) or _is_between(word, text))
    )
    kept = kept[: next(notes, len(kept))]
    return " ".join(kept) if len(kept) < len(words) else text


def _first_title(words: list[str], at: int, rules: Rules) -> int:
    """Where the titles begin that go on to *at*: 'Detective Sgt Mrs'."""
    while at and is_title(words[at - 1], rules):
        at -= 1
    return at


#: What tells two of one first name apart in a family; a name of two words may begin with it.
BY_SIZE = frozenset({"big", "little", "wee"})
#: Titles that are nobody's name, so that a name begins with them.
SHORT_TITLES = frozenset({"mr", "mrs", "ms", "dr", "pc", "dc", "ds"})
#: Small words that stand between two names and in none: 'JD for PT'.
BETWEEN = frozenset(
    {"for", "to", "from", "with", "at", "in", "on", "by", "re", "via", "has", "is", "was", "said"}
)


def _is_between(word: str, text: str) -> bool:
    """Whether a word stands behind a name and not in it: a small word, or an open bracket, as before an address of mail."""
    return word in BETWEEN or (word.startswith("(") and ")" not in text)


def _is_small(word: str) -> bool:
    """Whether a word in small letters stands before a name and is no particle of it: 'of', 'husb'."""
    return word.islower() and word.strip(".,()+&:;") not in PARTICLES


def _is_shorthand(word: str, rules: Rules) -> bool:
    return word.strip(".,()+&:;").casefold() in rules.list("kin-shorthand")


def candidates(parts: NameParts, mention: Mention, cast: Cast) -> set[str]:
    """The people whom the mention may mean; several where nothing tells them apart."""
    for linker in LINKERS:
        found = {c for c in linker(parts, mention, cast) if may_be(parts, c, cast)}
        loosely = linker is not _same_form
        if loosely or (parts.title and len(parts.words) < 2):
            found = {c for c in found if not contradicted(mention, c, cast, loosely)}
        if found:
            found = by_generation(mention.text, found, cast)
            return narrowed(parts, found, cast) if len(found) > 1 else found
    return set()


# Linkers -----------------------------------------------------------------------------------------


def _same_form(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """Entities one of whose forms is the mention without its title."""
    words = fold(" ".join(parts.words)) if parts.words else fold(mention.text)
    for kinds in ({"full"}, {"alias", "part", "surname"}, {"initials"}):
        found = {
            entity
            for text in (words, fold(mention.text))
            for entity, kind in cast.by_form.get(text, {}).items()
            if kind in kinds and _is_person(entity, cast)
        }
        if found:
            yield from found
            return


def _is_person(entity: str, cast: Cast) -> bool:
    found = cast.entities[entity]
    return found.label == "PERSON" and found.role not in {AMBIGUOUS, HOUSEHOLD}


def _same_words(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Jane Mary Doe' for 'Jane Doe', 'W S Kwan' for 'Kwan Wing Sze', 'Maggie Doe' for 'Margaret Doe'.

    Two words or more of the one name are words of the other, one of them in full; in any order,
    since family names stand first in some naming systems.
    """
    words = words_of(mention.text if parts.title or not parts.family else " ".join(parts.words), cast.rules)
    if len(words) < 2:
        return
    near = {c for word in words for c in cast.people(word)}
    for entity in sorted(near):
        theirs = [name for name in _whole(entity, cast) if len(name) > 1]
        if _is_person(entity, cast) and any(agree(words, name, cast.rules) for name in theirs):
            yield entity


def _whole(entity: str, cast: Cast) -> Iterator[tuple[str, ...]]:
    """The words of each of somebody's names; one that stands alone ('Barty', 'née Roe') among those of the first."""
    first, *others = (words_of(name, cast.rules) for name in cast.entities[entity].names)
    yield first
    yield from ((*first[:1], *name, *first[1:]) if len(name) == 1 else name for name in others)


def _misspelt_whole(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Kwuku Essilfy' for 'Kuuku Essilfie': every word sounds like a word of the name, in the same order."""
    words = words_of(" ".join(parts.words), cast.rules)
    if len(words) < 2 or min(map(len, words)) < 3:
        return
    for entity in cast.entities:
        if _is_person(entity, cast) and any(
            sounds_like(words, words_of(name, cast.rules), cast.rules) for name in cast.entities[entity].names
        ):
            yield entity


def _nickname(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """A usual short form of somebody's first name, or a part of it, standing alone."""
    if len(parts.words) != 1:
        return
    word = fold(parts.words[0])
    found = {e for e, kind in cast.by_form.get(word, {}).items() if kind in {"nickname", "middle"}}
    yield from found or _cut_short(word, cast)


def _cut_short(word: str, cast: Cast) -> Iterator[str]:
    """People of whose first name *word* is a part."""
    for entity, found in cast.entities.items():
        given = (
            [take_apart(name, cast.rules).given[:1] for name in found.names]
            if _is_person(entity, cast)
            else []
        )
        if any(g and is_cut_short(word, fold(g[0]), cast.rules) for g in given):
            yield entity


def _misheard(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Veronika' for 'Weronika', 'Contracter' for 'Contractor': a single name taken down by ear."""
    if len(parts.words) != 1 or len(parts.words[0]) < 5:
        return
    word = fold(parts.words[0])
    near = [theirs for theirs in cast.by_word if len(theirs) >= 5 and is_slip(word, theirs, cast.rules)]
    for theirs in near:
        yield from (entity for entity in cast.people(theirs) if _is_person(entity, cast))


def _misspelt(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """People to whose name detection found a word one letter away."""
    if not mention.reason.startswith("one letter away"):
        return
    word = fold(parts.family or mention.text)
    for form, kinds in cast.by_form.items():
        if abs(len(form) - len(word)) > 1 or of_one_family(form, word, cast.rules):
            continue
        if DamerauLevenshtein.distance(form, word, score_cutoff=1) <= 1:
            yield from (
                entity for entity, kind in kinds.items() if kind in {"part", "surname", "alias", "full"}
            )


def _other_ending(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Halina Grodzicki' for 'Halina Grodzicka': the first name in full, the surname with the ending of the other gender."""
    words = words_of(" ".join(parts.words), cast.rules)
    for entity in sorted({*cast.people(words[0])} if len(words) == 2 and len(words[0]) > 2 else ()):
        theirs = (words_of(name, cast.rules) for name in cast.entities[entity].names)
        if _is_person(entity, cast) and any(
            name[0] == words[0] and of_one_family(name[-1], words[-1], cast.rules) for name in theirs if len(name) > 1
        ):
            yield entity


def _heard_alike(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Veronika' for 'Weronika' alone, 'Zuzana Bienek' for 'Zuzanna Bieniek': spoken alike, no part spelt right.

    'Jon Ashe' and 'John Ashe' are two people: the surname is spelt as the other's.
    """
    words = words_of(" ".join(parts.words), cast.rules)
    if parts.title or not 1 <= len(words) <= 2 or len(words[0]) < 4:
        return
    for word in [w for w in cast.by_word if w != words[0] and sounds_the_same(words[0], w, cast.rules)]:
        for entity in cast.people(word):
            if _is_person(entity, cast) and _is_given(word, entity, cast):
                if len(words) == 1 or _family_by_ear(parts.family, entity, cast):
                    yield entity


def _family_by_ear(family: str, entity: str, cast: Cast) -> bool:
    """Whether a surname is somebody's, but written without its marks or with a slip, and nobody else's."""
    if "surname" in cast.by_form.get(fold(family), {}).values() and family.casefold() in _families(entity, cast):
        return False
    return any(is_slip(fold(family), fold(theirs), cast.rules) for theirs in _families(entity, cast))


def _families(entity: str, cast: Cast) -> set[str]:
    names = (take_apart(name, cast.rules).family for name in cast.entities[entity].names)
    return {name.casefold() for name in names if name}


def _is_given(word: str, entity: str, cast: Cast) -> bool:
    return any(fold(g) == word for n in cast.entities[entity].names for g in take_apart(n, cast.rules).given[:1])


def is_initial(parts: NameParts) -> bool:
    """Whether a mention is a title and one letter, 'Mr B': never enough by itself."""
    return bool(parts.title) and len(parts.words) == 1 and len(parts.words[0].strip(".")) == 1


def _title_initial(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Mr B' for those whose family name begins so."""
    if is_initial(parts):
        letter = fold(parts.words[0])[:1]
        for entity, found in cast.entities.items():
            if _is_person(entity, cast) and fold(take_apart(found.name, cast.rules).family).startswith(
                letter
            ):
                yield entity


def _behind_shorthand(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'INFT MGF Walter MAXTON', 'St. Occ Denise HOGARTH', 'NBV Sorina': a known name behind what notes abbreviate."""
    words = mention.text.split()
    if len(words) == 2 and words[1].islower():  # 'Jane school'
        yield from (e for e, k in cast.by_form.get(fold(words[0]), {}).items() if k == "part" and _is_person(e, cast))
    for at in range(1, len(words)):
        if not _is_abbreviation(words[at - 1], at == 1 and len(words) == 2):
            return
        left = fold(" ".join(words[at:]))
        wanted = {"full", "alias"} if " " in left else {"part", "alias"}
        found = [e for e, kind in cast.by_form.get(left, {}).items() if kind in wanted and _is_person(e, cast)]
        if found:
            yield from found
            return


def is_among_notes(mention: Mention, cast: Cast) -> bool:
    """Whether what was found as a place or body is a listed person's name among words of notes: 'Jane school', 'INF MGF Tom Doe'."""
    words = mention.text.split()
    if len(words) < 2 or mention.rule.startswith("pattern"):
        return False
    if all(word.islower() for word in words[1:]) and words[0].istitle():
        return _is_listed(words[0], {"part"}, cast)
    ends = [at for at in range(1, len(words) - 1) if all(w.isupper() or w.endswith(".") for w in words[:at])]
    return any(_is_listed(" ".join(words[at:]), {"full"}, cast) for at in ends)


def _is_listed(name: str, kinds: set[str], cast: Cast) -> bool:
    bearers = cast.by_form.get(fold(name), {})
    return len(bearers) == 1 and all(
        kind in kinds and cast.entities[e].listed and cast.entities[e].label == "PERSON" for e, kind in bearers.items()
    )


def _is_abbreviation(word: str, lone: bool) -> bool:
    """Whether a word is capitals, or ends in a full stop, or is too short for a name; before one word capitals only."""
    capitals = word.isupper() and 2 <= len(word.strip(".")) <= 4
    return capitals or (not lone and (len(word.strip(".")) <= 3 or word.isupper()))


#: Tried in this order; each gives candidates, and the first that gives any decides.
LINKERS: tuple[Linker, ...] = (
    _same_form,
    _same_words,
    _nickname,
    _title_initial,
    _misspelt_whole,
    _other_ending,
    _behind_shorthand,
    _misspelt,
    _misheard,
    _heard_alike,
)


def same_again(entity: str, cast: Cast) -> set[str]:
    """Others with several names one of which, put together with the first, has all the words of the entity's only name."""
    found = cast.entities[entity]
    words = words_of(found.name, cast.rules)
    if len(found.names) > 1 or len(words) < 2 or not _is_person(entity, cast):
        return set()
    others = {
        c for word in words for c in cast.people(word) if c != entity and len(cast.entities[c].names) > 1
    }
    return {
        c
        for c in others
        if any(len(name) > 1 and all_in(words, name, cast.rules) for name in _whole(c, cast))
    }


def household_of(mention: Mention, cast: Cast) -> str:
    """The surname of 'the Smiths', 'the Smith family', 'Mr and Mrs Smith'; '' for any other mention."""
    folded = fold(mention.text)
    if couple := re.fullmatch(r"(?:mr|dr)\.? (?:and|&) (?:mrs|ms|dr)\.? (.+)", folded):
        return couple[1]
    if match := re.fullmatch(
        r"(?:the )?(.+?) (?:family|household|children|boys|girls|brothers|sisters)", folded
    ):
        return match[1]
    if _stands_for_household(mention, cast):
        return folded
    if not mention.reason.startswith("the family of"):
        return ""
    return re.sub(r"(?<=[sxz])es$|(?<=ch)es$|(?<=sh)es$|s$", "", folded.removeprefix("the "))


def _stands_for_household(mention: Mention, cast: Cast) -> bool:
    """Whether a lone surname stands before 'household' or 'families', also in 'the Doe and Roe families'."""
    if not cast.drafts or " " in mention.text or take_apart(mention.text, cast.rules).title:
        return False
    return bool(
        re.match(
            r"(?:\sand\s[^\W\d_][\w’'-]+)?\s(?:households?|famil(?:y|ies))\b", cast.drafts.around(mention)[1]
        )
    )
