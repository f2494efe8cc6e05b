"""What stays: bodies, laws, published cases, who made the report, and the register's own allow-list.

By place and not by string alone: a name on a list that is also the name of
somebody in the case is not kept. What is cited has a module of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from redact.detect.overlaps import Spread
from redact.detect.words import is_first_name, is_name, is_ordinary, is_place, trade_words
from redact.model import Allowed, Document, Mention, Span
from redact.names import fold, skeleton
from redact.rules import Rules
from redact.sections import NOT_IN_A_PLACE, ON_TITLE_PAGE, sections


def kept_spans(
    document: Document, rules: Rules, allow: Sequence[Allowed], named: Iterable[str] = ()
) -> Iterator[tuple[Span, str, str]]:
    """Spans of *document* that stay, each with its rule (kept, allowed) and the reason; some may overlap.

    *named* are who wrote, chaired or published the report of the case, from the title page of another draft.
    """
    parts = sections(document)
    automaton = _automaton(rules)
    officers = _any_of({*named, *_named_in(document, parts)})
    own = [(re.compile(_titled(allowed.text)), allowed) for allowed in allow if allowed.text]
    for block, section in zip(document.blocks, parts, strict=True):
        if not block.span:
            continue
        text, at = document.of(block.span), block.span.start
        for start, end, name in _listed(text, automaton):
            start = _with_section(text, start, end)
            yield Span(at + start, at + end), "kept", f"on the list of what stays ({name})"
        for start, end in _statutes(text, rules):
            yield Span(at + _with_section(text, start, end), at + end), "kept", "reads like a law"
        for start, end in _named_alike(text, rules):
            yield Span(at + start, at + end), "kept", SERVICE
        for match in NATIONAL.finditer(text):
            if _has_first_name(match.group(), rules):
                continue
            yield Span(at + match.start(), at + match.end()), "kept", "reads like a body of the nation"
        for match in NATIONWIDE.finditer(text):
            words = re.findall(r"[A-Z][\w’'\-]+", match.group())
            if not NAMED_BEFORE.search(text[max(0, match.start() - 40) : match.start()]) and all(
                _is_everyday(w, rules) for w in words
            ):
                yield Span(at + match.start(), at + match.end()), "kept", "reads like a body of the nation"
        for match in EXCLUDED.finditer(text):
            yield (
                Span(at + match.start(), at + match.end()),
                "kept",
                "a condition that nobody has: it was excluded",
            )
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


#: A line of a title page has no more words than this; a sentence of the report has.
TITLE_LINE = 14


def officers_of(documents: Iterable[Document]) -> frozenset[str]:
    """Who wrote, chaired or published the report of a case, as the title pages of *documents* that name its reviewer have them.

    An agency's own paper has an author too, and perhaps another board: what stands there is of that paper alone.
    """
    found: set[str] = set()
    for document in documents:
        lines = list(_title_lines(document, sections(document)))
        reviewers = {who for text in lines for who in _reviewers(text)}
        if reviewers:
            found |= reviewers
            found.update(m.group() for text in lines if _is_short(text) for m in PUBLISHER.finditer(text))
    return frozenset(found)


def _title_lines(document: Document, parts: Sequence[str]) -> Iterator[str]:
    """The paragraphs of the first pages, of headers and footers."""
    for block, part in zip(document.blocks, parts, strict=True):
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


def _is_short(text: str) -> bool:
    return len(text.split()) <= TITLE_LINE


def _reviewers(text: str) -> Iterator[str]:
    """Who a paragraph of the first pages names as reviewer or chair, in a sentence that says nothing else."""
    for sentence in re.split(r"(?<=[^\W\d_]{2}[.;])\s|\n", text):
        if match := REVIEWER.fullmatch(sentence.strip()):
            yield from _each(match["who"])


def _each(who: str) -> list[str]:
    """The names in 'Jane Doe and Dr John Doe', without their titles."""
    return [re.sub(rf"^{_TITLE}", "", name) for name in re.split(r",?\sand\s|,\s|\s&\s", who)]


def _named_in(document: Document, parts: Sequence[str]) -> set[str]:
    """Who wrote, chaired or published the report, as the title page of *document* has them."""
    names: set[str] = set()
    for text in _title_lines(document, parts):
        names.update(_reviewers(text))
        if _is_short(text):
            for match in OFFICER.finditer(text):
                names.update(_each(match["who"] or match["by"] or match["name"]))
            names.update(m.group() for m in PUBLISHER.finditer(text))
    return names


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(_titled, longest_first))) if longest_first else None


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


#: A named condition that was looked for and not found: 'Kawasaki disease was considered and excluded'.
_CONDITION = r"[A-Z][a-z]{2,15}(?:[-–][A-Z][a-z]{2,15})?(?:['’]s)?\s(?:[Ss]yndrome|[Dd]isease)"
EXCLUDED = re.compile(
    rf"(?<![\w-]){_CONDITION}(?=(?:,?\s(?:and|or)\s{_CONDITION}|,\s{_CONDITION}){{0,3}},?\s(?:was|were|is|are|(?:had|has|have)\sbeen)\s"
    r"(?:(?:also|both|each|all|then|properly|carefully|later|first)\s)?(?:(?:considered|looked\sfor|tested\sfor|investigated)\sand\s)?"
    r"(?:then\s|both\s|all\s)?(?:excluded|ruled\sout|discounted|not\sfound)\b)"
)
#: A body of the nation by its own words: 'British Society of Paediatric Dentistry'.
NATIONAL = re.compile(
    r"\b(?:British|Royal|National|UK|European|International|Independent)(?:\s(?:[A-Z][\w’'\-]+|and|of|for|the)){0,5}?"
    r"\s(?:Society|Authority|Organi[sz]ation|Institute|College|Association|Commission|Agency|Committee|Federation|Academy|Standards)"
    r"(?:\s(?:of|for)(?:\s(?:the|and|[A-Z][\w’'\-]+)){1,4})?"
)
#: A body or a scheme of the nation by its first word and its last one: 'National Fire Chiefs Council'.
NATIONWIDE = re.compile(
    r"(?<![\w-])(?:National|British|UK|All[ -]Wales|Scottish|Welsh|Northern\sIreland)(?:\s(?:[A-Z][\w’'\-]{1,30}|and|of|for|the)){1,5}?"
    r"\s(?:Council|Panel|Network|Forum|Alliance|Helpline|Inquiry|Framework|Strategy|Programme|Bureau|Database|Register|Guidance|"
    r"Guidelines|Survey|Audit|Curriculum|Protocols?|Procedures?|Inspectorate|Ombudsman|Regulator|Tribunal)(?!\w)"
)
#: A word of a longer name: 'Kingsway' of 'Kingsway National Forum'.
NAMED_BEFORE = re.compile(r"(?<!\w)(?!The\s|In\s|At\s|By\s|For\s|Under\s)[A-Z][\w’'\-]*[ \u00a0]$")
#: A law by its year: 'the Fire and Rescue Services Act 2004', 'the Children (Northern Ireland) Order 1995'.
_NATIONS = r"\((?:(?:Northern\sIreland|Scotland|Wales|England(?:\sand\sWales)?|Consequential|Amendment|Miscellaneous|Provisions|and|etc\.?|No\.?\s?\d)[, ]*)+\)"
STATUTE = re.compile(
    rf"(?<![\w’'\-])(?P<words>(?:(?:[A-Z][\w’'\-]{{1,30}}|and|of|the|to|for|in|with|against|from|{_NATIONS}),?\s){{1,14}})"
    rf"(?:(?:Act|Measure|Regulations)(?:\s{_NATIONS})?|(?<=\)\s)Order)\s(?:1[89]|20)\d\d(?!\d)"
)
SECTION = re.compile(
    r"(?<!\w)(?:[Ss]ections?|[Ss]s?\.?|[Rr]egulations?|[Rr]eg\.?|[Aa]rticles?|[Ss]chedules?|[Pp]arts?|[Rr]ules?)\s?"
    r"\d{1,3}[A-Z]{0,2}(?:\(\w{1,3}\))*(?:(?:,\s?|\s(?:and|or|to)\s|\s?[–-]\s?)\d{1,3}[A-Z]{0,2}(?:\(\w{1,3}\))*)*\s(?:(?:of|to)\s)?(?:the\s)?$"
)
#: What has sections.
LAW = re.compile(r"\b(?:Act|Measure|Regulations?|Orders?|Convention|Rules|Code|Bill)\b")


def _with_section(text: str, start: int, end: int) -> int:
    """Where a law begins that is cited by its section: at 'section' of 'section 20 of the Offences …'."""
    if LAW.search(text, start, end) and (before := SECTION.search(text[max(0, start - 90) : start])):
        return max(0, start - 90) + before.start()
    return start


def _statutes(text: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Laws by their years, from the first word on that no name of a person or a place is left among them."""
    for match in STATUTE.finditer(text):
        start = 0
        for word in re.finditer(r"[A-Z][\w’'\-]+", match["words"]):
            if not _is_everyday(word.group(), rules):
                start = word.end()
        said = re.search(r"[A-Z]", match["words"][start:])
        if said:
            yield match.start() + start + said.start(), match.end()


