"""How a band fits into the sentence of the age that it stands for: 'was four' → 'was 1 to 4 years old'.

A bare band reads as an age only where a word says so ('aged', 'years old'); which one is told by what stands
before it. Whatever this takes in or adds says nothing of the age itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from redact.dates.ages import with_unit

_BAND = re.compile(r"(?P<band>\d+ to \d+|under \d+|\d+ and over|\d+)(?: years?)?(?P<old> old)?")
_ADVERBS = r"(?:then|now|only|just|still|also|already|both|all|at\sthat\stime|by\sthen)"
#: What stands before an age, and what stands there before a band: who turns an age has a birthday on that day,
#: which with a date says when, and 'about four' says more than the band does.
_TURNED = tuple(
    (re.compile(rf"{before}\s(?:just\s|nearly\s|almost\s)?$", re.IGNORECASE), instead)
    for before, instead in (
        (r"\bthey\s(?:(?:had|have)\s)?(?:just\s|recently\s)?turned", "they were "),
        (r"\bturning", "aged "),
        (r"\b(?:(?:had|has|have)\s)?(?:just\s|recently\s)?turned", "was "),
        (r"\bturns", "is "),
        (r"\b(?:just|only|exactly|about|around|approximately|roughly)", ""),
    )
)
_IS = re.compile(
    rf"(?:\b(?:was|were|is|are|am|be|been|being)|\b(?:s?he|they|who)['’](?:s|re))\s(?:{_ADVERBS}\s)*$",
    re.IGNORECASE,
)
_BESIDE = re.compile(rf"(?:,|\(|[;:]|\s[–—-])\s?(?:{_ADVERBS}\s)?$|^(?:{_ADVERBS}\s)$", re.IGNORECASE)
_OF = re.compile(r"(?<=\w)(?<!\bage)(?<!\bages)\sof\s$", re.IGNORECASE)
_AT = re.compile(
    r"\b(?P<when>at|by|from|since|until|till|before|after)\s(?:the\sages?\sof\s|ages?\s)?$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\s(?:the\sages\sof\s)?$", re.IGNORECASE)
_OVER = re.compile(r"\b(?:over|above)\s(?:the\sage\sof\s)?$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(an?)\s$", re.IGNORECASE)
#: 'a 14-month-old baby' lies in a band of children who are none.
_BABY = re.compile(r" (?P<noun>baby|infant|newborn)(?= [a-z]|[.,;:)]|$)")


@dataclass(frozen=True, slots=True)
class Listed:
    """The place of an age among ages that follow one another: 'were four, six and nine'."""

    first: bool = True
    last: bool = True
    said: bool = False  # a form of 'to be' stands before the first of them


def fitted_age(
    before: str, words: str, starts: bool, after: str = "", listed: Listed | None = None
) -> tuple[int, str, int]:
    """'turned 4' → 'was 1 to 4 years old', 'at 9' → 'aged 5 to 9', 'a 9' → 'an 8'.

    How much of *before* is taken in, the words for all of it, and how much of *after*, the free words behind
    the age, goes too. *starts* tells whether a sentence begins with the age.
    """
    match = _BAND.fullmatch(words)
    if not match:
        return _with_noun(before, words, starts, after)
    taken, lead = 0, ""
    for pattern, instead in _TURNED:
        if turned := pattern.search(before):
            taken, lead = len(turned.group()), instead
            break
    place = listed or Listed()
    more, fitting, ahead = _placed(before[: len(before) - taken] + lead, words, match["band"], after, place)
    if more > len(lead):
        taken, lead = taken + more - len(lead), ""
    else:
        lead = lead[: len(lead) - more]
    fitting = lead + fitting
    return taken, fitting[:1].upper() + fitting[1:] if starts and not taken else fitting, ahead


def _placed(before: str, words: str, band: str, after: str, place: Listed) -> tuple[int, str, int]:
    """How much of *before* goes, the words that stand there, and how much of *after* goes."""
    told = re.match(r" (?:years? )?old\b| of age\b", after)
    ahead = len(told.group()) if told else 0
    if not place.first:
        return 0, _old(band) if place.last and place.said else band, ahead
    if over := _OVER.search(before):
        return len(over.group()), f"{band.split()[0] if band[0].isdigit() else 0} and over", ahead
    if between := _BETWEEN.search(before):
        both = band.replace(" to ", " and ")
        return (0, both, ahead) if both != band else (len(between.group()), f"aged {band}", ahead)
    if at := _AT.search(before):
        when = at["when"]
        if band.startswith("under "):
            return len(at.group()), f"{when} {_old(band)}", ahead
        fitting = f"aged {band}" if when.lower() == "at" and " to " in band else f"{when} the age of {band}"
        return len(at.group()), fitting, ahead
    if of := _OF.search(before):
        return len(of.group()), f" aged {band}", ahead
    if _IS.search(before):
        return 0, band if not place.last else _old(band), ahead
    if _BESIDE.search(before) and not before.endswith(("aged ", "age ", "ages ")):
        return 0, f"aged {band}", ahead
    return 0, (_old(band) if told else words), ahead


def _old(band: str) -> str:
    """'1 to 4 years old'; 'aged 65 and over'."""
    return f"aged {band}" if band.endswith("and over") else f"{with_unit(band)} old"


def _with_noun(before: str, words: str, starts: bool, after: str) -> tuple[int, str, int]:
    """An age that says what it is, with its article; of a baby 'a baby under 1 year old', 'a child aged 1 to 4'."""
    ahead = 0
    if words.endswith("-year-old") and (baby := _BABY.match(after)):
        band = words.removesuffix("-year-old").replace("-", " ")
        ahead = baby.end()
        words = f"{baby['noun']} {_old(band)}" if band.startswith("under") else f"young child aged {band}"
    if article := _ARTICLE.search(before):
        mended = "an" if re.match(r"[aeiou]|8|11\b|18\b", words) else "a"
        if mended != article[1].lower():
            mended = mended.capitalize() if article[1][0] == "A" else mended
            return len(article.group()), f"{mended} {words}", ahead
    return 0, words[:1].upper() + words[1:] if starts else words, ahead
