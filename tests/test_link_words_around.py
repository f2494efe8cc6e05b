"""Linking: words around a name that are none of it, names that the text says anew, births, roles behind a name."""

import re

import pytest

from redact.link import TAKEN_FOR, link
from redact.model import Block, Document, Entity, Mention, Register, Span


def person(entity, name, role="", aliases=(), born=""):
    return Entity(entity, "PERSON", name, aliases, role, born=born, listed=True)


def case(*people):
    return Register(subject=people[0].id, entities={p.id: p for p in people})


MOSELEYS = case(
    person("p1", "Arthur James Moseley", "subject child", ("Arty",)),
    person("p2", "Arthur Moseley", "father"),
    person("p3", "Arthur Moseley", "paternal grandfather"),
)
HEADS = case(
    person("p1", "Zita Brandon", "subject child"),
    person("p2", "Diane Purslow", "headteacher"),
    person("p3", "Margaret Purslow", "conference chair"),
)
STAFF = case(
    person("p1", "Zita Brandon", "subject child"),
    person("p2", "Carol Hanley", "pastoral officer", ("CH",)),
    person("p3", "Tomasz Banas", "neighbour"),
)


def linked(rules, marked, known=None):
    """(group, mention) for each '[name]{group}' or '[name]{group:LABEL}', and the entities; lines are paragraphs."""
    text, found, groups = "", [], []
    for before, name, group, label in re.findall(r"([^\[]*)(?:\[([^\]]*)\]\{(\w+)(?::(\w+))?\})?", marked):
        text += before
        if name:
            span = Span(len(text), len(text) + len(name))
            found.append(Mention("d", span, name, label or "PERSON", "language model", 0.9, "replace"))
            groups.append(group)
            text += name
    lines, at = [], 0
    for line in text.split("\n"):
        lines += [Block(Span(at, at + len(line)), "paragraph")] if line else []
        at += len(line) + 1
    mentions, entities = link(
        found, known or Register(), rules, None, {"d": Document("d", "", text, tuple(lines))}
    )
    spans = [m.span for m in found]
    by_start = [next(g for g, s in zip(groups, spans, strict=True) if s.overlaps(m.span)) for m in mentions]
    return list(zip(by_start, mentions, strict=True)), entities


def one_each(found):
    """Whether each group is one entity, and no two groups share one."""
    groups = {g: {m.entity for group, m in found if group == g} for g, _ in found}
    whole = all(len(entities) == 1 for entities in groups.values())
    return whole and len(set.union(*groups.values())) == len(groups)


WORDS_AROUND = [
    # the word before is a verb, a greeting or a month, and the name is known
    "[Carol Hanley]{a} rang. [Opened Carol]{a}'s e-mail. [Carol]{a} left.",
    "[Marjorie Tate]{a} is the admin. Queries the code. [Asks Marjorie]{a} to check.",
    "[Carol Hanley]{a} wrote. [Diolch Carol]{a}. Sorry, was out.",
    "[Mrs Lusby]{a} rang. On 21 [June Doreen Lusby]{a} rang again. [Doreen]{a} was told.",
    "[Hi Callum]{a}, see below. [Callum Dwyer]{a} is on leave.",
    "[Tom Doe]{a} came. [Phoned Tom]{a} back. [Emailed Tom Doe]{a}.",
    # the ending of a possessive
    "[Pearl Bramwell]{a}, known to the children as [Nan Pearl]{a}. He was at [Nan Pearl's]{a} that week.",
    "[Nan Mo]{a} came. They were at [Nan Mo's]{a}. [Nan Mo]{a} paid.",
    # two people, not a name with a word before it
    "[June Doreen Lusby]{a} came. [Doreen Holt]{b} came.",
    "[Grace Hanley]{a} rang. [Faith Hanley]{b} rang. [Faith]{b} left.",
    "[Carol Hanley]{a} rang. [Opal Carol]{b} is a teacher.",
]


@pytest.mark.parametrize("marked", WORDS_AROUND)
def test_words_around_a_name_make_nobody_else_of_it(rules, marked):
    """'Asks Marjorie' and 'Nan Pearl's' are Marjorie and Nan Pearl; two first names are two people."""
    found, _ = linked(rules, marked)
    assert one_each(found), found


