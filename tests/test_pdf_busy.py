"""PDFs that are made to keep a program busy are refused before anything obeys them."""

from __future__ import annotations

from pathlib import Path

import pytest

import hostile
from redact.checks import open_file
from redact.errors import UnreadableError


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("a form that draws itself", "draws itself"),
        ("two forms that draw each other", "draws itself"),
        ("a million commands", "more on a page"),
        ("a million commands and nothing to draw", "more on a page"),
        ("a form of many commands drawn often", "more on a page"),
    ],
)
def test_pages_that_draw_without_end_are_refused(what: str, told: str, tmp_path: Path) -> None:
    """In one line, without a word of the file."""
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile.BUSY[what](path))
    with pytest.raises(UnreadableError, match=told):
        open_file(path)


def test_a_form_within_a_form_is_read(tmp_path: Path) -> None:
    """As Word draws its pictures."""
    path = tmp_path / "a.pdf"
    inner = hostile.drawn(b"q Q", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] ")
    outer = hostile.drawn(b"/Y Do /Y Do", hostile._FORM)
    path.write_bytes(hostile.numbered([hostile.drawn(b"/X Do /X Do"), outer, inner]))
    assert open_file(path).looked_at


@pytest.mark.parametrize("limit", ["MOST_OBJECTS", "MOST_PAGES"])
def test_more_objects_or_pages_than_a_report_has_are_refused(
    limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limits are far above those of a report of 200 pages, which has some 14,000 objects."""
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile.numbered([hostile.drawn(b"q Q")], kids=3))
    open_file(path)
    monkeypatch.setattr(f"redact.checks.opened_pdf.{limit}", 2)
    with pytest.raises(UnreadableError, match="which no report has"):
        open_file(path)


def test_a_stream_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    """Told before it is unpacked whole, packed once or twice."""
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile.numbered([hostile._packed(120_000_000)]))
    with pytest.raises(UnreadableError, match="more than 100 MB"):
        open_file(path)
