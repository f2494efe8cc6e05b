"""The parts of an e-mail: which is its text, which are attachments, and what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from redact.errors import UnreadableError
from redact.formats.mail_headers import decoded
from redact.formats.web_text import decoded_web

MOST_PARTS = 300
DEEPEST = 12  # parts within parts
ENCRYPTED = "is an encrypted e-mail; open it in the mail program and save its text, or ask the sender for a plain copy"
TOO_MUCH = "holds more parts than any e-mail; save its text as .docx"


@dataclass(frozen=True, slots=True)
class Part:
    """A leaf of the message. *shown* says whether a mail program prints its text in the message itself."""

    message: Message
    shown: bool
    instead: bool = False  # says again in plain text what a web page beside it says

    @property
    def kind(self) -> str:
        """Its media type."""
        return self.message.get_content_type()

    @property
    def file_name(self) -> str:
        """The file name that the sender gave it; '' where it has none."""
        try:
            return decoded(self.message.get_filename() or self.message.get_param("name") or "")
        except (ValueError, LookupError, TypeError, AttributeError):
            return ""

    @property
    def data(self) -> bytes:
        """Its content, decoded."""
        content = self.message.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""

    @property
    def text(self) -> str:
        """Its content as text, whatever it says of its character set."""
        charset = self.message.get_param("charset")
        said = charset if isinstance(charset, str) else ""
        found = decoded_web(self.data, said.strip("\"' "))
        return (self.data.decode("latin-1") if found is None else found).replace("\x00", "\ufffd")


def parts(message: Message, name: str) -> list[Part]:
    """All leaves of *message* in order.

    Raises:
        UnreadableError: it is encrypted, or holds more parts than any e-mail.
    """
    found: list[Part] = []
    for part in _leaves(message, name, True, False, 0):
        found.append(part)
        if len(found) > MOST_PARTS:
            raise UnreadableError(f"{name}: {TOO_MUCH}")
    return found


def _leaves(message: Message, name: str, shown: bool, instead: bool, depth: int) -> Iterator[Part]:
    if depth > DEEPEST:
        raise UnreadableError(f"{name}: {TOO_MUCH}")
    kind = message.get_content_type()
    if kind == "multipart/encrypted" or (
        kind in ("application/pkcs7-mime", "application/x-pkcs7-mime") and depth == 0
    ):
        raise UnreadableError(f"{name}: {ENCRYPTED}")
    inner = message.get_payload()
    if not message.is_multipart() or not isinstance(inner, list) or kind.startswith("message/"):
        yield Part(message, shown and _is_text(message), instead)
        return
    leaves = [one for one in inner if isinstance(one, Message)]
    chosen = _chosen(leaves) if kind == "multipart/alternative" else None
    for at, one in enumerate(leaves):
        beside = chosen is not None and at != chosen
        yield from _leaves(one, name, shown and not beside, instead or beside, depth + 1)


def _chosen(inner: list[Message]) -> int:
    """Which of several versions a mail program shows: the last that is text or a web page."""
    fit = [
        at
        for at, one in enumerate(inner)
        if one.get_content_maintype() in ("text", "multipart") and one.get_content_subtype() != "calendar"
    ]
    return fit[-1] if fit else 0


def _is_text(message: Message) -> bool:
    attached = re.match(r"(?i)\s*attachment", str(message.get("Content-Disposition", "")))
    return (
        message.get_content_type() in ("text/plain", "text/html")
        and not attached
        and not (message.get_filename() and message.get_content_type() == "text/html")
    )
