"""The disposal of a whole case: nothing stays, the record does, and a kill at any point can be finished."""

import hashlib
import json
import shutil
import stat
from pathlib import Path

import pytest

from redact import cli
from redact.case import Case, now
from redact.custody import Kept, forget, move_key, save_key
from redact.disposal import BEGUN, dispose
from redact.errors import UnreadableError, UsageError
from redact.key import Opener
from redact.model import Decision, Entity
from redact.records import Said
from test_key import Killed, stop_at

FILE = Opener("file", b"0123456789abcdef")
SAID = Said("Rosa Reviewer", "the retention period is over")
NAMES = ("Orla", "Wick", "Child G", "Mother")


@pytest.fixture
def case(tmp_path):
    """A case with everything that a case has, and an earlier record."""
    folder = tmp_path / "case"
    (folder / "drafts" / "inner").mkdir(parents=True)
    for name in ("Orla Wick v3.txt", "inner/Orla Wick letter.txt"):
        (folder / "drafts" / name).write_text("Orla Wick, aged nine.")
    (folder / "register.yaml").write_text(
        "case: XX-2031-04\npeople:\n  - {id: p1, name: Orla Wick, pseudonym: Child G}\n"
    )
    made = Case(folder)
    with made.writing():
        save_key(
            made, FILE, Kept(), {"E1": "Mother", "E2": "Father"}, {"E1": Entity("E1", "PERSON", "Una Wick")}
        )
        made.append(
            Decision(now(), "Rosa Reviewer", "confirm", "E1"),
            Decision(now(), "Rosa Reviewer", "confirm", "E2"),
        )
        made.replace_folder(made.staged("publication"), {"report.NOT-APPROVED.html": b"Child G"})
        made.replace_folder(made.signed("publication"), {"report.html": b"Child G"})
        made.remember_report("x", {"Orla": "Wick"})
        forget(made, FILE, "E2", Said("Sam Signatory", "met by mistake"))
    return made


