"""Whom a mention of a person may mean: candidates, and what tells them apart.

Each linker gives candidates, the surest kind of match first; the first that gives
any decides. Nobody is a candidate by a surname or an initial of another name alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from redact.link.against import speaks_against
from redact.link.alike import (
    agree,
    all_in,
    is_cut_short,
)
from redact.link.bearers import by_generation, is_unlikely_title, may_be, narrowed
from redact.link.by_ear import but_for_spelling, heard_alike, misheard, misspelt, misspelt_whole, other_ending
from redact.link.cast import Cast, words_of
from redact.link.notes import behind_shorthand, without_notes
from redact.link.pet_names import pet_name
from redact.link.ties import contradicted, is_said_of_another
from redact.model import Mention
from redact.names import NameParts, fold, folded_list, take_apart
from redact.remembered import remembered
from redact.rules import Rules

Linker = Callable[[NameParts, Mention, Cast], Iterator[str]]


def parts_of(mention: Mention, rules: Rules) -> NameParts:
    """The name that a mention writes, without shorthand of notes around it ('Fa Neil', 'JT SW')."""
    text = re.sub(r"[(\[]", "", mention.text) if not re.search(r"[)\]]", mention.text) else mention.text
    text = re.sub(r"^Sr\.?\s(?=[A-Z])", "Sister ", text)
    parts = take_apart(without_notes(re.sub(r"(?<=\w)['’‘ʼ]s$", "", text), rules), rules)
    if (
        len(parts.given) == 1
        and parts.family
        and not parts.title
        and fold(parts.given[0]) in rules.list("kin-titles")
    ):
        return NameParts(parts.given[0], (), parts.family)
    return parts


def name_of(mention: Mention, cast: Cast) -> NameParts:
    """The parts of a person's name, without the shorthand of notes; of a place or body its words."""
    if mention.label == "PERSON":
        if _is_shorthand_too(mention.text, cast):
            return take_apart(mention.text, cast.rules)
        return parts_of(mention, cast.rules)
    return NameParts("", tuple(mention.text.split()), "")


def _is_shorthand_too(text: str, cast: Cast) -> bool:
    """Whether a word that is shorthand of notes is somebody's name before that person's surname: 'Mo Doe'."""
    if " " not in text:
        return False
    first, _, rest = fold(text).partition(" ")
    return first in cast.rules.list("kin-shorthand") and any(
        kind in {"alias", "part", "nickname"} and cast.by_form.get(rest, {}).get(entity) == "surname"
        for entity, kind in cast.by_form.get(first, {}).items()
    )


def candidates(parts: NameParts, mention: Mention, cast: Cast) -> set[str]:
    """The people whom the mention may mean; several where nothing tells them apart."""
    if _is_another(parts, mention, cast):
        return set()
    for linker in LINKERS:
        found = {c for c in linker(parts, mention, cast) if may_be(parts, c, cast)}
        loosely = linker is not _same_form and not _is_first_and_initial(parts)
        if linker in MISSPELT:
            against = {c for c in found if speaks_against(parts, mention, c, cast)}
            cast.against[mention.document, mention.span.start] |= against
            found -= against
        if not loosely and _is_lone_first_name(parts, mention):
            found = _without_others(mention, found, cast)
        if loosely or (parts.title and len(parts.words) < 2):
            found = {c for c in found if not contradicted(mention, c, cast, loosely)}
        if all(is_unlikely_title(parts, c, cast) for c in found):
            if found:  # 'Mrs Doe' is not Peter Doe, the only Doe there is; but a first name is no proof
                cast.unlike[mention.document, mention.span.start] |= found
            continue
        if found:
            found = by_generation(mention.text, found, cast)
            return narrowed(parts, found, cast) if len(found) > 1 else found
    return set()


#: Before a name that somebody else bears too: 'which has another S. Doe'.
ANOTHER = re.compile(
    r"\b(?:another|a\sdifferent|an\sunrelated|a\ssecond|a\snamesake,)\s[“\"‘']?$",
    re.IGNORECASE,
)

#: Behind a surname what another of one family is: 'another Jane Doe sibling'.
OF_A_FAMILY = re.compile(r"['’\s]*[a-z]*\s?(?:child|sibling|boy|girl|famil|household|brother|sister)")


def _is_another(parts: NameParts, mention: Mention, cast: Cast) -> bool:
    """Whether what stands before a name of two words says that its bearer is not who was meant so far."""
    if len(parts.words) < 2 or parts.title or not cast.drafts:
        return False
    before, after = cast.drafts.around(mention)
    other = bool(ANOTHER.search(before)) and not OF_A_FAMILY.match(after)
    if other:
        cast.namesakes.add(fold(mention.text))
    return other


def _is_lone_first_name(parts: NameParts, mention: Mention) -> bool:
    """Whether a mention is one word of a name that is no surname behind a title, and no initials."""
    return len(parts.words) == 1 and not parts.title and not mention.text.isupper()


def _is_first_and_initial(parts: NameParts) -> bool:
    """Whether a mention is a first name in full and the initial of a surname: 'Jane D'."""
    words = [word.strip(".") for word in parts.words]
    return len(words) == 2 and len(words[0]) > 2 and len(words[1]) == 1