@pytest.mark.parametrize("known", [None, STAFF])
def test_two_cells_are_never_one_name(rules, known):
    """Whoever wrote an entry, and whom it begins with, are two."""
    found, _ = linked(
        rules, "[Carol Hanley]{a} (CH) rang.\n[CH\nS]{b} back at school.\n[CH]{c} off sick.", known
    )
    texts = [m.text for _, m in found]
    assert "CH" in texts
    assert "S" in texts
    assert "CH\nS" not in texts
    by_text = {}
    for _, m in found:
        by_text.setdefault(m.text, set()).add(m.entity)
    assert by_text["CH"] == by_text["Carol Hanley"]
    assert not by_text["S"] & by_text["CH"]


SAID_ANEW = [
    "[Beth Alston]{a} married in June 2022 and became [Beth Rountree]{a}. [Ms Rountree]{a} wrote. [Ms Alston]{a} left.",
    "[BA]{a}: [Beth Alston]{a}, SW (now [Rountree]{a}). [Ms Rountree]{a} wrote.",
    "[Mrs Tadlow]{a} (= [Miss Morley]{a}) came. [Mrs Tadlow]{a} wrote. [Miss Morley]{a} left.",
    "[Miss Morley]{a}, who had him in Reception, came back from leave as [Mrs Tadlow]{a} to teach.",
    "[Jade Merrin]{a} married in August and appears in later records as [Mrs Pickett]{a}. [Jade]{a} rang.",
    "A man calling himself [Kip]{a} wrote. [Kip]{a} was [Jason Perrott]{a}. [Perrott]{a} was charged.",
    "[Ann Roe]{a} remarried and took the name [Ann Poe]{a}. [Ms Poe]{a} rang.",
    "[Ann Roe]{a} changed her name to [Ann Poe]{a} in May. [Ann Poe]{a} rang.",
    # nobody is somebody else by such words alone
    "[Beth Alston]{a} left and [Beth Rountree]{b} became her successor.",
    "[Jade Merrin]{a} married [Tom Pickett]{b}. [Tom]{b} left.",
    "[Ann Roe]{a} came back from leave as [Tom Poe]{b} was leaving.",
    "[Jane Doe]{a} became [Tom Roe]{b}'s carer.",
    "[Ann Roe]{a} came back as [Ann Poe]{b} sat down. [Ann Poe]{b} rang.",
    "[Ann Roe]{a} came back as [Mrs Poe]{b} drove off. [Mrs Poe]{b} rang.",
    "[Ann Roe]{a} appears in the rota as [Ann Poe]{b} could not come. [Ann Poe]{b} was ill.",
    "[Ann Roe]{a} went as [Ann Poe]{b}, the midwife, could not. [Ann Poe]{b} was ill.",
    "[Ann Roe]{a} took the name [Ann Poe]{b} off the list. [Ann Poe]{b} was not asked.",
    "The social worker was [Ann Roe]{a} (then [Tom Poe]{b}). [Tom Poe]{b} rang. [Ann Roe]{a} left.",
    "The headteacher, [Jane Roe]{a} (previously [Ann Poe]{b}), rang. [Ann Poe]{b} left.",
    "The headteacher was [Jane Roe]{a} (then [Mrs Poe]{b}). [Mrs Poe]{b} rang. [Jane Roe]{a} left.",
    "[Ann Roe]{a} came. [Ann]{a} was [Tom Poe]{b}. [Tom Poe]{b} rang.",
    "The contact was [Ann Roe]{a} (then [Tom Roe]{b}). [Tom Roe]{b} rang. [Ann Roe]{a} left.",
    "[Jane Doe]{a} was [Tom Roe]{b}'s aunt.",
]


@pytest.mark.parametrize("marked", SAID_ANEW)
def test_a_new_name_that_the_text_states_is_one_persons(rules, marked):
    """'became Beth Rountree' joins the two names; a word that only looks so does not."""
    found, _ = linked(rules, marked)
    assert one_each(found), found


BIRTHS = (
    "[Arthur James Moseley]{p1}, the child, dob 11/02/16.\n"
    "[Arthur Moseley]{p2}, the father, dob 30/04/89.\n"
    "[Arthur Moseley]{p3}, the paternal grandfather, dob 06/07/61.\n"
)


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("The police held [Arthur Moseley]{x}, born 6 July 1961, with a caution.", "p3"),
        ("The police held [Arthur Moseley]{x}, born 30 April 1989, and nobody else.", "p2"),
        ("[A Moseley]{x} dob 06/07/61: caution 1994.", "p3"),
        ("[Arthur Moseley]{x} (b. 30.04.1989) was asked.", "p2"),
    ],
)
def test_a_birth_that_the_text_states_tells_namesakes_apart(rules, words, who):
    """A date of birth is said once beside a role, and again beside the bare name."""
    found, _ = linked(rules, BIRTHS + words, MOSELEYS)
    assert [m.entity for group, m in found if group == "x"] == [who]


