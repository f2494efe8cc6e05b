"""The log: ids, counts and times, and nothing of a case."""

import json

import pytest

from redact import cli
from redact.cli import journal
from redact.cli.saying import Steps
from redact.errors import ExitCode

NAMES = ("Zofia", "Wandlebury", "Ines", "Corvenham", "secret-draft", "zofia-case", "Rosa")


@pytest.mark.model
def test_no_name_of_a_case_comes_into_its_log(tmp_path, key_file, capfd, monkeypatch):
    """Of drafts, folders, people: none; of commands: which, how long each step took, how many, and the status."""
    case, log, draft = tmp_path / "zofia-case", tmp_path / "log.jsonl", tmp_path / "secret-draft.txt"
    draft.write_text(
        "OVERVIEW REPORT\n\n1.1 Zofia Wandlebury lived in Corvenham with her mother, Ines Wandlebury.\n"
    )
    monkeypatch.setenv("REDACT_LOG", str(log))
    assert cli.main(["new", str(case), str(draft)]) == 0
    one = [str(case), "--key", str(key_file)]
    cli.main(["run", *one, "--for", "publication", "--verbose"])
    cli.main(["sign", *one, "--for", "publication", "--as", "Rosa"])
    cli.main(["run", str(tmp_path / "no-zofia-case"), "--key", str(key_file)])
    rows = [json.loads(line) for line in log.read_text().splitlines()]
    assert not [name for name in NAMES if name.lower() in log.read_text().lower()]
    assert [r["command"] for r in rows if r["event"] == "begin"] == ["new", "run", "sign", "run"]
    assert [r["status"] for r in rows if r["event"] == "end"][-1] == ExitCode.USAGE
    assert next(r for r in rows if r["event"] == "case")["drafts"] == 1
    assert {"making the editions", "checking the editions"} <= {r.get("step") for r in rows}
    assert len({r["run"] for r in rows}) == 4
    assert " s  making the editions" in capfd.readouterr().err


def test_a_step_that_says_more_than_the_program_does_is_not_logged_by_its_words(tmp_path):
    """Should a step ever name a draft, the log does not."""
    log = journal.open_journal(str(tmp_path / "log"), False)
    Steps(True)("reading Zofia.docx")
    log.end(0)
    assert "Zofia" not in (tmp_path / "log").read_text()


def test_a_log_that_cannot_be_written_is_told_before_the_work(tmp_path, capfd):
    """One line, status 3."""
    assert cli.main(["rules", "--log", str(tmp_path / "no" / "log")]) == ExitCode.UNREADABLE
    assert "the log cannot be written" in capfd.readouterr().err
