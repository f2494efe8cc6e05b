"""One paragraph of an OpenDocument text, piece by piece: what is printed, and what lies beside it unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.formats.open_names import IN_LINE, MARKS, PAGE_FIELDS, SHAPES, get, named, whole
from redact.formats.open_styles import Setting
from redact.formats.pieces import Line

MOST_SPACES = 1000  # in one text:s; more is an attack
LEFT = {"hidden": "hidden text", "deletion": "tracked deletion"}
_SPACE = re.compile("[ \t\r\n]+")


@dataclass
class Found:
    """A line being read, with what turned up on the way."""

    line: Line = field(default_factory=Line)
    asides: list[tuple[str, str, str]] = field(default_factory=list)  # kind, words, what is left behind
    shapes: list[tuple[Any, bool]] = field(default_factory=list)  # frames and shapes; whether hidden
    hidden: list[str] = field(default_factory=list)

    def aside(self, kind: str, text: str, left: str = "") -> None:
        """Keep *text* beside the line."""
        if text.strip():
            self.asides.append((kind, text.strip(), left))


class LineReader:
    """Reads the paragraphs of one story."""

    def __init__(self, draft: Any, running: bool = False) -> None:
        self.draft, self.running = draft, running
        self.ground = False  # whether a colour lies behind the words
        self.found = Found()
        self._spaced = True  # a space now would be the first of the line, or follow another

    def read(self, paragraph: Any, style: str) -> Found:
        """The paragraph's words in the paragraph style *style*."""
        self.found, self._spaced = Found(), True
        setting = self.draft.styles.of_paragraph(style, self.ground)
        if self._is_hidden_whole(paragraph):
            setting = Setting(setting.emphasis, hidden=True)
        self._inside(paragraph, setting)
        if hidden := "".join(self.found.hidden):
            self.found.aside("hidden", hidden, "hidden text")
        return self.found

    def _is_hidden_whole(self, paragraph: Any) -> bool:
        return any(
            named(one) == "text:hidden-paragraph" and get(one, "text:is-hidden") == "true"
            for one in paragraph.iter()
        )

    def _inside(self, element: Any, setting: Setting) -> None:
        """The element's own text and that of its children, in order."""
        self._text(element, str(element.text or ""), setting)
        self._children(element, setting)

    def _children(self, element: Any, setting: Setting) -> None:
        for child in element:
            if named(child):
                self._inline(child, setting)
            self._text((child, "tail"), str(child.tail or ""), setting)

    def _inline(self, element: Any, setting: Setting) -> None:
        name = named(element)
        special = getattr(self, _SPECIAL.get(name, ""), None)
        if special is not None:
            special(element, setting)
        elif name in PAGE_FIELDS and self.running:
            self.draft.seen.add(element)
        elif name in IN_LINE:
            self._inside(element, setting)
        elif name in SHAPES:
            self.found.shapes.append((element, setting.hidden))
        elif name in MARKS or name == "text:hidden-paragraph":
            self._children(element, setting)

    # --- words ------------------------------------------------------------------------------------

    def _text(self, key: Any, text: str, setting: Setting) -> None:
        """Add running text, in which white space counts once, as LibreOffice reads it."""
        self.draft.seen.add(key)
        text = _SPACE.sub(" ", text)
        if self._spaced and not setting.hidden:
            text = text.removeprefix(" ")
        self._put(text, setting)
        if text and not setting.hidden:
            self._spaced = text.endswith(" ")

    def _put(self, text: str, setting: Setting) -> None:
        if setting.hidden:
            self.found.hidden.append(text)
        else:
            self.found.line.add(text, sorted(setting.emphasis))

    def _spaces(self, element: Any, setting: Setting) -> None:
        self._put(" " * min(max(whole(get(element, "text:c"), 1), 1), MOST_SPACES), setting)
        self._spaced = False

    def _tab(self, element: Any, setting: Setting) -> None:
        self._put("\t", setting)
        self._spaced = True

    def _break(self, element: Any, setting: Setting) -> None:
        self._put("\n", setting)
        self._spaced = True

    def _span(self, element: Any, setting: Setting) -> None:
        style = get(element, "text:style-name")
        self._inside(element, self.draft.styles.of_words(setting, style, self.ground))

    def _link(self, element: Any, setting: Setting) -> None:
        self.found.aside("link", get(element, "xlink:href"), "link target")
        self._inside(element, setting)

    def _ruby(self, element: Any, setting: Setting) -> None:
        for child in element:
            if named(child) == "text:ruby-base":
                self._inside(child, setting)
            else:
                self.found.aside("alt", self.draft.words(child), "pronunciation guide")

    # --- what calls, or hides ---------------------------------------------------------------------

    def _note(self, element: Any, setting: Setting) -> None:
        kind = get(element, "text:note-class", "footnote")
        for child in element:
            if named(child) == "text:note-citation":
                self.draft.words(child)
            elif named(child) == "text:note-body" and not setting.hidden:
                self.found.line.call(self.draft.note(kind, child))
            elif named(child) == "text:note-body":
                self.found.aside("hidden", self.draft.words(child), "hidden text")

    def _comment(self, element: Any, setting: Setting) -> None:
        self.found.aside("comment", self.draft.words(element), "comment")

    def _hidden_text(self, element: Any, setting: Setting) -> None:
        """A field whose words are hidden or not, as its condition was last worked out."""
        shown = self.draft.words(element)
        text = get(element, "text:string-value") or shown
        if get(element, "text:is-hidden") == "false" and shown:
            self._put(shown, setting)
        else:
            self.found.aside("hidden", text, "hidden text")

    def _dropdown(self, element: Any, setting: Setting) -> None:
        """A list to choose from: its own text is the choice, the others stand in attributes."""
        choices = [child for child in element if named(child) == "text:label"]
        self.found.aside("field", "\n".join(get(one, "text:value") for one in choices))
        self._inside(element, setting)

    def _script(self, element: Any, setting: Setting) -> None:
        self.found.aside(
            "field", self.draft.words(element) or get(element, "xlink:href") or "script", "macro"
        )

    def _form_field(self, element: Any, setting: Setting) -> None:
        """A field of a Word form: what its parameters hold is kept aside, what it shows is printed."""
        self._text(element, str(element.text or ""), setting)
        self._children(element, setting)

    def _parameters(self, element: Any, setting: Setting) -> None:
        values = (value for key, value in element.attrib.items() if not key.endswith("}name"))
        self.found.aside("field", "\n".join(values))


_SPECIAL = {
    "text:s": "_spaces",
    "text:tab": "_tab",
    "text:line-break": "_break",
    "text:span": "_span",
    "text:a": "_link",
    "draw:a": "_link",
    "text:ruby": "_ruby",
    "text:note": "_note",
    "office:annotation": "_comment",
    "text:hidden-text": "_hidden_text",
    "text:drop-down": "_dropdown",
    "text:script": "_script",
    "field:fieldmark": "_form_field",
    "field:fieldmark-start": "_form_field",
    "field:param": "_parameters",
}


def all_words(root: Any) -> Iterator[str]:
    """Every text under *root*, leaf by leaf."""
    for one in root.iter():
        if isinstance(one.tag, str) and (one.text or "").strip():
            yield str(one.text).strip()
        if one is not root and (one.tail or "").strip():
            yield str(one.tail).strip()
