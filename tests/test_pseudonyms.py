"""Pseudonyms: one an entity, never two entities one, never made from a name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.model import Entity
from redact.names import fold, take_apart
from redact.pseudonyms import assign_pseudonyms
from redact.rules import load_rules

NAMES = [
    "Anna Kowal",
    "Grace Tarrant",
    "Mohammed Ali",
    "Siobhán Ní Dhomhnaill",
    "Łukasz Nowak",
    "Chidi Okafor",
    "Bo Li",
]
ROLES = [
    "",
    "mother",
    "father",
    "subject child",
    "half-sibling",
    "social worker",
    "GP",
    "neighbour",
    "police officer",
]
cast = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.sampled_from(ROLES), st.sampled_from(["PERSON", "PLACE", "SCHOOL", "ORG"])
    ),
    min_size=1,
    max_size=14,
)


def entities(rows):
    return {
        f"E{n}": Entity(f"E{n}", label, name, (), role if label == "PERSON" else "")
        for n, (name, role, label) in enumerate(rows, 1)
    }


@settings(max_examples=60, deadline=None)
@given(cast)
def test_no_two_entities_share_a_pseudonym(rows):
    """Whatever the names and roles are."""
    key = assign_pseudonyms(entities(rows), {}, load_rules())
    assert len({fold(label) for label in key.values()}) == len(rows)


@settings(max_examples=60, deadline=None)
@given(cast)
def test_no_pseudonym_holds_a_name_or_the_bearers_initial_as_its_letter(rows):
    """'School A' is never a school whose name begins with A."""
    rules = load_rules()
    people = entities(rows)
    for entity, label in assign_pseudonyms(people, {}, rules).items():
        words = take_apart(people[entity].name, rules).words
        assert not {fold(w) for w in words} & set(fold(label).split())
        last = label.split()[-1]
        if len(last) == 1 and last.isalpha():
            assert last not in {fold(w)[0].upper() for w in words}


@settings(max_examples=40, deadline=None)
@given(cast, cast)
def test_a_pseudonym_stays_when_the_case_grows(rows, more):
    """A rerun with more people changes nobody's label."""
    rules = load_rules()
    first = assign_pseudonyms(entities(rows), {}, rules)
    second = assign_pseudonyms(entities(rows + more), first, rules)
    assert {i: second[i] for i in first} == first


def test_a_pseudonym_that_people_chose_goes_before_the_programs_own(rules):
    """A later choice takes the label from whoever had it by the program."""
    people = {
        "E1": Entity("E1", "PERSON", "Ann Kowal", (), "mother"),
        "E2": Entity("E2", "PERSON", "Bea Kowal", (), "mother"),
    }
    key = assign_pseudonyms(people, {}, rules)
    people["E2"] = Entity("E2", "PERSON", "Bea Kowal", (), "mother", key["E1"])
    again = assign_pseudonyms(people, key, rules)
    assert again["E2"] == key["E1"]
    assert again["E1"] != again["E2"]


@pytest.mark.parametrize(
    ("role", "label"),
    [
        ("mother", "Mother"),
        ("social worker", "Social Worker 1"),
        ("maternal grandmother", "Maternal Grandmother"),
        ("half-sibling", "Half Sibling 1"),
    ],
)
def test_a_role_makes_the_label(rules, role, label):
    """The longest words of rules/pseudonyms.yaml that the role holds decide."""
    made = assign_pseudonyms({"E1": Entity("E1", "PERSON", "Xu Wen", (), role)}, {}, rules)["E1"]
    assert fold(made) == fold(label)


@pytest.mark.parametrize(
    ("role", "label"),
    [
        ("mother", "Parent 1"),
        ("half-brother", "Half Sibling 1"),
        ("mother's partner", "Mother's Partner"),
        ("maternal aunt", "Relative 1"),
    ],
)
def test_the_label_of_somebody_neutral_tells_no_gender(rules, role, label):
    """Where the register hides the gender, the role is put in words that tell none."""
    person = Entity("E1", "PERSON", "Xu Wen", (), role, gender="neutral")
    assert fold(assign_pseudonyms({"E1": person}, {}, rules)["E1"]) == fold(label)
