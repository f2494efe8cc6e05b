"""The learning briefing over several reviews, and its seven-minute form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from redact.learning.coverage import coverage, in_words, said
from redact.learning.points import Learning, Point
from redact.learning.sheet import Sheet
from redact.model import Edition
from redact.rules.briefing import Wording
from redact.rules.themes import Theme

#: Calls under one heading, and headings; a briefing is one to two pages.
MOST_CALLS = 3
MOST_THEMES = 6
SEVEN_THEMES = 3
#: What shows no theme, or one for which there is no room, under a heading of its own.
OTHER = Theme("other", "Other learning", "Also", (), (), ())
Group = tuple[Theme, tuple[Point, ...]]


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
    groups = [*learning.by_theme()[:MOST_THEMES], *_rest(learning, MOST_THEMES)]
    shown = [(theme, points, chosen(points, MOST_CALLS)) for theme, points in groups]
    printed = [point for _, _, calls in shown for point in calls]
    sheet.paragraph(about(learning, wording, "briefing"), _carried(learning, wording, printed))
    for theme, points, calls in shown:
        _theme(sheet, theme, points, calls, learning)
    sheet.heading("What to do with this briefing")
    sheet.items(f"{reader.group}: {reader.does}" for reader in wording.readers)
    sheet.heading("About this briefing")
    sheet.paragraph(*notices(learning, wording), wording.texts["progress"], wording.texts["where"])
    return sheet.edition()


def _theme(
    sheet: Sheet, theme: Theme, points: Sequence[Point], calls: Iterable[Point], learning: Learning
) -> None:
    """One theme: of several reviews with a line that says of how many, of one with its name in the heading."""
    several = len(learning.reviews) > 1
    sheet.heading(theme.heading if several or theme is OTHER else f"{theme.heading}: {_inside(theme.name)}")
    sheet.paragraph(_theme_line(theme, points, learning) if several else "")
    sheet.items(line(point) for point in calls)


def _inside(name: str) -> str:
    """A theme's name in the middle of a line."""
    return name[:1].lower() + name[1:]


def _carried(learning: Learning, wording: Wording, printed: Iterable[Point]) -> str:
    """How many of the recommendations are printed."""
    return said(coverage(learning, printed), wording, len(learning.reviews))


def _rest(learning: Learning, most: int) -> list[Group]:
    """The calls of no theme and of those after the *most* weighty; lessons only where nothing else is there to be said."""
    groups = learning.by_theme()
    points = (*learning.unsorted, *(point for _, more in groups[most:] for point in more))
    kept = tuple(p for p in points if p.kind == "recommendation" or not groups)
    return [(OTHER, kept)] if kept else []


def _theme_line(theme: Theme, points: Sequence[Point], learning: Learning) -> str:
    count, all_of_them = len({p.review for p in points}), len(learning.reviews)
    if theme is OTHER:
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
    minutes = [*groups[:SEVEN_THEMES], *_rest(learning, SEVEN_THEMES), *[(OTHER, ())] * SEVEN_THEMES]
    shown = [(theme, chosen(points, MOST_CALLS + 2)) for theme, points in minutes[:SEVEN_THEMES]]
    carried = _carried(learning, wording, (point for _, calls in shown for point in calls))
    sheet.heading("1 Why this briefing")
    sheet.paragraph(about(learning, wording, "briefing"), carried, *notices(learning, wording))
    _what_comes_up(sheet, groups[:MOST_THEMES], learning)
    for minute, (theme, calls) in enumerate(shown, 3):
        sheet.heading(f"{minute} {theme.heading}")
        sheet.items(line(point) for point in calls)
        sheet.paragraph("" if calls else wording.texts["no more"])
    sheet.heading("6 What to do")
    sheet.items(f"{reader.group}: {reader.does}" for reader in wording.readers)
    sheet.heading("7 What to ask yourselves")
    sheet.items(wording.questions)
    sheet.paragraph(wording.texts["progress"], wording.texts["where"])
    return sheet.edition()


def _what_comes_up(sheet: Sheet, groups: Sequence[Group], learning: Learning) -> None:
    """The second minute: the themes that several reviews share; where none is shared, all of them."""
    shared = [group for group in groups if len({p.review for p in group[1]}) > 1]
    sheet.heading("2 What comes up again" if shared else "2 What comes up")
    sheet.items(_theme_line(theme, points, learning) for theme, points in shared or groups)
