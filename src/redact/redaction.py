"""Turn a draft, its mentions and the key into an edition for one audience.

Only blocks that are printed go in; comments, deletions and properties never
do. The words themselves are replaced by Presidio's anonymizer, one entity type
a mention, since it would merge neighbours of one type and lose a person.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from redact.addresses import Spelling
from redact.anonymizing import anonymise
from redact.chronology import in_sentence, listed_ages
from redact.dates import Listed, as_day, render_age, render_date, render_time
from redact.grammar import in_grammar
from redact.grammar.doubled import collapse
from redact.grammar.forms import as_forms
from redact.grammar.phrase import Around, Borders, Replaced
from redact.model import (
    Anchor,
    Block,
    Document,
    Edition,
    Key,
    Link,
    Mention,
    Replacement,
    Run,
    Span,
    Treatment,
)
from redact.pseudonyms import UNDECIDED
from redact.rules.wording import Wording
from redact.settled import Printed, Settled, settle

#: The labels of households.
HOUSEHOLDS = re.compile(r"Family [A-Z]\d*")

#: What stands in for a policy that would give a full date of birth (R5); '' removes it.
NEVER_EXACT = {"exact": "month", "relative": ""}


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
    family_tree: bool = False  # whether the overview report ends with the family tree
    index: date | None = None  # day 1 of the policy 'relative'
    wording: Wording = field(default_factory=Wording)  # the words by which sentences are mended
    births: frozenset[str] = frozenset()  # values of dates of birth, never printed in full
    schools: Sequence[tuple[int, str]] = ()

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
    return _edition(settle(document, mentions, rewordings or {}), key, policy, kind)


def redact_part(settled: Settled, key: Key, policy: Policy, first: int, last: int) -> Edition:
    """What `redact` makes of the printed blocks *first* to *last* (half-open, of `PRINTED` kinds in order).

    Its blocks are one for each of them, the same as in the whole edition: no replacement reaches over a
    block, and what does, the years of dates, was settled before.
    """
    return _edition(settled.part(first, last), key, policy, "")


def _edition(draft: Settled, key: Key, policy: Policy, kind: str) -> Edition:
    source = draft.source
    replacements = _replacements(draft.mentions, source, key, policy, draft.chosen)
    text, landed = anonymise(source.text, replacements)
    shift = _Shift(replacements, landed)
    blocks = tuple(_shifted(_untold(block, replacements, draft.names), shift) for block in source.blocks)
    return Edition(
        policy.audience, kind, _title(text, blocks, kind), text, blocks, policy.foreword, tuple(replacements)
    )


# What is printed instead ------------------------------------------------------------------------


def _replacements(
    mentions: Sequence[Mention], source: Printed, key: Key, policy: Policy, rewordings: Mapping[Span, str]
) -> list[Replacement]:
    """The replacements in order; what one takes in beside its mention belongs to no other mention or block."""
    ordered = sorted(mentions, key=lambda m: m.span)
    drafted = [pair for m in ordered if (pair := _replacement(m, key, policy, rewordings))]
    borders, listed = Borders(source.text, source.blocks, ordered), listed_ages(ordered, source.text)
    made: list[Replacement] = []
    whose: list[Mention] = []
    for mention, replacement in collapse(drafted, borders, policy.wording):
        around = borders.around(replacement.span, made[-1].span.end if made else 0)
        drafted_span = replacement.span
        if mention.span not in rewordings and replacement.treatment == "generalise":
            behind = made[-1] if made and borders.together(made[-1].span, replacement.span) else None
            replacement = _in_time(mention, replacement, around, behind, listed.get(mention.span))
        whole = replacement.span != drafted_span  # the words beside it are taken in already
        made.append(replacement if whole else _in_grammar(mention, replacement, around, policy.wording))
        whose.append(mention)
    return list(as_forms(list(zip(whose, made, strict=True)), borders, policy.wording))


def _replacement(
    mention: Mention, key: Key, policy: Policy, rewordings: Mapping[Span, str]
) -> tuple[Mention, Replacement] | None:
    """What is printed for the mention alone; None where it stays."""
    if mention.span in rewordings:
        return mention, Replacement(mention.span, rewordings[mention.span], mention.entity, "generalise")
    treatment = policy.treatment(mention.label)
    if mention.status == "keep" or treatment == "keep":
        return None
    words, treatment = _words(mention, key, policy, treatment)
    if words == mention.text:
        return None
    return mention, Replacement(mention.span, words, mention.entity, treatment)


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
        words = policy.dates.get(mention.label, "month")
        if mention.label == "DOB" or mention.value in policy.births:
            words = NEVER_EXACT.get(words, words)
        return render_date(mention.text, mention.value, words, policy.index) if words else ""
    if mention.label == "TIME":
        return (
            mention.text if policy.dates.get("TIME") == "exact" else render_time(mention.text, policy.times)
        )
    if mention.label == "GENDER":
        return mention.value
    if mention.label == "AGE":
        return (
            mention.text
            if policy.ages == "exact"
            else render_age(mention.text, policy.age_bands, policy.schools)
        )
    return ""


def _in_grammar(mention: Mention, made: Replacement, around: Around, wording: Wording) -> Replacement:
    """The replacement so that the sentence still reads: 'an Adult 1', no 'the the family'."""
    fit = in_grammar(
        Replaced(
            made.text,
            mention.text,
            pseudonym=made.treatment == "pseudonym",
            person=mention.label == "PERSON",
            household=mention.label == "PERSON" and bool(HOUSEHOLDS.fullmatch(made.text)),
        ),
        around,
        wording,
    )
    return replace(made, span=Span(made.span.start - fit.back, made.span.end + fit.ahead), text=fit.words)


def _in_time(
    mention: Mention, made: Replacement, around: Around, behind: Replacement | None, listed: Listed | None
) -> Replacement:
    """A date, an age or a time in its sentence; *behind* is the replacement before it in its block."""
    before = around.before if around.before or not around.opens else "\n"
    span, words = in_sentence(mention, made.text, before, behind.text if behind else "", around.after, listed)
    return replace(made, span=span, text=words)


def _untold(block: Block, replacements: Sequence[Replacement], names: Spelling) -> Block:
    """The block without links that hold what is treated, and without the language of a name that goes."""
    if not block.links and not any(run.style.startswith("language:") for run in block.runs):
        return block
    gone = [one.span for one in replacements if block.span and one.span.overlaps(block.span)]
    links = (
        link
        for link in block.links
        if not any(span.overlaps(link.span) for span in gone) and not names.in_address(link.target)
    )
    runs = (
        run
        for run in block.runs
        if not (run.style.startswith("language:") and any(span.covers(run.span) for span in gone))
    )
    return replace(block, links=tuple(links), runs=tuple(runs))


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
    links = [(shift(k.span.start), shift(k.span.end, True), k.target) for k in block.links]
    return replace(
        block,
        span=Span(start, end) if start < end else None,
        runs=tuple(Run(Span(a, b), style) for a, b, style in runs if a < b),
        anchors=tuple(Anchor(shift(a.at, True), a.note) for a in block.anchors),
        links=tuple(Link(Span(a, b), target) for a, b, target in links if a < b),
        place="",
    )


def _title(text: str, blocks: Sequence[Block], kind: str) -> str:
    """The edition's title: its title block, else its first heading, else its kind in words."""
    for wanted in ("title", "heading"):
        for block in blocks:
            if block.kind == wanted and block.span:
                return re.sub(r"\s+", " ", text[block.span.start : block.span.end]).strip()
    return kind.replace("-", " ").capitalize()