@pytest.mark.parametrize("words", ["born 1 May 1970, was held.", "was held."])
def test_another_birth_tells_nothing(rules, words):
    """A date that nobody is known by settles nothing: one question."""
    found, _ = linked(rules, BIRTHS + "[Arthur Moseley]{x}, " + words, MOSELEYS)
    assert all(m.status == "flag" for group, m in found if group == "x")


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("[Mrs Purslow]{x} the headteacher read it.", "p2"),
        ("It was meant for [Mrs Purslow]{x} the chair, and nobody else.", "p3"),
        ("[Mrs Purslow]{x}, the chair, read it.", "p3"),
        ("[Mrs Purslow]{x} (headteacher) read it.", "p2"),
        ("The headteacher, [Mrs Purslow]{x}, read it.", "p2"),
    ],
)
def test_a_role_behind_a_title_and_surname_says_which_of_two(rules, words, who):
    """'Mrs Purslow the chair' is not the headteacher of that surname."""
    found, _ = linked(rules, "[Diane Purslow]{p2} and [Margaret Purslow]{p3} met. " + words, HEADS)
    assert [m.entity for group, m in found if group == "x"] == [who]


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Husband [Tomek]{x} drives nights.", "p3"),
        ("[Tomek]{x} next door rang.", "p3"),
        ("Her husband, [Tomek]{x}, rang.", "p3"),
    ],
)
def test_a_short_form_of_the_only_bearer_is_the_neighbour_too_where_a_wife_tells_it(rules, words, who):
    """A neighbour is somebody's husband; a tie of kin to another than the child speaks against nobody."""
    found, _ = linked(rules, "[Tomasz Banas]{p3} and his wife live at 16. " + words, STAFF)
    assert [m.entity for group, m in found if group == "x"] == [who]


REPEATED = [
    "[Maureen Doe]{a} and [Moira Roe]{b} came. [Nan Mo]{c} paid. [Nan Mo]{c} rang. [Nan Mo]{c} left.",
    "[Maureen Doe]{a}, whom all the children call [Nan Mo]{a}, came. Shopping in, pd by [Nan Mo]{a}. At [Nan Mo]{a}'s.",
    "[Nan Mo]{a} spoke by telephone. His mother, [Maureen Doe]{b}, came. [Nan Mo]{a} left.",
]


@pytest.mark.parametrize("marked", REPEATED)
def test_a_nickname_that_stands_again_is_the_same_person_again(rules, marked):
    """What a family calls somebody is one person each time, known in full or not."""
    found, _ = linked(rules, marked)
    groups = {g: {m.entity for group, m in found if group == g} for g, _ in found}
    assert all(len(entities) == 1 for entities in groups.values()), found


DOCTORS = [
    "[Harpreet Sandall]{a}, the safeguarding lead, wrote. [Miss Sandall]{a} e-mailed. [Dr Sandall]{b} of the surgery rang.",
    "[Harpreet Sandall]{a}, the designated safeguarding lead, came. [Dr Sandall]{b}, the GP, rang.",
    "[Dr Harpreet Sandall]{a} came. [Dr Sandall]{a} rang.",
    "[Harpreet Sandall]{a} is the GP. [Dr Sandall]{a} rang.",
    "[Harpreet Sandall]{a}, a consultant, came. [Dr Sandall]{a} rang.",
]


@pytest.mark.parametrize("marked", DOCTORS)
def test_a_doctor_is_nobody_whose_work_is_another(rules, marked):
    """'Dr Sandall' is not the teacher of that surname."""
    found, _ = linked(rules, marked)
    assert one_each(found), found


def is_asked(mention):
    return mention.status == "flag" and mention.reason.startswith(TAKEN_FOR)


@pytest.mark.parametrize(
    "words",
    [
        "Partner [Billal Karimi]{x}, oven fitter.",
        "Her partner, [Bilaal Karimi]{x}, came.",
        "[Bilal Karimy]{x} came.",
    ],
)
def test_a_father_misspelt_is_the_mothers_partner(rules, words):
    """The father is the mother's partner: the tie does not speak against the misspelt name; it is asked about at most."""
    family = case(
        person("p1", "Amira Karimi", "subject child"),
        person("p2", "Chidi Okoro", "mother"),
        person("p3", "Bilal Karimi", "father"),
    )
    found, _ = linked(
        rules,
        "[Chidi Okoro]{p2} booked with [Bilal Karimi]{p3}. [Amira Karimi]{p1} was born. " + words,
        family,
    )
    assert [m.entity for group, m in found if group == "x"] == ["p3"]


