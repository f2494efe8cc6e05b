"""Work for two processors, where there is more than one thing to do."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

Done = TypeVar("Done")


def two_at_once(act: Callable[..., Done], *values: Iterable[Any]) -> list[Done]:
    """What *act* gives for each of *values* (as for `map`), in two processes.

    Away from the main thread other threads may hold locks, which a forked process would wait for
    for ever: there a new process is started instead. A worker of a cluster may start none: it does
    one thing after the other.
    """
    if multiprocessing.current_process().daemon:
        return list(map(act, *values))
    apart = threading.current_thread() is not threading.main_thread()
    context = multiprocessing.get_context("spawn") if apart else None
    with ProcessPoolExecutor(max_workers=2, mp_context=context) as workers:
        return list(workers.map(act, *values))
