"""What stays: bodies, laws, published cases, cited authors, and the register's own allow-list.

By place and not by string alone: a name on a list that is also the name of
somebody in the case is not kept, and a cited author is one only where a year
follows or in the list of references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from redact.model import Allowed, Document, Span
from redact.names import fold, skeleton
from redact.rules import Rules
from redact.sections import NOT_IN_A_PLACE, ON_TITLE_PAGE, sections

_NAME = r"(?<![\w’'\-])[^\W\d_a-z][\w’'\-]{1,40}"
_INITIALS = r"(?:,?\s(?:[A-Z]\.\s?){1,3})?"
CITATION = re.compile(
    rf"{_NAME}{_INITIALS}(?:(?:,|\sand|\s&|,\sand)\s{_NAME}{_INITIALS}){{0,5}}"
    r"(?:,?\set\sal\.?)?,?\s[(\[]?(?:19|20)\d\d[a-z]?\b[)\]]?"
    rf"|{_NAME}(?:\s(?:and|&)\s(?:colleagues|others)|,?\set\sal\b\.?)"
)
NOT_AUTHORS = re.compile(
    r"^(?:In|On|By|Since|From|Until|During|Before|After|The|Between|Spring|Summer|Autumn|Winter|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Early|Late|Mid|Christmas|Easter|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
)


def kept_spans(document: Document, rules: Rules, allow: Sequence[Allowed]) -> Iterator[tuple[Span, str, str]]:
    """Spans of *document* that stay, each with its rule (kept, cited, allowed) and the reason; some may overlap.

    What is cited stays only where nothing that the case knows stands in it: whoever calls this sees to it.
    """
    parts = sections(document)
    automaton = _automaton(rules)
    officers = _officers(document, parts)
    own = [(re.compile(_loosely(allowed.text)), allowed) for allowed in allow if allowed.text]
    for block, section in zip(document.blocks, parts, strict=True):
        if not block.span:
            continue
        text, at = document.of(block.span), block.span.start
        for start, end, name in _listed(text, automaton):
            yield Span(at + start, at + end), "kept", f"on the list of what stays ({name})"
        for start, end in _citations(text, section):
            yield Span(at + start, at + end), "cited", "a cited author or publication"
        for match in NATIONAL.finditer(text):
            yield Span(at + match.start(), at + match.end()), "kept", "reads like a body of the nation"
        for match in officers.finditer(text) if officers else ():
            yield (
                Span(at + match.start(), at + match.end()),
                "kept",
                ON_TITLE_PAGE,
            )
        for pattern, allowed in own:
            if allowed.where in {"anywhere", section}:
                for match in pattern.finditer(text):
                    yield (
                        Span(at + match.start(), at + match.end()),
                        "allowed",
                        f"allowed by the register ({allowed.where})",
                    )


def reference_spans(document: Document) -> list[Span]:
    """The blocks of the list of references: an author there is not looked for everywhere."""
    parts = sections(document)
    return [b.span for b, part in zip(document.blocks, parts, strict=True) if b.span and part == "references"]


_WHO = r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Professor|Prof\.?|Sir|Dame|Lord|Baroness)\s)?(?:(?:[^\W\d_a-z][\w’'\-]+|[^\W\d_a-z]\.)[ \u00a0]){1,3}[^\W\d_a-z][\w’'\-]+"
#: Who a title page names by role, and the board or partnership that publishes.
_ROLE = (
    r"(?i:(?:independent|lead|joint|overview|report)\s(?:independent\s)?(?:lead\s)?(?:authors?|reviewers?|chair(?:person)?|scrutineers?|writers?)"
    r"|(?:independent\s)?(?:chair|scrutineer)\sof\sthe\s[\w\s]{3,40}?|panel\schair)"
)
OFFICER = re.compile(
    rf"(?:(?i:written|prepared|reviewed|chaired|compiled)\sby|{_ROLE}\s?[:–—-])\s(?P<who>{_WHO})|^(?P<name>{_WHO}),\s(?i:independent|lead)\s(?i:author|reviewer|chair|scrutineer)"
)
PUBLISHER = re.compile(
    r"(?<![\w’'\-])[^\W\d_a-z][\w’'\-]{1,40}(?:[ \u00a0](?:and|&|[^\W\d_a-z][\w’'\-]{1,40})){0,4}[ \u00a0]"
    r"(?:Safeguarding|Community\sSafety)[ \u00a0](?:Children|Adults?|Partnership|Board)(?:[’']s)?(?:[ \u00a0](?:Partnership|Board))?"
)


#: A line of a title page has no more words than this; a sentence of the report has.
TITLE_LINE = 14


def _officers(document: Document, parts: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern for the names of who wrote, chaired or published the report, as its title page has them."""
    names: set[str] = set()
    for block, part in zip(document.blocks, parts, strict=True):
        if (
            block.span
            and part in {"front matter", "headers and footers"}
            and block.kind not in NOT_IN_A_PLACE
        ):
            text = document.of(block.span)
            if len(text.split()) > TITLE_LINE:
                continue
            names.update(m["who"] or m["name"] for m in OFFICER.finditer(text))
            names.update(m.group() for m in PUBLISHER.finditer(text))
    return (
        re.compile("|".join(_loosely(name) for name in sorted(names, key=len, reverse=True)))
        if names
        else None
    )


