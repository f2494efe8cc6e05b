"""What was tried against the review, and must not work again."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from redact.answers import as_table
from redact.case import Case, now
from redact.detect import find_anew
from redact.errors import RulesError, SignatureError, UsageError
from redact.guards import require_as_read, require_outside
from redact.link import TAKEN_FOR
from redact.model import Block, Decision, Document, Entity, Mention, Register, Span
from redact.objections import objection
from redact.prepared import Prepared
from redact.questions import open_questions
from redact.reach import all_spelled_out, spelled_out
from redact.reading import find_and_link
from redact.register import register_of
from redact.review import Reviewed, apply_decisions, same_person
from redact.targets import known_again, mention_target, words_target
from redact.terminal import Session
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
    (one,) = spelled_out(decision("dismiss", words_target(mention("E1"))), of(mention("E1", "flag")))
    assert one.target == mention_target(mention("E1"))


def of(*mentions):
    """What was found, with nothing decided."""
    return apply_decisions(mentions, {"E1": Entity("E1", "PERSON", "Rose")}, ())


def eleven(before, status="flag", start=0, rule="age behind a name"):
    """A number: a count here, an age there."""
    context = f"{before} ▮."
    span = Span(start, start + 6)
    return Mention("d", span, "eleven", "AGE", rule, 0.7, status, context=context)


COUNT, CHILD = eleven("the plan of"), eleven("his son, then", "replace", 100, "age")
LATER = eleven("his sister,", "flag", 200)


@pytest.mark.parametrize("label", ["AGE", "TIME", "DATE", "ID.NHS", "QUASI", "PERSON", "PLACE", "ORG"])
@pytest.mark.parametrize("spell", [True, False], ids=["now", "a ledger of before"])
def test_a_no_to_words_reaches_no_place_that_was_sure(label, spell):
    """'Eleven is the number of the plan' says nothing of the child who is surely eleven, and was not shown."""
    count, child = (replace(m, label=label) for m in (COUNT, CHILD))
    no = decision("dismiss", words_target(count))
    assert words_target(count) == words_target(child)
    ledger = all_spelled_out([no], of(count, child)) if spell else [no]
    after = apply_decisions([count, child], {}, tuple(ledger)).mentions
    assert [m.status for m in after] == ["keep", "replace"]


@pytest.mark.parametrize("value", ["eleven", "about eleven of them"])
def test_words_that_say_the_same_leave_no_sure_place_either(value):
    """'Print other words' with the very words is a 'no'."""
    says = decision("rewrite", words_target(COUNT), value)
    for ledger in ([says], spelled_out(says, of(COUNT, CHILD))):
        after = apply_decisions([COUNT, CHILD], {}, tuple(ledger))
        assert set(after.rewordings) == {("d", COUNT.span)}


def test_a_no_to_words_frees_none_that_a_later_draft_brings():
    """What was not there was not shown; it is asked about like any other."""
    ledger = spelled_out(decision("dismiss", words_target(COUNT)), of(COUNT, CHILD))
    after = apply_decisions([COUNT, CHILD, LATER], {}, tuple(ledger)).mentions
    assert [m.status for m in after] == ["keep", "replace", "flag"]
    says = spelled_out(decision("rewrite", words_target(COUNT), "eleven"), of(COUNT, CHILD))
    assert set(apply_decisions([COUNT, LATER], {}, tuple(says)).rewordings) == {("d", COUNT.span)}


def test_words_that_say_the_same_are_not_carried_to_another_sentence():
    """A rewording may follow half of what stood around it; not where it leaves the words."""
    one = eleven("in the long years of the plan")
    moved = replace(one, context="in the long years of the plan ▮ and her sister was sent home.")
    for value, carried in (("eleven", {}), ("a few", {mention_target(one): mention_target(moved)})):
        assert known_again([decision("rewrite", mention_target(one), value)], [moved]) == carried


def test_a_place_with_the_very_words_of_a_sure_one_around_it_frees_it_not():
    """Two rows of a table that read alike: the answer stays one on the words, which reaches nothing sure."""
    alike = replace(CHILD, context=COUNT.context)
    no = decision("dismiss", words_target(COUNT))
    ledger = spelled_out(no, of(COUNT, alike))
    assert ledger == [no]
    after = apply_decisions([COUNT, alike], {}, tuple(ledger)).mentions
    assert [m.status for m in after] == ["keep", "replace"]


def test_an_undo_of_words_takes_back_what_was_left_and_no_yes():
    """The row of a table says 'undo': places that were left go again, and one that was treated since stays treated."""
    no = decision("dismiss", words_target(COUNT))
    ledger = [*spelled_out(no, of(COUNT, LATER)), decision("confirm", mention_target(LATER))]
    now = apply_decisions([COUNT, LATER], {}, tuple(ledger))
    back = spelled_out(decision("undo", words_target(COUNT)), now)
    after = apply_decisions([COUNT, LATER], {}, (*ledger, *back)).mentions
    assert [m.status for m in after] == ["flag", "replace"]


@pytest.mark.parametrize("order", [1, -1])
def test_what_is_said_of_one_place_goes_before_what_is_said_of_all(order):
    """A table that was sorted, or answered from below, treats no place the less."""
    no, yes = decision("dismiss", words_target(COUNT)), decision("confirm", mention_target(LATER))
    ledger = all_spelled_out([no, yes][::order], of(COUNT, LATER))
    after = apply_decisions([COUNT, LATER], {}, tuple(ledger)).mentions
    assert [m.status for m in after] == ["keep", "replace"]


def test_a_question_says_where_its_words_are_sure():
    """The reviewer reads before the answer what a 'no' leaves, and what stays replaced."""
    (asked,) = open_questions(of(COUNT, LATER, CHILD), (), ())
    assert asked.stays == (
        "A 'no' leaves these words at the 2 places of this question; "
        "1 place where they are surely an age or class at school stays replaced."
    )
    (alone,) = open_questions(of(COUNT, LATER), (), ())
    assert alone.stays == ""
    table = as_table([asked], lambda question: "")
    assert table.count("stays replaced") == 1


def test_a_no_to_all_in_the_terminal_passes_over_places_that_were_treated():
    """One by one 'yes' to the sister's age, then back and 'no' to all: the age stays treated."""
    reviewed, saved = of(COUNT, LATER), []
    document = Document("d", "", "x" * 300, (Block(Span(0, 300), "paragraph"),))
    keys, out = io.StringIO("osybn"), io.StringIO()
    Session([document], reviewed, "Rosa", saved.append, keys, out).run(open_questions(reviewed, (), ()) * 2)
    assert [(d.action, d.target) for d in saved] == [
        ("confirm", mention_target(LATER)),
        ("dismiss", mention_target(COUNT)),
    ]
    assert "saved: dismiss at 1 of its places" in out.getvalue()


