"""Pseudonyms: one an entity, never two entities one, never made from a name."""

import random
import re
import shutil
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.errors import RulesError
from redact.likeness import are_near, first_letters, named_in, runs_on
from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import Allowed, Entity, Mention, Register, Span
from redact.names import fold, take_apart
from redact.pseudonyms import FIRST_NAMES, assign_pseudonyms, objection, role_row
from redact.rules import load_rules

RULES = load_rules()
NAMES = [
    "Anna Kowal", "Grace Tarrant", "Mohammed Ali", "Siobhán Ní Dhomhnaill", "Łukasz Nowak", "Chidi Okafor", "Bo Li",
    "Philippa Ward", "Robyn Blair-Casey", "Jordan Park", "Sam Judge", "Charlie O'Neil", "Quinn McDonald", "Aoife Church",
]  # fmt: skip
ROLES = [
    "", "mother", "father", "subject child", "half-sibling", "social worker", "GP", "neighbour", "police officer", "judge",
    "child", "maternal aunt", HOUSEHOLD,
]  # fmt: skip
row = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(ROLES),
    st.sampled_from(["PERSON", "PERSON", "PLACE", "SCHOOL", "HEALTH_SITE"]),
)
cast = st.lists(row, min_size=1, max_size=14)
systems = st.sampled_from([Register(), Register(names=FIRST_NAMES)])


def entities(rows, first=1):
    return {
        f"E{n}": Entity(f"E{n}", label, name, (), role if label == "PERSON" else "")
        for n, (name, role, label) in enumerate(rows, first)
    }


def person(name, role="", **more):
    return Entity(more.pop("id", "E1"), "PERSON", name, more.pop("aliases", ()), role, **more)


# What holds for every case ---------------------------------------------------------------------------


@settings(max_examples=80, deadline=None)
@given(cast, systems)
def test_no_two_entities_share_a_pseudonym(rows, register):
    """Whatever the names and roles are, and whichever system the panel chose."""
    key = assign_pseudonyms(entities(rows), {}, RULES, register)
    assert len({fold(label) for label in key.values()}) == len(rows)


@settings(max_examples=80, deadline=None)
@given(cast, systems)
def test_no_pseudonym_holds_equals_or_abbreviates_a_real_name_of_the_case(rows, register):
    """No word of anybody's name, no initial of the bearer's, nobody's initials."""
    people = entities(rows)
    names = {fold(w) for e in people.values() if e.label == "PERSON" for w in take_apart(e.name, RULES).words}
    for entity, label in assign_pseudonyms(people, {}, RULES, register).items():
        words = set(fold(label).split())
        assert not words & names
        assert not named_in(label, people.values(), RULES)
        last = label.split()[-1]
        if re.fullmatch(r"[A-Z]\d*", last):
            assert last[0] not in first_letters(people[entity], RULES)


