"""Files that leave: what can fail fails before the release is on record, and what fails after it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from redact import outgoing
from redact.errors import UnreadableError
from redact.outgoing import send_out

FILES = {"report.docx": b"d", "more/index.html": b"i"}


def lying(folder: Path) -> dict[str, bytes]:
    """What lies in a folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def refused() -> OSError:
    return PermissionError(13, "Permission denied")


def test_a_link_to_an_empty_folder_is_filled_there(tmp_path):
    """And the link stays."""
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    told: list[str] = []
    send_out(tmp_path / "link", FILES, lambda: told.append("on record"))
    assert told
    assert lying(tmp_path / "real") == FILES
    assert (tmp_path / "link").is_symlink()


def test_a_folder_that_cannot_be_taken_away_is_found_before_the_record(tmp_path, monkeypatch):
    """A mount point, or one that is in use: then nothing was released."""
    (tmp_path / "out").mkdir()
    told: list[str] = []

    def no(path: Path) -> None:
        raise refused()

    monkeypatch.setattr(Path, "rmdir", no)
    with pytest.raises(UnreadableError, match="check its permissions"):
        send_out(tmp_path / "out", FILES, lambda: told.append("on record"))
    assert not told


def test_a_folder_inside_that_takes_nothing_is_found_before_the_record(tmp_path, monkeypatch):
    """Where some of the files lie already."""
    (tmp_path / "out" / "more").mkdir(parents=True)
    (tmp_path / "out" / "report.docx").write_bytes(b"d")
    told: list[str] = []
    monkeypatch.setattr(outgoing.os, "access", lambda folder, how: folder.name != "more")
    with pytest.raises(UnreadableError, match="check its permissions"):
        send_out(tmp_path / "out", FILES, lambda: told.append("on record"))
    assert not told
    assert lying(tmp_path / "out") == {"report.docx": b"d"}


def test_a_record_that_fails_leaves_the_folders_as_they_were(tmp_path):
    """The empty folder is there again, and no folder that was made for files."""

    def record() -> None:
        raise refused()

    (tmp_path / "out").mkdir()
    with pytest.raises(UnreadableError):
        send_out(tmp_path / "out", FILES, record)
    assert list(tmp_path.rglob("*")) == [tmp_path / "out"]
    (tmp_path / "out" / "report.docx").write_bytes(b"d")
    with pytest.raises(UnreadableError):
        send_out(tmp_path / "out", FILES, record)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["report.docx"]


@pytest.mark.parametrize("begun", [False, True])
def test_what_fails_after_the_record_is_told_and_taken_up_by_the_same_command(tmp_path, monkeypatch, begun):
    """The message says that the ledger has it, and what to do; the same call adds what is missing."""
    if begun:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "report.docx").write_bytes(b"d")

    def no(path: Path) -> None:
        raise refused()

    with monkeypatch.context() as broken:
        broken.setattr(outgoing, "settle", no)
        with pytest.raises(UnreadableError, match=r"on the ledger.*same command again.*redact withdraw"):
            send_out(tmp_path / "out", FILES, lambda: None)
    send_out(tmp_path / "out", FILES, lambda: None)
    assert lying(tmp_path / "out") == FILES
