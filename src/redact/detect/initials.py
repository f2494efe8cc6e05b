"""Whether capitals are somebody's initials or the shorthand that every report is full of: 'ED' is both."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from redact.names import fold, folded_list, usual_acronyms
from redact.rules import Rules

#: 'Erin Duffy (ED)': the drafts themselves say whose initials these are.
STATED = re.compile(
    r"(?P<name>(?<![^\W\d_])(?:[^\W\d_a-z](?:[\w’'\-]{0,40}|\.)\s){1,3}[^\W\d_a-z][\w’'\-]{1,40}),?\s"
    r"\((?P<initials>[A-Z]{2,4})\)"
)

#: 'ED Erin Duffy; JB Jo Birtles': a key at the head of a log.
STATED_BEFORE = re.compile(
    r"(?:^|[;,:(\n|]\s?)(?P<initials>[A-Z]{2,3})(?:\s?[=:–-]\s?|\s)(?P<name>(?:[A-Z][\w’'\-]+\s){1,2}[A-Z][\w’'\-]+)(?=\s\(|[;,\n|]|$)"
)


def stated_initials(texts: Iterable[str]) -> frozenset[str]:
    """The initials that *texts* give in brackets behind a name, folded: 'ED' is a person there, and no department."""
    texts = list(texts)
    behind = {
        match["initials"]
        for text in texts
        for match in STATED.finditer(text)
        if _ends_with(match["initials"], [word[0] for word in re.split(r"[\s\-]", match["name"]) if word])
    }
    before = {
        match["initials"]
        for text in texts
        for match in STATED_BEFORE.finditer(text)
        if match["initials"] == "".join(word[0] for word in match["name"].split())
    }
    return frozenset(map(fold, behind | before))


def _ends_with(initials: str, letters: list[str]) -> bool:
    """Whether *initials* are the last of *letters*, or the first and the last of them: titles stand before a name."""
    last = "".join(letters[-len(initials) :])
    return initials == last or (len(initials) == 2 and initials[1] == letters[-1] and initials[0] in letters)


def may_be_initials(text: str, start: int, end: int, stated: frozenset[str], rules: Rules) -> bool:
    """Whether letters are somebody's initials and not the usual shorthand: the drafts explain them, or they act."""
    letters = fold(text[start:end]).replace(".", "")
    if letters not in usual_acronyms(rules) or letters in stated:
        return True
    return bool(ACTS.match(text, end)) and letters not in roles_and_agencies(rules)


@lru_cache(maxsize=8)
def shorthand(rules: Rules) -> frozenset[str]:
    """What notes call roles for short, folded: 'GP rang' is said of a GP."""
    return frozenset(fold(entry.split(":")[0]) for entry in rules.lists["role-shorthand"])


@lru_cache(maxsize=8)
def roles_and_agencies(rules: Rules) -> frozenset[str]:
    """What stands for a role or an agency where somebody's initials may stand, folded."""
    return shorthand(rules) | folded_list("agencies", rules)


#: What somebody whose initials stand there does, or is to do: 'TO visited', 'PM to ring'.
ACTS = re.compile(
    r"\s(?:visited|rang|phoned|texted|telephoned|emailed|e-mailed|spoke|met|saw|said|says|told|stated|states|noted|stayed|thinks|"
    r"advised|agreed|asked|discussed|explained|felt|disclosed|denied|cried|refused|drove|left|arrived|tearful|upset|"
    r"to\s(?:ring|call|phone|e-?mail|chase|contact|speak|write|check|visit|ask|meet|see|send|lead|audit|update|share|arrange|follow))\b"
)
