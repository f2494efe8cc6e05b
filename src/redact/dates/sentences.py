"""How a rendered date fits into its sentence: 'on 3 March 2016' → 'in March 2016', 'on Day 12'.

Each row of a table holds what stands before the date, and what stands there instead; '{}' is the
date as rendered. What the draft says must still be true: an event 'before 14 March' may lie in March.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from redact.dates.reading import value_of
from redact.dates.values import DAY, MONTH, rank

_UNITS = r"(?:day|night|morning|afternoon|evening|week(?:end)?|fortnight|month|year|time|hour|minute)s?"
Table = Sequence[tuple[re.Pattern[str], str]]


def _table(*rows: tuple[str, str]) -> Table:
    return tuple((re.compile(rf"\b{before}$", re.IGNORECASE), instead) for before, instead in rows)


#: Where a clause ends, and what turns the sense of the words behind it in its own clause.
_CLAUSE = re.compile(r"[.!?;:]\s|\n")
_DENIED = re.compile(
    r"\b(?:not|never|no|nor|neither|none|nobody|nothing|nowhere|without|cannot|hardly|rarely|unless|un\w+|fail(?:s|ed)?"
    r"|refus(?:es?|ed|al)|den(?:y|ies|ied)|lack(?:s|ed)?)\b|n['’]t\b",
    re.IGNORECASE,
)
_SIDES = r"(before|after|prior\sto|following|earlier\sthan|later\sthan)"
#: 'not before 1 December', where 'in or before December' would say the opposite.
_NOT = r"(not|no|never|nor|neither)"
_AFTER_NOT = _table((rf"{_NOT}\s{_SIDES}\s(?:the\s)?", r"\1 \2 {}"))
#: 'nobody came before 1 December', 'long before 1 December': on some day of it is true of both.
_BESIDE_A_DAY = _table(
    (r"on\sor\s(before|after)\s(?:the\s)?", r"on or \1 a day in {}"),
    (rf"{_SIDES}\s(?:the\s)?", r"\1 a day in {}"),
)
_BESIDE_A_MONTH = _table((rf"{_SIDES}\s(?:the\s)?", r"\1 a time in {}"))
_NEARLY = re.compile(
    rf"\b(?:long|shortly|just|soon|immediately|well|even|right|only|directly|straight|months|weeks)\s{_SIDES}\s(?:the\s)?$",
    re.I,
)
#: So much of a clause and no beginning of it: what turned its sense may stand further in front.
_SEEN = 60
#: A day that has become a month, a season or a year; \1… are the groups of what stands before.
_FROM_A_DAY = _table(
    (r"w/[ce]:?\s", r"week of {}"),
    (r"(week\s(?:beginning|commencing|ending|starting))\s(?:on\s)?(?:the\s)?", r"\1 in {}"),
    (r"(week|weekend)\sof\s(?:the\s)?", r"\1 in {}"),
    (rf"({_UNITS}|small\shours)\sof\s(?:the\s)?", r"\1 of a day in {}"),
    (r"(throughout|during|for|overnight|covering)\s(?:the\s)?", r"\1 a day in {}"),
    (rf"({_UNITS}|later|before|after|birthday|date),\s(?:the\s)?", r"\1, in {}"),
    (r"(late|later|early|earlier)\son\s(?:the\s)?", r"\1 on a day in {}"),
    (rf"({_UNITS})\s(before|after|following|from|since)\s(?:the\s)?", r"\1 \2 a day in {}"),
    (r"on\sor\s(before|after)\s(?:the\s)?", r"in or \1 {}"),
    (r"(?:before|prior\sto|earlier\sthan)\s(?:the\s)?", r"in or before {}"),
    (r"(?:after|following|later\sthan)\s(?:the\s)?", r"in or after {}"),
    (r"(?:on|over|at)\s(?:or\s(?:about|around)\s)?(?:the\s)?", r"in {}"),
    (r"(by|until|till|to|from|since)\sthe\s", r"\1 {}"),
)
#: A month or a season that has become a season or a year.
_FROM_A_MONTH = _table(
    (rf"(start|beginning|middle|end|{_UNITS})\sof\s(?:the\s)?", r"\1 of a month in {}"),
    (rf"({_UNITS})\s(before|after|following|from|since)\s(?:the\s)?", r"\1 \2 a time in {}"),
    (r"(?:early|late|later|mid|middle)(?:\s+in\s+|[\s-]+)(?:the\s)?", r"{}"),
    (r"(?:before|prior\sto)\s(?:the\s)?", r"in or before {}"),
    (r"(?:after|following)\s(?:the\s)?", r"in or after {}"),
    (r"(in|during|since|by|until|from|of|through|throughout)\sthe\s", r"\1 {}"),
    (r"(?:at|over|on)\s(?:the\s)?", r"in {}"),
)
#: Both ends of a range read the same.
_FROM_A_RANGE = _table((r"(?:between|from|on|over|during|throughout)\s(?:the\s)?", r"in {}"))
#: 'six weeks before Day 1', which says by itself when it is.
_TO_A_DISTANCE = _table(
    (r"(of|for)\s(?:the\s)?", r"\1 the date {}"),
    (rf"({_UNITS})\s(before|after|following|from|since)\s(?:the\s)?", r"\1 \2 the date {}"),
    (r"(?:before|prior\sto)\s(?:the\s)?", r"more than {}"),
    (r"(?:after|following)\s(?:the\s)?", r"less than {}"),
    (r"(?:on|in|at|over|during)\s(?:the\s)?", r"{}"),
)
#: 'the day before Day 1', 'about two months before Month 1'.
_TO_A_NAMED_DISTANCE = (
    *_table(
        (r"(?:before|prior\sto)\s(?:the\s)?", r"earlier than {}"),
        (r"(?:after|following)\s(?:the\s)?", r"later than {}"),
    ),
    *_TO_A_DISTANCE[4:],
)
_TO_A_DAY_OR_MONTH = _table(
    (r"(on|by|until|till|to|from|since|before|after|in|during)\sthe\s", r"\1 {}"),
    (r"(?:at|over)\s", r"in {}"),
)
#: 'in the early hours on 14 March': a time that became a part of the day, and then its date.
_PART_OF_THE_DAY = re.compile(r"\b(?:hours|morning|afternoon|evening|night)$")
_AFTER_A_TIME = re.compile(r",?\s(?:on\s)?(?:the\s)?", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:Day|Months?) \d+|\bDay 1\b")


def fitted(before: str, words: str, value: str, starts: bool, behind: str = "") -> tuple[int, str]:
    """How many characters of *before* a rendered date takes in, and the words for both.

    *before* is what stands before the date that nothing else replaces, *behind* what was put in
    its place before that, *value* what was written, *starts* whether a sentence, heading or cell
    begins with the date.
    """
    if (after_time := _AFTER_A_TIME.fullmatch(before)) and _PART_OF_THE_DAY.search(behind):
        words = fitted("day of ", words, value, False)[1]
        return len(after_time.group()), f" of {words.removeprefix('day of ')}"
    for pattern, instead in (*_beside(before, words, value, behind), *_tables(words, value)):
        if match := pattern.search(before):
            fitting = match.expand(instead).replace("{}", words)
            return len(match.group()), _like(fitting, match.group())
    return 0, words[:1].upper() + words[1:] if starts else words


def _beside(before: str, words: str, value: str, behind: str) -> Table:
    """What goes before the tables where 'in or before' could be false: the clause denies, or is not seen whole."""
    if _COUNTED.search(words) or rank(value) < MONTH - 1 or rank(value_of(words)) >= rank(value):
        return ()
    beside = _BESIDE_A_DAY if rank(value) == DAY else _BESIDE_A_MONTH
    clause = _CLAUSE.split(before)[-1]
    whole = clause != before or (before[:1].isalnum() and not behind and len(before) < _SEEN)
    if whole and not _DENIED.search(clause) and not _NEARLY.search(before):
        return ()
    return (*_AFTER_NOT, *_counted_to(value), *beside)


def _counted_to(value: str) -> Table:
    """The rows for 'the day before', which come first and are true in any clause."""
    rows = _FROM_A_DAY if rank(value) == DAY else _FROM_A_MONTH
    return tuple(row for row in rows if row[0].pattern.startswith(rf"\b({_UNITS})"))


def _tables(words: str, value: str) -> Table:
    if _COUNTED.search(words):
        near = re.match(r"(?:Day|Months?) \d|the year (?:of|before|after) ", words)
        if near:
            return _TO_A_DAY_OR_MONTH
        return _TO_A_NAMED_DISTANCE if words.startswith(("the ", "about ")) else _TO_A_DISTANCE
    said, exact = value_of(words), rank(value)
    if ".." in value and not re.search(r"\b(?:to|and|or)\b", words):
        return (*_FROM_A_RANGE, *_FROM_A_DAY)
    if rank(said) >= exact or exact < MONTH - 1:
        return ()
    return _FROM_A_DAY if exact == DAY else _FROM_A_MONTH


def _like(words: str, taken: str) -> str:
    """A capital where the words taken in had one."""
    return words[:1].upper() + words[1:] if taken[:1].isupper() else words