@settings(max_examples=80, deadline=None)
@given(cast, cast, systems, st.randoms(use_true_random=False))
def test_a_pseudonym_stays_whoever_comes_goes_or_moves(rows, more, register, order):
    """A rerun with people added, removed and met in another order changes nobody's pseudonym, and reuses none."""
    everybody = entities(rows + more)
    early = entities(rows)
    first = assign_pseudonyms(early, {}, RULES, register)
    ids = [i for i in everybody if i not in set(order.sample(sorted(early), len(early) // 2))]
    order.shuffle(ids)
    second = assign_pseudonyms({i: everybody[i] for i in ids}, first, RULES, register)
    third = assign_pseudonyms(everybody, second, RULES, register)
    assert {i: second[i] for i in first} == first
    assert {i: third[i] for i in second} == second
    assert len({fold(label) for label in third.values()}) == len(everybody)


@settings(max_examples=60, deadline=None)
@given(cast, st.data(), systems)
def test_a_pseudonym_that_people_chose_wins(rows, data, register):
    """Over the program's own, wherever that stood before; everybody stays distinct."""
    people = entities(rows)
    key = assign_pseudonyms(people, {}, RULES, register)
    bearer = data.draw(st.sampled_from(sorted(people)))
    wish = data.draw(st.sampled_from([*key.values(), "Zed 9"]))
    people[bearer] = Entity(bearer, people[bearer].label, people[bearer].name, (), people[bearer].role, wish)
    again = assign_pseudonyms(people, key, RULES, register)
    assert again[bearer] == wish
    assert len({fold(label) for label in again.values()}) == len(people)


@settings(max_examples=60, deadline=None)
@given(st.lists(row, min_size=6, max_size=14))
def test_first_names_are_near_to_no_name_and_to_no_other(rows):
    """Each differs from every real name and every other pseudonym, in letters and in sound."""
    people = entities(rows)
    key = assign_pseudonyms(people, {}, RULES, Register(names=FIRST_NAMES))
    neutral = {fold(name) for name in RULES.list("neutral-names")}
    drawn = {i: fold(label) for i, label in key.items() if fold(label) in neutral}
    real = {fold(w) for e in people.values() if e.label == "PERSON" for w in take_apart(e.name, RULES).words}
    assert not [pair for pair in combinations(drawn.values(), 2) if are_near(*pair)]
    assert not [(name, word) for name in drawn.values() for word in real if are_near(name, word, 1)]
    assert not [i for i, name in drawn.items() if name[0].upper() in first_letters(people[i], RULES)]


def test_an_ambiguous_entity_gets_no_pseudonym_and_loses_one_that_it_had():
    """A mention that may mean several people is asked about, and never named."""
    people = {"E1": person("Doe (E2 or E3)", AMBIGUOUS), "E2": person("Jane Doe", id="E2")}
    assert "E1" not in assign_pseudonyms(people, {"E1": "Person 9"}, RULES)


def test_two_entities_for_whom_one_pseudonym_was_chosen_are_an_error():
    """A rename and the register may contradict each other; the program does not choose."""
    people = {
        "p1": person("Ann Kowal", id="p1", pseudonym="Child G"),
        "E2": person("Bea Li", id="E2", pseudonym="child g"),
    }
    with pytest.raises(RulesError, match="p1 and E2"):
        assign_pseudonyms(people, {}, RULES)


# Labels ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "label"),
    [
        ("mother", "Mother"), ("social worker", "Social Worker 1"), ("maternal grandmother", "Maternal Grandmother"),
        ("half-sibling", "Half Sibling 1"), ("step-brother", "Step Sibling 1"), ("", "Person 1"),
    ],
)  # fmt: skip
def test_a_role_makes_the_label(role, label):
    """The longest words of rules/pseudonyms.yaml that the role holds decide."""
    assert assign_pseudonyms({"E1": person("Xu Wen", role)}, {}, RULES)["E1"] == label


def test_numbers_go_by_first_appearance():
    """Entities are met in the order in which they are handed over."""
    people = {
        f"E{n}": person(name, "social worker", id=f"E{n}") for n, name in enumerate(("Bo Li", "Xu Wen"), 1)
    }
    assert list(assign_pseudonyms(people, {}, RULES).values()) == ["Social Worker 1", "Social Worker 2"]


@pytest.mark.parametrize("later", ["team manager", "", "mother", "social worker and team manager"])
def test_a_person_keeps_the_label_after_a_change_of_job_or_a_decision_about_the_role(later):
    """A second role, stated or decided later, makes nobody a new person."""
    key = assign_pseudonyms({"E1": person("Xu Wen", "social worker")}, {}, RULES)
    assert assign_pseudonyms({"E1": person("Xu Wen", later)}, key, RULES) == key


@pytest.mark.parametrize(("choice", "labels"), [
    ("kept", ["Half Sibling 1", "Sibling 1", "Step Sibling 1"]), ("plain", ["Sibling 1", "Sibling 2", "Sibling 3"]),
])  # fmt: skip
def test_half_and_step_stay_where_the_policy_says_so(tmp_path, choice, labels):
    """A switch in rules/pseudonyms.yaml."""
    rules = changed_rules(tmp_path, "half and step: kept", f"half and step: {choice}")
    people = {
        f"E{n}": person("Bo Li", role, id=f"E{n}")
        for n, role in enumerate(("half-sister", "brother", "stepbrother"), 1)
    }
    assert list(assign_pseudonyms(people, {}, rules).values()) == labels


def test_letters_are_drawn_and_not_counted_so_that_none_left_out_tells_an_initial():
    """Counted letters would call the one town 'Town B' only where its name begins with A."""
    made = {
        assign_pseudonyms({"E1": Entity("E1", "PLACE", "Ambleton", (), "town")}, {}, RULES)["E1"]
        for _ in range(60)
    }
    assert len(made) > 8
    assert "Town A" not in made


def test_letters_that_run_out_are_followed_by_letters_with_a_number():
    """Sixty households: every label differs, none bears its own initial, none looks like initials."""
    people = {f"E{n}": person(f"Ab{n}", HOUSEHOLD, id=f"E{n}") for n in range(60)}
    labels = list(assign_pseudonyms(people, {}, RULES).values())
    assert len(set(labels)) == 60
    assert all(re.fullmatch(r"Family [B-Z]\d*", label) for label in labels)


def test_a_name_with_every_letter_still_gets_a_label():
    """Numbers are left when no letter is."""
    name = " ".join(f"{letter}x" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert assign_pseudonyms({"E1": person(name, "subject child")}, {}, RULES)["E1"] == "Child 1"


def test_labels_of_other_cases_and_rows_of_letters_are_never_made():
    """All letters but three are in use; two of these would go on with a row."""
    used = tuple(f"Child {letter}" for letter in "ABCDEFGHJKLMNPQRSTUVW")
    for _ in range(8):
        made = assign_pseudonyms({"E1": person("Bo Li", "child")}, {}, RULES, Register(labels_in_use=used))[
            "E1"
        ]
        assert made in {"Child Y", "Child Z"}


def test_a_label_whose_words_are_somebodys_name_becomes_a_plain_one():
    """'Ward 1' would print the surname of Ms Ward."""
    ward = Entity("E2", "HEALTH_SITE", "Bluebell Ward", (), "ward")
    assert assign_pseudonyms({"E2": ward}, {}, RULES)["E2"] == "Ward 1"
    both = {"E1": person("Philippa Ward", "school nurse"), "E2": ward}
    assert assign_pseudonyms(both, {}, RULES)["E2"] == "Health Site 1"


def test_what_the_drafts_call_somebody_counts_as_a_name():
    """A nickname that only the drafts have gives no letter either."""
    said = Mention("d", Span(0, 4), "Kuba", "PERSON", "t", 1.0, "replace", entity="E1")
    assert {"K", "J", "T"} <= first_letters(person("Jakub Tarrant", mentions=(said,)), RULES)


# First names -----------------------------------------------------------------------------------------


def changed_rules(tmp_path, old, new):
    folder = tmp_path / "rules"
    shutil.copytree(RULES.folder, folder)
    path = folder / "pseudonyms.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return load_rules(folder)


FAMILY = {
    "p1": person("Jakub Tarrant", "subject child", id="p1"), "p2": person("Aoife Tarrant", "mother", id="p2"),
    "p3": person("Xu Wen", "GP", id="p3"), "p4": person("Sam Ottering", "neighbour", id="p4"),
}  # fmt: skip


def test_the_family_bears_first_names_and_professionals_keep_labels(tmp_path):
    """By the register of a case, or for all cases by the rules."""
    neutral = RULES.list("neutral-names")
    for rules, register in (
        (RULES, Register(names=FIRST_NAMES)),
        (changed_rules(tmp_path, "names: labels", "names: first names"), None),
    ):
        key = assign_pseudonyms(FAMILY, {}, rules, register)
        assert {key["p1"], key["p2"]} <= neutral
        assert (key["p3"], key["p4"]) == ("GP 1", "Neighbour 1")


def test_first_names_are_drawn_at_random_once():
    """Two cases with one family get different names; a rerun gets the same."""
    register = Register(names=FIRST_NAMES)
    drawn = [assign_pseudonyms(FAMILY, {}, RULES, register) for _ in range(12)]
    assert len({key["p1"] for key in drawn}) > 3
    assert all(assign_pseudonyms(FAMILY, key, RULES, register) == key for key in drawn)


def test_another_system_names_the_family_anew_and_nobody_else():
    """The panel may change its mind; professionals keep their labels."""
    labels = assign_pseudonyms(FAMILY, {}, RULES)
    names = assign_pseudonyms(FAMILY, labels, RULES, Register(names=FIRST_NAMES))
    assert names["p2"] != "Mother"
    assert names["p3"] == labels["p3"]
    assert assign_pseudonyms(FAMILY, names, RULES)["p2"] == "Mother"


def test_a_name_that_stays_in_the_report_is_no_pseudonym(monkeypatch):
    """The author's name, by the allow-list, is avoided as a real one."""
    register = Register(
        names=FIRST_NAMES, allow=tuple(Allowed(name) for name in sorted(RULES.list("neutral-names"))[:-6])
    )
    made = assign_pseudonyms({"p1": person("Bo Li", "mother", id="p1")}, {}, RULES, register)["p1"]
    assert made == "Mother" or made in sorted(RULES.list("neutral-names"))[-6:]


def test_when_the_neutral_names_run_out_labels_are_left():
    """Two hundred siblings are all called something."""
    rng = random.Random(4)
    people = {
        f"E{n}": person("".join(rng.choices("bdfgklmnprst", k=2)) + "oo Zzyx", "sibling", id=f"E{n}")
        for n in range(200)
    }
    key = assign_pseudonyms(people, {}, RULES, Register(names=FIRST_NAMES))
    labels = key.values()
    assert len(set(labels)) == 200
    turned = {i: people[i] for i in reversed(people)}
    assert assign_pseudonyms(turned, key, RULES, Register(names=FIRST_NAMES)) == key
    assert any(label.startswith("Sibling ") for label in labels)


def test_a_first_name_never_has_an_initial_of_its_bearer():
    """Rather a label than 'Jody' for Jakub, where the list has nothing else."""
    rules = replace(RULES, lists={**RULES.lists, "neutral-names": frozenset({"Jody"})})
    register = Register(names=FIRST_NAMES)
    assert assign_pseudonyms({"E1": person("Jakub Li", "mother")}, {}, rules, register)["E1"] == "Mother"
    assert assign_pseudonyms({"E1": person("Xu Wen", "mother")}, {}, rules, register)["E1"] == "Jody"


def test_there_are_enough_neutral_names():
    """A hundred and fifty and more, each one plain word."""
    names = RULES.list("neutral-names")
    assert len(names) >= 150
    assert all(re.fullmatch(r"[A-Z][a-z]+", name) for name in names)


# What people may not choose --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "refused"),
    [
        ("Child G", False), ("Child J", False), ("Robin", False), ("Jakub", True), ("Child JT", True), ("J.T.", True),
        ("Child HD", False), ("Aunt AT", True), ("Ms Tarrant", True), ("GP 4", False), ("mother", True), ("Child X1", False),
    ],
)  # fmt: skip
def test_a_name_initials_or_anothers_label_is_refused(label, refused):
    """A shared initial is a finding of the checks and no error."""
    people = {**FAMILY, "p9": person("Gregor Pike", "GP", id="p9")}
    assert bool(objection(label, "p1", people, {"p2": "Mother"}, RULES)) is refused


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("robin", "robyn", True), ("sean", "shawn", True), ("kris", "chris", True), ("morgan", "megan", True),
        ("quinn", "taylor", False), ("jo", "bo", False), ("casey", "kacie", True), ("remy", "drew", False),
    ],
)  # fmt: skip
def test_near_names_differ_by_two_letters_or_sound_alike(one, other, near):
    """Spelling or sound, in either order."""
    assert are_near(one, other) is are_near(other, one) is near


