"""The key: sealed, opened only by what sealed it, kept and moved with a record."""

import stat
from pathlib import Path

import pytest

from redact.case import Case
from redact.custody import (
    BEGUN,
    Kept,
    destroy,
    export_key,
    forget,
    move_key,
    open_key,
    openings,
    rekey,
    save_key,
)
from redact.errors import UnreadableError, UsageError
from redact.key import Opener, named_opener, opener, seal, unseal
from redact.model import Entity
from redact.records import Said

FILE = Opener("file", b"0123456789abcdef")
PHRASE = Opener("passphrase", b"correct horse battery")


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    (folder / "drafts").mkdir(parents=True)
    (folder / "drafts" / "report.txt").write_text("A report.")
    return Case(folder)


@pytest.mark.parametrize("by", [FILE, PHRASE])
def test_what_was_sealed_comes_back(by):
    """With a key file and with a passphrase."""
    assert unseal(seal({"pseudonyms": {"p1": "Child G"}}, by), by, "key") == {"pseudonyms": {"p1": "Child G"}}


def test_a_sealed_key_holds_no_name():
    """Neither a pseudonym nor an id can be read in it."""
    assert b"Child" not in seal({"pseudonyms": {"p1": "Child G"}}, FILE)


@pytest.mark.parametrize("by", [Opener("file", b"another file"), PHRASE])
def test_another_opener_is_refused(by):
    """A wrong key file, or a passphrase where a key file is needed, opens nothing."""
    with pytest.raises(UnreadableError):
        unseal(seal({}, FILE), by, "key")


def test_a_changed_key_is_refused():
    """One changed byte is noticed."""
    sealed = bytearray(seal({"pseudonyms": {}}, FILE))
    at = sealed.index(b'"sealed": "') + 12
    sealed[at] = ord("A") if sealed[at] != ord("A") else ord("B")
    with pytest.raises(UnreadableError):
        unseal(bytes(sealed), FILE, "key")


def test_a_named_file_that_is_missing_is_an_error(tmp_path):
    """It never falls back to another key file."""
    with pytest.raises(UnreadableError, match="cannot be read"):
        opener(str(tmp_path / "none"), {})


def test_an_own_key_file_is_made_once_and_private(tmp_path, monkeypatch):
    """Mode 0600 under the user's configuration folder; its path is said the first time only."""
    monkeypatch.setattr("platformdirs.user_config_path", lambda name: tmp_path / "config")
    first, second = opener(None, {}), opener(None, {})
    assert "key file was made" in first.said
    assert second.said == ""
    assert first.secret == second.secret
    assert stat.S_IMODE((tmp_path / "config" / "key").stat().st_mode) == 0o600


def entities():
    return {"E1": Entity("E1", "PERSON", "Ann Example")}


def test_a_key_is_kept_where_it_changed_only(case):
    """Saving the same key again leaves the file's bytes as they are, so a signature holds."""
    save_key(case, FILE, Kept(), {"E1": "Mother"}, entities())
    before = case.key_path.read_bytes()
    save_key(case, FILE, open_key(case, FILE, "run"), {"E1": "Mother"}, entities())
    assert case.key_path.read_bytes() == before


def test_a_moved_key_is_found_and_missed_when_it_is_gone(case, tmp_path):
    """The case remembers where its key lies; without the drive there is an error, not a new key."""
    save_key(case, FILE, Kept(), {"E1": "Mother"}, entities())
    move_key(case, FILE, tmp_path / "stick.key")
    assert open_key(case, FILE, "run").pseudonyms == {"E1": "Mother"}
    assert not (case.folder / "key").exists()
    (tmp_path / "stick.key").unlink()
    with pytest.raises(UnreadableError, match="connect the drive"):
        open_key(case, FILE, "run")


def test_a_key_sealed_anew_opens_with_the_new_passphrase_only(case, tmp_path):
    """The old key file opens nothing any more."""
    save_key(case, FILE, Kept(), {"E1": "Mother"}, entities())
    (tmp_path / "phrase").write_text("a new passphrase\n")
    new = named_opener(None, str(tmp_path / "phrase"))
    rekey(case, FILE, new)
    assert open_key(case, new, "run").pseudonyms == {"E1": "Mother"}
    with pytest.raises(UnreadableError):
        open_key(case, FILE, "run")


def test_one_person_can_be_forgotten_and_the_key_destroyed(case):
    """Forgetting needs an id that the key holds; destroying leaves a record."""
    save_key(case, FILE, Kept(), {"E1": "Mother", "E2": "Father"}, entities())
    forget(case, FILE, "E1")
    assert open_key(case, FILE, "run").pseudonyms == {"E2": "Father"}
    with pytest.raises(UsageError):
        forget(case, FILE, "E1")
    destroy(case)
    assert not case.key_path.exists()
    assert '"destroy"' in (case.folder / "key-access.jsonl").read_text()


# Records -------------------------------------------------------------------------------------------

SAID = Said("Rosa Reviewer", "the retention period is over")


class Killed(BaseException):
    """Stands for kill -9: nothing catches it."""


def stop_at(monkeypatch, step, kinds=("unlink", "replace", "rmdir")):
    """Let the process die at its *step*-th change of a name on the disk."""
    count = iter(range(1, 10_000))

    def dying(change):
        def changed(self, *args, **kwargs):
            if next(count) == step:
                raise Killed
            return change(self, *args, **kwargs)

        return changed

    for kind in kinds:
        monkeypatch.setattr(Path, kind, dying(getattr(Path, kind)))


