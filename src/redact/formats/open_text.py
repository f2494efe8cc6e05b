"""Read an .odt: what LibreOffice prints as blocks, what it hides beside them, nothing left out in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.archive import ENCRYPTED, damaged, is_xml, parse, unpack
from redact.formats.docx import CONTENTS_TITLES, without_page
from redact.formats.open_lists import Lists
from redact.formats.open_names import get, named, tag
from redact.formats.open_parts import PROGRAM, look_at_parts, require_no_macros
from redact.formats.open_story import Draft, Story
from redact.formats.open_styles import Styles, read_styles
from redact.formats.pieces import Piece, assemble, joined

if TYPE_CHECKING:
    from redact.model import Document

EDGES = {
    "style:header": "header",
    "style:header-left": "header",
    "style:header-first": "header",
    "loext:header-first": "header",
    "style:footer": "footer",
    "style:footer-left": "footer",
    "style:footer-first": "footer",
    "loext:footer-first": "footer",
}


def read_odt(path: Path) -> Document:
    """The LibreOffice text at *path*.

    Raises:
        UnreadableError: it is not a plain, whole, unencrypted .odt.
    """
    name = str(path)
    data = opening.load(path, name)
    opening.require_ending(data, ".odt", name)
    parts = unpack(data, name, PROGRAM)
    _require_open(parts, name)
    xml = {part: parse(one, name, PROGRAM) for part, one in parts.items() if is_xml(part)}
    try:
        draft, pieces = _read(parts, xml)
    except Exception:  # noqa: BLE001 - odd XML fails in many ways; none may pass for a short text
        raise UnreadableError(f"{name}: {damaged(PROGRAM)}") from None
    pieces = [*pieces, *draft.asides]
    if not any(piece.text for piece in pieces):
        raise UnreadableError(f"{name}: holds no text; check that it is the right file")
    return assemble(name, opening.digest(data), pieces, draft.left.all())


def _require_open(parts: dict[str, bytes], name: str) -> None:
    """Stop at what is encrypted, carries macros, or has no text."""
    manifest = parts.get("META-INF/manifest.xml", b"")
    if "encrypted-package" in parts or b"encryption-data" in manifest:
        raise UnreadableError(f"{name}: {ENCRYPTED}")
    require_no_macros(parts, name)
    if "content.xml" not in parts or not manifest:
        raise UnreadableError(f"{name}: {damaged(PROGRAM)}")


def _read(parts: dict[str, bytes], xml: dict[str, Any]) -> tuple[Draft, list[Piece]]:
    content, looks = xml["content.xml"], xml.get("styles.xml")
    styles = read_styles([root for root in (looks, content) if root is not None])
    draft = Draft(styles=styles, lists=Lists(styles))
    body = content.find(f"{tag('office:body')}/{tag('office:text')}")
    pieces = [_without_contents(one) for one in Story(draft).read(body)]
    edges = [one for master, used in _masters(looks, body, styles) for one in _edges(draft, master, used)]
    pieces += _notes(draft)
    _scripts(draft, content)
    look_at_parts(draft, parts, xml)
    return draft, [*pieces, *_distinct(edges)]


def _without_contents(piece: Piece) -> Piece:
    """A heading 'Contents' is not printed: the list under it is made anew."""
    is_heading = (
        piece.kind in ("heading", "paragraph", "title") and piece.text.strip().lower() in CONTENTS_TITLES
    )
    return replace(piece, kind="field", place="contents") if is_heading else piece


def _notes(draft: Draft) -> list[Piece]:
    """The notes in the order in which the text calls them; a note in a note comes at the end."""
    pieces, at = [], 0
    while at < len(draft.notes):
        kind, body = draft.notes[at]
        at += 1
        place = f"{kind} {at}"
        inside = [replace(one, cell=None) for one in Story(draft, place).read(body) if one.text]
        one = joined([_labelled(piece) for piece in inside]) if inside else Piece("note")
        pieces.append(replace(one, kind="note", level=0, number=str(at), place=place))
    return pieces


def _labelled(piece: Piece) -> Piece:
    """A paragraph of a note or of a page's edge, its own list label made part of the text."""
    return joined([Piece("note", piece.number), piece], " ") if piece.number else piece


# --- headers and footers ----------------------------------------------------------------------------


def _masters(looks: Any, body: Any, styles: Styles) -> list[tuple[Any, bool]]:
    """Every kind of page, and whether the text uses it."""
    groups = [] if looks is None else [one for one in looks if named(one) == "office:master-styles"]
    masters = {
        get(one, "style:name"): one for group in groups for one in group if named(one) == "style:master-page"
    }
    used = _begun(body, styles) or {"Standard"}
    if not _first_begins(body, styles):
        used.add("Standard")
    for name in [name for name in masters for _ in masters]:
        if name in used:
            used.add(get(masters[name], "style:next-style-name"))
    return [(master, name in used) for name, master in masters.items()]


def _first_begins(body: Any, styles: Styles) -> bool:
    """Whether the text's first paragraph or table names the kind of page that it stands on."""
    blocks = {tag("text:p"): "paragraph", tag("text:h"): "paragraph", tag("table:table"): "table"}
    first = next(body.iter(*blocks), None)
    family = blocks.get(first.tag, "") if first is not None else ""
    name = get(first, f"{'table' if family == 'table' else 'text'}:style-name")
    return any(get(one, "style:master-page-name") for one in styles.chain(family, name))


def _begun(body: Any, styles: Styles) -> set[str]:
    """The kinds of page that a paragraph or table of the text begins."""
    found = {
        get(one, "text:master-page-name") for one in body.iter(tag("text:page-sequence"), tag("text:page"))
    }
    for family, wanted, attribute in (
        ("paragraph", (tag("text:p"), tag("text:h")), "text:style-name"),
        ("table", (tag("table:table"),), "table:style-name"),
    ):
        for name in {get(one, attribute) for one in body.iter(*wanted)}:
            found |= {get(one, "style:master-page-name") for one in styles.chain(family, name)}
    return found


def _edges(draft: Draft, master: Any, used: bool) -> list[Piece]:
    """The lines of a page's header and footer, page numbers left out."""
    found = []
    for edge in master:
        kind = EDGES.get(named(edge), "")
        where = f"page {kind}" if kind else "page"
        pieces = Story(draft, where, running=True).read(edge) if kind else Story(draft, where).read([edge])
        if not used or not kind or get(edge, "style:display") == "false":
            for one in pieces:
                draft.keep("hidden", _labelled(one).text, where, "unused header or footer")
            continue
        whole = [
            replace(_labelled(one), kind=kind, level=0, number="", cell=None) for one in pieces if one.text
        ]
        found += [one for one in map(without_page, whole) if one.text]
    return found


def _distinct(pieces: list[Piece]) -> list[Piece]:
    """Each header or footer text once."""
    found: dict[tuple[str, str], Piece] = {}
    for one in pieces:
        found.setdefault((one.kind, one.text), one)
    return list(found.values())


def _scripts(draft: Draft, content: Any) -> None:
    """Calls of macros that lie elsewhere."""
    for group in (one for one in content if named(one) == "office:scripts"):
        calls = sum(named(one) in ("script:event-listener", "office:script") for one in group.iter())
        if calls or draft.words(group):
            targets = (get(one, "xlink:href") for one in group.iter() if named(one))
            draft.keep("link", "\n".join(one for one in targets if one), "scripts")
            draft.left.add("macro", "scripts", max(calls, 1))
