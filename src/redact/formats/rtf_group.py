"""What holds inside a pair of braces of a rich text, and the control words that set it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from redact.formats.rtf_words import LANGUAGES, TOGGLES, UNDERLINES
from redact.formats.word_fields import Field


@dataclass(slots=True)
class Group:
    """What holds inside the present pair of braces."""

    sink: Any
    styles: frozenset[str] = frozenset()
    language: str = ""
    hidden: bool = False
    deleted: bool = False
    font: int = -1
    skips: int = 1  # \\uc: how many characters stand in for one that is written as \\u
    fresh: bool = True  # nothing has come yet: a control word may name a destination
    starred: bool = False
    instruction: list[Field] = field(default_factory=list)
    begun: bool = False  # its story begins and ends with it

    def inner(self) -> Group:
        """A group inside this one."""
        return Group(self.sink, self.styles, self.language, self.hidden, self.deleted, self.font, self.skips,
                     instruction=self.instruction)  # fmt: skip

    def takes(self, word: str, value: int | None) -> bool:
        """Whether the word sets how characters look, or what is hidden."""
        on = value != 0
        if word in TOGGLES:
            self.styles = self.styles - {TOGGLES[word]} | ({TOGGLES[word]} if on else set())
        elif word in UNDERLINES or word == "ulnone":
            self.styles = self.styles - {"underline"} | ({"underline"} if on and word != "ulnone" else set())
        elif word == "nosupersub":
            self.styles -= {"superscript", "subscript"}
        elif word == "plain":
            self.styles, self.hidden, self.deleted, self.language = frozenset(), False, False, ""
        elif word in ("v", "webhidden", "spv"):
            self.hidden = on and word != "spv"
        elif word == "deleted":
            self.deleted = on
        elif word in ("lang", "langnp"):
            self.language = LANGUAGES.get(value or 0, "")
        elif word == "f":
            self.font = value or 0
        elif word == "uc":
            self.skips = min(max(value or 0, 0), 10)
        else:
            return False
        return True


def is_named(sink: Any, name: str) -> bool:
    """Whether the words go to the destination *name*."""
    return getattr(sink, "name", "") == name


def is_codec(name: str) -> bool:
    """Whether Python knows the code page *name*."""
    import codecs

    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True
