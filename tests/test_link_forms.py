"""Linking by what the text states, by forms of names and by company; and what never becomes one entity."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.link import AMBIGUOUS, TAKEN_FOR, link
from redact.model import Block, Cell, Document, Entity, Mention, Register, Span


def person(entity, name, role="", aliases=()):
    return Entity(entity, "PERSON", name, aliases, role, listed=True)


def register(*entities, subject=""):
    return Register(subject=subject, entities={e.id: e for e in entities})


CHILD = register(person("p1", "Zita Brandon", "subject child"), subject="p1")


def apart(rules, marked, known=None, heading=""):
    """Link '[name]{group}' or '[name]{group:LABEL}' marks; (group, mention) for each, and the entities."""
    text, found, groups = heading, [], []
    if heading:
        text += "\n"
    for before, name, group, label in re.findall(r"([^\[]*)(?:\[([^\]]*)\]\{(\w+)(?::(\w+))?\})?", marked):
        text += before
        if name:
            span = Span(len(text), len(text) + len(name))
            found.append(Mention("d", span, name, label or "PERSON", "language model", 0.9, "replace"))
            groups.append(group)
            text += name
    blocks = (Block(Span(0, len(heading)), "title"),) if heading else ()
    linked, entities = link(found, known or Register(), rules, None, {"d": Document("d", "", text, blocks)})
    return list(zip(groups, linked, strict=True)), entities


def entities_of(rules, marked, known=None):
    found, _ = apart(rules, marked, known)
    return [m.entity for _, m in found]


ONE_EACH = [
    # stated by a pronoun, by everybody, by the name itself
    "[Tom Doe]{a} came. Everybody in the street called him [Spud]{a}. [Spud]{a} left.",
    "[Jane Doe]{a} minded them. Parents in the street knew her only as [Umm Sam]{a}.",
    "[Fez]{a} is what [Tom Doe]{a} is called at home. [Fez]{a} left.",
    "They looked for a [Gaz]{a} and found none. [Tom Doe]{a} had been called that at work.",
    "[Jane Doe]{a}, the neighbour whom everybody calls [Umm Sam]{a}, rang.",
    "[Tom Doe]{a}, who was then 13 and gave his name as [Pat]{a}, ran.",
    "[Jane Doe]{a} is spelt [Jayne Doe]{a} in one record and [Jahne Doe]{a} in another.",
    "[Jane Doe]{a} ([Auntie Jay]{a}) rang. [Auntie Jay]{a} left.",
    "[Tom Doe]{a} lived with [Ann Roe]{b}. A man gave his name as [Pat]{c}.",
    # two people who are told apart
    "[Karen Brandon]{a} and [Zita Brandon]{b} came. [Karen]{a} and [Zita]{b} left.",
    "[Sara Doe]{a} and [Sarah Doe]{b} are cousins.",
    "[Catherine Poe]{a} came. [Kathryn Poe]{b} left.",
    # words of notes, endings, marks and pieces
    "[Halina Grodzicka]{a} came. The form says [Halina Grodzicki]{a}.",
    "[Denise Hogarth]{a} came. [St. Occ Denise HOGARTH]{a} was logged.",
    "[Zuzanna Bieniek]{a} came. The letter has [Zuzana Bienek]{a}.",
    "[Caoimhe Ní Dhomhnaill]{a} came. [CNíD]{a} rang.",
    "[Thelma Hoyle]{a}, the grandmother, came. Her mother, [Granny Thel]{a}, minded them.",
    "[Gwil Prosser]{a}, the GP, came. [Dr Prosser]{a}, the only doctor, left.",
]


@pytest.mark.parametrize("marked", ONE_EACH)
def test_what_is_one_person_gets_one_entity_and_what_is_two_gets_two(rules, marked):
    """Names that the text states, forms of notes and slips are one person; other first names are another."""
    found, _ = apart(rules, marked)
    together = {group: {m.entity for g, m in found if g == group} for group, _ in found}
    assert all(len(ids) == 1 for ids in together.values()), together
    assert len({next(iter(ids)) for ids in together.values()}) == len(together)


def test_a_first_name_that_sounds_the_same_is_taken_and_asked_about(rules):
    """'Veronika' alone is likely Weronika, of whom there is one; the reviewer says."""
    (_, (_, mention)), _ = apart(rules, "[Weronika Szpak]{a} came. [Veronika]{a} left.")
    assert mention.status == "flag"
    assert mention.reason.startswith(TAKEN_FOR)


@pytest.mark.parametrize(
    "marked",
    [
        "[Brandon]{a}, [Karen]{a} rang.",
        "[BRANDON]{a}, [Karen]{a} rang.",
        "“[Karen]{a}” [Brandon]{a} rang.",
        "[KAREN]{a} [BRANDON]{a} rang.",
        "[Karen]{a} [Brandon]{a} rang.",
    ],
)
def test_a_surname_beside_another_first_name_is_not_the_child_who_bears_it(rules, marked):
    """'Brandon, Karen' is one person, and none of them Zita Brandon."""
    assert set(entities_of(rules, marked, CHILD)) == {"E1"}


def test_two_cells_under_first_name_and_surname_are_one_name(rules):
    """In a table that gives the two parts in columns, the surname is not the child's alone."""
    rows = [("First name", "Surname"), ("Karen", "Brandon"), ("Zita", "Brandon")]
    text, blocks, found = "", [], []
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            span = Span(len(text), len(text) + len(words))
            blocks.append(Block(span, "cell", cell=Cell(0, row, column, header=row == 0)))
            if row:
                found.append(Mention("d", span, words, "PERSON", "language model", 0.9, "replace"))
            text += words + "\n"
    linked, _ = link(found, CHILD, rules, None, {"d": Document("d", "", text, tuple(blocks))})
    assert [m.entity for m in linked] == ["E1", "E1", "p1", "p1"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("[Karen Brandon]{a}, the child’s aunt, rang.", "aunt"),
        ("[Karen Brandon]{a}, who was the child’s godmother, rang.", "godmother"),
        ("[Karen Brandon]{a}, a child psychologist, wrote.", "psychologist"),
        ("[Karen Brandon]{a}, the mother’s cousin, rang.", "cousin"),
        ("[Karen Brandon]{a}, a child at the school, ran.", "child"),
    ],
)
def test_whoever_is_told_by_a_child_is_no_child(rules, text, role):
    """'the child's aunt' had the label Child C, which is the label of somebody else."""
    found, entities = apart(rules, text, CHILD)
    assert entities[found[0][1].entity].role == role


