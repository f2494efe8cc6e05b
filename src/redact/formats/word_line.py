"""One Word paragraph, run by run: what is printed, and what lies beside it unseen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from redact.formats.pieces import Line, names
from redact.formats.word_names import MATH_NS, REL, W, has_words, local, namespace, val

#: Elements that only wrap runs; their contents are read as if they were not there.
WRAPPERS = names(
    "ins moveTo hyperlink smartTag sdt sdtContent customXml fldSimple bdo dir oMath oMathPara rubyBase"
)
GONE = frozenset({"del", "moveFrom"})
PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
DINGBATS = {0xA8: "☐", 0x6F: "☐", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xE0: "→", 0xDF: "←"}

#: Fields whose instruction is layout and whose result reads as text.
LAYOUT_FIELDS = names(
    "PAGE NUMPAGES SECTION SECTIONPAGES TOC REF PAGEREF NOTEREF HYPERLINK SEQ STYLEREF DATE TIME CREATEDATE"
    " SAVEDATE PRINTDATE EDITTIME NUMWORDS NUMCHARS REVNUM LISTNUM AUTONUM AUTONUMLGL AUTONUMOUT"
    " FORMTEXT FORMCHECKBOX FORMDROPDOWN BIBLIOGRAPHY"
)
PAGE_FIELDS = names("PAGE NUMPAGES SECTIONPAGES")
SWITCH = re.compile(r"\\[a-zA-Z*@#!]|\bMERGEFORMAT\b|\bCHARFORMAT\b|\b_(?:Toc|Ref|Hlk)\w+|\\")


@dataclass
class Field:
    """A field that has begun: first its instruction, then its result."""

    instruction: str = ""
    in_result: bool = False

    @property
    def keyword(self) -> str:
        """The field's name: PAGE, TOC, HYPERLINK…"""
        words = self.instruction.split()
        return words[0].upper() if words else ""

    @property
    def arguments(self) -> str:
        """What the instruction says beyond its name and switches."""
        return SWITCH.sub(" ", self.instruction.strip()[len(self.keyword) :]).strip(' "\t')


@dataclass
class Aside:
    """Words beside the printed text; *at* is where in the line they stood."""

    kind: str
    text: str
    at: int
    left: str = ""  # what the reviewer is told was left behind; '' for nothing


@dataclass
class Found:
    """A line being read, with what turned up on the way."""

    line: Line = field(default_factory=Line)
    asides: list[Aside] = field(default_factory=list)
    boxes: list[tuple[Any, str]] = field(default_factory=list)  # text boxes, and in which mode
    left: list[str] = field(default_factory=list)  # pictures, charts…
    drawn: list[Any] = field(default_factory=list)  # the pictures and charts that the page shows

    def aside(self, kind: str, text: str, left: str = "") -> None:
        """Keep *text* aside; what follows at once in the same kind is one aside."""
        if not text:
            return
        last = self.asides[-1] if self.asides else None
        if last and (last.kind, last.at, last.left) == (kind, self.line.length, left):
            last.text += text
        else:
            self.asides.append(Aside(kind, text, self.line.length, left))


