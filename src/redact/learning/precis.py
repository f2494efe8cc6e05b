"""The précis of several reviews: the points of each, the services that they are for, and what they share."""

from __future__ import annotations

from redact.learning.briefing import about, in_words, line, notices
from redact.learning.points import Learning, Review
from redact.learning.sheet import Sheet
from redact.model import Edition
from redact.rules.briefing import Wording
from redact.rules.themes import Theme

#: Learning points of one review; a précis is read by all staff.
MOST_POINTS = 8


def precis(learning: Learning, wording: Wording, themes: tuple[Theme, ...]) -> Edition:
    """A digest: each review by its number alone, then the overarching issues and questions for a team."""
    sheet = Sheet("precis", wording.texts["precis title"])
    sheet.paragraph(about(learning, wording, "precis"), *notices(learning, wording))
    for review in learning.reviews:
        _review(sheet, learning, review, wording, themes)
    sheet.heading("Issues that come up in more than one review")
    shared = overarching(learning, themes)
    sheet.items(f"{theme.name}: {_of(count, len(learning.reviews))}" for theme, count in shared)
    alone = (
        "There is only one review here."
        if len(learning.reviews) == 1
        else "No issue comes up in more than one of these reviews."
    )
    sheet.paragraph("" if shared else alone)
    sheet.heading("Conclusion")
    sheet.paragraph(wording.texts["conclusion"] if shared else "", wording.texts["where"])
    sheet.heading("Questions for your team")
    sheet.items(wording.questions)
    return sheet.edition()


def _review(
    sheet: Sheet, learning: Learning, review: Review, wording: Wording, themes: tuple[Theme, ...]
) -> None:
    number, counts = review.number, learning.counts()
    points = learning.of(number)
    sheet.heading(f"Review {number}")
    shown = [theme.name.lower() for theme in themes if number in counts.get(theme.id, {})]
    sheet.paragraph(f"This review is about {_and(shown)}." if shown else "")
    sheet.items(line(point) for point in points[:MOST_POINTS])
    sheet.paragraph("" if points else wording.texts["none"])
    if services := sorted({service for point in points for service in point.services}):
        sheet.paragraph(f"Services concerned: {'; '.join(services)}.")


def overarching(learning: Learning, themes: tuple[Theme, ...]) -> list[tuple[Theme, int]]:
    """The themes that more than one review shows, with in how many; those of most reviews first."""
    counts = learning.counts()
    rows = [(theme, len(counts.get(theme.id, {}))) for theme in themes]
    return sorted((row for row in rows if row[1] > 1), key=lambda row: (-row[1], row[0].name))


def _of(count: int, all_of_them: int) -> str:
    if count < all_of_them:
        return f"{in_words(count)} of the {in_words(all_of_them)} reviews"
    return "both reviews" if count == 2 else f"all {in_words(count)} reviews"


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
