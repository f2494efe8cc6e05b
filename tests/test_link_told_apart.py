"""Linking: the elder and the younger, first names that speak against a title, ages, work and ties that are another's."""

import re

import pytest

from redact.link import TAKEN_FOR, link
from redact.link.elders import BEHIND
from redact.model import Block, Document, Entity, Mention, Register, Span
from redact.names import generation, take_apart
from redact.rules import load_rules


def person(entity, name, role):
    return Entity(entity, "PERSON", name, (), role, listed=True)


def case(*people):
    return Register(subject=people[0].id, entities={p.id: p for p in people})


MARLON = case(person("p1", "Marlon Pettifer", "subject child"), person("p2", "Joanne Pettifer", "mother"))
KEIRA = case(person("p1", "Keira Stubbs", "subject child"), person("p2", "Grace Stubbs", "aunt"))
THIRKELDS = case(
    person("p1", "Zita Doe", "subject child"),
    person("p5", "Maureen Thirkeld", "foster carer"),
    person("p6", "Clive Thirkeld", "foster carer"),
)
NOBODY = Register()


def linked(rules, marked, known=NOBODY):
    """(group, mention) for each '[name]{group}', and the entities."""
    text, found, groups = "", [], []
    for before, name, group in re.findall(r"([^\[]*)(?:\[([^\]]*)\]\{(\w+)\})?", marked):
        text += before
        if name:
            span = Span(len(text), len(text) + len(name))
            found.append(Mention("d", span, name, "PERSON", "language model", 0.9, "replace"))
            groups.append(group)
            text += name
    mentions, entities = link(found, known, rules, None, {"d": Document("d", "", text, ())})
    return list(zip(groups, mentions, strict=True)), entities


def is_asked(mention):
    return mention.status == "flag" and mention.reason.startswith(TAKEN_FOR)


ONE_EACH = [
    "[Marcus Odell]{a} the elder owned it. [Marcus Odell]{b} the younger, who is 19, rented. [Marcus]{b} the younger had a dog.",
    "[Leroy Bascombe]{a}, aged 44, is the father. [Leroy Bascombe]{b} Jr is aged 6. [Leroy Bascombe]{b} Jr was seen.",
    "[Mark Elder]{a} came. [Ann Younger]{b} left. [Mr Elder]{a} rang. [Ms Younger]{b} wrote.",
    "[BAINES]{a}, [Stacey]{a} (mother); [BAINES]{b}, [Tyler]{b} (subject). [Tyler]{b} fell. [Stacey]{a} rang.",
    "[Mair Rhydderch]{a} came with [Tomos Roe]{b}. [Nain Mair]{a} rang.",
    "[Viorica Stanescu]{a} came. Later her gran, [Viorica S]{a}, cooked.",
    "[Joanna Selwyn]{a} (née [Prout]{a}) married. Her sister, [Alice Roe]{b}, lives near. [Ms Roe]{b} rang.",
]


@pytest.mark.parametrize("marked", ONE_EACH)
def test_the_same_people_get_one_label_and_others_another(rules, marked):
    """Each group is one entity, and no two groups share one."""
    found, _ = linked(rules, marked)
    by_group = {}
    for group, mention in found:
        by_group.setdefault(group, set()).add(mention.entity)
    assert all(len(entities) == 1 for entities in by_group.values()), found
    assert len(set.union(*by_group.values())) == len(by_group), found


@pytest.mark.parametrize(
    "words", ["[Marlon]{e} the elder, his grandfather, came.", "[Marlon]{e} senior was not asked."]
)
def test_the_elder_of_a_childs_name_is_not_the_child(rules, words):
    """'Marlon the elder' beside the child Marlon is somebody else; the child alone keeps the bare name, and is asked about."""
    found, _ = linked(rules, f"[Marlon]{{c}} was eight. {words} [Marlon]{{c}} left.", MARLON)
    by_group = dict(found)
    assert by_group["e"].entity not in {"p1", "p2"}
    assert by_group["e"].text.endswith(("the elder", "senior"))
    assert by_group["c"].entity == "p1"


@pytest.mark.parametrize("words", ["Jr", "II", "junior"])
def test_a_junior_whom_nobody_calls_so_is_asked_about(rules, words):
    """'Marlon Pettifer II' may be the child, or another."""
    found, _ = linked(rules, f"[Marlon Pettifer]{{a}} {words} was there.", MARLON)
    assert is_asked(found[0][1])


def test_senior_before_work_is_no_part_of_a_name(rules):
    """'Jane Doe, senior practitioner' and 'the elder sister' are said of work and kin."""
    found, _ = linked(
        rules, "[Jane Doe]{a}, senior practitioner, came with [Ann Roe]{b}, the elder sister of two."
    )
    assert [m.text for _, m in found] == ["Jane Doe", "Ann Roe"]


def test_a_watched_phrase_gives_up_the_words_of_the_name_before_it(rules):
    """'the elder owned the house' begins behind 'the elder' once that is the name's; nothing overlaps."""
    text = "Marcus Odell the elder owned the house."
    name = Mention("d", Span(0, 12), text[:12], "PERSON", "language model", 0.9, "replace")
    phrase = Mention("d", Span(13, 38), text[13:38], "QUASI", "telling phrase", 0.4, "watch")
    found, _ = link([name, phrase], NOBODY, rules, None, {"d": Document("d", "", text, ())})
    assert [m.text for m in found] == ["Marcus Odell the elder", "owned the house"]


