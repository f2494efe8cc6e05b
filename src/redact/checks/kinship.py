"""The check that the text does not contradict the family that the register describes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from redact.checks.names import place_of
from redact.checks.nouns import Opened, Passage, Question
from redact.model import Finding, Relation
from redact.rules.kinship import Kin, contradicts

#: A label of the case, with its number between the two signs.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PERSON = rf"{_OPEN}(?P<{{}}>\d+){_CLOSE}"
_WHOSE = rf"(?:\b(?P<pronoun>his|her|their)|{_PERSON.format('of')}['’]s?)\s+"
#: What follows makes the words part of a list, or of a longer name or tie.
_NO_LIST = r"(?!,?\s+(?:and|or)\b)(?!['’]s)"


def kinship(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No word of kinship beside a label contradicts the family.

    **What it looks for.** Words of kinship directly beside a label ('Sibling 2, her cousin', 'Child G's
    aunt, Maternal Grandmother') that cannot be true of the two people, by the roles and relations in
    register.yaml and what follows from them. A pronoun is taken to mean the relatives named before it in
    the paragraph.

    **Why it matters.** The reader takes two people for one or one for two; or somebody was linked to the
    wrong person, and bears the wrong label everywhere.

    **What to do.** Correct the draft, or the person's role in register.yaml, or say in redact review who is
    meant.

    **What it misses.** Words of kinship that stand further away, relatives whom the register does not
    list, and everything where the register does not say how two people are related.
    """
    if not question.kin or not question.kinship or not question.pseudonyms:
        return
    family = _Known(question)
    for file in opened:
        for passage in file.visible:
            yield from _in_passage(file, passage, family)


@dataclass(frozen=True)
class _Known:
    """The labels of the case and who is what to whom."""

    question: Question

    @cached_property
    def bearers(self) -> Mapping[str, str]:
        """Label → entity, for everybody who has relatives."""
        kin = {r.source for r in self.question.kin} | {r.target for r in self.question.kin}
        return {label: entity for entity, label in self.question.pseudonyms.items() if entity in kin}

    @cached_property
    def labels(self) -> re.Pattern[str]:
        """Any label of the case; one that is a part of a longer one is not taken for it."""
        every = sorted(set(self.question.pseudonyms.values()), key=lambda label: (-len(label), label))
        loose = (r"\s+".join(map(re.escape, label.split())) for label in every)
        return re.compile(rf"(?<!\w)(?:{'|'.join(loose)})(?!\w)")

    @cached_property
    def shapes(self) -> tuple[re.Pattern[str], ...]:
        """'X, her cousin' · 'X, the cousin of Y' · 'Y's cousin, X' · 'X is Y's cousin'."""
        assert self.question.kinship
        kind = rf"(?P<kind>{self.question.kinship.pattern()})\b(?!['’]s|-|\s+(?:\d|[A-Z]\b))"
        who, of = _PERSON.format("who"), _PERSON.format("of")
        ends = rf"(?=\s*(?:[,.;:)]|$)){_NO_LIST}(?!,?\s*\(?{_OPEN})"
        shapes = (
            rf"{who}(?:,\s+|\s*\(){_WHOSE}{kind}{ends}",
            rf"{who}(?:,\s+|\s*\()(?:the\s+)?{kind}\s+of\s+{of}{_NO_LIST}",
            rf"{_WHOSE}{kind}(?:,\s+|\s+|\s*\(){who}{_NO_LIST}",
            rf"{who}\s+(?:is|was)\s+{_WHOSE}{kind}",
        )
        return tuple(re.compile(f"(?i:{shape})") for shape in shapes)

    def between(self, source: str, target: str) -> list[Relation]:
        """What *source* is known to be to *target*."""
        return [r for r in self.question.kin if (r.source, r.target) == (source, target)]

    def kin(self, kind: str) -> Kin | None:
        """What a word of kinship says."""
        return self.question.kinship.named(kind) if self.question.kinship else None


def _in_passage(file: Opened, passage: Passage, family: _Known) -> Iterator[Finding]:
    text, people, origin = _masked(passage.text, family)
    for shape in family.shapes if people else ():
        for match in shape.finditer(text):
            said = family.kin(match["kind"])
            who = people[int(match["who"])]
            if said and who and (against := _against(who, match, people, said, family)):
                start, end = origin[match.start()], origin[match.end() - 1] + 1
                yield _finding(file, passage, start, passage.text[start:end], said, against)


def _masked(text: str, family: _Known) -> tuple[str, list[str], list[int]]:
    """The text with a number for each label, who bears them ('' who has no relatives), and where each sign came from."""
    out, at = "", 0
    people: list[str] = []
    origin: list[int] = []
    for match in family.labels.finditer(text):
        out += text[at : match.start()]
        origin += range(at, match.start())
        sign = f"{_OPEN}{len(people)}{_CLOSE}"
        out += sign
        origin += [match.start()] * (len(sign) - 1) + [match.end() - 1]
        people.append(family.bearers.get(" ".join(match.group().split()), ""))
        at = match.end()
    return out + text[at:], people, [*origin, *range(at, len(text))]


def _against(who: str, match: re.Match[str], people: list[str], said: Kin, family: _Known) -> Relation | None:
    """The relation that the words contradict; None where anybody whom they may mean makes them true, or is unknown."""
    if of := match.groupdict().get("of"):
        targets = [people[int(of)]]
    else:
        before = re.findall(rf"{_OPEN}(\d+){_CLOSE}", match.string[: match.start("pronoun")])
        targets = list(dict.fromkeys(p for n in before if (p := people[int(n)]) and p != who))
        targets = targets or list(dict.fromkeys(r.target for r in family.question.kin if r.source == who))
    first = None
    for target in targets:
        known = [(r, kin) for r in family.between(who, target) if (kin := family.kin(r.kind))]
        if not known or not all(contradicts(kin, said) for _, kin in known):
            return None
        first = first or known[0][0]
    return first


def _finding(file: Opened, passage: Passage, start: int, quote: str, said: Kin, known: Relation) -> Finding:
    return Finding(
        "kinship",
        "warns",
        file.file,
        place_of(passage, start),
        f"{known.source} is called {said.label} here, and is {known.kind} of {known.target} by the register",
        "correct the draft, or the role or relation in register.yaml",
        "",
        known.source,
        quote,
    )
