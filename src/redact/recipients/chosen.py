"""What the register says of single sentences and paragraphs: where each of its answers fits the drafts.

A number says where a sentence stands. Behind it may stand a mark of its words and of what stands before it, since 'he
left' means whoever came before: '3.4:1 #1f3a9c02be77', as the lists and the page write it. Then the answer is that
sentence's, wherever a later draft has it: what was withheld is so wherever the same words stand, and what was shown
only where the same stands before them.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from redact.errors import RulesError
from redact.model import PRINTED, Document, Edition, Span
from redact.publications.outline import Outline, outline_of
from redact.publications.sentences import sentences
from redact.recipients.readers import Reader
from redact.recipients.registered import HALF, PARAGRAPH, REPORT
from redact.recipients.withholding import GOES_ON, Withheld
from redact.rules.sections import Sections

#: A number that is typed at the beginning of a paragraph: it changes where one is put in before it.
_TYPED = re.compile(r"^\d+(?:\.\d+)*[.)]?\s+")

#: A draft and a stretch of it.
_Place = tuple[str, Span]
#: A kind of document, whether it is a sentence or a paragraph, and its mark or the first half of it.
_Told = tuple[str, bool, str]


@dataclass(frozen=True, slots=True)
class Lost:
    """An answer whose sentence no draft has as it was: what it says, why it withholds, and the words that stand there now."""

    what: str
    reason: str  # '' where it shows
    words: str  # '' where nothing stands there


@dataclass(frozen=True, slots=True)
class Chosen:
    """The stretches that the register withholds, or shows (with no reason), and the answers that fit nothing."""

    spans: tuple[Withheld, ...] = ()
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, or the whole of a paragraph (*at* is 0), with the mark of its words and of what stands before it."""

    paragraph: str  # its id
    at: int
    span: Span
    mark: str


def parts_of(outline: Outline) -> Iterator[Part]:
    """Every paragraph of a draft and its sentences, in order; then its notes, 'n3' for the one of that number."""
    before = ""
    for name, whole, inside in _blocks(outline):
        yield Part(name, 0, whole, _mark(outline.text(whole), "", before))
        for at, span in enumerate(inside, 1):
            so_far = outline.edition.text[whole.start : span.start]
            yield Part(name, at, span, _mark(outline.text(span), so_far, before))
        before = outline.text(whole)


def _blocks(outline: Outline) -> Iterator[tuple[str, Span, Sequence[Span]]]:
    """Each paragraph and each note: what it is called, where it stands, and its sentences."""
    for paragraph in outline.paragraphs:
        if paragraph.block.span:
            yield paragraph.id, paragraph.block.span, paragraph.sentences
    notes = {block.number: block for block in outline.edition.blocks if block.kind == "note" and block.span}
    for number, block in notes.items():
        if block.span:
            yield f"n{number}", block.span, sentences(outline.edition.text, block.span)


def _mark(words: str, so_far: str, before: str) -> str:
    """'#' and two halves: of the words, and of what their paragraph says before them, or the one before where it goes on."""
    context = f"{before}\n{so_far}" if GOES_ON.search(so_far + words) else so_far
    return "#" + _digest(words) + _digest(context)


def _digest(words: str) -> str:
    """The same for the same words, however they are broken into lines and whatever number stands before them."""
    plain = _TYPED.sub("", " ".join(words.split()))
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:HALF]


def place_of(what: str) -> str:
    """The number alone, of an answer that may have a mark behind it."""
    return what.partition(" #")[0]


def outlines_of(documents: Iterable[Document], rules: Sections) -> dict[str, Outline]:
    """The outline of each draft by its name, of what is printed of it."""
    printed = {d.name: (d, tuple(b for b in d.blocks if b.kind in PRINTED)) for d in documents}
    return {
        name: outline_of(Edition("", "", "", d.text, blocks), rules) for name, (d, blocks) in printed.items()
    }


def chosen_in(outlines: Mapping[str, Outline], kinds: Mapping[str, str], reader: Reader) -> Chosen:
    """Where the register's answers fit the drafts; *kinds* of the documents by name.

    What it withholds and no draft has any more is withheld where it stood, since something like it may stand there.

    Raises:
        RulesError: no published draft has such a paragraph, and the answer has no mark of its words.
    """
    spans: list[Withheld] = []
    lost: list[Lost] = []
    places = _Places.of(outlines, kinds)
    for what, reason, match in _wishes(reader):
        there = places.at(match)
        fits = places.fitting(match, there, withheld=bool(reason)) if match["mark"] else there
        if not fits and not match["mark"]:
            key = "withhold" if reason else "show"
            raise RulesError(
                f"register.yaml: recipients: {reader.recipient.id}: {key}: no published draft has a paragraph {what}"
            )
        if not fits:
            lost.append(Lost(what, reason, outlines[there[0][0]].text(there[0][1]) if there else ""))
        spans += [Withheld(name, span, reason) for name, span in fits or (there if reason else ())]
    return Chosen(tuple(spans), tuple(lost))


def _wishes(reader: Reader) -> Iterator[tuple[str, str, re.Match[str]]]:
    """What the register says of places, each with its reason ('' where it is shown)."""
    people = reader.private | set(reader.people)
    for what, reason in (*reader.recipient.withhold, *((what, "") for what in reader.recipient.show)):
        match = PARAGRAPH.fullmatch(what)
        if match and what not in people:
            yield what, reason, match


@dataclass(frozen=True, slots=True)
class _Places:
    """Where everything stands in the drafts of each kind: by number, by mark, and by the first half of the mark."""

    by_number: Mapping[tuple[str, str, int], list[_Place]]
    by_mark: Mapping[_Told, list[_Place]]

    @classmethod
    def of(cls, outlines: Mapping[str, Outline], kinds: Mapping[str, str]) -> _Places:
        """All of them."""
        numbers: dict[tuple[str, str, int], list[_Place]] = defaultdict(list)
        marks: dict[_Told, list[_Place]] = defaultdict(list)
        for name, outline in outlines.items():
            for part in parts_of(outline):
                numbers[kinds[name], part.paragraph, part.at].append((name, part.span))
                for mark in (part.mark, part.mark[: HALF + 1]):
                    marks[kinds[name], part.at > 0, mark].append((name, part.span))
        return cls(numbers, marks)

    def at(self, match: re.Match[str]) -> list[_Place]:
        """What stands at a number, in each draft of its kind."""
        key = (match["kind"] or REPORT, match["number"], int(match["sentence"] or 0))
        return self.by_number.get(key, [])

    def fitting(self, match: re.Match[str], there: list[_Place], *, withheld: bool) -> list[_Place]:
        """Where an answer with a mark fits: *withheld* wherever the words stand, else there, or at one other place."""
        mark = match["mark"][: HALF + 1] if withheld else match["mark"]
        alike = self.by_mark.get((match["kind"] or REPORT, bool(match["sentence"]), mark), [])
        here = [one for one in there if one in alike]
        return alike if withheld or (not here and len(alike) == 1) else here
