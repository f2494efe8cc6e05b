"""Linking: one candidate links, several become a question, and nobody is linked by an initial alone."""

import re

import pytest

from redact.link import AMBIGUOUS, HOUSEHOLD, TAKEN_FOR, link
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


def test_in_a_key_of_initials_a_role_is_that_of_the_name_before_it(rules):
    """'AR mother, KD father' makes nobody the mother who is the father; 'father of AR' may be no father of the child."""
    found, entities = apart(rules, "Initials: [AR]{a} mother, [KD]{b} father, [LP]{c} father of AR.")
    assert [entities[m.entity].role for _, m in found] == ["mother", "father", ""]


def apart(rules, marked, register=None):
    """Link '[name]{group}' marks in *marked*; (group, mention) for each, and the entities."""
    text, found, groups = "", [], []
    for before, name, group in re.findall(r"([^\[]*)(?:\[([^\]]*)\]\{(\w+)\})?", marked):
        text += before
        if name:
            span = Span(len(text), len(text) + len(name))
            found.append(Mention("d", span, name, "PERSON", "language model", 0.9, "replace"))
            groups.append(group)
            text += name
    linked, entities = link(found, register or Register(), rules, None, {"d": Document("d", "", text, ())})
    return list(zip(groups, linked, strict=True)), entities


ONE_EACH = [
    "[Margaret Doe]{a}, known as [Peggy]{a}, came. [Peggy]{a} wept.",
    "[Margaret Doe]{a} (née [Roe]{a}) came with [Jane Roe]{b}.",
    "[Faisal Mehrban]{a} was known to friends, and to his sister, as [Fez]{a}. [Fez]{a} left.",
    "[Faisal Mehrban]{a} came. He was known to friends, and to [Grace]{b}, as [Fez]{a}. [Fez]{a} left.",
    "[Faisal Mehrban]{a} met [Tom Roe]{b}. He was known as [Fez]{c}.",
    "[Ikenna Obi]{a}, a mechanic known to his friends as [Kenny]{a}, wrote.",
    "[Jane Doe]{a} lived with a man known as [Fez]{b}.",
    "[Jane Doe]{a} and [Tom Roe]{b}, formerly [Tom Poe]{b}, met.",
    "[Kwan Wing Sze]{a} wrote; [Wing Sze]{a} signed; [W S Kwan]{a} filed it. [Ms Kwan]{a} rang.",
    "[Sagal Diiriye Nuur]{a} came; the form says [Sagal Diriye]{a}.",
    "[Wiktoria Szpak]{a} came; the form says [Wictoria Szpak]{a}.",
    "[Anna Kowalska]{a} came. [Mr Kowalski]{b} and [Ms Kowalska]{a} left.",
    "[Auntie May Doe]{a} and [Jane Doe]{b} came. [Auntie Doe]{a} left.",
    "[Joanna Hollis]{a} (née [Pask]{a}) is the daughter of [Brenda Pask]{b}. [Mrs Pask]{b} rang.",
    "[Dr Uzo Nwabudike]{a} saw [Ikenna Nwabudike]{b}. [Mr Nwabudike]{b} thanked [Dr Nwabudike]{a}.",
    "[PC Leanne Fairbank]{a} met [Honor Fairbank]{b}. [PC Fairbank]{a} wrote it down.",
    "[Bryony Chance]{a} ran. [Bry]{a} fell. [Thelma Hoyle]{b} saw it; [Granny Thel]{b} rang.",
    "[Sam Doe]{a} and [Samuel Roe]{b} came. [Sam]{a} left.",
    "[Tia Brown]{a} and [Mia Brown]{b} are sisters.",
    "[DOE]{a} [Jane]{a} and [Tom Doe]{b} came; [Jane Doe]{a} left.",
    "[Ambrose Lovell]{a} spoke. [Brose Lovell]{a} is what they call him.",
    "[Martin Hollis]{a} hit his son. [Martin Hollis]{a} left, and [Martin Hollis junior]{b} wept.",
    "[Martin Hollis senior]{a} hit his son, [Martin Hollis junior]{b}. [Martin Hollis senior]{a} left.",
    "[Martin Hollis senior]{a} hit his son, [Martin Hollis]{b}.",
    "[Martin Hollis]{a} is the elder. [Martin Hollis senior]{b} is somebody else, whose role nobody knows.",
    "[Lau Ka-Yan]{a} came. [Sister Lau TC AE]{a} rang; [AE]{b} did not answer.",
    "[Mrs Vale]{a}, the teacher, came. [Beth Vale]{b}, a pupil aged nine, hurt him.",
    "[Robert Tranter]{a}, the father, was arrested. His son [Bob Tranter]{b} was at school.",
    "[Robert Tranter]{a} was arrested. His son [Bob Tranter]{b} was at school.",
    "[Dr Ahmed Khan]{a}, the GP, met [PC Khan]{b}, the police officer. [PC Khan]{b} left.",
    "[Janet Cole]{a}, the social worker, met [Mrs Cole]{b}, the head teacher.",
    "[Jon Ashe]{a} and [John Ashe]{b} were brothers.",
    "[R.Tranter]{a} signed. [Robert Tranter]{a} left.",
    "[Fa Neil]{a} did not attend. [Neil Chance]{a} lives apart.",
]


