"""What this copy and another one give away together."""

from __future__ import annotations

from pathlib import Path

import pytest

from redact.checking import _other_copies
from redact.checks import Opened, Passage, Question, open_file, run_checks

LABELS = {"p1": "Child G", "p2": "Mother", "l1": "Town A"}


def copy(text: str, name: str = "overview-report.html") -> Opened:
    """A copy of a text of one paragraph."""
    return Opened(name, (Passage("paragraph 1", text, True, "text"),))


def found(here: str, there: str, kind: str = "earlier") -> list[tuple[str, str]]:
    """Severity and quoted words of what the check finds."""
    question = Question(pseudonyms=LABELS, subject="p1", against=((kind, copy(there)),))
    return [(f.severity, f.quote) for f in run_checks([copy(here)], question) if f.check == "together"]


@pytest.mark.parametrize(
    ("here", "there", "findings"),
    [
        ("The family moved to Town A in March 2031.", "The family moved to Town A in spring 2031.", [("blocks", "March 2031 | spring 2031")]),
        ("The family moved to Town A in spring 2031.", "The family moved to Town A in March 2031.", [("warns", "spring 2031 | March 2031")]),
        ("The family moved to Town A in March 2031.", "The family moved to Town A in March 2031.", []),
        ("The nurse saw Child G, aged 14 months, at home.", "The nurse saw Child G, aged 1 to 4 years, at home.", [("blocks", "14 months | 1 to 4 years")]),
        ("Mother rang the surgery at 4.30 pm that day.", "Mother rang the surgery in the afternoon that day.", [("blocks", "4.30 pm | afternoon")]),
        ("Mother had worked as a baker in Town A.", "Mother had worked [detail removed] in Town A.", [("blocks", "as a baker | –")]),
        ("The police came to the house three times before.", "The police came to the house several times before.", [("warns", "three | several")]),
        ("The family moved to Town A in the end.", "The family moved to Town B in the end.", []),
        ("Then Child G was taken to the nurse again.", "Then Sibling 4 was taken to the nurse again.", [("warns", "Child G | Sibling 4")]),
        ("The family moved in March 2031 to Town A.", "Nobody said anything of the sort in spring 2031.", []),
    ],
)  # fmt: skip
def test_the_same_passage_in_two_copies(here: str, there: str, findings: list[tuple[str, str]]) -> None:
    """More exact here, more exact there, another label; and nothing where the two say the same."""
    assert found(here, there) == findings


def test_against_another_audience_it_warns() -> None:
    """A policy may be finer for one audience on purpose."""
    here, there = "The family moved to Town A in March 2031.", "The family moved to Town A in spring 2031."
    assert found(here, there, "family") == [("warns", "March 2031 | spring 2031")]


def test_copies_that_narrow_a_birth_together_block() -> None:
    """An age at death in one copy, and the month of death and of birth in the other."""
    here = "Child G died aged 41 days."
    there = "Child G was born in February 2013. Child G died in March 2013."
    assert [severity for severity, _ in found(here, there)] == ["blocks"]
    assert found(here, "The panel met again later on.") == []


def test_the_signed_copies_of_other_audiences_are_compared(tmp_path: Path) -> None:
    """Not those of the audience whose copy is looked at."""
    for audience in ("family", "publication"):
        (tmp_path / "signed" / audience).mkdir(parents=True)
        (tmp_path / "signed" / audience / "overview-report.txt").write_text(f"For {audience}.")
    mine = tmp_path / "mine.txt"
    mine.write_text("For publication.")
    assert [kind for kind, _ in _other_copies([open_file(mine)], tmp_path)] == ["family"]
    mine.write_text("Something else.")
    assert [kind for kind, _ in _other_copies([open_file(mine)], tmp_path)] == ["family", "publication"]
    assert list(_other_copies([open_file(mine)], None)) == []
