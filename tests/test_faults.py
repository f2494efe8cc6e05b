"""A command that is stopped at any of its writes loses nothing, leaves nothing half done, and can be run again."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks, and asks /proc for paths"),
]


def faults(tmp_path, key_file, *words):
    """What tests/faults.py saw of each way to stop, in a process of its own: it forks, which a process with threads should not."""
    environment = os.environ | {"PYTHONPATH": str(HERE.parent / "src"), "REDACT_KEY_FILE": str(key_file)}
    environment["TMPDIR"] = str(tmp_path)
    done = subprocess.run(
        [sys.executable, str(HERE / "faults.py"), *map(str, words)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()[-len(words[1:]) :]]


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """One life, killed at a write of each kind, and with a full disk from each of them on."""
    folder = tmp_path_factory.mktemp("faults")
    (folder / "key-file").write_bytes(b"a key file for the tests, 32 bytes and more")
    return faults(folder, folder / "key-file", "sample", 0, errno.ENOSPC)


def test_a_kill_at_a_write_of_each_kind_loses_nothing(sample):
    """No decision lost, no half file among the editions, the same bytes after the commands are run again."""
    seen, _ = sample
    assert seen["wrong"] == {}
    assert seen["stopped"] == len(seen["kinds"]) >= 10
    assert {"write ledger", "rename folder", "rename"} <= {*seen["kinds"]}


def test_a_full_disk_at_a_write_of_each_kind_is_told_in_one_line(sample):
    """Exit status 3, nothing lost, and when there is space again the commands end as they would have."""
    killed, full = sample
    assert full["wrong"] == {}
    assert full["kinds"] == killed["kinds"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("number", "error"), [(500, 0), (150, errno.ENOSPC), (150, errno.EROFS), (50, "clock"), (50, "two")]
)
def test_stops_at_random_lose_nothing(tmp_path, key_file, number, error):
    """kill -9 at 500 writes, a disk that is full or read-only at 150 each, a clock that jumps, a second process."""
    (seen,) = faults(tmp_path, key_file, number, error)
    print(seen)
    assert seen["wrong"] == {}
