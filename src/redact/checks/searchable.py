"""The checks for what leads a search engine, or a list of court cases, straight to the family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from redact.checks.folding import folded
from redact.checks.names import place_of
from redact.checks.nouns import Opened, Question
from redact.model import Finding

#: So many words in quotation marks are found by a search engine.
_LONG = 6
#: Between marks that open and close; a straight mark opens before a word and after a blank.
_QUOTATION = re.compile(
    r"“([^“”\n]{20,400})”"
    r"|‘((?:[^‘’\n]|’(?=\w)){20,400}?)’(?!\w)"
    r"|(?<![\w.,;:!?])\"(?=\w)([^\"\n]{20,400})\"(?!\w)"
    r"|(?<![\w.,;:!?])'(?=\w)((?:[^'\n]|'(?=\w)){20,400}?)'(?!\w)"
)
_COUNT = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty(?:-\w+)?|thirty)"
#: What finds a trial or an inquest, and the words for it (R11).
_TRIALS = (
    (
        "a citation of a judgment",
        re.compile(r"\[\d{4}\]\s?(?:EW|UK|NI)[A-Z]{2,4}\s?(?:\([A-Z][a-z]+\)\s?)?\d+"),
    ),
    (
        "a court or a coroner with its place",
        re.compile(
            r"\b(?!The\b|His\b|Her\b)[A-Z][a-z]+(?:[ -][A-Z][a-z]+)?\s(?:Crown|Magistrates['’]?|County|Family|Coroner['’]s)\sCourt\b"
            r"|\b(?:Crown|Magistrates['’]?|Family|Coroner['’]s)\sCourt\s(?:at|in|of)\s[A-Z][a-z]+"
            r"|\b[Cc]oroner\s(?:for|of)\s(?:the\s)?[A-Z][a-z]+"
        ),
    ),
    (
        "the length of a sentence",
        re.compile(
            rf"\b(?:sentenced\sto|jailed\sfor|imprisoned\sfor|minimum\s(?:term|tariff)\sof|received)\s(?:\w+\s){{0,4}}?{_COUNT}\s(?:years?|months?)\b"
            rf"|\b{_COUNT}\s(?:years?|months?)['’]?\s(?:imprisonment|in\s(?:prison|jail|custody))",
            re.IGNORECASE,
        ),
    ),
)


def searchable(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """Nothing leads straight to a newspaper, a post or a judgment.

    **What it looks for.** Six words and more between quotation marks (R15), citations of judgments, a court or
    a coroner with its place, and the length of a sentence (R11): one finding for each kind in a file.

    **Why it matters.** A sentence that somebody said is found word for word by a search engine, and with it
    the report of the trial, which has all the names.

    **What to do.** Say in other words what was said (rewrite), and leave out the length of the sentence. Where
    the quotation is from guidance or a published case, leave it.

    **What it misses.** Quotations without marks, and what a trial can be found by in other words. It cannot
    tell the family's words from those of a guide.
    """
    for file in opened:
        found = sorted(_found(file, question), key=lambda each: each[0])
        for kind, group in groupby(found, key=lambda each: each[0]):
            yield _finding(file, kind, list(group))


def _found(file: Opened, question: Question) -> Iterator[tuple[str, str, str]]:
    """Kind, place and words."""
    allowed = [folded(words) for words in question.allowed]
    for passage in file.visible:
        for match in _QUOTATION.finditer(passage.text):
            words = next(filter(None, match.groups()))
            if len(words.split()) >= _LONG and folded(words) not in allowed:
                yield "quotations of six words and more", place_of(passage, match.start()), words
        for kind, pattern in _TRIALS:
            for match in pattern.finditer(passage.text):
                if not any(folded(match.group()) in each for each in allowed):
                    yield kind, place_of(passage, match.start()), match.group()


def _finding(file: Opened, kind: str, found: list[tuple[str, str, str]]) -> Finding:
    places = list(dict.fromkeys(place for _, place, _ in found))
    more = (
        f"; also {', '.join(places[1:6])}{' and more' if len(places) > 6 else ''}" if len(places) > 1 else ""
    )
    return Finding(
        check="searchable",
        severity="warns",
        file=file.file,
        place=places[0],
        message=f"{kind} ({len(found)}) can be searched for{more}",
        advice="say it in other words (rewrite), or leave it where it is no word of the family or the trial",
        rule="R15" if kind.startswith("quotations") else "R11",
        quote=" | ".join(words for _, _, words in found),
    )
