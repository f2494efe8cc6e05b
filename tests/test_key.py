"""The key: sealed, opened only by what sealed it, kept and moved with a record."""

import stat
from pathlib import Path

import pytest

from redact.case import Case
from redact.custody import Kept, destroy, forget, move_key, open_key, rekey, save_key
from redact.errors import UnreadableError, UsageError
from redact.key import Opener, named_opener, opener, seal, unseal
from redact.model import Entity

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
    target = move_key(case, FILE, tmp_path / "stick.key")
    assert open_key(case, FILE, "run").pseudonyms == {"E1": "Mother"}
    assert not (case.folder / "key").exists()
    Path(target).unlink()
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
