"""Marks of a draft before the first heading of an edition, and at the edges of its pages."""

import pytest

from redact.formats.draft_marks import is_mark, title_without_marks, without_marks
from redact.formats.flow import flow
from redact.model import Block, Edition, Span


@pytest.mark.parametrize(
    "line",
    [
        "Draft version 7, 3 June, for checking by the agencies",
        "DRAFT v1.12",
        "Version 0.9 (draft)",
        "Third draft for the panel",
        "Working draft",
        "Draft, June",
        "Strictly confidential – not for onward circulation",
        "OFFICIAL-SENSITIVE",
        "Embargoed until 3 May",
        "Not for publication",
        "v4 3 June",
    ],
)
def test_a_line_that_is_a_mark_is_known_for_one(line):
    """Versions, and who may see it, in the forms in which title pages have them."""
    assert is_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        "Independent author: A Person",
        "Draft guidance on bruising was not followed",
        "Official report of the Board",
        "Sensitive to noise, the child hid under the table.",
        "Restricted, the father",
        "Draft 2 and the mother's response",
        "This draft contains real names so that agencies can check it",
        "Confidential enquiries in child health",
        "A report about versions of events",
        "Sensitive practice with families",
    ],
)
def test_a_line_that_only_has_such_a_word_stays(line):
    """A sentence, an author, a title of a work."""
    assert not is_mark(line)


def test_a_title_loses_its_version_and_nothing_else():
    """'Draft overview report v3' is the overview report; a confidential enquiry stays one."""
    assert title_without_marks("Review of Child Q – DRAFT v2") == "Review of Child Q"
    assert title_without_marks("Final draft overview report v3") == "Overview report"
    assert title_without_marks("Confidential enquiry into Child Q") == "Confidential enquiry into Child Q"
    assert without_marks("Review – Child Q – draft v3 – restricted") == "Review – Child Q"


def edition(*rows):
    """An edition of blocks: (kind, words)."""
    text, blocks = "", []
    for kind, words in rows:
        blocks.append(
            Block(Span(len(text), len(text) + len(words)), kind, level=1 if kind == "heading" else 0)
        )
        text += words + "\n"
    return Edition("publication", "overview-report", rows[0][1], text, tuple(blocks))


def test_marks_before_the_first_heading_are_not_printed_and_it_is_said():
    """The title page loses them, the body does not, and a note counts them without their words."""
    made = flow(
        edition(
            ("title", "Review of Child Q – DRAFT v2"),
            ("paragraph", "Independent author: A Person"),
            ("paragraph", "Draft version 7, for accuracy"),
            ("paragraph", "Not for circulation"),
            ("heading", "1 Introduction"),
            ("paragraph", "Draft version 7"),
        )
    )
    assert made.title.text == made.name == "Review of Child Q"
    assert [part.text for part in made.front] == ["Independent author: A Person"]
    assert [part.text for part in made.body] == ["1 Introduction", "Draft version 7"]
    assert [said for said in made.said if "title page" in said] == [
        "3 lines of the title page spoke of the draft or of who may see it, and were left out or shortened"
    ]


def test_a_title_page_without_marks_is_printed_as_it_is():
    """Nothing is said where nothing was done."""
    made = flow(
        edition(("title", "Review of Child Q"), ("paragraph", "Confidential enquiries"), ("heading", "1"))
    )
    assert [part.text for part in made.front] == ["Confidential enquiries"]
    assert made.said == ()