YESES = [("confirm", ""), ("link", "E2"), ("rewrite", "a few")]


@pytest.mark.parametrize(("action", "value"), YESES)
def test_a_yes_after_a_no_to_words_treats_them(action, value):
    """A table that was put right and brought in again, or a second person on the page: the newer answer holds."""
    ledger = tuple(spelled_out(decision("dismiss", words_target(COUNT)), of(COUNT, LATER, CHILD)))
    now = apply_decisions([COUNT, LATER, CHILD], {}, ledger)
    yes = spelled_out(decision(action, words_target(COUNT), value), now)
    after = apply_decisions([COUNT, LATER, CHILD], {}, (*ledger, *yes)).mentions
    assert {m.status for m in after} == {"replace"}


@pytest.mark.parametrize("action", ["confirm", "rename", "role", "merge"])
def test_a_yes_after_a_no_to_somebody_treats_them(action):
    """The same for a name; whoever gives it a pseudonym or a role says that it is one."""
    named = {"E1": Entity("E1", "PERSON", "Rose"), "E2": Entity("E2", "PERSON", "Rosie")}
    ledger = tuple(spelled_out(decision("dismiss", "E1"), of(mention("E1", "flag"))))
    now = apply_decisions([mention("E1", "flag")], named, ledger)
    assert [m.status for m in now.mentions] == ["keep"]
    yes = spelled_out(decision(action, "E1", "E2" if action == "merge" else ""), now)
    after = apply_decisions([mention("E1", "flag")], named, (*ledger, *yes)).mentions
    assert [(m.entity, m.status) for m in after] == [("E2" if action == "merge" else "E1", "replace")]


def test_a_new_pseudonym_leaves_the_place_that_was_left():
    """Whoever is named anew is still left where somebody said so; nobody was asked about that place."""
    left = replace(mention("E1"), span=Span(9, 13), context="b ▮ c")
    ledger = (decision("dismiss", mention_target(left)),)
    now = apply_decisions([mention("E1"), left], {"E1": Entity("E1", "PERSON", "Rose")}, ledger)
    assert spelled_out(decision("rename", "E1", "Adult Q"), now) == [decision("rename", "E1", "Adult Q")]


