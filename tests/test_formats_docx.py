"""Reading Word files: what is printed, what hides, and what is refused."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redact.errors import UnreadableError
from redact.formats import READERS, read
from redact.formats.labels import Labels
from redact.formats.numbering import read_numbering, written
from redact.formats.word_package import parse
from redact.model import PRINTED, Document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:x-unknown"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def build(path: Path, body: str = "", parts: dict[str, tuple[str, str, str]] | None = None) -> Path:
    """A .docx whose body is *body*; *parts* are name → (type, relationship, content)."""
    buffer = io.BytesIO()
    template = docx.Document()
    for paragraph in template.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)
    template.core_properties.author = template.core_properties.comments = ""
    template.save(buffer)
    return rewrite(path, buffer.getvalue(), body, parts or {})


def rewrite(path: Path, data: bytes, body: str, parts: dict[str, tuple[str, str, str]]) -> Path:
    """The template with its body and parts replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/thumbnail.jpeg" or name in parts:
                continue
            if name == "_rels/.rels":
                content = content.replace(b"docProps/thumbnail.jpeg", b"docProps/core.xml")
            if name == "word/document.xml" and body:
                content = f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()
            if name == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", _rels(parts) + b"</Relationships>")
            if name == "[Content_Types].xml":
                content = content.replace(b"</Types>", _types(parts) + b"</Types>")
            new.writestr(name, content)
        for name, (_, _, content) in parts.items():
            new.writestr(name, content)
    return path


def _rels(parts: dict[str, tuple[str, str, str]]) -> bytes:
    return "".join(
        f'<Relationship Id="x{at}" Type="{R}/{kind}" Target="/{name}"/>'
        for at, (name, (_, kind, _)) in enumerate(parts.items())
        if kind
    ).encode()


def _types(parts: dict[str, tuple[str, str, str]]) -> bytes:
    return "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _, _) in parts.items()
    ).encode()


def p(*runs: str, style: str = "", props: str = "") -> str:
    """A paragraph of the runs."""
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}{props}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run with the text."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def told(document: Document) -> list[tuple[str, str]]:
    """Kind and text of every block."""
    return [(one.kind, document.of(one.span) if one.span else "") for one in document.blocks]


def printed(document: Document) -> list[str]:
    """The texts that are printed."""
    return [text for (kind, text) in told(document) if kind in PRINTED]


def beside(document: Document, kind: str) -> list[str]:
    """The texts of one kind that is not printed."""
    return [text for one, text in told(document) if one == kind]


def left(document: Document) -> dict[str, int]:
    """How many of each kind were left behind."""
    found: dict[str, int] = {}
    for one in document.left_behind:
        found[one.kind] = found.get(one.kind, 0) + one.count
    return found


