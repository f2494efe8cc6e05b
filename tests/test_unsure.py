"""What nobody is sure of is left out of a recipient's copy until somebody answers, unless the register says otherwise."""

from dataclasses import replace

import pytest

from redact.checks import Opened
from redact.checks.recipients import wrong_copy
from redact.errors import RulesError
from redact.gate import question_of
from redact.pipeline import make
from redact.recipients.doubts import left_out
from redact.recipients.shown import rows, settled
from redact.register import read_register
from redact.web.opening import with_choice
from test_recipients import CAREFUL, REGISTER, case_of

HEAD = "# Review: Child F\n\n## 1 What happened\n\n"
WIFE = f"{HEAD}1.1 Dr Mehta's wife had moved out in May. The panel met.\n"


def printed(folder, rules, lines, register=CAREFUL, reader="father"):
    """What the copy of a reader prints."""
    return make(case_of(folder, rules, HEAD + lines, register), f"family.{reader}")["overview-report"].text


@pytest.mark.parametrize(
    ("line", "reader"),
    [
        ("Dr Mehta's wife had a zebra when she moved out.", "father"),  # the own life of somebody at work
        ("A lad from the tyre yard gave a statement about the zebra.", "mother"),  # nobody of the case
        ("A cyclist propped his zebra at the police station for an hour.", "mother"),  # the last question
        (
            "Luke and Piers came to the school. Tamsin saw it. In June he kept a zebra.",
            "mother",
        ),  # whom 'he' means
    ],
)
def test_what_is_asked_is_left_out_until_somebody_answers(tmp_path, rules, line, reader):
    """With a mark and a letter of its own; printed where the register says so."""
    text = printed(tmp_path, rules, f"1.1 {line}\n", reader=reader)
    assert "zebra" not in text
    assert "[withheld H]" in text
    assert "zebra" in printed(tmp_path, rules, f"1.1 {line}\n", REGISTER, reader)


def test_an_answer_opens_it_or_gives_it_a_reason(tmp_path, rules):
    """By the number of the sentence or of its paragraph."""
    case = case_of(tmp_path, rules, WIFE, CAREFUL)
    (asked,) = left_out(case, case.register.recipients[1]).doubts
    assert (asked.numbers, asked.reason, asked.printed) == (("1.1:1",), "unsure", False)
    assert asked.why.startswith("left out until somebody answers; ")

    for what in ("1.1:1", "1.1"):
        opened = CAREFUL.replace("reference: F-02", f'reference: F-02, show: ["{what}"]')
        case = case_of(tmp_path, rules, WIFE, opened)
        assert left_out(case, case.register.recipients[1]) == replace(
            left_out(case, case.register.recipients[1]), withheld=(), doubts=()
        )
        assert "moved out" in make(case, "family.father")["overview-report"].text

    closed = CAREFUL.replace("reference: F-02", 'reference: F-02, withhold: ["1.1:1"]')
    case = case_of(tmp_path, rules, WIFE, closed)
    left = left_out(case, case.register.recipients[1])
    assert [one.reason for one in left.withheld] == ["private"]
    assert left.doubts == ()


def test_a_paragraph_without_a_number_is_answered_by_its_place(tmp_path, rules):
    """'overview-report p4': a bare p4 is somebody's id."""
    report = "# Review: Child F\n\n## What happened\n\nThe panel met. Dr Mehta's wife had moved out in May.\n"
    case = case_of(tmp_path, rules, report, CAREFUL)
    (asked,) = left_out(case, case.register.recipients[1]).doubts
    (number,) = asked.numbers
    assert number.startswith("overview-report p")
    opened = CAREFUL.replace("reference: F-02", f'reference: F-02, show: ["{number}"]')
    assert (
        "moved out" in make(case_of(tmp_path, rules, report, opened), "family.father")["overview-report"].text
    )


ANSWERED = "1.1 The panel met. Dr Mehta's wife had moved out in May. The panel left.\n"


