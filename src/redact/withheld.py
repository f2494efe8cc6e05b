"""What no finished file may hold: every form of every real name, and every identifier.

Handed to the checks, which look for it with code of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from redact.dates import MONTHS, as_day, value_of
from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import ENTITY_LABELS, PRINTED, Document, Entity, Left, Mention, Register, Secret, Span
from redact.name_forms import forms
from redact.names import acronyms, fold, generic_words, possessive_end, take_apart
from redact.policies import published
from redact.review import LEFT_AS_OTHER, LEFT_BY_HAND, NOT_PRINTED, Reviewed
from redact.rules import Rules

#: Labels whose very words must be gone, whatever entity they belong to.
IDENTIFIERS = ("ID.", "PHONE", "EMAIL", "POSTCODE", "ADDRESS", "HANDLE", "DOB", "URL")

#: Forms that a list proposes and nobody wrote: looked for in drafts, and no proof in an edition.
PROPOSED = frozenset({"nickname", "household"})


def secrets_of(reviewed: Reviewed, register: Register, rules: Rules) -> tuple[Secret, ...]:
    """Every form of every real name, alias, initial, place and identifier of the case, each once.

    Those of a person whom the register or an answer knows whatever was left elsewhere (see `left_words`).
    """
    found: dict[tuple[str, str], Secret] = {}
    kept = {fold(m.text) for m in reviewed.mentions if m.status == "keep"}
    somebody = (i for i, e in reviewed.entities.items() if e.listed or _is_somebody(e))
    listed = {*register.entities, *somebody}
    for secret in (*_names(reviewed, rules), *_identifiers(reviewed.mentions), *_register(register)):
        key = (fold(secret.text), secret.label)
        if len(key[0]) > 1 and key not in found and not (key[0] in kept and secret.entity not in listed):
            found[key] = secret
    return tuple(found.values())


def _is_somebody(entity: Entity) -> bool:
    """Whether a person is treated at some place that is printed."""
    return entity.label == "PERSON" and any(map(_is_treated, entity.mentions))


def _is_treated(mention: Mention) -> bool:
    return mention.status not in {"keep", "watch"} and not mention.reason.endswith(NOT_PRINTED)


#: How many words beside a name that was left are told, on each side.
BESIDE = 4
#: How many of them, on both sides together, are enough where more words stand in its paragraph.
ENOUGH = 3


def left_words(reviewed: Reviewed, documents: Iterable[Document]) -> tuple[Left, ...]:
    """The names that reviewers left by hand, each at its place, with the words that editions print beside them."""
    named = {document.name: document for document in documents}
    treated = sorted(
        (m.document, m.span) for m in (*reviewed.mentions, *reviewed.passages) if m.status != "keep"
    )
    by_hand = {LEFT_BY_HAND, LEFT_AS_OTHER}
    left = (m for m in reviewed.mentions if m.status == "keep" and m.reason in by_hand)
    everywhere = _left_everywhere(reviewed)
    found = (
        (m, each) for m in left if m.document in named and (each := _left(m, named[m.document], treated))
    )
    return tuple(replace(each, everywhere=(m.entity, fold(m.text)) in everywhere) for m, each in found)


def _left_everywhere(reviewed: Reviewed) -> set[tuple[str, str]]:
    """The names, each with whose it is, that reviewers left wherever they stand alone.

    'Dawn' that is treated in 'Dawn Doe' only is left everywhere; but not places that read like something else, and were
    asked about as that: 'Brandon and colleagues have described'.
    """
    left = {(m.entity, fold(m.text)) for m in reviewed.mentions if m.entity and m.reason == LEFT_BY_HAND}
    return left - {(m.entity, fold(m.text)) for m in reviewed.mentions if m.status != "keep"}


def _left(mention: Mention, document: Document, treated: Sequence[tuple[str, Span]]) -> Left | None:
    """One such place; None where it is no name, or where what is treated beside it leaves too little to know it by."""
    own = next((b.span for b in document.blocks if b.span and b.span.covers(mention.span)), None)
    if own is None or mention.label not in ENTITY_LABELS:
        return None
    at = bisect_left(treated, (mention.document, mention.span))
    start = max(
        [own.start, *(span.end for name, span in treated[max(0, at - 1) : at] if name == mention.document)]
    )
    end = min([own.end, *(span.start for name, span in treated[at : at + 1] if name == mention.document)])
    before = document.text[start : mention.span.start].split()
    after = document.text[mention.span.end : end].split()
    before = before[_is_mendable(before[:1]) :] if start > own.start else before
    after = after[: len(after) - _is_mendable(after[-1:])] if end < own.end else after
    before, after = before[-BESIDE:], after[:BESIDE]
    whole = (start, end) == (own.start, own.end)
    enough = len(before) + len(after) >= (1 if whole else ENOUGH)
    return Left(mention.text, " ".join(before), " ".join(after)) if enough else None


def _is_mendable(words: Sequence[str]) -> bool:
    """Whether a word that touches what is treated may be printed otherwise ('a', 'an')."""
    return any(word.isalpha() for word in words)


def allowed_words(reviewed: Reviewed, register: Register) -> tuple[str, ...]:
    """What may stand in a finished file: the panel's allow-list, and phrases on the lists of what stays.

    Neither a citation nor what a reviewer dismissed allows a name anywhere else.
    """
    left = {
        m.text
        for m in reviewed.mentions
        if m.rule == "kept" and m.status == "keep" and len(m.text.split()) > 1
    }
    return tuple(sorted({allowed.text for allowed in register.allow} | left))


def allowed_in(documents: Iterable[Document], register: Register) -> tuple[str, ...]:
    """The panel's allowed words that stand in what is printed of the drafts that are published."""
    printed = [
        fold(document.of(block.span))
        for document in documents
        if published(document, register)
        for block in document.blocks
        if block.span and block.kind in PRINTED
    ]
    return tuple(a.text for a in register.allow if any(fold(a.text) in text for text in printed))


