"""What becomes of the words of a rich text that are not printed: comments, instructions, data, properties."""

from __future__ import annotations

import re
from dataclasses import dataclass

from redact.formats.beside import Beside
from redact.formats.rtf_group import Group
from redact.formats.rtf_story import Story, Words
from redact.formats.rtf_words import SHAPE_WORDS
from redact.formats.text_runs import text_runs
from redact.formats.word_fields import LAYOUT_FIELDS, Field, keyword_of
from redact.formats.word_names import has_words

MOST_DIGITS = 20_000_000  # hexadecimal digits of one embedded object that are searched


def data_words(text: str, binary: bytes = b"") -> str:
    """The readable words in data that a rich text writes in hexadecimal."""
    digits = re.sub(r"[^0-9a-fA-F]", "", text)[:MOST_DIGITS]
    raw = bytes.fromhex(digits[: len(digits) // 2 * 2]) + binary
    return "\n".join(one for one in text_runs(raw) if has_words(one))


@dataclass
class Asides:
    """Keeps them in *beside*."""

    beside: Beside
    shape: str = ""  # the property of a shape that was named last

    def end(self, words: Words, group: Group, story: Story) -> None:
        """A destination that is not printed ends; *group* is the one around it."""
        text, place, keep = words.text, story.place, self.beside.keep
        if words.kind == "instruction":
            self._instruct(text, group, place)
        elif words.kind == "data":
            self.beside.left.add(words.left, place) if words.left and text.strip() else None
            keep("embedded", data_words(text, words.more.get("binary", b"")), place)
        elif words.kind == "picture":
            self.beside.left.add("picture", place)
        elif words.kind == "label":
            story.label += text
        elif words.kind == "shape":
            self._shape(words, place)
        elif words.kind == "bookmark":
            keep("attribute", "" if text.startswith("_") or not has_words(text) else text, place)
        elif words.kind not in ("styles", "fonts", "nothing", "list"):
            keep(
                words.kind,
                text if has_words(text) or sum(map(str.isdigit, text)) > 3 else "",
                place,
                words.left,
            )

    def _shape(self, words: Words, place: str) -> None:
        """A property of a shape: its name comes first, then its value."""
        if words.name == "sn":
            self.shape = words.text.strip()
        elif self.shape in SHAPE_WORDS:
            self.beside.keep("alt", words.text, place, "alternative text")
        elif has_words(words.text) and len(words.text) < 2000:
            self.beside.keep("attribute", words.text, place)

    def _instruct(self, text: str, group: Group, place: str) -> None:
        """The instruction of a field; its result, which follows, is printed or not by what it is."""
        one = Field(text, keyword=keyword_of(text))
        group.instruction.append(one)
        keep = self.beside.keep
        if one.keyword == "HYPERLINK":
            keep("link", one.arguments, place, "link target")
        elif one.keyword in LAYOUT_FIELDS:
            telling = has_words(one.arguments) or len(re.findall(r"\d", one.arguments)) > 3
            keep("attribute", one.arguments if telling else "", place)
        else:
            keep("field", text.strip(), place, "field instruction")
