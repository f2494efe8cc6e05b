"""The Word template that every .docx edition starts from, written by us from nothing.

`python -m redact.formats.template` writes `template.docx` beside this module. It
holds styles, page set-up, an empty page header, a footer with the page number and
a notes part without notes: no author, no date, no revision mark, no thumbnail,
nothing that was ever part of somebody's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from redact.formats.template_styles import STYLE_SHEET, spacing

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"

PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1600" w:right="1418" w:bottom="1304" w:left="1418"'
    ' w:header="680" w:footer="624" w:gutter="0"/>'
)
FIELD = "".join(
    f"<w:r>{inside}</w:r>"
    for inside in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
)
PAGE_NUMBER = (
    '<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    f'<w:r><w:tab/><w:t xml:space="preserve">Page </w:t></w:r>{FIELD}</w:p>'
)
SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
    ' w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)
SEPARATORS = "".join(
    f'<w:footnote w:type="{name}" w:id="{number}"><w:p><w:pPr>{spacing(0, 0, 240)}</w:pPr>'
    f"<w:r><w:{name}/></w:r></w:p></w:footnote>"
    for name, number in (("separator", -1), ("continuationSeparator", 0))
)
CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title></dc:title><dc:language>en-GB</dc:language></cp:coreProperties>"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package; *relation* names how the document refers to it."""

    path: str
    element: str
    inside: str
    type: str
    relation: str

    def xml(self) -> str:
        """The whole part."""
        return f'<w:{self.element} xmlns:w="{W}" xmlns:r="{OFFICE}">{self.inside}</w:{self.element}>'


@dataclass(frozen=True, slots=True)
class Edge:
    """A page header or footer: on each page ('default'), or on the first alone ('first')."""

    kind: str  # header, footer
    inside: str
    where: str = "default"
    pictures: tuple[bytes, ...] = ()  # PNG; the first is called rId1 inside, the second rId2…

    @property
    def name(self) -> str:
        """The part's name in the package, without its ending."""
        return f"{self.kind}{2 if self.where == 'first' else 1}"


EMPTY_HEADER = '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>'
OUR_EDGES = (Edge("header", EMPTY_HEADER), Edge("footer", PAGE_NUMBER))


@dataclass(frozen=True, slots=True)
class Look:
    """What a template is made of: the inside of styles.xml, page size and margins, page edges."""

    styles: str = STYLE_SHEET
    page: str = PAGE
    edges: tuple[Edge, ...] = OUR_EDGES

    @property
    def section(self) -> str:
        """The properties of the only section."""
        edges = "".join(
            f'<w:{edge.kind}Reference w:type="{edge.where}" r:id="rId{FIRST_EDGE + number}"/>'
            for number, edge in enumerate(self.edges)
        )
        first = "<w:titlePg/>" if any(edge.where == "first" for edge in self.edges) else ""
        return f"<w:sectPr>{edges}{self.page}{first}</w:sectPr>"

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts beside the document, in the order of their relationships."""
        elements = {"header": "hdr", "footer": "ftr"}
        return (
            Part("word/styles.xml", "styles", self.styles, "styles", "styles"),
            Part("word/settings.xml", "settings", SETTINGS, "settings", "settings"),
            Part("word/footnotes.xml", "footnotes", SEPARATORS, "footnotes", "footnotes"),
            *(
                Part(f"word/{edge.name}.xml", elements[edge.kind], edge.inside, edge.kind, edge.kind)
                for edge in self.edges
            ),
        )

    @property
    def pictures(self) -> dict[str, bytes]:
        """The pictures of the page edges, and the relationships that lead to them."""
        made: dict[str, bytes] = {}
        for edge in self.edges:
            names = [f"media/{edge.name}-{at}.png" for at in range(1, len(edge.pictures) + 1)]
            made |= {f"word/{n}": content for n, content in zip(names, edge.pictures, strict=True)}
            if names:
                targets = _relations([("image", name, OFFICE) for name in names])
                made[f"word/_rels/{edge.name}.xml.rels"] = _file(targets)
        return made


FIRST_EDGE = 4  # styles, settings and footnotes come before


def build(look: Look | None = None) -> bytes:
    """The template, the same bytes each time: ours, or one of another look."""
    look = look or Look()
    body = f"<w:body>{look.section}</w:body>"
    document = Part("word/document.xml", "document", body, "document.main", "officeDocument")
    roots = [
        (document.relation, document.path, OFFICE),
        ("metadata/core-properties", "docProps/core.xml", PACKAGE),
    ]
    inner = [(part.relation, part.path.removeprefix("word/"), OFFICE) for part in look.parts]
    texts = {
        "[Content_Types].xml": _types((document, *look.parts)),
        "_rels/.rels": _relations(roots),
        "docProps/core.xml": CORE,
        document.path: document.xml(),
        "word/_rels/document.xml.rels": _relations(inner),
        **{part.path: part.xml() for part in look.parts},
    }
    return pack({name: _file(text) for name, text in texts.items()} | look.pictures)


def pack(contents: Mapping[str, bytes]) -> bytes:
    """A zip file in the order given, that says nothing about when, where or how it was made.

    Stored, not compressed: what a compressor makes differs from one release of it to the next,
    and an edition that was signed must come out the same on the next laptop.
    """
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as package:
        for name, content in contents.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0  # else it would tell the operating system
            package.writestr(entry, content)
    return made.getvalue()


def _file(text: str) -> bytes:
    return ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text).encode()


def _types(parts: Iterable[Part]) -> str:
    types = [(f"/{part.path}", f"{WORD_TYPE}{part.type}+xml") for part in parts]
    types.append(("/docProps/core.xml", CORE_TYPE))
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types)
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
    )
    return f'<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _relations(targets: Iterable[tuple[str, str, str]]) -> str:
    """Relationships rId1, rId2… of (kind, target, vocabulary)."""
    # The section refers to page headers and footers by their place in this list, from FIRST_EDGE on.
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{base}{"/relationships" if base == PACKAGE else ""}/{name}"'
        f' Target="{target}"/>'
        for number, (name, target, base) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'


def links(targets: Mapping[str, str]) -> bytes:
    """The relationships of a part whose links lead to *targets*: address → id."""
    from xml.sax.saxutils import quoteattr

    rows = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/hyperlink" Target={quoteattr(target)} TargetMode="External"/>'
        for target, name in targets.items()
    )
    return _file(f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>')


def read() -> bytes:
    """The template as shipped."""
    return files("redact.formats").joinpath("template.docx").read_bytes()


if __name__ == "__main__":
    Path(__file__).with_name("template.docx").write_bytes(build())
