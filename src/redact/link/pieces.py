"""A mention that holds two people, in two: 'T.K., U.E.', 'SK for PT', 'Sister Lau TC AE'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from redact.link.cast import Cast
from redact.link.notes import BETWEEN
from redact.link.stated import are_initials
from redact.model import Mention, Span
from redact.names import fold, folded_list

#: Abbreviations of notes between whoever acts and whom it is done to: 'telephone call', 'text', 'home visit'.
DONE = frozenset({"tc", "t/c", "txt", "hv", "mtg"})


JOINTS = re.compile(rf",\s|\s(?:{'|'.join(map(re.escape, sorted(BETWEEN | DONE)))})\s", re.IGNORECASE)


def pieces_of(mention: Mention, cast: Cast) -> Iterator[Mention]:
    """The mention, or its two halves where each is by itself a way of writing somebody's name.

    Nobody is told apart here: a half is a mention like any other.
    """
    if mention.label == "PERSON" and mention.status != "keep":
        for between in JOINTS.finditer(mention.text):
            left, right = mention.text[: between.start()], mention.text[between.end() :]
            word = between[0].strip().casefold()
            if word in DONE:
                apart = (are_initials(left) or _is_called(left, cast)) and _is_called(right, cast)
            else:
                apart = are_initials(left) and _has_initials(right, cast)
            if apart and fold(mention.text) not in cast.by_form:
                yield _part(mention, 0, between.start())
                yield _part(mention, between.end(), len(mention.text))
                return
    yield mention


def _is_called(text: str, cast: Cast) -> bool:
    """Whether a text is a form of a name of the case, or reads as any name: each word with a capital, the last no role."""
    if fold(text) in cast.by_form or are_initials(text):
        return fold(text) in cast.by_form
    words = [word.strip(".,") for word in text.split()]
    roles = folded_list("roles", cast.rules) | folded_list("kinship", cast.rules)
    return bool(words) and all(word[:1].isupper() for word in words) and fold(words[-1]) not in roles


def _has_initials(text: str, cast: Cast) -> bool:
    """Whether a text is initials that somebody of the case has."""
    return are_initials(text) and bool({"initials", "alias"} & set(cast.by_form.get(fold(text), {}).values()))


def _part(mention: Mention, start: int, end: int) -> Mention:
    at = mention.span.start
    text, context = mention.text[start:end], mention.context
    before, mark, after = context.partition("▮")
    around = f"{(before + mention.text[:start])[-len(before) :] if before else ''}{mark}{(mention.text[end:] + after)[: len(after)]}"
    return replace(mention, span=Span(at + start, at + end), text=text, context=around)
