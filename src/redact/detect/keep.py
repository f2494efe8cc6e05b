"""What stays: bodies, laws, published cases, who made the report, and the register's own allow-list.

By place and not by string alone: a name on a list that is also the name of
somebody in the case is not kept. What is cited has a module of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from redact.dates import MONTHS
from redact.detect.bodies import SERVICE, listed, national_bodies, services
from redact.detect.laws import statutes, with_section
from redact.model import Allowed, Document, Span
from redact.rules import Rules
from redact.sections import ON_TITLE_PAGE, sections


def kept_spans(
    document: Document, rules: Rules, allow: Sequence[Allowed], named: Iterable[str] = ()
) -> Iterator[tuple[Span, str, str]]:
    """Spans of *document* that stay, each with its rule (kept, allowed) and the reason; some may overlap.

    *named* are who wrote, chaired or published the report, see `officers_of`.
    """
    officers = _any_of(named)
    own = [(re.compile(_titled(allowed.text)), allowed) for allowed in allow if allowed.text]
    for block, section in zip(document.blocks, sections(document), strict=True):
        if not block.span:
            continue
        text, at = document.of(block.span), block.span.start
        for start, end, reason in _kept_in(text, rules):
            yield Span(at + start, at + end), "kept", reason
        for match in officers.finditer(text) if officers else ():
            yield Span(at + match.start(), at + match.end()), "kept", ON_TITLE_PAGE
        for pattern, allowed in own:
            if allowed.where in {"anywhere", section}:
                for match in pattern.finditer(text):
                    reason = f"allowed by the register ({allowed.where})"
                    yield Span(at + match.start(), at + match.end()), "allowed", reason


def _kept_in(text: str, rules: Rules) -> Iterator[tuple[int, int, str]]:
    """What stays in any report: what is listed, laws, services, bodies of the nation; each with the reason."""
    for start, end, name in listed(text, rules):
        yield with_section(text, start, end), end, f"on the list of what stays ({name})"
    for start, end in statutes(text, rules):
        yield start, end, "reads like a law"
    for start, end in services(text, rules):
        yield start, end, SERVICE
    for start, end in national_bodies(text, rules):
        yield start, end, "reads like a body of the nation"
    for match in DATED.finditer(text):
        yield *match.span("day"), "the date of guidance for the whole nation"
    for match in EXCLUDED.finditer(text):
        yield match.start(), match.end(), "a condition that nobody has: it was excluded"
    for match in TESTED.finditer(text):
        yield *match.span("what"), "a condition that nobody has: a test found nothing"


#: The date of what a ministry or a national body published: 'the departmental guidance of April 2019'.
DATED = re.compile(
    r"\b(?:[Dd]epartmental|[Ss]tatutory|[Nn]on-statutory|[Gg]overnment|[Nn]ational|[Mm]inisterial|Ofsted|NICE|DfE|DHSC|RCPCH|UKHSA|"
    r"Home\sOffice|Department\s(?:for|of)\s[A-Z]\w+|College\sof\sPolicing|NHS\sEngland)(?:['’]s)?\s"
    r"(?:guidance|guidelines?|circular|code\sof\spractice|standards?|framework|strategy)\s"
    rf"(?:of|from|dated|(?:issued|published|revised|updated)\s(?:in|on))\s(?P<day>(?:\d{{1,2}}\s)?(?:{'|'.join(MONTHS)})\s(?:19|20)\d\d)(?!\d)"
)
#: A named condition that was looked for and not found: 'Kawasaki disease was considered and excluded'.
_CONDITION = r"[A-Z][a-z]{2,15}(?:[-–\s](?![Ss]yndrome|[Dd]isease)[A-Z][a-z]{2,15})?(?:['’]s)?\s(?:[Ss]yndrome|[Dd]isease)"
EXCLUDED = re.compile(
    rf"(?<![\w-]){_CONDITION}(?=(?:,?\s(?:and|or)\s{_CONDITION}|,\s{_CONDITION}){{0,3}},?\s(?:was|were|is|are|(?:had|has|have)\sbeen)\s"
    r"(?:(?:also|both|each|all|then|properly|carefully|later|first)\s)?(?:(?:considered|looked\sfor|tested\sfor|investigated)\sand\s)?"
    r"(?:then\s|both\s|all\s)?(?:excluded|ruled\sout|discounted|not\sfound)\b)"
)


#: A condition for which a test found nothing: 'a blood test for von Willebrand disease was normal'.
TESTED = re.compile(
    rf"\b(?:tests?|tested|screens?|screened|screening|checks?)\sfor\s(?P<what>(?:von\s)?{_CONDITION})"
    r"(?=,?\s(?:was|were|came\sback|is|proved)\s(?:all\s|both\s|also\s)?(?:normal|negative|clear|unremarkable)\b)"
)


def reference_spans(document: Document) -> list[Span]:
    """The blocks of the list of references: an author there is not looked for everywhere."""
    parts = sections(document)
    return [b.span for b, part in zip(document.blocks, parts, strict=True) if b.span and part == "references"]


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(_titled, longest_first))) if longest_first else None


#: A telephone number as people type it, with its code in brackets or for callers from abroad.
_TELEPHONE = re.compile(r"(?:\+44|0044|\(?0)[\d\s().‐‑–-]{8,}\d")
_BETWEEN_DIGITS = r"[\s().‐‑–-]{0,3}"


def _loosely(text: str) -> str:
    """A pattern for allowed words as typed, whatever the spaces, dashes and apostrophes are; for a telephone number however it is spelt."""
    if _TELEPHONE.fullmatch(text.strip()):
        return _number(text)
    out = re.escape(text)
    for typed, loose in ((r"\ ", r"\s+"), (r"\-", "[-‐‑–]"), ("'", "['’]"), ("’", "['’]")):
        out = out.replace(typed, loose)
    return rf"(?<!\w){out}(?!\w)"


def _number(text: str) -> str:
    """'01632 960 214' as '(01632) 960214' and '+44 (0)1632 960 214' too; it begins no longer number and ends none."""
    own = re.sub(r"\D", "", re.sub(r"^\s*(?:\+44|0044)\s*(?:\(0\))?", "0", text))
    digits = _BETWEEN_DIGITS.join(own[1:])
    begins = rf"(?:(?:\+44|0044)\s?(?:\(0\)\s?)?|\(?0){_BETWEEN_DIGITS}"
    return rf"(?<![\w+]){begins}{digits}(?![\s.‐‑–/-]?(?!(?<!\d)0\d\d)\d)(?!\w)"


def _titled(text: str) -> str:
    """The same for an allowed name of two words and more, with the title before it: 'Dr' would be left over."""
    loose = _loosely(text)
    name = re.fullmatch(r"[^\W\d_a-z]\S*(?:\s\S+)*\s[^\W\d_a-z]\S*", text)
    return rf"(?:(?<!\w)(?:Dr|Mr|Mrs|Ms|Miss|Professor|Prof|Sir|Dame)\.?\s)?{loose}" if name else loose
