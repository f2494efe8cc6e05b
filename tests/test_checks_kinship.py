"""The checks against the register: words of kinship that contradict it, and who in it was never found."""

import pytest

from redact.checks import Opened, Passage, Question
from redact.checks.kinship import kinship
from redact.checks.unfound import never_found
from redact.family import family_of
from redact.model import Entity, Register
from redact.rules import load_rules

RULES = load_rules()
ROLES = {
    "p1": ("subject child", "Child G"), "p2": ("mother", "Mother"), "p3": ("father", "Father"), "p4": ("sibling", "Sibling 2"),
    "p5": ("maternal grandmother", "Maternal Grandmother"), "p6": ("mother's partner", "Mr K"), "p7": ("social worker", "Social Worker 1"),
    "p8": ("paternal aunt", "Paternal Aunt 1"), "p9": ("maternal half-sister", "Half Sibling 1"),
}  # fmt: skip
PEOPLE = {i: Entity(i, "PERSON", f"Name {i}", role=role, listed=True) for i, (role, _) in ROLES.items()}
QUESTION = Question(
    pseudonyms={i: label for i, (_, label) in ROLES.items()},
    kin=family_of(Register(subject="p1", entities=PEOPLE), PEOPLE, RULES).known,
    kinship=RULES.kinship,
)


def found(text, question=QUESTION, place="paragraph 4.12", visible=True):
    opened = Opened("overview-report.html", (Passage(place, text, visible, "text"),))
    return list(kinship((opened,), question))


@pytest.mark.parametrize(("text", "entity"), [
    ("In June Child G saw Sibling 2, her cousin, at home.", "p4"),
    ("Sibling 2, her cousin, was at home.", "p4"),
    ("Child G's aunt, Maternal Grandmother, rang.", "p5"),
    ("Child G’s aunt Maternal Grandmother rang.", "p5"),
    ("Maternal Grandmother, the aunt of Child G, rang.", "p5"),
    ("Paternal Aunt 1 (Child G's maternal aunt) rang.", "p8"),
    ("Mr K is Child G's father.", "p6"),
    ("Child G lived with his father, Mr K, in Town A.", "p6"),
    ("Half Sibling 1, Child G's\nniece, was there.", "p9"),
    ("Mother, Father’s mother, was there with Child G's grandfather, Maternal Grandmother.", "p5"),
    ("Maternal Grandmother, Mother's sister, rang.", "p5"),
])  # fmt: skip
def test_a_contradiction_is_found(text, entity):
    """A word of kinship beside a label that cannot be true of the two people, with the place and the person."""
    findings = found(text)
    assert [(f.entity, f.place, f.severity) for f in findings] == [(entity, "paragraph 4.12", "warns")]
    assert findings[0].check == "kinship"


@pytest.mark.parametrize("text", [
    "Child G saw Sibling 2, her sister, at home.", "Sibling 2, Child G's half-brother, rang.", "Child G lived with his mother, Mother, and Mr K.",
    "Mother and her partner, Mr K, rang.", "Child G's stepfather, Mr K, rang.", "Maternal Grandmother, his nan, rang Child G.",
    "Half Sibling 1, his elder sister, rang.", "Maternal Grandmother, Mother's mother, rang.",
    "Child G, his cousin and Sibling 2 met.", "Child G's aunt, Mother and Father met.", "Child G's cousin's friend, Sibling 2, rang.",
    "Sibling 2, her cousin's friend, rang.", "Social Worker 1, her aunt, rang Child G.", "Child G's Aunt 3, Sibling 2 and Father met.",
    "Sibling 2. Her cousin rang.", "Mr K was with Maternal Grandmother, his mother-in-law, that day.",
    "Mother told Paternal Aunt 1, her cousin, that Child G was well.",
])  # fmt: skip
def test_what_may_be_true_is_left_alone(text):
    """Looser words, lists, longer ties, and people of whom the register says nothing together."""
    assert found(text) == []


def test_nothing_is_said_without_knowledge_or_of_hidden_text():
    """Without a register there is nothing to contradict; other checks look at what is hidden."""
    text = "Sibling 2, her cousin, was at home."
    assert found(text, Question(pseudonyms=dict(QUESTION.pseudonyms))) == []
    assert found(text, Question(kin=QUESTION.kin, kinship=RULES.kinship)) == []
    assert found(text, visible=False) == []


def test_the_message_names_people_by_their_ids():
    """Neither the text nor a label is in the message; the words are in the quote."""
    finding = found("So Sibling 2, her cousin, was at home.")[0]
    assert finding.message == "p4 is called cousin here, and is sibling of p1 by the register"
    assert finding.quote == "Sibling 2, her cousin"


def test_who_was_never_found_warns_once():
    """One finding for each entry of the register that no draft mentions."""
    opened = tuple(Opened(name, ()) for name in ("a.html", "b.html"))
    findings = list(never_found(opened, Question(unfound=("p4", "l1"))))
    assert [(f.entity, f.severity, f.file) for f in findings] == [
        ("p4", "warns", "register.yaml"),
        ("l1", "warns", "register.yaml"),
    ]
