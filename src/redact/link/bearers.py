"""What tells the bearers of one name apart: a title, what is known of their gender, senior and junior."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from redact.link.cast import Cast, folded_titles
from redact.model import Mention
from redact.names import JUNIOR, SENIOR, NameParts, fold, folded_list, generation, take_apart
from redact.remembered import remembered
from redact.rules import Rules


def narrowed(parts: NameParts, found: set[str], cast: Cast) -> set[str]:
    """Those of *found* who fit the title best."""
    found = _by_use(parts, _by_title(parts, found, cast), cast)
    return _by_pronouns(parts, found, cast) if len(found) > 1 else found


def may_be(parts: NameParts, entity: str, cast: Cast) -> bool:
    """Whether the mention's title does not contradict what is known of the person: gender, age, work."""
    said = gender_of_title(parts, cast.rules)
    if said and (gender_of(entity, cast) or most_pronouns(entity, cast) or said) != said:
        return False
    titles, kinds = folded_titles(parts), _kinds(entity, cast)
    wanted = _wanted(titles, cast)
    if wanted in {"rank", "doctor", "nurse"} and kinds - {"none"} and wanted not in kinds:
        return False
    if wanted == "doctor" and not kinds and _is_called_otherwise(parts, entity, cast):
        return False
    return not ("none" in kinds and set(titles) & GROWN_UP)


#: Titles that a doctor seldom has beside 'Dr'.
COURTESY = frozenset({"mr", "mrs", "ms", "miss"})


def _is_called_otherwise(parts: NameParts, entity: str, cast: Cast) -> bool:
    """Whether 'Dr Doe' stands beside a 'Miss Doe', and nothing tells that the one Doe is a doctor: the doctor is another."""
    if parts.given or "dr" in cast.titles[entity]:
        return False
    family = fold(parts.family)
    return any(titles & COURTESY for (_, surname), titles in cast.titled.items() if surname == family)


def is_young(entity: str, cast: Cast) -> bool:
    """Whether the text gives somebody a child's age, and never an adult's, nor a role or title of adults."""
    ages = cast.ages[entity]
    grown = set(cast.titles[entity]) & GROWN_UP or re.search(ADULT, own_role(entity, cast))
    return bool(ages["child"]) and not ages["adult"] and not grown


#: A role whose bearer is grown up now, whatever age the text gives for then.
ADULT = r"mother|father|mum|dad|parent|uncle|aunt|partner|husband|wife|carer|worker|officer|neighbour"


#: Titles that no child bears.
GROWN_UP = frozenset({"mr", "mrs", "ms", "dr", "pc", "dc", "ds", "di", "prof", "nurse", "cllr", "revd"})


def _wanted(titles: list[str], cast: Cast) -> str:
    """The kind of people who bear the last of the titles."""
    return next(
        (kind for kind, theirs, _ in bearers_of_titles(cast.rules) if titles and titles[-1] in theirs), ""
    )


def _rank(role: str) -> int:
    return next(rank for rank, words in RANKS if re.search(words, role))


#: Words of the roles of children.
CHILDHOOD = frozenset(
    "child subject son daughter baby sibling brother sister pupil infant toddler stepson stepdaughter stepbrother stepsister".split()
)


#: Those of them that grown people have too: 'her sister, Ms Doe'. Only the register or an age says that it is a child's.
OF_ANY_AGE = frozenset(
    "son daughter brother sister sibling stepson stepdaughter stepbrother stepsister".split()
)


def gender_of(entity: str, cast: Cast) -> str:
    """'male', 'female', or '' where role and titles tell neither or both."""
    return _gender([*re.findall(r"[a-z-]+", own_role(entity, cast)), *cast.titles[entity]], cast.rules)


def gender_by_name(entity: str, cast: Cast) -> str:
    """'male', 'female', or '' where somebody's first names are borne by both, by none, or not known."""
    return _by_first_names(cast.entities[entity].names, cast.rules)


@remembered(65536)
def _by_first_names(names: tuple[str, ...], rules: Rules) -> str:
    given = (take_apart(name, rules).given[:1] for name in names)
    said = {of_first_name(fold(first[0]), rules) for first in given if first} - {""}
    return said.pop() if len(said) == 1 else ""


def of_first_name(name: str, rules: Rules) -> str:
    """'male', 'female', or '' for a folded first name that both bear, or that no list has."""
    if name in folded_list("mens-names", rules):
        return "male"
    return "female" if name in folded_list("womens-names", rules) else ""


def likely_gender(entity: str, cast: Cast) -> str:
    """What is known of somebody's gender, else what the first name or the pronouns behind the name suggest."""
    return (
        gender_of(entity, cast) or gender_by_name(entity, cast) or said_by_pronouns(entity, cast, 2)
        if entity in cast.entities
        else ""
    )


