"""`redact batch`: many cases prepared, never released."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.cli import journal
from redact.cli.asked import Arguments, command, key_opener
from redact.cli.saying import say, show
from redact.errors import UsageError, worst

if TYPE_CHECKING:
    from redact.batch import Order, Outcome

#: What an exit status means for a case, in a word.
MEANS = {
    0: "ready to sign",
    5: "questions open",
    6: "findings block",
    3: "cannot be read",
    4: "register is wrong",
}


def add_batch(commands: Any) -> None:
    """What `redact batch` takes."""
    about = (
        "Prepare many cases: read, find, stage, check. What is done is not done again; nothing is released."
    )
    c = command(commands, "batch", do_batch, about, key=True)
    c.add_argument(
        "folders", metavar="FOLDER", nargs="+", help="folders that hold case folders, at any depth"
    )
    c.add_argument(
        "--for",
        dest="audience",
        metavar="AUDIENCE",
        action="append",
        help="default: all that the register of each case asks for, with the copies of each recipient",
    )
    c.add_argument("--workers", type=int, metavar="N", help="cases at once (default: one for each processor)")
    c.add_argument(
        "--engine", choices=("local", "dask"), default="local", help="this machine, or a Dask cluster"
    )
    c.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a Dask cluster that runs already: tcp://host:8786"
    )
    c.add_argument("--page", metavar="FILE.html", help="write the summary as a page")
    c.add_argument("--json", action="store_true", help="the outcome as one JSON object a case")


def do_batch(a: Arguments) -> int:
    """Prepare each case; the worst outcome is the exit status."""
    from redact.batch import Order, cases_in

    if a.workers is not None and a.workers < 1:
        raise UsageError("--workers: needs a number of at least 1")
    if a.scheduler and a.engine != "dask":
        raise UsageError("--scheduler goes with --engine dask")
    if a.page and Path(a.page).exists():
        raise UsageError(f"{a.page}: there is a file already; name another")
    key_opener(a)  # made and said here once, where there is none, and not by each process
    audiences = tuple(dict.fromkeys(a.audience or ()))
    orders = [Order(str(folder), audiences, a.key) for folder in cases_in([Path(f) for f in a.folders])]
    outcomes = list(_told(_engine(a, orders), len(orders), a))
    _summary(outcomes, a)
    return worst([one.status for one in outcomes])


def _engine(a: Arguments, orders: Sequence[Order]) -> Iterator[Outcome]:
    from redact.batch import dask, local

    workers = a.workers or os.cpu_count() or 1
    return local(orders, workers) if a.engine == "local" else dask(orders, workers, a.scheduler or "")


def _told(outcomes: Iterator[Outcome], count: int, a: Arguments) -> Iterator[Outcome]:
    """Each outcome, told as it comes, with a bar that says how long the rest may take."""
    from tqdm import tqdm

    hidden = a.quiet or not sys.stderr.isatty()
    for one in tqdm(outcomes, total=count, unit="case", file=sys.stderr, disable=hidden, leave=False):
        said = {
            k: v for k, v in asdict(one).items() if isinstance(v, int | float)
        }  # never its folder, or why
        journal.current.note("case", **said)
        if a.json:
            show(json.dumps(asdict(one)))
        elif not a.quiet:
            show(_line(one))
        yield one


def _line(one: Outcome) -> str:
    means = MEANS.get(one.status, "a fault")
    if one.said:
        return f"{one.case}: {means}: {one.said}"
    again = "as before" if one.before else f"{one.seconds:.1f} s"
    return f"{one.case}: {means}; {one.open} questions, {one.blocking} findings block, {one.warning} warn ({again})"


def _summary(outcomes: Sequence[Outcome], a: Arguments) -> None:
    counts = Counter(MEANS.get(one.status, "a fault") for one in outcomes)
    say(f"{len(outcomes)} cases: {', '.join(f'{n} {means}' for means, n in counts.most_common())}.")
    if a.page:
        from redact.pages import render
        from redact.whole import write_whole

        rows = [(one, MEANS.get(one.status, "a fault")) for one in outcomes]
        write_whole(Path(a.page), render("batch", rows=rows, counts=counts.most_common()))
        say(f"The summary: {a.page}")
