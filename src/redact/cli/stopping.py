"""How a command ends: at once when it is done, and by Ctrl-C also where Python would swallow it."""

from __future__ import annotations

import _thread
import atexit
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

AGAIN = 0.02  # seconds after which a lost Ctrl-C is asked for once more


@contextmanager
def heeding_interrupts() -> Iterator[None]:
    """While this lasts, a Ctrl-C that falls into a finaliser or a callback of a library is not lost.

    Python prints such an exception as "ignored" and goes on. Here it is raised again a moment later, when the
    finaliser is over, and again until it arrives where it can end the command; not once the command has ended.
    """
    before, waiting = sys.unraisablehook, list[threading.Timer]()
    sys.unraisablehook = lambda lost: waiting.append(_once_more()) if _is_interrupt(lost) else before(lost)
    try:
        yield
    finally:
        sys.unraisablehook = before
        for again in waiting:
            again.cancel()


def end_with_a_status() -> None:
    """Let the process end with its exit status after a Ctrl-C that was dealt with.

    Where it fell into code that is made from words, as every dataclass is, Python remembers it and ends `python -m`
    by the signal all the same. Any such code that comes to its end makes it forget.
    """
    exec("")  # noqa: S102


def leave(status: int) -> NoReturn:
    """End the process with *status*, leaving it to the system to take back what it holds.

    Python would give back a language model piece by piece, for most of a second. It still does where a thread or
    a process that this one began is at work, and where the last words cannot be written: it knows what to say then.
    """
    if threading.active_count() > 1 or _has_children():
        sys.exit(status)
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(status)
    os._exit(status)


def _has_children() -> bool:
    """Whether a process that this one began still lives; without loading what begins them."""
    processes = sys.modules.get("multiprocessing")
    return processes is not None and bool(processes.active_children())


def _is_interrupt(lost: Any) -> bool:
    return isinstance(lost.exc_type, type) and issubclass(lost.exc_type, KeyboardInterrupt)


def _once_more() -> threading.Timer:
    again = threading.Timer(AGAIN, _thread.interrupt_main)
    again.daemon = True
    again.start()
    return again