def test_a_yes_to_what_is_open_leaves_the_place_that_was_left():
    """One place is left, and the rest go: the question was about the rest."""
    ledger = (decision("dismiss", mention_target(LATER)),)
    now = apply_decisions([COUNT, LATER], {}, ledger)
    yes = spelled_out(decision("confirm", words_target(COUNT)), now)
    after = apply_decisions([COUNT, LATER], {}, (*ledger, *yes)).mentions
    assert [m.status for m in after] == ["replace", "keep"]


def test_of_a_no_and_a_later_yes_in_one_table_the_yes_holds():
    """Two rows with one target: the lower one."""
    rows = [decision(action, words_target(COUNT)) for action in ("dismiss", "confirm")]
    after = apply_decisions([COUNT, LATER], {}, tuple(all_spelled_out(rows, of(COUNT, LATER)))).mentions
    assert [m.status for m in after] == ["replace", "replace"]


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ("nu", {"flag"}),  # taken back
        ("nby", {"replace"}),  # back, and 'yes'
        ("onnbu", {"flag"}),  # one by one, and all of it taken back
        ("onnby", {"replace"}),
        ("ybnbu", {"replace"}),  # the no is taken back: the yes before it stands
        ("nbyu", {"flag"}),
    ],
)
def test_an_answer_that_is_taken_back_in_the_terminal_leaves_nothing(keys, left):
    """'u' and a second answer reach each place that the first was saved for."""
    reviewed, saved = of(COUNT, LATER), []
    document = Document("d", "", "x" * 300, (Block(Span(0, 300), "paragraph"),))
    session = Session([document], reviewed, "Rosa", saved.append, io.StringIO(keys), io.StringIO())
    session.run(open_questions(reviewed, (), ()) * 2)
    after = apply_decisions([COUNT, LATER], {}, tuple(saved)).mentions
    assert {m.status for m in after} == left, saved


def test_a_no_to_somebody_leaves_no_place_that_is_asked_about_by_itself():
    """Whom a title or a role only makes likely is a question of its own, which was not shown."""
    likely = replace(mention("E1", "flag"), span=Span(9, 13), reason=f"{TAKEN_FOR} E1 or E2", context="b ▮ c")
    (one,) = spelled_out(decision("dismiss", "E1"), of(mention("E1", "flag"), likely))
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


@pytest.mark.parametrize(
    "text",
    [
        *(
            "eleven",
            "11",
            "was eleven",
            "aged twenty-one",
            "six-year-old",
            "14 months",
            "Year 6",
            "Reception",
        ),
        *(
            "the age of eleven",
            "turned 11",
            "nearly eleven",
            "11yo",
            "(11)",
            "10-11",
            "an eleven year old",
            "11th birthday",
        ),
        *(
            "11 years and 2 months",
            "11 year old girl",
            "lower sixth",
            "bottom class",
            "top infants",
            "GCSE year",
            "A-level year",
            "primary 5",
            "KS2",
        ),
        *("her last year of primary school", "in her forties", "mid-twenties"),
    ],
)
def test_an_age_alone_is_not_allowed(rules, text):
    """It would stay wherever it is a child's; a telephone number, and words around a number, may."""
    with pytest.raises(RulesError, match="an age, a class"):
        register_of(f"allow: ['{text}']\n", Path("register.yaml"), rules)
    register_of(
        "allow: ['101', '999', 'Eleven Trees Trust', 'under 16s', 'S47', 'Seven Sisters', 'Year of Reading']\n",
        Path("register.yaml"),
        rules,
    )


def test_a_day_that_may_stay_is_nobodys_birthday(rules):
    """'4 March 2019' is allowed as the day of a publication; where somebody was born on it, it goes."""
    text = "The guide of 4 March 2019 was used. He was born on 4 March 2019."
    document = Document("d", "", text, (Block(Span(0, len(text)), "paragraph"),))
    register = register_of("allow: ['4 March 2019']\n", Path("register.yaml"), rules)
    found, _ = find_and_link([document], {"d": find_anew(document, rules)}, register, rules, (), None)
    assert [m.status for m in found if m.text == "4 March 2019"] == ["keep", "replace"]


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