@pytest.mark.parametrize("words", ["[Billie Karimi]{x} came.", "His brother, [Bilaal Karimi]{x}, came."])
def test_a_brother_of_much_the_same_name_is_another(rules, words):
    """Where the text says another tie, or another usual first name, nobody is silently the father."""
    family = case(person("p1", "Amira Karimi", "subject child"), person("p3", "Bilal Karimi", "father"))
    found, _ = linked(rules, "[Bilal Karimi]{p3} came. [Amira Karimi]{p1} was born. " + words, family)
    assert all(m.entity != "p3" or is_asked(m) for group, m in found if group == "x")


@pytest.mark.parametrize(
    "words",
    [
        "The form was sent to the front door. Under [Tranmer]{x}. The picture was in one line.",
        "[Zita]{p1} was known under several surnames, among them [Tranmer]{x} and others.",
        "[Zita]{p1} was registered under [Tranmer]{x}. Nobody looked.",
    ],
)
def test_what_is_filed_under_a_surname_of_several_is_likely_the_childs(rules, words):
    """A file is under the child's name: taken and asked about."""
    family = case(
        person("p1", "Zita Brandon", "subject child", ("Zita Tranmer",)),
        person("p2", "Eleri Tranmer", "mother"),
        person("p4", "Craig Tranmer", "stepfather"),
    )
    found, _ = linked(rules, "[Eleri Tranmer]{p2} and [Craig Tranmer]{p4} came. " + words, family)
    assert [(m.entity, is_asked(m)) for group, m in found if group == "x"] == [("p1", True)]


NEW_INITIALS = [
    "[Jade Merrin]{a}, mat. aunt ([JP]{a} from Aug 22). [JP]{a} rang. [Jade Merrin]{a} left.",
    "[Jade Merrin]{a} is [JM]{a}. [Jade Pickett]{a}, present, not on file. (Later: = [JM]{a}, married in May.) [Mrs Pickett]{a} rang.",
    "[Jade Merrin]{a}, seen with her partner ([TP]{b}), left. [TP]{b} rang.",
]


@pytest.mark.parametrize("marked", NEW_INITIALS)
def test_initials_from_some_time_on_are_the_same_persons(rules, marked):
    """'JP from August' beside Jade Merrin is Jade Merrin; initials in other brackets are not."""
    found, _ = linked(rules, marked)
    assert one_each(found), found


PATRONYMICS = [
    "[Non Mair ferch Emrys]{a} came. [Emrys ap Gwilym]{b} is the father. [Emrys]{b} left. [Macsen ap Emrys]{c} rang.",
    "[Emrys ap Gwilym]{b} came. [Mr ap Gwilym]{b} left. [Non ferch Emrys]{a} rang. [Miss ferch Emrys]{a} wrote.",
    "[Non ferch Emrys]{a} came. [Emrys Roe]{b} left. [Emrys]{b} rang.",
    "[Maria de Souza]{a} came with [Tom Roe]{b}. [Ms de Souza]{a} left.",
    "[Ab Roe]{a} came. [Mr Roe]{a} left.",
]


@pytest.mark.parametrize("marked", PATRONYMICS)
def test_a_daughter_is_not_her_father_whose_first_name_she_bears(rules, marked):
    """'Non ferch Emrys' is the daughter of Emrys: the name behind 'ferch' is his, and no surname of hers."""
    found, _ = linked(rules, marked)
    assert one_each(found), found


def test_nothing_of_a_name_is_given_up_but_words_that_are_none(rules):
    """A possessive stays within its mention, as a shop may be called so; the next cell's 'I' is nobody."""
    found, _ = linked(rules, "He cut hair at [Zana's]{a}.\n[Mrs Tordy\nI]{b} write to you.")
    assert [m.text for _, m in found] == ["Zana's", "Mrs Tordy"]


