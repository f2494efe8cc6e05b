"""What the three writers make of an edition, read back by libraries that they do not share."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from lxml import etree, html

from redact.errors import UnreadableError
from redact.formats import said, template, write, write_docx, write_html, write_md, write_pdf, write_txt
from redact.formats.flow import flow
from redact.formats.grid import lay_out
from redact.formats.markdown import read_markdown
from redact.formats.words import clean, may_lead, visible
from redact.model import Anchor, Block, Cell, Edition, Link, Run, Span
from written_report import MARKUP, Pages, report

MARK = "NOT APPROVED – for review only"
WRITERS = {
    "docx": write_docx.write,
    "html": write_html.write,
    "pdf": write_pdf.write,
    "txt": write_txt.write,
    "md": write_md.write,
}
Write = Callable[..., bytes]
TESTS = Path(__file__).parent
#: The report as a PDF by a process that made nothing before.
ALONE = """
import sys
from redact.formats import write_pdf
from written_report import report
sys.stdout.buffer.write(write_pdf.write(report()))
"""

W = {"w": template.W}
EMPTY = Edition("publication", "document", "", "", ())


@pytest.fixture(scope="module")
def docx() -> etree._Element:
    """The body of the report as a Word file."""
    return part(write_docx.write(report()), "word/document.xml")


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    """The report as a page."""
    return html.document_fromstring(write_html.write(report()))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """The report as a PDF."""
    return write_pdf.write(report())


def part(content: bytes, name: str) -> etree._Element:
    """A part of a Word file, parsed."""
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(content)).read(name))


def styled(root: etree._Element, style: str) -> list[str]:
    """The texts of the Word paragraphs of a style; a tab is a tab."""
    found = root.xpath(f"//w:p[w:pPr/w:pStyle/@w:val='{style}']", namespaces=W)
    return [paragraph_text(paragraph) for paragraph in found]


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a Word paragraph; tabs and line ends are themselves."""
    signs = {f"{{{template.W}}}tab": "\t", f"{{{template.W}}}br": "\n"}
    runs = paragraph.xpath(".//w:r/*", namespaces=W)
    return "".join(signs.get(each.tag, each.text or "") for each in runs if "rPr" not in each.tag)


def squeezed(text: str) -> str:
    """Text without white space, for comparing what was set in lines with what was not."""
    return "".join(text.split())


def pdf_text(content: bytes) -> str:
    """The text of a PDF, page after page."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as opened:
        return "\n".join(page.extract_text() for page in opened.pages)


def tags(content: bytes) -> list[str]:
    """The structure tags of a PDF, in order."""
    import pikepdf

    found: list[str] = []

    def walk(node: Any) -> None:
        for kid in node if isinstance(node, pikepdf.Array) else [node]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                found.append(str(kid["/S"]).lstrip("/"))
            if isinstance(kid, pikepdf.Dictionary) and "/K" in kid:
                walk(kid["/K"])

    with pikepdf.open(io.BytesIO(content)) as opened:
        walk(opened.Root.StructTreeRoot)
    return found


@cache
def characters(content: bytes) -> list[dict[str, Any]]:
    """Each character of a PDF as it is set."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as opened:
        return [char for page in opened.pages for char in page.chars]


def styled_words(content: bytes, name: str) -> str:
    """The words that a PDF sets in a font with *name*."""
    return "".join(char["text"] for char in characters(content) if char["fontname"].endswith(name))


def must_show(edition: Edition) -> list[str]:
    """The texts that an edition has to show, without white space."""
    outside = ("header", "footer", "comment")  # page headers are cut, comments never travel
    blocks = [block for block in edition.blocks if block.span and block.kind not in outside]
    texts = [edition.text[block.span.start : block.span.end] for block in blocks if block.span]
    return [squeezed(clean(text)) for text in (*texts, *edition.foreword) if visible(clean(text))]


def docx_text(content: bytes) -> str:
    """All text of a Word file's body and notes, but for the numbers of notes called again."""
    roots = [part(content, name) for name in ("word/document.xml", "word/footnotes.xml")]
    again = ".//w:r[w:rPr/w:rStyle/@w:val='FootnoteReference']"
    for call in [call for root in roots for call in root.xpath(again, namespaces=W)]:
        call.getparent().remove(call)
    return "".join(paragraph_text(each) for root in roots for each in root.iter(f"{{{template.W}}}p"))


