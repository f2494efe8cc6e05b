"""The drafts of a case read and found in: what was done is not done again, also where a run was stopped."""

import pytest

from redact import reading
from redact.case import Case
from redact.reading import read_drafts


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
