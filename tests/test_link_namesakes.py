"""Linking: who is nearly called as somebody of the case, and is somebody else."""

import re

import pytest

from redact.link import AMBIGUOUS, TAKEN_FOR, link
from redact.model import Block, Cell, Document, Entity, Mention, Register, Span


def person(entity, name, role):
    return Entity(entity, "PERSON", name, (), role, listed=True)


CASE = Register(
    subject="p8",
    entities={
        e.id: e
        for e in (
            person("p1", "Joanne Pettifer", "mother"),
            person("p2", "Keira Pettifer", "sister"),
            person("p3", "Darren Stubbs", "father"),
            person("p5", "Kayden Stubbs", "cousin"),
            person("p7", "Ann Tull", "team manager"),
            person("p8", "Marlon Pettifer", "subject child"),
        )
    },
)


def found_in(rules, marked, known=CASE):
    """The linked mentions of a text whose names stand in brackets, and the entities."""
    text, found = "", []
    for before, name in re.findall(r"([^\[]*)(?:\[([^\]]*)\])?", marked):
        text += before
        if name:
            found.append(a_mention(Span(len(text), len(text) + len(name)), name))
            text += name
    return link(found, known, rules, None, {"d": Document("d", "", text, ())})


def a_mention(span, name):
    near = name in {"Marlow", "Marlo", "Marlin", "Marlow, J."}
    reason = "one letter away from a name of p8" if near else ""
    return Mention("d", span, name, "PERSON", "known", 0.9, "replace", reason=reason)


def is_asked(mention, could):
    return mention.status == "flag" and mention.reason.startswith(TAKEN_FOR) and could in mention.reason


@pytest.mark.parametrize(
    "marked",
    [
        "Present: [Marlow, J.], [Tull, P.] and [Okoro, B.] came.",
        "[Marlow] rang. [Ms Marlow], the social worker, came.",
        "[Marlow] rang. The school nurse, [Marlow], came.",
        "[Marlow] rang. [Marlow] is a nurse.",
        "[Marlow], a teacher, rang.",
        "[Marlo Pettifer] is an uncle. [Marlo] hit the boy.",
        "[Marlo] was late. [Marlo] is an uncle.",
        "[Marlo Pettifer], her uncle, came.",
        "[Marlin Pettifer] is a cousin.",
    ],
)
def test_who_is_spelt_nearly_as_the_child_and_is_said_to_be_another_is_a_person_of_its_own(rules, marked):
    """A surname, a role or tie of kin, another usual first name, 'Senior': no misspelling, and asked about."""
    found, entities = found_in(rules, marked)
    first = found[0]
    assert first.entity not in CASE.entities
    assert entities[first.entity].role != AMBIGUOUS
    assert is_asked(first, "could be p8")
    assert not {m.entity for m in found if m.text.startswith("Marl")} & {"p8"}


@pytest.mark.parametrize(
    ("marked", "entity"),
    [
        ("[Keiran Pettifer] came.", "p2"),
        ("[Marlo] was seen.", "p8"),
        ("[Marlin] was seen.", "p8"),
        ("[Marlo Pettifer] was seen.", "p8"),
    ],
)
def test_another_first_name_of_one_surname_is_never_taken_for_a_misspelling_in_silence(rules, marked, entity):
    """Brothers and sisters are often called much alike."""
    (mention,), _ = found_in(rules, marked)
    assert mention.entity == entity
    assert is_asked(mention, "somebody else")


def test_another_usual_first_name_is_another_person(rules):
    """'Marlon' is a name by itself, and no misspelt 'Marlo'."""
    known = Register(subject="p9", entities={"p9": person("p9", "Marlo Pettifer", "subject child")})
    (mention,), _ = found_in(rules, "[Marlon Pettifer] came.", known)
    assert mention.entity == "E1"
    assert is_asked(mention, "could be p9")


@pytest.mark.parametrize("marked", ["[Marrlon Pettifer] came.", "[Marlon Petifer], the child, came."])
def test_what_is_spoken_as_the_childs_name_is_a_misspelling(rules, marked):
    """Nothing speaks against the child: nobody is asked."""
    (mention,), _ = found_in(rules, marked)
    assert (mention.entity, mention.status) == ("p8", "replace")


def test_a_name_that_the_text_says_is_misspelt_stays_with_its_bearer(rules):
    """'Two referrals misspell him as Marlon Pettifer' is the child, and asked about."""
    known = Register(subject="p9", entities={"p9": person("p9", "Marlo Pettifer", "subject child")})
    text = "[Marlo Pettifer] came. Two referrals misspell him as [Marlon Pettifer]."
    (_, mention), _ = found_in(rules, text, known)
    assert mention.entity == "p9"
    assert is_asked(mention, "somebody else")