def html_text(content: bytes) -> str:
    """All text of a page, but for the numbers of notes."""
    root = html.document_fromstring(content.decode())
    for call in root.xpath("//sup[@class='call']"):
        call.drop_tree()
    return str(root.xpath("string(//main)"))


# --- all three --------------------------------------------------------------------------------------


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_same_edition_same_bytes(write: Write) -> None:
    """An edition that is written twice gives the same bytes."""
    assert write(report()) == write(report())
    assert write(report(), MARK) == write(report(), MARK)


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_mark_changes_the_bytes(write: Write) -> None:
    """A marked copy and the clean one are different files."""
    assert write(report(), MARK) != write(report())


def test_all_text_is_there(pdf: bytes) -> None:
    """Every block of the report and its foreword can be read in every format."""
    in_docx = squeezed(docx_text(write_docx.write(report())))
    in_html = squeezed(html_text(write_html.write(report())))
    for text in must_show(report()):
        assert text in in_docx
        assert text in in_html
    in_pdf = squeezed(pdf_text(pdf))
    for text in ("Names and other details", "Alex Author", "Town A Housing", "A note that nothing calls."):
        assert squeezed(text) in in_pdf


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_markup_in_the_text_is_shown(write: Write) -> None:
    """What looks like mark-up of any of the formats comes out as it was typed."""
    content = write(report())
    shown = {
        write_docx.write: docx_text,
        write_html.write: html_text,
        write_pdf.write: pdf_text,
        write_txt.write: bytes.decode,
        write_md.write: lambda made: read_markdown(made.decode(), "edition.md", "").text,
    }[write]
    assert squeezed(MARKUP) in squeezed(shown(content))


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize(
    "edition",
    [
        EMPTY,
        Edition("publication", "document", "\x00\ud800\ufffe", "\x00", (Block(Span(0, 1), "title"),)),
        Edition("publication", "document", "T" * 3000, "x" * 4000, (Block(Span(0, 4000), "paragraph"),)),
        Edition("publication", "document", "T", "  ", (Block(Span(0, 2), "heading"), Block(None, "heading"))),
        Edition("publication", "document", "T", "\u200b", (Block(Span(0, 1), "heading", 9),)),
        Edition("publication", "document", "T", "中文 שלום 😀 a\u0489", (Block(Span(0, 12), "heading", 4),)),
        Edition("publication", "document", "T", "a", (Block(None, "cell", cell=Cell(0, 3, 9)),)),
    ],
    ids=["empty", "control", "long", "blank heading", "invisible heading", "other scripts", "lone cell"],
)
def test_no_edition_is_too_strange(write: Write, edition: Edition) -> None:
    """An edition that is empty, blank, overlong or in other scripts is written all the same."""
    assert write(edition, MARK)
    assert write(edition)


# --- Word -------------------------------------------------------------------------------------------


def test_docx_opens_with_real_headings(docx: etree._Element) -> None:
    """Headings have Word's own styles, at closed-up levels, with the printed number before a tab."""
    assert styled(docx, "Heading1") == [
        "1\tIntroduction", "2\tWhat happened", "3\tFindings", "4\tRecommendations", "Notes",
    ]  # fmt: skip
    assert styled(docx, "Heading2") == ["1.1\tTerms of reference", "2.1\tChronology"]
    assert styled(docx, "Heading3") == []
    assert styled(docx, "Title") == ["Overview report: Child G"]


def test_docx_numbers_and_labels(docx: etree._Element) -> None:
    """Numbered paragraphs and list items keep the number that the draft printed."""
    numbers = [text.split("\t")[0] for text in styled(docx, "NumberedParagraph")]
    assert numbers[:3] == ["1.1", "1.2", "1.3"]
    assert len(numbers) == 15
    assert [text.split("\t")[0] for text in styled(docx, "ListItem")] == [
        "a)",
        "b)",
        "i.",
        "ii.",
        "c)",
        "•",
        "•",
    ]


