"""Dates in their surroundings: years that neighbours give, two dates that make a range, prepositions.

A year is put in only where no other one is possible; a wrong year would change what happened.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from redact.dates import Listed, as_day, fitted, fitted_age, fitted_time, has_year, rank, window, within
from redact.model import Mention, Span

#: What joins two dates or times into one range.
_JOINS = re.compile(r"\s?(?:to|until|till|and|up\sto|[-‐‑–—])\s?", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s(?:the\s)?$", re.IGNORECASE)
_PART = re.compile(r"\b(?:early|mid|late)[\s-]$", re.IGNORECASE)
#: What belongs to an age behind it, since without it the age would be another: 'under two', 'nearly five'.
_BEFORE_AGE = re.compile(
    r"\bbetween\s[\w-]+(?:\s(?:years?|months?|weeks?))?\sand\s$"
    r"|\b(?:(?:just\s)?under|nearly|almost|rising|approaching|not\s(?:yet|quite))\s$",
    re.IGNORECASE,
)
#: A unit that stands behind a mention of an age, or the end of a range of ages: without it the age would be another.
_BEHIND_AGE = re.compile(
    r"\s?[-‐‑–]\s?\d{1,2}\b(?![/.]\d)(?:\s(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)\b)?"
    r"|\s(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)\b(?!\s(?:ago|later|earlier|before|after))"
)
_UNIT = re.compile(r"(?:year|yr|month|mth|week|wk|day|y/?o\b|birthday|\b\d+[ym]\b)", re.IGNORECASE)
_AGES_TO = re.compile(r"\s(?:to|or)\s|\s?[-‐‑–—]\s?", re.IGNORECASE)
_AGES_BETWEEN = re.compile(r"\bbetween\s(?:the\sages\sof\s)?$", re.IGNORECASE)
_LISTED = re.compile(r",\s|,?\s(?:and|or)\s", re.IGNORECASE)
_IS = re.compile(r"\b(?:was|were|is|are|am)\s(?:\w+\s)?$", re.IGNORECASE)
_MONTH, _DAY = 4, 5
#: A day and its fellow with a year elsewhere are the same only this near to their neighbours.
_NEAR_DAYS = 92


def settled(
    mentions: Sequence[Mention],
    text: str,
    starts: Sequence[int],
    chosen: Collection[Span],
    values: Iterable[str],
) -> list[Mention]:
    """The mentions of one document, with years where they are certain and ranges in one.

    *starts* are the offsets at which its blocks begin; nothing is joined over them.
    *chosen* are spans that a person has given words for; *values* those of all dates of the case.
    """
    ordered = _with_parts(sorted(mentions, key=lambda m: m.span), text, starts, frozenset(chosen))
    dated = _with_years(ordered, text, frozenset(v for v in values if as_day(v)))
    return list(_joined(dated, text, starts, frozenset(chosen)))


def _block(starts: Sequence[int], offset: int) -> int:
    """Where the block that holds *offset* begins."""
    at = bisect_right(starts, offset)
    return starts[at - 1] if at else 0


def _with_parts(
    mentions: list[Mention], text: str, starts: Sequence[int], chosen: frozenset[Span]
) -> list[Mention]:
    """'early March 2016' is finer than a month: 'early' belongs to the date; 'between six and' and 'under' to an age."""
    found, free = [], 0
    for at, mention in enumerate(mentions):
        wanted = _BEFORE_AGE if mention.label == "AGE" else _PART
        free = max(free, _block(starts, mention.span.start))
        part = wanted.search(text[free : mention.span.start])
        coarse = mention.label == "AGE" or (_is_date(mention) and rank(mention.value) < _DAY)
        if part and coarse and mention.status == "replace" and mention.span not in chosen:
            span = Span(mention.span.start - len(part.group()), mention.span.end)
            mention = replace(mention, span=span, text=text[span.start : span.end])
        if mention.label == "AGE" and mention.status == "replace" and mention.span not in chosen:
            following = mentions[at + 1].span.start if at + 1 < len(mentions) else len(text)
            mention = _with_unit(mention, text, min(following, _block_end(starts, mention.span.start, text)))
        found.append(mention)
        free = mention.span.end
    return found


def _block_end(starts: Sequence[int], offset: int, text: str) -> int:
    at = bisect_right(starts, offset)
    return starts[at] if at < len(starts) else len(text)


def _with_unit(age: Mention, text: str, end: int) -> Mention:
    """'[five] months' and '[9]-11' as one mention each, where what follows is free up to *end*."""
    match = _BEHIND_AGE.match(text[:end], age.span.end)
    if not match or _UNIT.search(age.text):
        return age
    return replace(age, span=Span(age.span.start, match.end()), text=text[age.span.start : match.end()])


# Years ------------------------------------------------------------------------------------------


def _with_years(mentions: list[Mention], text: str, known: frozenset[str]) -> list[Mention]:
    found = list(mentions)
    at = [n for n, m in enumerate(found) if _is_date(m)]
    for one, other in pairwise(at):
        if _in_one_range(found[one], found[other], text):
            found[one] = replace(found[one], value=_before(found[one].value, found[other].value))
    for place, n in enumerate(at):
        if found[n].value.startswith("--"):
            earlier = _neighbour(found[m].value for m in reversed(at[:place]))
            later = _neighbour(found[m].value for m in at[place + 1 :])
            found[n] = replace(found[n], value=year_given(found[n].value, earlier, later, known))
    return found


def _is_date(mention: Mention) -> bool:
    return mention.label == "DATE" and mention.status not in {"keep", "watch"}


def _in_one_range(one: Mention, other: Mention, text: str) -> bool:
    gap = text[one.span.end : other.span.start]
    return one.value.startswith("--") and bool(_JOINS.fullmatch(gap)) and has_year(other.value)


def _before(value: str, end: str) -> str:
    """The value in the last year in which it is not after *end*: 'November' to 'February 2016' is of 2015."""
    last = window(end)
    if not last or ".." in value:
        return value
    for year in (last[0].year, last[0].year - 1):
        start = window(within(value, year))
        if start and start[0] <= last[1]:
            return within(value, year)
    return value


def _neighbour(values: Iterable[str]) -> tuple[date, date] | None:
    """The days of the nearest date that is of a month or a day and has its year."""
    return next((window(value) for value in values if rank(value) >= _MONTH and has_year(value)), None)


def year_given(
    value: str,
    earlier: tuple[date, date] | None,
    later: tuple[date, date] | None,
    known: Collection[str] = (),
) -> str:
    """*value* with its year, where it is certain; else as it is.

    It is certain where the dates before and after leave room for it in one year only, or where
    the same day stands elsewhere with one year and close to a neighbour.
    """
    if ".." in value:
        return value
    years = {d.year for days in (earlier, later) if days for d in days}
    if earlier and later:
        room = [y for y in range(earlier[0].year, later[1].year + 1) if _fits(value, y, earlier, later)]
        if len(room) == 1:
            return within(value, room[0])
    fellows = {v[:4] for v in known if v[4:] == value[1:]}
    if len(fellows) == 1 and int(year := min(fellows)) in years:
        days = window(within(value, int(year)))
        gaps = [abs((days[0] - near[0]).days) for near in (earlier, later) if days and near]
        if gaps and min(gaps) <= _NEAR_DAYS:
            return within(value, int(year))
    return value


def _fits(value: str, year: int, earlier: tuple[date, date], later: tuple[date, date]) -> bool:
    days = window(within(value, year))
    return days is not None and earlier[0] <= days[1] and days[0] <= later[1]


# Ranges -----------------------------------------------------------------------------------------


def _joined(
    mentions: Sequence[Mention], text: str, starts: Sequence[int], chosen: frozenset[Span]
) -> Iterator[Mention]:
    """Two dates, or two times, that make a range become one mention of both."""
    waiting: Mention | None = None
    for mention in mentions:
        block = _block(starts, mention.span.start)
        both = _both(waiting, mention, text) if waiting and waiting.span.start >= block else None
        if waiting and both and not chosen & {waiting.span, mention.span}:
            waiting = both
            continue
        if waiting:
            yield waiting
        waiting = mention
    if waiting:
        yield waiting


def _both(one: Mention, other: Mention, text: str) -> Mention | None:
    gap = text[one.span.end : other.span.start]
    before = text[max(one.span.start - 24, 0) : one.span.start]
    if one.label == other.label == "AGE" and "replace" == one.status == other.status:
        joined = _AGES_TO.fullmatch(gap) or (gap == " and " and _AGES_BETWEEN.search(before))
        span = Span(
            one.span.start - (len(between.group()) if (between := _AGES_BETWEEN.search(before)) else 0),
            other.span.end,
        )
        return replace(one, span=span, text=text[span.start : span.end]) if joined else None
    if not _JOINS.fullmatch(gap) or ("and" in gap.lower() and not _BETWEEN.search(before)):
        return None
    span = Span(one.span.start, other.span.end)
    both = replace(one, span=span, text=text[span.start : span.end])
    if one.label == other.label == "TIME" and "replace" == one.status == other.status:
        return both
    if not _is_date(one) or not _is_date(other) or not one.value or not other.value:
        return None
    if ".." in one.value + other.value or has_year(one.value) != has_year(other.value):
        return None
    return replace(both, value=f"{one.value}..{other.value}")


# What is printed ----------------------------------------------------------------------------------


def listed_ages(mentions: Sequence[Mention], text: str) -> dict[Span, Listed]:
    """Of ages that follow one another ('were four, six and nine'), which place each has; *mentions* in order."""
    found: dict[Span, Listed] = {}
    for one, other in pairwise(mentions):
        between = text[one.span.end : other.span.start]
        if one.label == other.label == "AGE" and _LISTED.fullmatch(between):
            said = bool(_IS.search(text[max(one.span.start - 20, 0) : one.span.start]))
            first = found.get(one.span, Listed(said=said))
            found[one.span] = replace(first, last=False)
            found[other.span] = Listed(first=False, said=first.said)
    return found


def in_sentence(
    mention: Mention, words: str, before: str, behind: str, after: str = "", listed: Listed | None = None
) -> tuple[Span, str]:
    """The span and the words that a rendered date, time or age takes so that its sentence still reads.

    *before* and *after* are what stands beside the mention and is printed as it is, *behind* what was printed
    in place of the mention before that, *listed* the place of an age among others.
    """
    starts = mention.span.start == 0 or bool(re.search(r"\n$|[.!?]\s+$", before))
    ahead = 0
    if mention.label == "TIME":
        taken, words = fitted_time(before, words, starts)
    elif mention.label == "AGE":
        taken, words, ahead = fitted_age(before, words, starts and mention.text[:1].isupper(), after, listed)
    else:
        taken, words = fitted(before, words, mention.value, starts, behind)
    return Span(mention.span.start - taken, mention.span.end + ahead), words
