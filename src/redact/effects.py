"""What a choice of `dates:` and `ages:` does to the words of a case, each other choice beside it.

Nothing is rendered here: the maker of editions is asked about the few blocks that hold the examples,
once for each choice, so that what is shown is what would be printed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from redact.dates import POLICIES, has_year, rank
from redact.model import PRINTED, Document, Mention, Replacement, Span
from redact.policies import kind_of, published
from redact.prepared import Prepared
from redact.redaction import Policy, redact

#: What can be chosen for each label; a time is either exact or a part of the day.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "DATE": POLICIES,
    "DOB": POLICIES,
    "TIME": ("exact", "month"),
    "AGE": ("exact", "band"),
}
#: Examples of one label, and of those that are equally exact.
MOST, OF_A_KIND = 8, 3
_MONTH = 4  # the rank from which a date with its year gives a neighbour its own (redact.chronology)


@dataclass(frozen=True, slots=True)
class Example:
    """A date, time or age of a draft, and what each choice would print in its place."""

    mention: Mention
    words: str  # as the draft has it, with the words beside it that a choice takes in
    printed: Mapping[str, str]  # choice → words


def under(policy: Policy, label: str, choice: str) -> Policy:
    """The policy with another choice for *label*: `ages:` for an age, else `dates:`, which holds for all the rest."""
    if label == "AGE":
        return replace(policy, ages=choice)
    return replace(policy, dates=dict.fromkeys(policy.dates, choice))


def chosen(policy: Policy, label: str) -> str:
    """Which of the CHOICES of a label holds."""
    own = policy.ages if label == "AGE" else policy.dates[label]
    return own if own in CHOICES[label] else CHOICES[label][-1]


def effects(prepared: Prepared, policy: Policy) -> dict[str, tuple[Example, ...]]:
    """For each label of CHOICES the first few different words of the published drafts, and what becomes of them.

    Words that wait for a reviewer, or that were given others, are no examples: no choice changes them.
    """
    picked = {label: tuple(_picked(prepared, label)) for label in CHOICES}
    wanted = [mention for each in picked.values() for mention in each]
    excerpts = {d.name: _Excerpt(prepared, d, wanted) for d in prepared.documents}
    made: dict[tuple[str, str], Mapping[str, Sequence[Replacement]]] = {}
    for label in ("DATE", "AGE"):
        for choice in CHOICES[label]:
            changed = under(policy, label, choice)
            made[label, choice] = {name: e.replacements(changed) for name, e in excerpts.items() if e.blocks}
    return {
        label: tuple(_example(excerpts[m.document], m, made, label) for m in picked[label])
        for label in CHOICES
    }


def _example(
    excerpt: _Excerpt,
    mention: Mention,
    made: Mapping[tuple[str, str], Mapping[str, Sequence[Replacement]]],
    label: str,
) -> Example:
    kind = "AGE" if label == "AGE" else "DATE"
    found = {choice: made[kind, choice][mention.document] for choice in CHOICES[label]}
    span = _stretch(excerpt.at(mention.span), found.values())
    printed = {choice: excerpt.printed(span, replacements) for choice, replacements in found.items()}
    return Example(mention, " ".join(excerpt.text[span.start : span.end].split()), printed)


def _stretch(span: Span, made: Iterable[Sequence[Replacement]]) -> Span:
    """*span* with all that is replaced together with it under any of the choices."""
    every = [one.span for replacements in made for one in replacements]
    while over := [s for s in every if s.overlaps(span) and not span.covers(s)]:
        span = Span(min(span.start, *(s.start for s in over)), max(span.end, *(s.end for s in over)))
    return span


# Which examples ---------------------------------------------------------------------------------------


def _picked(prepared: Prepared, label: str) -> Iterator[Mention]:
    """The first different words of a label, a few of each precision, in the order of the drafts."""
    firsts: dict[str, Mention] = {}
    for mention in _printed_mentions(prepared, label):
        firsts.setdefault(" ".join(mention.text.split()).casefold(), mention)
    places = {mention: number for number, mention in enumerate(firsts.values())}
    by_rank = groupby(sorted(places, key=_exactness), _exactness)
    few = [mention for _, group in by_rank for mention in list(group)[:OF_A_KIND]]
    yield from sorted(few if label in {"DATE", "DOB"} else places, key=places.__getitem__)[:MOST]


def _exactness(mention: Mention) -> tuple[int, bool, bool]:
    return rank(mention.value), has_year(mention.value), ".." in mention.value


def _printed_mentions(prepared: Prepared, label: str) -> Iterator[Mention]:
    """The mentions of a label that an edition prints something for, by the policy alone."""
    blocks = {
        d.name: [b.span for b in d.blocks if b.span and b.kind in PRINTED]
        for d in prepared.documents
        if published(d, prepared.register)
    }
    for mention in prepared.reviewed.mentions:
        if mention.label != label or mention.status not in {"replace", "flag"}:
            continue
        inside = any(span.covers(mention.span) for span in blocks.get(mention.document, ()))
        if inside and (mention.document, mention.span) not in prepared.reviewed.rewordings:
            yield mention


# The blocks that are asked about -----------------------------------------------------------------------


class _Excerpt:
    """The blocks of one draft that hold examples, as the maker of editions is shown them."""

    def __init__(self, prepared: Prepared, document: Document, wanted: Sequence[Mention]) -> None:
        own = [m for m in prepared.reviewed.mentions if m.document == document.name]
        numbers = _blocks_of([m for m in wanted if m.document == document.name], document, own)
        self.blocks = tuple(document.blocks[n] for n in numbers)
        self._spans = [block.span for block in self.blocks if block.span]
        self.text = "\n".join(document.of(span) for span in self._spans)
        self._document = replace(document, blocks=self.blocks)
        self._mentions = [
            *(m for m in own if any(span.overlaps(m.span) for span in self._spans)),
            *_elsewhere(prepared.reviewed.mentions),
        ]
        self._prepared = prepared

    def at(self, span: Span) -> Span:
        """Where a span of the draft stands in the text of these blocks."""
        offset = 0
        for own in self._spans:
            if own.covers(span):
                return Span(span.start - own.start + offset, span.end - own.start + offset)
            offset += len(own) + 1
        raise ValueError("not in these blocks")

    def replacements(self, policy: Policy) -> tuple[Replacement, ...]:
        """What the edition of these blocks prints instead, in order."""
        prepared, document = self._prepared, self._document
        kind, words = kind_of(document, prepared.register), prepared.rewordings(document)
        return redact(document, self._mentions, prepared.key, policy, kind, words).replacements

    def printed(self, span: Span, replacements: Sequence[Replacement]) -> str:
        """The words of *span*, which cuts none of the *replacements*, as an edition has them."""
        words, at = [], span.start
        for one in replacements:
            if span.covers(one.span):
                words += [self.text[at : one.span.start], one.text]
                at = one.span.end
        return " ".join("".join([*words, self.text[at : span.end]]).split())


def _blocks_of(wanted: Sequence[Mention], document: Document, own: Sequence[Mention]) -> list[int]:
    """The numbers of the blocks of examples; about a day without a year also those up to its neighbours with one.

    A year is put in where the dates before and after leave room for one alone (`redact.chronology`).
    """
    printed = [n for n, b in enumerate(document.blocks) if b.span and b.kind in PRINTED]
    where = _Where(document, printed)
    found = {printed[where.place(m)] for m in wanted}
    if undated := [m for m in wanted if m.value.startswith("--")]:
        dated = {where.place(m) for m in own if _gives_a_year(m)}
        for place in map(where.place, undated):
            found |= {printed[n] for n in _until(range(place - 1, -1, -1), dated)}
            found |= {printed[n] for n in _until(range(place + 1, len(printed)), dated)}
    return sorted(found)


class _Where:
    """Which of the printed blocks of a draft holds a mention."""

    def __init__(self, document: Document, printed: Sequence[int]) -> None:
        spans = [(document.blocks[n].span, place) for place, n in enumerate(printed)]
        self._spans = sorted((span, place) for span, place in spans if span)

    def place(self, mention: Mention) -> int:
        """Its place among the printed blocks; -1 where none holds it."""
        near = bisect_right(self._spans, mention.span.start, key=lambda pair: pair[0].start) - 1
        if near < 0 or not self._spans[near][0].covers(mention.span):
            return -1
        return self._spans[near][1]


def _gives_a_year(mention: Mention) -> bool:
    return (
        mention.label == "DATE"
        and mention.status not in {"keep", "watch"}
        and rank(mention.value) >= _MONTH
        and has_year(mention.value)
    )


def _until(places: Iterable[int], dated: Collection[int]) -> Iterator[int]:
    """The places up to the first that gives a year, with it."""
    for place in places:
        yield place
        if place in dated:
            return


def _elsewhere(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """One mention of each date of the case, of no draft: the maker looks at their values alone."""
    values = {m.value: m for m in mentions if m.label == "DATE"}
    return (replace(m, document="") for m in values.values())
