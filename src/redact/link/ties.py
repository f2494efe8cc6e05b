"""Whether the role or the age that the text says beside a name is said of somebody."""

from __future__ import annotations

import re
from functools import lru_cache

from redact.link.bearers import CHILDHOOD, GROWN_UP, bearers_of_titles, own_role
from redact.link.cast import Cast, folded_titles, words_of
from redact.link.roles import OF_AGE, age_behind
from redact.model import Mention
from redact.names import fold, take_apart
from redact.remembered import remembered
from redact.rules import Rules


def contradicted(mention: Mention, entity: str, cast: Cast, loosely: bool) -> bool:
    """Whether what the text says beside a name, a role or an age, is not said of this person.

    *loosely*: the name fits by a short form, an initial or a slip only; then any other tie of
    kin counts too. 'Her sister' may well be said of the mother, but 'his son, Bob' of no father Robert.
    """
    said, role = cast.said_loosely(mention) if loosely else cast.said(mention), own_role(entity, cast)
    if set(folded_titles(take_apart(mention.text, cast.rules))) & GROWN_UP:
        said = said - {"child"}  # the number of a row is no age
    child = bool(set(re.findall(r"[a-z]+", role)) & CHILDHOOD)
    if ("adult" in said and child) or ("child" in said and role and not child):
        return True
    if loosely and said & MARRIED and role and not child:
        cast.unsure.add((mention.document, mention.span.start))  # anybody may be somebody's husband
        cast.unsure_forms.add((mention.document, fold(mention.text)))  # and is called so in the next sentence
        said = said - MARRIED
    for words in said - {"adult", "child"}:
        kin = [bool(set(re.findall(r"[a-z]+", text)) & cast.rules.list("kinship")) for text in (words, role)]
        if not role:
            alone = kin[0] or len(take_apart(mention.text, cast.rules).words) < 2
            if loosely and alone and words not in _said_by_name(entity, cast):
                return True
        elif all(kin):
            if loosely and not _is_same_kin(words, role, cast.rules):
                return True
        elif words not in ANYBODY and not _fits_one(said, role, cast.rules):
            return True
    return False


def _said_by_name(entity: str, cast: Cast) -> set[str]:
    """What is said beside the names of somebody whom nobody has given a role yet: 'daughter' of 'their daughter, Joanne'."""
    spelt = (cast.spelt.get(" ".join(words_of(name, cast.rules)), ()) for name in cast.entities[entity].names)
    return {words for mentions in spelt for m in mentions for words in cast.said_loosely(m)}


def _fits_one(said: frozenset[str], role: str, rules: Rules) -> bool:
    """Whether one of the roles beside a name is the person's work: 'Author DS Doe', the officer, is an author too."""
    return any(same_work(words, role, rules) for words in said)


#: What anybody who is grown up may be to somebody whom the words do not name.
MARRIED = frozenset(
    {"husband", "wife", "partner", "spouse", "fiancé", "fiancée", "ex-husband", "ex-wife", "ex-partner"}
)

#: Roles of people who have children, and an age in years at which nobody has.
PARENTS, NO_PARENT = re.compile(r"\b(?:grand)?(?:mother|father|parent)|\b(?:mum|dad)\b"), 12


def is_said_of_another(mention: Mention, entity: str, cast: Cast) -> bool:
    """Whether an age, work, or a tie of kin to the child that stands beside a first name is not this person's."""
    role, years = own_role(entity, cast), age_behind(mention, cast.drafts) if cast.drafts else -1
    ages, child = cast.ages[entity], bool(set(re.findall(r"[a-z]+", role)) & CHILDHOOD)
    grown = not child and ((ages["adult"] and not ages["child"]) or PARENTS.search(role))
    if (0 <= years <= NO_PARENT and grown) or (years >= OF_AGE and child):
        return True
    said = cast.said(mention) - {"adult", "child"}
    kin = {words for words in said if _is_kin(words, cast.rules)}
    if not role or entity == cast.child:
        return False
    if not _is_kin(role, cast.rules):
        return any(_is_other_work(words, role, cast.rules) for words in said - kin)
    ours = kin and "subject" not in role and _of_the_child(mention, cast)
    return bool(ours) and not any(_may_be_kin(words, role, cast.rules) for words in kin)


#: Ties by which a report tells two of one first name apart: nobody is both, but from another's point of view.
APART = (
    frozenset({"brother", "sister", "sibling", "twin"}),
    frozenset({"aunt", "uncle", "cousin", "niece", "nephew"}),
)


def is_tied_otherwise(mention: Mention, entity: str, cast: Cast) -> bool:
    """Whether a first name is called a sister's where its bearer is an aunt, or the reverse, and nobody else's tie is told."""
    said = {
        word
        for words in cast.said(mention)
        if "'" not in fold(words)
        for word in re.findall(r"[a-z]+", words)
    }
    role = set(re.findall(r"[a-z]+", own_role(entity, cast)))
    if mention.label != "PERSON" or " " in mention.text.strip():
        return False
    apart = any(said & one and role & other for one, other in (APART, APART[::-1]))
    return apart and _last_named(mention, cast, but=entity) in {"", cast.child}


