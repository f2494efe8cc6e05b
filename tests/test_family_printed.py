"""The family in an edition: only those whom its text mentions, pseudonyms only, dates by the policy, and seen by the checks."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from redact.checks import Question, open_file, run_checks
from redact.family import family_of
from redact.family.printed import HEADING, below_tree, period, with_tree
from redact.formats import write
from redact.model import Block, Edition, Entity, Register, Relation, Replacement, Secret, Span
from redact.policies import editions_policy
from redact.rules import load_rules

RULES = load_rules()
ROLES = {
    "p1": "subject child",
    "p2": "mother",
    "p3": "father",
    "p4": "maternal half-sister",
    "p5": "social worker",
    "p6": "neighbour",
}
LABELS = {
    "p1": "Child G",
    "p2": "Mother",
    "p3": "Father",
    "p4": "Half Sibling 1",
    "p5": "Social Worker 1",
    "p6": "Neighbour 1",
}
PEOPLE = {i: Entity(i, "PERSON", f"Wrenna Thistle{i}", role=role, listed=True) for i, role in ROLES.items()}
WORK = (
    Relation("p5", "social worker", "p1", "5 March 2014", "June 2015"),
    Relation("p5", "social worker", "p4", "2017"),
)


def register(**more):
    return Register(subject="p1", entities=PEOPLE, relations=WORK, **more)


def policy(**more):
    return editions_policy(RULES, register(**more), "publication", ())


def family():
    return family_of(register(), PEOPLE, RULES)


def edition(*mentioned):
    text = "Overview\nThe report."
    blocks = (Block(Span(0, 8), "title"), Block(Span(9, 20), "paragraph"))
    replacements = tuple(Replacement(Span(9, 12), LABELS[i], i, "pseudonym") for i in mentioned)
    return Edition("publication", "overview-report", "Overview", text, blocks, (), replacements)


def printed(*mentioned, **more):
    return with_tree(edition(*(mentioned or LABELS)), family(), LABELS, policy(**more))


def test_a_section_is_added_at_the_end():
    """A heading, the family in words, and the lists; the text before it is untouched."""
    made = printed()
    assert made.text.startswith(edition().text)
    lines = [(b.kind, made.text[b.span.start : b.span.end]) for b in made.blocks[2:]]
    assert lines[0] == ("heading", HEADING)
    assert "Mother and Father are the parents of Child G." in lines[1][1]
    assert lines[2:] == [
        (
            "paragraph",
            "People who worked with the family: Social Worker 1, March 2014 to June 2015, from 2017 (with Half Sibling 1).",
        ),
        ("paragraph", "Others in the review: Neighbour 1."),
    ]
    assert "Half Sibling" in made.picture


def test_nobody_is_drawn_whom_the_text_does_not_mention():
    """A tree must not tell of a child of whom the report says nothing."""
    made = printed("p1", "p2", "p3", "p5")
    assert "Half Sibling" not in made.text + made.picture + made.picture_in_words
    assert "Neighbour" not in made.text


def test_a_family_of_two_gets_no_tree():
    """Nor does an edition that does not mention its subject."""
    assert printed("p1", "p2") == edition("p1", "p2")
    assert printed("p2", "p3", "p4") == edition("p2", "p3", "p4")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("exact", "5 March 2014 to June 2015"),
        ("year", "2014 to 2015"),
        ("season", "spring 2014 to summer 2015"),
    ],
)
def test_periods_follow_the_date_policy(dates, expected):
    """As dates in the text do."""
    assert f"Social Worker 1, {expected}, " in below_tree(family(), LABELS, policy(dates=dates))[0].lines[0]


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("", "", ""),
        ("2014", "", ", from 2014"),
        ("", "2015", ", until 2015"),
        ("2014", "2015", ", 2014 to 2015"),
        ("2014", "2014", ", 2014"),
    ],
)
def test_periods_in_words(since, until, words):
    """With one end, both, or none."""
    assert period(since, until) == words


def test_the_tree_is_off_unless_it_is_asked_for():
    """Neither audience has it; the register asks by audience."""
    assert not policy().family_tree
    assert policy(family_tree=("publication",)).family_tree
    assert not policy(family_tree=("family",)).family_tree


def test_every_format_holds_the_family(tmp_path):
    """The words in all three, the picture in HTML and PDF with its alternative text; the checks see it and object to nothing."""
    made = printed()
    secrets = tuple(Secret(i, e.name) for i, e in PEOPLE.items())
    for suffix in (".html", ".pdf", ".docx"):
        path = tmp_path / f"overview-report{suffix}"
        path.write_bytes(write(made, suffix))
        assert path.read_bytes() == write(made, suffix)
        opened = open_file(path)
        seen = " ".join(" ".join(p.text for p in opened.visible).split())
        assert "Mother and Father are the parents of Child G" in seen
        assert ("How to read the picture" in seen) == (suffix != ".docx")
        found = run_checks([opened], Question(secrets, (), LABELS))
        assert [f for f in found if f.severity == "blocks"] == []
        assert [f for f in found if f.check == "structure"] == []


def test_a_name_in_the_picture_is_found(tmp_path):
    """The checks read the words of the drawing as they read any other."""
    labels = LABELS | {"p2": "Wrenna"}
    made = with_tree(edition(*LABELS), family(), labels, policy())
    for suffix in (".html", ".pdf"):
        path = Path(tmp_path / f"report{suffix}")
        path.write_bytes(write(made, suffix))
        found = run_checks([open_file(path)], Question((Secret("p2", "Wrenna"),), (), LABELS))
        assert {"names"} <= {f.check for f in found if f.severity == "blocks"}


def test_the_page_keeps_its_own_title(tmp_path):
    """The title of the drawing is not taken for that of the page."""
    path = tmp_path / "report.html"
    path.write_bytes(write(printed(), ".html"))
    facts = {p.place: p.text for p in open_file(path).passages if p.kind == "fact"}
    assert facts["html title"] == "Overview"


def test_an_edition_without_a_tree_has_no_trace_of_one():
    """The same bytes as if the feature were not there."""
    assert b"<svg" not in write(edition(), ".html")
    with ZipFile(BytesIO(write(printed(), ".docx"))) as package:
        assert not [name for name in package.namelist() if "media" in name]