def authors_of(document: Document) -> dict[str, frozenset[str]]:
    """The surnames of authors that *document* cites, folded, each with the initials that it is given in the references."""
    parts = sections(document)
    found: dict[str, set[str]] = {}
    for block, part in zip(document.blocks, parts, strict=True):
        if not block.span:
            continue
        text = document.of(block.span)
        if part == "references":
            for match in AUTHOR.finditer(text):
                found.setdefault(fold(match["name"]), set()).add(match["initial"].casefold())
        for start, end in _citations(text, "body"):
            for name in re.findall(_NAME, text[start:end]):
                found.setdefault(fold(name), set())
    return {name: frozenset(initials) for name, initials in found.items()}


def works_of(documents: Iterable[Document]) -> dict[str, frozenset[str]]:
    """The surnames in the lists of references of all *documents*, folded, each with its initials there."""
    found: dict[str, frozenset[str]] = {}
    for document in documents:
        for name, initials in authors_of(document).items():
            if initials:
                found[name] = found.get(name, frozenset()) | initials
    return found


def speaks_of_author(text: str, span: Span) -> bool:
    """Whether what stands beside a cited surname at *span* can only be about an author.

    A year or 'et al' can. 'X and others' may be a household too: it is an author's where it has a
    year, is whose work is named, or does what authors do in the tense of the literature ('describe',
    'have found'). A narrative is told in the past tense, so 'X and others found the door open' is none.
    """
    company = AND_OTHERS.match(text, span.end)
    if not company:
        return True
    return bool(
        HAS_WRITTEN.match(text, company.end()) or WORK_BY.search(text[max(0, span.start - 60) : span.start])
    )


AND_OTHERS = re.compile(r"\s(?:and|&)\s(?:colleagues|others)\b")
#: What follows the name of an author and others: a year, a work of theirs, or what they say in it.
HAS_WRITTEN = re.compile(
    r",?\s[(\[]?(?:19|20)\d\d"
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
#: An author as references have them: 'Brandon, M.'
AUTHOR = re.compile(rf"(?P<name>{_NAME}),\s(?P<initial>[A-Z])\.")
#: What a cited author does, and what is an author's.
WRITES = re.compile(
    r"(?:['’]s)?\s(?:\w+\s)?(?:describ|wrote|writ|argu|found|finds|recommend|warn|show|observ|conclud|suggest|not(?:ed|es)\b|call(?:ed|s) for|"
    r"point|identif|report\b|reports\b|inquiry|review|research|work\b|words\b|model|theory|framework|stud)"
)


@lru_cache(maxsize=4)
def _automaton(rules: Rules) -> Any:
    """The phrases of the lists of what stays, folded; made once for a set of rules."""
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in ("keep", "agencies"):
        for entry in rules.lists[name]:
            automaton.add_word(fold(entry), (fold(entry), name))
    automaton.make_automaton()
    return automaton


def _listed(text: str, automaton: Any) -> Iterator[tuple[int, int, str]]:
    folded, origin = skeleton(text)
    for last, (phrase, name) in automaton.iter(folded):
        start, end = origin[last - len(phrase) + 1], origin[last] + 1
        if (start == 0 or not text[start - 1].isalnum()) and (end == len(text) or not text[end].isalnum()):
            if text[start].isupper() or text[start].isdigit():
                yield start, end, name


#: A body of the nation by its own words: 'British Society of Paediatric Dentistry'.
NATIONAL = re.compile(
    r"\b(?:British|Royal|National|UK|European|International|Independent)(?:\s(?:[A-Z][\w’'\-]+|and|of|for|the)){0,5}?"
    r"\s(?:Society|Authority|Organi[sz]ation|Institute|College|Association|Commission|Agency|Committee|Federation|Academy|Standards)"
    r"(?:\s(?:of|for)(?:\s(?:the|and|[A-Z][\w’'\-]+)){1,4})?"
)
#: The review of another board: 'Coventry Safeguarding Children Board (2013)'.
OTHER_BOARD = re.compile(
    PUBLISHER.pattern
    + r"[ \u00a0]\((?:19|20)\d\d[a-z]?\)(?:[ \u00a0](?:[A-Z]\w+[ \u00a0]){1,3}Review:[ \u00a0][\w \u00a0’'\-]{3,40})?"
)
#: How an entry of the references begins: who, and the year in brackets.
PUBLISHED = re.compile(r".{3,160}?[(\[](?:19|20)\d\d[a-z]?[)\]]")
#: The longest entry of a list of references that is taken for one.
ENTRY = 500


def _citations(text: str, section: str) -> Iterator[tuple[int, int]]:
    """Authors with their year ('Laming (2009)'); in the references a whole entry that has its year in brackets."""
    if section == "references":
        named = re.match(r".{3,200}?[(\[]?(?:19|20)\d\d[a-z]?[)\].,:]", text)
        if named:
            yield 0, min(len(text), ENTRY) if PUBLISHED.match(text) else named.end()
        return
    yield from (match.span() for match in OTHER_BOARD.finditer(text))
    for match in CITATION.finditer(text):
        if not NOT_AUTHORS.match(match.group()) and re.search(
            r"[(\[]|et\sal|,\s\d{4}|colleagues$|others$", match.group()
        ):
            yield match.span()


def _loosely(text: str) -> str:
    """A pattern for allowed words as typed, whatever the spaces, dashes and apostrophes are."""
    out = re.escape(text)
    for typed, loose in ((r"\ ", r"\s+"), (r"\-", "[-‐‑–]"), ("'", "['’]"), ("’", "['’]")):
        out = out.replace(typed, loose)
    return rf"(?<!\w){out}(?!\w)"
