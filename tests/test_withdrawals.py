"""A released edition can be corrected or withdrawn, and the record says where every copy is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from redact import outgoing, pipeline
from redact.case import Case
from redact.cli import main
from redact.conditions import Matter, checklist, unanswered
from redact.conditions.doors import matter_at_release, require_reason
from redact.errors import SignatureError, UndecidedError, UnreadableError, UsageError
from redact.gate import Report
from redact.guards import digests, require_signed, state_of
from redact.model import Decision, Register
from redact.pipeline import release
from redact.prepared import Prepared
from redact.releases import as_data, as_lines, copies, is_out, last_sign_off, replaced_by, withdraw
from redact.review import Reviewed

ONE, TWO = {"overview-report.html": b"<h1>one</h1>"}, {"overview-report.html": b"<h1>two</h1>"}
MONDAY = date(2031, 5, 12)


@pytest.fixture
def case(tmp_path) -> Case:
    """A case folder with a draft that nobody reads here."""
    (tmp_path / "case" / "drafts").mkdir(parents=True)
    (tmp_path / "case" / "drafts" / "a.txt").write_text("words")
    return Case(tmp_path / "case")


@pytest.fixture
def sign(case, rules):
    """Puts a signature of these files for an audience on the record, as the pipeline does."""

    def signed(files: dict[str, bytes], audience: str = "publication") -> None:
        case.replace_folder(case.signed(audience), files)
        value = {"files": digests(files), "state": state_of(case, rules), "unanswered": []}
        case.append(record("sign-off", audience, json.dumps(value)))

    return signed


def record(
    action: str, target: str = "publication", value: str = "", reason: str = "", at: int = 1
) -> Decision:
    return Decision(f"2031-05-{at:02}T09:00:00+00:00", "Sam Signatory", action, target, value, reason)


def out(
    files: dict[str, bytes], to: str = "web", audience: str = "publication", at: int = 1, reason: str = ""
):
    return record("release", audience, json.dumps({"files": digests(files), "to": to}), reason, at)


def states(*ledger: Decision) -> list[tuple[str, str]]:
    return [(copy.to, copy.state) for copy in copies(ledger)]


# --- what the ledger says ------------------------------------------------------------------------


def test_a_correction_supersedes_the_copies_of_what_it_replaces() -> None:
    """All copies of the earlier bytes, of that audience only; a further copy of the same bytes supersedes none."""
    found = copies(
        (out(ONE, "a"), out(ONE, "b"), out(ONE, "f", "family"), out(TWO, "c", at=3, reason="a name"))
    )
    assert [(c.to, c.state) for c in found] == [
        ("a", "superseded"),
        ("b", "superseded"),
        ("f", "current"),
        ("c", "current"),
    ]
    assert (found[0].since[:10], found[0].why) == ("2031-05-03", "a name")
    assert states(out(ONE, "a"), out(ONE, "b")) == [("a", "current"), ("b", "current")]


def test_going_back_to_earlier_bytes_makes_their_copies_hold_again() -> None:
    """What is out is the edition that was released last."""
    assert states(out(ONE, "a"), out(TWO, "b"), out(ONE, "c")) == [
        ("a", "current"),
        ("b", "superseded"),
        ("c", "current"),
    ]


def test_a_withdrawal_takes_back_every_copy() -> None:
    """Superseded ones too, for nothing that is out there may stay; what is released later is not touched."""
    ledger = (out(ONE, "a"), out(TWO, "b"), record("withdraw", reason="a name"), out(TWO, "c"))
    assert states(*ledger) == [("a", "withdrawn"), ("b", "withdrawn"), ("c", "current")]
    assert states(out(ONE, "f", "family"), record("withdraw")) == [("f", "current")]
    assert not is_out(ledger[:3], "publication", digests(TWO))
    assert is_out(ledger, "publication", digests(TWO))


def test_what_a_release_replaces_is_the_edition_that_was_out_last() -> None:
    """Also where that one was withdrawn; the same bytes replace nothing."""
    ledger = (out(ONE, "a"), out(ONE, "b"))
    assert [copy.to for copy in replaced_by(ledger, "publication", digests(TWO))] == ["a", "b"]
    assert replaced_by(ledger, "publication", digests(ONE)) == ()
    assert replaced_by(ledger, "family", digests(TWO)) == ()
    withdrawn = (*ledger, record("withdraw"))
    assert [copy.to for copy in replaced_by(withdrawn, "publication", digests(TWO))] == ["a", "b"]


def test_releases_of_earlier_versions_of_the_program_are_read() -> None:
    """They are a list of names alone: the bytes are those that were signed last, the place is not known."""
    signed = record("sign-off", value=json.dumps({"files": digests(ONE), "state": "x"}))
    found = copies((signed, record("release", value=json.dumps(["overview-report.html"]))))
    assert (found[0].files, found[0].to) == (digests(ONE), "")
    assert "it is not on record where" in "\n".join(as_lines(found))


def test_a_withdrawal_ends_the_signature() -> None:
    """And a later one counts again."""
    one, two = record("sign-off", value="1"), record("sign-off", value="2")
    assert last_sign_off((one, record("withdraw")), "publication") is None
    assert last_sign_off((one, record("withdraw", "family")), "publication") == one
    assert last_sign_off((one, record("withdraw"), two), "publication") == two


def test_copies_are_told_with_place_holder_and_digest() -> None:
    """One line a file, so that a copy can be recognised; control characters are not printed."""
    value = json.dumps(
        {"files": digests(ONE), "to": "/web\x1b[31m", "given_to": ["Family, by hand", "NSPCC"]}
    )
    lines = list(as_lines(copies((record("release", value=value),))))
    assert lines[0] == "publication: /web [31m, given to Family, by hand; NSPCC"
    assert f"  {digests(ONE)['overview-report.html']}  overview-report.html" in lines
    assert lines[-1] == "1 copy: 1 current, 0 superseded, 0 withdrawn."
    assert json.loads(json.dumps(as_data(copies((out(ONE),)))))[0]["state"] == "current"


# --- on disk -------------------------------------------------------------------------------------


def test_a_release_says_where_the_copy_is_and_who_has_it(case, rules, sign, tmp_path) -> None:
    """With the digests, what had no answer, and no word of a draft."""
    sign(ONE)
    release(case, rules, "publication", tmp_path / "web", "Sam", ["Web team"], today=MONDAY)
    (copy,) = copies(case.ledger())
    assert (copy.to, copy.given_to, copy.by) == (str(tmp_path / "web"), ("Web team",), "Sam")
    assert dict(copy.files) == digests(ONE)
    said = json.loads(case.ledger()[-1].value)
    assert "c:criminal" in said["unanswered"]
    assert "replaces" not in said


def test_a_correction_says_what_it_replaces_and_why(case, rules, sign, tmp_path) -> None:
    """The digests of the earlier edition stand in the record of the new one."""
    sign(ONE)
    release(case, rules, "publication", tmp_path / "one", today=MONDAY)
    sign(TWO)
    release(case, rules, "publication", tmp_path / "two", reason="a school was named", today=MONDAY)
    last = case.ledger()[-1]
    assert json.loads(last.value)["replaces"] == sorted(digests(ONE).values())
    assert last.reason == "a school was named"
    assert [copy.state for copy in copies(case.ledger())] == ["superseded", "current"]


def test_a_correction_without_a_reason_is_refused_where_answers_are_required(rules, tmp_path) -> None:
    """Elsewhere it goes out, and the record says that none was given."""
    replaced = copies((out(ONE),))
    asked, strict = (Matter(Register(conditions=c), (), rules, {}) for c in ("asked", "required"))
    require_reason(asked, replaced, "", tmp_path)
    require_reason(strict, (), "", tmp_path)
    require_reason(strict, replaced, "a name", tmp_path)
    with pytest.raises(UsageError, match="--reason"):
        require_reason(strict, replaced, " ", tmp_path)


@pytest.mark.parametrize(
    ("target", "value", "reason"),
    [
        ("c:criminal", "live", ""),
        ("c:court-orders", "forbids", ""),
        ("c:publish-on:publication", "2031-05-13", ""),
        ("c:notified-panel:publication", "2031-05-08", ""),
        ("c:harm:p1", "likely", ""),
    ],
)
def test_an_answer_that_holds_stops_the_release_and_writes_nothing(
    target, value, reason, case, rules, sign, tmp_path
) -> None:
    """Given after the signature, which it does not void: with another answer the same bytes go out."""
    case.register_path.write_text("people: [{id: p1, name: Jane Example, role: subject child}]\nsubject: p1")
    sign(ONE)
    case.append(record("answer", target, value, reason))
    with pytest.raises(SignatureError, match=target):
        release(case, rules, "publication", tmp_path / "web", today=MONDAY)
    assert not (tmp_path / "web").exists()
    case.append(record("undo", target))
    release(case, rules, "publication", tmp_path / "web", today=MONDAY)
    assert (tmp_path / "web" / "overview-report.html").read_bytes() == ONE["overview-report.html"]


def test_where_answers_are_required_a_release_waits_for_them(case, rules, sign, tmp_path) -> None:
    """And, once they are given, for the reason of a correction."""
    case.register_path.write_text("conditions: required")
    sign(ONE)
    with pytest.raises(SignatureError, match="conditions: required"):
        release(case, rules, "publication", tmp_path / "web", today=MONDAY)
    good = {"date": "2031-04-01", "text": "words", "yes-no": "yes"}
    own = {
        "c:publish-on:publication": "2031-05-12",
        "c:review-on:publication": "2032-06-01",
        "c:family-pseudonym": "chose",
    }
    own |= {"c:intruder:publication": "not needed"}
    matter = matter_at_release(case, rules, "publication", digests(ONE))
    for item in unanswered(checklist(matter, MONDAY), "publication", "release"):
        case.append(
            record("answer", item.target, own.get(item.target) or good.get(item.kind) or "none", "so it is")
        )
    case.append(out(TWO))
    with pytest.raises(UsageError, match="takes its place"):
        release(case, rules, "publication", tmp_path / "web", today=MONDAY)
    release(case, rules, "publication", tmp_path / "web", reason="a name", today=MONDAY)
    assert "unanswered" not in json.loads(case.ledger()[-1].value)


@pytest.fixture
def prepared(case, rules, monkeypatch) -> Prepared:
    """A case whose drafts are all sources: nothing is made of it, no check looks, and all guards are passed."""
    monkeypatch.setattr(pipeline, "examine", lambda *_, **__: {"publication": Report([], (), ())})
    monkeypatch.setattr(pipeline, "require_found", lambda prepared: None)
    case.replace_folder(case.staged("publication"), {"manifest.json": b'{"files": {}}'})
    return Prepared(case, rules, Register(), (), Reviewed((), {}, {}), {}, (), inputs=case.inputs())


def test_a_signature_says_what_had_no_answer(prepared) -> None:
    """What is asked for the signature, of the case and of this audience; and what would hold a release today."""
    prepared.case.append(record("answer", "c:inquest", "live"))
    pipeline.sign(prepared, ["publication"], "Sam Signatory", MONDAY)
    said = json.loads(prepared.case.ledger()[-1].value)
    assert {"c:dates:publication", "c:approver"} <= set(said["unanswered"])
    assert not {"c:criminal", "c:dates:family"} & set(said["unanswered"])
    assert said["holds"] == ["c:inquest"]


def test_where_answers_are_required_a_signature_waits_for_them(prepared) -> None:
    """Status 5, and nothing is on the record."""
    with pytest.raises(UndecidedError, match="conditions: required"):
        pipeline.sign(
            replace(prepared, register=Register(conditions="required")), ["publication"], "Sam", MONDAY
        )
    assert prepared.case.ledger() == ()


def test_answers_void_no_signature(case, rules, sign) -> None:
    """Nor does taking one back; a decision about the text does."""
    sign(ONE)
    for action in ("answer", "undo"):
        case.append(record(action, "c:criminal", "none"))
    assert require_signed(case, rules, "publication") == ONE
    case.append(record("undo", "p1"))
    with pytest.raises(SignatureError):
        require_signed(case, rules, "publication")


def test_a_search_that_found_somebody_after_the_signature_stops_the_release(
    case, rules, sign, tmp_path
) -> None:
    """The signature was put before anybody knew (R32)."""
    sign(ONE)
    value = json.dumps({"files": digests(ONE), "result": "somebody", "searched": "web"})
    case.append(record("intruder", value=value))
    with pytest.raises(SignatureError, match="identified somebody"):
        release(case, rules, "publication", tmp_path / "web", today=MONDAY)


def test_after_a_withdrawal_nothing_goes_out_without_a_new_signature(case, rules, sign, tmp_path) -> None:
    """Not even the same bytes."""
    sign(ONE)
    release(case, rules, "publication", tmp_path / "one", today=MONDAY)
    recalled = withdraw(case, "publication", "Sam", "a name got through")
    assert [copy.to for copy in recalled] == [str(tmp_path / "one")]
    with pytest.raises(SignatureError):
        require_signed(case, rules, "publication")
    sign(ONE)
    release(case, rules, "publication", tmp_path / "two", today=MONDAY)
    assert [copy.state for copy in copies(case.ledger())] == ["withdrawn", "current"]


def test_a_withdrawal_of_one_audience_leaves_the_other_signature(case, rules, sign) -> None:
    """It is a record, and decides nothing about the text."""
    sign(ONE)
    sign(TWO, "family")
    case.append(out(ONE))
    withdraw(case, "publication", "Sam", "a name")
    assert require_signed(case, rules, "family") == TWO


@pytest.mark.parametrize(("name", "reason"), [("", "why"), ("Sam", " ")])
def test_a_withdrawal_has_a_name_and_a_reason(name, reason, case) -> None:
    """Both stay on the record."""
    case.append(out(ONE))
    with pytest.raises(UsageError):
        withdraw(case, "publication", name, reason)


def test_what_is_not_out_cannot_be_withdrawn(case) -> None:
    """Never released, of another audience, or withdrawn before: a slip is told, and not put on the record."""
    with pytest.raises(UsageError, match="copies"):
        withdraw(case, "publication", "Sam", "why")
    case.append(out(ONE))
    with pytest.raises(UsageError):
        withdraw(case, "family", "Sam", "why")
    withdraw(case, "publication", "Sam", "why")
    with pytest.raises(UsageError):
        withdraw(case, "publication", "Sam", "why")
    assert [d.action for d in case.ledger()] == ["release", "withdraw"]


# --- the commands --------------------------------------------------------------------------------


def test_the_commands_say_what_to_recall_and_whom_to_ring(case, sign, tmp_path, capsys) -> None:
    """Data on standard output: the contact and each copy; no key is asked for."""
    sign(ONE)
    folder = str(case.folder)
    case.append(record("answer", "c:takedown-contact", "Web desk, 020 7946 0018"))
    words = [
        "release",
        folder,
        "--for",
        "publication",
        "--to",
        str(tmp_path / "web"),
        "--given-to",
        "Web team",
    ]
    assert main(words) == 0
    told = capsys.readouterr()
    assert "redact show" in told.err
    assert "on the checklist" in told.err
    assert main(["withdraw", folder, "--for", "publication", "--as", "Sam", "--reason", "a name"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines()[0] == "Take down: Web desk, 020 7946 0018"
    assert f"Recall: {tmp_path / 'web'}, given to Web team" in told.out
    assert main(["show", folder, "copies"]) == 0
    assert "WITHDRAWN" in capsys.readouterr().out
    assert main(["release", folder, "--for", "publication", "--to", str(tmp_path / "again")]) == 7


def test_a_correction_says_on_standard_error_that_it_is_one(case, sign, tmp_path, capsys) -> None:
    """Nothing is asked where nobody is at the keyboard."""
    for at, files in enumerate((ONE, TWO)):
        sign(files)
        assert (
            main(["release", str(case.folder), "--for", "publication", "--to", str(tmp_path / f"web{at}")])
            == 0
        )
    told = capsys.readouterr().err
    assert "takes the place" in told
    assert "no reason given" in told


def test_a_release_that_is_held_ends_with_status_7(case, sign, tmp_path, capsys) -> None:
    """In one line, with what to do."""
    sign(ONE)
    case.append(record("answer", "c:inquest", "live"))
    words = ["release", str(case.folder), "--for", "publication", "--to", str(tmp_path / "web")]
    assert main(words) == 7
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert "answer anew" in told.err


@pytest.mark.parametrize(
    "words",
    [
        ("withdraw", "--for", "publication", "--as", "Sam"),
        ("withdraw", "--for", "nobody", "--as", "Sam", "--reason", "x"),
        ("show", "policy", "--csv"),
        ("show", "copies", "--svg", "x"),
    ],
)
def test_what_does_not_fit_is_refused(words, case) -> None:
    """Status 2."""
    try:
        status = main([words[0], str(case.folder), *words[1:]])
    except SystemExit as stopped:
        status = stopped.code
    assert status == 2


@pytest.mark.parametrize("step", ["put_on_record", "_add", "_appear"])
def test_a_release_that_is_killed_leaves_no_file_that_is_not_on_record(
    case, sign, rules, tmp_path, monkeypatch, step
) -> None:
    """The ledger comes first; the same command finishes what was stopped and records it once."""
    sign(ONE)
    to = tmp_path / "web"
    if step == "_add":
        to.mkdir()
        (to / "notes.txt").write_text("mine", encoding="utf-8")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline if step == "put_on_record" else outgoing, step, killed)
        with pytest.raises(KeyboardInterrupt):
            release(case, rules, "publication", to, "Rita", ["Ann"])
    assert not (to / "overview-report.html").exists()
    assert not list(tmp_path.rglob("*.part"))
    recorded = [d.action for d in case.ledger()].count("release")
    assert recorded == (0 if step == "put_on_record" else 1)
    assert release(case, rules, "publication", to, "Rita", ["Ann"]) == [to / "overview-report.html"]
    assert [d.action for d in case.ledger()].count("release") == 1


def test_a_release_that_cannot_be_recorded_leaves_nothing(case, sign, rules, tmp_path, monkeypatch) -> None:
    """A full disk under the ledger."""
    sign(ONE)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pipeline, "put_on_record", full)
    with pytest.raises(UnreadableError, match="No space left"):
        release(case, rules, "publication", tmp_path / "web", "Rita")
    assert not (tmp_path / "web").exists()
