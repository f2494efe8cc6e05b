"""Hiding a person's gender (R7): who is meant, what is printed, what is asked."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from redact.case import Case
from redact.checks import Question, open_file
from redact.checks.gendered import gendered
from redact.evaluate.passages import Passage, figures, passages
from redact.gate import people_of
from redact.gender import LABEL, Telling, neutralised, with_gender
from redact.key import named_opener
from redact.model import Block, Cell, Decision, Document, Entity, Ledger, Mention, Span
from redact.pipeline import make, prepare
from redact.questions import open_questions
from redact.review import Reviewed
from redact.rules.gendered import read_gender
from redact.targets import fits_nothing, mention_target, paragraph_target

SAMPLES = Path(__file__).parents[1] / "samples"
SAM = Entity("p1", "PERSON", "Sam Wren", ("Sam",), "subject child", gender="neutral", listed=True)
MOTHER = Entity("p2", "PERSON", "Joanna Wren", ("Joanna",), "mother", listed=True)
KARIM = Entity("p3", "PERSON", "Mr Karim", (), "teacher", listed=True)

pytestmark = pytest.mark.model


def document(text: str, name: str = "draft") -> Document:
    """A draft of one paragraph a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(Span(at, at + len(line)), "paragraph"))
        at += len(line) + 1
    return Document(name, "", text, tuple(blocks))


def people(doc: Document, *entities: Entity) -> list[Mention]:
    """A mention for each place where one of *entities* is named, the longest name first."""
    found: list[Mention] = []
    for entity in entities:
        for form in sorted(entity.names, key=len, reverse=True):
            at = doc.text.find(form)
            while at >= 0:
                span = Span(at, at + len(form))
                if not any(m.span.overlaps(span) for m in found):
                    found.append(
                        Mention(doc.name, span, form, "PERSON", "known", 1, "replace", entity=entity.id)
                    )
                at = doc.text.find(form, at + 1)
    return found


def told(text: str, rules, *more: Entity, mentions: tuple[Mention, ...] = ()) -> list[Telling]:
    """What is found in *text* where Sam's gender is hidden."""
    cast = (SAM, MOTHER, KARIM, *more)
    doc = document(text)
    known = [*people(doc, *cast), *mentions]
    return neutralised([doc], known, {e.id: e for e in cast}, "p1", rules)


def printed(text: str, found: list[Telling]) -> str:
    """*text* with every change made."""
    changes = [(m.span, m.value) for t in found for m in (t.lead, *t.verbs)]
    for span, value in sorted(changes, key=lambda c: c[0], reverse=True):
        text = text[: span.start] + value + text[span.end :]
    return text


@pytest.fixture(scope="module")
def probe(rules) -> list[Passage]:
    """The open passages, each tried once."""
    return list(passages(SAMPLES / "probes" / "gender.yaml", rules))


def test_no_passage_is_silently_wrong(probe):
    """What is not printed rightly has been asked about; nothing goes out wrong unasked."""
    wrong = [p.text for p in probe if p.outcome == "wrong"]
    assert wrong == []


def test_passages_with_one_reading_are_printed_rightly(probe):
    """Nearly all passages in which a reader is sure are printed as they should be, and the doubtful ones asked."""
    shares = figures(probe)
    assert shares["right, of the clear"] >= 0.94
    assert shares["asked, of the doubtful"] >= 0.94


def test_every_example_of_the_rules_holds(rules):
    """rules/gender.yaml proves itself: what becomes what, and what stays."""
    words = read_gender(rules.folder)
    for text, gives in words.becomes:
        assert printed(text, told(text, rules)) == gives
    for text in words.stays:
        assert told(text, rules) == []


def test_every_word_of_the_rules_is_found_and_replaced(rules):
    """No word of the list is lost between the file and the text, and none of the neutral words tells a gender."""
    words = read_gender(rules.folder)
    telling = set(words.words) | set(words.sides)
    for word in words.words.values():
        assert not set(word.becomes.split()) & telling, word
    young = [w for w in words.words.values() if not w.plural and w.kind in {"child", "offspring"}]
    for word in young:
        text = f"Sam is a {word.text} of nine."
        assert printed(text, told(text, rules)) == f"Sam is a {word.becomes} of nine."


