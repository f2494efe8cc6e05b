"""Ctrl-C: a command that is interrupted ends, wherever the interrupt falls."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from redact import cli
from redact.errors import ExitCode

SOURCE = Path(__file__).parents[1] / "src"


class Finalised:
    """Something that is interrupted while it is being thrown away, as the patterns of `regex` can be."""

    def __del__(self):
        raise KeyboardInterrupt


def _work(a):
    """A long command in which an interrupt is swallowed."""
    Finalised()
    until = time.monotonic() + 20
    while time.monotonic() < until:
        sum(range(100))
    return 0


def test_an_interrupt_that_a_finaliser_swallows_ends_the_command(monkeypatch, capfd):
    """It is raised again: exit status 130, one line, and nothing of Python's own about it."""
    monkeypatch.setattr("redact.cli.shown.do_doctor", _work)
    assert cli.main(["doctor"]) == ExitCode.INTERRUPTED
    assert capfd.readouterr().err == "redact: interrupted; nothing was lost\n"


def test_what_else_python_cannot_raise_is_told_as_before(monkeypatch):
    """Only interrupts are taken; and afterwards the hook is as it was."""
    seen = []
    monkeypatch.setattr(sys, "unraisablehook", lambda lost: seen.append(lost.exc_type))

    class Broken:
        def __del__(self):
            raise ValueError

    def breaks(a):
        Broken()
        return 0

    monkeypatch.setattr("redact.cli.shown.do_doctor", breaks)
    hook = sys.unraisablehook
    assert cli.main(["doctor"]) == 0
    assert seen == [ValueError]
    assert sys.unraisablehook is hook


#: Patterns compile all the time, so that most interrupts fall into the library.
COMPILING = """
import sys, regex
from redact import cli
from redact.cli import shown
def work(a):
    print("begun", flush=True)
    while True:
        regex.purge()
        regex.compile('(?:(?P<x>a|b)+[a-z]{2,5}|[0-9][a-f])(?<=x)', regex.V1)
shown.do_doctor = work
sys.exit(cli.main(["doctor"]))
"""


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
@pytest.mark.parametrize("after", [at / 1000 for at in range(0, 50, 2)])
def test_a_real_interrupt_while_patterns_compile_ends_the_command(after):
    """Sent at many moments, one SIGINT is enough each time."""
    environment = os.environ | {"PYTHONPATH": str(SOURCE)}
    with subprocess.Popen(
        [sys.executable, "-c", COMPILING], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as run:
        run.stdout.readline()
        time.sleep(after)
        run.send_signal(2)
        try:
            _, told = run.communicate(timeout=10)
        finally:
            run.kill()
    assert (run.returncode, told) == (ExitCode.INTERRUPTED, b"redact: interrupted; nothing was lost\n")
