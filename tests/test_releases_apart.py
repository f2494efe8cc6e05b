"""No folder gets the editions of two audiences: refused before anything is written."""

import hashlib
import json

import pytest

from redact.errors import UsageError
from redact.model import Decision
from redact.releases import require_apart


def released(audience, folder, content=b"x"):
    """The ledger's line of a release into a folder, in which its file lies."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "overview-report.docx").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    value = json.dumps({"files": {"overview-report.docx": digest}, "to": str(folder)})
    return Decision("2031-01-01T00:00:00+00:00", "Rita", "release", audience, value)


@pytest.mark.parametrize("where", ["hers", "hers/more", "."])
def test_a_folder_of_another_reader_is_refused(tmp_path, where):
    """The same folder, one in it, and one around it; told with whose edition lies where."""
    ledger = (released("family.mother", tmp_path / "hers"),)
    with pytest.raises(
        UsageError, match=r"the edition for family\.mother lies in .*hers; .* Nothing was written"
    ):
        require_apart(ledger, "family.father", tmp_path / where)


def test_a_folder_beside_it_is_not(tmp_path):
    """Nor the reader's own again, nor one from which the files were taken away."""
    ledger = (released("family.mother", tmp_path / "hers"),)
    require_apart(ledger, "family.father", tmp_path / "his")
    require_apart(ledger, "family.mother", tmp_path / "hers")
    (tmp_path / "hers" / "overview-report.docx").unlink()
    require_apart(ledger, "family.father", tmp_path / "hers")


@pytest.mark.parametrize("where", ["hers", "hers/more", ".", "his"])
def test_its_file_under_another_name_is_known_by_its_bytes(tmp_path, where):
    """Wherever it was moved to, below the folder that is named, or in the one where it was released."""
    ledger = (released("family.mother", tmp_path / "hers"),)
    at = tmp_path / ("his/deep" if where == "his" else "hers")
    at.mkdir(parents=True, exist_ok=True)
    (tmp_path / "hers" / "overview-report.docx").rename(at / "report of 12 May.docx")
    with pytest.raises(UsageError, match=r"the edition for family\.mother lies in"):
        require_apart(ledger, "family.father", tmp_path / where)


def test_the_very_same_bytes_are_the_readers_own(tmp_path):
    """A release that was stopped is taken up, though another audience has the same file."""
    ledger = (released("publication", tmp_path / "all"), released("family", tmp_path / "own"))
    require_apart(ledger, "family", tmp_path / "own")
