"""The name of a place or body as it is compared: 'Heckler St' and 'Heckler Street' are one."""

from __future__ import annotations

import re
from functools import lru_cache

from redact.names import fold
from redact.remembered import remembered
from redact.rules import Rules


@remembered(65536)
def plainly(name: str, rules: Rules) -> str:
    """*name* folded, without article, stops and formal endings, shortened words in full."""
    folded = re.sub(r"^(the|a) ", "", fold(name))
    folded = re.sub(r"\bc\.?(?: of | o |o\.?)e\b\.?", "church of england", folded)
    folded = re.sub(r"\b(?:roman catholic|r\.?c\.?)(?!\w)", "catholic", folded)
    words = [_singular(word) for word in re.findall(r"[^\W_]+", folded.replace("'", ""))]
    while len(words) > 1 and words[-1] in rules.list("formal-endings"):
        words.pop()
    return (
        " ".join(
            [
                *(_first(word, rules) for word in words[:1]),
                *(_in_full(rules).get(w, FIGURES.get(w, w)) for w in words[1:]),
            ]
        )
        or folded
    )


def _first(word: str, rules: Rules) -> str:
    """'Northants' and 'Lg' in full; 'St' is a saint where it stands first, and 'Dr' a doctor."""
    full = _in_full(rules).get(word, word)
    return full if full.endswith("shire") else FIRST.get(word, word)


#: What a place's name begins with, as notes shorten it.
FIRST = {
    "lg": "long",
    "gt": "great",
    "lt": "little",
    "nth": "north",
    "sth": "south",
    "upr": "upper",
    "lwr": "lower",
    "mt": "mount",
    "rm": "room",
}


#: Numbers behind a name: 'Lock Nine' is 'Lock 9'.
FIGURES = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}


def _singular(word: str) -> str:
    """'Pound's', 'Pounds' and 'Pound' alike: apostrophes are written or not."""
    return word.removesuffix("s") if len(word) > 4 and not word.endswith("ss") else word


@lru_cache(maxsize=8)
def _in_full(rules: Rules) -> dict[str, str]:
    pairs = (line.split(":") for line in rules.list("shortened"))
    return {_singular(short.strip()): _singular(full.strip()) for short, full in pairs}


def is_street(plain: str, rules: Rules) -> bool:
    """Whether a plain name ends as a street does."""
    return plain.split()[-1] in set(_in_full(rules).values())
