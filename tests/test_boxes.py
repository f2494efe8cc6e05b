"""Numbers that stand over several cells of a form."""

from __future__ import annotations

import pytest

from redact.detect.boxes import numbers_in_boxes
from redact.formats.pieces import Piece, assemble
from redact.model import Cell


def found(rules, *rows: list[str], header: bool = False) -> list[tuple[str, str]]:
    """The cells that were found in a table of these rows, with their labels."""
    pieces = [
        Piece("cell", text, cell=Cell(0, at, column, header=header and at == 0))
        for at, row in enumerate(rows)
        for column, text in enumerate(row)
    ]
    document = assemble("a", "0", pieces, ())
    return [(m.text, m.label) for m in numbers_in_boxes(document, rules)]


@pytest.mark.parametrize(
    "row",
    [
        ["NHS number", "999", "000", "0018"],
        ["NHS no", *"9990000018"],
        ["Patient", "Her NHS number is", "999000", "0018", "since then"],
    ],
)
def test_a_number_over_cells_is_found_in_each_of_them(row: list[str], rules) -> None:
    """A group or a figure to a box: every box of the number is a mention."""
    cells = found(rules, row)
    assert "".join(text for text, _ in cells) == "9990000018"
    assert {label for _, label in cells} == {"ID.NHS"}


def test_a_heading_may_say_what_kind_of_number_it_is(rules) -> None:
    """The words above the table count as those beside the number."""
    assert found(rules, ["NHS number", "", ""], ["999", "000", "0018"], header=True)


@pytest.mark.parametrize("day", [["14", "03", "2013"], list("14032013"), ["14", "3", "2013"]])
def test_a_birthday_over_cells_is_found(day: list[str], rules) -> None:
    """Day, month and year in boxes are a date of birth where the row says so."""
    assert {label for _, label in found(rules, ["Date of birth", *day])} == {"DOB"}


@pytest.mark.parametrize(
    "row",
    [
        ["Referrals", "999", "000", "0018"],
        ["Visits", "14", "03", "2013"],
        ["Ages", "4", "7"],
        ["NHS number", "999 000 0018"],
        ["NHS staff", "12", "15", "9"],
    ],
)
def test_counts_side_by_side_are_no_number_of_anybody(row: list[str], rules) -> None:
    """Figures that no word calls a number, too few figures, or one cell alone."""
    assert not found(rules, row)
