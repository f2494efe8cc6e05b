"""Turn a draft, its mentions and the key into an edition for one audience.

Only blocks that are printed go in; comments, deletions and properties never
do. The words themselves are replaced by Presidio's anonymizer, one entity type
a mention, since it would merge neighbours of one type and lose a person.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from redact.dates import as_day, render_age, render_date, render_time
from redact.model import (
    PRINTED,
    Anchor,
    Block,
    Document,
    Edition,
    Key,
    Mention,
    Replacement,
    Run,
    Span,
    Treatment,
)
from redact.pseudonyms import UNDECIDED


@dataclass(frozen=True, slots=True)
class Policy:
    """What one audience's edition does with each kind of thing, from rules/ and register."""

    audience: str
    treatments: Mapping[str, Treatment]
    marks: Mapping[str, str]
    dates: Mapping[str, str]  # label → policy
    ages: str
    age_bands: Sequence[tuple[int, str]]
    times: Sequence[tuple[int, str]]
    foreword: tuple[str, ...] = ()
    index: date | None = None  # day 1 of the policy 'relative'

    def treatment(self, label: str) -> Treatment:
        """How a label is treated; an unknown one is removed."""
        return self.treatments.get(label) or self.treatments.get(label.split(".")[0]) or "remove"

    def mark(self, label: str) -> str:
        """What stands where something of this label was removed."""
        return self.marks.get(label) or self.marks.get(label.split(".")[0]) or "[removed]"


def first_day(mentions: Iterable[Mention]) -> date | None:
    """The earliest full date of the drafts, dates of birth aside: day 1 of relative dates."""
    days = [day for m in mentions if m.label == "DATE" and m.status != "keep" and (day := as_day(m.value))]
    return min(days, default=None)


def redact(
    document: Document,
    mentions: Sequence[Mention],
    key: Key,
    policy: Policy,
    kind: str,
    rewordings: Mapping[Span, str] | None = None,
) -> Edition:
    """The edition of *document* for the audience of *policy*.

    *mentions* are disjoint, linked and decided. *rewordings* gives the words that a person
    chose for a mention.
    """
    source = _printed(document)
    moved = [m for m in (_moved(m, source) for m in mentions if m.document == document.name) if m]
    chosen = {at: words for span, words in (rewordings or {}).items() if (at := source.at(span))}
    replacements = _replacements(moved, source, key, policy, chosen)
    text, landed = _anonymise(source.text, replacements)
    blocks = tuple(_shifted(block, _Shift(replacements, landed)) for block in source.blocks)
    return Edition(
        policy.audience, kind, _title(text, blocks, kind), text, blocks, policy.foreword, tuple(replacements)
    )


# The part of a draft that is printed -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Printed:
    """The printed blocks of a draft as a text of their own, and where each came from."""

    text: str
    blocks: tuple[Block, ...]
    origins: tuple[tuple[Span, int], ...]  # span in the draft, offset here

    def at(self, span: Span) -> Span | None:
        """Where a span of the draft stands here; None for one that is not printed."""
        for origin, offset in self.origins[
            max(0, bisect_right(self.origins, span.start, key=lambda o: o[0].start) - 1) :
        ]:
            if origin.covers(span):
                return Span(span.start - origin.start + offset, span.end - origin.start + offset)
            if origin.start > span.start:
                break
        return None


def _printed(document: Document) -> _Printed:
    text: list[str] = []
    blocks: list[Block] = []
    origins: list[tuple[Span, int]] = []
    at = 0
    for block in document.blocks:
        if block.kind not in PRINTED:
            continue
        if block.span is None:
            blocks.append(block)
            continue
        words = document.of(block.span)
        origins.append((block.span, at))
        blocks.append(_by(block, at - block.span.start))
        text.append(words)
        at += len(words) + 1
    order = sorted(origins, key=lambda pair: pair[0])
    return _Printed("\n".join(text), tuple(blocks), tuple(order))


def _by(block: Block, distance: int) -> Block:
    """The block moved by *distance* characters."""
    assert block.span
    return replace(
        block,
        span=Span(block.span.start + distance, block.span.end + distance),
        place=block.place,
        runs=tuple(Run(Span(r.span.start + distance, r.span.end + distance), r.style) for r in block.runs),
        anchors=tuple(Anchor(a.at + distance, a.note) for a in block.anchors),
    )


def _moved(mention: Mention, source: _Printed) -> Mention | None:
    span = source.at(mention.span)
    return replace(mention, span=span) if span else None


# What is printed instead ------------------------------------------------------------------------


def _replacements(
    mentions: Sequence[Mention], source: _Printed, key: Key, policy: Policy, rewordings: Mapping[Span, str]
) -> list[Replacement]:
    """The replacements in order; one that takes in a word before it never takes it from the one before."""
    made: list[Replacement] = []
    for mention in sorted(mentions, key=lambda m: m.span):
        free = source.text[made[-1].span.end if made else 0 : mention.span.start]
        made += _replacement(mention, free[-6:], key, policy, rewordings)
    return made


def _replacement(
    mention: Mention, before: str, key: Key, policy: Policy, rewordings: Mapping[Span, str]
) -> Iterator[Replacement]:
    if mention.span in rewordings:
        yield Replacement(mention.span, rewordings[mention.span], mention.entity, "generalise")
        return
    treatment = policy.treatment(mention.label)
    if mention.status == "keep" or treatment == "keep":
        return
    words, treatment = _words(mention, key, policy, treatment)
    if words == mention.text:
        return
    span, words = _in_grammar(mention, words, before, treatment)
    yield Replacement(span, words, mention.entity, treatment)