def test_docx_tables(docx: etree._Element) -> None:
    """Tables have header rows and merged cells that python-docx sees."""
    from docx import Document

    first, second = Document(io.BytesIO(write_docx.write(report()))).tables
    assert len(first.rows) == 24
    assert [cell.text for cell in first.rows[2].cells] == [
        "Summer 2031",
        "GP practice",
        "Child G was seen with a bruise. The explanation was accepted.\n"
        "The practice wrote to the health visitor; no reply is on file.",
    ]
    assert len(docx.xpath("//w:tblHeader", namespaces=W)) == 3
    assert second.cell(0, 0).text == second.cell(1, 0).text == "Agency"
    assert second.cell(4, 0).text == second.cell(4, 2).text == "All agencies together"
    assert second.cell(3, 1).text == ""


def test_docx_notes_are_footnotes(docx: etree._Element) -> None:
    """Each called note is one footnote with one reference; a second call repeats its number."""
    notes = part(write_docx.write(report()), "word/footnotes.xml")
    ids = notes.xpath("//w:footnote/@w:id", namespaces=W)
    assert ids == ["-1", "0", "1", "2", "3"]
    assert docx.xpath("//w:footnoteReference/@w:id", namespaces=W) == ["1", "2", "3"]
    assert notes.xpath("count(//w:footnote[@w:id='2']/w:p)", namespaces=W) == 2
    repeats = docx.xpath("//w:r[w:rPr/w:rStyle/@w:val='FootnoteReference']/w:t/text()", namespaces=W)
    assert repeats == ["1"]


def test_docx_emphasis(docx: etree._Element) -> None:
    """Bold, italic, underlined, raised and lowered words are the runs that the edition says."""

    def texts(look: str) -> list[str]:
        return docx.xpath(f"//w:r[w:rPr/{look}]/w:t/text()", namespaces=W)

    assert texts("w:b") == ["Alex Author", "must", "both at once", "No concerns"]
    assert texts("w:i") == ["should", "both at once"]
    assert texts("w:u[@w:val='single']") == ["required"]
    assert texts("w:vertAlign[@w:val='superscript']") == ["3"]
    assert texts("w:vertAlign[@w:val='subscript']") == ["2"]


def test_docx_contents_link_to_headings(docx: etree._Element) -> None:
    """The contents lists each heading and links to a bookmark that exists."""
    links = docx.xpath("//w:hyperlink/@w:anchor", namespaces=W)
    assert links == docx.xpath("//w:bookmarkStart/@w:name", namespaces=W)
    assert styled(docx, "TOC2") == ["1.1 Terms of reference", "2.1 Chronology"]


def test_docx_says_nothing_about_its_making() -> None:
    """No author, date, revision id, thumbnail, custom or linked part is in the package."""
    content = write_docx.write(report())
    package = zipfile.ZipFile(io.BytesIO(content))
    assert sorted(package.namelist()) == [
        "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
        "word/document.xml", "word/footer1.xml", "word/footnotes.xml", "word/header1.xml",
        "word/settings.xml", "word/styles.xml",
    ]  # fmt: skip
    assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    names = [each.tag.split("}")[1] for each in part(content, "docProps/core.xml")]
    assert names == ["title", "language"]
    assert b"rsid" not in b"".join(package.read(name) for name in package.namelist())
    assert not part(content, "word/document.xml").xpath("//w:ins | //w:del | //w:comment", namespaces=W)


def test_docx_mark_stands_in_the_page_header() -> None:
    """The one header that all pages share begins with the mark, and so does the title."""
    from docx import Document

    opened = Document(io.BytesIO(write_docx.write(report(), MARK)))
    (section,) = opened.sections
    assert [line.text for line in section.header.paragraphs] == [
        MARK,
        "Sampleton Safeguarding Children Partnership",
    ]
    assert not section.different_first_page_header_footer
    assert opened.core_properties.title == "NOT APPROVED – Overview report: Child G"
    assert [line.text for line in section.footer.paragraphs] == ["Overview report\tPage 1"]


def test_template_is_the_one_that_is_built() -> None:
    """The shipped template.docx is what template.py makes."""
    assert template.read() == template.build()


# --- HTML -------------------------------------------------------------------------------------------


