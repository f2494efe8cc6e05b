"""What the text states beside a name: another name of the same person, and a role."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from redact.model import Document, Mention
from redact.rules import Rules

#: Characters that may stand between a name and the other name that the text gives for it.
REACH = 80


def same_by_word(
    mentions: Sequence[Mention], people: Iterable[int], documents: Mapping[str, Document], rules: Rules
) -> Iterator[tuple[int, int]]:
    """Pairs of mentions that the text says are one person: 'Margaret Doe, known as Peggy', 'Jane Doe (“Janey”)'.

    *people* are indices of the mentions that count; the name stands first in each pair, and the
    other name second.
    """
    order = sorted(people, key=lambda at: (mentions[at].document, mentions[at].span))
    for first, second in pairwise(order):
        one, other = mentions[first], mentions[second]
        if one.document == other.document and 0 <= other.span.start - one.span.end <= REACH:
            document = documents[one.document]
            between = document.text[one.span.end : other.span.start]
            after = document.text[other.span.end : other.span.end + 2]
            if "\n" not in between and _says_same(between, after, other.text, rules):
                yield first, second


def _says_same(between: str, after: str, other: str, rules: Rules) -> bool:
    """Whether the words between two names say that the second is another name of the first."""
    if re.match(r"(?i)n[ée]e\s", other) and re.fullmatch(r"\s?[(,]?\s?", between):
        return True
    if re.fullmatch(r"\s?\(?\s?[“\"‘]", between) and re.match(r"[”\"’]", after):
        return True
    return bool(_phrases(rules).fullmatch(between))


@lru_cache(maxsize=8)
def _phrases(rules: Rules) -> re.Pattern[str]:
    """What may stand between the two: a phrase of rules/lists/also-called.txt."""
    anywhere = _alternatives(p for p in rules.list("also-called") if not p.startswith("("))
    bracketed = _alternatives(p.strip("(") for p in rules.list("also-called"))
    quote = r"[“\"‘']?"
    return re.compile(
        rf"[’']?s?(?:,\s(?:a|an|the|his|her|their)\s[^,.;:!?]{{0,40}}?)?,?\s?(?:\(\s?{quote}(?:{bracketed})|(?:(?:who\s)?(?:is|was|were)\s)?(?:{anywhere})),?:?\s?{quote}",
        re.IGNORECASE,
    )


def _alternatives(phrases: Iterable[str]) -> str:
    words = (
        re.escape(phrase).replace(r"\*", r"(?:[a-z’',-]+\s?){1,8}").replace(r"\ ", r"\s")
        for phrase in phrases
    )
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


def is_maiden(between: str, other: str) -> bool:
    """Whether the second name is a surname that the first bore or bears beside its own."""
    return bool(
        re.search(r"\b(?:n[ée]e|born|formerly|maiden name|previously)\b", f"{between}{other}", re.IGNORECASE)
    )


#: The pronouns that tell a gender.
PRONOUNS = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female", "hers": "female"}


def pronouns_behind(
    mentions: Sequence[Mention], people: Iterable[int], documents: Mapping[str, Document]
) -> Iterator[tuple[int, str]]:
    """For each of *people*, by index, the gender of the first pronoun behind it in its sentence, nobody else between."""
    order = sorted(people, key=lambda at: (mentions[at].document, mentions[at].span))
    for first, second in pairwise([*order, -1]):
        one, text = mentions[first], documents[mentions[first].document].text
        same = second >= 0 and mentions[second].document == one.document
        end = min(one.span.end + 160, mentions[second].span.start if same else len(text))
        behind = re.split(r"[.!?;]\s|\n", text[one.span.end : end])[0]
        if match := re.search(r"\b(?:he|his|him|she|hers|her)\b", behind):
            yield first, PRONOUNS[match[0]]


# Roles -------------------------------------------------------------------------------------------


def stated_roles(
    linked: Iterable[tuple[str, Mention]], documents: Mapping[str, Document], rules: Rules
) -> dict[str, str]:
    """For each entity the role that the text most often states beside its name; *linked* are (entity, mention)."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    pattern = _role_words(rules)
    for entity, mention in linked:
        votes[entity].update(_stated_roles(mention, documents[mention.document], pattern))
    return {entity: roles.most_common(1)[0][0] for entity, roles in votes.items() if roles}


@lru_cache(maxsize=8)
def _role_words(rules: Rules) -> str:
    words = {w for role in rules.pseudonyms.get("PERSON", ()) for w in role.get("words") or ()}
    return "|".join(sorted((re.escape(word) for word in words if len(word) > 1), key=lambda w: (-len(w), w)))


def _stated_roles(mention: Mention, document: Document, words: str) -> Iterator[str]:
    """Roles written directly before the mention ('the social worker, Jane') or after ('Jane, a neighbour')."""
    before = document.text[max(0, mention.span.start - 60) : mention.span.start]
    after = document.text[mention.span.end : mention.span.end + 60]
    if match := re.search(rf"(?:^|[\s(])({words})s?,?\s\(?$", before, re.IGNORECASE):
        yield match[1].lower()
    article = r"(?:the|a|an|his|her|their|who (?:was|is) (?:the|a|an|his|her|their))"
    if match := re.match(rf"(?:,|\s\()\s?{article}\s(?:[\w’'-]+\s){{0,2}}?({words})\b", after, re.IGNORECASE):
        yield match[1].lower()
    if mention.text.split()[0].strip(".") in {"PC", "DC", "DS", "DI", "Sgt", "WPC"}:
        yield "police officer"
