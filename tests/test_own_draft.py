"""Sentences of a draft that speak of the draft itself: found, proposed other words for, printed with them in one step."""

import csv

import pytest

from by_hand import draft, mention, prepared_of, visit
from redact.own_draft import about_the_draft, speaks_of_draft
from redact.rules import load_rules

RULES = load_rules()


@pytest.mark.parametrize(
    "sentence",
    [
        "The names have not yet been changed in this copy.",
        "This draft is for the agencies, who are asked to check it.",
        "In the version for publication nobody will be named.",
        "No part of this report may be copied before the panel has met.",
    ],
)
def test_a_sentence_about_the_draft_is_known(sentence):
    """In the forms in which drafts have them."""
    assert speaks_of_draft(sentence, RULES)


@pytest.mark.parametrize(
    "sentence",
    [
        "The draft care plan was sent to the school.",
        "A draft of the assessment was never finished.",
        "The published version of the guidance was in force.",
        "This draft",
    ],
)
def test_a_sentence_about_another_draft_is_not(sentence):
    """Plans, assessments and guidance have drafts too."""
    assert not speaks_of_draft(sentence, RULES)


def case(folder):
    """A case whose second paragraph speaks of the draft, with a name at its end."""
    text = "He was seen. This draft contains real names. It was read by Ann Example. The version for publication will be shorter. He slept."
    document = draft("report.docx", "One paragraph.", text)
    return document, prepared_of(folder, RULES, [document], [mention(document, "Ann Example", "PERSON")])


def test_the_proposal_reaches_from_the_first_to_the_last_such_sentence(tmp_path):
    """What stands between two of them goes with them; what stands beside them stays."""
    _, prepared = case(tmp_path)
    [found] = about_the_draft(prepared.documents, prepared.reviewed, prepared.register, RULES)
    assert found.words.startswith("This draft")
    assert found.words.endswith("will be shorter.")
    assert found.place == "paragraph 2"


def test_the_overview_offers_the_words_and_one_press_prints_them(tmp_path):
    """The decision is the reviewer's: a rewrite of that passage, on the ledger with its reason."""
    _, prepared = case(tmp_path)
    client = visit(prepared)
    page = client.get("/").text
    [found] = about_the_draft(prepared.documents, prepared.reviewed, prepared.register, RULES)
    assert found.instead in page
    assert "Print these words instead" in page
    form = {
        "target": found.target,
        "action": "rewrite",
        "value": found.instead,
        "reason": "r",
        "seen": "0",
        "back": "/",
    }
    done = client.post("/answer", data=form, follow_redirects=False)
    assert done.status_code == 303
    [decision] = prepared.case.ledger()
    assert (decision.action, decision.target, decision.value) == ("rewrite", found.target, found.instead)


def test_the_table_of_proposals_is_one_that_the_review_takes(tmp_path, monkeypatch):
    """`redact show CASE draft` prints the columns of `redact review --import`."""
    from redact import showing

    document, prepared = case(tmp_path)
    known = showing.Known(prepared.register, (document,), prepared.reviewed, {})
    monkeypatch.setattr(showing, "look_at", lambda *given: known)
    rows = list(csv.DictReader(showing.SHOWN["draft"](prepared.case, RULES, lambda: None)))
    assert [(row["answer"], bool(row["value"])) for row in rows] == [("rewrite", True)]
    assert "read by Ann Example" in rows[0]["words that go"]