def _without_others(mention: Mention, found: set[str], cast: Cast) -> set[str]:
    """The people without those of whom what stands beside a first name is not said; somebody is asked about them all the same."""
    kinds = cast.by_form.get(fold(mention.text), {})
    first = {c for c in found if kinds.get(c) in {"part", "nickname"}}
    others = {c for c in first if is_said_of_another(mention, c, cast)}
    if others:
        cast.unlike[mention.document, mention.span.start] |= others
    return found - others


# Linkers -----------------------------------------------------------------------------------------


def _same_form(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """Entities one of whose forms is the mention without its title."""
    words = fold(" ".join(parts.words)) if parts.words else fold(mention.text)
    for kinds in ({"full"}, {"alias", "part", "surname"}, {"initials"}):
        found = {
            entity
            for text in (words, fold(mention.text))
            for entity, kind in cast.by_form.get(text, {}).items()
            if kind in kinds and cast.is_one_person(entity)
        }
        if found:
            yield from found
            return


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
        if cast.is_one_person(entity) and any(agree(words, name, cast.rules) for name in theirs):
            yield entity


def _whole(entity: str, cast: Cast) -> Iterator[tuple[str, ...]]:
    """The words of each of somebody's names; one that stands alone ('Barty', 'née Roe') among those of the first."""
    first, *others = (words_of(name, cast.rules) for name in cast.entities[entity].names)
    yield first
    yield from ((*first[:1], *name, *first[1:]) if len(name) == 1 else name for name in others)


def _nickname(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """A usual short form of somebody's first name, or a middle name, standing alone."""
    if len(parts.words) != 1:
        return
    word = fold(parts.words[0])
    found = {e for e, kind in cast.by_form.get(word, {}).items() if kind in {"nickname", "middle"}}
    yield from found


def _kin_name(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Nan' for the only one who is called 'Nan Mo', 'Ayeeyo' for 'Ayeeyo Sahra'; asked about."""
    if not is_kin_word(parts, cast):
        return
    word = fold(parts.title or parts.words[0])
    called = {e for e, found in cast.somebodies.items() if cast.titles[e][word] and fold(found.name) != word}
    named = {e for e in cast.people(word) if cast.is_one_person(e) and _begins_name(word, e, cast)}
    if len(called | named) == 1:
        cast.unsure.add((mention.document, mention.span.start))
        yield from called | named


def is_kin_word(parts: NameParts, cast: Cast) -> bool:
    """Whether a mention is nothing but a word by which a family calls one of its own: 'Nan', 'Ayeeyo'."""
    words = [*parts.title.split(), *parts.words]
    return len(words) == 1 and any(
        fold(words[0]) in cast.rules.list(name) for name in ("kin-titles", "kinship")
    )


def _begins_name(word: str, entity: str, cast: Cast) -> bool:
    """Whether one of somebody's names is the word and another one: 'Nan Mo'."""
    names = (fold(name).split() for name in cast.entities[entity].names)
    return any(len(name) == 2 and name[0] == word for name in names)


def _cut_short(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """People of whose first name a word that stands alone is a part."""
    if len(parts.words) != 1:
        return
    word = fold(parts.words[0])
    if len(word) < 3 or word in folded_list("first-names", cast.rules):
        return
    for entity in cast.cut_to(word) & cast.somebodies.keys():
        names = cast.entities[entity].names
        if any(is_cut_short(word, given, cast.rules) for given in _first_names(names, cast.rules)):
            yield entity


@remembered(65536)
def _first_names(names: tuple[str, ...], rules: Rules) -> tuple[str, ...]:
    """The folded first one of the given names in each of somebody's names."""
    return tuple(fold(given) for name in names for given in take_apart(name, rules).given[:1])


def is_initial(parts: NameParts) -> bool:
    """Whether a mention is a title and one letter, 'Mr B': never enough by itself."""
    return bool(parts.title) and len(parts.words) == 1 and len(parts.words[0].strip(".")) == 1


def _title_initial(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Mr B' for those whose family name begins so."""
    if is_initial(parts):
        letter = fold(parts.words[0])[:1]
        for entity, found in cast.somebodies.items():
            if fold(take_apart(found.name, cast.rules).family).startswith(letter):
                yield entity


#: Tried in this order; each gives candidates, and the first that gives any decides.
LINKERS: tuple[Linker, ...] = (
    _same_form,
    _same_words,
    _kin_name,
    _nickname,
    _cut_short,
    _title_initial,
    misspelt_whole,
    other_ending,
    behind_shorthand,
    misspelt,
    misheard,
    heard_alike,
    but_for_spelling,
    pet_name,
)


#: Those that take a name for another one, cut or misspelt.
MISSPELT = frozenset({_cut_short, misspelt_whole, misspelt, misheard, heard_alike, but_for_spelling})


def same_again(entity: str, cast: Cast) -> set[str]:
    """Others with several names one of which, put together with the first, has all the words of the entity's only name."""
    found = cast.entities[entity]
    words = words_of(found.name, cast.rules)
    if len(found.names) > 1 or len(words) < 2 or not cast.is_one_person(entity):
        return set()
    if fold(found.name) in cast.namesakes:
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
            r"(?:\sand\s[^\W\d_a-z][\w’'-]+)?\s(?:households?|famil(?:y|ies))\b",
            cast.drafts.around(mention)[1],
        )
    )