def test_nothing_stays_but_the_record(case, tmp_path):
    """Counts, digests, who and why, what nobody can promise, and the case's earlier records; no name."""
    folder = case.folder
    path = dispose(folder, tmp_path / "record.txt", SAID)
    assert not folder.exists()
    text = " ".join(path.read_text(encoding="utf-8").split())
    for words in (
        "XX-2031-04",
        "Rosa Reviewer",
        "the retention period is over",
        "2 drafts, as received",
        "1 register.yaml",
        "2 decisions",
        "1 sealed key",
        "1 staged file",
        "1 signed file",
        "State: done",
        "signed, publication/report.html:",
        "draft 2: ",
        "the ledger: ",
        "backups",
        "wear levelling",
        "An earlier record of this case",
        "met by mistake",
    ):
        assert words in text, words
    assert not any(name in text for name in (*NAMES, ".txt", "inner"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_case_that_read_pictures_goes_whole_too(case, tmp_path):
    """The permission to read scans and the pictures of the drafts are part of the case."""
    case.allow_pictures()
    (case.folder / "pictures").mkdir()
    (case.folder / "pictures" / "picture-1.png").write_bytes(b"x")
    dispose(case.folder, tmp_path / "record.txt", SAID)
    assert not case.folder.exists()


def test_a_key_that_lies_elsewhere_goes_too(case, tmp_path):
    """And nothing else beside it."""
    move_key(case, FILE, tmp_path / "stick.key")
    (tmp_path / "other.key").write_bytes(b"another case's")
    dispose(case.folder, tmp_path / "record.txt", SAID)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other.key", "record.txt"]


def test_a_key_on_a_drive_that_is_not_there_stops_it(case, tmp_path):
    """The case would be gone and its key somewhere: nothing is removed."""
    move_key(case, FILE, tmp_path / "stick.key")
    (tmp_path / "stick.key").rename(tmp_path / "pulled out")
    with pytest.raises(UnreadableError, match="connect the drive"):
        dispose(case.folder, tmp_path / "record.txt", SAID)
    assert (case.folder / "register.yaml").exists()
    assert not (tmp_path / "record.txt").exists()


def test_a_kill_at_any_point_is_finished_by_the_same_command(case, tmp_path, monkeypatch):
    """Every change of a name on the disk is a point to die at; the record says until the end that it is not done."""
    for step in range(1, 200):
        shutil.rmtree(tmp_path / "try", ignore_errors=True)
        folder = Path(shutil.copytree(case.folder, tmp_path / "try" / "case"))
        record = tmp_path / "try" / "record.txt"
        with monkeypatch.context() as patch:
            stop_at(patch, step)
            try:
                dispose(folder, record, SAID)
            except Killed:
                pass
            else:
                break
        if record.exists() and (folder / "drafts").exists():
            assert "NOT DONE" in record.read_text()
        if (folder / BEGUN).exists():
            with pytest.raises(UsageError, match="disposal was begun"):
                Case(folder)
        if folder.exists():
            dispose(folder, record, SAID)
        assert not folder.exists(), step
        assert "State:        done" in record.read_text()
        assert "2 drafts, as received" in record.read_text()
    assert step > 15


def test_links_are_removed_and_not_followed(case, tmp_path):
    """What a link in drafts/ points to is not the case's."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept.txt").write_text("kept")
    (case.folder / "drafts" / "link").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    dispose(case.folder, tmp_path / "record.txt", SAID)
    assert (tmp_path / "elsewhere" / "kept.txt").read_text() == "kept"


def test_what_cannot_be_removed_is_said_without_its_name_and_can_be_tried_again(case, tmp_path, monkeypatch):
    """A draft that is open in Word: close it, the same command again."""
    with monkeypatch.context() as patch:
        unlink = Path.unlink

        def busy(self, *args, **kwargs):
            if self.name.startswith("Orla"):
                raise OSError(13, "Permission denied")
            return unlink(self, *args, **kwargs)

        patch.setattr(Path, "unlink", busy)
        with pytest.raises(UnreadableError, match="in case/drafts cannot be removed") as told:
            dispose(case.folder, tmp_path / "record.txt", SAID)
    assert "Orla" not in str(told.value)
    assert "NOT DONE" in (tmp_path / "record.txt").read_text()
    with pytest.raises(UsageError, match="begun with --record"):
        dispose(case.folder, tmp_path / "another.txt", SAID)
    dispose(case.folder, tmp_path / "record.txt", SAID)
    assert not case.folder.exists()


# The command ---------------------------------------------------------------------------------------


def run(*words):
    try:
        return cli.main([str(word) for word in words])
    except SystemExit as left:
        return left.code


@pytest.fixture
def ask(case, tmp_path):
    """The command with every word that it needs, and one replaced or left out."""

    def call(**other):
        words = {
            "--as": "Rosa Reviewer",
            "--reason": "retention",
            "--record": tmp_path / "record.txt",
            "--yes": True,
        } | other
        chosen = [
            part
            for name, value in words.items()
            if value
            for part in ((name,) if value is True else (name, value))
        ]
        return run("key", case.folder, "destroy", "--whole-case", *chosen)

    return call


def test_the_command_disposes_of_a_case(ask, case, tmp_path, capsys):
    """Exit 0; the message tells where the record is."""
    assert ask() == 0
    assert "record.txt" in capsys.readouterr().err
    assert not case.folder.exists()


@pytest.mark.parametrize("less", ["--as", "--reason", "--record", "--yes"])
def test_each_word_is_needed(less, ask, case, tmp_path, capsys):
    """Exit 2, one line, and nothing is removed."""
    assert ask(**{less: ""}) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert (case.folder / "register.yaml").exists()
    assert not (tmp_path / "record.txt").exists()


@pytest.mark.parametrize("record", ["case/record.txt", "case/records/r.txt", "there.txt", "none/record.txt"])
def test_a_record_that_would_be_lost_or_overwrite_is_refused(record, ask, case, tmp_path):
    """Inside the case, over a file, in a folder that is not there."""
    (tmp_path / "there.txt").write_text("a record")
    assert ask(**{"--record": tmp_path / record}) == 2
    assert (tmp_path / "there.txt").read_text() == "a record"
    assert (case.folder / "drafts" / "Orla Wick v3.txt").exists()


def test_a_folder_that_is_no_case_or_holds_more_is_refused(case, tmp_path, capsys):
    """Somebody's own files are never removed with a case."""
    (case.folder / "my notes.docx").write_text("notes")
    words = (
        "destroy",
        "--whole-case",
        "--yes",
        "--as",
        "R",
        "--reason",
        "r",
        "--record",
        tmp_path / "record.txt",
    )
    assert run("key", case.folder, *words) == 2
    assert "holds 1 files or folders that are no part of a case" in capsys.readouterr().err
    assert (case.folder / "drafts").exists()
    (tmp_path / "home" / "papers").mkdir(parents=True)
    assert run("key", tmp_path / "home", *words) == 2
    assert run("key", tmp_path / "none", *words) == 2
    assert (tmp_path / "home" / "papers").exists()


@pytest.mark.parametrize("words", [("show", "--whole-case"), ("destroy", "--log"), ("show", "--export", "x")])
def test_options_that_do_not_go_together_are_2(case, words, capsys):
    """An export says for whom it is sealed."""
    assert run("key", case.folder, *words) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_log_and_an_export_by_the_command(case, tmp_path, monkeypatch, capsys):
    """The log needs no key file; the export is sealed for the one that is named."""
    (tmp_path / "mine").write_bytes(FILE.secret)
    (tmp_path / "theirs").write_bytes(b"another key file, long enough")
    monkeypatch.setenv("REDACT_KEY_FILE", str(tmp_path / "mine"))
    assert (
        run("key", case.folder, "show", "--export", tmp_path / "copy", "--new-key", tmp_path / "theirs") == 0
    )
    monkeypatch.setenv("REDACT_KEY_FILE", str(tmp_path / "none"))
    capsys.readouterr()
    assert run("key", case.folder, "show", "--log") == 0
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()] == ["forget", "export"]
    assert run("key", case.folder, "show") == 3


# What a note, a record or a link may not do ---------------------------------------------------------


def whole(folder, record):
    words = ("destroy", "--whole-case", "--yes", "--as", "A", "--reason", "r", "--record", record)
    return run("key", folder, *words)


def stopped(case, tmp_path, monkeypatch):
    """The note of a disposal that was stopped before anything was removed, with its record."""
    with monkeypatch.context() as patch:
        patch.setattr("redact.disposal._remove_all", lambda *a: (_ for _ in ()).throw(Killed()))
        with pytest.raises(Killed):
            dispose(case.folder, tmp_path / "record.txt", SAID)
    return json.loads((case.folder / BEGUN).read_text())


@pytest.mark.parametrize("note", ["{}", "", "not json", '{"number": ""}'])
def test_a_leftover_note_does_not_open_any_folder(note, tmp_path, capsys):
    """Somebody's own photograph beside a .disposal.json stays."""
    (tmp_path / "s4" / "holiday").mkdir(parents=True)
    (tmp_path / "s4" / "holiday" / "photo.jpg").write_bytes(b"photo")
    (tmp_path / "s4" / BEGUN).write_text(note)
    assert whole(tmp_path / "s4", tmp_path / "rec.txt") == 2
    assert (tmp_path / "s4" / "holiday" / "photo.jpg").exists()
    assert capsys.readouterr().err.count("\n") == 1


def test_only_what_the_note_lists_is_removed(case, tmp_path, monkeypatch):
    """A file that came after the disposal was begun is nobody's leave to remove."""
    stopped(case, tmp_path, monkeypatch)
    (case.folder / "drafts" / "new.txt").write_text("new")
    assert whole(case.folder, tmp_path / "record.txt") == 2
    assert (case.folder / "drafts" / "new.txt").exists()
    assert (case.folder / "register.yaml").exists()
    (case.folder / "drafts" / "new.txt").unlink()
    assert whole(case.folder, tmp_path / "record.txt") == 0


@pytest.mark.parametrize("path", ["holiday/photo.jpg", "../other.txt", "/etc/hosts", "drafts/../../x"])
def test_a_note_that_lists_what_no_case_holds_is_refused(path, case, tmp_path, monkeypatch):
    """Paths from the folder on, of known kinds."""
    note = stopped(case, tmp_path, monkeypatch)
    (case.folder / BEGUN).write_text(json.dumps(note | {"paths": [*note["paths"], path]}))
    assert whole(case.folder, tmp_path / "record.txt") == 2
    assert (case.folder / "register.yaml").exists()


def test_a_note_that_names_another_file_as_the_key_removes_nothing(case, tmp_path, monkeypatch):
    """Neither a file that is no key, nor the sealed key of another case."""
    note = stopped(case, tmp_path, monkeypatch)
    other = tmp_path / "other.key"
    for content in (b"precious", (case.folder / "key").read_bytes()):
        other.write_bytes(content)
        forged = note | {"key": str(other), "key_digest": hashlib.sha256(content).hexdigest()}
        (case.folder / BEGUN).write_text(json.dumps(forged))
        assert whole(case.folder, tmp_path / "record.txt") == 2
        assert other.read_bytes() == content
        assert (case.folder / "register.yaml").exists()


def test_a_key_location_that_names_another_file_removes_nothing(case, tmp_path):
    """Neither with the case nor alone."""
    (tmp_path / "precious").write_bytes(b"precious")
    (case.folder / "key.location").write_text(str(tmp_path / "precious"))
    assert whole(case.folder, tmp_path / "record.txt") == 2
    assert run("key", case.folder, "destroy", "--yes") == 2
    assert (tmp_path / "precious").exists()


def test_a_note_of_a_move_does_not_remove_another_file(case, tmp_path):
    """Only the key as it was before the move."""
    (tmp_path / "precious").write_bytes(b"precious")
    act = {
        "kind": "move", "done": "d", "at": now(), "said": {}, "key": str(tmp_path / "precious"),
        "before": hashlib.sha256(b"precious").hexdigest(), "number": "0" * 16, "value": str(case.key_path),
    }  # fmt: skip
    (case.folder / ".key-act.json").write_text(json.dumps(act))
    move_key(case, FILE, tmp_path / "elsewhere.key")
    assert (tmp_path / "precious").exists()


def test_an_empty_folder_is_removed_by_its_own_record_only(case, tmp_path, capsys):
    """Another case's record, or one that is not done, is no reason."""
    folder = case.folder
    dispose(folder, tmp_path / "record.txt", SAID)
    (tmp_path / "empty").mkdir()
    assert whole(tmp_path / "empty", tmp_path / "record.txt") == 2
    assert "removed" not in capsys.readouterr().err
    assert (tmp_path / "empty").exists()
    folder.mkdir()
    assert whole(folder, tmp_path / "record.txt") == 0
    assert not folder.exists()


def test_drafts_that_are_a_link_are_refused(case, tmp_path, capsys):
    """The real drafts would stay while the record says that they are gone."""
    (case.folder / "drafts").rename(tmp_path / "real")
    (case.folder / "drafts").symlink_to(tmp_path / "real", target_is_directory=True)
    assert whole(case.folder, tmp_path / "record.txt") == 2
    assert "drafts is a link" in capsys.readouterr().err
    assert (case.folder / "register.yaml").exists()


def test_a_link_is_on_record_as_a_link(case, tmp_path):
    """It is no draft that was removed."""
    (tmp_path / "kept.txt").write_text("kept")
    (case.folder / "drafts" / "link.txt").symlink_to(tmp_path / "kept.txt")
    text = " ".join(dispose(case.folder, tmp_path / "record.txt", SAID).read_text().split())
    assert "2 drafts, as received" in text
    assert "1 link to another place; what it points to was not removed" in text


def test_a_key_that_a_copy_may_use_is_destroyed_only_on_request(case, tmp_path, capsys):
    """A copy of a case names the same key outside it: the command says where it lies and asks for --with-key."""
    move_key(case, FILE, tmp_path / "stick.key")
    words = ("key", case.folder, "destroy", "--whole-case", "--yes", "--as", "A", "--reason", "r", "--record")
    assert cli.main([str(word) for word in (*words, tmp_path / "record.txt")]) == 2
    assert "--with-key" in capsys.readouterr().err
    assert (tmp_path / "stick.key").exists()
    assert (case.folder / "register.yaml").exists()
    assert cli.main([str(word) for word in (*words, tmp_path / "record.txt", "--with-key")]) == 0
    assert not (tmp_path / "stick.key").exists()
