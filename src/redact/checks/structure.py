"""The checks of form: can everybody read the file, and does it claim too much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from redact.checks.names import place_of
from redact.checks.nouns import Opened, Question
from redact.model import Finding

_CLAIM = re.compile(
    r"\b(?:fully|completely|totally|entirely|100\s?%)\s+anonymi[sz]ed"
    r"|\b(?:fully|completely|totally|entirely|truly)\s+anonymous"
    r"|\banonymity\s+(?:is|has been|can be)\s+(?:guaranteed|ensured|assured)"
    r"|\bguarantee[sd]?\s+(?:of\s+)?(?:the\s+|their\s+)?anonymity"
    r"|\b(?:cannot|can not|can never|could not)\s+(?:possibly\s+)?be\s+identified",
    re.IGNORECASE,
)


def structure(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """The file can be read by everybody.

    **What it looks for.** A web page's language, title, single main heading, heading levels in order, table
    headers with a scope and pictures with alternative text; a PDF's tags, language and title; a Word file's
    title and language.

    **Why it matters.** Public bodies must publish accessible documents, and a screen reader depends on these.

    **What to do.** Publish the edition that redact made; it has all of them.

    **What it misses.** Contrast, reading order, and whether alternative text says anything useful.
    """
    for file in opened:
        facts = {passage.place: passage.text for passage in file.passages if passage.kind == "fact"}
        for message in (*_missing(facts), *_headings(facts)):
            yield Finding(
                "structure",
                "warns",
                file.file,
                "structure",
                message,
                "publish the edition as redact made it",
                "R37",
            )


def _missing(facts: dict[str, str]) -> Iterator[str]:
    wanted = {
        "html lang": "the page does not say its language",
        "html title": "the page has no title",
        "pdf tagged": "the PDF has no tags for screen readers",
        "pdf lang": "the PDF does not say its language",
        "pdf title": "the PDF has no title",
        "docx title": "the document has no title",
        "docx lang": "the document does not say its language",
    }
    yield from (message for fact, message in wanted.items() if facts.get(fact) == "-")
    if facts.get("html no scope", "0") != "0":
        yield "a table header has no scope"
    if facts.get("html no alt", "0") != "0":
        yield "a picture has no alternative text"


def _headings(facts: dict[str, str]) -> Iterator[str]:
    if "html levels" not in facts:
        return
    levels = [int(level) for level in facts["html levels"].split() if level.isdigit()]
    if levels.count(1) != 1:
        yield "the page does not have exactly one main heading"
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield "a level of heading is skipped"


def claims(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """The file does not claim to be anonymous.

    **What it looks for.** Words such as 'fully anonymised' or 'cannot be identified'.

    **Why it matters.** Nobody can promise it: whoever knows the family may recognise it. A promise that fails
    harms the family and the board.

    **What to do.** Say what was done: 'names and personal details have been removed or changed'.

    **What it misses.** The same claim in other words.
    """
    for file in opened:
        for passage in file.visible:
            for match in _CLAIM.finditer(passage.text):
                yield Finding(
                    "claims",
                    "warns",
                    file.file,
                    place_of(passage, match.start()),
                    "the text claims more than anybody can promise",
                    "say what was removed or changed instead",
                    "R36",
                    quote=match.group(),
                )