def story(root: str, content: str) -> str:
    """The root element of a story part."""
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the draft is written."""
    return tmp_path / "draft.docx"


# --- what is printed --------------------------------------------------------------------------------


def test_paragraphs_headings_and_title(file: Path) -> None:
    """Title, headings with their level and paragraphs come in order, typed numbers taken off the front."""
    word = docx.Document()
    word.add_heading("Review of Child G", 0)
    word.add_heading("3 Background", 1)
    word.add_paragraph("4.12 She lived in Sampleton.")
    word.save(file)
    document = read(file)
    assert told(document)[:3] == [
        ("title", "Review of Child G"),
        ("heading", "Background"),
        ("paragraph", "She lived in Sampleton."),
    ]
    assert [one.number for one in document.blocks[:3]] == ["", "3", "4.12"]
    assert document.blocks[2].place == "paragraph 4.12"
    assert document.blocks[1].level == 1


def test_runs(file: Path) -> None:
    """Emphasis is kept as spans, also over runs that Word has split."""
    runs = (
        r("Sam ", "<w:b/>"),
        r("Example", "<w:b/>"),
        r(" and "),
        r("2", '<w:vertAlign w:val="superscript"/>'),
    )
    document = read(build(file, p(*runs, r("off", '<w:b w:val="0"/>'))))
    found = [(document.of(run.span), run.style) for run in document.blocks[0].runs]
    assert found == [("Sam Example", "bold"), ("2", "superscript")]


def test_list_labels(file: Path) -> None:
    """Items bear the labels that Word prints, counted level by level."""
    word = docx.Document()
    for text, style in (("a", "List Bullet"), ("b", "List Number"), ("c", "List Number")):
        word.add_paragraph(text, style=style)
    word.save(file)
    blocks = read(file).blocks[:3]
    assert [(one.kind, one.number, one.level) for one in blocks] == [
        ("item", "•", 1),
        ("item", "1.", 1),
        ("item", "2.", 1),
    ]


NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Example %4:"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_multilevel_numbers() -> None:
    """1, 1.1, a), 1.2, 2, 2.1; another list of the same kind starts where it is told to."""
    numbering = read_numbering(parse(NUMBERING.encode(), "x"))
    steps = [("1", 0), ("1", 1), ("1", 2), ("1", 2), ("1", 1), ("1", 0), ("1", 1), ("2", 0)]
    labels = [numbering.next_label(*step) for step in steps]
    assert [one.text for one in labels if one] == ["1", "1.1", "a)", "b)", "1.2", "2", "2.1", "7"]


def test_label_with_words_is_searched(file: Path) -> None:
    """A name that someone typed into a list label is part of the text, where it is searched."""
    props = '<w:numPr><w:ilvl w:val="3"/><w:numId w:val="1"/></w:numPr>'
    parts = {"word/numbering.xml": (f"{WORD_TYPE}.numbering+xml", "", NUMBERING)}
    document = read(build(file, p(r("went home."), props=props), parts))
    assert printed(document) == ["Example 1: went home."]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (4, "lowerRoman", "iv"),
        (29, "upperLetter", "CC"),
        (3, "ordinal", "3rd"),
        (12, "ordinal", "12th"),
        (5, "decimalZero", "05"),
    ],
)
def test_number_formats(value: int, form: str, text: str) -> None:
    """Counters are written as Word writes them."""
    assert written(value, form) == text


@pytest.mark.parametrize(
    ("text", "heading", "number"),
    [
        ("4.12 She", False, "4.12"),
        ("3.2.4 She", False, "3.2.4"),
        ("67. She", False, "67."),
        ("4-81\tShe", False, "4-81"),
        ("3 Background", True, "3"),
        ("3 Background", False, ""),
        ("12.03.16 Visit", False, ""),
        ("3.12.16 Visit", False, ""),
        ("14.03.2016 Visit", False, ""),
        ("14 March 2016", True, ""),
        ("12 Oak Lane", True, ""),
        ("10.30 am call", False, ""),
        ("09.30 call", False, ""),
        ("12.6 kg at birth", False, ""),
        ("999 000 0018", True, ""),
    ],
)
def test_typed_numbers(text: str, heading: bool, number: str) -> None:
    """A date, a time, an address or an identifier is never taken for a paragraph's number."""
    assert Labels().split(text, heading)[0] == number


def test_number_that_goes_on_is_no_date() -> None:
    """4.2.10 after 4.2.9 is a number although it could be a date."""
    labels = Labels()
    labels.split("4.2.9 She")
    assert labels.split("4.2.10 She")[0] == "4.2.10"


def test_tables(file: Path) -> None:
    """Cells know their place, spans and header row; empty cells stay; a table in a cell is a line of it."""
    word = docx.Document()
    table = word.add_table(3, 3, style="Table Grid")
    table.cell(0, 0).text = "Name"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Sam"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Wide"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "nested"
    word.save(file)
    document = read(file)
    cells = [
        (
            one.cell.table,
            one.cell.row,
            one.cell.column,
            one.cell.columns,
            one.cell.rows,
            one.cell.header,
            document.of(one.span) if one.span else None,
        )
        for one in document.blocks
        if one.cell
    ]
    assert cells == [
        (0, 0, 0, 1, 1, True, "Name"),
        (0, 0, 1, 2, 1, True, "Wide"),
        (0, 1, 0, 1, 2, False, "Sam"),
        (0, 1, 1, 1, 1, False, "nested"),
        (0, 1, 2, 1, 1, False, None),
        (0, 2, 1, 1, 1, False, None),
        (0, 2, 2, 1, 1, False, None),
    ]
    assert document.blocks[2].place == "table 1, row 2"


