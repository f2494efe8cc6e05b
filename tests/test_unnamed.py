"""An anonymous edition names neither board nor author nor area."""

from __future__ import annotations

import pytest

from redact.checks import Opened, Passage, Question, run_checks

QUESTION = Question(pseudonyms={"l1": "Town A"}, anonymous=True, front=("Orla Quillfeather",))


def found(text: str, question: Question = QUESTION, kind: str = "text") -> list[str]:
    """What the check quotes."""
    opened = Opened("report.html", (Passage("paragraph 1", text, kind == "text", kind),))
    return [
        f.quote for f in run_checks([opened], question) if f.check == "unnamed" and f.severity == "blocks"
    ]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("It was published by Zellhaven Safeguarding Children Partnership.", ["Zellhaven Safeguarding Children Partnership"]),
        ("Zell and Marrow Borough Council was told.", ["Zell and Marrow Borough Council"]),
        ("Zellshire Constabulary met.", ["Zellshire Constabulary"]),
        ("It was so at North Zell NHS Foundation Trust.", ["North Zell NHS Foundation Trust"]),
        ("Lead reviewer: Orla Quillfeather", ["Lead reviewer: Orla Quillfeather", "Orla Quillfeather"]),
        ("Brannoc Tellwright, Independent Chair", ["Brannoc Tellwright, Independent Chair"]),
        ("The Safeguarding Children Partnership met. The Council and the Police agreed.", []),
        ("Town A Council was told. A Police Officer came.", []),
        ("The author was independent. The lead reviewer met the family.", []),
        ("The National Panel and the Local Safeguarding Partnership", []),
    ],
)  # fmt: skip
def test_what_an_anonymous_edition_must_not_name(text: str, quotes: list[str]) -> None:
    """Bodies with a name of their own and people who wrote; not the bodies without one."""
    assert found(text) == quotes


def test_only_an_anonymous_edition_is_asked() -> None:
    """A normal edition names its author and its board."""
    assert found("Zellhaven Safeguarding Children Partnership", Question()) == []


def test_properties_are_looked_at_too() -> None:
    """A name in the file's properties is as public as one in its text."""
    assert found("Orla Quillfeather", kind="property") == ["Orla Quillfeather"]


def test_a_term_of_the_trade_is_no_area() -> None:
    """'MARAC' in the cell before 'Police' is nothing that the police are called after; an area in capitals is."""
    assert found("December 2014 MARAC Police") == []
    assert found("ZELLHAVEN Police") == ["ZELLHAVEN Police"]