def test_html_headings(page: html.HtmlElement) -> None:
    """There is one h1 and no heading level is skipped."""
    levels = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.xpath("string(//h2[@id='s1'])") == "1 Introduction"


def test_html_is_self_contained(page: html.HtmlElement) -> None:
    """The page is in British English, runs nothing and loads nothing."""
    assert page.get("lang") == "en-GB"
    assert not page.xpath("//script | //img | //link | //iframe | //@src | //@style")
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    assert "url(" not in page.xpath("string(//style)")
    assert "@import" not in page.xpath("string(//style)")


def test_html_links_lead_somewhere(page: html.HtmlElement) -> None:
    """Every link inside the page has its target, and no id is given twice."""
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//@href")} <= set(ids)
    labels = page.xpath("//@aria-labelledby")
    assert set(labels) <= set(ids)


def test_html_numbered_paragraphs_have_addresses(page: html.HtmlElement) -> None:
    """Paragraph 3.4 can be linked to as #p3.4."""
    assert page.xpath("string(//p[@id='p3.4']/span[@class='number'])") == "3.4"
    assert len(page.xpath("//p[@class='numbered']")) == 15


def test_html_tables(page: html.HtmlElement) -> None:
    """Header cells say what they head; merged cells are merged."""
    first, second = page.xpath("//table")
    assert first.xpath("thead/tr/th/@scope") == ["col", "col", "col"]
    assert len(first.xpath("tbody/tr")) == 23
    assert second.xpath("thead/tr[1]/th/@rowspan") == ["2"]
    assert second.xpath("thead/tr[1]/th/@colspan") == ["2"]
    assert second.xpath("tbody/tr[2]/td/text()") == ["Town A Housing", "4"]
    assert len(second.xpath("tbody/tr[2]/td")) == 3


def test_html_notes(page: html.HtmlElement) -> None:
    """Notes are linked from their calls and back; one that nothing calls is printed after them."""
    assert page.xpath("//*[@role='doc-noteref']/text()") == ["1", "2", "1", "3"]
    assert page.xpath("//*[@role='doc-backlink']/@href") == ["#call1", "#call2", "#call3"]
    assert page.xpath("string(//section/p)").strip() == "A note that nothing calls."


def test_html_emphasis(page: html.HtmlElement) -> None:
    """Bold and the like are elements."""
    assert page.xpath("//main//strong//text()") == ["Alex Author", "must", "both at once", "No concerns"]
    assert page.xpath("//main/p//em//text()") == ["should", "both at once"]
    assert page.xpath("//u/text()") == ["required"]
    assert page.xpath("//sub/text()") == ["2"]


def test_html_lists_are_nested(page: html.HtmlElement) -> None:
    """A list within a list item is inside that item."""
    assert page.xpath("//ol/li/ol/li/span[@class='number']/text()") == ["i.", "ii."]


def test_html_mark_is_a_banner() -> None:
    """The mark is the first thing on the page; the title begins with NOT APPROVED."""
    root = html.document_fromstring(write_html.write(report(), MARK))
    assert root.xpath("string(//body/header/p[1])") == MARK
    assert root.xpath("string(//title)") == "NOT APPROVED – Overview report: Child G"
    assert root.xpath("string(//h1)") == "NOT APPROVED – Overview report: Child G"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2 between two colours."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_html_contrast(page: html.HtmlElement) -> None:
    """On a light and on a dark screen text has a contrast of 4.5 to 1, lines of 3 to 1."""
    grounds = re.findall(r":root \{(.*?)\}", page.xpath("string(//style)"), re.S)
    for ground in grounds:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", ground))
        for text in ("ink", "quiet", "accent"):
            assert contrast(colours[text], colours["ground"]) >= 4.5
            assert contrast(colours[text], colours["panel"]) >= 4.5
        assert contrast(colours["line"], colours["ground"]) >= 3
    assert len(grounds) == 3
    assert contrast("#a4161a", "#ffffff") >= 4.5


# --- PDF --------------------------------------------------------------------------------------------


