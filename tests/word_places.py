"""Word files made by hand: one for each place of a package in which a name can hide.

The name is Zebedee Quillfeather everywhere, so a reader that loses a place loses the name.
"""

import base64
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "application/vnd.openxmlformats-officedocument"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:x-unknown" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
NAME = "Zebedee Quillfeather"

Parts = dict[str, tuple[str, bytes | str]]  # name → content type, content
Links = list[tuple[str, str, str, str]]  # owner, kind of relationship, target, '' or 'External'


@dataclass(frozen=True)
class Place:
    """A body, the parts beside it and how they hang together."""

    body: str
    parts: Parts = field(default_factory=dict)
    links: Links = field(default_factory=list)
    left: str = ""  # the kind that the reviewer must be told; '' for none


def p(*runs: str, props: str = "") -> str:
    """A paragraph of the runs."""
    return f"<w:p><w:pPr>{props}</w:pPr>{''.join(runs)}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run with the text."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def root(name: str, content: str) -> str:
    """A part's root element in Word's namespace."""
    return f"<w:{name} {NAMESPACES}>{content}</w:{name}>"


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A zip of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def packed(place: Place, main: str = f"{WORD}.document.main+xml") -> bytes:
    """The bytes of a .docx with the place's body and parts and nothing else."""
    kinds = {"word/document.xml": main} | {name: kind for name, (kind, _) in place.parts.items()}
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "word/document.xml": root("document", f"<w:body>{place.body}</w:body>"),
    }
    parts |= {name: content for name, (_, content) in place.parts.items()}
    links = [("", "officeDocument", "word/document.xml", ""), *place.links]
    for owner in dict.fromkeys(one[0] for one in links):
        folder, _, stem = owner.rpartition("/")
        first = next(at for at, one in enumerate(links) if one[0] == owner) - 1
        rels = "".join(
            f'<Relationship Id="r{at - first}" Type="{kind if "://" in kind else R + "/" + kind}" Target="{target}"'
            + (' TargetMode="External"/>' if mode else "/>")
            for at, (whose, kind, target, mode) in enumerate(links)
            if whose == owner
        )
        parts[f"{folder}/_rels/{stem}.rels".lstrip("/")] = (
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>'
        )
    return zipped(parts)


def written(path: Path, place: Place) -> Path:
    """The place as a file at *path*."""
    path.write_bytes(packed(place))
    return path


def beside(
    part: str, kind: str, content: bytes | str, relation: str, left: str = "", body: str = ""
) -> Place:
    """A part that hangs on the document."""
    target = f"/{part}"
    link = ("word/document.xml", relation, target, "")
    return Place(body or p(r("Text.")), {part: (kind, content)}, [link], left)


def box(words: str) -> str:
    """The inside of a text box."""
    return f"<w:txbxContent>{p(r(words))}</w:txbxContent>"


def drawing(inside: str, doc_pr: str = '<wp:docPr id="1" name="Shape 1"/>') -> str:
    """A drawing in a run."""
    graphic = f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic>"
    return f"<w:r><w:drawing><wp:inline>{doc_pr}{graphic}</wp:inline></w:drawing></w:r>"


