"""The page headers and footers of a partnership's template: words, page numbers, tables, a logo.

Each is written again element by element, from a list of those that are known. One
that is not known stops the template, so that nothing travels because nobody thought of it.
"""

from __future__ import annotations

import io
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from redact.errors import RulesError
from redact.formats.template import EMPTY_HEADER, FIELD, OFFICE, Edge
from redact.formats.template_looks import LETTERS, PARAGRAPHS, W, local, looked
from redact.formats.words import clean, visible

if TYPE_CHECKING:
    from redact.formats.word_package import Package

WIDEST = 1200  # pixels of a logo
MOST_PIXELS = 40_000_000
ROOM = 20_000_000  # English Metric Units: no page is larger
R = f"{{{OFFICE}}}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

_KEPT = frozenset("p r tbl tr tc tblGrid gridCol".split())
_LOOKS = frozenset("tblPr tcPr trPr".split())
_TABLES = frozenset("tblW tblInd tblLayout jc tcW gridSpan vAlign trHeight tblLook tblCellMar".split())
_OPENED = frozenset("sdt sdtContent smartTag hyperlink bdo dir".split())
_PASSED = """
bookmarkStart bookmarkEnd proofErr lastRenderedPageBreak sdtPr sdtEndPr softHyphen permStart permEnd noProof
"""
_PASSED_OVER = frozenset(_PASSED.split())
_SIGNS = {"tab": "<w:tab/>", "br": "<w:br/>", "cr": "<w:br/>", "noBreakHyphen": "<w:t>\u2011</w:t>"}
_PAGES = re.compile(r"\s*(PAGE|NUMPAGES)\b[^\"]*")
_LINE = '<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr>'
_NUMBER = f'{_LINE}<w:r><w:t xml:space="preserve">Page </w:t></w:r>{FIELD}</w:p>'


def edges_of(package: Package, section: Any) -> tuple[Edge, ...]:
    """The page edges that the template's last section names; an own one for the first page if it asks for that."""
    found: dict[tuple[str, str], Edge] = {}
    first = section is not None and section.find(f"{W}titlePg") is not None
    for node in section if section is not None else ():
        kind, where = local(node).removesuffix("Reference"), node.get(f"{W}type", "default")
        if kind in ("header", "footer") and (where == "default" or (first and where == "first")):
            found[kind, where] = _Again(package, _part(package, node.get(f"{R}id", ""))).edge(kind, where)
    wanted = [(kind, where) for where in ("default", *(["first"] * first)) for kind in ("header", "footer")]
    return tuple(_numbered(found.get(each) or _plain(*each)) for each in wanted)


def _plain(kind: str, where: str) -> Edge:
    return Edge(kind, EMPTY_HEADER if kind == "header" else "", where)


def _numbered(edge: Edge) -> Edge:
    """A footer with the number of the page, whether the template thought of it or not."""
    if edge.kind == "footer" and " PAGE " not in edge.inside:
        return Edge(edge.kind, edge.inside + _NUMBER, edge.where, edge.pictures)
    return edge


def _part(package: Package, name: str) -> str:
    """The part of the package that the document calls *name*."""
    return _related(package, "word/document.xml", name)


def _related(package: Package, part: str, name: str) -> str:
    folder, file = posixpath.split(part)
    rows = package.xml.get(f"{folder}/_rels/{file}.rels", ())
    target = next((one.get("Target", "") for one in rows if one.get("Id") == name), "")
    path = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
    if not target or path not in package.parts:
        raise RulesError(f"{package.name}: a page edge refers to something that is not there; save it again")
    return path


