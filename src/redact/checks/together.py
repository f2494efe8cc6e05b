"""The check for what this copy and another one give away that neither gives away alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from redact.checks.alike import Shift, shifts
from redact.checks.exactness import one_of_each, stem
from redact.checks.nouns import Opened, Question
from redact.checks.people import Cast, cast_of
from redact.checks.told import Sentence, also_in, sentences, told
from redact.checks.windows import by_person, giving_away, left_by, length
from redact.model import Finding, Severity

_KINDS = {
    "date": "a date",
    "age": "an age",
    "time": "a time of day",
    "number": "a number",
    "words": "what was taken out",
}
_EVENTS = {"birth": "the birth", "death": "the death", "incident": "the day of the harm"}


def together(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No other copy that people have gives more away together with this one.

    **What it looks for.** Only where other copies are handed in, by `--against` or as the signed copies of other
    audiences of the case: passages that both have and that are more exact here (dates, ages, times, numbers, words
    where the other has a mark), which block against an earlier version and warn against another audience's;
    passages that are more exact there, and labels that differ, which warn; and a birth, a death or an incident
    that all copies together narrow to fewer days than the policy allows, which blocks.

    **Why it matters.** What one copy leaves out another one gives back. A version that is on the web once stays in
    somebody's download folder, and two labels for one passage join two sets of facts.

    **What to do.** Make this copy as coarse as the other; where the other is finer and public, ask whether it can be
    taken down. Use the labels that were published first.

    **What it misses.** Names that the other copy has; passages that share little wording, or fewer than five words;
    what is told in quite another place. Of one text in several formats one is read.
    """
    if not question.against:
        return
    others = [
        (kind, replace(file, file=f"{kind}/{file.file}"))
        for kind, files in _by_kind(question)
        for file in one_of_each(files)
    ]
    cast = cast_of([*opened, *(file for _, file in others)], question)
    for file in one_of_each(opened):
        mine = list(sentences(file, cast))
        for kind, other in _counterparts(file, others):
            yield from _compared(mine, list(sentences(other, cast)), cast, kind, other)
    yield from _added_up(one_of_each(opened), others, cast, question)


def _by_kind(question: Question) -> list[tuple[str, list[Opened]]]:
    kinds = sorted({kind for kind, _ in question.against})
    return [(kind, [file for k, file in question.against if k == kind]) for kind in kinds]


def _counterparts(file: Opened, others: Sequence[tuple[str, Opened]]) -> list[tuple[str, Opened]]:
    """Of each kind of copy the one of the same name and the one that shares most sentences: files are renamed."""
    mine, chosen = _wording(file), []
    for kind in dict.fromkeys(kind for kind, _ in others):
        copies = [other for k, other in others if k == kind]
        shared = [len(mine & _wording(other)) for other in copies]
        most = max(shared) or -1
        named = [stem(other.file) == stem(file.file) for other in copies]
        fits = [same or count == most for same, count in zip(named, shared, strict=True)]
        chosen += [(kind, other) for other, fit in zip(copies, fits, strict=True) if fit or not any(fits)]
    return chosen


def _wording(file: Opened) -> frozenset[tuple[str, ...]]:
    """Every five words in a row that people read, figures and capitals left out of account."""
    words = re.findall(r"[^\W\d_]+", " ".join(passage.text for passage in file.visible).casefold())
    return frozenset(zip(*(words[n:] for n in range(5)), strict=False))


def _compared(
    mine: Sequence[Sentence], theirs: Sequence[Sentence], cast: Cast, kind: str, other: Opened
) -> Iterator[Finding]:
    labels: set[tuple[str, str]] = set()
    for shift in shifts(mine, theirs, cast):
        if shift.kind != "label":
            yield _finer(shift, kind, other) if shift.is_finer else _coarser(shift, kind, other)
        elif shift.here and shift.there:
            pair = (shift.here.text, shift.there.text)
            if pair not in labels:
                labels.add(pair)
                yield _relabelled(shift, kind, other)


def _finer(shift: Shift, kind: str, other: Opened) -> Finding:
    severity: Severity = "blocks" if kind == "earlier" and shift.kind != "number" else "warns"
    return _finding(
        shift, other, severity, f"{_KINDS[shift.kind]} is more exact here than in {_name(kind)}",
        "make it as coarse as there",
    )  # fmt: skip


def _coarser(shift: Shift, kind: str, other: Opened) -> Finding:
    return _finding(
        shift, other, "warns", f"{_KINDS[shift.kind]} is more exact in {_name(kind)} than here: whoever has both reads it there",
        "ask whether the other copy can be taken down or withdrawn; a coarser copy does not take anything back",
    )  # fmt: skip


def _relabelled(shift: Shift, kind: str, other: Opened) -> Finding:
    return _finding(
        shift, other, "warns", f"this passage bears another label in {_name(kind)}: the two can be joined",
        "use one label in all copies, or reword the passage",
    )  # fmt: skip


def _name(kind: str) -> str:
    return "the earlier version" if kind == "earlier" else f"the copy for {kind}"


def _finding(shift: Shift, other: Opened, severity: Severity, message: str, advice: str) -> Finding:
    quotes = (detail.text if detail else "–" for detail in (shift.here, shift.there))
    return Finding(
        check="together",
        severity=severity,
        file=shift.sentence.file,
        place=shift.sentence.place,
        message=f"{message} ({Path(other.file).name}, {shift.other.place})",
        advice=advice,
        rule="R38",
        quote=" | ".join(quotes),
    )


def _added_up(
    opened: Sequence[Opened], others: Sequence[tuple[str, Opened]], cast: Cast, question: Question
) -> Iterator[Finding]:
    """What the copies narrow together, and neither side alone."""
    kinds = {file.file: kind for kind, file in others}
    sides = (opened, [file for _, file in others])
    alone = [dict(by_person(told(files, cast))) for files in sides]
    for who, mine in alone[0].items():
        for about, words in _EVENTS.items():
            theirs = alone[1].get(who, [])
            if any(giving_away(facts, about, question.window_days) for facts in (mine, theirs)):
                continue  # told by `recomputed`, here or there
            if some := giving_away([*mine, *theirs], about, question.window_days):
                here = [fact for fact in some if fact in mine] or mine
                rest = ((f.file, f.place) for f in some if f is not here[0] and f.file not in kinds)
                whose = sorted({_name(kinds[f.file]) for f in some if f.file in kinds})
                person = who if who in question.pseudonyms else ""
                days = length(left_by(some, about))
                yield replace(
                    _TOGETHER, file=here[0].file, place=here[0].place, entity=person,
                    message=f"{words} of {person or 'one person'} follows from this copy and {' and '.join(whose)} together"
                    f" to within {days} day{'s' * (days != 1)}{also_in(rest)}",
                    quote=" | ".join(fact.quote for fact in some),
                )  # fmt: skip
                break  # the birth follows from the death and the age, and the other way round


_TOGETHER = Finding(
    "together",
    "blocks",
    "",
    "",
    "",
    "make one of these phrases coarser in this copy, or withdraw the other",
    "R38",
)
