"""Bodies and places by a part of their names, keys of initials, two in one mention: what is one, and what is asked about."""

import pytest

from redact.link import TAKEN_FOR
from redact.model import Entity, Register
from test_link_words_around import case, linked, one_each, person

CARERS = case(
    person("p1", "Zita Brandon", "subject child"),
    person("p2", "Maureen Doe", "foster carer", ("Mo",)),
    person("p3", "Clive Doe", "foster carer"),
    person("p4", "Karim Dale", "social worker"),
    person("p5", "Sunita Tranter", "social worker"),
    person("p6", "Nora Weald", "health visitor"),
    person("p7", "Clifford Roe", "grandfather"),
    person("p8", "Pearl Hoyle", "grandmother", ("Nan Pearl",)),
    person("p9", "Haroon Quill", "police officer"),
    person("p10", "Abdirizak Poe", "stepfather", ("Zak",)),
)
PLACES = Register(
    entities={
        "o1": Entity("o1", "ORG", "the Maltings Centre", (), "provider", listed=True),
        "o2": Entity("o2", "ORG", "Haven Academy", (), "school", listed=True),
        "l1": Entity("l1", "ADDRESS", "17 Lairage Close", (), "home", listed=True),
        "l2": Entity("l2", "ADDRESS", "6 Fulmar Court", (), "home", listed=True),
        "l3": Entity("l3", "PLACE", "the Brickfield", (), "estate", listed=True),
        "l4": Entity("l4", "PLACE", "Ollersby", (), "town", listed=True),
    }
)

#: Written in the two ways, one body or place, and asked about.
IN_SHORT = [
    "[Crossfield's Brewery]{a:ORG} rang. He worked at [Crossfield's]{a:PLACE}.",
    "[Tollgate Cars]{a:ORG} rang. They were seen in [Tollgate]{a:PLACE} taxis.",
    "[Mount Hermon Pentecostal Church]{a:ORG} rang. The pastor at [Mount Hermon]{a:PLACE} wrote.",
    "[Batterby's Fish Bar]{a:PLACE} rang. She lost her shifts at [Batterby's]{a:ORG}.",
    "They met at [Skelminster Interchange]{a:PLACE}. Stopped [Interchange]{a:PERSON} by an officer.",
    "[Capel Bethania]{a:PLACE} is near. The minister opened [Bethania]{a} every evening.",
]


@pytest.mark.parametrize("marked", IN_SHORT)
def test_a_body_by_a_part_of_its_name_is_that_body_and_asked_about(rules, marked):
    """Where the case has one that begins so, or ends so, and nobody and nothing else is called so."""
    found, _ = linked(rules, marked)
    assert one_each(found), found
    assert found[1][1].status == "flag"
    assert found[1][1].reason.startswith(TAKEN_FOR)


APART = [
    # somebody's name, a street, another body, and the town that a body serves
    "[Batterby's Fish Bar]{a:PLACE} rang. [Mr Batterby]{b} left. She was at [Batterby's]{c:PLACE}.",
    "[Tollgate Cars]{a:ORG} rang. [Tollgate Row]{b:PLACE} is long. They were at [Tollgate]{c:PLACE}.",
    "[Tollgate Cars]{a:ORG} and [Tollgate Linen]{b:ORG} rang. They were at [Tollgate]{c:PLACE}.",
    "[Eastmarch Police]{a:ORG} rang. They moved near [Eastmarch]{b:PLACE}.",
    "[Tollgate Cars]{a:ORG} rang. The family lives in [Tollgate]{b:PLACE}. He was at [Tollgate]{b:PLACE}.",
    "[South Kelda]{a:PLACE} is poor. She said she came from [Kelda]{b}.",
    "[Denmark Terrace]{a:PLACE} is long. [Terrace]{b} left.",
]


@pytest.mark.parametrize("marked", APART)
def test_a_part_of_a_name_that_may_be_anything_else_is_no_body(rules, marked):
    """A name of somebody, a street, of two bodies, of a town."""
    found, _ = linked(rules, marked)
    assert one_each(found), found


