"""What the sentences of finished files tell about when people were born, died and were harmed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from redact.checks.names import place_of
from redact.checks.nouns import Opened, Passage
from redact.checks.people import Cast, focus_after, whom
from redact.checks.phrases import (
    BEFORE,
    BIRTHDAY,
    BORN,
    DEATH,
    INCIDENT,
    LATER,
    Phrase,
    ages_in,
    birthday_shifts,
    classes_in,
    dates_in,
    gap_of,
    gap_shift,
)
from redact.checks.silence import heard
from redact.checks.windows import Fact, Shift, Window, days_of, merged
from redact.remembered import remembered

#: A sentence ends with its stop, its paragraph, its item, and before a row of a table: 'Hospital 1' over 'May 2031' is no 1 May.
_ENDS = re.compile(r"(?<=[.!?])[”\"']?\s+(?=[A-Z“\"'\d])|\n\s*\n|[\r\n]+(?=\d+(?:\.\d+)*[.\s]|[•–] |[^\r\n|]* \| )")
#: A date that says since when, until when or before when gives no day.
_OPEN = re.compile(
    r"\b(?:since|until|till|from|before|after|by|or before|or after|than|between)\s(?:the\s)?$", re.IGNORECASE
)
#: What leads from a phrase to the date after it.
_LEADS = re.compile(r"\b(?:in|on|of|at|during|was|is)\b|[:(,]")
_EVENTS = (("death", DEATH), ("incident", INCIDENT), ("birth", BORN))
#: A day that is known as a distance from Day 1, which is as good as its date.
_SOME_DAY: Window = ((date(2000, 1, 1).toordinal(),) * 2,)
#: How far from a phrase its date may stand: among several, and where there is only one.
_NEAR, _FAR = 70, 200


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, and where it stands."""

    text: str
    file: str
    place: str
    focus: str


@dataclass(frozen=True, slots=True)
class _Event:
    who: str
    about: str
    start: int
    end: int


def told(opened: Sequence[Opened], cast: Cast) -> Iterator[Fact]:
    """Every fact about a birth, a death, an incident or an age that the visible text gives."""
    counted = any("Day 1" in passage.text for file in opened for passage in file.visible)
    for file in opened:
        last: tuple[_Event, ...] = ()
        for sentence in sentences(file, cast):
            if not _says_anything(sentence.text):
                last = ()
                continue
            events = tuple(_events(sentence, cast))
            yield from _dated(sentence, events)
            yield from _aged(sentence, events, cast)
            yield from _birthdays(sentence, events, cast)
            yield from _afterwards(sentence, events, last)
            yield from _before(sentence, events, counted)
            last = events
        yield from _in_tables(file, cast)


def sentences(file: Opened, cast: Cast) -> Iterator[Sentence]:
    """The sentences of the visible text, white space as single signs, each with whom its pronouns mean."""
    focus = cast.subject
    for passage in file.visible:
        for start, text in _in_sentences(passage.text):
            yield Sentence(text, file.file, place_of(passage, start), focus)
            focus = focus_after(text, cast, focus)


def also_in(places: Iterable[tuple[str, str]]) -> str:
    """Words for the end of a message: where else the things stand that are told together."""
    named = (f"{file.replace(chr(92), '/').rsplit('/', 1)[-1]}, {place}" for file, place in places)
    return f", together with what stands in: {also}" if (also := "; ".join(named)) else ""


@remembered(1 << 12)  # each passage is asked about by several questions
def _in_sentences(text: str) -> tuple[tuple[int, str], ...]:
    """Where each sentence begins, and its words, white space as single signs."""
    return tuple((start, re.sub(r"\s", " ", text[start:end])) for start, end in _stretches(text))


@heard(nothing=False)
def _says_anything(text: str) -> bool:
    """Whether a sentence can tell of a birth, a death, an incident or an age; most do not, whoever is meant."""
    patterns = (DEATH, INCIDENT, BORN, BIRTHDAY, LATER, BEFORE)
    return bool(any(p.search(text) for p in patterns) or ages_in(text) or any(classes_in(text)))


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _ENDS.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _events(sentence: Sentence, cast: Cast) -> Iterator[_Event]:
    for about, pattern in _EVENTS:
        for match in pattern.finditer(sentence.text):
            rest = sentence.text[match.end() :]
            if re.match(r"\s?of\s", rest) or re.search(r"\bof$", match.group()):
                after = match.end() + (4 if rest.startswith(" of") else 1)
                named = [who for first, _, who in cast.in_text(sentence.text) if 0 <= first - after <= 2]
                who = named[0] if named else ""
            else:
                who = whom(sentence.text, match.start(), match.end(), cast, sentence.focus)
            if who:
                # 'brought on 14 March with injuries': the date may stand inside
                end = match.start() + len(match.group().split()[0]) if about == "incident" else match.end()
                yield _Event(who, about, match.start(), end)


