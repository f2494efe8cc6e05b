"""Small numbers in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

_TO_TWENTY = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
).split()
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

#: Word → number; a compound such as 'sixty-four' is the sum of its words.
NUMBERS: Mapping[str, int] = MappingProxyType(
    {word: n for n, word in enumerate(_TO_TWENTY) if n} | {"zero": 0} | _TENS
)


def number(n: int) -> str:
    """A number up to twelve in words, a higher one in figures."""
    return _TO_TWENTY[n] if 0 <= n <= 12 else str(n)


def several(n: int, unit: str) -> str:
    """'one day', 'three weeks', '14 months'."""
    return f"{number(n)} {unit}{'' if n == 1 else 's'}"


def step_of(value: float, steps: Sequence[tuple[int, str]]) -> str:
    """The name of the step that *value* falls into; *steps* are (first value, name), ascending."""
    return next((name for first, name in reversed(steps) if value >= first), steps[0][1])
