"""Citations of published works: which words name an author, and which only look as if they did.

A birth year stands behind a name as the year of a work does ('Alfie (2012)'), and a household may be
called 'Brandon and others'. So a name counts as an author's only where something bears it out: an
entry 'Surname, I. … (year)' in the references of a draft of the case, the list of researchers, or a
shape that no birth year has. All else is treated or asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase

from redact.detect.known import Known
from redact.detect.titles import KIN_TITLES
from redact.detect.words import is_first_name, is_name, is_ordinary, trade_words
from redact.detect.works import BEFORE_YEAR, NAME, SEVERAL, YEAR, YEARS, Work, Works, known_works
from redact.model import Document, Mention, Span
from redact.names import fold, folded_list, is_title
from redact.rules import Rules
from redact.sections import sections

_INITIALS = r"(?:,?\s(?:[A-Z]\.\s?){1,3})?"
CITATION = re.compile(
    rf"{NAME}{_INITIALS}(?:(?:,|\sand|\s&|,\sand)\s{NAME}{_INITIALS}){{0,5}}"
    rf"(?:,?\set\sal\.?|\s(?:and|&)\s(?:colleagues|others))?,?\s[(\[]?{YEARS}[a-z]?\b[)\]]?"
    rf"|{NAME}(?:\s(?:and|&)\s(?:colleagues|others)|,?\set\sal\b\.?)"
)
NOT_AUTHORS = re.compile(
    r"^(?:In|On|By|Since|From|Until|During|Before|After|The|Between|Spring|Summer|Autumn|Winter|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Early|Late|Mid|Christmas|Easter|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)
#: What a citation has and a sentence such as 'Brandon 2012' lacks.
SIGN = re.compile(r"[(\[]|et\sal|,\s\d{4}|colleagues$|others$")
#: What follows the name of an author and others: a year, a work of theirs, or what they say in it.
HAS_WRITTEN = re.compile(
    r",?\s[(\[]?(?:19|20)\d\d|,?\s\(?(?:in|see)\s(?:the\s)?(?:list\sof\s)?references\b"
    r"|['’]s?\s(?:\w+\s){0,2}(?:stud|research|work\b|analys|review|report|findings|model|framework)"
    r"|\s(?:(?:have|has)\s(?:\w+ly\s|also\s|again\s|since\s)?(?:describ|wr[io]t|argu|found|recommend|warn|show|observ|conclud|"
    r"suggest|noted|called for|pointed|identif|revisit|repeat|report)"
    r"|(?:also\s)?(?:describe|write|argue|find|recommend|warn|show|observe|conclude|suggest|note|call for|point|identify|report)\b)"
)
#: A work, and 'by' or 'of' before its authors.
WORK_BY = re.compile(
    r"\b(?:stud(?:y|ies)|research|work|works|writings?|analys[ei]s|reviews?|reports?|findings|model|framework|theory)"
    r"\s(?:\w+\s){0,2}?(?:by|of|from)\s$"
)
#: What a cited author does, and what is an author's.
WRITES = re.compile(
    r"(?:['’]s)?\s(?:\w+\s)?(?:describ|wrote|writ|argu|found|finds|recommend|warn|show|observ|conclud|suggest|not(?:ed|es)\b|call(?:ed|s) for|"
    r"point|identif|report\b|reports\b|inquiry|review|research|work\b|words\b|model|theory|framework|stud)",
    re.IGNORECASE,
)
#: How an entry of the references begins: who, and the year in brackets.
PUBLISHED = re.compile(r".{3,160}?[(\[](?:19|20)\d\d[a-z]?[)\]]")
#: The longest entry of a list of references that is taken for one.
ENTRY = 500
#: Titles under which the authors of inquiries are cited.
HONOURS = frozenset(["lord", "lady", "baroness", "sir", "dame", "professor", "prof", "justice"])


@dataclass(frozen=True, slots=True)
class Citation:
    """Words that look like a citation: who is cited, of what year ('' for none), where."""

    span: Span  # in the text that was given
    names: tuple[Span, ...]
    year: str
    several: bool  # 'et al', 'and others'


def citations_in(text: str) -> Iterator[Citation]:
    """What looks like a citation in *text*, borne out or not."""
    for match in CITATION.finditer(text):
        if NOT_AUTHORS.match(match.group()) or not SIGN.search(match.group()):
            continue
        at = match.start()
        names = tuple(Span(at + m.start(), at + m.end()) for m in re.finditer(NAME, match.group()))
        year = YEAR.search(match.group())
        several = bool(SEVERAL.search(match.group()))
        yield Citation(Span(*match.span()), names, year[1] if year else "", several)


def is_borne_out(text: str, citation: Citation, works: Works, rules: Rules) -> bool:
    """Whether every name of *citation* is an author's, as far as the case and the lists can tell."""
    if has_forename(text, citation.span.start, rules):
        return False
    if not citation.year and not _speaks_of_work(text, citation.span):
        return False
    if is_of_known_work(text, citation, rules):
        return True
    scholarly = _has_scholarly_shape(text, citation)
    return all(_is_author(text[n.start : n.end], citation, scholarly, works, rules) for n in citation.names)


