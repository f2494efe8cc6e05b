"""Lessons and recommendations of one released report, each with the paragraph that it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from redact.learning.sentences import is_recommendation
from redact.model import Block, Document
from redact.rules.briefing import Wording
from redact.rules.phrases import folded, has_phrase

Kind = Literal["recommendation", "lesson"]
Under = Literal["recommendation", "lesson", "neither", ""]  # what stands under a heading
_KINDS: tuple[tuple[str, Under], ...] = (("recommendations", "recommendation"), ("lessons", "lesson"))
#: 'Recommendation 1:', 'R1', 'Learning point 2.', 'LP2', 'Finding 3 –' at the head of a paragraph or heading.
_LABELLED = re.compile(
    r"(?i:(?P<r>recommendation|rec\.?|action)|(?P<l>key learning(?: point)?|learning(?: point)?|lesson|finding))"
    r"\s*(?:no\.?\s*)?(?P<n>\d{1,2}[a-z]?(?:\.\d{1,2})?)\s*(?:[:.)–—-]\s*|\s+(?=[A-Z])|$)"
    r"|(?P<short>R|LP|L)(?P<m>\d{1,2})\s*[:.)–—-]?\s+(?=[A-Z])"
)
#: What is said of recommendations, and is none.
_ABOUT = re.compile(r"\brecommendations\b", re.IGNORECASE)
_LISTED = re.compile(r"^(?:[•▪◦–—*-]|\(?(?P<mark>[a-z]|[ivx]{1,4}|\d{1,2})[.)])\s+")
_BODY = frozenset({"paragraph", "item", "quote", "heading"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A lesson or a recommendation as the report has it. *place* is where it stands: 'paragraph 9.2'."""

    kind: Kind
    text: str
    place: str
    number: str = ""  # as the report counts: '9.2', 'R1', 'a'
    heading: str = ""  # that names it: 'Finding 3: Fathers were invisible'
    listed: bool = False  # an item of a list
    leads: bool = False  # only leads to a list: 'The Board should:'


def passages(document: Document, wording: Wording) -> tuple[Passage, ...]:
    """The lessons and recommendations of *document*, in its order."""
    return tuple(passage for passage in _passages(document, wording) if not passage.leads)


def recommended(document: Document, wording: Wording) -> tuple[Passage, ...]:
    """All that *document* recommends, word for word and in its order, with what leads to its lists.

    What only speaks of the recommendations ('The following recommendations are made to the Board.') is none.
    """
    found = (passage for passage in _passages(document, wording) if passage.kind == "recommendation")
    return tuple(
        p for p in found if p.listed or p.heading or is_recommendation(p.text) or not _ABOUT.search(p.text)
    )


def _passages(document: Document, wording: Wording) -> Iterator[Passage]:
    above: list[tuple[int, Under]] = []  # level and kind of the headings that stand over the block
    heading, labelled = "", ""
    for block in document.blocks:
        if block.kind not in _BODY or block.span is None or block.cell:
            continue
        text = " ".join(document.of(block.span).split())
        if block.kind == "heading":
            above = [each for each in above if each[0] < block.level]
            under, labelled = _under(text, above[-1][1] if above else "", wording)
            above.append((block.level, under))
            heading = text if labelled else ""
        elif found := _passage(text, block, above[-1][1] if above else "", heading, labelled):
            yield found


def _under(heading: str, inherited: Under, wording: Wording) -> tuple[Under, str]:
    """What stands under a heading, and the number of the lesson that the heading itself is."""
    words = folded(heading)
    if inherited == "neither" or has_phrase(words, wording.sections["neither"]):
        return "neither", ""
    if match := _LABELLED.match(heading):
        return _labelled_kind(match), _number(match)
    if inherited:
        return inherited, ""
    return next((under for key, under in _KINDS if has_phrase(words, wording.sections[key])), ""), ""


def _labelled_kind(match: re.Match[str]) -> Kind:
    return "recommendation" if match["r"] or match["short"] == "R" else "lesson"


def _number(match: re.Match[str]) -> str:
    return f"{match['short']}{match['m']}" if match["short"] else str(match["n"])


def _passage(text: str, block: Block, under: Under, heading: str, labelled: str) -> Passage | None:
    """The block as a lesson or recommendation; None where it is neither, or leads to a list of lessons."""
    if under == "neither" or (text.endswith(":") and under != "recommendation"):
        return None
    if text.endswith(":"):
        return Passage("recommendation", text, block.place, block.number or labelled, heading, leads=True)
    match = _LABELLED.match(text)
    if match and match.end() < len(text) and not _in_running_text(text, match):
        return Passage(_labelled_kind(match), text[match.end() :], block.place, _number(match), heading)
    if not under:
        return None
    mark = _LISTED.match(text)
    number = (mark["mark"] or "") if mark else block.number or labelled
    rest = text[mark.end() :] if mark else text
    return Passage(under, rest, block.place, number, heading, listed=block.kind == "item" or mark is not None)


def _in_running_text(text: str, match: re.Match[str]) -> bool:
    """'Recommendation 3 was accepted': a sentence about one, which is none."""
    if match["short"]:
        return False
    return text[match.end() - 1] == " " and not re.search(r"[:.)–—-]\s*$", text[: match.end()])
