"""The case folder: the ledger's chain, whole files, staged folders, the key's place."""

import json
import os
import stat
import subprocess
import sys
from dataclasses import replace

import pytest

from redact.case import KEPT_REPORTS, Case, locked, now
from redact.errors import RulesError, UnreadableError, UsageError
from redact.model import Decision, Document
from redact.proposal import new_case
from redact.review import standing
from redact.whole import write_whole


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    (folder / "drafts").mkdir(parents=True)
    (folder / "drafts" / "report.txt").write_text("A report.")
    return Case(folder)


def decision(target="E1", action="confirm"):
    return Decision(now(), "Rev Iewer", action, target, "", "")


def test_a_decision_that_was_appended_is_read_back(case):
    """What append acknowledged is on disk, in order."""
    case.append(decision("E1"), decision("E2"))
    case.append(decision("E3"))
    assert [d.target for d in case.ledger()] == ["E1", "E2", "E3"]


def test_a_torn_last_line_is_no_decision_and_is_written_over(case):
    """A line that a kill cut off was never acknowledged; the next decision takes its place."""
    case.append(decision("E1"))
    with case.ledger_path.open("ab") as file:
        file.write(b'{"before": "half a li')
    assert [d.target for d in case.ledger()] == ["E1"]
    case.append(decision("E2"))
    assert [d.target for d in case.ledger()] == ["E1", "E2"]


@pytest.mark.parametrize("harm", ["change", "remove", "swap"])
def test_a_ledger_that_somebody_edited_is_refused(case, harm):
    """A line changed, removed or moved breaks the chain, and the message names the line."""
    case.append(*[decision(f"E{n}") for n in range(1, 5)])
    lines = case.ledger_path.read_bytes().splitlines(keepends=True)
    if harm == "change":
        lines[1] = lines[1].replace(b"Rev Iewer", b"Ano Ther!")
    elif harm == "remove":
        del lines[1]
    else:
        lines[1], lines[2] = lines[2], lines[1]
    case.ledger_path.write_bytes(b"".join(lines))
    with pytest.raises(RulesError, match=r"line \d: the chain"):
        case.ledger()


def test_the_case_folder_is_private_while_it_is_written(case):
    """Mode 0700, since it holds real names by nature."""
    case.folder.chmod(0o755)
    with case.writing():
        assert stat.S_IMODE(case.folder.stat().st_mode) == 0o700


def test_what_was_found_is_remembered_by_its_digest(case):
    """A damaged memory is no memory: it is made anew."""
    document = Document("a.txt", "d", "text", ())
    case.remember("x", document, [])
    assert case.remembered("x") == (document, [])
    (case.folder / "found" / "x.json").write_text("{")
    assert case.remembered("x") is None


def test_a_staged_folder_is_replaced_as_a_whole(case):
    """Nothing of the earlier staging stays, and nothing half done is left beside it."""
    case.replace_folder(case.staged("family"), {"a.html": b"1", "old.html": b"2"})
    case.replace_folder(case.staged("family"), {"a.html": b"3"})
    assert {p.name: p.read_bytes() for p in case.staged("family").iterdir()} == {"a.html": b"3"}
    assert [p.name for p in case.staged("family").parent.iterdir()] == ["family"]


