"""Adversarial Word drafts: text that a reader sees, in every place where Word can put it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cast import (
    ACCENTED,
    ADDRESS,
    APOSTROPHE,
    EMAIL,
    HYPHENATED,
    LIGATURES,
    NHS,
    PHONE,
    POSTCODE,
    SCHOOL,
    said,
)
from surfaces import EITHER, LEFT, READ, add
from word_package import TYPE, docx, drawing, field, p, r, relation, story, table, vml, wps


def word(name: str, place: str, expect: str, build: Callable[[str], dict[str, Any]], **more: Any) -> None:
    """Register a Word draft; *build* gives what goes into it for a name."""
    add(f"word-{name}", ".docx", place, expect, lambda bearer: docx(**build(bearer)), **more)


def body(name: str, place: str, expect: str, build: Callable[[str], str], **more: Any) -> None:
    """Register a Word draft whose secret is in its body."""
    word(name, place, expect, lambda bearer: {"body": build(bearer)}, **more)


def written(name: str, place: str, text: str, **more: Any) -> None:
    """Register a paragraph with these very words, kettle and all."""
    body(name, place, more.pop("expect", READ), lambda _: p(text), **more)


# --- paragraphs, tables, lists --------------------------------------------------------------------

DOB_ROW = ("Isolde", "Fernyhalgh-Pocklish", "14/03/2013", "came to the next visit")
body("plain", "a paragraph", READ, lambda n: p(said(n)), quick=True)
body("heading", "a heading", READ, lambda n: p(said(n), properties='<w:pStyle w:val="Heading1"/>'))
body("caption", "a caption", READ, lambda n: p(said(n), properties='<w:pStyle w:val="Caption"/>'))
body("table", "a table", READ, lambda n: table(["Who", "What"], ["Child", said(n)]), quick=True)
body(
    "nested-table", "a table in a table", READ, lambda n: table([table(["in", said(n)]) + p("")]), quick=True
)
body(
    "cells",
    "first name, surname, birthday in cells",
    READ,
    lambda n: table(["A", "B", "C", "D"], DOB_ROW),
    quick=True,
)
body(
    "cells-with-bars",
    "a table typed with bars",
    READ,
    lambda n: p("Isolde | Fernyhalgh-Pocklish | 14/03/2013 | came to the next visit"),
)
body(
    "cell-lines",
    "a name over the lines of a cell",
    READ,
    lambda n: table(["Who", p("Isolde") + p("Fernyhalgh-") + p("Pocklish")], ["What", p(said("she"))]),
)
body(
    "merged-cells",
    "a cell that is merged away",
    EITHER,
    lambda n: (
        "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
        + p("Who")
        + "</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
        + p(said(n))
        + "</w:tc></w:tr></w:tbl>"
    ),
)
body(
    "frame", "a framed paragraph", READ, lambda n: p(said(n), properties='<w:framePr w:w="2000" w:h="500"/>')
)
body(
    "section-paragraph",
    "the last paragraph of a section",
    READ,
    lambda n: p(said(n), properties="<w:sectPr/>") + p("End."),
)

# --- other stories --------------------------------------------------------------------------------


def running(
    kind: str, use: str, inner: Callable[[str], str], more: str = ""
) -> Callable[[str], dict[str, Any]]:
    """A header or footer; *use* is default, first, even or '' for one that nothing uses."""
    tag = {"header": "hdr", "footer": "ftr"}[kind]
    reference = f'<w:{kind}Reference w:type="{use}" r:id="rId1"/>' if use else ""
    return lambda n: {
        "parts": {f"word/{kind}1.xml": (story(tag, inner(n)), f"{TYPE}.{kind}+xml")},
        "links": relation("rId1", kind, f"{kind}1.xml"),
        "section": reference + more,
        "settings": "<w:evenAndOddHeaders/>" if use == "even" else "",
    }


for kind in ("header", "footer"):
    for use in ("default", "first", "even"):
        title = "<w:titlePg/>" if use == "first" else ""
        word(
            f"{kind}-{use}",
            f"a page {kind} ({use})",
            READ,
            running(kind, use, lambda n: p(said(n)), title),
            quick=use == "first",
        )
    word(
        f"{kind}-unused", f"a page {kind} that no section uses", LEFT, running(kind, "", lambda n: p(said(n)))
    )
word(
    "header-table",
    "a table in a page header",
    READ,
    running("header", "default", lambda n: table(["a", said(n)])),
)
word(
    "header-box",
    "a text box in a page header",
    READ,
    running("header", "default", lambda n: p(drawing(wps(p(said(n)))))),
)
word(
    "header-first-off",
    "a first-page header that is switched off",
    EITHER,
    running("header", "first", lambda n: p(said(n))),
)


def notes(
    kind: str, inner: Callable[[str], str], called: bool = True, attributes: str = ""
) -> Callable[[str], dict[str, Any]]:
    """A footnote or endnote, called or not."""
    call = p("As was said.", f'<w:r><w:{kind}Reference w:id="2"/></w:r>') if called else ""
    return lambda n: {
        "body": call,
        "parts": {
            f"word/{kind}s.xml": (
                story(f"{kind}s", f'<w:{kind} w:id="2" {attributes}>{inner(n)}</w:{kind}>'),
                f"{TYPE}.{kind}s+xml",
            )
        },
        "links": relation("rId1", f"{kind}s", f"{kind}s.xml"),
    }


word("footnote", "a footnote", READ, notes("footnote", lambda n: p(said(n))), quick=True)
word("endnote", "an endnote", READ, notes("endnote", lambda n: p(said(n))))
word(
    "footnote-orphan",
    "a footnote that nothing calls",
    LEFT,
    notes("footnote", lambda n: p(said(n)), called=False),
    quick=True,
)
word(
    "footnote-separator",
    "a footnote's separator with words",
    EITHER,
    notes("footnote", lambda n: p(said(n)), False, 'w:type="separator"'),
)
word("footnote-table", "a table in a footnote", READ, notes("footnote", lambda n: table([said(n)]) + p("x")))
word(
    "footnote-box",
    "a text box in a footnote",
    EITHER,
    notes("footnote", lambda n: p("See", drawing(wps(p(said(n)))))),
)


def comment(inner: str, author: str = "A. Reader") -> dict[str, Any]:
    """A comment on the body."""
    part = f'<w:comment w:id="1" w:author="{author}" w:initials="AR">{inner}</w:comment>'
    return {
        "body": p(
            '<w:commentRangeStart w:id="1"/>',
            "Seen.",
            '<w:commentRangeEnd w:id="1"/>',
            '<w:r><w:commentReference w:id="1"/></w:r>',
        ),
        "parts": {"word/comments.xml": (story("comments", part), f"{TYPE}.comments+xml")},
        "links": relation("rId1", "comments", "comments.xml"),
    }


word("comment", "a comment", LEFT, lambda n: comment(p(said(n))), quick=True)
word("comment-author", "the author of a comment", LEFT, lambda n: comment(p("Check."), n))
word("comment-table", "a table in a comment", LEFT, lambda n: comment(table([said(n)]) + p("x")))

# --- tracked changes ------------------------------------------------------------------------------

BY = 'w:id="9" w:author="A. Reader" w:date="2031-03-01T00:00:00Z"'
body("inserted", "a tracked insertion", READ, lambda n: p(f"<w:ins {BY}>{r(said(n))}</w:ins>"), quick=True)
body(
    "deleted",
    "a tracked deletion",
    LEFT,
    lambda n: p("Seen. ", f"<w:del {BY}>{r(said(n), tag='delText')}</w:del>"),
    quick=True,
)
body(
    "split-by-change",
    "a name with a deletion inside",
    READ,
    lambda n: p(
        "Then Isol", f"<w:del {BY}>{r('XX', tag='delText')}</w:del>", r("de came to the next visit.")
    ),
)
body(
    "split-by-insertion",
    "a name half of which was inserted",
    READ,
    lambda n: p("Then Iso", f"<w:ins {BY}>{r('lde')}</w:ins>", " came to the next visit."),
    quick=True,
)
body(
    "deleted-row",
    "a table row that was deleted",
    LEFT,
    lambda n: (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{p('kept')}</w:tc></w:tr><w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc>"
        + p(f"<w:del {BY}>{r(said(n), tag='delText')}</w:del>")
        + "</w:tc></w:tr></w:tbl>"
    ),
)
body(
    "deleted-row-plain",
    "a deleted table row with its words unmarked",
    EITHER,
    lambda n: (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{p('kept')}</w:tc></w:tr><w:tr><w:trPr><w:del {BY}/></w:trPr><w:tc>"
        + p(said(n))
        + "</w:tc></w:tr></w:tbl>"
    ),
)
body(
    "inserted-row",
    "a table row that was inserted",
    READ,
    lambda n: (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:ins {BY}/></w:trPr><w:tc>{p(said(n))}</w:tc></w:tr></w:tbl>"
    ),
)
body(
    "deleted-instruction",
    "a deleted field's instruction",
    LEFT,
    lambda n: p(
        "Seen. ",
        f"<w:del {BY}><w:r><w:fldChar w:fldCharType='begin'/></w:r>{r(f'QUOTE {said(n)}', tag='delInstrText')}"
        "<w:r><w:fldChar w:fldCharType='end'/></w:r></w:del>",
    ),
)
body(
    "moved-from",
    "text that was moved away",
    LEFT,
    lambda n: p("Seen. ", f"<w:moveFrom {BY}>{r(said(n))}</w:moveFrom>"),
)
body("moved-to", "text that was moved here", READ, lambda n: p(f"<w:moveTo {BY}>{r(said(n))}</w:moveTo>"))
body(
    "change-author",
    "the author of a change",
    LEFT,
    lambda n: p(f'<w:ins w:id="9" w:author="{n}">{r("Seen.")}</w:ins>'),
)
body(
    "deleted-mark",
    "a name over a deleted paragraph mark",
    READ,
    lambda n: p("Then Iso", properties=f"<w:rPr><w:del {BY}/></w:rPr>") + p("lde came to the next visit."),
)
body(
    "old-formatting",
    "the author of a change of format",
    LEFT,
    lambda n: p(
        '<w:r><w:rPr><w:b/><w:rPrChange w:id="9" w:author="'
        + n
        + '"><w:rPr/></w:rPrChange></w:rPr><w:t>Seen.</w:t></w:r>'
    ),
)
body(
    "old-numbering",
    "the number that a list had before",
    LEFT,
    lambda n: p(
        "Seen.",
        properties=f'<w:numPr><w:ins {BY}/></w:numPr><w:numberingChange w:id="9" w:author="A" w:original="{n}"/>',
    ),
)

# --- wrappers, fields, links ----------------------------------------------------------------------

body(
    "sdt-run",
    "a content control in a line",
    READ,
    lambda n: p(f"<w:sdt><w:sdtContent>{r(said(n))}</w:sdtContent></w:sdt>"),
    quick=True,
)
body(
    "sdt-block",
    "a content control around paragraphs",
    READ,
    lambda n: f"<w:sdt><w:sdtContent>{p(said(n))}</w:sdtContent></w:sdt>",
)
body(
    "sdt-cell",
    "a content control around a cell",
    READ,
    lambda n: (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:sdt><w:sdtContent><w:tc>{p(said(n))}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>"
    ),
)
body(
    "sdt-row",
    "a content control around a row",
    READ,
    lambda n: (
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:sdt><w:sdtContent><w:tr><w:tc>{p(said(n))}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"
    ),
)
for key, inner in {
    "alias": '<w:alias w:val="{0}"/>',
    "tag": '<w:tag w:val="{0}"/>',
    "list": '<w:dropDownList><w:listItem w:displayText="{0}" w:value="{0}"/></w:dropDownList>',
    "date": '<w:date w:fullDate="2013-03-14T00:00:00Z"><w:dateFormat w:val="dd MMMM"/></w:date>',
    "binding": '<w:dataBinding w:xpath="/a/b[@n=\'{0}\']" w:storeItemID="{{0}}"/>',
    "placeholder": '<w:placeholder><w:docPart w:val="{0}"/></w:placeholder>',
}.items():
    body(
        f"sdt-{key}",
        f"the {key} of a content control",
        LEFT,
        lambda n, inner=inner: p(
            f"<w:sdt><w:sdtPr>{inner.format(n)}</w:sdtPr><w:sdtContent>{r('Seen.')}</w:sdtContent></w:sdt>"
        ),
    )
body(
    "smart-tag",
    "a smart tag",
    READ,
    lambda n: p(f'<w:smartTag w:element="PersonName">{r(said(n))}</w:smartTag>'),
)
body(
    "smart-tag-attribute",
    "a smart tag's property",
    LEFT,
    lambda n: p(
        f'<w:smartTag w:element="p"><w:smartTagPr><w:attr w:name="who" w:val="{n}"/></w:smartTagPr>{r("Seen.")}</w:smartTag>'
    ),
)
body("bdo", "text with its own direction", READ, lambda n: p(f'<w:bdo w:val="ltr">{r(said(n))}</w:bdo>'))
body(
    "custom-xml-run",
    "custom XML around words",
    READ,
    lambda n: p(f'<w:customXml w:element="who">{r(said(n))}</w:customXml>'),
)
body(
    "custom-xml-block",
    "custom XML around paragraphs",
    READ,
    lambda n: f'<w:customXml w:element="who">{p(said(n))}</w:customXml>',
)
body(
    "custom-xml-attribute",
    "an attribute of custom XML",
    LEFT,
    lambda n: p(
        f'<w:customXml w:element="p"><w:customXmlPr><w:attr w:name="who" w:val="{n}"/></w:customXmlPr>{r("Seen.")}</w:customXml>'
    ),
)
body(
    "field-simple",
    "the result of a simple field",
    READ,
    lambda n: p(f'<w:fldSimple w:instr="SUBJECT">{r(said(n))}</w:fldSimple>'),
)
body(
    "field-simple-instruction",
    "the instruction of a simple field",
    LEFT,
    lambda n: p(f'<w:fldSimple w:instr=" TC &quot;{n}&quot; "/>', "Seen."),
)
body("field-result", "the result of a field", READ, lambda n: p(field("AUTHOR", said(n))))
body(
    "field-split-result",
    "a name that begins in a field",
    READ,
    lambda n: p("Then ", field("QUOTE x", "Iso"), r("lde came to the next visit.")),
)
for keyword in ("XE", "TC", "QUOTE", "INCLUDETEXT", "INCLUDEPICTURE", "SET who", "ASK who", "COMMENTS"):
    key = keyword.split()[0].lower()
    body(
        f"field-{key}",
        f"a field's instruction ({keyword})",
        LEFT,
        lambda n, keyword=keyword: p("Seen. ", field(f'{keyword} "{said(n)}"')),
        quick=key == "xe",
    )
body(
    "field-data",
    "data that Word keeps in a field",
    LEFT,
    lambda n: p("Seen. ", field("ADDIN x", "", f"<w:fldData>{_base64(n)}</w:fldData>")),
)
body(
    "field-unended",
    "a field that never ends",
    EITHER,
    lambda n: p(
        "Seen. ", f"<w:r><w:fldChar w:fldCharType='begin'/></w:r>{r(f'QUOTE {said(n)}', tag='instrText')}"
    ),
)
for key, settings in {
    "help": '<w:helpText w:val="{0}"/>',
    "status": '<w:statusText w:val="{0}"/>',
    "default": '<w:textInput><w:default w:val="{0}"/></w:textInput>',
    "list": '<w:ddList><w:listEntry w:val="{0}"/></w:ddList>',
    "name": '<w:name w:val="{0}"/>',
}.items():
    body(
        f"form-{key}",
        f"a form field's {key}",
        LEFT,
        lambda n, settings=settings: p(
            "Seen. ", field("FORMTEXT", "x", f"<w:ffData>{settings.format(n)}</w:ffData>")
        ),
    )
word(
    "link-text",
    "the words of a link",
    READ,
    lambda n: {
        "body": p(f'<w:hyperlink r:id="rId1">{r(said(n))}</w:hyperlink>'),
        "links": relation("rId1", "hyperlink", "https://example.org/", True),
    },
    quick=True,
)
word(
    "link-target",
    "the target of a link",
    LEFT,
    lambda n: {
        "body": p(f'<w:hyperlink r:id="rId1">{r("Seen.")}</w:hyperlink>'),
        "links": relation("rId1", "hyperlink", f"https://example.org/{n.replace(' ', '%20')}", True),
    },
    quick=True,
)
word(
    "link-mail",
    "an e-mail link",
    LEFT,
    lambda n: {
        "body": p(f'<w:hyperlink r:id="rId1">{r("Seen.")}</w:hyperlink>'),
        "links": relation("rId1", "hyperlink", f"mailto:{EMAIL}", True),
    },
)
body(
    "link-tooltip",
    "the tooltip of a link",
    LEFT,
    lambda n: p(f'<w:hyperlink w:anchor="_x" w:tooltip="{n}">{r("Seen.")}</w:hyperlink>'),
)
body(
    "link-anchor",
    "the bookmark that a link leads to",
    LEFT,
    lambda n: p(f'<w:hyperlink w:anchor="{n.replace(" ", "_")}">{r("Seen.")}</w:hyperlink>'),
)
body(
    "link-field",
    "the target of a link that is a field",
    LEFT,
    lambda n: p(field(f'HYPERLINK "https://example.org/{n.replace(" ", "")}"', "Seen.")),
)
body(
    "contents",
    "a table of contents",
    EITHER,
    lambda n: p(field('TOC \\o "1-3"', "")) + p(said(n) + "\t3", properties='<w:pStyle w:val="TOC1"/>'),
)
body("ruby-base", "text under a pronunciation guide", READ, lambda n: p(_ruby("x", said(n))))
body("ruby-guide", "a pronunciation guide", LEFT, lambda n: p("Seen. ", _ruby(said(n), "x")))
body("equation", "an equation", READ, lambda n: p(f"<m:oMath><m:r><m:t>{said(n)}</m:t></m:r></m:oMath>"))
body(
    "equation-paragraph",
    "an equation of its own line",
    READ,
    lambda n: p(f"<m:oMathPara><m:oMath><m:r><m:t>{said(n)}</m:t></m:r></m:oMath></m:oMathPara>"),
)
body(
    "symbols",
    "a name set in symbols",
    READ,
    lambda n: p(
        "Then ",
        "<w:r>" + "".join(f'<w:sym w:font="Calibri" w:char="{ord(c):04X}"/>' for c in "Isolde") + "</w:r>",
        " came to the next visit.",
    ),
)
body(
    "symbols-private",
    "a name set in symbols of the private area",
    EITHER,
    lambda n: p(
        "Then ",
        "<w:r>" + "".join(f'<w:sym w:font="Symbol" w:char="F0{ord(c):02X}"/>' for c in "Isolde") + "</w:r>",
        " came to the next visit.",
    ),
)


def _base64(name: str) -> str:
    import base64

    return base64.b64encode(b"\x01\x80\xff" + name.encode("utf-16-le") + b"\0\7").decode()


def _ruby(guide: str, base: str) -> str:
    return f"<w:r><w:ruby><w:rubyPr/><w:rt>{r(guide)}</w:rt><w:rubyBase>{r(base)}</w:rubyBase></w:ruby></w:r>"


# --- boxes and drawings ---------------------------------------------------------------------------


def both(choice: str, fallback: str) -> str:
    """What Word writes: today's box, and an old one for old programs."""
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def inner(run: str) -> str:
    """The graphic without its run."""
    return run.removeprefix("<w:r>").removesuffix("</w:r>")