def answered(prepared, key="show"):
    """The register with the father's one question answered as the lists and the page write it."""
    (asked,) = left_out(prepared, prepared.register.recipients[1]).doubts
    (what,) = asked.answers
    return CAREFUL.replace("reference: F-02", f'reference: F-02, {key}: ["{what}"]')


@pytest.mark.parametrize(
    "later",
    [
        ANSWERED,
        ANSWERED.replace("1.1 ", "1.1 An owl flew. "),  # the second sentence is the third
        "1.1 An owl flew.\n\n1.2 The panel met. Dr Mehta's wife had\nmoved out in May.\n",
    ],
)
def test_an_answer_is_the_sentences_wherever_it_stands_later(tmp_path, rules, later):
    """And opens nothing else; the mark does not change with the lines."""
    register = answered(case_of(tmp_path, rules, HEAD + ANSWERED, CAREFUL))
    case = case_of(tmp_path, rules, HEAD + later, register)
    left = left_out(case, case.register.recipients[1])
    assert (left.withheld, left.doubts) == ((), ())


def test_an_answer_to_a_sentence_that_is_gone_opens_nothing(tmp_path, rules):
    """What stands in its place in a later draft is left out, and the answer is told as one that fits nothing."""
    register = answered(case_of(tmp_path, rules, HEAD + ANSWERED, CAREFUL))
    later = ANSWERED.replace("moved out in May", "lost their house in May")
    case = case_of(tmp_path, rules, HEAD + later, register)
    left = left_out(case, case.register.recipients[1])
    assert [one.reason for one in left.withheld] == ["unsure"]
    lost, asked = left.doubts
    assert lost.lost
    assert (lost.numbers, lost.places[0].words) == (
        ("1.1:2",),
        "Dr Mehta's wife had lost their house in May.",
    )
    assert not asked.lost
    assert left.unanswered == 2

    gone = case_of(tmp_path, rules, HEAD + "1.1 The panel met.\n", register)
    (lost,) = left_out(gone, gone.register.recipients[1]).doubts
    assert (lost.lost, lost.numbers, lost.places[0].words) == (True, ("1.1:2",), "")


@pytest.mark.parametrize(
    "later",
    [
        ANSWERED.replace("The panel met", "The owl met"),  # who is meant may be another now
        "1.1 An owl. The panel met. Dr Mehta's wife had moved out in May.\n\n"
        "1.2 An owl. The panel met. Dr Mehta's wife had moved out in May.\n",  # which of them was answered
    ],
)
def test_an_answer_is_not_taken_over_where_it_may_mean_another(tmp_path, rules, later):
    """The sentence before belongs to it; of two places that are alike, neither is opened."""
    register = answered(case_of(tmp_path, rules, HEAD + ANSWERED, CAREFUL))
    assert "moved out" not in printed(tmp_path, rules, later, register)


def test_what_was_withheld_stays_so_where_it_stood(tmp_path, rules):
    """Something like it may stand there; the reviewer is told."""
    register = answered(case_of(tmp_path, rules, HEAD + ANSWERED, CAREFUL), "withhold")
    later = ANSWERED.replace("Dr Mehta's wife had moved out in May", "She had left him by then")
    case = case_of(tmp_path, rules, HEAD + later, register)
    left = left_out(case, case.register.recipients[1])
    assert [case.documents[0].of(one.span) for one in left.withheld] == ["She had left him by then."]
    assert [one.lost for one in left.doubts] == [True]


def test_a_new_answer_takes_the_place_of_the_old_one(tmp_path, rules):
    """By the number, whatever mark is behind it; an answer that fits nothing is taken out by it too."""
    text = answered(case_of(tmp_path, rules, HEAD + ANSWERED, CAREFUL))
    path = tmp_path / "register.yaml"
    path.write_text(text, encoding="utf-8")
    recipients = read_register(path, rules).recipients
    withheld = with_choice(text, recipients, "father", "withhold", "1.1:2 #00000000", "source")
    assert "show" not in withheld
    assert '"1.1:2 #00000000"' in withheld
    assert "1.1:2" not in with_choice(text, recipients, "father", "free", "1.1:2", "")


