"""Looks at one page with axe-core in headless Chromium, and prints what it found as JSON.

Run as a program of its own: `python tests/axe_page.py PAGE.html AXE.js CHROMIUM`. Nothing is loaded from anywhere.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

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


def main(page: str, axe: str, chromium: str) -> None:
    from playwright.sync_api import sync_playwright

    source = Path(axe).read_text(encoding="utf-8")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        found = {
            name: look(browser, Path(page).resolve().as_uri(), source, *how) for name, how in LOOKS.items()
        }
        found["keys"] = keys(browser, Path(page).resolve().as_uri())
        browser.close()
    print(json.dumps(found))


def look(
    browser: Any, address: str, axe: str, width: int, height: int, media: dict[str, str]
) -> dict[str, Any]:
    """What axe finds, and by how much the page is wider than the window."""
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    page = context.new_page()
    page.emulate_media(**media)
    page.goto(address)
    page.evaluate(axe)
    result = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", RULES)
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    context.close()
    rows = [[one["id"], len(one["nodes"]), one["nodes"][0]["html"][:120]] for one in result["violations"]]
    return {"violations": rows, "passes": len(result["passes"]), "wider": wider,
            "unsure": [one["id"] for one in result["incomplete"]]}  # fmt: skip


def keys(browser: Any, address: str) -> dict[str, Any]:
    """The first stop of the tabulator key, where it leads, and whether a link in focus shows."""
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.className")
    seen = page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    to = page.evaluate("document.activeElement.id")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    return {"first": first, "seen": seen, "to": to, "outline": outline}


if __name__ == "__main__":
    main(*sys.argv[1:4])
