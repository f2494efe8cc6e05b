"""What stands at the edges of a PDF's pages: running headers and footers, page numbers, footnotes."""

from __future__ import annotations

import re
from collections import Counter

from redact.formats.pdf_layout import STOPS, Sheet
from redact.formats.pdf_lines import TextLine, lines_of
from redact.formats.pdf_tables import written
from redact.formats.pdf_words import rows_of, words_of
from redact.formats.pieces import Piece, cut, joined, trim

EDGE = 0.12  # of the page's height: where running headers and footers stand
SAME_HEIGHT = 4.0  # points within which running lines of two pages stand
PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.?)\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*|\d+\s*\|\s*p\s?a\s?g\s?e", re.IGNORECASE
)
NUMBER_AT_END = re.compile(
    r"[\s|–-]*(?:\bpage\b\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\|\s*\d{1,4}|\d{1,4}\s*\|\s*p\s?a\s?g\s?e)\W*$",
    re.I,
)
NUMBER_AT_FRONT = re.compile(r"^(?:page\s+\d{1,4}(?:\s+of\s+\d{1,4})?\s*[:|–-]|\d{1,4}\s*\|)\s*", re.I)
NOTE = re.compile(r"(\d{1,3}|[*†‡§]|[a-z](?=\s))\s*")


# --- running lines -------------------------------------------------------------------------------


def take_running(sheets: list[Sheet]) -> list[Piece]:
    """Take headers, footers and page numbers off the pages; each distinct text once.

    This comes before columns are parted, so that a running line with a gap in it stays whole.
    """
    pieces: dict[tuple[str, str], Piece] = {}
    for kind in ("header", "footer"):
        edges = [_edge(sheet, kind) for sheet in sheets]
        counted = Counter(key for edge in edges for key in {_digitless(one) for one in edge})
        enough = max(2, (len(sheets) + 1) // 2)
        repeated = {key for key, count in counted.items() if count >= enough} | _at_one_height(edges)
        for sheet, edge in zip(sheets, edges, strict=True):
            text = " ".join(_taken(sheet, [one for one in edge if _runs(one, repeated)]))
            if text:
                pieces.setdefault((kind, text), Piece(kind, text, place=f"page {kind}"))
    for sheet in sheets:
        sheet.lines = lines_of(sheet.glyphs, sheet.number)
    return list(pieces.values())


def _at_one_height(edges: list[list[TextLine]]) -> set[str]:
    """What stands at one height of two pages and more, as the running lines of left and right pages do.

    A heading in larger letters that chapters share is not among them.
    """
    sizes = Counter(round(line.size) for edge in edges for line in edge)
    usual = max(sizes, key=lambda size: (sizes[size], -size), default=0)
    counted = Counter(
        (_digitless(line), round(line.base / SAME_HEIGHT))
        for edge in edges
        for line in edge
        if line.size < usual * 1.12 and not line.is_bold
    )
    return {key for (key, _), count in counted.items() if count > 1}


def _taken(sheet: Sheet, lines: list[TextLine]) -> list[str]:
    """Take the lines off the page; their texts without page numbers."""
    gone = {id(char) for line in lines for char in line.glyphs}
    sheet.glyphs = [char for char in sheet.glyphs if id(char) not in gone]
    return [text for line in lines if (text := _without_number(line.text))]


def _edge(sheet: Sheet, kind: str) -> list[TextLine]:
    margin = sheet.height * EDGE
    if kind == "header":
        chars = [one for one in sheet.glyphs if one.bottom <= margin]
    else:
        chars = [one for one in sheet.glyphs if one.top >= sheet.height - margin]
    return [TextLine(row) for row in rows_of(words_of(chars))]


def _digitless(line: TextLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _runs(line: TextLine, repeated: set[str]) -> bool:
    return _digitless(line) in repeated or bool(PAGE_NUMBER.fullmatch(line.text.strip()))


def _without_number(text: str) -> str:
    if PAGE_NUMBER.fullmatch(text.strip()):
        return ""
    return NUMBER_AT_FRONT.sub("", NUMBER_AT_END.sub("", text)).strip()


# --- notes ------------------------------------------------------------------------------------------


def take_notes(sheets: list[Sheet]) -> list[Piece]:
    """Take footnotes off the pages and tie each to the raised number that calls it."""
    pieces: list[Piece] = []
    for sheet in sheets:
        small = _small_at_bottom(sheet)
        if pieces:
            _carry_on(sheet, small, pieces)
        calls = {mark for line in sheet.lines if line not in small for mark in line.raised()}
        sheet.notes = [group for group in _note_groups(small) if _mark(group[0]) in calls]
        for group in sheet.notes:
            number = str(len(pieces) + 1)
            pieces.append(_note(group, number))
            _tie(sheet, group, number)
    return pieces


def _carry_on(sheet: Sheet, small: list[TextLine], pieces: list[Piece]) -> None:
    """The small lines before a page's first note go on with the last note of the page before, if it has no end."""
    first = next((at for at, line in enumerate(small) if _mark(line)), len(small))
    if first and not pieces[-1].text.endswith(STOPS):
        more = written(small[:first]).piece("note")
        pieces[-1] = joined([pieces[-1], more], " ")
        sheet.lines = [line for line in sheet.lines if line not in small[:first]]
        del small[:first]


def _small_at_bottom(sheet: Sheet) -> list[TextLine]:
    """The run of small lines that ends the page."""
    small: list[TextLine] = []
    for line in sorted(sheet.lines, key=lambda one: -one.top):
        if line.size > sheet.body_size * 0.92:
            break
        small.insert(0, line)
    return small


def _note_groups(lines: list[TextLine]) -> list[list[TextLine]]:
    groups: list[list[TextLine]] = []
    for line in lines:
        if _mark(line):
            groups.append([line])
        elif groups:
            groups[-1].append(line)
    return groups


def _mark(line: TextLine) -> str:
    match = NOTE.match(line.text)
    return match[1] if match else ""


def _note(group: list[TextLine], number: str) -> Piece:
    piece = written(group).piece("note", number=number, place=f"footnote {number}")
    match = NOTE.match(piece.text)
    return trim(cut(piece, match.end() if match else 0, len(piece.text)))


def _tie(sheet: Sheet, group: list[TextLine], number: str) -> None:
    mark = _mark(group[0])
    for line in group:
        sheet.lines.remove(line)
    caller = next((one for one in sheet.lines if mark in one.raised() and mark not in one.calls), None)
    if caller is not None:
        caller.calls[mark] = number
