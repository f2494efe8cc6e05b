"""Seeded leaks: one finished file per leak, made in a folder that the caller gives.

Each builder starts from the same harmless report and plants one thing in it. All people are
invented; the identifiers come from ranges that are never issued. Run as a script, it makes all
of them: `python tests/leaks/build.py FOLDER`.
"""

from __future__ import annotations

import base64
import io
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

NAME = "Wrenna Thistlewood"
FORENAME, SURNAME = NAME.split()
NHS = "999 000 0018"
BORN = "14 March 2013"
TEXT = (
    "Child G lived in Town A with Mother. School A told the social worker in March 2031.",
    "The panel will meet again in the spring, as agreed. Sibling 1 is well.",
)

Builder = Callable[[Path], Path]
#: The name of a leak, the check that must catch it, and what makes the file.
LEAKS: dict[str, tuple[str, Builder]] = {}

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_RELATIONSHIP = "http://schemas.openxmlformats.org/package/2006/relationships"


# --- Word ---------------------------------------------------------------------------------------


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def docx(
    folder: Path,
    name: str,
    body: str = "",
    parts: dict[str, str | bytes] | None = None,
    relations: str = "",
    core: str = "",
    settings: str = "",
    file_name: str = "",
) -> Path:
    """The clean report as a Word file, with something planted."""
    path = folder / (file_name or f"{name}.docx")
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/></Types>'
        ),
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONSHIP}"/>',
        "word/document.xml": (
            f"<w:document {_SPACES}><w:body>{''.join(p(text) for text in TEXT)}{body}</w:body></w:document>"
        ),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONSHIP}">{relations}</Relationships>',
        "word/styles.xml": (
            f'<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>'
            '</w:docDefaults><w:style w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
        ),
        "word/settings.xml": f"<w:settings {_SPACES}>{settings}</w:settings>",
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>Overview report</dc:title>{core}</cp:coreProperties>"
        ),
    }
    contents.update(parts or {})
    path.write_bytes(zipped(contents))
    return path


def zipped(contents: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in contents.items():
            archive.writestr(name, part)
    return data.getvalue()


def word(name: str, check: str = "names", **planted: Any) -> None:
    """Register a leak in a Word file."""
    LEAKS[f"docx-{name}"] = (check, lambda folder: docx(folder, name, **planted))


def story(kind: str, text: str) -> dict[str, str | bytes]:
    """A header, footer or the like with one paragraph."""
    tag = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
    inner = p(text) if tag in ("hdr", "ftr") else f'<w:{tag[:-1]} w:id="2">{p(text)}</w:{tag[:-1]}>'
    return {f"word/{kind}{'1' if tag in ('hdr', 'ftr') else ''}.xml": f"<w:{tag} {_SPACES}>{inner}</w:{tag}>"}


def relation(kind: str, target: str, external: bool = True) -> str:
    """A relationship, external or not."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="rId9" Type="{_R}/{kind}" Target="{target}"{mode}/>'


def picture(text: str = "", kind: str = "PNG") -> bytes:
    """A small picture with words beside its pixels."""
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    image, data = Image.new("RGB", (4, 4), "red"), io.BytesIO()
    if kind == "PNG":
        info = PngInfo()
        info.add_text("Description", text, zip=True)  # compressed: not to be seen in the bytes
        image.save(data, "PNG", pnginfo=info)
    else:
        exif = image.getexif()
        exif[0x013B] = text
        image.save(data, "JPEG", exif=exif)
    return data.getvalue()


_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_of_days() -> bytes:
    """An Excel file with the day of birth as spreadsheets keep it: days since the end of 1899."""
    cells = (
        f"<worksheet xmlns='{_SHEET}'><sheetData><row><c s='1'><v>41347</v></c></row></sheetData></worksheet>"
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/worksheets/sheet1.xml": cells,
            "xl/workbook.xml": "<workbook/>",
        }
    )


def workbook() -> bytes:
    """An Excel file with the name in a shared string."""
    shared = (
        "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>"
        + NAME
        + "</t></si></sst>"
    )
    return zipped(
        {"[Content_Types].xml": "<Types/>", "xl/sharedStrings.xml": shared, "xl/workbook.xml": "<workbook/>"}
    )


def inner_docx() -> bytes:
    """A whole Word file with the name in its body."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {_SPACES}><w:body>{p(NAME)}</w:body></w:document>",
        }
    )


