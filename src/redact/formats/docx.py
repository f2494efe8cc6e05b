"""Read a .docx: what Word prints as blocks, what it hides beside them, nothing left out in silence.

python-docx finds the parts and how they hang together; the text is read from
their XML, because its own `text` leaves out insertions, controls, boxes and fields.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.numbering import read_numbering
from redact.formats.pieces import Piece, assemble, cut, joined, trim
from redact.formats.word_line import Aside
from redact.formats.word_names import REL, W
from redact.formats.word_package import DAMAGED, Package, open_package
from redact.formats.word_pictures import Gallery
from redact.formats.word_story import Story, Word
from redact.formats.word_styles import read_styles

if TYPE_CHECKING:
    from redact.model import Document

NOTES = {"footnote": "footnotes", "endnote": "endnotes"}
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
    if not any(piece.text for piece in pieces):
        raise UnreadableError(f"{name}: holds no text; check that it is the right file")
    return assemble(name, opening.digest(data), pieces, word.left.all(), gallery.album.pictures())


def _read(package: Package) -> tuple[Word, list[Piece]]:
    import docx

    from redact.formats.word_parts import look_at_parts

    main = docx.Document(io.BytesIO(package.data)).part
    related = {kind: _related(package, main, kind) for kind in ("footnotes", "endnotes", "comments")}
    numbering = _related(package, main, "numbering")
    word = Word(
        read_styles(main.styles.element),
        read_numbering(numbering[0].root if numbering else None),
        frozenset(_note_ids(related)),
        gallery=Gallery(package),
    )
    body = _story(package, main)
    pieces = _contents(Story(word, body.links).whole(body.root.find(W + "body")))
    running = list(_running(package, main, body.root))
    pieces += _notes(word, related)
    pieces += [one for kind, story in running for one in _edge(word, kind, story)]
    _comments(word, related["comments"])
    stories = [body, *(one for found in related.values() for one in found), *(one for _, one in running)]
    look_at_parts(word, package, main, {one.part: one.root for one in stories})
    return word, _distinct(pieces)


def _story(package: Package, part: Any) -> Part:
    links = {key: rel.target_ref for key, rel in part.rels.items() if rel.is_external}
    name = str(part.partname).lstrip("/")
    return Part(package.xml[name], name, links)


def _related(package: Package, main: Any, kind: str) -> list[Part]:
    """The stories of one relationship type (footnotes, comments…)."""
    return [
        _story(package, rel.target_part)
        for rel in main.rels.values()
        if not rel.is_external and rel.reltype.endswith(f"/{kind}")
    ]


# --- notes ------------------------------------------------------------------------------------------


def _each_note(related: dict[str, list[Part]]) -> Iterator[tuple[str, str, Any, Part]]:
    """Every real note: its kind, id, element and story; separators are not notes."""
    for kind, plural in NOTES.items():
        for story in related[plural]:
            for note in story.root.iterchildren(W + kind):
                if note.get(W + "type") in (None, "normal"):
                    yield kind, str(note.get(W + "id")), note, story


def _note_ids(related: dict[str, list[Part]]) -> Iterator[tuple[str, str]]:
    return ((kind, key) for kind, key, _, _ in _each_note(related))


def _notes(word: Word, related: dict[str, list[Part]]) -> list[Piece]:
    """The notes in the order in which the text calls them; one that nothing calls is kept aside."""
    found = {(kind, key): (note, story) for kind, key, note, story in _each_note(related)}
    pieces = []
    for number, key in enumerate(word.calls, 1):
        note, story = found.pop(key)
        place = f"{key[0]} {number}"
        inside = [replace(one, cell=None) for one in Story(word, story.links, place).whole(note) if one.text]
        one = joined([_labelled(piece) for piece in inside]) if inside else Piece("note")
        pieces.append(replace(one, kind="note", level=0, number=str(number), place=place))
    for (kind, _), (note, story) in found.items():
        for one in Story(word, story.links, f"uncalled {kind}").whole(note):
            word.keep(Aside("hidden", _labelled(one).text, 0, "uncalled note"), one.place)
    return pieces


def _labelled(piece: Piece) -> Piece:
    """A paragraph inside a note, its own list label made part of the text."""
    return joined([Piece("note", piece.number), piece], " ") if piece.number else piece


# --- headers, footers, comments ---------------------------------------------------------------------


def _running(package: Package, main: Any, body: Any) -> Iterator[tuple[str, Part]]:
    """Headers and footers in the order of the sections, then those that no section uses."""
    used = [one.get(REL + "id") for one in body.iter(W + "headerReference", W + "footerReference")]
    for kind in ("header", "footer"):
        keys = [
            key for key, rel in main.rels.items() if rel.reltype.endswith(f"/{kind}") and not rel.is_external
        ]
        ordered = sorted(keys, key=lambda key: used.index(key) if key in used else len(used))
        for key in ordered:
            yield kind if key in used else f"unused {kind}", _story(package, main.rels[key].target_part)


def _edge(word: Word, kind: str, story: Part) -> list[Piece]:
    """The lines of one header or footer, page numbers left out."""
    where = {"header": "page header", "footer": "page footer"}.get(kind, f"{kind[:6]} page {kind[7:]}")
    pieces = Story(word, story.links, where, running=True).whole(story.root)
    if kind.startswith("unused"):
        for one in pieces:
            word.keep(Aside("hidden", _labelled(one).text, 0, "unused header or footer"), where)
        return []
    whole = [replace(_labelled(one), kind=kind, level=0, number="", cell=None) for one in pieces if one.text]
    return [one for one in map(_without_page, whole) if one.text]


def _without_page(piece: Piece) -> Piece:
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
