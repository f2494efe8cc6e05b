"""Many cases: found, each prepared once, and none that goes wrong stops the others."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from redact.batch import DIED, DONE, Order, Outcome, cases_in, dask, local, prepare_one
from redact.cli import main
from redact.errors import UsageError
from redact.names import fold


def case(folder, text="Nothing to see.\n", register="case: XX-2031-09\n"):
    (folder / "drafts").mkdir(parents=True)
    (folder / "drafts" / "report.txt").write_text(text, encoding="utf-8")
    (folder / "register.yaml").write_text(register, encoding="utf-8")
    return folder


def done(order):
    """A unit of work that needs no model: done once, unless the case's name says what happens."""
    if order.folder.endswith("dies"):
        os.kill(os.getpid(), signal.SIGKILL)
    if order.folder.endswith("slow"):
        time.sleep(0.2)
    return Outcome(order.folder, 0, words=os.getpid())


def orders(*names):
    return [Order(name, ("publication",)) for name in names]


def test_cases_are_found_at_any_depth_and_never_inside_a_case(tmp_path):
    """A folder of years of cases is walked; the drafts of a case hold no cases."""
    one, two = case(tmp_path / "2030" / "a"), case(tmp_path / "2031" / "b")
    case(two / "drafts" / "no case")
    assert cases_in([tmp_path]) == [one, two]
    assert cases_in([one, tmp_path]) == [one, two]


def test_a_folder_without_a_case_is_told(tmp_path):
    """A wrong folder is an error and not an empty success."""
    with pytest.raises(UsageError, match="no case folder"):
        cases_in([tmp_path])
    with pytest.raises(UsageError, match="no such folder"):
        cases_in([tmp_path / "x"])


@pytest.mark.loopback
@pytest.mark.parametrize("engine", [local, dask])
def test_a_case_that_kills_its_process_does_not_stop_the_others(engine):
    """The one that dies is named, every other one is done."""
    given = orders("a", "b-slow", "dies", "c", "d")
    ended = {one.case: one for one in engine(given, 2, unit=done)}
    assert set(ended) == {"a", "b-slow", "dies", "c", "d"}
    assert (ended["dies"].status, ended["dies"].said) == (1, DIED)
    assert {one.status for name, one in ended.items() if name != "dies"} == {0}


def test_two_workers_share_the_work():
    """Cases run in processes of their own, not in this one."""
    used = {one.words for one in local(orders(*(f"{n}-slow" for n in range(6))), 2, unit=done)}
    assert os.getpid() not in used
    assert len(used) == 2