def field_of(instruction: str, result: str) -> str:
    """A complex field."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        mark.format("begin") + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        + mark.format("separate") + r(result) + mark.format("end")
    )  # fmt: skip


def chunk(part: str, kind: str, content: bytes | str) -> Place:
    """An altChunk and what it brings in."""
    body = p(r("Text.")) + '<w:altChunk r:id="r1"/>'
    return Place(
        body, {part: (kind, content)}, [("word/document.xml", "aFChunk", f"/{part}", "")], "embedded document"
    )


def png(words: bytes = b"") -> bytes:
    """A picture of one dot; *words* are a tEXt chunk."""
    import struct
    import zlib

    def piece(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = piece(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    note = piece(b"tEXt", b"Author\0" + words) if words else b""
    return b"\x89PNG\r\n\x1a\n" + head + note + piece(b"IDAT", zlib.compress(b"\0\0")) + piece(b"IEND", b"")


def jpeg(exif: bytes = b"", xmp: bytes = b"") -> bytes:
    """A small JPEG whose EXIF artist or XMP packet holds the words."""
    from PIL import Image

    out, tags = io.BytesIO(), Image.Exif()
    if exif:
        tags[0x013B] = exif.decode()
    extra = (
        {"xmp": b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><creator>" + xmp + b"</creator></x:xmpmeta>"}
        if xmp
        else {}
    )
    Image.new("RGB", (2, 2)).save(out, "JPEG", exif=tags, **extra)
    return out.getvalue()


def picture(
    part: str, kind: str, data: bytes | str, doc_pr: str = '<wp:docPr id="1" name="Picture 1"/>'
) -> Place:
    """A picture in the text."""
    body = p(
        r("Text."), drawing('<pic:pic><pic:blipFill><a:blip r:embed="r1"/></pic:blipFill></pic:pic>', doc_pr)
    )
    return beside(part, kind, data, "image", "picture", body)


def chart(extra: Parts | None = None, links: Links | None = None, words: str = NAME) -> Place:
    """A chart with a cached series name."""
    content = f'<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:v>{words}</c:v></c:chartSpace>'
    parts: Parts = {"word/charts/chart1.xml": (f"{OFFICE}.drawingml.chart+xml", content)}
    hangs: Links = [("word/document.xml", "chart", "charts/chart1.xml", "")]
    return Place(
        p(r("Text."), drawing('<c:chart r:id="r1"/>')), parts | (extra or {}), hangs + (links or []), "chart"
    )


def inner_docx(words: str) -> bytes:
    """A .docx to put into another."""
    return packed(Place(p(r(words))))


def workbook(words: str) -> bytes:
    """An .xlsx to put into a .docx."""
    import openpyxl

    out, book = io.BytesIO(), openpyxl.Workbook()
    book.active["A1"] = words
    book.save(out)
    return out.getvalue()


def inner_pdf(words: str) -> bytes:
    """A PDF to put into a .docx."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, words)
    canvas.save()
    return out.getvalue()


def settings(inside: str, links: Links | None = None) -> Place:
    """A settings part."""
    place = beside("word/settings.xml", f"{WORD}.settings+xml", root("settings", inside), "settings")
    return Place(place.body, place.parts, place.links + (links or []))


def properties(part: str, relation: str, content: str) -> Place:
    """A part of properties."""
    kind = {
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": f"{OFFICE}.extended-properties+xml",
        "docProps/custom.xml": f"{OFFICE}.custom-properties+xml",
    }[part]
    return Place(p(r("Text.")), {part: (kind, content)}, [("", relation, part, "")])


CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
WIDE = base64.b64encode(NAME.encode("utf-16-le")).decode()
NOTE = '<w:footnote w:id="2">{}</w:footnote>'
CALL = '<w:r><w:footnoteReference w:id="2"/></w:r>'
T = p(r("Text."))
HEADER = "<w:sectPr><w:headerReference w:type='{}' r:id='r1'/><w:titlePg/></w:sectPr>"
CELL = f"<w:tbl><w:tr><w:tc>{p(r(NAME))}</w:tc></w:tr></w:tbl>"


def story(root_name: str, kind: str, inside: str, body: str = T, left: str = "") -> Place:
    """A story of its own: header, notes, comments…"""
    return beside(f"word/{kind}1.xml", f"{WORD}.{kind}+xml", root(root_name, inside), kind, left, body)


