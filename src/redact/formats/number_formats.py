"""Numbers as Excel shows them: dates, times, currency, percentages, by the format codes of ECMA-376 18.8.30-31.

The codes that stand for "as this computer writes dates" read as in Britain: 14/03/2016.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction

from redact.formats.number_clock import is_moment, moment
from redact.formats.number_codes import Section, Token, sections_of

#: The built-in codes (18.8.30), those for dates as Excel shows them in Britain.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    5: "£#,##0;-£#,##0", 6: "£#,##0;-£#,##0", 7: "£#,##0.00;-£#,##0.00", 8: "£#,##0.00;-£#,##0.00",
}  # fmt: skip


def shown_text(text: str, code: str) -> str:
    """A cell's text as a format shows it: most show it as it is."""
    sections = sections_of(code)
    last = sections[3] if len(sections) > 3 else sections[-1]
    if len(sections) <= 3 and not last.has("text"):
        return text
    return "".join(text if token.kind == "text" else token.text for token in last.tokens)


def shown_number(value: float, code: str, from_1904: bool = False) -> str:
    """The number *value* as the format *code* shows it; *from_1904* is how old Macs count days."""
    sections = sections_of(code)
    section, is_negated = _chosen(sections, value)
    if section.has("general") or (section.has("text") and not section.has("digit")):
        number = _general(abs(value) if is_negated else value)
        return "".join(number if one.kind in ("general", "text") else one.text for one in section.tokens)
    if section.is_time:
        return moment(value, section, from_1904) if is_moment(value) else _general(value)
    if not section.has("digit"):
        return "".join(token.text for token in section.tokens)
    minus = "-" if value < 0 and not is_negated else ""
    text = _number(abs(value), section)
    return minus + text if minus and re.search(r"[1-9]", text) else text


def shows_nothing(code: str) -> bool:
    """Whether the code is one that hides what the cell holds, such as ';;;'."""
    sections = sections_of(code)
    return len(sections) > 2 and not any(section.tokens for section in sections)


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
