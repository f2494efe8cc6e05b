"""Whether the role or the age that the text says beside a name is said of somebody."""

from __future__ import annotations

import re
from functools import lru_cache

from redact.link.bearers import CHILDHOOD, GROWN_UP, bearers_of_titles, own_role
from redact.link.cast import Cast, folded_titles
from redact.model import Mention
from redact.names import fold, take_apart
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
    for words in said - {"adult", "child"}:
        kin = [bool(set(re.findall(r"[a-z]+", text)) & cast.rules.list("kinship")) for text in (words, role)]
        if not role:
            if loosely and (kin[0] or len(take_apart(mention.text, cast.rules).words) < 2):
                return True
        elif all(kin):
            if loosely and not _is_same_kin(words, role, cast.rules):
                return True
        elif words not in ANYBODY and not same_work(words, role, cast.rules):
            return True
    return False


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


@lru_cache(maxsize=4096)
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
