"""What a Word style makes of a paragraph or a run: heading, list, emphasis, hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.formats.numbering import W, whole
from redact.formats.word_names import OFF, local

EMPHASIS = {
    "b": "bold",
    "i": "italic",
    "smallCaps": "small-capitals",
    "caps": "capitals",
    "strike": "strike",
    "dstrike": "strike",
}
DEEPEST = 50  # styles based on one another
OUR_LANGUAGE = ("", "en", "x", "zxx")  # that of an edition, or none at all
CONTENTS = ("toc ", "table of figures", "table of authorities")


#: The settings of a run by the local names of their elements.
Own = dict[str, Any]


def own_settings(properties: Any) -> Own:
    """The elements of a w:rPr by name; the first counts where there are two."""
    return {} if properties is None else {local(one): one for one in reversed(properties)}


@dataclass
class Styles:
    """The styles of one document by id, each seen together with those it is based on."""

    by_id: dict[str, Any] = field(default_factory=dict)
    default: str = ""  # the id of the default paragraph style
    base: Own = field(default_factory=dict)  # what holds for every run of the document
    _names: dict[str, list[str]] = field(default_factory=dict)
    _known: dict[tuple[str, str, str], Any] = field(default_factory=dict)

    def chain(self, style: str) -> Iterator[Any]:
        """The style and those it is based on, nearest first; Word follows fewer than `DEEPEST`."""
        seen: set[str] = set()
        while style in self.by_id and style not in seen and len(seen) < DEEPEST:
            seen.add(style)
            element = self.by_id[style]
            yield element
            based = element.find(W + "basedOn")
            style = "" if based is None else str(based.get(W + "val"))

    def names(self, style: str) -> list[str]:
        """The names along the chain, in lower case."""
        if style not in self._names:
            found = (one.find(W + "name") for one in self.chain(style))
            self._names[style] = [str(one.get(W + "val")).lower() for one in found if one is not None]
        return self._names[style]

    def paragraph_property(self, properties: Any, style: str, name: str) -> Any:
        """The element *name* that holds for a paragraph: its own, else its style's; None if neither says."""
        if properties is not None and properties.find(W + name) is not None:
            return properties.find(W + name)
        return self._of_style(name, style, "pPr")

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

    def of_run(self, name: str, own: Own, character: str, paragraph: str = "") -> Any:
        """The element *name* that holds for a run: its own, else that of its styles; None if none says.

        With a paragraph's style the document's defaults count too.
        """
        found = own.get(name)
        for style in (character, paragraph):
            if found is None and style:
                found = self._of_style(name, style)
        return self.base.get(name) if found is None and paragraph else found

    def _of_style(self, name: str, style: str, within: str = "rPr") -> Any:
        """The element *name* of the run or paragraph properties of a style and those it is based on."""
        key = (name, style, within)
        if key not in self._known:
            found = (one.find(f"{W}{within}/{W}{name}") for one in self.chain(style))
            self._known[key] = next((one for one in found if one is not None), None)
        return self._known[key]

    def is_on(self, name: str, own: Own, character: str, paragraph: str) -> bool:
        """Whether the toggle *name* (w:b, w:vanish…) holds for a run: its own word, else its styles'."""
        found = self.of_run(name, own, character, paragraph)
        return found is not None and str(found.get(W + "val") or "1").lower() not in OFF

    def emphasis(self, own: Own, character: str, paragraph: str = "") -> tuple[str, ...]:
        """The emphasis of a run by its own settings and its character style (never the paragraph's).

        A language is its style 'language:cy', also where the paragraph's style says it.
        """
        found = list(self._emphasised(own, character)) if own or character else []
        language = self._language(own, character, paragraph)
        return (*dict.fromkeys(found), *((f"language:{language}",) if language else ()))

    def _emphasised(self, own: Own, character: str) -> Iterator[str]:
        yield from (name for tag, name in EMPHASIS.items() if self.is_on(tag, own, character, ""))
        if self._run_value("u", own, character).lower() not in ("", *OFF):
            yield "underline"
        raised = self._run_value("vertAlign", own, character)
        if raised in ("superscript", "subscript"):
            yield raised

    def _run_value(self, name: str, own: Own, character: str) -> str:
        found = self.of_run(name, own, character)
        return "" if found is None else str(found.get(W + "val") or "")

    def _language(self, own: Own, character: str, paragraph: str) -> str:
        """The language of a run that its author set and that is not English, as a code of two or three letters."""
        found = own.get("lang")
        for style in (character, paragraph):
            found = self._of_style("lang", style) if found is None and style else found
        code = "" if found is None else str(found.get(W + "val") or "").partition("-")[0].lower()
        known = code.isascii() and code.isalpha() and 2 <= len(code) <= 3
        return code if known and code not in OUR_LANGUAGE else ""


def read_styles(root: Any) -> Styles:
    """The styles that the root of a styles part defines; none where there is no such part."""
    styles = Styles()
    if root is None:
        return styles
    styles.base = own_settings(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    for one in root.iterchildren(W + "style"):
        key = str(one.get(W + "styleId"))
        styles.by_id[key] = one
        is_default = str(one.get(W + "default") or "0").lower() not in OFF
        if is_default and one.get(W + "type") == "paragraph":
            styles.default = key
    return styles