@pytest.mark.parametrize("marked", ONE_EACH)
def test_what_is_one_person_gets_one_entity_and_what_is_two_gets_two(rules, marked):
    """Stated names, other orders and spellings are one person; another bearer of a part is another."""
    found, _ = apart(rules, marked)
    together = {group: {m.entity for g, m in found if g == group} for group, _ in found}
    assert all(len(ids) == 1 for ids in together.values()), together
    assert len({next(iter(ids)) for ids in together.values()}) == len(together)


FAMILY = Register(
    entities={
        "p1": Entity("p1", "PERSON", "Cerys Pritchard", (), "mother", listed=True),
        "p2": Entity("p2", "PERSON", "May Pritchard", (), "maternal grandmother", listed=True),
        "p3": Entity("p3", "PERSON", "Martin Hollis", (), "father", listed=True),
        "p4": Entity("p4", "PERSON", "Martin Hollis", (), "subject child", listed=True),
    }
)


@pytest.mark.parametrize(("name", "taken"), [("Ms Pritchard", "p1"), ("Martin", "p4"), ("Mr Hollis", "p3")])
def test_what_custom_makes_likely_is_taken_and_asked_about(rules, name, taken):
    """'Ms Pritchard' is the mother and 'Martin' the child, as reports write; the reviewer is asked all the same."""
    ((_, mention),), _ = apart(rules, f"[{name}]{{a}} left.", FAMILY)
    assert mention.entity == taken
    if name != "Mr Hollis":  # the child is no Mr
        assert mention.status == "flag"
        assert mention.reason.startswith(f"{TAKEN_FOR} {taken}; could be ")


@pytest.mark.parametrize("name", ["Pritchard", "Martin Hollis", "M. Hollis", "MP"])
def test_a_surname_an_initial_or_a_shared_full_name_is_never_taken_for_one(rules, name):
    """Where nothing but the name speaks, the reviewer says who is meant."""
    ((_, mention),), entities = apart(rules, f"[{name}]{{a}} left.", FAMILY)
    assert name == "MP" or entities[mention.entity].role == AMBIGUOUS
    assert mention.entity not in {"p1", "p2", "p3", "p4"} or name == "MP"


def test_a_grandfather_of_the_fathers_name_is_asked_about(rules):
    """The text says another generation than the register: the bearer is likely, and the reviewer says."""
    found, _ = apart(
        rules,
        "Their grandfather, [Martin Hollis]{a}, came.",
        Register(entities={"p3": FAMILY.entities["p3"]}),
    )
    assert found[0][1].entity == "p3"
    assert found[0][1].reason.startswith(f"{TAKEN_FOR} p3; could be somebody else")


