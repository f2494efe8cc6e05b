"""Reading LibreOffice texts: what is printed, what hides, and what is refused."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from open_texts import MANIFEST, h, p, style, write_odt
from redact.errors import UnreadableError
from redact.formats import read
from redact.model import PRINTED, Document


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the text is written."""
    return tmp_path / "draft.odt"


def told(document: Document) -> list[tuple[str, str, str]]:
    """Kind, number and text of every printed block."""
    return [
        (one.kind, one.number, document.of(one.span) if one.span else "")
        for one in document.blocks
        if one.kind in PRINTED
    ]


def printed(document: Document) -> list[str]:
    """The texts that are printed."""
    return [text for _, _, text in told(document)]


def beside(document: Document, kind: str) -> list[str]:
    """The texts of one kind that is not printed."""
    return [document.of(one.span) for one in document.blocks if one.kind == kind and one.span]


def left(document: Document) -> dict[str, int]:
    """How many of each kind were left behind."""
    found: dict[str, int] = {}
    for one in document.left_behind:
        found[one.kind] = found.get(one.kind, 0) + one.count
    return found


def runs(document: Document) -> list[tuple[str, str]]:
    """The words that are set in a style, and the style."""
    return [(document.of(run.span), run.style) for block in document.blocks for run in block.runs]


# --- paragraphs and words ---------------------------------------------------------------------------


def test_headings_paragraphs_and_kinds(file: Path) -> None:
    """Headings have their levels; title, quotation and caption are told by the styles that theirs are based on."""
    styles = style("Title", family="paragraph") + style("Quotations", family="paragraph")
    styles += style("Caption", family="paragraph")
    styles += style("Figure", family="paragraph", more='style:parent-style-name="Caption"')
    body = (
        p("Review", "Title")
        + h("Findings", 2)
        + p("Said so.", "Quotations")
        + p("Figure 1", "Figure")
        + p("Plain")
    )
    document = read(write_odt(file, body, styles=styles))
    assert [(one.kind, one.level) for one in document.blocks] == [
        ("title", 0), ("heading", 2), ("quote", 0), ("caption", 0), ("paragraph", 0),
    ]  # fmt: skip
    assert printed(document) == ["Review", "Findings", "Said so.", "Figure 1", "Plain"]


def test_white_space_is_read_as_libreoffice_does(file: Path) -> None:
    """White space in the file counts once; text:s, tabs and line breaks count as they are."""
    body = p(
        "  Sam \n <text:span> Example</text:span><text:s text:c='2'/>left<text:tab/>at<text:line-break/> nine "
    )
    assert printed(read(write_odt(file, body))) == ["Sam Example  left\tat\nnine"]


def test_emphasis_is_what_somebody_set(file: Path) -> None:
    """Spans and an author's own paragraph settings are emphasis; a named style's look is none; 'normal' ends it."""
    automatic = style("T1", 'fo:font-weight="bold"') + style(
        "T2", 'fo:font-weight="normal" fo:font-style="italic"'
    )
    automatic += style("T3", 'style:text-position="super 58%"') + style(
        "T4", 'style:text-position="-20% 58%"'
    )
    automatic += style("T5", 'fo:font-variant="small-caps"') + style(
        "T6", 'style:text-underline-style="solid"'
    )
    automatic += style("P1", 'fo:font-weight="bold"', "paragraph", 'style:parent-style-name="Big"')
    body = p("a <text:span text:style-name='T1'>b <text:span text:style-name='T2'>c</text:span></text:span>")
    body += p("".join(f"<text:span text:style-name='T{n}'>{n}</text:span>" for n in (3, 4, 5, 6)))
    body += p("whole", "P1") + p("label", "Big")
    named = style("Big", 'fo:font-weight="bold"', "paragraph")
    assert runs(read(write_odt(file, body, automatic, named))) == [
        ("b ", "bold"), ("c", "italic"), ("3", "superscript"), ("4", "subscript"), ("5", "small-capitals"),
        ("6", "underline"), ("whole", "bold"),
    ]  # fmt: skip


def test_language_of_words(file: Path) -> None:
    """Words in another language than English say so."""
    automatic = style("T1", 'fo:language="cy" fo:country="GB"') + style("T2", 'fo:language="en"')
    body = p(
        "a <text:span text:style-name='T1'>bore da</text:span> <text:span text:style-name='T2'>b</text:span>"
    )
    assert runs(read(write_odt(file, body, automatic))) == [("bore da", "language:cy")]


