"""What a Word file looks like: pages, lists, tables in tables, languages, and words that nobody can see."""

from pathlib import Path

import pytest

from redact.formats import read
from redact.model import PRINTED, Document
from word_places import WORD, Links, Parts, Place, box, drawing, field_of, p, r, root, written

PAGE = '<w:r><w:br w:type="page"/></w:r>'
MARK = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'


@pytest.fixture
def reading(tmp_path: Path):
    """Reads a body, with styles and lists if need be."""

    def made(body: str, styles: str = "", numbering: str = "", links: Links | None = None) -> Document:
        parts: Parts = {}
        hang = list(links or [])
        for name, content in (("styles", styles), ("numbering", numbering)):
            if content:
                parts[f"word/{name}.xml"] = (f"{WORD}.{name}+xml", root(name, content))
                hang.append(("word/document.xml", name, f"{name}.xml", ""))
        return read(written(tmp_path / "draft.docx", Place(body, parts, hang)))

    return made


def texts(document: Document) -> list[str]:
    """The texts that are printed."""
    return [document.of(one.span) for one in document.blocks if one.span and one.kind in PRINTED]


def beside(document: Document, kind: str) -> list[str]:
    """The texts of one kind that is not printed."""
    return [document.of(one.span) for one in document.blocks if one.span and one.kind == kind]


def runs(document: Document) -> list[tuple[str, str]]:
    """The words of the first block that are set in a style."""
    return [(document.of(one.span), one.style) for one in document.blocks[0].runs]


def labels(document: Document) -> list[str]:
    """The labels of the printed blocks."""
    return [one.number for one in document.blocks if one.kind in PRINTED]


# --- pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "new"),
    [
        (p(r("a")) + p(r("b")), [False, False]),
        (p(r("a")) + p(PAGE) + p(r("b")), [False, True]),
        (p(r("a"), PAGE) + p(r("b")), [False, True]),
        (p(r("a")) + p(PAGE, r("b")), [False, True]),
        (p(r("a"), PAGE, r("b")) + p(r("c")), [False, False]),
        (p(r("a")) + p(r("b"), props="<w:pageBreakBefore/>"), [False, True]),
        (p(r("a")) + p(r("b"), props='<w:pageBreakBefore w:val="0"/>'), [False, False]),
        (p(r("a")) + p(props="<w:sectPr/>") + p(r("b")) + "<w:sectPr/>", [False, True]),
        (p(r("a"), props="<w:sectPr/>") + p(r("b")) + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>', [False, False]),
        (p(r("a")) + p(PAGE) + f"<w:tbl><w:tr><w:tc>{p(r('b'))}</w:tc></w:tr></w:tbl>" + p(r("c")), [False, True, False]),
        (p(r("a")) + p(PAGE) + f"<w:sdt><w:sdtContent>{p(r('b'))}{p(r('c'))}</w:sdtContent></w:sdt>", [False, True, False]),
    ],
)  # fmt: skip
def test_pages(reading, body: str, new: list[bool]) -> None:
    """A block begins a new page where Word breaks one: by a break, a setting, or a section."""
    assert [one.new_page for one in reading(body).blocks] == new


# --- how words are set ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "style"),
    [
        ("<w:smallCaps/>", "small-capitals"),
        ("<w:caps/>", "capitals"),
        ("<w:strike/>", "strike"),
        ("<w:dstrike/>", "strike"),
        ('<w:lang w:val="cy-GB"/>', "language:cy"),
        ('<w:lang w:val="en-US"/>', ""),
        ('<w:lang w:val="x-none"/>', ""),
        ('<w:lang w:val="&quot;&gt;"/>', ""),
        ('<w:strike w:val="false"/>', ""),
    ],
)
def test_styles_of_runs(reading, settings: str, style: str) -> None:
    """Capitals, struck words and words in another language are kept as runs; the text stays as typed."""
    document = reading(p(r("Plain "), r("words", settings)))
    assert runs(document) == ([("words", style)] if style else [])
    assert texts(document) == ["Plain words"]


