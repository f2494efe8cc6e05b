"""An executive summary out of the report's own sentences, each with the paragraph that it came from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from redact.model import Block, Edition, Run, Span
from redact.publications.choosing import Chosen, Language, cut
from redact.publications.outline import FRONT, RECOMMENDATIONS, Outline, Paragraph
from redact.publications.sentences import count_words, people_in
from redact.publications.wanted import Part, Place, Wanted, taken_out
from redact.rules.sections import Sections

KIND = "executive-summary"
#: A line of the title page has fewer words.
SHORT = 40
_OF_THE_REPORT = re.compile(r"^\W*(?:the\s+)?(?:full\s+|final\s+)?(?:overview\s+)?report\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the summary, and where in the report it stands."""

    section: str
    paragraph: str  # the id in the outline
    sentence: int  # in its paragraph, from 1
    text: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary as an edition, and the source of every sentence in it."""

    edition: Edition
    lines: tuple[Line, ...]
    empty: tuple[str, ...] = ()  # sections that were asked for and of which the report gave nothing

    def sources(self) -> list[dict[str, str | int]]:
        """The sources as plain data, without a word of the text."""
        return [
            {"section": one.section, "paragraph": one.paragraph, "sentence": one.sentence}
            for one in self.lines
        ]


def assemble(
    outline: Outline,
    wanted: Wanted,
    rules: Sections,
    people: Collection[str] = (),
    drafts: Collection[str] = (),
) -> Summary:
    """The summary of a report as *wanted*.

    *people* are the pseudonyms of people; lines of the title page with a word of *drafts* ('draft v3') stay out.

    Raises:
        RulesError: summary.yaml names a paragraph that the report does not have.
    """
    wanted.require_in(outline)
    made = _Sheet(outline, wanted.shows_sources)
    made.front(rules.subtitle, drafts)
    language = Language(rules.plain, people_in(people, rules.persons))
    empty = [part.section for part in wanted.parts if not made.part(part, language)]
    edition = outline.edition
    foreword = (*edition.foreword, *_foreword(rules, made.lines))
    text, blocks = "\n".join(made.text), tuple(made.blocks)
    summary = Edition(edition.audience, KIND, edition.title, text, blocks, foreword)
    summary = replace(summary, formats=edition.formats, template=edition.template)
    return Summary(summary, tuple(made.lines), tuple(empty))


def _foreword(rules: Sections, lines: Sequence[Line]) -> Iterator[str]:
    """The words of the programme's own; of the recommendations only where there are some."""
    first, *others = rules.foreword
    yield f"{first} {rules.in_full}" if any(line.section == RECOMMENDATIONS for line in lines) else first
    yield from others


