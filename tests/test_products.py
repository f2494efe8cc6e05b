"""Everything that is published, in its finished form: the rules of PDF/UA-1 that pikepdf can show, and a second checker."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pdf_rules import RULES, broken
from redact.formats import write
from redact.learning import table
from redact.learning.briefing import briefing, seven_minutes
from redact.learning.precis import precis
from redact.rules import Rules, rules_folder
from redact.rules.briefing import read_briefing
from redact.rules.themes import read_themes
from test_publishing import learning, many
from written_report import report


@pytest.fixture(scope="module")
def products(rules: Rules, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A report, and what is made of ten generated reviews, as PDFs by name."""
    made = learning(rules, many(tmp_path_factory.mktemp("ten"), 10))
    wording, themes = read_briefing(rules_folder()), read_themes(rules_folder())
    editions = {
        "report": report(),
        "briefing": briefing(made, wording),
        "seven minutes": seven_minutes(made, wording),
        "precis": precis(made, wording, themes),
        "themes": table.page(made, wording, themes),
    }
    return {name: write(edition, ".pdf") for name, edition in editions.items()}


def test_no_rule_of_pdf_ua_that_can_be_shown_is_broken(products: dict[str, bytes]) -> None:
    """Each product, each rule."""
    assert {name: broken(content) for name, content in products.items()} == {name: [] for name in products}


def test_a_second_checker_passes_each_product(products: dict[str, bytes], tmp_path: Path) -> None:
    """pdfua (some of the rules of PDF/UA-1); no claim of conformance follows."""
    pytest.importorskip("pdfua", reason="pdfua is not installed")
    for name, content in products.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        words = [sys.executable, "-m", "pdfua", "check", str(path)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
        assert "result: PASS" in done.stdout, (name, done.stdout)


def spoilt(content: bytes, clause: str) -> bytes:
    """The PDF with something taken away that the rule of *clause* asks for."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _SPOILS[clause](pdf)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _without(kind: str, key: str) -> Any:
    def spoil(pdf: Any) -> None:
        from pdf_rules import elements

        for one in elements(pdf, kind):
            if key in one:
                del one[key]

    return spoil


def _undeclared(pdf: Any) -> None:
    with pdf.open_metadata() as about:
        del about["pdfuaid:part"]


def _untagged(pdf: Any) -> None:
    page = pdf.pages[0]
    words = pikepdf.parse_content_stream(page)
    kept = [one for one in words if str(one[1]) not in ("BDC", "BMC", "EMC")]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def _without_language(pdf: Any) -> None:
    del pdf.Root["/Lang"]


def _without_bookmarks(pdf: Any) -> None:
    del pdf.Root["/Outlines"]


def _without_letters(pdf: Any) -> None:
    for page in pdf.pages:
        for font in page.Resources.get("/Font", {}).values():
            if "/ToUnicode" in font:
                del font["/ToUnicode"]


_SPOILS: dict[str, Any] = {
    "5, 7.16 identification": _undeclared,
    "7.1 title, language, tags": _without_language,
    "7.1, 7.18 content": _untagged,
    "7.3 figures": _without("Figure", "/Alt"),
    "7.4 headings": _without("H1", "/K"),
    "7.5 tables": _without("TH", "/A"),
    "7.6 lists": _without("LI", "/K"),
    "7.9, 7.18 notes and links": _without("Note", "/ID"),
    "7.21 fonts": _without_letters,
    "7.17 bookmarks": _without_bookmarks,
}


@pytest.mark.parametrize("clause", RULES)
def test_each_rule_finds_what_is_wrong(clause: str, products: dict[str, bytes]) -> None:
    """A rule that nothing breaks shows nothing."""
    content = products["precis" if "bookmarks" in clause else "themes" if "figures" in clause else "report"]
    found = broken(spoilt(content, clause))
    assert any(line.startswith(clause) for line in found), found


def test_a_line_that_leads_in_a_list_stays_with_it_in_word(rules: Rules, tmp_path: Path) -> None:
    """The line under a heading of the briefing is kept with the first call behind it."""
    import zipfile

    made = briefing(learning(rules, many(tmp_path, 3)), read_briefing(rules_folder()))
    with zipfile.ZipFile(io.BytesIO(write(made, ".docx"))) as package:
        text = package.read("word/document.xml").decode()
    leads = re.findall(r"<w:p>(?:(?!</w:p>).)*?From (?:one of the|both|all) (?:(?!</w:p>).)*</w:p>", text)
    assert leads
    assert all("<w:keepNext" in line for line in leads)