ACTS = {
    "move": lambda case, place: move_key(case, FILE, place / "stick.key", SAID),
    "rekey": lambda case, place: rekey(case, FILE, PHRASE, SAID),
    "forget": lambda case, place: forget(case, FILE, "E1", SAID),
    "destroy": lambda case, place: destroy(case, SAID),
}
HOLDS = {
    "move": ["The key now lies at"],
    "rekey": ["the sealed key before", "the sealed key after"],
    "forget": ["1 pseudonym, of E1", "1 way of recognising it", "the ledger"],
    "destroy": ["1 sealed key", "backups", "wear levelling"],
}


@pytest.fixture
def kept(case):
    (case.folder / "register.yaml").write_text("case: XX-2031-04\npeople:\n  - {id: p1, name: Ann Example}\n")
    save_key(case, FILE, Kept(), {"E1": "Mother", "E2": "Father"}, entities())
    return case


@pytest.mark.parametrize("kind", ACTS)
def test_a_change_of_the_key_leaves_a_record_to_file(kind, kept, tmp_path):
    """When, who, why, for which case, what was removed, what nobody can promise; no name, no draft, no pseudonym."""
    record = ACTS[kind](kept, tmp_path)
    text = record.read_text(encoding="utf-8")
    assert record.parent == kept.folder / "records"
    for words in (
        "XX-2031-04",
        "Rosa Reviewer",
        "the retention period is over",
        "UTC",
        f"({kind})",
        *HOLDS[kind],
    ):
        assert words in " ".join(text.split()), words
    for secret in ("Ann", "Example", "report.txt", "Mother", "Father"):
        assert secret not in text
    assert max(map(len, text.splitlines())) < 100 or kind == "move"
    assert stat.S_IMODE(record.stat().st_mode) == 0o600
    assert not (kept.folder / BEGUN).exists()


def test_no_record_is_overwritten(kept):
    """A second act on one day has a record of its own."""
    first = forget(kept, FILE, "E1")
    before = first.read_bytes()
    second = forget(kept, FILE, "E2")
    assert second != first
    assert first.read_bytes() == before
    assert "none was given" in before.decode()


@pytest.mark.parametrize("kind", ACTS)
def test_an_act_that_was_killed_anywhere_is_finished_by_the_next_try(kind, kept, tmp_path, monkeypatch):
    """The same command again ends with the key as it should be and one record of it."""
    import shutil

    for step in range(1, 12):
        shutil.rmtree(tmp_path / "try", ignore_errors=True)
        folder = Path(shutil.copytree(kept.folder, tmp_path / "try" / "case"))
        with monkeypatch.context() as patch:
            stop_at(patch, step)
            try:
                ACTS[kind](Case(folder), folder.parent)
            except Killed:
                pass
            else:
                break
        ACTS[kind](Case(folder), folder.parent)
        records = [p for p in (folder / "records").iterdir() if p.suffix == ".txt"]
        assert len(records) == 1, step
        assert not (folder / BEGUN).exists()
        assert (folder / "key").exists() == (kind in {"rekey", "forget"})
        assert (folder / "key.location").exists() == (kind == "move")
    assert step > 2


def test_a_destruction_that_was_killed_leaves_no_pointer_to_a_key_that_is_gone(kept, tmp_path, monkeypatch):
    """A key that lay elsewhere: the next try ends it, and a new run can make a new key."""
    move_key(kept, FILE, tmp_path / "stick.key")
    with monkeypatch.context() as patch:
        stop_at(patch, 2, ("unlink",))
        with pytest.raises(Killed):
            destroy(kept, SAID)
    assert (kept.folder / "key.location").exists()
    destroy(kept, SAID)
    assert kept.sealed_key() is None


def test_a_key_that_was_copied_is_moved_all_the_same(kept, tmp_path):
    """The same bytes at the new place are a move that was stopped; other bytes are somebody's file."""
    (tmp_path / "stick.key").write_bytes(kept.key_path.read_bytes())
    move_key(kept, FILE, tmp_path / "stick.key")
    with pytest.raises(UsageError, match="there is a file already"):
        move_key(kept, FILE, tmp_path / "stick.key")
    assert open_key(kept, FILE, "run").pseudonyms["E1"] == "Mother"
    (tmp_path / "other").write_bytes(b"somebody's")
    with pytest.raises(UsageError, match="there is a file already"):
        move_key(kept, FILE, tmp_path / "other")


def test_an_exported_key_opens_with_the_other_opener_only(kept, tmp_path):
    """Sealed for the other laptop, never over a file, and on record with its digest."""
    record = export_key(kept, FILE, PHRASE, tmp_path / "copy.key")
    sealed = (tmp_path / "copy.key").read_bytes()
    assert unseal(sealed, PHRASE, "copy")["pseudonyms"] == {"E1": "Mother", "E2": "Father"}
    with pytest.raises(UnreadableError):
        unseal(sealed, FILE, "copy")
    assert "cannot be called back" in record.read_text()
    with pytest.raises(UsageError, match="there is a file already"):
        export_key(kept, FILE, PHRASE, tmp_path / "copy.key")
    (kept.folder / "key").write_bytes(sealed)  # what the other laptop does with it
    assert open_key(kept, PHRASE, "run").pseudonyms["E2"] == "Father"


def test_every_opening_is_on_the_log_also_one_that_was_refused(kept):
    """When, who by the system's name, what for; a damaged line is told and hides no other."""
    open_key(kept, FILE, "run")
    with pytest.raises(UnreadableError):
        open_key(kept, PHRASE, "run")
    with (kept.folder / "key-access.jsonl").open("a") as file:
        file.write("{\n")
    lines = [*openings(kept)]
    assert [line.split()[-1] for line in lines] == ["run", "(refused)", "damaged"]