FIRST = ["Karen", "Zita", "Tom", "Moses", "Priya", "Agnieszka", "Owain", "Femi", "Li", "Bríd"]
FORMS = ["{f} {s}", "{f} {S}", "Ms {f} {s}", "{s}, {f}", "{F} {S}", "Mr {f} {s}"]


@settings(max_examples=60, deadline=None)
@given(
    pair=st.lists(st.sampled_from(FIRST), min_size=2, max_size=2, unique=True),
    forms=st.tuples(st.sampled_from(FORMS), st.sampled_from(FORMS)),
    surname=st.sampled_from(["Brandon", "Ogden-Vale", "Čonková", "O’Dowd"]),
    between=st.sampled_from(
        [" rang. ", " and ", ", the child’s aunt, told ", ". The child, ", " (the sister of) ", "; also "]
    ),
    listed=st.sampled_from(["", "subject child", "mother", "father"]),
)
def test_two_certain_first_names_never_share_an_entity(rules, pair, forms, surname, between, listed):
    """Whatever stands between them: one surname makes nobody two people, and no text here states another name."""
    names = [
        form.format(f=first, s=surname, F=first.upper(), S=surname.upper())
        for first, form in zip(pair, forms, strict=True)
    ]
    known = register(person("p1", f"{pair[0]} {surname}", listed)) if listed else Register()
    one, other = entities_of(rules, f"[{names[0]}]{{a}}{between}[{names[1]}]{{b}} left.", known)
    assert one != other


@pytest.mark.parametrize(
    "statement", ["{0}, known as {1}, left.", "{0}, also recorded as {1}, left.", "{0} (formerly {1}) left."]
)
def test_a_stated_name_joins_two_first_names(rules, statement):
    """The same two names are one person where the text says so."""
    one, other = entities_of(rules, statement.format("[Karen Brandon]{a}", "[Zita Brandon]{a}"))
    assert one == other


