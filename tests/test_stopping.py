"""A Ctrl-C that Python would swallow ends the command, and nothing after it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from redact import cli
from redact.cli.stopping import AGAIN, heeding_interrupts
from redact.errors import ExitCode

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


def test_a_ctrl_c_in_code_made_from_words_ends_with_the_status(tmp_path):
    """Python would end `python -m` by the signal, though the command said its own status."""
    lines = (
        "import sys",
        "from redact.cli import _carried_out",
        "from redact.cli.journal import open_journal",
        "from types import SimpleNamespace",
        "def do_it(arguments):",
        "    exec('raise KeyboardInterrupt')",
        "sys.exit(_carried_out(SimpleNamespace(do=do_it), open_journal('', False)))",
    )
    (tmp_path / "stopped.py").write_text("\n".join(lines), encoding="utf-8")
    source = Path(cli.__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "stopped"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(source)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == ExitCode.INTERRUPTED
