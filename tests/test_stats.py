"""What reviewers made of what was found, in numbers, over several cases."""

import json
from dataclasses import replace

import pytest

from redact import cli
from redact.link import AMBIGUOUS
from redact.model import Block, Decision, Document, Entity, LeftBehind, Mention, Register, Span
from redact.pages import render
from redact.showing import Found
from redact.stats import ADDED, OUTCOMES, as_data, count_case, distinct, proposals
from redact.targets import mention_target, words_target

TEXT = "Mellow Bank and Ben went on. Ben saw Mellow Bank, the chip shop and Zadie Quorn."


def mention(start, words, label, status="flag", entity="", rule="pattern x"):
    assert TEXT[start : start + len(words)] == words
    span = Span(start, start + len(words))
    return Mention("d.txt", span, words, label, rule, 0.5, status, entity=entity, context=str(start))


MENTIONS = (
    mention(0, "Mellow Bank", "PLACE", entity="E1"),
    mention(16, "Ben", "PERSON", "replace", "p1", "known"),
    mention(29, "Ben", "PERSON", entity="E2", rule="known"),
    mention(37, "Mellow Bank", "PLACE", entity="E1"),
    mention(54, "chip shop", "QUASI", rule="pattern shop"),
    mention(68, "Zadie Quorn", "PERSON", "replace", "A1", "known"),
)
ENTITIES = {
    "p1": Entity("p1", "PERSON", "Ben Alder", listed=True),
    "E1": Entity("E1", "PLACE", "Mellow Bank"),
    "E2": Entity("E2", "PERSON", "Ben (p1 or E1)", (), AMBIGUOUS),
    "A1": Entity("A1", "PERSON", "Zadie Quorn", listed=True),
}
FOUND = Found(
    Register("", "p1", {"p1": ENTITIES["p1"]}),
    (Document("d.txt", "d", TEXT, (Block(Span(0, len(TEXT)), "paragraph"),), (LeftBehind("comment", "1"),)),),
    MENTIONS,
    ENTITIES,
    {},
)


def says(action, target, value="", by="Rosa"):
    return Decision("2031-03-14T09:00:00+00:00", by, action, target, value)


ADD = says("add", "PERSON", "Zadie Quorn")


def counted(rules, *ledger, found=FOUND):
    return count_case(found, (ADD, *ledger), rules)


def of(counts, rule, label):
    return {k: v for k, v in counts.by_rule.get((rule, label), {}).items() if v}


def test_a_case_without_decisions_is_counted(rules):
    """What was found, what is doubtful, what is asked; nobody has confirmed anything."""
    counts = counted(rules)
    assert of(counts, "pattern x", "PLACE") == {"mentions": 2, "doubtful": 2, "questions": 1}
    assert of(counts, "known", "PERSON") == {"mentions": 2, "doubtful": 1, "questions": 1}
    assert (counts.words, counts.open, counts.elsewhere) == (16, 4, 1)


def test_a_question_is_asked_once_for_all_its_mentions(rules):
    """Beside it what answering mention by mention would be."""
    counts = counted(rules)
    assert (counts.asked, counts.one_by_one, counts.every_mention) == (4, 5, 6)
    assert counts.per_thousand(counts.asked) == 250.0
    assert replace(counts, words=0).per_thousand(3) == 0.0


@pytest.mark.parametrize(
    ("decision", "rule", "label", "outcome", "count"),
    [
        (says("confirm", "E1"), "pattern x", "PLACE", "confirmed", 2),
        (says("dismiss", "E1"), "pattern x", "PLACE", "overruled", 2),
        (says("dismiss", mention_target(MENTIONS[0])), "pattern x", "PLACE", "overruled", 1),
        (says("link", mention_target(MENTIONS[2]), "p1"), "known", "PERSON", "relinked", 1),
        (says("rewrite", words_target(MENTIONS[4]), "a shop"), "pattern shop", "QUASI", "reworded", 1),
    ],
)
def test_what_reviewers_made_of_a_mention_counts_for_the_rule_that_found_it(
    rules, decision, rule, label, outcome, count
):
    """Confirmed, overruled, linked to somebody else, reworded."""
    assert of(counted(rules, decision), rule, label)[outcome] == count


