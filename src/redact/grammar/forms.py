"""Names that a draft tells as words: 'not Lukasz, and not Luke', 'she was known at home as Gracie'.

One label for each of them would say that a name is not itself. What the sentence needs is that they are
forms of a name, so it says that and no more. The label stays wherever it says who is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redact.grammar.phrase import Borders
from redact.model import Mention, Replacement
from redact.rules.wording import Wording

ONE, ANOTHER, OTHER_NAME = "[one form of the name]", "[another form of the name]", "[another name]"
#: How far before a name its sentence is looked at.
REACH = 120
_NOT = re.compile(r"\bnot\s+$", re.IGNORECASE)
_NOR = re.compile(r"[.,;]?\s+(?:(?:and|or|but|nor)\s+)?not\s+", re.IGNORECASE)
_AND = re.compile(r"\s*,\s+|,?\s+(?:and|or|nor)\s+|\s*/\s*", re.IGNORECASE)
_QUOTED = re.compile(r",?\s+(?:(?:who\s(?:was|is)\s)?nicknamed\s)?[\"“‘']")
_IS = r"(?:is|was|are|were|has\sbeen|had\sbeen)\s(?:\w+\s){0,2}?(?:known\b[^,.;:\"“”]{0,60}?\bas|nicknamed)\s[\"“‘']?"
_KNOWN_AS = re.compile(rf"\s{_IS}", re.IGNORECASE)
_WHO_IS_KNOWN_AS = re.compile(rf"\b(?:he|she|they)\s{_IS}$", re.IGNORECASE)
#: Behind a name that is compared and is no other name: 'he was known to them as Darren was not'.
_AS_IT_WAS = re.compile(r"\s(?:was|is|were|are|had|has|have|did|does|would)\b", re.IGNORECASE)

Pair = tuple[Mention, Replacement]


def as_forms(pairs: Sequence[Pair], borders: Borders, wording: Wording) -> Iterator[Replacement]:
    """The replacements in order, with words that say 'a form of the name' where a name is told as a word."""
    found = [made for _, made in pairs]
    for at, (mention, made) in enumerate(pairs):
        if mention.label != "PERSON" or made.treatment != "pseudonym":
            continue
        before = _sentence_before(made, borders)
        following = pairs[at + 1][1] if at + 1 < len(pairs) else None
        if following and _same(made, following) and _are_forms(made, following, before, borders, wording):
            found[at] = replace(found[at], text=ONE if found[at] is made else found[at].text)
            found[at + 1] = replace(following, text=ANOTHER)
        elif found[at] is made and (
            (_WHO_IS_KNOWN_AS.search(before) and _is_of_whom(at, pairs, borders))
            or _says_itself(at, pairs, borders)
        ):
            found[at] = replace(made, text=OTHER_NAME)
    yield from found


def _same(one: Replacement, other: Replacement) -> bool:
    return bool(one.entity) and one.entity == other.entity and one.text == other.text


def _sentence_before(made: Replacement, borders: Borders) -> str:
    """What the draft says before a replacement, in its block and sentence."""
    start = max(borders.block(made.span).start, made.span.start - REACH)
    return re.split(r"[.!?]\s", borders.text[start : made.span.start])[-1]


def _between(one: Replacement, other: Replacement, borders: Borders) -> str:
    """The draft's words between two replacements of one block; what matches nothing where they are not of one."""
    if borders.block(one.span) != borders.block(other.span):
        return "\n"
    return borders.text[one.span.end : other.span.start]


def _are_forms(one: Replacement, other: Replacement, before: str, borders: Borders, wording: Wording) -> bool:
    """Whether two names side by side are told as forms: each denied, or behind a word that says so ('in different ways')."""
    between = _between(one, other, borders)
    if _NOR.fullmatch(between):
        return bool(_NOT.search(before))
    said = " ".join(before.casefold().split())
    return bool(_AND.fullmatch(between)) and any(cue in said for cue in wording.name_forms)


def _is_of_whom(at: int, pairs: Sequence[Pair], borders: Borders) -> bool:
    """Whether 'he was known as …' is said of the person named last, and tells another name of that very person."""
    made = pairs[at][1]
    named = [other for mention, other in pairs[:at] if mention.label == "PERSON"][-1:]
    return (
        bool(named and made.entity)
        and named[0].entity == made.entity
        and borders.block(named[0].span) == borders.block(made.span)
        and not _AS_IT_WAS.match(borders.text, made.span.end)
    )


def _says_itself(at: int, pairs: Sequence[Pair], borders: Borders) -> bool:
    """Whether a label only says again who the one before it is: 'Mother was known at work as Mother', 'Mother, “Mother” to him'."""
    made = pairs[at][1]
    if not at or not _same(pairs[at - 1][1], made):
        return False
    between = _between(pairs[at - 1][1], made, borders)
    closes = borders.text[made.span.end : made.span.end + 1] in {'"', "”", "’", "'"}
    return bool(_KNOWN_AS.fullmatch(between)) or (closes and bool(_QUOTED.fullmatch(between)))
