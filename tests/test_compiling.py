"""Compiled patterns that are kept: the same pattern, taken up only if nothing is wrong with it."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
import regex

from redact.rules import check_patterns, compiling, keep_compiled, load_rules

WORDS = r"(?<kin>\p{Lu}\w+)\s(?:Doe|Roe)"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A file of its own to keep patterns in, and a way to begin anew as the next command does."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiling, "_file", lambda: tmp_path / "kept" / "x.patterns")
    monkeypatch.setattr(compiling, "_NEW", {})

    def anew():
        compiling._kept.cache_clear()
        return tmp_path / "kept" / "x.patterns"

    yield anew
    compiling._kept.cache_clear()


def ready(ignore_case=False):
    return compiling.ready.__wrapped__(WORDS, ignore_case)


def never(*_, **__):
    raise AssertionError("compiled again")


def test_a_pattern_that_was_kept_is_not_compiled_again(kept, monkeypatch):
    kept()
    first = ready()
    compiling.keep([(WORDS, False)])
    kept()
    monkeypatch.setattr(compiling.regex, "compile", never)
    compiling._plain.cache_clear()
    monkeypatch.setattr(compiling, "_plain", lambda: first)
    again = ready()
    assert again is not first
    assert (again.pattern, again.flags, again.groupindex) == (first.pattern, first.flags, first.groupindex)
    assert again.search("then Jane Roe rang")["kin"] == "Jane"


def test_capitals_and_other_words_are_other_patterns(kept):
    kept()
    ready()
    compiling.keep([(WORDS, False)])
    kept()
    assert ready(ignore_case=True).search("jane roe")["kin"] == "jane"
    assert ready().search("jane roe") is None


@pytest.mark.parametrize(
    "broken", [lambda b: b[:-1], lambda b: b[:40] + b"x" + b[41:], lambda b: b"", lambda b: b[:32]]
)
def test_what_is_broken_is_compiled_again(kept, broken):
    kept()
    ready()
    compiling.keep([(WORDS, False)])
    file = kept()
    file.write_bytes(broken(file.read_bytes()))
    assert compiling._kept() == {}
    assert ready().search("Jane Roe")


def test_what_another_version_made_is_not_taken_up(kept, monkeypatch):
    kept()
    ready()
    compiling.keep([(WORDS, False)])
    kept()
    monkeypatch.setattr(compiling, "_stamp", lambda: b"another")
    assert compiling._kept() == {}


def test_only_what_the_rules_have_today_is_kept(kept):
    kept()
    ready()
    compiling.ready.__wrapped__("old words", False)
    compiling.keep([(WORDS, False)])
    kept()
    assert len(compiling._kept()) == 1


def test_nothing_is_written_where_python_may_write_nothing(kept, monkeypatch):
    file = kept()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    ready()
    compiling.keep([(WORDS, False)])
    assert not file.exists()


def test_a_folder_that_cannot_be_written_is_no_error(kept, tmp_path):
    kept()
    (tmp_path / "kept").write_text("a file where the folder should be")
    ready()
    compiling.keep([(WORDS, False)])
    assert (tmp_path / "kept").is_file()


def test_a_pattern_that_does_not_compile_says_so(kept):
    kept()
    with pytest.raises(regex.error):
        compiling.ready.__wrapped__("(", False)


def test_only_the_programs_own_rules_are_kept(kept):
    """A partnership's folder of rules may name people of its area."""
    compiling.ready.cache_clear()
    kept()
    whole = load_rules()
    rules = check_patterns(replace(whole, recognizers=whole.recognizers[:20]))
    keep_compiled(replace(rules, folder=Path("elsewhere")))
    assert not kept().exists()
    keep_compiled(rules)
    kept()
    assert (
        len(compiling._kept())
        == len({(p, r.ignore_case) for r in rules.recognizers for p in r.patterns})
        >= 20
    )