def test_a_married_name_that_the_drafts_state_is_no_other_womans(rules):
    """'Mrs Bramwell' may be the mother, whose married name that is: nobody is taken for sure."""
    family = case(
        person("p1", "Zita Brandon", "subject child"),
        person("p2", "Chidi Okoro", "mother", ("Chidi Bramwell",)),
        person("p3", "Pearl Bramwell", "grandmother"),
    )
    found, _ = linked(
        rules,
        "[Chidi Okoro]{p2} and [Pearl Bramwell]{p3} came. She is held in her married name, [Chidi Bramwell]{p2}.\n[Mrs Bramwell]{x} rang.",
        family,
    )
    assert all(m.status == "flag" for group, m in found if group == "x")


@pytest.mark.parametrize("joan", ["[Joan Merrin]{b} was the midwife. ", ""])
def test_initials_that_another_has_by_name_are_asked_about(rules, joan):
    """'JM from May' says whose the initials are there; not whose they are where Joan Merrin may be meant."""
    found, _ = linked(rules, joan + "[Jade Pell]{a}, aunt ([JM]{a} from Aug 22). [JM]{x} rang.")
    assert [is_asked(m) for group, m in found if group == "x"] == [bool(joan)]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("[Sam Fenn]{a}, born 6 July 2014, came. [Sam Fenn]{x}, born 3 May 1980, rang.", True),
        ("[Sam Fenn]{a}, born 6 July 2014, came. [Sam Fenn]{x} (b. 06/07/14) rang.", False),
        ("[Sam Fenn]{a} came. [Sam Fenn]{x}, born 6 July 2014, rang.", False),
        ("[Sam Fenn]{a}, born 17 November 2005, came. [Sam Fenn]{x}, DOB 17/11/05, rang.", False),
    ],
)
def test_a_second_date_of_birth_is_asked_about(rules, words, asked):
    """Two births are two people, or a slip of the pen."""
    found, _ = linked(rules, words)
    assert [is_asked(m) for group, m in found if group == "x"] == [asked]


def test_a_birth_that_the_register_does_not_give_is_asked_about(rules):
    """Whoever was born in 1980 is not the child of that name."""
    child = case(person("p1", "Sam Fenn", "subject child", born="2014-07-06"))
    found, _ = linked(
        rules, "[Sam Fenn]{x}, born 3 May 1980, rang. [Sam Fenn]{y}, born 6 July 2014, came.", child
    )
    assert [is_asked(m) for _, m in found] == [True, False]


def test_what_is_handed_to_somebody_is_no_role(rules):
    """In 'handed Mrs Coyle the baby' the baby is another."""
    _, entities = linked(rules, "Somebody handed [Mrs Purslow]{a} the baby.")
    assert not [e.role for e in entities.values() if e.role]


def test_whoever_may_be_a_husband_is_asked_about_in_the_next_sentence_too(rules):
    """'Chris' behind 'his wife, Chris' is the same Chris: not the uncle without a question."""
    family = case(person("p1", "Zita Brandon", "subject child"), person("p3", "Christopher Bell", "uncle"))
    found, _ = linked(
        rules,
        "[Christopher Bell]{p3} came. The doctor and his wife, [Chris]{x}, left. [Chris]{x} wept.",
        family,
    )
    assert all(is_asked(m) for group, m in found if group == "x")


def test_a_doctor_by_work_is_not_passed_over_for_one_who_is_once_called_so(rules):
    """'Dr A Fenn' in one place takes no 'Dr Fenn' from the GP."""
    family = case(
        person("p1", "Zita Brandon", "subject child"),
        person("p3", "Ruth Fenn", "GP"),
        person("p4", "Ann Fenn", "aunt"),
    )
    found, _ = linked(
        rules, "[Ruth Fenn]{p3} and [Ann Fenn]{p4} met. [Dr A Fenn]{y} came. [Dr Fenn]{x} rang.", family
    )
    assert [(m.entity, is_asked(m)) for group, m in found if group == "x"] != [("p4", False)]


@pytest.mark.parametrize(
    "marked",
    [
        "Their daughter, [Joanne]{a}, had left. She has gone to daughter [Jo]{a}'s.",
        "The form tutor, [Mr Hennessy]{a}, wrote. Form tutor, [Mr Hennesy]{a}, was not sure.",
        "The neighbour, [Joanne]{a}, had left. She has gone to daughter [Jo]{b}'s.",
    ],
)
def test_what_is_said_beside_both_forms_of_a_name_speaks_against_nobody(rules, marked):
    """'Daughter Jo' is the Joanne who is called a daughter elsewhere, and not the neighbour."""
    found, _ = linked(rules, marked)
    assert one_each(found), found