def test_language_of_a_style(reading) -> None:
    """A paragraph style in Welsh makes its words Welsh."""
    style = '<w:style w:type="paragraph" w:styleId="c"><w:rPr><w:lang w:val="cy-GB"/></w:rPr></w:style>'
    assert runs(reading(p(r("Plant"), props='<w:pStyle w:val="c"/>'), style)) == [("Plant", "language:cy")]


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'
FILLED = "<wps:spPr><a:solidFill/></wps:spPr>"
TABLE = "<w:tbl>{}<w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (p(r("Sam", WHITE)), False),
        (p(r("Sam", '<w:color w:val="D9D9D9"/>')), True),
        (p(r("Sam", WHITE + DARK)), True),
        (p(r("Sam", WHITE + '<w:highlight w:val="darkBlue"/>')), True),
        (p(r("Sam", WHITE), props=DARK), True),
        (p(r("Sam", '<w:color w:val="1F3864"/>'), props=DARK), False),
        (p(r("Sam", '<w:highlight w:val="yellow"/>')), True),
        (p(r("Sam", '<w:highlight w:val="black"/>')), False),
        (p(r("Sam", '<w:highlight w:val="black"/>' + WHITE)), True),
        (p(r("Sam", '<w:shd w:val="solid" w:color="000000" w:fill="auto"/><w:color w:val="000000"/>')), False),
        (TABLE.format("", f"<w:tcPr>{DARK}</w:tcPr>", p(r("Sam", WHITE))), True),
        (TABLE.format("", "", p(r("Sam", WHITE))), False),
        (TABLE.format('<w:tblPr><w:tblStyle w:val="t"/></w:tblPr>', "", p(r("Sam", WHITE))), True),
        (TABLE.format(f"<w:tblPr>{DARK}</w:tblPr>", "", p(r("Sam", WHITE))), True),
        (p(drawing(f"<wps:wsp>{FILLED}<wps:txbx>{box('Sam').replace('<w:rPr>', '<w:rPr>' + WHITE)}</wps:txbx></wps:wsp>")), True),
        (p(drawing(f"<wps:wsp><wps:spPr><a:noFill/></wps:spPr><wps:txbx>{box('Sam').replace('<w:rPr>', '<w:rPr>' + WHITE)}</wps:txbx></wps:wsp>")), False),
        (p(r("Sam", '<w:sz w:val="2"/>')), False),
        (p(r("Sam", '<w:sz w:val="16"/>')), True),
        (p(r("Sam", '<w:w w:val="1"/>')), False),
        (p(r("Sam"), props='<w:pStyle w:val="v"/>'), False),
        (p(r("Sam", '<w:vanish w:val="0"/>'), props='<w:pStyle w:val="v"/>'), True),
        (p(r("Sam", '<w:rStyle w:val="w"/>')), False),
        (p(r("Sam", "<w:specVanish/>")), False),
        (p(r("Sam"), props='<w:spacing w:line="240" w:lineRule="exact"/>'), True),
        (f'<w:tbl><w:tr><w:trPr><w:trHeight w:val="20" w:hRule="exact"/></w:trPr><w:tc>{p(r("Sam"))}</w:tc></w:tr></w:tbl>', False),
    ],
)  # fmt: skip
def test_words_that_nobody_can_see(reading, body: str, seen: bool) -> None:
    """Words in the colour of what lies behind them, or too small, are kept aside and told; others are printed."""
    styles = (
        f'<w:style w:type="table" w:styleId="t"><w:tblStylePr w:type="firstRow"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr></w:style>'
        '<w:style w:type="paragraph" w:styleId="v"><w:name w:val="v"/><w:rPr><w:vanish/></w:rPr></w:style>'
        f'<w:style w:type="character" w:styleId="w"><w:name w:val="w"/><w:rPr>{WHITE}</w:rPr></w:style>'
    )
    document = reading(body + p(r("End.")), styles)
    assert ("Sam" in texts(document)) == seen
    assert beside(document, "hidden") == ([] if seen else ["Sam"])
    assert [one.kind for one in document.left_behind] == ([] if seen else ["hidden text"])


# --- lists and headings -----------------------------------------------------------------------------------


LISTS = """<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="h1"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="h2"/><w:lvlText w:val="%1.%2"/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{bullet}"/><w:rPr><w:rFonts w:ascii="{font}"/></w:rPr></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>"""
STYLES = """<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="Heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Our heading"/><w:basedOn w:val="h2"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>"""


def styled(text: str, style: str, props: str = "") -> str:
    """A paragraph of a style."""
    return p(r(text), props=f'<w:pStyle w:val="{style}"/>{props}')