def test_a_folder_that_a_kill_left_aside_is_put_back(case):
    """A stop between the two renames loses neither the old nor the new copies for good."""
    case.replace_folder(case.staged("family"), {"a.html": b"1"})
    case.staged("family").rename(case.staged("family").parent / ".old-family")
    case.replace_folder(case.staged("publication"), {"b.html": b"2"})
    assert (case.staged("family") / "a.html").read_bytes() == b"1"


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    """When the disk fills, the old content stays and no part file is left."""
    path = tmp_path / "f"
    path.write_bytes(b"old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UnreadableError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["f"]


def test_a_folder_without_drafts_is_no_case(tmp_path):
    """The message says what is missing and what to do."""
    with pytest.raises(UsageError, match="no drafts/"):
        Case(tmp_path)


def test_every_opening_of_the_key_is_recorded_apart_from_the_ledger(case):
    """The access log says when, who and what for."""
    case.record_opening("show")
    row = json.loads((case.folder / "key-access.jsonl").read_text())
    assert row["for"] == "show"
    assert row["at"].startswith("20")


def test_two_writers_wait_for_each_other(case, monkeypatch):
    """A second writer is told that another one is at work."""
    from filelock import FileLock

    monkeypatch.setattr("redact.case.WAIT", 0.2)
    with FileLock(case.folder / ".lock"), pytest.raises(UsageError, match="another redact"), case.writing():
        pass


REVIEWER = """
import sys
from pathlib import Path
from redact.case import Case
from redact.model import Decision
case = Case(Path(sys.argv[1]))
for number in range(10_000):
    case.append(Decision("", "Rosa", "confirm", f"E{number}"))
    print(number, flush=True)
"""


@pytest.mark.parametrize("answers", [1, 7, 20])
def test_a_review_that_is_killed_loses_no_answer_that_was_acknowledged(tmp_path, answers):
    """kill -9 in the middle of writing: the chain is whole, holds every answer, and takes the next one."""
    (tmp_path / "case" / "drafts").mkdir(parents=True)
    command = [sys.executable, "-c", REVIEWER, str(tmp_path / "case")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as review:
        said = [review.stdout.readline().strip() for _ in range(answers)]
        review.kill()
    case = Case(tmp_path / "case")
    kept = [decision.target for decision in case.ledger()]
    assert kept[: len(said)] == [f"E{number}" for number in said]
    case.append(Decision("", "Rosa", "confirm", "E-next"))
    assert [decision.target for decision in case.ledger()] == [*kept, "E-next"]


@pytest.mark.parametrize("where", ["_write_behind", "write"])
def test_a_decision_that_cannot_be_written_is_not_taken(case, monkeypatch, where):
    """A full disk while the ledger, or its head, is written: told in a line, and the ledger is as it was."""
    case.append(decision("E1"))
    before, write = case.ledger_path.read_bytes(), Case._write_behind

    def full(self, *given):
        if where == "_write_behind":
            write(self, *given)
        raise OSError(28, "No space left on device") if where == "_write_behind" else UnreadableError("full")

    with monkeypatch.context() as patched:
        patched.setattr(Case, where, full)
        with pytest.raises(UnreadableError, match="no decision was taken"):
            case.append(decision("E2"))
    assert case.ledger_path.read_bytes() == before
    case.append(decision("E3"))
    assert [d.target for d in case.ledger()] == ["E1", "E3"]


def test_a_clock_that_was_set_back_changes_no_order(case):
    """The ledger's order is that of its lines; the last answer holds, whatever its time says."""
    late, early = (
        replace(decision("E1"), at="2031-05-02T10:00:00+00:00"),
        replace(decision("E1", "dismiss"), at="2031-05-01T10:00:00+00:00"),
    )
    case.append(late)
    case.append(early)
    assert [d.action for d in standing(case.ledger())] == ["confirm", "dismiss"]
    assert case.ledger() == (late, early)


def test_the_newest_report_is_kept_though_the_clock_was_set_back(case):
    """What was written last is not taken for the oldest."""
    for number in range(KEPT_REPORTS + 1):
        case.remember_report(f"{number:064}", {"n": number})
        os.utime(case.folder / "checked" / f"{number:064}.json", (4e9, 4e9))
    case.remember_report(f"{99:064}", {"n": 99})
    assert case.remembered_report(f"{99:064}", dict) == {"n": 99}


def test_reports_push_out_older_reports_and_nothing_else(case):
    """What is known under a name of its own stays, however many reports come after it."""
    case.remember_report("seen", {"n": 0})
    os.utime(case.folder / "checked" / "seen.json", (1e9, 1e9))
    for number in range(KEPT_REPORTS + 1):
        case.remember_report(f"{number:064}", {"n": number})
        os.utime(case.folder / "checked" / f"{number:064}.json", (1.1e9 + number, 1.1e9 + number))
    assert case.remembered_report("seen", dict) == {"n": 0}
    assert len(list((case.folder / "checked").iterdir())) == KEPT_REPORTS + 1
    assert case.remembered_report(f"{0:064}", dict) is None


def test_a_torn_line_of_the_access_log_does_not_take_the_next_with_it(case):
    """The next opening begins a line of its own."""
    case.record_opening("run")
    log = case.folder / "key-access.jsonl"
    log.write_bytes(log.read_bytes() + b'{"at": "20')
    case.record_opening("show")
    assert json.loads(log.read_bytes().splitlines()[-1])["for"] == "show"


def test_the_key_is_not_opened_where_that_cannot_be_recorded(case, monkeypatch):
    """A full disk: told in a line."""

    def full(*given):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("redact.whole.os.open", full)
    with pytest.raises(UnreadableError, match="not opened without a record"):
        case.record_opening("run")


def test_what_a_stop_left_in_staged_and_signed_is_swept_by_the_next_command(case):
    """Folders that were being made go; one that was moved aside goes back."""
    for path in (
        "staged/.new-x/report.html",
        "signed/.old-family/report.html",
        "drafts/.part-x",
        ".checking-x/a",
    ):
        write_whole(case.folder / path, b"x")
    with case.writing():
        left = sorted(p.relative_to(case.folder).as_posix() for p in case.folder.rglob("*") if p.is_file())
    assert left == [".lock", "drafts/report.txt", "signed/family/report.html"]


ANSWERING = """
import sys
from pathlib import Path
from redact.case import Case
from redact.model import Decision
case = Case(Path(sys.argv[1]))
for number in range(25):
    with case.writing():
        case.append(Decision("", sys.argv[2], "confirm", f"E{number}"))
"""


def test_two_processes_on_one_case_lose_no_decision(case):
    """Each waits for the other; the chain is whole and holds the answers of both, each in its order."""
    command = [sys.executable, "-c", ANSWERING, str(case.folder)]
    both = [subprocess.Popen([*command, name]) for name in ("Rosa", "Sam")]
    assert [each.wait(60) for each in both] == [0, 0]
    ledger = case.ledger()
    for name in ("Rosa", "Sam"):
        assert [d.target for d in ledger if d.by == name] == [f"E{number}" for number in range(25)]


def test_a_case_that_another_process_is_making_is_left_to_it(tmp_path, rules, monkeypatch) -> None:
    """Of two that begin the same case at once, the second copies nothing before the first is done."""
    monkeypatch.setattr("redact.case.WAIT", 0.1)
    draft, folder = tmp_path / "report.txt", tmp_path / "case"
    draft.write_text("Ines Wandlebury lived in Corvenham.\n", encoding="utf-8")
    (folder / "drafts").mkdir(parents=True)
    with locked(folder), pytest.raises(UsageError, match="another redact is at work"):
        new_case(folder, [draft], rules, lambda step: None)
    assert list((folder / "drafts").iterdir()) == []
