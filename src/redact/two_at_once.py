"""Work for two processors, where there is more than one thing to do."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import zip_longest
from typing import Any, TypeVar

Done = TypeVar("Done")


def two_at_once(act: Callable[..., Done], *values: Iterable[Any]) -> list[Done]:
    """What *act* gives for each of *values* (as for `map`), in two processes, of which this one is the first.

    Away from the main thread other threads may hold locks, which a forked process would wait for
    for ever: there a new process is started instead. A worker of a cluster may start none: it does
    one thing after the other.
    """
    given = list(zip(*values, strict=False))
    if multiprocessing.current_process().daemon or len(given) < 2:
        return [act(*each) for each in given]
    here, there = given[::2], given[1::2]
    with ProcessPoolExecutor(max_workers=1, mp_context=_context()) as worker:
        later = [worker.submit(act, *each) for each in there]
        done = [act(*each) for each in here]
        return [one for pair in zip_longest(done, [each.result() for each in later]) for one in pair][: len(given)]


def _context() -> Any:
    apart = threading.current_thread() is not threading.main_thread()
    return multiprocessing.get_context("spawn") if apart else None
