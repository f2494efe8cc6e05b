"""Files that are nearly right: read, or refused in one line; never a traceback, a hang, or memory without end."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from time import monotonic, sleep

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


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_fuzzer_that_is_stopped_tells_what_it_saw(tmp_path, by):
    """An hour's figures are not lost with its end."""
    command = [sys.executable, str(HERE / "fuzz.py"), "600", ".md"]
    surroundings = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        end = monotonic() + 60
        while not list(tmp_path.rglob("*.md")) and monotonic() < end:  # until it is at work
            sleep(0.05)
        running.send_signal(by)
        printed, _ = running.communicate(timeout=120)
    seen = json.loads(printed.splitlines()[-1])
    assert seen["stopped"]
    assert seen["tried"] > 0


def test_a_fuzzer_says_each_minute_how_far_it_is(capsys):
    """On standard error: the last line of what it prints is its figures."""
    fuzz.Minutes(every=600).tell(Counter(), {})
    fuzz.Minutes(every=0).tell(Counter({".md": 1200}), {".md: IndexError": 7})
    out, told = capsys.readouterr()
    assert not out
    assert told.startswith("1,200 tried, 1 wrong, ")
    assert told.count("\n") == 1