@pytest.mark.parametrize(
    ("marked", "entity"),
    [
        ("He rang from [17 Lairage Close, Thrumsea]{a:ADDRESS}.", "l1"),
        ("It is [fulmar court number 6]{a:ADDRESS} again.", "l2"),
        ("[The Maltings Ctr Mon]{a:ORG} seen.", "o1"),
        ("[Faxed Maltings Centre]{a:ORG} today.", "o1"),
    ],
)
def test_what_notes_put_around_the_name_of_a_place_makes_no_other(rules, marked, entity):
    """The town behind an address, the number behind a street, a day behind a name, what somebody did before it."""
    found, _ = linked(rules, marked, PLACES)
    assert [m.entity for _, m in found] == [entity]


HOUSES = Register(
    entities={
        "l1": Entity("l1", "PLACE", "Room 9, 22 Marine Crescent", ("Marine Crescent",), "lodgings", listed=True),
        "l2": Entity("l2", "PLACE", "Hurdle Cottage", ("Hurdle Cottage 3 Drift Lane",), "foster home", listed=True),
        "l3": Entity("l3", "ADDRESS", "7 Tanyard Row", (), "home", listed=True),
        "o1": Entity("o1", "HEALTH_SITE", "Orlby General Hospital", ("Orlby General",), "hospital", listed=True),
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "entity"),
    [
        ("He was found in [Room 9]{a:ADDRESS}.", "l1"),
        ("Shouting from [Rm 9]{a:ADDRESS}.", "l1"),
        ("The hotel is at [22 Marine Cres]{a:ADDRESS}.", "l1"),
        ("At [3 Drift Lane]{a:ADDRESS} nobody came.", "l2"),
        ("Letters went to [Tanyard Row]{a:ORG} after that.", "l3"),
        ("Taken to [Orlby Gen]{a:HEALTH_SITE}.", "o1"),
    ],
)
def test_a_part_of_one_address_is_that_address(rules, marked, entity):
    """A room, the house in its street, another name of it; a hospital with its last word cut short."""
    found, _ = linked(rules, marked, HOUSES)
    assert [m.entity for _, m in found] == [entity]


def test_another_house_and_a_street_of_two_houses_are_none_of_them(rules):
    """'24 Marine Crescent' is another house, 'Rm 11' another room, and Tanyard Row has two of whom the case knows."""
    marked = "At [24 Marine Crescent]{a:ADDRESS}, in [Rm 11]{b:ADDRESS}, at [8 Tanyard Row]{c:ADDRESS}; [Tanyard Row]{d:ORG}."
    found, _ = linked(rules, marked, HOUSES)
    assert one_each(found), found
    assert not {m.entity for _, m in found} & HOUSES.entities.keys()


def test_an_address_in_a_town_that_the_case_does_not_know_is_asked_about(rules):
    """There is many a 17 Lairage Close; with the town of the case there is no question."""
    (_, other), *_ = linked(rules, "He rang from [17 Lairage Close, Thrumsea]{a:ADDRESS}.", PLACES)[0]
    (_, own), *_ = linked(rules, "He rang from [17 Lairage Close, Ollersby]{a:ADDRESS}.", PLACES)[0]
    assert other.reason.startswith(TAKEN_FOR)
    assert (own.entity, own.status) == ("l1", "replace")


@pytest.mark.parametrize(
    "marked",
    [
        "They met at [Lock Nine]{a:PLACE}. Attacked at [Lock 9]{a:PLACE}.",
        "They met in [Tanpit Park]{a:PLACE}. Robbed in [Tanpit Pk]{a:PLACE}.",
        "They met in [Tanpit Park]{a:PLACE}. Robbed [Tanpit Pk Mon]{a:ORG} 9am.",
    ],
)
def test_numbers_in_words_and_shortened_kinds_are_the_same_place(rules, marked):
    """'Lock Nine' is Lock 9, 'Tanpit Pk' is Tanpit Park."""
    found, _ = linked(rules, marked)
    assert one_each(found), found


