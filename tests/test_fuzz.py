"""Files that are nearly right: read, or refused in one line; never a traceback, a hang, or memory without end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

fuzz = pytest.importorskip("fuzz")  # bounds memory by the system's means
HERE = Path(__file__).parent


def fuzzed(*words):
    """What tests/fuzz.py saw, in a process of its own whose memory is bounded."""
    done = subprocess.run(
        [sys.executable, str(HERE / "fuzz.py"), *map(str, words)],
        env=os.environ | {"PYTHONPATH": str(HERE.parent / "src")}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="bounds memory and time by the system's means"
)


def test_inputs_that_are_nearly_right_are_read_or_refused_in_one_line():
    """Half a minute over all readers, the rules, the register and the decisions files."""
    seen = fuzzed(20)
    assert seen["wrong"] == {}
    assert seen["tried"] > 300
    assert {*seen["read"]} == {*seen["each"]}  # no seed is so wrong that everything made of it is refused


@pytest.mark.long
def test_an_hour_of_inputs():
    """The seconds can be set: REDACT_FUZZ_SECONDS."""
    seen = fuzzed(os.environ.get("REDACT_FUZZ_SECONDS", "3600"))
    print(seen)
    assert seen["wrong"] == {}


@pytest.mark.parametrize(("kind", "number"), fuzz.kept())
def test_what_went_wrong_once_does_not_again(tmp_path, kind, number):
    """The very bytes that did; none takes more memory than a reader may."""
    before = fuzz._peak()
    assert fuzz.tried(kind, number, tmp_path, fuzz.readers()[kind]) in {"", fuzz.READ}
    assert fuzz._peak() - before < 300
