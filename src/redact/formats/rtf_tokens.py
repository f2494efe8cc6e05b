"""The tokens of a rich text: control words, symbols, groups and text; binary data is handed over whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from redact.errors import UnreadableError

TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,40})(?P<value>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}]+)|(?P<rest>.)",
    re.DOTALL,
)
MOST_MARKS = 600_000  # control words and groups; a 60-page report that Word saved has some 200,000
DEEPEST = 500  # groups inside groups
TOO_MUCH = "holds more mark-up than any report; open it in Word and save it as .docx"
DAMAGED = "is damaged or cut off; open it in Word, save it as .docx, and check that it is whole"


class Token(NamedTuple):
    """One token; *kind* is word, byte, symbol, open, close, text or binary."""

    kind: str
    text: str = ""
    value: int | None = None


def tokens(data: bytes, name: str) -> Iterator[Token]:
    """The tokens of the rich text in *data*.

    Raises:
        UnreadableError: it is cut off, its groups do not match, or it holds more than any report does.
    """
    if data.count(b"\\") + data.count(b"{") > MOST_MARKS:
        raise UnreadableError(f"{name}: {TOO_MUCH}")
    source, at, depth = data.decode("latin-1"), 0, 0
    while at < len(source):
        match = TOKEN.match(source, at)
        assert match is not None  # its last branch takes any character
        at = match.end()
        token = _token(match)
        if token.kind == "word" and token.text == "bin":
            size = max(token.value or 0, 0)
            token, at = Token("binary", source[at : at + size]), at + size
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth > DEEPEST or at > len(source):
            raise UnreadableError(f"{name}: {TOO_MUCH if depth > DEEPEST else DAMAGED}")
        if token.kind:
            yield token
        if depth <= 0 and token.kind == "close":
            break
    if depth:
        raise UnreadableError(f"{name}: {DAMAGED}")
    if after := source[at:].strip("\x00\r\n\t }"):
        yield Token("after", after)


def _token(match: re.Match[str]) -> Token:
    if match["word"]:
        return Token("word", match["word"], int(match["value"]) if match["value"] else None)
    if match["byte"]:
        return Token("byte", chr(int(match["byte"], 16)))
    if match["symbol"]:
        return Token("word", "par") if match["symbol"] in "\r\n" else Token("symbol", match["symbol"])
    if match["brace"]:
        return Token("open" if match["brace"] == "{" else "close")
    text = (match["text"] or match["rest"]).replace("\r", "").replace("\n", "")  # line ends mean nothing here
    return Token("text", text) if text else Token("")
