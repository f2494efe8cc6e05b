"""The printed part of a draft as a text of its own, with its mentions in it: what every edition is made from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from redact.addresses import Spelling
from redact.chronology import settled
from redact.model import PRINTED, Anchor, Block, Document, Link, Mention, Run, Span


def settle(document: Document, mentions: Sequence[Mention], rewordings: Mapping[Span, str]) -> Settled:
    """What is printed of *document*, with its mentions in it; the same for every audience."""
    source = _printed(document)
    moved = [m for m in (_moved(m, source) for m in mentions if m.document == document.name) if m]
    chosen = {at: words for span, words in rewordings.items() if (at := source.at(span))}
    dates = [m.value for m in mentions if m.label == "DATE"]
    moved = settled(moved, source.text, source.starts, chosen, dates)
    names = Spelling(mentions if any(block.links for block in source.blocks) else ())
    return Settled(source, tuple(moved), chosen, names)


@dataclass(frozen=True, slots=True)
class Printed:
    """The printed blocks of a draft as a text of their own, and where each came from."""

    text: str
    blocks: tuple[Block, ...]
    origins: tuple[tuple[Span, int], ...]  # span in the draft, offset here

    @property
    def starts(self) -> list[int]:
        """Where the blocks begin, in order."""
        return sorted(block.span.start for block in self.blocks if block.span)

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


@dataclass(frozen=True, slots=True)
class Settled:
    """The printed part of a draft, its mentions moved into it, every date settled among its neighbours."""

    source: Printed
    mentions: tuple[Mention, ...]  # in order
    chosen: Mapping[Span, str]  # words that a person gave for a span
    names: Spelling

    def part(self, first: int, last: int) -> Settled:
        """The same of the printed blocks *first* to *last* alone, with offsets that begin with them."""
        blocks = self.source.blocks[first:last]
        spans = [block.span for block in blocks if block.span]
        if not spans:
            return Settled(Printed("", blocks, ()), (), {}, self.names)
        start, end = spans[0].start, spans[-1].end
        text = self.source.text[start:end]
        own = tuple(_by(block, -start) if block.span else block for block in blocks)
        near = bisect_left(self.mentions, start, key=lambda m: m.span.start)
        beyond = bisect_left(self.mentions, end, key=lambda m: m.span.start)
        mentions = tuple(replace(m, span=_back(m.span, start)) for m in self.mentions[near:beyond])
        chosen = {_back(s, start): words for s, words in self.chosen.items() if start <= s.start < end}
        return Settled(Printed(text, own, ()), mentions, chosen, self.names)


def _back(span: Span, distance: int) -> Span:
    return Span(span.start - distance, span.end - distance)


def _printed(document: Document) -> Printed:
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
    return Printed("\n".join(text), tuple(blocks), tuple(order))


def _by(block: Block, distance: int) -> Block:
    """The block moved by *distance* characters."""
    assert block.span
    return replace(
        block,
        span=Span(block.span.start + distance, block.span.end + distance),
        place=block.place,
        runs=tuple(Run(Span(r.span.start + distance, r.span.end + distance), r.style) for r in block.runs),
        anchors=tuple(Anchor(a.at + distance, a.note) for a in block.anchors),
        links=tuple(
            Link(Span(k.span.start + distance, k.span.end + distance), k.target) for k in block.links
        ),
    )


def _moved(mention: Mention, source: Printed) -> Mention | None:
    span = source.at(mention.span)
    return replace(mention, span=span) if span else None