_FIELD_DATA = base64.b64encode(b"\x01\x80\xff" + NAME.encode("utf-16-le") + b"\x00\x07").decode()
_AUTHOR = f"<dc:creator>{NAME}</dc:creator>"
word("plain", body=p(f"Then {NAME} went home."))
word("forename-only", body=p(f"Then {FORENAME} went home."))
word("capitals", body=p(NAME.upper()))
word("possessive", body=p(f"{FORENAME}’s mother came."))
word("split-runs", body="<w:p><w:r><w:t>Wren</w:t></w:r><w:r><w:t>na</w:t></w:r></w:p>")
word("soft-hyphen", body=p("Wren\u00adna"))
word("zero-width", body=p("Wren\u200bna"))
word("bidi-marks", body=p("\u202eWrenna\u202c and Thistle\u2060wood"))
word("cyrillic", body=p("Wr\u0435nn\u0430"))
word("accented", body=p("Wrénna"))
word("no-break-space", body=p("Wrenna\u00a0Thistlewood"))
word("letter-spaced", body=p("T h i s t l e w o o d"))
word("run-together", body=p("seen byWrennaThistlewood today"))
word("glued-to-number", body=p("as Wrenna12 said"))
word("line-break-inside", body="<w:p><w:r><w:t>Thistle-</w:t><w:br/><w:t>wood</w:t></w:r></w:p>")
word(
    "across-cells", body=f"<w:tbl><w:tr><w:tc>{p('Oona')}</w:tc><w:tc>{p('Penhallow')}</w:tc></w:tr></w:tbl>"
)
word("ordinary-name", body=p("He said that Grace was well."))
word("initials", body=p("Reported by W.T. in person."))
word("nhs-number", body=p("Her number is 999-000-0018."))
word("nhs-number-dotted", body=p("No. 999.000.0018"))
word("telephone", body=p("Ring +44 1632 960123."))
word("postcode", body=p("at za9  9aa"))
word(
    "symbols",
    body="<w:p><w:r>"
    + "".join(f'<w:sym w:font="Symbol" w:char="F0{ord(c):02X}"/>' for c in FORENAME)
    + "</w:r></w:p>",
)
word("header", parts=story("header", NAME))
word("footer", parts=story("footer", NAME))
word("footnote", parts=story("footnotes", NAME))
word("endnote", parts=story("endnotes", NAME))
word(
    "text-box",
    body=f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{p(NAME)}</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
)
word(
    "alternative-text", body=f'<w:p><w:r><w:drawing><wp:docPr id="1" descr="{NAME}"/></w:drawing></w:r></w:p>'
)
word("link-target", relations=relation("hyperlink", "https://example.org/Wrenna%20Thistlewood"))
word(
    "link-target-base64",
    relations=relation("hyperlink", "https://example.org/" + base64.b64encode(NAME.encode()).decode()),
)
word("field-data", body=f"<w:p><w:r><w:fldChar><w:fldData>{_FIELD_DATA}</w:fldData></w:fldChar></w:r></w:p>")
word("field-instruction", body=f'<w:p><w:r><w:instrText>XE "{NAME}"</w:instrText></w:r></w:p>')
word("bookmark", body='<w:p><w:bookmarkStart w:id="0" w:name="Wrenna_Thistlewood"/></w:p>')
word("document-variable-name", settings=f'<w:docVars><w:docVar w:name="child" w:val="{NAME}"/></w:docVars>')
word("custom-xml-tag", parts={"customXml/item1.xml": "<Wrenna>seen</Wrenna>"})
word("part-name", parts={"word/media/Wrenna.png": picture()})
word("png-text", parts={"word/media/image1.png": picture(NAME)})
word("chart-workbook-day-of-birth", parts={"word/embeddings/book.xlsx": sheet_of_days()})
word("chart-workbook-name", parts={"word/embeddings/book.xlsx": workbook()})
word("embedded-docx-name", parts={"word/embeddings/inner.docx": inner_docx()})
word("embedded-in-zip-in-docx", parts={"word/embeddings/a.zip": zipped({"b.docx": inner_docx()})})
word(
    "chart-cache",
    parts={
        "word/charts/chart1.xml": f"<c:chart xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart'><c:v>{NAME}</c:v></c:chart>"
    },
)
word("rtf-chunk", parts={"word/afchunk1.rtf": "{\\rtf1 Wren\\'6ea}"})
word("xml-comment-name", body=f"<!-- {NAME} -->")
word("author-name", core=_AUTHOR)
word("author", "hidden", core="<dc:creator>A. Typist</dc:creator>")
word("last-modified-by", "hidden", core="<cp:lastModifiedBy>A. Typist</cp:lastModifiedBy>")
word(
    "company", "hidden", parts={"docProps/app.xml": "<Properties><Company>Some Board</Company></Properties>"}
)
word("comment", "hidden", parts=story("comments", "see me"))
word(
    "tracked-deletion",
    "hidden",
    body="<w:p><w:del w:id='1'><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>",
)
word(
    "tracked-insertion",
    "hidden",
    body="<w:p><w:ins w:id='1' w:author='x'><w:r><w:t>new</w:t></w:r></w:ins></w:p>",
)
word("hidden-text", "hidden", body=p("unseen", "<w:rPr><w:vanish/></w:rPr>"))
word("hidden-by-style", "hidden", body=p("unseen", '<w:rPr><w:rStyle w:val="Ghost"/></w:rPr>'))
word("white-text", "hidden", body=p("unseen", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'))
word("tiny-text", "hidden", body=p("unseen", '<w:rPr><w:sz w:val="2"/></w:rPr>'))
word("revision-ids", "hidden", settings='<w:rsids><w:rsid w:val="00AB12CD"/></w:rsids>')
word("document-variable", "hidden", settings='<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars>')
word("custom-xml", "hidden", parts={"customXml/item1.xml": "<a>b</a>"})
word("thumbnail", "hidden", parts={"docProps/thumbnail.jpeg": picture("someone", "JPEG")})
word("thumbnail-exif", "names", parts={"docProps/thumbnail.jpeg": picture(NAME, "JPEG")})
word("chart-workbook", "hidden", parts={"word/embeddings/book.xlsx": workbook()})
word("picture", "hidden", parts={"word/media/image1.png": picture()})
word("external-picture", "hidden", relations=relation("image", "https://example.org/a.png"))
word("macro", "hidden", parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)})
word("near-name", "near-names", body=p("Then Wrena Thistelwood came."))
word("pronoun", "gendered", body=p("Child N said that she was cold."))
word("told-to-be-a-girl", "gendered", body=p("Child N was described as a quiet girl."))
word("kinship-before-a-label", "gendered", body=p("He visited with Sibling 1 and his brother Child N."))
word("pronoun-in-the-next-sentence", "gendered", body=p("Child N was cold. She had no coat."))
word("day-of-birth", "dates-left", body=p(f"Child G was born on {BORN} at home."))
word("exact-date", "dates-left", body=p("They met on 3rd May 2031."))
word("exact-age", "ages-left", body=p("Child G, aged 14 months, was seen at home."))
word("clock-time", "dates-left", body=p("They met at 4.30 pm."))
word(
    "birth-from-an-age-in-days",
    "recomputed",
    body=p("Child G was born in February 2013.") + p("Child G died in March 2013, aged 41 days."),
)
word(
    "three-rare-things",
    "rare-together",
    body=p("Mother spoke Tigrinya and prayed at the gurdwara.") + p("Mother had been a submariner."),
)
word("empty-sentence", "legible", body=p("[name removed] and [detail removed]. They met again."))
word(
    "allowed-words-gone",
    "kept-words",
    parts={
        "word/document.xml": f"<w:document {_SPACES}><w:body>{p('Nobody met again.')}</w:body></w:document>"
    },
)
word(
    "health-number-over-cells",
    "numbers",
    body="<w:tbl><w:tr>" + "".join(f"<w:tc>{p(part)}</w:tc>" for part in NHS.split()) + "</w:tr></w:tbl>",
)
word(
    "day-of-birth-in-words",
    "dates-left",
    body=p("Child G was born on the fourteenth of March two thousand and thirteen."),
)
word("name-turned-round", body=p("Then \u202e" + FORENAME[::-1] + "\u202c left."))
word("name-backwards", "names", body=p(f"Then {NAME[::-1]} left."))
word("name-in-figures", "names", body=p(f"Then {NAME.replace('e', '3').replace('i', '1')} left."))
word("name-with-stars", body=p(f"Then {FORENAME[:3]}**{FORENAME[3:]}** left."))
word(
    "words-of-the-family",
    "searchable",
    body=p("She said “we went without so that he could eat” to the nurse."),
)
word("length-of-the-sentence", "searchable", body=p("Father was sentenced to eleven years."))
word("pseudonym-slip", "consistency", body=p("Then Chid G left."))
word("pseudonym-double-space", "consistency", body=p("Then Child  G left."))
word("label-twice", "labels", body=p("Then Child G and Child G left."))
word("label-of-nobody", "unknown-labels", body=p("Then Sibling 9 left."))
word(
    "sister-called-cousin", "kinship", body=p("Child G went there with Sibling 1, her cousin, in March 2031.")
)
word("label-that-the-list-lacks", "glossary", body=p("Glossary") + p("Child G: the child"))
word(
    "entry-of-nobody", "glossary", body=p("Who is who") + p("Aunt 3 – a sister of Mother") + p("MASH: a hub")
)
word("undecided", "undecided", body=p("He met [undecided] there."))
word("draft", "undecided", body=p("Draft version 3, for factual accuracy checking"))
word("working-copy", "undecided", parts=story("header", "NOT APPROVED"))
word("claim", "claims", body=p("This report is fully anonymised."))
word("file-name", file_name=f"Review {NAME} final.docx")
word("file-name-inside-word", file_name="reviewwrennathistlewoodfinal.docx")
word("file-name-run-together", file_name="wrennathistlewood-review.docx")


