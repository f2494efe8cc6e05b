"""Nothing in a set tells more than its report."""

from __future__ import annotations

import pytest

from redact.checks import Opened, Passage, Question, run_checks

QUESTION = Question(
    pseudonyms={"p1": "Child G", "p2": "Mother"}, subject="p1", traits=(("military service", "a submariner"),)
)


def found(files: dict[str, str], question: Question = QUESTION) -> list[tuple[str, str, str]]:
    """Severity, file and person of what the check finds."""
    opened = [Opened(name, (Passage("paragraph 1", text, True, "text"),)) for name, text in files.items()]
    return [(f.severity, f.file, f.entity) for f in run_checks(opened, question) if f.check == "exactness"]


def test_a_summary_with_the_month_that_the_report_left_out_blocks() -> None:
    """The report gives a year, the summary a month."""
    files = {
        "overview-report.html": "Child G died in 2031.",
        "executive-summary.html": "Child G died in March 2031.",
    }
    assert found(files) == [("blocks", "executive-summary.html", "p1")]


def test_the_report_may_be_more_exact() -> None:
    """The other way round it is what a summary is."""
    files = {
        "overview-report.html": "Child G died in March 2031.",
        "executive-summary.html": "Child G died in 2031.",
    }
    assert found(files) == []


def test_what_the_report_does_not_say_warns() -> None:
    """A month of which the report says nothing, and a rare thing that it does not tell."""
    files = {
        "overview-report.html": "Child G was known to services.",
        "press-line.txt": "Child G died in March 2031.",
    }
    assert found(files) == [("warns", "press-line.txt", "p1")]
    files = {"overview-report.html": "Mother worked.", "briefing.html": "Mother was  a\nsubmariner."}
    assert found(files) == [("warns", "briefing.html", "")]
    files["overview-report.html"] = "Mother was A submariner."
    assert found(files) == []


def test_formats_of_one_text_are_one_text() -> None:
    """A PDF, whose pages are one passage each, is not held against the page of the same report."""
    files = {
        "overview-report.pdf": "Child G died in March 2031.",
        "overview-report.html": "Child G died in 2031.",
    }
    assert found(files) == []


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_without_a_report_the_longest_text_is_the_report(names: tuple[str, str]) -> None:
    """The blurb is held against the long text, whatever their names are."""
    long, short = names
    files = {
        long: "Child G died in 2031. " + "The panel met again. " * 20,
        short: "Child G died in March 2031.",
    }
    assert found(files) == [("blocks", short, "p1")]