def is_unlikely_title(parts: NameParts, entity: str, cast: Cast) -> bool:
    """Whether a title is a man's, and nothing but the first name says of its bearer that she is a woman; or the reverse."""
    said = gender_of_title(parts, cast.rules) if parts.title else ""
    named = gender_by_name(entity, cast) or said_by_pronouns(entity, cast, 3) if said else ""
    if not named or named == said:
        return False
    return said not in {gender_of(entity, cast), said_by_pronouns(entity, cast, 2)}


def own_role(entity: str, cast: Cast) -> str:
    """The folded role without the people that it is told by: 'father of half-sister', 'mother's partner'."""
    return re.sub(
        r"\b(?:of|to)\b.*|\S+['’]s\b|\bchild (?:protection|psychiat\w+|health)\b",
        "",
        fold(role_of(entity, cast)),
    )


def is_relative(entity: str, cast: Cast) -> bool:
    """Whether somebody is of the family by the role, and so signs no entry of an agency's notes."""
    return bool(set(re.findall(r"[a-z]+", own_role(entity, cast))) & folded_list("kinship", cast.rules))


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
    return said_by_pronouns(entity, cast, 5)


def said_by_pronouns(entity: str, cast: Cast, least: int) -> str:
    """What three in four of at least *least* pronouns behind somebody's name say; else ''."""
    votes = cast.pronouns[entity]
    most = max(votes, key=lambda gender: votes[gender], default="")
    return most if most and sum(votes.values()) >= least and votes[most] >= 0.75 * sum(votes.values()) else ""


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
    wanted = _wanted(titles, cast)
    fit = {c for c in found if wanted in _kinds(c, cast)} if wanted else set()
    return fit or {c for c in found if not _kinds(c, cast)} or found


def _by_use(parts: NameParts, found: set[str], cast: Cast) -> set[str]:
    """Those who bear this title elsewhere ('Auntie May'); nobody is Mrs by the name that she bore before."""
    titles = set(folded_titles(parts))
    if "mrs" in titles:
        hers = {c for c in found if fold(parts.family) in fold(cast.entities[c].name)}
        women = {c for c in found if gender_of(c, cast) == "female"}
        if women and not women & hers:
            return found  # 'Mrs Roe', now Ms Doe, or an unknown Roe
        if married := {
            c for c in women - hers if _is_married_so(parts, c, cast) or _is_called_so(parts, c, cast)
        }:
            return hers | married
        known = len(hers) > 1 or bool(women & hers)
        return hers if hers and (known or all(gender_of(c, cast) != "male" for c in hers)) else found
    if titles & {"mr", "ms", "miss"}:
        return found
    wanted = _wanted(folded_titles(parts), cast)
    at_work = {c for c in found if wanted in _kinds(c, cast)} if wanted else set()
    return {c for c in found if titles & set(cast.titles[c])} | at_work or found


def _is_married_so(parts: NameParts, entity: str, cast: Cast) -> bool:
    """Whether the drafts call a second name of somebody, of the mention's surname, her married name: 'her married name, Jane Doe'."""
    names = (
        name
        for name in cast.entities[entity].aliases
        if fold(take_apart(name, cast.rules).family) == fold(parts.family)
    )
    said = "|".join(re.escape(name) for name in names if " " in name)
    texts = cast.drafts.documents.values() if cast.drafts and said else ()
    return any(re.search(rf"\bmarried\sname(?:\sof|,|:)?\s(?:{said})\b", document.text) for document in texts)


#: What says of a name that it was given up, before it and behind it: 'née Doe', 'was Jane Doe until she married'.
GIVEN_UP = (
    r"(?:n[ée]e|born|formerly|previously|maiden\sname(?:\swas)?|birth\sname(?:\swas)?|known\sthen\sas)[,:]?\s"
)
UNTIL = r",?\s(?:until|till|before)\s(?:she|her|they)\b"


def _is_called_so(parts: NameParts, entity: str, cast: Cast) -> bool:
    """Whether the panel's list gives somebody another whole name of the mention's surname, which no draft says she gave up."""
    found = cast.entities[entity]
    names = [
        re.escape(name)
        for name in (found.aliases if found.listed else ())
        if " " in name and fold(take_apart(name, cast.rules).family) == fold(parts.family)
    ]
    if not names or not cast.drafts:
        return False
    said = "|".join(names)
    given_up = rf"{GIVEN_UP}(?:{said}|{re.escape(parts.family)})\b|\b(?:{said}){UNTIL}"
    return not cast.drafts.say(given_up)


@lru_cache(maxsize=8)
def bearers_of_titles(rules: Rules) -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """(kind, titles, words of roles) of rules/lists/bearers.txt; a child, who bears none, first."""
    rows = [[part.strip() for part in line.split(":")] for line in rules.list("bearers")]
    return tuple((kind, _words(titles), _words(roles)) for kind, titles, roles in sorted(rows))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(",") if word.strip())