# --- PDF ----------------------------------------------------------------------------------------


def page(draw: Callable[[Any], None] | None = None, **options: Any) -> bytes:
    """The clean report as a PDF of one page, with something drawn on it."""
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data, invariant=1, **options)
    canvas.setTitle("Overview report")
    canvas.setAuthor("")
    canvas.setSubject("")
    canvas.setKeywords("")
    for number, text in enumerate(TEXT):
        canvas.drawString(60, 780 - 20 * number, text)
    if draw:
        draw(canvas)
    canvas.save()
    return data.getvalue()


def pdf(
    folder: Path,
    name: str,
    draw: Callable[[Any], None] | None = None,
    change: Callable[[Any], None] | None = None,
    **options: Any,
) -> Path:
    """The clean report as a finished PDF: no author, no dates, and what was planted."""
    import pikepdf

    path = folder / f"{name}.pdf"
    with pikepdf.open(io.BytesIO(page(draw, **options))) as document:
        for key in list(document.docinfo.keys()):
            if key != "/Title":
                del document.docinfo[key]
        if change:
            change(document)
        document.save(path)
    return path


def _tagged(document: Any) -> None:
    import pikepdf

    document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    document.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
    document.Root.Lang = "en-GB"


def portable(name: str, check: str = "names", **planted: Any) -> None:
    """Register a leak in a PDF."""
    LEAKS[f"pdf-{name}"] = (check, lambda folder: pdf(folder, name, **planted))


