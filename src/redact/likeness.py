"""What in a label would tell a name: the name itself, its initials, or a name that is near or sounds alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from redact.model import Entity
from redact.name_forms import forms
from redact.names import distinctive, fold, generic_words, nicknames, take_apart
from redact.remembered import remembered
from redact.rules import Rules

#: Letters, added, left out, changed or swapped, within which two names are near.
NEAR = 2
#: Capitals that stand for initials: 'HD', 'J.T.', also behind a word ('Child HD').
CODE = re.compile(r"(?<![\w'’])(?:[A-Z]\.?){2,4}(?![\w'’])")


def real_words(entities: Iterable[Entity], rules: Rules) -> dict[str, str]:
    """Folded words of real names that are not generic (school, borough, the roles' own words) → entity id."""
    found: dict[str, str] = {}
    for entity in entities:
        for name in entity.names:
            words = take_apart(name, rules).words if entity.label == "PERSON" else name.split()
            for word in words:
                for part in fold(word).replace(".", " ").split():
                    if len(part) > 1 and part not in generic_words(rules):
                        found.setdefault(part.removesuffix("'s"), entity.id)
    return found


def initials(entities: Iterable[Entity], rules: Rules) -> dict[str, str]:
    """The initials of people, two letters and more, without dots → entity id."""
    found: dict[str, str] = {}
    for entity in entities:
        if entity.label == "PERSON":
            for form in forms(entity, rules):
                letters = re.sub(r"[^\w]", "", form.text)
                if form.kind == "initials" or (letters.isupper() and len(letters) < 5):
                    found.setdefault(letters, entity.id)
    return found


def named_in(label: str, entities: Iterable[Entity], rules: Rules) -> str:
    """The id of whoever's real name or initials *label* holds; '' where it holds none."""
    words, codes = _told_by(tuple(entities), rules)
    for word in re.findall(r"[^\W\d_]+", fold(label)):
        if word in words:
            return words[word]
    usual = _usual_codes(rules)
    return next((codes[c] for c in codes_in(label) if c in codes and c not in usual), "")


def name_within(token: str, entities: Iterable[Entity], rules: Rules) -> str:
    """The id of whoever's name stands in one word such as an id, also run together (JaneOkafor1); else ''."""
    people = tuple(entities)
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[\d_.]+", " ", token)
    if whose := named_in(apart, people, rules):
        return whose
    words = {w: i for w, i in _told_by(people, rules)[0].items() if len(w) > 3}
    runs = [w for w in re.findall(r"[^\W\d_]+", fold(token)) if w not in generic_words(rules)]
    return next((whose for word, whose in words.items() for run in runs if word in run), "")


@lru_cache(maxsize=4)
def _told_by(people: tuple[Entity, ...], rules: Rules) -> tuple[dict[str, str], dict[str, str]]:
    """The real words and the initials of *people*: worked out once, however many labels and ids are looked at."""
    return real_words(people, rules), initials(people, rules)


def codes_in(label: str) -> list[str]:
    """The runs of capitals in *label* that may be initials, without dots: 'HD' of 'Child H.D.'."""
    return [match[0].replace(".", "") for match in CODE.finditer(label)]


@lru_cache(maxsize=8)
def _usual_codes(rules: Rules) -> frozenset[str]:
    """Capitals that the rules themselves make labels of: GP."""
    labels = (str(row["label"]) for rows in rules.pseudonyms.values() for row in rows)
    return frozenset(code for label in labels for code in codes_in(label))


def first_letters(entity: Entity, rules: Rules) -> frozenset[str]:
    """The letters that a label of *entity* may not bear: the first of every word of its names and nicknames.

    Halves of double names and capitals inside a word count too: 'N' of O'Neil, 'D' of McDonald; and so
    does whatever the drafts call the entity.
    """
    letters: set[str] = set()
    said = {mention.text for mention in entity.mentions if mention.label == entity.label}
    for name in (*entity.names, *said):
        person = entity.label == "PERSON"
        words = take_apart(name, rules).words if person else tuple(name.split())
        for word in words:
            letters |= {fold(half)[:1] for half in re.split(r"[-\u2010\u2011.'’\s]", word)}
            letters |= {fold(c) for c in word if c.isupper()} if person else set()
            letters |= {fold(n)[:1] for n in nicknames(rules).get(fold(word), ())} if person else set()
    return frozenset(letter.upper() for letter in letters if letter.isalpha())


def names_to_avoid(entities: Iterable[Entity], rules: Rules) -> frozenset[str]:
    """Folded names that no first-name pseudonym may be near: every word of every name, and usual nicknames."""
    words: set[str] = set()
    for entity in entities:
        for name in entity.names:
            own = (
                take_apart(name, rules).words
                if entity.label == "PERSON"
                else distinctive(name, rules).split()
            )
            for word in own:
                words.update(part for part in re.split(r"[\s.-]+", fold(word)) if len(part) > 1)
                words.update(fold(nick) for nick in nicknames(rules).get(fold(word), ()))
    return frozenset(words)


def are_near(one: str, other: str, within: int = NEAR) -> bool:
    """Whether two folded names are *within* so many letters of each other, or sound alike."""
    from rapidfuzz.distance import OSA

    if one == other:
        return True
    if min(len(one), len(other)) < 3:
        return False
    distance = OSA.distance(one, other)
    return (
        distance <= within or _sound(one) == _sound(other) or (distance <= 3 and _code(one) == _code(other))
    )


@remembered(8192)
def _sound(name: str) -> str:
    """How a name sounds, by Metaphone (L. Philips, 1990)."""
    import jellyfish

    return jellyfish.metaphone(name) or name


@remembered(8192)
def _code(name: str) -> str:
    """The Soundex code of a name: its first letter and the classes of its consonants."""
    import jellyfish

    return jellyfish.soundex(name) if name.isascii() else name


def runs_on(label: str, used: Iterable[str]) -> bool:
    """Whether *label* goes on with a row of letters in *used*: 'Child C' after Child A and Child B."""
    match = re.fullmatch(r"(.+ )([a-z])", fold(label))
    if not match:
        return False
    at, known = ord(match[2]), {fold(other) for other in used}
    near = {step for step in (-2, -1, 1, 2) if match[1] + chr(at + step) in known}
    return bool({-2, -1} <= near or {-1, 1} <= near or {1, 2} <= near)


def is_first_name(label: str, rules: Rules) -> bool:
    """Whether *label* is one word that is no role: a first name."""
    return bool(re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)?", label)) and fold(label) not in generic_words(rules)


def named_alike(labels: Mapping[str, str]) -> str:
    """The ids of two entities with one label, joined by 'and'; '' where all differ."""
    bearers: dict[str, str] = {}
    for entity, label in labels.items():
        if (other := bearers.setdefault(fold(label), entity)) != entity:
            return f"{other} and {entity}"
    return ""
