"""The title before a name, and where a mention begins when it is counted in."""

from __future__ import annotations

import re

from redact.names import fold, is_title
from redact.rules import Rules

#: Words of kinship that stand before a name as a title does.
KIN_TITLES = frozenset(
    [
        "auntie",
        "aunty",
        "aunt",
        "uncle",
        "nan",
        "nana",
        "nanna",
        "nanny",
        "gran",
        "grandma",
        "grandad",
        "grandpa",
        "granny",
        "detective",
        "sister",
        "brother",
        "cousin",
        "bibi",
        "dada",
        "nani",
        "babcia",
        "ciocia",
        "father",
        "mummy",
        "daddy",
        "tadcu",
        "mamgu",
        "nain",
        "taid",
        "bunica",
        "dziadek",
        "nonna",
        "nonno",
        "abuela",
        "abuelo",
        "yiayia",
        "pappou",
        "ayeeyo",
        "awoowe",
        "dadi",
        "oma",
        "opa",
        "baba",
        "chacha",
        "fufu",
        "phupho",
        "khala",
        "staff",
        "charge",
    ]
)


def with_title(text: str, start: int, rules: Rules) -> int:
    """Where the mention at *start* begins when the titles before it are counted in ('Reverend Dr Doe')."""
    for _ in range(MANY_TITLES):
        before = _with_one_title(text, start, rules)
        if before == start:
            break
        start = before
    return start


def _with_one_title(text: str, start: int, rules: Rules) -> int:
    """Where the mention at *start* begins with the title directly before it."""
    from_ = max(0, start - TITLE_ROOM)
    before = text[from_:start].rstrip(" \u00a0")
    word_at = max(before.rfind(" "), before.rfind("\n"), *(before.rfind(c) for c in "\u00a0(\t“\"‘'")) + 1
    word = before[word_at:]
    if couple := _COUPLE.search(before[:word_at]):
        if is_title(word, rules):
            return from_ + couple.start()
    if NURSES.search(before):
        return start  # 'School Nurse Jane Doe': a role, no title
    if acting := ACTING.search(before):
        return from_ + acting.start()
    near = word and word[0].isupper() and start - from_ - len(before) <= 2
    if near and (is_title(word, rules) or fold(word) in KIN_TITLES):
        return from_ + word_at
    return start


#: Nobody has more titles in a row.
MANY_TITLES = 6
#: Characters before a name in which its title stands; longer than any title.
TITLE_ROOM = 60
NURSES = re.compile(
    r"\b(?:Named|Designated|School|Practice|District|Community|Specialist|Family|Lead|Liaison|LAC|CLA|Safeguarding|Nursery|Link|Research)\s"
    r"(?:Nurse|Doctor|GP|Midwife|Matron|Sister)$"
)
#: What is left of 'T/DC', 'L/Cpl' and 'S/N' where the rest of the title is a part of the name.
ACTING = re.compile(r"(?<!\w)[A-Z]/$")
_COUPLE = re.compile(r"\b(?:Mr|Dr|Mrs|Ms) (?:and|&) $")
