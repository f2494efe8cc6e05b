"""Everybody can read the editions: what can be decided of WCAG 2.2, PDF/UA-1 and Word's own checker."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from axe_page import LOOKS, ON_SCREEN, found_in, keys
from browser import Remote, lacking_axe, page_of
from pdf_rules import elements
from redact.formats import template, write
from redact.gate import Report
from redact.intruder import Pack
from redact.intruder.account import Account, Remaining
from redact.intruder.searches import RESULTS
from redact.model import Edition, Finding, Link, Run, Span
from redact.pages import render
from written_report import report

W = {"w": template.W}
Axe = Callable[..., list[str]]
ADDRESS = "https://www.gov.uk/guidance/practice-reviews"


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The report with a link, small capitals and a Welsh passage too."""
    whole = report()

    def at(words: str) -> Span:
        return Span(whole.text.index(words), whole.text.index(words) + len(words))

    marks = {at("statutory guidance"): "small-capitals", at("Practitioners knew"): "language:cy"}
    link = Link(at("audit one in ten plans"), ADDRESS)
    blocks = []
    for block in whole.blocks:
        runs = [Run(span, style) for span, style in marks.items() if block.span and block.span.covers(span)]
        links = (link,) if block.span and block.span.covers(link.span) else ()
        blocks.append(replace(block, runs=(*block.runs, *runs), links=links))
    return replace(whole, blocks=tuple(blocks))


# --- HTML -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def looked_at(edition: Edition, browser: Remote, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What axe-core says of the page in headless Chromium, looked at in six ways."""
    if lacking_axe():
        pytest.skip(lacking_axe())
    path = tmp_path_factory.mktemp("page") / "edition.html"
    path.write_bytes(write(edition, ".html", "NOT APPROVED – for review only"))
    with page_of(browser) as page:
        page.goto(path.as_uri())
        found = found_in(page)
        page.reload()
        return {**found, "keys": keys(page)}


def test_axe_finds_nothing_on_the_pages_of_the_checks(tmp_path: Path, page: Remote, axe: Axe) -> None:
    """The findings of `redact check --page` and the pack of `redact intruder --page`, in all ways of looking."""
    finding = Finding(
        "names", "blocks", "a.docx", "paragraph 1", "a name stands here", "take it out", "R1", "p1", "Wren"
    )
    report = Report(
        [finding, replace(finding, severity="warns")],
        ("a.docx: its text",),
        ("a.docx: a picture",),
        ("a part",),
    )
    told = (Remaining("an age", "four", ("publication report, paragraph 1",)),)
    pack = Pack(
        {"publication": {"a.docx": "0" * 64}},
        (Account("p1", "Child G", told, 1, "an age: give a band"),),
        ("four Town A",),
        ("a search engine",),
    )
    for name, content in (
        ("check", report.as_page(True)),
        ("intruder", render("intruder", pack=pack, results=RESULTS)),
    ):
        path = tmp_path / f"{name}.html"
        path.write_bytes(content)
        page.goto(path.as_uri())
        assert axe(page, LOOKS) == []


def test_axe_does_find_what_is_wrong(page: Remote, axe: Axe) -> None:
    """A field without a label is told at each size, and a page that scrolls sideways at 320 pixels."""
    page.set_content(
        "<!doctype html><html lang=en><title>T</title>"
        "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        "<main><h1>H</h1><input><p style='width: 600px'>wide</p></main></html>"
    )
    told = axe(page)
    assert [line.split(": ")[:2] for line in told if "label" in line] == [
        [look, "label (1 times)"] for look in ON_SCREEN
    ]
    assert [line.split(":")[0] for line in told if "wider" in line] == ["320 pixels wide"]
    assert page.viewport_size == {"width": 1280, "height": 900}


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(look: str, looked_at: dict[str, Any]) -> None:
    """No rule of WCAG 2.2 A or AA, nor good practice, is broken; the page never scrolls sideways."""
    assert looked_at[look]["violations"] == []
    assert looked_at[look]["passes"] > 30
    assert looked_at[look]["wider"] <= 0


