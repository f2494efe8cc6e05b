"""Open an e-mail (.eml): its headers, the texts that it shows, and every attached file."""

from __future__ import annotations

import re
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from typing import Any

from redact.checks.nouns import DEPTH_LIMIT, Gathering, unreadable
from redact.checks.opened_html import open_html
from redact.checks.opened_text import decoded, open_plain

#: What a reader of a message sees above its text.
_SHOWN = frozenset({"from", "to", "cc", "reply-to", "subject", "date", "sender"})
#: What says only how the message is written.
_FORM = frozenset(
    {"mime-version", "content-type", "content-transfer-encoding", "content-disposition", "content-id"}
)
#: What the machines that carried the message wrote: names in it are looked for, and it is told once.
_CARRIED = re.compile(
    r"received|received-spf|message-id|in-reply-to|references|dkim-signature|authentication-results|arc-[a-z-]+"
)
_LOCKED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_MOST_PARTS = 2000


def open_mail(gathering: Gathering, data: bytes) -> None:
    """Headers, texts and attachments; each attachment is looked into as the file that it is."""
    message = BytesParser(policy=compat32).parsebytes(data)
    if not {name.lower() for name in message} & {"from", "to", "subject", "date", "received"}:
        raise unreadable(gathering, "is no e-mail", "save the message again")
    _message(gathering, message, [0])
    gathering.say("source", decoded(data) or data.decode("latin-1"), "source")
    gathering.look("headers, texts and attachments")


def _message(gathering: Gathering, message: Message, count: list[int]) -> None:
    _headers(gathering, message)
    for defect in message.defects:
        gathering.doubt(f"a damaged part ({type(defect).__name__})")
    for text, place in (
        (message.preamble, "before the first part"),
        (message.epilogue, "after the last part"),
    ):
        if text and text.strip() and "MIME" not in text:
            gathering.hide("text outside the parts", place)
        gathering.say(place, text or "", "hidden")
    for number, part in enumerate(_parts(message), 1):
        count[0] += 1
        if count[0] > _MOST_PARTS:
            raise unreadable(gathering, "has more than 2,000 parts", "do not publish it")
        _part(gathering, part, number, count)


def _parts(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else [message]


def _headers(gathering: Gathering, message: Message) -> None:
    for name, value in message.items():
        shown = name.lower() in _SHOWN
        gathering.say(f"header '{name}'", _readable(value), "text" if shown else "property", shown)
        gathering.say("header names", name, "name")
        if name.lower() == "bcc":
            gathering.hide("hidden recipient", "header 'Bcc'")
        elif _CARRIED.fullmatch(name.lower()):
            gathering.hide("how the mail was carried", f"header '{name}'")
        elif not shown and name.lower() not in _FORM:
            gathering.hide("mail header", f"header '{name}'")


def _readable(value: Any) -> str:
    """A header with its encoded words resolved; as it stands where they cannot be."""
    try:
        return str(make_header(decode_header(str(value))))
    except (LookupError, UnicodeError, ValueError):
        return str(value)


def _part(gathering: Gathering, part: Message, number: int, count: list[int]) -> None:
    kind, name = part.get_content_type(), _readable(part.get_filename() or "")
    place = f"part {number}"
    if kind in _LOCKED:
        raise unreadable(gathering, "is encrypted", "save the message without encryption")
    gathering.say(f"{place}, name", name, "file name")
    if part.is_multipart():
        inner = gathering.inside(place)
        inner.depth -= kind.startswith("multipart/")  # only a message in a message is deeper
        if inner.depth > DEPTH_LIMIT:
            inner.doubt("a message too deep inside other messages")
            return
        _message(inner, part, count)
        return
    _leaf(gathering, part, kind, name, place)


def _leaf(gathering: Gathering, part: Message, kind: str, name: str, place: str) -> None:
    from redact.checks.opened import open_part

    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if kind in ("text/plain", "text/html") and not name:
        inner = gathering.inside(place)
        inner.depth = gathering.depth
        (open_plain if kind == "text/plain" else open_html)(inner, _as_utf8(inner, part, data))
        inner.look("text")
    elif data:
        open_part(gathering, f"{place} ({name or kind})", data)
        gathering.look(f"{place}, attached file")


def _as_utf8(gathering: Gathering, part: Message, data: bytes) -> bytes:
    charset = part.get_content_charset() or "utf-8"
    try:
        return data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        pass
    text = decoded(data)
    if data and not text:
        raise unreadable(gathering, "is in an unknown encoding", "save the message again")
    return text.encode("utf-8")
