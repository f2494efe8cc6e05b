"""Which words are ordinary English, and which stand on a list of names.

A list is evidence and never a decision: 'grace' and 'will' are on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from redact.names import fold, folded_list
from redact.remembered import remembered
from redact.rules import Rules

#: A capitalised word; inner capitals, apostrophes and hyphens belong to it.
CAPITALISED = re.compile(
    r"(?<![\w’'])[^\W\d_a-zà-öø-ÿ](?:[\w]|[’'](?!s\b)(?=\w)|[-\u2010\u2011](?=[^\W\d_]))*"
)

ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("es", ""),
    ("s", ""),
    ("ly", ""),
    ("er", ""),
    ("ers", ""),
    ("ise", "ize"),
    ("ised", "ize"),
    ("ising", "ize"),
    ("isation", "ization"),
    ("ation", "ate"),
    ("ion", "e"),
    ("ion", ""),
    ("our", "or"),
    ("ourhood", "orhood"),
    ("ours", "or"),
    ("ness", ""),
    ("ment", ""),
    ("ments", ""),
    ("al", ""),
    ("ally", ""),
)


def capitalised_words(text: str) -> Iterator[re.Match[str]]:
    """Every word of *text* that begins with a capital."""
    return CAPITALISED.finditer(text)


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """English words in use that are written with a small initial.

    What stands both in web2 (english-words), which knows capitals but also what nobody has
    written since 1934, and in the word list of pyspellchecker, which knows use but no capitals.
    """
    from english_words import get_english_words_set

    return frozenset(word for word in get_english_words_set(["web2"]) if word[:1].islower() and used(word))


@lru_cache(maxsize=1)
def _frequencies() -> dict[str, int]:
    from spellchecker import SpellChecker

    return dict(SpellChecker(language="en").word_frequency.dictionary)


def used(word: str) -> int:
    """How often *word* occurs in the word list of pyspellchecker; 0 where it is not in it."""
    return _frequencies().get(word, 0)


#: Words that English writes with a mark; any other marked letter is a sign of a name.
MARKED = frozenset(
    "café cafés fiancé fiancée née né naïve naïvety façade crèche crèches résumé cliché clichés déjà vis-à-vis première "
    "protégé protégée risqué sauté soirée touché über exposé élite émigré entrée matinée mêlée papier-mâché pâté purée".split()
)


def is_marked(word: str) -> bool:
    """Whether *word*, not folded, holds a marked letter that no English word has: 'Vân', 'Ákos'."""
    lower = word.casefold()
    return any(c.isalpha() and not c.isascii() for c in lower) and lower not in MARKED


@remembered(65536)
def is_ordinary(word: str, rules: Rules) -> bool:
    """Whether folded *word* is an ordinary English word or a term of the trade, in any inflection."""
    if word in trade_words(rules):
        return True
    forms = inflected(word)
    if forms & trade_words(rules):
        return True
    return bool(forms & english()) and (word in _both(rules) or not is_name(word, rules))


@remembered(65536)
def inflected(word: str) -> frozenset[str]:
    """*word* and what it is without one or two endings: the words that it may be a form of."""
    return frozenset(form for one in _stems(word) for form in _stems(one))


def _stems(word: str) -> set[str]:
    found = {
        word,
        *(word[: -len(end)] + new for end, new in ENDINGS if word.endswith(end) and len(word) > len(end) + 2),
    }
    return found | {stem[:-1] for stem in found if len(stem) > 3 and stem[-1] == stem[-2:-1]}


@remembered(65536)
def is_name(word: str, rules: Rules) -> bool:
    """Whether folded *word* is on the list of first names or of surnames."""
    return is_first_name(word, rules) or word in folded_list("surnames", rules)


def is_first_name(word: str, rules: Rules) -> bool:
    """Whether folded *word* is on the list of first names."""
    return word in folded_list("first-names", rules)


def is_usual_capital(word: str, rules: Rules) -> bool:
    """Whether folded *word* often bears a capital and names nobody ('Sunday', 'Panel')."""
    return word in _usual(rules)


@lru_cache(maxsize=8)
def _usual(rules: Rules) -> frozenset[str]:
    """Single words of what such reports write with a capital, days, languages, and the words of roles and kinship."""
    words = set(folded_list("ordinary-capitals", rules)) | set(DAYS)
    for name in ("languages", "nationalities", "countries", "faiths"):
        words |= {entry for entry in folded_list(name, rules) if " " not in entry}
    parts = (
        part for name in ("roles", "kinship") for entry in folded_list(name, rules) for part in entry.split()
    )
    return frozenset(words | ({part.removesuffix("'s") for part in parts} - folded_list("word-names", rules)))


DAYS = [
    *(
        f"{day}{end}"
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        for end in ("", "s")
    ),
    *("mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"),
    *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
]


def is_place(text: str, rules: Rules) -> bool:
    """Whether folded *text* is on the list of places or in the gazetteer."""
    return text in folded_list("places", rules) or text in folded_list("gazetteer", rules)


def is_everyday(word: str, rules: Rules) -> bool:
    """Whether a word with a capital is everybody's: English, no first name and no place, or a land."""
    folded = fold(word).removesuffix("'s")
    if folded in folded_list("lands", rules):
        return True
    named = is_name(folded, rules) and folded not in trade_words(rules)
    return is_ordinary(folded, rules) and not named and not is_place(folded, rules)


@lru_cache(maxsize=8)
def _both(rules: Rules) -> frozenset[str]:
    return folded_list("word-names", rules)


@lru_cache(maxsize=8)
def trade_words(rules: Rules) -> frozenset[str]:
    """Single words of agencies, roles, usual capitals and other terms of the trade."""
    words: set[str] = set()
    for name in (
        "agencies",
        "ordinary-capitals",
        "roles",
        "generic",
        "kinship",
        "sentence-words",
        "report-words",
    ):
        for entry in rules.lists[name]:
            words.update(fold(entry).replace("'s", "").split())
    return frozenset(words)