def test_numbers_by_style(reading) -> None:
    """Headings are counted by the level that their style, or the one it is based on, is tied to."""
    body = "".join(styled("x", style) for style in ("h1", "h2", "own", "h1", "own"))
    document = reading(body, STYLES, LISTS)
    assert labels(document) == ["1", "1.1", "1.2", "2", "2.1"]
    assert [one.level for one in document.blocks if one.kind == "heading"] == [1, 2, 2, 1, 2]


def test_a_start_that_a_list_overrides_holds_after_each_restart(reading) -> None:
    """A level that a list starts at 5 starts there again below the next higher number."""
    at = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="3"/></w:numPr>'
    body = "".join(p(r("x"), props=at.format(level)) for level in (0, 1, 1, 0, 1))
    assert labels(reading(body, "", LISTS)) == ["1", "1.5", "1.6", "2", "2.5"]


@pytest.mark.parametrize(
    ("bullet", "font", "label"),
    [
        ("\uf0b7", "Symbol", "•"),
        ("\uf0fc", "Wingdings", "✓"),
        ("\uf0a7", "Wingdings", "▪"),
        ("\uf0d8", "Wingdings", "➢"),
        ("o", "Courier New", "○"),
        ("–", "Calibri", "–"),
        ("Z", "Calibri", "•"),
    ],
)
def test_bullets(reading, bullet: str, font: str, label: str) -> None:
    """A bullet of a symbol font is the character that it looks like; a letter is a dot."""
    numbering = LISTS.replace("{bullet}", bullet).replace("{font}", font)
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>'
    assert labels(reading(p(r("x"), props=item), "", numbering)) == [label]


