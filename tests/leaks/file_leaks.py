"""Seeded leaks in finished presentations, OpenDocument files, rich texts and e-mails.

As in build.py: each builder starts from the same harmless report and plants one thing in it, and
nobody named here exists.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

NAME = "Wrenna Thistlewood"
TEXT = (
    "Child G lived in Town A with Mother. School A told the social worker in March 2031.",
    "The panel will meet again in the spring, as agreed. Sibling 1 is well.",
)
Builder = Callable[[Path], Path]
LEAKS: dict[str, tuple[str, Builder]] = {}
CLEAN: dict[str, Builder] = {}
UNREADABLE: dict[str, Builder] = {}
UNKNOWN: dict[str, Builder] = {}

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = f'xmlns:a="{_A}" xmlns:p="{_P}" xmlns:r="{_R}"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = 'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def written(name: str, data: bytes) -> Builder:
    """A file of these bytes."""

    def write(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data)
        return path

    return write


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts, the first one unpacked."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, part) in enumerate(parts.items()):
            archive.writestr(name, part, zipfile.ZIP_STORED if not number else None)
    return data.getvalue()


# --- Presentations ------------------------------------------------------------------------------


def shape(text: str, x: int = 10, more: str = "", place: str = "") -> str:
    """A box with one paragraph, *x* from the left of a slide 1,000 wide."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="2" name="Box" {more}/><p:cNvSpPr/><p:nvPr>{place}</p:nvPr></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="{x}" y="10"/><a:ext cx="100" cy="50"/></a:xfrm></p:spPr>'
        f"<p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def slide(body: str, tag: str = "sld", more: str = "") -> str:
    """A slide, a page of notes, a layout or a master."""
    return f"<p:{tag} {_SPACES} {more}><p:cSld><p:spTree>{body}</p:spTree></p:cSld></p:{tag}>"


def pptx(parts: dict[str, str | bytes] | None = None, second: str = "", core: str = "") -> bytes:
    """The report as two slides."""
    names = {"rId1": "slides/slide2.xml", "rId2": "slides/slide1.xml"}
    relations = "".join(f'<Relationship Id="{i}" Target="{target}"/>' for i, target in names.items())
    order = "".join(f'<p:sldId id="{n}" r:id="{i}"/>' for n, i in enumerate(names, 256))
    presentation = f'<p:presentation {_SPACES}><p:sldIdLst>{order}</p:sldIdLst><p:sldSz cx="1000" cy="700"/></p:presentation>'
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"/>',
        "ppt/presentation.xml": presentation,
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="{_RELS}">{relations}</Relationships>',
        "ppt/slides/slide2.xml": slide(shape(TEXT[0])),
        "ppt/slides/slide1.xml": second or slide(shape(TEXT[1])),
        "ppt/slideMasters/slideMaster1.xml": slide(
            shape("Click to edit", place='<p:ph type="title"/>'), "sldMaster"
        ),
        "docProps/core.xml": f"<cp:coreProperties {_CORE}><dc:title>Briefing</dc:title>{core}</cp:coreProperties>",
    }
    return zipped(contents | (parts or {}))


def _slides(name: str, check: str = "names", **planted: object) -> None:
    LEAKS[f"pptx-{name}"] = (check, written(f"{name}.pptx", pptx(**planted)))  # type: ignore[arg-type]


_NOTES = slide(shape(NAME, place='<p:ph type="body"/>'), "notes")
_slides("slide", second=slide(shape(NAME)))
_slides("split-runs", second=slide(shape("Wren</a:t></a:r><a:r><a:t>na")))
_slides("table", second=slide("<a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Oona</a:t></a:r></a:p></a:txBody></a:tc>"
        "<a:tc><a:txBody><a:p><a:r><a:t>Penhallow</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>"))  # fmt: skip