def test_page_breaks(file: Path) -> None:
    """A break before, after, or by a new kind of page begins a new page at the next words."""
    automatic = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" {more}><style:paragraph-properties {said}/>'
        "</style:style>"
        for name, more, said in (
            ("B", "", 'fo:break-before="page"'),
            ("A", "", 'fo:break-after="page"'),
            ("M", 'style:master-page-name="Landscape"', ""),
        )
    )
    body = p("one") + p("two", "B") + p("three", "A") + p("four") + p("", "B") + p("five") + p("six", "M")
    blocks = read(write_odt(file, body, automatic)).blocks
    assert [one.new_page for one in blocks] == [False, True, False, True, True, True]


def test_fields_show_their_value(file: Path) -> None:
    """A field is the text that it shows; what it does not show is searched."""
    body = p(
        "<text:date>14/03/2016</text:date> <text:user-field-get text:name='Child Sam'>G</text:user-field-get>"
        " <text:conditional-text text:string-value-if-true='Sam Example'>G</text:conditional-text>"
        " <text:sequence text:name='Figure'>1</text:sequence>"
    )
    document = read(write_odt(file, body))
    assert printed(document) == ["14/03/2016 G G 1"]
    assert {"Child Sam", "Sam Example"} <= set(beside(document, "attribute"))


# --- lists ------------------------------------------------------------------------------------------

LEVELS = (
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>'
)


def items(*texts: str, name: str = "L", more: str = "") -> str:
    """A list."""
    inside = "".join(f"<text:list-item>{text}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="{name}" {more}>{inside}</text:list>'


def test_labels_as_printed(file: Path) -> None:
    """Items are counted by level; only the first paragraph of one has the label; a list goes on where it says so."""
    lists = f'<text:list-style style:name="L">{LEVELS}</text:list-style>'
    body = items(p("a") + items(p("b"), p("c"), name=""), p("d") + p("more"), more='xml:id="one"')
    body += p("between") + items(p("e"), more='text:continue-numbering="true"')
    body += items(p("f")) + items(p("g"), more='text:continue-list="one"')
    body += (
        '<text:list text:style-name="L"><text:list-item text:start-value="9">'
        + p("h")
        + "</text:list-item></text:list>"
    )
    document = read(write_odt(file, body, lists))
    assert told(document) == [
        ("item", "1.", "a"), ("item", "(a)", "b"), ("item", "(b)", "c"), ("item", "2.", "d"),
        ("paragraph", "", "more"), ("paragraph", "", "between"), ("item", "3.", "e"), ("item", "1.", "f"),
        ("item", "4.", "g"), ("item", "9.", "h"),
    ]  # fmt: skip
    assert [one.level for one in document.blocks][:3] == [1, 2, 2]


def test_bullets_roman_and_tiers(file: Path) -> None:
    """Bullets, roman numbers, labels of several levels and numbered headings come as they are printed."""
    lists = (
        '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="●"/>'
        '</text:list-style><text:list-style style:name="R"><text:list-level-style-number text:level="1"'
        ' style:num-format="i"/><text:list-level-style-number text:level="2" text:display-levels="2"'
        ' style:num-format="1"/></text:list-style><text:list-style style:name="W"><text:list-level-style-number'
        ' text:level="1" style:num-format="1" style:num-prefix="Finding "/></text:list-style>'
    )
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1"/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    body = h("One") + h("Two", 2) + h("Three", 2) + items(p("a"), name="B")
    body += items(p("b"), p("c") + items(p("d"), name="R"), name="R") + items(p("e"), name="W")
    assert told(read(write_odt(file, body, lists, outline))) == [
        ("heading", "1", "One"), ("heading", "1.1", "Two"), ("heading", "1.2", "Three"), ("item", "•", "a"),
        ("item", "i", "b"), ("item", "ii", "c"), ("item", "ii.1", "d"), ("paragraph", "", "Finding 1 e"),
    ]  # fmt: skip


# --- tables, notes, boxes ---------------------------------------------------------------------------


def cell(words: str, more: str = "") -> str:
    """A table's cell."""
    return f"<table:table-cell {more}>{words}</table:table-cell>"


def test_tables(file: Path) -> None:
    """Header rows and merged cells are told; what a covered cell holds is hidden; a nested table comes after."""
    nested = f"<table:table><table:table-row>{cell(p('inner'))}</table:table-row></table:table>"
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        + cell(p("Name"), 'table:number-columns-spanned="2"')
        + f"<table:covered-table-cell>{p('Sam Covered')}</table:covered-table-cell></table:table-row>"
        + "</table:table-header-rows><table:table-row>"
        + cell(p("a") + nested, 'table:number-rows-spanned="2"') + cell("")
        + "</table:table-row><table:table-row><table:covered-table-cell/>" + cell(p("b") + p("c"))
        + "</table:table-row></table:table>" + p("after")
    )  # fmt: skip
    document = read(write_odt(file, body))
    cells = [(document.of(one.span) if one.span else "", one.cell) for one in document.blocks if one.cell]
    assert [(text, c.table, c.row, c.column, c.header, c.columns, c.rows) for text, c in cells] == [
        ("Name", 0, 0, 0, True, 2, 1), ("a", 0, 1, 0, False, 1, 2), ("", 0, 1, 1, False, 1, 1),
        ("b", 0, 2, 1, False, 1, 1), ("c", 0, 2, 1, False, 1, 1), ("inner", 1, 0, 0, False, 1, 1),
    ]  # fmt: skip
    assert beside(document, "hidden") == ["Sam Covered"]
    assert left(document)["hidden text"] == 1
    assert printed(document)[-1] == "after"


