"""The figures of a chart: read from what Word keeps in the chart itself, and drawn anew as bars.

Word shows a chart from a copy of its figures that lies beside the workbook they came from. The copy
is read as a table, so that its words are searched and replaced like any others; the workbook never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite
from typing import Any
from xml.sax.saxutils import escape

from redact.formats.word_names import local

MOST_ROWS, MOST_COLUMNS = 200, 12
FIRST_DAY = date(1899, 12, 30)  # day 0 of Excel's calendar, as it counts from 1 March 1900 on
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
DATES = re.compile(r"(?i)y|d|mmm")
TOO_LARGE = f"it has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns of figures"
NOT_READ = "its figures cannot be read"
NO_FIGURES = "its figures are not in the draft"

Table = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart's title and figures; *unfit* says why they cannot be printed."""

    title: str = ""
    table: Table = ()
    unfit: str = ""


def read_chart(root: Any) -> Chart:
    """The title and the figures of the chart under *root*: a row a category, a column a series."""
    title = " ".join(_title(root))
    series = [one for one in root.iter() if local(one) == "ser"]
    if not series:
        return Chart(title, unfit=NO_FIGURES)
    try:
        columns = [(_name(one, n), _values(one, ("val", "yVal"))) for n, one in enumerate(series, 1)]
        categories: dict[int, str] = {}
        for one in series:
            categories = _values(one, ("cat", "xVal")) | categories
    except ValueError:
        return Chart(title, unfit=NOT_READ)
    at = sorted({*categories, *(n for _, values in columns for n in values)})
    if len(at) > MOST_ROWS or len(columns) > MOST_COLUMNS:
        return Chart(title, unfit=TOO_LARGE)
    rows = [(categories.get(n, str(n + 1)), *(values.get(n, "") for _, values in columns)) for n in at]
    return Chart(
        title, (("", *(name for name, _ in columns)), *rows) if rows else (), "" if rows else NO_FIGURES
    )


def _title(root: Any) -> Iterator[str]:
    chart = next((one for one in root.iter() if local(one) == "chart"), None)
    for title in (one for one in (chart if chart is not None else ()) if local(one) == "title"):
        yield from (str(one.text).strip() for one in title.iter() if local(one) in ("t", "v") and one.text)


def _name(series: Any, number: int) -> str:
    words = (_texts(one) for one in series if local(one) == "tx")
    return " ".join(word for found in words for word in found) or f"Series {number}"


def _texts(element: Any) -> list[str]:
    return [str(one.text).strip() for one in element.iter() if local(one) == "v" and (one.text or "").strip()]


def _values(series: Any, names: tuple[str, ...]) -> dict[int, str]:
    """What the chart shows at each place of a series; the levels of a category are joined."""
    found: dict[int, str] = {}
    for holder in (one for one in series if local(one) in names):
        form = next((str(one.text or "") for one in holder.iter() if local(one) == "formatCode"), "")
        numeric = any(local(one) in ("numCache", "numLit") for one in holder.iter())
        for point in (one for one in holder.iter() if local(one) == "pt"):
            at, text = int(point.get("idx", "0")), " ".join(_texts(point))
            text = _as_shown(text, str(point.get("formatCode") or form)) if numeric else text
            found[at] = f"{text} {found[at]}" if at in found else text
    return found


def _as_shown(text: str, form: str) -> str:
    """A number as its format shows it: a day, a share, or rounded as people write it."""
    number = _number(text)
    if number is None:
        return text
    bare = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", form)
    if DATES.search(bare) and bare.lower() != "general" and 1 <= number < 200_000:
        return _as_day(FIRST_DAY + timedelta(days=int(number)), bare.lower())
    return f"{round(number * 100, 2):g}%" if "%" in bare else f"{round(number, 2):.12g}"


def _as_day(day: date, form: str) -> str:
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return f"{day.day} {month}" if "d" in form else month if "m" in form else str(day.year)


# --- drawn anew -------------------------------------------------------------------------------------

INK, PAPER, FILLS = "#17212b", "#ffffff", ("#1d4f7c", "#b3531e", "#4a5560", "#6b8e23", "#7a3b8f", "#8a6d1a")
FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
WIDTH, BAR, GAP, SIZE, LABELS, MARGIN = 720, 16, 14, 13, 230, 20
MOST_BARS = 60
TITLE_ROOM = 85  # characters
LETTER = 0.6  # width of a letter as a share of its size, on the wide side


def draw(table: Sequence[Sequence[str]], name: str, title: str = "") -> str:
    """The table as an SVG of bars, with every figure in words beside its bar; '' where it cannot be drawn.

    *name* makes the drawing's ids its own on a page. Only boxes and text: no line could hide a letter.
    """
    numbers = [[_number(cell) for cell in row[1:]] for row in table[1:]]
    known = [number for row in numbers for number in row if number is not None]
    bars = sum(len(row) for row in numbers)
    if not known or min(known) < 0 or len(known) < bars or bars > MOST_BARS or max(known) == 0:
        return ""
    heading = [_text(MARGIN, MARGIN, title, ' font-weight="bold"')] if 0 < len(title) <= TITLE_ROOM else []
    top = MARGIN + (24 if heading else 0)
    parts, y = [*heading, *_legend(table[0][1:], top)], top + (26 if len(table[0]) > 2 else 0)
    for row, values in zip(table[1:], numbers, strict=True):
        for at, (cell, value) in enumerate(zip(row[1:], values, strict=True)):
            parts.append(_bar(row[0] if at == 0 else "", cell, (value or 0) / max(known), at, y))
            y += BAR + 2
        y += GAP
    return _page("".join(parts), y, name, in_words(table))


def in_words(table: Sequence[Sequence[str]]) -> str:
    """What the drawing of *table* shows, for those who cannot see it."""
    series = ", ".join(cell for cell in table[0][1:] if cell)
    return f"A bar chart of {series}; its figures are in the table below it." if series else "A bar chart."


def _number(cell: str) -> float | None:
    try:
        number = float(cell.replace(",", "").replace("£", "").rstrip("%").strip())
    except ValueError:
        return None
    return number if isfinite(number) else None


def _legend(names: Sequence[str], y: int) -> Iterator[str]:
    x = MARGIN
    for at, name in enumerate(names if len(names) > 1 else ()):
        yield f'<rect x="{x}" y="{y - 12}" width="14" height="14" fill="{FILLS[at % len(FILLS)]}"/>\n'
        yield _text(x + 20, y, name)
        x += 34 + round(len(name) * SIZE * LETTER)


def _bar(label: str, cell: str, share: float, at: int, y: int) -> str:
    long = round(share * (WIDTH - LABELS - 2 * MARGIN - 70))
    room = int((LABELS - MARGIN) / (SIZE * LETTER))
    shown = label if len(label) <= room else label[: room - 1] + "…"
    drawn = f'<rect x="{LABELS}" y="{y}" width="{long}" height="{BAR}" fill="{FILLS[at % len(FILLS)]}"/>\n'
    return (
        (_text(MARGIN, y + BAR - 3, shown) if label else "")
        + drawn
        + _text(LABELS + long + 8, y + BAR - 3, cell)
    )


def _text(x: int, y: int, words: str, look: str = "") -> str:
    return f'<text x="{x}" y="{y}" font-size="{SIZE}"{look}>{escape(words)}</text>\n'


def _page(body: str, height: int, name: str, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="{name}-title" lang="en-GB">\n<title id="{name}-title">{escape(title)}</title>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>\n'
        f'<g font-family="{FONT}" fill="{INK}">\n{body}</g>\n</svg>\n'
    )
