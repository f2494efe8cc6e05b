"""What detection finds in finished files, and what explains it."""

from __future__ import annotations

import pytest

from redact.checks import open_paths
from redact.checks.nouns import Opened, Passage
from redact.finished import _paragraphs, detect_in
from redact.model import Register
from redact.rules import load_rules

TITLE = "Safeguarding review: Child B\r\nIndependent author: Wilhelmina Quorndon\r\n"
FOREWORD = (
    "This report is about a real family. Names and some details have been changed or\r\n"
    "removed so that they can keep their privacy, and everybody is called by what they are to the child,\r\n"
    "which this paragraph says at such length that it is no line of a title page.\r\n"
)


def people_in(*pages: str) -> dict[str, str]:
    """The status of each person's name that detection finds in the pages of a PDF."""
    passages = tuple(Passage(f"page {at}", page, "text", True) for at, page in enumerate(pages, 1))
    found = detect_in([Opened("a.pdf", passages)], Register(), load_rules())
    return {one.text: one.status for one in found["a.pdf"] if one.label == "PERSON"}


def test_a_title_page_is_read_line_by_line() -> None:
    """Though a PDF gives a page as one text; behind a foreword of this program's it goes on."""
    assert people_in(TITLE)["Wilhelmina Quorndon"] == "watch"
    assert people_in("Safeguarding review: Child B\r\n" + FOREWORD + TITLE)["Wilhelmina Quorndon"] == "watch"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The independent author, Wilhelmina Quorndon, was appointed by the panel.", "watch"),
        ("Wilhelmina Quorndon slapped the baby in the kitchen.", "replace"),
        ("The independent author, Ms Quorndon, slapped the baby.", "replace"),
        (
            "The independent author, Wilhelmina Quorndon, who is the mother of Child B, met the panel.",
            "replace",
        ),
        ("Wilhelmina Quorndon, aged 7, was not asked by the review.", "replace"),
    ],
)
def test_who_is_named_by_position_may_stand_where_the_review_is_spoken_of(sentence: str, status: str) -> None:
    """By the whole name; whoever does anything else is somebody in the story, on the title page too."""
    assert people_in(TITLE, sentence)["Wilhelmina Quorndon"] == status


def test_references_are_read_as_such_in_a_pdf() -> None:
    """Entries that go over lines, under a heading that is only a line; not what stands before it."""
    entries = (
        "• Belderson, P., Obermeyer, Z. et al. (2008) Analysing Child Deaths and Serious Injury through\r\n"
        "Abuse and Neglect: What Can We Learn? London: DCSF.\r\n"
        "• Obermeyer, Z. and Quorndon, W. (1993) Beyond Blame Revisited by Everybody Who Was There. London:\r\n"
        "Routledge.\r\n"
    )
    said = "The panel of the review met at the offices of the board four times between May and October.\r\n"
    asked = [status for status in people_in(said + "References\r\n" + entries).values() if status != "watch"]
    assert not asked
    assert "flag" in people_in(said + entries).values()


@pytest.mark.parametrize(
    "story",
    [
        "A statement by the family (2023)\r\nWilhelmina Quorndon slapped the baby.\r\n",
        "The children: Quorndon, W. (2012) and Obermeyer, Z. (2008) lived at home. Wilhelmina Quorndon slapped them.\r\n",
    ],
)
def test_what_follows_references_is_no_reference(story: str) -> None:
    """A line that reads 'References' makes no family a list of works."""
    entry = "Belderson, P. (2008) Analysing Child Deaths and Serious Injury through Abuse. London: DCSF.\r\n"
    found = people_in("The panel met at the offices of the board.\r\n", "References\r\n" + entry + story)
    assert found["Wilhelmina Quorndon"] == "replace"


def test_a_page_of_lines_is_cut_into_paragraphs() -> None:
    """Where a line is short, and where a bullet or a number begins the next; dots of contents count for nothing."""
    text = "1 Introduction . . . . . . . . . . . . . . . . . 3\nThe child was seen by two\nnurses.\n1.2 The mother rang the ward\nat noon and wept the day.\n• one\n"
    assert [text[span.start : span.end].split("\n")[0][:14] for span in _paragraphs(text)] == [
        "1 Introduction",
        "The child was ",
        "1.2 The mother",
        "• one",
    ]
    assert "".join(text[span.start : span.end] for span in _paragraphs(text)) == text


def test_markdown_is_read_as_its_reader_sees_it(tmp_path) -> None:
    """The stroke before a bracket is no word, and a heading is one without its marks: '\\[detail removed\\]' names nobody."""
    entry = "- Belderson, P., Obermeyer, Z. et al. (2008) Analysing Child Deaths. London: DCSF."
    said = f"# Child B\n\n\\[detail removed\\] rang Newspaper A \\[detail removed\\] twice.\n\n## References\n\n{entry}\n"
    (tmp_path / "a.md").write_text(said, encoding="utf-8")
    (file,) = open_paths([tmp_path / "a.md"])
    assert "[detail removed] rang Newspaper A [detail removed] twice." in [p.text for p in file.visible]
    found = detect_in([file], Register(), load_rules())[file.file]
    assert [one.text for one in found if one.status in {"replace", "flag"}] == []