def test_nobody_neutral_costs_nothing(rules):
    """Where no gender is hidden no draft is parsed and nothing is changed."""
    doc = document("Sam said that she was late.")
    shown = replace(SAM, gender="shown")
    assert neutralised([doc], people(doc, shown), {"p1": shown}, "p1", rules) == []


def test_what_is_replaced_already_is_left_alone(rules):
    """A word inside a quotation that is taken out is not changed a second time."""
    text = "Sam said that she was 'her own boss'."
    at = text.index("'her")
    quasi = Mention("draft", Span(at, len(text) - 1), text[at:-1], "QUASI", "pattern", 1, "replace")
    found = told(text, rules, mentions=(quasi,))
    assert [t.lead.text for t in found] == ["she"]
    kept = replace(quasi, status="keep", reason="left by a reviewer")
    assert [t.lead.text for t in told(text, rules, mentions=(kept,))] == ["she", "her"]


def test_two_who_may_be_meant_are_asked_about(rules):
    """A pronoun for one of two is printed neutrally, and is a question that names both by their ids."""
    (found,) = told("Sam told Joanna that she was late.", rules)
    assert found.lead.status == "flag"
    assert "p1" in found.lead.reason
    assert "p2" in found.lead.reason
    assert "Joanna" not in found.lead.reason


def test_a_column_that_tells_the_sex_is_not_printed(rules):
    """An F in the row of a person whose gender is hidden is not stated."""
    text = "Name\nSex\nSam Wren\nF"
    doc = document(text)
    cells = [Cell(0, 0, 0, True), Cell(0, 0, 1, True), Cell(0, 1, 0), Cell(0, 1, 1)]
    doc = replace(
        doc, blocks=tuple(replace(b, kind="cell", cell=c) for b, c in zip(doc.blocks, cells, strict=True))
    )
    found = neutralised([doc], people(doc, SAM), {"p1": SAM}, "p1", rules)
    assert [(t.lead.text, t.lead.value) for t in found] == [("F", "not stated")]


def test_the_same_drafts_give_the_same_mentions(rules):
    """Nothing depends on the order of sets or on an earlier run."""
    text = "Sam told Joanna that she was late. The girl was cold. Her mother was not."
    assert told(text, rules) == told(text, rules)


def test_a_case_is_printed_without_the_gender_and_its_check_is_silent(rules, tmp_path, key_file):
    """From the draft to the edition: the words, the label made from the role, the check on the finished file."""
    (tmp_path / "case" / "drafts").mkdir(parents=True)
    (tmp_path / "case" / "register.yaml").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "case" / "drafts" / "report.txt").write_text(DRAFT, encoding="utf-8")
    prepared = prepare(Case(tmp_path / "case"), rules, named_opener(str(key_file), None))
    (edition,) = make(prepared, "publication").values()
    assert "Half Sibling 1 said that they were tired and had hurt themselves." in edition.text
    assert "Mother" in edition.text
    assert not re.search(r"\b(?:she|her|herself|girl|sister)\b", edition.text)
    (tmp_path / "report.txt").write_text(edition.text, encoding="utf-8")
    people, neutral = people_of(prepared.reviewed.entities, prepared.key)
    question = Question(people=people, neutral=neutral)
    assert list(gendered((open_file(tmp_path / "report.txt"),), question)) == []
    (tmp_path / "left.txt").write_text(edition.text.replace("they were", "she was"), encoding="utf-8")
    assert [f.severity for f in gendered((open_file(tmp_path / "left.txt"),), question)] == ["blocks"]


REGISTER = """
people:
  - {id: p1, name: Oona Penhallow, role: half-sister, gender: neutral}
  - {id: p2, name: Tamsin Penhallow, role: mother}
"""
DRAFT = (
    "Oona Penhallow said that she was tired and had hurt herself.\n\n"
    "Oona is a quiet girl of nine. Mr Karim wrote to Tamsin Penhallow about it.\n"
)


# Decisions ------------------------------------------------------------------------------------------

ASKED = "Sam told Joanna that she was late."


