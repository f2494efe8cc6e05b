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

SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/>'
    '<w:footerReference w:type="default" r:id="rId4"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1600" w:right="1418" w:bottom="1304" w:left="1418"'
    ' w:header="680" w:footer="624" w:gutter="0"/>'
    "</w:sectPr>"
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


DOCUMENT = Part(
    "word/document.xml", "document", f"<w:body>{SECTION}</w:body>", "document.main", "officeDocument"
)
PARTS = (
    Part("word/styles.xml", "styles", STYLE_SHEET, "styles", "styles"),
    Part("word/settings.xml", "settings", SETTINGS, "settings", "settings"),
    Part(
        "word/header1.xml", "hdr", '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>', "header", "header"
    ),
    Part("word/footer1.xml", "ftr", PAGE_NUMBER, "footer", "footer"),
    Part("word/footnotes.xml", "footnotes", SEPARATORS, "footnotes", "footnotes"),
)


def build() -> bytes:
    """The template, the same bytes each time."""
    roots = [
        (DOCUMENT.relation, DOCUMENT.path, OFFICE),
        ("metadata/core-properties", "docProps/core.xml", PACKAGE),
    ]
    inner = [(part.relation, part.path.removeprefix("word/"), OFFICE) for part in PARTS]
    texts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(roots),
        "docProps/core.xml": CORE,
        DOCUMENT.path: DOCUMENT.xml(),
        "word/_rels/document.xml.rels": _relations(inner),
    }
    return pack(
        {name: _file(text) for name, text in (texts | {part.path: part.xml() for part in PARTS}).items()}
    )


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


def _types() -> str:
    types = [(f"/{part.path}", f"{WORD_TYPE}{part.type}+xml") for part in (DOCUMENT, *PARTS)]
    types.append(("/docProps/core.xml", CORE_TYPE))
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in types)
    relations = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    return f'<Types xmlns="{PACKAGE}/content-types">{relations}{overrides}</Types>'


def _relations(targets: Iterable[tuple[str, str, str]]) -> str:
    # The section refers to header and footer by their place in this list: rId3 and rId4.
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
