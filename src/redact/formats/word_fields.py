"""Fields of Word: an instruction that nobody sees, and the result that is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from redact.formats.pieces import names
from redact.formats.word_names import OFF, W, is_on, local

#: Fields whose instruction is layout and whose result reads as text.
LAYOUT_FIELDS = names(
    "PAGE NUMPAGES SECTION SECTIONPAGES TOC REF PAGEREF NOTEREF HYPERLINK SEQ STYLEREF DATE TIME CREATEDATE"
    " SAVEDATE PRINTDATE EDITTIME NUMWORDS NUMCHARS REVNUM LISTNUM AUTONUM AUTONUMLGL AUTONUMOUT"
    " FORMTEXT FORMCHECKBOX FORMDROPDOWN BIBLIOGRAPHY INDEX TOA"
)
PAGE_FIELDS = names("PAGE NUMPAGES SECTIONPAGES")
#: Lists of places in the draft: not printed, since its pages are gone. What is not made anew is told.
LISTS = {"TOC": "", "INDEX": "index", "TOA": "table of authorities"}
SWITCH = re.compile(r"\\[a-zA-Z*@#!]|\bMERGEFORMAT\b|\bCHARFORMAT\b|\b_(?:Toc|Ref|Hlk)\w+|\\")
TARGET = re.compile(r'HYPERLINK\s+(?:"([^"]*)"|([^\s\\"]\S*))(?!.*\\l)', re.IGNORECASE | re.DOTALL)


@dataclass
class Field:
    """A field that has begun: first its instruction, then its result."""

    instruction: str = ""
    in_result: bool = False
    keyword: str = ""  # the field's name: PAGE, TOC, HYPERLINK…; '' until its result begins
    shown: str = ""  # what a form field shows that has no result of its own
    began: tuple[Any, int] = (None, 0)  # the paragraph and the offset where its result begins

    @property
    def arguments(self) -> str:
        """What the instruction says beyond its name and switches."""
        return SWITCH.sub(" ", self.instruction.strip()[len(self.keyword) :]).strip(' "\t')

    @property
    def target(self) -> str:
        """Where a HYPERLINK leads outside the file; '' for a place in it."""
        match = TARGET.match(self.instruction.strip())
        return (match[1] or match[2] or "") if match else ""

    @property
    def list_left(self) -> str:
        """What list of places is lost with this field; '' for none, or one that is made anew."""
        figures = self.keyword == "TOC" and re.search(r"\\[ac]\b", self.instruction)
        return "table of figures" if figures else LISTS.get(self.keyword, "")


@dataclass
class Fields:
    """The fields that are open at one point of a story, the outermost first."""

    open: list[Field] = field(default_factory=list)
    unfinished: int = 0  # how many of them have no result yet
    lists: int = 0  # how many are lists of places
    pages: int = 0  # how many are numbers of pages

    def begin(self, shown: str = "") -> None:
        """A field begins, with its instruction."""
        self.open.append(Field(shown=shown))
        self.unfinished += 1

    def separate(self, began: tuple[Any, int]) -> None:
        """The instruction of the innermost field is over; its result begins."""
        one = self.open[-1]
        if not one.in_result:
            one.in_result, one.began = True, began
            self.unfinished -= 1
            one.keyword = keyword_of(one.instruction)
            self._count(one, 1)

    def end(self) -> Field:
        """Close the innermost field."""
        one = self.open.pop()
        if one.in_result:
            self._count(one, -1)
        else:
            self.unfinished -= 1
            one.keyword = keyword_of(one.instruction)
        return one

    def _count(self, one: Field, by: int) -> None:
        self.lists += by * (one.keyword in LISTS)
        self.pages += by * (one.keyword in PAGE_FIELDS)

    @property
    def printing(self) -> bool:
        """Whether what stands here is printed: in no instruction and in no list of places."""
        return not self.unfinished and not self.lists

    @property
    def asking(self) -> Field | None:
        """The field into whose instruction the result of the innermost one goes; None if into none."""
        if not self.unfinished or not self.open[-1].in_result:
            return None
        return next(one for one in reversed(self.open) if not one.in_result)


def keyword_of(instruction: str) -> str:
    """The first word of a field's instruction, in capitals: PAGE, TOC, HYPERLINK…"""
    words = instruction.split(maxsplit=1)
    return words[0].upper() if words else ""


def form_shows(mark: Any) -> str:
    """The ballot box of a form's check box, or the chosen entry of its list; '' for any other field."""
    for one in mark.iter():
        if local(one) == "checkBox":
            state = "checked" if one.find(W + "checked") is not None else "default"
            return "☒" if is_on(one, state) else "☐"
        if local(one) == "ddList":
            return _chosen(one)
    return ""


def _chosen(entries: Any) -> str:
    named = [str(one.get(W + "val") or "") for one in entries.iterchildren(W + "listEntry")]
    chosen = next(
        (one.get(W + "val") for name in ("result", "default") for one in entries.iterchildren(W + name)), "0"
    )
    at = int(chosen) if str(chosen).isdecimal() and str(chosen) not in OFF else 0
    return named[at] if at < len(named) else ""
