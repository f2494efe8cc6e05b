"""Labels of an edition in a sentence: 'Social Worker 2', 'Child G', 'Mother'. They tell of one case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from redact.finished import label_words, reads_as_label
from redact.rules import Rules

_CAPITALS = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? [A-Z]\d?\b|(?:[A-Z][\w’'-]*\s){1,4}(?:[A-Z]{1,2}\d?|\d{1,2})\b)"
)
#: Written like a label and none: steps of law and guidance.
_GUIDANCE = re.compile(
    r"(?:Section|Article|Level|Tier|Step|Stage|Part|Chapter|Table|Figure|Year|Key Stage)\s\d"
)


def labels_in(sentence: str, rules: Rules) -> tuple[str, ...]:
    """The labels of people and places that stand in *sentence*, as they are written there."""
    numbered = tuple(_numbered(sentence, rules))
    family = tuple(m.group() for m in _family(rules).finditer(sentence))
    return (*numbered, *(label for label in family if not any(label in each for each in numbered)))


def _numbered(sentence: str, rules: Rules) -> Iterator[str]:
    words, names = label_words(rules), rules.list("first-names") | rules.list("surnames")
    for match in _CAPITALS.finditer(sentence):
        tails = _tails(match.group())
        label = next((tail for tail in tails if reads_as_label(tail, words, names)), "")
        if label and not _GUIDANCE.search(label):
            yield label


def _tails(text: str) -> Iterator[str]:
    """The text, then without its first word, and so on down to two words: 'The Social Worker 2', 'Social Worker 2'…"""
    words = text.split()
    return (" ".join(words[at:]) for at in range(len(words) - 1))


@cache
def _family_words(rules: Rules) -> tuple[str, ...]:
    rows = (row for row in rules.pseudonyms.get("PERSON", ()) if row.get("first_name") is True)
    labels = {str(row.get("label", "")) for row in rows}
    return tuple(sorted((label for label in labels if label and "{" not in label), key=len, reverse=True))


def _family(rules: Rules) -> re.Pattern[str]:
    """What finds 'Mother' or 'Maternal Grandmother', which only editions write with a capital letter."""
    return _family_pattern(_family_words(rules))


@cache
def _family_pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    return (
        re.compile(rf"\b(?:{'|'.join(map(re.escape, labels))})\b(?!\s+and\s+Baby)")
        if labels
        else re.compile("(?!)")
    )


def without_labels(sentence: str, rules: Rules) -> str:
    """The sentence with what they are instead of the labels: 'Social Worker 2' becomes 'the social worker'."""
    for label in labels_in(sentence, rules):
        sentence = sentence.replace(label, _plain(label, sentence))
    return sentence


def _plain(label: str, sentence: str) -> str:
    words = label.split()
    if re.match(r"(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.?$", words[0]):
        return "a person"
    kept = words[:-1] if re.fullmatch(r"[A-Z]{1,2}\d?|\d{1,2}", words[-1]) else words
    plain = " ".join(word if word.isupper() else word.lower() for word in kept)
    first = sentence.startswith(label)
    return f"The {plain}" if first else f"the {plain}"