body("box", "a text box", READ, lambda n: p("Seen.", drawing(wps(p(said(n))))), quick=True)
body("box-old", "a text box of an old Word", READ, lambda n: p("Seen.", f"<w:r>{vml(p(said(n)))}</w:r>"))
body(
    "box-both",
    "a text box in both writings",
    READ,
    lambda n: p("Seen.", both(inner(drawing(wps(p(said(n))))), vml(p(said(n))))),
)
body(
    "box-fallback",
    "a text box for old programs only",
    EITHER,
    lambda n: p("Seen.", both("", vml(p(said(n))))),
)
body(
    "box-two-tales",
    "a text box that tells old programs something else",
    LEFT,
    lambda n: p("Seen.", both(inner(drawing(wps(p("Seen.")))), vml(p(said(n))))),
    quick=True,
)
body(
    "box-in-box",
    "a text box in a text box",
    READ,
    lambda n: p("Seen.", drawing(wps(p("Outer.", f"<w:r>{vml(p(said(n)))}</w:r>")))),
)
body(
    "box-table", "a table in a text box", READ, lambda n: p("Seen.", drawing(wps(table([said(n)]) + p("x"))))
)
body(
    "box-split",
    "a name over the paragraphs of a text box",
    READ,
    lambda n: p("Seen.", drawing(wps(p("Isolde") + p("Fernyhalgh-") + p("Pocklish") + p(said("she"))))),
)
body(
    "word-art",
    "words as a drawing",
    LEFT,
    lambda n: p("Seen.", f'<w:r><w:pict><v:shape><v:textpath string="{said(n)}"/></v:shape></w:pict></w:r>'),
    quick=True,
)
body(
    "shape-text",
    "words of a DrawingML shape",
    EITHER,
    lambda n: p(
        "Seen.",
        drawing(
            f"<a:graphicData uri='x'><a:sp><a:txBody><a:p><a:r><a:t>{said(n)}</a:t></a:r></a:p></a:txBody></a:sp></a:graphicData>"
        ),
    ),
)
for key in ("name", "descr", "title"):
    body(
        f"drawing-{key}",
        f"the {key} of a drawing",
        LEFT,
        lambda n, key=key: p("Seen.", drawing(wps(p("Box.")), **{key: n})),
        quick=key == "descr",
    )
