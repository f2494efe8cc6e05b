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


def left(tmp_path: Path, *before: str) -> subprocess.CompletedProcess[str]:
    """A process that does *before* and leaves with status 6; a thing that it holds says so when Python gives it back."""
    lines = (
        "import atexit, sys",
        "from redact.cli.stopping import leave",
        "class Held:",
        "    def __del__(self):",
        "        sys.__stderr__.write('given back')",
        "held = Held()",
        "atexit.register(print, 'put in order')",
        "print('all', 'words', end=' ')",
        *before,
        "leave(6)",
    )
    (tmp_path / "leaving.py").write_text("\n".join(lines), encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(cli.__file__).resolve().parents[2])}
    command = [sys.executable, "leaving.py"]
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)


def test_a_command_ends_with_its_status_its_words_and_in_order(tmp_path):
    """What is given back to the system at once is not taken apart first."""
    done = left(tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (6, "all words put in order\n", "")


def test_a_thread_at_work_is_waited_for(tmp_path):
    """It may be writing."""
    work = "lambda: time.sleep(0.2) or print('written')"
    done = left(tmp_path, "import threading, time", f"threading.Thread(target={work}).start()")
    assert (done.returncode, done.stdout) == (6, "all words written\nput in order\n")


def test_words_that_cannot_be_written_are_no_silence(tmp_path):
    """A full disk behind standard output must not look like a command that is done."""
    done = left(tmp_path, "sys.stdout = open('/dev/full', 'w')", "print('lost')")
    assert done.returncode == 120
    assert "No space left" in done.stderr


def test_a_command_looks_for_garbage_rarely():
    """With Python's own measure a tenth of a first run goes into that."""
    tell = "import gc; from redact import __main__ as m; m.main = lambda: print(gc.get_threshold()[0]) or 0; m.run()"
    done = subprocess.run([sys.executable, "-c", tell], capture_output=True, text=True, check=True)
    assert int(done.stdout) >= 20_000
