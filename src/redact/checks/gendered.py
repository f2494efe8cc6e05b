"""The check for words that tell a gender that was to be hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from redact.checks.names import place_of
from redact.checks.nouns import Opened, Passage, Question
from redact.model import Finding, Severity

_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
_EITHER = re.compile(
    r"\bs/he\b|\(s\)he\b|\b(?:he|him|his|himself|she|hers?|herself)\s?(?:/|\bor\b)\s?(?:he|him|his|himself|she|hers?|herself)\b",
    re.IGNORECASE,
)
#: Words for a child, or for a grown-up, that stand for somebody and belong to nobody.
_BARE = r"(?:boy|girl|lad|lass|schoolboy|schoolgirl|young (?:man|woman|lady)|man|woman|gentleman|lady)"
_KIN = (
    r"(?:(?:half|step|twin|grand|god|foster|great)?[- ]?(?:brother|sister|son|daughter|mother|father|mum|dad|aunt|uncle)"
    r"|niece|nephew|husband|wife|boyfriend|girlfriend)"
)
_TOLD = re.compile(rf"\b{_BARE}s?\b", re.IGNORECASE)
_TRAIT = re.compile(
    r"\b(?:pregnan(?:t|cy)|gave birth|miscarr(?:ied|iage)|breast-?fe(?:d|eding)|menstruat\w+|circumcis\w+"
    r"|(?:her|his|their|missed|painful|irregular) periods?\b(?! of\b)|bridesmaids?|maid of honour|best man|page ?boy|groomsman"
    r"|voice (?:had |has |was )?(?:broken|broke|breaking)|shav(?:ed|ing)|(?:wo)?men['’]s (?:ward|toilets|prison)"
    r"|penis|testic\w+|foreskin|vagina\w*|hymen|Mr|Mrs|Miss|Master)\b",
    re.IGNORECASE,
)
_GENDERED = re.compile(rf"\b(?:{_BARE}|{_KIN}|Mr|Mrs|Ms|Miss|Master|Sir|Dame|Lady)\b", re.IGNORECASE)
#: Anybody else whom a pronoun in the sentence might mean.
_SOMEBODY = re.compile(
    rf"\b(?:{_KIN}|{_BARE}|parents?|carers?|partner|relative|friend|neighbour|worker|visitor|nurse|doctor|GP|midwife"
    r"|teacher|headteacher|head|officer|constable|sergeant|consultant|paediatrician|psychiatrist|psychologist|therapist"
    r"|practitioner|professional|manager|solicitor|judge|coroner|guardian|social worker|caller|adult|sibling|cousin"
    r"|receptionist|paramedic|tutor|assistant|author|reviewer|chair|child|baby|pupil|person|child's)\b",
    re.IGNORECASE,
)
_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)[.!?][”\"’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])|\n+")
_ADVICE = "print a word that tells no gender, or accept it where somebody else is meant"


@dataclass(frozen=True, slots=True)
class _People:
    """The pseudonyms as patterns: each person whose gender is hidden, and everybody else."""

    neutral: tuple[tuple[str, str, re.Pattern[str]], ...]  # id, pseudonym, pattern
    others: re.Pattern[str]


def gendered(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No word tells a gender that the panel wants hidden.

    **What it looks for.** Around the pseudonym of a person marked `gender: neutral`: he, she, his, her and the
    like, and boy, girl, man or woman, in a sentence about nobody else; 'brother', 'daughter' and other words of
    kinship or a title said of the person; a pseudonym that is such a word itself. These block. A sentence
    without a person that goes on with 'he' or 'she', and words such as 'pregnant', warn.

    **Why it matters.** One pronoun in an otherwise neutral text has given a child away.

    **What to do.** Write they, their, child, sibling or parent; or accept the finding where somebody else is meant.

    **What it misses.** Sentences with two people in them, clothes and pastimes that tell as much, and
    spellings out of the ordinary.
    """
    if not question.neutral:
        return
    people = _people(question)
    for file in opened:
        yield from _labels(file, people)
        for passage in file.visible:
            if passage.kind in ("text", "alt"):
                yield from _passage(file, passage, people)


