"""Dates and times as Excel shows them: a number of days as the pieces of a format code ask for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from redact.formats.number_codes import Section, sections_of

EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LAST_DAY = 2_958_465  # 31 December 9999
BETWEEN_EPOCHS = 1_462  # days
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def is_moment(value: float) -> bool:
    """Whether the number can be a date or a time: Excel knows none before 1900 and none after 9999."""
    return 0 <= value <= LAST_DAY - BETWEEN_EPOCHS


def moment(value: float, section: Section, from_1904: bool) -> str:
    """The days in *value* as *section* shows them."""
    if section.tokens[:1] and section.tokens[0].kind == "system":
        section = sections_of(section.tokens[0].text)[0]
    parts = _fractions_of_seconds(section)
    seconds = round(value * 86400, parts)
    when = _moment(seconds, from_1904)
    return "".join(_clock(section, at, when, seconds, parts) for at in range(len(section.tokens)))


def _moment(seconds: float, from_1904: bool) -> datetime:
    """Days since the epoch; Excel believes in a 29 February 1900, so days before March 1900 are one off."""
    days, rest = divmod(seconds, 86400)
    shift = 0 if from_1904 or days >= 60 else 1
    start = EPOCH_1904 if from_1904 else EPOCH
    return start + timedelta(days=days + shift, seconds=rest)


def _fractions_of_seconds(section: Section) -> int:
    """How many digits follow the seconds' point."""
    kinds = [token.kind for token in section.tokens]
    for at, token in enumerate(section.tokens):
        if token.text[:1] == "s" and kinds[at + 1 : at + 2] == ["point"]:
            count = 0
            while kinds[at + 2 + count : at + 3 + count] == ["digit"]:
                count += 1
            return min(count, 3)
    return 0


def _clock(section: Section, at: int, when: datetime, seconds: float, parts: int) -> str:
    token = section.tokens[at]
    if token.kind == "elapsed":
        size = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
        return f"{int(seconds // size):0{len(token.text)}d}"
    if token.kind == "half":
        half = "AM" if when.hour < 12 else "PM"
        return half if "M" in token.text.upper() else half[0]
    if token.kind == "digit":
        before = [one.kind for one in section.tokens[:at]]
        first = before[::-1].index("point") if "point" in before else -1
        return f"{seconds % 1:.3f}"[2:][first] if parts and 0 <= first < 3 else ""
    if token.kind != "clock":
        return token.text
    return _piece(token.text, _is_minute(section, at), section.has("half"), when)


def _is_minute(section: Section, at: int) -> bool:
    """An m is minutes after hours and before seconds."""
    clocks = [(i, one) for i, one in enumerate(section.tokens) if one.kind in ("clock", "elapsed")]
    place = [i for i, _ in clocks].index(at)
    before = clocks[place - 1][1].text[0] if place else ""
    after = clocks[place + 1][1].text[0] if place + 1 < len(clocks) else ""
    return (
        section.tokens[at].text[0] == "m"
        and len(section.tokens[at].text) < 3
        and (before == "h" or after == "s")
    )


def _piece(code: str, is_minute: bool, halved: bool, when: datetime) -> str:
    letter, size = code[0], len(code)
    if letter == "y":
        return f"{when.year % 100:02d}" if size < 3 else f"{when.year:04d}"
    if letter == "m" and not is_minute:
        month = MONTHS[when.month - 1]
        if size > 2:
            return {3: month[:3], 5: month[0]}.get(size, month)
        return f"{when.month:0{size}d}"
    if letter == "d":
        day = DAYS[when.weekday()]
        return f"{when.day:0{size}d}" if size < 3 else day[:3] if size == 3 else day
    hour = ((when.hour + 11) % 12 + 1) if halved else when.hour
    value = {"h": hour, "m": when.minute, "s": when.second}[letter]
    return f"{value:0{min(size, 2)}d}"
