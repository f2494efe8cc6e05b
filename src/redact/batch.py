"""Many cases: each prepared, staged and checked by a process of its own; nothing is ever released.

The unit of work is one case folder, and what it leaves behind lies in that folder: so a run that was
stopped goes on where it was, on this machine or on several that share the storage. One case that cannot
be read, or that kills its process, does not stop the others.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from redact.case import Case
from redact.errors import ExitCode, RedactError, UsageError, told_of_system, worst
from redact.remembered import forget

#: Where a case keeps what its last preparation was made from, and how it ended.
DONE = "prepared.json"
#: Cases after which a process is replaced by a new one, so that memory does not grow.
CASES_A_PROCESS = 50
PATIENCE = 10.0  # seconds that a Dask scheduler has to answer
DIED = "the process that worked on it died; it may need more memory: run it alone with redact run"


@dataclass(frozen=True, slots=True)
class Order:
    """One case to prepare."""

    folder: str
    audiences: tuple[str, ...]  # () for those that its register asks for
    key_file: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the preparation of one case ended; no text of a draft in it."""

    case: str
    status: int
    words: int = 0
    open: int = 0
    blocking: int = 0
    warning: int = 0
    seconds: float = 0.0
    said: str = ""  # why it could not be prepared
    before: bool = False  # was done before, and nothing changed since


def cases_in(folders: Iterable[Path]) -> list[Path]:
    """Every case folder in *folders* and below, in order; what lies inside a case is no case.

    Raises:
        UsageError: a folder is not there, or none holds a case.
    """
    found: list[Path] = []
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(f"{folder}: there is no such folder; name a folder that holds case folders")
        found += _below(folder)
    if not found:
        names = ", ".join(str(folder) for folder in folders)
        raise UsageError(f"{names}: no case folder there (one that holds drafts/); name another folder")
    return list(dict.fromkeys(found))


def _below(folder: Path) -> list[Path]:
    found = []
    for at, inside, _ in os.walk(folder):
        if "drafts" in inside:
            found.append(Path(at))
            inside.clear()
        inside.sort()
    return sorted(found)


# One case -------------------------------------------------------------------------------------------


def prepare_one(order: Order) -> Outcome:
    """Prepare, stage and check one case; whatever goes wrong is an outcome."""
    start = time.monotonic()
    try:
        outcome = _prepared(order)
    except RedactError as error:
        outcome = Outcome(order.folder, int(error.exit_code), said=str(error))
    except Exception as error:  # noqa: BLE001 - told without any text of a draft
        outcome = _stopped(order, error)
    finally:
        forget()  # the next case is somebody else's
    return replace(outcome, seconds=round(time.monotonic() - start, 3))


def _stopped(order: Order, error: Exception) -> Outcome:
    """The disk, the permissions or the memory stopped it, or else a bug did."""
    told = told_of_system(error) if isinstance(error, OSError | MemoryError) else None
    if told is None:
        return Outcome(order.folder, int(ExitCode.BUG), said=f"this is a bug ({type(error).__name__})")
    return Outcome(order.folder, int(told.exit_code), said=f"{order.folder}: {told}")


def _prepared(order: Order) -> Outcome:
    from redact.guards import blocking, require_staged, state_of
    from redact.key import opener
    from redact.pipeline import prepare, stage
    from redact.policies import usual_audiences
    from redact.register import read_register
    from redact.rules import load_rules

    case, rules = Case(Path(order.folder)), load_rules()
    with case.writing():
        order = replace(
            order,
            audiences=order.audiences or usual_audiences(rules, read_register(case.register_path, rules)),
        )
        if earlier := _earlier(case, order, state_of(case, rules)):
            return earlier
        (case.folder / DONE).unlink(missing_ok=True)
        prepared = prepare(case, rules, opener(order.key_file, os.environ))
        found = stage(prepared, order.audiences)
        waiting = sum(len(blocking(f, case, require_staged(case, a))) for a, f in found.items())
        status = worst(
            [int(ExitCode.BLOCKED)] * bool(waiting) + [int(ExitCode.UNDECIDED)] * bool(prepared.questions)
        )
        outcome = Outcome(
            order.folder,
            int(status),
            sum(len(document.text.split()) for document in prepared.documents),
            len(prepared.questions),
            waiting,
            sum(finding.severity == "warns" for findings in found.values() for finding in findings),
        )
        of = _made_from(order, state_of(case, rules))
        case.write(case.folder / DONE, msgspec.json.encode({"of": of, "outcome": asdict(outcome)}))
    return outcome