def test_a_short_form_is_not_the_child_whom_the_text_calls_a_cousin(rules):
    """'Joe Marsh, a cousin' is somebody else than Joseph Marsh, the subject."""
    register = Register(
        entities={"p1": Entity("p1", "PERSON", "Joseph Marsh", (), "subject child", listed=True)}
    )
    found, _ = apart(rules, "[Joe Marsh]{a}, a cousin, came. [Joe]{b} left.", register)
    assert found[0][1].entity != "p1"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("He came with his brother, [Tariq Mehrban]{a}.", ""),
        ("[Donna Pike]{a}, her sister, rang.", ""),
        ("Faisal’s older brother [Tariq Mehrban]{a} came.", ""),
        ("The grandmother, [May Doe]{a}, came.", "grandmother"),
        ("Her social worker, [Ann Roe]{a}, came.", "social worker"),
    ],
)
def test_a_tie_to_somebody_else_is_no_role_in_the_review(rules, text, role):
    """'his brother' may be anybody's: a label 'Sibling 1' would make him the child's."""
    found, entities = apart(rules, text)
    assert entities[found[0][1].entity].role == role


def test_a_title_and_an_initial_are_never_enough(rules):
    """'Mr H' of one man whose surname begins so is taken for him, and asked about."""
    found, _ = apart(rules, "[Martin Hollis]{a} came. [Mr H]{a} left.", Register())
    assert found[0][1].entity == found[1][1].entity
    assert [m.status for _, m in found] == ["replace", "flag"]


def test_two_titles_with_one_surname_are_two_questions(rules):
    """'Mr Doe' and 'Mrs Doe' of four Does are asked apart, so that one answer cannot join them."""
    found, entities = apart(
        rules, "[Jane Doe]{a}, [Ann Doe]{b}, [Tom Doe]{c} and [Jim Doe]{d}. [Mr Doe]{x} hit [Mrs Doe]{y}."
    )
    x, y = (m.entity for group, m in found if group in {"x", "y"})
    assert x != y
    assert entities[x].role == entities[y].role == AMBIGUOUS


def test_streets_and_bodies_written_short_are_one(rules):
    """'Heckler St' is Heckler Street, 'the Ottoline' the Dame Ottoline Hospital, 'ARI' the Aldersyke Royal Infirmary."""
    register = Register(
        entities={
            "l1": Entity("l1", "ADDRESS", "Flat 9, 31 Heckler Street", listed=True),
            "o1": Entity("o1", "HEALTH_SITE", "Dame Ottoline Hospital", listed=True),
            "o2": Entity("o2", "HEALTH_SITE", "Aldersyke Royal Infirmary", listed=True),
        }
    )
    assert linked(rules, "Flat 9 31 Heckler St", "Heckler Street", register=register, label="ADDRESS")[0] == [
        "l1",
        "l1",
    ]
    assert linked(rules, "the Ottoline", "ARI", register=register, label="HEALTH_SITE")[0] == ["o1", "o2"]


def test_two_bodies_of_one_town_are_two(rules):
    """They share the town's name and have words of their own."""
    register = Register(entities={"o1": Entity("o1", "ORG", "Wealdmoor Children's Services", listed=True)})
    ids, _ = linked(
        rules, "Wealdmoor Safeguarding Partnership", "Wealdmoor Services", register=register, label="ORG"
    )
    assert ids == ["E1", "o1"]


def test_a_county_is_not_the_police_of_that_county(rules):
    """A body's name without its last words is no short form where that is an area of its own."""
    register = Register(entities={"o1": Entity("o1", "ORG", "Northamptonshire Police", listed=True)})
    assert linked(rules, "Northamptonshire", register=register, label="PLACE")[0] == ["E1"]
    assert linked(rules, "Northamptonshire", register=register, label="ORG")[0] == ["E1"]
    assert linked(rules, "Northants Police", register=register, label="ORG")[0] == ["o1"]