def is_of_known_work(text: str, citation: Citation, rules: Rules) -> bool:
    """Whether every name of *citation*, its year and the number of its authors are those of one work in works.txt."""
    if not citation.year:
        return False
    known = known_works(rules)
    names = [fold(text[name.start : name.end]) for name in citation.names]
    works = [{(w.year, w.authors) for w in known.get(name, ()) if _is_of(w, citation)} for name in names]
    return bool(names) and bool(set.intersection(*works))


def _is_author(name: str, citation: Citation, scholarly: bool, works: Works, rules: Rules) -> bool:
    if is_first_name(fold(name), rules):
        return any(_is_of(work, citation) for work in works.get(fold(name), ()))
    listed = works.get(fold(name), frozenset())
    if any(citation.year in {"", work.year} for work in listed):
        return True
    return scholarly or fold(name) in folded_list("authors", rules)


def _is_of(work: Work, citation: Citation) -> bool:
    """Whether *citation* is of that very work: of its year, with as many authors as it has."""
    if citation.year and citation.year != work.year:
        return False
    return work.authors > 1 if citation.several else work.authors == len(citation.names)


def _has_scholarly_shape(text: str, citation: Citation) -> bool:
    """Whether no birth year could be written so: several works or 'et al' in brackets, or 'X et al (2016) found'."""
    if not citation.year:
        return False
    if (brackets := _brackets_around(text, citation.span)) is not None:
        return citation.several or len(YEAR.findall(brackets)) > 1
    return text[citation.names[-1].end :].lstrip(", ").startswith("et al") and bool(
        HAS_WRITTEN.match(text, citation.span.end)
        or WRITES.match(text, citation.span.end)
        or WORK_BY.search(text[max(0, citation.span.start - 60) : citation.span.start])
    )


def _brackets_around(text: str, span: Span) -> str | None:
    """What stands in the round brackets that are open at *span*; None where none are."""
    before = text[max(0, span.start - 200) : span.start]
    opened = before.rfind("(")
    if opened < 0 or ")" in before[opened:]:
        return None
    closed = text.find(")", span.start, span.end + 200)
    return before[opened:] + text[span.start : closed] if closed >= 0 else None


def _speaks_of_work(text: str, span: Span) -> bool:
    """Whether what stands beside 'X and others' is what is said of a work, in the tense of the literature.

    A narrative is told in the past tense, so 'X and others found the door open' is a household.
    """
    return bool(
        HAS_WRITTEN.match(text, span.end) or WORK_BY.search(text[max(0, span.start - 60) : span.start])
    )


def has_forename(text: str, start: int, rules: Rules) -> bool:
    """Whether a title, a first name or an initial stands directly before *start*: then it is one person's name."""
    before = re.search(r"([^\W\d_][\w’'\-]*)\.?[ \u00a0]$", text[max(0, start - 45) : start])
    if not before:
        return bool(re.search(r"\b[A-Z][a-z]+ \d{1,2} $", text[max(0, start - 45) : start]))
    word = fold(before[1])
    if is_title(before[1], rules) or word in KIN_TITLES:
        return word not in HONOURS or not before[1][0].isupper()
    if not before[1][0].isupper():
        return False
    return (len(word) == 1 and word not in {"a", "i"}) or is_name(word, rules) or not is_ordinary(word, rules)


