"""No folder gets the editions of two audiences: refused before anything is written."""

import json

import pytest

from redact.errors import UsageError
from redact.model import Decision
from redact.releases import require_apart


def released(audience, folder):
    """The ledger's line of a release into a folder, in which its file lies."""
    folder.mkdir(parents=True)
    (folder / "overview-report.docx").write_bytes(b"x")
    value = json.dumps({"files": {"overview-report.docx": "0"}, "to": str(folder)})
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
