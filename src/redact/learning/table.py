"""The themes table: issue × review with counts, as a page with a chart, and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from redact.learning.briefing import about
from redact.learning.chart import bars
from redact.learning.coverage import in_words
from redact.learning.points import Learning
from redact.learning.sheet import Sheet
from redact.model import Edition
from redact.rules.briefing import Wording
from redact.rules.themes import Theme

#: Reviews side by side in one table of a page; more make further tables, so that forty can be read.
SIDE_BY_SIDE = 8
Row = tuple[Theme, int, int, tuple[int, ...]]


def rows(learning: Learning, themes: tuple[Theme, ...]) -> list[Row]:
    """Each theme that occurs: in how many reviews, in how many passages, and how many in each review."""
    counts, found = learning.counts(), []
    for theme in themes:
        if row := counts.get(theme.id):
            each = tuple(row.get(review.number, 0) for review in learning.reviews)
            found.append((theme, len(row), sum(each), each))
    return sorted(found, key=lambda row: (-row[1], -row[2], row[0].name))


def as_csv(learning: Learning, themes: tuple[Theme, ...]) -> bytes:
    """The table as comma-separated values in UTF-8, one theme a line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["theme", "reviews", "passages", *(f"Review {r.number}" for r in learning.reviews)])
    writer.writerows(
        [theme.name, count, total, *each] for theme, count, total, each in rows(learning, themes)
    )
    return ("\ufeff" + out.getvalue()).encode()


def page(learning: Learning, wording: Wording, themes: tuple[Theme, ...]) -> Edition:
    """The table as a page, with a chart whose every figure stands in the table beside it."""
    found = rows(learning, themes)
    sheet = Sheet("themes", wording.texts["themes title"])
    sheet.paragraph(about(learning, wording, "themes"), wording.texts["facts"])
    if not found:
        sheet.paragraph("No theme occurs in the lessons and recommendations of these reviews.")
        return sheet.edition()
    sheet.heading("How many reviews show each theme")
    drawn = bars([(theme.name, count) for theme, count, _, _ in found], len(learning.reviews))
    sheet.figure(drawn.svg, drawn.words)
    sheet.table("Number of reviews and passages, by theme", _summary(found, len(learning.reviews)))
    sheet.heading("How many passages of each review show it")
    for start in range(0, len(learning.reviews), SIDE_BY_SIDE):
        sheet.table(_caption(learning, start), _block(learning, found, start))
    return sheet.edition()


def _summary(found: Sequence[Row], of: int) -> list[tuple[str, ...]]:
    """With words beside each figure: of forty reviews, a column of bare figures reads like an NHS number to the checks."""
    head = ("Theme", "Number of reviews", "Number of passages")
    return [
        head,
        *(
            (
                theme.name,
                f"{in_words(count)} of {in_words(of)}" if of > 1 else "one",
                f"{in_words(total)} in all",
            )
            for theme, count, total, _ in found
        ),
    ]


def _count(number: int) -> str:
    """A count in words: a column of single figures reads like an NHS number, to the checks and to a screen reader."""
    return in_words(number) if number else "none"


def _caption(learning: Learning, start: int) -> str:
    numbers = [review.number for review in learning.reviews[start : start + SIDE_BY_SIDE]]
    if len(numbers) == 1:
        return f"Number of passages, review {numbers[0]}"
    return f"Number of passages, reviews {numbers[0]} to {numbers[-1]}"


def _block(learning: Learning, found: Sequence[Row], start: int) -> list[tuple[str, ...]]:
    numbers = [review.number for review in learning.reviews[start : start + SIDE_BY_SIDE]]
    head = ("Theme", *(f"Review {number}" for number in numbers))
    return [
        head,
        *((theme.name, *map(_count, each[start : start + len(numbers)])) for theme, _, _, each in found),
    ]
