"""Raw parts of a Word file: what an author's own hand, an old Word or another program may write."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable
from xml.sax.saxutils import escape

from cast import HARMLESS

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
REL = f"{OFFICE}/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{REL}" xmlns:m="{OFFICE}/math"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
Parts = dict[str, tuple[str | bytes, str]]  # name → content, content type


def p(*runs: str, properties: str = "") -> str:
    """A paragraph; what does not begin with '<' becomes a run of text."""
    inner = "".join(one if one.startswith("<") else r(one) for one in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(text: str, properties: str = "", tag: str = "t") -> str:
    """A run of text."""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def table(*rows: Iterable[str], properties: str = "") -> str:
    """A table; a cell that does not begin with '<' becomes a paragraph."""
    cells = (
        "<w:tr>"
        + "".join(f"<w:tc>{one if one.startswith('<') else p(one)}</w:tc>" for one in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid/>{''.join(cells)}</w:tbl>"


def story(tag: str, inner: str) -> str:
    """The root of a part: hdr, ftr, footnotes, comments…"""
    return f"{HEAD}<w:{tag} {SPACES}>{inner}</w:{tag}>"


def field(instruction: str, result: str = "", data: str = "") -> str:
    """A complex field in runs of its own."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
    told = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + (r(result) if result else "")
    return begin + told + end + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def relation(key: str, kind: str, target: str, external: bool = False) -> str:
    """One relationship; *kind* is the end of its type, or a whole one."""
    whole = kind if "://" in kind else f"{REL}/{kind}"
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{key}" Type="{whole}" Target="{escape(target)}"{mode}/>'


def relations(inner: str) -> str:
    """A part of relationships."""
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def styles(extra: str = "") -> str:
    """The styles part, with a style that hides."""
    return story(
        "styles",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>'
        '<w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>'
        + extra,
    )


def core(inner: str) -> str:
    """The core properties."""
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{inner}</cp:coreProperties>"
    )


def app(inner: str) -> str:
    """The extended properties."""
    return f'{HEAD}<Properties xmlns="{OFFICE}/extended-properties">{inner}</Properties>'


def harmless() -> str:
    """The sentences that must be kept."""
    return p("Overview report", properties='<w:pStyle w:val="Heading1"/>') + "".join(map(p, HARMLESS))


def docx(
    body: str = "",
    parts: Parts | None = None,
    links: str = "",
    package: str = "",
    settings: str = "",
    section: str = "",
    style: str = "",
    whole: str | bytes = "",
) -> bytes:
    """A Word file: the harmless sentences, then *body*.

    *links* are relationships of the body, *package* those of the file; *whole* stands instead of the body part.
    """
    document = whole or story(
        "document", f"<w:body>{harmless()}{body}<w:sectPr>{section}</w:sectPr></w:body>"
    )
    known: Parts = {
        "word/document.xml": (document, f"{TYPE}.document.main+xml"),
        "word/styles.xml": (styles(style), f"{TYPE}.styles+xml"),
        "word/settings.xml": (story("settings", settings), f"{TYPE}.settings+xml"),
        **(parts or {}),
    }
    own = relation("rId901", "styles", "styles.xml") + relation("rId902", "settings", "settings.xml")
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(known),
        "_rels/.rels": relations(relation("rId801", "officeDocument", "word/document.xml") + package),
        "word/_rels/document.xml.rels": relations(own + links),
        **{name: content for name, (content, _) in known.items()},
    }
    return zipped(contents)


def _types(parts: Parts) -> str:
    named = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (_, kind) in parts.items() if kind
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{named}</Types>'
    )


def zipped(contents: dict[str, str | bytes]) -> bytes:
    """A zip of these parts, the same bytes each time; OpenDocument's first part is not packed, as it asks."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, part in contents.items():
            packed = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2031, 3, 1, 0, 0, 0)), part, packed)
    return data.getvalue()


# --- pictures -------------------------------------------------------------------------------------


def png(words: str = "", chunk: str = "tEXt", drawn: str = "") -> bytes:
    """A PNG with *words* beside its pixels, or *drawn* in them."""
    from PIL import Image, ImageDraw

    image, data = Image.new("RGB", (420, 60) if drawn else (8, 8), "white"), io.BytesIO()
    if drawn:
        ImageDraw.Draw(image).text((10, 20), drawn, fill="black")
    image.save(data, "PNG")
    plain = data.getvalue()
    if not words:
        return plain
    text = words.encode("utf-8")
    content = {
        "tEXt": b"Description\0" + text,
        "zTXt": b"Description\0\0" + zlib.compress(text),
        "iTXt": b"XML:com.adobe.xmp\0\0\0\0\0" + text,
    }[chunk]
    block = chunk.encode() + content
    return (
        plain[:33]
        + struct.pack(">I", len(content))
        + block
        + struct.pack(">I", zlib.crc32(block))
        + plain[33:]
    )


def jpeg(words: str = "") -> bytes:
    """A JPEG with *words* in its EXIF."""
    from PIL import Image

    image, data = Image.new("RGB", (8, 8), "red"), io.BytesIO()
    exif = image.getexif()
    if words:
        exif[0x010E], exif[0x013B] = words, words
    image.save(data, "JPEG", exif=exif)
    return data.getvalue()


def drawing(inner: str, name: str = "Picture 1", descr: str = "", title: str = "") -> str:
    """A run with a DrawingML graphic."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/>'
        f'<wp:docPr id="7" name="{escape(name)}" descr="{escape(descr)}" title="{escape(title)}"/>'
        f"<a:graphic>{inner}</a:graphic></wp:inline></w:drawing></w:r>"
    )


def picture(key: str, crop: str = "", extra: str = "") -> str:
    """The graphic of a picture that the relationship *key* leads to."""
    return (
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        '<pic:nvPicPr><pic:cNvPr id="8" name="Picture 1"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{key}">{extra}</a:blip>{crop}</pic:blipFill><pic:spPr/></pic:pic></a:graphicData>'
    )


def wps(inner: str) -> str:
    """A text box of today's Word."""
    return (
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f"<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
    )


def vml(inner: str) -> str:
    """A text box of an old Word."""
    return f'<w:pict><v:shape type="#box"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>'
