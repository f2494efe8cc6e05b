"""Numbers as Excel shows them: dates, times, currency, percentages, by the format codes of ECMA-376 18.8.30-31.

The codes that stand for "as this computer writes dates" read as in Britain: 14/03/2016.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

#: The built-in codes (18.8.30), those for dates as Excel shows them in Britain.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    5: "£#,##0;-£#,##0", 6: "£#,##0;-£#,##0", 7: "£#,##0.00;-£#,##0.00", 8: "£#,##0.00;-£#,##0.00",
}  # fmt: skip
SYSTEM_DATE, SYSTEM_TIME = "d mmmm yyyy", "h:mm:ss"
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
LAST_DAY = 2_958_465  # 31 December 9999
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
LONGEST = 2_000  # characters of a code; Excel stops at 255

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>[Gg]eneral)|(?P<half>AM/PM|am/pm|A/P|a/p)|(?P<clock>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+)"
    r"|(?P<power>[Ee][+\-])|(?P<digit>[0#?])|(?P<other>.)",
    re.DOTALL,
)
_ELAPSED = re.compile(r"([hHmMsS])\1*")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format code."""

    kind: str  # literal, clock, elapsed, half, digit, point, comma, percent, power, text, general, slash
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a code, between its semicolons."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None

    def has(self, *kinds: str) -> bool:
        """Whether a token of one of the *kinds* is in it."""
        return any(token.kind in kinds for token in self.tokens)

    @property
    def is_time(self) -> bool:
        """Whether it shows a date or a time."""
        return self.has("clock", "elapsed", "half")


def shown_text(text: str, code: str) -> str:
    """A cell's text as a format shows it: most show it as it is."""
    sections = _sections(code)
    last = sections[3] if len(sections) > 3 else sections[-1]
    if len(sections) <= 3 and not last.has("text"):
        return text
    return "".join(text if token.kind == "text" else token.text for token in last.tokens)


def shown_number(value: float, code: str, from_1904: bool = False) -> str:
    """The number *value* as the format *code* shows it; *from_1904* is how old Macs count days."""
    sections = _sections(code)
    section, is_negated = _chosen(sections, value)
    if section.has("general") or (section.has("text") and not section.has("digit")):
        number = _general(abs(value) if is_negated else value)
        return "".join(number if one.kind in ("general", "text") else one.text for one in section.tokens)
    if section.is_time:
        return _time(value, section, from_1904)
    if not section.has("digit"):
        return "".join(token.text for token in section.tokens)
    minus = "-" if value < 0 and not is_negated else ""
    text = _number(abs(value), section)
    return minus + text if minus and re.search(r"[1-9]", text) else text


def shows_nothing(code: str) -> bool:
    """Whether the code is one that hides what the cell holds, such as ';;;'."""
    sections = _sections(code)
    return len(sections) > 2 and not any(section.tokens for section in sections)


