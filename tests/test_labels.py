"""The check for labels: what a label tells of its bearer is a finding that a person accepts, or renames."""

import pytest

from redact.checks import Question, run_checks
from redact.checks.nouns import Opened, Passage
from redact.model import Secret

SECRETS = (
    Secret("p1", "Jakub Tarrant"), Secret("p1", "Jakub"), Secret("p1", "Tarrant"), Secret("p2", "Grace Tarrant"),
    Secret("p3", "Robyn Ottering"), Secret("p4", "Hardeep"), Secret("o1", "Ashby Primary School", "SCHOOL"),
    Secret("p1", "01632 960123", "PHONE"),
)  # fmt: skip


def found(labels, text="", in_use=()):
    """(severity, rule, entity) of what the check finds where every label stands in one paragraph."""
    text = text or ". ".join(labels.values()) + "."
    question = Question(secrets=SECRETS, pseudonyms=labels, labels_in_use=in_use)
    opened = [Opened("report.txt", (Passage("paragraph 1", text, True, "text"),))]
    return [(f.severity, f.rule, f.entity) for f in run_checks(opened, question) if f.check == "labels"]


@pytest.mark.parametrize(
    ("entity", "label", "findings"),
    [
        ("p1", "Child G", []), ("p1", "Child J", [("blocks", "R4", "p1")]), ("p1", "Ms T", [("blocks", "R4", "p1")]),
        ("p1", "Child X", []), ("p1", "Child T2", [("blocks", "R4", "p1")]), ("p1", "Mother", []), ("p1", "Grandmother", []),
        ("p1", "Teenager", []), ("p1", "James", [("blocks", "R4", "p1")]), ("p1", "Casey", []),
        ("p1", "Child HD", [("warns", "R4", "p1")]), ("p1", "Child KB", [("blocks", "R4", "p1"), ("warns", "R4", "p1")]),
        ("p1", "GP 1", []), ("p1", "MGM", []), ("p1", "Robin", [("blocks", "R3", "p1")]), ("p1", "Gracie", [("blocks", "R3", "p1")]),
        ("p4", "Adult HD", [("blocks", "R4", "p4"), ("blocks", "R4", "p4"), ("warns", "R4", "p4")]),
        ("o1", "School A", [("blocks", "R4", "o1")]), ("o1", "School P", []), ("o1", "School B", []),
    ],
)  # fmt: skip
def test_a_label_that_tells_something_is_a_finding(entity, label, findings):
    """Initials, letters of the name, codes and near names; words of a role and generic words tell nothing."""
    assert found({entity: label}) == findings


def test_two_first_names_that_are_easily_mixed_up_warn_on_both():
    """One or two letters apart, or of one sound."""
    assert found({"p5": "Marley", "p6": "Harley"}) == [("warns", "R2", "p5"), ("warns", "R2", "p6")]
    assert found({"p5": "Marley", "p6": "Quinn", "p7": "Mother", "p8": "Father"}) == []


def test_labels_of_other_cases_block_and_rows_of_letters_warn():
    """By what the partnership says is in use."""
    assert found({"p5": "Child G"}, in_use=("child g",)) == [("blocks", "R3", "p5")]
    assert found({"p5": "Child G"}, in_use=("Child E", "Child F")) == [("warns", "R4", "p5")]
    assert found({"p5": "Child G"}, in_use=("Child E", "Child H")) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Child G and Child G met.", 1), ("Child G, and Child G met.", 1), ("Child G and Child G's aunt", 0),
        ("Child G and Child H met.", 0), ("Child G, Child G", 0),
    ],
)  # fmt: skip
def test_one_label_for_two_people_side_by_side_warns(text, count):
    """'Child G and Child G' are two whom somebody took for one."""
    assert found({"p5": "Child G"}, text) == [("warns", "R3", "")] * count


def test_a_label_that_no_file_shows_is_no_finding():
    """The key may hold people whom no edition mentions."""
    assert found({"p1": "Child J"}, "Nobody is named.") == []


def test_a_finding_never_says_the_name_or_the_label():
    """Message and advice are the same for everybody; the label is the quote."""
    question = Question(secrets=SECRETS, pseudonyms={"p1": "Child J"})
    opened = [Opened("report.txt", (Passage("paragraph 1", "Child J left.", True, "text"),))]
    (finding,) = [f for f in run_checks(opened, question) if f.check == "labels"]
    assert finding.quote == "Child J"
    assert "Child J" not in finding.message + finding.advice


def test_a_finding_says_where_the_register_has_a_name_that_the_family_chose():
    """No answer of a review changes a name that stands in the register for one recipient."""
    opened = [Opened("report.txt", (Passage("paragraph 1", "Robin met Casey.", True, "text"),))]
    asked = Question(secrets=SECRETS, pseudonyms={"p1": "Robin"})
    chosen = Question(
        secrets=SECRETS, pseudonyms={"p1": "Robin"}, chosen={"p1": "recipients: child: pseudonyms: p1"}
    )
    here, theirs = (
        next(f for f in run_checks(opened, one) if f.check == "labels") for one in (asked, chosen)
    )
    assert "redact review" in here.advice
    assert "Robin" not in f"{theirs.message} {theirs.advice}"
    assert "recipients: child: pseudonyms: p1" in theirs.advice
    assert "redact review" not in theirs.advice
