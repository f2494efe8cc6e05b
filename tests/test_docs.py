"""The docs cannot drift: the tutorial runs as printed, every command and status is described, generated pages are current."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from redact.cli import parser
from redact.errors import ExitCode

ROOT = Path(__file__).parents[1]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands() -> list[str]:
    action = next(a for a in parser()._actions if a.dest == "help" or getattr(a, "choices", None))
    action = next(a for a in parser()._actions if getattr(a, "choices", None))
    return list(action.choices)


def steps(page: str) -> list[tuple[str, int, list[str]]]:
    """(command, expected status, lines that its output holds) of each `$` line of a page's console blocks."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                command, _, remark = line[2:].partition("    #")
                status = re.search(r"status (\d+)", remark)
                found.append((command.strip(), int(status[1]) if status else 0, []))
            elif line.strip():
                found[-1][2].append(line.strip())
    return found


def run(command: str, folder: Path, key_file: Path) -> subprocess.CompletedProcess:
    words, _, target = command.partition(" > ")
    first, *rest = shlex.split(words)
    program = {"redact": [sys.executable, "-m", "redact"], "python": [sys.executable]}[first]
    env = os.environ | {"REDACT_KEY_FILE": str(key_file), "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [*program, *rest], cwd=folder, env=env, text=True, encoding="utf-8", capture_output=True
    )
    if target:
        (folder / target.strip()).write_text(done.stdout, encoding="utf-8")
    return done


@pytest.mark.model
def test_the_tutorial_runs_as_printed(tmp_path, key_file):
    """Every command ends with the status that the tutorial says, and prints the lines that it shows."""
    shutil.copytree(ROOT / "samples", tmp_path / "samples", ignore=shutil.ignore_patterns("drafts"))
    for command, status, lines in steps(read("docs/tutorial.md")):
        done = run(command, tmp_path, key_file)
        assert done.returncode == status, (command, done.stderr[-500:])
        for line in lines:
            assert line in done.stdout, (command, line)
    assert (tmp_path / "released" / "overview-report.pdf").exists()


def test_the_readme_shows_only_commands_that_exist():
    """Every `redact …` line of the README parses."""
    lines = [c for c, _, _ in steps(read("README.md")) if c.startswith("redact ")]
    assert lines
    for line in lines:
        parser().parse_args(shlex.split(line.partition(" > ")[0])[1:])


@pytest.mark.parametrize("command", commands())
def test_every_command_has_help_and_is_in_the_docs(command):
    """A command that nobody is told of is not there."""
    assert f"## redact {command}" in read("docs/cli.md")


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_exit_status_is_explained(code):
    """docs/errors.md has a row for each."""
    assert re.search(rf"^\| {int(code)} \|", read("docs/errors.md"), re.MULTILINE)


def test_every_word_of_the_readme_s_promises_is_kept_in_limits():
    """The README points to the limits, and the limits state the measured recall."""
    assert "docs/limits.md" in read("README.md")
    assert re.search(r"found\D+0\.\d{2}", read("docs/limits.md"))


def test_generated_pages_are_current():
    """make docs has been run."""
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "generate.py", "--check"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == 0, done.stderr