body(
    "shape-alt",
    "the alternative text of an old drawing",
    LEFT,
    lambda n: p("Seen.", f'<w:r><w:pict><v:shape alt="{n}"/></w:pict></w:r>'),
)
body(
    "shape-link",
    "the link on a shape",
    LEFT,
    lambda n: p(
        "Seen.", f'<w:r><w:pict><v:shape href="https://example.org/{n}" title="{n}"/></w:pict></w:r>'
    ),
)

# --- hidden by its look ---------------------------------------------------------------------------

for key, look, place in (
    ("hidden", "<w:vanish/>", "hidden text"),
    ("hidden-by-style", '<w:rStyle w:val="Ghost"/>', "text that a style hides"),
    ("white", '<w:color w:val="FFFFFF"/>', "white text"),
    ("tiny", '<w:sz w:val="2"/>', "text of one point"),
    ("web-hidden", "<w:webHidden/>", "text hidden in web view"),
    ("caps", "<w:caps/>", "words in capitals by format"),
    ("small-caps", "<w:smallCaps/>", "words in small capitals"),
    ("struck", "<w:strike/>", "words struck through"),
    ("double-struck", "<w:dstrike/>", "words struck through twice"),
    ("covered", '<w:shd w:fill="000000"/><w:color w:val="000000"/>', "black words on black"),
):
    expect = LEFT if key.startswith("hidden") else READ if "caps" in key else EITHER
    body(
        key,
        place,
        expect,
        lambda n, look=look: p("Seen. ", r(said(n), look)),
        quick=key in ("hidden", "hidden-by-style"),
    )
