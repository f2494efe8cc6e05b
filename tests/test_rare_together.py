"""What rare things told of one person together do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redact.checks import Opened, Passage, Question, run_checks
from redact.errors import RulesError
from redact.model import Mention, Span
from redact.rules import LABELS, load_rules
from redact.rules.traits import read_traits
from redact.traits import rare_traits

TRAITS = (
    ("a language", "Tigrinya"),
    ("military service", "a submariner"),
    ("a faith or custom", "the gurdwara"),
    ("a faith or custom", "Vaisakhi"),
)
QUESTION = Question(pseudonyms={"p1": "Child G", "p2": "Mother", "p3": "Father"}, subject="p1", traits=TRAITS)


def found(*texts: str, question: Question = QUESTION) -> list[tuple[str, str]]:
    """Severity and person of each finding; each text is a file of its own."""
    opened = [
        Opened(f"{at}.txt", (Passage("paragraph 1", text, True, "text"),)) for at, text in enumerate(texts)
    ]
    findings = run_checks(opened, question)
    return [(f.severity, f.entity) for f in findings if f.check == "rare-together"]


def test_three_classes_about_one_person_block() -> None:
    """A language, a faith and a service are three."""
    assert found("Mother spoke Tigrinya. Mother was a submariner. She went to the gurdwara.") == [
        ("blocks", "p2")
    ]


def test_two_classes_warn_and_one_is_nothing() -> None:
    """Two are told; one was decided already when it was left in."""
    assert found("Mother spoke Tigrinya. Mother was a submariner.") == [("warns", "p2")]
    assert found("Mother spoke Tigrinya, and Tigrinya only.") == []


def test_two_of_one_class_are_one() -> None:
    """The gurdwara and its feast are one faith."""
    assert found("Mother went to the gurdwara for Vaisakhi.") == []


def test_different_people_are_not_added_up() -> None:
    """What is told of the father does not single out the mother."""
    assert found("Mother spoke Tigrinya. Father was a submariner. Child G went to the gurdwara.") == []


def test_files_are_added_up() -> None:
    """What the summary tells and what the report tells are known to the same reader."""
    texts = ("Mother spoke Tigrinya.", "Mother was A Submariner.", "Mother went to the\ngurdwara.")
    assert found(*texts) == [("blocks", "p2")]


def test_part_of_a_word_is_no_trait() -> None:
    """Words count whole."""
    assert found("Mother spoke Tigrinyan. Mother was a submarinering.") == []


def mention(text: str, rule: str, label: str = "QUASI") -> Mention:
    return Mention("a.md", Span(0, len(text)), text, label, rule, 0.5, "keep")


def test_only_rare_classes_are_handed_to_the_check() -> None:
    """An age and a quotation are in every report."""
    rules = load_rules()
    mentions = [
        mention("Tigrinya", "pattern quasi-language"),
        mention("aged  four", "pattern age", "AGE"),
        mention("“a sentence that somebody said”", "pattern quasi-quotation"),
        mention("a submariner", "pattern quasi-military"),
        mention("a submariner", "pattern quasi-military"),
    ]
    assert rare_traits(mentions, rules) == (("a language", "Tigrinya"), ("military service", "a submariner"))


def test_every_recognizer_of_details_has_a_class() -> None:
    """A new recognizer of quasi-identifiers that no class names would not be counted."""
    rules = load_rules()
    named = {name for each in rules.traits.classes for name in each.recognizers}
    assert {r.name for r in rules.recognizers if r.label == "QUASI"} == named


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("classes: []\nphrases: [a]\nsources: [a]", "classes: missing or empty"),
        ("classes: [{class: a, labels: [NONE], coarser: b}]\nphrases: [a]\nsources: [a]", "there is none"),
        ("classes: [{class: a, labels: [AGE]}]\nphrases: [a]\nsources: [a]", "coarser: missing"),
        (
            "classes: [{class: a, labels: [AGE], coarser: b, odd: c}]\nphrases: [a]\nsources: [a]",
            "unknown key",
        ),
        ("classes: [{class: a, labels: [AGE], coarser: b}]\nsources: [a]", "phrases: missing"),
        (
            "classes: [{class: a, labels: [AGE], coarser: b}, {class: c, labels: [AGE], coarser: b}]\n"
            "phrases: [a]\nsources: [a]",
            "stands in a class above",
        ),
        (
            "classes: [{class: a, rare: 1, labels: [AGE], coarser: b}]\nphrases: [a]\nsources: [a]",
            "true or false",
        ),
    ],
)
def test_what_is_wrong_in_the_file_is_said(tmp_path, text, said) -> None:
    """An error names file, line and key."""
    path = tmp_path / "traits.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError, match=said) as error:
        read_traits(path, frozenset(), LABELS)
    assert "line " in str(error.value)


def test_a_label_that_nobody_knows_is_one_person() -> None:
    """Without a key the labels of the text stand for people."""
    question = replace(QUESTION, pseudonyms={}, subject="")
    text = "Child G spoke Tigrinya. Child G was a submariner. Child G went to the gurdwara."
    assert found(text, question=question) == [("blocks", "")]
