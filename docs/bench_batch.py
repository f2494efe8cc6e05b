"""Measure the batch: so many invented cases of three drafts, with one worker, with two, and with two through Dask.

    python docs/bench_batch.py FOLDER [CASES...]      default 10 100; 1000 takes half an hour

A run that is stopped goes on where it was: what was measured is kept in FOLDER. Each way has case folders of its
own, the same bytes. Prints progress; writes bench/batch.json. The cases are of samples/small_cases.py.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "samples"), str(ROOT / "docs")]

from bench_figures import arguments, machine, save

from redact.batch import Order, Outcome, dask, local

AUDIENCES = ("publication", "family")
READY = 4  # cases after which every worker has loaded the model
EVERY = 1.0  # seconds between two looks at the memory
Engine = Callable[[Sequence[Order]], Iterator[Outcome]]
WAYS: dict[str, Engine] = {
    "one worker": lambda orders: local(orders, 1),
    "two workers": lambda orders: local(orders, 2),
    "Dask, two workers": lambda orders: dask(orders, 2),
}


@dataclass
class Memory:
    """The memory of the processes below this one, looked at again and again."""

    seen: list[tuple[float, int, int]] = field(default_factory=list)  # seconds, process, MB
    stop: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Until it is stopped."""
        start = time.monotonic()
        while not self.stop.wait(EVERY):
            for process in below(os.getpid()):
                if (megabytes := resident(process)) > 100:  # a worker has the model
                    self.seen.append((round(time.monotonic() - start, 1), process, megabytes))


@contextmanager
def watched() -> Iterator[Memory]:
    """What the workers hold meanwhile."""
    memory = Memory()
    thread = threading.Thread(target=memory.look, daemon=True)
    thread.start()
    try:
        yield memory
    finally:
        memory.stop.set()
        thread.join()


def below(process: int) -> list[int]:
    """The processes that a process began, and theirs; none where the system does not tell."""
    found: list[int] = []
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(word) for word in path.read_text().split()]
        except OSError:
            continue
        found += children + [inner for child in children for inner in below(child)]
    return found


def resident(process: int) -> int:
    """The memory of a process in MB."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize() // 1_048_576


# One way ----------------------------------------------------------------------------------------------


def run(way: str, count: int, folder: Path) -> dict[str, Any]:
    """So many cases prepared in one way; what was measured before a stop is counted in."""
    from small_cases import build_many

    log = folder / f"{count} {way}.jsonl"
    rows = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
    if rows and rows[-1].get("done"):
        return rows[-1]
    place = folder / f"{count} {way}"
    key = folder / "key-file"
    key.write_bytes(b"a key file for measuring, 32 bytes and more\n")
    orders = [Order(str(each), AUDIENCES, str(key)) for each in build_many(place, count)]
    with watched() as memory, log.open("a", encoding="utf-8") as file:
        for row in session(WAYS[way], orders):
            file.write(json.dumps(row) + "\n")
            file.flush()
            rows.append(row)
            told(way, count, rows)
    found = summed(rows, memory) | {"resume, seconds a case": again(way, orders, count), "done": True}
    if not found["faults"]:
        shutil.rmtree(place)
    with log.open("a", encoding="utf-8") as file:
        file.write(json.dumps(found) + "\n")
    return found


def session(engine: Engine, orders: Sequence[Order]) -> Iterator[dict[str, Any]]:
    """Each case that was not done before: seconds since the one before was done, its own, and how it ended."""
    last = time.monotonic()
    for outcome in engine(orders):
        if not outcome.before:
            now = time.monotonic()
            yield {"since": now - last, "own": outcome.seconds, "words": outcome.words,
                   "status": outcome.status, "said": outcome.said}  # fmt: skip
            last = now


def told(way: str, count: int, rows: Sequence[dict[str, Any]]) -> None:
    """A line now and then."""
    if len(rows) % max(1, count // 20) == 0:
        spent = sum(row["since"] for row in rows)
        left = spent / len(rows) * (count - len(rows))
        print(
            f"{way}: {len(rows)} of {count}, {spent:.0f} s, about {left:.0f} s left",
            file=sys.stderr,
            flush=True,
        )


def summed(rows: Sequence[dict[str, Any]], memory: Memory) -> dict[str, Any]:
    """The figures of one way."""
    spent = sum(row["since"] for row in rows)
    halves = [
        [row["since"] for row in rows[: len(rows) // 2]],
        [row["since"] for row in rows[len(rows) // 2 :]],
    ]
    return {
        "cases": len(rows),
        "words": sum(row["words"] for row in rows),
        "seconds": round(spent, 1),
        "seconds a case": round(spent / max(1, len(rows)), 3),
        "seconds a case once the workers are ready": round(
            statistics.mean(r["since"] for r in rows[READY:]), 3
        ),
        "seconds a case, first half | second half": [
            round(statistics.mean(half), 3) for half in halves if half
        ],
        "a worker's seconds for a case, median": round(statistics.median(row["own"] for row in rows), 3),
        "faults": sum(row["status"] not in {0, 5, 6} for row in rows),
        "memory": workers(memory),
    }


def workers(memory: Memory) -> dict[str, Any]:
    """The most that any worker held in each tenth of the run, MB."""
    if not memory.seen:
        return {}
    end = memory.seen[-1][0]
    tenths: list[int] = []
    for part in range(10):
        held = [m for at, _, m in memory.seen if end * part / 10 <= at <= end * (part + 1) / 10]
        tenths.append(max(held, default=0))
    return {"peak, MB": max(m for _, _, m in memory.seen), "in each tenth of the run, MB": tenths,
            "processes": len({process for _, process, _ in memory.seen})}  # fmt: skip


def again(way: str, orders: Sequence[Order], count: int) -> float:
    """What the same costs when everything was done before."""
    start = time.monotonic()
    outcomes = list(WAYS[way](orders))
    assert all(outcome.before for outcome in outcomes if outcome.status in {0, 5, 6})
    return round((time.monotonic() - start) / count, 4)


def main() -> None:
    """All ways, for each number of cases."""
    given = arguments("bench_batch.py FOLDER [CASES...]")
    if not given:
        sys.exit(__doc__)
    folder, counts = Path(given[0]), [int(word) for word in given[1:]] or [10, 100]
    folder.mkdir(parents=True, exist_ok=True)
    on, found = machine(), {}
    for count in counts:
        found[str(count)] = {way: run(way, count, folder) for way in WAYS}
        took = {way: one["seconds"] for way, one in found[str(count)].items()}
        found[str(count)]["ratios"] = {
            "one worker / two workers": round(took["one worker"] / took["two workers"], 2),
            "Dask / local, two workers": round(took["Dask, two workers"] / took["two workers"], 2),
        }
        print(json.dumps({count: found[str(count)]}, indent=1), flush=True)
        save("batch", {"cases": found}, on)


if __name__ == "__main__":
    main()