MORE_EACH = [
    "Initials: [JD]{a} mother, [TD]{b} father. [Jane Doe]{a}, the mother, met [Joan Dale]{c}, the nurse. [Tom Doe]{b} came.",
    "[JD]{a} = [DOE, Jane]{a}. [Joan Dale]{b} came. [JD]{a} left.",
    "[Jane Doe]{a} is the tram driver, [Mr Roe]{b} a painter. [Tom Roe]{b}, the signwriter, left.",
    "[Ann Roe]{a}, the nursery manager, came. She told the manager, [Ms Roe]{a}, that she was ill.",
    "[Vic Mrs Doe]{a} rang. [Jane Doe]{a}, the mother, left.",
    "[Tom Roe for Ann]{a} rang. [Tom Roe]{a} left.",
    "[Ann Mary]{a} [Doe]{a} came with [Tom Doe]{b}. [Ann Doe]{a} left.",
    "[Tiny]{a}, as [Tim Doe]{a} was known, left. [Tiny]{a} ran.",
    "[Jane Doe]{a}, [Zell]{a} to her family, came. [Zell]{a} left.",
    "[Jane Doe]{a} lived there. At home she was [Jinny]{a}. [Jinny]{a} wept.",
    "[Jane Doe]{a} came. His mother is ill; in the family she is [Kakra]{b}.",
    "[Clement Roe]{a}, “[Brother Clem]{a}” to all, came. [Ann Poe]{b}, the head and “[Auntie Esi]{c}” met.",
    "[Umm Sam]{a} came with her son, [Sam]{b}. [Um Sam]{a} left.",
    "[Terence Doe senior]{a} hit [Terence Doe junior]{b}, his son. [Terence senior]{a} left, as did [Terence junior]{b}.",
    "[Jane Doe]{a}, mother of two, came. She was told that [Mrs Doe]{a} was wanted.",
]


@pytest.mark.parametrize("marked", MORE_EACH)
def test_keys_clauses_and_other_names_say_who_is_meant(rules, marked):
    """A key of initials, a role that is somebody else's, a name that the family uses, and words beside a name."""
    found, _ = apart(rules, marked)
    together = {group: {m.entity for g, m in found if g == group} for group, _ in found}
    assert all(len(ids) == 1 for ids in together.values()), together
    assert len({next(iter(ids)) for ids in together.values()}) == len(together)


HOUSE = Register(
    entities={
        "p1": Entity("p1", "PERSON", "Lena Doe", (), "subject child", listed=True),
        "p2": Entity("p2", "PERSON", "Gemma Doe", (), "mother", listed=True),
        "p3": Entity("p3", "PERSON", "Pauline Doe", (), "maternal grandmother", listed=True),
        "p4": Entity("p4", "PERSON", "Lena Roe", (), "friend", listed=True),
        "p5": Entity("p5", "PERSON", "Terence Doe", (), "father", listed=True, born="1991-02-07"),
        "p6": Entity(
            "p6", "PERSON", "Terence Doe", (), "paternal grandfather", listed=True, born="1958-05-19"
        ),
    },
    subject="p1",
)


@pytest.mark.parametrize(
    ("marked", "taken"),
    [
        ("[Mrs Doe]{a} rang.", "p3"),
        ("[Terence]{a} rang.", "p5"),
        ("[Lena]{a} and her brother slept.", "p1"),
        ("She met the other [Lena]{a} there.", ""),
        ("Their own [Lena]{a} was there.", ""),
    ],
)
def test_reports_call_the_elder_mrs_and_the_child_by_the_first_name(rules, marked, taken):
    """The likely bearer is taken and asked about; 'the other Lena' is a question only."""
    ((_, mention),), entities = apart(rules, marked, HOUSE)
    assert (mention.entity == taken) if taken else entities[mention.entity].role == AMBIGUOUS
    assert mention.status == "flag"


def test_a_date_of_birth_tells_father_and_grandfather_apart(rules):
    """The panel lists when each was born, and the text says it behind the name: no question."""
    found, _ = apart(
        rules, "[TERENCE DOE]{a} b. 19/05/1958 known. [Terence Doe]{b} (born 7 Feb 1991) not.", HOUSE
    )
    assert [m.entity for _, m in found] == ["p6", "p5"]


def test_a_child_of_a_known_age_is_no_mrs(rules):
    """'Mrs Mongan' is the mother, not the boy of fourteen whom the panel lists."""
    register = Register(entities={"p1": Entity("p1", "PERSON", "Sam Mongan", (), "friend", listed=True)})
    found, _ = apart(
        rules,
        "[Sam Mongan]{a}, aged fourteen, came with [Bridget Mongan]{b}. [Mrs Mongan]{b} rang.",
        register,
    )
    assert [m.entity for _, m in found] == ["p1", found[1][1].entity, found[1][1].entity]


