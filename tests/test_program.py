"""What the program is made of: each part of it changes the digest of what depends on it."""

import pytest

from redact import program


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A program of one module and one font, whose digests are counted anew each time."""
    (tmp_path / "a.py").write_text("1")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "a.otf").write_text("a font")
    monkeypatch.setattr(program, "FOLDER", tmp_path)
    yield tmp_path
    _forget()


def _forget():
    for each in (program.code_digest, program.made_by, program.prepared_by):
        each.cache_clear()


def digests():
    _forget()
    return program.code_digest(), program.made_by(), program.prepared_by()


def same(before):
    return [one == other for one, other in zip(before, digests(), strict=True)]


def test_code_fonts_and_packages_change_what_depends_on_them(folder, monkeypatch):
    """Code changes everything; a font or a writing package what is made; a package that reads drafts what a run is."""
    before = digests()
    assert same(before) == [True, True, True]
    (folder / "fonts" / "a.otf").write_text("another font")
    assert same(before) == [True, False, False]
    (folder / "fonts" / "a.otf").write_text("a font")
    (folder / "a.py").write_text("2")
    assert same(before) == [False, False, False]
    (folder / "a.py").write_text("1")
    for package, which in (("typst", [True, False, False]), ("spacy", [True, True, False])):
        with monkeypatch.context() as other:
            other.setattr(program, "version", lambda name, of=package: "99" if name == of else "1")
            changed = digests()
            other.setattr(program, "version", lambda name: "1")
            assert same(changed) == which


def test_what_python_keeps_beside_the_code_changes_nothing(folder):
    """Compiled code and compiled patterns follow from the rest, and come and go with whoever runs the program."""
    before = digests()
    (folder / "fonts" / "__pycache__").mkdir()
    (folder / "fonts" / "__pycache__" / "a.pyc").write_text("compiled")
    (folder / "fonts" / "__pycache__" / "a.patterns").write_text("compiled")
    assert same(before) == [True, True, True]
