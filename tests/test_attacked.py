"""What was tried against the review, and must not work again."""

from __future__ import annotations

from pathlib import Path

import pytest

from redact.case import Case, now
from redact.errors import RulesError, SignatureError, UsageError
from redact.gate import require_as_read, require_outside
from redact.model import Decision, Entity, Mention, Register, Span
from redact.objections import objection
from redact.prepared import Prepared
from redact.register import register_of
from redact.review import Reviewed, apply_decisions, same_person, spelled_out
from redact.targets import mention_target, words_target
from redact.web.sitting import Refused, Taken
from redact.withheld import secrets_of
from web_visits import sitting


def decision(action, target, value="", by="Rosa"):
    return Decision("2031-01-01T00:00:00+00:00", by, action, target, value)


def mention(entity="A1", status="replace", text="Rose"):
    return Mention("d", Span(0, len(text)), text, "PERSON", "r", 0.9, status, entity=entity, context="a ▮ b")


ROSE = Entity("A1", "PERSON", "Rose", listed=True)


def test_a_name_that_is_added_after_it_was_left_is_treated():
    """The newer answer holds: 'add it everywhere' after 'leave these words' takes the name out."""
    ledger = (decision("dismiss", mention_target(mention())), decision("add", "PERSON", "Rose"))
    (after,) = apply_decisions([mention()], {"A1": ROSE}, ledger).mentions
    assert after.status == "replace"


def test_a_place_that_is_left_after_the_name_was_added_stays():
    """'Never redact here' is an answer on an added name like on any other."""
    ledger = (decision("add", "PERSON", "Rose"), decision("dismiss", mention_target(mention())))
    (after,) = apply_decisions([mention()], {"A1": ROSE}, ledger).mentions
    assert after.status == "keep"


def test_an_added_name_stays_a_secret_where_the_same_words_were_left(rules):
    """The gate looks for a name that a reviewer added, whatever was dismissed."""
    kept = mention(status="keep")
    reviewed = Reviewed(
        (kept, mention()), {"A1": Entity("A1", "PERSON", "Rose", listed=True, mentions=(kept,))}, {}
    )
    assert "Rose" in {secret.text for secret in secrets_of(reviewed, Register(), rules)}


def test_words_that_are_somebodys_are_left_place_by_place():
    """A later draft that brings another Rose is not freed by what was said of this one."""
    entities = {"E1": Entity("E1", "PERSON", "Rose", mentions=(mention("E1"),))}
    (one,) = spelled_out(decision("dismiss", words_target(mention("E1"))), entities)
    assert one.target == mention_target(mention("E1"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("10432", "10432", True), ("10432", "10433", False), ("–", "–", True), ("Rosa 1", "Rosa 2", False)],
)
def test_a_name_without_letters_is_somebody_too(one, other, same):
    """Whoever decided under a staff number may not sign under it."""
    assert same_person(one, other) is same


@pytest.mark.parametrize("text", ["Anna Example-Sample", "the late Anna Example-Sample of Sampleton"])
def test_the_name_of_somebody_listed_is_not_allowed(rules, text):
    """What is allowed to stay never holds the whole name of a person of the register."""
    people = "people: [{id: p1, name: Anna Example-Sample, role: subject child}]\n"
    with pytest.raises(RulesError, match="whole name of p1"):
        register_of(f"{people}allow: ['{text}']\n", Path("register.yaml"), rules)
    register_of(f"{people}allow: ['Example-Sample Review Board']\n", Path("register.yaml"), rules)


@pytest.mark.parametrize("own", ["E7", "r-0123456789ab-1-2", "w-0123456789ab"])
def test_ids_of_the_program_are_not_given_by_people(rules, own):
    """An added name or an answer never falls to somebody of the register."""
    with pytest.raises(RulesError, match="what the program gives"):
        register_of(f"people: [{{id: {own}, name: Anna Example}}]\n", Path("register.yaml"), rules)


@pytest.fixture
def case(tmp_path):
    (tmp_path / "case" / "drafts").mkdir(parents=True)
    (tmp_path / "case" / "drafts" / "a.txt").write_text("Wren.", encoding="utf-8")
    return Case(tmp_path / "case")


def prepared(case, rules, ledger=()):
    return Prepared(
        case, rules, Register(), (), Reviewed((), {}, {}), {}, (), inputs=case.inputs(), ledger=ledger
    )


def test_what_was_not_read_is_not_signed(case, rules):
    """A draft, a register or an answer that came after reading refuses the signature, whatever the file's time says."""
    read = prepared(case, rules)
    require_as_read(read)
    case.append(decision("answer", "c:court-orders", "no"))
    require_as_read(read)  # decides nothing about the text
    case.append(decision("confirm", "E1"))
    with pytest.raises(SignatureError, match="changed while"):
        require_as_read(read)
    read = prepared(case, rules, case.ledger())
    (case.folder / "drafts" / "a.txt").write_text("Wran.", encoding="utf-8")
    with pytest.raises(SignatureError, match="changed while"):
        require_as_read(read)
    read = prepared(case, rules, case.ledger())
    case.register_path.write_text("case: XX-2031-04\n", encoding="utf-8")
    with pytest.raises(SignatureError, match="changed while"):
        require_as_read(read)
    read = prepared(case, rules, case.ledger())
    case.summary_path.write_text("sections: []\n", encoding="utf-8")
    with pytest.raises(SignatureError, match="changed while"):
        require_as_read(read)


def test_nothing_is_copied_into_a_case_that_nobody_answered_yet(case):
    """A case is one before its first answer: copies among its drafts would be read as drafts."""
    (case.folder / "found").mkdir()
    with pytest.raises(UsageError, match="inside a case folder"):
        require_outside(case.folder / "drafts" / "out")


def test_answers_from_which_no_page_could_be_made_are_not_put_down(tmp_path, rules):
    """Two people never end with one pseudonym, also not by an undo."""
    made = sitting(tmp_path, rules)
    made.begin()
    made.wait()
    ids = [i for i, e in made.state().prepared.reviewed.entities.items() if e.label == "PERSON"][:2]
    steps = [
        ("rename", ids[0], "Adult Quill"),
        ("rename", ids[0], "Adult Yarrow"),
        ("rename", ids[1], "Adult Quill"),
    ]
    for number, step in enumerate(steps):
        assert isinstance(made.take([Decision(now(), "Rosa", *step)], number), Taken)
    assert isinstance(made.take_back(2, 2, "Rosa", now()), Refused)
    made.state()  # every page still has one
    assert len(made.case.ledger()) == 3


def test_an_added_name_takes_nobodys_id(case, rules):
    """Where the register gives somebody the id that the next added name would have, the name is not taken yet."""
    listed = Register(entities={"A1": Entity("A1", "PERSON", "Anna Example")})
    read = Prepared(case, rules, listed, (), Reviewed((), {}, {}), {}, ())
    assert "A1" in objection(read, decision("add", "PERSON", "Kowalczyk"), {})
    assert not objection(prepared(case, rules), decision("add", "PERSON", "Kowalczyk"), {})
