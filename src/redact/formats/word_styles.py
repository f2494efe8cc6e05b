"""What a Word style makes of a paragraph or a run: heading, list, emphasis, hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.formats.numbering import W, whole

EMPHASIS = {"b": "bold", "i": "italic"}
OFF = ("0", "false", "off", "none")
CONTENTS = ("toc ", "table of figures", "table of authorities")


@dataclass
class Styles:
    """The styles of one document by id, each seen together with those it is based on."""

    by_id: dict[str, Any] = field(default_factory=dict)
    default: str = ""  # the id of the default paragraph style

    def chain(self, style: str) -> Iterator[Any]:
        """The style and those it is based on, nearest first."""
        seen: set[str] = set()
        while style in self.by_id and style not in seen:
            seen.add(style)
            element = self.by_id[style]
            yield element
            based = element.find(W + "basedOn")
            style = "" if based is None else str(based.get(W + "val"))

    def names(self, style: str) -> list[str]:
        """The names along the chain, in lower case."""
        return [str(one.find(W + "name").get(W + "val")).lower() for one in self.chain(style)
                if one.find(W + "name") is not None]  # fmt: skip

    def paragraph_property(self, properties: Any, style: str, name: str) -> Any:
        """The element *name* that holds for a paragraph: its own, else its style's; None if neither says."""
        if properties is not None and properties.find(W + name) is not None:
            return properties.find(W + name)
        found = (one.find(f"{W}pPr/{W}{name}") for one in self.chain(style))
        return next((one for one in found if one is not None), None)

    def heading_level(self, properties: Any, style: str) -> int:
        """1 to 9 for a heading, 0 for anything else."""
        outline = self.paragraph_property(properties, style, "outlineLvl")
        level = whole(outline.get(W + "val"), 9) + 1 if outline is not None else 10
        if 1 <= level <= 9:
            return level
        for name in self.names(style):
            if name.startswith("heading ") and name[8:].isdigit():
                return min(max(int(name[8:]), 1), 9)
        return 0

    def is_contents(self, style: str) -> bool:
        """Whether the style is one of a table of contents."""
        return any(name.startswith(CONTENTS) for name in self.names(style))

    def is_on(self, name: str, properties: Any, character: str, paragraph: str) -> bool:
        """Whether the toggle *name* (w:b, w:vanish…) holds for a run: its own word, else its styles'."""
        for element in (properties, *self._run_properties(character), *self._run_properties(paragraph)):
            found = None if element is None else element.find(W + name)
            if found is not None:
                return str(found.get(W + "val") or "1").lower() not in OFF
        return False

    def _run_properties(self, style: str) -> Iterator[Any]:
        return (one.find(W + "rPr") for one in self.chain(style))

    def emphasis(self, properties: Any, character: str) -> tuple[str, ...]:
        """The emphasis of a run by its own properties and its character style (never the paragraph's)."""
        found = [name for tag, name in EMPHASIS.items() if self.is_on(tag, properties, character, "")]
        if self._run_value("u", properties, character).lower() not in ("", *OFF):
            found.append("underline")
        raised = self._run_value("vertAlign", properties, character)
        if raised in ("superscript", "subscript"):
            found.append(raised)
        return tuple(found)

    def _run_value(self, name: str, properties: Any, character: str) -> str:
        for element in (properties, *self._run_properties(character)):
            found = None if element is None else element.find(W + name)
            if found is not None:
                return str(found.get(W + "val") or "")
        return ""


def read_styles(root: Any) -> Styles:
    """The styles that python-docx's styles element, or a parsed part, defines."""
    styles = Styles()
    for one in root.iterchildren(W + "style") if root is not None else ():
        key = str(one.get(W + "styleId"))
        styles.by_id[key] = one
        is_default = str(one.get(W + "default") or "0").lower() not in OFF
        if is_default and one.get(W + "type") == "paragraph":
            styles.default = key
    return styles
