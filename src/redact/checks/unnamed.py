"""The check that an anonymous edition names neither board nor author nor area."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.checks.folding import folded
from redact.checks.names import place_of
from redact.checks.nouns import SECOND_LOOK, Opened, Passage, Question
from redact.model import Finding

#: Two to six capitals are a term of the trade: in a table MARAC stands before Police.
_NAMED = r"(?!(?:The|This|Each|Every|Any|Our|Their|Your|A|An|Local|National|Independent|Relevant)\s)(?:(?![A-Z]{2,6}\b)[A-Z][\w'’-]+(?:\s(?:and|upon|on|of|in|the|&))?\s){1,5}"
_PERSON = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Miss|Mx|Professor|Prof|Sir|Dame)\.?\s)?[A-Z][\w'’-]+(?:\s[A-Z]\.?)?\s[A-Z][\w'’-]+"
)
#: What an area's body is called, with the area; and who wrote and chaired.
_BODIES = (
    ("the board or partnership", rf"{_NAMED}(?:Local\s)?Safeguarding\s(?:Children\S*\s|Adults?\S*\s)?(?:Board|Partnership)"),
    ("the area's council", rf"{_NAMED}(?:(?:Metropolitan\s)?(?:Borough|County|City|District)\s)?Council\b"),
    ("an agency with its area's name", rf"{_NAMED}(?:(?:University\s)?Hospitals?\s|Healthcare\s|Community\sHealth\s)?NHS\s(?:Foundation\s)?Trust"),
    ("an agency with its area's name", rf"{_NAMED}(?:Integrated\sCare\sBoard|Clinical\sCommissioning\sGroup)"),
    ("an agency with its area's name", rf"{_NAMED}(?:Constabulary|Police\b(?!\sOfficer))"),
    ("the author or the chair", rf"(?i:\b(?:lead reviewer|independent (?:author|reviewer|chair\w*|scrutineer)|report author|author|written by|prepared by"
     rf"|chaired by|panel chair|chair)\b)[^\w.!?;]{{1,4}}{_PERSON}"),
    ("the author or the chair", rf"{_PERSON},?\s(?i:(?:the )?(?:independent|lead|overview)\s(?:author|reviewer|chair\w*|scrutineer|report writer))\b"),
)  # fmt: skip
_PATTERNS = tuple((what, re.compile(pattern)) for what, pattern in _BODIES)


def unnamed(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """An anonymous edition names neither board nor author nor area.

    **What it looks for.** Only in an edition for an audience with `anonymous: true` in rules/editions.yaml, or with
    `redact check --anonymous`: safeguarding boards and partnerships, councils, trusts, care boards and police forces
    with a name of their own, words such as 'lead reviewer' with a person's name, and what register.yaml allows in
    the front matter; in every part of the file, its properties and its name.

    **Why it matters.** Where a review is published without its area, one name of a body gives the area back, and
    with it the family.

    **What to do.** Take the words out of the draft, or give the body a pseudonym in register.yaml.

    **What it misses.** Bodies under other kinds of name, a place by itself (see names), an
    area in two to six capitals, a telephone code, a logo.
    """
    if not question.anonymous:
        return
    known = {folded(label) for label in question.pseudonyms.values()}
    for file in opened:
        told: set[str] = set()
        for passage in sorted(file.passages, key=lambda passage: passage.kind in SECOND_LOOK):
            for what, start, words in _found(passage, question):
                if folded(words) not in told and not _is_label(folded(words), known):
                    told.add(folded(words))
                    yield _finding(file, passage, what, start, words)


def _found(passage: Passage, question: Question) -> Iterator[tuple[str, int, str]]:
    for words in question.front:
        if match := re.search(rf"(?<!\w){re.escape(folded(words))}(?!\w)", folded(passage.text)):
            yield "who wrote or published", min(match.start(), len(passage.text)), words
    for what, pattern in _PATTERNS if passage.kind not in ("stream", "source", "script") else ():
        for match in pattern.finditer(passage.text):
            yield what, match.start(), match.group()


def _is_label(words: str, known: set[str]) -> bool:
    """Whether the words are, or begin with, a label in use: 'Town A Council' where Town A is one."""
    return any(words == label or words.startswith(f"{label} ") for label in known)


def _finding(file: Opened, passage: Passage, what: str, start: int, words: str) -> Finding:
    return Finding(
        check="unnamed",
        severity="blocks",
        file=file.file,
        place=place_of(passage, start),
        message=f"{what} is named in an anonymous edition",
        advice="take it out of the draft, or give it a pseudonym in register.yaml",
        rule="R25",
        quote=words,
    )