body(
    "hidden-mark",
    "a name with hidden letters inside",
    READ,
    lambda n: p("Then Iso", r("xx", "<w:vanish/>"), "lde came to the next visit."),
)

# --- names that are broken up ---------------------------------------------------------------------

KETTLE = "came to the next visit."
body(
    "split-runs",
    "a name over runs",
    READ,
    lambda n: p("Then Iso", r("l", "<w:b/>"), r("de", "<w:i/>"), f" {KETTLE}"),
    quick=True,
)
body(
    "line-break",
    "a name over a line break",
    READ,
    lambda n: p("Then Isolde Fernyhalgh-", "<w:r><w:br/></w:r>", f"Pocklish {KETTLE}"),
    quick=True,
)
body(
    "line-break-inside",
    "a line break inside a word",
    READ,
    lambda n: p("Then Fernyh", "<w:r><w:br/></w:r>", f"algh-Pocklish {KETTLE}"),
)
body(
    "tab",
    "a name over a tab",
    READ,
    lambda n: p("Then Isolde", "<w:r><w:tab/></w:r>", f"Fernyhalgh-Pocklish {KETTLE}"),
)
body(
    "tab-inside",
    "a tab inside a word",
    READ,
    lambda n: p("Then Flintw", "<w:r><w:tab/></w:r>", f"histle {KETTLE}"),
)
body(
    "no-break-hyphen",
    "a hyphen that does not break",
    READ,
    lambda n: p("Then Isolde Fernyhalgh", "<w:r><w:noBreakHyphen/></w:r>", f"Pocklish {KETTLE}"),
    quick=True,
)
body(
    "soft-hyphen",
    "a soft hyphen",
    READ,
    lambda n: p("Then Ferny", "<w:r><w:softHyphen/></w:r>", f"halgh {KETTLE}"),
)
body(
    "page-break-inside",
    "a page break inside a name",
    READ,
    lambda n: p("Then Iso", '<w:r><w:br w:type="page"/></w:r>', f"lde {KETTLE}"),
)
body(
    "last-rendered-break",
    "the mark of a page's end inside a name",
    READ,
    lambda n: p("Then Iso", "<w:r><w:lastRenderedPageBreak/></w:r>", f"lde {KETTLE}"),
)
body(
    "bookmark-inside",
    "a bookmark inside a name",
    READ,
    lambda n: p(
        "Then Iso", '<w:bookmarkStart w:id="3" w:name="x"/><w:bookmarkEnd w:id="3"/>', f"lde {KETTLE}"
    ),
)
body(
    "proof-error-inside",
    "a spelling mark inside a name",
    READ,
    lambda n: p("Then Iso", '<w:proofErr w:type="spellStart"/>', f"lde {KETTLE}"),
)
body(
    "paragraphs",
    "a name over two paragraphs",
    READ,
    lambda n: p("Then came Isolde") + p(f"Fernyhalgh-Pocklish, who {KETTLE}"),
)
written("soft-hyphen-character", "a soft hyphen as a character", f"Then Ferny\u00adhalgh {KETTLE}")
written(
    "zero-width", "characters of no width", f"Then Iso\u200bl\u2060de Ferny\ufeffhalgh {KETTLE}", quick=True
)
written("joiners", "joiners inside a name", f"Then Iso\u200cl\u200dde {KETTLE}")
written("bidi", "marks of direction", f"Then \u202aIsol\u200ede\u202c \u2067Fernyhalgh\u2069 {KETTLE}")
written(
    "bidi-turned", "a name typed backwards and turned", f"Then \u202eedlosI\u202c {KETTLE}", expect=EITHER
)
written("tag-characters", "invisible tag characters", f"Then Iso\U000e0061lde {KETTLE}")
written("variation-selectors", "variation selectors", f"Then Is\ufe0fol\ufe0ede {KETTLE}")
written("cyrillic", "Cyrillic look-alikes", f"Then Is\u043eld\u0435 Fernyh\u0430lgh {KETTLE}", quick=True)
written("greek", "Greek look-alikes", f"Then \u0399s\u03bflde \u03a1\u03bfcklish {KETTLE}")
written("ligatures", "ligatures", f"Then Ste\ufb03e \ufb02intwhistle and Ste\ufb00ie {KETTLE}", quick=True)
written("full-width", "full-width letters", f"Then Ｉｓｏｌｄｅ {KETTLE}")
written("mathematical", "mathematical letters", f"Then 𝐈𝐬𝐨𝐥𝐝𝐞 𝓕𝓮𝓻𝓷𝔂𝓱𝓪𝓵𝓰𝓱 {KETTLE}")
written("circled", "circled letters", f"Then ⒾⓈⓄⓁⒹⒺ {KETTLE}")
written(
    "decomposed",
    "accents as characters of their own",
    "Then Siobha\u0301n O\u2019Drennagh and Zbigniew Wa\u0328saczyk " + KETTLE,
)
written(
    "accents-lost", "accents left out", f"Then Siobhan ODrennagh and Zbigniew Wasaczyk {KETTLE}", quick=True
)
written("accents-added", "accents that are not there", f"Then Ísólde Fernyhälgh {KETTLE}")
written(
    "marks-stacked",
    "letters with marks piled on",
    f"Then I\u0336s\u0336o\u0336l\u0336d\u0336e\u0336 {KETTLE}",
)
written("capitals", "capitals", f"Then ISOLDE FERNYHALGH-POCKLISH {KETTLE}")
written("capitals-apostrophe", "capitals with an apostrophe", f"Then SIOBHÁN O'DRENNAGH {KETTLE}")
written("lower-case", "lower case", f"then isolde fernyhalgh-pocklish {KETTLE}")
written(
    "letter-spaced",
    "letters with spaces between",
    f"Then I s o l d e  F e r n y h a l g h {KETTLE}",
    quick=True,
)
written("letter-dotted", "letters with dots between", f"Then I.s.o.l.d.e {KETTLE}")
written("glued", "names glued to their neighbours", f"byIsoldeFernyhalgh today {KETTLE}")
written("glued-figure", "a name with a note's figure", f"Then Isolde12 and Pocklish3 {KETTLE}")
written("underscores", "underscores for spaces", f"Then Isolde_Fernyhalgh_Pocklish {KETTLE}")
written("possessive", "possessives", f"Then Isolde’s coat and the Fernyhalgh-Pocklishes’ dog {KETTLE}")
written("surname-first", "surname first", f"Then FERNYHALGH-POCKLISH, Isolde {KETTLE}")
written(
    "hyphen-lost",
    "a double name without its hyphen",
    f"Then Isolde Fernyhalgh Pocklish and Fernyhalghpocklish {KETTLE}",
)
written(
    "no-break-space", "spaces that do not break", f"Then Isolde\u00a0Fernyhalgh\u2011Pocklish\u202f{KETTLE}"
)
written("half-name", "half of a double name", f"Then Miss Pocklish {KETTLE}")
written("misspelt", "one letter wrong", f"Then Isolde Fernyhagh {KETTLE}", also=("Fernyhagh",))
written("markdown-stars", "stars inside a name", f"Then Iso**l**de {KETTLE}")
written("percent", "a name in a web address", f"Then https://example.org/Isolde%20Fernyhalgh {KETTLE}")
written("mail", "an e-mail address", f"Then {EMAIL} {KETTLE}")
written("file-path", "a path of a folder", f"Then C:\\Users\\Isolde.Fernyhalgh\\overview.docx {KETTLE}")
written("handle", "a name in a handle", f"Then @isolde_fernyhalgh {KETTLE}")
written("hashtag", "a name in a hashtag", f"Then #JusticeForIsolde {KETTLE}")
written("kunya", "a kunya", f"Then Umm  Rashdan and Umm-Rashdan {KETTLE}")
written("one-word", "a person of one name", f"Then Mr Tenzinlha {KETTLE}")
written("alias", "other names", f"Then Izzikins, Shivvykin and Zbyszek {KETTLE}")