def test_pdf_is_tagged_and_titled(pdf: bytes) -> None:
    """The file names its title, language and standard, and neither author nor date."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "en-GB"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert str(opened.docinfo["/Title"]) == "Overview report: Child G"
        assert not {"/Author", "/CreationDate", "/ModDate"} & set(opened.docinfo.keys())
        with opened.open_metadata() as metadata:
            assert metadata.get("pdfuaid:part") == "1"
        with opened.open_outline() as outline:
            assert [entry.title for entry in outline.root][:2] == ["1 Introduction", "2 What happened"]
            assert [entry.title for entry in outline.root[0].children] == ["1.1 Terms of reference"]


def test_pdf_structure(pdf: bytes) -> None:
    """Headings, table cells, list labels and notes are tagged as such."""
    found = tags(pdf)
    assert found.count("H2") == 2
    assert found.count("Table") == 2
    assert found.count("TH") == 3 + 4
    assert found.count("TD") == 23 * 3 + 7
    assert found.count("LI") == 7
    assert found.count("Note") == 3


def test_pdf_numbers_and_text(pdf: bytes) -> None:
    """A number stands before its paragraph, and no footer counts the draft's pages."""
    text = pdf_text(pdf)
    assert "1.1 This review was begun" in text
    assert "i. the baby" in text
    assert "page 1 of 12" not in text
    assert re.search(r"Overview report Page 2 of \d", text)


def test_pdf_emphasis(pdf: bytes) -> None:
    """Bold and italic words are set in bold and italic fonts."""
    assert "must" in styled_words(pdf, "-Bold")
    assert "should" in styled_words(pdf, "-It")
    assert "both at once" in styled_words(pdf, "-BoldIt")
    assert "required" not in styled_words(pdf, "-Bold")


def test_pdf_prints_names_from_europe(pdf: bytes) -> None:
    """Welsh, Polish, Romanian and Irish letters come out as themselves, from the one sans font."""
    assert "Siân Gŵyn, Łukasz Żółć-Święś, Ștefan Țânțăreanu, Zoë Ó Séaghdha" in pdf_text(pdf)
    assert "ŵ" in styled_words(pdf, "SourceSansPro-Regular")


