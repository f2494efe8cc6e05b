"""Findings on one thing are told once."""

from __future__ import annotations

from redact.checks.grouping import grouped
from redact.model import Finding


def finding(place: str, *, entity: str = "p1", quote: str = "", file: str = "a.html") -> Finding:
    """A finding of one check at *place*."""
    return Finding(
        "names", "blocks", file, place, "a real name stands here", "take it out", "R1", entity, quote
    )


def test_one_name_in_three_places_is_one_finding() -> None:
    """With the first place, the number and the other places."""
    one = grouped(finding(f"page {at}") for at in (1, 2, 4))
    assert [(f.place, f.message) for f in one] == [
        ("page 1", "a real name stands here (3 times, also page 2, page 4)")
    ]


def test_two_people_two_words_and_two_files_stay_apart() -> None:
    """Only where nobody knows who it is the words tell whether it is one thing."""
    found = [finding("1"), finding("1", entity="p2"), finding("1", file="b.html")]
    assert grouped(found) == found
    words = [
        finding("1", entity="", quote="Ann"),
        finding("2", entity="", quote="Bea"),
        finding("3", entity="", quote="ANN"),
    ]
    assert [f.place for f in grouped(words)] == ["1", "2"]


def test_many_places_are_counted() -> None:
    """Eight more are named."""
    (one,) = grouped(finding(f"page {at}") for at in range(1, 31))
    assert one.message.endswith("page 8, page 9 and 21 more places)")
    assert one.message.startswith("a real name stands here (30 times, also page 2,")


def test_a_single_finding_is_left_alone() -> None:
    """So that what somebody accepted before still stands."""
    assert grouped([finding("page 1")]) == [finding("page 1")]
