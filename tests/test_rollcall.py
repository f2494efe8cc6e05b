"""The register against what was found: known but never found, found but unknown."""

from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import Entity, Mention, Span
from redact.rollcall import in_short, never_found, unknown_to


def entity(name, times=0, listed=False, label="PERSON", status="replace", role=""):
    mentions = tuple(
        Mention("a.txt", Span(n, n + 3), "Abc", label, "known", 1.0, status) for n in range(times)
    )
    return Entity(name.split()[0].lower(), label, name, role=role, listed=listed, mentions=mentions)


def cast(*entities):
    return {e.id: e for e in entities}


def test_who_is_listed_and_never_found_is_told_with_whom_it_may_be():
    """A stranger of nearly the same name is named beside; a far one, and one of another kind, is not."""
    people = cast(
        entity("Wrenna Thistlewood", listed=True),
        entity("Wrena Thistelwood", 3),
        entity("Tom Poe", 2),
        entity("Ann Poe", 1, listed=True),
    )
    assert [(e.id, near) for e, near in never_found(people)] == [("wrenna", ("wrena",))]
    other = cast(entity("Scarholt", listed=True, label="PLACE"), entity("Scarhold", 1, label="ORG"))
    assert [(e.id, near) for e, near in never_found(other)] == [("scarholt", ())]


def test_short_names_are_never_nearly_the_same():
    """Four letters leave no room for a slip."""
    assert never_found(cast(entity("Jane", listed=True), entity("June", 2)))[0][1] == ()


def test_who_was_found_and_is_not_listed_is_told_by_how_often():
    """Questions, households and what a reviewer left are nobody to list."""
    people = cast(
        entity("Tom Poe", 1),
        entity("Ann Poe", 4),
        entity("Lee", 2, listed=True),
        entity("Moss", 3, status="keep"),
        entity("Which", 2, role=AMBIGUOUS),
        entity("Poes", 2, role=HOUSEHOLD),
    )
    assert [e.id for e in unknown_to(people)] == ["ann", "tom"]


def test_both_numbers_stand_on_one_line():
    """Nothing is said where there is no register."""
    people = cast(entity("Tom Poe", 1), entity("Lee", 2, listed=True), entity("Kit", listed=True))
    assert in_short(people) == "1 of 2 in the register were found nowhere; 1 were found that are not in it"
    assert in_short(cast(entity("Tom Poe", 1))) == ""
