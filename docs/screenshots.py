"""Take the pictures of the review's pages that the tutorial shows, of the largest sample: invented people only.

    python docs/screenshots.py [FOLDER]      needs Chromium; without FOLDER into docs/pictures/

One picture for the way in and one for each page of the review (redact.web.frame.PAGES), in the order in which they
are worked through. What has to be done on a page before it is worth a look is in BEFORE.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(ROOT / "samples"),
    str(ROOT / "tests"),
]  # what builds the case, and what drives the browser

from browser import Remote, lacking, opened, page_of
from build import build_case
from redact.case import Case
from redact.key import Opener
from redact.rules import load_rules
from redact.web.frame import PAGES
from redact.web.sitting import Sitting
from web_served import served

CASE = "child-g"
WINDOW = {"width": 1100, "height": 780}
COLOURS = 64
LARGEST = 120_000  # bytes
#: Resolves when the top of the page is shown, with its pictures.
SETTLED = """async () => {
  scrollTo(0, 0);
  for (const each of document.images) { each.loading = "eager"; await each.decode().catch(() => 0); }
}"""


def answer_some(page: Remote) -> None:
    """A few answers, so that the picture shows what an answered card looks like."""
    for _ in range(2):
        card = page.locator(".card:not(.done)").first
        target = card.get_attribute("data-target")
        page.keyboard.press("y")
        page.wait_for_selector(f"#q-{target}.done")


def open_a_draft(page: Remote) -> None:
    """From the list of drafts to one of them, beside its edition."""
    page.get_by_role("link", name="executive summary draft.docx").click()
    page.wait_for_load_state("networkidle")


#: By the address of a page what is done on it before its picture is taken.
BEFORE: dict[str, Callable[[Remote], None]] = {"/questions": answer_some, "/text": open_a_draft}


def name_of(page: str) -> str:
    """The file of a page's picture."""
    return re.sub(r"[^a-z]+", "-", page.lower()).strip("-") + ".png"


def save(page: Remote, path: Path) -> None:
    """What the window shows, in few colours, so that the picture is small."""
    from PIL import Image

    page.mouse.move(0, 0)
    page.evaluate(SETTLED)
    picture = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > LARGEST:
        sys.exit(f"{path}: {size:,} bytes are too many for a picture of the tutorial; show less of the page")
    print(f"{path}  {size:,} bytes")


def take_all(page: Remote, address: str, folder: Path) -> None:
    """The way in, then every page."""
    page.goto(address)
    page.get_by_label("Your name").fill("Rosa Reviewer")
    save(page, folder / "coming-in.png")
    page.get_by_role("button", name="Begin").click()
    page.wait_for_selector("h1:has-text('Overview')", timeout=120_000)
    home = page.url.rstrip("/")
    for path, name in PAGES:
        page.goto(home + path)
        BEFORE.get(path, lambda page: None)(page)
        save(page, folder / name_of(name))


def main() -> None:
    """All pictures, into the folder."""
    if why := lacking():
        sys.exit(f"screenshots: {why}")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    opener = Opener("file", b"a key file for the pictures, 32 bytes and more")
    with tempfile.TemporaryDirectory() as temporary:
        sitting = Sitting(Case(build_case(CASE, Path(temporary) / CASE)), load_rules(), opener)
        sitting.begin()
        sitting.wait()
        with served(sitting) as door, opened() as browser, page_of(browser, viewport=WINDOW) as page:
            take_all(page, door.address(), folder)


if __name__ == "__main__":
    main()
