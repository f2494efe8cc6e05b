"""The check that no file of a set tells more than the report itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from redact.checks.nouns import Opened, Question
from redact.checks.people import Cast, cast_of
from redact.checks.told import told
from redact.checks.windows import ALWAYS, Fact, Window, by_person, left_by, length
from redact.model import Finding, Severity

_REPORT = re.compile(r"overview-report|overview|full-report")
_SAID = {"birth": "the birth", "death": "the death", "incident": "the day of the harm"}
#: Of one text in several formats that one is read whose passages are best told apart.
_BEST_FIRST = (".html", ".docx", ".md", ".txt", ".pdf")


def exactness(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No summary, briefing or press line is more exact than the report.

    **What it looks for.** Where the files hold an overview report and others: a birth, a death or an incident
    that one of the others narrows to fewer days than the report does (blocks, or warns where the report says
    nothing of it), and rare things that it tells and the report does not (warns).

    **Why it matters.** In published sets it is the summary or the text on the web page that gave the month or
    the trade which the report had left out.

    **What to do.** Make the other file as coarse as the report, in its draft or by rewording.

    **What it misses.** Everything that is not a time or a listed rare thing; files that are not checked
    together. Without a file called overview-report the longest file is taken for the report.
    """
    report, others = _told_apart(opened)
    if report is None:
        return
    cast = cast_of(opened, question)
    known = dict(by_person(told([report], cast)))
    said = _text(report)
    for other in others:
        yield from _narrower(other, known, cast, question)
        yield from _told_only_here(other, said, question)


def one_of_each(opened: Sequence[Opened]) -> list[Opened]:
    """Each text once, however many formats it has: the one whose passages are best told apart."""
    files = {file.file: file for file in opened}
    return [files[name] for name in best_of_each(files)]


def best_of_each(names: Iterable[str]) -> list[str]:
    """Of the names of files those to read where each text is to be read once: a page before a PDF."""
    texts: dict[str, str] = {}
    for name in sorted(
        names, key=lambda name: _BEST_FIRST.index(s) if (s := _suffix(name)) in _BEST_FIRST else 9
    ):
        texts.setdefault(stem(name), name)
    return list(texts.values())


def _told_apart(opened: Sequence[Opened]) -> tuple[Opened | None, list[Opened]]:
    """The report and the other texts."""
    texts = one_of_each(opened)
    if len(texts) < 2:
        return None, []
    named = [file for file in texts if _REPORT.search(stem(file.file))]
    report = (named or sorted(texts, key=lambda file: -len(_text(file))))[0]
    return report, [file for file in texts if file is not report]


def _suffix(name: str) -> str:
    return Path(name).suffix.lower()


def stem(name: str) -> str:
    """Which text a file holds, by its name: 'overview-report' of 'x/Overview-Report.NOT-APPROVED.pdf'."""
    return Path(name).name.lower().split(".")[0]


def _text(file: Opened) -> str:
    return _plain(" ".join(passage.text for passage in file.visible))


def _plain(text: str) -> str:
    """Small letters, white space as single signs."""
    return " ".join(text.casefold().split())


def _narrower(
    other: Opened, known: dict[str, list[Fact]], cast: Cast, question: Question
) -> Iterator[Finding]:
    for who, facts in by_person(told([other], cast)):
        for about, words in _SAID.items():
            here, there = left_by(facts, about), left_by(known.get(who, []), about) or ALWAYS
            own = [fact for fact in facts if fact.about == about]
            if own and _is_narrower(here, there):
                person = who if who in question.pseudonyms else ""
                yield _finding(own[0], person, words, length(here), "warns" if there == ALWAYS else "blocks")


def _is_narrower(here: Window, there: Window) -> bool:
    return 0 < length(here) < length(there)


def _finding(fact: Fact, person: str, words: str, days: int, severity: Severity) -> Finding:
    says = "says nothing of it" if severity == "warns" else "leaves more"
    return Finding(
        check="exactness",
        severity=severity,
        file=fact.file,
        place=fact.place,
        message=f"{words} of {person or 'one person'} is given to within {days} day{'s' if days > 1 else ''}; the report {says}",
        advice="make it as coarse as the report, in the draft or by rewording in the review",
        rule="R38",
        entity=person,
        quote=fact.quote,
    )


def _told_only_here(other: Opened, said: str, question: Question) -> Iterator[Finding]:
    passages = [(passage, _plain(passage.text)) for passage in other.visible]
    for kind, words in question.traits:
        pattern = re.compile(rf"(?<!\w){re.escape(_plain(words))}(?!\w)")
        if pattern.search(said):
            continue
        for passage, text in passages:
            if pattern.search(text):
                yield Finding(
                    check="exactness",
                    severity="warns",
                    file=other.file,
                    place=passage.place,
                    message=f"{kind} is told here and not in the report",
                    advice="leave it out here, or make it as coarse as the report",
                    rule="R38",
                    quote=words,
                )
                break
