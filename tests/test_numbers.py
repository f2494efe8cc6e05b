"""NHS numbers, whole and in pieces. All are of the range that is never issued."""

from __future__ import annotations

import pytest

from redact.checks import Opened, Passage, Question, run_checks


def found(*texts: str, question: Question | None = None) -> list[str]:
    """The places of what the check finds in these cells."""
    passages = tuple(Passage(f"cell {at}", text, True, "text") for at, text in enumerate(texts, 1))
    return [
        f.place
        for f in run_checks([Opened("a.docx", passages)], question or Question())
        if f.check == "numbers"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "His number is 999 000 0018.",
        "9990000018",
        "999-000-0018",
        "999.000.0018",
        "999\u200b000\u200b0018",
        "999\u00a0000\u00a00018",
        "９９９０００００１８",
        "999 000\n0018",
        "999 \\\n000 0018",
        "9.990000018E+09",
        "9.990000018E9",
    ],
)
def test_however_it_is_written(text: str) -> None:
    """Blanks, dots, hyphens, invisible characters, other digits, a line end, a spreadsheet's power of ten."""
    assert found(text) == ["cell 1"]


@pytest.mark.parametrize(
    "text",
    [
        "999 000 0019",  # another check digit
        "He rang 0113 496 0018 twice.",
        "Between 2013 and 2016, 14 of 28",
        "9990000018123",
        "0000000000",
        "1.5E9",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    """A wrong check digit, telephone numbers, years, longer numbers."""
    assert found(text) == []


def test_pieces_in_neighbouring_cells_are_one_number() -> None:
    """'999', '000' and '0018' beside each other; with words between they are no number."""
    assert found("NHS number", "999", "000", "0018", "end") == ["cell 2"]
    assert found(*"9990000018") == ["cell 1"]
    assert found("999", "and", "000", "0018") == []
    assert found("1", "2", "3", "4") == []
    assert found("The number 999 ", "000 0018 was.") == ["cell 1"]
    assert found("in 2013 999 ", "000 0018 was.") == []


def test_an_allowed_number_stays() -> None:
    """A charity's number that happens to pass may be allowed."""
    assert found("999 000 0018", question=Question(allowed=("9990000018",))) == []
