"""The pictures and charts that a Word drawing shows: which part holds them, how much of it a page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.formats.album import MISSING, Album, Shown
from redact.formats.charts import NO_FIGURES, read_chart
from redact.formats.pictures import WHOLE, Crop
from redact.formats.pieces import Piece, names
from redact.formats.word_names import REL, has_words, local
from redact.formats.word_package import Package
from redact.model import Cell

EMU = 360_000  # English Metric Units in a centimetre
THOUSANDTHS = 100_000  # of a percent in a whole: how DrawingML counts shares
POINTS = 72 / 2.54  # in a centimetre

#: What Word does to the pixels before it shows them; any of these may hide what the picture holds.
EFFECTS = names(
    "alphaBiLevel alphaCeiling alphaFloor alphaInv alphaMod alphaModFix alphaRepl biLevel blur clrChange clrRepl"
    " duotone fillOverlay lum tint"
)
COVERED = "it is part of a drawing of several shapes, which may cover some of it"
SHAPED = "it is shown in a shape or through an effect, which may hide some of it"
UNCERTAIN = "it is not certain how much of it the page shows"


@dataclass
class Drawn:
    """What a drawing shows at a place in a line: a picture's part or a chart's, and its alternative text."""

    element: Any  # the a:blip, v:imagedata or c:chart
    alternative: str
    width: float


@dataclass
class Gallery:
    """The pictures of one Word file, found by the references of the stories they stand in."""

    package: Package
    album: Album = field(default_factory=Album)
    charts: list[Piece] = field(default_factory=list)  # their figures, as cells that are not printed
    _stories: dict[int, dict[str, str]] = field(default_factory=dict)  # parts by reference, of each story

    def piece(self, drawn: Drawn, place: str, table: int) -> Piece:
        """The block that stands for what is drawn; *table* is a number that no table has."""
        if local(drawn.element) == "chart":
            return self._chart(drawn, place, table)
        part = self._part(drawn.element, "embed" if local(drawn.element) == "blip" else "id")
        crop, unfit = _crop(drawn.element)
        shown = Shown(
            self.package.parts.get(part, b""),
            place,
            drawn.alternative,
            crop,
            drawn.width,
            unfit if part else MISSING,
        )
        name = self.album.add(shown)
        return Piece("picture", drawn.alternative or self.album.words(name), number=name, place=place)

    def _chart(self, drawn: Drawn, place: str, table: int) -> Piece:
        root = self.package.xml.get(self._part(drawn.element, "id"))
        chart = read_chart(root) if root is not None else None
        words = drawn.alternative or (chart.title if chart else "")
        rows, unfit = (chart.table, chart.unfit) if chart else ((), NO_FIGURES)
        name = self.album.add_chart(place, words, rows, drawn.width, unfit)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                cell = Cell(table, at, column, header=at == 0)
                self.charts.append(Piece("chart", text, number=name, cell=cell, place=f"{place}, {name}"))
        return Piece("picture", words, number=name, place=place)

    def _part(self, element: Any, key: str) -> str:
        """The name of the part that *element* refers to in its story; '' where there is none."""
        root = element.getroottree().getroot()
        if id(root) not in self._stories:
            self._stories[id(root)] = dict(self._references(root))
        return self._stories[id(root)].get(str(element.get(REL + key)), "")

    def _references(self, root: Any) -> Iterator[tuple[str, str]]:
        """The parts inside the file that a story refers to, by the ids that it uses."""
        story = next((part for part, one in self.package.xml.items() if one is root), "")
        return ((one.id, one.target) for one in self.package.relations(story) if not one.external)


def drawn_in(element: Any, shown: list[Any]) -> list[Drawn]:
    """What *element* (a w:drawing, w:pict…) shows of pictures and charts; *shown* are its elements that Word shows."""
    found = [one for one in shown if _is_picture(one)]
    outer = next((one for one in shown if local(one) == "docPr"), None)
    return [Drawn(one, _alternative(one, outer, len(found)), _width(one)) for one in found]


def _is_picture(one: Any) -> bool:
    name = local(one)
    return name in ("blip", "imagedata") or (name == "chart" and "chart" in str(one.tag))


def _alternative(one: Any, outer: Any, several: int) -> str:
    """The author's words for it: its own, or the whole drawing's where that shows one picture."""
    near = next((up for up in one.iterancestors() if local(up) in ("pic", "shape", "rect")), None)
    own = [near, *(near.iter() if near is not None else ())]
    holders = [each for each in own if each is not None and local(each) in ("cNvPr", "shape", "rect")]
    for holder in [outer, *holders] if several == 1 else [*holders, outer]:
        for key in ("descr", "alt", "title"):
            text = str(holder.get(key) or "").strip() if holder is not None else ""
            if has_words(text):
                return text
    return ""


def _width(one: Any) -> float:
    """How wide it is shown, in centimetres; 0 where that is not said."""
    for up in one.iterancestors():
        extent = next((each for each in up if local(each) == "extent"), None)
        if extent is not None:
            cx = str(extent.get("cx") or "")
            return round(int(cx) / EMU, 2) if cx.isdigit() else 0.0
        if local(up) in ("shape", "rect"):
            return _points(str(up.get("style") or ""))
    return 0.0


def _points(style: str) -> float:
    for part in style.split(";"):
        key, _, value = part.partition(":")
        if key.strip() == "width" and value.strip().endswith("pt"):
            try:
                return round(float(value.strip()[:-2]) / POINTS, 2)
            except ValueError:
                return 0.0
    return 0.0


def _crop(one: Any) -> tuple[Crop, str]:
    """How much of the picture is cut off, and why that is not certain ('' where it is)."""
    return _crop_vml(one) if local(one) == "imagedata" else _crop_drawingml(one)


def _crop_drawingml(blip: Any) -> tuple[Crop, str]:
    fill, above = blip.getparent(), [local(up) for up in blip.iterancestors()]
    if local(fill) != "blipFill" or "pic" not in above:
        return WHOLE, SHAPED
    if {"wgp", "grpSp", "wpc", "lockedCanvas"} & set(above):
        return WHOLE, COVERED
    if any(local(each) in EFFECTS for each in blip) or _is_shaped(fill.getparent()):
        return WHOLE, SHAPED
    if any(local(each) == "fillRect" and each.attrib for each in fill.iter()):
        return WHOLE, UNCERTAIN
    cut = next((each for each in fill if local(each) == "srcRect"), None)
    sides = [str(cut.get(side) or "0") for side in "ltrb"] if cut is not None else ["0"] * 4
    try:
        shares = [int(side) / THOUSANDTHS for side in sides]
    except ValueError:
        return WHOLE, UNCERTAIN
    return _sure(shares)


def _is_shaped(picture: Any) -> bool:
    """Whether the picture is shown in anything but a plain box."""
    forms = [each for each in picture.iter() if local(each) in ("prstGeom", "custGeom")]
    return any(local(each) == "custGeom" or each.get("prst") != "rect" for each in forms)


def _crop_vml(data: Any) -> tuple[Crop, str]:
    if {"group", "background"} & {local(up) for up in data.iterancestors()}:
        return WHOLE, COVERED
    if any(data.get(key) for key in ("gain", "blacklevel", "gamma", "grayscale", "bilevel", "chromakey")):
        return WHOLE, SHAPED
    try:
        sides = [_share(str(data.get(f"crop{side}") or "0")) for side in ("left", "top", "right", "bottom")]
    except ValueError:
        return WHOLE, UNCERTAIN
    return _sure(sides)


def _share(text: str) -> float:
    """A share as VML writes it: 0.25, or 16384f for a quarter of 65536."""
    return int(text[:-1]) / 65536 if text.endswith("f") else float(text)


def _sure(sides: list[float]) -> tuple[Crop, str]:
    """Shares that are cut off; a negative one adds an empty edge and cuts nothing off."""
    left, top, right, bottom = (max(side, 0.0) for side in sides)
    if not all(side == side and side < 1 for side in (left, top, right, bottom)):
        return WHOLE, UNCERTAIN
    return (left, top, right, bottom), ""
