"""The check for rare things that are told of one person and together single them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from redact.checks.nouns import Opened, Question
from redact.checks.people import Cast, cast_of, whom
from redact.checks.told import Sentence, also_in, sentences
from redact.model import Finding

#: As many classes of rare things about one person block (R13); one fewer warns.
TOO_MANY = 3


@dataclass(frozen=True, slots=True)
class _Told:
    """One rare thing told of somebody, where it is told first."""

    kind: str
    words: str
    file: str
    place: str


def rare_together(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No person bears three rare traits that were left in.

    **What it looks for.** Words that detection takes for something that few families share (a condition, a
    trade, a faith, a nationality, twins, service in the forces…) and that a reviewer or a policy left in, near
    the label of a person, in all files together. They are counted by class: rules/traits.yaml has the list.
    Three classes about one person block, two warn.

    **Why it matters.** In a reported case a charity found a family from three facts that were harmless alone.

    **What to do.** Generalise one of them; the finding names the places. Where they are about different
    people, or are known to be common in the area, accept the finding with a reason.

    **What it misses.** Rare things that detection does not know, and what follows only by thinking. Whom a
    phrase is about is taken from the nearest label.
    """
    kinds = {words.casefold(): kind for kind, words in question.traits if words.strip()}
    if not kinds:
        return
    for who, told in _by_person(opened, cast_of(opened, question), kinds).items():
        if len(told) >= TOO_MANY - 1:
            yield _finding(who if who in question.pseudonyms else "", list(told.values()))


def _by_person(opened: Sequence[Opened], cast: Cast, kinds: Mapping[str, str]) -> dict[str, dict[str, _Told]]:
    """Person → class → where it is told first."""
    told: dict[str, dict[str, _Told]] = {}
    pattern = re.compile(
        "|".join(rf"(?<!\w){re.escape(w)}(?!\w)" for w in sorted(kinds, key=len, reverse=True)), re.IGNORECASE
    )
    for sentence in (each for file in opened for each in sentences(file, cast)):
        for who, one in _in_sentence(sentence, cast, pattern, kinds):
            told.setdefault(who, {}).setdefault(one.kind, one)
    return told


def _in_sentence(
    sentence: Sentence, cast: Cast, pattern: re.Pattern[str], kinds: Mapping[str, str]
) -> Iterator[tuple[str, _Told]]:
    for match in pattern.finditer(sentence.text):
        who = whom(sentence.text, match.start(), match.end(), cast, sentence.focus)
        if who:
            kind = kinds[match.group().casefold()]
            yield who, _Told(kind, match.group(), sentence.file, sentence.place)


def _finding(entity: str, told: Sequence[_Told]) -> Finding:
    first, *others = told
    kinds = "; ".join(each.kind for each in told)
    return Finding(
        check="rare-together",
        severity="blocks" if len(told) >= TOO_MANY else "warns",
        file=first.file,
        place=first.place,
        message=f"{len(told)} things that few families share are told of {entity or 'one person'} ({kinds})"
        + also_in((each.file, each.place) for each in others),
        advice="generalise one of them in the review (rewrite), or accept the finding with a reason",
        rule="R13",
        entity=entity,
        quote=" | ".join(each.words for each in told),
    )
