"""summary.yaml: what the author wants in a summary; written by people, by hand or in the page, and read here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from redact.publications.outline import RECOMMENDATIONS, Outline
from redact.publications.sentences import count_words
from redact.rules.lined import Keys, Source, line_in, parse_yaml, read_source
from redact.rules.sections import WHOLE, Sections

SUMMARY_FILE = "summary.yaml"
SOURCES = ("hidden", "shown")
_PART = ("section", "title", "words", "add", "leave")
_PLACE = re.compile(r"(?P<id>[^:]+?)(?::(?P<sentence>[1-9]\d{0,3}))?")


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of the report, or one sentence of it (from 1)."""

    paragraph: str
    sentence: int = 0  # 0 for the whole paragraph
    keys: Keys = ()  # where in the file it is named

    def covers(self, paragraph: str, sentence: int) -> bool:
        """Whether that sentence is meant."""
        return self.paragraph == paragraph and self.sentence in {0, sentence}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the summary: a kind of section, how long it is, and what is in it by the author's word."""

    section: str
    title: str
    words: int | None  # None: whole
    add: tuple[Place, ...] = ()
    leave: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """The parts in the order in which they are printed, and whether the paragraphs they come from are named."""

    parts: tuple[Part, ...]
    shows_sources: bool = False
    source: Source | None = None  # the file; None where the rules alone say it

    def require_in(self, outline: Outline) -> None:
        """Every paragraph and sentence that the file names stands in the report.

        Raises:
            RulesError: one does not, with file, line and key.
        """
        for place in (each for part in self.parts for each in (*part.add, *part.leave)):
            found = outline.named(place.paragraph)
            if self.source and (found is None or place.sentence > len(found.sentences)):
                what = f"no sentence {place.sentence} in paragraph" if found else "no paragraph"
                advice = "redact show CASE summary lists them"
                raise self.source.wrong(place.keys, f"the report has {what} {place.paragraph}; {advice}")


def counted_in(wanted: Wanted, outline: Outline, mark: str) -> Wanted:
    """What is wanted, for a copy from which stretches were taken out: a paragraph with *mark* in it has other sentences.

    One of its sentences that is to be left out leaves the paragraph out, and one to be added is not added.
    """
    cut = {p.id for p in outline.paragraphs if any(mark in outline.text(span) for span in p.sentences)}
    parts = [
        replace(
            part,
            add=tuple(place for place in part.add if not (place.sentence and place.paragraph in cut)),
            leave=tuple(replace(p, sentence=0) if p.paragraph in cut else p for p in part.leave),
        )
        for part in wanted.parts
    ]
    return replace(wanted, parts=tuple(parts))


def read_wanted(path: Path, rules: Sections) -> Wanted:
    """What the file at *path* asks for; what the rules say where there is no such file.

    Raises:
        RulesError: an unknown key or section, a section given twice, a length that is none, with file, line and key.
    """
    if not path.exists():
        return Wanted(tuple(Part(k.name, k.title, k.words) for k in rules.offered if k.words != 0))
    return _wanted(read_source(path), rules)


def wanted_of(text: str, rules: Sections, path: Path = Path(SUMMARY_FILE)) -> Wanted:
    """What *text* would ask for as the file at *path*.

    Raises:
        RulesError: as `read_wanted`.
    """
    data, root = parse_yaml(text, path)
    source = Source(path, data, lambda keys: line_in(root, keys))
    source.mapping((), data)
    return _wanted(source, rules)


def _wanted(source: Source, rules: Sections) -> Wanted:
    source.only((), source.data, ("sections", "sources"))
    sources = source.data.get("sources", SOURCES[0])
    if sources not in SOURCES:
        raise source.wrong(("sources",), f"should be one of {', '.join(SOURCES)}")
    rows = source.data.get("sections")
    if not isinstance(rows, list) or not rows:
        raise source.wrong(("sections",), "missing or empty; it should be a list of sections")
    parts = tuple(_part(source, at, row, rules) for at, row in enumerate(rows))
    _require_once(source, parts)
    return Wanted(parts, sources == "shown", source)


def _part(source: Source, at: int, given: Any, rules: Sections) -> Part:
    keys: Keys = ("sections", at)
    row = source.only(keys, given, _PART)
    name, known = row.get("section"), {kind.name: kind for kind in rules.offered}
    if not isinstance(name, str) or name not in known:
        raise source.wrong((*keys, "section"), f"should be one of {', '.join(known)}")
    title = row.get("title", known[name].title)
    if not isinstance(title, str) or not title.strip():
        raise source.wrong((*keys, "title"), "should be words")
    words = row.get("words", known[name].words)
    if name == RECOMMENDATIONS and (row.get("leave") or not (words is None or words == WHOLE)):
        key = "leave" if row.get("leave") else "words"
        raise source.wrong(
            (*keys, key),
            "recommendations are whole, word for word; to have none of them, take this section out",
        )
    return Part(
        name,
        title.strip(),
        _words(source, (*keys, "words"), words),
        tuple(_places(source, (*keys, "add"), row.get("add"))),
        tuple(_places(source, (*keys, "leave"), row.get("leave"))),
    )


def _words(source: Source, keys: Keys, value: Any) -> int | None:
    if value is None or value == WHOLE:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100_000:
        raise source.wrong(keys, "should be a number of words, or whole")
    return value


def _places(source: Source, keys: Keys, value: Any) -> Iterator[Place]:
    if value is not None and not isinstance(value, list):
        raise source.wrong(keys, 'should be a list of paragraphs, such as ["3.4", "3.7:2"]')
    for at, item in enumerate(value or ()):
        match = _PLACE.fullmatch(item.strip()) if isinstance(item, str) else None
        if not match:  # 1.10 without quotes is 1.1 to YAML
            raise source.wrong(
                (*keys, at), 'put the paragraph in quotes: "3.10", or "3.10:2" for its second sentence'
            )
        yield Place(match["id"].strip(), int(match["sentence"] or 0), (*keys, at))


def _require_once(source: Source, parts: Sequence[Part]) -> None:
    seen: set[str] = set()
    for at, part in enumerate(parts):
        if part.section in seen:
            raise source.wrong(("sections", at, "section"), "this section is given twice")
        seen.add(part.section)


def proposed(outline: Outline, rules: Sections) -> str:
    """The text of a summary.yaml to begin with: the rules' own choice, and beside it what the report has."""
    lines = [
        "# What the executive summary takes from the overview report. Yours to change, here or on the page Summary of the review.",
        "# Order of the lines: order of the summary. words: a number, or whole. Take a line out to leave a section out.",
        '# add: and leave: name paragraphs of the report, or one sentence of one: ["3.4", "3.10:2"] (always in quotes).',
        "# redact show CASE summary lists the sentences that were taken, with their paragraphs.",
        "sources: hidden   # shown: each paragraph of the summary ends with the number of the one it comes from",
        "sections:",
    ]
    for kind in rules.offered:
        has = sum(count_words(outline.text(s)) for p in outline.of(kind.name) for s in p.sentences)
        words = WHOLE if kind.words is None else kind.words
        entry = f"- {{section: {kind.name}, words: {words}}}"
        off = not has or words == 0
        lines.append(f"{'  # ' if off else '  '}{entry}   # the report has {has} words of it")
    return "\n".join(lines) + "\n"


def taken_out(places: Iterable[Place], paragraph: str, sentence: int) -> bool:
    """Whether one of the places means that sentence."""
    return any(place.covers(paragraph, sentence) for place in places)