@pytest.mark.parametrize(
    "marked",
    [
        "The therapist [Ibukun Adeyeye]{a:PLACE} wrote.\n[IA]{a:PLACE} = [Ibukun Adeyeye]{a:PLACE} (SaLT).\n[IA]{a} rang.",
        "[LE]{a:ORG} = [Mrs Eddowes]{a}, TA; [DP]{b} = [Mrs Pilbeam]{b}, lunches.\n[LE]{a} rang.",
        "The landlord was [Costin Adeyemi]{a:ORG}. Arrears to [Mr Adeyemi]{a}.",
        "Handed over. [S/M Oyelaran]{a} seen.\n[T. Oyelaran]{a} wrote.",
        "Verbal to [Sr Quansah]{a} today.\n[M. Quansah]{a} wrote.",
        "[Haroon Quill]{a}, the police officer, came.\nAuthor [DS Quill]{a} of the panel.",
    ],
)
def test_titles_and_keys_say_who_is_somebody_and_whose_initials_are_whose(rules, marked):
    """A guess at a place that has a surname of the case, or stands in a key, is a person; a second role contradicts nobody."""
    found, _ = linked(rules, marked)
    assert one_each(found), found


@pytest.mark.parametrize(
    "marked", ["[Hollow Lane]{a:PLACE} is long. [Mr Lane]{b} rang.", "[Adeyemi House]{a:ORG}. [Mr House]{b}"]
)
def test_a_street_that_ends_in_somebodys_surname_stays_a_place(rules, marked):
    """Streets and bodies are called what people are called."""
    found, _ = linked(rules, marked)
    assert one_each(found), found
    assert found[0][1].label != "PERSON"


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Assessed: [ST. NW]{a:ORG} upset.", [("ST", "p5"), ("NW", "p6")]),
        ("[KD T]{a:ORG}/C GP.", [("KD", "p4")]),
        ("[KD HOSPITAL]{a:HEALTH_SITE}", [("KD", "p4")]),
        ("letter to [PC. Mrs Weald]{a} warm.", [("Mrs Weald", "p6")]),
        ("Present: [DC Nora Weald, Dr Karim Dale]{a}.", [("DC Nora Weald", "p6"), ("Dr Karim Dale", "p4")]),
        ("[Mo Doe]{a} told her.", [("Mo Doe", "p2")]),
        ("[Nan]{a} minded her.", [("Nan", "p8")]),
        ("[Grandad Cliff]{a} minded her.", [("Grandad Cliff", "p7")]),
        ("It is said [Zita]{a} and her family left.", [("Zita", "p1")]),
        ("[Zac]{a} rang.", [("Zac", "p10")]),
    ],
)
def test_what_is_written_in_notes_is_cut_into_whom_it_names(rules, marked, expected):
    """Two by their initials or with titles, the shorthand behind initials, words for kin, other spellings."""
    found, _ = linked(rules, marked, CARERS)
    assert [(m.text, m.entity) for _, m in found] == expected


def test_a_kin_word_of_two_is_nobodys_yet(rules):
    """'Nan' where two are called so is neither: never by order."""
    two = case(
        person("p1", "Zita Brandon", "subject child"),
        person("p2", "Pearl Hoyle", "", ("Nan Pearl",)),
        person("p3", "Mary Poe", "", ("Nan Mary",)),
    )
    found, _ = linked(rules, "[Nan]{a} minded her.", two)
    assert found[0][1].entity not in {"p2", "p3"}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("On [the Brickfield in Ollersby]{a:PLACE} today.", [("the Brickfield", "l3"), ("Ollersby", "l4")]),
        (
            "The Haven [Academy and the Maltings Centre]{a:ORG} wrote.",
            [("Academy", "o2"), ("the Maltings Centre", "o1")],
        ),
        ("At [Maltings Tobiasz Gawron]{a} reported.", [("Maltings", "o1"), ("Tobiasz Gawron", "E1")]),
    ],
)
def test_two_names_of_the_case_in_one_mention_are_two(rules, marked, expected):
    """A place in a town, two bodies, a body before somebody's whole name."""
    found, _ = linked(rules, marked, PLACES)
    assert [(m.text, m.entity) for _, m in found] == expected


def test_a_role_in_the_line_above_is_nobodys_in_the_next(rules):
    """'T/C Mo' ends a line of notes; who is named in the next is not the mother."""
    found, entities = linked(rules, "09:40 RA T/C Mo\n[Kadim]{a} robbed.")
    assert entities[found[0][1].entity].role == ""


def test_initials_that_are_a_rank_are_no_officers(rules):
    """'DS and TH both arrested' names the father by his initials."""
    known = case(person("p1", "Zita Brandon", "subject child"), person("p2", "Dawid Sobieraj", "father"))
    found, _ = linked(rules, "[DS]{a} and another both arrested.", known)
    assert found[0][1].entity == "p2"
