"""What a command tells: data on standard output, messages and the step under way on standard error."""

from __future__ import annotations

import sys
from typing import Any


def say(line: str) -> None:
    """A message to the user, on standard error."""
    print(line, file=sys.stderr, flush=True)


def show(line: str) -> None:
    """A line of data, on standard output."""
    print(line, flush=True)


class Steps:
    """Names the step that is under way, on a terminal, and wipes it when the work is done."""

    def __init__(self, quiet: bool) -> None:
        self.shown = not quiet and sys.stderr.isatty()
        self.bar: Any = None

    def __call__(self, step: str) -> None:
        """Show *step* as what is being done now, and log it."""
        from redact.cli import journal

        journal.current.enter(step)
        if self.shown:
            from tqdm import tqdm

            tqdm.monitor_interval = 0  # no thread of its own: with one at work this process cannot be copied

            self.bar = self.bar or tqdm(bar_format="{desc} {elapsed}", file=sys.stderr, leave=False)
            self.bar.set_description_str(step)
            self.bar.refresh()

    def done(self) -> None:
        """Wipe the line."""
        from redact.cli import journal

        journal.current.enter("")
        if self.bar is not None:
            self.bar.close()
            self.bar = None
