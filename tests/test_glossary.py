"""Labels and abbreviations are explained, and nothing is explained that nobody uses."""

from __future__ import annotations

import pytest

from redact.checks import Opened, Passage, Question, run_checks

QUESTION = Question(pseudonyms={"p1": "Child G", "p2": "Mother", "p3": "MGM"})


def found(*lines: str) -> list[str]:
    """What the check quotes, in a text of these paragraphs; a line that begins with # is a heading."""
    passages = tuple(
        Passage(f"{'heading' if line.startswith('#') else 'paragraph'} {n}", line.lstrip("# "), True, "text")
        for n, line in enumerate(lines, 1)
    )
    findings = run_checks([Opened("report.html", passages)], QUESTION)
    return [f.quote for f in findings if f.check == "glossary"]


@pytest.mark.parametrize(
    ("lines", "quotes"),
    [
        (("Child G and Mother met.", "# Glossary", "Child G", "the child", "Mother"), []),
        (("Child G and Mother met.", "# Glossary", "Child G", "the child"), ["Mother"]),
        (("Child G met.", "# Who is who", "Child G", "Mother", "# References", "Mother"), []),
        (("Child G met.", "# Who is who", "Child G", "Mother – of Child G"), ["Mother"]),
        (("A MASH and the LADO.", "# Abbreviations", "MASH: a hub"), ["LADO"]),
        (("A hub (MASH) met. The MASH met.", "# Abbreviations", "LADO (an officer)"), ["LADO"]),
        (("Child G and Mother met.", "# Glossary", "Threshold: when to act", "Core group"), []),
        (("Child G met MGM.", "# Glossary", "Threshold", "Core group", "Plan", "Mother", "Hub"), ["MGM", "Mother"]),
        (("MGM met Child G and Mother.", "# Key to the names", "Child G"), ["MGM | Mother"]),
        (("MGM met Child G and Mother.", "# Glossary", "Child G", "Hub", "Plan", "Mother", "Core"), ["MGM"]),
        (("Child G met MGM.",), ["MGM"]),
        (("Child G met the Maternal Grandmother (MGM).",), []),
        (("Child G met.",), []),
        (("# Glossary", "# One", "Child G and Mother", "# Glossary", "Child G", "Mother"), []),
    ],
)  # fmt: skip
def test_both_ways(lines: tuple[str, ...], quotes: list[str]) -> None:
    """What is used and not listed, and what is listed and not used."""
    assert found(*lines) == quotes


def test_a_report_says_that_names_were_changed() -> None:
    """A long text with labels and without such a sentence is told; with it, or without labels, not."""
    long = "Child G was seen again. " * 100
    assert found(long) == [""]
    assert found(long, "Names have been changed.") == []
    assert found("They were seen again. " * 100) == []
