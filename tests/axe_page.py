"""What axe-core finds on a page that is open in the tests' browser, in each way that people look at pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from browser import AXE, Remote

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
#: A name for each way of looking, the width and height in CSS pixels, and what the reader prefers.
LOOKS: dict[str, tuple[int, int, dict[str, str]]] = {
    "100 %": (1280, 900, {}),
    "200 % (half the pixels)": (640, 450, {}),
    "320 pixels wide": (320, 600, {}),
    "dark": (1280, 900, {"color_scheme": "dark"}),
    "forced colours": (1280, 900, {"forced_colors": "active"}),
    "print": (1280, 900, {"media": "print"}),
}
ON_SCREEN = tuple(name for name in LOOKS if name != "print")
#: Of what passes, one node for each rule is enough to count the rules.
_RUN = "tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete']})"
_AS_EVER = {"color_scheme": "null", "forced_colors": "null", "media": "null"}


def found_in(page: Remote, looks: Iterable[str] = LOOKS) -> dict[str, Any]:
    """For each way of looking: the rules broken, how many passed, and by how much the page is too wide.

    The page stays as it is (what is filled in and unfolded too), and has its old size afterwards.
    """
    before = page.viewport_size
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = {name: _look(page, *LOOKS[name]) for name in looks}
    page.set_viewport_size(before)
    page.emulate_media(**_AS_EVER)
    return found


def violations(page: Remote, looks: Iterable[str] = ON_SCREEN) -> list[str]:
    """A line for each rule of WCAG 2.0 to 2.2 (A, AA) or good practice that is broken, and for each page too wide.

    The sideways scrolling counts on a screen only.
    """
    lines = []
    for name, look in found_in(page, looks).items():
        lines += [f"{name}: {rule} ({count} times): {html}" for rule, count, html in look["violations"]]
        if look["wider"] > 0 and name != "print":
            lines.append(f"{name}: the page is {look['wider']} pixels wider than the window")
    return lines


def _look(page: Remote, width: int, height: int, media: dict[str, str]) -> dict[str, Any]:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(**{**_AS_EVER, **media})
    result = page.evaluate(_RUN, RULES)
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    rows = [[one["id"], len(one["nodes"]), one["nodes"][0]["html"][:120]] for one in result["violations"]]
    return {"violations": rows, "passes": len(result["passes"]), "wider": wider,
            "unsure": [one["id"] for one in result["incomplete"]]}  # fmt: skip


def keys(page: Remote) -> dict[str, Any]:
    """The first stop of the tabulator key, where it leads, and whether a link in focus shows."""
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    seen = page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    to = page.evaluate("document.activeElement.id")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    return {"first": first, "seen": seen, "to": to, "outline": outline}
