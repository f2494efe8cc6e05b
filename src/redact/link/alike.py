"""Whether two ways of writing a name may be one person's: short forms, initials, other orders, slips of the ear."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from redact.names import fold, folded_list, nicknames
from redact.remembered import remembered
from redact.rules import Rules


def agree(ours: tuple[str, ...], theirs: tuple[str, ...], rules: Rules) -> bool:
    """Whether one name holds all words of the other; a longer one begins with the same given name."""
    if len(ours) <= len(theirs):
        return all_in(ours, theirs, rules)
    return _same_word(theirs[0], ours[0], rules) and all_in(theirs, ours, rules)


def all_in(few: tuple[str, ...], many: tuple[str, ...], rules: Rules) -> bool:
    """Whether each word of the one name is a word of the other, one of them at least in full."""
    left, whole = list(many), False
    for word in sorted(few, key=len, reverse=True):
        match = word if word in left else next((o for o in left if _same_word(word, o, rules)), None)
        if match is None:
            return False
        whole = whole or (len(word) > 1 and word == match)
        left.remove(match)
    return whole


def _same_word(one: str, other: str, rules: Rules) -> bool:
    if min(len(one), len(other)) == 1:
        return one[0] == other[0]
    return one == other or one in _short_forms(other, rules) or is_cut_short(one, other, rules)


def is_cut_short(one: str, other: str, rules: Rules) -> bool:
    """'Bry' for 'Bryony', 'Brose' for 'Ambrose'; never what is a first name by itself."""
    cut = (len(one) > 2 and other.startswith(one)) or (len(one) > 3 and other.endswith(one))
    return cut and one not in folded_list("first-names", rules)


@remembered(65536)
def _short_forms(name: str, rules: Rules) -> frozenset[str]:
    return frozenset(fold(nick) for nick in nicknames(rules).get(name, ()))


def sounds_like(ours: tuple[str, ...], theirs: tuple[str, ...], rules: Rules) -> bool:
    """Whether each word is a misspelling of one of theirs; two first names that both exist are two people's."""
    at = 0
    for word in ours:
        while at < len(theirs) and not is_slip(word, theirs[at], rules):
            at += 1
        if at == len(theirs):
            return False
        at += 1
    return True


def is_slip(one: str, other: str, rules: Rules) -> bool:
    """Whether one folded word is the other, misspelt or taken down by ear."""
    if abs(len(one) - len(other)) > 3 or begins_as_heard(one) != begins_as_heard(other):
        return False  # most pairs, of which nothing is remembered
    return one == other or _is_slip(one, other, rules)


@remembered(1 << 14)
def _is_slip(one: str, other: str, rules: Rules) -> bool:
    if {one, other} <= folded_list("first-names", rules):
        return False
    heard, meant = _heard(one), _heard(other)
    if heard == meant:
        return True
    if of_one_family(one, other, rules):
        return False
    reach = 0 if min(len(one), len(other)) < 4 else 1 if len(one) < 8 and _exists(one, rules) else 2
    reach = min(reach, 1) if min(len(one), len(other)) < 6 else reach
    return DamerauLevenshtein.distance(heard, meant, score_cutoff=reach) <= reach


def sounds_the_same(one: str, other: str, rules: Rules) -> bool:
    """Whether two folded first names are spoken alike: 'veronika' and 'weronika', 'stephen' and 'steven'."""
    return one == other or _heard(one) == _heard(other) or other in spelt_alike(rules).get(one, ())


@lru_cache(maxsize=8)
def spelt_alike(rules: Rules) -> dict[str, frozenset[str]]:
    """Folded first name → the other ways to spell it, of rules/lists/spelt-alike.txt."""
    rows = [frozenset(fold(name) for name in line.split(",")) for line in rules.list("spelt-alike")]
    return {name: row for row in rows for name in row}


def _exists(word: str, rules: Rules) -> bool:
    """Whether a folded word is a name or place by itself, and so less likely a slip."""
    return any(
        word in folded_list(name, rules) for name in ("first-names", "surnames", "places", "gazetteer")
    )


@remembered(65536)
def of_one_family(one: str, other: str, rules: Rules) -> bool:
    """Whether two folded surnames are those of a man and a woman of one family: 'Kowalski' and 'Kowalska'."""
    return one[:3] == other[:3] and any(
        _with_endings(one, other, *pair) or _with_endings(other, one, *pair) for pair in _endings(rules)
    )


def _with_endings(man: str, woman: str, his: str, hers: str) -> bool:
    stem = man.removesuffix(his)
    return len(stem) > 2 and stem != man and woman == stem + hers


@lru_cache(maxsize=8)
def _endings(rules: Rules) -> tuple[tuple[str, str], ...]:
    pairs = (line.split(":") for line in sorted(rules.list("gendered-endings")))
    return tuple((his.strip(), hers.strip()) for his, hers in pairs)


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


@remembered(65536)
def begins_as_heard(word: str) -> str:
    """The first letter of a folded word as it is heard: no word is a slip of one that begins otherwise."""
    return _heard(word)[:1]


@remembered(65536)
def _heard(word: str) -> str:
    for letters, sound in BY_EAR:
        word = re.sub(letters, sound, word)
    return re.sub(r"(.)\1+", r"\1", word)