class LineReader:
    """Reads paragraphs of one story; fields may run on from one to the next."""

    def __init__(self, word: Any, links: dict[str, Any], running: bool = False) -> None:
        self.word, self.links, self.running = word, links, running
        self.pictured = False  # whether its pictures are told one by one
        self.fields: list[Field] = []
        self.found = Found()
        self.style = ""

    def read(self, paragraph: Any, style: str, mode: str, found: Found | None = None) -> Found:
        """The paragraph's words; *mode* is 'shown', or the kind that all of it is kept aside as."""
        self.found, self.style = found or Found(), style
        self._children(paragraph, mode)
        return self.found

    def end(self) -> Found:
        """What fields that never ended still hold, once the story is over."""
        self.found = Found()
        while self.fields:
            self._end_field()
        return self.found

    # --- structure --------------------------------------------------------------------------------

    def _children(self, element: Any, mode: str) -> None:
        for child in element:
            self._inline(child, mode)

    def _inline(self, element: Any, mode: str) -> None:
        name = local(element)
        if name == "r" and namespace(element) != MATH_NS:
            self._run(element, mode)
        elif namespace(element) == MATH_NS:
            self._math(element, mode)
        elif name in GONE:
            self._children(element, "deletion")
        elif name == "AlternateContent":
            self._alternative(element, mode)
        elif name in WRAPPERS:
            self._wrapper(element, name, mode)

    def _wrapper(self, element: Any, name: str, mode: str) -> None:
        if name == "hyperlink":
            self._link(element)
        if name != "fldSimple":
            self._children(element, mode)
            return
        self.fields.append(Field(str(element.get(W + "instr") or ""), in_result=True))
        self._children(element, mode)
        self._end_field()

    def _link(self, element: Any) -> None:
        target = self.links.get(str(element.get(REL + "id")), "")
        anchor = str(element.get(W + "anchor") or "")
        self.found.aside("link", target, "link target")
        if has_words(anchor) and not anchor.startswith("_"):
            self.found.aside("attribute", anchor)

    def _math(self, element: Any, mode: str) -> None:
        for one in element.iter(f"{{{MATH_NS}}}t", W + "t"):
            self._put(one, one.text or "", mode, ())

    def _alternative(self, element: Any, mode: str) -> None:
        """Read what Word shows (Choice) and keep aside a fallback that says something else."""
        choices = [one for one in element if local(one) == "Choice"]
        fallbacks = [one for one in element if local(one) == "Fallback"]
        shown = choices[:1] or fallbacks[:1]
        for one in shown:
            self._run_children(one, mode, ()) if local(element.getparent()) == "r" else self._children(
                one, mode
            )
        words = "".join("".join("".join(self.word.words(one)) for one in shown).split())
        for other in [one for one in choices + fallbacks if one not in shown]:
            unseen = " ".join(self.word.words(other, mark=True))
            if "".join(unseen.split()) not in ("", words):
                self.found.aside("hidden", unseen, "hidden text")

    # --- runs -------------------------------------------------------------------------------------

    def _run(self, run: Any, mode: str) -> None:
        properties = run.find(W + "rPr")
        character = val(properties, "rStyle")
        styles = self.word.styles
        if mode == "shown" and styles.is_on("vanish", properties, character, self.style):
            mode = "hidden"
        self._run_children(run, mode, styles.emphasis(properties, character))

    def _run_children(self, run: Any, mode: str, emphasis: tuple[str, ...]) -> None:
        for child in run:
            name = local(child)
            if name in ("t", "delText"):
                self._put(child, child.text or "", "deletion" if name == "delText" else mode, emphasis)
            elif name in ("instrText", "delInstrText"):
                self._instruction(child)
            elif name in PLAIN:
                self._put(child, PLAIN[name], mode, emphasis)
            elif name == "br":
                broken = child.get(W + "type") in ("page", "column")
                self._put(child, "" if broken else "\n", mode, emphasis)
            elif name == "sym":
                self._put(child, symbol(child), mode, emphasis)
            else:
                self._special(child, name, mode, emphasis)

    def _special(self, child: Any, name: str, mode: str, emphasis: tuple[str, ...]) -> None:
        if name == "fldChar":
            self._field(child, mode)
        elif name in ("footnoteReference", "endnoteReference"):
            self._call(child, name, mode)
        elif name == "ruby":
            self._ruby(child, mode)
        elif name == "AlternateContent":
            self._alternative(child, mode)
        elif name in ("drawing", "pict", "object", "contentPart", "control"):
            self._drawing(child, mode)
        elif name == "r":
            self._run(child, mode)

    def _ruby(self, ruby: Any, mode: str) -> None:
        for part in ruby:
            if local(part) == "rubyBase":
                self._children(part, mode)
            elif local(part) == "rt":
                self.found.aside("alt", "".join(self.word.words(part, mark=True)), "pronunciation guide")

    def _call(self, reference: Any, name: str, mode: str) -> None:
        number = self.word.call_note(name[:-9], str(reference.get(W + "id"))) if mode == "shown" else ""
        if number:
            self.found.line.call(number)

    # --- fields -----------------------------------------------------------------------------------

    def _field(self, mark: Any, mode: str) -> None:
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self.fields.append(Field())
            self._form(mark)
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self._end_field()

    def _form(self, mark: Any) -> None:
        """A form field's default, help and list texts, which no page shows."""
        for one in mark.iter():
            if local(one) in ("helpText", "statusText", "default", "listEntry", "name"):
                self.found.aside("attribute", f"{one.get(W + 'val') or ''}\n")
            elif local(one) == "fldData":
                self.word.seen.add(one)
                self.found.aside("attribute", self.word.decoded(one.text or ""))

    def _instruction(self, element: Any) -> None:
        self.word.seen.add(element)
        if self.fields:
            self.fields[-1].instruction += element.text or ""
        else:
            self.found.aside("field", element.text or "", "field instruction")

    def _end_field(self) -> None:
        ended = self.fields.pop()
        if ended.keyword == "HYPERLINK":
            self.found.aside("link", ended.arguments, "link target")
        elif ended.keyword in LAYOUT_FIELDS:
            telling = has_words(ended.arguments) or len(re.findall(r"\d", ended.arguments)) > 3
            self.found.aside("attribute", ended.arguments if telling else "")
        elif ended.keyword:
            self.found.aside("field", ended.instruction.strip(), "field instruction")

    # --- words ------------------------------------------------------------------------------------

    def _put(self, element: Any, text: str, mode: str, emphasis: tuple[str, ...]) -> None:
        """Add words where they belong: printed, kept aside, or part of an instruction."""
        self.word.seen.add(element)
        if mode != "shown":
            self.found.aside(
                mode, text, {"deletion": "tracked deletion", "hidden": "hidden text"}.get(mode, "")
            )
        elif any(not one.in_result for one in self.fields):  # Word shows no text before a field's result
            self.found.aside("hidden", text, "hidden text")
        elif any(one.keyword == "TOC" for one in self.fields):
            self.found.aside("contents", text)
        elif self.running and self._is_page_number(text):
            return
        else:
            self.found.line.add(text, emphasis)

    def _is_page_number(self, text: str) -> bool:
        in_field = any(one.keyword in PAGE_FIELDS for one in self.fields)
        return in_field and not has_words(text.strip("ivxlcIVXLC"))

    def _drawing(self, element: Any, mode: str) -> None:
        from redact.formats.word_drawing import look_at

        in_result = all(one.in_result and one.keyword != "TOC" for one in self.fields)
        look_at(element, mode, self.found, self.pictured and mode == "shown" and in_result)


def symbol(element: Any) -> str:
    """The character of a w:sym; symbol fonts keep theirs in the private area from F000."""
    try:
        code = int(str(element.get(W + "char")), 16)
    except ValueError:
        return "\ufffd"
    font = str(element.get(W + "font") or "").lower()
    small = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if "dings" in font:
        return DINGBATS.get(small, "•")
    return chr(small) if 0x20 <= small < 0xD800 or 0xE000 <= small <= 0xFFFD else "\ufffd"
