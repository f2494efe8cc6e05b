"""The names of OpenDocument's XML: which carry words, which wrap them, which are counted and left."""

from __future__ import annotations

import re
from typing import Any

from redact.formats.pieces import names

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = {
    f"{_OASIS}office:1.0": "office",
    f"{_OASIS}text:1.0": "text",
    f"{_OASIS}table:1.0": "table",
    f"{_OASIS}drawing:1.0": "draw",
    f"{_OASIS}style:1.0": "style",
    f"{_OASIS}xsl-fo-compatible:1.0": "fo",
    f"{_OASIS}svg-compatible:1.0": "svg",
    f"{_OASIS}meta:1.0": "meta",
    f"{_OASIS}form:1.0": "form",
    f"{_OASIS}script:1.0": "script",
    f"{_OASIS}presentation:1.0": "presentation",
    f"{_OASIS}dr3d:1.0": "dr3d",
    f"{_OASIS}chart:1.0": "chart",
    f"{_OASIS}datastyle:1.0": "number",
    f"{_OASIS}config:1.0": "config",
    f"{_OASIS}manifest:1.0": "manifest",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/1998/Math/MathML": "math",
    "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0": "loext",
    "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0": "field",
}
#: Namespaces whose attributes are layout, or are looked at by name.
OWN = ("oasis", "openoffice", "documentfoundation", "w3.org", "purl.org")
_BY_PREFIX = {prefix: space for space, prefix in SPACES.items()}

#: Inside a line: their words are printed where they stand. Fields show the value that was kept.
IN_LINE = names(
    "text:span text:a text:meta text:meta-field text:ruby-base loext:content-control field:fieldmark"
    " text:date text:time text:page-continuation text:sender-firstname text:sender-lastname"
    " text:sender-initials text:sender-title text:sender-position text:sender-email text:sender-phone-private"
    " text:sender-fax text:sender-company text:sender-phone-work text:sender-street text:sender-city"
    " text:sender-postal-code text:sender-country text:sender-state-or-province text:author-name"
    " text:author-initials text:placeholder text:variable-set text:variable-get text:variable-input"
    " text:user-field-get text:user-field-input text:sequence text:expression text:text-input"
    " text:initial-creator text:creation-date text:creation-time text:description text:user-defined"
    " text:print-time text:print-date text:printed-by text:title text:subject text:keywords"
    " text:editing-cycles text:editing-duration text:modification-time text:modification-date text:creator"
    " text:paragraph-count text:word-count text:character-count text:table-count text:image-count"
    " text:object-count text:page-count text:page-number text:page-variable-get text:page-variable-set text:database-display"
    " text:database-row-number text:database-name text:chapter text:file-name text:template-name"
    " text:sheet-name text:conditional-text text:drop-down text:measure text:table-formula"
    " text:dde-connection text:reference-ref text:bookmark-ref text:note-ref text:sequence-ref"
    " text:execute-macro text:bibliography-mark text:index-entry-span text:index-entry-chapter text:style-ref loext:style-ref"
    " text:toc-mark-start text:toc-mark-end text:index-title-template"
)
PAGE_FIELDS = names("text:page-number text:page-count text:page-continuation loext:page-count-range")
#: Marks without words of their own; what their attributes say is looked at apart.
MARKS = names(
    "text:bookmark text:bookmark-start text:bookmark-end text:reference-mark text:reference-mark-start"
    " text:reference-mark-end text:soft-page-break text:change text:change-start text:change-end"
    " text:toc-mark text:user-index-mark text:user-index-mark-start text:user-index-mark-end"
    " text:alphabetical-index-mark text:alphabetical-index-mark-start text:alphabetical-index-mark-end"
    " office:annotation-end field:fieldmark-start field:fieldmark-end field:fieldmark-separator"
    " text:database-next text:database-row-select text:label office:event-listeners text:tab"
)
SHAPES = names(
    "draw:frame draw:custom-shape draw:rect draw:ellipse draw:circle draw:line draw:polyline draw:polygon"
    " draw:regular-polygon draw:path draw:connector draw:caption draw:measure draw:g draw:a draw:page-thumbnail"
    " draw:control dr3d:scene table:shapes"
)
#: What a frame or shape holds, in the words of a reviewer.
HELD = {
    "draw:image": "picture",
    "draw:object": "embedded object",
    "draw:object-ole": "embedded file",
    "draw:plugin": "video",
    "draw:floating-frame": "embedded document",
    "draw:applet": "embedded document",
    "draw:control": "form control",
}
#: Indexes that are made anew, or that name pages which the edition does not have.
REBUILT = names(
    "text:table-of-content text:illustration-index text:table-index text:object-index text:user-index"
    " text:alphabetical-index"
)
#: Elements at a block's level that only wrap blocks.
WRAPPERS = names(
    "text:section text:index-body text:index-title text:bibliography text:list-header office:text"
    " text:numbered-paragraph draw:text-box loext:table-row-group"
)
#: Elements whose text is no word of anybody's.
MACHINE = names("office:binary-data dc:date meta:date-string number:text")
#: Attributes that hold what a person typed, where they may hold a name.
TYPED = names(
    "name description help hint title string-value string-value-if-true string-value-if-false formula condition"
    " key1 key2 key1-phonetic key2-phonetic string-value-phonetic main-entry-style-name label value current-value"
    " alias placeholder target-frame-name author-name creator caption content help-text address annote author"
    " booktitle chapter custom1 custom2 custom3 custom4 custom5 edition editor howpublished identifier institution"
    " isbn issn journal note organizations publisher report-type school series url database-name table-name"
    " dde-topic dde-item dde-application command filter-name password-hint printer-name initials"
)
#: Names that LibreOffice gives by itself.
AUTOMATIC = re.compile(
    r"(?:__\w+|_Toc\w*|_Ref\w*|_Hlk\w*|(?:Table|Image|Frame|Object|Graphic|Graphics|Section|Shape|Text ?[Bb]ox|Picture"
    r"|Bild|Chart|Control|Line|Group|Index)\s?\d*|Illustration|Drawing|Figure|Text|Standard|Table of Contents\d*)",
)


def tag(prefixed: str) -> str:
    """The name that lxml gives to *prefixed*, such as text:p."""
    prefix, _, name = prefixed.partition(":")
    return f"{{{_BY_PREFIX[prefix]}}}{name}"


def named(element: Any) -> str:
    """The element's name with its usual prefix; '' for a comment, '?:name' in a foreign namespace."""
    if not isinstance(element.tag, str):
        return ""
    space, _, name = element.tag[1:].partition("}")
    return f"{SPACES.get(space, '?')}:{name}"


def get(element: Any, prefixed: str, default: str = "") -> str:
    """An attribute by its prefixed name."""
    return default if element is None else str(element.get(tag(prefixed), default))


def whole(text: str, default: int) -> int:
    """The whole number that *text* writes, or *default*."""
    try:
        return int(text)
    except ValueError:
        return default