def test_headers_and_footers_once(file: Path) -> None:
    """Each distinct header and footer is read once, without the page number."""
    word = docx.Document()
    word.add_paragraph("Text.")
    word.sections[0].header.paragraphs[0].text = "Case of Sam"
    word.sections[0].different_first_page_header_footer = True
    word.sections[0].first_page_header.paragraphs[0].text = "Case of Sam"
    footer = word.sections[0].footer.paragraphs[0]
    footer.text = "Draft | Page "
    field = parse(
        f'<w:fldSimple xmlns:w="{W}" w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>'.encode(), "x"
    )
    footer._p.append(field)
    word.save(file)
    document = read(file)
    assert [one for one in told(document) if one[0] in ("header", "footer")] == [
        ("header", "Case of Sam"),
        ("footer", "Draft"),
    ]


def note_parts(*texts: str) -> dict[str, tuple[str, str, str]]:
    """A footnotes part with these notes, ids from 2."""
    notes = "".join(f'<w:footnote w:id="{at}">{p(r(text))}</w:footnote>' for at, text in enumerate(texts, 2))
    return {"word/footnotes.xml": (f"{WORD_TYPE}.footnotes+xml", "footnotes", story("footnotes", notes))}


def test_notes(file: Path) -> None:
    """Notes are numbered by their call and tied to the place where they are called."""
    call = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = p(r("One"), call.format(3), r(" two"), call.format(2))
    document = read(build(file, body, note_parts("First.", "Second.", "Uncalled.")))
    assert told(document)[:3] == [("paragraph", "One two"), ("note", "Second."), ("note", "First.")]
    assert [(one.at, one.note) for one in document.blocks[0].anchors] == [(3, "1"), (7, "2")]
    assert [one.number for one in document.blocks[1:3]] == ["1", "2"]
    assert beside(document, "hidden") == ["Uncalled."]
    assert left(document)["uncalled note"] == 1


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_text_box_is_read_once(file: Path) -> None:
    """A text box is read from what Word shows; the fallback copy is dropped, one that differs is searched."""
    shown, other = BOX.format(p(r("In the box"))), BOX.format(p(r("Old words")))
    drawing = f"<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>{shown}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    for fallback, hidden in ((shown, []), (other, ["Old words"])):
        both = f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback><w:pict><v:textbox>{fallback}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
        document = read(build(file, p(r("Before"), both)))
        assert printed(document) == ["Before", "In the box"]
        assert beside(document, "hidden") == hidden
        assert document.blocks[1].place == "text box by paragraph 1"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        (f"<w:ins>{r('Sam')}</w:ins>", "Sam"),
        (f"<w:moveTo>{r('Sam')}</w:moveTo>", "Sam"),
        (f"<w:sdt><w:sdtContent>{r('Sam')}</w:sdtContent></w:sdt>", "Sam"),
        (f"<w:smartTag>{r('Sam')}</w:smartTag>", "Sam"),
        (f"<w:customXml>{r('Sam')}</w:customXml>", "Sam"),
        (f"<w:bdo>{r('Sam')}</w:bdo>", "Sam"),
        (f'<w:fldSimple w:instr=" REF x ">{r("Sam")}</w:fldSimple>', "Sam"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
        (f"<w:r><w:ruby><w:rt>{r('sam')}</w:rt><w:rubyBase>{r('Sam')}</w:rubyBase></w:ruby></w:r>", "Sam"),
        (
            "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/><w:tab/><w:t>C</w:t></w:r>",
            "A\u2011B\u00ad\tC",
        ),
        ('<w:r><w:t>A</w:t><w:br/><w:t>B</w:t><w:br w:type="page"/><w:t>C</w:t></w:r>', "A\nB\nC"),
        ('<w:r><w:sym w:font="Symbol" w:char="F053"/></w:r>', "S"),
    ],
)
def test_inside_paragraphs(file: Path, xml: str, text: str) -> None:
    """Insertions, controls, fields, equations and special characters read as text."""
    assert printed(read(build(file, p(r("Then "), xml)))) == [f"Then {text}"]