def test_repeated_rows_are_bounded(file: Path) -> None:
    """A row that claims to repeat a million times is not laid out so."""
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell(p("a"))}</table:table-row>'
    assert len(read(write_odt(file, f"<table:table>{row}</table:table>")).blocks) == 1000


def test_notes(file: Path) -> None:
    """Footnotes and endnotes are notes, called where they stand; a paragraph of one keeps its label."""
    note = (
        "<text:note text:note-class='{0}'><text:note-citation>1</text:note-citation>"
        "<text:note-body>{1}</text:note-body></text:note>"
    )
    body = p(
        "Sam"
        + note.format("footnote", p("First.") + p("More."))
        + " left"
        + note.format("endnote", p("Last."))
    )
    document = read(write_odt(file, body))
    assert told(document) == [
        ("paragraph", "", "Sam left"),
        ("note", "1", "First.\nMore."),
        ("note", "2", "Last."),
    ]
    assert [(one.at, one.note) for one in document.blocks[0].anchors] == [(3, "1"), (8, "2")]
    assert [one.place for one in document.blocks][1:] == ["footnote 1", "endnote 2"]


def test_text_boxes_stand_in_place(file: Path) -> None:
    """A text box comes after its paragraph; a shape's words too; what describes them is searched."""
    box = (
        "<draw:frame draw:name='Photo of Sam'><draw:text-box>" + p("boxed") + "</draw:text-box>"
        "<svg:title>Sam Example</svg:title></draw:frame>"
        "<draw:custom-shape>" + p("shaped") + "</draw:custom-shape>"
    )
    document = read(write_odt(file, p("one" + box) + p("two")))
    assert printed(document) == ["one", "boxed", "shaped", "two"]
    assert beside(document, "alt") == ["Sam Example", "Photo of Sam"]


def test_headers_and_footers(file: Path) -> None:
    """Edges of pages that are in use are printed once, without page numbers; those of others are hidden."""
    masters = "".join(
        f'<style:master-page style:name="{name}"><style:header>{p(words)}</style:header></style:master-page>'
        for name, words in (
            ("Standard", "Review of G – Page <text:page-number>1</text:page-number>"),
            ("Old", "Sam Example"),
        )
    )
    document = read(write_odt(file, p("text"), masters=masters))
    assert told(document)[1:] == [("header", "", "Review of G")]
    assert beside(document, "hidden") == ["Sam Example"]
    assert left(document)["unused header or footer"] == 1


# --- what hides -------------------------------------------------------------------------------------


def test_tracked_changes(file: Path) -> None:
    """What was inserted is printed, what was deleted is searched and counted, who changed it is searched."""
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>Ann Author"
        "</dc:creator><dc:date>2031-01-01T00:00:00</dc:date></office:change-info>" + p("Sam Deleted")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
    )  # fmt: skip
    body = changes + p("Kept <text:change text:change-id='a'/><text:change-start text:change-id='b'/>new")
    document = read(write_odt(file, body))
    assert printed(document) == ["Kept new"]
    assert beside(document, "deletion") == ["Sam Deleted"]
    assert "Ann Author" in beside(document, "attribute")
    assert left(document)["tracked deletion"] == 1