def test_a_case_leaves_no_words_behind_in_its_process(tmp_path):
    """What was worked out of one case's words is gone when the next one comes, also of a case that failed."""
    prepare_one(Order(str(case(tmp_path / "one")), ("publication",)))
    assert fold.cache_info().currsize == 0
    fold("Jane")
    prepare_one(Order(str(case(tmp_path / "two", register="nonsense: [\n")), ("publication",)))
    assert fold.cache_info().currsize == 0


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Two cases, one of which cannot be read, after a batch over both; and what the batch printed."""
    root = tmp_path_factory.mktemp("cases")
    good, bad = case(root / "good"), case(root / "bad", register="nonsense: [\n")
    return root, good, bad


def test_one_bad_case_does_not_stop_the_rest(prepared, capfd, monkeypatch):
    """The worst outcome is the exit status, the good case is staged, and the page shows both."""
    root, good, _ = prepared
    page = root / "summary.html"
    assert (
        main(["batch", str(root), "--workers", "1", "--for", "publication", "--page", str(page), "--json"])
        == 4
    )
    rows = {Path(r["case"]).name: r for r in map(json.loads, capfd.readouterr().out.splitlines())}
    assert rows["bad"]["status"] == 4
    assert "register.yaml" in rows["bad"]["said"]
    assert rows["good"]["status"] == 0
    assert (good / "staged" / "publication" / "manifest.json").exists()
    assert not list(root.rglob("released"))
    assert b"register is wrong" in page.read_bytes()


def test_what_is_done_is_not_done_again(prepared, monkeypatch):
    """The second time the first outcome is told; when a draft changed, or the work was cut off, it is done anew."""
    _, good, _ = prepared
    order = Order(str(good), ("publication",))
    calls = []
    monkeypatch.setattr("redact.pipeline.stage", lambda *given: calls.append(given) or {})
    assert prepare_one(order).before
    assert prepare_one(Order(str(good), ("family",))).before is False
    assert main(["run", str(good), "-q"]) == 0
    prepare_one(order)
    assert prepare_one(order).before
    with monkeypatch.context() as another:  # other code, another typesetter, another font
        another.setattr("redact.program.prepared_by", lambda: "another")
        assert not prepare_one(order).before
        assert prepare_one(order).before
    calls.clear()
    (good / "drafts" / "report.txt").write_text("Something else.\n", encoding="utf-8")
    assert not prepare_one(order).before
    assert calls


def test_a_batch_makes_what_each_register_asks_for(tmp_path, monkeypatch):
    """Where nobody says for whom: the audiences of the register, and the copy of each recipient."""
    own = "recipients:\n  - {id: mother, reference: F-01}\naudiences: [anonymous, family]\n"
    folder = case(tmp_path / "own", register=own)
    calls = []
    monkeypatch.setattr("redact.pipeline.stage", lambda prepared, audiences: calls.append(audiences) or {})
    assert prepare_one(Order(str(folder), ())).status == 0
    (folder / "register.yaml").write_text("case: XX-2031-09\n", encoding="utf-8")
    assert prepare_one(Order(str(folder), ())).status == 0
    assert calls == [("anonymous", "family", "family.mother"), ("publication", "family")]


def test_half_a_preparation_is_done_again(prepared, monkeypatch):
    """A note without its staged copies, or a damaged one, counts for nothing."""
    _, good, _ = prepared
    calls = []
    monkeypatch.setattr("redact.pipeline.stage", lambda *given: calls.append(given) or {})
    (good / DONE).write_bytes(b"{half")
    assert not prepare_one(Order(str(good), ("publication",))).before
    assert calls


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--workers", "0"], "at least 1"),
        (["--scheduler", "tcp://127.0.0.1:1"], "--engine dask"),
    ],
)
def test_what_cannot_be_is_refused(prepared, capfd, words, why):
    """One line that says what is wrong, and the exit status of wrong usage."""
    assert main(["batch", str(prepared[0]), *words]) == 2
    assert why in capfd.readouterr().err


@pytest.mark.loopback
def test_a_scheduler_that_is_not_there_is_told(prepared, capfd, monkeypatch):
    """No hang and no traceback: the address is to be mended."""
    monkeypatch.setattr("redact.batch.PATIENCE", 0.5)
    words = ["--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]
    assert main(["batch", str(prepared[0]), *words]) == 2
    assert "scheduler" in capfd.readouterr().err


#: A batch of cases that take long; says when its first process is at work.
LONG = """
import sys, time
sys.path.insert(0, {tests!r})
from redact.batch import local
import test_batch
from redact.cli import main
import redact.batch, redact.cli.batches
redact.cli.batches._engine = lambda a, orders: local(orders, 1, unit=test_batch.sleeps)
if __name__ == "__main__":
    sys.exit(main(["batch", {folder!r}, "-q"]))
"""


def sleeps(order):
    """A unit of work that takes for ever; leaves its process's id."""
    (Path(order.folder) / "process").write_text(str(os.getpid()))
    time.sleep(60)
    return Outcome(order.folder, 0)


def is_there(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def until(holds, seconds=10.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end and not holds():
        time.sleep(0.02)
    return holds()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc for processes")
@pytest.mark.parametrize(("stop", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -9)])
def test_a_batch_that_is_stopped_leaves_no_process_at_work(tmp_path, key_file, stop, status):
    """Ctrl-C ends it at once with 130 and one line; after a kill the processes end too, and free the cases."""
    case(tmp_path / "cases" / "one")
    script = tmp_path / "long.py"
    script.write_text(LONG.format(tests=str(Path(__file__).parent), folder=str(tmp_path / "cases")))
    source = str(Path(__file__).parents[1] / "src")
    environment = os.environ | {"PYTHONPATH": source, "REDACT_KEY_FILE": str(key_file)}
    noted = tmp_path / "cases" / "one" / "process"
    with subprocess.Popen([sys.executable, script], env=environment, stderr=subprocess.PIPE) as batch:
        try:
            assert until(lambda: noted.exists() and noted.read_text(), 30)
            worker = int(noted.read_text())
            batch.send_signal(stop)
            _, told = batch.communicate(timeout=10)
        finally:
            batch.kill()
    assert batch.returncode == status
    if stop == signal.SIGINT:
        assert told == b"redact: interrupted; nothing was lost\n"
    assert until(lambda: not is_there(worker))


def test_a_full_disk_is_no_bug_of_a_case(tmp_path, key_file, monkeypatch):
    """The outcome says what to do, with the status of what cannot be read."""
    folder = case(tmp_path / "one")

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("redact.pipeline.stage", full)
    monkeypatch.setattr("redact.pipeline.prepare", full)
    outcome = prepare_one(Order(str(folder), ("publication",), str(key_file)))
    assert (outcome.status, "free some space" in outcome.said) == (3, True)