def _fact(sentence: Sentence, who: str, about: str, days: Window, shift: Shift | None, *words: str) -> Fact:
    return Fact(who, about, days, shift, sentence.file, sentence.place, " … ".join(w for w in words if w))


def _times(sentence: Sentence) -> list[Phrase]:
    """The dates of a sentence that say when something was."""
    return [
        d for d in dates_in(sentence.text) if not _OPEN.search(sentence.text[max(d.start - 14, 0) : d.start])
    ]


def _date_for(sentence: Sentence, start: int, end: int, times: Sequence[Phrase]) -> Phrase | None:
    """The date that goes with a phrase: the only one, the nearest after it in its clause, else the nearest before."""
    near = _NEAR if len(times) > 1 else _FAR
    after = [d for d in times if 0 <= d.start - end < near and ";" not in sentence.text[end : d.start]]
    before = [d for d in times if 0 <= start - d.end < near and ";" not in sentence.text[d.end : start]]
    if not after or not before:
        return after[0] if after else before[-1] if before else None
    gap = sentence.text[end : after[0].start]
    if len(gap) <= 25 and _LEADS.search(gap):
        return after[0]
    return after[0] if len(gap) < start - before[-1].end else before[-1]


def _dated(sentence: Sentence, events: Sequence[_Event]) -> Iterator[Fact]:
    times = _times(sentence)
    lengths = [m.span() for m in LATER.finditer(sentence.text)]
    for event in events:
        found = _date_for(sentence, event.start, event.end, times)
        if found and not any(_between(span, event, found) for span in lengths):
            days = _part(sentence.text, found, days_of(found.value))
            if days:
                yield _fact(sentence, event.who, event.about, days, None, found.text)