def test_what_is_hidden(file: Path) -> None:
    """Hidden words, paragraphs, sections and white words are not printed; all are searched and counted."""
    automatic = style("T1", 'text:display="none"') + style("T2", 'fo:color="#ffffff"')
    body = p(
        "a<text:span text:style-name='T1'>Sam One</text:span><text:span text:style-name='T2'> Sam Two</text:span>"
    )
    body += p("Sam Three<text:hidden-paragraph text:is-hidden='true'/>")
    body += f"<text:section text:display='none' text:name='s'>{p('Sam Four')}</text:section>"
    body += p("<text:hidden-text text:is-hidden='true' text:string-value='Sam Five'/>b")
    document = read(write_odt(file, body, automatic))
    assert printed(document) == ["a", "b"]
    assert "".join(beside(document, "hidden")) == "Sam One Sam TwoSam ThreeSam FourSam Five"
    assert left(document)["hidden text"] == 4


def test_white_words_on_a_dark_ground_are_printed(file: Path) -> None:
    """White words in a coloured cell are a table's headings, and are read."""
    automatic = style("T2", 'fo:color="#ffffff"')
    automatic += (
        '<style:style style:name="C" style:family="table-cell"><style:table-cell-properties'
        ' fo:background-color="#003366"/></style:style>'
    )
    words = p("<text:span text:style-name='T2'>Date</text:span>")
    coloured = cell(words, 'table:style-name="C"')
    body = f"<table:table><table:table-row>{coloured}</table:table-row></table:table>"
    assert printed(read(write_odt(file, body, automatic))) == ["Date"]


def test_comments_links_and_marks(file: Path) -> None:
    """Comments with their authors, link targets, bookmarks and index marks are searched, never printed."""
    body = p(
        "a<office:annotation><dc:creator>Ann Author</dc:creator><text:p>Is this Sam?</text:p></office:annotation>"
        "<text:a xlink:href='https://example.org/sam'>b</text:a><text:bookmark text:name='sam_home'/>"
        "<text:alphabetical-index-mark text:string-value='Example, Sam'/>"
        "<text:ruby><text:ruby-base>c</text:ruby-base><text:ruby-text>Samuel</text:ruby-text></text:ruby>"
    )
    document = read(write_odt(file, body))
    assert printed(document) == ["abc"]
    assert beside(document, "comment") == ["Ann Author\nIs this Sam?"]
    assert beside(document, "link") == ["https://example.org/sam"]
    assert beside(document, "alt") == ["Samuel"]
    assert {"sam_home", "Example, Sam"} <= set(beside(document, "attribute"))
    assert left(document) == {"comment": 1, "link target": 1, "pronunciation guide": 1}


def test_indexes_are_made_anew(file: Path) -> None:
    """A table of contents is searched and not printed; a bibliography is the author's and stays."""
    index = "<text:{0}><text:index-body>{1}</text:index-body></text:{0}>"
    body = (
        p("Contents")
        + index.format("table-of-content", p("Sam's home 4"))
        + index.format("bibliography", p("Doe 2001"))
    )
    document = read(write_odt(file, body))
    assert printed(document) == ["Doe 2001"]
    assert beside(document, "field") == ["Contents", "Sam's home 4"]


def test_properties(file: Path) -> None:
    """Who wrote the file, and what was typed about it, is searched and counted; its dates are not."""
    meta = (
        "<meta:initial-creator>Ann Author</meta:initial-creator><dc:date>2031-01-01T00:00:00</dc:date>"
        "<meta:user-defined meta:name='Child'>Sam Example</meta:user-defined>"
        "<meta:user-defined meta:name='AppVersion'>14.0</meta:user-defined>"
        "<meta:keyword>Mr</meta:keyword><meta:keyword>Example</meta:keyword>"
    )
    document = read(write_odt(file, p("text"), meta=meta))
    assert beside(document, "property") == ["Ann Author", "Sam Example", "Mr Example"]
    assert left(document) == {"document property": 3}


