"""Measure how long a reviewer waits: the first run of the largest sample, then runs after one answer each.

    python docs/bench_decision.py [FOLDER]      writes FOLDER/decision.json (default: bench)

The floor is what the language model's NER alone takes for the same drafts, and loading it. Each command is
a process of its own, start-up included, its code compiled as after an installation; seconds by the clock, so
nobody else should be at work.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "samples"), str(ROOT / "docs")]

from bench_figures import FOLDER, arguments, machine, save

CASE = "child-g"
#: Answers as reviewers give them, one before each run: a new label, a name that is none, a word back again.
ANSWERS = (
    "p14,rename,Adult 99,",
    "p16,dismiss,,",
    "p14,rename,Adult 98,",
    "p16,undo,,",
    "p3,role,stepfather,",
)
FLOOR = """
import sys, time
from pathlib import Path
begun = time.perf_counter()
from redact.detect.ner import load_model
from redact.formats import read
model = load_model()
loaded = time.perf_counter() - begun
texts = [line for path in sorted(Path(sys.argv[1]).iterdir()) for line in read(path).text.splitlines() if line.strip()]
begun = time.perf_counter()
list(model.pipe(texts))
print(loaded, time.perf_counter() - begun)
"""


def seconds(act: Callable[[], object]) -> float:
    """How long *act* takes by the clock."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def processor(act: Callable[[], object]) -> tuple[float, float]:
    """How long *act* takes by the clock, and of the processors in the processes that it begins."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = seconds(act)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def redact(*words: str) -> None:
    """One command; a status that says 'open' or 'blocks' is no failure."""
    done = subprocess.run(
        [sys.executable, "-m", "redact", *words], capture_output=True, text=True, check=False
    )
    if done.returncode not in {0, 5, 6}:
        sys.exit(
            f"bench_decision: redact {words[0]} ended with status {done.returncode}: {done.stderr[-500:]}"
        )


def floor(case: Path) -> tuple[float, float]:
    """Loading the model, and its NER over the drafts paragraph by paragraph."""
    told = subprocess.run(
        [sys.executable, "-c", FLOOR, str(case / "drafts")], capture_output=True, text=True, check=True
    )
    loaded, found = told.stdout.split()[-2:]
    return float(loaded), float(found)


def compile_code(folder: Path) -> None:
    """The program's code and patterns as an installed one has them, whatever the surroundings say about keeping them."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)
    command = [sys.executable, "-m", "compileall", "-q", str(ROOT / "src")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    redact("doctor", "-q")  # tries all patterns, and keeps what compiling them gave


def answer(case: Path, row: str) -> None:
    """Put one answer on the ledger, as a reviewer's spreadsheet would."""
    table = case.parent / "answer.csv"
    table.write_text(f"target,answer,value,reason\n{row}\n", encoding="utf-8")
    redact("review", str(case), "--import", str(table), "--as", "Rosa Reviewer", "--yes", "-q")


def in_the_page(case: Path) -> dict[str, float]:
    """In a review that is open: what is there from an answer on, and after how long.

    The reviewer waits for the renewed state and the texts; files are made behind the page, after a pause.
    """
    from redact.case import Case, now
    from redact.key import opener
    from redact.model import Decision
    from redact.pipeline import make, stage
    from redact.rules import load_rules
    from redact.web.sitting import Sitting, State

    sitting = Sitting(Case(case), load_rules(), opener(None, os.environ))
    sitting.begin()
    sitting.wait()

    def state() -> State:
        found = sitting.state()
        assert found is not None, sitting.problem
        return found

    def answered(label: str) -> None:
        sitting.take([Decision(now(), "Rosa Reviewer", "rename", "p14", label)], state().version)
        state()

    def on_files() -> float:
        """From a click to the checked files, in a thread as in the page."""
        page = Thread(target=stage, args=(state().prepared, both))
        start = time.perf_counter()
        page.start()
        page.join()
        return time.perf_counter() - start

    both = ("publication", "family")
    with sitting.files.still():  # nothing is made behind while the steps are measured one by one
        for audience in both:
            make(state().prepared, audience)
        renewed = seconds(lambda: answered("Adult 97"))
        texts = seconds(lambda: [make(state().prepared, audience) for audience in both])
        first = on_files()
        answered("Adult 96")
        again = on_files()
    sitting.files.wait()
    return {
        "review page, questions and pseudonyms renewed, seconds": round(renewed, 2),
        "review page, texts of the editions renewed, seconds": round(renewed + texts, 2),
        "review page, first files of a sitting, seconds": round(renewed + texts + first, 2),
        "review page, seconds": round(renewed + texts + again, 2),
        **behind(sitting, lambda: answered("Adult 95")),
    }


def behind(sitting: Any, answer_once: Callable[[], None]) -> dict[str, float]:
    """From one more answer: how long the reviewer waits, and when the page says that the files are ready."""
    start = time.perf_counter()
    answer_once()
    waited = time.perf_counter() - start
    assert sitting.files.is_busy
    sitting.files.wait()
    assert "ready" in sitting.files.told(sitting.case.ledger()), sitting.files.problem
    return {
        "review page, an answer until it shows, seconds": round(waited, 2),
        "review page, an answer until its files are ready (with the pause), seconds": round(
            time.perf_counter() - start, 2
        ),
    }


def measure(folder: Path) -> dict[str, Any]:
    """All figures, on a case made anew in *folder*."""
    from build import build_case

    case, key = build_case(CASE, folder / CASE), folder / "key-file"
    key.write_bytes(b"a key file for measuring, 32 bytes and more\n")
    key.chmod(0o600)
    os.environ["REDACT_KEY_FILE"] = str(key)
    compile_code(folder / "compiled")
    loaded, found = floor(case)
    first = seconds(lambda: redact("run", str(case), "-q"))
    unchanged, used = processor(lambda: redact("run", str(case), "-q"))
    after = []
    for row in ANSWERS:
        answer(case, row)
        after.append(processor(lambda: redact("run", str(case), "-q")))
    return {
        "loading the model, seconds": round(loaded, 2),
        "NER alone, seconds": round(found, 2),
        "first run, seconds": round(first, 2),
        "first run / floor": round(first / (loaded + found), 2),
        "nothing changed, seconds": round(unchanged, 2),
        "nothing changed, processor's time": round(used, 2),
        "command line, seconds": round(statistics.median(took for took, _ in after), 2),
        "command line, each answer": [round(took, 2) for took, _ in after],
        "command line, processor's time, each answer": [round(used, 2) for _, used in after],
        "redact --help, seconds": round(seconds(lambda: redact("--help")), 2),
        **in_the_page(case),
    }


def main() -> None:
    """Measure, print, and keep."""
    given = arguments("bench_decision.py [FOLDER]")
    on = machine()
    with tempfile.TemporaryDirectory() as folder:
        figures = measure(Path(folder))
    for name, value in figures.items():
        print(f"{name:<78}{value}")
    save("decision", figures, on, Path(given[0]) if given else FOLDER)


if __name__ == "__main__":
    main()