def _kinds(entity: str, cast: Cast) -> set[str]:
    """What kinds of title somebody bears by role or by name: rank, doctor, nurse; none for a child; nothing for others."""
    role, titles = set(re.findall(r"[a-z]+", own_role(entity, cast))), set(cast.titles[entity])
    if role & (cast.rules.list("male-words") | cast.rules.list("female-words")):
        role &= CHILDHOOD - {
            "subject",
            "baby",
            "pupil",
            "infant",
            "toddler",
            "sibling",
        }  # a mother who is a nurse is Ms all the same
        titles = titles - {"sister"}  # 'Sister Mercy', the mother
    if not cast.entities[entity].role and not cast.ages[entity]["child"]:
        role -= OF_ANY_AGE
    return {kind for kind, theirs, roles in bearers_of_titles(cast.rules) if role & roles or titles & theirs}


#: How old a role makes its bearer among people of one name: the first that its words fit.
RANKS = (
    (3, r"great[- ]grand"),
    (2, r"grand"),
    (1, r"father|mother|parent|uncle|aunt|partner|husband|wife"),
    (0, r""),
)


def by_generation(text: str, found: set[str], cast: Cast) -> set[str]:
    """'John Doe senior' is a John Doe who is called so, or the eldest of several, and nobody else.

    A bare 'John Doe' is not the one who is always called senior, but may be any of several.
    """
    if words := generation(text):
        called = {c for c in found if is_called(c, words, cast)}
        others = {c for c in found if is_called(c, JUNIOR if words == SENIOR else SENIOR, cast)}
        return called or of_rank(found - others, words == SENIOR, cast)
    unlisted = {c for c in found if not cast.entities[c].listed}
    always = {c for c in unlisted if all(generation(name) for name in cast.entities[c].names)}
    if len(take_apart(text, cast.rules).words) < 2:
        return found - {c for c in always if _has_no_surname(c, cast)} or found
    return found if len(always) > 1 and always == found else found - always


def _has_no_surname(entity: str, cast: Cast) -> bool:
    """Whether somebody is known by one name and 'senior', 'the elder' and the like only."""
    return all(len(take_apart(name, cast.rules).words) < 2 for name in cast.entities[entity].names)


def is_known_as(parts: NameParts, entity: str, cast: Cast) -> bool:
    """Whether a role or the pronouns say of somebody what a title says, or the title says nothing."""
    said = gender_of_title(parts, cast.rules)
    role = _gender(re.findall(r"[a-z-]+", own_role(entity, cast)), cast.rules)
    return not said or said in {role, gender_by_name(entity, cast), said_by_pronouns(entity, cast, 1)}


def are_two(one: str, other: str, cast: Cast) -> bool:
    """Whether two entities are surely two people: senior and junior, or a man and a woman."""
    ages = {words for e in (one, other) for name in cast.entities[e].names if (words := generation(name))}
    genders = {gender_of(e, cast) for e in (one, other)} - {""}
    return len(ages) > 1 or len(genders) > 1


def of_rank(found: set[str], senior: bool, cast: Cast) -> set[str]:
    """The eldest of *found*, or the youngest; of one alone only if the role does not contradict."""
    ranks = {c: _rank(fold(role_of(c, cast))) for c in found}
    if len(found) == 1:
        return {c for c, rank in ranks.items() if role_of(c, cast) and (rank > 0) == senior}
    wanted = max(ranks.values(), default=0) if senior else min(ranks.values(), default=0)
    return {c for c, rank in ranks.items() if rank == wanted}


def of_another_age(mention: Mention, entity: str, cast: Cast) -> bool:
    """Whether a whole name is said of a grandparent or child where its bearer is listed as neither: two of one name."""
    said = " ".join(cast.said(mention) - {"adult", "child"})
    if mention.label != "PERSON" or " " not in mention.text.strip() or not said or not role_of(entity, cast):
        return False
    ranks = [_rank(said), _rank(own_role(entity, cast))]
    return ranks[0] != ranks[1] and 2 in ranks


def namesakes(mention: Mention, entity: str, cast: Cast) -> frozenset[str]:
    """Who else may be meant by a whole name without 'senior' or 'junior', where somebody of that name bears one."""
    words = take_apart(mention.text, cast.rules).words
    if not words or generation(mention.text) or mention.label != "PERSON":
        return frozenset()
    bearers = cast.by_form.get(fold(" ".join(words)), {})
    kinds = {"full"} if len(words) > 1 else {"part"}
    return frozenset(
        c
        for c, kind in bearers.items()
        if kind in kinds and c != entity and is_called(c, (*SENIOR, *JUNIOR), cast)
    )


def is_elder_unsaid(mention: Mention, entity: str, cast: Cast) -> bool:
    """Whether 'Jane Doe junior' was taken for the one Jane Doe of the case, whom nobody else calls so."""
    words = generation(mention.text)
    if not words or mention.label != "PERSON" or is_called(entity, words, cast):
        return False
    bearers = cast.by_form.get(fold(" ".join(take_apart(mention.text, cast.rules).words)), {})
    return sum(cast.is_one_person(c) for c in bearers) < 2


def is_called(entity: str, words: Iterable[str], cast: Cast) -> bool:
    """Whether one of somebody's names ends with one of the *words*: 'senior', 'junior'."""
    return any(set(generation(name)) & set(words) for name in cast.entities[entity].names)