def test_what_goes_on_about_it_is_left_out_with_it(tmp_path, rules):
    """As part of its question, so that one answer opens both; a new paragraph is not."""
    line = "1.1 A lad from the tyre yard gave a statement. He had seen it himself. The panel met.\n\n1.2 He left.\n"
    case = case_of(tmp_path, rules, HEAD + line, CAREFUL)
    (asked,) = left_out(case, case.register.recipients[0]).doubts
    assert asked.numbers == ("1.1:1", "1.1:2")
    text = make(case, "family.mother")["overview-report"].text
    assert "[withheld H] The panel met.\nHe left." in text


def test_nothing_goes_on_about_what_tells_less_plainly(tmp_path, rules):
    """What is in the last question is left out alone."""
    line = (
        "1.1 A cyclist propped his bicycle at the police station for an hour. He had paid for it himself.\n"
    )
    case = case_of(tmp_path, rules, HEAD + line, CAREFUL)
    (asked,) = left_out(case, case.register.recipients[0]).doubts
    assert asked.numbers == ("1.1:1",)


def test_what_tells_readers_what_to_do_tells_of_nobody(tmp_path, rules):
    """A helpline stays in every copy."""
    line = "1.1 Anybody who is worried about a child can telephone the council or the NSPCC helpline.\n"
    assert "helpline" in printed(tmp_path, rules, line, reader="mother")


def test_a_note_goes_with_the_sentence_in_which_it_is_called(tmp_path, rules):
    """It goes on about it, whatever it says."""
    lines = "1.1 A lad from the tyre yard gave a statement.[^1] The panel met.\n\n[^1]: It was typed on yellow paper.\n"
    assert "yellow" not in printed(tmp_path, rules, lines, reader="mother")
    assert "yellow" in printed(tmp_path, rules, lines, REGISTER, "mother")


def test_nothing_goes_on_about_what_was_opened(tmp_path, rules):
    """The sentence behind is asked about only with the one before it."""
    line = "1.1 A lad from the tyre yard gave a statement. He had seen it himself. The panel met.\n"
    opened = CAREFUL.replace("reference: F-01", 'reference: F-01, show: ["1.1:1"]')
    case = case_of(tmp_path, rules, HEAD + line, opened)
    assert left_out(case, case.register.recipients[0]).doubts == ()


def test_whoever_signs_sees_how_much_is_left_out_unanswered(tmp_path, rules):
    """A warning: the copy is safe, and less of a report than it could be."""
    files = (Opened("a.html", ()),)
    said = {}
    for register in (CAREFUL, REGISTER):
        question = question_of(case_of(tmp_path, rules, WIFE, register), "family.father")
        assert question.unanswered == 1
        (found,) = wrong_copy(files, replace(question, reference=""))
        said[register] = (found.severity, found.message)
    assert said[CAREFUL] == ("warns", "a question about what this copy prints or leaves out has no answer")
    assert said[REGISTER] == said[CAREFUL]


def test_what_everybody_may_read_is_settled_for_what_has_a_reason(tmp_path, rules):
    """`published` says nothing of what is left out until somebody answers."""
    case = case_of(tmp_path, rules, WIFE, CAREFUL)
    father = case.register.recipients[1]
    (row,) = rows(case, father, left_out(case, father))
    assert (row["reason"], row["published"]) == ("unsure", True)
    assert list(settled([row])) == []


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ("unsure: perhaps", "unsure: should be withheld or printed"),
        ("published: {unsure: withheld}", "answered place by place"),
        ("published: {unsure: shown}", "answered place by place"),
    ],
)
def test_other_values_are_refused(tmp_path, rules, keys, why):
    """With the file, the line and the key."""
    path = tmp_path / "register.yaml"
    path.write_text(CAREFUL.replace("reference: F-01", f"reference: F-01, {keys}"), encoding="utf-8")
    with pytest.raises(RulesError, match=why):
        read_register(path, rules)