def _part(text: str, found: Phrase, days: Window) -> Window:
    """'early March' is its first third, 'late March' its last."""
    before = re.search(
        r"\b(early|late|mid)(?:[\s-]|\sin\s)$", text[max(found.start - 9, 0) : found.start], re.IGNORECASE
    )
    word = before[1].lower() if before else ""
    thirds = {"early": (0, 1), "mid": (1, 2), "late": (2, 3)}.get(word, (0, 3))
    return merged(
        (first + (last + 1 - first) * thirds[0] // 3, first + -(-(last + 1 - first) * thirds[1] // 3) - 1)
        for first, last in days
    )


def _between(span: tuple[int, int], event: _Event, found: Phrase) -> bool:
    """Whether a length of time stands between an event and a date, or counts to the event: then the date is of another day."""
    low, high = min(event.start, found.start), max(event.end, found.end)
    return low <= span[0] < high and "same" not in found.text


def _aged(sentence: Sentence, events: Sequence[_Event], cast: Cast) -> Iterator[Fact]:
    times = _times(sentence)
    for age in (*ages_in(sentence.text), *classes_in(sentence.text)):
        who = whom(sentence.text, age.start, age.end, cast, sentence.focus)
        if not who:
            continue
        when = _date_for(sentence, age.start, age.end, times)
        same = [e for e in events if e.who == who and e.about != "birth"]
        near = when and 0 <= when.start - age.end <= 8
        if age.shift and same and not near:
            yield _fact(sentence, who, same[0].about, (), age.shift, age.text)
        elif when:
            days = _part(sentence.text, when, days_of(when.value))
            born = age.shift.earlier(days) if age.shift else _of_class(age.classes[0], days)
            if born:
                yield _fact(sentence, who, "birth", born, None, age.text, when.text)


def _of_class(year: int, days: Window) -> Window:
    """When a child in this school year on one of these days was born; years run from 1 September in England.

    A nursery class also takes children before the year in which they turn four.
    """
    found = []
    for first, last in days:
        start, end = (date.fromordinal(day) for day in (first, last))
        autumns = range(start.year - (start.month < 9), end.year - (end.month < 9) + 1)
        for autumn in autumns:
            youngest = autumn - year - 4 + (1 if year < 0 else 0)
            found.append((date(autumn - year - 5, 9, 1).toordinal(), date(youngest, 8, 31).toordinal()))
    return merged(found)


def _birthdays(sentence: Sentence, events: Sequence[_Event], cast: Cast) -> Iterator[Fact]:
    times = _times(sentence)
    for match in BIRTHDAY.finditer(sentence.text):
        named = [who for first, end, who in cast.in_text(match.group())]
        who = (
            named[0] if named else whom(sentence.text, match.start(), match.start() + 1, cast, sentence.focus)
        )
        shifts = birthday_shifts(match)
        same = [e for e in events if e.who == who and e.about != "birth"]
        when = _date_for(sentence, match.start(), match.end(), times)
        if who and same and len(shifts) == 1:
            yield _fact(sentence, who, same[0].about, (), shifts[0], match.group())
        elif when or (same and (when := _date_for(sentence, same[0].start, same[0].end, times))):
            if who and when:
                days = days_of(when.value)
                born = merged(stretch for shift in shifts for stretch in shift.earlier(days))
                yield _fact(sentence, who, "birth", born, None, match.group(), when.text)


def _afterwards(sentence: Sentence, events: Sequence[_Event], last: Sequence[_Event]) -> Iterator[Fact]:
    """'The next day, in April 2016': an event so many days before a date."""
    times = _times(sentence)
    for match in LATER.finditer(sentence.text):
        days = gap_of(match)
        event = _counted_from(match, events, last)
        when = next((d for d in times if d.start >= match.end()), None) or next(iter(times), None)
        if not days or not event or not when or days == (0, 0):
            continue
        if any(e is event and 0 <= when.start - e.end < 8 for e in events) and len(times) > 1:
            when = next(d for d in times if d is not when)
        moved = merged((a - days[1], b - days[0]) for a, b in days_of(when.value))
        if moved:
            yield _fact(sentence, event.who, event.about, moved, None, match.group(), when.text)


def _before(sentence: Sentence, events: Sequence[_Event], counted: bool) -> Iterator[Fact]:
    """'Born 1,096 days before he died': where days are *counted* from Day 1, that is the day of birth itself."""
    for match in BEFORE.finditer(sentence.text):
        born = [e for e in events if e.about == "birth" and e.end <= match.start()]
        others = (e for e in events if e.about != "birth" and 0 <= e.start - match.end() < 40)
        other, shift = next(others, None), gap_shift(match)
        if born and (match["counted"] or (other and shift and counted)):
            yield _fact(sentence, born[-1].who, "birth", _SOME_DAY, None, match.group().strip())
        elif born and other and shift and other.who == born[-1].who:
            yield _fact(sentence, other.who, other.about, (), shift, match.group().strip())


def _counted_from(match: re.Match[str], events: Sequence[_Event], last: Sequence[_Event]) -> _Event | None:
    """The event that a length of time counts from: named after it, before it, or in the sentence before."""
    side = (match.groupdict().get("side") or "").lower()
    if side in {"before", "after"}:
        return next((e for e in events if 0 <= e.start - match.end() < 30), None)
    before = [e for e in events if e.end <= match.start()]
    return before[-1] if before else last[-1] if last else None


# Tables of a family -----------------------------------------------------------------------------


def _in_tables(file: Opened, cast: Cast) -> Iterator[Fact]:
    """A cell with an age, a few cells after a label, where the file says of which day the ages are."""
    days, words = _day_of_ages(file)
    recent: list[str] = []
    for passage in file.visible if days else ():
        for age in ages_in(passage.text):
            who = next((cast.labels[cell] for cell in reversed(recent[-4:]) if cell in cast.labels), "")
            if who and age.shift and passage.text.strip() == age.text:
                yield _cell(file, passage, who, age, days, words)
        recent.append(passage.text.strip())


def _day_of_ages(file: Opened) -> tuple[Window, str]:
    for passage in file.visible:
        if found := re.search(
            r"\b[Aa]ges\s(?:given\s)?are\s(?:those|as|given)?\s?(?:at|in|on)\s", passage.text
        ):
            for when in dates_in(passage.text[found.start() :]):
                return days_of(when.value), when.text
    return (), ""


def _cell(file: Opened, passage: Passage, who: str, age: Phrase, days: Window, words: str) -> Fact:
    born = age.shift.earlier(days) if age.shift else ()
    return Fact(who, "birth", born, None, file.file, passage.place, f"{age.text} … {words}")
