"""The check for ages that are more exact than the policy allows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.checks.grouping import also_at
from redact.checks.names import place_of
from redact.checks.nouns import Opened, Passage, Question
from redact.checks.phrases import Phrase, ages_in
from redact.checks.windows import length
from redact.model import Finding

#: An age that leaves the day of birth no more days than this is one in years, months, weeks or days.
_A_YEAR = 367
#: 'under 1 year' is a band.
_BAND = re.compile(r"(?:under|over|less|up to|below)\b", re.IGNORECASE)
#: What is counted in weeks before a birth.
_UNBORN = re.compile(
    r"\b(?:pregnan|gestation|antenatal|premature|unborn|scan\b|booked|(?:born|delivered|birth)\sat\b)",
    re.IGNORECASE,
)


def ages_left(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No age is more exact than the policy.

    **What it looks for.** Where ages are printed as bands: ages in years, months, weeks or days, in figures
    or words, in the visible text; one finding a file, which warns.

    **Why it matters.** An age and a date beside it give the year or the month of birth (see recomputed), and an
    exact age is one of the few things that everybody who knew a family remembers.

    **What to do.** Give the band ('1 to 4 years', 'under one'), or say `ages: exact` in register.yaml.

    **What it misses.** Ages that are told by a school year, a birthday or a stage ('newborn', 'toddler'), and lengths
    of time that only sound like one.
    """
    for file in opened if question.ages == "band" else ():
        found = [(p, age) for p in file.visible for age in ages_in(p.text) if _is_exact(age, p.text)]
        if found:
            yield _finding(file, found)


def _is_exact(age: Phrase, text: str) -> bool:
    if (
        age.shift is None
        or _BAND.match(age.text)
        or _UNBORN.search(text, max(age.start - 60, 0), age.end + 60)
    ):
        return False
    return length(age.shift.later(((730_000, 730_000),))) <= _A_YEAR


def _finding(file: Opened, found: list[tuple[Passage, Phrase]]) -> Finding:
    places = list(dict.fromkeys(place_of(passage, age.start) for passage, age in found))
    words = list(dict.fromkeys(age.text for _, age in found))
    return Finding(
        check="ages-left",
        severity="warns",
        file=file.file,
        place=places[0],
        message=f"{len(words)} {'ages are' if len(words) > 1 else 'age is'} more exact than the policy (band){also_at(places)}",
        advice="give the band, or say in register.yaml that ages are exact",
        rule="R8",
        quote=" | ".join(words),
    )
