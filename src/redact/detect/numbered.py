"""Numbers that tell something where no pattern knows it: the age in 'mine's fifteen', 'sibs 7, 5, 2', 'she had me at nineteen'.

A bare number is an age, an hour, a score or a count by its sentence alone. A small trained network (training/numbered.py)
looks at each number that no pattern has found, at the words on either side and at what patterns found there. A likely one
is put before the reviewer (`watch`); a sure age or time of day is asked about (`flag`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from redact.dates.numbers import NUMBERS
from redact.detect.features import Words, words_near
from redact.detect.network import Small, loaded
from redact.detect.overlaps import Spread
from redact.detect.telling import words_of
from redact.model import Mention, Span, Status
from redact.remembered import remembered
from redact.rules import Rules

RULE = "telling number"
WEIGHTS = Path(__file__).with_name("numbered.npz")
#: What a number may be.
CLASSES = ("", "AGE", "TIME", "DATE", "ID")
#: The chance from which a number is put before the reviewer, and that from which it is asked about.
LIKELY = {"AGE": 0.15, "TIME": 0.3, "DATE": 0.3, "ID": 0.3}
SURE = {"AGE": 0.7, "TIME": 0.7}
#: How often a likely number and a sure one were marked, where the network had not seen them: what they are worth.
SCORE, SURE_SCORE = 0.4, 0.7
#: Words on either side that count, and the letters in which they are looked for.
SIDE, REACH = 5, 60
REASONS = {
    "AGE": "a number that may tell how old somebody is",
    "TIME": "a number that may be a time of day",
    "DATE": "a number that may be part of a date",
    "ID": "a number by which something may be looked up",
}

#: What patterns may have found beside a number. Names of places and the like are one; a telling phrase is none.
BESIDE = ("AGE", "DATE", "TIME", "PERSON", "ID", "OTHER")
_AS = {"DOB": "DATE", "PHONE": "ID", "POSTCODE": "ID", "ADDRESS": "ID"}

_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
_ORDINALS = (
    "third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|"
    "(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ie(?:th|s)|teens?"
)
NUMBER = re.compile(rf"\d|(?<![^\W\d_])(?:{_WORDS}|{_ORDINALS})(?![^\W\d_])", re.IGNORECASE)
#: The first value of each step by which the network sees how large a number is.
STEPS = (
    *(0, 1, 2, 3, 4, 5, 7, 10, 12, 14, 16, 18, 20, 25, 30, 40, 50, 60, 70, 80, 90),
    *(100, 1000, 1900, 2100),
)
SIGNS = "(),/.:;|-+%£&?–\"'"
ENDINGS = (
    "y yr yrs m mth w wk wks d st nd rd th s am pm hrs kg g cm mm mg ml old year month week day ish x yo f"
).split()
#: A number with what belongs to it: 'four and a half', '14/12', '3y 4m', 'two years and two months old', '1 or 2', '30ish'.
_UNIT = r"(?:[\s-]?(?:years?|yrs?|y|months?|mths?|mo|m|weeks?|wks?|w|days?|d)(?:[\s-]olds?)?(?![^\W\d_]))"
_NUMBER = rf"(?:\d{{1,9}}(?:[./;+]\d{{1,9}}){{0,3}}[½¼¾]?|(?:{_WORDS})(?:-(?:{_WORDS}))?(?![^\W\d_]))"
_HALF = r"(?:\sand\s(?:a\s(?:half|bit|quarter)|three\squarters)|\s?[½¼¾])"
_ABOUT = r"(?:-odd|ish|[\s-]something|\sor\sso|[FM]|['’]?s)(?![^\W\d_])"
_AGE = re.compile(
    rf"(?:Y(?:ea)?r?\.?\s?)?{_NUMBER}(?:(?:\s?[-–]\s?|\s(?:or|to)\s){_NUMBER})?"
    rf"(?:{_ABOUT}|{_HALF}?{_UNIT}?(?:(?:,?\s(?:and\s)?)?{_NUMBER}{_UNIT})?{_HALF}?(?:\sold\b)?)|"
    rf"(?:\w{{1,20}}-)?(?:{_ORDINALS}|\w{{0,20}}{_NUMBER}\w{{0,20}})",
    re.IGNORECASE,
)
#: What belongs to a number of each class: 'half past' is no part of it, 'o'clock' is.
SHAPES = {
    "AGE": _AGE,
    "TIME": re.compile(
        rf"{_NUMBER}(?:[:.]\d\d)?(?:\s?(?:[ap]\.?m\b\.?|hrs?\b|h\b|ish\b|o['’]clock\b))?", re.IGNORECASE
    ),
    "DATE": re.compile(r"(?:\d{1,4}(?:st|nd|rd|th)?|\w{1,20})(?:[/.-]\d{1,4}){0,3}", re.IGNORECASE),
    "ID": re.compile(r"[\w/.-]{0,40}\w"),
}


#: What is numbered and has no age by that: 'Sibling 1 and Sibling 2', 'Recommendations 4 and 5'; ribs, 'L 5–8 and R 6–8'.
_NUMBERED = (
    r"(?P<who>Sibling|Child|Adult|Parent|Person|Professional|Worker)s?|Recommendations?|Findings?|Themes?|Lessons?|"
    r"Learning\s[Pp]oints?|Actions?|Questions?|Objectives?|Standards?|Tiers?|Levels?|Stages?|Phases?|Volumes?|Chapters?|Sections?|"
    r"Appendi(?:x|ces)|Annex|Tables?|Figures?|Box|Parts?|Schedules?|Regulations?|Articles?|Paragraphs?|Items?|Agenda\s[Ii]tems?|Grades?|Bands?|"
    r"Wards?|Steps?|KLOE|KPI|Key\s[Ll]ines?\sof\s[Ee]nquiry|Rows?"
)
LABELLED = re.compile(
    rf"(?<!\w)(?:{_NUMBERED})\s(?:(?:\d{{1,2}}[a-z]?)(?:,\s|\s?[–-]\s?|,?\s(?:and|to|or|&)\s)){{0,4}}$"
    r"|(?<!\w)[LR]\s?(?:\d{1,2}(?:st|nd|rd|th)?(?:\s?[–-]\s?|,\s|\s(?:and|to)\s|\s?&\s?)){0,4}$"
    r"|\bribs?\s(?:#\s)?(?:\d{1,2}(?:st|nd|rd|th)?(?:\s?[–-]\s?|,\s|\s(?:and|to)\s|\s?&\s?)){0,4}$"
)
#: How old somebody is follows a unit, or has the words for it: 'Child 3 yrs', 'Sibling 7/12'.
COUNTED = re.compile(
    r"(?:st|nd|rd|th)?(?!\s?(?:[½¼¾/+]|[ym]\b|y(?:ea)?rs?|m(?:on)?ths?|w(?:ee)?ks?|wks?|days?|[ap]\.?m\b|o['’]clock|(?:and\s)?a\shalf)|-\s?(?:year|month|week)|\d)"
)
#: Weeks and days of a pregnancy: '33+2'.
GESTATION = re.compile(r"(?:2[2-9]|3\d|4[0-2])\+[0-6](?![\d+])")
#: What is counted off in a sentence: '; (2) ask'.
ENUMERATED = re.compile(r"(?:^|.*[;:,.]\s|.*\band\s)\(\d{1,2}\)(?=\s|$)")
#: A part of a weight or a measure: '2.9kg', '4.4 kg'.
MEASURED = re.compile(
    r"\d{1,4}\.\d{1,3}\s?(?:kgs?|g|mg|mcg|ml|cl|l|lbs?|oz|st|stone|cm|mm|km|mmol|units|%|°C?)(?![^\W\d_])"
)
#: A length of time as notes write it, where no age is said: 'for 2/52', 'RO 9/12', 'cough 8/7'.
LENGTH = re.compile(
    r"\b(?i:for|in|next|within|every|after|over|past|last|r/?v|review(?:ed)?|cough|fever|rash|hx|tds|bd|qds|od|mg|ml|course|susp(?:ended)?|"
    r"(?-i:ATR|DRR|MHTR|RAR|CO|RO|YRO|SSO|DTO))\.?\s(?P<length>\d{1,2}/(?:52|12|7))(?![\d/])(?!\s?(?:old|of\sage))"
)
#: How far a pregnancy has gone, in weeks of forty: '31/40 pregnant', 'SVD 38+2/40'.
GESTATION = re.compile(r"(?<![\d/])(?:\d{1,2}/40|(?:2[2-9]|3\d|4[0-3])\+[0-6](?:/40)?)(?![\d/])")
#: What is counted and has no age by that: 'three men', '14 officers'; 'x3'.
COUNT = re.compile(
    r"(?:\w{3,9}|\d{1,3}\+?)\s(?:men|women|males|females|people|youths|lads|officers|cars|calls|visits|times|attempts|occasions|agencies|cans)\b"
)
#: Before a sum or a multiple, and the sign of the latter: 'owes 1800', 'x3'.
MULTIPLE = re.compile(r"(?<!\w)(?:x\d?|(?:[Oo]w(?:es?|ed|ing)|[Pp]aid|[Dd]ebt|[Cc]osts?)\s[\dx]?)$")
#: Before what is counted off somebody's desk or list: 'a caseload of thirty'.
LOAD = re.compile(
    r"\b(?:caseloads?|workloads?|total|average|maximum|minimum|backlog|cohort|ratio)\s(?:of|was|is)\s(?:about\s|over\s|some\s)?$",
    re.IGNORECASE,
)
#: How often something is done: '3-mthly', '6 monthly'.
OFTEN = re.compile(r"\s?-?\s?(?:m(?:on)?thly|weekly|wkly|yearly|hourly|daily|hrly)\b")


@dataclass(frozen=True, slots=True)
class Number:
    """A word that is a number: where it is, and where the words on either side of it are."""

    span: tuple[int, int]
    around: tuple[tuple[int, int] | None, ...]  # SIDE words before, itself, SIDE words behind


@dataclass(frozen=True, slots=True)
class Beside:
    """What was found in a text: what is treated, and what the network sees of it."""

    treated: Spread
    kinds: tuple[Spread, ...]  # one for each of BESIDE


#: Where nothing was found.
NOTHING = Beside(Spread(()), tuple(Spread(()) for _ in BESIDE))


def numbered_in(
    text: str, at: int, found: Sequence[Mention], document: str, rules: Rules
) -> Iterator[Mention]:
    """Ages, times, dates and reference numbers among the numbers of a block's *text* that nothing *found* in it has decided.

    The block begins at offset *at* of the *document*.

    Raises:
        UnreadableError: the weights are missing or damaged.
    """
    if text.strip().isalnum():
        return  # a number alone, in a cell, tells nothing
    beside = beside_in(found, at)
    numbers = [n for n in numbers_in(text, beside) if not beside.treated.covers(Span(*n.span))]
    numbers = [n for n in numbers if not is_label(text, n.span)]
    if numbers:
        chances = _network().chances(seen(numbers, text, beside, words_of(rules))).tolist()
        yield from _mentions(text, at, document, zip(numbers, chances, strict=True))


def is_label(text: str, span: tuple[int, int]) -> bool:
    """Whether the number at *span* says which of several is meant, or how often: 'Sibling 1', 'R 6–8', '3-mthly'."""
    if (
        GESTATION.match(text, span[0])
        or GESTATION.match(text, max(span[0] - 3, 0))
        or ENUMERATED.match(text, max(span[0] - 4, 0), span[1] + 2)
    ):
        return True
    if _is_amount(text, span[0]):
        return True
    figures = re.compile(r"\d{1,2}(?!\d)[a-z]?(?![\w/.:]\d)").match(text, span[0])
    if not figures:
        return False
    if OFTEN.match(text, figures.end()):
        return True
    before = LABELLED.search(text[max(0, span[0] - 60) : span[0]])
    if not before or not COUNTED.match(text, figures.end()):
        return False
    return before["who"] is None or _is_one_of_several(before["who"], figures.group(), text)


def _is_amount(text: str, start: int) -> bool:
    """Whether the number at *start* is counted or measured, or is a length of time: 'three men', the 9 of '2.9 kg', 'for 2/52'."""
    if COUNT.match(text, start) or MULTIPLE.search(text[max(0, start - 8) : start + 1]):
        return True
    if LOAD.search(text[max(0, start - 30) : start]):
        return True
    around = text[max(0, start - 24) : start + 12]
    at = min(start, 24)
    whole = (*MEASURED.finditer(around), *GESTATION.finditer(around))
    return any(match.start() <= at < match.end() for match in whole) or any(
        match.start("length") <= at < match.end("length") for match in LENGTH.finditer(around)
    )


def _is_one_of_several(who: str, number: str, text: str) -> bool:
    """Whether 'Sibling 4' is one of those that *text* counts: the first, or beside 'Sibling 1'; else it may be four years old."""
    return number == "1" or bool(re.search(rf"(?<!\w){who}\s1\b", text))


def _mentions(
    text: str, at: int, document: str, told: Iterable[tuple[Number, Sequence[float]]]
) -> Iterator[Mention]:
    done = 0
    for number, chances in told:
        start = number.span[0]
        chance, label = max(zip(chances[1:], CLASSES[1:], strict=True))
        match = SHAPES[label].match(text, start)
        if start >= done and chance >= LIKELY[label] and match:
            done = match.end()
            status: Status = "flag" if chance >= SURE.get(label, 2) else "watch"
            score = SURE_SCORE if status == "flag" else SCORE
            span = Span(at + start, at + done)
            yield Mention(document, span, match.group(), label, RULE, score, status, reason=REASONS[label])


def beside_in(found: Iterable[Mention], at: int) -> Beside:
    """What counts of *found* in a block that begins at offset *at*."""
    treated: list[Span] = []
    kinds: dict[str, list[Span]] = {kind: [] for kind in BESIDE}
    for m in found:
        is_treated = m.status in {"replace", "flag"} and m.label != "QUASI"
        if is_treated or (m.label == "PERSON" and m.status == "watch"):
            span, kind = Span(m.span.start - at, m.span.end - at), _AS.get(m.label, m.label)
            kinds[kind if kind in kinds else "OTHER"].append(span)
            treated += [span] * is_treated
    return Beside(Spread(treated), tuple(Spread(spans) for spans in kinds.values()))


def numbers_in(text: str, beside: Beside = NOTHING) -> Iterator[Number]:
    """The words of *text* that are numbers, in figures or in letters, in order; without those treated in *beside*."""
    done = 0
    for match in NUMBER.finditer(text):
        if match.start() >= done and not beside.treated.covers(Span(*match.span())):
            words = words_near(text, *match.span(), SIDE, REACH)
            place = next(n for n, (_, end) in enumerate(words) if end > match.start())
            done = words[place][1]
            around = [
                words[n] if 0 <= n < len(words) else None for n in range(place - SIDE, place + SIDE + 1)
            ]
            yield Number(words[place], tuple(around))


def seen(numbers: Sequence[Number], text: str, beside: Beside, words: Words) -> Any:
    """What the network sees of *numbers* in *text*: a row for each, of as many numbers for each of 2 * SIDE + 1 words."""
    import numpy as np

    rows = np.zeros((len(numbers), 2 * SIDE + 1), np.int64)
    own = np.zeros((*rows.shape, len(_typed("0")) + len(BESIDE)), np.float32)
    for row, number in enumerate(numbers):
        for column, word in enumerate(number.around):
            if word:
                token = text[slice(*word)]
                rows[row, column] = words.of(token)
                own[row, column, : -len(BESIDE)] = _typed(token)
                if word != number.span:
                    own[row, column, -len(BESIDE) :] = [kind.covers(Span(*word)) for kind in beside.kinds]
    return np.concatenate([words.numbers()[rows], own], axis=2).reshape(len(numbers), -1)


@remembered(20_000)
def _typed(token: str) -> Any:
    """How *token* is typed, if it is a number, a unit or a sign: how large it is, what ends it, which sign it is."""
    import numpy as np

    lower = token.lower()
    figures = re.match(r"\d+", token)
    value = int(figures.group()[:6]) if figures else _in_words(lower)
    step = -1 if value is None else max(n for n, first in enumerate(STEPS) if value >= first)
    ending = re.search(r"(?:^|\d|-)([a-z]+)$", lower)
    told = [float(n == step) for n in range(len(STEPS))]
    told += [float(token == sign) for sign in SIGNS]
    told += [float(ending is not None and ending[1] == one) for one in ENDINGS]
    told += [
        float(figures is not None),
        float(figures is not None and token[0] == "0" and len(token) > 1),
        len(figures.group()) / 4 if figures else 0.0,
        float(figures is None and value is not None),
        float(figures is not None and not token.isdigit()),
        float(value is None and bool(NUMBER.search(token))),
        float("-" in token and len(token) > 1),
    ]
    return np.array(told, dtype=np.float32)


def _in_words(lower: str) -> int | None:
    """The number that *lower* writes in words, 'twenty-one' and 'two-year-old' too; None for any other word."""
    said = [NUMBERS[part] for part in lower.split("-") if part in NUMBERS]
    return sum(said) if said else None


@lru_cache(maxsize=1)
def _network() -> Small:
    """The trained weights, loaded once."""
    return Small(**loaded(WEIGHTS, Small.__slots__, "telling numbers"))
