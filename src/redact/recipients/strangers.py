"""Somebody outside the family, without a name or a part in the case, who tells something: 'a lad from the yard gave a statement'.

A rule of the language and not of words for them: an indefinite or definite person who is nobody at work, with a word of
saying, noticing or of what was said behind them, or before them with 'of', 'by', 'from' or 'was' between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from redact.recipients.giving import SOMEBODY
from redact.recipients.spoken import Perhaps
from redact.rules.recipients import Recipients

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*|['’]s?|[.;:!?]")
_BEFORE = frozenset("a an the another some this that his her their our two three several other".split())
_PERSON = re.compile(r"\w{3,}(?:er|or|ers|ors)(?:-\w+)?|\w+(?:man|men|woman|women|boy|girl|lady|ladies|folk)")
_BE = frozenset("is was are were be been being not".split())
#: What stands between what was told and whoever told it: 'the remark was the milkman's', 'comes from a rider'.
_OF = frozenset("of by from was is were were that being".split())
#: So many words of one person at most, without the article; so many words on, or back, what they told.
_LONG, _ON, _BACK = 4, 12, 8


def tells_unnamed(
    words: str, rules: Recipients, occupations: frozenset[str], roles: frozenset[str]
) -> Perhaps | None:
    """Whether a sentence may tell of what somebody without a name or a part in the case said or saw; None where there is nobody.

    It is likely where a word for it stands with them, and less so where a body that is told such things does.
    """
    said = [match[0].lower() for match in _WORD.finditer(words)]
    there = list(_strangers(said, rules, occupations, roles))
    if any(_told_behind(said, end, rules) or _told_before(said, start, rules) for start, end in there):
        return Perhaps(SOMEBODY, True)
    return Perhaps(SOMEBODY, False) if there and rules.referral.to.search(words) else None


def called_in(
    words: str, rules: Recipients, occupations: frozenset[str], roles: frozenset[str]
) -> frozenset[str]:
    """The nouns by which a sentence calls people whom nobody knows: 'lad' of 'a lad from the tyre yard'."""
    said = [match[0].lower() for match in _WORD.finditer(words)]
    return frozenset(said[end - 1] for _, end in _strangers(said, rules, occupations, roles))


def _strangers(
    said: list[str], rules: Recipients, occupations: frozenset[str], roles: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Where people stand whom nobody knows: the place of the article, and the one behind their last word."""
    for at, word in enumerate(said):
        if word in _BEFORE:
            ends = range(min(at + 1 + _LONG, len(said)), at + 1, -1)
            found = next(
                (end for end in ends if _is_stranger(said, at + 1, end, rules, occupations, roles)), 0
            )
            if found:
                yield at, found


def _is_stranger(
    said: list[str],
    start: int,
    end: int,
    rules: Recipients,
    occupations: frozenset[str],
    roles: frozenset[str],
) -> bool:
    """Whether the words from *start* to *end* call somebody whom the case does not know, by the last of them."""
    called, lists = said[start:end], rules.strangers
    if not all(word[0].isalnum() for word in called) or set(called) & (_BE | _OF):
        return False
    endings = [" ".join(called[at:]) for at in range(len(called))]
    if any(one in occupations or one.removesuffix("s") in occupations for one in endings):
        return True
    if any("work" in rules.giving.get(word, ()) for word in called) or roles.intersection(endings[:-1]):
        return False
    if called[-1] in lists.placed:
        return _is_placed(said, end, rules)
    if called[-1] in lists.people:
        return True
    return called[-1] not in roles and bool(_PERSON.fullmatch(called[-1]) and called[-1] not in lists.things)


def _is_placed(said: list[str], end: int, rules: Recipients) -> bool:
    if said[end - 2] in {"other", "another"} or said[max(0, end - 4) : end - 2] == ["one", "of"]:
        return True  # 'one of the other mums'
    behind = " ".join(said[end : end + 2]) + " "
    return any(behind.startswith(f"{place} ") for place in rules.strangers.place)


def _told_behind(said: list[str], end: int, rules: Recipients) -> bool:
    """Whether they tell: not 'the milkman was told'."""
    behind = said[end : end + _ON]
    stop = next((at for at, word in enumerate(behind) if word in ".;:!?"), len(behind))
    return any(
        not (at and set(behind[max(0, at - 2) : at]) & _BE)
        for at in _told_at(behind[:stop], rules.strangers.told)
    )


def _told_before(said: list[str], start: int, rules: Recipients) -> bool:
    """Whether what was told is theirs: 'the word of a rider', 'is that of the girl', 'comes from a rider'."""
    before = said[max(0, start - _BACK) : start]
    return bool(before and before[-1] in _OF and any(True for _ in _told_at(before, rules.strangers.told)))


def _told_at(said: list[str], told: tuple[str, ...]) -> Iterator[int]:
    one = _alone(told)
    text = [" ".join(said[at : at + 2]) for at in range(len(said))]
    yield from (at for at, word in enumerate(said) if word in one or text[at] in one)


@cache
def _alone(told: tuple[str, ...]) -> frozenset[str]:
    return frozenset(told)
