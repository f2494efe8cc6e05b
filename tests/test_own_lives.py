"""The own life of people at work: asked about in every reader's copy, and what they did at work is not."""

from dataclasses import replace

import pytest

from redact.checks import Opened
from redact.checks.recipients import wrong_copy
from redact.gate import question_of
from redact.recipients.doubts import left_out
from redact.recipients.looking import looked_through
from redact.recipients.near import without_names
from redact.rules import rules_folder
from redact.rules.recipients import read_recipients
from test_recipients import REGISTER, case_of

HEAD = "# Review: Child F\n\n## 1 What happened\n\n"
LIFE, LESS = "and not of their work", "less plainly"


def whys(tmp_path, rules, line, reader=1):
    """Why sentences of the line are asked about before the reader, the father, gets his copy."""
    case = case_of(tmp_path, rules, f"{HEAD}1.1 {line}\n")
    return [each.why for each in left_out(case, case.register.recipients[reader]).doubts]


@pytest.mark.parametrize(
    "line",
    [
        "Dr Mehta was going through a divorce that winter.",
        "It emerged that Dr Mehta, who had been in care himself, was behind with the rent.",
        "Dr Mehta's wife had moved out in May.",
        "Dr Mehta had been brought up by a stepmother in Leeds.",
        "That week Dr Mehta was signed off until Easter.",
        "The deputy manager, whose house was to be repossessed, worked late.",
        "Dr Mehta opened the surgery at eight. By then he had buried two sons.",
    ],
)
def test_the_own_life_of_somebody_at_work_is_asked_about(tmp_path, rules, line):
    """By name, by a word for them, or by 'he' right behind their name."""
    assert any(LIFE in why for why in whys(tmp_path, rules, line)), line


@pytest.mark.parametrize(
    "line", ["Dr Mehta collects stamps.", "Dr Mehta told nobody at work about his cards."]
)
def test_what_tells_nothing_of_work_is_asked_last(tmp_path, rules, line):
    """Whatever it tells of somebody at work."""
    assert any(LESS in why for why in whys(tmp_path, rules, line)), line


@pytest.mark.parametrize(
    "line",
    [
        "Dr Mehta wrote to the health visitor about the weight of Tamsin.",
        "Dr Mehta asked Tamsin about her mother and the new partner.",
        "The social worker told the panel that the plan was closed.",
        "The health visitor met the mother's husband at the door.",
        "The surgery sent a letter to the hospital.",
    ],
)
def test_what_somebody_did_at_work_is_not_asked(tmp_path, rules, line):
    """Nor what they wrote and said of the family."""
    assert not [why for why in whys(tmp_path, rules, line) if LIFE in why], line


@pytest.mark.parametrize("wanted", [True, False])
def test_the_examples_of_private_life(wanted):
    """Those of rules/recipients.yaml."""
    words = read_recipients(rules_folder())
    for line in words.examples[f"own_life {'finds' if wanted else 'ignores'}"]:
        assert bool(words.own_lives.words.search(line)) is wanted, line


@pytest.mark.parametrize(
    "line", ["The call was traced to the older Orrells.", "The call was traced to the Voss sisters."]
)
def test_a_household_that_is_not_the_readers_may_have_told(tmp_path, rules, line):
    """'The older Orrells' are others of the mother's own name; 'the Orrells' may be herself."""
    assert any("passed on a worry" in why for why in whys(tmp_path, rules, line, 0)), line
    assert not whys(tmp_path, rules, "The call was traced to the Orrells.", 0)


def test_somebody_without_a_name_beside_a_body_is_asked_last(tmp_path, rules):
    """In whatever words they told it."""
    found = whys(tmp_path, rules, "A cyclist propped his bicycle at the police station for an hour.")
    assert any(LESS in why for why in found)
    assert not whys(tmp_path, rules, "A cyclist propped his bicycle at the wall for an hour.")


def test_questions_without_an_answer_are_told_with_the_copy(tmp_path, rules):
    """Whoever signs sees that there are some; a sentence that was answered is none."""
    text = f"{HEAD}1.1 Dr Mehta's wife had moved out in May.\n"
    case = case_of(tmp_path, rules, text)
    question = question_of(case, "family.father")
    assert question.unanswered == 1
    assert question_of(case, "publication").unanswered == 0

    files = (Opened("a.html", ()), Opened("a.pdf", ()))
    (found,) = [f for f in wrong_copy(files, replace(question, reference="")) if "no answer" in f.message]
    assert found.severity == "warns"

    register = REGISTER.replace("reference: F-02", 'reference: F-02, withhold: ["1.1:1"]')
    assert question_of(case_of(tmp_path, rules, text, register), "family.father").unanswered == 0


def test_only_a_sure_name_is_no_word_of_health(tmp_path, rules):
    """'Nurse Ward' is no hospital; what may be a name ('Hepatitis' with a capital) is still one."""
    case = case_of(tmp_path, rules, f"{HEAD}1.1 Greta Voss came by.\n")
    (told,) = [e for e in looked_through(case, case.register.recipients[1]).told["report.md"] if e.at]
    (name,) = told.mentions
    assert without_names(told) == " " * 10 + " came by."
    assert without_names(replace(told, mentions=(replace(name, status="flag"),))) == told.words