PLACES: dict[str, Place] = {
    # --- other stories
    "table": Place(CELL + T),
    "nested table": Place(f"<w:tbl><w:tr><w:tc>{CELL}{p()}</w:tc></w:tr></w:tbl>{T}"),
    **{
        f"{kind} header": story("hdr", "header", p(r(NAME)), T + HEADER.format(kind))
        for kind in ("default", "first")
    },
    "header of even pages, switched off": story(
        "hdr", "header", p(r(NAME)), T + HEADER.format("even"), "unused header or footer"
    ),
    "unused header": story("hdr", "header", p(r(NAME)), T, "unused header or footer"),
    "table in a header": story("hdr", "header", CELL, T + HEADER.format("default")),
    "box in a header": story(
        "hdr",
        "header",
        p(drawing(f"<wps:wsp><wps:txbx>{box(NAME)}</wps:txbx></wps:wsp>")),
        T + HEADER.format("default"),
    ),
    "footnote": story("footnotes", "footnotes", NOTE.format(p(r(NAME))), p(r("Text."), CALL)),
    "endnote": story(
        "endnotes",
        "endnotes",
        f'<w:endnote w:id="2">{p(r(NAME))}</w:endnote>',
        p(r("T."), '<w:r><w:endnoteReference w:id="2"/></w:r>'),
    ),
    "orphaned footnote": story("footnotes", "footnotes", NOTE.format(p(r(NAME))), T, "uncalled note"),
    "note separator": story(
        "footnotes",
        "footnotes",
        f'<w:footnote w:id="0" w:type="separator">{p(r(NAME))}</w:footnote>',
        T,
        "hidden text",
    ),
    "comment": story(
        "comments", "comments", f'<w:comment w:id="0" w:author="A">{p(r(NAME))}</w:comment>', T, "comment"
    ),
    "comment author": story(
        "comments", "comments", f'<w:comment w:id="0" w:author="{NAME}">{p(r("x"))}</w:comment>', T, "comment"
    ),
    "glossary part": beside(
        "word/glossary/document.xml",
        f"{WORD}.document.glossary+xml",
        root("glossaryDocument", p(r(NAME))),
        "glossaryDocument",
        "building block",
    ),
    # --- inside paragraphs
    "deletion": Place(
        p(r("Text."), f"<w:del><w:r><w:delText>{NAME}</w:delText></w:r></w:del>"), left="tracked deletion"
    ),
    "deleted instruction": Place(
        p(r("T."), f"<w:del><w:r><w:delInstrText>QUOTE {NAME}</w:delInstrText></w:r></w:del>"),
        left="field instruction",
    ),
    "moved away": Place(p(r("Text."), f"<w:moveFrom>{r(NAME)}</w:moveFrom>"), left="tracked deletion"),
    "cell control": Place(
        f"<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{p(r(NAME))}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>{T}"
    ),
    "row control": Place(
        f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{p(r(NAME))}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>{T}"
    ),
    "deleted cell": Place(
        f"<w:tbl><w:tr><w:tc>{T}</w:tc><w:tc><w:tcPr><w:cellDel/></w:tcPr>{p(r(NAME))}</w:tc></w:tr></w:tbl>",
        left="tracked deletion",
    ),
    "equation": Place(p(f"<m:oMathPara><m:oMath><m:r><m:t>{NAME}</m:t></m:r></m:oMath></m:oMathPara>")),
    "ruby guide": Place(
        p(f"<w:r><w:ruby><w:rt>{r(NAME)}</w:rt><w:rubyBase>{r('x')}</w:rubyBase></w:ruby></w:r>"),
        left="pronunciation guide",
    ),
    "VML box": Place(p(f"<w:r><w:pict><v:shape><v:textbox>{box(NAME)}</v:textbox></v:shape></w:pict></w:r>")),
    "fallback only": Place(
        p(
            r("T."),
            f"<w:r><mc:AlternateContent><mc:Fallback><w:pict><v:textbox>{box(NAME)}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        )
    ),
    "WordArt": Place(
        p(r("T."), f'<w:r><w:pict><v:shape><v:textpath string="{NAME}"/></v:shape></w:pict></w:r>'),
        left="WordArt",
    ),
    "run in a drawing": Place(
        p(r("T."), drawing(f"<a:p><a:r><a:t>{NAME}</a:t></a:r></a:p>")), left="drawing"
    ),
    "hidden row": Place(
        f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p(r(NAME))}</w:tc></w:tr></w:tbl>{T}",
        left="hidden text",
    ),
    "white text": Place(p(r("Text."), r(NAME, '<w:color w:val="FFFFFF"/>')), left="hidden text"),
    "nearly white text": Place(p(r("Text."), r(NAME, '<w:color w:val="FDFDFE"/>')), left="hidden text"),
    "theme white text": Place(
        p(r("Text."), r(NAME, '<w:color w:val="auto" w:themeColor="background1"/>')), left="hidden text"
    ),
    "blacked out": Place(p(r("Text."), r(NAME, '<w:highlight w:val="black"/>')), left="hidden text"),
    "blacked out by shading": Place(
        p(r("Text."), r(NAME, '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>')),
        left="hidden text",
    ),
    "one point": Place(p(r("Text."), r(NAME, '<w:sz w:val="2"/>')), left="hidden text"),
    "vanish": Place(p(r("Text."), r(NAME, "<w:vanish/>")), left="hidden text"),
    "web hidden": Place(p(r("Text."), r(NAME, "<w:webHidden/>")), left="hidden text"),
    "exact line": Place(
        T + p(r(NAME), props='<w:spacing w:line="20" w:lineRule="exact"/>'), left="hidden text"
    ),
    # --- attributes
    "revision author": Place(p(f'<w:ins w:author="{NAME}">{r("x")}</w:ins>')),
    "alternative text": picture(
        "word/media/image1.png", "image/png", png(), f'<wp:docPr id="1" name="Picture 1" descr="{NAME}"/>'
    ),
    "picture title": picture(
        "word/media/image1.png", "image/png", png(), f'<wp:docPr id="1" name="Picture 1" title="{NAME}"/>'
    ),
    "table caption": Place(
        f'<w:tbl><w:tblPr><w:tblCaption w:val="{NAME}"/></w:tblPr><w:tr><w:tc>{T}</w:tc></w:tr></w:tbl>',
        left="alternative text",
    ),
    "table description": Place(
        f'<w:tbl><w:tblPr><w:tblDescription w:val="{NAME}"/></w:tblPr><w:tr><w:tc>{T}</w:tc></w:tr></w:tbl>',
        left="alternative text",
    ),
    **{
        f"control {name}": Place(
            p(
                f'<w:sdt><w:sdtPr><w:{name} w:val="{NAME}"/></w:sdtPr><w:sdtContent>{r("x")}</w:sdtContent></w:sdt>'
            )
        )
        for name in ("alias", "tag")
    },
    "control list": Place(
        p(
            f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{NAME}" w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent>{r("x")}</w:sdtContent></w:sdt>'
        )
    ),
    "control list value": Place(
        p(
            f'<w:sdt><w:sdtPr><w:comboBox><w:listItem w:displayText="a" w:value="{NAME}"/></w:comboBox></w:sdtPr><w:sdtContent>{r("x")}</w:sdtContent></w:sdt>'
        )
    ),
    "control mapping": Place(
        p(
            f"<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/a[. = '{NAME}']\"/></w:sdtPr><w:sdtContent>{r('x')}</w:sdtContent></w:sdt>"
        )
    ),
    "bookmark": Place(p(f'<w:bookmarkStart w:id="0" w:name="{NAME.replace(" ", "_")}"/>', r("x"))),
    "tooltip": Place(p(f'<w:hyperlink w:anchor="a" w:tooltip="{NAME}">{r("x")}</w:hyperlink>')),
    "permission": Place(p(f'<w:permStart w:id="0" w:ed="{NAME}"/>', r("x"))),
    **{
        f"form field {name}": Place(
            p(
                f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
                r("x"),
            )
        )
        for name, inside in {
            "help": f'<w:helpText w:val="{NAME}"/>',
            "default": f'<w:textInput><w:default w:val="{NAME}"/></w:textInput>',
            "list": f'<w:ddList><w:listEntry w:val="{NAME}"/></w:ddList>',
        }.items()
    },
    "old number": Place(p(r("x"), props=f'<w:numPr><w:numberingChange w:original="{NAME}"/></w:numPr>')),
    "label": Place(
        p(r("x"), props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        {
            "word/numbering.xml": (
                f"{WORD}.numbering+xml",
                root(
                    "numbering",
                    f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{NAME} %1:"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
                ),
            )
        },
        [("word/document.xml", "numbering", "numbering.xml", "")],
    ),
    "unused label": beside(
        "word/numbering.xml",
        f"{WORD}.numbering+xml",
        root(
            "numbering",
            f'<w:abstractNum w:abstractNumId="0"><w:name w:val="x"/><w:lvl w:ilvl="0"><w:lvlText w:val="{NAME} %1:"/></w:lvl></w:abstractNum>',
        ),
        "numbering",
    ),
    "style name": beside(
        "word/styles.xml",
        f"{WORD}.styles+xml",
        root("styles", f'<w:style w:type="paragraph" w:styleId="a"><w:name w:val="{NAME}"/></w:style>'),
        "styles",
    ),
    "style alias": beside(
        "word/styles.xml",
        f"{WORD}.styles+xml",
        root(
            "styles",
            f'<w:style w:type="paragraph" w:styleId="a"><w:name w:val="a"/><w:aliases w:val="{NAME}"/></w:style>',
        ),
        "styles",
    ),
    "theme name": beside(
        "word/theme/theme1.xml",
        f"{OFFICE}.theme+xml",
        f'<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{NAME}"/>',
        "theme",
    ),
    "font alternative name": beside(
        "word/fontTable.xml",
        f"{WORD}.fontTable+xml",
        root("fonts", f'<w:font w:name="F"><w:altName w:val="{NAME}"/></w:font>'),
        "fontTable",
    ),
    "unknown attribute": Place(p(f'<w:r x:who="{NAME}"><w:t>x</w:t></w:r>')),
    "XML comment": Place(p(r("x"), f"<!-- {NAME} -->"), left="hidden text"),
    "processing instruction": Place(p(r("x"), f"<?note {NAME}?>"), left="hidden text"),
    "XML comment in settings": settings(f"<!-- {NAME} -->"),
    # --- fields and links
    **{
        f"field {word}": Place(p(field_of(f'{word} "{NAME}"', "x")), left="field instruction")
        for word in (
            "XE",
            "TC",
            "QUOTE",
            "INCLUDETEXT",
            "INCLUDEPICTURE",
            "IF",
            "MERGEFIELD",
            "COMMENTS",
            "AUTHOR",
        )
    },
    "field data": Place(
        p(
            f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{WIDE}</w:fldData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            r("x"),
        )
    ),
    "simple field data": Place(
        p(f'<w:fldSimple w:instr="PAGE"><w:fldData>{WIDE}</w:fldData>{r("1")}</w:fldSimple>')
    ),
    "link target": Place(
        p(f'<w:hyperlink r:id="r1">{r("x")}</w:hyperlink>'),
        {},
        [("word/document.xml", "hyperlink", f"https://example.org/{NAME.replace(' ', '-')}", "External")],
        "link target",
    ),
    "link anchor": Place(p(f'<w:hyperlink w:anchor="{NAME.replace(" ", "_")}">{r("x")}</w:hyperlink>')),
    "linked picture": Place(
        p(r("x"), drawing('<a:blip r:link="r1"/>')),
        {},
        [("word/document.xml", "image", f"file:///C:/{NAME}.png", "External")],
        "link target",
    ),
    # --- the package
    "core property": properties(
        "docProps/core.xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{NAME}</dc:creator></cp:coreProperties>',
    ),
    "app property": properties(
        "docProps/app.xml",
        "extended-properties",
        f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Manager>{NAME}</Manager></Properties>',
    ),
    "link base": properties(
        "docProps/app.xml",
        "extended-properties",
        f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><HyperlinkBase>{NAME}</HyperlinkBase></Properties>',
    ),
    "custom property": properties(
        "docProps/custom.xml",
        "custom-properties",
        f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"><property name="Child"><v>{NAME}</v></property></Properties>',
    ),
    "custom property name": properties(
        "docProps/custom.xml",
        "custom-properties",
        f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"><property name="{NAME}"><v>1</v></property></Properties>',
    ),
    "document variable": settings(f'<w:docVars><w:docVar w:name="a" w:val="{NAME}"/></w:docVars>'),
    "mail merge": settings(f'<w:mailMerge><w:query w:val="SELECT {NAME}"/></w:mailMerge>'),
    "attached template": settings(
        '<w:attachedTemplate r:id="r1"/>',
        [("word/settings.xml", "attachedTemplate", f"file:///C:/{NAME}.dotx", "External")],
    ),
    "schema in settings": settings(f'<w:attachedSchema w:val="urn:{NAME}"/>'),
    "web settings": beside(
        "word/webSettings.xml",
        f"{WORD}.webSettings+xml",
        root(
            "webSettings",
            f'<w:divs><w:div w:id="1"/></w:divs><w:frameset><w:frame><w:name w:val="{NAME}"/></w:frame></w:frameset>',
        ),
        "webSettings",
    ),
    "sub-document": Place(
        T + '<w:p><w:subDoc r:id="r1"/></w:p>',
        {},
        [("word/document.xml", "subDocument", f"{NAME}.docx", "External")],
        "sub-document",
    ),
    "people": beside(
        "word/people.xml",
        f"{WORD}.people+xml",
        f'<w15:people {NAMESPACES}><w15:person w15:author="{NAME}"/></w15:people>',
        "http://schemas.microsoft.com/office/2011/relationships/people",
    ),
    "custom XML": beside(
        "customXml/item1.xml", "application/xml", f"<d><n>{NAME}</n></d>", "customXml", "custom XML"
    ),
    "custom XML attribute": beside(
        "customXml/item1.xml", "application/xml", f'<d><n who="{NAME}"/></d>', "customXml", "custom XML"
    ),
    "signature": beside(
        "_xmlsignatures/sig1.xml",
        "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
        f"<Signature><X509SubjectName>CN={NAME}</X509SubjectName></Signature>",
        "signature",
        "digital signature",
    ),
    "web add-in": beside(
        "word/webextensions/webextension1.xml",
        "application/vnd.ms-office.webextension+xml",
        f'<we:webextension xmlns:we="http://schemas.microsoft.com/office/webextensions/webextension/2010/11"><we:property name="a" value="{NAME}"/></we:webextension>',
        "webextension",
        "web add-in",
    ),
    "ActiveX": beside(
        "word/activeX/activeX1.xml",
        "application/vnd.ms-office.activeX+xml",
        f'<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX"><ax:ocxPr ax:name="Caption" ax:value="{NAME}"/></ax:ocx>',
        "control",
        "form control",
    ),
    "ActiveX data": beside(
        "word/activeX/activeX1.bin",
        "application/vnd.ms-office.activeX",
        b"\0\1" + NAME.encode("utf-16-le") + b"\0",
        "control",
        "form control",
    ),
    "custom ribbon": beside(
        "customUI/customUI.xml",
        "application/xml",
        f'<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"><button label="{NAME}"/></customUI>',
        "http://schemas.microsoft.com/office/2006/relationships/ui/extensibility",
        "custom ribbon",
    ),
    "thumbnail": Place(
        T,
        {"docProps/thumbnail.jpeg": ("image/jpeg", jpeg(exif=NAME.encode()))},
        [
            (
                "",
                "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail",
                "docProps/thumbnail.jpeg",
                "",
            )
        ],
        "preview picture",
    ),
    "picture EXIF": picture("word/media/image1.jpeg", "image/jpeg", jpeg(exif=NAME.encode())),
    "picture XMP": picture("word/media/image1.jpeg", "image/jpeg", jpeg(xmp=NAME.encode())),
    "PNG text": picture("word/media/image1.png", "image/png", png(NAME.encode())),
    "picture part name": picture(f"word/media/{NAME.replace(' ', '-')}.png", "image/png", png()),
    "SVG text": picture(
        "word/media/image1.svg",
        "image/svg+xml",
        f'<svg xmlns="http://www.w3.org/2000/svg"><text>{NAME}</text></svg>',
    ),
    "SVG split text": picture(
        "word/media/image1.svg",
        "image/svg+xml",
        f'<svg xmlns="http://www.w3.org/2000/svg"><text><tspan>{NAME[:12]}</tspan><tspan>{NAME[12:]}</tspan></text></svg>',
    ),
    "orphaned media": Place(T, {"word/media/image9.png": ("image/png", png(NAME.encode()))}, [], "picture"),
    "printer settings": beside(
        "word/printerSettings1.bin",
        f"{WORD}.printerSettings",
        b"\0\0" + NAME.encode("utf-16-le"),
        "printerSettings",
    ),
    "chart cache": chart(),
    "chart workbook": chart(
        {"word/embeddings/book.xlsx": (f"{OFFICE}.spreadsheetml.sheet", workbook(NAME))},
        [("word/charts/chart1.xml", "package", "../embeddings/book.xlsx", "")],
        "x",
    ),
    "embedded docx": beside(
        "word/embeddings/inner.docx", f"{WORD}.document", inner_docx(NAME), "package", "embedded file"
    ),
    "docx in an embedded docx": beside(
        "word/embeddings/inner.docx",
        f"{WORD}.document",
        packed(beside("word/embeddings/deep.docx", f"{WORD}.document", inner_docx(NAME), "package")),
        "package",
        "embedded file",
    ),
    "embedded pdf": beside(
        "word/embeddings/inner.pdf", "application/pdf", inner_pdf(NAME), "package", "embedded file"
    ),
    "OLE package": beside(
        "word/embeddings/oleObject1.bin",
        f"{OFFICE}.oleObject",
        bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 100 + NAME.encode() + b"\0" * 9,
        "oleObject",
        "embedded file",
    ),
    "OLE wide": beside(
        "word/embeddings/oleObject1.bin",
        f"{OFFICE}.oleObject",
        bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 101 + NAME.encode("utf-16-le") + b"\0" * 9,
        "oleObject",
        "embedded file",
    ),
    "SmartArt": beside(
        "word/diagrams/data1.xml",
        f"{OFFICE}.drawingml.diagramData+xml",
        f'<dgm:dataModel xmlns:dgm="urn:d" xmlns:a="urn:a"><a:t>{NAME}</a:t></dgm:dataModel>',
        "diagramData",
        "SmartArt",
        p(r("x"), drawing('<dgm:relIds r:dm="r1"/>')),
    ),
    "ink": beside(
        "word/ink/ink1.xml",
        "application/inkml+xml",
        f'<inkml:ink xmlns:inkml="urn:i"><inkml:annotation>{NAME}</inkml:annotation></inkml:ink>',
        "customXml",
        "ink drawing",
    ),
    "3D model": beside(
        "word/media/model3d1.glb", "model/gltf.binary", b"glTF" + NAME.encode(), "model3d", "3D model"
    ),
    "altChunk html": chunk(
        "word/afchunk.html", "text/html", "<html><body><b>Zebedee</b> Quillfeather</body></html>"
    ),
    "altChunk xhtml": chunk(
        "word/afchunk.xhtml",
        "application/xhtml+xml",
        "<html><body><b>Zebedee</b> Quill&#102;eather</body></html>",
    ),
    "altChunk html entities": chunk("word/afchunk.htm", "text/html", "<p>Zebedee Quill&#102;eather</p>"),
    "altChunk html utf-16": chunk("word/afchunk.htm", "text/html", f"<p>{NAME}</p>".encode("utf-16")),
    "altChunk rtf": chunk(
        "word/afchunk.rtf", "application/rtf", r"{\rtf1\ansi {\b Zebedee} Quill\'66eather\par}"
    ),
    "altChunk mht": chunk(
        "word/afchunk.mht",
        "message/rfc822",
        "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>Zebedee Quillf=\neather</p>",
    ),
    "altChunk mht base64": chunk(
        "word/afchunk.mht",
        "message/rfc822",
        "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        + base64.b64encode(f"<p>{NAME}</p>".encode()).decode(),
    ),
    "altChunk txt": chunk("word/afchunk.txt", "text/plain", NAME),
    "altChunk docx": chunk("word/afchunk.docx", f"{WORD}.document.main+xml", inner_docx(NAME)),
    "mail merge recipients": beside(
        "word/recipientData.xml",
        f"{WORD}.recipientData+xml",
        root("recipients", f"<w:recipientData><w:uniqueTag>{WIDE}</w:uniqueTag></w:recipientData>"),
        "recipientData",
        "mail merge data",
    ),
    "glossary link": beside(
        "word/glossary/document.xml",
        f"{WORD}.document.glossary+xml",
        root(
            "glossaryDocument", f'<w:docPart><w:docPartPr><w:name w:val="{NAME}"/></w:docPartPr></w:docPart>'
        ),
        "glossaryDocument",
        "building block",
    ),
    "bibliography": beside(
        "customXml/item1.xml",
        "application/xml",
        f'<b:Sources xmlns:b="urn:b"><b:Last>{NAME}</b:Last></b:Sources>',
        "customXml",
        "custom XML",
    ),
}