def test_the_page_works_with_keys(looked_at: dict[str, Any]) -> None:
    """The first stop is the way past everything else; it shows, it leads, and focus can be seen."""
    assert looked_at["keys"] == {"first": "skip", "seen": True, "to": "main", "outline": "solid"}


# --- PDF --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def pdf(edition: Edition) -> Any:
    """The edition as a PDF, opened."""
    with pikepdf.open(io.BytesIO(write(edition, ".pdf", "NOT APPROVED – for review only"))) as opened:
        yield opened


def test_pdf_says_what_it_is(pdf: Any) -> None:
    """Tagged, in British English, with a title that the window shows, and declared as PDF/UA-1."""
    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert str(pdf.Root.Lang) == "en-GB"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    with pdf.open_metadata() as about:
        assert about["dc:title"] == "NOT APPROVED – Overview report: Child G"
        assert about["pdfuaid:part"] == "1"
    assert all(str(page.Tabs) == "/S" for page in pdf.pages)
    assert not pdf.is_encrypted


def test_pdf_headings_skip_no_level(pdf: Any) -> None:
    """Headings begin at level 1 and go down one level at a time, as do the bookmarks."""
    levels = [int(str(one.S)[2]) for one in elements(pdf, "H[1-6]")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    with pdf.open_outline() as outline:
        assert len(outline.root) >= 4


def test_pdf_table_headers_have_a_scope(pdf: Any) -> None:
    """Each header cell says for which cells it stands; each row is in a table."""
    headers = elements(pdf, "TH")
    assert len(headers) == 7
    for header in headers:
        given = header.A if isinstance(header.A, pikepdf.Array) else [header.A]
        assert any(str(each.get("/Scope", "")) == "/Column" for each in given)


def test_pdf_notes_and_links_can_be_followed(pdf: Any) -> None:
    """Notes are notes with an id; each link is tagged, says where it leads, and has its place in the tree."""
    notes = elements(pdf, "Note")
    assert len({str(note.ID) for note in notes}) == len(notes) == 3
    annotations = [a for page in pdf.pages for a in page.get("/Annots", [])]
    assert {str(a.Subtype) for a in annotations} == {"/Link"}
    assert all(str(a.Contents) and "/StructParent" in a for a in annotations)
    assert ADDRESS in {str(a.A.URI) for a in annotations if "/A" in a and "/URI" in a.A}


def test_pdf_lists_have_labels(pdf: Any) -> None:
    """Each item has a label and a body."""
    for item in elements(pdf, "LI"):
        assert [str(kid.S) for kid in item.K] == ["/Lbl", "/LBody"]


def test_pdf_has_no_content_without_a_tag(pdf: Any) -> None:
    """Whatever is drawn is in the structure tree, or said to be decoration, as are the page's edges."""
    for page in pdf.pages:
        depth, running = 0, 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            depth += (name in ("BDC", "BMC")) - (name == "EMC")
            running += name in ("BDC", "BMC") and str(operands[0]) == "/Artifact"
            assert depth or name not in ("Tj", "TJ", "'", '"', "Do", "S", "f", "f*", "B", "sh")
        assert running >= 1


def test_pdf_fonts_can_be_read(pdf: Any) -> None:
    """Every font is in the file, with the characters that its letters stand for."""
    fonts = {font.objgen: font for page in pdf.pages for font in page.Resources.get("/Font", {}).values()}
    assert fonts
    for font in fonts.values():
        assert "/ToUnicode" in font
        inner = font.DescendantFonts[0].FontDescriptor
        assert any(name in inner for name in ("/FontFile", "/FontFile2", "/FontFile3"))


def test_pdf_says_which_words_are_welsh(pdf: Any) -> None:
    """A passage in another language has its code."""
    marked = (op for page in pdf.pages for op in pikepdf.parse_content_stream(page) if str(op[1]) == "BDC")
    codes = {str(one[0][1]["/Lang"]) for one in marked if "/Lang" in one[0][1]}
    assert any(code.startswith("cy") for code in codes)


def test_a_second_checker_finds_nothing(edition: Edition, tmp_path: Path) -> None:
    """pdfua (16 of the 106 rules of PDF/UA-1) passes the edition; no claim of conformance follows."""
    pytest.importorskip("pdfua", reason="pdfua is not installed")
    path = tmp_path / "edition.pdf"
    path.write_bytes(write(edition, ".pdf"))
    command = [sys.executable, "-m", "pdfua", "check", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert "result: PASS" in done.stdout, done.stdout + done.stderr


# --- Word -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def word(edition: Edition) -> dict[str, Any]:
    """The XML parts of the edition as a Word file, by name."""
    with zipfile.ZipFile(io.BytesIO(write(edition, ".docx"))) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(package.read(name)) for name in names}


def word_warnings(parts: dict[str, Any]) -> list[str]:
    """What Word's accessibility checker would say, by those of its rules that the XML decides."""
    body, said = parts["word/document.xml"], list[str]()
    for table in body.iterfind(".//w:tbl", W):
        if table.find("w:tr/w:trPr/w:tblHeader", W) is None:
            said.append("table without a header row")
        if table.find(".//w:tbl", W) is not None:
            said.append("table within a table")
        said += ["merged or split cells"] * bool(table.xpath(".//w:gridSpan|.//w:vMerge", namespaces=W))
    levels = [
        int(style[-1]) for style in body.xpath("//w:pStyle/@w:val", namespaces=W) if style[:7] == "Heading"
    ]
    if levels and (levels[0] != 1 or any(after > before + 1 for before, after in pairwise(levels))):
        said.append("heading levels out of order")
    for name in (name for name in parts if "/header" in name or "/footer" in name or "document" in name):
        said += ["picture without alternative text"] * len(
            parts[name].xpath("//*[local-name()='docPr'][not(@descr)]")
        )
    said += ["floating picture"] * len(body.xpath("//*[local-name()='anchor']"))
    blank = body.xpath(
        "/w:document/w:body/w:p[not(.//w:t)][not(w:pPr/w:pStyle/@w:val='AfterTable')]", namespaces=W
    )
    said += ["blank paragraph"] * len(blank)
    for link in body.xpath("//w:hyperlink[@*[local-name()='id']]", namespaces=W):
        words = "".join(link.itertext()).strip().casefold()
        said += ["link text that says nothing"] * (words in ("", "here", "click here", "link", "more"))
    title = parts["docProps/core.xml"].findtext("{http://purl.org/dc/elements/1.1/}title")
    return said + ["no title"] * (not title)


def test_word_file_has_no_warning_but_for_merged_cells(word: dict[str, Any]) -> None:
    """The draft's merged cells stay merged, which Word's checker tells; there is nothing else to tell."""
    assert word_warnings(word) == ["merged or split cells"]


def test_word_file_keeps_headings_with_what_follows(word: dict[str, Any]) -> None:
    """Headings and captions stay on the page of what they head."""
    for name in ("Heading1", "Heading2", "Heading3", "Heading4", "Caption"):
        (style,) = word["word/styles.xml"].xpath(f"//w:style[@w:styleId='{name}']", namespaces=W)
        assert style.find("w:pPr/w:keepNext", W) is not None


def test_word_file_says_which_words_are_welsh(word: dict[str, Any]) -> None:
    """British English throughout, and each passage in another language says which."""
    assert word["word/styles.xml"].xpath("//w:docDefaults//w:lang/@w:val", namespaces=W) == ["en-GB"]
    assert set(word["word/document.xml"].xpath("//w:r/w:rPr/w:lang/@w:val", namespaces=W)) == {"cy-GB"}


def test_word_table_has_its_caption(word: dict[str, Any]) -> None:
    """A table's caption is its title for a screen reader too."""
    captions = word["word/document.xml"].xpath("//w:tblCaption/@w:val", namespaces=W)
    assert captions == ["Table 1: Main contacts"]


@pytest.mark.long
def test_word_file_opens_in_libreoffice(edition: Edition, tmp_path: Path) -> None:
    """LibreOffice opens it and sets all of its text."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "edition.docx").write_bytes(write(edition, ".docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "edition.docx")],
        capture_output=True, timeout=120, check=True,
    )  # fmt: skip
    pages = pypdfium2.PdfDocument(tmp_path / "edition.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "Nobody asked me what I was afraid of." in text
    assert "The second paragraph of that note." in text
    pages.close()
