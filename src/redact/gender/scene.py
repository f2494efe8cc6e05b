"""A draft as a sequence of scenes: paragraphs or table rows, their sentences, and who appears where."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from redact.detect.grammar import Word, parsed
from redact.model import PRINTED, Block, Document, Mention, Span

#: The end of a sentence; 'Mr. Hollis' and 'No. 4' are none, and a semicolon goes on.
ENDS = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)"
    r"[.!?][”\"’')\]]*\s+(?=[\"“‘(\[]?[A-Z0-9])|\n+"
)
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody who appears in a draft: by name, by what they are, or by a pronoun.

    *ids* are entity ids, or '~word' for a person who is in no register; several where it is not known which.
    """

    span: Span
    ids: frozenset[str]
    gender: str = ""  # what the very words tell, m or f
    child: bool | None = None  # None where the words do not tell
    how: str = "name"  # name, role or pronoun


@dataclass(slots=True)
class Sentence:
    """One sentence with its words and the people in it so far."""

    span: Span
    words: tuple[Word, ...]
    scene: int
    seen: list[Seen] = field(default_factory=list)

    def at(self, place: int) -> Seen | None:
        """Who the word at *place* stands for."""
        word = self.words[place]
        return next((s for s in self.seen if s.span.start <= word.start and word.end <= s.span.end), None)

    def children(self, place: int) -> Iterator[int]:
        """The places of the words that hang on the one at *place*."""
        return (n for n, word in enumerate(self.words) if word.head == place and n != place)

    def child(self, place: int, *roles: str) -> int | None:
        """The first word that hangs on *place* in one of *roles*."""
        return next((n for n in self.children(place) if self.words[n].role in roles), None)

    def above(self, place: int) -> Iterator[int]:
        """The places of the words on which *place* hangs, the nearest first."""
        seen = {place}
        while (head := self.words[place].head) not in seen:
            seen.add(head)
            yield head
            place = head

    def subject(self, verb: int, depth: int = 8) -> int | None:
        """The place of the subject of *verb*: its own, or that of the verb that it goes on from."""
        own = self.child(verb, *SUBJECTS)
        word = self.words[verb]
        if own is not None:
            who = self.words[own].lower in {"who", "which", "that"} and word.role == "relcl"
            return word.head if who else own
        if word.head == verb or not depth:
            return None
        if word.role in {"conj", "xcomp", "advcl", "pcomp", "prep"}:
            return self.subject(word.head, depth - 1)
        return word.head if word.role in {"acl", "relcl"} else None

    def verb(self, place: int) -> int | None:
        """The place of the verb of the clause that the word at *place* stands in."""
        return next((n for n in self.above(place) if self.words[n].tag[:2] in {"VB", "MD"}), None)

    def add(self, seen: Seen) -> None:
        """Take *seen* in, in its order."""
        self.seen.insert(bisect_left([s.span for s in self.seen], seen.span), seen)


def sentences_of(
    document: Document, names: Sequence[Mention], ids: Mapping[str, frozenset[str]]
) -> list[Sentence]:
    """The sentences of what is printed of *document*, with the people who are named in them.

    *ids* gives for an entity whom it may stand for.
    """
    spans = [
        (scene, span)
        for scene, part in enumerate(_scenes(document))
        for b in part
        for span in _split(document, b)
    ]
    words = parsed([(span.start, document.of(span)) for _, span in spans])
    found = [Sentence(span, w, scene) for (scene, span), w in zip(spans, words, strict=True)]
    ordered = sorted((s for s in found), key=lambda s: s.span)
    starts = [s.span.start for s in ordered]
    for mention in names:
        at = bisect_left(starts, mention.span.start + 1) - 1
        if at >= 0 and ordered[at].span.covers(mention.span) and mention.entity in ids:
            ordered[at].add(Seen(mention.span, ids[mention.entity]))
    return found


def _scenes(document: Document) -> Iterator[list[Block]]:
    """Printed blocks that belong together: each paragraph by itself, the cells of a row in one."""
    printed = [b for b in document.blocks if b.kind in PRINTED and b.span]

    def place(numbered: tuple[int, Block]) -> tuple[int, int]:
        number, block = numbered
        return (block.cell.table, block.cell.row) if block.cell else (-1, number)

    for _, part in groupby(enumerate(printed), key=place):
        yield [block for _, block in part]


def _split(document: Document, block: Block) -> Iterator[Span]:
    assert block.span
    text, at = document.of(block.span), 0
    for end in [*(m.end() for m in ENDS.finditer(text)), len(text)]:
        if text[at:end].strip():
            yield Span(block.span.start + at, block.span.start + end)
        at = end
