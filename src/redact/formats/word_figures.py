"""A figure in a Word file: a picture in a paragraph of its own, with the words that say what it shows."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from redact.formats import template
from redact.formats.pictures import rastered
from redact.model import Figure

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from redact.formats.printed import Illustration

EMU = 360_000  # English Metric Units in a centimetre
TEXT_WIDTH, TEXT_HEIGHT = 16.0, 20.0  # centimetres that a figure may take
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

PARAGRAPH = """<w:p xmlns:w="{w}" xmlns:wp="{wp}" xmlns:a="{a}" xmlns:pic="{pic}" xmlns:r="{r}">
<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/></w:pPr><w:r><w:drawing>
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>
<wp:docPr id="{number}" name={name} descr={words}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>
</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{pic}"><pic:pic><pic:nvPicPr>
<pic:cNvPr id="{number}" name={name} descr={words}/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:embed="{figure}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>
</wp:inline></w:drawing></w:r></w:p>"""


def figure_paragraph(part: Illustration) -> Any:
    """The paragraph that shows a figure, by the figure's own id until it is put in."""
    from lxml import etree

    cx, cy = _extent(_as_pixels(part.figure), part.share)
    number = part.figure.id.rpartition("-")[2]
    text = PARAGRAPH.format(
        w=template.W,
        wp=PLACED,
        a=DRAWING,
        pic=PICTURE,
        r=RELATED,
        cx=cx,
        cy=cy,
        number=number,
        name=quoteattr(f"Figure {number}"),
        words=quoteattr(part.says),
        figure=part.figure.id,
    )
    return etree.fromstring("".join(text.split("\n")))


def put_in(word: WordDocument, figures: Iterable[Figure]) -> None:
    """Put the figures' pictures into the file, and let the paragraphs refer to them."""
    pictures = {figure.id: figure for figure in figures}
    for blip in word.element.body.iter(f"{{{DRAWING}}}blip"):
        figure = pictures[str(blip.get(f"{{{RELATED}}}embed"))]
        relation, _ = word.part.get_or_add_image(io.BytesIO(_as_pixels(figure)))
        blip.set(f"{{{RELATED}}}embed", relation)


def _as_pixels(figure: Figure) -> bytes:
    """The picture in a form that every Word shows."""
    return rastered(figure.data.decode()) if figure.media == "image/svg+xml" else figure.data


def _extent(data: bytes, share: float) -> tuple[int, int]:
    """Width and height on the page, in English Metric Units, within the text."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as image:
        ratio = image.height / image.width
    width = TEXT_WIDTH * share
    if width * ratio > TEXT_HEIGHT:
        width = TEXT_HEIGHT / ratio
    return round(width * EMU), round(width * ratio * EMU)
