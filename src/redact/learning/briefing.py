"""The learning briefing over several reviews, and its seven-minute form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from redact.learning.points import Learning, Point
from redact.learning.sheet import Sheet
from redact.model import Edition
from redact.rules.briefing import Wording
from redact.rules.themes import Theme

#: Calls under one heading, and headings; a briefing is one to two pages.
MOST_CALLS = 3
MOST_THEMES = 8
SEVEN_THEMES = 3
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(number: int) -> str:
    """A number as a text has it: 'three', '14'."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def about(learning: Learning, wording: Wording, product: str) -> str:
    """What a *product* (briefing, precis, themes) says of itself, true of how many reviews there are."""
    count = len(learning.reviews)
    own = wording.texts[f"{product} about one" if count == 1 else f"{product} about"]
    return own.replace("{reviews}", in_words(count))


def line(point: Point) -> str:
    """A point as one line: the call, and for whom it is."""
    return f"{point.text} (For {point.who}.)" if point.who else point.text


def notices(learning: Learning, wording: Wording) -> Iterator[str]:
    """What was done to the reports' words, and where to read on (R39)."""
    yield wording.texts["own words"]
    yield wording.texts["facts"]
    if any(point.altered for point in learning.points):
        yield wording.texts["altered"]


def briefing(learning: Learning, wording: Wording) -> Edition:
    """One to two pages: calls under short headings, and what each group of readers does with them."""
    sheet = Sheet("learning-briefing", wording.texts["briefing title"])
    sheet.paragraph(about(learning, wording, "briefing"))
    groups = [*learning.by_theme()[:MOST_THEMES], *_unsorted(learning)]
    for theme, points in groups:
        sheet.heading(theme.heading)
        sheet.paragraph(_theme_line(theme, points, learning))
        sheet.items(line(point) for point in chosen(points, MOST_CALLS))
    sheet.heading("What to do with this briefing")
    sheet.items(f"{reader.group}: {reader.does}" for reader in wording.readers)
    sheet.heading("About this briefing")
    sheet.paragraph(*notices(learning, wording), wording.texts["progress"], wording.texts["where"])
    return sheet.edition()


def _unsorted(learning: Learning) -> list[tuple[Theme, tuple[Point, ...]]]:
    """What shows no theme, where nothing else is there to be said."""
    other = Theme("other", "Other learning", "Also", (), (), ())
    return [(other, learning.unsorted)] if learning.unsorted and not learning.by_theme() else []


def _theme_line(theme: Theme, points: Sequence[Point], learning: Learning) -> str:
    count, all_of_them = len({p.review for p in points}), len(learning.reviews)
    if theme.id == "other":
        return ""
    return f"{theme.name}. {said_in(count, all_of_them)}" if all_of_them > 1 else f"{theme.name}."


def said_in(count: int, all_of_them: int) -> str:
    """In how many of several reviews: 'From one of the three reviews.', 'From all three reviews.', 'From both reviews.'"""
    if count < all_of_them:
        return f"From {in_words(count)} of the {in_words(all_of_them)} reviews."
    return "From both reviews." if count == 2 else f"From all {in_words(count)} reviews."


def chosen(points: Iterable[Point], most: int) -> list[Point]:
    """The points that are printed where room is short: calls before lessons, each review in turn."""
    waiting = sorted(points, key=lambda p: (p.kind != "recommendation", not p.who))
    taken: list[Point] = []
    while waiting and len(taken) < most:
        seen = [p.review for p in taken]
        taken.append(min(waiting, key=lambda p: (seen.count(p.review), waiting.index(p))))
        waiting.remove(taken[-1])
    return taken


def seven_minutes(learning: Learning, wording: Wording) -> Edition:
    """Seven parts, one for each minute: why, what comes up, three themes, what to do, what to ask."""
    sheet = Sheet("seven-minute-briefing", wording.texts["seven title"])
    sheet.paragraph(wording.texts["seven about"])
    groups = learning.by_theme()
    sheet.heading("1 Why this briefing")
    sheet.paragraph(about(learning, wording, "briefing"), *notices(learning, wording))
    sheet.heading("2 What comes up again")
    sheet.items(_theme_line(theme, points, learning) for theme, points in groups[:MOST_THEMES])
    for minute in range(SEVEN_THEMES):
        theme, points = groups[minute] if minute < len(groups) else (None, learning.unsorted)
        sheet.heading(f"{minute + 3} {theme.heading if theme else 'Also'}")
        sheet.items(line(point) for point in chosen(points, MOST_CALLS + 2))
        sheet.paragraph("" if points else "The reports have no further call that can be carried over.")
    sheet.heading("6 What to do")
    sheet.items(f"{reader.group}: {reader.does}" for reader in wording.readers)
    sheet.heading("7 What to ask yourselves")
    sheet.items(wording.questions)
    sheet.paragraph(wording.texts["progress"], wording.texts["where"])
    return sheet.edition()