# --- numbers, dates, addresses --------------------------------------------------------------------

written("nhs", "an NHS number", f"The number {NHS} {KETTLE}", quick=True)
written(
    "nhs-no-break",
    "an NHS number with spaces that do not break",
    f"The number 999\u00a0000\u00a00018 {KETTLE}",
)
written(
    "nhs-marks", "an NHS number with dashes and dots", f"The numbers 999-000-0018 and 999.000.0018 {KETTLE}"
)
written("nhs-full-width", "an NHS number in full-width figures", f"The number ９９９０００００１８ {KETTLE}")
written(
    "nhs-zero-width", "an NHS number with zero-width spaces", f"The number 999\u200b000\u200b0018 {KETTLE}"
)
body(
    "nhs-runs",
    "an NHS number over runs",
    READ,
    lambda n: p("The number 99", r("9 000", "<w:b/>"), f" 0018 {KETTLE}"),
)
body(
    "nhs-cells",
    "an NHS number over cells",
    READ,
    lambda n: table(["NHS number", "999", "000", "0018"], ["x", "y", "z", KETTLE]),
)
body(
    "nhs-lines",
    "an NHS number over a line break",
    READ,
    lambda n: p("The number 999 000", "<w:r><w:br/></w:r>", f"0018 {KETTLE}"),
)
for key, text in {
    "figures": "14/03/2013",
    "dots": "14.3.13",
    "dashes": "14-03-2013",
    "iso": "2013-03-14",
    "words": "the fourteenth of March 2013",
    "ordinal": "14th March 2013",
    "american": "March 14, 2013",
    "short": "14 Mar 13",
    "compact": "14032013",
    "compact-iso": "20130314",
    "full-width": "１４/０３/２０１３",
    "spaced": "14 / 03 / 2013",
}.items():
    written(
        f"born-{key}",
        f"a date of birth ({key})",
        f"She was born on {text} and {KETTLE}",
        quick=key == "figures",
    )
