"""The network: what the register says of kin and work, and what follows from it."""

import re

import pytest

from redact.errors import RulesError
from redact.family import family_of
from redact.model import Entity, Register, Relation
from redact.register import read_register
from redact.rules import load_rules
from redact.rules.kinship import back, contradicts, read_kinship

RULES = load_rules()
KINSHIP = RULES.kinship


def family(relations=(), subject="", **roles):
    """The family of people whose ids are their names; a role may be 'aunt/maternal'."""
    names = dict.fromkeys(
        [*roles, *(i for r in relations for i in (r.source, r.target)), *filter(None, [subject])]
    )
    people = {
        i: Entity(
            i,
            "PERSON",
            i.title(),
            role=roles.get(i, "").split("/")[0],
            family=[*roles.get(i, "").split("/"), ""][1],
            listed=True,
        )
        for i in names
    }
    register = Register(subject=subject, entities=people, relations=tuple(relations))
    return family_of(register, people, RULES)


def sentence(text):
    """'Ann mother of Sam' as a relation."""
    match = re.fullmatch(r"(\w+) (.+) of (\w+)", text.strip())
    return Relation(*match.groups())


def as_sentences(relations):
    return {f"{r.source} {r.kind} of {r.target}" for r in relations}


@pytest.mark.parametrize("kin", KINSHIP.terms, ids=lambda kin: kin.term)
def test_every_term_leads_back_by_its_inverse(kin):
    """The inverse of a term is the way back, in a word that tells no gender."""
    inverse = KINSHIP.named(kin.inverse)
    assert back(kin.path) in inverse.paths
    assert inverse.gender == ""


@pytest.mark.parametrize("kin", KINSHIP.terms, ids=lambda kin: kin.term)
def test_every_word_of_a_term_is_read_as_that_term(kin):
    """Hyphens may be blanks or nothing, and capitals say nothing."""
    for word in kin.words:
        assert KINSHIP.named(word.upper()).term == kin.term
        assert KINSHIP.named(word.replace("-", " ")).term == kin.term
        assert KINSHIP.named(f"maternal elder {word.replace('-', '')}").side == "maternal"


@pytest.mark.parametrize("example", KINSHIP.examples["follows"])
def test_what_follows(example):
    """The table's own examples: what is certain is added, and nothing else."""
    given, wanted = example.split("=>")
    found = family([sentence(text) for text in given.split(";")])
    assert as_sentences(found.follows) == {text.strip() for text in wanted.split(";") if text.strip()}


@pytest.mark.parametrize("row", KINSHIP.examples["contradicts"], ids=str)
def test_what_contradicts(row):
    """Two words that cannot both hold of the same two people."""
    assert contradicts(KINSHIP.named(row["known"]), KINSHIP.named(row["said"]))


@pytest.mark.parametrize("row", KINSHIP.examples["agrees"], ids=str)
def test_what_agrees(row):
    """A looser word, a word of care, and a word of work contradict nothing."""
    known = KINSHIP.named(row["known"])
    assert known is None or not contradicts(known, KINSHIP.named(row["said"]))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("mother", "x mother of sam"),
        ("Maternal Grandmother", "x maternal grandmother of sam"),
        ("mgm", "x maternal grandmother of sam"),
        ("aunt/maternal", "x maternal aunt of sam"),
        ("mother/maternal", "x mother of sam"),
        ("half sister/maternal", "x maternal half-sister of sam"),
        ("mother's partner", "x mother's partner of sam"),
        ("father of half-sibling", "x half-sibling's father of sam"),
        ("mother of kit", "x mother of kit"),
        ("mother, died 2015", "x mother of sam"),
        ("son", "x son of "),
        ("mother of the boy next door", "x mother of "),
        ("father of the subject child", "x father of sam"),
        ("social worker", "x social worker of sam"),
        ("ward sister", "x ward sister of sam"),
        ("social worker of kit", "x social worker of kit"),
        ("brother Dean", "x brother of sam"),
        ("Kit's sister", "x sister of kit"),
        ("Nobody's sister", "x sister of "),
        ("maternal grandmother, Vera Moss of Sampleton", "x maternal grandmother of sam"),
        ("Ward Sister", "x Ward Sister of sam"),
        ("deputy manager of the nursery", "x deputy manager of the nursery of sam"),
    ],
)
def test_a_role_is_read_as_a_relation(role, expected):
    """Relative to the subject, unless it says of whom; a bare 'son' does not say whose."""
    found = family(sam="subject child", kit="neighbour", x=role, subject="sam")
    assert expected in as_sentences(found.said)


def test_a_family_of_the_register_is_put_together():
    """Mother, father, a half-sister on one side with her own father, both grandmothers, an aunt and a partner."""
    found = family(
        subject="sam",
        sam="subject child",
        ann="mother",
        tom="father",
        grace="half-sibling/maternal",
        dean="father of half-sibling",
        bea="maternal grandmother",
        lee="mother's partner",
        may="maternal aunt",
    )
    assert as_sentences(found.follows) >= {
        "ann mother of grace",
        "dean father of grace",
        "bea mother of ann",
        "lee partner of ann",
        "may sister of ann",
        "bea maternal grandmother of grace",
        "may maternal aunt of grace",
    }
    assert found.unplaced == ()


