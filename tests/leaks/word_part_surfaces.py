"""Adversarial Word drafts: what the package holds beside the text, and files that must be refused."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from collections.abc import Callable
from typing import Any

from cast import HARMLESS, said
from surfaces import EITHER, LEFT, READ, REFUSED, add
from word_package import (
    HEAD,
    OFFICE,
    PACKAGE,
    SPACES,
    TYPE,
    app,
    core,
    docx,
    drawing,
    harmless,
    jpeg,
    p,
    picture,
    png,
    r,
    relation,
    relations,
    story,
    zipped,
)
from word_surfaces import body, word

DRAWINGML = "application/vnd.openxmlformats-officedocument.drawingml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MS = "http://schemas.microsoft.com/office"
SEEN = p("Seen.")


def part(
    name: str,
    place: str,
    where: str,
    kind: str,
    content: Callable[[str], str | bytes],
    expect: str = LEFT,
    link: str = "",
    also_body: Callable[[str], str] | None = None,
    of_file: bool = False,
    **more: Any,
) -> None:
    """Register a Word draft with one part more, tied to the body (or the file) by a relationship of kind *link*."""
    target = where if of_file else where.removeprefix("word/") if where.startswith("word/") else f"../{where}"
    tie = relation("rId1", link, target) if link else ""

    def build(bearer: str) -> dict[str, Any]:
        held = SEEN + (also_body(bearer) if also_body else "")
        named = where.replace("NAME", bearer.replace(" ", "_"))
        tied = tie.replace("NAME", bearer.replace(" ", "_"))
        return {
            "body": held,
            "parts": {named: (content(bearer), kind)},
            "package" if of_file else "links": tied,
        }

    word(name, place, expect, build, **more)


# --- properties and settings ----------------------------------------------------------------------

CORE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_LINK = f"{PACKAGE}/relationships/metadata/core-properties"
for key in (
    "dc:title",
    "dc:subject",
    "dc:creator",
    "cp:keywords",
    "dc:description",
    "cp:lastModifiedBy",
    "cp:category",
    "cp:contentStatus",
    "dc:identifier",
):
    part(
        f"core-{key[3:].lower()}",
        f"the property {key[3:]}",
        "docProps/core.xml",
        CORE,
        lambda n, key=key: core(f"<{key}>{n}</{key}>"),
        link=CORE_LINK,
        of_file=True,
        quick=key == "dc:creator",
    )
APP = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
for key in ("Company", "Manager", "Template", "HyperlinkBase"):
    part(
        f"app-{key.lower()}",
        f"the property {key}",
        "docProps/app.xml",
        APP,
        lambda n, key=key: app(f"<{key}>{n}</{key}>"),
        link="extended-properties",
        of_file=True,
    )
VT = 'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
part(
    "app-titles",
    "the list of titles in the properties",
    "docProps/app.xml",
    APP,
    lambda n: app(f"<TitlesOfParts {VT}><vt:vector><vt:lpstr>{n}</vt:lpstr></vt:vector></TitlesOfParts>"),
    link="extended-properties",
    of_file=True,
)
CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
for key, inner in {
    "value": '<property name="a"><vt:lpwstr>{0}</vt:lpwstr></property>',
    "name": '<property name="{0}"><vt:lpwstr>x</vt:lpwstr></property>',
}.items():
    part(
        f"custom-property-{key}",
        f"the {key} of a custom property",
        "docProps/custom.xml",
        CUSTOM,
        lambda n, inner=inner: (
            f'{HEAD}<Properties xmlns="{OFFICE}/custom-properties" {VT}>{inner.format(n)}</Properties>'
        ),
        link="custom-properties",
        of_file=True,
        quick=key == "value",
    )
for key, inner in {
    "variable": '<w:docVars><w:docVar w:name="child" w:val="{0}"/></w:docVars>',
    "variable-name": '<w:docVars><w:docVar w:name="{0}" w:val="x"/></w:docVars>',
    "mail-merge": '<w:mailMerge><w:query w:val="SELECT {0}"/><w:mailSubject w:val="{0}"/></w:mailMerge>',
    "merge-field": '<w:mailMerge><w:odso><w:fieldMapData><w:name w:val="{0}"/></w:fieldMapData></w:odso></w:mailMerge>',
    "protection": '<w:writeProtection w:recommended="1"/><w:documentProtection w:edit="comments" w:hash="{0}"/>',
    "schema": '<w:attachedSchema w:val="urn:{0}"/>',
    "caption-name": '<w:captions><w:caption w:name="{0}"/></w:captions>',
    "author-of-change": '<w:trackRevisions/><w:readModeInkLockDown w:author="{0}"/>',
}.items():
    word(
        f"settings-{key}",
        f"settings: {key}",
        LEFT,
        lambda n, inner=inner: {"body": SEEN, "settings": inner.format(n)},
        quick=key == "variable",
    )
word(
    "settings-rsid",
    "the ids of sessions",
    LEFT,
    lambda n: {
        "body": '<w:p w:rsidR="00C0FFEE">' + r("Seen.") + "</w:p>",
        "settings": '<w:rsids><w:rsid w:val="00C0FFEE"/></w:rsids>',
    },
    also=("00C0FFEE",),
)
word(
    "template",
    "the template's path",
    LEFT,
    lambda n: {
        "body": SEEN,
        "settings": '<w:attachedTemplate r:id="rId1"/>',
        "parts": {
            "word/_rels/settings.xml.rels": (
                relations(relation("rId1", "attachedTemplate", f"file:///C:/Users/{n}/x.dotm", True)),
                "",
            )
        },
    },
)
word(
    "sub-document",
    "a sub-document's path",
    LEFT,
    lambda n: {
        "body": '<w:subDoc r:id="rId1"/>' + SEEN,
        "links": relation("rId1", "subDocument", f"{n}.docx", True),
    },
)
word(
    "merge-source",
    "the path of a list of addresses",
    LEFT,
    lambda n: {
        "body": SEEN,
        "parts": {
            "word/_rels/settings.xml.rels": (
                relations(relation("rId1", "mailMergeSource", f"file:///{n}.xlsx", True)),
                "",
            )
        },
    },
)
part(
    "recipients",
    "the addressees of a mail merge",
    "word/recipientData.xml",
    f"{TYPE}.mailMergeRecipientData+xml",
    lambda n: story(
        "recipients",
        f'<w:recipientData><w:active w:val="1"/><w:uniqueTag w:val="{base64.b64encode(n.encode()).decode()}"/></w:recipientData>',
    ),
    link="recipientData",
)
part(
    "web-settings",
    "web settings",
    "word/webSettings.xml",
    f"{TYPE}.webSettings+xml",
    lambda n: story(
        "webSettings",
        f'<w:frameset><w:frame><w:name w:val="{n}"/><w:sourceFileName r:id="rId9"/></w:frame></w:frameset>',
    ),
    link="webSettings",
)
part(
    "people",
    "the list of people",
    "word/people.xml",
    f"{TYPE}.people+xml",
    lambda n: (
        f'{HEAD}<w15:people {SPACES}><w15:person w15:author="{n}"><w15:presenceInfo w15:providerId="AD" w15:userId="{n}"/></w15:person></w15:people>'
    ),
    link="people",
)
part(
    "comments-extended",
    "more about comments",
    "word/commentsExtended.xml",
    f"{TYPE}.commentsExtended+xml",
    lambda n: (
        f'{HEAD}<w15:commentsEx {SPACES}><w15:commentEx w15:paraId="00C0FFEE" w15:done="{n}"/></w15:commentsEx>'
    ),
    link="commentsExtended",
)
part(
    "tasks",
    "tasks",
    "word/documenttasks/documenttasks1.xml",
    "application/vnd.ms-office.documenttasks+xml",
    lambda n: (
        f'<t:Tasks xmlns:t="{MS}/tasks/2019/documenttasks"><t:Task><t:Title t:v="{n}"/></t:Task></t:Tasks>'
    ),
    link=f"{MS}/2019/05/relationships/documenttasks",
)
part(
    "keys",
    "the list of keyboard shortcuts",
    "word/customizations.xml",
    "application/vnd.ms-word.keyMapCustomizations+xml",
    lambda n: f'<wne:tcg xmlns:wne="{MS}/word/2006/wordml"><wne:keymap wne:macroName="{n}"/></wne:tcg>',
    link=f"{MS}/2006/relationships/keyMapCustomizations",
)
part(
    "theme-name",
    "the theme's name",
    "word/theme/theme1.xml",
    "application/vnd.openxmlformats-officedocument.theme+xml",
    lambda n: f'{HEAD}<a:theme {SPACES} name="{n}"/>',
    link="theme",
)
part(
    "font-name",
    "another name of a font",
    "word/fontTable.xml",
    f"{TYPE}.fontTable+xml",
    lambda n: story("fonts", f'<w:font w:name="Arial"><w:altName w:val="{n}"/></w:font>'),
    link="fontTable",
)
for key, inner in {
    "name": '<w:name w:val="{0}"/>',
    "aliases": '<w:name w:val="a"/><w:aliases w:val="{0}"/>',
}.items():
    word(
        f"style-{key}",
        f"the {key} of a style",
        LEFT,
        lambda n, inner=inner: {
            "body": SEEN,
            "style": f'<w:style w:type="paragraph" w:styleId="X1">{inner.format(n)}</w:style>',
        },
    )
NUMBERED = p("Seen.", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
for key, level, expect in (
    ("label", '<w:numFmt w:val="decimal"/><w:lvlText w:val="Then {0} came to the next visit. %1"/>', READ),
    (
        "unused",
        '<w:lvlText w:val="%1"/><w:pStyle w:val="x"/></w:lvl><w:lvl w:ilvl="1"><w:lvlText w:val="{0}"/>',
        LEFT,
    ),
):
    part(
        f"list-{key}",
        f"the words of a list's label ({key})",
        "word/numbering.xml",
        f"{TYPE}.numbering+xml",
        lambda n, level=level: story(
            "numbering",
            f'<w:abstractNum w:abstractNumId="0"><w:name w:val="x"/><w:lvl w:ilvl="0"><w:start w:val="1"/>{level.format(n)}</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        ),
        expect,
        "numbering",
        lambda n: NUMBERED,
        quick=key == "label",
    )
part(
    "list-name",
    "the name of a list",
    "word/numbering.xml",
    f"{TYPE}.numbering+xml",
    lambda n: story("numbering", f'<w:abstractNum w:abstractNumId="0"><w:name w:val="{n}"/></w:abstractNum>'),
    LEFT,
    "numbering",
)

# --- attributes and mark-up of the body -----------------------------------------------------------

body(
    "bookmark",
    "a bookmark's name",
    LEFT,
    lambda n: p(
        f'<w:bookmarkStart w:id="1" w:name="{n.replace(" ", "_")}"/><w:bookmarkEnd w:id="1"/>', "Seen."
    ),
    quick=True,
)
body(
    "permission",
    "who may edit",
    LEFT,
    lambda n: p(f'<w:permStart w:id="1" w:ed="{n}"/>', "Seen.", '<w:permEnd w:id="1"/>'),
)
for key in ("tblCaption", "tblDescription"):
    body(
        f"table-{key[3:].lower()}",
        f"a table's {key[3:].lower()}",
        LEFT,
        lambda n, key=key: (
            f'<w:tbl><w:tblPr><w:{key} w:val="{n}"/></w:tblPr><w:tblGrid/><w:tr><w:tc>{SEEN}</w:tc></w:tr></w:tbl>'
        ),
    )
body(
    "unknown-attribute",
    "an attribute of an unknown program",
    LEFT,
    lambda n: f'<w:p xmlns:z="urn:example:z" z:who="{n}">{r("Seen.")}</w:p>',
)
body(
    "unknown-element",
    "an element of an unknown program",
    REFUSED,
    lambda n: f'<z:who xmlns:z="urn:example:z">{said(n)}</z:who>',
    owner="word",
)
body("xml-comment", "a comment in the XML", LEFT, lambda n: f"<!-- {said(n)} -->" + SEEN, quick=True)
body("xml-instruction", "a processing instruction", LEFT, lambda n: f"<?who {said(n)}?>" + SEEN)
body(
    "character-references",
    "letters as numbers",
    READ,
    lambda n: (
        "<w:p><w:r><w:t>Then "
        + "".join(f"&#{ord(c)};" for c in n)
        + " came to the next visit.</w:t></w:r></w:p>"
    ),
    quick=True,
)
body("cdata", "a CDATA section", READ, lambda n: f"<w:p><w:r><w:t><![CDATA[{said(n)}]]></w:t></w:r></w:p>")
body(
    "comment-inside",
    "an XML comment inside a name",
    READ,
    lambda n: "<w:p><w:r><w:t>Then Iso<!-- x -->lde came to the next visit.</w:t></w:r></w:p>",
    owner="word",
)
word(
    "utf-16",
    "a body in UTF-16",
    READ,
    lambda n: {
        "whole": (
            '<?xml version="1.0" encoding="UTF-16"?>'
            + story("document", f"<w:body>{harmless()}{p(said(n))}</w:body>").removeprefix(HEAD)
        ).encode("utf-16")
    },
)
word(
    "prefix",
    "a body whose XML uses other prefixes",
    READ,
    lambda n: {
        "whole": story("document", f"<w:body>{harmless()}{p(said(n))}</w:body>")
        .replace("xmlns:w=", "xmlns:q=")
        .replace("<w:", "<q:")
        .replace("</w:", "</q:")
        .replace(" w:", " q:")
    },
)
word(
    "background",
    "a page's background",
    LEFT,
    lambda n: {
        "whole": story(
            "document",
            f'<w:background w:color="FFFFFF"><v:background id="{n}"><v:fill title="{n}" src="{n}"/></v:background></w:background><w:body>{harmless()}{SEEN}</w:body>',
        )
    },
)

# --- pictures -------------------------------------------------------------------------------------


def pictured(
    name: str,
    place: str,
    data: Callable[[str], bytes],
    file: str = "image1.png",
    kind: str = "image/png",
    crop: str = "",
    shown: bool = True,
    **more: Any,
) -> None:
    """Register a draft with a picture in it."""
    part(
        f"picture-{name}",
        place,
        f"word/media/{file}",
        kind,
        data,
        link="image" if shown else "",
        also_body=(lambda n: p(drawing(picture("rId1", crop)))) if shown else None,
        **more,
    )


pictured("exif", "a picture's EXIF", jpeg, "image1.jpeg", "image/jpeg", quick=True)
pictured("text", "text beside a picture's pixels", png)
pictured("text-packed", "packed text beside a picture's pixels", lambda n: png(n, "zTXt"))
pictured(
    "xmp", "a picture's XMP", lambda n: png(f"<x:xmpmeta><dc:creator>{n}</dc:creator></x:xmpmeta>", "iTXt")
)
pictured("pixels", "a picture of the words", lambda n: png(drawn=n), quick=True)
pictured("cropped", "what was cropped from a picture", lambda n: png(drawn=n), crop='<a:srcRect l="90000"/>')
pictured("part-name", "the name of a picture's part", lambda n: png(), "NAME.png")
pictured("orphan", "a picture that nothing shows", lambda n: png(drawn=n), shown=False)
pictured(
    "vector",
    "the words of an SVG",
    lambda n: f'<svg xmlns="http://www.w3.org/2000/svg"><title>{n}</title><text>{n}</text></svg>'.encode(),
    "image1.svg",
    "image/svg+xml",
)
pictured(
    "vector-split",
    "split words of an SVG",
    lambda n: (
        b'<svg xmlns="http://www.w3.org/2000/svg"><text><tspan>Iso</tspan><tspan>lde</tspan></text></svg>'
    ),
    "image1.svg",
    "image/svg+xml",
)
pictured(
    "metafile",
    "the words of a Windows metafile",
    lambda n: (
        b"\x01\0\0\0" + struct.pack("<I", 108) + bytes(32) + b" EMF" + n.encode("utf-16-le") + bytes(80)
    ),
    "image1.emf",
    "image/x-emf",
)
word(
    "picture-linked",
    "a picture on the web",
    LEFT,
    lambda n: {
        "body": p("Seen.", drawing(picture("rId1").replace("r:embed", "r:link"))),
        "links": relation("rId1", "image", f"https://example.org/{n}.png", True),
    },
)
word(
    "picture-old",
    "a picture of an old Word",
    LEFT,
    lambda n: {
        "body": p(
            "Seen.",
            f'<w:r><w:pict><v:shape><v:imagedata r:id="rId1" o:title="{n}"/></v:shape></w:pict></w:r>',
        ),
        "links": relation("rId1", "image", "media/image1.png"),
        "parts": {"word/media/image1.png": (png(), "image/png")},
    },
)
part(
    "thumbnail",
    "the preview picture's EXIF",
    "docProps/thumbnail.jpeg",
    "image/jpeg",
    jpeg,
    link=f"{PACKAGE}/relationships/metadata/thumbnail",
    of_file=True,
)
part(
    "thumbnail-pixels",
    "the preview picture",
    "docProps/thumbnail.png",
    "image/png",
    lambda n: png(drawn=n),
    link=f"{PACKAGE}/relationships/metadata/thumbnail",
    of_file=True,
)

# --- charts, objects, files in the file -----------------------------------------------------------


def workbook(name: str) -> bytes:
    """An Excel file with the name in a cell."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'{HEAD}<worksheet xmlns="{main}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{name}</t></is></c></row></sheetData></worksheet>'
    book = f'{HEAD}<workbook xmlns="{main}" xmlns:r="{OFFICE}/relationships"><sheets><sheet name="Family" sheetId="1" r:id="rId1"/></sheets></workbook>'
    return zipped(
        {
            "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": relations(relation("rId1", "worksheet", "worksheets/sheet1.xml")),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def chart(title: str = "", cached: str = "", end: str = "") -> str:
    """A chart with a title and a cached category."""
    words = (
        f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        if title
        else ""
    )
    cache = f'<c:plotArea><c:barChart><c:ser><c:cat><c:strRef><c:f>A1</c:f><c:strCache><c:pt idx="0"><c:v>{cached or "x"}</c:v></c:pt></c:strCache></c:strRef></c:cat></c:ser></c:barChart></c:plotArea>'
    return f"{HEAD}<c:chartSpace {SPACES}><c:chart>{words}{cache}</c:chart>{end}</c:chartSpace>"


CHART = drawing(
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId1"/></a:graphicData>',
    "Chart 1",
)
for key, make in {"title": lambda n: chart(title=n), "cache": lambda n: chart(cached=n)}.items():
    part(
        f"chart-{key}",
        f"a chart's {key}",
        "word/charts/chart1.xml",
        f"{DRAWINGML}.chart+xml",
        make,
        link="chart",
        also_body=lambda n: p(CHART),
        quick=key == "cache",
    )
word(
    "chart-workbook",
    "the workbook behind a chart",
    LEFT,
    lambda n: {
        "body": p("Seen.", CHART),
        "links": relation("rId1", "chart", "charts/chart1.xml"),
        "parts": {
            "word/charts/chart1.xml": (chart(end='<c:externalData r:id="rId1"/>'), f"{DRAWINGML}.chart+xml"),
            "word/charts/_rels/chart1.xml.rels": (
                relations(relation("rId1", "package", "../embeddings/book1.xlsx")),
                "",
            ),
            "word/embeddings/book1.xlsx": (workbook(n), XLSX),
        },
    },
    quick=True,
)
SMART = drawing(
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"><dgm:relIds r:dm="rId1"/></a:graphicData>',
    "Diagram 1",
)
for key, kind in {
    "data": f"{DRAWINGML}.diagramData+xml",
    "drawing": "application/vnd.ms-office.drawingml.diagramDrawing+xml",
}.items():
    part(
        f"smart-art-{key}",
        f"SmartArt ({key})",
        f"word/diagrams/{key}1.xml",
        kind,
        lambda n: (
            f"{HEAD}<dgm:dataModel {SPACES}><dgm:ptLst><dgm:pt><dgm:t><a:p><a:r><a:t>{said(n)}</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
        ),
        link=f"diagram{key.title()}",
        also_body=lambda n: p(SMART),
    )


def ole(name: str) -> bytes:
    """The head of an old compound file, the name inside as Windows writes it."""
    return bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504) + f"C:\\{name}.doc".encode("utf-16-le") + bytes(600)


def embedded(name: str, place: str, file: str, kind: str, data: Callable[[str], bytes]) -> None:
    """Register a draft with a file in it."""
    part(
        f"embedded-{name}",
        place,
        f"word/embeddings/{file}",
        kind,
        data,
        link="package",
        also_body=lambda n: p(
            '<w:r><w:object><o:OLEObject Type="Embed" ProgID="Package" ObjectID="_1" r:id="rId1"/></w:object></w:r>'
        ),
    )


def small_pdf(name: str) -> bytes:
    """A PDF of one page with the name on it."""
    from reportlab.pdfgen.canvas import Canvas

    data = io.BytesIO()
    canvas = Canvas(data, invariant=1)
    canvas.drawString(60, 700, said(name))
    canvas.save()
    return data.getvalue()


embedded(
    "ole", "an old object", "oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject", ole
)
embedded("docx", "a Word file in the file", "inner.docx", f"{TYPE}.document", lambda n: docx(p(said(n))))
embedded("pdf", "a PDF in the file", "inner.pdf", "application/pdf", small_pdf)
embedded("xlsx", "a workbook in the file", "inner.xlsx", XLSX, workbook)
for key, kind, data in (
    ("html", "text/html", lambda n: f"<html><body><p>{said(n)}</p></body></html>".encode()),
    ("rtf", "application/rtf", lambda n: b"{\\rtf1 " + said(n).encode("ascii", "ignore") + b"}"),
    (
        "mht",
        "message/rfc822",
        lambda n: (
            b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>"
            + said(n).encode()
            + b"</p>"
        ),
    ),
    ("txt", "text/plain", lambda n: said(n).encode()),
    ("docx", f"{TYPE}.document.main+xml", lambda n: docx(p(said(n)))),
):
    part(
        f"chunk-{key}",
        f"another document drawn in ({key})",
        f"word/chunk1.{key}",
        kind,
        data,
        EITHER,
        "aFChunk",
        lambda n: '<w:altChunk r:id="rId1"/>' + p("After."),
        quick=key == "html",
    )
GLOSSARY = f"{TYPE}.document.glossary+xml"
part(
    "glossary",
    "building blocks",
    "word/glossary/document.xml",
    GLOSSARY,
    lambda n: story(
        "glossaryDocument",
        f"<w:docParts><w:docPart><w:docPartBody>{p(said(n))}</w:docPartBody></w:docPart></w:docParts>",
    ),
    link="glossaryDocument",
)
part(
    "glossary-name",
    "a building block's name",
    "word/glossary/document.xml",
    GLOSSARY,
    lambda n: story(
        "glossaryDocument",
        f'<w:docParts><w:docPart><w:docPartPr><w:name w:val="{n}"/></w:docPartPr></w:docPart></w:docParts>',
    ),
    link="glossaryDocument",
)
part(
    "custom-xml",
    "custom XML that nothing shows",
    "customXml/item1.xml",
    "application/xml",
    lambda n: f"<a>{said(n)}</a>",
    link="customXml",
    quick=True,
)
part(
    "custom-xml-tag",
    "the name of an element of custom XML",
    "customXml/item1.xml",
    "application/xml",
    lambda n: f"<a><{_word(n)}>1</{_word(n)}></a>",
    link="customXml",
)
part(
    "custom-xml-attribute-part",
    "an attribute in a part of custom XML",
    "customXml/item1.xml",
    "application/xml",
    lambda n: f'<a who="{n}">x</a>',
    link="customXml",
)
part(
    "custom-xml-bound",
    "custom XML that a control shows",
    "customXml/item1.xml",
    "application/xml",
    lambda n: f"<a><b>{n}</b></a>",
    link="customXml",
    also_body=lambda n: p(
        f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a/b"/></w:sdtPr><w:sdtContent>{r("Seen.")}</w:sdtContent></w:sdt>'
    ),
)
part(
    "bibliography",
    "the list of sources",
    "customXml/item1.xml",
    "application/xml",
    lambda n: (
        f'<b:Sources xmlns:b="{OFFICE}/bibliography"><b:Source><b:Author><b:Last>{n}</b:Last></b:Author></b:Source></b:Sources>'
    ),
    link="customXml",
)
part(
    "signature",
    "a digital signature",
    "_xmlsignatures/sig1.xml",
    "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml",
    lambda n: (
        f'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Certificate>{base64.b64encode(f"CN={n}".encode()).decode()}</X509Certificate><SignatureComments>{n}</SignatureComments></Signature>'
    ),
    link=f"{PACKAGE}/relationships/digital-signature/signature",
    of_file=True,
)
part(
    "web-add-in",
    "a web add-in",
    "word/webextensions/webextension1.xml",
    "application/vnd.ms-office.webextension+xml",
    lambda n: (
        f'<we:webextension xmlns:we="{MS}/webextensions/webextension/2010/11"><we:properties><we:property name="who" value="{n}"/></we:properties></we:webextension>'
    ),
    link=f"{MS}/2011/relationships/webextension",
)
part(
    "form-control",
    "a form control",
    "word/activeX/activeX1.xml",
    "application/vnd.ms-office.activeX+xml",
    lambda n: (
        f'<ax:ocx xmlns:ax="{MS}/2006/activeX" ax:classid="x"><ax:ocxPr ax:name="Caption" ax:value="{n}"/></ax:ocx>'
    ),
    link="control",
)
part(
    "form-control-binary",
    "the data of a form control",
    "word/activeX/activeX1.bin",
    "application/vnd.ms-office.activeX",
    lambda n: bytes(24) + n.encode("utf-16-le"),
    link="control",
)
part(
    "ribbon",
    "a ribbon of one's own",
    "customUI/customUI.xml",
    "application/xml",
    lambda n: f'<customUI xmlns="{MS}/2006/01/customui"><ribbon><button label="{n}"/></ribbon></customUI>',
    link=f"{MS}/2006/relationships/ui/extensibility",
    of_file=True,
    expect=EITHER,
)
part(
    "printer",
    "the printer's settings",
    "word/printerSettings1.bin",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings",
    lambda n: n.encode("utf-16-le") + bytes(200),
    link="printerSettings",
)
part(
    "part-name",
    "the name of a part",
    "customXml/NAME.xml",
    "application/xml",
    lambda n: "<a>x</a>",
    link="customXml",
)


def _word(name: str) -> str:
    return "".join(c for c in name if c.isalpha())


def _in_zip(build: Callable[[zipfile.ZipFile, str], None]) -> Callable[[str], bytes]:
    def make(name: str) -> bytes:
        data = io.BytesIO(docx(SEEN))
        with zipfile.ZipFile(data, "a") as archive:
            build(archive, name)
        return data.getvalue()

    return make


def _comment(archive: zipfile.ZipFile, name: str) -> None:
    archive.comment = name.encode()


add("word-zip-comment", ".docx", "the comment of the zip", LEFT, _in_zip(_comment))
add("word-tail", ".docx", "bytes after the file's end", EITHER, lambda n: docx(SEEN) + said(n).encode())
add(
    "word-file-name",
    ".docx",
    "the draft's own name",
    LEFT,
    lambda n: docx(p("Seen.")),
    stem="Overview Isolde Fernyhalgh-Pocklish 14 March 2013",
    quick=True,
)

# --- to be refused --------------------------------------------------------------------------------


def hostile(
    name: str,
    place: str,
    make: Callable[[], bytes],
    expect: str = REFUSED,
    suffix: str = ".docx",
    **more: Any,
) -> None:
    """Register a file from which nothing may be staged."""
    add(f"word-hostile-{name}", suffix, place, expect, lambda _: make(), **more)


def _doubled(second: str) -> bytes:
    import warnings

    data = io.BytesIO(docx(SEEN))
    with warnings.catch_warnings(), zipfile.ZipFile(data, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(second, story("document", f"<w:body>{p(said('Isolde'))}</w:body>"))
    return data.getvalue()


def _document(content: str) -> bytes:
    return docx(whole=content)


_BOMB = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "Isolde "}">' for i in range(10))
hostile("encrypted", "a password", lambda: ole("EncryptedPackage"), quick=True)
hostile(
    "doctype",
    "a DOCTYPE",
    lambda: _document(
        f"<!DOCTYPE a [<!ENTITY x 'Isolde'>]><w:document {SPACES}><w:body>{p('&x;')}</w:body></w:document>"
    ),
    quick=True,
)
hostile(
    "external-entity",
    "an entity from a file",
    lambda: _document(
        f"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><w:document {SPACES}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    ),
)
hostile(
    "entity-bomb",
    "entities that multiply",
    lambda: _document(
        f"<!DOCTYPE a [{_BOMB}]><w:document {SPACES}><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
    ),
    quick=True,
)
hostile(
    "doctype-utf-16",
    "a DOCTYPE in UTF-16",
    lambda: docx(
        whole=f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY x "Isolde">]><w:document {SPACES}><w:body/></w:document>'.encode(
            "utf-16"
        )
    ),
)
hostile(
    "zip-bomb",
    "a part that unpacks to 256 MB",
    lambda: docx(SEEN, {"word/media/image1.bmp": (b"\0" * (256 << 20), "image/bmp")}),
    quick=True,
)
hostile(
    "zip-bomb-many",
    "parts that unpack to 400 MB together",
    lambda: docx(SEEN, {f"word/media/image{i}.bmp": (b"\0" * (40 << 20), "image/bmp") for i in range(10)}),
)
hostile("same-name", "two parts of one name", lambda: _doubled("word/document.xml"), quick=True)
hostile("same-name-case", "two parts that differ in capitals", lambda: _doubled("word/Document.xml"))
hostile("outside", "a part outside the folder", lambda: _doubled("../evil.xml"), quick=True)
hostile("absolute", "a part with an absolute path", lambda: _doubled("/etc/evil.xml"))
hostile("backslash", "a part with a Windows path", lambda: _doubled("word\\..\\evil.xml"))
hostile("truncated", "half a file", lambda: docx(SEEN)[:900], quick=True)
hostile("no-directory", "a file without its list of parts", lambda: docx(SEEN)[:-60])
hostile("wrong-sum", "a part whose checksum is wrong", lambda: _spoilt(docx(p(said("Isolde")))))
hostile("strict", "a Strict document", lambda: _strict(), EITHER)
hostile(
    "macro",
    "macros",
    lambda: docx(SEEN, {"word/vbaProject.bin": (ole("x"), "application/vnd.ms-office.vbaProject")}),
    quick=True,
)
hostile("macro-type", "a macro document under another name", lambda: _macro())
hostile(
    "unknown-part",
    "a part of an unknown kind",
    lambda: docx(SEEN, {"word/novelty.bin": (said("Isolde").encode(), "application/x-novelty")}),
    quick=True,
)
hostile(
    "unlisted-part",
    "a part that no list names",
    lambda: docx(SEEN, {"word/novelty.dat": (said("Isolde").encode(), "")}),
)
hostile(
    "unlisted-xml",
    "XML that no list names",
    lambda: docx(SEEN, {"word/novelty.xml": (f"<a>{said('Isolde')}</a>", "")}),
)
hostile(
    "deep",
    "XML of 100,000 levels",
    lambda: _document(story("document", "<w:body>" + "<w:p>" * 100_000 + "</w:p>" * 100_000 + "</w:body>")),
)
hostile(
    "broken-xml",
    "XML that breaks off",
    lambda: _document(f"<w:document {SPACES}><w:body>{p(said('Isolde'))}"),
)
hostile("no-types", "a zip without types", lambda: zipped({"word/document.xml": "<a/>"}))
hostile("empty", "an empty file", lambda: b"")
hostile("text", "a text that says it is Word", lambda: "\n".join(HARMLESS).encode(), quick=True)
hostile("pdf", "a PDF that says it is Word", lambda: small_pdf("Isolde"))
hostile("rtf", "RTF that says it is Word", lambda: b"{\\rtf1 Isolde}", EITHER)
hostile("html", "a page that says it is Word", lambda: b"<html><body>Isolde</body></html>", EITHER)
hostile("no-body", "a document without a body", lambda: _document(story("document", "")))
hostile(
    "no-text",
    "a document of pictures only",
    lambda: _document(story("document", f"<w:body>{p(drawing(picture('rId9')))}</w:body>")),
)
hostile("workbook", "a workbook that says it is Word", lambda: workbook("Isolde"))


def _spoilt(data: bytes) -> bytes:
    at = data.index(b"word/document.xml") + 60
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


def _strict() -> bytes:
    strict = story("document", f"<w:body>{harmless()}{p(said('Isolde'))}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    return docx(whole=strict)


def _macro() -> bytes:
    return zipped(
        {
            "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
            "_rels/.rels": relations(relation("rId1", "officeDocument", "word/document.xml")),
            "word/document.xml": story("document", f"<w:body>{harmless()}</w:body>"),
        }
    )