def test_complex_field(file: Path) -> None:
    """A field gives its result; an instruction that holds words is searched and told."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = "<w:r><w:instrText> QUOTE &quot;Sam Example&quot; </w:instrText></w:r>"
    body = p(
        mark.format("begin"), instruction, mark.format("separate"), r("Sam"), mark.format("end"), r(" left.")
    )
    document = read(build(file, body))
    assert printed(document) == ["Sam left."]
    assert beside(document, "field") == ['QUOTE "Sam Example"']
    assert left(document) == {"field instruction": 1}


def test_contents_are_not_printed(file: Path) -> None:
    """The list of contents is made anew; its words are searched, and nobody is asked about it."""
    toc = f'<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{p(r("Contents"))}{p(r("1 Sam"))}</w:sdtContent></w:sdt>'
    document = read(build(file, toc + p(r("Text."))))
    assert printed(document) == ["Text."]
    assert beside(document, "field") == ["Contents", "1 Sam"]
    assert document.left_behind == ()


def test_deleted_paragraph_mark(file: Path) -> None:
    """A paragraph whose end was deleted runs on into the next, so a name is not split."""
    body = p(r("Sam "), props="<w:rPr><w:del/></w:rPr>") + p(r("Example left."))
    assert printed(read(build(file, body))) == ["Sam Example left."]


# --- what hides -------------------------------------------------------------------------------------


def test_deletions_and_hidden_text(file: Path) -> None:
    """Deleted, moved-away and hidden words are searched and told, never printed."""
    body = p(
        r("Shown."),
        "<w:del><w:r><w:delText>Sam </w:delText></w:r><w:r><w:delText>Example</w:delText></w:r></w:del>",
    )
    body += p(r("More."), f"<w:moveFrom>{r('Moved')}</w:moveFrom>", r("Unseen", "<w:vanish/>"))
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('Gone'))}</w:tc></w:tr>"
    body += f"<w:tbl><w:tr><w:tc>{p(r('Cell'))}</w:tc></w:tr>{row}</w:tbl>"
    document = read(build(file, body))
    assert printed(document) == ["Shown.", "More.", "Cell"]
    assert beside(document, "deletion") == ["Sam Example", "Moved", "Gone"]
    assert beside(document, "hidden") == ["Unseen"]
    assert left(document) == {"tracked deletion": 3, "hidden text": 1}


def test_comments(file: Path) -> None:
    """Comments with their authors are searched and told, all in one entry."""
    word = docx.Document()
    run = word.add_paragraph("Text.").runs[0]
    word.add_comment(run, text="Is this Sam?", author="Ann Author")
    word.add_comment(run, text="Yes.", author="Ann Author")
    word.save(file)
    document = read(file)
    assert beside(document, "comment") == ["Ann Author\nIs this Sam?", "Ann Author\nYes."]
    assert left(document)["comment"] == 2


def test_links(file: Path) -> None:
    """The text of a link is printed, its target is searched and told."""
    word = docx.Document()
    paragraph = word.add_paragraph("See ")
    key = word.part.relate_to("https://example.org/sam-example", f"{R}/hyperlink", is_external=True)
    link = f'<w:hyperlink xmlns:w="{W}" xmlns:r="{R}" r:id="{key}" w:tooltip="about Sam"><w:r><w:t>here</w:t></w:r></w:hyperlink>'
    paragraph._p.append(parse(link.encode(), "x"))
    word.save(file)
    document = read(file)
    assert printed(document) == ["See here"]
    assert beside(document, "link") == ["https://example.org/sam-example"]
    assert "about Sam" in beside(document, "attribute")


def test_properties(file: Path) -> None:
    """Properties that may name people are searched and told."""
    word = docx.Document()
    word.add_paragraph("Text.")
    word.core_properties.author, word.core_properties.comments = "Ann Author", ""
    word.save(file)
    document = read(file)
    assert beside(document, "property") == ["Ann Author"]
    assert [(one.kind, one.place) for one in document.left_behind if one.kind == "document property"] == [
        ("document property", "property Author")
    ]


def test_picture_and_alt_text(file: Path) -> None:
    """A picture is told at its place, its description is searched."""
    drawing = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="Sam at school"/><a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r>'
    document = read(build(file, p(r("4.12 Text."), drawing)))
    (block,) = [one for one in document.blocks if one.kind == "picture"]
    assert block.span
    assert document.of(block.span) == "Sam at school"
    assert [(one.id, bool(one.unfit)) for one in document.pictures] == [("picture-1", True)]
    assert ("picture", "paragraph 4.12") in [(one.kind, one.place) for one in document.left_behind]


def test_chart_and_custom_xml(file: Path) -> None:
    """Words inside charts and custom XML are searched; both are told."""
    parts = {
        "word/charts/chart1.xml": (
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            "chart",
            "<c><v>Sam visits</v></c>",
        ),
        "customXml/item1.xml": ("application/xml", "customXml", "<data><name>Sam Example</name></data>"),
    }
    document = read(build(file, p(r("Text.")), parts))
    assert beside(document, "embedded") == ["Sam visits", "Sam Example"]
    assert left(document) == {"chart": 1, "custom XML": 1}


def test_attributes_are_searched(file: Path) -> None:
    """Names in attributes (revision authors, bookmarks, control titles) are searched."""
    body = p(
        '<w:bookmarkStart w:id="0" w:name="SamExample"/>',
        f'<w:ins w:author="Ann Author">{r("x")}</w:ins>',
        '<w:sdt><w:sdtPr><w:alias w:val="Kim"/></w:sdtPr></w:sdt>',
        r("y", ""),
    )
    assert {"SamExample", "Ann Author", "Kim"} <= set(beside(read(build(file, body)), "attribute"))


def test_unknown_part_and_unknown_text(file: Path) -> None:
    """A part or an element that no code understands is told as unknown, and its words are searched."""
    parts = {"word/odd.xml": ("application/x-odd+xml", "odd", "<odd>Sam Example</odd>")}
    document = read(build(file, p(r("Text."), "<x:new>Kim Example</x:new>"), parts))
    assert [one.known for one in document.left_behind] == [False, False]
    assert "Sam Example" in document.text
    assert "Kim Example" in document.text
    assert printed(document) == ["Text."]


def test_plain_file_leaves_nothing(file: Path) -> None:
    """A plain file asks nobody anything: styles, settings and fonts are bookkeeping."""
    assert read(build(file, p(r("Text.")))).left_behind == ()


# --- what is refused --------------------------------------------------------------------------------


def changed(file: Path, name: str, old: bytes, new: bytes) -> Path:
    """The file with *old* replaced in one part."""
    with zipfile.ZipFile(file) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, content in parts.items():
            archive.writestr(one, content.replace(old, new) if one == name else content)
    return file


def refused(file: Path) -> str:
    """The message with which the file is refused."""
    with pytest.raises(UnreadableError) as caught:
        read(file)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(file))
    return message.removeprefix(str(file))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"x" * 600, "password-protected or old Office file"),
        (b"hello", "is not a .docx"),
        (b"%PDF-1.7 x", "is a PDF"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_refuses_what_is_no_docx(file: Path, data: bytes, words: str) -> None:
    """What only calls itself .docx is refused with what it is."""
    file.write_bytes(data)
    assert words in refused(file)


def test_refuses_other_zip(file: Path) -> None:
    """A zip that holds no Word document is refused."""
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("x.txt", "hello")
    assert "is a zip file, no .docx" in refused(file)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"<w:document", b'<!DOCTYPE d [<!ENTITY a "b">]><w:document', "DOCTYPE"),
        (b"</w:body>", b"", "damaged"),
        (W.encode(), b"urn:odd", "damaged"),
        (b'xmlns:x="urn:x-unknown"', b'xmlns:x="http://purl.oclc.org/ooxml/odd/main"', "Strict"),
    ],
)
def test_refuses_hostile_xml(file: Path, old: bytes, new: bytes, words: str) -> None:
    """A DOCTYPE, broken XML and Strict namespaces that nobody knows are refused."""
    assert words in refused(changed(build(file, p(r("x"))), "word/document.xml", old, new))


def test_refuses_macros(file: Path) -> None:
    """A macro-enabled document under another name is refused."""
    old = f"{WORD_TYPE}.document.main+xml".encode()
    changed(
        build(file, p(r("x"))),
        "[Content_Types].xml",
        old,
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert "macros" in refused(file)


@pytest.mark.parametrize(
    "name", ["../evil.xml", "/evil.xml", "word\\evil.xml", "c:/evil.xml", "Word/Document.xml"]
)
def test_refuses_odd_entries(file: Path, name: str) -> None:
    """Entries that point outside, or two of one name, are refused."""
    build(file, p(r("x")))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, "<x/>")
    assert "save it again in Word" in refused(file)


def test_refuses_bombs(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to too much is refused, counted as it comes out."""
    monkeypatch.setattr("redact.formats.archive.MOST_IN_ONE", 100_000)
    build(file, p(r("x")))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.bin", b"0" * 200_000)
    assert "unpacks to more" in refused(file)


