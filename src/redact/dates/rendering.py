"""What an edition prints for a date, under each policy.

A rendering never says more than the policy allows and always covers the days that were meant,
so that no two dates change their order. One date is printed in the same words wherever and
however it was written.
"""

from __future__ import annotations

import re
from datetime import date

from redact.dates.counted import counted
from redact.dates.values import DAY, MONTH, MONTHS, SEASON, SEASONS, YEAR, YEARS, as_day, ends, parts, rank

POLICIES = ("exact", "month", "season", "year", "relative")
#: What each policy lets stand.
FINEST = {"exact": DAY, "month": MONTH, "season": SEASON, "year": YEAR}
#: Words that a date of a season or a year may keep as they were written; any other words might say a day.
_PLAIN = re.compile(
    r"(?:(?:spring|summer|autumn|winter|term|half|holidays?|break|of|the|in|year|years|school|academic|financial"
    r"|early|mid|late|and|to|(?:19|20)\d\d(?:['’]?s)?(?:\s?[/–—-]\s?(?:\d\d){1,2})?)|[\s–—-])+",
    re.IGNORECASE,
)


def render_date(text: str, value: str, policy: str, index: date | None = None) -> str:
    """What an edition prints for a date under *policy*; '' where it can only be removed.

    *index* is Day 1 of the policy 'relative'.
    """
    if policy == "exact":
        return _exact(text, value)
    if policy == "relative":
        return counted(value, index, _connector(text)) if index else ""
    if ".." in value:
        return _range(text, value, policy)
    return _cased(_coarse(text, value, policy), text)


def _exact(text: str, value: str) -> str:
    """The date as it is usually written; what is not one full day stays as it was."""
    day = as_day(value) if ".." not in value else None
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else text


def _coarse(text: str, value: str, policy: str) -> str:
    exact, found = rank(value), parts(value)
    if exact >= MONTH and policy == "month":
        said = exact == DAY or not text or re.search(r"\d", text)  # 'in June' stays so, its year known or not
        year = found["year"].strip("-") if said else ""
        return f"{MONTHS[int(found['month']) - 1]} {year}".strip()
    if exact >= MONTH and policy == "season":
        return season_of(int(found["month"]), found["year"].strip("-"))
    if exact >= SEASON and policy == "year":
        return _year_of(found)
    if exact == FINEST[policy]:
        text = re.sub(r"^(?:early|mid|late)[\s-]+", "", text, flags=re.IGNORECASE)
    return text if _PLAIN.fullmatch(text) else in_words(value)


def _year_of(found: dict[str, str]) -> str:
    """The year, both of a winter's; '' where it is not said."""
    if over := found.get("over"):
        return f"{found['of']}/{over}"
    return found.get("of", "") if "season" in found else found["year"].strip("-")


def season_of(month: int, year: str = "") -> str:
    """'spring 2016'; a winter bears both its years, so that December comes before January."""
    season = SEASONS[month]
    if season != "winter" or not year:
        return f"{season} {year}".strip()
    first = int(year) if month == 12 else int(year) - 1
    return f"winter {first}/{(first + 1) % 100:02d}"


def in_words(value: str) -> str:
    """A value of a season, a year or years in plain words; '' for one that nobody could read."""
    found = parts(value)
    if season := found.get("season"):
        years = found.get("of", "") + (f"/{found['over']}" if "over" in found else "")
        return f"{season.replace('-', ' ')} {years}".strip()
    return value if rank(value) in {YEAR, YEARS} else ""


def _range(text: str, value: str, policy: str) -> str:
    """Both ends, or one where they read the same; a year that both have stands once."""
    one, other = (_coarse("", end, policy) for end in ends(value))
    if not one or not other or one == other:
        return other if one == other else ""
    year = re.search(r" \d{4}$", other)
    if year and one.endswith(year.group()):
        one = one.removesuffix(year.group())
    return f"{one} {_connector(text)} {other}"


def _connector(text: str) -> str:
    found = re.search(r"\b(and|or)\b|&", text, re.IGNORECASE)
    return (found[1] or "and").lower() if found else "to"


def _cased(words: str, text: str) -> str:
    """Capitals where the date stood in capitals."""
    letters = re.sub(r"[^A-Za-z]", "", text)
    return words.upper() if len(letters) > 2 and letters.isupper() else words