def _info(key: str, value: str) -> Callable[[Any], None]:
    return lambda document: document.docinfo.__setitem__(key, value)


def _xmp(document: Any) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [NAME]


def _annotation(document: Any) -> None:
    import pikepdf

    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents=NAME
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def _accented(document: Any) -> None:
    """A string beyond the plain alphabet is stored in two bytes a letter."""
    document.Root.Notes = "Wrenn\u0101 Thistlewood\u2011Marl"


def _field(document: Any) -> None:
    import pikepdf

    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Tx,
        T="box",
        V=NAME,
        Rect=[0, 0, 9, 9],
    )
    field = document.make_indirect(field)
    document.pages[0].Annots = pikepdf.Array([field])
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))


def _outline(document: Any) -> None:
    import pikepdf

    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(NAME, 0))


def _attachment(document: Any) -> None:
    document.attachments["notes.txt"] = NAME.encode()


def _layer(document: Any) -> None:
    import pikepdf

    group = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Notes"))
    off = pikepdf.Dictionary(OFF=pikepdf.Array([group]))
    document.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([group]), D=off)


def _script(document: Any) -> None:
    import pikepdf

    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")


def _actual_text(document: Any) -> None:
    import pikepdf

    element = pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Span, ActualText=NAME)
    document.Root.StructTreeRoot = pikepdf.Dictionary(K=document.make_indirect(element))


