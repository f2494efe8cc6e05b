"""What an edition still tells about each person, class by class.

The finished files are opened as a stranger would and searched by detection once more, so that the
account does not rest on what was meant to be replaced.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from redact.checks import Opened, Question
from redact.checks.people import Cast, cast_of, whom
from redact.checks.told import Sentence, sentences
from redact.detect import find_anew
from redact.model import Allowed, Block, Document, Mention, Register, Span
from redact.reading import find_and_link
from redact.rules import Rules

FAMILY = "family"
NOBODY = ""  # facts that no person stands near: the place and time of the whole case


@dataclass(frozen=True, slots=True)
class Remaining:
    """One thing that is still told: its class, its words, and where they stand."""

    kind: str
    words: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """All that is still told about one person; *label* is '' for what is told about nobody in particular."""

    entity: str
    label: str
    told: tuple[Remaining, ...]
    rare: int  # how many classes few families share
    coarser: str = ""  # what to make coarser first, in words

    @property
    def by_class(self) -> dict[str, list[Remaining]]:
        """What is told, by class, the most telling class first."""
        grouped: dict[str, list[Remaining]] = {}
        for each in self.told:
            grouped.setdefault(each.kind, []).append(each)
        return grouped


def accounts(opened: Sequence[Opened], question: Question, rules: Rules) -> tuple[Account, ...]:
    """An account for each person of the files, those with most rare things first; the case's own last."""
    cast = cast_of(opened, replace(question, pseudonyms=dict(question.people)))
    told: dict[str, dict[tuple[str, str], list[str]]] = {who: {} for who in cast.labels.values()}
    for who, kind, words, place in (*_detected(opened, question, cast, rules), *_kin(opened, question)):
        told.setdefault(who, {}).setdefault((kind, words), []).append(place)
    labels = {who: label for label, who in cast.labels.items()}
    made = [_account(who, labels.get(who, ""), facts, rules) for who, facts in told.items() if facts]
    return tuple(sorted(made, key=lambda a: (a.entity == NOBODY, -a.rare, -len(a.by_class), a.label)))


def _account(who: str, label: str, facts: Mapping[tuple[str, str], list[str]], rules: Rules) -> Account:
    order = [each.name for each in rules.traits.classes]
    told = [Remaining(kind, words, tuple(dict.fromkeys(places))) for (kind, words), places in facts.items()]
    told.sort(key=lambda each: (order.index(each.kind) if each.kind in order else -1, -len(each.places)))
    kinds = {each.kind for each in told}
    classes = [each for each in rules.traits.classes if each.name in kinds]
    first = f"{classes[0].name}: {classes[0].coarser}" if classes else ""
    return Account(who, label, tuple(told), sum(each.rare for each in classes), first)


# What detection finds ------------------------------------------------------------------------------


def _detected(
    opened: Sequence[Opened], question: Question, cast: Cast, rules: Rules
) -> Iterator[tuple[str, str, str, str]]:
    """Whom, class, words and place of everything that detection finds and no label explains."""
    for file in opened:
        told = [each for each in sentences(file, cast) if each.text.strip()]
        document, starts = _as_document(file.file, told)
        for mention in _mentions(document, question, rules):
            kind = rules.traits.of(mention.rule, mention.label)
            sentence, at = _sentence(mention, told, starts)
            if kind and not _in_label(sentence.text, at, mention.text, question):
                who = whom(sentence.text, at, at + len(mention.text), cast, sentence.focus)
                yield who, kind.name, " ".join(mention.text.split()), f"{file.file}, {sentence.place}"


def _as_document(name: str, told: Sequence[Sentence]) -> tuple[Document, list[int]]:
    starts, at = [], 0
    for sentence in told:
        starts.append(at)
        at += len(sentence.text) + 1
    blocks = (
        Block(Span(start, start + len(each.text)), "paragraph", place=each.place)
        for start, each in zip(starts, told, strict=True)
    )
    return Document(name, "", "\n".join(each.text for each in told), tuple(blocks)), starts


def _mentions(document: Document, question: Question, rules: Rules) -> Iterable[Mention]:
    register = Register(allow=tuple(Allowed(text) for text in question.allowed))
    found, _ = find_and_link([document], {document.name: find_anew(document, rules)}, register, rules)
    return (m for m in found if m.status != "keep" and m.label != "PERSON")


def _sentence(mention: Mention, told: Sequence[Sentence], starts: Sequence[int]) -> tuple[Sentence, int]:
    at = bisect_right(starts, mention.span.start) - 1
    return told[at], mention.span.start - starts[at]


def _in_label(text: str, start: int, words: str, question: Question) -> bool:
    """Whether the words are part of a label: 'Town A' is no place that anybody could find."""
    for label in question.pseudonyms.values():
        at = text.find(label)
        while at >= 0:
            if at < start + len(words) and start < at + len(label):
                return True
            at = text.find(label, at + 1)
    return False


# The shape of the family ---------------------------------------------------------------------------


def _kin(opened: Sequence[Opened], question: Question) -> Iterator[tuple[str, str, str, str]]:
    """Who is what to whom, where the labels of both stand in the files."""
    text = "\n".join(passage.text for file in opened for passage in file.visible)
    labels = {who: label for who, label in question.people if label and label in text}
    for relation in question.kin:
        if relation.source in labels and relation.target in labels:
            yield relation.target, FAMILY, f"{relation.kind}: {labels[relation.source]}", "the whole edition"
