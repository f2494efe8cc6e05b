"""The check for dates and times that are more exact than the policy allows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.checks.folding import folded
from redact.checks.names import place_of
from redact.checks.nouns import Opened, Passage, Question
from redact.model import Finding, Severity
from redact.remembered import remembered

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:\s?(?:st|nd|rd|th))?"
_ORDINAL = (
    r"(?:(?:twenty|thirty)[\s-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh"
    r"|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth"
)
_YEAR = r"(?:19|20)\d\d"
_YEAR_IN_WORDS = r"(?:two\s+thousand(?:\s+and\s+\w+(?:-\w+)?)?|(?:nineteen|twenty)[\s-]+\w+(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine)\b)?)"
_ANY_DAY = rf"(?:{_DAY}|{_ORDINAL})"
_FULL = re.compile(
    rf"\b{_ANY_DAY}(?:\s+day)?(?:\s+of)?[\s-]+{_MONTH},?[\s-]+(?:{_YEAR}|{_YEAR_IN_WORDS})\b"
    rf"|\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b"
    rf"|(?<![\d./-])(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:{_YEAR}|\d\d)(?![\d./-]*\d)"
    rf"|\b{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b",
    re.IGNORECASE,
)
_PARTIAL = re.compile(
    rf"\b(?:{_DAY}|(?:{_ORDINAL})\s+of)(?:\s+of)?\s+{_MONTH}(?!\w)|\b{_MONTH}\s+{_DAY}\b(?!\d)", re.IGNORECASE
)
_BY_MONTH = re.compile(rf"\b{_MONTH}(?:\s+of)?,?\s+{_YEAR}\b", re.IGNORECASE)
_BY_SEASON = re.compile(rf"\b(?:spring|summer|autumn|winter)(?:\s+of)?\s+{_YEAR}\b", re.IGNORECASE)
CLOCK = re.compile(
    r"\b(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?\b(?:\s?(?:am|pm|hrs|hours))?"
    r"|\b(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)?\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w)"
    r"|\b(?:[01]\d|2[0-3])[.]?[0-5]\d\s?(?:hrs|hours)\b",
    re.IGNORECASE,
)
_FIGURE_OR_MONTH = re.compile(r"\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
_BIRTH = re.compile(
    r"(?:\bborn\b|\bbirth\b|\bd\.?\s?o\.?\s?b\b|\bdied\b|\bdeath\b|\bd\.?\s?o\.?\s?d\b|\bdeceased\b|\bstillborn\b)"
    r"[^.;!?\d]{0,60}$",
    re.IGNORECASE,
)
#: Words before a date that belongs to a publication and not to anybody's life.
_CITED = re.compile(
    r"(?:accessed|retrieved|published|publication|updated|viewed|dated|version)\W+(?:on\W+)?$", re.IGNORECASE
)
#: What each policy lets stand is everything that is not listed for it.
_TOO_FINE: dict[str, tuple[re.Pattern[str], ...]] = {
    "exact": (),
    "month": (_FULL,),
    "season": (_FULL, _BY_MONTH),
    "year": (_FULL, _BY_MONTH, _BY_SEASON),
    "relative": (_FULL, _BY_MONTH, _BY_SEASON),
}


def dates_left(opened: tuple[Opened, ...], question: Question) -> Iterator[Finding]:
    """No date says more than the policy allows, and no day of birth or death is given.

    **What it looks for.** Days of birth and death, which block; other dates finer than the policy for dates,
    and clock times, which warn.

    **Why it matters.** A day of birth or death finds the family in a register or a newspaper at once.
    Two exact dates of one event do so nearly as well.

    **What to do.** Let redact generalise the date, or correct what was typed by hand. Dates of laws, letters
    and publications may be accepted, or allowed in register.yaml.

    **What it misses.** Dates that follow from an age and another date, days named by a feast or an event.
    """
    allowed = [folded(text) for text in question.allowed]
    for file in opened:
        for passage in file.visible:
            yield from _births(file, passage)
            if question.dates != "exact":
                yield from _fine(file, passage, question.dates, allowed)


@remembered(1 << 14)  # the formats of one edition hold the same texts
def _found(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str], ...]:
    """Where *pattern*, one of a date or time, is met; every one of them has a figure or a month."""
    return tuple(pattern.finditer(text)) if _FIGURE_OR_MONTH.search(text) else ()


def _births(file: Opened, passage: Passage) -> Iterator[Finding]:
    for pattern in (_FULL, _PARTIAL):
        for match in _found(pattern, passage.text):
            if _is_two_cells(passage.text, match):
                continue
            if _BIRTH.search(passage.text[max(match.start() - 90, 0) : match.start()]):
                yield _finding(file, passage, match, "blocks", "a day of birth or death stands here")


def _fine(file: Opened, passage: Passage, policy: str, allowed: list[str]) -> Iterator[Finding]:
    for pattern in _TOO_FINE.get(policy, (_FULL,)):
        for match in _found(pattern, passage.text):
            if not _is_cited(passage.text, match, allowed) and not _is_two_cells(passage.text, match):
                yield _finding(
                    file, passage, match, "warns", f"a date here is finer than the policy ({policy})"
                )
    for match in _found(CLOCK, passage.text):
        if not _is_cited(passage.text, match, allowed):
            yield _finding(file, passage, match, "warns", "a clock time stands here")


def _is_two_cells(text: str, match: re.Match[str]) -> bool:
    """Whether the day is the number of a label that ends one cell, and the month begins the next: 'Hospital 1 / May 2016'."""
    label = re.search(r"[A-Z][a-z]+ $", text[max(match.start() - 24, 0) : match.start()])
    return bool(label) and re.match(r"\d{1,2}\s*[\r\n]", match.group()) is not None


def _is_cited(text: str, match: re.Match[str], allowed: list[str]) -> bool:
    words = folded(match.group())
    before = text[max(match.start() - 30, 0) : match.start()]
    return bool(_CITED.search(before)) or any(words in phrase for phrase in allowed)


def _finding(
    file: Opened, passage: Passage, match: re.Match[str], severity: Severity, message: str
) -> Finding:
    return Finding(
        check="dates-left",
        severity=severity,
        file=file.file,
        place=place_of(passage, match.start()),
        message=message,
        advice="give the month, the season or the time between, as the policy says",
        rule="R5",
        quote=match.group(),
    )
