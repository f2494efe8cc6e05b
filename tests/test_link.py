"""Linking: one candidate links, several become a question, and nobody is linked by an initial alone."""

import pytest

from redact.link import AMBIGUOUS, HOUSEHOLD, link
from redact.model import Document, Entity, Mention, Register, Span

CAST = Register(
    entities={
        "p1": Entity("p1", "PERSON", "Jane Carter", ("Janey",), "mother", listed=True),
        "p2": Entity("p2", "PERSON", "Tom Carter", (), "father", listed=True),
        "p3": Entity("p3", "PERSON", "Małgorzata Nowak", (), "social worker", listed=True),
        "p4": Entity("p4", "PERSON", "Rafiq Uddin", (), "neighbour", listed=True),
        "o1": Entity("o1", "SCHOOL", "Wrenfield Primary School", (), "school", listed=True),
    }
)


def mentions(*texts, label="PERSON", reason=""):
    out, at = [], 0
    for text in texts:
        out.append(
            Mention("d", Span(at, at + len(text)), text, label, "known", 0.9, "replace", reason=reason)
        )
        at += len(text) + 1
    return out


def linked(rules, *texts, register=CAST, label="PERSON", reason=""):
    found, entities = link(mentions(*texts, label=label, reason=reason), register, rules)
    return [m.entity for m in found], entities


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Jane Carter", "p1"),
        ("Jane", "p1"),
        ("Janey", "p1"),
        ("JANE CARTER", "p1"),
        ("Ms Carter", "p1"),
        ("Mr Carter", "p2"),
        ("Carter, Jane", "p1"),
        ("J. Nowak", "E1"),
        ("Malgorzata Nowak", "p3"),
        ("M. Nowak", "p3"),
        ("Ms Nowak", "p3"),
        ("Mr Uddin", "p4"),
    ],
)
def test_a_form_of_a_known_name_links_to_its_bearer(rules, text, entity):
    """Parts, titles that fit, capitals, marks dropped; another initial is somebody else."""
    assert linked(rules, text)[0] == [entity]


def test_a_surname_of_two_people_is_a_question(rules):
    """'Dr Carter' may be either: one entity of its own, flagged, that names both."""
    (entity,), entities = linked(rules, "Dr Carter")
    assert entities[entity].role == AMBIGUOUS
    assert entities[entity].mentions[0].status == "flag"
    assert "p1 or p2" in entities[entity].mentions[0].reason


def test_an_unknown_full_name_and_its_parts_are_one_person(rules):
    """'Hodan Cawaale', 'Ms Cawaale' and 'Hodan' link among themselves, whatever comes first."""
    ids, _ = linked(rules, "Ms Cawaale", "Hodan Cawaale", "Hodan", register=Register())
    assert len(set(ids)) == 1


def test_two_people_of_one_surname_stay_apart(rules):
    """Never one surname alone: a lone 'Tarrant' of two Tarrants is asked."""
    ids, entities = linked(rules, "Dean Tarrant", "Joanne Tarrant", "Tarrant", register=Register())
    assert len(set(ids)) == 3
    assert entities[ids[2]].role == AMBIGUOUS


def test_father_and_son_of_one_name_are_told_by_the_generation_or_asked(rules):
    """'Martin Hollis senior' is the father; a bare 'Martin Hollis' is a question."""
    register = Register(
        entities={
            "p1": Entity("p1", "PERSON", "Martin Hollis", (), "father", listed=True),
            "p2": Entity("p2", "PERSON", "Martin Hollis", (), "son", listed=True),
        }
    )
    ids, entities = linked(
        rules, "Martin Hollis senior", "Martin Hollis junior", "Martin Hollis", register=register
    )
    assert ids[:2] == ["p1", "p2"]
    assert entities[ids[2]].role == AMBIGUOUS


def test_a_family_is_an_entity_of_its_own(rules):
    """'the Carters' and 'the Carter family' are one household, and none of the Carters."""
    ids, entities = linked(rules, "Carter family", "the Carter household")
    assert len(set(ids)) == 1
    assert entities[ids[0]].role == HOUSEHOLD


def test_a_school_links_by_what_is_its_own(rules):
    """'Wrenfield Primary' is Wrenfield Primary School; another school is another."""
    ids, _ = linked(
        rules, "Wrenfield Primary", "the Wrenfield School", "Larch Primary School", label="SCHOOL"
    )
    assert ids[:2] == ["o1", "o1"]
    assert ids[2] == "E1"


def test_new_entities_are_numbered_as_a_reader_meets_them(rules):
    """E1, E2… by first appearance, not in the order of linking."""
    ids, _ = linked(rules, "Zeynep", "Anna Kowal", "Zeynep", register=Register())
    assert ids == ["E1", "E2", "E1"]


def test_an_entity_keeps_its_id_when_a_new_draft_names_somebody_before_it(rules):
    """The id that a name had in an earlier run goes on being its own."""
    ids, _ = link(mentions("Anna Kowal"), Register(), rules)
    found, _ = link(mentions("Zeynep Demir", "Anna Kowal"), Register(), rules, {"PERSON||anna kowal": "E1"})
    assert ids[0].entity == "E1"
    assert [m.entity for m in found] == ["E2", "E1"]


def test_a_role_stated_beside_a_name_is_proposed(rules):
    """'the health visitor, Abena Osei' makes the role health visitor."""
    text = "She told the health visitor, Abena Osei, about it."
    start = text.index("Abena")
    found = [Mention("d", Span(start, start + 10), "Abena Osei", "PERSON", "known", 0.9, "replace")]
    _, entities = link(found, Register(), rules, None, {"d": Document("d", "", text, ())})
    assert entities["E1"].role == "health visitor"
