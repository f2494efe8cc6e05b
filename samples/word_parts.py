"""The parts of a Word package that python-docx leaves to its caller, as small pieces of XML."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PackagePart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from lxml import etree

from marked_up import pieces

WHEN = datetime(2031, 3, 31, 9, 0, tzinfo=UTC)
HEADINGS, BULLETS = 901, 902  # list numbers, clear of those in python-docx's template
LIST_STARTS = {"a": "lowerLetter", "i": "lowerRoman", "1": "decimal"}
ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def element(name: str, /, **attributes: str) -> Any:
    """An element of Word's own namespace with its attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def new_document() -> Any:
    """An empty A4 document in British English with the styles and lists that a report uses."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    drop_thumbnail(document)
    add_styles(document)
    add_numbering(document)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    return document


def same_bytes(document: Any) -> bytes:
    """The package with its parts in one order and one time, so that two builds are equal."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, date_time=(2031, 3, 31, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on every system
            target.writestr(entry, source.read(name))
    return fixed.getvalue()


def drop_thumbnail(document: Any) -> None:
    """Take out the small picture of an empty page that python-docx's template brings."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def add_styles(document: Any) -> None:
    """Give the styles a report's look, and add those that the template has not."""
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Calibri", Pt(11)
    styles["Title"].paragraph_format.space_before = Pt(160)
    styles["Quote"].paragraph_format.left_indent = Cm(1.5)
    contents = styles["TOC Heading"].element.get_or_add_pPr().get_or_add_numPr()
    contents.get_or_add_numId().val = 0  # it is based on Heading 1, which counts
    for level in (1, 2):
        line = styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH)
        line.base_style, line.paragraph_format.space_after = styles["Normal"], Pt(2)
        line.paragraph_format.left_indent = Cm(0.5 * (level - 1))
        stops = line.paragraph_format.tab_stops
        stops.add_tab_stop(Cm(1))
        stops.add_tab_stop(Cm(16), docx.enum.text.WD_TAB_ALIGNMENT.RIGHT, docx.enum.text.WD_TAB_LEADER.DOTS)
    for depth in (2, 3):
        numbered = styles.add_style(f"Numbered Paragraph {depth}", WD_STYLE_TYPE.PARAGRAPH)
        numbered.base_style = styles["Body Text"]
    note = styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    note.base_style, note.font.size, note.paragraph_format.space_after = styles["Normal"], Pt(9), Pt(0)
    styles.add_style("Footnote Reference", WD_STYLE_TYPE.CHARACTER).font.superscript = True
    styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER).font.underline = True


def add_numbering(document: Any) -> None:
    """One list of several levels for headings and paragraphs, counted by their styles, and one of bullets."""
    styles = ["Heading1", "NumberedParagraph2", "NumberedParagraph3"]
    levels = "".join(
        level(depth, "decimal", ".".join(f"%{n + 1}" for n in range(depth + 1)), style, hanging=720)
        for depth, style in enumerate(styles)
    )
    define_list(document, HEADINGS, "multilevel", levels)
    bullets = (level(depth, "bullet", "•", left=720 + 360 * depth) for depth in range(3))
    define_list(document, BULLETS, "hybridMultilevel", "".join(bullets))
    for depth, style in enumerate(styles):
        properties = next(s for s in document.styles if s.style_id == style).element.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_ilvl().val = depth
        properties.get_or_add_numPr().get_or_add_numId().val = HEADINGS


def add_list(document: Any, kind: str) -> int:
    """A lettered or numbered list that starts afresh; its number is returned."""
    numbering = document.part.numbering_part.element
    list_id = 1 + max(BULLETS, *(int(num.get(qn("w:numId"))) for num in numbering.findall(qn("w:num"))))
    define_list(document, list_id, "singleLevel", level(0, kind, "%1)", left=1080))
    return list_id


def level(depth: int, kind: str, text: str, style: str = "", left: int = 720, hanging: int = 360) -> str:
    """The XML of one level of a list."""
    link = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{link}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def define_list(document: Any, list_id: int, kind: str, levels: str) -> None:
    """Add a list's definition and its number to the numbering part, definitions first as Word wants."""
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{list_id}">'
        f'<w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
    )
    numbering.findall(qn("w:abstractNum"))[-1].addnext(abstract)
    num = element("num", numId=str(list_id))
    num.append(element("abstractNumId", val=str(list_id)))
    numbering.findall(qn("w:num"))[-1].addnext(num)


def marker(kind: str, count: int) -> str:
    """What a word processor prints for the item *count* of a list of this kind."""
    letters = {"lowerLetter": "abcdefghijklmnopqrstuvwxyz", "lowerRoman": ROMAN}.get(kind)
    return letters[count - 1] if letters else str(count)