def test_a_name_that_had_to_be_added_was_missed_and_is_no_mention_of_a_rule(rules):
    """Nothing found it before somebody said so."""
    assert of(counted(rules), ADDED, "PERSON") == {"missed": 1}


def test_signatures_are_no_decisions(rules):
    """They decide nothing about the text."""
    assert counted(rules, says("sign-off", "publication", "{}")).decisions == 1


def left(rules, by):
    return counted(rules, says("dismiss", "E1", by=by))


def test_words_are_proposed_once_two_people_left_them_in_two_cases(rules):
    """One case, or one person twice, is no reason to change a list."""
    assert proposals([left(rules, "Rosa"), left(rules, "Rosa")], rules) == []
    assert proposals([left(rules, "Rosa")], rules) == []
    assert proposals([left(rules, "Rosa Lister"), left(rules, "Lister, R.")], rules) == []
    (found,) = proposals([left(rules, "Rosa"), left(rules, "Sam")], rules)
    assert (found.list, found.words, found.cases, found.people) == ("keep", "mellow bank", 2, 2)


def test_words_that_name_somebody_in_any_of_the_cases_are_never_proposed(rules):
    """Nor anybody's first name or surname: the next case may have one."""
    other = replace(left(rules, "Sam"), names=frozenset({"mellow"}))
    assert proposals([left(rules, "Rosa"), other], rules) == []
    cases = [counted(rules, says("dismiss", mention_target(MENTIONS[2]), by=by)) for by in ("Rosa", "Sam")]
    assert [p.words for p in proposals([replace(c, names=frozenset()) for c in cases], rules)] == []


def test_quasi_identifiers_are_proposed_to_the_recognizer_that_found_them(rules):
    """No list of names knows them."""
    cases = [counted(rules, says("dismiss", words_target(MENTIONS[4]), by=by)) for by in ("Rosa", "Sam")]
    assert [(p.list, p.words) for p in proposals(cases, rules)] == [("pattern shop", "chip shop")]


def test_two_spellings_of_a_name_are_one_person():
    """As for a signature."""
    assert distinct(["Alex Panel", "Panel, A.", "Sam Panel"]) == 2


def test_words_and_folders_are_printed_only_where_somebody_asks(rules):
    """Figures may be shown around; words of drafts may not."""
    cases = {"wick-family": left(rules, "Rosa"), "other": left(rules, "Sam")}
    for text in (
        json.dumps(data := as_data(cases, rules, False)),
        render("stats", s=data, outcomes=OUTCOMES, names=False).decode(),
    ):
        assert not [word for word in ("mellow", "wick", "Rosa", "Zadie", "Ben") if word in text]
    named = as_data(cases, rules, True)
    assert named["proposals"][0]["words"][0]["words"] == "mellow bank"
    assert b"mellow bank" in render("stats", s=named, outcomes=OUTCOMES, names=True)
    assert data["proposals"] == [{"list": "keep", "count": 1}]


def test_no_case_and_an_empty_case_are_no_bug(rules):
    """A folder of drafts without a word."""
    empty = Found(Register(), (), (), {}, {})
    assert as_data({}, rules, True)["rules"] == []
    assert render(
        "stats", s=as_data({"x": count_case(empty, (), rules)}, rules, False), outcomes=OUTCOMES, names=False
    )


def test_a_case_that_cannot_be_read_is_told_and_the_worst_status_is_given(tmp_path, capsys):
    """The others go on; the figures of those that could be read are printed."""
    (tmp_path / "damaged" / "drafts").mkdir(parents=True)
    (tmp_path / "damaged" / "drafts" / "a.docx").write_bytes(b"no Word file")
    assert cli.main(["stats", str(tmp_path / "none"), str(tmp_path / "damaged"), "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["cases"] == []
    assert err.count("\n") == 2
    assert cli.main(["stats", str(tmp_path / "damaged")]) == 3