def _is_other_work(said: str, role: str, rules: Rules) -> bool:
    """Whether a role that is nobody's kin is another one than somebody's: a neighbour, and a social worker."""
    known = _label(role, rules) != role  # 'other adult' says nothing
    return known and said not in ANYBODY and not same_work(said, role, rules)


#: Ties that the one word says of a man, the other of a woman, a third of both; 'half-' and 'step-' aside.
TIES = (
    {"sibling", "brother", "sister", "twin"},
    {"parent", "mother", "father", "mum", "dad", "carer"},
    {"grandparent", "grandmother", "grandfather"},
)


def _may_be_kin(said: str, role: str, rules: Rules) -> bool:
    """Whether two ties are the same, or one is the other in general: a half-sibling may be called a sister."""
    plain = [
        re.sub(r"\b(?:half|step|maternal|paternal|foster|adoptive)[- ]?", "", text) for text in (said, role)
    ]
    words = [set(re.findall(r"[a-z]+", text)) for text in plain]
    together = any(words[0] & tie and words[1] & tie for tie in TIES)
    return together or _is_same_kin(said, role, rules) or _is_same_kin(role, said, rules)


def _is_kin(words: str, rules: Rules) -> bool:
    return bool(set(re.findall(r"[a-z-]+", words)) & rules.list("kinship"))


#: Words before a tie of kin that say whose it is: by a pronoun, or by a name.
WHOSE = re.compile(r"\b(?:his|her|their)\s(?:[a-z-]+\s){0,2}[a-z-]+,?\s$")
#: Characters back to whoever a pronoun before a tie of kin may stand for.
BACK = 200


def _of_the_child(mention: Mention, cast: Cast) -> bool:
    """Whether 'her sister' before a name is said of the child: of nobody else was the text speaking."""
    before, _ = cast.drafts.around(mention) if cast.drafts else ("", "")
    if not cast.child or not WHOSE.search(before):
        return False
    return _last_named(mention, cast) == cast.child


def _last_named(mention: Mention, cast: Cast, but: str = "") -> str:
    """The last person named shortly before a mention, other than *but*; '' for none.

    Of two who are named at one place it is the one who was met first.
    """
    near = {e: at for e, at in cast.last_named(mention, BACK).items() if e != but and e in cast.somebodies}
    last = [entity for entity, at in near.items() if at == max(near.values())]
    if len(last) > 1:
        return next(e for e, document in cast.stands if document == mention.document and e in last)
    return last[0] if last else ""


#: What anybody may be called who is grown up, whatever else they are.
ANYBODY = frozenset(
    {"male", "female", "man", "woman", "adult", "caller", "witness", "relative", "family member"}
)


def _is_same_kin(said: str, role: str, rules: Rules) -> bool:
    """Whether two ties of kin have one label, or 'her mother' is said of a grandmother."""
    elder = re.search(r"\b(?:great-)?grand(mother|father|parent)\b", role)
    return _label(said, rules) == _label(role, rules) or bool(elder and said == elder[1])


def same_label(said: str, role: str, cast: Cast) -> bool:
    """Whether rules/pseudonyms.yaml gives two roles one label."""
    return _label(said, cast.rules) == _label(role, cast.rules)


def same_work(said: str, role: str, rules: Rules) -> bool:
    """Whether two roles have one label, or the one is the other in short: 'the manager' is the nursery manager."""
    short, full = sorted((said, role), key=len)
    if _is_general(said, role, rules):
        return True
    return _label(said, rules) == _label(role, rules) or bool(re.search(rf"\b{re.escape(short)}$", full))


def _is_general(said: str, role: str, rules: Rules) -> bool:
    """Whether the one role is a general word for the other: 'the doctor' for a GP, 'the officer' for a detective."""
    words = set(re.findall(r"[a-z]+", role))
    return any(
        said in GENERAL and said.split()[-1] in roles and words & roles
        for _, _, roles in bearers_of_titles(rules)
    )


#: Words for anybody of a line of rules/lists/bearers.txt.
GENERAL = frozenset({"doctor", "nurse", "officer", "police officer", "detective", "constable"})


@remembered(4096)
def _label(role: str, rules: Rules) -> str:
    """The label that rules/pseudonyms.yaml gives to a role, by its longest words; the role itself where it knows none."""
    found = [(length, label) for length, label, words in _labels(rules) if words.search(role)]
    return max(found)[1] if found else role


@lru_cache(maxsize=4)
def _labels(rules: Rules) -> tuple[tuple[int, str, re.Pattern[str]], ...]:
    """For each word of a role: its length, its label and where it stands."""
    return tuple(
        (len(words), str(row["label"]), re.compile(rf"\b{re.escape(fold(words))}\b"))
        for row in rules.pseudonyms.get("PERSON") or ()
        for words in row.get("words") or ()
    )
