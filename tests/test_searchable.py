"""What a search engine or a list of cases would find."""

from __future__ import annotations

import pytest

from redact.checks import Opened, Passage, Question, run_checks


def found(*texts: str, question: Question | None = None) -> list[tuple[str, str]]:
    """Rule and place of what the check finds."""
    passages = tuple(Passage(f"paragraph {at}", text, True, "text") for at, text in enumerate(texts, 1))
    findings = run_checks([Opened("report.html", passages)], question or Question())
    assert {f.severity for f in findings if f.check == "searchable"} <= {"warns"}
    return [(f.rule, f.place) for f in findings if f.check == "searchable"]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("She said “we went without so that he could eat” then.", "R15"),
        ('He wrote "nobody ever asked me what I wanted".', "R15"),
        ("She said ‘we didn’t have anything left to eat’ then.", "R15"),
        ("See Re Z [2031] EWHC 99 (Fam).", "R11"),
        ("He was tried at Sampleton Crown Court.", "R11"),
        ("He stood before the Crown Court at Sampleton.", "R11"),
        ("The coroner for Sampleshire heard it.", "R11"),
        ("Father was sentenced to eleven years.", "R11"),
        ("Father got 14 years’ imprisonment.", "R11"),
        ("Father was given a life sentence with a minimum term of nineteen years.", "R11"),
    ],
)
def test_what_can_be_searched_for_is_told(text: str, rule: str) -> None:
    """Words between marks, citations, named courts, lengths of sentences."""
    assert found(text) == [(rule, "paragraph 1")]


@pytest.mark.parametrize(
    "text",
    [
        "She said “not the bad room” then.",
        "The nurses’ notes and the teachers’ notes of the week were never put side by side.",
        "The Crown Court and the Family Court made orders; the coroner was told.",
        "The plan was reviewed after six months, and she worked there for two years.",
        "It’s the child’s voice that the panel’s members could not hear.",
    ],
)
def test_ordinary_sentences_are_left_alone(text: str) -> None:
    """Short quotations, apostrophes, courts without a place, lengths of time."""
    assert found(text) == []


def test_many_of_a_kind_are_one_finding() -> None:
    """A report quotes a lot: one line says where."""
    text = "She said “we went without so that he could eat” then."
    assert found(text, text, text) == [("R15", "paragraph 1")]


def test_allowed_words_are_left() -> None:
    """A sentence of statutory guidance may be allowed."""
    allowed = Question(allowed=("everyone who works with children has a responsibility",))
    assert found("It says “everyone who works with children has a responsibility”.", question=allowed) == []
