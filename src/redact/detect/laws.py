"""Laws as they are cited: by their years, and by the section before them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.detect.words import is_everyday
from redact.rules import Rules

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


def with_section(text: str, start: int, end: int) -> int:
    """Where a law begins that is cited by its section: at 'section' of 'section 20 of the Offences …'."""
    if LAW.search(text, start, end) and (before := SECTION.search(text[max(0, start - 90) : start])):
        return max(0, start - 90) + before.start()
    return start


def statutes(text: str, rules: Rules) -> Iterator[tuple[int, int]]:
    """Laws by their years, with the section that is cited, from the first word on that no name of a person or a place is left among them."""
    for match in STATUTE.finditer(text):
        start = 0
        for word in re.finditer(r"[A-Z][\w’'\-]+", match["words"]):
            if not is_everyday(word.group(), rules):
                start = word.end()
        said = re.search(r"[A-Z]", match["words"][start:])
        if said:
            yield with_section(text, match.start() + start + said.start(), match.end()), match.end()