FAMILY = register(
    person("p1", "Lena Doe", "subject child"),
    person("p2", "Archie Doe", "sibling"),
    person("p3", "Terence Doe", "father"),
    person("p4", "Terence Doe", "paternal grandfather"),
    person("p5", "Lena Roe", "friend"),
    person("p6", "Dariusz Roe", "neighbour"),
    person("p7", "Gemma Doe", "mother"),
    subject="p1",
)


@pytest.mark.parametrize(
    ("marked", "taken"),
    [
        ("[Archie Doe]{x} slept. [Lena]{a} and [Archie]{x} ran.", "p1"),
        ("[Dariusz Roe]{x} came. Their own [Lena]{a} was well.", "p5"),
        ("His father, also [Terence Doe]{a}, came.", "p4"),
        ("[Terence Doe]{a} said that his granddaughter had chickenpox.", "p4"),
    ],
)
def test_the_company_of_a_name_says_who_is_meant(rules, marked, taken):
    """Brother and sister, whose own child, the elder, who has grandchildren: taken, and asked about."""
    found, _ = apart(rules, marked, FAMILY)
    ((_, mention),) = [each for each in found if each[0] == "a"]
    assert (mention.entity, mention.status) == (taken, "flag")


@pytest.mark.parametrize(
    ("marked", "heading", "taken"),
    [
        ("[DOE]{a} was read.", "", ""),
        ("A search for [Doe]{a} found nothing.", "", "p1"),
        ("The school filed her as [Doe]{a}.", "", "p1"),
        ("One letter was traced; it was filed under [Doe]{a}.", "", ""),
        ("[Doe]{a} got six years.", "", ""),  # the father or the grandfather
    ],
)
def test_a_file_under_a_surname_is_the_childs(rules, marked, heading, taken):
    """A search for the surname is for the child; a letter or a sentence of two men says nothing."""
    ((_, mention),), entities = apart(rules, marked, FAMILY, heading)
    assert (mention.entity == taken) if taken else entities[mention.entity].role == AMBIGUOUS
    assert mention.status == "flag"


def test_a_surname_in_the_title_is_the_subject(rules):
    """'DOE: draft for panel' is the case of Lena Doe."""
    text = "DOE: draft for panel"
    found = [Mention("d", Span(0, 3), "DOE", "PERSON", "language model", 0.9, "replace")]
    document = Document("d", "", text, (Block(Span(0, len(text)), "title"),))
    (mention,), _ = link(found, FAMILY, rules, None, {"d": document})
    assert (mention.entity, mention.status) == ("p1", "flag")


def test_mr_and_mrs_of_one_surname_are_not_both_the_listed_one(rules):
    """The panel lists the coach; 'Mrs Tordoff' is his brother's wife."""
    known = register(person("p1", "Neville Tordoff", "coach"))
    found, _ = apart(
        rules,
        "[Neville Tordoff]{a} coached. He was head. [Mr Tordoff]{a} left. [Maureen Tordoff]{b} came. [Mrs Tordoff]{b} rang.",
        known,
    )
    assert [m.entity for group, m in found if group == "a"] == ["p1", "p1"]
    assert "p1" not in {m.entity for group, m in found if group == "b"}


def test_initials_of_two_are_never_settled_by_the_list_alone(rules):
    """'SC' may be the nurse who signs, and not the listed child."""
    known = register(person("p1", "Sorina Cald", "subject child"), subject="p1")
    found, _ = apart(rules, "[Sorina Cald]{a} came. [Sadia Chaudhry]{b} saw her. Tet ok. [SC]{b}", known)
    assert found[-1][1].entity != "p1"


