"""The drafts of a case read and found in: what was done is not done again, also where a run was stopped."""

import os
import threading

import pytest

from redact import reading
from redact.case import Case
from redact.errors import UnreadableError
from redact.reading import read_drafts, require_readable


@pytest.fixture
def case(tmp_path):
    (tmp_path / "drafts").mkdir()
    for name in "abc":
        (tmp_path / "drafts" / f"{name}.txt").write_text(f"The child slept at {name}.\n")
    return Case(tmp_path)


def test_a_first_reading_that_is_stopped_keeps_the_drafts_that_were_read(case, rules, monkeypatch):
    """The next run looks through the others only."""
    asked = []

    def find(documents, rules, most):
        if len(asked) == most:
            raise KeyboardInterrupt
        asked.append([document.name for document in documents])
        return {document.name: [] for document in documents}

    monkeypatch.setattr(reading, "AT_ONCE", 30)  # characters: two of these drafts
    monkeypatch.setattr(reading, "find_all_anew", lambda documents, rules: find(documents, rules, 1))
    with pytest.raises(KeyboardInterrupt):
        read_drafts(case, rules, lambda step: None)
    monkeypatch.setattr(reading, "find_all_anew", lambda documents, rules: find(documents, rules, 9))
    documents, found = read_drafts(case, rules, lambda step: None)
    assert asked == [["a.txt", "b.txt"], ["c.txt"]]
    assert [document.name for document in documents] == list(found) == ["a.txt", "b.txt", "c.txt"]


@pytest.fixture
def apart(monkeypatch):
    """Drafts that are worth a copy of the process, and nothing else at work; a test runner has threads."""
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(reading, "WORTH_A_COPY", 1)
    monkeypatch.setattr(reading, "find_all_anew", lambda documents, rules: {d.name: [] for d in documents})


def test_a_copy_reads_the_drafts_while_what_finds_names_is_loaded(case, rules, apart, monkeypatch):
    """The same documents; the model is loaded here, where it is needed, and nothing is read here."""
    alone = read_drafts(case, rules, lambda step: None, keep=False)[0]
    ready = []
    monkeypatch.setattr(reading, "make_ready", lambda rules: ready.append(os.getpid()))
    here = os.getpid()

    def readable(document):
        assert os.getpid() != here
        return require_readable(document)

    monkeypatch.setattr(reading, "require_readable", readable)
    assert read_drafts(case, rules, lambda step: None, keep=False)[0] == alone
    assert ready == [here]


def test_a_bad_draft_that_a_copy_reads_is_told_here(case, rules, apart, monkeypatch):
    """An error of the copy is no silence."""
    (case.folder / "drafts" / "d.docx").write_text("no Word file")
    monkeypatch.setattr(reading, "make_ready", lambda rules: None)
    with pytest.raises(UnreadableError, match=r"d\.docx"):
        read_drafts(case, rules, lambda step: None, keep=False)
