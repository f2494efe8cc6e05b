"""Places of a name that read like something else are a question of their own, with an answer of their own."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from redact.answers import SAME_QUESTION, as_table
from redact.model import Block, Decision, Document, Entity, Mention, Span
from redact.questions import Question, open_questions
from redact.reach import spelled_out
from redact.review import apply_decisions
from redact.rules import load_rules
from redact.rules.answers import read_answers
from redact.rules.publishing import read_publishing
from redact.rules.senses import read_senses
from redact.senses import LESS_SURE, fits, with_senses
from redact.targets import SELF, mention_target, sense_of, words_target
from redact.web.watch import is_watched

RULES = load_rules()
SENSES = read_senses(RULES.folder)
GRACE = Entity("p5", "PERSON", "Grace Example", role="sister", listed=True)


def context(example: str) -> tuple[str, str]:
    """The words between the marks, and the context in which SELF stands for them."""
    before, _, rest = example.partition("»")
    words, _, after = rest.partition("«")
    return words, f"{before}{SELF}{after}"


@pytest.mark.parametrize(("sense", "example"), [(s, e) for s in SENSES for e in s.finds])
def test_a_sense_finds_its_examples(sense, example):
    """What a rule gives as an example of itself reads like it."""
    words, around = context(example)
    assert fits(sense, min(sense.of or {"PERSON"}), words, around)


@pytest.mark.parametrize(("sense", "example"), [(s, e) for s in SENSES for e in s.ignores])
def test_a_sense_ignores_its_counter_examples(sense, example):
    """Nor does a name read like it that is meant as one."""
    words, around = context(example)
    alike = [each for each in SENSES if each.says == sense.says and each.sure >= sense.sure]
    assert not any(fits(each, "PERSON", words, around) for each in alike)


def place(example: str, at: int, status="flag", label="PERSON") -> Mention:
    words, around = context(example)
    return Mention(
        "a.txt", Span(at, at + len(words)), words, label, "known", 0.55, status,
        reason="the first name of p5", entity="p5", context=around,
    )  # fmt: skip


def asked(*mentions: Mention, ledger=()):
    """The mentions with their senses after the ledger, and what is open then."""
    read = with_senses(mentions, {"p5": GRACE}, RULES, ())
    reviewed = apply_decisions(read, {"p5": GRACE}, ledger)
    return reviewed, open_questions(reviewed, (), ledger)


NAME = place("»Grace« asked to send a letter.", 0)
WORD = place("»Grace« and stubbornness were the words.", 100, "watch")
AUTHOR = place("»Grace« et al. (2012) found it.", 200)


def yes(target: str, action="confirm", value="") -> Decision:
    return Decision("2031-01-01T00:00:00+00:00", "Rosa", action, target, value)


def test_one_name_three_questions():
    """The name, the word and the author; of neither the word nor the author anything is proposed."""
    _, questions = asked(NAME, WORD, AUTHOR)
    assert [(q.kind, q.proposed, len(q.mentions)) for q in questions] == [
        ("entity", "confirm", 1),
        ("bearer", "", 1),
        ("bearer", "", 1),
    ]
    assert "everyday word" in questions[1].asks
    assert "an author who is cited" in questions[2].asks


@pytest.mark.parametrize(
    "decision", [yes("p5"), yes("p5", "role", "aunt"), yes("p5", "rename", "Child X")], ids=lambda d: d.action
)
def test_an_answer_on_the_name_settles_no_place_that_reads_otherwise(decision):
    """Else 'Grace and stubbornness' is printed with a pseudonym, unasked."""
    reviewed, questions = asked(NAME, WORD, AUTHOR, ledger=(decision,))
    assert [m.status for m in reviewed.mentions] == ["replace", "watch", "flag"]
    assert len(questions) == 2


def test_a_no_to_the_name_leaves_the_other_places_open():
    """What was not shown is not answered."""
    reviewed, _ = asked(NAME, WORD)
    spelled = spelled_out(yes("p5", "dismiss"), reviewed)
    assert [d.target for d in spelled] == [mention_target(NAME)]


def test_merging_the_name_leaves_the_other_places_open():
    """Somebody who says that Grace is Gracie says nothing of the author."""
    other = Entity("E7", "PERSON", "Gracie", role="sister")
    read = with_senses((NAME, AUTHOR), {"p5": GRACE}, RULES, ())
    done = apply_decisions(
        read, {"p5": replace(GRACE, listed=False), "E7": other}, (yes("p5", "merge", "E7"),)
    )
    assert [(m.entity, m.status) for m in done.mentions] == [("E7", "replace"), ("E7", "flag")]


@pytest.mark.parametrize(("action", "status"), [("confirm", "replace"), ("dismiss", "keep")])
def test_its_own_answer_settles_it(action, status):
    """By the question's target, for all its places; by the place's own, for that one."""
    read = with_senses((NAME, AUTHOR), {"p5": GRACE}, RULES, ())
    for target in (words_target(read[1]), mention_target(read[1])):
        done = apply_decisions(read, {"p5": GRACE}, (yes(target, action),))
        assert [m.status for m in done.mentions] == ["flag", status]


def test_a_less_certain_place_beside_certain_ones_is_apart():
    """Nothing is proposed of it; where all are alike uncertain they are one question."""
    weak = place("They saw »Grace« there.", 300, "watch")
    read = with_senses((NAME, weak), {"p5": GRACE}, RULES, ())
    assert sense_of(read[1]) == (LESS_SURE, False)
    assert sense_of(with_senses((weak,), {"p5": GRACE}, RULES, ())[0]) == ("", False)


SUMMER = Entity("E2", "PERSON", "Summer")
TERM = replace(place("»Summer« term was hard.", 0), entity="E2")


def draft(*texts: str) -> Document:
    """A draft of these paragraphs."""
    starts = [sum(len(t) + 1 for t in texts[:n]) for n in range(len(texts))]
    blocks = (Block(Span(at, at + len(t)), "paragraph") for at, t in zip(starts, texts, strict=True))
    return Document("a.txt", "0", "\n".join(texts), tuple(blocks))


def about_summer(*texts: str, entities=(SUMMER,)) -> Question:
    """The question about the place »Summer« term, in drafts that say *texts* as well."""
    read = with_senses((TERM,), {e.id: e for e in entities}, RULES, [draft("Summer term was hard.", *texts)])
    return open_questions(apply_decisions(read, {e.id: e for e in entities}, ()), (), ())[0]


def test_the_word_is_told_as_likely_where_nobody_bears_it():
    """In small letters, or where grammar leaves no person possible, at every place."""
    assert about_summer("It was a dry summer. Summer holidays were short.").proposed == "dismiss"


@pytest.mark.parametrize(
    "text",
    [
        "His half-sister Summer was nine.",
        "Summer Okoro is his cousin.",
        "Summer passed with her mother.",
        "SUMMER",
    ],
)
def test_nothing_is_likely_where_a_draft_has_a_person_of_that_name(text):
    """Wherever in the case it is said: found as a name or not."""
    assert about_summer(text).proposed == ""


@pytest.mark.parametrize(
    "somebody",
    [replace(SUMMER, listed=True), Entity("p1", "PERSON", "Summer Okoro", listed=True),
     Entity("p1", "PERSON", "S. Okoro", ("Summer",), listed=True)],
)  # fmt: skip
def test_nothing_is_likely_where_the_register_has_a_person_of_that_name(somebody):
    """Nor where somebody else who was found has it."""
    assert about_summer(entities=tuple({e.id: e for e in (SUMMER, somebody)}.values())).proposed == ""


def test_the_table_never_fills_in_an_answer_that_leaves_words():
    """What is likely stands in a column of its own: imported as it came, the table leaves no name."""
    rows = list(csv.DictReader(io.StringIO(as_table([about_summer()], lambda q: ""))))
    assert [(row["answer"], row["likely"]) for row in rows] == [("", "no")]


def test_what_a_place_reads_like_is_not_answered_in_bulk():
    """The watch list takes one answer for many words; such a place wants a look of its own."""
    assert not is_watched(
        replace(about_summer(), kind="words", mentions=(replace(sensed(), status="watch"),))
    )
    assert is_watched(replace(about_summer(), kind="words", mentions=(replace(TERM, status="watch"),)))


def sensed() -> Mention:
    """A place that may be the word."""
    return with_senses((WORD,), {"p5": GRACE}, RULES, ())[0]


def test_what_nobody_is_asked_about_has_no_sense():
    """What is sure, and what stays, is left as it is."""
    for status in ("replace", "keep"):
        assert (
            with_senses((replace(AUTHOR, status=status),), {"p5": GRACE}, RULES, ())[0].reason
            == AUTHOR.reason
        )


def test_the_table_has_a_row_for_each_place_without_an_answer():
    """And a question with nothing proposed comes back as it went: open."""
    other = place("Then »Grace« rang.", 400)
    _, questions = asked(NAME, other, WORD)
    rows = as_table(questions, lambda q: q.mentions[0].text).splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == ["yes", "", "", ""]
    assert sum(SAME_QUESTION in row for row in rows) == 2
    assert "One answer is for all 2 places." in rows[0]


def test_the_words_for_a_sentence_about_the_draft_are_the_same_on_paper():
    """`yes` in a comment prints what the page offers."""
    offered = read_publishing(RULES.folder).texts["draft sentence"]
    assert [p.value for p in read_answers(RULES.folder).phrases if "draft" in p.kinds and p.value][:1] == [
        offered
    ]
