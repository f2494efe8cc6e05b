"""What a text says of its draft and of who may see it, at the edges of its pages and before its first heading.

It would be untrue of an edition. Only what is plainly such a mark goes ('Draft version 3', 'Not for circulation'):
a sentence that speaks of the draft stays, and the reviewer is offered other words for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TypeVar

from redact.formats.printed import Line, Part
from redact.formats.words import Words, one_line

#: Words of a line that is a mark and nothing else; a longer one is a sentence.
MOST_WORDS = 20
_BETWEEN = r"\s+[–—|•·-]\s+|\s*[|;•·]\s*"
_NUMBER = r"(?:version|ver\.?|v\.?|no\.?|number|copy)?\s?\d*(?:\.\d+)*[a-z]?"
#: What may follow: when, for whom, and what for. Any other word is of the report itself.
_TAIL = (
    r"\d+(?:st|nd|rd|th)?|v\d+|jan\w*|feb\w*|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|spring|summer|autumn|winter"
    r"|for|to|until|as|at|of|dated|not|and|or|on|by|the|in|with|without|only|all|its|this|from|be"
    r"|factual|accuracy|check(?:ing)?|comments?|consultation|discussion|approval|agreement|sign-?off|publication|publishing|published"
    r"|circulat\w+|distribut\w+|onward|further|shar\w+|copied|copying|copy|copies|release|permission|consent|inspection|reading|readers?"
    r"|agency|agencies|panel|partners?|partnership|board|members?|chair|authors?|reviewers?|leads?|practitioners|named|recipients?"
    r"|lscb|lscp|scp|scr|ims|cspr|legal|internal|official|sensitive|restricted|confidential|draft|version|report|review|document|final|quality"
    r"|assurance|use|notice|embargoed|privileged|private"
)
#: 'DRAFT v0.3', 'Version 2.1', 'Final draft for the panel', 'Strictly confidential until publication'.
_SHAPE = (
    r"\W*(?:(?:first|second|third|fourth|final|working|consultation|early|latest|revised|panel|strictly|private\sand|pre-publication)"
    rf"\s)*(?:(?:{{marks}})\s?{_NUMBER}|(?:version|v\.?)\s?\d+(?:\.\d+)*[a-z]?(?:\s\(?draft\)?)?)(?:\s(?:report|document|copy))?"
    r"(?:(?=\W*(?:\b(?:for|to|until|as\sat|as\sof|dated|not|and|on|by)\b|\d|[(,–—-]))"
    rf"(?:\W*\b(?:{_TAIL})\b)+)?\W*"
)
_SAYS = re.compile(
    r"\b(?:is|was|are|were|has|have|had|be|been|contains?|should|will|would|written|commissioned)\b",
    re.IGNORECASE,
)
#: 'Draft overview report v3' is the overview report.
_KIND = re.compile(
    r"(?:(?:final|working|first|second)\s)?draft\s+(?P<kind>(?:(?:overview|serious|executive|learning|case|full|published)\s)*"
    r"(?:report|review|summary)\b.*?)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\s*[(,]?\s*\b(?:draft\s+)?(?:version|v\.?)\s?\d+(?:\.\d+)*[a-z]?\)?$", re.IGNORECASE)
P = TypeVar("P", bound=Part)


def without_marks(text: str) -> str:
    """The line without its parts that speak of a draft: 'Report – Child G – draft v3' is the report of Child G."""
    return _without(text, lambda part: bool(_marks().search(part)))


def _without(text: str, is_one: Callable[[str], bool]) -> str:
    parts = re.split(f"({_BETWEEN})", text)
    kept = "".join(part for at, part in enumerate(parts) if at % 2 or not is_one(_of_its_kind(part)))
    return re.sub(r"(?:\s+[–—|•·-]\s+|\s*[|;•·]\s*){2,}", " – ", _of_its_kind(kept)).strip(" –—|•·;-")


def title_without_marks(text: str) -> str:
    """A title without its parts that are nothing but a mark: 'Confidential enquiry – DRAFT v3' is the enquiry."""
    parts = re.split(_BETWEEN, text)
    return (
        _without(text, is_mark)
        if any(is_mark(part) or _KIND.fullmatch(part.strip()) for part in parts)
        else text
    )


def _of_its_kind(part: str) -> str:
    """'Draft overview report v3' as 'Overview report'; any other words as they are."""
    match = _KIND.fullmatch(part.strip())
    if not match:
        return part
    return (kind := _VERSION.sub("", match["kind"]))[:1].upper() + kind[1:]


def is_mark(text: str) -> bool:
    """Whether a line is nothing but a mark of a version, or of who may see it."""
    return (
        len(text.split()) <= MOST_WORDS and bool(_shape().fullmatch(text.strip())) and not _SAYS.search(text)
    )


@cache
def _words() -> str:
    from redact.rules import load_rules

    return "|".join(
        re.escape(word) for word in sorted(load_rules().list("draft-marks"), key=len, reverse=True)
    )


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words()})\b", re.IGNORECASE)


@cache
def _shape() -> re.Pattern[str]:
    return re.compile(_SHAPE.replace("{marks}", _words()), re.IGNORECASE)


class Cleared:
    """Takes the marks out of what stands before the first heading, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def of(self, parts: Iterable[P]) -> Iterator[P]:
        """The parts without those that are marks."""
        for part in parts:
            if isinstance(part, Line) and part.kind in {"paragraph", "subtitle"} and not _calls(part):
                text = one_line(part.text)
                if is_mark(text):
                    self.count += 1
                elif (plain := title_without_marks(text)) and _KIND.fullmatch(text):
                    self.count += 1
                    yield replace(part, words=(Words(plain),))
                else:
                    yield part
            else:
                yield part

    def title(self, line: Line) -> Line:
        """The title without its parts that are marks; one that is nothing else stays."""
        text = one_line(line.text)
        plain = title_without_marks(text)
        if not plain or plain == text or _calls(line):
            return line
        self.count += 1
        return replace(line, words=(Words(plain),))

    def said(self) -> Iterator[str]:
        """What a reviewer is told of it."""
        if self.count:
            what = "1 line" if self.count == 1 else f"{self.count} lines"
            yield f"{what} of the title page spoke of the draft or of who may see it, and {'was' if self.count == 1 else 'were'} left out or shortened"


def _calls(line: Line) -> bool:
    return any(each.note for each in line.words)
