"""The closed world: a word that nobody can vouch for does not leave unseen.

Every capitalised word inside a sentence that is neither ordinary English nor a
term of the trade, and every unknown word with a capital, is at least `watch`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.detect.words import (
    capitalised_words,
    is_first_name,
    is_name,
    is_ordinary,
    is_place,
    is_usual_capital,
)
from redact.model import Mention, Span
from redact.names import begins_sentences, fold, is_title, possessive_end
from redact.rules import Rules

RULE = "closed world"
PAIRED = "pair of names"
PAIR = re.compile(
    r"(?<![\w’'])([^\W\d_a-zà-öø-ÿ][^\W\d_A-Z]+)[ \u00a0]"
    r"([^\W\d_a-zà-öø-ÿ][^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)?)"
)
BEFORE_PLACE = re.compile(r"\b(?:in|at|near|from|to|around|outside|towards|of)\s$")
SENTENCE_START = re.compile(r"(?:^|[.!?:;•]\s|[\n\t“\"‘(|]|(?:^|\n)[\d.]+\)?\s)\s*$")


def unvouched(text: str, document: str, at: int, kind: str, rules: Rules) -> Iterator[Mention]:
    """Words of one block (which begins at offset *at*) that nobody vouches for; neighbours make one mention."""
    run: list[tuple[int, int]] = []
    for match in capitalised_words(text):
        start, end = match.start(), match.end() - possessive_end(match.group())
        if not _unknown(text, start, end, kind, rules):
            continue
        if run and text[run[-1][1] : start].strip(" -‐‑") == "" and start - run[-1][1] <= 2:
            run.append((start, end))
            continue
        if run:
            yield _mention(text, document, at, run[0][0], run[-1][1], rules)
        run = [(start, end)]
    if run:
        yield _mention(text, document, at, run[0][0], run[-1][1], rules)


def paired(text: str, document: str, at: int, rules: Rules) -> Iterator[Mention]:
    """A listed first name and a capitalised word behind it: a full name that the model may have passed over."""
    for match in PAIR.finditer(text):
        first, last = fold(match[1]), fold(match[2])
        if is_usual_capital(last, rules) or is_title(match[2], rules) or is_title(match[1], rules):
            continue
        if begins_sentences(match[1], rules):
            continue
        inside = not SENTENCE_START.search(text[: match.start()]) and not is_usual_capital(first, rules)
        surname = is_name(last, rules) and not is_ordinary(last, rules)
        if not is_first_name(first, rules) and not (inside and surname):
            continue
        listed = is_name(last, rules) and is_first_name(first, rules)
        if listed or surname or not is_ordinary(last, rules):
            score, status = (0.85, "replace") if listed else (0.85, "flag") if surname else (0.7, "flag")
            reason = "a first name on the list and a name behind it"
            span = Span(at + match.start(), at + match.end())
            yield Mention(document, span, match.group(), "PERSON", PAIRED, score, status, reason=reason)  # type: ignore[arg-type]


def placed(text: str, document: str, at: int, rules: Rules) -> Iterator[Mention]:
    """Ordinary words that are places by where they stand: 'moved to Reading'."""
    for match in capitalised_words(text):
        if BEFORE_PLACE.search(text[: match.start()]) and is_place(fold(match.group()), rules):
            span = Span(at + match.start(), at + match.end())
            yield Mention(
                document,
                span,
                match.group(),
                "PLACE",
                RULE,
                0.8,
                "replace",
                reason="a place on the list, after a word of place",
            )


def _unknown(text: str, start: int, end: int, kind: str, rules: Rules) -> bool:
    word = text[start:end]
    folded = re.sub(r"'(?:ve|ll|re|d|m|t|s)$", "", fold(word).strip("'."))
    if is_title(word, rules):
        return False
    pieces = [p for p in re.split(r"[ ']", folded) if len(p) > 1]
    if not pieces or (word.isupper() and len(word) <= 5 and all(is_ordinary(p, rules) for p in pieces)):
        return False
    if all(is_ordinary(p, rules) for p in pieces):
        inside = kind in {"paragraph", "item", "note", "quote"} and not SENTENCE_START.search(text[:start])
        return (
            inside
            and is_first_name(folded, rules)
            and not word.isupper()
            and not is_usual_capital(folded, rules)
        )
    return len(word) > 1


def _mention(text: str, document: str, at: int, start: int, end: int, rules: Rules) -> Mention:
    words = [fold(word) for word in text[start:end].split()]
    named = any(is_name(word, rules) for word in words)
    score, status = (0.6, "flag") if named else (0.4, "watch")
    reason = "on the list of names" if named else "a capitalised word that no list knows"
    span = Span(at + start, at + end)
    return Mention(document, span, text[start:end], "PERSON", RULE, score, status, reason=reason)  # type: ignore[arg-type]
