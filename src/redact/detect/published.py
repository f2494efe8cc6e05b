"""What belongs to published works, and so to nobody in the case: their authors, volumes and years.

Where a name may be an author's or somebody's in the case, it is treated and asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from redact.detect.bodies import other_boards
from redact.detect.cited import (
    HAS_WRITTEN,
    WRITES,
    cited_spans,
    has_forename,
    is_a_known_author,
    is_the_author,
    may_be,
)
from redact.detect.keep import reference_spans
from redact.detect.known import Known
from redact.detect.ner import SENTENCE_END
from redact.detect.overlaps import GUESSES, Spread
from redact.detect.words import is_first_name, is_name, is_ordinary
from redact.detect.works import YEAR, Work, Works, known_works
from redact.model import Document, Mention, Span
from redact.names import fold, folded_list
from redact.rules import Rules

#: The rule of a name in an entry of the references that is no author's.
IN_REFERENCES = "a name in the references"
#: What is left of a guess that began with an author's surname: 'Munro Review'.
NAMED_WORK = re.compile(r"\s(?:Review|Report|Inquiry|Model|Framework|Theory)s?")
#: What may be an author in the eyes of the language model.
AUTHOR_LABELS = frozenset({"PERSON", "ORG", "PLACE"})
#: The year of a work, or of a birth, directly behind a surname.
YEAR_BESIDE = re.compile(r",?\s[(\[]?((?:19|20)\d\d)")
#: A surname alone, or as the references have it.
LONE = re.compile(r"\S+|[^\s,]+,\s[A-Z]\.?")
#: What stands before an author whose initial comes first: 'in M. Brandon (ed.)'
INITIAL_BEFORE = re.compile(r"\b[A-Z]\.\s?$")
#: What stands behind an author's surname in the references: 'Brandon, M.', 'Brandon M'
INITIAL_BEHIND = re.compile(r",?\s(?P<initial>[A-Z])(?:\.|[A-Z]{0,2}\b)(?!\w)")


@dataclass(frozen=True, slots=True)
class Published:
    """What a draft cites, beside the works and the people of its case."""

    document: Document
    works: Works
    known: Known
    rules: Rules
    cited: Spread
    references: Spread
    explained: Spread  # what stays for another reason, as 'Victoria Climbié'


def published_in(
    document: Document, works: Works, known: Known, rules: Rules, explained: Iterable[Span]
) -> Published:
    """What *document* cites; *explained* are the spans that stay anyhow."""
    cited = [*cited_spans(document, works, rules), *other_boards(document, rules)]
    references = Spread(reference_spans(document))
    return Published(document, works, known, rules, Spread(cited), references, Spread(explained))


def without_the_published(found: Sequence[Mention], published: Published) -> list[Mention]:
    """Mentions without the authors, volumes and years of published works; who may be either is asked about."""
    left = [m for one in found if (m := _unless_an_author(one, published)) is not None]
    left = [m for m in left if not (_is_bare_number(m) and published.references.covers(m.span))]
    return _without_public_years(left, published)


def _is_bare_number(mention: Mention) -> bool:
    """Whether a mention is an age or a year alone, which in the references is a volume and the year of a work."""
    return mention.label == "AGE" or len(mention.value) == 4


def _unless_an_author(mention: Mention, published: Published) -> Mention | None:
    if mention.rule == "known" and published.cited.covers(mention.span):
        listed = published.references.covers(mention.span)
        return (_known_in_references if listed else _known_in_citation)(mention, published)
    if mention.rule not in GUESSES:
        return mention
    if published.references.covers(mention.span):
        return _guessed_in_references(mention, published)
    return None if _stands_as_author(mention, published) else mention


def _known_in_references(mention: Mention, published: Published) -> Mention | None:
    """A known name in an entry: an author's where the initial differs; else treated, and asked about where alone."""
    text, document = mention.text, published.document.text
    surname = re.split(r"[,\s]", text)[0]
    if not LONE.fullmatch(text):
        return mention
    if initial := INITIAL_BEHIND.match(document, mention.span.start + len(surname)):
        return _asked(mention) if may_be(initial["initial"], surname, published.known) else None
    if mention.score < 0.5 or (mention.score < 0.6 and not is_name(fold(text), published.rules)):
        return None  # an everyday word of a title
    return _asked(mention)


def _known_in_citation(mention: Mention, published: Published) -> Mention | None:
    """A known name in a citation that is borne out: nobody's in the case only where it cannot be."""
    if mention.label != "PERSON" and mention.score < 0.6:
        return None  # an everyday word of a title
    if not LONE.fullmatch(mention.text):
        return mention
    document, known = published.document, published.known
    if is_a_known_author(document, mention, known, published.rules):
        return None
    if is_the_author(document, mention, published.works, known):
        return None
    return _asked(mention)


