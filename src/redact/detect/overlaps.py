"""Make overlapping mentions disjoint without losing a character.

Two recognizers often disagree about where a mention ends. Dropping the weaker
one would put back characters that something had flagged, so a loser keeps
whatever the winner did not cover. What the case knows and what a pattern finds
goes before what the statistical model guesses; among equals the longest wins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice

from redact.model import Mention, Span


class Spread:
    """Spans that are asked many times what they cover, without going through all of them for each answer."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self.ends = list(accumulate((span.end for span in self.spans), max))  # the furthest end up to each

    def covers(self, span: Span) -> bool:
        """Whether *span* lies wholly inside one of them."""
        after = bisect_right(self.spans, span.start, key=lambda other: other.start)
        return after > 0 and self.ends[after - 1] >= span.end

    def overlapping(self, span: Span) -> Iterator[Span]:
        """Those that have a character in common with *span*, in order."""
        for other in islice(self.spans, bisect_right(self.ends, span.start), None):
            if other.start >= span.end:
                break
            if other.end > span.start:
                yield other


#: Words that identify nobody when they are left over from a guess.
SMALL_WORDS = frozenset(
    ["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"]
)

#: The rule of what the model called a name although it is made of everyday words.
EVERYDAY = "everyday words"
#: Recognizers whose spans are guesses: they yield to the rest where they overlap.
GUESSES = ("language model", "closed world", EVERYDAY)


#: The recognizers of whole quotations; names and dates inside one are mentions of their own.
QUOTATION = "pattern quasi-quotation"


def resolve_overlaps(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """Disjoint mentions, in order, that cover every letter and digit that *mentions* covered.

    The one exception: small words that are left over from a guess or a known name ('in', 'of the').

    [Anna Smith](PERSON) and [Smith High School](SCHOOL) in 'Anna Smith High School'
    become [Anna](PERSON) and [Smith High School](SCHOOL).
    """
    return [part for group in _overlapping(mentions) for part in _resolved(group, text)]


def _overlapping(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    """The mentions in groups, none of which has a character in common with another; in order."""
    group: list[Mention] = []
    end = 0
    for mention in sorted(mentions, key=lambda mention: mention.span.start):
        if group and mention.span.start >= end:
            yield group
            group = []
        group.append(mention)
        end = max(end, mention.span.end)
    if group:
        yield group


def _resolved(mentions: Sequence[Mention], text: str) -> list[Mention]:
    if len(mentions) == 1:
        return list(mentions)
    taken: list[Span] = []
    kept: list[Mention] = []
    for mention in sorted(mentions, key=strongest_first):
        near = _near(mention.span, taken)
        for part in mention.span.minus(near):
            trimmed = _trim(part, text) if near else part
            left_over = near and mention.rule in (*GUESSES, "known")
            if trimmed and not (left_over and _says_nothing(trimmed, text)):
                whole = trimmed == mention.span
                words = text[trimmed.start : trimmed.end]
                kept.append(mention if whole else replace(mention, span=trimmed, text=words))
                insort(taken, trimmed)
    return sorted(kept, key=lambda mention: mention.span)


def _near(span: Span, taken: list[Span]) -> list[Span]:
    """Those of the disjoint, sorted spans *taken* that overlap *span*."""
    first = bisect_left(taken, span.start, key=lambda other: other.end)
    near = []
    for other in islice(taken, first, None):
        if other.start >= span.end:
            break
        if other.overlaps(span):
            near.append(other)
    return near


def strongest_first(mention: Mention) -> tuple[int, bool, int, int, int, float, str]:
    """Sort key. What is only watched, and a quotation, yield to what stands inside them. Ties go to the earlier mention, to what the panel allows there, to a known name, to what lists keep.

    A mother called Laming is found although an author of that name is on a list.
    """
    guess = mention.rule in GUESSES
    rank = (
        0
        if mention.rule == "allowed"
        else 1
        if mention.rule == "known"
        else 2
        if mention.status == "keep"
        else 3
    )
    weak = 2 * (mention.status == "watch") + mention.rule.startswith(QUOTATION)
    return (weak, guess, -len(mention.span), mention.span.start, rank, -mention.score, mention.label)


def _says_nothing(rest: Span, text: str) -> bool:
    """Whether what is left of a guess is nothing but whole small words ('in', 'of the')."""
    whole = (
        not (text[rest.start - 1 : rest.start].isalnum() and rest.start)
        and not text[rest.end : rest.end + 1].isalnum()
    )
    return whole and set(text[rest.start : rest.end].split()) <= SMALL_WORDS


def _trim(span: Span, text: str) -> Span | None:
    """The span from its first to its last letter or digit; None where it has none."""
    start, end = span.start, span.end
    if text[start - 1 : start] in "'’" and text[start : start + 2] == "s ":
        start += 2
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end) if start < end else None
