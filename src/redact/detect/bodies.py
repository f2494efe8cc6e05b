"""Bodies that stay: those on the lists, those of the nation by their own words, services, and boards whose reviews are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from redact.detect.officers import PUBLISHER
from redact.detect.words import is_everyday, is_first_name, trade_words
from redact.model import Document, Span
from redact.names import fold, skeleton
from redact.rules import Rules
from redact.sections import sections


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


def listed(text: str, rules: Rules) -> Iterator[tuple[int, int, str]]:
    """What stands in *text* of the lists of what stays, each with the name of its list."""
    folded, origin = skeleton(text)
    for last, (phrase, name) in _automaton(rules).iter(folded):
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
#: A body or a scheme of the nation by its first word and its last one: 'National Fire Chiefs Council'.
NATIONWIDE = re.compile(
    r"(?<![\w-])(?:National|British|UK|All[ -]Wales|Scottish|Welsh|Northern\sIreland)(?:\s(?:[A-Z][\w’'\-]{1,30}|and|of|for|the)){1,5}?"
    r"\s(?:Council|Panel|Network|Forum|Alliance|Helpline|Inquiry|Framework|Strategy|Programme|Bureau|Database|Register|Guidance|"
    r"Guidelines|Survey|Audit|Curriculum|Protocols?|Procedures?|Inspectorate|Ombudsman|Regulator|Tribunal)(?!\w)"
)
#: A word of a longer name: 'Kingsway' of 'Kingsway National Forum'.
NAMED_BEFORE = re.compile(r"(?<!\w)(?!The\s|In\s|At\s|By\s|For\s|Under\s)[A-Z][\w’'\-]*[ \u00a0]$")


def national_bodies(text: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Bodies and schemes of the nation by their own words; none with a person's first name, or with a word that is not everybody's."""
    for match in NATIONAL.finditer(text):
        if not _has_first_name(match.group(), rules):
            yield match.span()
    for match in NATIONWIDE.finditer(text):
        words = re.findall(r"[A-Z][\w’'\-]+", match.group())
        named = NAMED_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
        if not named and all(is_everyday(word, rules) for word in words):
            yield match.span()


#: Why a service stays that is called as somebody may be.
SERVICE = "a service of that name, by what stands beside it"
#: What is said of a service and of nobody: 'Estyn (2021)', 'the FRANK helpline'.
SERVED = re.compile(
    r"\s(?i:\((?:19|20)\d\d[a-z]?\)|\(?(?:the\s)?(?:drugs?|help|advice)\s?lines?\b|inspect(?:ions?|ors?)\b|thematic\b|prep\b|framework\b)"
)


def services(text: str, rules: Rules) -> Iterator[tuple[int, int]]:
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
    for first, last, name in listed(near, rules):
        if name == "keep" and re.fullmatch(_JOINED, near[last:at] or "-"):
            return True
        if name == "keep" and re.fullmatch(_JOINED, near[at + end - start : first] or "-"):
            return True
    return False


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
