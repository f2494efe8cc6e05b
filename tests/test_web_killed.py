"""A server that is killed in the middle of its answers has lost none that it said was saved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "killed.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL and fork")
@pytest.mark.parametrize("reviews", [5, pytest.param(50, marks=pytest.mark.long)])
def test_a_kill_loses_no_answer(tmp_path, reviews):
    """Three reviewers at once, SIGKILL at a random moment: all that was acknowledged is there, the chain is whole."""
    command = [sys.executable, str(SCRIPT), str(tmp_path), str(reviews), "2031"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert [each["wrong"] for each in found] == [[]] * reviews
    assert sum(each["saved"] for each in found) > 5 * reviews  # the kill came in the middle of work
