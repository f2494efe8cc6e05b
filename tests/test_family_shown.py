"""`redact show family`: names for whom asks, pseudonyms only for an audience."""

import json

import pytest

from redact.errors import UsageError
from redact.family import family_of
from redact.family.shown import Network, as_data, as_lines, data_for, lines_for, picture
from redact.model import Entity, Register, Relation
from redact.review import Reviewed
from redact.rules import load_rules
from redact.showing import Known

RULES = load_rules()
ROLES = {
    "p1": "subject child", "p2": "mother", "p3": "mother's partner", "p4": "cousin", "p5": "social worker of Wrenna's family",
    "p6": "neighbour and friend of Oona",
}  # fmt: skip
LABELS = {
    "p1": "Child G",
    "p2": "Mother",
    "p3": "Mr K",
    "p4": "Cousin 1",
    "p5": "Social Worker 1",
    "p6": "Neighbour 1",
}
PEOPLE = {i: Entity(i, "PERSON", f"Wrenna Thistle{i}", role=role, listed=True) for i, role in ROLES.items()}
SAID = Relation("p3", "stepfather", "p1", origin="text", place="draft Thistlep1.docx, paragraph 3")
DOUBT = Relation(
    "p4", "brother", "", origin="text", place="draft Thistlep1.docx, paragraph 4", among=("p1", "p3")
)


def network(pseudonyms=LABELS, proposed=(SAID, DOUBT), **more):
    register = Register(
        subject="p1", entities=PEOPLE, relations=(Relation("p5", "GP", "p1", "March 2014", "2016"),), **more
    )
    known = Known(register, (), Reviewed((), PEOPLE, {}), pseudonyms)
    return Network(known, family_of(register, PEOPLE, RULES), tuple(proposed))


def test_lines_say_where_each_relation_comes_from():
    """The register's, what follows, what is not placed, and what the drafts propose with its place."""
    lines = list(as_lines(network()))
    assert lines[0] == "Subject of the review: p1 Wrenna Thistlep1"
    below = {line: heading for heading, line in _headed(lines)}
    assert below["p2 Wrenna Thistlep2: mother of p1 Wrenna Thistlep1"] == "Family, from the register"
    assert below["p3 Wrenna Thistlep3: partner of p2 Wrenna Thistlep2"] == "What follows from these"
    assert below["p4 Wrenna Thistlep4: cousin of p1 Wrenna Thistlep1"].startswith(
        "Of whom, or by which line, is not said"
    )
    assert (
        below["p5 Wrenna Thistlep5: GP of p1 Wrenna Thistlep1, March 2014 to 2016"]
        == "At work with the family, from the register"
    )
    assert below[
        "p3 Wrenna Thistlep3: stepfather of p1 Wrenna Thistlep1  (draft Thistlep1.docx, paragraph 3)"
    ].startswith("Proposed")
    assert any("brother of p1 Wrenna Thistlep1 or p3 Wrenna Thistlep3?" in line for line in lines)


def _headed(lines):
    heading = ""
    for line in lines[1:]:
        if line.startswith("  "):
            yield heading, line.strip()
        heading = line if line and not line.startswith(" ") else heading


def test_data_holds_the_same():
    """Each relation with its origin; a doubtful one has nobody as its target."""
    data = json.loads(json.dumps(as_data(network())))
    rows = {(r["who"], r["is"], r["of"]): r for r in data["relations"]}
    assert rows["p2", "mother", "p1"]["origin"] == "register"
    assert rows["p3", "partner", "p2"]["origin"] == "follows"
    assert rows["p3", "stepfather", "p1"]["origin"] == "text"
    assert rows["p4", "brother", None]["among"] == ["p1", "p3"]
    assert not rows["p4", "cousin", "p1"]["placed"]


@pytest.mark.parametrize(
    "shown",
    [
        lambda net: "\n".join(lines_for(net, "publication", RULES)),
        lambda net: json.dumps(data_for(net, "publication", RULES)),
        lambda net: picture(net, "publication", RULES).svg,
        lambda net: picture(net, "family", RULES).words,
    ],
)
def test_an_audience_sees_no_name(shown):
    """Neither a name, nor the free text of a role, nor the name of a draft."""
    text = shown(network())
    assert not any(word in text for word in ("Wrenna", "Thistle", "Oona", "draft", "p1", "p5"))
    assert "Social Worker 1" in text


def test_the_dates_are_those_of_the_audience():
    """By the register's policy for it."""
    assert "  Social Worker 1, 2014 to 2016" in list(lines_for(network(dates="year"), "publication", RULES))


def test_somebody_without_a_pseudonym_stops_it():
    """Nothing is drawn with a gap in it, or with a name."""
    with pytest.raises(UsageError, match=r"p4: no pseudonym yet.*redact run"):
        picture(network({i: label for i, label in LABELS.items() if i != "p4"}), "publication", RULES)
    with pytest.raises(UsageError, match="no such audience"):
        list(lines_for(network(), "press", RULES))
