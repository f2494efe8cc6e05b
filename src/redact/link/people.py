"""Whom a mention of a person may mean: candidates, and what tells them apart.

Each linker gives candidates, the surest kind of match first; the first that gives
any decides. Nobody is a candidate by a surname or an initial of another name alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from redact.link.cast import AMBIGUOUS, HOUSEHOLD, Cast, folded_titles, words_of
from redact.model import Mention
from redact.names import PARTICLES, NameParts, fold, nicknames, take_apart
from redact.rules import Rules

Linker = Callable[[NameParts, Mention, Cast], Iterator[str]]


def parts_of(mention: Mention, rules: Rules) -> NameParts:
    """The name that a mention writes, without shorthand of notes around it ('Fa Neil', 'JT SW')."""
    words = [word for word in mention.text.split() if word.strip(".,()+&:;")]
    kept = list(words)
    while len(kept) > 1 and (_is_shorthand(kept[0], rules) or _is_small(kept[0])):
        kept.pop(0)
    notes = (at for at, word in enumerate(kept) if at and _is_shorthand(word, rules))
    kept = kept[: next(notes, len(kept))]
    return take_apart(" ".join(kept) if len(kept) < len(words) else mention.text, rules)


def _is_small(word: str) -> bool:
    """Whether a word in small letters stands before a name and is no particle of it: 'of', 'husb'."""
    return word.islower() and word.strip(".,()+&:;") not in PARTICLES


def _is_shorthand(word: str, rules: Rules) -> bool:
    return word.strip(".,()+&:;").casefold() in rules.list("kin-shorthand")


def candidates(parts: NameParts, mention: Mention, cast: Cast) -> set[str]:
    """The people whom the mention may mean; several where nothing tells them apart."""
    for linker in LINKERS:
        found = {c for c in linker(parts, mention, cast) if _may_be(parts, c, cast)}
        if found:
            found = _by_generation(mention.text, found, cast)
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
        if _is_person(entity, cast) and any(_agree(words, name, cast.rules) for name in theirs):
            yield entity


def _whole(entity: str, cast: Cast) -> Iterator[tuple[str, ...]]:
    """The words of each of somebody's names; one that stands alone ('Barty', 'née Roe') among those of the first."""
    first, *others = (words_of(name, cast.rules) for name in cast.entities[entity].names)
    yield first
    yield from ((*first[:1], *name, *first[1:]) if len(name) == 1 else name for name in others)


def _agree(ours: tuple[str, ...], theirs: tuple[str, ...], rules: Rules) -> bool:
    """Whether one name holds all words of the other; a longer one begins with the same given name."""
    if len(ours) <= len(theirs):
        return _all_in(ours, theirs, rules)
    return _same_word(theirs[0], ours[0], rules) and _all_in(theirs, ours, rules)


def _all_in(few: tuple[str, ...], many: tuple[str, ...], rules: Rules) -> bool:
    left, whole = list(many), False
    for word in sorted(few, key=len, reverse=True):
        match = next((other for other in left if _same_word(word, other, rules)), None)
        if match is None:
            return False
        whole = whole or (len(word) > 1 and word == match)
        left.remove(match)
    return whole


def _same_word(one: str, other: str, rules: Rules) -> bool:
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return one == other or one in _short_forms(other, rules) or _is_cut_short(one, other, rules)


@lru_cache(maxsize=65536)
def _is_cut_short(one: str, other: str, rules: Rules) -> bool:
    """'Bry' for 'Bryony', 'Brose' for 'Ambrose'; never what is a first name by itself."""
    cut = (len(one) > 2 and other.startswith(one)) or (len(one) > 3 and other.endswith(one))
    return cut and one not in _first_names(rules)


@lru_cache(maxsize=65536)
def _short_forms(name: str, rules: Rules) -> frozenset[str]:
    return frozenset(fold(nick) for nick in nicknames(rules).get(name, ()))


