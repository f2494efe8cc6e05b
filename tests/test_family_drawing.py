"""The family tree: everybody in a row of their generation, no names, all of it in words too, the same bytes each time."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from redact.family import family_of
from redact.family.drawing import GAP, HEIGHT, Words, draw
from redact.family.lanes import route
from redact.family.tree import grow
from redact.model import Entity, Register, Relation
from redact.rules import load_rules

RULES = load_rules()
SVG = "{http://www.w3.org/2000/svg}"
STEP = 140


def family(text, neutral=(), subject="sam"):
    """The family of 'ann mother of sam; …'."""
    rows = [
        re.fullmatch(r"(\w+) (.+) of (\w+)", row.strip()).groups() for row in text.split(";") if row.strip()
    ]
    names = dict.fromkeys([subject, *itertools.chain.from_iterable((who, of) for who, _, of in rows)])
    people = {
        i: Entity(
            i,
            "PERSON",
            f"Secret{i}",
            listed=True,
            role="subject child" if i == subject else "",
            gender="neutral" if i in neutral else "shown",
        )
        for i in names
    }
    relations = tuple(Relation(*row) for row in rows)
    return family_of(Register(subject=subject, entities=people, relations=relations), people, RULES)


def drawn(found, below=()):
    labels = {p: f"Label {p}" for p in found.people}
    return draw(found, labels, below, "The family of Label sam")


FAMILY = (
    "ann mother of sam; tom father of sam; bea mother of ann; ann mother of kit; lee father of kit; lee husband of ann; "
    "tom ex-husband of ann; joe brother of tom"
)


def test_generations_stand_in_rows():
    """Parents above their children, partners and siblings beside each other."""
    rows = grow(family(FAMILY), STEP).rows
    assert [set(row) for row in rows] == [{"bea"}, {"ann", "tom", "lee", "joe"}, {"sam", "kit"}]


def test_couples_stand_side_by_side():
    """A mother between the two fathers of her children."""
    row = grow(family(FAMILY), STEP).rows[1]
    assert abs(row.index("ann") - row.index("tom")) == 1
    assert abs(row.index("ann") - row.index("lee")) == 1


def test_parents_who_are_no_known_couple_have_a_broken_line():
    """That two people have a child does not make them partners."""
    assert 'stroke-dasharray="6 4"' in drawn(family("ann mother of sam; tom father of sam")).svg
    assert (
        'stroke-dasharray="6 4"'
        not in drawn(family("ann mother of sam; tom father of sam; tom husband of ann")).svg
    )


def test_former_partners_are_marked_by_a_word():
    """Not by a colour or a sign that has to be known."""
    assert ">former</text>" in drawn(family("ann mother of sam; tom ex-husband of ann")).svg
    assert (
        "Label ann and Label tom are former partners."
        in drawn(family("ann mother of sam; tom ex-husband of ann")).words
    )


def test_the_subject_is_marked_by_a_double_outline_and_a_word():
    """Shape and words, not colour."""
    svg = drawn(family(FAMILY)).svg
    assert svg.count(">subject</text>") == 1
    assert "The subject of the review is Label sam." in svg


def test_the_picture_is_well_formed_and_has_its_alternative_text():
    """A title, a description, a role, and the language; the text is escaped."""
    found = family(FAMILY)
    labels = {p: f"<{p}> & Co" for p in found.people}
    root = etree.fromstring(draw(found, labels, (), "A & B").svg.encode())
    assert root.get("role") == "img"
    ids = root.get("aria-labelledby").split()
    assert [root.find(f"{SVG}{tag}").get("id") for tag in ("title", "desc")] == ids
    assert root.find(f"{SVG}title").text == "A & B"
    assert "<ann> & Co" in root.find(f"{SVG}desc").text


def test_no_name_and_no_id_is_in_the_picture():
    """Only what people are called in it."""
    found = family(FAMILY)
    svg = draw(found, {p: f"Person {n}" for n, p in enumerate(found.people)}, (), "The family").svg
    assert "Secret" not in svg
    assert not any(re.search(rf"\b{p}\b", svg) for p in found.people)


def test_a_neutral_person_is_drawn_and_told_neutral():
    """The same outline as somebody of whom nothing is known, and no word that tells."""
    plain = drawn(family("ann mother of sam; kit brother of sam", neutral=("kit",)))
    assert plain.svg.count("<polygon") == 3  # the subject's double outline and one more
    assert not re.search(r"\b(?:brother|sister|son|daughter|he|she|male)\b", plain.words)
    assert "Square corners" not in plain.svg
    assert family("kit brother of sam", neutral=("kit",)).told(Relation("kit", "brother", "sam")) == "sibling"


def test_a_side_is_not_told_where_the_parent_is_neutral():
    """'Maternal grandmother' would tell that the parent is a mother."""
    found = family("ann mother of sam; bea maternal grandmother of sam", neutral=("ann",))
    assert found.told(Relation("bea", "maternal grandmother", "sam")) == "grandmother"
    assert found.told(Relation("lee", "mother's partner", "sam")) == "relative"


def test_whoever_cannot_be_placed_is_told_in_words():
    """A grandmother on no side and a half-sister whose other parent is not known."""
    found = drawn(family("ann mother of sam; bea grandmother of sam; kit half-sister of sam"))
    for line in ("Label bea, grandmother of Label sam", "Label kit, half-sister of Label sam"):
        assert line in found.svg
        assert line in found.words


def test_lists_below_are_printed_and_described():
    """Everything in the picture is in its description."""
    found = drawn(
        family(FAMILY),
        (Words("At work", ("Social Worker 1, 2014 to 2015", "GP 1", "GP 2", "GP 3")), Words("Nobody", ())),
    )
    assert "At work: Social Worker 1, 2014 to 2015; GP 1; GP 2; GP 3." in found.words
    assert "Social Worker 1, 2014 to 2015</text>" in found.svg
    assert "Nobody" not in found.svg


def test_an_empty_family_is_no_trouble():
    """A register without a subject gives a picture that says that nothing is known."""
    found = family_of(Register(), {}, RULES)
    assert draw(found, {}, (), "The family").words == "Nothing is known of the family."


def test_long_labels_stay_in_their_boxes():
    """A box is as wide as the longest word needs, and a number never stands alone."""
    found = family("ann mother of sam")
    svg = draw(found, {"ann": "Great-Great-Grandmother 12", "sam": "Child G"}, (), "T").svg
    assert ">Great-Great-Grandmother 12<" in svg or ">Great-Great-Grandmother<" not in svg
    root = etree.fromstring(svg.encode())
    for box in root.iter(f"{SVG}rect"):
        assert int(box.get("x", 0)) + int(box.get("width")) <= int(root.get("width"))


def joined(lines):
    """Pairs of level lines that run into one another."""
    flat = [
        (y1, *sorted((x1, x2)))
        for path in lines.paths
        for (x1, y1), (x2, y2) in itertools.pairwise(path.points)
        if y1 == y2
    ]
    return [
        pair
        for pair in itertools.combinations(flat, 2)
        if pair[0][0] == pair[1][0] and pair[0][1] <= pair[1][2] and pair[1][1] <= pair[0][2]
    ]


def test_four_partners_have_lines_of_their_own():
    """However many, no line runs into another, and so nobody seems to be another one's partner."""
    found = family(
        "; ".join(f"ann mother of c{n}; dad{n} father of c{n}; dad{n} ex-husband of ann" for n in range(4))
        + "; ann mother of sam"
    )
    assert not joined(route(grow(found, STEP), HEIGHT))


