"""A partnership's own Word template, made anew from the little of it that is known to be only a look.

The given file is a file like any other: a name may lie in each of its parts. So
nothing of it is copied. Its styles, page and page edges are read, checked, and
written again into a template of ours; all else stays behind.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from redact.errors import RulesError, UnreadableError
from redact.formats import opening, template
from redact.formats.template_edges import edges_of
from redact.formats.template_looks import W, local, styles_of
from redact.formats.word_package import Package, open_package

MAIN, STYLES = "word/document.xml", "word/styles.xml"
NARROWEST = 4500  # twentieths of a point (8 cm) that the text needs between the margins
LARGEST = 20 * 1024 * 1024  # bytes of a template as it lies on disk

_HOLDS = (
    (r".*vbaProject.*|.*vbaData.*|.*/activeX/.*|customUI/.*", "macros"),
    (r"word/(comments\w*|people)\.xml", "comments"),
    (r"word/(embeddings|afchunk\w*|subdoc\w*)/.*", "an embedded file"),
    (r"word/(charts|diagrams|ink)/.*", "a chart or drawing"),
    (r"word/glossary/.*", "building blocks"),
)
_MARKS = {
    **dict.fromkeys(("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"), "tracked changes"),
    **dict.fromkeys(("commentReference", "commentRangeStart"), "comments"),
    **dict.fromkeys(("object", "OLEObject", "control", "altChunk", "subDoc"), "an embedded file"),
    **dict.fromkeys(("vanish", "webHidden", "specVanish"), "hidden text"),
}
_STORIES = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_PLACEHOLDER = re.compile(r"\s*(\[[^\[\]]*\]\s*)*")


def own_template(path: Path) -> bytes:
    """The template at *path* as a template of ours that looks like it.

    Raises:
        RulesError: it is no .docx that can be read, or holds more than a look; the message says what.
    """
    try:
        data = opening.load(path, str(path))
        if len(data) > LARGEST:
            raise RulesError(f"{path}: is larger than 20 MB; make the pictures in it smaller")
        opening.require_kind(data, "zip", str(path))
        package = open_package(data, str(path))
    except UnreadableError as error:
        raise RulesError(str(error)) from None
    if MAIN not in package.xml or STYLES not in package.xml:
        raise refused(package, "has no text or no styles where Word keeps them")
    _require_bare(package)
    section = package.xml[MAIN].find(f"{W}body/{W}sectPr")
    look = template.Look(styles_of(package), _page(package, section), edges_of(package, section))
    return template.build(look)


def pictures_of(made: bytes) -> tuple[str, ...]:
    """The digests of the pictures in a template of ours, in order of their names."""
    if not made:
        return ()
    with ZipFile(io.BytesIO(made)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("word/media/"))
        return tuple(opening.digest(archive.read(name)) for name in names)


def refused(package: Package, why: str) -> RulesError:
    """The error for a template that *why*."""
    return RulesError(f"{package.name}: {why}; take it out in Word and save it as .docx again")


def _require_bare(package: Package) -> None:
    """Stop unless there is nothing in the file but a look."""
    for part in package.parts:
        for pattern, what in _HOLDS:
            if re.fullmatch(pattern, part, re.I):
                raise refused(package, f"holds {what}")
    for part, root in package.xml.items():
        if part.endswith(".rels") and any(one.get("TargetMode") == "External" for one in root):
            raise refused(package, "holds a link to something outside the file")
        if _STORIES.fullmatch(part):
            _require_plain(package, root)
    words = "".join(one.text or "" for one in package.xml[MAIN].iter(f"{W}t", f"{W}delText", f"{W}instrText"))
    if not _PLACEHOLDER.fullmatch(words):
        raise refused(package, "holds words in its text other than a placeholder in [square brackets]")
    if any(local(one) in ("drawing", "pict", "sym") for one in package.xml[MAIN].iter()):
        raise refused(package, "holds a picture in its text (a logo belongs in the page header)")


def _require_plain(package: Package, root: Any) -> None:
    for node in root.iter():
        name = local(node)
        what = _MARKS.get(name) or ("tracked changes" if name.endswith("Change") else "")
        if what and not (what == "hidden text" and node.get(f"{W}val") in ("0", "false", "off")):
            raise refused(package, f"holds {what}")


def _page(package: Package, section: Any) -> str:
    """Size and margins of the page; those of ours where the template does not say."""
    if section is None:
        return template.PAGE
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return template.PAGE
    width = dict(_numbers(package, size, ("w", "h")))
    edges = dict(_numbers(package, margins, ("top", "right", "bottom", "left", "header", "footer", "gutter")))
    if width["w"] - edges["left"] - edges["right"] - edges["gutter"] < NARROWEST:
        raise refused(package, "leaves less than 8 cm between its margins")
    if width["h"] - abs(edges["top"]) - abs(edges["bottom"]) < NARROWEST:
        raise refused(package, "leaves less than 8 cm between its upper and lower margins")
    turned = ' w:orient="landscape"' if width["w"] > width["h"] else ""
    return f"<w:pgSz{_attributes(width)}{turned}/><w:pgMar{_attributes(edges)}/>"


def _numbers(package: Package, node: Any, names: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for name in names:
        value = node.get(f"{W}{name}", "0")
        if not re.fullmatch(r"-?\d{1,5}", value):
            raise refused(package, "gives a size of its page that is no number")
        yield name, int(value)


def _attributes(values: dict[str, int]) -> str:
    return "".join(f' w:{name}="{value}"' for name, value in values.items())
