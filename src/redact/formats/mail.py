"""Read an e-mail (.eml): who wrote what to whom, with its attachments searched and left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import Message
from email.parser import BytesParser
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, cast

from redact.errors import UnreadableError
from redact.formats import opening
from redact.formats.beside import Beside
from redact.formats.html import read_page
from redact.formats.mail_headers import PRINTED, header, others
from redact.formats.mail_parts import Part, parts
from redact.formats.opening import Held
from redact.formats.pieces import Piece, assemble
from redact.formats.text import read_txt
from redact.formats.text_runs import text_runs

if TYPE_CHECKING:
    from redact.model import Document

LARGEST = 60 * 1024 * 1024  # bytes; mail servers stop at about half of that
DEEPEST = 4  # messages within messages, attachments within them
DAMAGED = "cannot be read whole; open it in the mail program and save its text as .docx"
NO_MAIL = "is not an e-mail; save it from the mail program as .eml, or give it its true ending"
SEVERAL = "holds several e-mails; save each one as .eml"
STARTS = re.compile(
    rb"(?im)^(?:from|to|subject|date|received|message-id|mime-version|return-path|content-type)[ \t]*:"
)
BOX = re.compile(rb"(?m)^From \S+.*\d{4}\r?$")
QUOTED = re.compile(r"(?: ?>)+ ?")
ADDRESSES = re.compile(r"<?https?://\S+|\[cid:[^\]]*\]|<mailto:[^>]*>")  # a plain version writes links out
#: Endings by media type, for an attachment whose name has none that is known.
ENDINGS = {
    "application/pdf": ".pdf", "text/html": ".html", "text/plain": ".txt", "text/csv": ".csv", "text/rtf": ".rtf",
    "application/rtf": ".rtf", "application/msword": ".doc", "message/rfc822": ".eml", "text/markdown": ".md",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
}  # fmt: skip
SAVE_IT = "to publish it, save it into drafts/"


def read_mail(path: Path) -> Document:
    """The e-mail at *path*.

    Raises:
        UnreadableError: it is none, is encrypted, or cannot be read whole.
    """
    name = str(path)
    data = opening.load(path, name)
    opening.require_kind(data, "other", name, ".eml")
    if len(data) > LARGEST:
        raise UnreadableError(f"{name}: is larger than 60 MB; save its attachments, and its text as .docx")
    if len(BOX.findall(data[: 4 * 1024 * 1024])) > 1:
        raise UnreadableError(f"{name}: {SEVERAL}")
    head = data.lstrip(b"\xef\xbb\xbf\r\n\t ")
    if len(STARTS.findall(head[:65536])) < 2:
        raise UnreadableError(f"{name}: {NO_MAIL}")
    try:
        pieces, beside = _read(head, name, 0)
    except UnreadableError:
        raise
    except Exception:  # noqa: BLE001 - odd messages fail in many ways; none may pass for a short text
        raise UnreadableError(f"{name}: {DAMAGED}") from None
    if not any(piece.text for piece in pieces):
        raise UnreadableError(f"{name}: holds no text; check that it is the right file")
    return assemble(name, opening.digest(data), [*pieces, *beside.asides], beside.left.all())


def _read(data: bytes, name: str, depth: int) -> tuple[list[Piece], Beside]:
    # compat32 gives headers as they stand; the newer policies raise on some malformed ones
    return _of_message(BytesParser(policy=policy.compat32).parsebytes(data), name, depth)


def _of_message(message: Message, name: str, depth: int) -> tuple[list[Piece], Beside]:
    beside = Beside()
    pieces = list(_headings(message))
    for key, words in others(message):
        beside.keep(
            "property", f"{key}: {words}" if key.lower().startswith("x-") else words, "message headers"
        )
        beside.left.add("message header", "message headers")
    found = parts(message, name)
    for part in found:
        if part.shown and part.data.strip():
            made, more = _body(part, name)
            pieces += _apart(made, pieces)
            beside.add(more)
    _instead(found, pieces, name, beside)
    for number, part in enumerate((one for one in found if not one.shown and not one.instead), 1):
        _attached(part, f"attachment {number}", beside, depth)
    for one in (message.preamble, message.epilogue):
        beside.keep("hidden", "" if "MIME" in (one or "") else one or "", "between the parts", "hidden text")
    return pieces, beside


def _headings(message: Message) -> Iterator[Piece]:
    """Who wrote to whom, when and about what; the subject is the title."""
    if subject := header(message, "Subject"):
        yield Piece("title", subject, place="header Subject")
    for name in PRINTED[:-1]:
        if text := header(message, name):
            yield Piece("paragraph", f"{name}: {text}", place=f"header {name}")


def _apart(made: list[Piece], before: list[Piece]) -> list[Piece]:
    """The pieces with tables and notes counted on from those of an earlier text of the message."""
    tables = max((one.cell.table + 1 for one in before if one.cell), default=0)
    notes = sum(one.kind == "note" for one in before)
    return [_counted_on(one, tables, notes) for one in made]


def _counted_on(piece: Piece, tables: int, notes: int) -> Piece:
    cell = replace(piece.cell, table=piece.cell.table + tables) if piece.cell else None
    anchors = tuple(replace(one, note=str(int(one.note) + notes)) for one in piece.anchors)
    number = str(int(piece.number) + notes) if piece.kind == "note" else piece.number
    return replace(piece, cell=cell, anchors=anchors, number=number)


# --- text -------------------------------------------------------------------------------------------


def _body(part: Part, name: str) -> tuple[list[Piece], Beside]:
    """The pieces of one text of the message, a web page or plain."""
    if part.kind == "text/html":
        return read_page(part.text, name)
    return list(_plain(part.text)), Beside()


def _plain(text: str) -> Iterator[Piece]:
    """A plain text as paragraphs; lines that quote an earlier message are quotes."""
    for quoted, lines in _by_quote(text.replace("\r\n", "\n").replace("\r", "\n")):
        if not lines.strip():
            continue
        document = read_txt(cast(Path, Held("", lines.encode())))
        for block in document.blocks:
            words = document.of(block.span) if block.span else ""
            kind = "quote" if quoted else {"title": "paragraph"}.get(block.kind, block.kind)
            number, text = ("", f"{block.number} {words}".strip()) if quoted else (block.number, words)
            yield Piece(kind, text, 0 if quoted else block.level, number, place=block.place)


def _by_quote(text: str) -> Iterator[tuple[bool, str]]:
    """Stretches of lines that are quoted, without their signs, and of lines that are not."""
    group: list[str] = []
    before = 0
    for line in text.split("\n"):
        match = QUOTED.match(line)
        depth = match[0].count(">") if match else 0
        if depth != before and group:
            yield before > 0, "\n".join(group)
            group = []
        group.append(line[match.end() :] if match else line)
        before = depth
    yield before > 0, "\n".join(group)


def _instead(found: list[Part], pieces: list[Piece], name: str, beside: Beside) -> None:
    """Keep what another version of the text says and the printed one does not."""
    shown = {word for piece in pieces for word in _words(f"{piece.number} {piece.text}")}
    for part in found:
        if not part.instead:
            continue
        if part.kind not in ("text/plain", "text/html"):
            _unread(part, "another version of the text", beside)
            continue
        made = _body(part, name)[0] if part.data.strip() else []
        lines = (ADDRESSES.sub(" ", line) for piece in made for line in piece.text.split("\n"))
        text = "\n".join(line for line in lines if set(_words(line)) - shown)
        beside.keep("hidden", text, "plain version", "text of another version of the message")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


# --- attachments ------------------------------------------------------------------------------------


def _attached(part: Part, place: str, beside: Beside, depth: int) -> None:
    """Search an attachment and count it; one that cannot be read is told as such."""
    beside.keep("attribute", part.file_name, place)
    if part.kind.startswith("image/"):
        beside.left.add("picture", place)
        return
    ending = _ending(part)
    if part.kind in (
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
    ):
        beside.left.add("digital signature", place)
        beside.keep("attribute", "\n".join(text_runs(part.data)), place)
    elif part.kind.startswith("message/") and depth < DEEPEST:
        _message(part, place, beside, depth)
    elif ending and depth < DEEPEST and _is_read(part, ending, place, beside):
        beside.left.add("attachment", f"{place} ({ending}); {SAVE_IT}")
    elif part.kind.startswith("text/"):
        beside.keep("embedded", part.text, place)
        beside.left.add("attachment", f"{place}; {SAVE_IT}")
    else:
        _unread(part, place, beside)


def _ending(part: Part) -> str:
    """The ending by which a reader is found; '' where none reads such a file."""
    from redact.formats import READERS

    own = PurePosixPath(part.file_name.strip().lower()).suffix
    found = own if own in READERS else ENDINGS.get(part.kind, "")
    return found if found in READERS else ""


def _is_read(part: Part, ending: str, place: str, beside: Beside) -> bool:
    """Whether the attachment was read whole, and so has been searched."""
    from redact.formats import READERS

    try:
        document = READERS[ending](cast(Path, Held(place, part.data)))
    except UnreadableError:
        return False
    except Exception:  # noqa: BLE001 - what fails in a new way has not been read either
        return False
    if not all(one.known for one in document.left_behind):
        return False
    beside.take(document, place)
    return True


def _message(part: Part, place: str, beside: Beside, depth: int) -> None:
    """A message within the message: forwarded, or a report that one was not delivered."""
    inner = part.message.get_payload()
    for one in (each for each in inner if isinstance(each, Message)) if isinstance(inner, list) else ():
        pieces, more = _of_message(one, place, depth + 1)
        beside.keep("embedded", "\n".join(f"{piece.number} {piece.text}".strip() for piece in pieces), place)
        beside.add(more, place)
    if not isinstance(inner, list):
        beside.keep("embedded", part.text, place)
    beside.left.add("attachment", f"{place} (.eml); {SAVE_IT}")


def _unread(part: Part, place: str, beside: Beside) -> None:
    beside.keep("embedded", "\n".join(text_runs(part.data)), place)
    beside.left.add("attachment that cannot be read", f"{place}; look at it yourself")
