"""Strict Open XML (ISO 29500-1) under the names that Word's everyday files use.

The two differ in the addresses of their namespaces and relationships, and in measures, which
no reader here looks at but for text too small to be seen. Only the addresses are exchanged.
"""

from __future__ import annotations

MARK = b"purl.oclc.org/ooxml"
STRICT = b"http://purl.oclc.org/ooxml/"
EVERYDAY = b"http://schemas.openxmlformats.org/"

#: What stands after the address in a Strict file, and in an everyday one; the longer ones first.
NAMES = (
    (b"officeDocument/extendedProperties", b"officeDocument/2006/extended-properties"),
    (b"officeDocument/customProperties", b"officeDocument/2006/custom-properties"),
    (b"officeDocument/relationships/extendedProperties", b"officeDocument/2006/relationships/extended-properties"),
    (b"officeDocument/relationships/customProperties", b"officeDocument/2006/relationships/custom-properties"),
    (b"officeDocument/", b"officeDocument/2006/"),
    (b"wordprocessingml/", b"wordprocessingml/2006/"),
    (b"drawingml/", b"drawingml/2006/"),
    (b"spreadsheetml/", b"spreadsheetml/2006/"),
    (b"presentationml/", b"presentationml/2006/"),
    (b"schemaLibrary/", b"schemaLibrary/2006/"),
)  # fmt: skip


def everyday(data: bytes) -> bytes:
    """The XML in *data* with everyday addresses; what no table here knows keeps its Strict one."""
    if MARK not in data:
        return data
    for strict, plain in NAMES:
        data = data.replace(STRICT + strict, EVERYDAY + plain)
    return data