def _asked(mention: Mention) -> Mention:
    return replace(mention, status="flag", score=0.55, reason=f"{mention.reason}, or a cited author")


def _guessed_in_references(mention: Mention, published: Published) -> Mention | None:
    """A guess in the references: nothing where it is an author, a name to be asked about where no title explains it."""
    if mention.label != "PERSON" or published.explained.covers(mention.span):
        return mention
    words = [*re.finditer(r"[^\W\d_][\w’'\-]+", mention.text)]
    text, at = published.document.text, mention.span.start
    if all(
        INITIAL_BEHIND.match(text, at + word.end())
        or INITIAL_BEFORE.search(text[max(0, at + word.start() - 4) : at + word.start()])
        or _explains_itself(word[0], published)
        for word in words
    ):
        return mention
    return replace(
        mention,
        rule=IN_REFERENCES,
        status="flag",
        score=0.55,
        reason="a person in the list of references who is not its author",
    )


def _explains_itself(word: str, published: Published) -> bool:
    """Whether a word of a title is no name of the case by itself: English, or a researcher's."""
    folded, rules = fold(word), published.rules
    if word[0].islower() or is_ordinary(folded, rules):
        return True
    return not is_first_name(folded, rules) and (
        folded in folded_list("authors", rules) or folded in published.works
    )


def _stands_as_author(mention: Mention, published: Published) -> bool:
    """Whether a guess is a lone surname of an author whom something bears out, and stands where one is cited."""
    text, rules = published.document.text, published.rules
    first = re.split(r"[,\s]", mention.text)[0]
    surname, end = fold(re.sub(r"['’]s?$", "", first)), mention.span.start + len(first)
    listed = surname in folded_list("authors", rules)
    if (
        surname in known_works(rules)
        and published.cited.covers(mention.span)
        and LONE.fullmatch(mention.text)
    ):
        return not has_forename(text, mention.span.start, rules)
    if mention.label not in AUTHOR_LABELS or not (listed or surname in published.works):
        return False
    lone = LONE.fullmatch(mention.text) or NAMED_WORK.fullmatch(text, end, mention.span.end)
    if not lone or has_forename(text, mention.span.start, rules):
        return False
    if published.cited.covers(mention.span):
        return True
    if is_first_name(surname, rules):
        return False
    if listed:
        return bool(WRITES.match(text, end))
    beside = YEAR_BESIDE.match(text, end)
    if beside and beside[1] not in {work.year for work in published.works[surname]}:
        return False  # a birth's, it may be
    return bool(HAS_WRITTEN.match(text, end)) or _has_its_year(mention, published.works[surname], published)


def _has_its_year(mention: Mention, works: Iterable[Work], published: Published) -> bool:
    """Whether the sentence of a surname that writes something has the year of one of its works."""
    text = published.document.text
    years = {year[1] for year in YEAR.finditer(published.document.of(_sentence_around(text, mention.span)))}
    return bool(WRITES.match(text, mention.span.end)) and any(work.year in years for work in works)


def _without_public_years(found: Sequence[Mention], published: Published) -> list[Mention]:
    """Mentions without the years of laws, reports and published cases: 'Laming wrote in 2003'."""
    document, cited = published.document, published.cited
    public = [span for span in published.explained.spans if PUBLIC.search(document.of(span))] + cited.spans
    people = [m.span for m in found if m.rule == "known" or _is_a_person(m, published)]
    names = {n for n in published.works if not is_first_name(n, published.rules)}
    names |= folded_list("authors", published.rules)
    out = []
    for m in found:
        if m.label == "DATE" and re.fullmatch(r"\d{4}", m.value):
            sentence = _sentence_around(document.text, m.span)
            words = {fold(word) for word in re.findall(r"[A-Z]\w+", document.of(sentence))}
            if (words & names or any(sentence.covers(p) for p in public)) and not any(
                sentence.covers(p) for p in people
            ):
                continue
        out.append(m)
    return out


def _is_a_person(mention: Mention, published: Published) -> bool:
    """Whether a guess may be somebody in the case, and so a year beside it their birth's."""
    if mention.label != "PERSON" or mention.status not in {"replace", "flag"}:
        return False
    return not (published.cited.covers(mention.span) or published.explained.covers(mention.span))


#: What is published has a year of its own.
PUBLIC = re.compile(
    r"\b(?:Act|Inquiry|Reports?|Reviews?|Regulations|Convention|Guidance|Together|Laming|Munro|Baby P)\b"
)


def _sentence_around(text: str, span: Span) -> Span:
    """The sentence that *span* stands in; a line end ends it too."""
    before = [m.end() for m in SENTENCE_END.finditer(text, max(0, span.start - 400), span.start)]
    after = SENTENCE_END.search(text, span.end, span.end + 400)
    return Span(
        before[-1] if before else max(0, span.start - 400),
        after.start() if after else min(len(text), span.end + 400),
    )
