"""What the register says of single sentences and paragraphs: where each of its answers fits the drafts.

A number says where a sentence stands. Behind it may stand a mark of its words and of the sentence before it ('He left'
means whoever came before), '3.4:1 #1f3a9c2e', as the lists and the page write it: then the answer is that
sentence's, wherever a later draft has it, and is nobody else's.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from redact.errors import RulesError
from redact.model import PRINTED, Document, Edition, Span
from redact.publications.outline import Outline, Paragraph, outline_of
from redact.recipients.readers import Reader
from redact.recipients.registered import PARAGRAPH
from redact.recipients.withholding import REPORT, Withheld
from redact.rules.sections import Sections

_LENGTH = 8  # hexadecimal characters of a mark


@dataclass(frozen=True, slots=True)
class Lost:
    """An answer whose sentence no draft has as it was: its number, and the words that stand there now ('' for none)."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The stretches that the register withholds, or shows (with no reason), and the answers that fit nothing."""

    spans: tuple[Withheld, ...] = ()
    lost: tuple[Lost, ...] = ()


def told_in(paragraph: Paragraph, at: int) -> Span:
    """The sentence of that place in a paragraph (from 0) with the one before it: what its mark is made of."""
    return Span(paragraph.sentences[max(at - 1, 0)].start, paragraph.sentences[at].end)


#: A draft and a stretch of it.
_Place = tuple[str, Span]
#: A kind of document, whether it is a sentence or a paragraph, and its mark.
_Told = tuple[str, bool, str]


def mark_of(words: str) -> str:
    """What stands behind a sentence's number: the same for the same words, however they are broken into lines."""
    plain = " ".join(words.split())
    return "#" + hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


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

    What it withholds and no draft has as it was is withheld where it stood, since something like it may stand there.

    Raises:
        RulesError: no published draft has such a paragraph, and the answer has no mark of its words.
    """
    spans: list[Withheld] = []
    lost: list[Lost] = []
    marks = _by_mark(outlines, kinds)
    for what, reason, match in _wishes(reader):
        there = list(_at(match, outlines, kinds))
        if match["mark"]:
            marked = marks.get((match["kind"] or REPORT, bool(match["sentence"]), match["mark"]), [])
            fits = [one for one in there if one in marked] or (marked if len(marked) == 1 else [])
            if not fits:
                lost.append(Lost(place_of(what), outlines[there[0][0]].text(there[0][1]) if there else ""))
            there = fits or (there if reason else [])
        elif not there:
            key = "withhold" if reason else "show"
            raise RulesError(
                f"register.yaml: recipients: {reader.recipient.id}: {key}: no published draft has a paragraph {what}"
            )
        spans += [Withheld(name, span, reason) for name, span in there]
    return Chosen(tuple(spans), tuple(lost))


def _wishes(reader: Reader) -> Iterator[tuple[str, str, re.Match[str]]]:
    """What the register says of places, each with its reason ('' where it is shown)."""
    people = reader.private | set(reader.people)
    for what, reason in (*reader.recipient.withhold, *((what, "") for what in reader.recipient.show)):
        match = PARAGRAPH.fullmatch(what)
        if match and what not in people:
            yield what, reason, match


def _at(match: re.Match[str], outlines: Mapping[str, Outline], kinds: Mapping[str, str]) -> Iterator[_Place]:
    """The stretch of that number in each draft of its kind."""
    for name, outline in outlines.items():
        paragraph = outline.named(match["number"]) if kinds[name] == (match["kind"] or REPORT) else None
        parts = _parts(paragraph, bool(match["sentence"])) if paragraph else ()
        at = int(match["sentence"] or 1)
        if at <= len(parts):
            yield name, parts[at - 1]


def _by_mark(outlines: Mapping[str, Outline], kinds: Mapping[str, str]) -> dict[_Told, list[_Place]]:
    """The sentences and the paragraphs of each kind of document by their marks, wherever they stand."""
    found: dict[_Told, list[_Place]] = defaultdict(list)
    for name, outline in outlines.items():
        for paragraph in outline.paragraphs:
            for at, span in enumerate(paragraph.sentences):
                found[kinds[name], True, mark_of(outline.text(told_in(paragraph, at)))].append((name, span))
            for span in _parts(paragraph, by_sentence=False):
                found[kinds[name], False, mark_of(outline.text(span))].append((name, span))
    return found


def _parts(paragraph: Paragraph, by_sentence: bool) -> tuple[Span, ...]:
    """The sentences of a paragraph, or the whole of it."""
    if by_sentence:
        return paragraph.sentences
    return (paragraph.block.span,) if paragraph.block.span else ()