def _people(question: Question) -> _People:
    neutral = [(i, label, _pattern([label])) for i, label in question.people if i in question.neutral]
    return _People(
        tuple(neutral), _pattern([label for i, label in question.people if i not in question.neutral])
    )


def _pattern(labels: list[str]) -> re.Pattern[str]:
    each = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{each})(?!\w)" if each else r"(?!)")


def _labels(file: Opened, people: _People) -> Iterator[Finding]:
    """A pseudonym that tells what it should hide: 'Brother 1', 'Ms G'; told once a file."""
    for person, label, pattern in people.neutral:
        if _GENDERED.search(label):
            found = next((p for p in file.visible if pattern.search(p.text)), None)
            if found:
                yield _finding(
                    file, found, 0, person, "blocks", "the pseudonym itself tells the gender of", label
                )


def _passage(file: Opened, passage: Passage, people: _People) -> Iterator[Finding]:
    alone: str = ""  # who was the only person of the sentence before
    for start, text in _sentences(passage.text):
        present = [(i, pattern) for i, _, pattern in people.neutral if pattern.search(text)]
        rest = text
        for _, pattern in present:
            rest = pattern.sub(lambda m: " " * len(m.group()), rest)
        rest = _EITHER.sub(lambda m: " " * len(m.group()), rest)
        somebody = people.others.search(rest) or _SOMEBODY.search(_TOLD.sub("", rest))
        for person, pattern in present:
            yield from _said(file, passage, start, text, person, pattern)
            if not somebody:
                yield from _in(file, passage, start, rest, person)
        if not present and alone and not somebody and (match := _PRONOUN.search(rest)):
            yield _finding(
                file,
                passage,
                start + match.start(),
                alone,
                "warns",
                "a word here may tell the gender of",
                match[0],
            )
        alone = (
            present[0][0]
            if len(present) == 1 and not somebody
            else alone
            if not somebody and not present
            else ""
        )


def _in(file: Opened, passage: Passage, start: int, text: str, person: str) -> Iterator[Finding]:
    """What a sentence about this person alone must not hold."""
    for pattern, severity in ((_PRONOUN, "blocks"), (_TOLD, "blocks"), (_TRAIT, "warns")):
        if match := pattern.search(text):
            level: Severity = "blocks" if severity == "blocks" else "warns"
            yield _finding(
                file,
                passage,
                start + match.start(),
                person,
                level,
                "a word here tells the gender of",
                match[0],
            )


def _said(
    file: Opened, passage: Passage, start: int, text: str, person: str, pattern: re.Pattern[str]
) -> Iterator[Finding]:
    """Words of kinship and titles that stand at the pseudonym and are said of its bearer."""
    label = pattern.pattern
    own = rf"(?:(?:a|an|the|his|her|their|only|\w+['’]s)\s(?:\w+\s){{0,3}}?)(?:{_KIN}|{_BARE})\b"
    shapes = (
        rf"\b(?:{_KIN}|{_BARE}|Mr|Mrs|Ms|Miss|Master),?\s{label}(?!\s*(?:,\s(?!(?:was|is|were|who|aged|had|has)\b)|and\b))",
        rf"{label},\s{own}(?=[^\w’']*(?:of|who|aged|was|is|,|$))",
        rf"{label}\s(?:(?:is|was|are|were)|(?:had |has )?bec[ao]mes?)\s(?:now\s)?{own}",
        rf"\ban?\s(?:\w+\s){{0,3}}?(?:{_KIN}|{_BARE}),\s{label}",
    )
    for shape in shapes:
        if match := re.search(shape, text):
            yield _finding(
                file,
                passage,
                start + match.start(),
                person,
                "blocks",
                "a word here tells the gender of",
                match[0],
            )
            return


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for end in [*(match.end() for match in _END.finditer(text)), len(text)]:
        if text[at:end].strip():
            yield at, text[at:end]
        at = end


def _finding(
    file: Opened, passage: Passage, at: int, person: str, severity: Severity, message: str, quote: str
) -> Finding:
    return Finding(
        "gendered",
        severity,
        file.file,
        place_of(passage, at),
        f"{message} {person}",
        _ADVICE,
        "R7",
        person,
        quote,
    )