def _orphan(document: Any) -> None:
    import pikepdf

    orphan = document.make_indirect(pikepdf.Stream(document, b"BT (Wren) Tj (na) Tj ET"))
    document.Root.PieceInfo = pikepdf.Dictionary(Tool=orphan)


def _box(text: str) -> Callable[[Any], None]:
    def draw(canvas: Any) -> None:
        canvas.drawString(60, 700, text)
        canvas.rect(55, 695, 200, 18, fill=1)

    return draw


def _white(canvas: Any) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(60, 700, "unseen words")


def _invisible(canvas: Any) -> None:
    text = canvas.beginText(60, 700)
    text.setTextRenderMode(3)
    text.textOut("unseen words")
    canvas.drawText(text)


def _hyphenated(canvas: Any) -> None:
    canvas.drawString(60, 700, "then with her Thistle-")
    canvas.drawString(60, 686, "wood went home")


def _scattered(canvas: Any) -> None:
    for number, letter in reversed(list(enumerate(FORENAME))):
        canvas.drawString(60 + 7 * number, 700, letter)


def _earlier(folder: Path) -> Path:
    """The second revision replaces the page's text; the first one is still in the file."""
    path = folder / "earlier-revision.pdf"
    first = page(lambda canvas: canvas.drawString(60, 700, NAME), pageCompression=0)
    start = first.rfind(b"startxref")
    table = int(first[start:].split()[1])
    trailer = first[first.rfind(b"trailer") + 7 : start].replace(b">>", b"", 1)
    number = int(re.findall(rb"/Contents (\d+) 0 R", first)[0])
    new = b"\n%d 0 obj\n<< /Length 0 >>\nstream\n\nendstream\nendobj\n" % number
    offset = len(first) + 1
    body = first + new
    xref = f"xref\n{number} 1\n{offset:010d} 00000 n \n".encode()
    dictionary = trailer.strip().replace(b"<<", b"<< /Prev %d " % table, 1) + b"\n>>"
    body += xref + b"trailer\n" + dictionary + b"\nstartxref\n%d\n%%%%EOF\n" % len(body)
    path.write_bytes(body)
    return path


portable("plain", draw=lambda canvas: canvas.drawString(60, 700, NAME))
portable("hyphenated", draw=_hyphenated)
portable("scattered-letters", draw=_scattered)
portable("info-author-name", change=_info("/Author", NAME))
portable("info-custom-name", change=_info("/Child", NAME))
portable("xmp-name", change=_xmp)
portable("annotation-name", change=_annotation)
portable("two-byte-string-name", change=_accented)
portable("outline-name", change=_outline)
portable("attachment-name", change=_attachment)
portable("actual-text-name", change=_actual_text)
portable("form-field-name", change=_field)
portable("unused-stream-name", change=_orphan)
portable("name-under-box", draw=_box(NAME))
portable("info-author", "hidden", change=_info("/Author", "A. Typist"))
portable("xmp-author", "hidden", change=_xmp)
portable("annotation", "hidden", change=_annotation)
portable("attachment", "hidden", change=_attachment)
portable("form-field", "hidden", change=_field)
portable("script", "hidden", change=_script)
portable("private-data", "hidden", change=_orphan)
portable("hidden-layer", "hidden", change=_layer)
portable("text-under-box", "hidden", draw=_box("covered words"))
portable("white-text", "hidden", draw=_white)
portable("invisible-text", "hidden", draw=_invisible)
portable("untagged", "structure")


def _after_the_end(folder: Path) -> Path:
    path = docx(folder, "bytes-after-the-end")
    path.write_bytes(path.read_bytes() + f"<!-- {NAME} -->".encode())
    return path


LEAKS["bytes-after-the-end"] = ("hidden", _after_the_end)
LEAKS["name-after-the-end"] = ("names", _after_the_end)
LEAKS["pdf-earlier-revision"] = ("hidden", _earlier)
LEAKS["pdf-earlier-revision-name"] = ("names", _earlier)