def test_headings_by_name_and_outline(reading) -> None:
    """A heading is known by the name of its style, whatever the style's id, and by its outline level."""
    body = (
        styled("a", "berschrift1")
        + p(r("b"), props='<w:outlineLvl w:val="2"/>')
        + p(r("c"), props='<w:outlineLvl w:val="9"/>')
    )
    document = reading(body, STYLES)
    assert [(one.kind, one.level) for one in document.blocks[:3]] == [
        ("heading", 1),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_a_heading_that_runs_into_its_text(reading) -> None:
    """A heading with a hidden end stands on one line with what follows, its number before it."""
    first = styled("Background.", "h1", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>")
    document = reading(first + p(r("She lived there.")) + styled("Next", "h1"), STYLES, LISTS)
    assert texts(document) == ["Background. She lived there.", "Next"]
    assert labels(document) == ["1", "2"]


# --- tables ----------------------------------------------------------------------------------------------


def table(*rows: str, props: str = "") -> str:
    """A table of rows of cells."""
    return f"<w:tbl><w:tblPr>{props}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(*content: str) -> str:
    """A cell."""
    return f"<w:tc>{''.join(content)}</w:tc>"


def test_a_table_in_a_cell(reading) -> None:
    """A table in a cell is printed there, a line a row, its header bold and deeper tables within their cell."""
    deepest = table(cell(p(r("x"))) + cell(p(r("y"))))
    header = '<w:tblLook w:firstRow="1"/>'
    rows = [
        cell(p(r("Day"))) + cell(p(r("Event"))),
        cell(p(r("1"))) + cell(p(r("Call")), deepest, p(r("Visit"))),
        cell(p(r("2"))) + cell(p()),
    ]
    inner = table(*rows, props=header)
    document = reading(
        table(cell(p(r("Before")), inner, p(r("After"))) + cell(p(r("Beside")))) + p(r("End."))
    )
    assert texts(document) == [
        "Before",
        "Day | Event",
        "1 | Call; x | y; Visit",
        "2 | –",
        "After",
        "Beside",
        "End.",
    ]
    assert [(one.cell.table, one.cell.row, one.cell.column) for one in document.blocks if one.cell] == [
        (0, 0, 0)
    ] * 5 + [(0, 0, 1)]
    assert [(one.style, document.of(one.span)) for one in document.blocks[1].runs] == [
        ("bold", "Day | Event")
    ]


def test_boxes_stand_in_their_cell(reading) -> None:
    """A text box in a cell is read there, so the table stays whole."""
    boxed = drawing(f"<wps:wsp><wps:txbx>{box('In the box')}</wps:txbx></wps:wsp>")
    document = reading(table(cell(p(r("a"), boxed)) + cell(p(r("b")))) + p(r("c")))
    assert texts(document) == ["a", "In the box", "b", "c"]
    assert [one.cell.column for one in document.blocks if one.cell] == [0, 0, 1]


# --- fields ----------------------------------------------------------------------------------------------


def test_form_fields_show_what_they_show(reading) -> None:
    """A check box of a form shows its box and a list its chosen entry, as on the page."""

    def form(keyword: str, inside: str) -> str:
        begun = MARK.format("begin", f"<w:ffData>{inside}</w:ffData>")
        return (
            begun
            + f"<w:r><w:instrText> {keyword} </w:instrText></w:r>"
            + MARK.format("separate", "")
            + MARK.format("end", "")
        )

    entries = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="No"/><w:listEntry w:val="Yes"/></w:ddList>'
    document = reading(
        p(r("a "), form("FORMCHECKBOX", "<w:checkBox><w:checked/></w:checkBox>"))
        + p(r("b "), form("FORMCHECKBOX", '<w:checkBox><w:default w:val="0"/></w:checkBox>'))
        + p(r("c "), form("FORMDROPDOWN", entries))
    )
    assert texts(document) == ["a ☒", "b ☐", "c Yes"]


def test_fields_in_fields(reading) -> None:
    """The result of a field inside another's instruction is part of the instruction; only the outer result is printed."""
    inner = field_of("MERGEFIELD Who", "Sam Example")
    outer = MARK.format("begin", "") + "<w:r><w:instrText>IF </w:instrText></w:r>" + inner
    outer += (
        '<w:r><w:instrText> = "x" "Yes" "No"</w:instrText></w:r>'
        + MARK.format("separate", "")
        + r("No")
        + MARK.format("end", "")
    )
    document = reading(p(r("Answer: "), outer))
    assert texts(document) == ["Answer: No"]
    assert beside(document, "field") == ["MERGEFIELD Who", 'IF Sam Example = "x" "Yes" "No"']
    assert beside(document, "hidden") == []


def test_lists_of_places_are_told(reading) -> None:
    """An index and a table of figures are not printed, since their pages are gone, and the reviewer is told."""
    body = (
        p(field_of("INDEX \\c 2", "Sam, 4"))
        + p(field_of('TOC \\h \\c "Figure"', "Figure 1"))
        + p(field_of("TOC \\o", "1 Sam"))
    )
    document = reading(body + p(r("Text.")))
    assert texts(document) == ["Text."]
    assert beside(document, "field") == ["Sam, 4", "Figure 1", "1 Sam"]
    assert [one.kind for one in document.left_behind] == ["index", "table of figures"]


def test_characters_of_symbol_fonts(reading) -> None:
    """Characters of a symbol font read as characters that every font has."""
    ticked = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    typed = r("\uf0e0", '<w:rFonts w:ascii="Wingdings"/>')
    assert texts(reading(p(ticked, r(" done "), typed))) == ["☑ done →"]


# --- links -----------------------------------------------------------------------------------------------


def test_links_that_stay_and_links_that_go(reading) -> None:
    """A link to a public body stays with its words; any other is told, and what is not printed as it stands is searched."""
    hang: Links = [
        ("word/document.xml", "hyperlink", "https://www.gov.uk/guidance?utm_source=x#part", "External"),
        ("word/document.xml", "hyperlink", "https://sampleton.gov.uk/children", "External"),
    ]
    body = p(
        r("See "),
        f'<w:hyperlink r:id="r1">{r("the guidance")}</w:hyperlink>',
        f'<w:hyperlink r:id="r2">{r(" and this")}</w:hyperlink>',
        field_of('HYPERLINK "https://www.legislation.gov.uk/ukpga/1989/41" \\o "tip"', " and the Act"),
        field_of('HYPERLINK \\l "_Toc1"', " and above"),
    )
    document = reading(body, links=hang)
    found = [(document.of(one.span), one.target) for one in document.blocks[0].links]
    assert found == [
        ("the guidance", "https://www.gov.uk/guidance"),
        (" and the Act", "https://www.legislation.gov.uk/ukpga/1989/41"),
    ]
    assert [(one.kind, one.count) for one in document.left_behind] == [("link target", 1)]
    assert len(beside(document, "link")) == 2
