"""Whom a phrase of a finished text is about: the pseudonym near it, or a role that only one person has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from redact.checks.nouns import Opened, Question
from redact.remembered import remembered

_CHILD = r"(?:Child|Baby|Infant|Young Person)"
#: Labels as reviews use them, where nobody handed the case's own in.
ANY_LABEL = re.compile(
    rf"\b(?:{_CHILD}|(?:Half[- ]|Step[- ])?(?:Sibling|Brother|Sister)|Adult|Partner|Cousin|Friend)\s(?:[A-Z]{{1,2}}\d?|\d{{1,2}})\b"
    r"|\b(?:Maternal\s|Paternal\s)?(?:Grandmother|Grandfather|Mother|Father)\b"
)
_NO_PERSON = re.compile(
    r"(?:Town|Village|City|Area|Place|Street|Address|Estate|School|Nursery|Academy|College|Hospital|Ward|Clinic"
    r"|GP Practice|Practice|Surgery|Charity|Agency|Refuge|Church|Organisation|Local Authority|Company|Placement)\b"
)
_THE_CHILD = re.compile(
    r"\b(?:the|this)\s(?:subject\s)?(?:child|baby|infant|toddler|boy|girl)\b", re.IGNORECASE
)
_KIN = re.compile(
    r"(?:\b(?:his|her|their|whose|the|a|an)|['’]s)\s(?:\w+\s|\w+-){0,2}(?:mother|father|parents?|sister|brother|siblings?|twin|son"
    r"|daughter|cousin|aunt|uncle|gran|grandmother|grandfather|grandparents?|partner|husband|wife|friend|neighbour"
    r"|girlfriend|boyfriend|associate|children|man|woman|teacher|worker)\b",
    re.IGNORECASE,
)
_REMOVED = re.compile(r"\[(?:undecided|name removed|detail removed)\]")
_PRONOUN = re.compile(r"\b(?:he|she|they|his|her|him|their|them)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cast:
    """The labels of people, whom each stands for, and the child whom the review is about."""

    labels: Mapping[str, str]  # label → entity id, or the label itself where nobody knows
    pattern: re.Pattern[str]
    subject: str = ""

    def in_text(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where people are named or meant: start, end and who; '' for somebody without a label."""
        found = [
            (m.start(), m.end(), self.labels.get(m.group(), m.group())) for m in self.pattern.finditer(text)
        ]
        taken = [(start, end) for start, end, _ in found]
        child, kin, removed = _without_label(text)
        if self.subject:
            found += [(start, end, self.subject) for start, end in child]
        found += [(start, end, "") for start, end in kin if not _inside(end, taken)]
        found += [(start, end, "") for start, end in removed]
        yield from sorted(found)


@remembered(1 << 14)  # each sentence is asked about by several questions
def _without_label(text: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Where 'the child', kin and people who were taken out stand: start and end of each."""
    return tuple(tuple(m.span() for m in each.finditer(text)) for each in (_THE_CHILD, _KIN, _REMOVED))


def _inside(end: int, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether the kin word is a label, or a label follows it at once: 'his half-sister, Half Sibling 1'."""
    return any(first - 2 <= end <= last for first, last in taken)


def cast_of(opened: Sequence[Opened], question: Question) -> Cast:
    """The people whom the files may speak of."""
    people = {s.entity for s in question.secrets if s.label == "PERSON"}
    labels = {
        label: entity
        for entity, label in question.pseudonyms.items()
        if (not people or entity in people or entity == question.subject) and not _NO_PERSON.match(label)
    }
    if not labels:
        used = {m.group() for file in opened for p in file.visible for m in ANY_LABEL.finditer(p.text)}
        labels = {label: label for label in used}
    words = "|".join(re.escape(label) for label in sorted(labels, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)")
    known = question.subject in labels.values()
    return Cast(labels, pattern, question.subject if known else _only_child(labels))


def _only_child(labels: Mapping[str, str]) -> str:
    children = [who for label, who in labels.items() if re.match(_CHILD, label)]
    return children[0] if len(children) == 1 else ""


def whom(text: str, start: int, end: int, cast: Cast, focus: str) -> str:
    """Whom a phrase from *start* to *end* of a sentence is about; '' where that is not certain.

    An apposition counts first ('a boy of four, Child G'), then who stands before it, then who
    follows; a pronoun means *focus*, the last one spoken of.
    """
    people = list(cast.in_text(text))
    for first, _, who in people:
        if 0 <= first - end <= 3 and text[end:first].strip(" ,") == "" and "," in text[end:first]:
            return who
    before = [(first, who) for first, _, who in people if first < end]
    if before:
        return before[-1][1]
    after = [(first, who) for first, _, who in people if first >= end]
    pronoun = _PRONOUN.search(text)
    if pronoun and (not after or pronoun.start() < after[0][0]):
        return focus
    return after[0][1] if after and after[0][0] - end < 60 else focus if not people else ""


def focus_after(text: str, cast: Cast, focus: str) -> str:
    """Who is spoken of after a sentence: the first one named in it, else as before."""
    return next((who for _, _, who in cast.in_text(text) if who), focus)