# --- Web pages and text -------------------------------------------------------------------------


def page_html(folder: Path, name: str, body: str = "", head: str = "", lang: str = ' lang="en-GB"') -> Path:
    """The clean report as a web page, with something planted."""
    path = folder / f"{name}.html"
    text = "".join(f"<p>{text}</p>" for text in TEXT)
    table = '<table><tr><th scope="col">Label</th></tr><tr><td>Child G</td></tr></table>'
    path.write_text(
        f'<!DOCTYPE html>\n<html{lang}><head><meta charset="utf-8"><title>Overview report</title>{head}'
        f"<style>p {{ margin: 1em }}</style></head>\n<body><h1>Overview report</h1>{text}{table}\n{body}</body></html>",
        encoding="utf-8",
    )
    return path


def web(name: str, check: str = "names", **planted: Any) -> None:
    """Register a leak in a web page."""
    LEAKS[f"html-{name}"] = (check, lambda folder: page_html(folder, name, **planted))


def plain(name: str, check: str = "names", suffix: str = ".txt", data: str | bytes = "") -> None:
    """Register a leak in a text file."""

    def write(folder: Path) -> Path:
        path = folder / f"{name}{suffix}"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    LEAKS[f"{suffix[1:]}-{name}"] = (check, write)


_ENTITIES = "".join(f"&#{ord(letter)};" for letter in FORENAME)
web("body", body=f"<p>{NAME}</p>")
web("split-by-tags", body="<p>Wr<b>enn</b>a</p>")
web("entity-coded", body=f"<p>{_ENTITIES}</p>")
web("comment-name", body=f"<!-- {NAME} -->")
web("comment", "hidden", body="<!-- remember to change this -->")
web("attribute", body=f'<p data-child="{NAME}">text</p>')
web("class", body='<p class="wrenna-thistlewood">text</p>')
web("percent-coded-link", body='<a href="https://example.org/Wrenna%20Thistlewood">link</a>')
web("data-link", body=f'<a href="data:text/html;base64,{base64.b64encode(NAME.encode()).decode()}">link</a>')
web("title", head=f"<title>{NAME}</title>")
web("meta-author", "hidden", head='<meta name="author" content="A. Typist">')
web("script-name", body=f"<script>var child = '{NAME}';</script>")
web("script-escaped", body="<script>var child = 'Wr\\u0065nna';</script>")
web("script", "hidden", body="<script>start()</script>")
web("style-name", head="<style>/* Wrenna */</style>")
web("display-none", "hidden", body='<p style="display: none">unseen</p>')
web("hidden-attribute", "hidden", body="<p hidden>unseen</p>")
web("picture", "hidden", body='<img src="a.png" alt="">')
web("drawing-curved", "hidden", body='<svg><path d="M0 0 C1 2 3 4 5 6"/></svg>')
web("drawing-slanted", "hidden", body='<svg><path d="M0 0 L5 6"/></svg>')
web(
    "drawing-many-cornered",
    "hidden",
    body='<svg><polygon points="0,0 1,2 2,0 3,2 4,0 5,2 6,0 7,2 8,0"/></svg>',
)
web("drawing-with-picture", "hidden", body='<svg><image href="#a"/></svg>')
web("drawing-use", "hidden", body='<svg><use href="#a"/></svg>')
web("drawing-text", body=f"<svg><text>{NAME}</text></svg>")
web("drawing-title", body=f"<svg><title>{NAME}</title></svg>")
web("drawing-split-text", body=f"<svg><text>{FORENAME}</text><text>{SURNAME}</text></svg>")
web("no-language", "structure", lang="")
web("no-scope", "structure", body="<table><tr><th>a</th></tr></table>")
web("skipped-level", "structure", body="<h3>a</h3>")
plain("plain", data=f"One line.\n\nAnother, with {NAME}.\n")
plain("wrapped", data="Then Wrenna\nThistlewood went home.\n")
plain("utf16", data=f"Seen: {NAME}".encode("utf-16"))
plain("cp1252", data=f"Café: {NAME}".encode("cp1252"))
plain("email", data="Write to wrenna.thistlewood@example.org\n")
plain("full-width", data="Ｗｒｅｎｎａ came.\n")
plain("ligature", data="Then E\ufb03e came.\n")
plain("markdown-comment", "hidden", suffix=".md", data="Text.\n\n<!-- note -->\n")
plain("markdown-emphasis", suffix=".md", data="Then Wr**enn**a came.\n")
plain("json-escaped", suffix=".json", data='{"note": "Wr\\u0065nna"}')
plain("csv-cells", suffix=".csv", data="who,what\nOona,Penhallow\n")
plain("zipped", suffix=".zip", data=zipped({"inner.txt": NAME}))
plain("zipped-file-name", suffix=".zip", data=zipped({f"{NAME}.txt": "text"}))