def test_refuses_no_words(file: Path) -> None:
    """A document without a word is refused."""
    assert "holds no text" in refused(build(file, p()))


def test_refuses_missing_folder_and_unknown(tmp_path: Path) -> None:
    """A missing file, a folder and an unknown ending are refused in one line."""
    assert "no such file" in refused(tmp_path / "none.docx")
    (tmp_path / "folder.docx").mkdir()
    assert "folder" in refused(tmp_path / "folder.docx")
    assert ", ".join(READERS) in refused(tmp_path / "x.xyz")


def test_name_in_messages(tmp_path: Path) -> None:
    """The file is named as it was given, in the document and in refusals."""
    with pytest.raises(UnreadableError, match=r"^drafts/x\.docx: there is no such file"):
        read(tmp_path / "x.docx", "drafts/x.docx")
    assert read(build(tmp_path / "y.docx", p(r("x"))), "drafts/y.docx").name == "drafts/y.docx"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), where=st.integers(0, 4000), ending=st.sampled_from(sorted(READERS)))
def test_nothing_but_unreadable(tmp_path: Path, data: bytes, where: int, ending: str) -> None:
    """Whatever the bytes, a reader gives a well-formed document or an UnreadableError."""
    file = tmp_path / f"x{ending}"
    whole = build(tmp_path / "base.docx", p(r("Sam Example"))).read_bytes() if ending == ".docx" else b""
    file.write_bytes(whole[:where] + data + whole[where + len(data) :])
    try:
        document = read(file)
    except UnreadableError:
        return
    well_formed(document)