def test_a_title_of_two_professionals_is_never_settled_by_the_list(rules):
    """'Dr Khan' may be the unlisted one."""
    register = Register(
        entities={"p1": Entity("p1", "PERSON", "Nasreen Khan", (), "paediatrician", listed=True)}
    )
    text = (
        "[Dr Nasreen Khan]{a} and [Dr Vikram Khan]{b} are doctors. "
        + "They work. " * 60
        + "[Dr Khan]{c} wrote."
    )
    found, _ = apart(rules, text, register)
    assert found[-1][1].status == "flag"


def test_one_of_a_couple_is_asked_about(rules):
    """After 'Mr and Mrs Doe', 'Mrs Doe' may be the one who has not been named."""
    found, _ = apart(rules, "[Mr and Mrs Doe]{h} came. [Tom Doe]{a} left. [Mrs Doe]{b} rang.")
    assert found[-1][1].status == "flag"
    assert found[-1][1].reason.startswith(TAKEN_FOR)


def bodies(rules, text, *marks):
    """Link (text, label) *marks* in their order in *text*; the entities."""
    found, at = [], 0
    for name, label in marks:
        at = text.index(name, at)
        found.append(Mention("d", Span(at, at + len(name)), name, label, "language model", 0.9, "replace"))
        at += len(name)
    linked, _ = link(found, Register(), rules, None, {"d": Document("d", "", text, ())})
    return linked


@pytest.mark.parametrize(
    ("full", "short", "label", "guess"),
    [
        ("Skelder River NHS Foundation Trust", "SRFT", "ORG", "ORG"),
        ("Osmer Families Together", "OFT", "ORG", "PERSON"),
        ("Turnstone Project", "Turnstone", "ORG", "PERSON"),
        ("St Elvard's Church of England Primary School", "St Elvard's Primary", "SCHOOL", "SCHOOL"),
        ("Lampwright Basin", "the Basin", "PLACE", "PLACE"),
    ],
)
def test_a_body_is_known_by_its_initials_and_short_names(rules, full, short, label, guess):
    """Initials may leave out NHS and small words; a name without some of its words is the same body's."""
    one, other = bodies(rules, f"They asked {full}. Then {short} wrote.", (full, label), (short, guess))
    assert one.entity == other.entity


@pytest.mark.parametrize(
    ("full", "short", "label"),
    [
        ("Skelder River NHS Foundation Trust", "SRM", "ORG"),
        ("St Elvard's Church of England Primary School", "St Oswin's Primary", "SCHOOL"),
    ],
)
def test_other_letters_and_words_are_another_body(rules, full, short, label):
    """A letter too many or a word that is not in the name makes another body."""
    one, other = bodies(rules, f"They asked {full}. Then {short} wrote.", (full, label), (short, label))
    assert one.entity != other.entity


def test_a_street_of_several_known_houses_is_no_house(rules):
    """'Mill Row' is the street where two addresses of it are known."""
    text = "He left 4 Mill Row for 9 Mill Row. Police came to Mill Row."
    marks = [("4 Mill Row", "ADDRESS"), ("9 Mill Row", "ADDRESS"), ("Mill Row", "ADDRESS")]
    found = []
    for (name, label), at in zip(marks, (8, 23, 50), strict=True):
        at = text.index(name, at - 2)
        found.append(Mention("d", Span(at, at + len(name)), name, label, "language model", 0.9, "replace"))
    linked, _ = link(found, Register(), rules, None, {"d": Document("d", "", text, ())})
    assert len({m.entity for m in linked}) == 3


def test_a_whole_name_without_senior_is_asked_about_where_somebody_bears_one(rules):
    """'Terence Doe' is the son as reports write, unless it is the father: the reviewer is asked."""
    text = "[Terence Doe senior]{a} hit [Terence Doe junior]{b}, known as [Spud]{b}. [Terence Doe]{b} left."
    found, _ = apart(rules, text)
    assert found[-1][1].status == "flag"


def test_without_a_register_the_child_is_whom_the_text_calls_the_subject(rules):
    """Of two of one first name the subject is taken, and asked about."""
    text = "[Lena Doe]{a}, the subject, met [Lena Roe]{b}. " + "They play. " * 60 + "[Lena]{a} slept."
    found, _ = apart(rules, text)
    assert found[-1][1].entity == found[0][1].entity
    assert found[-1][1].status == "flag"