_slides("notes-name", parts={"ppt/notesSlides/notesSlide1.xml": _NOTES})
_slides("notes", "hidden", parts={"ppt/notesSlides/notesSlide1.xml": _NOTES.replace(NAME, "say this")})
_slides("comment-name", parts={"ppt/comments/comment1.xml": f"<p:cmLst {_SPACES}><p:cm><p:text>{NAME}</p:text></p:cm></p:cmLst>"})  # fmt: skip
_slides("comment", "hidden", parts={"ppt/comments/comment1.xml": f"<p:cmLst {_SPACES}/>"})
_slides("comment-author", parts={"ppt/commentAuthors.xml": f'<p:cmAuthorLst {_SPACES}><p:cmAuthor name="{NAME}"/></p:cmAuthorLst>'})  # fmt: skip
_slides("master", parts={"ppt/slideMasters/slideMaster1.xml": slide(shape(NAME), "sldMaster")})
_slides("layout", parts={"ppt/slideLayouts/slideLayout1.xml": slide(shape(NAME), "sldLayout")})
_slides("hidden-slide", "hidden", second=slide(shape(TEXT[1]), more='show="0"'))
_slides("hidden-slide-name", second=slide(shape(NAME), more='show="0"'))
_slides("left-out-slide", "hidden", parts={"ppt/slides/slide3.xml": slide(shape("more"))})
_slides("beside-the-slide", "hidden", second=slide(shape("words", x=2000)))
_slides("hidden-shape", "hidden", second=slide(shape("words", more='hidden="1"')))
_slides("alternative-text", second=slide(shape("words", more=f'descr="{NAME}"')))
_slides("author", "hidden", core="<dc:creator>A. Typist</dc:creator>")
_slides("tags", "hidden", parts={"ppt/tags/tag1.xml": f"<p:tagLst {_SPACES}/>"})
_slides(
    "embedded-workbook",
    "hidden",
    parts={"ppt/embeddings/a.xlsx": zipped({"[Content_Types].xml": "<Types/>"})},
)
CLEAN["pptx"] = written("briefing.pptx", pptx())
UNKNOWN["unknown-part-in-pptx"] = written("novel.pptx", pptx(parts={"ppt/novelty.xml": "<a>b</a>"}))
UNREADABLE["not-a-pptx"] = written("text.pptx", b"only text")


# --- OpenDocument -------------------------------------------------------------------------------