def test_a_couples_titles_go_by_their_first_names_and_are_asked_about(rules):
    """'Mrs Thirkeld' is Maureen though 'her' stands behind Clive; likely only."""
    found, _ = linked(
        rules,
        "[Clive]{a} has named a foal after her. [Maureen]{b} came. [Mrs Thirkeld]{b} rang. [Mr Thirkeld]{a} left.",
        THIRKELDS,
    )
    who = {m.text: m for _, m in found}
    assert (who["Mrs Thirkeld"].entity, who["Mr Thirkeld"].entity) == ("p5", "p6")
    assert is_asked(who["Mrs Thirkeld"])


def test_a_title_that_the_only_first_name_speaks_against_is_somebody_elses(rules):
    """'Mrs Doe' is not Peter Doe, the only Doe so far."""
    found, _ = linked(rules, "[Peter Doe]{a} came. What the family says: [Mrs Doe]{b} counted them.")
    assert found[0][1].entity != found[1][1].entity


def test_the_mother_who_is_called_sister_is_still_ms(rules):
    """An alias 'Sister Mercy' does not make the mother a nurse, and 'Ms Doe' the grandmother."""
    mother = Entity("p2", "PERSON", "Thomasin Doe", ("Sister Mercy",), "mother", listed=True)
    known = case(
        person("p1", "Obie Doe", "subject child"), mother, person("p4", "Hyacinth Doe", "grandmother")
    )
    found, _ = linked(rules, "[Ms Doe]{m} agreed.", known)
    assert found[0][1].entity != "p4"


def test_the_one_whose_name_heads_a_review_is_no_mr(rules):
    """'Mr Adu' is the father and not the child of the title."""
    text = "Child safeguarding practice review: OBADIAH ADU\nKojo Adu came. Mr Adu left."
    spans = [
        Span(text.index(name), text.index(name) + len(name)) for name in ("OBADIAH ADU", "Kojo Adu", "Mr Adu")
    ]
    names = [
        Mention("d", s, text[s.start : s.end], "PERSON", "language model", 0.9, "replace") for s in spans
    ]
    blocks = (Block(Span(0, text.index("\n")), "heading"),)
    found, _ = link(names, NOBODY, rules, None, {"d": Document("d", "", text, blocks)})
    assert found[2].entity == found[1].entity != found[0].entity


def test_a_sister_of_an_aunts_name_is_kept_apart(rules):
    """'her sister Grace, who is 6' of the child is not the aunt Grace, and is asked about."""
    found, _ = linked(
        rules,
        "[Keira]{c} shares a room with her sister [Grace]{s}, who is 6. [Grace Stubbs]{a} minds them.",
        KEIRA,
    )
    who = dict(found)
    assert who["s"].entity not in {"p1", "p2"}
    assert who["a"].entity == "p2"
    assert who["s"].status == "flag"
    assert "p2" in who["s"].reason


def test_the_fathers_sister_may_be_the_aunt(rules):
    """'His sister Grace' of a grown man who was just named is the aunt, without a question."""
    known = Register(subject="p1", entities={**KEIRA.entities, "p3": person("p3", "Tom Stubbs", "father")})
    found, _ = linked(rules, "[Tom Stubbs]{f} and his sister [Grace]{a} came.", known)
    assert found[1][1].entity == "p2"
    assert found[1][1].status == "replace"


@pytest.mark.parametrize(
    "marked",
    [
        "The social worker, [Jo Bright]{a}, visited. A neighbour, [Jo]{b}, rang.",
        "The father, [Kieran Slater]{a}, came. His son, [Kieran]{b}, aged 3, was cold.",
    ],
)
def test_work_and_ages_tell_two_of_one_first_name_apart(rules, marked):
    """A neighbour Jo is not the social worker Jo Bright; a Kieran of three is nobody's father."""
    found, _ = linked(rules, marked)
    assert found[0][1].entity != found[1][1].entity
    assert found[1][1].status == "flag"


def test_mr_where_only_a_doctor_is_known_is_asked_about(rules):
    """'Mr Anand' may be Dr Anand of the surgery, or the driver."""
    found, _ = linked(rules, "[Dr Anand]{a} saw the child. [Mr Anand]{b} drove.")
    assert is_asked(found[1][1])


def test_the_elder_behind_a_comma_is_read_like_the_elder():
    """', Senior' made a first name of the word, and ', Jr.' a surname."""
    rules = load_rules()
    for name in (
        "Marlon Pettifer, Senior",
        "Marlon Pettifer, the elder",
        "Marlon Pettifer  Jr.",
        "Marlon Pettifer (II)\n",
    ):
        assert take_apart(name, rules).words == ("Marlon", "Pettifer"), name
    assert take_apart("J. Senior", rules).family == "Senior"
    assert take_apart("Joan Elder", rules).family == "Elder"


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        (" (the younger) slept", " (the younger)"),
        (" the elder was", " the elder"),
        (" Sr. came", " Sr."),
        (", senior practitioner", ""),
    ],
)
def test_brackets_around_the_elder_go_with_the_words(text, behind):
    """One bracket was left over."""
    found = BEHIND.match(text)
    assert (found[0] if found else "") == behind


def test_the_third_of_a_name_is_neither_the_elder_nor_the_younger():
    """'Alwyn III' got the label of Alwyn junior."""
    assert len({generation(f"Alwyn Doe {said}") for said in ("senior", "II", "III")}) == 3