def test_pdf_mark_stands_on_every_page() -> None:
    """Each page begins with the mark, also where a table runs over the page's end."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(write_pdf.write(report(), MARK))) as opened:
        tops = [page.extract_text().split("\n")[0] for page in opened.pages]
    assert len(tops) > 3
    assert set(tops) == {MARK}


def test_pdf_breaks_words_that_are_too_long() -> None:
    """A word longer than a line does not run off the page, in the text or in a narrow cell."""
    import pdfplumber

    pages = Pages()
    pages.add("paragraph", "https://example.org/" + "x" * 300)
    pages.row(1, 0, *("y" * 60 for _ in range(6)))
    with pdfplumber.open(io.BytesIO(write_pdf.write(pages.edition("Long words")))) as opened:
        (page,) = opened.pages
        assert max(char["x1"] for char in page.chars) < page.width - 70
        assert page.extract_text().count("x") + page.extract_text().count("y") >= 660


def test_pdf_replaces_what_it_cannot_draw() -> None:
    """A character without a glyph is printed as a replacement character, and the rest as it is."""
    pages = Pages()
    pages.add("paragraph", "Before 中 after Ω and Ж.")
    text = pdf_text(write_pdf.write(pages.edition("Scripts")))
    assert "Before \ufffd after Ω and Ж." in text


def test_pdf_notes_of_headings_and_header_rows() -> None:
    """A note called in a heading or a header row is printed once, though both are printed again."""
    pages = Pages()
    for number in range(4):
        pages.add("heading", f"Heading {number}[^{number}]", level=1)
    pages.add("cell", "Head[^h]", cell=Cell(1, 0, 0, True))
    for row in range(1, 90):
        pages.row(1, row, f"Row {row}")
    for name in "0123h":
        pages.add("note", f"Words of note {name}.", number=name)
    text = pdf_text(write_pdf.write(pages.edition("Notes"), MARK))
    assert text.count("Words of note") == 5


def test_pdf_refusal_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """If typst refuses an edition whatever is done, there is an error and no file."""
    monkeypatch.setattr(write_pdf, "_typeset", lambda *_: None)
    with pytest.raises(UnreadableError):
        write_pdf.write(report())


def test_pdf_after_others_has_the_bytes_of_one_made_alone() -> None:
    """The typesetter keeps what it set before; several threads that ask at once get the same bytes all the same."""
    alone = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, check=True, cwd=TESTS).stdout
    other = replace(report(), title="Another report")
    first = write_pdf.write(other)
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(write_pdf.write, [other, report()] * 2))
    assert made[1] == made[3] == alone
    assert made[0] == made[2] == first != alone
    assert write_pdf.write(report(), MARK) != alone == write_pdf.write(report())


# --- what the three share ---------------------------------------------------------------------------


def test_headings_close_up() -> None:
    """Levels that the draft skips are closed up, and headings of one level stay on one level."""
    pages = Pages()
    for level in (3, 3, 5, 4, 1, 9):
        pages.add("heading", f"Level {level}", level=level)
    assert [part.level for part in flow(pages.edition("Levels")).body] == [1, 1, 2, 2, 1, 2]


def test_call_without_note_is_dropped() -> None:
    """A call of a note that is not there leaves no mark in the text."""
    pages = Pages()
    pages.add("paragraph", "Words[^nowhere] go on.")
    (line,) = flow(pages.edition("Notes")).front
    assert [each.text for each in line.words] == ["Words", " go on."]


def test_grid_fills_holes_and_mends_overlaps() -> None:
    """A ragged table becomes a rectangle, and of overlapping cells no content is lost."""
    grid = lay_out(
        [
            (Cell(0, 0, 0, columns=2), ("wide",)),
            (Cell(0, 0, 1), ("under",)),
            (Cell(0, 2, 7), ("far",)),
        ]
    )
    assert [(box.row, box.column, box.columns, box.content) for row in grid.rows for box in row] == [
        (0, 0, 2, ("wide", "under")), (0, 2, 1, ()), (1, 0, 1, ()), (1, 1, 1, ()), (1, 2, 1, ("far",)),
    ]  # fmt: skip


def test_header_cells_take_their_rows_along() -> None:
    """A header cell that spans two rows makes both of them header rows."""
    grid = lay_out([(Cell(0, 0, 0, True, rows=2), ()), (Cell(0, 0, 1, True), ()), (Cell(0, 1, 1), ())])
    assert grid.headers == 2


def test_long_page_headers_are_printed_in_the_text() -> None:
    """What does not fit at the page's edge is not lost."""
    pages = Pages()
    for number in range(9):
        pages.add("header", f"Part {chr(65 + number)} of the header")
    made = flow(pages.edition("Edges"))
    assert len(made.headers) == 5
    assert len(made.front) == 4


# --- links, languages, lists, pages ---------------------------------------------------------------


def linked(*targets: str) -> Edition:
    """A paragraph of one word a target, each a link to it."""
    words = [f"Word{at}" for at, _ in enumerate(targets)]
    text = " ".join(words)
    spans = [Span(text.index(word), text.index(word) + len(word)) for word in words]
    links = tuple(Link(span, target) for span, target in zip(spans, targets, strict=True))
    block = Block(Span(0, len(text)), "paragraph", links=links)
    return Edition("publication", "document", "Links", text, (block,))


