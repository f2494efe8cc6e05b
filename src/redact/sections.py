"""Which part of a report a block stands in: front matter, body, references, appendices, headers and footers.

What may stay depends on it: an author is named on the title page and a cited
researcher in the references, and neither there lets a family member through elsewhere.
"""

from __future__ import annotations

import re

from redact.model import Document

REFERENCES = re.compile(r"^(?:references|bibliography|sources|further reading)\b", re.IGNORECASE)
APPENDICES = re.compile(r"^(?:appendix|appendices|annex|glossary)\b", re.IGNORECASE)
#: Unnumbered headings that still belong to the front matter.
FRONT = re.compile(
    r"^(?:contents|table of contents|foreword|preface|acknowledgements?|independent (?:author|chair|reviewer)|"
    r"lead reviewer|author|confidentiality|version|document control)\b",
    re.IGNORECASE,
)


def sections(document: Document) -> list[str]:
    """The section of each block of *document*, in order."""
    found, now = [], "front matter"
    for block in document.blocks:
        if block.kind in {"header", "footer"}:
            found.append("headers and footers")
            continue
        if block.kind == "heading" and block.span:
            now = _after_heading(document.of(block.span).strip(), block.number, now)
        found.append(now)
    return found


def _after_heading(text: str, number: str, now: str) -> str:
    if REFERENCES.match(text):
        return "references"
    if APPENDICES.match(text):
        return "appendices"
    if now == "front matter" and (not number and FRONT.match(text)):
        return now
    if now == "appendices" and not number:
        return now
    return "body"