def test_a_man_who_is_introduced_by_his_title_is_not_called_by_his_first_name(rules):
    """'his father, Mr Martin Hollis, … . Martin was with us' is the boy."""
    known = register(person("p1", "Martin Hollis", "subject child"), person("p2", "Martin Hollis", "father"))
    text = "His father, [Mr Martin Hollis]{b}, was civil. [Martin]{a} was with us until 2019."
    found, _ = apart(rules, text, known)
    assert [m.entity for _, m in found] == ["p2", "p1"]


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("T.K., U.E.", ["T.K.", "U.E."]),
        ("TK for UE", ["TK", "UE"]),
        ("Sister Lau TC UE", ["Sister Lau", "UE"]),
    ],
)
def test_two_people_in_one_mention_are_two_mentions(rules, text, halves):
    """Two people's initials in one find would have shared a label."""
    known = register(
        person("p1", "Tavga Khidir"), person("p2", "Ufuoma Eferakeya"), person("p3", "Lau Ka-Yan")
    )
    found = [Mention("d", Span(0, len(text)), text, "PERSON", "known", 0.9, "replace", context="▮ rang.")]
    linked, _ = link(found, known, rules, None, {"d": Document("d", "", text + " rang.", ())})
    assert [m.text for m in linked] == halves
    assert len({m.entity for m in linked}) == 2
    assert all(text[m.span.start : m.span.end] == m.text for m in linked)


PLACES = register(
    Entity("l1", "ADDRESS", "Flat 3, 12 Hob Lane", listed=True),
    Entity("l2", "ADDRESS", "9 Inkerman Terrace", listed=True),
    Entity("l3", "PLACE", "Long Sedgeby", listed=True),
    Entity("l4", "ADDRESS", "Pound's Yard, Sallow Drove", listed=True),
    Entity("o1", "SCHOOL", "Holly Bush Primary School", listed=True),
    Entity("o2", "HEALTH_SITE", "Quince House", listed=True),
    Entity("o3", "ORG", "Hallin Police Station", listed=True),
    Entity("o4", "SCHOOL", "Gantry Street Primary School", listed=True),
    Entity("o5", "SCHOOL", "Sarrow C of E Primary", listed=True),
    Entity("o6", "HEALTH_SITE", "Lyne Infirmary", listed=True),
    Entity("o7", "ORG", "Keel Lane Centre", listed=True),
)


@pytest.mark.parametrize(
    ("marked", "entity"),
    [
        ("at [Flat 3 Hob Lane]{a:ADDRESS}.", "l1"),
        ("at [Flat 4 Hob Lane]{a:ADDRESS}.", "E1"),
        ("at [9 Ink. Terr.]{a:ADDRESS}", "l2"),
        ("in [Lg Sedgeby]{a}.", "l3"),
        ("at [Pounds]{a} Yard.", "l4"),
        ("at [HB Primary]{a:SCHOOL}.", "o1"),
        ("in [Room 6, Quince House]{a:ADDRESS}.", "o2"),
        ("at [Hallin]{a:HEALTH_SITE} PS.", "o3"),
        ("the [Gantry Street]{a:SCHOOL} depot.", "E1"),
        ("the [Gantry Street]{a:SCHOOL} head.", "o4"),
        ("at [Sarrow Church of England Primary School]{a:SCHOOL}.", "o5"),
        ("at [Lyne Inf]{a:HEALTH_SITE}.", "o6"),
        ("at [AP Keel Lane]{a:ORG}.", "o7"),
        ("at [Sarrow Academy]{a:SCHOOL}.", "E1"),
        ("at [Hallin FC]{a:ORG}.", "E1"),
    ],
)
def test_places_and_bodies_are_known_by_the_forms_of_notes(rules, marked, entity):
    """Shortened, cut, with the next word or by some initials; other numbers, words and letters are another."""
    assert entities_of(rules, marked, PLACES) == [entity]


def test_a_grown_up_with_a_title_is_never_the_child_whom_a_part_names(rules):
    """'Mr Doe' is not the child because nobody else of that name stands between two headings."""
    known = register(person("p1", "Kit Doe", "subject child"), person("p2", "Ann Doe", "aunt"), subject="p1")
    far = "They met again. " * 120
    found, _ = apart(
        rules, f"[Kit Doe]{{a}} slept. {far}[Dr Doe]{{b}} wrote. {far}[Ann Doe]{{c}} left.", known
    )
    assert found[1][1].entity != "p1"