def test_parts_beside_the_text(file: Path) -> None:
    """Pictures, previews, objects, signatures and earlier versions are counted, and searched where they are text."""
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("content.xml", "<a>Sam Earlier</a>")
    body = p(
        "a<draw:frame><draw:image xlink:href='Pictures/1.png'/></draw:frame>"
        "<draw:frame><draw:object xlink:href='./Object 1'/><draw:image xlink:href='./ObjectReplacements/1'/></draw:frame>"
    )
    parts: dict[str, str | bytes] = {
        "Pictures/1.png": b"\x89PNG",
        "Thumbnails/thumbnail.png": b"\x89PNG",
        "Object 1/content.xml": "<a>Sam Object</a>",
        "ObjectReplacements/1": b"x",
        "Versions/Version1": inner.getvalue(),
        "Configurations2/accelerator/current.xml": "",
    }
    del parts["Configurations2/accelerator/current.xml"]
    document = read(write_odt(file, body, parts=parts))
    assert left(document) == {
        "picture": 1, "embedded object": 1, "preview picture": 1, "earlier version": 1,
    }  # fmt: skip
    assert beside(document, "embedded") == ["Sam Object", "Sam Earlier"]


def test_what_nobody_knows_is_told(file: Path) -> None:
    """Text in an element that no reader takes, and a part of an unknown kind, are searched and refuse the file."""
    body = p("a<x:odd>Sam Odd</x:odd>b") + "<!-- Sam Comment -->"
    document = read(write_odt(file, body, parts={"odd/part.bin": b"x"}))
    assert printed(document) == ["ab"]
    assert beside(document, "hidden") == ["Sam Odd", "Sam Comment"]
    assert {one.kind for one in document.left_behind if not one.known} == {
        "part of an unknown kind",
        "text of an unknown kind",
    }


def test_what_is_said_in_attributes(file: Path) -> None:
    """Variables, linked sections and calls of macros are searched; targets inside the file are none."""
    body = (
        '<text:user-field-decls><text:user-field-decl text:name="v" office:string-value="Sam Field"/>'
        '</text:user-field-decls><text:section text:name="s"><text:section-source xlink:href="file:///home/sam/x.odt"/>'
        + p("<draw:frame><draw:image xlink:href='Pictures/1.png'/></draw:frame>a") + "</text:section>"
    )  # fmt: skip
    scripts = (
        "<office:scripts><office:event-listeners><script:event-listener xlink:href='vnd.sun.star.script:Sam.Main'/>"
        "</office:event-listeners></office:scripts>"
    )
    document = read(write_odt(file, body, before=scripts))
    assert "Sam Field" in beside(document, "attribute")
    assert beside(document, "link") == ["vnd.sun.star.script:Sam.Main", "file:///home/sam/x.odt"]
    assert left(document) == {"picture": 1, "macro": 1, "link target": 1}


def test_own_names_of_styles_are_searched(file: Path) -> None:
    """A style that somebody named is searched; those that LibreOffice brings are not."""
    styles = style("Text_20_body", family="paragraph") + style("Sam_20_Example", family="paragraph")
    assert beside(read(write_odt(file, p("a"), styles=styles)), "attribute") == ["Sam_20_Example"]


# --- refusals ---------------------------------------------------------------------------------------


def refused(file: Path) -> str:
    """What is said when the file is refused."""
    with pytest.raises(UnreadableError) as caught:
        read(file)
    assert "\n" not in str(caught.value)
    return str(caught.value).removeprefix(str(file))


def test_refuses_encrypted(file: Path) -> None:
    """A file with a password is refused, in the old way of encrypting and in the new one."""
    entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    manifest = MANIFEST.replace("/>", f">{entry}")
    assert "password" in refused(write_odt(file, p("a"), parts={"META-INF/manifest.xml": manifest}))
    assert "password" in refused(write_odt(file, p("a"), parts={"encrypted-package": b"x"}))


def test_refuses_macros(file: Path) -> None:
    """A file with a macro is refused; an empty library of them is not."""
    library = '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard">{}</library:library>'
    parts = {"Basic/Standard/script-lb.xml": library.format("")}
    assert printed(read(write_odt(file, p("a"), parts=dict(parts)))) == ["a"]
    parts = {"Basic/Standard/script-lb.xml": library.format('<library:element library:name="Module1"/>')}
    assert "macros" in refused(write_odt(file, p("a"), parts=dict(parts)))
    assert "macros" in refused(write_odt(file, p("a"), parts={"Scripts/python/a.py": "print()"}))


def test_refuses_other_kinds(file: Path) -> None:
    """A spreadsheet, or a file without a text, under .odt is refused with what it is."""
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    assert "is a LibreOffice spreadsheet" in refused(write_odt(file, p("a"), mimetype=kind))
    assert "holds no text" in refused(write_odt(file, p("")))
    assert "DOCTYPE" in refused(write_odt(file, p("a"), prolog="<!DOCTYPE a>"))
