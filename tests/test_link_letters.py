"""Linking: single letters, initials with small letters, pet names, spellings, and bodies in other words."""

import pytest

from redact.link import TAKEN_FOR
from redact.model import Entity, Register
from test_link_words_around import case, linked, person

GARTHS = case(
    person("p1", "Sunniva Garth", "subject child"),
    person("p2", "Stella Garth", "mother"),
    person("p3", "Hilda Orme", "social worker"),
    person("p4", "Sorrel Garth", "sister"),
)
NEAR = case(
    person("p1", "Zuzanna Brandon", "subject child"),
    person("p2", "Muhammad Awan", "father"),
    person("p3", "Kelvin Purslow", "uncle"),
    person("p4", "Jacob Brandon", "brother"),
)


def entity_of(rules, marked, known):
    """The entity of the mention of group a, and its reason."""
    found, entities = linked(rules, marked, known)
    mention = next(m for group, m in found if group == "a")
    return mention.entity, mention.reason, entities


@pytest.mark.parametrize(
    ("marked", "who"),
    [
        ("[Sunniva]{b} was late.\nSaw [S]{a} in the hub.", "p1"),
        ("[Sunniva]{b} came with [Stella]{c}.\nSaw [S]{a} in the hub.", "p1"),
        ("From: [Hilda Orme]{b}\nSeen at home today.\n[H]{a}", "p3"),
        ("From: [Hilda Orme]{b}\nI will ring on Friday. Thanks, [H]{a}", "p3"),
        ("From: [Stella Garth]{b}\nShe will be in on Friday.\n[S]{a}", "p2"),
        ("[Hilda Orme]{b} called. [H]{a} was cold.", "p3"),
    ],
)
def test_a_letter_is_whoever_signs_the_subject_or_the_only_one_and_is_asked_about(rules, marked, who):
    """Taken for one person, never silently."""
    entity, reason, _ = entity_of(rules, marked, GARTHS)
    assert entity == who
    assert reason.startswith(TAKEN_FOR)


@pytest.mark.parametrize(
    "marked",
    [
        "[Sunniva]{b} and [Sorrel]{c} were late. [S]{a} was crying.",
        "[Hilda Orme]{b} called.\nSaw [T]{a} in the hub.",
    ],
)
def test_a_letter_that_two_children_or_nobody_has_is_nobody_of_the_list(rules, marked):
    """Two children of one letter are a question, and a letter of nobody is a person of its own."""
    assert entity_of(rules, marked, GARTHS)[0] not in GARTHS.entities


@pytest.mark.parametrize("key", ["[HOr]{a} = [Hilda Orme]{b}", "[SuG]{a} = [Sunniva Garth]{b}"])
def test_initials_with_small_letters_mean_whom_their_key_names(rules, key):
    """Welsh and other initials of which some letters are small."""
    found, _ = linked(rules, f"{key}.\n{key[: key.index('=')]}rang.", GARTHS)
    assert len({m.entity for _, m in found}) == 1


def test_letters_that_do_not_spell_a_name_are_not_its_initials(rules):
    """'HOx' is nobody's short for Hilda Orme."""
    found, _ = linked(rules, "[HOx]{a} = [Hilda Orme]{b}.", GARTHS)
    assert len({m.entity for _, m in found}) == 2


@pytest.mark.parametrize(
    ("marked", "who"),
    [
        ("[Zuzy]{a} drew a house.", "p1"),
        ("[Jakey]{a} drew a house.", "p4"),
        ("[Mohammed Awan]{a} signed.", "p2"),
    ],
)
def test_a_pet_name_or_another_spelling_is_taken_for_the_one_whom_it_fits_and_asked_about(rules, marked, who):
    """Made of the beginning of a first name or of its short form; or spoken alike before the very surname."""
    entity, reason, _ = entity_of(rules, marked, NEAR)
    assert entity == who
    assert reason.startswith(TAKEN_FOR)


@pytest.mark.parametrize("name", ["Kelly", "Zu", "Jackson"])
def test_a_womans_name_is_no_mans_pet_name_and_a_word_of_its_own_is_nobodys(rules, name):
    """'Kelly' is not Kelvin."""
    assert entity_of(rules, f"[{name}]{{a}} drew a house.", NEAR)[0] not in NEAR.entities


def bodies(*named):
    return Register(entities={i: Entity(i, label, name, listed=True) for i, label, name in named})


PLACES = bodies(
    ("o1", "SCHOOL", "Harrow Vale Community Primary School"),
    ("o2", "HEALTH_SITE", "Cinder Path Surgery"),
    ("o3", "HEALTH_SITE", "St Wystan's"),
    ("o4", "SCHOOL", "St Brannoc's Catholic High School"),
    ("l1", "ADDRESS", "Flat 4, 18 Corran Lane"),
)


@pytest.mark.parametrize(
    ("marked", "which"),
    [
        ("[Harrow CP School]{a:SCHOOL} wrote.", None),
        ("[Harrow Vale CP School]{a:SCHOOL} wrote.", "o1"),
        ("[St Brannocs RC High School]{a:SCHOOL} wrote.", "o4"),
        ("[Harrow Vale Primary]{a:ORG} wrote.", "o1"),
        ("Police came. [The Lane]{a:ADDRESS} was quiet.", "l1"),
    ],
)
def test_a_body_in_other_words_is_the_one_that_they_fit(rules, marked, which):
    """Capitals in the middle, Roman Catholic, another kind, the street of one house; words that differ are another body."""
    entity = entity_of(rules, marked, PLACES)[0]
    assert (entity if entity in PLACES.entities else None) == which


def test_two_bodies_of_the_list_in_one_breath_are_two(rules):
    """'St Wystan's and Cinder Path Surgery'; one body whose name has 'and' stays one."""
    found, _ = linked(rules, "[St Wystan's and Cinder Path Surgery]{a:HEALTH_SITE} wrote.", PLACES)
    assert [m.entity for _, m in found] == ["o3", "o2"]


def test_a_surname_at_the_end_of_a_line_is_no_part_of_the_first_name_in_the_next(rules):
    """'Re: Garth' and 'Stella' in the next paragraph: the file is not the mother's."""
    found, _ = linked(rules, "Re: [Garth]{a}\n[Stella]{b} rang.", GARTHS)
    assert len({m.entity for _, m in found}) == 2


def test_kin_behind_a_surname_says_who_is_meant(rules):
    """'The Garth mother'."""
    assert entity_of(rules, "The [Garth]{a} mother rang.", GARTHS)[0] == "p2"
