"""After each answer only what it changes is made anew, and yet every byte is what a first run would make."""

import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from redact.case import Case, now
from redact.key import opener
from redact.model import Decision
from redact.pipeline import make, stage
from redact.web.sitting import Sitting, Taken

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "samples"))

BOTH = ("publication", "family")
#: Labels of people and of a place; the last of these answers is then taken back.
ANSWERS = (
    ("rename", "p6", "Adult 9"),
    ("rename", "p4", "Adult 7"),
    ("rename", "l1", "Town K"),
    ("rename", "p6", "Adult 4"),
    ("undo", "p6", ""),
)


def lying(folder):
    """Everything that is staged: marked files, digests of the clean ones, findings."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def as_of_new(case, to, surroundings):
    """What a run in a process of its own stages for the same drafts, key and answers, with nothing remembered."""
    shutil.copytree(case.folder, to)
    for name in ("staged", "checked", "found"):
        shutil.rmtree(to / name)
    command = [sys.executable, "-m", "redact", "run", str(to), "-q"]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 5, 6}, done.stderr
    return lying(to / "staged")


@pytest.mark.model
def test_five_answers_in_one_sitting_leave_what_a_fresh_run_makes(tmp_path, rules):
    """Files, digests and findings, byte for byte; and what was made for a page is what is staged."""
    from build import build_case

    (tmp_path / "key-file").write_bytes(b"a key file for the tests, 32 bytes and more\n")
    surroundings = os.environ | {"REDACT_KEY_FILE": str(tmp_path / "key-file")}
    case = Case(build_case("two-brothers", tmp_path / "case"))
    sitting = Sitting(case, rules, opener(None, surroundings))
    sitting.begin()
    sitting.wait()
    stages = []
    with sitting.files.still():
        stage(sitting.state().prepared, BOTH)
        for action, target, value in ANSWERS:
            lines = sitting.state().version
            said = [Decision(now(), "Rosa Reviewer", action, target, value)]
            taken = (
                sitting.take_back(lines, lines, "Rosa Reviewer", now())
                if action == "undo"
                else sitting.take(said, lines)
            )
            assert isinstance(taken, Taken), taken
            prepared = sitting.state().prepared
            shown = {audience: make(prepared, audience) for audience in BOTH}
            stage(prepared, BOTH)
            assert shown == {audience: make(prepared, audience) for audience in BOTH}
            stages.append(lying(case.folder / "staged"))
    assert all(one != other for one, other in pairwise(stages))  # each answer changed something
    assert as_of_new(case, tmp_path / "fresh", surroundings) == stages[-1]
