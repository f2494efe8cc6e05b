"""Work for two processors, where there is more than one thing to do."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

Done = TypeVar("Done")
Given = TypeVar("Given")
#: Held while two processes are at work.
_FREE = threading.Lock()


def two_at_once(act: Callable[..., Done], *values: Iterable[Any]) -> list[Done]:
    """What *act* gives for each of *values* (as for `map`), in two processes, of which this one is the first.

    The other one is a copy of this process where nothing else is at work in it. Beside other threads, which may
    hold locks that a copy would wait for for ever, the process `beside` does its part, which is begun once and
    stays. A process that is a worker itself does one thing after the other, and so does work that is a part of such work.
    """
    given = list(zip(*values, strict=False))
    if len(given) < 2 or _is_worker() or not _FREE.acquire(blocking=False):
        return [act(*each) for each in given]
    try:
        if not is_alone():
            return _shared_out(act, given, beside())
        with ProcessPoolExecutor(max_workers=1) as worker:
            return _shared_out(act, given, worker)
    except BrokenProcessPool:
        beside.cache_clear()  # the next one to ask gets another
        raise
    finally:
        _FREE.release()


def in_two(act: Callable[[Given], Done], parts: Sequence[Given]) -> list[Done]:
    """What *act* gives for each of *parts*, every second one by a copy of this process, which knows all that it knows.

    One after the other where no such copy can be made or it dies: on Windows and macOS, with one processor,
    where other threads are at work, in a process that is a worker itself, and where there is no room for it.
    """
    if len(parts) > 1 and may_copy():
        _IN_TWO.append((act, parts))
        try:
            fork = multiprocessing.get_context("fork")
            with ProcessPoolExecutor(max_workers=1, mp_context=fork, initializer=_stand_by) as worker:
                return _shared_out(_of_part, [(number,) for number in range(len(parts))], worker)
        except (BrokenProcessPool, OSError, NotImplementedError, MemoryError):
            pass  # what went wrong in *act* itself goes wrong again below
        finally:
            _IN_TWO.pop()
    return [act(part) for part in parts]


#: What a copy of this process is to do; it is copied with the rest, where sending it would take longer than the work.
_IN_TWO: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


def _of_part(number: int) -> Any:
    act, parts = _IN_TWO[-1]
    return act(parts[number])


def is_alone() -> bool:
    """Whether nothing else is at work here, so that two things at once are done by a copy of this process as it is now."""
    return threading.active_count() == 1 and not _is_worker()


def _is_worker() -> bool:
    """Whether this process does what another one gave it: of a batch, of a cluster, or a part of two things at once."""
    return multiprocessing.parent_process() is not None or multiprocessing.current_process().daemon


def may_copy() -> bool:
    """Whether a copy of this process can be made (see `in_two`) and brings something."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1 and is_alone()


def _shared_out(act: Callable[..., Done], given: list[Any], worker: ProcessPoolExecutor) -> list[Done]:
    later = [worker.submit(act, *each) for each in given[1::2]]
    try:
        here = [act(*each) for each in given[::2]]
        there = [each.result() for each in later]
    except BaseException:  # Ctrl+C too: nobody waits for what was not begun
        for each in later:
            each.cancel()
        raise
    return [there[at // 2] if at % 2 else here[at // 2] for at in range(len(given))]


@cache
def beside() -> ProcessPoolExecutor:
    """A process for the threads of this one, which keeps what it knows of texts until this one ends."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=_stand_by)


def begin_beside(module: str) -> None:
    """Begin the process `beside` with *module* imported, so that nobody waits for that later."""
    if not multiprocessing.current_process().daemon:
        beside().submit(_import, module)


def _import(module: str) -> None:
    import_module(module)


def _stand_by() -> None:
    """Say nothing that could quote a draft; leave Ctrl+C to the first process, and end with it, however it ends."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_first, daemon=True).start()


def _end_with_the_first() -> None:
    if first := multiprocessing.parent_process():
        first.join()
        os._exit(0)
