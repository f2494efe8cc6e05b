"""Ages in finished files that the policy has as bands."""

from __future__ import annotations

import pytest

from redact.checks import Opened, Passage, Question
from redact.checks.ages_left import ages_left


def seen(*texts: str, ages: str = "band") -> list[tuple[str, str]]:
    """Place and words of what the check finds in paragraphs."""
    passages = tuple(Passage(f"paragraph {at}", text, True, "text") for at, text in enumerate(texts, 1))
    return [(f.place, f.quote) for f in ages_left((Opened("a.html", passages),), Question(ages=ages))]


@pytest.mark.parametrize("age", ["aged 14 months", "aged four", "6 weeks old", "aged 15"])
def test_an_age_in_years_or_finer_is_told(age: str) -> None:
    """In figures or words; not where the policy prints ages as they are."""
    assert [place for place, _ in seen(f"Child G, {age}, was seen at home.")] == ["paragraph 1"]
    assert seen(f"Child G, {age}, was seen at home.", ages="exact") == []


@pytest.mark.parametrize(
    "text",
    [
        "Child G, aged 1 to 4 years, was seen.",
        "Child G, aged under 1 year, was seen.",
        "She was 37 weeks pregnant.",
    ],
)
def test_a_band_and_a_pregnancy_are_none(text: str) -> None:
    """What the policy itself prints, and what is no age of anybody."""
    assert seen(text) == []


def test_all_ages_of_a_file_are_one_finding() -> None:
    """With its places."""
    assert seen("Child G was aged 4.", "Nothing.", "Sibling 1 was aged 7.") == [("paragraph 1", "4 | 7")]
