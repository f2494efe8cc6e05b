"""A Ctrl-C that Python would swallow ends the command, and nothing after it."""

from __future__ import annotations

import sys
import time
from types import SimpleNamespace

from redact.cli.stopping import AGAIN, heeding_interrupts

LOST = SimpleNamespace(exc_type=KeyboardInterrupt)


def waited() -> str:
    """What comes while one waits longer than a lost Ctrl-C takes to come again."""
    try:
        time.sleep(5 * AGAIN)
    except KeyboardInterrupt:
        return "interrupted"
    return "nothing"


def test_a_lost_interrupt_comes_again_while_the_command_lasts() -> None:
    """What fell into a finaliser is raised where it can end the command."""
    with heeding_interrupts():
        sys.unraisablehook(LOST)  # type: ignore[arg-type]
        assert waited() == "interrupted"


def test_a_lost_interrupt_does_not_come_once_the_command_has_ended() -> None:
    """Else it would fall into the end of the program, whose exit status would be another one."""
    with heeding_interrupts():
        sys.unraisablehook(LOST)  # type: ignore[arg-type]
    assert waited() == "nothing"
