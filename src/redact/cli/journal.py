"""A log of what the program did, for whoever runs it: ids, counts and times, and never words of a case.

One JSON object a line, appended to the file that --log or REDACT_LOG names. No line holds a text, a path, the name
of a file or of a person; steps are told by the program's own words, commands by their names.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field

from redact.cli.saying import say
from redact.errors import UnreadableError

#: What a step may be called: the program's words and numbers, nothing that a case could put in.
STEP = re.compile(r"[a-z ]+(?:\d+ of \d+)?")


@dataclass
class Journal:
    """What one command logs; nothing where there is no *path*, and times on standard error where *told*."""

    path: str = ""
    told: bool = False
    run: str = field(default_factory=lambda: secrets.token_hex(6))
    start: float = field(default_factory=time.monotonic)
    step: str = ""
    since: float = 0.0

    def begin(self, command: str) -> None:
        """The command begins.

        Raises:
            UnreadableError: the log cannot be written.
        """
        if not self.path:
            return
        try:
            self._write({"event": "begin", "command": command})
        except OSError as error:
            raise UnreadableError(
                f"{self.path}: the log cannot be written ({error.strerror}); name another file with --log"
            ) from None

    def enter(self, step: str) -> None:
        """The step before is over, and *step* begins ('' for none)."""
        if self.step:
            seconds = time.monotonic() - self.since
            self.note("step", step=self.step, seconds=round(seconds, 3))
            if self.told:
                say(f"{seconds:8.2f} s  {self.step}")
        self.step, self.since = step if STEP.fullmatch(step) else "a step" if step else "", time.monotonic()

    def note(self, event: str, **said: str | float) -> None:
        """One line: numbers, and words of the program's own. A log that cannot be written any more stops no work."""
        if self.path:
            with suppress(OSError):
                self._write({"event": event, **said})

    def end(self, status: int) -> None:
        """The command is over."""
        self.enter("")
        self.note("end", status=int(status), seconds=round(time.monotonic() - self.start, 3))

    def _write(self, row: dict[str, str | float]) -> None:
        line = json.dumps({"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "run": self.run, **row})
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "ab") as file:
            file.write(line.encode() + b"\n")


#: The journal of the command that runs in this process.
current = Journal()


def open_journal(path: str, told: bool) -> Journal:
    """The journal of the command that begins now; every step is told to it."""
    global current
    current = Journal(path, told)
    return current