body(
    "born-runs",
    "a date of birth over runs",
    READ,
    lambda n: p("Born on 14/0", r("3/20", "<w:b/>"), f"13, she {KETTLE}"),
)
body(
    "born-superscript",
    "a date of birth with a raised ending",
    READ,
    lambda n: p("Born on 14", r("th", '<w:vertAlign w:val="superscript"/>'), f" March 2013, she {KETTLE}"),
)
written("address", "an address", f"At {ADDRESS}, {POSTCODE}, she {KETTLE}")
body(
    "address-lines",
    "an address over lines",
    READ,
    lambda n: p(
        "At 14 Wrenholmewick", "<w:r><w:br/></w:r>", "Close", "<w:r><w:br/></w:r>", f"ZA9 9AA, she {KETTLE}"
    ),
)
written("postcode", "a postcode with odd spaces", f"At za9\u00a09aa she {KETTLE}")
written("phone", "telephone numbers", f"Ring {PHONE} or +44 7700 900123 or (07700)900123, as she {KETTLE}")
written("school", "a school", f"At {SCHOOL} and at St. Ebbawick's she {KETTLE}")
for name in (ACCENTED, APOSTROPHE, HYPHENATED, LIGATURES):
    written(
        f"name-{name.split()[-1].lower()}",
        f"the name {name.split()[-1]}",
        f"{name} and {name.split()[-1]}'s friend {KETTLE}",
    )