def decided(rules, *ledger: Decision) -> Reviewed:
    """The case of one asked pronoun after these decisions."""
    doc = document(ASKED)
    entities = {"p1": SAM, "p2": MOTHER}
    reviewed = Reviewed(tuple(people(doc, SAM, MOTHER)), entities, {})
    return with_gender(reviewed, [doc], ledger, "p1", rules)


def gender_of(reviewed: Reviewed) -> list[tuple[str, str]]:
    """The words about gender that are left, and their status."""
    return [(m.text, m.status) for m in reviewed.mentions if m.label == LABEL and m.status != "keep"]


def answer(rules, action: str, value: str = "") -> Ledger:
    """A reviewer's answer to the pronoun."""
    lead = next(m for m in decided(rules).mentions if m.label == LABEL)
    return (Decision("2031-01-01T00:00:00Z", "Alex", action, mention_target(lead), value),)


@pytest.mark.parametrize(
    ("action", "value", "left"),
    [
        ("confirm", "", [("she", "replace"), ("was", "replace")]),
        ("dismiss", "", []),
        ("link", "p2", []),
        ("link", "p1", [("she", "replace"), ("was", "replace")]),
        ("rewrite", "the child", [("she", "replace")]),
    ],
)
def test_a_decision_settles_the_word_and_its_verb(rules, action, value, left):
    """Yes makes both neutral, no leaves both, own words stand with the verb as it was."""
    reviewed = decided(rules, *answer(rules, action, value))
    assert gender_of(reviewed) == left
    assert list(reviewed.rewordings.values()) == ([value] if action == "rewrite" else [])


def test_the_name_being_confirmed_does_not_settle_the_pronoun(rules):
    """An answer about the person says nothing of who 'she' is."""
    ledger = (Decision("2031-01-01T00:00:00Z", "Alex", "confirm", "p1"),)
    assert ("she", "flag") in gender_of(decided(rules, *ledger))


def test_a_doubtful_word_is_a_question(rules):
    """The question says who may be meant and what would be printed, in ids; the verb is not asked about."""
    (question,) = open_questions(decided(rules), [], ())
    assert question.kind == "gender"
    assert question.proposed == "confirm"
    assert "p1" in question.asks
    assert "they" in question.asks
    assert "Sam" not in question.asks


TWICE = "Sam told Joanna that she was late. Joanna told Sam that she was cold."


def test_one_answer_settles_a_paragraph_and_each_word_can_still_be_answered(rules):
    """Two doubtful pronouns of one paragraph are one question; a word's own answer goes before it."""
    doc, entities = document(TWICE), {"p1": SAM, "p2": MOTHER}
    found = Reviewed(tuple(people(doc, SAM, MOTHER)), entities, {})
    open_ = with_gender(found, [doc], (), "p1", rules)
    (question,) = [q for q in open_questions(open_, [doc], ()) if q.kind == "gender"]
    assert [m.text for m in question.mentions] == ["she", "she"]
    both = (Decision("", "Alex", "confirm", question.target),)
    settled = with_gender(found, [doc], both, "p1", rules)
    assert not [q for q in open_questions(settled, [doc], both) if q.kind == "gender"]
    assert not fits_nothing(both, settled.mentions, entities, [doc])
    one = (*both, Decision("", "Alex", "dismiss", mention_target(question.mentions[1])))
    assert gender_of(with_gender(found, [doc], one, "p1", rules)) == [("she", "replace"), ("was", "replace")]
    assert not fits_nothing(one, with_gender(found, [doc], one, "p1", rules).mentions, entities, [doc])


FIRST = (
    "Ngozi told Joanna that Sam and Chidi had been out, and that Chidi, who was ill, had hurt his arm badly"
    " after a fall in the yard of the school that he went to."
)
CHIDI = Entity("p4", "PERSON", "Chidi", (), "sibling", listed=True)


