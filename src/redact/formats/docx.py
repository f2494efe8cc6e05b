"""Read a .docx: what Word prints as blocks, what it hides beside them, nothing left out in silence.

The text is read from the XML of the parts, since libraries that give a paragraph's text
leave out insertions, controls, boxes and fields.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.numbering import read_numbering
from redact.formats.pieces import Piece, assemble, cut, joined, trim
from redact.formats.word_line import Aside
from redact.formats.word_names import REL, W, is_on, val
from redact.formats.word_package import DAMAGED, Package, Relation, open_package
from redact.formats.word_pictures import Gallery
from redact.formats.word_sight import page_ground
from redact.formats.word_story import Story, Word
from redact.formats.word_styles import read_styles

if TYPE_CHECKING:
    from redact.model import Document

NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
NO_TEXT = ("attribute", "embedded", "property")  # what a file without a word of text may have too
CONTENTS_TITLES = ("contents", "table of contents", "contents page")
LEFTOVERS = (
    "page",
    "page of",
    "of",
    "|",
    "-",
    "page |",
    "| page",
)  # a page number's words without the number


@dataclass(frozen=True)
class Part:
    """A part that holds a story: its root element, its name in the package and the targets of its links."""

    root: Any
    part: str
    links: dict[str, str]


def read_docx(path: Path) -> Document:
    """The Word document at *path*.

    Raises:
        UnreadableError: it is not a plain, whole, unencrypted .docx.
    """
    name = str(path)
    data = opening.load(path, name)
    opening.require_kind(data, "zip", name)
    package = open_package(data, name)
    try:
        word, pieces = _read(package)
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - odd XML fails in many ways; none may pass for a short text
        raise UnreadableError(f"{name}: {DAMAGED}") from None
    gallery = word.gallery or Gallery(package)
    pieces = [*pieces, *gallery.charts, *word.asides, *gallery.album.asides()]
    if not any(piece.text and piece.kind not in NO_TEXT for piece in pieces):
        raise UnreadableError(f"{name}: holds no text; check that it is the right file")
    return assemble(name, opening.digest(data), pieces, word.left.all(), gallery.album.pictures())


def _read(package: Package) -> tuple[Word, list[Piece]]:
    from redact.formats.word_parts import look_at_parts

    main = package.main
    related = {kind: _related(package, kind) for kind in ("footnotes", "endnotes", "comments")}
    styles, numbering = (next(iter(_related(package, kind)), None) for kind in ("styles", "numbering"))
    word = Word(
        read_styles(styles.root if styles else None),
        read_numbering(numbering.root if numbering else None),
        frozenset(_note_ids(related)),
        gallery=Gallery(package),
    )
    body = _story(package, main)
    word.ground, word.breaking = page_ground(body.root), _breaking(body.root)
    pieces = _contents(Story(word, body.links).whole(body.root.find(W + "body")))
    running = list(_running(package, body.root))
    pieces += _notes(word, related)
    pieces += [one for kind, story in running for one in _edge(word, kind, story)]
    _comments(word, related["comments"])
    stories = [body, *(one for found in related.values() for one in found), *(one for _, one in running)]
    look_at_parts(word, package, {one.part: one.root for one in stories})
    return word, _distinct(pieces)


def _breaking(body: Any) -> frozenset[Any]:
    """The section breaks after which a new page begins: how a section begins stands at its end."""
    sections = list(body.iter(W + "sectPr"))
    return frozenset(
        one
        for one, following in pairwise(sections)
        if val(following, "type") not in ("continuous", "nextColumn")
    )


def _story(package: Package, part: str) -> Part:
    links = {one.id: one.target for one in package.relations(part) if one.external}
    return Part(package.xml[part], part, links)


def _related(package: Package, kind: str) -> list[Part]:
    """The stories of one relationship type (footnotes, comments…)."""
    return [_story(package, one.target) for one in _inside(package) if one.kind == kind]


def _inside(package: Package) -> list[Relation]:
    return [one for one in package.relations(package.main) if not one.external]


# --- notes ------------------------------------------------------------------------------------------


def _each_note(related: dict[str, list[Part]]) -> Iterator[tuple[str, str, Any, Part]]:
    """Every note: its kind, id, element and story; a separator has the id ''."""
    for kind, plural in NOTES.items():
        for story in related[plural]:
            for note in story.root.iterchildren(W + kind):
                is_real = note.get(W + "type") in (None, "normal")
                yield kind, str(note.get(W + "id")) if is_real else "", note, story


def _note_ids(related: dict[str, list[Part]]) -> Iterator[tuple[str, str]]:
    return ((kind, key) for kind, key, _, _ in _each_note(related) if key)


def _notes(word: Word, related: dict[str, list[Part]]) -> list[Piece]:
    """The notes in the order in which the text calls them; one that nothing calls is kept aside."""
    found = {(kind, key): (note, story) for kind, key, note, story in _each_note(related) if key}
    pieces = []
    for number, key in enumerate(word.calls, 1):
        note, story = found.pop(key)
        place = f"{key[0]} {number}"
        inside = [replace(one, cell=None) for one in Story(word, story.links, place).whole(note) if one.text]
        one = joined([_labelled(piece) for piece in inside]) if inside else Piece("note")
        pieces.append(replace(one, kind="note", level=0, number=str(number), place=place))
    for (kind, _), (note, story) in found.items():
        _unread(word, Story(word, story.links, f"uncalled {kind}").whole(note), "uncalled note")
    for kind, real, note, story in _each_note(related):
        if not real:
            _unread(word, Story(word, story.links, f"line above the {kind}s").whole(note), "hidden text")
    return pieces


def _unread(word: Word, pieces: list[Piece], left: str) -> None:
    """Keep what no page shows aside."""
    for one in pieces:
        word.keep(Aside("hidden", _labelled(one).text, 0, left), one.place)


def _labelled(piece: Piece) -> Piece:
    """A paragraph inside a note, its own list label made part of the text."""
    return joined([Piece("note", piece.number), piece], " ") if piece.number else piece


# --- headers, footers, comments ---------------------------------------------------------------------


def _running(package: Package, body: Any) -> Iterator[tuple[str, Part]]:
    """Headers and footers in the order of the sections, then those that no page shows."""
    used = list(_used(package, body))
    for kind in ("header", "footer"):
        found = [one for one in _inside(package) if one.kind == kind]
        for one in sorted(found, key=lambda one: used.index(one.id) if one.id in used else len(used)):
            yield kind if one.id in used else f"unused {kind}", _story(package, one.target)


def _used(package: Package, body: Any) -> Iterator[str]:
    """The headers and footers that some page has: one for first or even pages must be switched on."""
    even = any(is_on(one.root, "evenAndOddHeaders") for one in _related(package, "settings"))
    for section in body.iter(W + "sectPr"):
        shown = {"first": is_on(section, "titlePg"), "even": even}
        for one in section.iterchildren(W + "headerReference", W + "footerReference"):
            if shown.get(str(one.get(W + "type")), True):
                yield str(one.get(REL + "id"))


def _edge(word: Word, kind: str, story: Part) -> list[Piece]:
    """The lines of one header or footer, page numbers left out."""
    where = {"header": "page header", "footer": "page footer"}.get(kind, f"{kind[:6]} page {kind[7:]}")
    pieces = Story(word, story.links, where, running=True).whole(story.root)
    if kind.startswith("unused"):
        _unread(word, pieces, "unused header or footer")
        return []
    whole = [replace(_labelled(one), kind=kind, level=0, number="", cell=None) for one in pieces if one.text]
    return [one for one in map(without_page, whole) if one.text]


def without_page(piece: Piece) -> Piece:
    """The line without the word 'Page' that a page number, now gone, has left alone."""
    words = " ".join(piece.text.lower().split())
    if words in LEFTOVERS:
        return replace(piece, text="", runs=(), anchors=())
    for ending in ("page of", "page"):
        bare = piece.text.rstrip(" |–-\t")
        start = len(bare) - len(ending)
        tail = " ".join(bare[max(start - 1, 0) :].lower().split())
        if tail == ending and start > 0 and not bare[start - 1].isalnum():
            return trim(cut(piece, 0, len(bare[:start].rstrip(" |–-\t"))))
    return piece


def _comments(word: Word, stories: list[Part]) -> None:
    comments = [(one, story) for story in stories for one in story.root.iterchildren(W + "comment")]
    for number, (comment, story) in enumerate(comments, 1):
        place = f"comment {number}"
        author = str(comment.get(W + "author") or "").strip()
        inside = Story(word, story.links, place).whole(comment)
        texts = [author, *(_labelled(one).text for one in inside)]
        word.asides.append(Piece("comment", "\n".join(one for one in texts if one), place=place))
        word.left.add("comment", place)


# --- the whole --------------------------------------------------------------------------------------


def _contents(pieces: list[Piece]) -> list[Piece]:
    """The body, where a heading 'Contents' is not printed: the list under it is made anew."""
    return [
        replace(one, kind="field", place="contents")
        if one.kind in ("heading", "paragraph", "title") and one.text.strip().lower() in CONTENTS_TITLES
        else one
        for one in pieces
    ]


def _distinct(pieces: list[Piece]) -> list[Piece]:
    """Each header or footer text once."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for piece in pieces:
        key = (piece.kind, piece.text)
        if piece.kind in ("header", "footer") and key in seen:
            continue
        seen.add(key)
        kept.append(piece)
    return kept
