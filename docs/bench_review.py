"""Measure the review in the browser: how much it asks, how many keys it takes, how long a large case makes people wait.

    python docs/bench_review.py [FOLDER]      needs Chromium; FOLDER keeps the large case for the next run

Prints decisions asked per 1,000 words for each sample, the key presses of a whole review of the largest one
against answering mention by mention, then what a reviewer of 120,000 words waits for.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [
    str(ROOT / "samples"),
    str(ROOT / "tests"),
    str(ROOT / "docs"),
]  # what builds the cases, and what drives the browser

from bench_figures import arguments, machine, save

from browser import Remote, lacking, opened, page_of
from build import DRAFTS, build_case
from large_case import build_large
from redact.case import Case
from redact.key import Opener
from redact.prepared import Prepared
from redact.rules import Rules, load_rules
from redact.web.frame import PAGES
from redact.web.sitting import Sitting
from reviewer import answers
from web_served import Keys, answered_by_keys, served

KEYS = Opener("file", b"a key file for measuring, 32 bytes and more")
LARGEST = "child-g"
ANSWERS = 50


#: What was measured.
FIGURES: dict[str, object] = {}


def line(what: str, value: object) -> None:
    """One figure, printed, and kept for the page."""
    FIGURES[what] = value
    print(f"{what:<78}{value}", flush=True)


@contextmanager
def reviewed(folder: Path, rules: Rules) -> Iterator[tuple[Sitting, Any]]:
    """A case that is read, and the door of its pages."""
    sitting = Sitting(Case(folder), rules, KEYS)
    sitting.begin()
    with served(sitting) as door:
        yield sitting, door


def now(sitting: Sitting) -> Prepared:
    """The case as it stands, once it is read."""
    sitting.wait()
    state = sitting.state()
    assert state is not None, sitting.problem
    return state.prepared


def words_of(prepared: Prepared) -> int:
    """Words of all drafts."""
    return sum(len(d.text.split()) for d in prepared.documents)


def how_much_is_asked(case: str, prepared: Prepared) -> None:
    """Questions of a sample, beside one for each mention that is open and one for each that was found."""
    words, asked = words_of(prepared), len(prepared.questions)
    waiting = sum(len(q.mentions) or 1 for q in prepared.questions)
    found = sum(m.status != "keep" for m in prepared.reviewed.mentions)
    figures = (f"{1000 * n / words:.1f}" for n in (asked, waiting, found))
    line(
        f"{case}, {words:,} words: asked per 1,000 words | each open mention | each mention",
        " | ".join(figures),
    )


def whole_review(case: str, sitting: Sitting, door: Any, page: Remote) -> None:
    """The whole review of a sample with the keyboard, from the address to the last question."""
    before = now(sitting)
    waiting = sum(len(q.mentions) or 1 for q in before.questions)
    found = sum(m.status != "keep" for m in before.reviewed.mentions)
    keys = Keys(page)
    keys.come_in(door.address(), "Rosa Reviewer")
    name = keys.pressed
    start = time.perf_counter()
    answered_by_keys(keys, lambda: answers(case, now(sitting)))
    seconds = time.perf_counter() - start
    assert not now(sitting).questions
    line(f"{case}: key presses from the address to the last question ({name} for the name)", keys.pressed)
    line(f"{case}: one key for each open mention | for each mention", f"{waiting} | {found}")
    line(f"{case}: seconds of the program for it all (nobody reads)", f"{seconds:.0f}")


def timed(page: Remote, path: str) -> float:
    """Milliseconds from asking for a page to all of it being there and drawn."""
    home = "/".join(page.url.split("/", 3)[:3])
    start = time.perf_counter()
    page.goto(home + path, wait_until="load")
    page.evaluate(DRAWN)
    return (time.perf_counter() - start) * 1000


@contextmanager
def started(folder: Path, key: Path) -> Iterator[tuple[str, int]]:
    """The review as people start it, in a process of its own: its address, and the number of the process."""
    command = [sys.executable, "-m", "redact", "review", str(folder), "--web", "--no-open"]
    environment = {**os.environ, "REDACT_KEY_FILE": str(key)}
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        address = next(line.strip() for line in server.stderr if line.startswith("http://"))
        try:
            yield address, server.pid
        finally:
            server.terminate()


def large_case(folder: Path, page: Remote) -> None:
    """What the reviewer of a very large case waits for."""
    if not (folder / "drafts").is_dir():
        build_large(folder)
    key = folder / "measuring-key"
    key.write_text("a key file for measuring, 32 bytes and more", encoding="utf-8")
    for name in ("ledger.jsonl", "ledger.head", "key"):
        (folder / name).unlink(missing_ok=True)
    begun = time.perf_counter()
    with started(folder, key) as (address, process):
        line("large case: from the command to its address, s", f"{time.perf_counter() - begun:.1f}")
        waiting(page, address)
        line("large case: until it is read (in the background), s", f"{time.perf_counter() - begun:.0f}")
        for path in ("/", *(address for address, _ in PAGES if address != "/")):
            times = [timed(page, path) for _ in range(5)]
            line(
                f"large case: {path}, first | median of 5, ms",
                f"{times[0]:.0f} | {statistics.median(times):.0f}",
            )
        decisions(page)
        line("large case: the most memory that the server had, MB", memory(process))


def waiting(page: Remote, address: str) -> None:
    """Come in, see the waiting page, and stay until the case is read."""
    times = []
    page.goto(address)
    page.get_by_label("Your name").fill("Rosa Reviewer")
    begun = time.perf_counter()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_selector("h1:has-text('Reading')", timeout=60_000)
    times.append((time.perf_counter() - begun) * 1000)
    for _ in range(3):
        time.sleep(1)
        begun = time.perf_counter()
        page.reload()
        times.append((time.perf_counter() - begun) * 1000)
    line(
        "large case: the waiting page after coming in | worst of 3 later, ms",
        f"{times[0]:.0f} | {max(times[1:]):.0f}",
    )
    page.wait_for_selector("h1:has-text('Overview')", timeout=600_000)


def decisions(page: Remote) -> None:
    """From the key to the card that says saved, again and again."""
    timed(page, "/questions")
    times: list[float] = []
    while len(times) < ANSWERS:
        if not page.locator(".card:not(.done)").count():
            timed(page, "/questions")
        times.append(page.evaluate(ANSWER))
        time.sleep(0.3)  # quicker than anybody reads
    line(
        f"large case: decision to screen, median | worst of {ANSWERS}, ms",
        f"{statistics.median(times):.0f} | {max(times):.0f}",
    )
    quick = [page.evaluate(ANSWER) for _ in range(min(10, page.locator(".card:not(.done)").count()))]
    if quick:
        line("large case: the same without a pause, worst, ms", f"{max(quick):.0f}")


#: Resolves when what is there is drawn.
DRAWN = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
#: Resolves to the time from a key to the frame in which its card says 'Saved'.
ANSWER = """async () => {
  const card = document.querySelector(".card:not(.done)");
  const first = card.querySelector(".answers > form.plain");
  card.focus();
  const start = performance.now();
  card.dispatchEvent(new KeyboardEvent("keydown", { key: first.dataset.key, bubbles: true }));
  await new Promise((done) => new MutationObserver((_, it) => { if (card.classList.contains("done")) { it.disconnect(); done(); } }).observe(card, { attributes: true }));
  await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  return performance.now() - start;
}"""


def memory(process: int) -> str:
    """The most memory that a process has had, in MB, where the system tells."""
    status = Path(f"/proc/{process}/status")
    told = status.read_text(encoding="utf-8") if status.exists() else ""
    return next(
        (str(int(row.split()[1]) // 1024) for row in told.splitlines() if row.startswith("VmHWM")), "?"
    )


def main() -> None:
    """All figures of one run."""
    given = arguments("bench_review.py [FOLDER]")
    if why := lacking():
        sys.exit(f"bench_review: {why}")
    rules, on = load_rules(), machine()
    line("machine", f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as temporary, opened() as browser, page_of(browser) as page:
        for case in DRAFTS:
            with reviewed(build_case(case, Path(temporary) / case), rules) as (sitting, door):
                how_much_is_asked(case, now(sitting))
                if case == LARGEST:
                    whole_review(case, sitting, door, page)
        keep = Path(given[0]) if given else Path(temporary) / "large"
        large_case(keep, page)
    save("review", FIGURES, on)


if __name__ == "__main__":
    main()
