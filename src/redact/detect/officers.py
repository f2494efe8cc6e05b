"""Who wrote, chaired or published the report, as its title page names them; and who is only called so.

A name stays that the title page gives, unless it does something in the story: a relation may bear it, or
have been typed there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from redact.detect.overlaps import Spread
from redact.model import Document, Mention, Span
from redact.sections import NOT_IN_A_PLACE, ON_TITLE_PAGE, sections

_TITLE = r"(?:Dr|Mr|Mrs|Ms|Miss|Professor|Prof\.?|Sir|Dame|Lord|Baroness)\s"
_WHO = rf"(?:{_TITLE})?(?:(?:[^\W\d_a-z][\w’'\-]+|[^\W\d_a-z]\.)[ \u00a0]){{1,3}}[^\W\d_a-z][\w’'\-]+"
#: Several who share an office: 'Jane Doe, John Doe and Dr Joan Doe'.
_ALL = rf"{_WHO}(?:(?:,|,?\sand|\s&)\s{_WHO}){{0,4}}"
#: Who a title page names by role, and the board or partnership that publishes.
_REVIEW = (
    r"(?i:(?:(?:the|our)\s)?(?:(?:independent|lead|joint|co-?|overview)[\s-]?){1,3}(?:report\s|review\s)?"
    r"(?:authors?|reviewers?|chair(?:s|person|man|woman)?|scrutineers?|writers?)(?:\sand\s(?:authors?|reviewers?|chair|writers?))?"
    r"|(?:independent\s)?(?:chair(?:person|man|woman)?|scrutineer)\sof\sthe\s[\w\s]{3,40}?|(?:review\s|case\sreview\s)?panel\schair(?:person)?|reviewers?|review\sauthors?)"
)
_ROLE = rf"(?:{_REVIEW}|(?i:(?:report\s)?(?:authors?|writers?)|report\s(?:chair(?:person)?|reviewers?|scrutineers?)))"
OFFICER = re.compile(
    rf"(?:(?i:(?:written|prepared|reviewed|chaired|compiled)\sby|commissioned\sfrom)\s?:?|(?<![\w’'\-]){_ROLE}\s?[:–—-])\s(?P<who>{_ALL})"
    rf"|^By\s(?P<by>{_ALL})(?=,?\s(?:for|on\sbehalf\sof)\sthe\b|,\s(?i:independent|lead)\s)"
    rf"|^(?P<name>{_WHO}),\s(?i:independent|lead)\s(?i:author|reviewer|chair|scrutineer)"
)
#: A role of a title page before the name of who has it.
ROLED = re.compile(rf"(?<![\w’'\-]){_ROLE}\s?[:–—-]\s")
#: A whole sentence of a title page that names who reviewed or chaired: 'Independent reviewers: Jane Doe and John Doe.'
REVIEWER = re.compile(rf"{_REVIEW}\s?[:–—-]\s(?P<who>{_ALL})\.?")
PUBLISHER = re.compile(
    r"(?<![\w’'\-])[^\W\d_a-z][\w’'\-]{1,40}(?:[ \u00a0](?:and|&|[^\W\d_a-z][\w’'\-]{1,40})){0,4}[ \u00a0]"
    r"(?:Safeguarding|Community\sSafety)[ \u00a0](?:Children|Adults?|Partnership|Board)(?:[’']s)?(?:[ \u00a0](?:Partnership|Board))?"
)

#: A board or partnership by its first letters: 'HSCP'.
SHORT_PUBLISHER = re.compile(r"[A-Z]{1,4}(?:S[CA][PB]|CSP)")

#: The office by which an agency has somebody, behind the name; who writes a review of the case has none there.
AT_WORK = re.compile(
    r",\s(?:(?i:acting|deputy|assistant|senior|interim)\s)?(?:(?i:named|designated|specialist|lead)\s(?i:nurse|doctor|midwife|gp|safeguarding|professional|person|practitioner)"
    r"|(?i:(?:safeguarding|neighbourhood|team|service|housing|ward|practice|unit|area|locality|contact|business|complaints|operations|tenancy)\s(?:lead|manager|officer|nurse|adviser|advisor)"
    r"|head\s?(?:teacher|master|mistress)|head\sof|social\sworker|matron|detective|health\svisitor|ward\ssister|midwife|nurse\b|DSL\b|DDSL\b|principal\b))"
)
#: A line of a title page has no more words than this; a sentence of the report has.
TITLE_LINE = 14


def officers_of(documents: Iterable[Document]) -> dict[str, frozenset[str]]:
    """For each of *documents*, by name: who wrote, chaired or published the report.

    That is whom its own title page names, and whom the title pages do that name the reviewer of the case. An agency's
    own paper has an author too, and perhaps another board: what stands there is of that paper alone.
    """
    own: dict[str, frozenset[str]] = {}
    of_the_case: set[str] = set()
    for document in documents:
        lines = list(_title_lines(document))
        short = [
            text
            for line in lines
            for text in re.split(r"\s[/|·•]\s", line)
            if len(text.split()) <= TITLE_LINE
        ]
        reviewers = {who for text in lines for who in _reviewers(text)}
        publishers = {match.group() for text in short for match in PUBLISHER.finditer(text)}
        publishers |= {letters for name in publishers if SHORT_PUBLISHER.fullmatch(letters := _letters(name))}
        authors = {who for text in short for who in _authors(text)}
        own[document.name] = frozenset(reviewers | publishers | authors)
        if reviewers:
            of_the_case |= reviewers | publishers
    return {name: names | of_the_case for name, names in own.items()}


def _letters(name: str) -> str:
    """The first letters of the words of *name* that have a capital: 'HSCP' of 'Harbour Safeguarding Children Partnership'."""
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())


def _title_lines(document: Document) -> Iterator[str]:
    """The paragraphs of the first pages, of headers and footers."""
    for block, part in zip(document.blocks, sections(document), strict=True):
        if (
            block.span
            and part in {"front matter", "headers and footers"}
            and block.kind not in NOT_IN_A_PLACE
        ):
            yield from _by_roles(document.of(block.span))


def _by_roles(text: str) -> Iterator[str]:
    """The parts of a paragraph that names several in a row: 'Independent author: Jane Doe Chair of the panel: John Doe'."""
    edges = [0, *(match.start() for match in ROLED.finditer(text) if match.start()), len(text)]
    yield from (text[start:end].strip() for start, end in pairwise(edges))


def _reviewers(text: str) -> Iterator[str]:
    """Who a paragraph of the first pages names as reviewer or chair, in a sentence that says nothing else."""
    for sentence in re.split(r"(?<=[^\W\d_]{2}[.;])\s|\n", text):
        if match := REVIEWER.fullmatch(sentence.strip()):
            yield from _each(match["who"])


def _authors(text: str) -> Iterator[str]:
    """Who a line of the first pages names by what they did for the report."""
    for match in OFFICER.finditer(text):
        if not AT_WORK.match(text, match.end()):
            yield from _each(match["who"] or match["by"] or match["name"])


def _each(who: str) -> list[str]:
    """The names in 'Jane Doe and Dr John Doe', without their titles."""
    return [_untitled(name) for name in re.split(r",?\sand\s|,\s|\s&\s", who)]


def _untitled(name: str) -> str:
    return re.sub(rf"^{_TITLE}", "", name)


#: What who wrote a report does, or is, in its text.
OFFICIAL = re.compile(
    r"(?:['’]s)?\s(?:is|was|has|have|had|who|and|of|for|as|wrote|writes|thanks?|thanked|met|spoke|interviewed|chaired|chairs|led|"
    r"prepared|compiled|reviewed|read|considered|recommends?|recommended|facilitated|agreed|would|will)\b"
    r"|(?:['’]s)?[^\w\s]|(?:['’]s)?\s?$|(?:['’]s)?\s[^\W\d_a-z]|(?:['’]s)?\s(?:report|review)"
)
#: Words of a sentence about how the report came to be.
OFFICE = re.compile(
    r"\b(?:review(?:s|ed|er|ers)?|reports?|authors?|chair(?:s|ed|person)?|scrutineers?|independent(?:ly)?|panel|partnership|"
    r"board|commission(?:s|ed)?|appointed|practitioner event|interviewed|recommendations?)\b",
    re.IGNORECASE,
)


def acting_officers(document: Document, stays: Sequence[tuple[Span, str, str]]) -> Iterator[Span]:
    """Those of *stays* where who is named on the title page does or suffers something in the story.

    That is outside the first pages, in a sentence that says nothing of the making of the report, or
    before a verb that is none of a reviewer's: a relation may bear the name, or have been typed there.
    """
    told = Spread(
        block.span
        for block, part in zip(document.blocks, sections(document), strict=True)
        if block.span and _tells(document.of(block.span), part)
    )
    for span, _, reason in stays:
        if reason == ON_TITLE_PAGE and told.covers(span) and not _is_publisher(document.of(span)):
            before = re.split(r"[.!?\n]\s", document.text[max(0, span.start - 300) : span.start])[-1]
            after = re.split(r"[.!?\n]", document.text[span.end : span.end + 300])[0]
            if not (OFFICIAL.match(after + "\n") or not after) or not OFFICE.search(f"{before} | {after}"):
                yield span


def _is_publisher(words: str) -> bool:
    """Whether *words* are a board or partnership, in full or by its first letters."""
    return bool(PUBLISHER.fullmatch(words) or SHORT_PUBLISHER.fullmatch(words))


def _tells(text: str, section: str) -> bool:
    """Whether a block tells of the case; on the first pages a sentence that names nobody by role may."""
    if section == "front matter":
        return text.rstrip().endswith((".", "!", "?")) and len(text.split()) > 3 and not OFFICER.search(text)
    return section not in {"headers and footers", "references"}


def without_namesakes(
    stays: Iterable[tuple[Span, str, str]], found: Iterable[Mention]
) -> Iterator[tuple[Span, str, str]]:
    """*stays* without the names of the title page that the case has for somebody: 'Mr John Doe', whose name is known without 'Mr'.

    A first name behind a title, 'Dr Jane' of 'Dr Jane Roe', is no whole name.
    """
    known = Spread(
        m.span
        for m in found
        if m.rule == "known" and m.label == "PERSON" and len(_untitled(m.text).split()) > 1
    )
    for span, rule, reason in stays:
        if reason != ON_TITLE_PAGE or not any(map(span.covers, known.overlapping(span))):
            yield span, rule, reason