_O = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF = "".join(
    f' xmlns:{short}="{_O}{long}:1.0"'
    for short, long in (
        *(("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"), ("meta", "meta")),
        *(("draw", "drawing"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"), ("m", "manifest")),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def odt(
    body: str = "",
    styles: str = "",
    master: str = "",
    meta: str = "",
    parts: dict[str, str | bytes] | None = None,
) -> bytes:
    """The report as a text of LibreOffice."""
    text = "".join(f"<text:p>{words}</text:p>" for words in TEXT)
    contents: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content{_ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{text}{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles{_ODF}>{master}</office:document-styles>",
        "meta.xml": f"<office:document-meta{_ODF}><office:meta><dc:title>Report</dc:title>{meta}</office:meta></office:document-meta>",
        "META-INF/manifest.xml": f"<m:manifest{_ODF}/>",
    }
    return zipped(contents | (parts or {}))


def _open(name: str, check: str = "names", **planted: object) -> None:
    LEAKS[f"odt-{name}"] = (check, written(f"{name}.odt", odt(**planted)))  # type: ignore[arg-type]


def _styled(looks: str) -> dict[str, str]:
    return {
        "styles": f'<style:style style:name="T1"><style:text-properties {looks}/></style:style>',
        "body": '<text:p>Seen <text:span text:style-name="T1">unseen words</text:span></text:p>',
    }


_CHANGE = f"<text:tracked-changes><text:changed-region><text:deletion><text:p>{NAME}</text:p></text:deletion></text:changed-region></text:tracked-changes>"  # fmt: skip
_open("plain", body=f"<text:p>{NAME}</text:p>")
_open("split-spans", body="<text:p>Wren<text:span>na</text:span></text:p>")
_open("spaces", body='<text:p>Wrenna<text:s text:c="2"/>Thistlewood</text:p>')
_open("across-cells", body="<table:table><table:table-row><table:table-cell><text:p>Oona</text:p></table:table-cell>"
      "<table:table-cell><text:p>Penhallow</text:p></table:table-cell></table:table-row></table:table>")  # fmt: skip
_open(
    "note",
    body=f"<text:p>a<text:note><text:note-body><text:p>{NAME}</text:p></text:note-body></text:note></text:p>",
)
_open("header", master=f"<office:master-styles><style:master-page><style:header><text:p>{NAME}</text:p></style:header></style:master-page></office:master-styles>")  # fmt: skip
_open("alternative-text", body=f"<text:p><draw:frame><svg:desc>{NAME}</svg:desc></draw:frame></text:p>")
_open("bookmark", body=f'<text:p><text:bookmark text:name="{NAME}"/>a</text:p>')
_open("deletion-name", body=_CHANGE)
_open("deletion", "hidden", body=_CHANGE.replace(NAME, "gone"))
_open(
    "comment",
    "hidden",
    body="<text:p>a<office:annotation><text:p>see me</text:p></office:annotation></text:p>",
)
_open("comment-name", body=f"<text:p>a<office:annotation><dc:creator>{NAME}</dc:creator><text:p>see</text:p></office:annotation></text:p>")  # fmt: skip
_open("hidden-text", "hidden", **_styled('text:display="none"'))
_open("white-text", "hidden", **_styled('fo:color="#ffffff"'))
_open("tiny-text", "hidden", **_styled('fo:font-size="1pt"'))
_open(
    "hidden-section",
    "hidden",
    body='<text:section text:display="none"><text:p>unseen</text:p></text:section>',
)
_open("author", "hidden", meta="<meta:initial-creator>A. Typist</meta:initial-creator>")
_open("author-name", meta=f"<dc:creator>{NAME}</dc:creator>")
_open("user-defined", "hidden", meta='<meta:user-defined meta:name="a">b</meta:user-defined>')
_open("thumbnail", "hidden", parts={"Thumbnails/thumbnail.png": b"\x89PNG\r\n\x1a\n"})
_open("macro", "hidden", parts={"Basic/Standard/a.xml": "<a/>"})
_open("embedded", "hidden", parts={"Object 1/content.xml": "<a/>"})
_open("embedded-name", parts={"Object 1/content.xml": f"<a>{NAME}</a>"})
_open(
    "outside-picture", "hidden", body='<text:p><draw:image xlink:href="https://example.org/a.png"/></text:p>'
)
CLEAN["odt"] = written("report.odt", odt())
UNKNOWN["unknown-part-in-odt"] = written("novel.odt", odt(parts={"novelty.bin": b"\1\2\3"}))
UNREADABLE["locked-odt"] = written(
    "locked.odt",
    odt(parts={"META-INF/manifest.xml": f"<m:manifest{_ODF}><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"}),
)  # fmt: skip


# --- Rich text ----------------------------------------------------------------------------------


def rtf(body: str = "", head: str = "", after: str = "") -> bytes:
    """The report as rich text."""
    text = "".join(f"{words}\\par\n" for words in TEXT)
    fonts = r"{\fonttbl{\f0\froman\fcharset0 Serif;}{\f1\fcharset238 Serif CE;}}{\colortbl;\red0\green0\blue0;\red255\green255\blue255;}"
    return rf"{{\rtf1\ansi\ansicpg1252\uc1 {fonts}{head}{text}{body}}}{after}".encode("cp1252")


def _rich(name: str, check: str = "names", **planted: str) -> None:
    LEAKS[f"rtf-{name}"] = (check, written(f"{name}.rtf", rtf(**planted)))


_rich("plain", body=rf"Then {NAME} went home.\par")
_rich("letter-by-number", body=r"Then Wren\'6ea left.\par")
_rich("letter-by-code", body=r"Then Wr\u101?nna left.\par")
_rich("split-by-words", body=r"Then Wr{\b enn}a left.\par")
_rich("line-in-the-source", body="Then Wren\r\nna left.\\par")
_rich("over-cells", body=r"\trowd\cellx100\cellx200 Oona\cell Penhallow\cell\row")
_rich("header", head=rf"{{\header {NAME}\par}}")
_rich("footnote", body=rf"a{{\footnote {NAME}}}\par")
_rich("text-box", body=rf"{{\shp{{\*\shpinst{{\shptxt {NAME}\par}}}}}}\par")
_rich("author", "hidden", head=r"{\info{\title Report}{\author A. Typist}}")
_rich("author-name", head=rf"{{\info{{\author {NAME}}}}}")
_rich("comment", "hidden", body=r"{\*\atnauthor A. Typist}{\*\annotation see me}\par")
_rich("comment-name", body=rf"{{\*\annotation {NAME}}}\par")
_rich("hidden-text", "hidden", body=r"{\v unseen}\par")
_rich("white-text", "hidden", body=r"{\cf2 unseen}\par")
_rich("tiny-text", "hidden", body=r"{\fs2 unseen}\par")
_rich("deleted", "hidden", body=r"{\deleted gone}\par")
_rich("revision-ids", "hidden", body=r"\pararsid123456 a\par")
_rich("embedded", "hidden", body=r"{\object\objemb{\*\objdata 0102030405060708}{\result a}}\par")
_rich("embedded-name", body=rf"{{\object\objemb{{\*\objdata {NAME.encode().hex()}}}{{\result a}}}}\par")
_rich("field-instruction", body=rf'{{\field{{\*\fldinst HYPERLINK "{NAME}"}}{{\fldrslt link}}}}\par')
_rich("bookmark", body=rf"{{\*\bkmkstart {NAME}}}{{\*\bkmkend {NAME}}}\par")
_rich("picture", "hidden", body=r"{\pict\pngblip 89504e470d0a1a0a}\par")
_rich("after-the-end", "hidden", after=NAME)
_rich("after-the-end-name", after=NAME)
_rich("variable", "hidden", head=r"{\*\docvar {child}{b}}")
CLEAN["rtf"] = written(
    "report.rtf", rtf(head=r"{\stylesheet{\s0 Normal;}{\*\cs10 Default;}}{\*\generator Word;}")
)
CLEAN["rtf-table"] = written("table.rtf", rtf(body=r"\trowd\clcbpat1\cellx100{\cf2 Label}\cell\row"))
UNKNOWN["unknown-group-in-rtf"] = written("novel.rtf", rtf(body=r"{\*\novelty words}"))
UNREADABLE["not-an-rtf"] = written("text.rtf", b"only text")
UNREADABLE["open-rtf"] = written("open.rtf", rtf()[:-1])


# --- E-mails ------------------------------------------------------------------------------------


def eml(text: str = "", headers: str = "", parts: str = "", before: str = "", after: str = "") -> bytes:
    """The report as a message."""
    body = "\r\n\r\n".join((*TEXT, text))
    return (
        "From: Board <board@example.org>\r\nTo: Press <press@example.org>\r\nSubject: A review\r\nMIME-Version: 1.0\r\n"
        f'{headers}Content-Type: multipart/mixed; boundary="b"\r\n\r\n{before}--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
        f"{body}\r\n{parts}--b--\r\n{after}"
    ).encode()


def _mail(name: str, check: str = "names", **planted: str) -> None:
    LEAKS[f"eml-{name}"] = (check, written(f"{name}.eml", eml(**planted)))


def _attached(kind: str, words: str, more: str = "") -> str:
    return f"--b\r\nContent-Type: {kind}\r\n{more}\r\n{words}\r\n"


_mail("plain", text=NAME)
_mail("subject", headers=f"Reply-To: {NAME} <a@example.org>\r\n")
_mail("encoded-header", headers="X-Note: =?utf-8?b?V3Jlbm5hIFRoaXN0bGV3b29k?=\r\n")
_mail("route", "hidden", headers="Received: from desk by host\r\n")
_mail("hidden-recipient", "hidden", headers="Bcc: a@example.org\r\n")
_mail("page", parts=_attached("text/html", "<p>Wr<b>enn</b>a</p>"))
_mail("page-comment", "hidden", parts=_attached("text/html", "<p>a</p><!-- b -->"))
_mail("quoted-printable", parts=_attached("text/html", "<p>Wr=65nna</p>", "Content-Transfer-Encoding: quoted-printable\r\n"))  # fmt: skip
_mail("attached-text", parts=_attached('text/plain; name="a.txt"', NAME))
_mail("attached-name", parts=_attached(f'text/plain; name="{NAME}.txt"', "words"))
_mail("message-inside", parts=_attached("message/rfc822", f"Subject: {NAME}\r\n\r\nwords"))
_mail("before-the-parts", "hidden", before="more words\r\n")
_mail("after-the-parts", after=f"{NAME}\r\n")
CLEAN["eml"] = written("message.eml", eml())
CLEAN["eml-page"] = written("page.eml", eml(parts=_attached("text/html", "<p>Child G</p>")))
UNKNOWN["unknown-attachment"] = written(
    "strange.eml",
    eml(
        parts=_attached(
            'application/x-novel; name="a.novel"', "AQIDAAE=", "Content-Transfer-Encoding: base64\r\n"
        )
    ),
)
UNREADABLE["not-a-message"] = written("text.eml", b"only text")
UNREADABLE["locked-message"] = written("locked.eml", eml(parts=_attached("application/pkcs7-mime", "AQID")))