PEOPLE = [f"p{n}" for n in range(9)]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(["mother", "father", "partner", "ex-wife", "brother", "half-sister", "child"]),
        st.sampled_from(PEOPLE),
    ).filter(lambda row: row[0] != row[2]),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_any_network_can_be_drawn(rows):
    """No two boxes overlap, no line runs through a box, everybody is drawn or told, and the bytes are the same twice."""
    found = family("; ".join(f"{who} {kind} of {of}" for who, kind, of in rows), subject="p0")
    tree = grow(found, STEP)
    assert all(b - a >= STEP - 1 for row in tree.rows for a, b in itertools.pairwise(tree.at[p] for p in row))
    placed = [p for row in tree.rows for p in row]
    assert len(placed) == len(set(placed))
    assert {p for r in found.said if found.kin(r) for p in (r.source,)} <= {*placed, *tree.left_out}
    lines = route(tree, HEIGHT)
    boxes = [
        (
            tree.at[p] - (STEP - GAP) // 2,
            lines.tops[p],
            tree.at[p] + (STEP - GAP) // 2,
            lines.tops[p] + HEIGHT,
        )
        for p in placed
    ]
    for path in lines.paths:
        for (x1, y1), (x2, y2) in itertools.pairwise(path.points):
            assert x1 == x2 or y1 == y2
            for left, top, right, bottom in boxes:
                assert not (
                    max(x1, x2) > left and min(x1, x2) < right and max(y1, y2) > top and min(y1, y2) < bottom
                )
    assert not joined(lines)
    assert (
        drawn(found).svg
        == drawn(family("; ".join(f"{who} {kind} of {of}" for who, kind, of in rows), subject="p0")).svg
    )


@pytest.mark.parametrize("colour", ["#17212b", "#4a5560", "#1d4f7c"])
@pytest.mark.parametrize("ground", ["#ffffff", "#f1f4f7"])
def test_contrast_is_enough(colour, ground):
    """At least 4.5 to 1, as WCAG 2.2 AA asks of text."""

    def light(code):
        parts = [int(code[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, pale = sorted((light(colour), light(ground)))
    assert (pale + 0.05) / (dark + 0.05) >= 4.5
