"""All the forms in which people write a name: without its first word, by initials, by a short name; of places and bodies too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from redact.model import Entity
from redact.names import (
    PARTICLES,
    PATRONYMIC,
    NameParts,
    begins_sentences,
    distinctive,
    fold,
    folded_list,
    generation,
    is_area,
    nicknames,
    take_apart,
)
from redact.rules import Rules


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing an entity's name, and how sure it is that it means the entity."""

    text: str
    kind: str  # full, part, surname, initials, nickname, alias, household
    score: float


def forms(entity: Entity, rules: Rules) -> list[Form]:
    """All the forms in which people may write *entity*'s name, each once, the surest first."""
    make = _person_forms if entity.label == "PERSON" else _place_forms
    best: dict[str, Form] = {}
    for form in make(entity, rules):
        key = fold(form.text)
        if len(key) > 1 and (key not in best or best[key].score < form.score):
            best[key] = form
    return sorted(best.values(), key=lambda form: (-form.score, form.text))


def _person_forms(entity: Entity, rules: Rules) -> Iterator[Form]:
    for alias in entity.aliases:
        yield Form(alias, "alias", 0.97)
    for name in entity.names:
        parts = take_apart(name, rules)
        yield Form(" ".join(parts.words), _kind_of(name, parts), 0.95)
        if name != entity.name and parts.given and fold(parts.given[0]) in UNNAMED:
            continue  # 'Baby Doe', as a ward calls a child: 'Baby' by itself is nobody's name
        yield from _part_forms(parts, name != entity.name and len(parts.words) == 1, rules)
        yield from _initials(parts)
        for given in parts.given[:1]:
            for nick in nicknames(rules).get(fold(given), ()):
                yield Form(nick, "nickname", 0.8)


#: What a child is called who has no name yet, before the mother's surname.
UNNAMED = frozenset({"baby", "infant", "unborn", "newborn", "twin", "boy", "girl", "male", "female"})


def _kind_of(name: str, parts: NameParts) -> str:
    """What kind of form all words of a name are: of one word alone it is no whole name behind a title or before 'senior'."""
    if len(parts.words) > 1:
        return "full"
    return "surname" if parts.title else "part" if generation(name) else "full"


def _part_forms(parts: NameParts, is_alias: bool, rules: Rules) -> Iterator[Form]:
    if is_alias:
        return
    if parts.given and parts.family:
        yield Form(f"{parts.family}, {' '.join(parts.given)}", "full", 0.99)
        yield Form(f"{parts.given[0]} {parts.family}", "full", 0.99)
        yield Form(f"{parts.given[0][0]}. {parts.family}", "full", 0.95)
        yield Form(f"{parts.given[0][0]} {parts.family}", "full", 0.93)
    for number, given in enumerate(parts.given):
        if (called := given.strip("‘’'“”\"()")) != given and number:  # "Alun 'Taff' Price"
            yield Form(called, "alias", 0.9)
            yield Form(f"{called} {parts.family}", "full", 0.95)
        if len(given.strip(".")) > 1 and given[0].isupper() and not begins_sentences(given, rules):
            yield Form(given, "part" if number == 0 else "middle", 0.95 if number == 0 else 0.75)
            yield from (Form(half, "part", 0.8) for half in _halves(given))
    if parts.family and any(c.isupper() for c in parts.family):
        yield Form(parts.family, "surname", 0.95)
        yield from (Form(half, "surname", 0.85) for half in _halves(parts.family))


def _halves(name: str) -> Iterator[str]:
    """The two names of a double-barrelled one; never a particle or a short syllable, nor the father's name behind 'ap'."""
    if fold(name).partition(" ")[0] in PATRONYMIC:
        return
    for half in re.split(r"[-\u2010\u2011\s]", name):
        if half != name and len(half) > 2 and fold(half) not in PARTICLES:
            yield half


def _initials(parts: NameParts) -> Iterator[Form]:
    for given in parts.given[:1]:
        own = [half[0].upper() for half in re.split(r"[-\u2010\u2011]", given) if half[:1].isalpha()]
        if len(own) > 1:
            yield from (Form(text, "initials", 0.7) for text in ("".join(own), "-".join(own)))
    letters = [word[0].upper() for word in parts.words if word[0].isalpha()]
    if len(letters) < 2:
        return
    turned = (
        tuple(letters[1:] + letters[:1]) if len(letters) > 2 else tuple(letters)
    )  # family name first or last
    if "-" in parts.family:
        halves = "-".join(half[0].upper() for half in parts.family.split("-") if half[:1].isalpha())
        yield from (
            Form(text, "initials", 0.7) for text in (halves, letters[0] + halves, f"{letters[0]} {halves}")
        )
    if irish := re.match(r"[OD]['’](?=[^\W\d_a-z])", parts.family):
        yield Form(f"{letters[0]}{parts.family[: irish.end() + 1]}", "initials", 0.7)  # 'PO'D'
    if len(parts.words) > 1 and (whole := _with_particle(parts)):
        yield Form(whole, "initials", 0.7)
    if len(parts.words) > 1 and (welsh := _with_digraphs(parts)):
        yield Form(welsh, "initials", 0.8)
    pieces = tuple(
        half[0].upper()
        for word in parts.words
        for half in re.split(r"[-\u2010\u2011\s]", word)
        if half[:1].isalpha()
    )
    for chosen in sorted({tuple(letters), (letters[0], letters[-1]), turned, pieces}):
        yield Form(".".join(chosen) + ".", "initials", 0.8)
        yield Form(".".join(chosen), "initials", 0.8)
        yield Form("".join(chosen), "initials", 0.8)


