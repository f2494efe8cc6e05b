"""What no reader may take: one line that says what and what to do, exit status 3, nothing written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hostile import SECRET, hostile
from redact import cli
from redact.errors import ExitCode, UnreadableError
from redact.formats import READERS, read

SOURCE = Path(__file__).parents[1] / "src"


def everything(folder: Path) -> set[str]:
    """The paths under *folder*."""
    return {str(path) for path in folder.rglob("*")}


def require_plain(line: str, path: Path) -> None:
    """The message is one line that names the file, says what to do, and none of the file's own words."""
    assert line.startswith(f"{path}: "), line
    assert "\n" not in line.strip()
    assert "Traceback" not in line
    assert not any(word in line for word in SECRET.split()), line
    assert ";" in line.removeprefix(str(path)), f"{line} does not say what to do"


@pytest.mark.parametrize("ending", READERS)
def test_each_hostile_file_is_refused(tmp_path: Path, ending: str) -> None:
    """Every reader refuses every hostile file that its format can be, in one line, and writes nothing."""
    for what, path in hostile(tmp_path, ending):
        before = everything(tmp_path)
        try:
            document = read(path)
        except UnreadableError as error:
            require_plain(str(error), path)
        else:
            pytest.fail(f"{what}{ending} was read, {len(document.blocks)} blocks")
        assert everything(tmp_path) == before, what
        path.unlink()


@pytest.mark.parametrize("ending", READERS)
def test_folders_and_missing_files(tmp_path: Path, ending: str) -> None:
    """A folder, and a file that is not there, are refused by every reader."""
    for path in (tmp_path / f"folder{ending}", tmp_path / f"none{ending}"):
        if path.stem == "folder":
            path.mkdir()
        with pytest.raises(UnreadableError) as caught:
            read(path)
        require_plain(str(caught.value), path)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not hold root back"
)
@pytest.mark.parametrize("ending", READERS)
def test_files_that_may_not_be_read(tmp_path: Path, ending: str) -> None:
    """A file that the system does not let its user read is refused."""
    path = tmp_path / f"x{ending}"
    path.write_text(SECRET)
    path.chmod(0)
    with pytest.raises(UnreadableError) as caught:
        read(path)
    require_plain(str(caught.value), path)


@pytest.mark.parametrize(
    ("ending", "advice"),
    [
        (".ods", "save it as .xlsx"),
        (".xlsm", "carries no macros"),
        (".docm", "carries no macros"),
        (".xls", "save it as .xlsx"),
        (".fodt", "save it as .odt"),
        (".tsv", "rename it to end in .csv"),
        (".zip", "unpack it"),
        (".jpg", "the text that it shows"),
        (".xyz", "the endings that can are"),
        ("", "the endings that can are"),
    ],
)
def test_endings_that_are_not_read(tmp_path: Path, ending: str, advice: str) -> None:
    """A file of an ending that no reader takes is refused with what to do instead."""
    path = tmp_path / f"x{ending}"
    path.write_text(SECRET)
    with pytest.raises(UnreadableError) as caught:
        read(path)
    require_plain(str(caught.value), path)
    assert advice in str(caught.value)


def test_a_wrong_ending_is_told_with_the_right_one(tmp_path: Path) -> None:
    """A file under another reader's ending is refused with what it is and the ending that it should have."""
    for _, path in hostile(tmp_path, ".docx", "another Office file"):
        with pytest.raises(UnreadableError, match=r"is an Excel file.*rename it to end in \.xlsx"):
            read(path)


def test_the_real_command(tmp_path: Path) -> None:
    """`redact detect` says one line a file, prints nothing else, makes no file, and exits with 3."""
    wanted = ((".odt", "a DOCTYPE"), (".xlsx", "macros"), (".docx", "an entry outside"), (".csv", "NULs"))
    paths = [path for ending, what in wanted for _, path in hostile(tmp_path, ending, what)]
    before = everything(tmp_path)
    found = subprocess.run(
        [sys.executable, "-m", "redact", "detect", "-q", *map(str, paths)],
        capture_output=True, text=True, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(SOURCE)}, check=False,
    )  # fmt: skip
    assert (found.returncode, found.stdout) == (ExitCode.UNREADABLE, "")
    lines = [line.removeprefix("redact: ") for line in found.stderr.splitlines()]
    assert len(lines) == len(paths), found.stderr
    for line, path in zip(lines, paths, strict=True):
        require_plain(line, path)
    assert everything(tmp_path) == before


def test_new_makes_nothing_of_a_hostile_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`redact new` with a draft that cannot be read leaves no case folder, and none of the other drafts in one."""
    good, folder = tmp_path / "good.txt", tmp_path / "case"
    good.write_text("The review.\n")
    bad = dict(hostile(tmp_path, ".xlsx", "a DOCTYPE"))["a DOCTYPE"]
    assert cli.main(["new", "-q", str(folder), str(good), str(bad)]) == ExitCode.UNREADABLE
    assert not folder.exists()
    (folder / "drafts").mkdir(parents=True)
    assert cli.main(["new", "-q", str(folder), str(good), str(bad)]) == ExitCode.UNREADABLE
    assert not list((folder / "drafts").iterdir())
    assert SECRET not in capsys.readouterr().err
