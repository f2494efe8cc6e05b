"""Finished files from anywhere: which of detection's finds explain themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from redact.checking import check_paths
from redact.cli import main
from redact.errors import UsageError
from redact.finished import label_words, reads_as_label
from redact.gate import Report
from redact.model import Block, Document, Finding, Mention, Span
from redact.rules import load_rules
from redact.withheld import plain_words


@pytest.mark.parametrize(
    ("text", "is_label"),
    [
        ("Child G", True),
        ("CHILD", True),
        ("Half Sibling 1", True),
        ("Church Z", True),
        ("Mr K.", True),
        ("Social Worker AB", True),
        ("Faith", False),
        ("Ward", False),
        ("Mr Ward", False),
        ("Sophie Ward", False),
        ("Mr Kay", False),
        ("G", False),
    ],
)
def test_labels_of_published_reviews_explain_themselves(text: str, is_label: bool) -> None:
    """A label needs no key to be known for one; a word that people are called by is none by itself."""
    rules = load_rules()
    names = rules.list("first-names") | rules.list("surnames")
    assert reads_as_label(text, label_words(rules), names) is is_label


def mention(text: str, status: str) -> Mention:
    return Mention("a.md", Span(0, len(text)), text, "PERSON", "ner", 0.9, status)


def test_words_that_the_drafts_have_are_plain_unless_anybody_bears_them() -> None:
    """'Short' is plain until somebody is called Short; a comment's words are not printed and prove nothing."""
    text = "A short visit. Mr Frost came in frost.\nGrey"
    document = Document("a.md", "", text, (Block(Span(0, 38), "paragraph"), Block(Span(39, 43), "comment")))
    assert {"short", "visit"} <= plain_words(
        [document], [mention("Mr Frost", "replace"), mention("Short", "keep")]
    )
    assert not {"frost", "grey"} & plain_words([document], [mention("Mr Frost", "replace")])


def _told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *findings: Finding
) -> tuple[str, str]:
    """What `redact check -q` prints of these findings: data, and messages."""
    report = Report(list(findings), (), ("report.pdf: pictures",))
    monkeypatch.setattr("redact.checking.check_paths", lambda *given: report)
    main(["check", "-q", "report.pdf"])
    said = capsys.readouterr()
    return said.out, said.err


def test_a_quiet_check_says_nothing_of_a_clean_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """For hooks and scheduled jobs: silence, or one line a finding and nothing else."""
    assert _told(monkeypatch, capsys) == ("", "")
    finding = Finding("names", "blocks", "report.pdf", "page 1", "a real name", "take it out", "R1")
    out, err = _told(monkeypatch, capsys, finding, finding)
    assert [line.split()[0] for line in out.splitlines()] == ["BLOCKS", "BLOCKS"]
    assert err == ""


def test_a_case_folder_is_no_file_to_check(tmp_path: Path) -> None:
    """The message says what to name instead."""
    (tmp_path / "drafts").mkdir()
    with pytest.raises(UsageError, match=r"is a case folder.*staged --case"):
        check_paths([tmp_path], None, load_rules(), lambda: None, lambda step: None)


def test_what_the_program_keeps_beside_a_staged_copy_is_no_file_to_look_through(tmp_path: Path) -> None:
    """Ten digits of a digest pass for an NHS number and blocked; the same words in a file that is handed out do."""
    (tmp_path / "register.yaml").write_text("people:\n- {id: p1, name: Ada Quill}\n", encoding="utf-8")
    staged = tmp_path / "staged" / "publication"
    staged.mkdir(parents=True)
    for name in ("manifest.json", "findings.json", "overview-report.NOT-APPROVED.txt"):
        (staged / name).write_text('"9990000018"\n', encoding="utf-8")
    report = check_paths([staged], tmp_path, load_rules(), lambda: None, lambda step: None)
    blocked = {Path(f.file).name for f in report.findings if f.severity == "blocks"}
    assert blocked == {"overview-report.NOT-APPROVED.txt"}
    (tmp_path / "manifest.json").write_text('"9990000018"\n', encoding="utf-8")
    report = check_paths(
        [tmp_path / "manifest.json"], tmp_path, load_rules(), lambda: None, lambda step: None
    )
    assert {f.severity for f in report.findings} == {"blocks"}
