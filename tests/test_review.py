"""Decisions folded over what was found; what is open; replaying gives the same state."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.answers import as_table, read_table
from redact.errors import RulesError
from redact.link import AMBIGUOUS
from redact.model import Decision, Document, Entity, LeftBehind, Mention, Span
from redact.questions import Question, open_questions
from redact.review import ANSWERS, Reviewed, apply_decisions, deciders, same_person, standing
from redact.targets import left_target, mention_target, words_target
from redact.wellformed import check_decision, check_rows

TEXT = "Anna saw Ben. Anna saw the chip shop in Ben."


def mention(start, end, label="PERSON", entity="", status="flag"):
    return Mention(
        "d.txt", Span(start, end), TEXT[start:end], label, "x", 0.6, status, entity=entity, context=f"{start}"
    )


MENTIONS = [
    mention(0, 4, entity="E1"),
    mention(9, 12, entity="E2"),
    mention(14, 18, entity="E1"),
    mention(27, 36, "QUASI"),
    mention(40, 43, entity="E3"),
]
ENTITIES = {
    "E1": Entity("E1", "PERSON", "Anna"),
    "E2": Entity("E2", "PERSON", "Ben"),
    "E3": Entity("E3", "PERSON", "Ben (E1 or E2)", (), AMBIGUOUS),
}


def decide(action, target, value="", reason="", by="Rev"):
    return Decision("2031-01-01T00:00:00+00:00", by, action, target, value, reason)


def after(*decisions):
    return apply_decisions(MENTIONS, ENTITIES, decisions)


def statuses(reviewed):
    return [m.status for m in reviewed.mentions]


def test_confirming_an_entity_settles_all_its_mentions():
    """One answer for a person, wherever the name stands."""
    assert statuses(after(decide("confirm", "E1"))) == ["replace", "flag", "replace", "flag", "flag"]


def test_dismissing_one_mention_leaves_the_others():
    """The answer on a mention goes before the answer on its entity."""
    reviewed = after(decide("confirm", "E1"), decide("dismiss", mention_target(MENTIONS[2])))
    assert statuses(reviewed)[:3] == ["replace", "flag", "keep"]


def test_an_answer_on_words_holds_for_all_the_same_words():
    """A quasi-identifier is decided once."""
    assert statuses(after(decide("confirm", words_target(MENTIONS[3]))))[3] == "replace"


def test_linking_an_ambiguous_mention_settles_it():
    """The reviewer says who is meant."""
    reviewed = after(decide("link", mention_target(MENTIONS[4]), "E2"))
    assert (reviewed.mentions[4].entity, reviewed.mentions[4].status) == ("E2", "replace")


def test_confirming_an_ambiguous_mention_settles_nothing():
    """'Yes' does not say who is meant."""
    assert statuses(after(decide("confirm", "E3")))[4] == "flag"


def test_merged_entities_become_one():
    """All mentions move, and the merged one is gone."""
    reviewed = after(decide("merge", "E2", "E1"))
    assert reviewed.mentions[1].entity == "E1"
    assert "E2" not in reviewed.entities


def test_dismissing_an_entity_leaves_what_was_not_asked_about():
    """A 'no' to a doubtful mention does not put back a certain one of the same person, which nobody was shown."""
    sure = mention(0, 4, entity="E1"), mention(14, 18, entity="E1")
    mentions = [replace(sure[0], status="replace"), sure[1]]
    assert [m.status for m in apply_decisions(mentions, ENTITIES, (decide("dismiss", "E1"),)).mentions] == [
        "replace",
        "keep",
    ]


def test_saying_who_an_ambiguous_name_means_settles_all_its_mentions():
    """An answer on the whole question, not on each mention."""
    reviewed = after(decide("link", "E3", "E2"))
    assert (reviewed.mentions[4].entity, reviewed.mentions[4].status) == ("E2", "replace")


def test_an_ambiguous_name_is_nobody_to_link_to():
    """An id that stands for several would leave the mention without a pseudonym."""
    with pytest.raises(RulesError, match="several"):
        check_decision(decide("merge", "E1", "E3"), ENTITIES, "table.csv: line 3")


def test_a_rewording_is_kept_for_its_mention():
    """The words that a person chose."""
    reviewed = after(decide("rewrite", mention_target(MENTIONS[3]), "a takeaway"))
    assert reviewed.rewordings == {("d.txt", MENTIONS[3].span): "a takeaway"}


def test_undo_takes_back_the_last_answer_on_its_target():
    """Twice answered and once undone leaves the first answer."""
    left = standing((decide("confirm", "E1"), decide("dismiss", "E1"), decide("undo", "E1")))
    assert [d.action for d in left] == ["confirm"]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([("comment", "comment 1", 3)], "3 × comment (the first: comment 1)"),
        ([("chart", "paragraph 4.12", 1)], "1 × chart (paragraph 4.12)"),
        ([("picture", f"paragraph {n}", 1) for n in range(1, 6)], "5 × picture (paragraph 1, paragraph 2, paragraph 3 and 2 more)"),
        ([("picture", "", 2)], "2 × picture"),
    ],
)  # fmt: skip
def test_the_reviewer_is_told_where_what_is_left_behind_stands(parts, told):
    """What does not travel is told with its count and its first few places."""
    document = Document("d.txt", "", TEXT, (), tuple(LeftBehind(*part) for part in parts))
    asked = open_questions(Reviewed((), {}, {}), [document], [])
    assert [q.asks for q in asked] == [f"d.txt: {told} does not travel to the editions. In order?"]


def test_what_is_open_is_asked_entity_by_entity_then_words_then_parts_left_behind():
    """A ledger that answers all of them leaves nothing open."""
    document = Document("d.txt", "", TEXT, (), (LeftBehind("comment", "comment 1", 2),))
    kinds = [q.kind for q in open_questions(after(), [document], ())]
    assert kinds == ["entity", "entity", "which", "words", "left behind"]
    ledger = (
        decide("confirm", "E1"),
        decide("confirm", "E2"),
        decide("link", "E3", "E1"),
        decide("dismiss", words_target(MENTIONS[3])),
        decide("accept", left_target("d.txt", "comment")),
    )
    assert open_questions(apply_decisions(MENTIONS, ENTITIES, ledger), [document], ledger) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(ANSWERS)),
            st.sampled_from(["E1", "E2", "E3", mention_target(MENTIONS[0])]),
            st.sampled_from(["E1", "E2", "x"]),
        ),
        max_size=12,
    )
)
def test_replaying_a_ledger_gives_the_same_state(rows):
    """The state is a function of the ledger, and every mention still has its words."""
    ledger = tuple(decide(*row) for row in rows)
    assert apply_decisions(MENTIONS, ENTITIES, ledger) == apply_decisions(MENTIONS, ENTITIES, ledger)
    assert [m.text for m in apply_decisions(MENTIONS, ENTITIES, ledger).mentions] == [
        m.text for m in MENTIONS
    ]


def test_whoever_decided_is_a_decider_and_a_signer_is_not():
    """A signature is no decision."""
    assert deciders(
        (decide("confirm", "E1", by="Rev Iewer"), decide("sign-off", "family", by="Sig Ner"))
    ) == ["Rev Iewer"]


@pytest.mark.parametrize(
    "bad",
    [
        decide("approve", "E1"),
        decide("rename", "E1"),
        decide("merge", "E1", "E99"),
        decide("accept", "f-0123456789ab"),
        decide("confirm", "E99"),
    ],
)
def test_an_answer_that_means_nothing_is_refused_with_its_place(bad):
    """Unknown answers, missing values, unknown ids and missing reasons."""
    with pytest.raises(RulesError, match=r"table\.csv: line 3"):
        check_decision(bad, ENTITIES, "table.csv: line 3")


@pytest.mark.parametrize(
    "name", ["ALEX  PANEL", "Panel, Alex", "Dr Alex Panel", "A. Panel", "Alex\u2063 Panel", "Alex Panel."]
)
def test_a_decider_is_recognised_however_the_name_is_typed(name):
    """A second signature under another spelling of the same name is no second person."""
    assert same_person(name, "Alex Panel")


def test_two_people_of_one_surname_are_two():
    """Sam Panel may sign what Alex Panel decided."""
    assert not same_person("Sam Panel", "Alex Panel")


def test_rows_that_lead_in_a_ring_are_refused_at_the_row_that_closes_it():
    """E1 into E2, E2 into E3, E3 into E1 leaves nobody."""
    rows = [("a.csv: line 2", decide("merge", "E1", "E2")), ("a.csv: line 3", decide("merge", "E2", "E3"))]
    check_rows(rows)
    with pytest.raises(RulesError, match="line 4: leads back"):
        check_rows([*rows, ("a.csv: line 4", decide("link", "E3", "E1"))])


def test_somebody_of_the_register_is_not_merged_away_and_somebody_added_is():
    """The register's pseudonym and role would be lost; what a reviewer added may turn out to be one of the cast."""
    entities = ENTITIES | {i: Entity(i, "PERSON", "Cy", listed=True) for i in ("p1", "p2", "A1")}
    check_decision(decide("merge", "E1", "p1"), entities, "")
    check_decision(decide("merge", "A1", "p1"), entities, "")
    for value in ("p2", "E1", "p1"):
        with pytest.raises(RulesError, match="t: line 2"):
            check_decision(decide("merge", "p1", value), entities, "t: line 2")


def test_yes_and_no_are_answers_in_a_table(tmp_path):
    """What people write in a spreadsheet; any other word is taken as it stands and refused later."""
    table = tmp_path / "answers.csv"
    table.write_text("target,answer,value,reason\nE1,Yes,,\nE2,no,,\nE3,maybe,,\n", encoding="utf-8")
    assert [d.action for _, d in read_table(table, "Rosa")] == ["confirm", "dismiss", "maybe"]


def test_who_may_be_meant_is_asked_by_name():
    """An id alone tells a reviewer nothing."""
    (which,) = [q for q in open_questions(after(), [], ()) if q.kind == "which"]
    assert "Anna (E1) or Ben (E2)" in which.asks


def test_the_table_proposes_what_people_write_and_nothing_to_a_finding() -> None:
    """'yes' stands where the column of possible answers says so; a finding that blocks is accepted by hand."""
    questions = [
        Question("w-0123456789ab", "words", "Should these words go?", "confirm"),
        Question("f-0123456789ab", "finding", "a real name stands here", "accept"),
    ]
    rows = as_table(questions, lambda question: "").splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == ["yes", ""]
