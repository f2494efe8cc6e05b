"""The checklist of what no program can decide: made from the case, answered on the ledger, weighed at the doors."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from redact.answers import read_table
from redact.case import Case
from redact.cli import parser
from redact.conditions import Matter, checklist, children, held, unanswered
from redact.conditions.days import after_notice, day_of, first_wise, is_wise, is_working, years_old
from redact.conditions.doors import (
    left_open,
    require_answered,
    require_nothing_holds,
    staged_files,
)
from redact.conditions.earliest import earliest
from redact.conditions.gates import GATES
from redact.conditions.said import answers, objection, takedown_contact
from redact.conditions.shown import as_data, as_lines, as_table
from redact.errors import RulesError, SignatureError, UndecidedError
from redact.model import Block, Cell, Decision, Document, Entity, LeftBehind, Picture, Register, Span
from redact.register import read_register
from redact.review import deciders, decides_nothing
from redact.rules import checklist as rules_checklist
from redact.rules import rules_folder
from redact.rules.checklist import read_checklist
from redact.wellformed import check_decision

FILES = {"overview-report.html": "a" * 64}
OTHER = {"overview-report.html": "b" * 64}
MONDAY = date(2031, 5, 12)  # of a week without a bank holiday, as is the next; 26 May 2031 is one
PEOPLE = (
    Entity(
        "p1", "PERSON", "Jane Example-Sample", role="subject child", pseudonym="Child G", born="2013-03-14"
    ),
    Entity("p2", "PERSON", "Karen Example", role="mother", born="1989-01-02"),
    Entity("p3", "PERSON", "Tom Example", role="half-brother"),
    Entity("p4", "PERSON", "Ada Example", role="sister", born="2005"),
)


def register(*people: Entity, conditions: str = "asked") -> Register:
    return Register(subject="p1", entities={e.id: e for e in people or PEOPLE}, conditions=conditions)


def said(target: str, value: str = "", reason: str = "", by: str = "Ann Approver", action: str = "answer"):
    return Decision("2031-05-01T09:00:00+00:00", by, action, target, value, reason)


@pytest.fixture
def matter(rules):
    """Makes a matter with these decisions on its ledger."""

    def made(*ledger: Decision, **more) -> Matter:
        values = {"files": {"publication": FILES, "family": {}}, "documents": (), **more}
        return Matter(values.pop("register", register()), tuple(ledger), rules, **values)

    return made


def item(matter: Matter, target: str, today: date = MONDAY):
    return next(each for each in checklist(matter, today) if each.target == target)


def state(matter: Matter, target: str, today: date = MONDAY) -> str:
    return item(matter, target, today).state


# --- what is asked -------------------------------------------------------------------------------


def test_every_condition_of_release_is_asked(rules) -> None:
    """R26 to R35 but R34, which the program holds itself, each have a question."""
    asked = {each.rule for each in rules.checklist.items}
    assert {f"R{number}" for number in range(26, 36)} - asked == {"R34"}
    assert asked >= {"R1", "R5", "R6", "R22", "R11", "R12", "R13", "R40"}


def test_a_question_is_asked_once_for_each_that_it_is_about(matter) -> None:
    """Of the case once, of each audience that is asked, and of each child."""
    targets = [each.target for each in checklist(matter(), MONDAY)]
    assert len(targets) == len(set(targets))
    assert {"c:criminal", "c:dates:publication", "c:dates:family", "c:harm:p1", "c:harm:p3"} <= set(targets)
    assert "c:notified-panel:publication" in targets
    assert "c:notified-panel:family" not in targets


def test_an_audience_of_ones_own_is_asked_everything(matter) -> None:
    """A question that is not for the family is for an audience that nobody thought of."""
    targets = {each.target for each in checklist(matter(files={"website": FILES}), MONDAY)}
    assert {"c:notified-panel:website", "c:publish-on:website", "c:quotations:website"} <= targets


def test_children_are_told_by_birth_then_by_role(matter) -> None:
    """The subject always, a half-brother without a date of birth, and no sister of twenty-five."""
    assert [child.id for child in children(matter(), MONDAY)] == ["p1", "p3"]
    old = (Entity("p1", "PERSON", "X", role="subject child", born="1990"),)
    assert [child.id for child in children(matter(register=register(*old)), MONDAY)] == ["p1"]
    neighbour = Entity("p9", "PERSON", "Y", role="neighbour", born="2020-01")
    assert "p9" in [c.id for c in children(matter(register=register(*PEOPLE, neighbour)), MONDAY)]


def test_a_child_is_called_by_pseudonym_and_never_by_name(matter) -> None:
    """The key's label, else the register's, else the id."""
    assert "Child G (p1)" in item(matter(), "c:harm:p1").question
    assert "Half Sibling 1 (p3)" in item(matter(labels={"p3": "Half Sibling 1"}), "c:harm:p3").question
    told = " ".join(as_lines(checklist(matter(), MONDAY), ()))
    assert "Example" not in told
    assert "harm p3?" in told


def document(*blocks: tuple[str, str, Cell | None], **more) -> Document:
    text, made = "", []
    for kind, words, cell in blocks:
        made.append(
            Block(Span(len(text), len(text) + len(words)), kind, cell=cell, place=f"block {len(made)}")
        )
        text += words + "\n"
    return Document("draft.docx", "0" * 64, text, tuple(made), **more)


def test_the_evidence_is_a_place_to_jump_to(matter) -> None:
    """A heading, a line that is one in all but name, a table with a column of dates; not a sentence about them."""
    draft = document(
        ("paragraph", "The terms of reference are in the appendix, as everybody knows.", None),
        ("heading", "2. Terms of Reference", None),
        ("cell", "Event", Cell(0, 0, 0)),
        ("cell", "Date", Cell(0, 0, 1)),
        ("cell", "Date of birth", Cell(1, 3, 0)),
        ("paragraph", "Appendix 1", None),
        ("paragraph", "Appendix two has what the panel said of it in the spring of that year.", None),
    )
    asked = matter(documents=(draft,))
    assert [(p.place, p.at) for p in item(asked, "c:terms-of-reference:family").places] == [("block 1", 64)]
    assert [p.place for p in item(asked, "c:dates:family").places] == ["block 2"]
    assert [p.place for p in item(asked, "c:appendices:family").places] == ["block 5"]


def test_pictures_are_asked_about_where_there_are_any(matter) -> None:
    """Also where a reader could only list one, and where nobody read the drafts."""
    assert state(matter(), "c:pictures") == "not needed"
    assert state(matter(documents=None), "c:pictures") == "open"
    pictured = document(("paragraph", "x", None), pictures=(Picture("picture-1", "picture", "page 2"),))
    found = item(matter(documents=(pictured,)), "c:pictures")
    assert (found.state, found.places[0].place, found.places[0].at) == ("open", "page 2", None)
    left = document(("paragraph", "x", None), left_behind=(LeftBehind("chart in a header", "header"),))
    assert state(matter(documents=(left,)), "c:pictures") == "open"


# --- what is answered ----------------------------------------------------------------------------


def test_the_last_answer_stands_and_can_be_taken_back(matter) -> None:
    """As with every decision, the ledger is all that there is."""
    live, ended = said("c:criminal", "live"), said("c:criminal", "ended", "acquitted in May")
    assert state(matter(), "c:criminal") == "open"
    assert state(matter(live), "c:criminal") == "holds"
    found = item(matter(live, ended), "c:criminal")
    assert (found.state, found.answer, found.by, found.reason) == (
        "answered",
        "ended",
        "Ann Approver",
        "acquitted in May",
    )
    back = said("c:criminal", action="undo")
    assert state(matter(live, ended, back), "c:criminal") == "holds"
    assert state(matter(live, back, back), "c:criminal") == "open"


def test_answers_decide_nothing_about_the_text() -> None:
    """Neither giving nor taking back makes a decider; an answer on the text beside it does."""
    ledger = (
        said("c:criminal", "none"),
        said("c:criminal", action="undo"),
        said("p1", action="undo", by="Rosa"),
    )
    assert deciders(ledger) == ["Rosa"]
    assert [decides_nothing(d) for d in ledger] == [True, True, False]
    assert not decides_nothing(said("c:PERSON", "Jane", action="add"))


def test_a_second_person_speaks_for_the_children(matter) -> None:
    """Whoever decided about the text may say that harm is likely, and may not say that it is not."""
    decided = said("E1", action="confirm", by="Rosa Reviewer")
    mine, theirs = (
        said("c:harm:p3", "unlikely", "thought of", by) for by in ("Rosa Reviewer", "Ann Approver")
    )
    harm = said("c:harm:p3", "likely", by="R. Reviewer")
    assert state(matter(decided, mine), "c:harm:p3") == "open"
    assert state(matter(mine, decided), "c:harm:p3") == "open"
    assert state(matter(decided, theirs), "c:harm:p3") == "answered"
    assert state(matter(decided, harm), "c:harm:p3") == "holds"
    assert state(matter(decided, harm, mine), "c:harm:p3") == "holds"
    assert (
        state(matter(decided, harm, said("c:harm:p3", action="undo", by="Rosa Reviewer")), "c:harm:p3")
        == "holds"
    )
    assert state(matter(decided, harm, theirs), "c:harm:p3") == "answered"


def test_reading_has_to_be_done_again_for_other_files(matter) -> None:
    """What was read before a signature was other files, unless the same ones are signed again; what holds goes on."""
    read, not_read = said("c:dates:publication", "yes"), said("c:appendices:publication", "no")
    signed = said("publication", json.dumps({"files": OTHER}), action="sign-off")
    same = said("publication", json.dumps({"files": FILES}), action="sign-off")
    assert state(matter(read, same), "c:dates:publication") == "answered"
    found = item(matter(read, not_read, signed), "c:dates:publication")
    assert (found.state, found.answer) == ("open", "yes")
    assert "signed before" in found.note
    assert state(matter(read, not_read, signed), "c:appendices:publication") == "holds"
    assert state(matter(signed, said("c:dates:publication", "yes")), "c:dates:publication") == "answered"


def test_an_answer_that_the_rules_do_not_know_any_more_holds(matter) -> None:
    """What it meant is no longer said."""
    assert state(matter(said("c:criminal", "pending")), "c:criminal") == "holds"
    assert state(matter(said("c:not-before", "soon")), "c:not-before") == "holds"
    assert answers((said("c:no-such-question", "yes"),), matter().rules.checklist) == {}


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (said("c:criminal", "LIVE "), ""),
        (said("c:nothing", "yes"), "no such question"),
        (said("c:criminal:publication", "live"), "once for the case"),
        (said("c:dates", "yes"), "c:dates:publication, c:dates:family"),
        (said("c:quotations:family", "yes"), "should be one of c:quotations:publication"),
        (said("c:harm:p9", "died"), "with an id of the register"),
        (said("c:criminal", "perhaps"), "one of none, live, ended, agreed"),
        (said("c:criminal", "ended"), "needs a reason"),
        (said("c:criminal", ""), "missing"),
        (said("c:not-before", "May 2031"), "full date"),
        (said("c:not-before", "Friday 7 May 2031"), "full date"),  # a Wednesday
        (said("c:not-before", "7 May 3031"), "full date"),
        (said("c:not-before", "none"), ""),
        (said("c:not-before", "7/5/2031"), ""),
        (said("c:redactor", "…"), "a name"),
        (said("c:takedown-contact", "x" * 2001), "characters"),
        (said("c:trained", "yes"), "needs a reason"),
        (said("c:trained", action="undo"), ""),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused(decision, why, rules) -> None:
    """Each with a sentence that says what would be one."""
    people = {e.id: e for e in PEOPLE}
    found = objection(decision, rules.checklist, people, ("publication", "family"), ())
    assert (why in found) if why else found == ""


def test_whoever_decided_is_told_that_a_second_person_answers(rules) -> None:
    """At once, and not only in the state of the item."""
    ledger = (said("E1", action="confirm", by="Rosa Reviewer"),)
    people = {e.id: e for e in PEOPLE}
    for value, why in (("died", "second person"), ("likely", "")):
        answer = said("c:harm:p1", value, by="Rosa Reviewer")
        found = objection(answer, rules.checklist, people, ("publication",), ledger)
        assert (why in found) if why else found == ""


def test_the_action_answer_and_the_checklist_belong_together() -> None:
    """A mention takes no such answer, and a question of the checklist no other."""
    for wrong in (said("E1", "yes"), said("c:criminal", action="confirm")):
        with pytest.raises(RulesError, match="checklist"):
            check_decision(wrong, {"E1": PEOPLE[0]}, "x")
    check_decision(said("c:criminal", "none"), {}, "x")


def test_a_table_may_have_the_answer_in_either_column(tmp_path) -> None:
    """The table that is printed has an empty column value; people write into the one before as well."""
    path = tmp_path / "a.csv"
    path.write_text(
        "target,answer,value,reason\nc:a-b,,2031-05-07,\nc:c-d,yes,,\nc:e-f,answer,none,x\nc:g-h,,,\n"
    )
    rows = [(d.action, d.target, d.value) for _, d in read_table(path, "Ann")]
    assert rows == [
        ("answer", "c:a-b", "2031-05-07"),
        ("answer", "c:c-d", "yes"),
        ("answer", "c:e-f", "none"),
    ]


# --- days ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "first"),
    [
        ("2031-05-12", "2031-05-21"),  # a Monday; the Wednesday of the next week
        ("2031-05-09", "2031-05-20"),  # a Friday
        ("2031-05-10", "2031-05-21"),  # a Saturday counts as the Monday after it
        ("2031-05-16", "2031-05-28"),  # over the bank holiday of 26 May
        ("2031-04-09", "2031-04-22"),  # over Good Friday and Easter Monday
        ("2031-12-24", "2032-01-07"),  # over Christmas, Boxing Day and New Year's Day
        ("2026-12-24", "2027-01-07"),  # Boxing Day is a Saturday: the Monday after it is free too
    ],
)
def test_seven_working_days_skip_weekends_and_bank_holidays(sent, first) -> None:
    """Counted from the day after it was sent (R26)."""
    assert after_notice(date.fromisoformat(sent)) == date.fromisoformat(first)


def test_seven_working_days_lie_between() -> None:
    """Whatever the day of sending, looking back from the day that is found there are seven."""
    for n in range(400):
        sent = date(2031, 1, 1) + timedelta(n)
        first = after_notice(sent)
        between = [sent + timedelta(k) for k in range((first - sent).days)]
        assert sum(map(is_working, between)) == 7 or not is_working(sent)
        assert is_working(first)


def test_days_before_free_days_are_unwise() -> None:
    """Fridays, the eve of a bank holiday, and free days themselves (R35)."""
    unwise = [
        "2031-05-16",
        "2031-05-17",
        "2031-05-18",
        "2031-05-26",
        "2031-04-10",
        "2031-12-24",
        "2031-12-31",
    ]
    assert not any(is_wise(date.fromisoformat(day)) for day in unwise)
    assert is_wise(date(2031, 5, 27))
    assert first_wise(date(2031, 5, 23)) == date(2031, 5, 27)


def test_days_are_read_as_people_write_them() -> None:
    """British order; what is less than a day, or contradicts itself, is none."""
    for text in ("2031-05-07", "7 May 2031", "7/5/2031", "Wednesday 7 May 2031", "7th of May 2031"):
        assert day_of(text) == date(2031, 5, 7)
    for text in ("", "May 2031", "2031-02-30", "Monday 7 May 2031", "7 May", "none", "1850-01-01"):
        assert day_of(text) is None


def test_an_age_is_the_least_that_is_possible() -> None:
    """Who may still be a child is one."""
    assert years_old("2013-05-13", MONDAY) == 17
    assert years_old("2013-05-12", MONDAY) == 18
    assert years_old("2013", MONDAY) == 17
    assert years_old("2012", MONDAY) == 18
    assert years_old("", MONDAY) is None


# --- gates ---------------------------------------------------------------------------------------


def test_every_gate_of_the_rules_has_a_function() -> None:
    """The names in rules/ and the functions are the same."""
    assert set(GATES) == set(rules_checklist.GATES)


@pytest.mark.parametrize(
    ("target", "value", "holds"),
    [
        ("c:not-before", "2031-05-13", True),
        ("c:not-before", "2031-05-12", False),
        ("c:not-before", "none", False),
        ("c:family-offered", "2031-05-13", True),
        ("c:family-offered", "2031-05-12", False),
        ("c:notified-panel:publication", "2031-04-30", False),  # with a bank holiday on 5 May, from 12 May on
        ("c:notified-panel:publication", "2031-05-01", True),
        ("c:notified-panel:publication", "2031-05-13", True),  # it will be sent
        ("c:publish-on:publication", "2031-05-12", False),
        ("c:publish-on:publication", "2031-05-13", True),  # it lies ahead
        ("c:publish-on:publication", "2031-05-16", True),  # and is a Friday
        ("c:publish-on:publication", "2031-05-06", False),  # it has passed, and today will do
        ("c:review-on:publication", "2032-05-11", True),
        ("c:review-on:publication", "2032-05-12", False),
        ("c:court-orders", "forbids", True),
        ("c:out-of-hours:publication", "no", True),
    ],
)
def test_answers_hold_by_the_day(target, value, holds, matter) -> None:
    """Each weighed on the Monday of the release."""
    assert state(matter(said(target, value)), target) == ("holds" if holds else "answered")


def test_a_day_that_passed_does_not_excuse_a_friday(matter) -> None:
    """Planned for Thursday and late by a day, it is the eve of a weekend all the same."""
    planned = said("c:publish-on:publication", "2031-05-15")
    assert state(matter(planned), "c:publish-on:publication", date(2031, 5, 15)) == "answered"
    found = item(matter(planned), "c:publish-on:publication", date(2031, 5, 16))
    assert found.state == "holds"
    assert "has passed, and Friday 16 May 2031 is followed by a weekend" in found.note


def test_notice_is_counted_to_the_day_that_is_planned(matter) -> None:
    """Sent today, it may be planned for the first day that is allowed, and for no earlier one."""
    sent = said("c:notified-ofsted:publication", "2031-05-12")
    for day, wanted in (("2031-05-21", "answered"), ("2031-05-20", "holds")):
        found = matter(sent, said("c:publish-on:publication", day))
        assert state(found, "c:notified-ofsted:publication") == wanted


def test_a_notice_that_will_be_sent_is_none_yet(matter) -> None:
    """However late the day of publication."""
    late = said("c:publish-on:publication", "2031-09-02")
    assert (
        state(
            matter(said("c:notified-panel:publication", "2031-05-13"), late), "c:notified-panel:publication"
        )
        == "holds"
    )
    assert (
        state(
            matter(said("c:notified-panel:publication", "2031-05-12"), late), "c:notified-panel:publication"
        )
        == "answered"
    )


def test_another_copy_of_what_is_out_publishes_nothing(matter) -> None:
    """The day of publication binds the first copy; other files are published anew."""
    planned = said("c:publish-on:publication", "2031-05-15")
    out = said("publication", json.dumps({"files": FILES, "to": "web"}), action="release")
    friday = date(2031, 5, 16)
    assert state(matter(planned, out), "c:publish-on:publication", friday) == "answered"
    again = matter(planned, out, files={"publication": OTHER})
    assert state(again, "c:publish-on:publication", friday) == "holds"
    taken_back = said("publication", "{}", "a name", action="withdraw")
    assert state(matter(planned, out, taken_back), "c:publish-on:publication", friday) == "holds"


def test_nobody_approves_what_they_decided(matter) -> None:
    """By their names, however they are written (R31)."""
    redactor = said("c:redactor", "Rosa Reviewer")
    assert state(matter(redactor, said("c:approver", "Reviewer, R.")), "c:approver") == "holds"
    assert state(matter(redactor, said("c:approver", "Sam Signatory")), "c:approver") == "answered"


def test_the_search_is_read_off_the_ledger(matter) -> None:
    """Only one of exactly these files counts, and one that found somebody holds also after the signature (R32)."""

    def search(result: str, files=FILES, by: str = "Nia"):
        return said("publication", json.dumps({"files": files, "result": result}), "why", by, "intruder")

    target = "c:intruder:publication"
    assert state(matter(search("nobody")), target) == "answered"
    assert state(matter(search("nobody", OTHER)), target) == "open"
    assert state(matter(search("unsure")), target) == "open"
    assert state(matter(said(target, "not needed", "a family copy")), target) == "answered"
    assert state(matter(search("somebody"), said(target, "not needed", "x")), target) == "holds"
    assert state(matter(search("somebody"), search("nobody", by="Uma")), target) == "answered"


# --- the earliest day ----------------------------------------------------------------------------


def test_the_earliest_day_has_its_reasons(matter) -> None:
    """Notices and court dates, then the first day that is wise; what is not answered is counted from today."""
    first = earliest(matter(), MONDAY)
    assert [(each.audience, each.day) for each in first] == [("publication", date(2031, 5, 21))]
    assert any("If it is sent today" in reason for reason in first[0].reasons)
    sent = [
        said(f"c:notified-{who}:publication", "2031-05-01")
        for who in ("panel", "secretary-of-state", "ofsted")
    ]
    assert earliest(matter(*sent), MONDAY)[0].day == date(2031, 5, 13)
    late = earliest(matter(*sent, said("c:not-before", "2031-05-23")), MONDAY)[0]
    assert late.day == date(2031, 5, 27)  # a Friday, then a bank holiday
    assert "weekend or a bank holiday" in late.reasons[-1]
    waived = [
        said(f"c:notified-{who}:publication", "not needed", "x")
        for who in ("panel", "secretary-of-state", "ofsted")
    ]
    assert earliest(matter(*waived), MONDAY)[0].day == MONDAY


def test_on_the_earliest_day_no_day_holds(matter) -> None:
    """The date that is told is one that the gate lets through."""
    sent = [
        said(f"c:notified-{who}:publication", "2031-05-14")
        for who in ("panel", "secretary-of-state", "ofsted")
    ]
    told = matter(*sent, said("c:not-before", "2031-05-20"))
    day = earliest(told, date(2031, 5, 14))[0].day
    planned = matter(*told.ledger, said("c:publish-on:publication", day.isoformat()))
    assert list(held(checklist(planned, day), "publication")) == []
    assert list(held(checklist(planned, day - timedelta(1)), "publication"))


# --- the doors -----------------------------------------------------------------------------------


def test_unanswered_questions_are_told_and_refuse_nothing(matter, tmp_path) -> None:
    """Unless the register says that they do."""
    open_case = matter()
    require_answered(open_case, ["publication"], "sign", MONDAY, tmp_path)
    require_answered(open_case, ["publication"], "release", MONDAY, tmp_path)
    require_nothing_holds(open_case, "publication", MONDAY, tmp_path)
    told = left_open(open_case, "publication", "sign", MONDAY)
    assert "c:dates:publication" in told
    assert "c:dates:family" not in told
    assert not set(told) & set(left_open(open_case, "publication", "release", MONDAY))


def test_required_questions_refuse_with_the_status_of_their_step(matter, tmp_path) -> None:
    """5 before a signature, 7 before a release."""
    strict = matter(register=register(conditions="required"))
    with pytest.raises(UndecidedError, match="show"):
        require_answered(strict, ["publication"], "sign", MONDAY, tmp_path)
    with pytest.raises(SignatureError, match="show"):
        require_answered(strict, ["publication"], "release", MONDAY, tmp_path)


def everything(step: str, matter: Matter, audience: str = "publication"):
    """Answers that let the audience through on the Monday."""
    good = {"date": "2031-04-01", "name": "Sam Signatory", "text": "words", "yes-no": "yes"}
    own = {
        "c:redactor": "Rosa Reviewer", "c:publish-on:publication": "2031-05-12", "c:review-on:publication": "2032-06-01",
        "c:recognised-from-news:publication": "no", "c:other-child:publication": "no", "c:harm:p1": "died",
        "c:harm:p3": "unlikely", "c:intruder:publication": "not needed", "c:family-pseudonym": "chose",
    }  # fmt: skip
    for each in unanswered(checklist(matter, MONDAY), audience, step):
        yield said(each.target, own.get(each.target) or good.get(each.kind) or "none", "a reason")


def test_a_checklist_that_is_answered_lets_through(matter, tmp_path) -> None:
    """Also where answers are required; one that holds then stops the signature too."""
    strict = register(conditions="required")
    given = [*everything("sign", matter(register=strict)), *everything("release", matter(register=strict))]
    done = matter(*given, register=strict)
    require_answered(done, ["publication"], "sign", MONDAY, tmp_path)
    require_answered(done, ["publication"], "release", MONDAY, tmp_path)
    require_nothing_holds(done, "publication", MONDAY, tmp_path)
    bad = matter(*given, said("c:dates:publication", "no"), register=strict)
    with pytest.raises(UndecidedError):
        require_answered(bad, ["publication"], "sign", MONDAY, tmp_path)


def test_what_holds_refuses_in_one_line_without_the_words_of_an_answer(matter, tmp_path) -> None:
    """The case's own questions hold every audience, an audience's own only that one."""
    live = matter(said("c:criminal", "live", "R v Example"))
    for audience in ("publication", "family"):
        with pytest.raises(SignatureError) as caught:
            require_nothing_holds(live, audience, MONDAY, tmp_path)
        assert "c:criminal" in str(caught.value)
        assert "Example" not in str(caught.value)
        assert "\n" not in str(caught.value)
    own = matter(said("c:dates:publication", "no"))
    require_nothing_holds(own, "family", MONDAY, tmp_path)
    with pytest.raises(SignatureError):
        require_nothing_holds(own, "publication", MONDAY, tmp_path)


def test_many_holds_are_counted(matter, tmp_path) -> None:
    """Three are named."""
    targets = ("c:criminal", "c:inquest", "c:family-court")
    many = matter(*(said(t, "live") for t in targets), said("c:court-orders", "forbids"))
    with pytest.raises(SignatureError, match="and 1 more"):
        require_nothing_holds(many, "publication", MONDAY, tmp_path)


def test_what_is_staged_is_what_is_asked_about(tmp_path, rules) -> None:
    """Every audience where nothing is staged yet."""
    (tmp_path / "drafts").mkdir()
    case = Case(tmp_path)
    assert staged_files(case, rules) == {"publication": {}, "family": {}}
    case.replace_folder(case.staged("family"), {"manifest.json": json.dumps({"files": FILES}).encode()})
    assert staged_files(case, rules) == {"family": FILES}


# --- what is shown -------------------------------------------------------------------------------


def test_the_open_ones_come_first(matter) -> None:
    """Then what holds, what is answered, what is not needed; each with its place, answer and reason."""
    shown = matter(said("c:criminal", "live"), said("c:family-views", "They cried\n\x1b[31m", "x"))
    lines = list(as_lines(checklist(shown, MONDAY), earliest(shown, MONDAY)))
    headings = [
        line.split(":")[0]
        for line in lines
        if line.startswith(("Without", "Holding", "Answered", "Not needed"))
    ]
    assert headings == ["Without an answer", "Holding the release", "Answered", "Not needed"]
    assert any(
        line.startswith("Earliest day of publication (publication): Wednesday 21 May 2031") for line in lines
    )
    assert "  HOLDS: the answer “live” holds the release" in lines
    assert not any(line.startswith("c:") for line in lines), "a code comes last, below its question"
    total = len(checklist(shown, MONDAY))
    assert lines[0].startswith(f"{total} questions, ")
    assert all(line.isprintable() for line in lines)


def test_the_plain_data_are_plain(matter) -> None:
    """They go through JSON, and count what they list."""
    data = as_data(checklist(matter(), MONDAY), earliest(matter(), MONDAY))
    assert json.loads(json.dumps(data))["counts"] == data["counts"]
    assert sum(data["counts"].values()) == len(data["items"])
    assert data["earliest"][0]["day"] == "2031-05-21"


def test_the_table_can_be_given_back(matter, tmp_path) -> None:
    """What is open, with an empty column for the value; unchanged it answers nothing."""
    path = tmp_path / "list.csv"
    path.write_text(as_table(checklist(matter(said("c:criminal", "none")), MONDAY)), encoding="utf-8")
    assert read_table(path, "Ann") == []
    assert "c:criminal," not in path.read_text(encoding="utf-8")
    assert "c:inquest," in path.read_text(encoding="utf-8")


def test_the_take_down_contact_is_one_line(rules) -> None:
    """Nobody where nobody is named."""
    assert takedown_contact((), rules.checklist) == ""
    given = said("c:takedown-contact", "Web desk,\n020 7946 0018")
    assert takedown_contact((given,), rules.checklist) == "Web desk, 020 7946 0018"


# --- the rules and the register ------------------------------------------------------------------

ITEM = {
    "id": "a-b", "question": "Q?", "why": "W.", "rule": "R6", "needed_for": "sign", "per": "case", "answer": "yes-no",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"id": "A"}, "items.0.id"),
        ({"rule": "R41"}, "items.0.rule"),
        ({"why": ""}, "items.0.why"),
        ({"needed_for": "later"}, "items.0.needed_for"),
        ({"per": "person"}, "items.0.per"),
        ({"answer": "maybe"}, "items.0.answer"),
        ({"holds": ["none"]}, "items.0.holds"),
        ({"holds": "no"}, "items.0.holds"),
        ({"reason_for": ["x"]}, "items.0.reason_for"),
        ({"answer": "choice"}, "items.0.choices"),
        ({"choices": {"None": "x"}}, "items.0.choices.None"),
        ({"choices": {"none": 7}}, "items.0.choices.none"),
        ({"gate": "never"}, "items.0.gate"),
        ({"gate": "past"}, "items.0.gate"),
        ({"answer": "name", "gate": "another-person"}, "items.0.than"),
        ({"answer": "name", "gate": "another-person", "than": "a-b"}, "items.0.than"),
        ({"than": "a-b"}, "items.0.than"),
        ({"not_for": ["family"]}, "items.0.not_for"),
        ({"per": "audience", "not_for": ["nobody"]}, "items.0.not_for"),
        ({"second": "perhaps"}, "items.0.second"),
        ({"where": {"page": 1}}, "items.0.where.page"),
        ({"where": ["x"]}, "items.0.where"),
        ({"colour": "red"}, "items.0.colour"),
    ],
)
def test_what_is_wrong_in_the_rules_is_said_with_file_line_and_key(change, key, tmp_path) -> None:
    """One error for each; YAML is JSON here."""
    path = tmp_path / "checklist.yaml"
    path.write_text(json.dumps({"child_roles": [], "items": [ITEM | change]}))
    with pytest.raises(RulesError) as caught:
        read_checklist(path, ("publication", "family"), ("child",))
    assert str(caught.value).startswith(f"{path}: line 1: {key}: ")


def test_an_id_is_given_once_and_a_role_exists(tmp_path) -> None:
    """A question that hides behind another one would never be asked."""
    path = tmp_path / "checklist.yaml"
    for data, key in (
        ({"items": [ITEM, ITEM]}, "items.1.id"),
        ({"items": [ITEM], "child_roles": ["prince"]}, "child_roles"),
        ({"items": []}, "items"),
        ({"items": ["x"]}, "items.0"),
    ):
        path.write_text(json.dumps(data))
        with pytest.raises(RulesError, match=key):
            read_checklist(path, ("publication",), ("child",))


def test_a_missing_checklist_is_an_error(tmp_path, rules) -> None:
    """The conditions do not vanish with their file."""
    shutil.copy(rules_folder() / "checklist.yaml", tmp_path / "other.yaml")
    with pytest.raises(RulesError):
        read_checklist(tmp_path / "checklist.yaml", ("publication", "family"), ("child",))


@pytest.mark.parametrize(("text", "found"), [("", "asked"), ("conditions: required", "required")])
def test_the_register_says_whether_answers_are_required(text, found, tmp_path, rules) -> None:
    """They are asked for, unless it says so."""
    path = tmp_path / "register.yaml"
    path.write_text(text)
    assert read_register(path, rules).conditions == found
    path.write_text("conditions: sometimes")
    with pytest.raises(RulesError, match="line 1: conditions"):
        read_register(path, rules)


# --- the docs ------------------------------------------------------------------------------------

PAGE = (Path(__file__).parents[1] / "docs" / "release.md").read_text(encoding="utf-8")


def test_the_commands_of_the_page_exist() -> None:
    """Every `redact …` line of docs/release.md parses."""
    lines = re.findall(r"^\$ (redact .*?)(?: > .*)?$", PAGE, re.MULTILINE)
    assert len(lines) > 5
    for line in lines:
        parser().parse_args(shlex.split(line)[1:])


def test_the_rows_of_the_page_are_answers(tmp_path, rules) -> None:
    """What it shows can be imported as it stands."""
    path = tmp_path / "a.csv"
    path.write_text(re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)[0], encoding="utf-8")
    rows = [decision for _, decision in read_table(path, "Ann Approver")]
    assert len(rows) == 3
    people = {e.id: e for e in PEOPLE}
    assert not any(objection(d, rules.checklist, people, ("publication", "family"), ()) for d in rows)


def test_the_day_of_the_page_is_the_day_that_is_counted() -> None:
    """Its example of seven working days."""
    assert "Sent on Monday 12 May 2031, it can be published from Wednesday 21 May on" in PAGE
    assert after_notice(MONDAY) == date(2031, 5, 21)
