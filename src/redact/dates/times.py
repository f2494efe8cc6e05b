"""Clock times as parts of the day."""

from __future__ import annotations

import re
from collections.abc import Sequence

from redact.dates.numbers import NUMBERS, step_of

_HOURS = {word: n for word, n in NUMBERS.items() if 1 <= n <= 12}
_HALF_OF_THE_DAY = (
    (re.compile(r"\b(?:afternoon|evening)\b"), "pm"),
    (re.compile(r"\bmorning\b"), "am"),
)
#: '4pm to 5pm', 'from 9.30am until 11am'.
_RANGE = re.compile(r"(?<=[\dm])\s?(?:to|until|till|and|up to|[-–—])\s?(?=\d)")


def render_time(text: str, parts: Sequence[tuple[int, str]]) -> str:
    """The part of the day that a clock time falls in; '' where it cannot be told. *parts*: (first hour, name).

    "Four o'clock" does not say of which half of the day, and so is not told.
    """
    hours = [_hour(each) for each in _RANGE.split(_in_figures(text.casefold()))]
    told = [step_of(hour, parts) for hour in hours if hour is not None]
    return " and ".join(dict.fromkeys(told)) if len(told) == len(hours) else ""


def _in_figures(text: str) -> str:
    return re.sub(rf"\b(?:{'|'.join(_HOURS)})\b", lambda m: str(_HOURS[m.group()]), text)


def _hour(text: str) -> int | None:
    for word, hour in (("midnight", 0), ("midday", 12), ("noon", 12)):
        if re.search(rf"\b{word}\b", text):
            return hour
    match = re.search(r"(?:\b(to)\s)?(\d{1,2})(?:[:.h]?(\d{2}))?\s*(a\.?m|p\.?m)?", text)
    if not match or int(match[2]) > 24:
        return None
    hour = int(match[2]) % 24
    half = match[4] or next((half for words, half in _HALF_OF_THE_DAY if words.search(text)), "")
    if not half and "night" in text:
        half = "pm" if 6 <= hour < 12 else "am"
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    elif 1 <= hour <= 12 and (not match[3] or re.search(r"o['’]clock|\bpast\b|\bto\b", text)):
        return None
    return (hour - 1) % 24 if match[1] else hour


def fitted_time(before: str, words: str, starts: bool) -> tuple[int, str]:
    """'at 4pm' → 'in the afternoon': how many characters of *before* are taken in, and the words for both."""
    match = re.search(
        r"\b(?:at|between|from)\s(?:(?:about|around|approximately|exactly|roughly)\s)?$", before, re.I
    )
    if match and words.startswith("the ") and not re.search(r"\b(?:and|to)\b", words):
        return len(match.group()), f"{'In' if match.group()[0].isupper() else 'in'} {words}"
    if words.startswith("the ") and re.search(r"\bthe\s$", before, re.IGNORECASE):
        return 0, words.removeprefix("the ")
    return 0, words[:1].upper() + words[1:] if starts else words
