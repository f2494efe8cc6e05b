"""One Word paragraph, run by run: what is printed, and what lies beside it unseen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from redact.formats.links import may_stay
from redact.formats.pieces import Line, names
from redact.formats.word_fields import LAYOUT_FIELDS, Fields, form_shows
from redact.formats.word_inside import packed_words
from redact.formats.word_names import MATH_NS, REL, W, has_words, local, namespace, own_text
from redact.formats.word_sight import Sight
from redact.formats.word_styles import Own, own_settings
from redact.formats.word_symbols import plain, symbol
from redact.model import Link, Span

#: Elements that only wrap runs; their contents are read as if they were not there.
WRAPPERS = names(
    "ins moveTo hyperlink smartTag sdt sdtContent customXml fldSimple bdo dir oMath oMathPara rubyBase"
)
GONE = frozenset({"del", "moveFrom"})
UNSEEN = ("vanish", "specVanish", "webHidden")
PLAIN = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


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
    breaks: list[int] = field(default_factory=list)  # where a new page begins
    number: str = ""  # the label of a paragraph that this one runs on from

    def aside(self, kind: str, text: str, left: str = "") -> None:
        """Keep *text* aside; what follows at once in the same kind is one aside."""
        if not text:
            return
        last = self.asides[-1] if self.asides and kind != "link" else None
        if last and (last.kind, last.at, last.left) == (kind, self.line.length, left):
            last.text += text
        else:
            self.asides.append(Aside(kind, text, self.line.length, left))


class LineReader:
    """Reads paragraphs of one story; fields may run on from one to the next."""

    def __init__(self, word: Any, links: dict[str, Any], running: bool = False) -> None:
        self.word, self.links, self.running = word, links, running
        self.pictured = False  # whether its pictures are told one by one
        self.fields = Fields()
        self.found = Found()
        self.sight = Sight(word.styles, "", "")

    def read(self, paragraph: Any, sight: Sight, mode: str, found: Found | None = None) -> Found:
        """The paragraph's words; *mode* is 'shown', or the kind that all of it is kept aside as."""
        self.found, self.sight = found or Found(), sight
        self._children(paragraph, mode)
        return self.found

    def end(self) -> Found:
        """What fields that never ended still hold, once the story is over."""
        self.found = Found()
        while self.fields.open:
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
            self._link(element, mode)
        elif name == "fldSimple":
            self._simple_field(element, mode)
        else:
            self._children(element, mode)

    def _simple_field(self, element: Any, mode: str) -> None:
        self._form(element, within=False)
        self.fields.begin()
        self.fields.open[-1].instruction = str(element.get(W + "instr") or "")
        self._separate()
        self._children(element, mode)
        self._end_field()

    def _link(self, element: Any, mode: str) -> None:
        target = self.links.get(str(element.get(REL + "id")), "")
        anchor = str(element.get(W + "anchor") or "")
        if has_words(anchor) and not anchor.startswith("_"):
            self.found.aside("attribute", anchor)
        start = self.found.line.length
        self._children(element, mode)
        self._lead(target, start)

    def _lead(self, target: str, start: int) -> None:
        """The words from *start* on lead to *target*: they may where it is a public body's, else it is told."""
        line, stays = self.found.line, may_stay(target)
        if stays and start < line.length:
            line.links.append(Link(Span(start, line.length), stays))
        if stays == target:  # what is printed as it stands has nothing to be searched for
            self.word.led.add(target)
        else:
            self.found.aside("link", target, "" if stays else "link target")

    def _math(self, element: Any, mode: str) -> None:
        for one in element.iter(f"{{{MATH_NS}}}t", W + "t"):
            self._put(one, own_text(one), mode, ())

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
        own = own_settings(run.find(W + "rPr"))
        character = str(own["rStyle"].get(W + "val") or "") if "rStyle" in own else ""
        if mode == "shown" and self._is_unseen(own, character):
            mode = "hidden"
        self._run_children(run, mode, self.word.styles.emphasis(own, character, self.sight.style))

    def _is_unseen(self, own: Own, character: str) -> bool:
        """Whether Word prints nothing of the run, or nothing that can be seen."""
        styles, style = self.word.styles, self.sight.style
        hidden = any(styles.is_on(name, own, character, style) for name in UNSEEN)
        return (hidden and not self.fields.lists) or self.sight.misses(own, character)

    def _run_children(self, run: Any, mode: str, emphasis: tuple[str, ...]) -> None:
        for child in run:
            name = local(child)
            if name in ("t", "delText"):
                text = plain(own_text(child), run)
                self._put(child, text, "deletion" if name == "delText" else mode, emphasis)
            elif name in ("instrText", "delInstrText"):
                self._instruction(child)
            elif name in PLAIN:
                self._put(child, PLAIN[name], mode, emphasis)
            elif name == "br":
                self._break(child, mode, emphasis)
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

    def _break(self, element: Any, mode: str, emphasis: tuple[str, ...]) -> None:
        """A new line; where a new page begins is noted. A break parts words, and never joins them."""
        self._put(element, "\n", mode, emphasis)
        if element.get(W + "type") == "page" and mode == "shown":
            self.found.breaks.append(self.found.line.length)

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
            self.fields.begin(form_shows(mark) if mode == "shown" else "")
            self._form(mark)
        elif kind == "separate" and self.fields.open:
            self._separate()
        elif kind == "end" and self.fields.open:
            self._end_field()

    def _separate(self) -> None:
        self.fields.separate((self.found, self.found.line.length))

    def _form(self, mark: Any, within: bool = True) -> None:
        """A form field's default, help and list texts, and data of a field, which no page shows."""
        for one in mark.iter() if within else mark:
            if local(one) in ("helpText", "statusText", "default", "listEntry", "name"):
                self.found.aside("attribute", f"{one.get(W + 'val') or ''}\n")
            elif local(one) == "fldData":
                self.word.seen.add(one)
                self.found.aside("attribute", "\n".join(packed_words(one.text or "")) or one.text or "")

    def _instruction(self, element: Any) -> None:
        self.word.seen.add(element)
        if self.fields.open and not self.fields.open[-1].in_result:
            self.fields.open[-1].instruction += own_text(element)
        else:
            self.found.aside("field", own_text(element), "field instruction")

    def _end_field(self) -> None:
        ended = self.fields.end()
        found, start = ended.began
        if (
            ended.shown
            and self.fields.printing
            and not (found is self.found and start < self.found.line.length)
        ):
            self._add(ended.shown, ())
        if ended.list_left:
            self.found.left.append(ended.list_left)
        if ended.keyword == "HYPERLINK" and ended.target:
            self._lead(ended.target, start if found is self.found else self.found.line.length)
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
        else:
            self._add(text, emphasis)

    def _add(self, text: str, emphasis: tuple[str, ...]) -> None:
        """Add words that Word shows, unless they are part of an instruction, a list of contents, a page number."""
        if asking := self.fields.asking:
            asking.instruction += text
        elif self.fields.unfinished:  # Word shows no text before a field's result
            self.found.aside("hidden", text, "hidden text")
        elif self.fields.lists:
            self.found.aside("contents", text)
        elif not (self.running and self.fields.pages and not has_words(text.strip("ivxlcIVXLC"))):
            self.found.line.add(text, emphasis)

    def _drawing(self, element: Any, mode: str) -> None:
        from redact.formats.word_drawing import look_at

        pictured = self.pictured and mode == "shown" and self.fields.printing
        look_at(element, mode, self.found, pictured)