@dataclass
class _Again:
    """Writes one page header or footer again."""

    package: Package
    part: str
    pictures: list[bytes] = field(default_factory=list)
    field_open: bool = False
    side: str = ""  # where a floating logo stood

    def edge(self, kind: str, where: str) -> Edge:
        """The page edge, its pictures made anew."""
        inside = "".join(self.element(one) for one in self.package.xml[self.part])
        empty = EMPTY_HEADER if kind == "header" else ""
        return Edge(kind, inside or empty, where, tuple(self.pictures))

    def wrong(self, what: str) -> RulesError:
        """The error for something that may not stand at a page's edge."""
        return RulesError(
            f"{self.package.name}: a page header or footer holds {what}; take it out in Word and save again"
        )

    def element(self, node: Any) -> str:
        """The element as it is written again; '' for one that says nothing."""
        name = local(node)
        if name == "p":
            return self.paragraph(node)
        if name == "r":
            return self.run(node)
        if name in _KEPT:
            return self.kept(node, name)
        if name in _LOOKS:
            return f"<w:{name}>{looked(self.package, node, _TABLES, {})}</w:{name}>"
        if name == "fldSimple":
            return self.counted(node.get(f"{W}instr", ""))
        if name in _OPENED:
            return "".join(map(self.element, node))
        if name in _PASSED_OVER or name in ("pPr", "rPr", "tblPrEx"):
            return ""
        raise self.wrong(f"a part that is not known ({name or 'a comment'})")

    def kept(self, node: Any, name: str) -> str:
        """An element of a table, with the width that it may give."""
        width = node.get(f"{W}w", "")
        given = f' w:w="{int(width)}"' if name == "gridCol" and width.isdigit() else ""
        return f"<w:{name}{given}>{''.join(map(self.element, node))}</w:{name}>"

    def paragraph(self, node: Any) -> str:
        """A paragraph in the style of page edges, with its own alignment and tabs."""
        inside = "".join(map(self.element, node))
        look = looked(self.package, node.find(f"{W}pPr"), PARAGRAPHS - {"outlineLvl"}, {})
        if self.side and "<w:jc" not in look:
            look += f'<w:jc w:val="{self.side}"/>'
        self.side = ""
        style = "Header" if "header" in self.part else "Footer"
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>{inside}</w:p>'

    def run(self, node: Any) -> str:
        """A run: text, tabs, a logo, or a part of a field."""
        look = looked(self.package, node.find(f"{W}rPr"), LETTERS, {})
        made = "".join(self.content(one) for one in node)
        if made.startswith("<w:r>"):  # a field brings runs of its own
            return made
        return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{made}</w:r>" if made else ""

    def content(self, node: Any) -> str:
        """What stands in a run."""
        name = local(node)
        if name == "fldChar":
            self.field_open = node.get(f"{W}fldCharType") != "end"
            return ""
        if name == "instrText":
            return self.counted(node.text or "")
        if name == "t":
            text = clean(node.text or "")
            return "" if self.field_open else f'<w:t xml:space="preserve">{escape(text)}</w:t>'
        if name == "drawing":
            return self.logo(node)
        if name == "rPr" or name in _PASSED_OVER:
            return ""
        if name in _SIGNS:
            return _SIGNS[name]
        raise self.wrong("a text box or shape" if name in ("pict", "AlternateContent") else f"a part that is not known ({name})")  # fmt: skip

    def counted(self, instruction: str) -> str:
        """The field for the number of this page, or of all."""
        found = _PAGES.fullmatch(instruction)
        if not found:
            raise self.wrong("a field other than the number of the page")
        return FIELD.replace(" PAGE ", f" {found[1]} ")

    # --- logos ------------------------------------------------------------------------------------

    def logo(self, node: Any) -> str:
        """A picture, made anew; one that floats is set in the line where it is anchored."""
        blips, names = list(node.iter(f"{A}blip")), list(node.iter(f"{P}docPr"))
        if len(blips) != 1 or len(names) != 1:
            raise self.wrong("a drawing that is no single picture")
        words = " ".join(clean(names[0].get("descr", "")).split())
        if not visible(words):
            raise self.wrong("a picture without alternative text (in Word: right click, Edit Alt Text)")
        extent = next(node.iter(f"{P}extent"), None)
        self.side = next((one.text for one in node.iter(f"{P}align") if one.text in ("right", "center")), "")
        crop = next(node.iter(f"{A}srcRect"), None)
        path = _related(self.package, self.part, blips[0].get(f"{R}embed", ""))
        self.pictures.append(_anew(self, self.package.parts[path], {} if crop is None else dict(crop.attrib)))
        return _drawing(len(self.pictures), words, self.size(extent))

    def size(self, extent: Any) -> tuple[int, int]:
        """Width and height on the page."""
        values = ["" if extent is None else extent.get(side, "") for side in ("cx", "cy")]
        if not all(value.isdigit() and 0 < int(value) < ROOM for value in values):
            raise self.wrong("a picture whose size is not given")
        return int(values[0]), int(values[1])


def _anew(edge: _Again, data: bytes, crop: dict[str, str]) -> bytes:
    """The pixels that the page shows as a PNG of our own: nothing beside them, nothing cropped away."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as given:
            if given.width * given.height > MOST_PIXELS:
                raise edge.wrong("a picture of more than 40 million pixels")
            shown = given.convert("RGBA").crop(_window(given.size, crop))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise edge.wrong("a picture that is no PNG or JPEG, or is damaged") from None
    shown.thumbnail((WIDEST, WIDEST))
    bare = Image.frombytes("RGBA", shown.size, shown.tobytes())
    made = io.BytesIO()
    bare.save(made, "PNG", compress_level=0)  # what a compressor makes differs from one release to the next
    return made.getvalue()


def _window(size: tuple[int, int], crop: dict[str, str]) -> tuple[int, int, int, int]:
    """The part of a picture that is shown; a crop is given in thousandths of a per cent."""
    left, top, right, bottom = (max(int(crop.get(side, "0")), 0) / 100_000 for side in "ltrb")
    width, height = size
    window = (
        round(width * left),
        round(height * top),
        round(width * (1 - right)),
        round(height * (1 - bottom)),
    )
    if window[0] >= window[2] or window[1] >= window[3]:
        raise ValueError("nothing is shown")
    return window


def _drawing(number: int, words: str, size: tuple[int, int]) -> str:
    """A picture in the line."""
    wp, a, pic = P[1:-1], A[1:-1], "http://schemas.openxmlformats.org/drawingml/2006/picture"
    extent = f'cx="{size[0]}" cy="{size[1]}"'
    return (
        f'<w:drawing><wp:inline xmlns:wp="{wp}" distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="{number}" name="Logo {number}" descr={quoteattr(words)}/>'
        f'<a:graphic xmlns:a="{a}"><a:graphicData uri="{pic}"><pic:pic xmlns:pic="{pic}">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="Logo {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="rId{number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