def left_in(rules, text: str, *ledger: Decision) -> tuple[list[Mention], Reviewed]:
    """The pronouns of *text* that nobody has settled, and all that is decided."""
    doc, entities = document(text), {"p1": SAM, "p2": MOTHER, "p4": CHIDI}
    found = with_gender(
        Reviewed(tuple(people(doc, SAM, MOTHER, CHIDI)), entities, {}), [doc], ledger, "p1", rules
    )
    return [m for m in found.mentions if m.label == LABEL and m.status == "flag"], found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "Sam and Chidi had been out, and that Chidi, who was ill,",
            "Chidi was in and that Sam, who had fallen,",
        ),
        ("he went to.", "he went to, as Sam did."),
        ("Ngozi told", "Sam went home. Ngozi told"),
    ],
)
def test_an_answer_about_a_pronoun_falls_with_any_change_of_its_paragraph(rules, old, new):
    """The same characters beside a pronoun do not say that the same child is meant; the words far off do."""
    asked, found = left_in(rules, FIRST)
    assert [m.text for m in asked] == ["his", "he"]
    ledger = [Decision("", "Alex", "dismiss", mention_target(m)) for m in asked]
    assert left_in(rules, FIRST.replace(" and that", "  AND that"), *ledger)[0] == []
    _, found = left_in(rules, FIRST.replace(old, new), *ledger)
    assert not [m for m in found.mentions if m.reason == "left by a reviewer"]
    assert len(fits_nothing(ledger, found.mentions, found.entities)) == 2


def test_an_answer_about_a_cell_falls_with_its_row():
    """Who is meant by 'he' stands in the cell beside it."""
    text = "Sam\nhe was late\nChidi\nhe was late"
    doc = document(text)
    cells = (Cell(0, 0, 0), Cell(0, 0, 1), Cell(0, 1, 0), Cell(0, 1, 1))
    doc = replace(doc, blocks=tuple(replace(b, cell=c) for b, c in zip(doc.blocks, cells, strict=True)))
    one, other = (
        Mention("draft", Span(at, at + 2), "he", LABEL, "gender", 0.5, "flag", "they", "", "p1")
        for at in (text.index("he was"), text.rindex("he was"))
    )
    assert paragraph_target(one, doc) != paragraph_target(other, doc)


@pytest.mark.parametrize(
    ("text", "prints"),
    [
        ("Sam became an uncle in May 2019.", "Sam became a relative in May 2019."),
        ("Sam became a father at 15.", "Sam became a parent at 15."),
        ("Sam, an uncle at 12, was ill.", "Sam, a relative at 12, was ill."),
        ("Sam is the only girl of the three children.", "Sam is the only child of the three children."),
        ("Sam was her only boy.", "Sam was her only child."),
        ("Sam, her first-born son, was ill.", "Sam, her first-born child, was ill."),
        ("Joanna had two sons and a daughter, Sam.", "Joanna had two children and a child, Sam."),
        ("Sam was the bridesmaid.", "Sam was the [detail removed]."),
        ("Sam, whose voice had broken, shaved.", "Sam, whose [detail removed], [detail removed]."),
        ("Sam missed their periods.", "Sam missed their [detail removed]."),
        ("Sam was moved to the men’s ward.", "Sam was moved to the [detail removed]."),
    ],
)
def test_what_may_be_untrue_or_tell_all_the_same_is_asked(rules, text, prints):
    """A child who became an uncle, the only girl, a broken voice: never passed over, never changed unasked."""
    found = told(text, rules)
    assert printed(text, found) == prints
    assert {t.lead.status for t in found} == {"flag"}


def test_a_relative_of_the_child_is_not_the_child(rules):
    """A nephew tells the gender of the nephew; an elder brother is an elder sibling for certain."""
    assert told("Sam's nephew was ill.", rules) == []
    (found,) = told("Joanna met the elder brother Sam.", rules)
    assert found.lead.status == "replace"


def test_the_only_girl_tells_what_her_siblings_are(rules):
    """Said of another child it tells that Sam is none; said of nobody of the family it tells nothing."""
    grace = Entity("p5", "PERSON", "Grace", (), "sister", listed=True)
    (found,) = told("Sam has two siblings. Grace is the only girl of the three.", rules, grace)
    assert (found.lead.text, found.lead.status, found.lead.entity) == ("girl", "flag", "p1")
    assert told("Sam has a sibling. Grace is the only adult. Grace is a girl.", rules, grace) == []
