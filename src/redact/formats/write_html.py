"""An edition as one HTML page: nothing to load, nothing to run, readable on any screen.

The page is in `report.html` and `report.css` beside this module. Jinja2 escapes
every value, so that mark-up in a draft is shown and never obeyed.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from redact.formats.flow import flow
from redact.formats.words import linked

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

    from redact.formats.printed import Illustration
    from redact.model import Edition

SVG = "image/svg+xml"  # drawings of our own
#: How a style is said in HTML: its element, and the class of one that has no element of its own.
ELEMENTS = {
    "bold": ("strong", ""),
    "italic": ("em", ""),
    "underline": ("u", ""),
    "strike": ("s", ""),
    "superscript": ("sup", ""),
    "subscript": ("sub", ""),
    "small-capitals": ("span", "small-capitals"),
    "capitals": ("span", "capitals"),
}


def write(edition: Edition, mark: str | None = None) -> bytes:
    """*edition* as the bytes of an HTML file; *mark* stands in a banner at its top."""
    from markupsafe import Markup

    style = Markup(_beside("report.css"))  # noqa: S704 - our own file, not to be escaped
    picture = Markup(edition.picture)  # noqa: S704 - drawn by us, its words escaped there
    pictured = any(figure.media != SVG for figure in edition.figures)
    given = {"elements": ELEMENTS, "linked": linked, "ordered": ordered, "picture": picture}
    given |= {"shown": _shown, "pictured": pictured}
    return (_template().render(doc=flow(edition, mark), style=style, **given) + "\n").encode()


@cache
def _template() -> Template:
    """The page's template, compiled once: that takes longer than most reports take to be written."""
    from jinja2 import Environment, StrictUndefined

    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    return page.from_string(_beside("report.html"))


def _shown(part: Illustration) -> Markup:
    """A figure in the page itself: a drawing of ours as it is, a picture as an image that needs no loading."""
    from markupsafe import Markup

    if part.figure.media == SVG:
        return Markup(part.figure.data.decode())  # noqa: S704 - drawn by us, its words escaped there
    source = f"data:{part.figure.media};base64,{b64encode(part.figure.data).decode()}"
    width = f"{part.share * 100:g}%"
    return Markup('<img src="{}" alt="{}" style="width: {}">').format(source, part.says, width)


def ordered(label: str) -> bool:
    """Whether the label of a list's first item counts ('1.', 'a)'), and does not only mark ('•')."""
    return any(sign.isalnum() for sign in label) and label != "o"


def _beside(name: str) -> str:
    return files("redact.formats").joinpath(name).read_text(encoding="utf-8")