def test_senior_is_not_the_child_of_the_same_first_name(rules):
    """A child is no 'Senior', and no elder of two."""
    found, _ = found_in(rules, "[Marlon] wept. [Marlon Senior] and [Marlo Pettifer Senior] came.")
    assert [m.entity for m in found] == ["p8", "E1", "E2"]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("Autumn [Stubbs] was six.", "Autumn Stubbs"),
        ("They met Winter [Tull] there.", "Winter Tull"),
        ("The aunt, Zebedine [Tull], came.", "Zebedine Tull"),
        ("In care was August [Tull] too.", "August Tull"),
        ("Anna-May [Tull] came.", "Anna-May Tull"),
    ],
)
def test_a_surname_behind_a_first_name_that_nobody_found_is_another_persons(rules, marked, name):
    """The two words are one person, who is no listed one, and the reviewer is asked."""
    (mention,), entities = found_in(rules, marked)
    assert mention.text == name == entities[mention.entity].name
    assert mention.entity not in CASE.entities
    assert is_asked(mention, "could be p")
    assert len(mention.span) == len(name)


@pytest.mark.parametrize(
    "marked",
    [
        "When [Tull] came, she wept.",
        "Yesterday [Tull] came.",
        "The Team Manager [Tull] came.",
        "On Monday [Tull] came.",
        "On 3 May [Tull] came.",
        "SW [Tull] came.",
        "He met her. Sometimes [Tull] came.",
        "the manager [Tull] came.",
    ],
)
def test_a_lone_surname_behind_any_other_word_is_its_one_bearers(rules, marked):
    """First words of sentences, roles, days and shorthand are no first names."""
    (mention,), _ = found_in(rules, marked)
    assert (mention.text, mention.entity, mention.status) == ("Tull", "p7", "replace")


def table(*tables):
    """A document of tables, each of rows of cells."""
    text, blocks, at = "", [], {}
    for number, rows in enumerate(tables):
        for row, cells in enumerate(rows):
            for column, cell in ((c, cell) for c, cell in enumerate(cells) if cell):
                span = Span(len(text), len(text) + len(cell))
                blocks.append(Block(span, "cell", cell=Cell(number, row, column, header=row == 0)))
                at[number, row, column] = span
                text += cell + "\n"
    return Document("d", "", text, tuple(blocks)), at


def of_table(rules, document, spans):
    found = [a_mention(span, document.of(span)) for span in spans]
    return link(found, CASE, rules, None, {"d": document})


def test_a_first_name_in_the_next_cell_that_nobody_found_makes_another_person(rules):
    """'Grace | Stubbs' is not the one Stubbs; the first name is a mention too, and both are asked about."""
    document, at = table((("First name", "Surname", "Role"), ("Grace", "Stubbs", "aunt")))
    found, entities = of_table(rules, document, [at[0, 1, 1]])
    assert sorted(m.text for m in found) == ["Grace", "Stubbs"]
    (entity,) = {m.entity for m in found}
    assert (entities[entity].name, entities[entity].role) == ("Grace Stubbs", "aunt")
    assert {m.status for m in found} == {"flag"}
    assert any("could be p3" in m.reason for m in found)


def test_a_role_in_a_table_is_that_of_its_own_row(rules):
    """The row above says nothing of the names in this one."""
    document, at = table(
        (
            ("First name", "Surname", "Role", "Born"),
            ("Keira", "Stubbs", "half-sister", "2009"),
            ("Darren", "Pettifer", "cousin", ""),
            ("Callum", "Okoro", "", ""),
        ),
        (("Surname", "First name", "Role"), ("OKORO", "Ben", "uncle"), ("MARLOW", "Jane", "nurse")),
    )
    cells = [*((0, row, column) for row in (1, 2, 3) for column in (0, 1))]
    cells += [(1, row, column) for row in (1, 2) for column in (0, 1)]
    found, entities = of_table(rules, document, [at[cell] for cell in cells])
    roles = {entities[m.entity].name: entities[m.entity].role for m in found}
    assert roles == {
        "Keira Stubbs": "half-sister",
        "Darren Pettifer": "cousin",
        "Callum Okoro": "",
        "Ben OKORO": "uncle",
        "Jane MARLOW": "nurse",
    }


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("Tull TC Marlow", ["Tull", "Marlow"]),
        ("Joanne TC Tull", ["Joanne", "Tull"]),
        ("Joanne t/c Ann Tull", ["Joanne", "Ann Tull"]),
        ("Ann Tull HV Quillon", ["Ann Tull", "Quillon"]),
        ("Ann Tull TC AE", ["Ann Tull TC AE"]),  # nobody has these initials
        ("Joanne TC Mum", ["Joanne TC Mum"]),
    ],
)
def test_who_is_called_is_not_lost_behind_who_calls(rules, text, halves):
    """'Joanne TC Tull' is a call of two people, by any form of their names."""
    found, _ = link([a_mention(Span(0, len(text)), text)], CASE, rules, None, None)
    assert [m.text for m in found] == halves
    assert len({m.entity for m in found}) == len(halves)