def _misspelt_whole(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Kwuku Essilfy' for 'Kuuku Essilfie': every word sounds like a word of the name, in the same order."""
    words = words_of(" ".join(parts.words), cast.rules)
    if len(words) < 2 or min(map(len, words)) < 3:
        return
    for entity in cast.entities:
        if _is_person(entity, cast) and any(
            _sounds_like(words, words_of(name, cast.rules), cast.rules)
            for name in cast.entities[entity].names
        ):
            yield entity


def _sounds_like(ours: tuple[str, ...], theirs: tuple[str, ...], rules: Rules) -> bool:
    """Whether each word is a misspelling of one of theirs; two first names that both exist are two people's."""
    at = 0
    for word in ours:
        while at < len(theirs) and not _is_slip(word, theirs[at], rules):
            at += 1
        if at == len(theirs):
            return False
        at += 1
    return True


@lru_cache(maxsize=65536)
def _is_slip(one: str, other: str, rules: Rules) -> bool:
    if one == other:
        return True
    heard, meant = _heard(one), _heard(other)
    if heard == meant:
        return True
    if of_one_family(one, other, rules):
        return False
    both_exist = {one, other} <= _first_names(rules)
    reach = 0 if both_exist or min(len(one), len(other)) < 4 else 1 if len(one) < 8 else 2
    return heard[:1] == meant[:1] and DamerauLevenshtein.distance(heard, meant, score_cutoff=reach) <= reach


@lru_cache(maxsize=65536)
def of_one_family(one: str, other: str, rules: Rules) -> bool:
    """Whether two folded surnames are those of a man and a woman of one family: 'Kowalski' and 'Kowalska'."""
    return any(
        _with_endings(one, other, *pair) or _with_endings(other, one, *pair) for pair in _endings(rules)
    )


def _with_endings(man: str, woman: str, his: str, hers: str) -> bool:
    stem = man.removesuffix(his)
    return len(stem) > 2 and stem != man and woman == stem + hers


@lru_cache(maxsize=8)
def _endings(rules: Rules) -> tuple[tuple[str, str], ...]:
    pairs = (line.split(":") for line in sorted(rules.list("gendered-endings")))
    return tuple((his.strip(), hers.strip()) for his, hers in pairs)


@lru_cache(maxsize=8)
def _first_names(rules: Rules) -> frozenset[str]:
    return frozenset(fold(name) for name in rules.list("first-names"))


#: Letters that are written for one another where a name is taken down by ear.
BY_EAR = (
    (r"ph", "f"),
    (r"[wv]", "v"),
    (r"x", "ks"),
    (r"[ckq]+", "k"),
    (r"[yj]", "i"),
    (r"ie$", "i"),
    (r"h(?=[^aeiou]|$)", ""),
)


@lru_cache(maxsize=65536)
def _heard(word: str) -> str:
    for letters, sound in BY_EAR:
        word = re.sub(letters, sound, word)
    return re.sub(r"(.)\1+", r"\1", word)


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
        if any(g and _is_cut_short(word, fold(g[0]), cast.rules) for g in given):
            yield entity


def _misheard(parts: NameParts, mention: Mention, cast: Cast) -> Iterator[str]:
    """'Veronika' for 'Weronika', 'Contracter' for 'Contractor': a single name taken down by ear."""
    if len(parts.words) != 1 or len(parts.words[0]) < 5:
        return
    word = fold(parts.words[0])
    for theirs in list(cast.by_word):
        if len(theirs) >= 5 and _is_slip(word, theirs, cast.rules):
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


#: Tried in this order; each gives candidates, and the first that gives any decides.
LINKERS: tuple[Linker, ...] = (_same_form, _same_words, _nickname, _misspelt_whole, _misspelt, _misheard)


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
        if any(len(name) > 1 and _all_in(words, name, cast.rules) for name in _whole(c, cast))
    }


# What tells candidates apart -----------------------------------------------------------------------


def narrowed(parts: NameParts, found: set[str], cast: Cast) -> set[str]:
    """Those of *found* who fit the title best."""
    found = _by_use(parts, _by_title(parts, found, cast), cast)
    return _by_pronouns(parts, found, cast) if len(found) > 1 else found


def _may_be(parts: NameParts, entity: str, cast: Cast) -> bool:
    """Whether the mention's title does not contradict what is known of the person's gender."""
    said = gender_of_title(parts, cast.rules)
    return not said or (gender_of(entity, cast) or said) == said


def gender_of(entity: str, cast: Cast) -> str:
    """'male', 'female', or '' where role and titles tell neither or both."""
    role = re.sub(r"\b(?:of|to)\b.*|\S+['’]s\b", "", fold(role_of(entity, cast)))
    return _gender([*re.findall(r"[a-z-]+", role), *cast.titles[entity]], cast.rules)


def role_of(entity: str, cast: Cast) -> str:
    """The role that people gave, else the one that the text states."""
    return cast.entities[entity].role or cast.stated.get(entity, "")


def _by_pronouns(parts: NameParts, found: set[str], cast: Cast) -> set[str]:
    """The one behind whose name most pronouns agree with the title, where they disagree behind all others'."""
    said = gender_of_title(parts, cast.rules)
    agree = {c for c in found if said and most_pronouns(c, cast) == said}
    against = {c for c in found - agree if most_pronouns(c, cast)}
    return agree if len(agree) == 1 and agree | against == found else found


def most_pronouns(entity: str, cast: Cast) -> str:
    """What three in four of at least five pronouns behind somebody's name say; else ''."""
    votes = cast.pronouns[entity]
    most = max(votes, key=lambda gender: votes[gender], default="")
    return most if most and sum(votes.values()) >= 5 and votes[most] >= 0.75 * sum(votes.values()) else ""


def gender_of_title(parts: NameParts, rules: Rules) -> str:
    """'male', 'female', or '' where the title says neither."""
    return _gender(folded_titles(parts), rules)


def _gender(words: Iterable[str], rules: Rules) -> str:
    said = set(words)
    male, female = bool(said & rules.list("male-words")), bool(said & rules.list("female-words"))
    return "" if male == female else "male" if male else "female"


