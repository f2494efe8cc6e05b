"""Names that are everyday words too (Grace, Will, May): what the words beside one say of it."""

from __future__ import annotations

import re

from redact.detect.kinds import AFTER_PERSON
from redact.detect.words import english, is_first_name, is_marked
from redact.names import fold, folded_list, generic_words
from redact.remembered import remembered
from redact.rules import Rules


@remembered(65536)
def is_word_name(word: str, rules: Rules) -> bool:
    """Whether a name is an ordinary word too (Grace, Will, Reading), and needs more than itself."""
    return fold(word) in folded_list("word-names", rules) or (fold(word) in english() and not is_marked(word))


def is_generic(word: str, rules: Rules) -> bool:
    """Whether a word identifies nobody by itself: of a school, a body, a role."""
    return fold(word) in generic_words(rules)


#: 'Clement, a churchwarden': what stands beside a name between commas.
APPOSED = re.compile(r",\s(?:an?|his|her|their)\s[a-z]")


def _certain_here(text: str, start: int, end: int) -> bool:
    """Whether a capitalised ordinary word is surely a name where it stands: inside a sentence."""
    if not text[start].isupper() or (text[start:end].isupper() and end - start > 1):
        return False
    before = text[:start].rstrip(" \t\u00a0")
    return bool(before) and before[-1] not in '.!?:\n\r•“"‘'


def doubted(text: str, start: int, end: int, score: float, rules: Rules) -> float:
    """The score of a name that is an everyday word too: as sure as what follows it is said of a person."""
    if is_generic(text[start:end], rules):
        return 0.55
    if _certain_here(text, start, end):
        return score
    if SIGNED.match(text, end) or (not text[:start].strip() and ENTRY.match(text, end)):
        return 0.55  # alone behind a sentence, or on its line: who wrote the letter
    if _is_a_thing(text, end, rules):
        return 0.45
    if _is_seldom_a_word(text, start, end, rules):
        return 0.55
    said = AFTER_PERSON.match(text, end) and not PLURAL_VERB.match(text, end)
    return 0.55 if said or APPOSED.match(text, end) else 0.45


def _is_seldom_a_word(text: str, start: int, end: int, rules: Rules) -> bool:
    """Whether a first name begins sentences as a name rather than as a word: 'Dean asleep', 'Poppy, now thirteen'."""
    word, folded = text[start:end], fold(text[start:end])
    return (
        word[:1].isupper()
        and word[1:].islower()
        and is_first_name(folded, rules)
        and folded not in folded_list("seldom-names", rules)
        and not GOES_ON.match(text, end)
    )


#: What makes another word of a name: 'Non-engagement'.
GOES_ON = re.compile("[-\u2010\u2011]")
#: Nothing else on the line.
SIGNED = re.compile(r"[.,]?[ \t]*(?:\n|$)")
#: 'Juniper. Film shown to both.': what a cell or a paragraph begins with, a sentence of its own.
ENTRY = re.compile(r"\.\s(?=[^\W\d_a-z])")
#: What is said of a thing and of nobody: 'Patience is not an escalation route', 'Hope is a strange name'.
_A_THING = re.compile(
    r"\s(?:is|was)\s(?:(?:not|never)\s(?:an?|the)\s(?P<what>[a-z][a-z\-\s]{2,50}?)(?=[.,;:)]|\s(?:for|of|to|in|that|which|but|and)\b)"
    r"|an?\s(?:[a-z\-]+\s){0,2}(?:name|word|virtue|term|title)\b)"
)
_PEOPLE = frozenset(
    "one person man woman girl boy lady victim witness perpetrator offender type sort kind adult toddler infant stranger friend".split()
)


def _is_a_thing(text: str, end: int, rules: Rules) -> bool:
    """Whether the sentence that begins with an everyday word says what no person is."""
    match = _A_THING.match(text, end)
    if not match:
        return False
    words = {fold(word) for word in re.split(r"[\s\-]+", match["what"] or "")}
    people = (
        _PEOPLE
        | folded_list("kinship", rules)
        | folded_list("roles", rules)
        | folded_list("occupations", rules)
    )
    return not words & people and not any(re.search(r"(?:er|or|ist|ian|ee|ant)s?$", word) for word in words)


#: 'Rule 13' and 'Page 4' name nobody, whoever is called Rule or Page.
NUMBERED = re.compile(
    r"(?:Rules?|Parts?|Page|Pages|Chapter|Law|Price|Bill|Mark|Grade|Case|Lines?|Banks?|Street|Court|Table|Box)\s\d"
)
#: After an everyday word this may as well be a noun: 'Winter pressures on', 'Mark schemes in'.
PLURAL_VERB = re.compile(r"\s[a-z]{3,}s\s(?:to|at|in|from|with|on)\b")
#: What makes May, April and June a month: 'each May', 'May or September'.
_MONTH_BEFORE = re.compile(
    r"\b(?:in|each|every|since|until|by|during|early|late|mid|last|next|throughout)[\s\-]$", re.I
)
_MONTHS = frozenset(["april", "august", "may", "june", "march", "january"])


def is_month(text: str, start: int, end: int) -> bool:
    """Whether a name that is a month too stands as one, alone or beside another month."""
    if fold(text[start:end]) not in _MONTHS:
        return False
    beside = re.match(r"\s(?:or|to)\s([A-Z]\w+)", text[end:]) or re.search(
        r"([A-Z]\w+)\s(?:or|to)\s$", text[:start]
    )
    named = beside and fold(beside[1])[:3] in {
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    }
    return bool(_MONTH_BEFORE.search(text[:start]) or named)


#: What follows 'Will' or 'May' at the start of a question or a wish.
ASKING = re.compile(
    r"\s(?:the|a|an|it|they|this|that|these|those|he|she|we|you|I|there|any|all|each|every|its|their|his|her|not)\b"
)


def asks(text: str, start: int, end: int) -> bool:
    """Whether 'Will' or 'May' begins a question ('Will the policy be used?'), and so is a verb."""
    first = not text[:start].strip(' \t\u00a0“"‘•') or text[:start].rstrip(' \t\u00a0“"‘')[-1:] in ".!?:\n;"
    return fold(text[start:end]) in {"will", "may"} and first and bool(ASKING.match(text, end))
