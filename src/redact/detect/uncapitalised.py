"""Names of the case in messages that are typed without capitals: 'told mark that', '12 mill lane'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from redact.detect.known import Known, status_of
from redact.detect.placed import RULE, SURE
from redact.model import Document, Mention, Span
from redact.names import fold

#: A sentence of a message that is typed without capitals.
UNCAPITALISED = re.compile(r"(?:^|[.!?]\s)[a-z]|(?<!\w)(?:i|im|ive|iv|id|ill)(?!\w)")
#: Words about a first name that no everyday word has about it: 'since lee went', 'told mark that'.
_SAID_OF = re.compile(
    r"\s(?:went|left|said|says|told|rang|came|hit|is\snot|has|had|wont|didnt|doesnt|isnt|wasnt|took|moved|got|asked|cried|hurt|lives|knows)\b"
)
_SAID_BEFORE = re.compile(
    r"\b(?:since|when|because|that|told|asked|saw|rang|with|my\s(?:son|daughter|partner|ex|brother|sister))\s$"
)
#: What is asked about somebody: 'is ted with u', 'wheres ted', 'have u got ted'.
_ASKED_BEFORE = re.compile(
    r"(?:(?:^|[\n.!?:]\s?|\b(?:mam|mum|dad|nan|babe|m8)\s)is|\bwhere\s?['’]?s|\bgot|\bhas|\bseen|\bpick(?:ed)?\sup|\bcollect(?:ed)?)\s$"
)
_ASKED_BEHIND = re.compile(
    r"(?:\s(?:with\s(?:u|you|me|him|her|them|my|yr|ur)\b|at\s(?:yours|urs|mine|home|school|nans)\b|ok\b|alright\b|asleep\b|back\b|yet\b|tonight\b|tomorrow\b)"
    r"|\s?\?|$|\n)"
)
#: What stands about a street or a block that is typed in small letters: its number.
_HOUSE = re.compile(r",?\s(?:number|no\.?|num|flat)\s?\d{1,4}[a-z]?\b")
_HOUSE_BEFORE = re.compile(r"(?<!\w)\d{1,4}[a-z]?,?\s$")


def uncapitalised(document: Document, known: Known) -> Iterator[Mention]:
    """Names of the case in messages that are typed without capitals: places of two words, and first names that are words too."""
    for block in document.blocks:
        if not block.span or not UNCAPITALISED.search(document.of(block.span)):
            continue
        words = list(re.finditer(r"[a-z][a-z'’-]+", document.of(block.span)))
        for first, second in pairwise(words):
            if second.start() == first.end() + 1 and (
                label := _place_called(f"{first[0]} {second[0]}", known)
            ):
                yield _placed_there(
                    document, block.span.start + first.start(), block.span.start + second.end(), label
                )
        for word in words:
            start, end = block.span.start + word.start(), block.span.start + word.end()
            if _is_first_name_of(word[0], known) and _is_somebody(document.text, start, end):
                reason = "a first name of the case in small letters"
                yield _mention(document, Span(start, end), "PERSON", reason)


def _is_somebody(text: str, start: int, end: int) -> bool:
    """Whether what stands on both sides of a word is said of a person: 'told mark that', 'is ted with u'."""
    before = text[max(0, start - 24) : start]
    told = _SAID_BEFORE.search(before) and _SAID_OF.match(text, end)
    return bool(told) or bool(_ASKED_BEFORE.search(before) and _ASKED_BEHIND.match(text, end))


def _place_called(words: str, known: Known) -> str:
    """The label of the place or body of the case that two words name whole; else ''."""
    rows = known.forms.get(fold(words), ())
    return next(
        (label for _, label, form in rows if label != "PERSON" and form.kind in {"full", "alias"}), ""
    )


def _placed_there(document: Document, start: int, end: int, label: str) -> Mention:
    """A place typed in small letters, with the number of the house beside it."""
    before = _HOUSE_BEFORE.search(document.text[max(0, start - 8) : start])
    after = _HOUSE.match(document.text, end)
    span = Span(start - len(before[0]) if before else start, after.end() if after else end)
    label = "ADDRESS" if before or after else label
    return _mention(document, span, label, "a place of the case in small letters")


def _is_first_name_of(word: str, known: Known) -> bool:
    """Whether a word is a first name of somebody of the case."""
    rows = known.forms.get(fold(word), ())
    return len(word) > 2 and any(
        label == "PERSON" and form.kind in {"part", "alias"} for _, label, form in rows
    )


def _mention(document: Document, span: Span, label: str, reason: str) -> Mention:
    return Mention(document.name, span, document.of(span), label, RULE, SURE, status_of(SURE), reason=reason)
