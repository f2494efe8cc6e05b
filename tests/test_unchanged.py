"""A run that nothing has changed since is told again; whatever it was made from or left changes, it is made anew."""

import pytest

from redact import unchanged
from redact.case import Case, now
from redact.errors import UnreadableError
from redact.key import Opener, seal
from redact.model import Decision
from redact.unchanged import Outcome, keep_outcome, outcome_before

OPENER = Opener("file", b"a key file for the tests, 32 bytes and more")
CAME_TO = Outcome(
    1, 2, 3, 4, "1 of 2", {"publication": 1}, {"publication": 5}, {"publication": "5 warnings"}, {}
)
BOTH = ("publication", "family")


@pytest.fixture
def case(tmp_path):
    """A case folder as a run leaves it."""
    for name, content in {
        "drafts/report.txt": b"1.1 Zofia slept.\n",
        "register.yaml": b"entities: []\n",
        "staged/publication/manifest.json": b"{}",
        "staged/publication/report.NOT-APPROVED.html": b"<p>Child Q slept.</p>",
        "signed/family/report.html": b"<p>Zofia slept.</p>",
        "pictures/1.png": b"a picture",
        "drafts-seen.json": b"{}",
    }.items():
        (tmp_path / "case" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "case" / name).write_bytes(content)
    made = Case(tmp_path / "case")
    made.write(made.key_path, seal({"pseudonyms": {}, "anchors": {}}, OPENER))
    return made


def kept(case, audiences=()):
    keep_outcome(case, audiences, CAME_TO, case.inputs(), unchanged.rules_digest(), case.ledger())


def append(case, action="confirm"):
    case.append(Decision(now(), "Rosa Reviewer", action, "p1"))


def test_an_outcome_is_told_again(case):
    """For the audiences that were asked for, and with the key opened and that on record."""
    kept(case, BOTH)
    assert outcome_before(case, BOTH, OPENER) == CAME_TO
    assert outcome_before(case, ("publication",), OPENER) is None
    assert len((case.folder / "key-access.jsonl").read_text().splitlines()) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda case: (case.folder / "drafts" / "report.txt").write_bytes(b"1.1 Zofia woke.\n"),
        lambda case: (case.folder / "drafts" / "second.txt").write_bytes(b"1.1 Zofia woke.\n"),
        lambda case: case.register_path.write_bytes(b"entities: [] # more\n"),
        lambda case: case.summary_path.write_bytes(b"sections: []\n"),
        lambda case: (case.folder / "house.docx").write_bytes(b"a template"),
        append,
        lambda case: case.write(case.key_path, seal({"pseudonyms": {}, "anchors": {}}, OPENER)),
        lambda case: (case.staged("publication") / "manifest.json").write_bytes(b"[]"),
        lambda case: (case.staged("publication") / "report.NOT-APPROVED.html").write_bytes(b"<p>Zofia</p>"),
        lambda case: (case.staged("publication") / "report.NOT-APPROVED.html").unlink(),
        lambda case: (case.staged("publication") / "more.html").write_bytes(b""),
        lambda case: (case.signed("family") / "report.html").write_bytes(b"<p>Child Q slept.</p>"),
        lambda case: (case.folder / "pictures" / "1.png").write_bytes(b"another"),
        lambda case: (case.folder / "pictures" / "1.png").unlink(),
        lambda case: (case.folder / "drafts-seen.json").unlink(),
        lambda case: case.allow_pictures(),
        lambda case: case.key_path.unlink(),
        lambda case: (case.folder / "checked" / "run.json").write_bytes(b"{"),
    ],
)
def test_whatever_changes_in_the_case_is_looked_at_anew(case, change):
    """Drafts, register, answers, key, and each file that the run left: changed, gone or come to it."""
    kept(case)
    assert outcome_before(case, (), OPENER) == CAME_TO
    change(case)
    assert outcome_before(case, (), OPENER) is None


@pytest.mark.parametrize("digest", ["prepared_by", "rules_digest"])
def test_another_program_or_other_rules_look_at_everything_anew(case, monkeypatch, digest):
    """The program's code, the packages it works with, and the rules as they lie there now."""
    kept(case)
    monkeypatch.setattr(unchanged, digest, lambda: "another")
    assert outcome_before(case, (), OPENER) is None


def test_words_of_pictures_that_can_be_read_now_are_looked_at(case, monkeypatch):
    """Tesseract was installed, or another version of it."""
    kept(case)
    monkeypatch.setattr(unchanged.ocr, "version", lambda: "tesseract 99")
    assert outcome_before(case, (), OPENER) is None


def test_once_something_was_released_nothing_is_told_again(case):
    """A run holds its files against released copies, and those lie outside the case folder."""
    append(case, "release")
    kept(case)
    assert not (case.folder / "checked").exists()
    assert outcome_before(case, (), OPENER) is None


def test_what_changed_while_the_run_was_under_way_is_not_taken_for_looked_at(case):
    """A draft that was saved, an answer that was given, or rules that were changed meanwhile."""
    inputs, rules, ledger = case.inputs(), unchanged.rules_digest(), case.ledger()
    keep_outcome(case, (), CAME_TO, inputs, "other rules", ledger)
    assert outcome_before(case, (), OPENER) is None
    append(case)
    keep_outcome(case, (), CAME_TO, inputs, rules, ledger)
    assert outcome_before(case, (), OPENER) is None
    (case.folder / "drafts" / "report.txt").write_bytes(b"1.1 Zofia woke.\n")
    keep_outcome(case, (), CAME_TO, inputs, rules, case.ledger())
    assert outcome_before(case, (), OPENER) is None


def test_who_cannot_open_the_key_is_told_nothing(case):
    """As in any other run; and the attempt is on record."""
    kept(case)
    with pytest.raises(UnreadableError):
        outcome_before(case, (), Opener("file", b"another key file, just as long as the first"))
    assert "refused" in (case.folder / "key-access.jsonl").read_text()