def _by_title(parts: NameParts, found: set[str], cast: Cast) -> set[str]:
    """Those whom people write with such a title: 'DS' an officer, 'Dr' a doctor, 'Ms' neither, and never a child."""
    titles = folded_titles(parts)
    if not titles:
        return found
    wanted = next((kind for kind, theirs, _ in _bearers(cast.rules) if titles[-1] in theirs), "")
    fit = {c for c in found if wanted in _kinds(c, cast)} if wanted else set()
    return fit or {c for c in found if not _kinds(c, cast)} or found


def _by_use(parts: NameParts, found: set[str], cast: Cast) -> set[str]:
    """Those who bear this title elsewhere ('Auntie May'); nobody is Mrs by the name that she bore before."""
    titles = set(folded_titles(parts))
    if "mrs" in titles:
        return {c for c in found if fold(parts.family) in fold(cast.entities[c].name)} or found
    if titles & {"mr", "ms", "miss"}:
        return found
    return {c for c in found if titles & set(cast.titles[c])} or found


@lru_cache(maxsize=8)
def _bearers(rules: Rules) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """(kind, titles, words of roles) of rules/lists/bearers.txt; a child, who bears none, first."""
    rows = [[part.strip() for part in line.split(":")] for line in rules.list("bearers")]
    return tuple((kind, _words(titles), _words(roles)) for kind, titles, roles in sorted(rows))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(",") if word.strip())


def _kinds(entity: str, cast: Cast) -> set[str]:
    """What kinds of title somebody bears by role or by name: rank, doctor, nurse; none for a child; nothing for others."""
    role = set(re.findall(r"[a-z]+", fold(role_of(entity, cast))))
    if role & (cast.rules.list("male-words") | cast.rules.list("female-words")):
        role &= {
            "child",
            "son",
            "daughter",
            "brother",
            "sister",
        }  # a mother who is a nurse is Ms all the same
    titles = set(cast.titles[entity])
    return {kind for kind, theirs, roles in _bearers(cast.rules) if role & roles or titles & theirs}


#: Words behind a name that tell the elder from the younger.
SENIOR, JUNIOR = ("senior", "snr", "sr"), ("junior", "jnr", "jr")
#: How old a role makes its bearer among people of one name: the first that its words fit.
RANKS = (
    (3, r"great[- ]grand"),
    (2, r"grand"),
    (1, r"father|mother|parent|uncle|aunt|partner|husband|wife"),
    (0, r""),
)


def generation(text: str) -> tuple[str, ...]:
    """The words that say of which generation somebody is, where a name ends with one of them; else none."""
    last = fold(text).split()[-1].strip(".()") if text.split() else ""
    return next((words for words in (SENIOR, JUNIOR) if last in words), ())


def _by_generation(text: str, found: set[str], cast: Cast) -> set[str]:
    """'John Doe senior' is a John Doe who is called so, or the eldest of several, and nobody else.

    A bare 'John Doe' is not the one who is always called senior, but may be any of several.
    """
    if words := generation(text):
        called = {c for c in found if _is_called(c, words, cast)}
        others = {c for c in found if _is_called(c, JUNIOR if words == SENIOR else SENIOR, cast)}
        return called or _of_rank(found - others, words == SENIOR, cast)
    unlisted = {c for c in found if not cast.entities[c].listed}
    always = {c for c in unlisted if all(generation(name) for name in cast.entities[c].names)}
    if (len(always) > 1 and always == found) or " " not in text.strip():
        return found
    return found - always


def _of_rank(found: set[str], senior: bool, cast: Cast) -> set[str]:
    """The eldest of *found*, or the youngest; of one alone only if the role does not contradict."""
    ranks = {
        c: next(rank for rank, words in RANKS if re.search(words, fold(role_of(c, cast)))) for c in found
    }
    if len(found) == 1:
        return {c for c, rank in ranks.items() if role_of(c, cast) and (rank > 0) == senior}
    wanted = max(ranks.values(), default=0) if senior else min(ranks.values(), default=0)
    return {c for c, rank in ranks.items() if rank == wanted}


def _is_called(entity: str, words: Iterable[str], cast: Cast) -> bool:
    return any(fold(name).split()[-1].strip(".") in words for name in cast.entities[entity].names)


def household_of(mention: Mention, cast: Cast) -> str:
    """The surname of 'the Smiths', 'the Smith family', 'Mr and Mrs Smith'; '' for any other mention."""
    folded = fold(mention.text)
    if couple := re.fullmatch(r"(?:mr|dr)\.? (?:and|&) (?:mrs|ms|dr)\.? (.+)", folded):
        return couple[1]
    if match := re.fullmatch(
        r"(?:the )?(.+?) (?:family|household|children|boys|girls|brothers|sisters)", folded
    ):
        return match[1]
    if not mention.reason.startswith("the family of"):
        return ""
    return re.sub(r"(?<=[sxz])es$|(?<=ch)es$|(?<=sh)es$|s$", "", folded.removeprefix("the "))