def _with_digraphs(parts: NameParts) -> str:
    """Welsh initials, in which two letters may be one and particles stay: 'FfH', 'LlM', 'AapG'; '' for other names."""
    words = " ".join(parts.words).split()
    cut = [
        word if word in WELSH_PARTICLES else word[:2] if word[:2] in WELSH_LETTERS else word[0]
        for word in words
    ]
    return "".join(cut) if any(len(letters) > 1 for letters in cut) else ""


#: Letters of Welsh that are written with two, where a name begins with them, and particles between two names.
WELSH_LETTERS = frozenset({"Ff", "Ll", "Rh", "Ch", "Dd", "Th"})
WELSH_PARTICLES = frozenset({"ap", "ab", "ferch"})


def _with_particle(parts: NameParts) -> str:
    """Initials with the particle of a Gaelic surname in full: 'CNíD', 'FMcA'; '' for other names."""
    words = [w for w in re.split(r"\s", " ".join(parts.words)) if w]
    short = [
        word if fold(word) in GAELIC else re.sub(r"^(Ma?c)([^\W\d_a-z]).*", r"\1\2", word)
        for word in words[1:]
    ]
    if short == words[1:] and not any(fold(word) in GAELIC for word in words[1:-1]):
        return ""
    cut = [word if fold(word) in GAELIC or re.fullmatch(r"Ma?c[^\W\d_]", word) else word[0] for word in short]
    return "".join([words[0][0], *cut]) if cut != [word[0] for word in short] else ""


#: Particles of Gaelic surnames that initials keep.
GAELIC = frozenset({"ni", "nic", "mac", "mag", "ui"})


def _place_forms(entity: Entity, rules: Rules) -> Iterator[Form]:
    for name in entity.names:
        yield Form(name, "full", 0.97)
        bare = re.sub(r"^(the|a)\s+", "", name, flags=re.IGNORECASE)
        yield Form(bare, "full", 0.97)
        yield from (Form(short, "core", 0.9) for short in _shorter(bare, distinctive(bare, rules)))
        core = distinctive(bare, rules)
        # a word alone may be the town that a hospital is named after
        own = entity.listed or " " in core or _is_part_of_a_hospital(bare)
        if own and core and core != bare and len(core) > 2 and not is_area(core, rules):
            yield Form(
                core, "core", 0.85 if " " in core else 0.8
            )  # a word alone may be the town too; that it is treated needs no question
        yield from _short_body(entity, bare, rules)
        yield from _abbreviated(entity, [bare, core], rules)
        if bare.startswith(("St ", "St. ", "Saint ")):
            saint = bare.split(" ", 1)[1]
            yield from (Form(f"{st} {saint}", "full", 0.97) for st in ("St", "St.", "Saint"))


def _is_part_of_a_hospital(name: str) -> bool:
    """Whether a name is a ward's or a unit's, which people call by its first word: 'Juniper' for 'Juniper Ward'."""
    return bool(re.search(r"\s(?:Ward|Unit|Suite)\Z", name))


def _short_body(entity: Entity, name: str, rules: Rules) -> Iterator[Form]:
    """What notes call a body of several words: its initials ('BHFC'), or 'the Hub', 'the Chapel'."""
    if entity.label not in {"ORG", "HEALTH_SITE", "SCHOOL"}:
        return
    words = [word for word in re.split(r"[\s-]", name) if word[:1].isupper()]
    if len(words) > 2:
        yield Form("".join(word[0] for word in words), "initials", 0.8)
    if len(words) > 1 and fold(words[-1]) in folded_list("short-bodies", rules):
        yield Form(f"the {words[-1]}", "short", 0.8)


def _abbreviated(entity: Entity, names: Iterable[str], rules: Rules) -> Iterator[Form]:
    """'Gantry St' and '14 TR' for 'Gantry Street' and '14 Tannery Row'."""
    for name in names:
        first, *others = name.split() or [""]
        for n, word in enumerate(others):
            for short in _abbreviations(rules).get(fold(word), ()):
                yield Form(" ".join([first, *others[:n], short, *others[n + 1 :]]), "core", 0.85)
        if first[:1].isdigit() and len(others) > 1 and name.istitle():
            yield Form(f"{first} {''.join(word[0] for word in others)}", "core", 0.8)


@lru_cache(maxsize=8)
def _abbreviations(rules: Rules) -> dict[str, tuple[str, ...]]:
    """What each word of a street or a body is shortened to, with a capital."""
    found: dict[str, tuple[str, ...]] = {}
    for line in sorted(rules.list("shortened")):
        short, full = (part.strip() for part in line.split(":"))
        if not full.endswith("shire"):
            found[full] = (*found.get(full, ()), short.capitalize())
    return found


def _shorter(name: str, core: str) -> Iterator[str]:
    """*name* without its last words, as far as more than its core is left: 'Osmerley Bridge Primary', 'Osmerley Bridge'."""
    words = name.split()
    for end in range(len(words) - 1, len(core.split()), -1):
        if core and words[end - 1][:1].isupper():
            yield " ".join(words[:end])