# --- Files that must not be passed over ---------------------------------------------------------


def encrypted_pdf(folder: Path) -> Path:
    """A PDF that needs a password."""
    import pikepdf

    path = folder / "encrypted.pdf"
    with pikepdf.open(io.BytesIO(page())) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    return path


def _written(name: str, data: bytes) -> Builder:
    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return write


def _doubled() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for text in ("<a/>", "<b/>"):
            archive.writestr("word/custom.xml", text)
    return data.getvalue()


_ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
#: Files that raise when they are opened.
UNREADABLE: dict[str, Builder] = {
    "encrypted-pdf": encrypted_pdf,
    "encrypted-docx": _written("encrypted.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "damaged-pdf": _written("damaged.pdf", b"%PDF-1.7\nnothing of use"),
    "damaged-docx": _written("damaged.docx", b"PK\x03\x04 nothing of use"),
    "not-a-pdf": _written("text.pdf", b"only text"),
    "not-a-docx": _written("text.docx", b"only text"),
    "empty-docx": _written("empty.docx", b""),
    "unknown-kind": _written("draft.pages", b"something"),
    "binary-text": _written("binary.txt", b"\0\1\2\3"),
    "broken-json": _written("broken.json", b"{"),
    "entities-in-docx": lambda folder: docx(folder, "entities", parts={"word/document.xml": _ENTITY}),
    "doubled-part": _written("doubled.docx", _doubled()),
    "outside-its-folder": _written("outside.zip", zipped({"../a.txt": "text"})),
}
#: Files that open, but with a part that nobody understands.
UNKNOWN: dict[str, Builder] = {
    "unknown-part-in-docx": lambda folder: docx(folder, "unknown", parts={"word/novelty.bin": b"\1\2\3"}),
    "unknown-xml-in-docx": lambda folder: docx(folder, "novel", parts={"word/novelty.xml": "<a>b</a>"}),
    "unknown-file-in-zip": _written("strange.zip", zipped({"a.pages": "text"})),
    "too-deep": _written(
        "deep.zip", zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": "text"})})})})
    ),
    "scan": lambda folder: scan(folder),
}


def scan(folder: Path) -> Path:
    """A PDF whose only page is a picture."""
    from PIL import Image

    path = folder / "scan.pdf"
    Image.new("RGB", (200, 200), "grey").save(path, "PDF")
    return path


#: Files in which nothing blocks.
CLEAN: dict[str, Builder] = {
    "docx": lambda folder: docx(folder, "report"),
    "docx-shaded-header": lambda folder: docx(
        folder,
        "table",
        body="<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill='1F3864'/></w:tcPr>"
        + p("Label", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')
        + "</w:tc></w:tr></w:tbl>",
    ),
    "docx-link": lambda folder: docx(
        folder, "link", relations=relation("hyperlink", "https://example.org/review")
    ),
    "pdf": lambda folder: pdf(folder, "report"),
    "pdf-tagged": lambda folder: pdf(folder, "report", change=_tagged),
    "html": lambda folder: page_html(folder, "report"),
    "txt": _written("report.txt", "\n\n".join(TEXT).encode()),
    "md": _written("report.md", "\n\n".join(("# Report", *TEXT)).encode()),
    "json": _written("manifest.json", b'{"files": ["report.docx"], "sha256": "99900000180000aa"}'),
    "csv": _written("table.csv", b"label,role\nChild G,subject\n"),
}


def main(folder: Path) -> None:
    """Make every leak in *folder*, one folder each."""
    for name, (_, build) in LEAKS.items():
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        build(place)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
