"""A name is looked for wherever it stands; only the places where a reviewer left it by hand are let through, and told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redact.checks import run_checks
from redact.checks.nouns import Opened, Passage, Question
from redact.model import Block, Document, Entity, Left, Mention, Register, Secret, Span
from redact.review import LEFT_AS_OTHER, LEFT_BY_HAND, Reviewed
from redact.rules import load_rules
from redact.withheld import left_words, secrets_of

RULES = load_rules()
WORD = Left("Grace", "asked with", "and with stubbornness.")
QUESTION = Question((Secret("E1", "Grace"),), left=(WORD,))


def draft(*texts: str) -> Document:
    """A draft of these paragraphs."""
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    blocks = (Block(Span(at, at + len(t)), "paragraph") for at, t in zip(starts, texts, strict=True))
    return Document("a.txt", "0", "\n".join(texts), tuple(blocks))


def mention(document: Document, text: str, status="replace", nth=0, reason="") -> Mention:
    """The *nth* place of *text* in *document*."""
    at = -1
    for _ in range(nth + 1):
        at = document.text.index(text, at + 1)
    span = Span(at, at + len(text))
    return Mention("a.txt", span, text, "PERSON", "known", 0.9, status, reason=reason, entity="E1")


def reviewed(document: Document, *mentions: Mention, listed=False) -> Reviewed:
    return Reviewed(mentions, {"E1": Entity("E1", "PERSON", "Grace", listed=listed, mentions=mentions)}, {})


def named(*passages: str | Passage, question: Question = QUESTION):
    """Severity and message of what the check for names finds; of a warning what to look at too."""
    told = [
        p if isinstance(p, Passage) else Passage(f"paragraph {n}", p, True, "text")
        for n, p in enumerate(passages)
    ]
    found = run_checks([Opened("report.txt", tuple(told))], question)
    names = [f for f in found if f.check == "names"]
    return [
        (f.severity, f.message + (f"; {f.advice.split(':')[0]}" if f.severity == "warns" else ""))
        for f in names
    ]


@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize("why", [LEFT_BY_HAND, "a cited author or publication"])
def test_a_name_of_somebody_is_looked_for_whatever_was_left(listed, why):
    """Left at one place as the word or as an author's, it is a person's at another, or in the register."""
    text = draft("It was asked with Grace and with stubbornness.", "They saw Grace there.")
    left = mention(text, "Grace", "keep", reason=why)
    there = () if listed else (mention(text, "Grace", nth=1),)
    found = secrets_of(reviewed(text, left, *there, listed=listed), Register(), RULES)
    assert "Grace" in {secret.text for secret in found}


def test_a_name_that_was_left_everywhere_is_nobodys():
    """Then nothing is looked for."""
    text = draft("It was asked with Grace and with stubbornness.")
    left = mention(text, "Grace", "keep", reason=LEFT_BY_HAND)
    assert secrets_of(reviewed(text, left), Register(), RULES) == ()


def test_a_place_is_known_by_what_is_printed_beside_it():
    """By no word that an edition changes, nor by one that touches it."""
    text = draft("It was so. Joanne was asked with Grace and with some stubbornness of her own.")
    left = mention(text, "Grace", "keep", reason=LEFT_BY_HAND)
    found = left_words(reviewed(text, left, mention(text, "Joanne")), [text])
    assert found == (Left("Grace", "asked with", "and with some stubbornness", everywhere=True),)


@pytest.mark.parametrize("text", ["Joanne and Grace was Marlon", "Grace"])
def test_a_place_with_too_little_beside_it_is_not_let_through(text):
    """Nobody could tell it from another one."""
    document = draft(text)
    left = mention(document, "Grace", "keep", reason=LEFT_BY_HAND)
    others = [mention(document, name) for name in ("Joanne", "Marlon") if name in text]
    assert left_words(reviewed(document, left, *others), [document]) == ()


def test_what_no_person_left_is_not_let_through():
    """A place that a rule left is looked at like any other."""
    text = draft("It was asked with Grace and with stubbornness.")
    assert left_words(reviewed(text, mention(text, "Grace", "keep", reason="cited")), [text]) == ()


def test_a_place_that_was_left_warns_and_says_how_many():
    """Across the end of a line too."""
    assert named("It was asked with Grace and\nwith stub-\nbornness. So") == [
        (
            "warns",
            "a real name of E1 stands here where a reviewer left it as another word; 1 place (paragraph 0)",
        )
    ]


def test_a_name_that_was_left_at_every_place_needs_a_second_word():
    """One answer, given for all of its places, would let it out: it blocks until somebody accepts it with a reason."""
    text = draft("It was asked with Grace and with stubbornness.", "They saw Grace there.")
    left = [mention(text, "Grace", "keep", nth=n, reason=LEFT_BY_HAND) for n in (0, 1)]
    question = Question((Secret("E1", "Grace"),), left=left_words(reviewed(text, *left, listed=True), [text]))
    assert [severity for severity, _ in named(text.text, question=question)] == ["blocks"]
    one = left_words(reviewed(text, left[0], mention(text, "Grace", nth=1), listed=True), [text])
    assert not any(each.everywhere for each in one)


def test_a_name_that_is_treated_in_the_full_name_alone_was_left_everywhere():
    """Any report gives the full name once: one 'no' would print the mother's first name at all other places."""
    text = draft("Grace Doe came. It was asked with Grace and with stubbornness.")
    left = mention(text, "Grace", "keep", nth=1, reason=LEFT_BY_HAND)
    whole = mention(text, "Grace Doe")
    assert left_words(reviewed(text, left, whole, listed=True), [text])[0].everywhere
    other = replace(left, reason=LEFT_AS_OTHER)  # answered as the place of an author, say
    assert not left_words(reviewed(text, other, whole, listed=True), [text])[0].everywhere


def test_a_page_that_is_read_twice_counts_once():
    """As those of a PDF are, by two readers."""
    once = "It was asked with Grace and with stubbornness."
    pages = [Passage("page 1", text, True, "text") for text in (once, f" {once}")]
    assert named(*pages)[0][1].endswith("1 place (page 1)")


@pytest.mark.parametrize("text", ["They saw Grace there.", "It was asked with Grace and her mother."])
def test_every_other_place_blocks(text):
    """Beside one that was left, in the same file."""
    found = named("It was asked with Grace and with stubbornness.", text)
    assert sorted(severity for severity, _ in found) == ["blocks", "warns"]


def test_the_same_words_more_often_than_they_were_left_block():
    """Then nobody knows which of them was looked at."""
    twice = "It was asked with Grace and with stubbornness. " * 2
    assert {severity for severity, _ in named(twice)} == {"blocks"}


def test_the_raw_parts_of_a_file_repeat_what_was_let_through_and_no_more():
    """The text set apart by the signs of its format is the same text; a name more is a leak."""
    once = "It was asked with Grace and with stubbornness."
    raw = Passage("document.xml", "asked with <b>Grace</b> and with", False, "source")
    assert [severity for severity, _ in named(once, raw)] == ["warns"]
    more = Passage("document.xml", "asked – Grace – and – Grace – with", False, "joined")
    assert sorted(severity for severity, _ in named(once, more)) == ["blocks", "warns"]