def _earlier(case: Case, order: Order, state: str) -> Outcome | None:
    """How an earlier preparation ended, if it was finished and nothing that it was made from has changed."""
    try:
        kept = msgspec.json.decode((case.folder / DONE).read_bytes())
        outcome = msgspec.convert(kept["outcome"], Outcome)
    except (OSError, msgspec.MsgspecError, KeyError, TypeError):
        return None
    staged = all((case.staged(a) / "findings.json").exists() for a in order.audiences)
    same = kept.get("of") == _made_from(order, state)
    return replace(outcome, case=order.folder, before=True) if same and staged else None


def _made_from(order: Order, state: str) -> str:
    from redact.program import prepared_by

    parts = (state, prepared_by(), *order.audiences)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


#: The work on one case, as a worker does it.
Unit = Callable[[Order], Outcome]

# Many cases -----------------------------------------------------------------------------------------


def local(orders: Sequence[Order], workers: int, unit: Unit = prepare_one) -> Iterator[Outcome]:
    """The outcome of each case as it is done, by *workers* processes of this machine that each do the *unit* of work."""
    waiting = deque(orders)
    while waiting:
        running: dict[Future[Outcome], Order] = {}
        with _pool(workers) as pool:
            try:
                while waiting or running:
                    while waiting and len(running) <= workers:
                        order = waiting.popleft()
                        running[pool.submit(unit, order)] = order
                    for done in wait(running, return_when=FIRST_COMPLETED).done:
                        outcome = done.result()
                        del running[done]
                        yield outcome
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
            except (GeneratorExit, KeyboardInterrupt):
                _end_all()
                pool.shutdown(cancel_futures=True)
                raise
        yield from (_alone(order, unit) for order in running.values())


def _alone(order: Order, unit: Unit) -> Outcome:
    """The outcome of a case in a process of its own: when one dies, this says which case it was."""
    with _pool(1) as pool:
        try:
            return pool.submit(unit, order).result()
        except BrokenProcessPool:
            return Outcome(order.folder, int(ExitCode.BUG), said=DIED)


def _pool(workers: int) -> ProcessPoolExecutor:
    fresh = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, fresh, _begun, max_tasks_per_child=CASES_A_PROCESS)


def _begun() -> None:
    """A process of the pool: Ctrl-C is its parent's affair, and it ends when its parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Else what a killed batch leaves would hold a case's lock, and 200 MB, and wait for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(int(ExitCode.INTERRUPTED))


def _end_all() -> None:
    """Stop the processes at work: a case can be stopped at any moment, and is done anew."""
    for process in multiprocessing.active_children():
        process.terminate()


def dask(
    orders: Sequence[Order], workers: int, scheduler: str = "", unit: Unit = prepare_one
) -> Iterator[Outcome]:
    """The outcome of each case as it is done, by a Dask cluster; without an address by one on this machine.

    The workers see the case folders under the same paths, and the key file too.

    Raises:
        UsageError: Dask is not installed, or its scheduler does not answer.
    """
    try:
        from distributed import Client, LocalCluster, as_completed
    except ImportError:
        raise UsageError("--engine dask needs Dask: python -m pip install 'redact[cluster]'") from None
    cluster: Any = scheduler or LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    try:
        client = Client(cluster, timeout=PATIENCE)
    except OSError:
        raise UsageError(
            f"{scheduler}: no Dask scheduler answers there; start it, or mend the address"
        ) from None
    with client:
        given = {client.submit(unit, order, pure=False): order for order in orders}
        suspects = []
        for done in as_completed(list(given)):
            if done.status == "finished":
                yield done.result()
            else:
                suspects.append(given[done])
        for order in suspects:  # one that shared a worker with the one that killed it is blamed too
            (again,) = as_completed([client.submit(unit, order, pure=False)])
            died = again.status != "finished"
            yield Outcome(order.folder, int(ExitCode.BUG), said=DIED) if died else again.result()
    if not scheduler:
        cluster.close()
