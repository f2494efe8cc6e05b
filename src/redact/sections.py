"""Which part of a report a block stands in: front matter, body, references, appendices, headers and footers.

What may stay depends on it: an author is named on the title page and a cited
researcher in the references, and neither there lets a family member through elsewhere.
"""

from __future__ import annotations

import re

from redact.model import Document

REFERENCES = re.compile(
    r"^(?:references|bibliography|works cited|further reading)(?:\sand\s[\w\s]{3,30})?\W*$", re.IGNORECASE
)
APPENDICES = re.compile(r"^(?:appendix|appendices|annex|glossary)\b", re.IGNORECASE)
#: Front matter ends at the first numbered heading, or with a paragraph of more words than this.
LONG = 40

#: Why a name stays that the title page gives.
ON_TITLE_PAGE = "named on the title page as who wrote or published this"

#: A paragraph that this program put before the text of an edition: the title page goes on after it.
FOREWORD = "foreword"
#: A paragraph that is one work of a list of references, whatever part goes on around it.
ENTRY = "entry"
#: Kinds of block that belong to the title page and do not end it: what says who wrote the file, and a foreword.
NOT_IN_A_PLACE = frozenset({"property", "attribute", FOREWORD})


def sections(document: Document) -> list[str]:
    """The section of each block of *document*, in order."""
    found, now = [], "front matter"
    called: dict[str, str] = {}  # note → the section that calls it
    for block in document.blocks:
        if block.kind in {"header", "footer"}:
            found.append("headers and footers")
            continue
        if block.kind == "note":
            found.append(called.get(block.number, "body"))
            continue
        if block.kind in NOT_IN_A_PLACE:
            found.append("front matter")
            continue
        if block.kind == ENTRY:
            found.append("references")
            continue
        if block.kind == "heading" and block.span:
            now = _after_heading(document.of(block.span).strip(), block.number, now)
        elif now == "front matter" and block.span and len(document.of(block.span).split()) > LONG:
            now = "body"
        called.update((anchor.note, now) for anchor in block.anchors)
        found.append(now)
    return found


def _after_heading(text: str, number: str, now: str) -> str:
    if REFERENCES.match(text):
        return "references"
    if APPENDICES.match(text):
        return "appendices"
    if now == "front matter" and not number:
        return now
    if now == "appendices" and not number:
        return now
    return "body"
