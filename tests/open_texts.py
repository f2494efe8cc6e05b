"""Invented LibreOffice texts, made from nothing: a body, styles, properties and parts."""

import zipfile
from pathlib import Path

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    [
        *(
            f'xmlns:{prefix}="{OASIS}{name}:1.0"'
            for prefix, name in {
                "office": "office",
                "text": "text",
                "table": "table",
                "draw": "drawing",
                "style": "style",
                "fo": "xsl-fo-compatible",
                "svg": "svg-compatible",
                "meta": "meta",
                "form": "form",
                "script": "script",
                "config": "config",
            }.items()
        ),
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
        'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"',
        'xmlns:x="urn:x-unknown"',
    ]
)
MIMETYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = f'<manifest:manifest xmlns:manifest="{OASIS}manifest:1.0"/>'


def write_odt(
    path: Path,
    body: str = "",
    automatic: str = "",
    styles: str = "",
    masters: str = "",
    meta: str = "",
    parts: dict[str, str | bytes] | None = None,
    mimetype: str = MIMETYPE,
    prolog: str = "",
    before: str = "",
) -> Path:
    """An .odt: *automatic* and *styles* are its styles, *masters* its kinds of page, *meta* its properties."""
    content = (
        f"<office:document-content {SPACES}>{before}<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    looks = (
        f"<office:document-styles {SPACES}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )
    about = f"<office:document-meta {SPACES}><office:meta>{meta}</office:meta></office:document-meta>"
    files: dict[str, str | bytes] = {
        "META-INF/manifest.xml": MANIFEST,
        "content.xml": prolog + content,
        "styles.xml": looks,
        "meta.xml": about,
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), mimetype)
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def p(words: str, style: str = "") -> str:
    """A paragraph."""
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def h(words: str, level: int = 1, style: str = "") -> str:
    """A heading."""
    return f'<text:h text:style-name="{style}" text:outline-level="{level}">{words}</text:h>'


def style(name: str, properties: str = "", family: str = "text", more: str = "") -> str:
    """A style; *properties* are its text properties."""
    inside = f"<style:text-properties {properties}/>" if properties else ""
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{inside}</style:style>'