def test_what_cannot_be_placed_is_told():
    """A grandmother on no side, a cousin, and a son of nobody are left for a person to say."""
    found = family(
        subject="sam", sam="subject child", ann="mother", bea="grandmother", kit="cousin", joe="son"
    )
    assert {r.source for r in found.unplaced} == {"bea", "kit", "joe"}
    assert found.follows == ()


def test_nobody_is_an_ancestor_of_himself():
    """Relations that go round in a circle are told, and make no tie."""
    found = family([Relation("ann", "mother", "sam"), Relation("sam", "mother", "ann")])
    assert [r.source for r in found.unplaced] == ["sam"]
    assert family([Relation("ann", "mother", "sam"), Relation("sam", "grandmother", "ann")]).unplaced


def test_a_second_subject_is_no_relative_unless_the_register_says_so():
    """Two subject children are marked as such; that they are brothers is for the register to say."""
    found = family(subject="sam", sam="subject child", kit="subject child", ann="mother")
    assert found.subjects == ("sam", "kit")
    assert as_sentences(found.known) == {"ann mother of sam", "sam child of ann"}


def test_work_and_acquaintances_are_told_apart():
    """A social worker is at work, a neighbour is not, and a row of relations goes before the bare role."""
    period = Relation("ann", "social worker", "sam", "March 2014", "2015")
    found = family([period], subject="sam", sam="subject child", ann="social worker", bob="neighbour")
    assert found.work == (period,)
    assert [r.source for r in found.others] == ["bob"]


PEOPLE = "people:\n  - {id: p1, name: Jane Oyelaran}\n  - {id: p2, name: Tom Oyelaran}\nplaces: [{id: l1, name: Wrenbury}]\n"


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("{who: p9, is: mother, of: p1}", "relations.0.who"),
        ("{who: p1, is: mother, of: l1}", "relations.0.of"),
        ("{who: p1, is: mother, to: p2}", "relations.0.to"),
        ("{who: p1, is: mother, of: p1}", "relations.0.is"),
        ("{who: p1, of: p2}", "relations.0.is"),
        ("{who: p1, is: GP, of: p2, since: once}", "relations.0.since"),
        ("{who: p1, is: GP, of: p2, since: 2016, until: 2014}", "relations.0.until"),
        ("mother", "relations.0"),
        ("{who: p1, is: GP, of: p2, since: March 2014, until: 2014-02}", "relations.0.until"),
    ],
)
def test_a_wrong_relation_names_file_line_and_key(tmp_path, row, key):
    """Unknown people, unknown keys, nobody to oneself, and periods that cannot be."""
    path = tmp_path / "register.yaml"
    path.write_text(f"{PEOPLE}relations:\n  - {row}\n", encoding="utf-8")
    with pytest.raises(RulesError) as error:
        read_register(path, RULES)
    assert f"register.yaml: line 6: {key}: " in str(error.value)


def test_relations_of_the_register_are_read(tmp_path):
    """Who is what to whom, and when; a month in figures is a month."""
    path = tmp_path / "register.yaml"
    path.write_text(
        PEOPLE + "relations: [{who: p2, is: GP, of: p1, since: 2014-03, until: 2014}]", encoding="utf-8"
    )
    assert read_register(path, RULES).relations == (Relation("p2", "GP", "p1", "March 2014", "2014"),)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("path: parent,", "path: mother,", "terms.0.path"),
        ("inverse: child}", "inverse: kid}", "terms.0.inverse"),
        ("gender: female", "gender: f", "terms.1.gender"),
        ("words: [mother,", "words: [parent,", "terms.1.words"),
        ("alone: false", "alone: 3", "terms.6.alone"),
        ("sides:", "side:", "side"),
        ("beside: [", "beside: [[a], ", "beside"),
    ],
)
def test_a_wrong_table_names_file_line_and_key(tmp_path, old, new, key):
    """What is wrong in rules/kinship.yaml is said before any draft is read."""
    path = tmp_path / "kinship.yaml"
    text = (RULES.folder / "kinship.yaml").read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RulesError, match=rf"kinship\.yaml: line \d+: {re.escape(key)}: "):
        read_kinship(path)


def test_a_relative_is_never_listed_as_work():
    """Remarks and names behind a word of kinship; what is not understood is among the others."""
    found = family(
        [
            Relation("tom", "husband (met at the Arms) of Ruth", "ruth"),
            Relation("dean", "brother, called Deano", "sam"),
            Relation("dean", "brother in all but name", "sam"),
        ],
        "sam",
        sam="subject child",
        ruth="mother",
        tom="father",
        dean="brother Dean",
        lena="Ruth's sister",
        ada="father figure",
        may="social worker",
        ivy="ward sister",
    )
    assert {r.source for r in found.work} == {"may", "ivy"}
    assert {r.source for r in found.others} == {"dean", "ada"}
    said = as_sentences(r for r in found.said if found.kin(r))
    assert {"tom husband of ruth", "dean brother of sam", "lena sister of ruth"} <= said
    assert "lena maternal aunt of sam" in as_sentences(found.follows)


def test_a_relative_of_somebody_named_by_first_name_is_placed():
    """Where one person alone of the register bears it."""
    people = {
        "p1": Entity("p1", "PERSON", "Kai Tranter", listed=True),
        "p3": Entity("p3", "PERSON", "Ruth Tranter", role="mother", listed=True),
        "p6": Entity("p6", "PERSON", "Lena Moss", role="Ruth's sister", listed=True),
    }
    found = family_of(Register(subject="p1", entities=people), people, RULES)
    assert Relation("p6", "sister", "p3") in found.said