def add_run(parent: Any, text: str, bold: bool = False, italic: bool = False, deleted: bool = False) -> None:
    """Append a run; tabs and line ends become Word's own, deleted text the element for it."""
    run = OxmlElement("w:r")
    for name, wanted in (("b", bold), ("i", italic)):
        if wanted:
            run.get_or_add_rPr().append(element(name))
    parent.append(run)
    run.text = text
    for node in run.findall(qn("w:t")) if deleted else ():
        node.tag = qn("w:delText")
        node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def add_link(paragraph: Any, target: str) -> Any:
    """A link to outside the file, as Word makes of a typed address; its runs go into it."""
    relation = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = element("hyperlink", history="1")
    link.set(qn("r:id"), relation)
    paragraph._p.append(link)
    return link


def field_mark(kind: str) -> Any:
    """A run with the begin, separate or end mark of a field."""
    run = OxmlElement("w:r")
    run.append(element("fldChar", fldCharType=kind))
    return run


def field_runs(parent: Any, instruction: str, result: str | None) -> None:
    """Append a field; with no *result* it stays open for the paragraphs that follow."""
    run = OxmlElement("w:r")
    text = element("instrText")
    text.text = instruction
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(text)
    for node in (field_mark("begin"), run, field_mark("separate")):
        parent.append(node)
    if result is not None:
        add_run(parent, result)
        parent.append(field_mark("end"))


def set_application_property(document: Any, name: str, value: str) -> None:
    """Set Company or Manager, which live in a part that python-docx does not open."""
    part = next(p for p in document.part.package.iter_parts() if str(p.partname) == "/docProps/app.xml")
    root = etree.fromstring(part.blob)
    for found in root.iter(f"{{*}}{name}"):
        found.text = value
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def add_footnotes(document: Any, notes: dict[str, str]) -> None:
    """The footnotes part, with the two separators that Word expects, and its relationship."""
    root = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
    for note_id, kind in (("-1", "separator"), ("0", "continuationSeparator")):
        root.append(footnote(note_id, [separator(kind)], kind))
    for note_id, text in notes.items():
        root.append(footnote(note_id, note_runs(text)))
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = PackagePart(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    mention_separators(document)


def mention_separators(document: Any) -> None:
    """Name the separators in the settings, as Word does."""
    named = element("footnotePr")
    for note_id in ("-1", "0"):
        named.append(element("footnote", id=note_id))
    document.settings.element.find(qn("w:characterSpacingControl")).addnext(named)


def footnote(note_id: str, runs: list[Any], kind: str = "") -> Any:
    """One footnote of one paragraph."""
    note = element("footnote", id=note_id, **({"type": kind} if kind else {}))
    paragraph = OxmlElement("w:p")
    if not kind:
        paragraph.get_or_add_pPr().append(element("pStyle", val="footnotetext"))
    for run in runs:
        paragraph.append(run)
    note.append(paragraph)
    return note


def separator(kind: str) -> Any:
    """The run that draws the line above the notes."""
    run = OxmlElement("w:r")
    run.append(element(kind))
    return run


def note_runs(text: str) -> list[Any]:
    """The runs of a note: its raised mark, then its text."""
    mark = OxmlElement("w:r")
    mark.get_or_add_rPr().append(element("rStyle", val="FootnoteReference"))
    mark.append(element("footnoteRef"))
    holder = OxmlElement("w:p")
    add_run(holder, " ")
    for piece in pieces(text):
        add_run(holder, piece.text, piece.bold, piece.italic)
    return [mark, *holder]


def genogram() -> io.BytesIO:
    """A family tree of squares and circles without a word on it."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (660, 360), "white")
    draw = ImageDraw.Draw(image)
    draw.line([(150, 80), (150, 130), (350, 130), (350, 80)], fill="black", width=3)
    draw.line([(350, 95), (350, 170), (550, 170), (550, 95)], fill="black", width=3)
    for x, top in ((200, 130), (300, 130), (450, 170)):
        draw.line([(x, top), (x, 250)], fill="black", width=3)
    people = ((150, 60, True), (350, 60, False), (550, 60, True), (200, 270, False), (300, 270, True))
    for x, y, square in people:
        box = (x - 32, y - 32, x + 32, y + 32)
        (draw.rectangle if square else draw.ellipse)(box, fill="white", outline="black", width=3)
    draw.ellipse((418, 238, 482, 302), fill="lightgrey", outline="black", width=6)
    made = io.BytesIO()
    image.save(made, "PNG")
    made.seek(0)
    return made
