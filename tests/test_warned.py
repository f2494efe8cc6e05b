"""Warnings are told by kind, what identifies first; a signature says which it accepted."""

from __future__ import annotations

from redact.model import Finding
from redact.warned import as_lines, by_kind, in_short, on_record, told_of_record


def warns(check: str, message: str, place: str, entity: str = "", severity="warns") -> Finding:
    return Finding(check, severity, "report.docx", place, message, "look at it", "R1", entity)


FOUND = [
    warns("glossary", "39 labels in use are not in the list that explains them", "paragraph 1"),
    *(warns("glossary", f"{n} abbreviations in use are not listed", f"paragraph {n}") for n in (2, 3, 4)),
    warns("names", "a real name of p14 stands here (4 times, also page 2, page 3)", "page 1", "p14"),
    warns("names", "a real name of E2 stands here", "page 9", "E2"),
    warns("names", "a real name of p1 stands here", "page 9", "p1", "blocks"),
]


def test_one_kind_is_one_line():
    """Whoever it is about and whatever its numbers; what blocks is none of them."""
    kinds = by_kind(FOUND)
    assert [(k.check, k.count, len(k.places)) for k in kinds] == [
        ("names", 5, 2),
        ("glossary", 1, 1),
        ("glossary", 3, 3),
    ]
    assert kinds[0].message == "a real name of somebody stands here"
    assert in_short(kinds) == "6 warnings of 3 kinds"
    assert as_lines(kinds)[1] == "  report.docx, page 1; report.docx, page 9"


def test_what_tells_of_somebody_comes_before_form():
    """However often the form is wrong."""
    many = [warns("glossary", "a label", f"paragraph {n}") for n in range(50)]
    assert [k.check for k in by_kind([*many, warns("near-names", "a word", "page 1")])] == [
        "near-names",
        "glossary",
    ]


def test_the_record_says_what_was_accepted():
    """An early one says nothing, which is not the same as none."""
    assert (
        told_of_record({"warned": on_record(by_kind(FOUND))}) == "accepted with 6 warnings (names, glossary)"
    )
    assert told_of_record({"warned": []}) == "no warnings"
    assert told_of_record({}) == ""