def plain_words(documents: Iterable[Document], mentions: Iterable[Mention]) -> frozenset[str]:
    """The folded words that are printed of the drafts and that nobody took for part of a name anywhere."""
    named = {
        word for m in mentions if m.status != "keep" for word in _words(m.text) if m.label in ENTITY_LABELS
    }
    printed = {
        word
        for document in documents
        for block in document.blocks
        if block.span and block.kind in PRINTED
        for word in _words(document.of(block.span))
    }
    return frozenset(printed - named)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def _names(reviewed: Reviewed, rules: Rules) -> Iterator[Secret]:
    for entity in reviewed.entities.values():
        treated = [m for m in entity.mentions if _is_treated(m)]
        if entity.role not in {AMBIGUOUS, HOUSEHOLD} and (entity.listed or treated):
            yield from _forms(entity, rules)
        for mention in treated:
            text = _bare(mention, rules)
            generic = all(word in generic_words(rules) for word in fold(text).split())
            if not generic and len(fold(text).replace(".", "")) > 2 and not BARE_NUMBER.fullmatch(text):
                yield Secret(entity.id, text, entity.label)


#: A house by its number alone: in the finished files these words and figures stand everywhere.
BARE_NUMBER = re.compile(r"(?i:numbers?|no\.?|flat|room)\s?\d+\w?")


def _forms(entity: Entity, rules: Rules) -> Iterator[Secret]:
    for form in forms(entity, rules):
        initials = form.kind == "initials" and (
            fold(form.text).replace(".", "") in acronyms(rules) or "." not in form.text
        )
        generic = all(word in generic_words(rules) for word in fold(form.text).split())
        bare = BARE_NUMBER.fullmatch(form.text)
        if form.kind not in PROPOSED and not initials and not generic and not bare:
            yield Secret(entity.id, form.text, entity.label)


def _bare(mention: Mention, rules: Rules) -> str:
    """A mention as a secret: a title identifies nobody, nor does a possessive ending."""
    text = mention.text[: len(mention.text) - possessive_end(mention.text)]
    if mention.label != "PERSON":
        return text
    return " ".join(take_apart(text, rules).words) or text


def _identifiers(mentions: Iterable[Mention]) -> Iterator[Secret]:
    for mention in mentions:
        if mention.label == "DOB":
            yield from (Secret(mention.entity, form, "DOB") for form in birth_forms(mention.value))
        elif BARE_NUMBER.fullmatch(mention.text):
            continue
        elif mention.label.startswith(IDENTIFIERS) and mention.status not in {"keep", "watch"}:
            yield Secret(mention.entity, mention.text, mention.label)


def _register(register: Register) -> Iterator[Secret]:
    if register.case:
        yield Secret("", register.case, "ID.CASE")
    for entity in register.entities.values():
        yield from (Secret(entity.id, form, "DOB") for form in birth_forms(entity.born))


def birth_forms(born: str) -> list[str]:
    """The usual ways of writing a full date; empty for one that is not a full date."""
    day = as_day(value_of(born)) if born else None
    if not day:
        return []
    month = MONTHS[day.month - 1]
    ordinal = f"{day.day}{'th' if 10 < day.day < 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day.day % 10, 'th')}"
    words = [
        f"{d}{of}{m} {y}"
        for d in (day.day, ordinal)
        for of in (" ", " of ")
        for m in (month, month[:3])
        for y in (day.year,)
    ]
    figures = [
        f"{day.day:02d}{s}{day.month:02d}{s}{y}" for s in "/.-" for y in (day.year, f"{day.year % 100:02d}")
    ]
    short = [f"{day.day}{s}{day.month}{s}{y}" for s in "/.-" for y in (day.year, f"{day.year % 100:02d}")]
    american = [f"{month} {day.day}, {day.year}", f"{month} {day.day} {day.year}"]
    return list(dict.fromkeys([*words, *figures, *short, *american, day.isoformat(), day.strftime("%Y%m%d")]))
