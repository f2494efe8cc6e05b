"""The files of the editions, made and checked behind the pages while the reviewer goes on.

An answer is on the disk, and on every page, before anything is made here. Only audiences for whom copies
are staged already get new ones: what nobody asked for is not made. A signature never relies on these files;
it makes and checks its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from redact.errors import RedactError, UsageError, place_of
from redact.guards import blocking, require_staged
from redact.pipeline import stage
from redact.policies import audiences
from redact.review import decides_nothing
from redact.warned import that_block

if TYPE_CHECKING:
    from redact.model import Decision, Ledger
    from redact.web.sitting import Sitting

#: Seconds without an answer after which the files are made: who answers one question after the other is left alone.
PAUSE = 1.5


class Behind:
    """The files of one sitting: how far they are, and which answers they hold."""

    def __init__(self, sitting: Sitting, pause: float = PAUSE) -> None:
        self.problem = ""
        self._sitting, self._pause = sitting, pause
        self._made: dict[str, int] = {}  # audience: how many lines of the ledger its files hold
        self._due, self._ended = 0.0, False
        self._known = threading.Lock()  # what is written here
        self._one = threading.Lock()  # who may make files, or sign them
        self._thread: threading.Thread | None = None

    @property
    def is_busy(self) -> bool:
        """Whether files are being made, or are about to be."""
        return self._thread is not None

    def answered(self, decisions: Sequence[Decision]) -> None:
        """Make the files anew soon, where these decisions can change one."""
        if all(map(decides_nothing, decisions)) or not self._staged():
            return
        with self._known:
            if self._ended:
                return
            self._due = time.monotonic() + self._pause
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, daemon=True)
                self._thread.start()

    def make(self, wanted: Sequence[str], tell: Callable[[str], None]) -> str:
        """Make and check the files for the audiences *wanted*; what came of it, for people.

        Raises:
            UsageError: the case is still being read.
        """
        with self._one:
            return self._make(wanted, tell)

    @contextmanager
    def still(self) -> Iterator[None]:
        """No file is made here meanwhile."""
        with self._one:
            yield

    def lags(self, audience: str, ledger: Ledger) -> bool:
        """Whether something was decided after the files for *audience* were begun in this sitting."""
        made = self._made.get(audience, len(ledger))
        return not all(map(decides_nothing, ledger[made:]))

    def told(self, ledger: Ledger) -> str:
        """How the files stand, for people; '' where none were made in this sitting."""
        if self.is_busy:
            return "The files are being made and checked with your newest answers; you need not wait. This page renews itself."
        if self.problem:
            return f"The files could not be made: {self.problem}"
        if not self._made or any(self.lags(audience, ledger) for audience in self._made):
            return ""
        return f"The files for {' and '.join(sorted(self._made))} are ready: made and checked with every answer so far."

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the files that were begun are made."""
        if (thread := self._thread) is not None:
            thread.join(seconds)

    def end(self, seconds: float = 10.0) -> None:
        """Begin no more files, and wait for those that are being made: half of them would stay in the case folder."""
        with self._known:
            self._due, self._ended = 0.0, True
        self.wait(seconds)

    def _work(self) -> None:
        """Make files until those hold the newest answer."""
        while self._waits():
            try:
                self._sitting.state()
                self._sitting.wait()  # for what was read anew because of an answer
                with self._one:
                    self._make(self._staged(), lambda step: None)
            except RedactError as error:
                self.problem = str(error)
            except Exception as error:  # noqa: BLE001 - a thread would print it, with words of a draft
                self.problem = f"A fault of the program ({type(error).__name__} in {place_of(error)})."

    def _waits(self) -> bool:
        """Wait for the end of the pause; False where nothing was answered since the files were begun."""
        while True:
            with self._known:
                if not self._due:
                    self._thread = None
                    return False
                left = self._due - time.monotonic()
                if left <= 0:
                    self._due = 0.0
                    return True
            time.sleep(left)

    def _make(self, wanted: Sequence[str], tell: Callable[[str], None]) -> str:
        sitting = self._sitting
        state = sitting.state()
        if state is None or sitting.is_behind:
            raise UsageError("the case is still being read; try again in a moment")
        found = stage(state.prepared, wanted, tell)  # answers go on meanwhile: `lags` then says so
        self.problem = ""
        self._made |= dict.fromkeys(wanted, state.version)
        case = sitting.case
        count = sum(len(blocking(rows, case, require_staged(case, a))) for a, rows in found.items())
        return f"The editions were made and checked; {that_block(count)}."

    def _staged(self) -> list[str]:
        """The audiences for whom copies are staged."""
        sitting, state = self._sitting, self._sitting.known
        known = audiences(sitting.rules, state.prepared.register) if state else ()
        return [a for a in known if (sitting.case.staged(a) / "manifest.json").exists()]
