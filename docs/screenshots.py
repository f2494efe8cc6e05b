"""Take the pictures of the review's pages that the tutorial shows, of the largest sample: invented people only.

    python docs/screenshots.py [FOLDER]                  needs Chromium; without FOLDER into docs/pictures/
    python docs/screenshots.py --published DEMO [FOLDER]   of what `python docs/demo.py DEMO` released; needs poppler too

One picture for the way in and one for each page of the review (redact.web.frame.PAGES), in the order in which they
are worked through. What has to be done on a page before it is worth a look is in BEFORE.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(ROOT / "samples"),
    str(ROOT / "tests"),
    str(ROOT / "docs"),
]  # what builds the case, what drives the browser, and who gets a copy

from demo import RECIPIENTS

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
    save_small(picture, path)


def save_small(picture: Any, path: Path) -> None:
    """The picture in few colours."""
    from PIL import Image

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
        page.goto(home + path, timeout=120_000)
        BEFORE.get(path, lambda page: None)(page)
        save(page, folder / name_of(name))


#: Pages of the released set, by the name of the picture, and pages of its PDFs: file and numbers.
SHOWN = {
    "published-page": "publication/public-page.html",
    "published-index": "publication/index.html",
    "published-report": "publication/overview-report.html",
}
PRINTED = {
    "published-pdf": (("publication/overview-report.pdf", 1), ("publication/executive-summary.pdf", 1)),
    "published-copies": (("family.mother/overview-report.pdf", 7), ("family.father/overview-report.pdf", 7)),
}


def take_published(page: Remote, released: Path, folder: Path) -> None:
    """The released set: its web pages, and pages of its PDFs side by side."""
    for name, file in SHOWN.items():
        page.goto((released / file).resolve().as_uri())
        save(page, folder / f"{name}.png")
    for name, sheets in PRINTED.items():
        save_small(
            side_by_side([printed(released / file, number) for file, number in sheets]),
            folder / f"{name}.png",
        )


def printed(path: Path, number: int) -> Any:
    """One page of a PDF as a picture."""
    from PIL import Image

    words = ["pdftoppm", "-r", "68", "-f", str(number), "-l", str(number), "-png", str(path)]
    return Image.open(io.BytesIO(subprocess.run(words, capture_output=True, check=True).stdout)).convert(
        "RGB"
    )


def side_by_side(pictures: list[Any]) -> Any:
    """The pictures in a row on grey, so that the edges of the paper show."""
    from PIL import Image

    width, height = sum(p.width + 12 for p in pictures) + 12, max(p.height for p in pictures) + 24
    sheet, at = Image.new("RGB", (width, height), "#888888"), 12
    for picture in pictures:
        sheet.paste(picture, (at, 12))
        at += picture.width + 12
    return sheet


def main() -> None:
    """All pictures, into the folder."""
    if why := lacking():
        sys.exit(f"screenshots: {why}")
    words = sys.argv[1:]
    demo = Path(words[1]) if words[:1] == ["--published"] and len(words) > 1 else None
    words = words[2:] if demo else words
    folder = Path(words[0]) if words else ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    if demo:
        with opened() as browser, page_of(browser, viewport=WINDOW) as page:
            take_published(page, demo / "released", folder)
        return
    opener = Opener("file", b"a key file for the pictures, 32 bytes and more")
    with tempfile.TemporaryDirectory() as temporary:
        folder_of_case = build_case(CASE, Path(temporary) / CASE)
        with (folder_of_case / "register.yaml").open("a", encoding="utf-8") as register:
            register.write(RECIPIENTS)
        sitting = Sitting(Case(folder_of_case), load_rules(), opener)
        sitting.begin()
        sitting.wait()
        with served(sitting) as door, opened() as browser, page_of(browser, viewport=WINDOW) as page:
            take_all(page, door.address(), folder)


if __name__ == "__main__":
    main()