#: Words of laws that are names of lands.
LANDS = frozenset(
    [
        "northern",
        "ireland",
        "scotland",
        "wales",
        "england",
        "welsh",
        "scottish",
        "national",
        "british",
        "uk",
        "all-wales",
    ]
)


def _is_everyday(word: str, rules: Rules) -> bool:
    """Whether a word with a capital is everybody's: English, no first name and no place, or a land."""
    folded = fold(word).removesuffix("'s")
    if folded in LANDS:
        return True
    named = is_name(folded, rules) and folded not in trade_words(rules)
    return is_ordinary(folded, rules) and not named and not is_place(folded, rules)


#: Why a service stays that is called as somebody may be.
SERVICE = "a service of that name, by what stands beside it"
#: What is said of a service and of nobody: 'Estyn (2021)', 'the FRANK helpline'.
SERVED = re.compile(
    r"\s(?i:\((?:19|20)\d\d[a-z]?\)|\(?(?:the\s)?(?:drugs?|help|advice)\s?lines?\b|inspect(?:ions?|ors?)\b|thematic\b|prep\b|framework\b)"
)


def _named_alike(text: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Services called as somebody may be ('Meic', 'Frank'), where what stands beside them says that the service is meant."""
    for name in rules.lists["named-alike"]:
        for match in re.finditer(rf"(?<![\w’'-]){re.escape(name)}(?![\w’'-])", text):
            start, end = match.span()
            if SERVED.match(text, end) or _has_company(text, start, end, rules):
                yield start, end


#: What joins the members of a row: 'Meic, Papyrus or the Samaritans'.
_JOINED = r"(?:,\s(?:and\s|or\s)?|\s(?:and|or|&|/)\s|/)(?:the\s)?"


def _has_company(text: str, start: int, end: int, rules: Rules) -> bool:
    """Whether a row goes on, on either side, with what is on the list of what stays."""
    near = text[max(0, start - 60) : end + 60]
    at = start - max(0, start - 60)
    for first, last, name in _listed(near, _automaton(rules)):
        if name == "keep" and re.fullmatch(_JOINED, near[last:at] or "-"):
            return True
        if name == "keep" and re.fullmatch(_JOINED, near[at + end - start : first] or "-"):
            return True
    return False


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
        if reason == ON_TITLE_PAGE and told.covers(span) and not PUBLISHER.fullmatch(document.of(span)):
            before = re.split(r"[.!?\n]\s", document.text[max(0, span.start - 300) : span.start])[-1]
            after = re.split(r"[.!?\n]", document.text[span.end : span.end + 300])[0]
            if not (OFFICIAL.match(after + "\n") or not after) or not OFFICE.search(f"{before} | {after}"):
                yield span


def _tells(text: str, section: str) -> bool:
    """Whether a block tells of the case; on the first pages a sentence that names nobody by role may."""
    if section == "front matter":
        return text.rstrip().endswith((".", "!", "?")) and len(text.split()) > 3 and not OFFICER.search(text)
    return section not in {"headers and footers", "references"}


def without_namesakes(
    stays: Iterable[tuple[Span, str, str]], found: Iterable[Mention]
) -> Iterator[tuple[Span, str, str]]:
    """*stays* without the names of the title page that the case has for somebody: 'Mr John Doe', whose name is known without 'Mr'."""
    known = Spread(
        m.span for m in found if m.rule == "known" and m.label == "PERSON" and len(m.text.split()) > 1
    )
    for span, rule, reason in stays:
        if reason != ON_TITLE_PAGE or not any(map(span.covers, known.overlapping(span))):
            yield span, rule, reason


#: The review of another board: 'Coventry Safeguarding Children Board (2013)'.
OTHER_BOARD = re.compile(
    PUBLISHER.pattern
    + r"[ \u00a0]\((?:19|20)\d\d[a-z]?\)(?:[ \u00a0](?:[A-Z]\w+[ \u00a0]){1,3}Review:[ \u00a0][\w \u00a0’'\-]{3,40})?"
)


def other_boards(document: Document, rules: Rules) -> Iterator[Span]:
    """Reviews of other boards, cited with their years; none that has a person's first name in it."""
    for block, part in zip(document.blocks, sections(document), strict=True):
        if block.span and part != "references":
            for match in OTHER_BOARD.finditer(document.of(block.span)):
                if not _has_first_name(match.group(), rules):
                    yield Span(block.span.start + match.start(), block.span.start + match.end())


def _has_first_name(body: str, rules: Rules) -> bool:
    """Whether the name of a body holds a person's first name, which its being a body does not explain."""
    words = (fold(word) for word in re.findall(r"[A-Z][\w’'\-]+", body))
    return any(is_first_name(word, rules) and word not in trade_words(rules) for word in words)


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
