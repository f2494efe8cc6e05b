"""Search phrases that a curious neighbour would try, made of what an edition still tells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product

from redact.checks import Question
from redact.intruder.account import Account
from redact.rules import Rules

#: Which class fills which slot of rules/traits.yaml's phrases.
SLOTS = {
    "quotation": "words that somebody said",
    "date": "a date or a time",
    "event": "a striking event",
    "work": "work or training",
    "condition": "a rare condition",
    "nationality": "a nationality, people or country",
    "court": "a trial, an inquest or a sentence",
}
PER_SLOT = 3  # the values of a slot that are tried; quotations are each a phrase of their own
LONG_QUOTATION = 6  # words: as many are found by a search engine (R15)
MOST = 60  # phrases; nobody types more

_SLOT = re.compile(r"\{(\w+)\}")
_BODY = re.compile(r"\b(?:Safeguarding|Partnership|Board|Council|Trust|Constabulary|Police|County|Borough)\b")


def search_phrases(found: Sequence[Account], question: Question, rules: Rules) -> tuple[str, ...]:
    """The phrases of rules/traits.yaml for which the accounts have the words, each once."""
    values = {slot: list(_values(found, kind)) for slot, kind in SLOTS.items()}
    values["quotation"] = [q for q in values["quotation"] if len(q.split()) >= LONG_QUOTATION]
    values["area"] = [words for words in question.allowed if _BODY.search(words)][:PER_SLOT]
    made = (phrase for template in rules.traits.phrases for phrase in _filled(template, values))
    return tuple(dict.fromkeys(made))[:MOST]


def _values(found: Sequence[Account], kind: str) -> Iterator[str]:
    """What is told of a class, the most often told first, without quotation marks."""
    counted: Counter[str] = Counter()
    for told in (each for account in found for each in account.told if each.kind == kind):
        counted[told.words.strip(" \"'“”‘’")] += len(told.places)
    return (words for words, _ in counted.most_common())


def _filled(template: str, values: dict[str, list[str]]) -> Iterator[str]:
    slots = _SLOT.findall(template)
    choices = [values.get(slot, [])[: None if slot == "quotation" else PER_SLOT] for slot in slots]
    for chosen in product(*choices):
        yield _SLOT.sub("{}", template).format(*chosen)