class _Sheet:
    """The summary as it grows: its text, its blocks, and the source of each sentence."""

    def __init__(self, outline: Outline, shows_sources: bool) -> None:
        self.outline, self.shows_sources = outline, shows_sources
        self.text: list[str] = []
        self.blocks: list[Block] = []
        self.lines: list[Line] = []
        self.at = 0

    def front(self, subtitle: str, drafts: Collection[str]) -> None:
        """The title, what this is, and who made the review."""
        self.print(self.outline.edition.title or subtitle, Block(None, "title"))
        self.print(subtitle, Block(None, "paragraph"))
        marks = [re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE) for word in sorted(drafts)]
        for paragraph in self.outline.of(FRONT):
            words = " ".join(map(self.outline.text, paragraph.sentences))
            marked = _OF_THE_REPORT.match(words) or any(mark.search(words) for mark in marks)
            if paragraph.block.kind == "paragraph" and count_words(words) < SHORT and not marked:
                self.sentences(FRONT, paragraph, range(len(paragraph.sentences)), paragraph.block)

    def part(self, part: Part, language: Language) -> bool:
        """One part of the summary under its title; whether there was anything in it."""
        whole = part.words is None
        rows = list(self.whole(part) if part.words is None else self.cut(part, part.words, language))
        if not rows:
            return False
        self.print(part.title, Block(None, "heading", level=1))
        for paragraph, sentences in rows:
            self.sentences(part.section, paragraph, sentences, _in_summary(paragraph.block, whole))
        return True

    def whole(self, part: Part) -> Iterator[tuple[Paragraph, Sequence[int]]]:
        """Everything of a section but its own heading and what the author leaves out, with what is added."""
        opened = False
        for paragraph in self.outline.paragraphs:
            own = paragraph.section == part.section
            if own and not opened and paragraph.block.kind == "heading" and not paragraph.block.cell:
                opened = True
                if len(paragraph.sentences) and not _says_more(self.outline, paragraph):
                    continue
            kept = [at for at in range(len(paragraph.sentences)) if self._wanted(part, paragraph, at, own)]
            if kept:
                yield paragraph, kept

    def _wanted(self, part: Part, paragraph: Paragraph, at: int, own: bool) -> bool:
        if taken_out(part.leave, paragraph.id, at + 1):
            return False
        return own or taken_out(part.add, paragraph.id, at + 1)

    def cut(self, part: Part, words: int, language: Language) -> Iterator[tuple[Paragraph, Sequence[int]]]:
        """The sentences of a section that fit its length, with those that the author adds whatever their length."""
        numbered = list(enumerate(self.outline.paragraphs))
        section = [at for at, paragraph in numbered if paragraph.section == part.section]
        added = {
            Chosen(at, s) for at, p in numbered for s in range(len(p.sentences)) if _named(part.add, p, s)
        }
        chosen = cut(self.outline, section, words, language, part.leave, added)
        for at, group in groupby(sorted(chosen), key=lambda each: each.paragraph):
            yield self.outline.paragraphs[at], [each.sentence for each in group]

    def sentences(self, section: str, paragraph: Paragraph, which: Sequence[int], block: Block) -> None:
        """Sentences of one paragraph of the report as one block of the summary."""
        spans = [paragraph.sentences[at] for at in which]
        for at, span in zip(which, spans, strict=True):
            self.lines.append(Line(section, paragraph.id, at + 1, self.outline.text(span)))
        runs, words, offset = [], [], self.at
        for span in spans:
            runs += _clipped(paragraph.block.runs, span, offset)
            words.append(self.outline.text(span))
            offset += len(span) + 1
        named = self.shows_sources and block.kind == "paragraph" and not block.number and section != FRONT
        source = f" ({paragraph.id})" if named and paragraph.id[:1].isdigit() else ""
        self.print(" ".join(words) + source, replace(block, runs=tuple(runs)))

    def print(self, words: str, block: Block) -> None:
        """*words* as *block*, at the end."""
        self.blocks.append(replace(block, span=Span(self.at, self.at + len(words))))
        self.text.append(words)
        self.at += len(words) + 1


def _named(places: Sequence[Place], paragraph: Paragraph, sentence: int) -> bool:
    return taken_out(places, paragraph.id, sentence + 1)


def _says_more(outline: Outline, heading: Paragraph) -> bool:
    """Whether a section's own heading says something that the summary's title does not: 'Recommendation 1: escalation'."""
    return any(sign.isdigit() for span in heading.sentences for sign in outline.text(span))


def _in_summary(block: Block, whole: bool) -> Block:
    """The block as it is carried over: as it stands, or as a plain paragraph where sentences of it were left out."""
    bare = replace(block, anchors=(), links=(), new_page=False)
    if not whole:
        return Block(None, "paragraph")
    return replace(bare, level=max(block.level, 2)) if block.kind == "heading" else bare


def _clipped(runs: Sequence[Run], span: Span, to: int) -> list[Run]:
    """The runs inside *span*, moved to where it now stands."""
    found = []
    for run in runs:
        start, end = max(run.span.start, span.start), min(run.span.end, span.end)
        if start < end:
            found.append(Run(Span(to + start - span.start, to + end - span.start), run.style))
    return found


def in_words(summary: Summary) -> Iterator[str]:
    """For people: each sentence with the paragraph and the sentence of the report that it is."""
    for section, group in groupby(summary.lines, key=lambda line: line.section):
        yield f"{section}:"
        yield from (f"  {line.paragraph}:{line.sentence}  {line.text}" for line in group)
    for section in summary.empty:
        yield f"{section}: the report has nothing under such a heading"
