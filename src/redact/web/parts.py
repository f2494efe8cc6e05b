"""summary.yaml as buttons and fields: what each of them makes of the text.

Nothing of the report goes into the text: paragraphs and sentences are named by their place ('3.4:2').
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from redact.amending import Quoted, add, data_of, put, swap, take_out
from redact.errors import RulesError
from redact.publications import SUMMARY_FILE, Outline, Place, Wanted, wanted_of
from redact.rules.sections import WHOLE, Kind, Sections

FILE = Path(SUMMARY_FILE)
#: How long a section is that is put in by a button, where the rules say none.
SOME = 100
LONGEST_TITLE = 120


class FieldError(RulesError):
    """What was typed into one field cannot be taken; the text is as it was before."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def place_of(name: str) -> Place:
    """The place that '3.4' or '3.4:2' names."""
    paragraph, colon, sentence = name.strip().rpartition(":")
    if colon and sentence.isascii() and sentence.isdigit():
        return Place(paragraph.strip(), int(sentence))
    return Place(name.strip())


def name_of(place: Place) -> str:
    """The place as summary.yaml names it."""
    return f"{place.paragraph}:{place.sentence}" if place.sentence else place.paragraph


# Fields ----------------------------------------------------------------------------------------------


def typed(text: str, form: Mapping[str, str], rules: Sections) -> str:
    """The text with the titles and lengths that a form has.

    Raises:
        FieldError: one of them cannot be taken.
        RulesError: the text is none that a form can change.
    """
    known = {kind.name: kind for kind in rules.offered}
    for at, part in enumerate(wanted_of(text, rules).parts):
        title, words = form.get(f"part.{at}.title"), form.get(f"part.{at}.words")
        if title is not None and (said := _title(at, title) or known[part.section].title) != part.title:
            own = "" if said == known[part.section].title else said
            text = put(text, ("sections", at, "title"), own, FILE)
        if words is not None and (length := _words(at, words)) != (
            WHOLE if part.words is None else part.words
        ):
            text = put(text, ("sections", at, "words"), length, FILE)
    return text


def _title(at: int, title: str) -> str:
    said = " ".join(title.split())
    if not said.isprintable() or len(said) > LONGEST_TITLE:
        why = f"a heading has at most {LONGEST_TITLE} characters, all of which print"
        raise FieldError(f"part.{at}.title", why)
    return said


def _words(at: int, words: str) -> int | str:
    said = words.strip().casefold()
    if said == WHOLE:
        return WHOLE
    if not (said.isascii() and said.isdigit() and len(said) <= 5):
        raise FieldError(f"part.{at}.words", "the length is a number of words, or the word: whole")
    return int(said)


# Buttons ---------------------------------------------------------------------------------------------


def moved(text: str, at: int, step: int) -> str:
    """The text with section *at* one place further up (*step* -1) or down (1)."""
    first, count = min(at, at + step), len(data_of(text, FILE)["sections"])
    return swap(text, "sections", first, FILE) if 0 <= first < count - 1 else text


def without(text: str, at: int) -> str:
    """The text without section *at*.

    Raises:
        RulesError: it is the only one.
    """
    if len(data_of(text, FILE)["sections"]) < 2:
        raise RulesError("a summary has one section at least; put another one in first")
    return take_out(text, "sections", at, FILE)


def with_section(text: str, kind: Kind) -> str:
    """The text with one more section, at the end."""
    words = WHOLE if kind.words is None else kind.words or SOME
    return add(text, "sections", {"section": kind.name, "words": words}, FILE)


def with_sources(text: str, shown: bool) -> str:
    """The text with the numbers of the paragraphs in the summary, or without."""
    return put(text, ("sources",), "shown" if shown else "hidden", FILE)


def chosen(text: str, rules: Sections, outline: Outline, at: int, name: str, choice: str) -> str:
    """The text where a person's *choice* for a place in section *at* is 'add', 'leave', or 'free': the program's.

    Raises:
        RulesError: the report has no such place, or recommendations are to be cut.
    """
    place, wanted = place_of(name), wanted_of(text, rules)
    part, paragraph = wanted.parts[at], outline.named(place.paragraph)
    if paragraph is None or place.sentence > len(paragraph.sentences):
        raise RulesError(f"the report has no paragraph or sentence {name_of(place) or '(nothing typed)'}")
    count, own = len(paragraph.sentences), paragraph.section == part.section
    added, left = _but(part.add, place, count), _but(part.leave, place, count)
    if choice == "add" and not (own and part.words is None):
        added.append(place)
    if choice == "leave" and own:
        left.append(place)
    for key, before, places in (("add", part.add, added), ("leave", part.leave, left)):
        if list(map(name_of, before)) != (names := list(map(name_of, places))):
            text = put(text, ("sections", at, key), [Quoted(each) for each in names], FILE)
    wanted_of(text, rules)
    return text


def _but(places: Iterable[Place], gone: Place, count: int) -> list[Place]:
    """The places without *gone*: of a paragraph of *count* sentences that holds it, the other sentences stay."""
    found: list[Place] = []
    for place in places:
        if place.paragraph != gone.paragraph:
            found.append(place)
        elif gone.sentence and place.sentence == 0:
            found += [Place(place.paragraph, n) for n in range(1, count + 1) if n != gone.sentence]
        elif gone.sentence and place.sentence != gone.sentence:
            found.append(place)
    return found


def missing(wanted: Wanted, rules: Sections) -> Sequence[Kind]:
    """The kinds of section that the summary has not."""
    there = {part.section for part in wanted.parts}
    return [kind for kind in rules.offered if kind.name not in there]
