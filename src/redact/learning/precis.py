"""The précis of several reviews: the points of each, the services that they are for, and what they share."""

from __future__ import annotations

from redact.learning.briefing import about, chosen, line, notices, said_in
from redact.learning.coverage import coverage, said, said_of_one
from redact.learning.points import Learning, Point, Review
from redact.learning.sheet import Sheet
from redact.model import Edition
from redact.rules.briefing import Wording
from redact.rules.themes import Theme

#: Learning points of one review; a précis is read by all staff.
MOST_POINTS = 8
#: Issues that are named of one review; a long one touches nearly all.
MOST_THEMES = 6


def precis(learning: Learning, wording: Wording, themes: tuple[Theme, ...]) -> Edition:
    """A digest: each review by its number alone, then the overarching issues and questions for a team."""
    sheet = Sheet("precis", wording.texts["precis title"])
    shown = [point for review in learning.reviews for point in _shown(learning, review)]
    carried = said(coverage(learning, shown), wording, len(learning.reviews))
    sheet.paragraph(about(learning, wording, "precis"), carried, *notices(learning, wording))
    for review in learning.reviews:
        _review(sheet, learning, review, wording, themes)
    shared = overarching(learning, themes)
    if len(learning.reviews) > 1:
        sheet.heading("Issues that come up in more than one review")
        sheet.items(f"{theme.name}. {said_in(count, len(learning.reviews))}" for theme, count in shared)
        sheet.paragraph("" if shared else "No issue comes up in more than one of these reviews.")
    sheet.heading("Conclusion")
    sheet.paragraph(wording.texts["conclusion"] if shared else "", wording.texts["where"])
    sheet.heading("Questions for your team")
    sheet.items(wording.questions)
    return sheet.edition()


def _review(
    sheet: Sheet, learning: Learning, review: Review, wording: Wording, themes: tuple[Theme, ...]
) -> None:
    number, points = review.number, _shown(learning, review)
    sheet.heading(f"Review {number}")
    sheet.paragraph(_subject(learning, number, themes))
    sheet.items(line(point) for point in points)
    sheet.paragraph("" if points else wording.texts["none"])
    alone = len(learning.reviews) == 1  # said at the head of the page already
    sheet.paragraph("" if alone else said_of_one(coverage(learning, points, number), wording))
    if services := sorted({service for point in points for service in point.services}):
        sheet.paragraph(f"Services concerned: {'; '.join(services)}.")


def _subject(learning: Learning, number: int, themes: tuple[Theme, ...]) -> str:
    """What a review is about, the issues of most passages first; '' where no theme occurs in it."""
    counts = learning.counts()
    shown = [theme for theme in themes if number in counts.get(theme.id, {})]
    shown.sort(key=lambda theme: -counts[theme.id][number])
    names = "; ".join(theme.name.lower() for theme in shown[:MOST_THEMES])
    most = "mostly " if len(shown) > MOST_THEMES else ""
    return f"What it is {most}about: {names}." if names else ""


def _shown(learning: Learning, review: Review) -> list[Point]:
    """What is printed of a review, in its report's order; where it is too much, lessons stay out before calls."""
    points = learning.of(review.number)
    kept = chosen(points, MOST_POINTS)
    return [point for point in points if point in kept]


def overarching(learning: Learning, themes: tuple[Theme, ...]) -> list[tuple[Theme, int]]:
    """The themes that more than one review shows, with in how many; those of most reviews first."""
    counts = learning.counts()
    rows = [(theme, len(counts.get(theme.id, {}))) for theme in themes]
    return sorted((row for row in rows if row[1] > 1), key=lambda row: (-row[1], row[0].name))
