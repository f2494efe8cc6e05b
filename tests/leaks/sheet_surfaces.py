"""Adversarial drafts in OpenDocument and in workbooks."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from cast import HARMLESS, said
from surfaces import EITHER, LEFT, READ, REFUSED, add
from word_package import HEAD, OFFICE, PACKAGE, docx, p, png, relation, relations, zipped
from word_part_surfaces import ole

KETTLE = "came to the next visit."

# --- OpenDocument ---------------------------------------------------------------------------------

ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_SPACES = (
    " ".join(
        f'xmlns:{key}="{ODF}:{value}:1.0"'
        for key, value in {
            "office": "office",
            "text": "text",
            "table": "table",
            "draw": "drawing",
            "style": "style",
            "meta": "meta",
            "fo": "xsl-fo-compatible",
            "form": "form",
            "svg": "svg-compatible",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def odt(
    name: str,
    place: str,
    expect: str,
    make: Callable[[str], str],
    styles: str = "",
    meta: str = "",
    extra: Callable[[str], dict[str, str | bytes]] | None = None,
    suffix: str = ".odt",
    before: str = "",
    **more: Any,
) -> None:
    """Register an OpenDocument text."""

    def build(bearer: str) -> bytes:
        kept = "".join(f"<text:p>{one}</text:p>" for one in HARMLESS)
        content = f'{HEAD}<office:document-content {ODT_SPACES} office:version="1.2"><office:automatic-styles>{styles.replace("NAME", bearer)}</office:automatic-styles><office:body><office:text>{before.replace("NAME", bearer)}{kept}{make(bearer)}</office:text></office:body></office:document-content>'
        listed = f'{HEAD}<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
        return zipped(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "META-INF/manifest.xml": listed,
                "content.xml": content,
                "meta.xml": f"{HEAD}<office:document-meta {ODT_SPACES}><office:meta>{meta.replace('NAME', bearer)}</office:meta></office:document-meta>",
                "styles.xml": f"{HEAD}<office:document-styles {ODT_SPACES}><office:master-styles/></office:document-styles>",
                **(extra(bearer) if extra else {}),
            }
        )

    add(f"odt-{name}", suffix, place, expect, build, owner="sheets", **more)


ODT_SEEN = "<text:p>Seen.</text:p>"


def tp(words: str) -> str:
    """A paragraph."""
    return f"<text:p>{words}</text:p>"


odt("plain", "a paragraph", READ, lambda n: tp(said(n)), quick=True)
odt(
    "split",
    "spans inside a name",
    READ,
    lambda n: tp(f"Then <text:span>Iso</text:span><text:span>lde</text:span> {KETTLE}"),
)
odt(
    "spaces",
    "spaces and tabs as elements",
    READ,
    lambda n: tp(f"Then Isolde<text:s/>Fernyhalgh-<text:line-break/>Pocklish<text:tab/>{KETTLE}"),
)
odt(
    "table",
    "a table",
    READ,
    lambda n: (
        "<table:table>"
        + "<table:table-row>"
        + "".join(
            f"<table:table-cell>{tp(one)}</table:table-cell>"
            for one in ("Isolde", "Fernyhalgh-Pocklish", "14/03/2013", KETTLE)
        )
        + "</table:table-row></table:table>"
    ),
    quick=True,
)
odt("heading", "a heading", READ, lambda n: f'<text:h text:outline-level="1">{said(n)}</text:h>')
odt(
    "list", "a list", READ, lambda n: f"<text:list><text:list-item>{tp(said(n))}</text:list-item></text:list>"
)
odt(
    "note",
    "a footnote",
    READ,
    lambda n: tp(
        f'Seen.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>{tp(said(n))}</text:note-body></text:note>'
    ),
)
odt(
    "box",
    "a text box",
    READ,
    lambda n: tp(f"Seen.<draw:frame><draw:text-box>{tp(said(n))}</draw:text-box></draw:frame>"),
)
odt(
    "comment",
    "a comment",
    LEFT,
    lambda n: tp(f"Seen.<office:annotation><dc:creator>{n}</dc:creator>{tp(said(n))}</office:annotation>"),
    quick=True,
)
odt(
    "deleted",
    "a tracked deletion",
    LEFT,
    lambda n: tp("Seen.<text:change text:change-id='c1'/>"),
    before='<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>NAME</dc:creator></office:change-info><text:p>Then NAME came to the next visit.</text:p></text:deletion></text:changed-region></text:tracked-changes>',
    quick=True,
)
odt(
    "inserted",
    "a tracked insertion",
    READ,
    lambda n: tp(f"<text:change-start text:change-id='c1'/>{said(n)}<text:change-end text:change-id='c1'/>"),
    before='<text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info><dc:creator>x</dc:creator></office:change-info></text:insertion></text:changed-region></text:tracked-changes>',
)
odt(
    "hidden",
    "hidden text",
    LEFT,
    lambda n: tp(f'Seen. <text:span text:style-name="T1">{said(n)}</text:span>'),
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>',
    quick=True,
)
odt(
    "hidden-field",
    "text under a condition",
    EITHER,
    lambda n: tp(
        f'Seen. <text:hidden-text text:condition="ooow:1" text:string-value="{said(n)}" text:is-hidden="true"/>'
    ),
)
odt(
    "hidden-paragraph",
    "a paragraph under a condition",
    EITHER,
    lambda n: (
        tp(f'<text:hidden-paragraph text:condition="ooow:1" text:is-hidden="true"/>{said(n)}') + ODT_SEEN
    ),
)
odt(
    "hidden-section",
    "a hidden section",
    LEFT,
    lambda n: f'<text:section text:name="s" text:display="none">{tp(said(n))}</text:section>' + ODT_SEEN,
)
odt(
    "section-name",
    "a section's name",
    LEFT,
    lambda n: f'<text:section text:name="{n}">{ODT_SEEN}</text:section>',
)
odt(
    "variable",
    "a variable",
    LEFT,
    lambda n: ODT_SEEN,
    before='<text:user-field-decls><text:user-field-decl office:value-type="string" office:string-value="NAME" text:name="who"/></text:user-field-decls>',
)
odt(
    "placeholder",
    "a placeholder's description",
    EITHER,
    lambda n: tp(
        f'Seen. <text:placeholder text:placeholder-type="text" text:description="{n}">x</text:placeholder>'
    ),
    words="Isolde",
)
odt(
    "link",
    "the target of a link",
    LEFT,
    lambda n: tp(f'<text:a xlink:href="https://example.org/{n}" office:title="{n}">Seen.</text:a>'),
)
odt(
    "alternative",
    "the alternative text of a picture",
    LEFT,
    lambda n: tp(
        f'Seen.<draw:frame draw:name="{n}"><svg:title>{n}</svg:title><svg:desc>{said(n)}</svg:desc><draw:image xlink:href="Pictures/a.png"/></draw:frame>'
    ),
    extra=lambda n: {"Pictures/a.png": png()},
)
odt(
    "picture",
    "text beside a picture's pixels",
    LEFT,
    lambda n: tp('Seen.<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>'),
    extra=lambda n: {"Pictures/a.png": png(n, "zTXt")},
)
odt("bookmark", "a bookmark", LEFT, lambda n: tp(f'<text:bookmark text:name="{n}"/>Seen.'))
odt(
    "index-mark",
    "an index entry",
    LEFT,
    lambda n: tp(f'Seen.<text:alphabetical-index-mark text:string-value="{n}"/>'),
)
odt(
    "reference",
    "a cross-reference's mark",
    LEFT,
    lambda n: tp(f'<text:reference-mark text:name="{n}"/>Seen.'),
)
odt(
    "ruby",
    "a pronunciation guide",
    LEFT,
    lambda n: tp(
        f"<text:ruby><text:ruby-base>Seen.</text:ruby-base><text:ruby-text>{said(n)}</text:ruby-text></text:ruby>"
    ),
)
odt(
    "author",
    "the properties",
    LEFT,
    lambda n: ODT_SEEN,
    meta="<dc:creator>NAME</dc:creator><meta:initial-creator>NAME</meta:initial-creator>",
    quick=True,
)
odt(
    "property",
    "a property of one's own",
    LEFT,
    lambda n: ODT_SEEN,
    meta='<meta:user-defined meta:name="NAME">NAME</meta:user-defined>',
)
odt(
    "header",
    "a page header",
    READ,
    lambda n: ODT_SEEN,
    extra=lambda n: {
        "styles.xml": f'{HEAD}<office:document-styles {ODT_SPACES}><office:automatic-styles><style:page-layout style:name="L"/></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"><style:header>{tp(said(n))}</style:header></style:master-page></office:master-styles></office:document-styles>'
    },
)
odt(
    "style-name",
    "a style's name",
    LEFT,
    lambda n: ODT_SEEN,
    '<style:style style:name="X1" style:display-name="NAME" style:family="text"/>',
)
odt(
    "thumbnail",
    "the preview picture",
    LEFT,
    lambda n: ODT_SEEN,
    extra=lambda n: {"Thumbnails/thumbnail.png": png(drawn=n)},
)
odt(
    "embedded",
    "an object",
    LEFT,
    lambda n: tp('Seen.<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'),
    extra=lambda n: {
        "Object 1/content.xml": f"{HEAD}<office:document-content {ODT_SPACES}><office:body>{tp(said(n))}</office:body></office:document-content>"
    },
)
odt(
    "script",
    "a macro",
    EITHER,
    lambda n: ODT_SEEN,
    extra=lambda n: {"Basic/Standard/Module1.xml": f"<module>{said(n)}</module>"},
)
odt(
    "settings",
    "settings",
    LEFT,
    lambda n: ODT_SEEN,
    extra=lambda n: {
        "settings.xml": f'{HEAD}<office:document-settings {ODT_SPACES}><config xmlns="urn:x" name="PrinterName">{n}</config></office:document-settings>'
    },
)
odt(
    "version",
    "an earlier version in the file",
    EITHER,
    lambda n: ODT_SEEN,
    extra=lambda n: {"Versions/Version1": docx(p(said(n)))},
)
odt("xml-comment", "a comment in the XML", LEFT, lambda n: f"<!-- {said(n)} -->" + ODT_SEEN)
odt(
    "form",
    "a form",
    EITHER,
    lambda n: (
        f'<office:forms><form:form form:name="{n}"><form:text form:value="{n}" form:label="{n}"/></form:form></office:forms>'
        + ODT_SEEN
    ),
)
odt(
    "contents",
    "a table of contents",
    EITHER,
    lambda n: (
        f'<text:table-of-content text:name="c"><text:index-body>{tp(said(n))}</text:index-body></text:table-of-content>'
    ),
)
odt(
    "doctype",
    "a DOCTYPE",
    REFUSED,
    lambda n: "",
    extra=lambda n: {
        "content.xml": f"<!DOCTYPE a [<!ENTITY x 'Isolde'>]><office:document-content {ODT_SPACES}><office:body><office:text><text:p>&x;</text:p></office:text></office:body></office:document-content>"
    },
)
add("odt-encrypted", ".odt", "a password", REFUSED, lambda n: _locked_odt(), owner="sheets")
add(
    "odt-bomb",
    ".odt",
    "a part that unpacks to 256 MB",
    REFUSED,
    lambda n: zipped(
        {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": b" " * (256 << 20)}
    ),
    owner="sheets",
)


def _locked_odt() -> bytes:
    listed = f'{HEAD}<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"><manifest:encryption-data manifest:checksum="x"/></manifest:file-entry></manifest:manifest>'
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": listed,
            "content.xml": bytes(range(256)),
        }
    )


# --- workbooks ------------------------------------------------------------------------------------

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def cell(words: str, at: str = "B1") -> str:
    """A cell with words of its own."""
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(words)}</t></is></c>'


def row(number: int, *words: str, attributes: str = "") -> str:
    """A row of cells."""
    cells = "".join(cell(one, f"{'ABCDEFG'[at]}{number}") for at, one in enumerate(words))
    return f'<row r="{number}" {attributes}>{cells}</row>'


def workbook(
    rows: str,
    book: str = "",
    state: str = "",
    second: str = "",
    head: str = "",
    tail: str = "",
    parts: dict[str, tuple[str | bytes, str]] | None = None,
    sheet_links: str = "",
    book_links: str = "",
    package: str = "",
    name: str = "Chronology",
) -> bytes:
    """A workbook whose first sheet holds the harmless sentences, then *rows*; *second* fills a second sheet in *state*."""
    kept = row(1, "Date", "Event", "Source") + "".join(
        row(at, "March 2031", one, "Board") for at, one in enumerate(HARMLESS, 2)
    )
    named: dict[str, tuple[str | bytes, str]] = {
        "xl/workbook.xml": (
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><sheets><sheet name="{escape(name)}" sheetId="1" r:id="rId1"/>'
            + (f'<sheet name="Second" sheetId="2" {state} r:id="rId2"/>' if second else "")
            + f"</sheets>{book}</workbook>",
            f"{SHEET}.sheet.main+xml",
        ),
        "xl/worksheets/sheet1.xml": (
            f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships">{head}<sheetData>{kept}{rows}</sheetData>{tail}</worksheet>',
            f"{SHEET}.worksheet+xml",
        ),
        **(parts or {}),
    }
    if second:
        named["xl/worksheets/sheet2.xml"] = (
            f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{second}</sheetData></worksheet>',
            f"{SHEET}.worksheet+xml",
        )
    types = "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, (_, kind) in named.items() if kind
    )
    links = relation("rId1", "worksheet", "worksheets/sheet1.xml") + (
        relation("rId2", "worksheet", "worksheets/sheet2.xml") if second else ""
    )
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>{types}</Types>',
        "_rels/.rels": relations(relation("rId1", "officeDocument", "xl/workbook.xml") + package),
        "xl/_rels/workbook.xml.rels": relations(links + book_links),
        **{part: content for part, (content, _) in named.items()},
    }
    if sheet_links:
        contents["xl/worksheets/_rels/sheet1.xml.rels"] = relations(sheet_links)
    return zipped(contents)


def sheet(name: str, place: str, expect: str, build: Callable[[str], dict[str, Any]], **more: Any) -> None:
    """Register a workbook."""
    add(
        f"xlsx-{name}",
        ".xlsx",
        place,
        expect,
        lambda n: workbook(**{"rows": row(5, "April 2031", "Seen.", "Board"), **build(n)}),
        owner="sheets",
        **more,
    )


sheet("cell", "a cell", READ, lambda n: {"rows": row(5, "April 2031", said(n), "Board")}, quick=True)
sheet(
    "cells",
    "first name, surname and birthday in cells",
    READ,
    lambda n: {"rows": row(5, "Isolde", "Fernyhalgh-Pocklish", "14/03/2013", KETTLE)},
    quick=True,
)
sheet(
    "rich",
    "a name over runs in a cell",
    READ,
    lambda n: {
        "rows": f'<row r="5"><c r="A5" t="inlineStr"><is><r><t>Then Iso</t></r><r><t>lde {KETTLE}</t></r></is></c></row>'
    },
)
sheet(
    "shared",
    "a shared string",
    READ,
    lambda n: {
        "rows": '<row r="5"><c r="B5" t="s"><v>0</v></c></row>',
        "book_links": relation("rId7", "sharedStrings", "sharedStrings.xml"),
        "parts": {
            "xl/sharedStrings.xml": (
                f'{HEAD}<sst xmlns="{MAIN}"><si><t>{said(n)}</t></si></sst>',
                f"{SHEET}.sharedStrings+xml",
            )
        },
    },
)
sheet(
    "shared-unused",
    "a shared string that no cell uses",
    LEFT,
    lambda n: {
        "book_links": relation("rId7", "sharedStrings", "sharedStrings.xml"),
        "parts": {
            "xl/sharedStrings.xml": (
                f'{HEAD}<sst xmlns="{MAIN}"><si><t>{said(n)}</t></si></sst>',
                f"{SHEET}.sharedStrings+xml",
            )
        },
    },
)
sheet(
    "phonetic",
    "how a cell is pronounced",
    LEFT,
    lambda n: {
        "rows": f'<row r="5"><c r="B5" t="inlineStr"><is><t>Seen.</t><rPh sb="0" eb="1"><t>{said(n)}</t></rPh></is></c></row>'
    },
)
sheet(
    "date-number",
    "a birthday as a number with a format",
    READ,
    lambda n: {
        "rows": '<row r="5"><c r="A5" s="1"><v>41347</v></c>' + cell(f"Isolde {KETTLE}", "B5") + "</row>",
        "book_links": relation("rId7", "styles", "styles.xml"),
        "parts": {
            "xl/styles.xml": (
                f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
                f"{SHEET}.styles+xml",
            )
        },
    },
    quick=True,
)
sheet(
    "nhs-number",
    "an NHS number as a number",
    READ,
    lambda n: {
        "rows": '<row r="5">'
        + cell(f"NHS number; she {KETTLE}", "A5")
        + '<c r="B5"><v>9990000018</v></c></row>'
    },
)
sheet(
    "nhs-power",
    "an NHS number as a power of ten",
    READ,
    lambda n: {
        "rows": '<row r="5">'
        + cell(f"NHS number; she {KETTLE}", "A5")
        + '<c r="B5"><v>9.990000018E9</v></c></row>'
    },
)
sheet(
    "formula",
    "the result of a formula",
    READ,
    lambda n: {"rows": f'<row r="5"><c r="B5" t="str"><f>"a"</f><v>{said(n)}</v></c></row>'},
)
sheet(
    "formula-text",
    "a formula",
    LEFT,
    lambda n: {"rows": f'<row r="5"><c r="B5" t="str"><f>IF(TRUE,"Seen.","{n}")</f><v>Seen.</v></c></row>'},
)
sheet(
    "error",
    "a cell with an error",
    EITHER,
    lambda n: {"rows": f'<row r="5"><c r="B5" t="e"><f>NAME("{n}")</f><v>#NAME?</v></c></row>'},
    words="Isolde",
)
sheet(
    "hidden-row",
    "a hidden row",
    LEFT,
    lambda n: {"rows": row(5, "April 2031", said(n), attributes='hidden="1"')},
    quick=True,
)
sheet(
    "flat-row",
    "a row of no height",
    EITHER,
    lambda n: {"rows": row(5, "April 2031", said(n), attributes='ht="0" customHeight="1"')},
)
sheet(
    "hidden-column",
    "a hidden column",
    LEFT,
    lambda n: {
        "head": '<cols><col min="5" max="5" width="9" hidden="1"/></cols>',
        "rows": f'<row r="5">{cell("Seen.", "A5")}{cell(said(n), "E5")}</row>',
    },
)
sheet(
    "filtered",
    "a row that a filter hides",
    LEFT,
    lambda n: {
        "rows": row(5, "April 2031", said(n), attributes='hidden="1"'),
        "tail": '<autoFilter ref="A1:C5"><filterColumn colId="0"><filters><filter val="March 2031"/></filters></filterColumn></autoFilter>',
    },
)
sheet(
    "filter-value",
    "what a filter looks for",
    LEFT,
    lambda n: {
        "tail": f'<autoFilter ref="A1:C5"><filterColumn colId="0"><filters><filter val="{n}"/></filters></filterColumn></autoFilter>'
    },
)
sheet(
    "hidden-sheet",
    "a hidden sheet",
    LEFT,
    lambda n: {"second": row(1, said(n)), "state": 'state="hidden"'},
    quick=True,
)
sheet(
    "very-hidden-sheet",
    "a sheet hidden by a macro",
    LEFT,
    lambda n: {"second": row(1, said(n)), "state": 'state="veryHidden"'},
)
sheet(
    "second-sheet",
    "a second sheet",
    READ,
    lambda n: {"second": row(1, "When", "What") + row(2, "April 2031", said(n))},
)
sheet("sheet-name", "the name of a sheet", EITHER, lambda n: {"name": n[:30]}, words="Isolde")
sheet(
    "defined-name",
    "a defined name",
    LEFT,
    lambda n: {
        "book": f'<definedNames><definedName name="Isolde_F" comment="{n}">"{n}"</definedName></definedNames>'
    },
    quick=True,
)
sheet(
    "comment",
    "a comment",
    LEFT,
    lambda n: {
        "sheet_links": relation("rId1", "comments", "../comments1.xml"),
        "parts": {
            "xl/comments1.xml": (
                f'{HEAD}<comments xmlns="{MAIN}"><authors><author>{n}</author></authors><commentList><comment ref="A1" authorId="0"><text><t>{said(n)}</t></text></comment></commentList></comments>',
                f"{SHEET}.comments+xml",
            )
        },
    },
    quick=True,
)
sheet(
    "threaded-comment",
    "a conversation in comments",
    LEFT,
    lambda n: {
        "sheet_links": relation(
            "rId1",
            "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
            "../threadedComments/threadedComment1.xml",
        ),
        "parts": {
            "xl/threadedComments/threadedComment1.xml": (
                f'{HEAD}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="A1" id="{{1}}"><text>{said(n)}</text></threadedComment></ThreadedComments>',
                "application/vnd.ms-excel.threadedcomments+xml",
            )
        },
    },
)
sheet(
    "persons",
    "the list of people",
    LEFT,
    lambda n: {
        "book_links": relation(
            "rId8", "http://schemas.microsoft.com/office/2017/10/relationships/person", "persons/person.xml"
        ),
        "parts": {
            "xl/persons/person.xml": (
                f'{HEAD}<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="{n}" id="{{1}}"/></personList>',
                "application/vnd.ms-excel.person+xml",
            )
        },
    },
)
sheet(
    "pivot",
    "what a pivot table remembers",
    LEFT,
    lambda n: {
        "book_links": relation("rId8", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
        "book": '<pivotCaches><pivotCache cacheId="1" r:id="rId8"/></pivotCaches>',
        "parts": {
            "xl/pivotCache/pivotCacheDefinition1.xml": (
                f'{HEAD}<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet"><worksheetSource ref="A1:B2" sheet="Chronology"/></cacheSource><cacheFields count="1"><cacheField name="Who"><sharedItems count="1"><s v="{n}"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>',
                f"{SHEET}.pivotCacheDefinition+xml",
            )
        },
    },
    quick=True,
)
sheet(
    "validation",
    "the choices of a cell",
    LEFT,
    lambda n: {
        "tail": f'<dataValidations count="1"><dataValidation type="list" sqref="A5" prompt="{n}" error="{n}"><formula1>"{n}"</formula1></dataValidation></dataValidations>'
    },
)
sheet(
    "condition",
    "a condition for colours",
    LEFT,
    lambda n: {
        "tail": f'<conditionalFormatting sqref="A1:A5"><cfRule type="containsText" priority="1" operator="containsText" text="{n}"><formula>1</formula></cfRule></conditionalFormatting>'
    },
)
sheet(
    "page-header",
    "a printed header",
    EITHER,
    lambda n: {"tail": f"<headerFooter><oddHeader>&amp;L{said(n)}</oddHeader></headerFooter>"},
)
sheet(
    "link",
    "the target of a link",
    LEFT,
    lambda n: {
        "tail": f'<hyperlinks><hyperlink ref="B5" r:id="rId1" tooltip="{n}" display="{n}"/></hyperlinks>',
        "sheet_links": relation("rId1", "hyperlink", f"https://example.org/{n}", True),
    },
)
sheet(
    "outside",
    "a link to another workbook",
    LEFT,
    lambda n: {
        "book_links": relation("rId8", "externalLink", "externalLinks/externalLink1.xml"),
        "book": '<externalReferences><externalReference r:id="rId8"/></externalReferences>',
        "parts": {
            "xl/externalLinks/externalLink1.xml": (
                f'{HEAD}<externalLink xmlns="{MAIN}"><externalBook><sheetNames><sheetName val="{n}"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1" t="str"><v>{n}</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>',
                f"{SHEET}.externalLink+xml",
            )
        },
    },
)
sheet(
    "connection",
    "a connection to a database",
    LEFT,
    lambda n: {
        "book_links": relation("rId8", "connections", "connections.xml"),
        "parts": {
            "xl/connections.xml": (
                f'{HEAD}<connections xmlns="{MAIN}"><connection id="1" name="{n}" type="1"><dbPr connection="DSN={n}" command="SELECT"/></connection></connections>',
                f"{SHEET}.connections+xml",
            )
        },
    },
)
sheet(
    "revisions",
    "the log of changes",
    LEFT,
    lambda n: {
        "book_links": relation("rId8", "revisionHeaders", "revisions/revisionHeaders.xml"),
        "parts": {
            "xl/revisions/revisionHeaders.xml": (
                f'{HEAD}<headers xmlns="{MAIN}" guid="{{1}}"><header userName="{n}" guid="{{1}}" dateTime="2031-03-01T00:00:00Z" maxSheetId="2"/></headers>',
                f"{SHEET}.revisionHeaders+xml",
            )
        },
    },
)
sheet(
    "table-column",
    "a column's name in a table",
    EITHER,
    lambda n: {
        "tail": '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>',
        "sheet_links": relation("rId1", "table", "../tables/table1.xml"),
        "parts": {
            "xl/tables/table1.xml": (
                f'{HEAD}<table xmlns="{MAIN}" id="1" name="T" displayName="T" ref="A1:C4"><tableColumns count="3"><tableColumn id="1" name="Date"/><tableColumn id="2" name="{n}"/><tableColumn id="3" name="Source"/></tableColumns></table>',
                f"{SHEET}.table+xml",
            )
        },
    },
    words="Isolde",
)
sheet(
    "author",
    "the properties",
    LEFT,
    lambda n: {
        "package": relation("rId5", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        "parts": {
            "docProps/core.xml": (
                f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{n}</dc:creator></cp:coreProperties>',
                "application/vnd.openxmlformats-package.core-properties+xml",
            )
        },
    },
)
sheet(
    "drawing",
    "a text box on a sheet",
    LEFT,
    lambda n: {
        "tail": '<drawing r:id="rId1"/>',
        "sheet_links": relation("rId1", "drawing", "../drawings/drawing1.xml"),
        "parts": {
            "xl/drawings/drawing1.xml": (
                f'{HEAD}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:nvSpPr><xdr:cNvPr id="1" name="Box" descr="{n}"/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>{said(n)}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>',
                "application/vnd.openxmlformats-officedocument.drawing+xml",
            )
        },
    },
)
sheet(
    "number-format",
    "words in a number's format",
    EITHER,
    lambda n: {
        "rows": '<row r="5"><c r="A5" s="1"><v>1</v></c></row>',
        "book_links": relation("rId7", "styles", "styles.xml"),
        "parts": {
            "xl/styles.xml": (
                f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="&quot;{n}&quot;"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170" applyNumberFormat="1"/></cellXfs></styleSheet>',
                f"{SHEET}.styles+xml",
            )
        },
    },
)
sheet(
    "macro",
    "a macro",
    REFUSED,
    lambda n: {"parts": {"xl/vbaProject.bin": (ole(n), "application/vnd.ms-office.vbaProject")}},
)
sheet(
    "custom-xml",
    "custom XML",
    LEFT,
    lambda n: {
        "book_links": relation("rId8", "customXml", "../customXml/item1.xml"),
        "parts": {"customXml/item1.xml": (f"<a>{said(n)}</a>", "application/xml")},
    },
)
add(
    "xlsx-doctype",
    ".xlsx",
    "a DOCTYPE",
    REFUSED,
    lambda n: workbook(
        "",
        parts={
            "xl/worksheets/sheet1.xml": (
                f"<!DOCTYPE a [<!ENTITY x 'Isolde'>]><worksheet xmlns=\"{MAIN}\"><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>&x;</t></is></c></row></sheetData></worksheet>",
                f"{SHEET}.worksheet+xml",
            )
        },
    ),
    owner="sheets",
)
add(
    "xlsx-bomb",
    ".xlsx",
    "a part that unpacks to 256 MB",
    REFUSED,
    lambda n: workbook("", parts={"xl/media/a.bmp": (b"\0" * (256 << 20), "image/bmp")}),
    owner="sheets",
)
add("xlsx-encrypted", ".xlsx", "a password", REFUSED, lambda n: ole("EncryptedPackage"), owner="sheets")
add(
    "xlsx-huge",
    ".xlsx",
    "a cell in the last row",
    EITHER,
    lambda n: workbook(
        f'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>{said(n)}</t></is></c></row>'
    ),
    owner="sheets",
)