def cited_spans(document: Document, works: Works, rules: Rules) -> Iterator[Span]:
    """Citations that are borne out, and in the references whole entries."""
    for block, part in zip(document.blocks, sections(document), strict=True):
        if not block.span:
            continue
        text, at = document.of(block.span), block.span.start
        if part == "references":
            yield from (Span(at + span.start, at + span.end) for span in _entry(text))
            continue
        for citation in citations_in(text):
            if is_borne_out(text, citation, works, rules):
                yield Span(at + citation.span.start, at + citation.span.end)


def _entry(text: str) -> Iterator[Span]:
    """A whole entry that has its year in brackets; of another one what stands before its year."""
    if named := re.match(r".{3,200}?[(\[]?(?:19|20)\d\d[a-z]?[)\].,:]", text):
        yield Span(0, min(len(text), ENTRY) if PUBLISHED.match(text) else named.end())


def seeming_authors(document: Document, works: Works, rules: Rules) -> Iterator[Mention]:
    """People in what looks like a citation and is not borne out by anything; each is asked about."""
    for block, part in zip(document.blocks, sections(document), strict=True):
        if not block.span or part == "references":
            continue
        text, at = document.of(block.span), block.span.start
        for citation in citations_in(text):
            if is_borne_out(text, citation, works, rules):
                continue
            for span in citation.names:
                if _may_be_a_person(text, span, citation, rules):
                    yield asked(document, Span(at + span.start, at + span.end), UNBORNE)


UNBORNE = "reads like a cited author, but no draft lists such a work"


def _may_be_a_person(text: str, span: Span, citation: Citation, rules: Rules) -> bool:
    """Whether a name in what looks like a citation may be somebody's; a word of English only in company or behind a title."""
    word = fold(text[span.start : span.end])
    if is_first_name(word, rules):
        return word not in trade_words(rules) or word in folded_list("word-names", rules)
    if not is_name(word, rules):
        return False
    return not is_ordinary(word, rules) or citation.several or has_forename(text, span.start, rules)


def asked(document: Document, span: Span, reason: str) -> Mention:
    """A person at *span* who is asked about for *reason*, unless something surer finds them."""
    return Mention(
        document.name, span, document.of(span), "PERSON", "closed world", 0.55, "flag", reason=reason
    )


def is_the_author(document: Document, mention: Mention, works: Works, known: Known) -> bool:
    """Whether a lone known surname in a citation can only be the author's: another initial, and that very work's year."""
    for here, citation in _citing(document, mention):
        bracketed = re.search(r"[(\[](?:19|20)", here[citation.span.start : citation.span.end])
        given = [work for work in works.get(fold(mention.text), ()) if _is_of(work, citation)]
        return bool(
            (bracketed or _brackets_around(here, citation.span) is not None)
            and given
            and not any(may_be(work.initial, mention.text, known) for work in given)
        )
    return False


def is_a_known_author(document: Document, mention: Mention, known: Known, rules: Rules) -> bool:
    """Whether a surname that nobody has as a first name is cited with the year of a work in works.txt: 'Munro (2011)'.

    Not for another shape of citation: '(Doe, 2012; 2014)' may as well be children and their years.
    """
    folded = fold(mention.text)
    kinds = {form.kind for _, _, form in known.forms.get(folded, ())}
    if is_first_name(folded, rules) or not kinds <= {"surname"}:
        return False
    return any(is_of_known_work(here, citation, rules) for here, citation in _citing(document, mention))


def _citing(document: Document, mention: Mention) -> Iterator[tuple[str, Citation]]:
    """Citations with a year that name *mention* first or among others, each with the text that its places are of."""
    first = max(0, mention.span.start - BEFORE_YEAR)
    here = document.text[first : mention.span.end + BEFORE_YEAR]
    for citation in citations_in(here):
        if citation.year and any(name.start + first == mention.span.start for name in citation.names):
            yield here, citation


def may_be(initial: str, surname: str, known: Known) -> bool:
    """Whether somebody whom the case knows has that surname and initial, or a surname without a first name."""
    if any(fold(f"{initial}{dot} {surname}") in known.forms for dot in ("", ".")):
        return True
    bearers = {
        who for who, _, form in known.forms.get(fold(surname), ()) if form.kind not in {"part", "middle"}
    }
    named = {
        who for letter in ascii_lowercase for who, _, _ in known.forms.get(fold(f"{letter} {surname}"), ())
    }
    return bool(bearers - named)
