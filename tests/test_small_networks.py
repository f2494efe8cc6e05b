"""Numbers and everyday words are judged by what stands beside them, where no pattern decides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from redact.detect import capitals, find_anew, find_mentions, numbered
from redact.detect.known import know
from redact.errors import UnreadableError
from redact.model import Block, Document, Mention, Span
from redact.rules import Rules, load_rules
from redact.targets import BY_ITSELF, words_target


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def mentions(text: str, rules: Rules) -> list[Mention]:
    document = Document("a.txt", "", text, (Block(Span(0, len(text)), "paragraph"),))
    return find_mentions(document, rules, know([], rules), find_anew(document, rules))


def of(text: str, rule: str, rules: Rules) -> list[tuple[str, str]]:
    return [(m.text, m.label) for m in mentions(text, rules) if m.rule == rule]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("Our gran took him in, he'd have been ten, and nobody asked.", ["ten"]),
        ("She had me at nineteen and my brother at twenty-two.", ["nineteen", "twenty-two"]),
        ("Genogram: MGM 61, MGF d. 2014, mo 33, MA 29 (LD).", ["61", "33", "29"]),
    ],
)
def test_ages_that_no_pattern_has_are_put_before_the_reviewer(
    text: str, ages: list[str], rules: Rules
) -> None:
    """A bare number that its sentence makes an age is asked about or watched, whoever found it."""
    found = [m.text for m in mentions(text, rules) if m.label == "AGE"]
    assert [age for age in ages if not any(age in one for one in found)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Her PHQ-9 was 17 at booking.",
        "Of the thirty files nine were graded two and four were graded three.",
        "At seven of the nine meetings two agencies were absent.",
        "The audit took 34 records in batches of seven.",
    ],
)
def test_counts_and_scores_are_not_asked_about(text: str, rules: Rules) -> None:
    """A score, a grade and a count are no ages and no hours."""
    found = mentions(text, rules)
    assert [m.text for m in found if m.rule == numbered.RULE and m.status == "flag"] == []


def test_a_number_that_a_pattern_decided_is_left_to_it(rules: Rules) -> None:
    """What is treated anyway is not found a second time."""
    text = "He was aged 9 and lived there from 3 March 2016."
    assert of(text, numbered.RULE, rules) == []


def test_a_number_alone_in_a_cell_tells_nothing(rules: Rules) -> None:
    """Without words beside it a number is no age."""
    assert [list(numbered.numbered_in(text, 0, (), "d", rules)) for text in ("14", " 7 ")] == [[], []]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("4 wks at the time", "4 wks"),
        ("two years and two months old.", "two years and two months old"),
        ("14/12 and crawling", "14/12"),
        ("3y 4m, chatty", "3y 4m"),
        ("five or six, she thought", "five or six"),
        ("30ish, tall", "30ish"),
        ("thirty-odd and out of work", "thirty-odd"),
        ("forty-six in May", "forty-six"),
        ("Y11s in the yard", "Y11s"),
    ],
)
def test_an_age_goes_with_its_unit(text: str, whole: str) -> None:
    """What belongs to a number belongs to the mention: a unit left standing would tell as much."""
    match = numbered.SHAPES["AGE"].match(text)
    assert match is not None
    assert match.group() == whole


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nobody saw her come in. Roach says he was in the van all night.", "Roach"),
        ("They asked that he be called “Spud”, since that is what everyone called him.", "Spud"),
        ("The window was broken. Hope was seen at the door by the neighbour.", "Hope"),
    ],
)
def test_everyday_words_that_stand_like_names_are_put_before_the_reviewer(
    text: str, name: str, rules: Rules
) -> None:
    """At the beginning of a sentence and in quotation marks a name of everyday words does not leave unseen."""
    assert any(name in m.text and m.status != "keep" for m in mentions(text, rules))


def test_words_that_begin_ordinary_sentences_are_no_names(rules: Rules) -> None:
    """Everyday words at the beginning of everyday sentences are not put before the reviewer."""
    text = (
        "Supervision was offered. Transport had been a difficulty. Teachers noticed nothing. "
        "Bruising to the shin was recorded. Money was short. Staff described the visit as brief."
    )
    assert of(text, capitals.RULE, rules) == []


def test_what_is_kept_or_found_anyway_is_no_likely_name(rules: Rules) -> None:
    """A name that something else finds is not found a second time."""
    text = "Jakub Tarrant came in with Dr Okafor of Mill Surgery."
    found = find_anew(Document("a", "", text, (Block(Span(0, len(text)), "paragraph"),)), rules)
    assert [m.text for m in found if m.rule == capitals.RULE] == []


@pytest.mark.parametrize("module", [numbered, capitals])
def test_missing_weights_are_an_error_in_one_line(
    module: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its weights the program stops and says what to do, and does not find less in silence."""
    monkeypatch.setattr(module, "WEIGHTS", tmp_path / "none.npz")
    module._network.cache_clear()
    try:
        with pytest.raises(UnreadableError, match="install redact again"):
            module._network()
    finally:
        module._network.cache_clear()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "9",
        "A",
        "Ωμέγα 12",
        "x" * 3000 + " 7 " + "y" * 3000,
        "seven\u200bteen",
        "1 " * 400,
        "- A’s -",
    ],
)
def test_odd_texts_are_no_fault(text: str, rules: Rules) -> None:
    """Empty, long and odd texts are looked at like any other."""
    found = [*numbered.numbered_in(text, 5, (), "d", rules), *capitals.likely_names(text, 5, (), "d", rules)]
    assert all(text[m.span.start - 5 : m.span.end - 5] == m.text for m in found)


def test_an_age_in_a_cell_does_not_reach_into_the_cell_before(rules: Rules) -> None:
    """An age at the beginning of a block begins there, whatever stands before."""
    text = "M\n35 years\nabout 9"
    blocks = (
        Block(Span(0, 1), "paragraph"),
        Block(Span(2, 10), "paragraph"),
        Block(Span(11, 18), "paragraph"),
    )
    document = Document("a.txt", "", text, blocks)
    found = find_mentions(document, rules, know([], rules), find_anew(document, rules))
    assert [m.text for m in found if m.label == "AGE"][:1] == ["35 years"]


def test_contractions_at_the_beginning_of_a_sentence_are_no_names(rules: Rules) -> None:
    """'He'd' and 'You've' are no names, however rare."""
    text = "The child had fallen. He'd been shaken. You've got him, she said. They'll ring."
    assert of(text, capitals.RULE, rules) == []


def test_a_no_to_a_count_leaves_no_age_of_the_same_words() -> None:
    """What only its sentence tells is answered at each place: one 'eleven' is an age, the next a count."""
    sure = Mention(
        "d", Span(0, 6), "eleven", "AGE", "pattern age", 0.75, "replace", context="who was then ▮."
    )
    count = Mention(
        "d", Span(20, 26), "eleven", "AGE", numbered.RULE, 0.7, "flag", context="of the plan ▮ fell"
    )
    other = Mention(
        "d", Span(40, 46), "eleven", "AGE", numbered.RULE, 0.7, "flag", context="his sister, ▮ then"
    )
    assert len({words_target(m) for m in (sure, count, other)}) == 3
    assert {numbered.RULE, capitals.RULE} == BY_ITSELF