@lru_cache(maxsize=2000)
def _sections(code: str) -> tuple[Section, ...]:
    found: list[list[Token]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    for match in _TOKEN.finditer(code[:LONGEST] or "General"):
        if match["other"] == ";":
            found.append([])
            conditions.append(None)
        elif match["bracket"] is not None and (said := _CONDITION.fullmatch(match["bracket"])):
            conditions[-1] = (said[1], float(said[2])) if said[2].count(".") < 2 else None
        else:
            found[-1] += _tokens(match)
    return tuple(Section(tuple(one), condition) for one, condition in zip(found, conditions, strict=True))


def _tokens(match: re.Match[str]) -> list[Token]:
    kind, text = str(match.lastgroup), match[0]
    if kind in ("quoted", "escaped"):
        return [Token("literal", match[kind])]
    if kind == "space":
        return [Token("literal", " ")]
    if kind == "fill":
        return []
    if kind == "bracket":
        return _bracket(match["bracket"])
    if kind == "other":
        kinds = {".": "point", ",": "comma", "%": "percent", "@": "text", "/": "slash"}
        return [Token(kinds.get(text, "literal"), text)]
    return [Token(kind, text.lower() if kind == "clock" else text)]


def _bracket(inside: str) -> list[Token]:
    """What stands in square brackets: elapsed time, a currency, a language, a colour."""
    if _ELAPSED.fullmatch(inside):
        return [Token("elapsed", inside.lower())]
    if not inside.startswith("$"):
        return []  # a colour
    sign, _, language = inside[1:].partition("-")
    if language.upper().endswith("F800"):
        return [Token("system", SYSTEM_DATE)]
    if language.upper().endswith("F400"):
        return [Token("system", SYSTEM_TIME)]
    return [Token("literal", sign)] if sign else []


def _chosen(sections: tuple[Section, ...], value: float) -> tuple[Section, bool]:
    """The section for *value*, and whether its own signs stand for the minus."""
    numeric = sections[:3]
    if any(one.condition for one in numeric):
        for at, one in enumerate(numeric):
            if one.condition is None or _holds(value, *one.condition):
                return one, at > 0 and value < 0 and one.condition is not None
        return numeric[-1], False
    if len(numeric) > 1 and value < 0:
        return numeric[1], True
    return (numeric[2], False) if len(numeric) > 2 and value == 0 else (numeric[0], False)


def _holds(value: float, sign: str, limit: float) -> bool:
    return {
        "<": value < limit, ">": value > limit, "<=": value <= limit, ">=": value >= limit,
        "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip


def _general(value: float) -> str:
    """A number without a format: whole ones whole, others with up to ten digits."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}".replace("e+", "E+").replace("e-", "E-")


# --- dates and times --------------------------------------------------------------------------------


def _time(value: float, section: Section, from_1904: bool) -> str:
    if section.tokens[:1] and section.tokens[0].kind == "system":
        section = _sections(section.tokens[0].text)[0]
    if not 0 <= value <= LAST_DAY:
        return _general(value)
    parts = _fractions_of_seconds(section)
    seconds = round(value * 86400, parts)
    when = _moment(seconds, from_1904)
    return "".join(_clock(section, at, when, seconds, parts) for at in range(len(section.tokens)))


def _moment(seconds: float, from_1904: bool) -> datetime:
    """Days since the epoch; Excel believes in a 29 February 1900, so days before March 1900 are one off."""
    days, rest = divmod(seconds, 86400)
    shift = 0 if from_1904 or days >= 60 else 1
    start = EPOCH_1904 if from_1904 else EPOCH
    return start + timedelta(days=days + shift, seconds=rest) if days <= LAST_DAY - 1500 else datetime.max


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


# --- numbers ----------------------------------------------------------------------------------------


def _number(value: float, section: Section) -> str:
    """A number that is not negative."""
    tokens = list(section.tokens)
    if section.has("slash") and not section.has("point"):
        return _fraction(value, tokens)
    kinds = [token.kind for token in tokens]
    last = max(at for at, kind in enumerate(kinds) if kind == "digit")
    point = kinds.index("point") if "point" in kinds else len(kinds)
    scale = 100.0 ** kinds.count("percent")
    end = min(point, last + 1)
    while end < len(kinds) and kinds[end] == "comma" and end > 0:
        scale /= 1000
        end += 1
    value *= scale
    if "power" in kinds:
        return _power(value, tokens, kinds)
    grouped = any(kind == "comma" and "digit" in kinds[:at] and "digit" in kinds[at:point]
                  for at, kind in enumerate(kinds[:point]))  # fmt: skip
    whole, decimals = _rounded(value, kinds[point:].count("digit"))
    return _whole(tokens[:point], whole, grouped) + _decimals(tokens[point:], decimals)


def _rounded(value: float, places: int) -> tuple[str, str]:
    try:
        exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    except InvalidOperation:  # more digits than a double has
        exact = Decimal(value).to_integral_value()
    whole, _, decimals = f"{exact:f}".partition(".")
    return whole.lstrip("0"), decimals.ljust(places, "0")


def _whole(tokens: list[Token], digits: str, grouped: bool) -> str:
    """The digits before the point, laid into their places from the right, signs between them where they stand."""
    out: list[str] = []
    places = sum(token.kind == "digit" for token in tokens)
    count = 0
    for token in reversed(tokens):
        if token.kind == "comma" or token.kind == "fill":
            continue
        if token.kind != "digit":
            out.append(token.text)
            continue
        places -= 1
        more = len(digits) - count if places == 0 else 1
        for _ in range(max(more, 1)):
            digit = (
                digits[len(digits) - 1 - count]
                if count < len(digits)
                else {"0": "0", "?": " "}.get(token.text, "")
            )
            if grouped and count and count % 3 == 0 and digit.strip():
                out.append(",")
            out.append(digit)
            count += 1
    return "".join(reversed(out))


def _decimals(tokens: list[Token], digits: str) -> str:
    out: list[str] = []
    at, places = 0, [token.text for token in tokens if token.kind == "digit"]
    for token in tokens:
        if token.kind == "digit":
            rest = digits[at:].strip("0")
            out.append(digits[at] if rest or "0" in places[at:] else {"?": " "}.get(token.text, ""))
            at += 1
        elif token.kind != "comma":
            out.append(token.text)
    return "".join(out)


def _power(value: float, tokens: list[Token], kinds: list[str]) -> str:
    at = kinds.index("power")
    point = kinds.index("point") if "point" in kinds[:at] else at
    text = f"{value:.{kinds[point:at].count('digit')}E}"
    mantissa, _, power = text.partition("E")
    digits = kinds[at:].count("digit")
    sign = "-" if power.startswith("-") else "+" if "+" in tokens[at].text else ""
    after = "".join(token.text for token in tokens[at:] if token.kind in ("literal", "percent"))
    return f"{mantissa}E{sign}{int(power.lstrip('+-')):0{digits}d}{after}"


def _fraction(value: float, tokens: list[Token]) -> str:
    at = next(at for at, token in enumerate(tokens) if token.kind == "slash")
    below = [token.text for token in tokens[at + 1 :] if token.kind == "digit"]
    mixed = any(token.kind == "literal" and token.text == " " for token in tokens[:at])
    whole = int(value) if mixed else 0
    part = Fraction(value - whole).limit_denominator(10 ** min(max(len(below), 1), 4) - 1)
    if part == 1 and mixed:
        whole, part = whole + 1, Fraction(0)
    said = f"{part.numerator}/{part.denominator}" if part or not mixed else ""
    return f"{whole if whole or not said else ''} {said}".strip() or "0"
