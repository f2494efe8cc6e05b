"""Names of a case as the addresses of web pages spell them: 'sampleton-child', 'janeexample'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from redact.model import ENTITY_LABELS, Mention
from redact.names import fold

SHORTEST = 3  # letters; two are a language or a country
OWN_WORDS = 2  # how many words at the end of a person's mention are a name, and no title or role


class Spelling:
    """The names that *mentions* treat, ready to be looked for in addresses."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        treated = {(m.label, m.text) for m in mentions if m.status != "keep" and m.label in ENTITY_LABELS}
        self._names = {name for label, text in treated for name in _spelt(label, text)}

    def in_address(self, target: str) -> bool:
        """Whether the address holds one of the names."""
        path = _slug(unquote(target.partition("://")[2]))
        return any(name in path for name in self._names)


def _spelt(label: str, text: str) -> Iterator[str]:
    """The name with hyphens and, where it has several words, in one; a person's last words one by one."""
    words = _slug(text).strip("-").split("-")
    name = "-".join(words)
    if len(name) >= SHORTEST:
        yield f"-{name}-"
    if len(words) > 1:
        yield "".join(words)
    if label == "PERSON":
        yield from (f"-{word}-" for word in words[-OWN_WORDS:] if len(word) >= SHORTEST)


def _slug(text: str) -> str:
    return f"-{re.sub(r'[^a-z0-9]+', '-', fold(text)).strip('-')}-"
