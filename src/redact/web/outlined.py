"""The executive summary as a page shows it: section by section what is in it and what could be."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from redact.model import Edition
from redact.pipeline import drafted
from redact.policies import audiences
from redact.prepared import Prepared
from redact.publications import Line, Outline, Paragraph, Part, Summary, Wanted, outline_of
from redact.publications.outline import RECOMMENDATIONS
from redact.publications.sentences import count_words
from redact.publications.wanted import taken_out
from redact.summaries import REPORT, put_together, sections_of
from redact.web.sitting import State


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the report, and what a person said of it for this section."""

    place: str  # '3.4:2'
    text: str
    by: str = ""  # 'added', 'left out', or '' where the program chose
    change: str = ""  # in a preview: 'new' or ''


@dataclass(frozen=True, slots=True)
class Together:
    """Sentences of one paragraph that stand together, in the summary or outside."""

    paragraph: str
    sentences: tuple[Sentence, ...]
    of: int  # how many the paragraph has


@dataclass(frozen=True, slots=True)
class Shown:
    """One section of the summary."""

    at: int
    part: Part
    fixed: bool  # recommendations: whole, whatever anybody would like
    words: int  # that it has in the summary
    has: int  # that the report has of it
    inside: tuple[Together, ...]
    outside: tuple[Together, ...]


def report_for(state: State, audience: str) -> Edition | None:
    """The report as an edition for an audience; None where no draft is one. Made once for a state of the review."""
    name = ("report", audience)
    if name not in state.kept:
        state.kept[name] = drafted(state.prepared, audience).get(REPORT)
    found: Edition | None = state.kept[name]
    return found


def outline_for(state: State, report: Edition) -> Outline:
    """The outline of that report, made once."""
    name = ("outline", report.audience)
    if name not in state.kept:
        state.kept[name] = outline_of(report, sections_of(state.prepared))
    found: Outline = state.kept[name]
    return found


def sections_shown(outline: Outline, wanted: Wanted, summary: Summary) -> Iterator[Shown]:
    """Every section as wanted, with its sentences."""
    for at, part in enumerate(wanted.parts):
        lines = [line for line in summary.lines if line.section == part.section]
        inside = {(line.paragraph, line.sentence) for line in lines}
        own = outline.of(part.section)
        yield Shown(
            at,
            part,
            part.section == RECOMMENDATIONS,
            sum(count_words(line.text) for line in lines),
            sum(count_words(outline.text(s)) for p in own for s in p.sentences),
            tuple(_inside(outline, part, lines)),
            tuple(_outside(outline, part, own, inside)),
        )


def _inside(outline: Outline, part: Part, lines: Sequence[Line]) -> Iterator[Together]:
    for name, group in groupby(lines, key=lambda line: line.paragraph):
        paragraph = outline.named(name)
        rows = tuple(
            Sentence(f"{name}:{line.sentence}", line.text, _by(part, name, line.sentence)) for line in group
        )
        yield Together(name, rows, len(paragraph.sentences) if paragraph else len(rows))


def _outside(
    outline: Outline, part: Part, own: Iterable[Paragraph], inside: Collection[tuple[str, int]]
) -> Iterator[Together]:
    """What the section of the report has and the summary has not; words of a table cannot be told from their place."""
    for paragraph in own:
        if paragraph.block.kind in {"heading", "caption"} or paragraph.block.cell:
            continue
        rows = tuple(
            Sentence(f"{paragraph.id}:{n}", outline.text(span), _by(part, paragraph.id, n))
            for n, span in enumerate(paragraph.sentences, 1)
            if (paragraph.id, n) not in inside
        )
        if rows:
            yield Together(paragraph.id, rows, len(paragraph.sentences))


def _by(part: Part, paragraph: str, sentence: int) -> str:
    if taken_out(part.add, paragraph, sentence):
        return "added"
    return "left out" if taken_out(part.leave, paragraph, sentence) else ""


def elsewhere(outline: Outline, wanted: Wanted) -> list[Paragraph]:
    """The running text of the report that stands in no section of the summary."""
    there = {part.section for part in wanted.parts}
    return [
        p
        for p in outline.paragraphs
        if p.section not in there and p.block.kind in {"paragraph", "quote", "item"} and not p.block.cell
    ]


# Before it is saved ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Preview:
    """One section as it would be, sentence by sentence, and what it would have no longer."""

    title: str
    sentences: tuple[Sentence, ...]
    gone: tuple[Sentence, ...]


def preview(after: Summary, wanted: Wanted, before: Summary | None) -> Iterator[Preview]:
    """The summary as it would be, beside the one *before*; then the sections that would be gone."""
    titles = {part.section: part.title for part in wanted.parts}
    old = before.lines if before else ()
    had = {(line.section, line.paragraph, line.sentence) for line in old}
    has = {(line.section, line.paragraph, line.sentence) for line in after.lines}
    for section in dict.fromkeys(
        [*titles, *(line.section for line in old if line.section in _known(old, titles))]
    ):
        sentences = [line for line in after.lines if line.section == section]
        gone = [x for x in old if x.section == section and (x.section, x.paragraph, x.sentence) not in has]
        if sentences or gone:
            yield Preview(
                titles.get(section, f"{section} (no longer a section)"),
                tuple(_told(x, "" if not before or _place(x) in had else "new") for x in sentences),
                tuple(_told(x, "gone") for x in gone),
            )


def _known(old: Sequence[Line], titles: Collection[str]) -> set[str]:
    return {line.section for line in old} - set(titles) - {"front"}


def _place(line: Line) -> tuple[str, str, int]:
    return line.section, line.paragraph, line.sentence


def _told(line: Line, change: str) -> Sentence:
    return Sentence(f"{line.paragraph}:{line.sentence}", line.text, change=change)


@dataclass(frozen=True, slots=True)
class Size:
    """How long the summary is for one audience."""

    audience: str
    sentences: int
    words: int


def sizes(state: State, wanted: Wanted) -> Iterator[Size]:
    """The summary of every audience that has a report.

    Raises:
        RulesError: one of their reports has no such paragraph.
    """
    prepared: Prepared = state.prepared
    for audience in audiences(prepared.rules, prepared.register):
        if report := report_for(state, audience):
            lines = [x for x in put_together(prepared, report, wanted).lines if x.section != "front"]
            yield Size(audience, len(lines), sum(count_words(x.text) for x in lines))
