"""Names that a draft tells as words: 'not Lukasz, and not Luke', 'she was known at home as Gracie'.

One label for each of them would say that a name is not itself. What the sentence needs is that they are
forms of a name, so it says that and no more. The label stays wherever it says who is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from redact.grammar.phrase import Borders
from redact.model import Mention, Replacement
from redact.rules.wording import Wording

ONE, ANOTHER, OTHER_NAME = "[one form of the name]", "[another form of the name]", "[another name]"
#: How far before a name its sentence is looked at.
REACH = 120
_NOT = re.compile(r"\bnot\s+$", re.IGNORECASE)
_NOR = re.compile(r"[.,;]?\s+(?:(?:and|or|but|nor)\s+)?not\s+", re.IGNORECASE)
_AND = re.compile(r"\s*,\s+|,?\s+(?:and|or|nor)\s+|\s*/\s*", re.IGNORECASE)
_QUOTED = re.compile(r",?\s+[\"“‘']")
_QUOTE = r"\s[\"“‘']?$"
_BE = r"(?:is|was|are|were|be|been|being)\s(?:(?!not\b)\w+\s){0,2}?"
#: 'known to friends, and to the children, as': what a comma opens, another closes.
_KNOWN_AS = r"known\b[^,.;:\"“”]{0,60}?(?:,[^,.;:\"“”]{1,60},\s?)?\bas"
_IS = re.compile(r"\s(?:is|was)\s(?:always\s|just\s|simply\s|only\s)?[\"“‘']?")
_OR_AS = re.compile(r",?\sor\s[\"“‘']?")
#: Behind a name that is compared and is no other name: 'he was known to them as Darren was not'.
_AS_IT_WAS = re.compile(r"\s(?:was|is|were|are|had|has|have|did|does|would)\b", re.IGNORECASE)

Pair = tuple[Mention, Replacement]


def as_forms(pairs: Sequence[Pair], borders: Borders, wording: Wording) -> Iterator[Replacement]:
    """The replacements in order, with words that say 'a form of the name' where a name is told as a word."""
    found = [made for _, made in pairs]
    for at, (mention, made) in enumerate(pairs):
        if made.treatment != "pseudonym":
            continue
        before = _sentence_before(made, borders)
        following = pairs[at + 1][1] if at + 1 < len(pairs) else None
        person = mention.label == "PERSON"
        if (
            person
            and following
            and _same(made, following)
            and _are_forms(made, following, before, borders, wording)
        ):
            found[at] = replace(found[at], text=ONE if found[at] is made else found[at].text)
            found[at + 1] = replace(following, text=ANOTHER)
        elif found[at] is made and (
            _says_itself(at, pairs, borders, wording) or _goes_on(at, pairs, found, borders)
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


def _goes_on(at: int, pairs: Sequence[Pair], found: Sequence[Replacement], borders: Borders) -> bool:
    """Whether a name goes on with one told as such: 'known at work as [another name] or …'."""
    if not at or found[at - 1].text != OTHER_NAME or not _same(pairs[at - 1][1], pairs[at][1]):
        return False
    return bool(
        re.fullmatch(
            r"['’”\"]?(?:\s(?:or|and also)\s|\s*/\s*)['‘“\"]?",
            _between(pairs[at - 1][1], pairs[at][1], borders),
        )
    )


def _says_itself(at: int, pairs: Sequence[Pair], borders: Borders, wording: Wording) -> bool:
    """Whether a name is told as another name of whoever was named last, whose label it would only print again."""
    made = pairs[at][1]
    after = borders.text[made.span.end : borders.block(made.span).end]
    if _AS_IT_WAS.match(after) or re.match(r"['’]s\s", after):
        return False
    before = _sentence_before(made, borders)
    if said := _told(wording).search(before):
        told = made.span.start - len(before) + said.start()
        return _is_last(at, told, pairs, borders)
    if not at or not _same(pairs[at - 1][1], made):
        return False
    between = _between(pairs[at - 1][1], made, borders)
    closes = after[:1] in {'"', "”", "’", "'"}
    if _tells(wording).fullmatch(between) or (_IS.fullmatch(between) and after.startswith(" to ")):
        return True
    calls = re.match(rf"['’”\"]?\sas\s[^.;:]{{0,40}}?\b(?:{_any(wording.calling)})\b", after)
    return bool((closes and _QUOTED.fullmatch(between)) or (calls and _OR_AS.fullmatch(between)))


def _is_last(at: int, told: int, pairs: Sequence[Pair], borders: Borders) -> bool:
    """Whether whoever was named last before the words at *told*, in the same block, is the one who is named again."""
    mention, made = pairs[at]
    kind = [other for m, other in pairs[:at] if m.label == mention.label and other.span.start < told]
    return bool(kind) and _same(kind[-1], made) and borders.block(kind[-1].span) == borders.block(made.span)


@lru_cache(maxsize=4)
def _told(wording: Wording) -> re.Pattern[str]:
    """What stands right before a name that is told as one; it begins with whoever bears it, or right behind them."""
    named = rf"(?:{_KNOWN_AS}|{_any(wording.named)})"
    ways = (
        rf"\b(?:he|she|they|who)\s(?:has\s|had\s|likes\sto\s|liked\sto\s|wanted\sto\s)?{_BE}{named}",
        rf"\b(?:he|she|they|who)\s(?:\w+\s){{0,2}}?(?:{_any(wording.naming)})",
        rf"\b(?:his|her|their|whose)\s(?:\w+\s){{0,2}}?(?:{_any(wording.naming)})",
        rf"[,(]\s*(?:\w+\s)?{named}",
        rf"[,(]\s*(?:whom|who|which)\s[^,.;:]{{1,40}}?\b(?:{_any(wording.calling)})",
        rf"(?:^|\s)[^.;:]{{1,60}}\b(?:{_any(wording.calling)})\s(?:him|her|them)",
        r"\bto\s[^,.;:]{1,40}?\s(?:he|she|they)\s(?:is|was|were|are)(?:\s(?:always|just|simply|only|still))?",
    )
    return re.compile("|".join(f"(?:{way}){_QUOTE}" for way in ways), re.IGNORECASE)


@lru_cache(maxsize=4)
def _tells(wording: Wording) -> re.Pattern[str]:
    """What stands between somebody's name and another one that is told of them: ' is known at work as '."""
    does = rf"(?:['’]s?)?\s(?:\w+\s){{0,2}}?(?:{_any(wording.naming)})"
    return re.compile(
        rf"(?:\s(?:has\s|had\s)?{_BE}(?:{_KNOWN_AS}|{_any(wording.named)})|{does}){_QUOTE}", re.IGNORECASE
    )


def _any(words: frozenset[str]) -> str:
    return (
        "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(words, key=lambda w: (-len(w), w)))
        or r"(?!)"
    )
