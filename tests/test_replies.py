"""What people write for an answer: the examples of rules/answers.yaml, and what must never be taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.errors import RulesError
from redact.replies import Reader, Said, known_names
from redact.review import ANSWERS
from redact.rules import rules_folder
from redact.rules.answers import KINDS, read_answers

PHRASES = read_answers(rules_folder())
NAMES = [
    ("E5", "E5"),
    ("Ines Marlow", "E5"),
    ("Aunt Ines", "E5"),
    ("p2", "p2"),
    ("Jo Marlow", "p2"),
    ("Marlow", "E5"),
    ("Marlow", "p2"),
]
READER = Reader(PHRASES, known_names(NAMES))


@pytest.mark.parametrize("example", PHRASES.examples, ids=lambda e: f"{e.kind}: {e.written}")
def test_the_examples_of_the_rules_mean_what_they_say(example):
    """Each example of rules/answers.yaml is understood so, or not at all."""
    means = Said(example.answer, example.value, example.reason) if example.answer else None
    assert READER.reads(example.written, example.kind) == means


def test_every_answer_is_one_that_a_ledger_takes():
    """No phrase stands for an answer that review does not know."""
    assert {phrase.answer for phrase in PHRASES.phrases} <= set(ANSWERS)


@given(st.text(max_size=40), st.sampled_from(sorted(KINDS)))
def test_no_text_makes_the_reader_fall_over(text, kind):
    """Whatever is written is understood or not."""
    assert READER.reads(text, kind) is None or READER.reads(text, kind).answer in ANSWERS


@pytest.mark.parametrize(
    "doubt", ["but not here", "except in 4.12", "I think, perhaps", "if she agrees", "only once"]
)
@pytest.mark.parametrize("answer", ["no", "keep it", "yes"])
def test_an_answer_with_an_exception_is_no_answer(answer, doubt):
    """Who writes 'keep it, but not here' has to be asked again."""
    assert READER.reads(f"{answer}, {doubt}", "entity") is None
    assert READER.reads(f"{answer}\n{doubt}", "entity") is None


def test_a_last_word_goes_before_a_conversation_and_an_agreement_says_nothing_new():
    """'Answer: no' ends a thread; 'agreed' repeats what stands before it."""
    assert READER.last_word("Answer: no, it is E5") == "no, it is E5"
    assert READER.last_word("no") is None
    assert READER.repeats("Agreed.")
    assert not READER.repeats("Agreed, but not here")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("for: [left behind]", "for: [left]"), "no kind of question"),
        (('"role {role}"', '"role {rolle}"'), "in braces"),
        (("polite: [please, thanks, thank you, many thanks]", "polite: []"), "polite"),
        (("\nagain:", "\nonce more:"), "unknown key"),
        (('- [entity, "Yes", confirm, "", ""]', '- [entity, "Yes"]'), "should be a list of 5"),
    ],
)
def test_what_is_wrong_in_the_file_is_said_with_its_line(tmp_path, change, message):
    """File, line and key, before any answer is read."""
    text = (rules_folder() / "answers.yaml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "answers.yaml").write_text(text.replace(*change), encoding="utf-8")
    with pytest.raises(RulesError, match=rf"answers\.yaml: line \d+.*{message}"):
        read_answers(tmp_path)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_offered_is_understood(kind):
    """Each choice of a comment or a drop-down is an answer as it stands, or with words for its dots."""
    for choice in PHRASES.choices[kind]:
        written = choice.split(" (")[0]
        slot = "E5" if "same as" in written or "it is" in written else "some words"
        assert READER.reads(written.replace("…", slot), kind), choice


@pytest.mark.parametrize("kind", ["entity", "words", "gender"])
@pytest.mark.parametrize(
    "rest", ["his brother", "it's her mother's name", "treat it", "look at page 3", "Ines Marlow's"]
)
def test_a_no_with_something_behind_it_leaves_no_name_in(kind, rest):
    """'No, his brother' says who it is; nobody may be exposed by it."""
    for text in (f"no, {rest}", f"No – {rest}", f"No. {rest}", f"n ({rest})", f"no\n{rest}"):
        said = READER.reads(text, kind)
        assert said is None or said.answer != "dismiss"
