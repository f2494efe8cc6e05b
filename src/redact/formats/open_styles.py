"""What OpenDocument styles make of a paragraph or of words: emphasis, hidden, language, page breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.formats.open_names import get, named, tag

#: Kinds of paragraph by the name of a style that they are based on.
KINDS = {
    "title": "title",
    "quotations": "quote",
    "quote": "quote",
    "intense quote": "quote",
    "block text": "quote",
    "caption": "caption",
}
NO_LANGUAGE = ("", "en", "none", "zxx", "und")
WHITE = ("#ffffff", "white")
CLEAR = ("", "transparent", "none")


@dataclass(frozen=True, slots=True)
class Setting:
    """How words are set."""

    emphasis: frozenset[str] = frozenset()
    hidden: bool = False


@dataclass
class Styles:
    """The styles of one document by family and name, each seen with those that it is based on."""

    by_name: dict[tuple[str, str], Any] = field(default_factory=dict)
    automatic: set[tuple[str, str]] = field(default_factory=set)
    default: dict[str, Any] = field(default_factory=dict)  # by family
    lists: dict[str, Any] = field(default_factory=dict)
    outline: Any = None

    def chain(self, family: str, name: str) -> Iterator[Any]:
        """The style and those that it is based on, nearest first."""
        seen: set[str] = set()
        while (family, name) in self.by_name and name not in seen:
            seen.add(name)
            style = self.by_name[family, name]
            yield style
            name = get(style, "style:parent-style-name")

    def names(self, name: str) -> list[str]:
        """What people call the paragraph style and those that it is based on, in lower case."""
        shown = (
            get(one, "style:display-name") or get(one, "style:name") for one in self.chain("paragraph", name)
        )
        return [one.replace("_20_", " ").lower() for one in shown]

    def value(self, family: str, name: str, group: str, attribute: str) -> str:
        """A property along the chain and then of the family's default: '' where nobody says."""
        for one in (*self.chain(family, name), self.default.get(family)):
            found = None if one is None else one.find(tag(f"style:{group}-properties"))
            if found is not None and found.get(tag(attribute)) is not None:
                return get(found, attribute)
        return ""

    def attribute(self, name: str, attribute: str) -> str | None:
        """An attribute of the paragraph style itself along its chain; None where nobody says."""
        for one in self.chain("paragraph", name):
            if one.get(tag(attribute)) is not None:
                return get(one, attribute)
        return None

    def of_paragraph(self, name: str, ground: bool = False) -> Setting:
        """How a paragraph's words are set unless they say otherwise.

        A named style's bold is the look of a heading or a label; only what an author set by hand is emphasis.
        *ground* says that a colour lies behind the paragraph.
        """
        own = self.by_name.get(("paragraph", name)) if ("paragraph", name) in self.automatic else None
        emphasis = _changed(frozenset(), own) if own is not None else frozenset[str]()
        ground = ground or self.value("paragraph", name, "paragraph", "fo:background-color") not in CLEAR
        hidden = self.value("paragraph", name, "text", "text:display") == "none"
        hidden = hidden or (not ground and self._is_white("paragraph", name))
        language = self.value("paragraph", name, "text", "fo:language")
        return Setting(_in_language(emphasis, language), hidden)

    def of_words(self, setting: Setting, name: str, ground: bool = False) -> Setting:
        """How words of the character style *name* are set inside *setting*."""
        emphasis = setting.emphasis
        for style in reversed(list(self.chain("text", name))):
            emphasis = _changed(emphasis, style)
        if language := self._own("text", name, "fo:language"):
            emphasis = _in_language(emphasis, language)
        shown = self._own("text", name, "text:display")
        colour = self._own("text", name, "fo:color")
        white = (
            colour.lower() in WHITE and not ground and self._own("text", name, "fo:background-color") in CLEAR
        )
        return Setting(emphasis, white or shown == "none" or (setting.hidden and not shown and not colour))

    def _own(self, family: str, name: str, attribute: str) -> str:
        for one in self.chain(family, name):
            found = one.find(tag("style:text-properties"))
            if found is not None and found.get(tag(attribute)) is not None:
                return get(found, attribute)
        return ""

    def _is_white(self, family: str, name: str) -> bool:
        behind = self.value(family, name, "text", "fo:background-color")
        return self.value(family, name, "text", "fo:color").lower() in WHITE and behind in CLEAR

    def kind(self, name: str) -> str:
        """The kind of block that the paragraph style makes."""
        return next((KINDS[one] for one in self.names(name) if one in KINDS), "paragraph")

    def breaks(self, family: str, name: str) -> bool:
        """Whether a paragraph or table of the style begins a new page."""
        group = "paragraph" if family == "paragraph" else "table"
        before = self.value(family, name, group, "fo:break-before") == "page"
        return before or any(get(one, "style:master-page-name") for one in self.chain(family, name))

    def breaks_after(self, name: str) -> bool:
        """Whether a page ends after a paragraph of the style."""
        return self.value("paragraph", name, "paragraph", "fo:break-after") == "page"


def _in_language(emphasis: frozenset[str], language: str) -> frozenset[str]:
    kept = frozenset(one for one in emphasis if not one.startswith("language:"))
    return kept if language.lower() in NO_LANGUAGE else kept | {f"language:{language.lower()}"}


def _changed(emphasis: frozenset[str], style: Any) -> frozenset[str]:
    """The emphasis after what *style* itself says."""
    found = style.find(tag("style:text-properties"))
    if found is None:
        return emphasis
    for name, is_on in _said(found):
        emphasis = emphasis | {name} if is_on else emphasis - {name}
    return emphasis


def _said(properties: Any) -> Iterator[tuple[str, bool]]:
    weight = get(properties, "fo:font-weight")
    if weight:
        yield "bold", weight == "bold" or (weight.isdigit() and int(weight) >= 600)
    if slant := get(properties, "fo:font-style"):
        yield "italic", slant in ("italic", "oblique")
    if line := get(properties, "style:text-underline-style"):
        yield "underline", line != "none"
    if variant := get(properties, "fo:font-variant"):
        yield "small-capitals", variant == "small-caps"
    if position := get(properties, "style:text-position"):
        first = position.split()[0]
        yield "superscript", first == "super" or (first[0].isdigit() and first.strip("0%") != "")
        yield "subscript", first == "sub" or first.startswith("-")


def read_styles(roots: list[Any]) -> Styles:
    """The styles that styles.xml and content.xml define; a later one of the same name holds."""
    styles = Styles()
    for root in roots:
        for group in root:
            if named(group) in ("office:styles", "office:automatic-styles"):
                _take(styles, group, named(group) == "office:automatic-styles")
    return styles


def _take(styles: Styles, group: Any, automatic: bool) -> None:
    for one in group:
        name, key = named(one), (get(one, "style:family"), get(one, "style:name"))
        if name == "style:style":
            styles.by_name[key] = one
            if automatic:
                styles.automatic.add(key)
        elif name == "style:default-style":
            styles.default[key[0]] = one
        elif name == "text:list-style":
            styles.lists[key[1]] = one
        elif name == "text:outline-style":
            styles.outline = one