def _words(mention: Mention, key: Key, policy: Policy, treatment: Treatment) -> tuple[str, Treatment]:
    if mention.status == "watch":
        return UNDECIDED, "remove"
    if treatment == "pseudonym":
        return key.get(mention.entity, UNDECIDED), treatment
    if treatment == "generalise":
        words = _generalised(mention, policy)
        return (words, treatment) if words else (policy.mark(mention.label), "remove")
    return policy.mark(mention.label), "remove"


def _generalised(mention: Mention, policy: Policy) -> str:
    if mention.label in {"DATE", "DOB"}:
        return render_date(
            mention.text, mention.value, policy.dates.get(mention.label, "month"), policy.index
        )
    if mention.label == "TIME":
        return (
            mention.text if policy.dates.get("TIME") == "exact" else render_time(mention.text, policy.times)
        )
    if mention.label == "GENDER":
        return mention.value
    if mention.label == "AGE":
        return mention.text if policy.ages == "exact" else render_age(mention.text, policy.age_bands)
    return ""


def _in_grammar(mention: Mention, words: str, before: str, treatment: Treatment) -> tuple[Span, str]:
    """The span and the words so that the sentence still reads: 'on 3 March' → 'in March', no 'the the family'.

    *before* holds the last few characters before the mention that nothing else replaces.
    """
    start = mention.span.start
    if treatment == "generalise" and mention.label == "DATE" and words != mention.text:
        if match := re.search(r"\b(on)(\s(?:the\s)?)$", before, re.IGNORECASE):
            inside = (
                "During"
                if match[1] == "On" and words.startswith("Day")
                else "In"
                if match[1] == "On"
                else "in"
            )
            preposition = match[1] if words.startswith("Day") else inside
            start -= len(match.group())
            return Span(start, mention.span.end), f"{preposition} {words}"
    if treatment == "generalise" and mention.label == "TIME" and words.startswith("the "):
        if match := re.search(r"\b(at)\s$", before, re.IGNORECASE):
            return Span(
                start - len(match.group()), mention.span.end
            ), f"{'I' if match[1] == 'At' else 'i'}n {words}"
    if words.startswith("the ") and re.search(r"\bthe\s$", before, re.IGNORECASE):
        words = words.removeprefix("the ")
    if mention.text.isupper() and len(mention.text) > 4 and treatment == "pseudonym" and " " in mention.text:
        words = words.upper() if not words.startswith("[") else words
    elif (
        words[:1].islower()
        and (not before.strip() or re.search(r"[.!?]\s+$", before))
        and mention.text[:1].isupper()
    ):
        words = words[:1].upper() + words[1:]
    return mention.span, words


@cache
def _anonymizer() -> Any:
    from presidio_anonymizer import AnonymizerEngine

    return AnonymizerEngine()


def _anonymise(text: str, replacements: Sequence[Replacement]) -> tuple[str, list[Span | None]]:
    """The text with every replacement made, and where each one landed.

    Each mention has an entity type of its own with its own operator: the anonymizer merges
    neighbours of one type, and prints the type where it has no operator for it.
    """
    if not replacements:
        return text, []
    from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

    results = [RecognizerResult(f"m{n}", r.span.start, r.span.end, 1.0) for n, r in enumerate(replacements)]
    operators = {
        f"m{n}": OperatorConfig("replace", {"new_value": r.text}) for n, r in enumerate(replacements)
    }
    result = _anonymizer().anonymize(text=text, analyzer_results=results, operators=operators)
    landed: dict[str, Span] = {item.entity_type: Span(item.start, item.end) for item in result.items}
    if len(landed) != len(replacements):
        raise AssertionError("a replacement was not made")
    return result.text, [landed[f"m{n}"] for n in range(len(replacements))]


class _Shift:
    """Where an offset of the draft's printed text stands after the replacements."""

    def __init__(self, replacements: Sequence[Replacement], landed: Sequence[Span | None]) -> None:
        pairs = sorted((r.span, to) for r, to in zip(replacements, landed, strict=True) if to)
        self.starts = [old.start for old, _ in pairs]
        self.pairs = pairs

    def __call__(self, offset: int, end: bool = False) -> int:
        """The new offset; inside a replaced span its new start, or its new end where *end* is asked for."""
        at = bisect_right(self.starts, offset) - 1
        if at < 0:
            return offset
        old, new = self.pairs[at]
        if offset >= old.end:
            return offset - old.end + new.end
        if offset == old.start and not end:
            return new.start
        return new.end if end and offset > old.start else new.start


def _shifted(block: Block, shift: _Shift) -> Block:
    if block.span is None:
        return block
    runs = [(shift(r.span.start), shift(r.span.end, True), r.style) for r in block.runs]
    start, end = shift(block.span.start), shift(block.span.end, True)
    return replace(
        block,
        span=Span(start, end) if start < end else None,
        runs=tuple(Run(Span(a, b), style) for a, b, style in runs if a < b),
        anchors=tuple(Anchor(shift(a.at, True), a.note) for a in block.anchors),
        place="",
    )


def _title(text: str, blocks: Sequence[Block], kind: str) -> str:
    """The edition's title: its title block, else its first heading, else its kind in words."""
    for wanted in ("title", "heading"):
        for block in blocks:
            if block.kind == wanted and block.span:
                return re.sub(r"\s+", " ", text[block.span.start : block.span.end]).strip()
    return kind.replace("-", " ").capitalize()
