"""Word drafts with pictures and charts, made for the tests: every person in them is invented."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.shared import Cm
from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
CHART_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
GPS, MAKER, AUTHOR = 0x8825, 0x010F, 0x013B


def drawing(words: str = "", size: tuple[int, int] = (400, 240)) -> Image.Image:
    """A plain drawing: half of it red, half of it green, with words on it where some are given."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 2 - 1, size[1]), fill=(200, 30, 30))
    draw.rectangle((size[0] // 2, 0, *size), fill=(30, 160, 60))
    if words:
        draw.rectangle((10, 10, size[0] - 10, 70), fill="white")
        draw.text((20, 20), words, fill="black", font=ImageFont.load_default(32))
    return image


def jpeg(author: str = "Zephyr Quillfeather") -> bytes:
    """A photograph as a camera makes it: who took it, and where."""
    exif = Image.Exif()
    exif[AUTHOR], exif[MAKER] = author, "Camera of Quillfeather"
    exif[GPS] = {1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)}
    out = io.BytesIO()
    drawing().save(out, "JPEG", exif=exif, comment=author.encode())
    return out.getvalue()


def png(author: str = "Zephyr Quillfeather", words: str = "") -> bytes:
    """A PNG that says in its own text who made it."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Author", author)
    said.add_itxt("Comment", author, zip=True)
    out = io.BytesIO()
    drawing(words).save(out, "PNG", pnginfo=said)
    return out.getvalue()


def add_picture(draft: Any, data: bytes, words: str = "", crop: dict[str, int] | None = None) -> Any:
    """A picture in a paragraph of its own."""
    shape = draft.add_paragraph().add_run().add_picture(io.BytesIO(data), width=Cm(8))
    if words:
        shape._inline.docPr.set("descr", words)
    for side, share in (crop or {}).items():
        fill = shape._inline.graphic.graphicData.pic.blipFill
        name = "{http://schemas.openxmlformats.org/drawingml/2006/main}srcRect"
        cut = fill.find(name)
        if cut is None:
            cut = fill.makeelement(name, {})
            fill.insert(1, cut)
        cut.set(side, str(share))
    return shape


def chart_xml(title: str, categories: list[str], series: dict[str, list[float]]) -> str:
    """A chart as Word keeps it, its figures in the cache."""

    def points(kind: str, values: list[Any]) -> str:
        inside = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
        return f'<c:{kind}><c:ptCount val="{len(values)}"/>{inside}</c:{kind}>'

    made = "".join(
        f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx><c:strRef><c:f>Sheet1!A1</c:f>{points("strCache", [name])}</c:strRef></c:tx>'
        f"<c:cat><c:strRef><c:f>Sheet1!A2</c:f>{points('strCache', categories)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!B2</c:f>{points('numCache', values)}</c:numRef></c:val></c:ser>"
        for n, (name, values) in enumerate(series.items())
    )
    return (
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>"
        f'<c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>{made}<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:crossAx val="1"/></c:valAx>'
        "</c:plotArea></c:chart></c:chartSpace>"
    )


def with_chart(path: Path, xml: str, words: str = "") -> None:
    """Put a chart at the end of the Word file at *path*."""
    graphic = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="5400000" cy="3200000"/>'
        f'<wp:docPr id="77" name="Chart 77" descr="{words}"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        f'<a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        ' r:id="rIdChart"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    edits: dict[str, Callable[[str], str]] = {
        "[Content_Types].xml": lambda text: text.replace(
            "</Types>", f'<Override PartName="/word/charts/chart1.xml" ContentType="{CHART_TYPE}"/></Types>'
        ),
        "word/_rels/document.xml.rels": lambda text: text.replace(
            "</Relationships>",
            f'<Relationship Id="rIdChart" Type="{CHART_RELATION}" Target="charts/chart1.xml"/></Relationships>',
        ),
        "word/document.xml": lambda text: re.sub(r"(<w:sectPr\b)", lambda m: graphic + m[1], text, count=1),
    }
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, edit in edits.items():
        parts[name] = edit(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**parts, "word/charts/chart1.xml": xml.encode()}.items():
            package.writestr(name, content)


def new_draft() -> Any:
    """A Word draft without pictures; python-docx's template brings one of an empty page."""
    draft = docx.Document()
    for relation in list(draft.part.package.rels.values()):
        if relation.reltype.endswith("/thumbnail"):
            del draft.part.package.rels[relation.rId]
    draft.core_properties.author = draft.core_properties.comments = ""
    return draft