def well_formed(document: Document) -> None:
    """Every block lies in the text, in order; its runs and anchors lie in the block."""
    at = 0
    for block in document.blocks:
        if block.span is None:
            continue
        assert at <= block.span.start < block.span.end <= len(document.text)
        at = block.span.end
        assert all(block.span.covers(run.span) for run in block.runs)
        assert all(block.span.start <= one.at <= block.span.end for one in block.anchors)


words = st.text(st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="<>&"), max_size=20)
inline = st.one_of(
    words.map(r),
    words.map(lambda one: r(one, "<w:b/>")),
    words.map(lambda one: r(one, "<w:vanish/>")),
    words.map(lambda one: f"<w:del><w:r><w:delText>{one}</w:delText></w:r></w:del>"),
    words.map(lambda one: f"<w:ins>{r(one)}</w:ins>"),
    st.just('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'),
    st.just('<w:r><w:fldChar w:fldCharType="separate"/></w:r>'),
    st.just('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    words.map(lambda one: f"<w:r><w:instrText>{one}</w:instrText></w:r>"),
)
paragraph = st.lists(inline, max_size=5).map(lambda runs: p(*runs))
table = st.lists(st.lists(paragraph, min_size=1, max_size=3), max_size=3).map(
    lambda rows: (
        "<w:tbl>"
        + "".join("<w:tr>" + "".join(f"<w:tc>{one}</w:tc>" for one in row) + "</w:tr>" for row in rows)
        + "</w:tbl>"
    )
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.lists(st.one_of(paragraph, table), max_size=5).map("".join))
def test_every_word_is_somewhere(tmp_path: Path, body: str) -> None:
    """Every word of the file is in the document's text, printed or not, and the blocks are well formed."""
    file = build(tmp_path / "x.docx", body + p(r("End.")))
    document = read(file)
    well_formed(document)
    root = parse(f"<w:body {NAMESPACES}>{body}</w:body>".encode(), "x")
    for element in root.iter():
        for word in re.findall(r"\w+", element.text or ""):
            assert word in document.text
