"""Read a rich text (.rtf): what a word processor prints as blocks, every other part of the file beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.pieces import Piece, assemble, joined
from redact.formats.rtf_tokens import DAMAGED, tokens

if TYPE_CHECKING:
    from redact.model import Document, LeftBehind

PAGE_WORDS = re.compile(r"(?i)[\s|–-]*\b(?:page(?:\s+of)?|of)\s*$|^\W+$")


def read_rtf(path: Path) -> Document:
    """The rich text at *path*.

    Raises:
        UnreadableError: it is none, is cut off, or holds more than any report does.
    """
    name = str(path)
    data = opening.load(path, name)
    opening.require_kind(data, "other", name, ".rtf")
    if not data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{\\rtf"):
        raise UnreadableError(f"{name}: is not an RTF file; open it in Word and save it as .docx")
    try:
        pieces, left = _read(data.lstrip(b"\xef\xbb\xbf\r\n\t "), name)
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - odd files fail in many ways; none may pass for a short text
        raise UnreadableError(f"{name}: {DAMAGED}") from None
    if not any(piece.text for piece in pieces):
        raise UnreadableError(f"{name}: holds no text; check that it is the right file")
    return assemble(name, opening.digest(data), pieces, left)


def _read(data: bytes, name: str) -> tuple[list[Piece], tuple[LeftBehind, ...]]:
    from redact.formats.rtf_reader import RtfReader

    reader = RtfReader(name)
    for token in tokens(data, name):
        reader.take(token)
    beside = reader.shared.beside
    body = [_titled(one) for one in reader.finish()]
    pieces = [*body, *map(_note, reader.notes), *_running(reader.running), *beside.asides]
    return pieces, beside.left.all()


def _titled(piece: Piece) -> Piece:
    return replace(piece, level=0) if piece.kind == "title" else piece


def _note(noted: tuple[str, list[Piece]]) -> Piece:
    number, pieces = noted
    whole = joined(pieces) if pieces else Piece("note")
    return replace(whole, kind="note", level=0, number=number, cell=None, place=f"footnote {number}")


def _running(pieces: list[Piece]) -> list[Piece]:
    """Each line of a header or footer once, without the word 'Page' that its number has left alone."""
    found: dict[tuple[str, str], Piece] = {}
    for piece in pieces:
        match = PAGE_WORDS.search(piece.text)
        end = match.start() if match else len(piece.text)
        words = piece.text[:end].strip()
        if words and (piece.kind, words) not in found:
            place = f"page {piece.kind}"
            runs = () if match else piece.runs
            found[piece.kind, words] = replace(
                piece, text=words, runs=runs, cell=None, level=0, number="", place=place
            )
    return list(found.values())
