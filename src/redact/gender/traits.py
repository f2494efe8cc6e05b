"""What tells a gender without being a pronoun or a word for a person: 'pregnant', a table's F, 'maternal'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.gender.nouns import Noun
from redact.gender.pronouns import Meant
from redact.gender.scene import Sentence
from redact.gender.wording import Change, of_noun
from redact.model import Span

if TYPE_CHECKING:
    from redact.gender.signs import Reading

#: What stands around a letter or word that is a note by itself.
BEFORE, AFTER = frozenset(["", *"|(,/\t:"]), frozenset(["", *"|),/\t;\n"])


def traits(reading: Reading, sentence: Sentence) -> Iterator[tuple[Meant, Change]]:
    """What only one gender is said to have or to do; always asked about, not where it is said of somebody else."""
    text = reading.text[sentence.span.start : sentence.span.end]
    for gender, listed in reading.words.traits.items():
        pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, listed))})(?!\w)".replace("'", "['’]")
        for found in re.finditer(pattern, text, re.IGNORECASE):
            span = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
            ids = _may_have(reading, sentence, span) & reading.anybody(gender)
            yield Meant(ids, False), Change(span, reading.words.mark)


def _may_have(reading: Reading, sentence: Sentence, span: Span) -> frozenset[str]:
    """Of whom the words may be said: the subject of their clause, else everybody in the paragraph."""
    place = next((n for n, w in enumerate(sentence.words) if w.end > span.start), None)
    if place is None:
        return reading.met_in(sentence)
    verb = place if sentence.words[place].tag.startswith("VB") else sentence.verb(place)
    subject = sentence.subject(verb) if verb is not None else None
    seen = sentence.at(subject) if subject is not None else None
    return seen.ids if seen else reading.met_in(sentence)


def column(reading: Reading, sentence: Sentence) -> Iterator[tuple[Meant, Change]]:
    """'F' or 'male' standing by itself in the row, or in brackets, beside a name."""
    row = reading.met_in(sentence)
    only = len({i for i in row if not i.startswith("~")}) == 1
    for place, word in enumerate(sentence.words):
        gender = reading.words.cells.get(word.lower)
        if gender and word.text[:1].isupper() and _is_apart(reading, sentence, place):
            ids = row & reading.anybody(gender)
            yield Meant(ids, only), Change(Span(word.start, word.end), reading.words.not_stated)


def _is_apart(reading: Reading, sentence: Sentence, place: int) -> bool:
    """Whether a word is a cell, or stands between brackets, bars or commas."""
    word = sentence.words[place]
    before = reading.text[sentence.span.start : word.start].rstrip(" ")[-1:]
    after = reading.text[word.end : sentence.span.end].lstrip(" ")[:1]
    return before in BEFORE and after in AFTER


def sides(reading: Reading, sentence: Sentence) -> Iterator[tuple[Meant, Change]]:
    """'Maternal' tells the gender of the parent between."""
    for place, word in enumerate(sentence.words[:-1]):
        gender = reading.words.sides.get(word.lower)
        if gender:
            ids = frozenset(i for i in reading.anybody(gender) if reading.cast[i].kind == "parent")
            change = of_noun(sentence, Noun(place, place + 1, None), sentence.words[place + 1].text)
            yield Meant(ids, False), change
