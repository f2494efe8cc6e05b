"""What a stranger could still put together, and what became of trying."""

from __future__ import annotations

import json

import pytest

from redact.case import Case
from redact.checks import Opened, Passage, Question
from redact.errors import BlockedError, UsageError
from redact.intruder import known_audiences
from redact.intruder.account import Account, Remaining, accounts
from redact.intruder.phrases import search_phrases
from redact.intruder.searches import last_search, record, require_nobody_found
from redact.model import Relation
from redact.pages import render
from redact.rules import load_rules

LABELS = {"p1": "Child G", "p2": "Mother", "p3": "Sibling 1", "l1": "Town A"}
QUESTION = Question(
    pseudonyms=LABELS,
    people=tuple((i, label) for i, label in LABELS.items() if i.startswith("p")),
    subject="p1",
    allowed=("Sampleshire Safeguarding Children Partnership",),
    kin=(Relation("p2", "mother", "p1"), Relation("p3", "sister", "p1")),
)
FILES = {"overview-report.html": "a" * 64}


def told(*texts: str, question: Question = QUESTION) -> dict[str, Account]:
    """The accounts of a file with these paragraphs, by label."""
    passages = tuple(Passage(f"paragraph {at}", text, True, "text") for at, text in enumerate(texts, 1))
    found = accounts([Opened("publication report", passages)], question, load_rules())
    return {account.label: account for account in found}


@pytest.mark.model
def test_what_is_told_is_put_beside_whom_it_is_told_of() -> None:
    """A trade of the mother and an age of the child stand in their own accounts, with their places."""
    found = told("Mother was a kite maker in March 2031.", "Child G was four years old.")
    work = found["Mother"].by_class["work or training"]
    assert [(each.words, each.places) for each in work] == [
        ("a kite maker", ("publication report, paragraph 1",))
    ]
    assert "an age" in found["Child G"].by_class
    assert "work or training" not in found["Child G"].by_class


@pytest.mark.model
def test_labels_are_not_told() -> None:
    """'Town A' and 'Mother' are what the edition prints instead."""
    found = told("Mother lived in Town A.")
    assert all(each.words not in {"Town A", "Mother"} for a in found.values() for each in a.told)


@pytest.mark.model
def test_rare_things_come_first() -> None:
    """Who has most rare things stands first, and the most telling class is what to make coarser."""
    found = told("Child G came in March 2031.", "Mother spoke Tigrinya and had been a submariner.")
    first = next(iter(found.values()))
    assert first.label == "Mother"
    assert first.rare >= 1
    assert first.coarser


@pytest.mark.model
def test_the_family_is_told_where_both_labels_stand() -> None:
    """A sister whom the text never mentions is not told."""
    kin = told("Child G went there with Mother.")["Child G"].by_class["family"]
    assert [each.words for each in kin] == ["mother: Mother"]


def account(kind: str, *words: str) -> Account:
    return Account("p1", "Child G", tuple(Remaining(kind, each, ("x",)) for each in words), 0)


def test_a_phrase_needs_all_its_parts() -> None:
    """Without a date there is no phrase with one."""
    rules = load_rules()
    assert search_phrases([account("work or training", "a kite maker")], QUESTION, rules) == (
        "a kite maker Sampleshire Safeguarding Children Partnership child",
    )
    assert search_phrases([account("an age", "four")], QUESTION, rules) == ()


def test_long_quotations_are_searched_for_word_by_word() -> None:
    """A sentence of six words is found by a search engine; three words are not (R15)."""
    quoted = account("words that somebody said", "“he has gone to skin and bone”", "'not the room'")
    assert search_phrases([quoted], QUESTION, load_rules()) == ('"he has gone to skin and bone"',)


def test_braces_in_a_draft_are_words() -> None:
    """What looks like a slot is printed as it stands."""
    quoted = account("words that somebody said", "she wrote {date} on every single page")
    assert search_phrases([quoted], QUESTION, load_rules()) == ('"she wrote {date} on every single page"',)


def test_the_page_shows_mark_up_and_obeys_none() -> None:
    """Words of an edition are escaped."""
    pack = {
        "files": {"publication": FILES},
        "accounts": (account("an age", "<script>alert(1)</script>"),),
        "phrases": ("<b>",),
        "sources": ("here",),
    }
    page = render("intruder", pack=pack, results={"nobody": "nobody"}).decode()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert page.count("<h1>") == 1


# --- the record ---------------------------------------------------------------------------------


@pytest.fixture
def case(tmp_path) -> Case:
    (tmp_path / "drafts").mkdir()
    return Case(tmp_path)


def test_copies_of_recipients_are_among_what_a_stranger_could_have(case, rules) -> None:
    """Whoever has two editions adds them up: those of each recipient too."""
    assert known_audiences(case, rules) == ["anonymous", "family", "publication"]
    case.register_path.write_text("recipients: [{id: mother, reference: F-01}]\n", encoding="utf-8")
    assert known_audiences(case, rules) == ["anonymous", "family", "family.mother", "publication"]


def test_a_search_holds_for_exactly_its_files(case) -> None:
    """Other bytes were not searched with."""
    record(case, "publication", FILES, "Sam Searcher", "nobody", "newspapers", "")
    assert last_search(case.ledger(), "publication", FILES)
    assert last_search(case.ledger(), "family", FILES) is None
    assert last_search(case.ledger(), "publication", {"overview-report.html": "b" * 64}) is None


def test_somebody_found_stops_a_signature_until_a_second_person_says_otherwise(case) -> None:
    """Who found somebody cannot take it back alone, and a second person needs a reason; other bytes are free."""
    require_nobody_found(case, "publication", FILES)
    record(case, "publication", FILES, "Sam Searcher", "somebody", "newspapers", "found by the trade")
    with pytest.raises(BlockedError, match="identified somebody"):
        require_nobody_found(case, "publication", FILES)
    require_nobody_found(case, "publication", {"overview-report.html": "b" * 64})
    record(case, "publication", FILES, "S. Searcher", "nobody", "newspapers", "it was another family")
    record(case, "publication", FILES, "Nia Neighbour", "nobody", "newspapers", "")
    with pytest.raises(BlockedError, match="identified somebody"):
        require_nobody_found(case, "publication", FILES)
    record(case, "publication", FILES, "Nia Neighbour", "nobody", "newspapers", "it was another family")
    require_nobody_found(case, "publication", FILES)


@pytest.mark.parametrize(
    ("name", "result", "searched", "reason"),
    [
        ("Sam", "maybe", "newspapers", ""),
        ("", "nobody", "newspapers", ""),
        ("Sam", "nobody", " ", ""),
        ("Sam", "somebody", "newspapers", ""),
    ],
)
def test_a_record_says_who_where_and_what(case, name, result, searched, reason) -> None:
    """A record that leaves one of them out is refused, and nothing is written."""
    with pytest.raises(UsageError):
        record(case, "publication", FILES, name, result, searched, reason)
    assert case.ledger() == ()


def test_whoever_searched_may_sign(case) -> None:
    """A search decides nothing about the text, so it makes nobody a redactor (R31)."""
    from redact.review import deciders

    record(case, "publication", FILES, "Sam Searcher", "nobody", "newspapers", "")
    assert deciders(case.ledger()) == []
    assert json.loads(case.ledger()[0].value)["searched"] == "newspapers"