@pytest.mark.parametrize(
    ("target", "may"),
    [
        ("https://www.gov.uk/guidance?a=1&b=(2)#c", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("mailto:jane@example.org", False),
        ("https://jane@example.org/", False),
        ("https://example.org/\u202e", False),
        ('https://example.org/"onclick="x', False),
        ("https://example.org/\njavascript:x", False),
        ("file:///C:/Users/jane", False),
        ("//example.org", False),
        ("https://example.org/" + "x" * 3000, False),
    ],
)
def test_only_web_addresses_are_linked(target: str, may: bool) -> None:
    """A link to anything but a page of the web is no link; its words stay."""
    assert may_lead(target) is may
    made = [write(linked(target), suffix) for suffix in (".docx", ".html", ".md", ".txt")]
    assert all(b"Word0" in content for content in made)
    assert (b"<a href" in made[1].split(b"<main")[1]) is may


def test_links_are_real_and_told_to_paper_readers() -> None:
    """Word, page and PDF link to the address; paper and plain text give it after the words."""
    edition = linked("https://www.gov.uk/a")
    relations = part(write(edition, ".docx"), "word/_rels/document.xml.rels")
    assert "https://www.gov.uk/a" in relations.xpath("//@Target")
    page = html.document_fromstring(write(edition, ".html"))
    assert page.xpath("//main//a[@class='silent']/@href") == ["https://www.gov.uk/a"]
    assert "Word0 (https://www.gov.uk/a)" in " ".join(pdf_text(write(edition, ".pdf")).split())
    assert b"Word0 (https://www.gov.uk/a)" in write(edition, ".txt")
    assert b"[Word0](<https://www.gov.uk/a>)" in write(edition, ".md")


def test_pages_begin_where_the_draft_says() -> None:
    """A heading, a list and a table can each begin a page."""
    pages = Pages()
    pages.add("paragraph", "First")
    pages.add("heading", "Second", level=1, new_page=True)
    pages.add("item", "Third", level=1, number="1.", new_page=True)
    pages.add("cell", "Fourth", cell=Cell(1, 0, 0), new_page=True)
    edition = pages.edition("Pages")
    with pdfplumber.open(io.BytesIO(write_pdf.write(edition))) as opened:
        assert [page.extract_text().split()[-5] for page in opened.pages] == [
            "First",
            "Second",
            "Third",
            "Fourth",
        ]
    broken = part(write_docx.write(edition), "word/document.xml").xpath("//w:pageBreakBefore", namespaces=W)
    assert len(broken) == 3


def test_lists_in_cells_are_lists() -> None:
    """A list inside a table's cell is a list of the page and of the PDF."""
    pages = Pages()
    for label in ("a)", "b)"):
        pages.add("item", f"Point {label}", level=1, number=label, cell=Cell(1, 0, 0))
    edition = pages.edition("Cells")
    assert len(html.document_fromstring(write_html.write(edition)).xpath("//td/ol/li")) == 2
    assert tags(write_pdf.write(edition)).count("LI") == 2


def test_what_is_changed_of_headings_is_said() -> None:
    """A level that is closed up, and a second title, are told without a word of the text."""
    pages = Pages()
    for kind, text, level in (
        ("title", "One", 0),
        ("heading", "Two", 1),
        ("heading", "Three", 3),
        ("title", "Four", 0),
    ):
        pages.add(kind, text, level=level)
    told = said(pages.edition("Told"))
    assert told == (
        "1 heading was given another level, so that none is skipped (first: heading 2)",
        "1 more title is printed as a line of text, since a document has one title",
    )


# --- any edition ------------------------------------------------------------------------------------

TEXT = some.text(
    some.one_of(some.characters(), some.sampled_from("aeiou <&{#$*\\\n\t\r\x00\x0b\u2028\ufeff\u200b中")),
    min_size=1,
    max_size=12,
)
KINDS = (
    "title",
    "heading",
    "paragraph",
    "item",
    "quote",
    "caption",
    "cell",
    "note",
    "header",
    "footer",
    "comment",
)
CELL = some.builds(
    Cell,
    some.integers(0, 1),
    some.integers(0, 3),
    some.integers(0, 3),
    some.booleans(),
    some.integers(1, 3),
    some.integers(1, 3),
)


@some.composite
def editions(draw: Any) -> Edition:
    """A small edition of any blocks, well formed or not."""
    text, blocks = "", []
    for kind in draw(some.lists(some.sampled_from(KINDS), max_size=9)):
        words = draw(some.one_of(some.just(""), TEXT))
        span = Span(len(text), len(text) + len(words)) if words else None
        text += words
        points = some.integers(max(len(text) - len(words) - 2, 0), len(text) + 2)
        styles = some.sampled_from(("bold", "italic", "underline", "superscript", "subscript", "small-capitals", "capitals", "strike",
                                    "language:cy", "language:x\"y", "blink"))  # fmt: skip
        runs = [Run(span, draw(styles)) for _ in range(draw(some.integers(0, 2)))] if span else []
        target = some.sampled_from(("https://www.gov.uk/a?b=1&c", "javascript:x", 'https://a.b/"<x>', ""))
        links = [Link(span, draw(target)) for _ in range(draw(some.integers(0, 1)))] if span else []
        calls = draw(some.lists(some.builds(Anchor, points, some.sampled_from("123")), max_size=2))
        number = draw(some.sampled_from(("", "1", "4.12", "a)", "•", "<b>", "1\x00\n")))
        cell = draw(CELL) if kind == "cell" else None
        level = draw(some.integers(-1, 12))
        marks = {"links": tuple(links), "new_page": draw(some.booleans())}
        blocks.append(Block(span, kind, level, number, tuple(runs), tuple(calls), cell, **marks))
    foreword = tuple(draw(some.lists(TEXT, max_size=2)))
    return Edition("publication", "document", draw(TEXT), text, tuple(blocks), foreword)


slow = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(editions())
def test_any_edition_as_docx(edition: Edition) -> None:
    """Every edition can be written as a Word file and all its text is there."""
    shown = squeezed(docx_text(write_docx.write(edition, MARK)))
    assert all(text in shown for text in must_show(edition))


@slow
@given(editions())
def test_any_edition_as_html(edition: Edition) -> None:
    """Every edition can be written as a page and all its text is there."""
    content = write_html.write(edition, MARK)
    shown = squeezed(html_text(content))
    assert all(text in shown for text in must_show(edition))
    ids = html.document_fromstring(content.decode()).xpath("//@id")
    assert len(ids) == len(set(ids))


@slow
@given(editions())
def test_any_edition_as_pdf(edition: Edition) -> None:
    """Every edition can be written as a PDF."""
    assert write_pdf.write(edition, MARK).startswith(b"%PDF")


@slow
@given(editions())
def test_any_edition_as_plain_text(edition: Edition) -> None:
    """Every edition can be written as plain text and all its text is there."""
    shown = squeezed(
        re.sub(r"\[\d+\]| \(https:[^)]*\)|(?<=\d)\^(?=\d)", "", write_txt.write(edition).decode())
    )
    assert all(re.sub(r"\[\d+\]", "", text) in shown for text in must_show(edition))


@slow
@given(editions())
def test_any_edition_as_markdown(edition: Edition) -> None:
    """Whatever looks like mark-up in an edition is read back as the text that it is."""
    content = write_md.write(edition).decode()
    if not any(must_show(edition)):
        return
    back = read_markdown(content, "edition.md", "")
    texts = [block.number + back.of(block.span) for block in back.blocks if block.span]
    shown = squeezed("".join(texts).replace("^", ""))
    for text in must_show(edition):
        assert text.replace("^", "") in shown, content


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("SCR overview report – Child G – draft v3 – restricted", "SCR overview report – Child G"),
        ("CONFIDENTIAL DRAFT – Child O", "Child O"),
        ("Safeguarding Partnership | OFFICIAL-SENSITIVE | 2031", "Safeguarding Partnership – 2031"),
        ("Drafting group – Child G", "Drafting group – Child G"),
        ("DRAFT", ""),
    ],
)
def test_an_edition_does_not_call_itself_a_draft(line: str, printed: str) -> None:
    """What a page header says of a draft and its readers is untrue of an edition."""
    words = f"Report\n{line}"
    blocks = (Block(Span(0, 6), "title"), Block(Span(7, len(words)), "header"))
    made = flow(Edition("publication", "overview-report", "Report", words, blocks))
    assert " ".join(made.headers) == printed


def test_the_report_follows_its_contents_on_their_page() -> None:
    """However the draft broke its pages: no page holds the last lines of the contents alone, in no format."""
    lines = [
        ("title", "Review"),
        *(pair for n in range(1, 6) for pair in (("heading", f"{n} Part"), ("paragraph", "Words."))),
    ]
    text, blocks = "", []
    for kind, line in lines:
        blocks.append(
            Block(
                Span(len(text), len(text) + len(line)),
                kind,
                int(kind == "heading"),
                new_page=kind == "heading",
            )
        )
        text += line + "\n"
    edition = Edition("publication", "overview-report", "Review", text, tuple(blocks))
    with pdfplumber.open(io.BytesIO(write_pdf.write(edition))) as pdf:
        first = pdf.pages[0].extract_text()
        assert len(pdf.pages) == 5
    assert "Contents" in first
    assert "Words." in first
    broken = part(write_docx.write(edition), "word/document.xml").findall(".//w:pageBreakBefore", W)
    assert len(broken) == 4
