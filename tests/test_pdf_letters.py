"""Letters of a PDF stand where pdfminer puts them, however they are turned, stretched or raised."""

from __future__ import annotations

import io

import pikepdf
import pytest

from redact.checks import opened_pdf_columns
from redact.checks.opened_pdf_columns import columns_of

#: How a page may hold its letters: upright, at right angles, upside down, mirrored, aslant, of no size, leaning.
MATRICES = (
    "1 0 0 1 100 700",
    "0 1 -1 0 200 300",
    "-1 0 0 -1 400 500",
    "-1 0 0 1 400 500",
    "1 0 0 -1 100 300",
    "0.7 0.7 -0.7 0.7 200 200",
    "0 0 0 0 50 50",
    "1 0 0.3 1 90 90",
)
DRAWN = (
    "BT /F1 12 Tf {matrix} Tm 80 Tz 3 Ts (Jane Doe) Tj 0 -14 TD [(Ab) -300 (cd)] TJ /F1 -9 Tf (back) Tj "
    "/F2 10 Tf (AAB) Tj -50 Tz (mirror) Tj 2 Tc 5 Tw 12 TL T* (a b c\\377) Tj ET"
)
#: A font that pdfminer knows, and one of which a letter has a name that says nothing.
KNOWN = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
STRANGE = (
    "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 1 1] /FontMatrix [.001 0 0 .001 0 0] /FirstChar 65 /LastChar 66 "
    "/Widths [500 600] /CharProcs << >> /Encoding << /Type /Encoding /Differences [65 /zq /B] >> >>"
)


def drawn() -> bytes:
    """A PDF with a page for each of MATRICES."""
    with pikepdf.new() as pdf:
        for matrix in MATRICES:
            pdf.add_blank_page()
            fonts = pikepdf.Object.parse(f"<< /Font << /F1 {KNOWN} /F2 {STRANGE} >> >>".encode())
            pdf.pages[-1].obj.Resources = fonts
            pdf.pages[-1].Contents = pdf.make_stream(DRAWN.format(matrix=matrix).encode())
        pdf.save(file := io.BytesIO())
    return file.getvalue()


def test_letters_are_placed_as_pdfminer_places_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the checks see of a page hangs on where its letters are, to the last figure."""
    content = drawn()
    ours = columns_of(content, range(99))
    assert len(ours) == len(MATRICES)
    assert "JaneDoe" in ours[0][1].replace(" ", "")
    monkeypatch.delattr(opened_pdf_columns._TextOnly, "render_char")
    assert ours == columns_of(content, range(99))


def boxes(content: bytes) -> list[list[tuple[object, ...]]]:
    """Each letter of each page: what it is, and what the layout asks of it."""
    return [
        [
            (one.get_text(), one.bbox, one.width, one.height, one.size, one.adv)
            for one in opened_pdf_columns._letters(page)
        ]
        for page in opened_pdf_columns._layouts(content, range(99))
    ]


def test_each_letter_has_the_same_edges(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where two letters that stand elsewhere would give the same text."""
    ours = boxes(drawn())
    assert all(ours)
    monkeypatch.delattr(opened_pdf_columns._TextOnly, "render_char")
    assert ours == boxes(drawn())