@pytest.mark.parametrize(
    ("label", "used", "row"),
    [
        ("Child C", ["Child A", "Child B"], True), ("Child B", ["Child A", "Child C"], True), ("Child A", ["child b", "Child C"], True),
        ("Child D", ["Child A", "Child B"], False), ("Child C", ["Baby A", "Baby B"], False), ("Mother", ["Child A"], False),
    ],
)  # fmt: skip
def test_a_row_of_letters_is_three_in_a_row(label, used, row):
    """Over the labels of the partnership's cases, of one kind."""
    assert runs_on(label, used) is row


@pytest.mark.parametrize(
    ("role", "label"),
    [
        ("mother", "Parent 1"),
        ("half-brother", "Half Sibling 1"),
        ("mother's partner", "Mother's Partner"),
        ("maternal aunt", "Relative 1"),
    ],
)
def test_the_label_of_somebody_neutral_tells_no_gender(role, label):
    """Where the register hides the gender, the role is put in words that tell none."""
    person = Entity("E1", "PERSON", "Xu Wen", (), role, gender="neutral")
    assert fold(assign_pseudonyms({"E1": person}, {}, RULES)["E1"]) == fold(label)


@pytest.mark.parametrize(
    ("role", "row"),
    [
        ("maternal grandmother, Vera Moss of Sampleton", "maternal grandmother"),
        ("maternal grandmother, mother of Ruth", "maternal grandmother"),
        ("Ruth's sister", "relative"), ("sister of Ruth Tranter", "relative"), ("brother Dean", "sibling"),
        ("mother's sister", "maternal aunt"), ("Mother’s sister", "maternal aunt"), ("child's mother", "mother"),
        ("father of half-sibling", "father of half-sibling"), ("half-sibling (son of Ruth)", "half-sibling"),
        ("Ruth's social worker", "social worker"), ("GP, Sampleton", "GP"),
    ],
)  # fmt: skip
def test_a_role_is_read_by_its_head(role, row):
    """What somebody is to a person who is named by name may not be what he is to the subject."""
    assert role_row(person("Ada Quill", role), RULES)["role"] == row
