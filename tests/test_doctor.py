"""`redact doctor`: what is installed, what is missing, and what that disables."""

import os

import pytest

from redact import doctor


def test_a_key_file_that_others_may_read_is_a_fault(monkeypatch, key_file):
    """With the command that closes it."""
    monkeypatch.setenv("REDACT_KEY_FILE", str(key_file))
    key_file.chmod(0o600)
    assert doctor._key_file()[1]
    key_file.chmod(0o640)
    _, good, said = doctor._key_file()
    assert (good, "chmod 600" in said) == (os.name != "posix", os.name == "posix")


def test_a_key_file_that_is_not_there_yet_is_none(monkeypatch, tmp_path):
    """The first run makes it."""
    monkeypatch.setenv("REDACT_KEY_FILE", str(tmp_path / "none"))
    assert doctor._key_file()[1:] == (True, f"none yet; the first run makes {tmp_path / 'none'}")


@pytest.mark.parametrize(("free", "good"), [(499_000_000, False), (500_000_000, True)])
def test_too_little_space_is_a_fault(monkeypatch, free, good):
    """Said before a run stops for it."""
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda path: type("Usage", (), {"free": free}))
    assert doctor._space()[1] is good


def test_what_is_not_needed_is_no_fault(monkeypatch):
    """Dask: named with what is not possible without it."""
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    _, good, said = doctor._dask()
    assert good
    assert "not on several" in said


def test_a_changed_model_is_told_by_the_doctor(monkeypatch):
    """As a fault, in its own line."""
    from redact.errors import UnreadableError

    def changed(*_):
        raise UnreadableError("the language model is not the one that this version was measured with")

    monkeypatch.setattr("redact.detect.ner.load_model", changed)
    _, good, said = doctor._model()
    assert not good
    assert "measured" in said
