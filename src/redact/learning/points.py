"""What each review teaches, as points that can be printed: sentences that tell of no case and stand alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redact.learning.actions import Action, actions_in
from redact.learning.labels import labels_in, without_labels
from redact.learning.lessons import Kind, Passage, passages, recommended
from redact.learning.sentences import (
    as_call,
    is_lesson,
    is_recommendation,
    joined,
    leans,
    split,
    tells_a_case,
    without_pointer,
)
from redact.model import Document
from redact.rules import Rules
from redact.rules.briefing import Wording, read_briefing
from redact.rules.phrases import folded, has_phrase
from redact.rules.themes import Theme, read_themes, themes_of

#: Of sentences, those in which something may identify somebody.
Flag = Callable[[Sequence[str]], frozenset[str]]
LEFT_OUT = ("tells of a case", "leans on its report", "may identify", "by choice")


@dataclass(frozen=True, slots=True)
class Review:
    """One released review: the texts of its edition by file name, the report first."""

    number: int
    texts: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence ready for print, and where it comes from."""

    kind: Kind
    text: str
    who: str  # is to act; '' where nobody is named
    themes: tuple[Theme, ...]
    services: tuple[str, ...]
    review: int
    file: str
    place: str
    number: str
    source: str  # the report's own sentence
    altered: bool = False

    @property
    def id(self) -> str:
        """A short name by which the point can be left out; the same for the same words of the same file."""
        told = f"{self.file}\x1f{self.place}\x1f{self.source}"
        return "p-" + hashlib.sha256(told.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Learning:
    """What the reviews teach together."""

    reviews: tuple[Review, ...]
    points: tuple[Point, ...]
    passages: tuple[tuple[int, Passage, tuple[Theme, ...]], ...]  # review, passage, its themes
    left_out: Mapping[str, int] = field(default_factory=dict)  # sentences, by why
    recommended: tuple[
        tuple[int, Passage], ...
    ] = ()  # by each review, whole: for what is made of one review alone
    actions: tuple[tuple[int, Action], ...] = ()  # what was done since, or is planned, by each review

    def of(self, review: int, kind: str = "") -> tuple[Point, ...]:
        """The points of one review, of one kind or of both."""
        return tuple(p for p in self.points if p.review == review and kind in {"", p.kind})

    def by_theme(self) -> tuple[tuple[Theme, tuple[Point, ...]], ...]:
        """The points sorted by their first theme: the themes of most reviews first, then those with most calls."""
        themes = {p.themes[0].id: p.themes[0] for p in self.points if p.themes}
        sorted_out = [(t, tuple(p for p in self.points if p.themes[:1] == (t,))) for t in themes.values()]
        return tuple(sorted(sorted_out, key=lambda each: (*_weight(each[1]), each[0].name)))

    @property
    def unsorted(self) -> tuple[Point, ...]:
        """The points that show no theme."""
        return tuple(p for p in self.points if not p.themes)

    def counts(self) -> dict[str, dict[int, int]]:
        """How many passages show a theme: theme id → review → passages; reviews without are left out."""
        found: dict[str, dict[int, int]] = {}
        for review, _, themes in self.passages:
            for theme in themes:
                row = found.setdefault(theme.id, {})
                row[review] = row.get(review, 0) + 1
        return found


def _weight(points: Sequence[Point]) -> tuple[int, int, int]:
    """Of how many reviews points are, how many are calls, and how many there are: the smaller, the more."""
    calls = sum(p.kind == "recommendation" for p in points)
    return -len({p.review for p in points}), -calls, -len(points)


def learn(
    reviews: Sequence[Review],
    rules: Rules,
    flag: Flag,
    leave_out: Iterable[str] = (),
    alter: bool = False,
) -> Learning:
    """What *reviews* teach.

    *flag* says of sentences which may identify somebody; these are left out, and so are the points whose ids
    are in *leave_out*. With *alter*, a sentence that only has a label of its case is kept, the label put as what it is.
    """
    wording, themes = read_briefing(rules.folder), read_themes(rules.folder)
    found = [(r, f, p) for r in reviews for f, p in _passages(r, wording)]
    left = dict.fromkeys(LEFT_OUT, 0)
    points = [p for each in found for p in _points(*each, rules, wording, themes, alter, left)]
    points = list({(p.review, p.text): p for p in reversed(points)}.values())[::-1]
    flagged = flag([p.text for p in points])
    unwanted = frozenset(leave_out)
    left["may identify"] = sum(p.text in flagged for p in points)
    left["by choice"] = sum(p.id in unwanted for p in points)
    kept = tuple(p for p in points if p.text not in flagged and p.id not in unwanted)
    sorted_out = tuple((r.number, p, themes_of(f"{p.heading}. {p.text}", themes)) for r, _, p in found)
    done = tuple(_done(reviews, rules, flag))
    return Learning(tuple(reviews), kept, sorted_out, left, tuple(_recommended(reviews, wording)), done)


def _done(reviews: Iterable[Review], rules: Rules, flag: Flag) -> Iterator[tuple[int, Action]]:
    """What each review says was done or is planned, by the first of its texts that says anything; what may identify is left out."""
    for review in reviews:
        found = next(filter(None, (actions_in(each, rules) for each in review.texts.values())), ())
        flagged = flag([part for action in found for part in action.parts])
        yield from ((review.number, each) for each in found if flagged.isdisjoint(each.parts))


def _recommended(reviews: Iterable[Review], wording: Wording) -> Iterator[tuple[int, Passage]]:
    """What each review recommends, by the first of its texts that recommends anything."""
    for review in reviews:
        found = (recommended(document, wording) for document in review.texts.values())
        yield from ((review.number, passage) for passage in next(filter(None, found), ()))


def _passages(review: Review, wording: Wording) -> Iterator[tuple[str, Passage]]:
    """Recommendations and lessons, each kind from the first text that has any: a summary repeats its report."""
    found = {file: passages(document, wording) for file, document in review.texts.items()}
    for kind in ("lesson", "recommendation"):
        file = next((f for f, each in found.items() if any(p.kind == kind for p in each)), "")
        yield from ((file, p) for p in found.get(file, ()) if p.kind == kind)


def _points(
    review: Review,
    file: str,
    passage: Passage,
    rules: Rules,
    wording: Wording,
    themes: tuple[Theme, ...],
    alter: bool,
    left: dict[str, int],
) -> Iterator[Point]:
    for sentence in _told(passage, rules, wording):
        if not _is_point(sentence, passage, wording):
            continue
        labelled = bool(labels_in(sentence, rules))
        if tells_a_case(sentence, wording, passage.kind == "lesson") or (labelled and not alter):
            left["tells of a case"] += 1
        elif leans(sentence, wording):
            left["leans on its report"] += 1
        else:
            plain = without_labels(sentence, rules) if labelled else sentence
            call = as_call(plain) if passage.kind == "recommendation" else None
            yield Point(
                passage.kind,
                call.text if call else plain,
                call.who if call else "",
                themes_of(f"{passage.heading}. {sentence}", themes),
                services_in(sentence, wording),
                review.number,
                file,
                passage.place,
                passage.number,
                sentence,
                labelled,
            )


def _told(passage: Passage, rules: Rules, wording: Wording) -> Iterator[str]:
    """The sentences of a passage: of a recommendation without what points at its report, of a lesson with what goes on."""
    if passage.kind == "recommendation":
        yield from map(without_pointer, split(passage.text))
        return
    yield from joined(split(passage.text), lambda each: _is_general(each, rules, wording))


def _is_general(sentence: str, rules: Rules, wording: Wording) -> bool:
    """Whether a sentence of a lesson is about practice and tells nothing of a case, whether or not it stands alone."""
    general = is_lesson(sentence, wording) and not tells_a_case(sentence, wording, lesson=True)
    return general and not labels_in(sentence, rules) and not has_phrase(folded(sentence), wording.leaning)


def _is_point(sentence: str, passage: Passage, wording: Wording) -> bool:
    if passage.kind == "recommendation":
        return passage.listed or is_recommendation(sentence)
    return is_lesson(sentence, wording)


def services_in(text: str, wording: Wording) -> tuple[str, ...]:
    """The kinds of service that *text* names."""
    seen = folded(text)
    return tuple(service.name for service in wording.services if has_phrase(seen, service.phrases))
