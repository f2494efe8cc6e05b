"""The headers of an e-mail as people read them; a malformed one is shown as it stands."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.header import decode_header
from email.message import Message

PRINTED = ("From", "To", "Cc", "Date", "Subject")
#: Headers that say only how the parts hang together, or hold keys and sums.
OF_FORM = re.compile(
    r"(?i)mime-version|content-(?!description|location|id).*|(x-google-)?dkim-signature|arc-.*|domainkey-signature"
    r"|x-ms-exchange-.*|x-microsoft-antispam.*|x-forefront-.*|x-gm-message-state|x-received|authentication-results"
)
LONGEST_WORD = 100  # characters; what is longer is a key or a sum
LONGEST = 20_000  # characters of one header


def header(message: Message, name: str) -> str:
    """The header *name* with its encoded words put into letters, on one line; '' where there is none."""
    return ", ".join(
        text
        for text in (decoded(raw) for key, raw in message.raw_items() if key.lower() == name.lower())
        if text
    )


def decoded(raw: object) -> str:
    """The text of one header as RFC 2047 encodes it."""
    text = _plain(str(raw))[:LONGEST]
    try:
        parts = decode_header(re.sub(r"\?=\s+=\?", "?==?", text))
        text = "".join(part if isinstance(part, str) else _of_bytes(part, charset) for part, charset in parts)
    except (MessageError, ValueError, LookupError):
        pass  # as it stands
    return " ".join(text.split())


def _plain(text: str) -> str:
    """Bytes that the parser could not place, read as UTF-8 or Windows-1252."""
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _of_bytes(part: bytes, charset: str | None) -> str:
    for codec in (charset or "utf-8", "utf-8", "cp1252"):
        try:
            return part.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return part.decode("latin-1")


def others(message: Message) -> list[tuple[str, str]]:
    """The headers that are not printed: name and words, without keys and sums."""
    found = []
    for key, raw in message.raw_items():
        if key.title() not in PRINTED and not OF_FORM.fullmatch(key):
            words = " ".join(word for word in decoded(raw).split() if len(word) <= LONGEST_WORD)
            found.append((key, words))
    return found
