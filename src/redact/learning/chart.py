"""A bar chart as an SVG drawing: lengths and figures, no colour that carries a meaning, all of it in words too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

INK, BAR, PAPER = "#17212b", "#1d4f7c", "#ffffff"
FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
ROW, THICK, SIZE, MARGIN = 26, 16, 13, 16
LABELS, BARS = 300, 320  # widths of the two columns
NAME = "themes"  # leads the ids in the drawing


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing, and what it shows in words."""

    svg: str
    words: str


def bars(rows: Sequence[tuple[str, int]], most: int) -> Chart:
    """A bar for each of *rows* (name, number); the longest that can be is *most*."""
    title = "In how many reviews each theme occurs"
    words = f"Bar chart. {title}, of {most}: " + "; ".join(f"{name} {count}" for name, count in rows) + "."
    width, height = LABELS + BARS + 4 * MARGIN, len(rows) * ROW + 2 * MARGIN
    body = "".join(_bar(at, name, count, most) for at, (name, count) in enumerate(rows))
    return Chart(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-labelledby="{NAME}-title {NAME}-description" font-family="{FONT}" font-size="{SIZE}">'
        f'<title id="{NAME}-title">{escape(title)}</title><desc id="{NAME}-description">{escape(words)}</desc>'
        f'<rect x="0" y="0" width="{width}" height="{height}" fill="{PAPER}"/>{body}</svg>',
        words,
    )


def _bar(at: int, name: str, count: int, most: int) -> str:
    top = MARGIN + at * ROW
    length = round(BARS * count / max(most, 1))
    base = top + THICK - 3
    return (
        f'<text x="{MARGIN + LABELS - 8}" y="{base}" text-anchor="end" fill="{INK}">{escape(name)}</text>'
        f'<rect x="{MARGIN + LABELS}" y="{top}" width="{length}" height="{THICK}" fill="{BAR}"/>'
        f'<text x="{MARGIN + LABELS + length + 8}" y="{base}" fill="{INK}">{count} of {most}</text>'
    )
