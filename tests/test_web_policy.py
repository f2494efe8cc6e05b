"""The page of policies: what is done for each audience, and what other choices would print."""

from dataclasses import replace

import pytest

from by_hand import draft, mention, prepared_of, visit
from redact.model import Entity, Register
from redact.review import Reviewed

REPORT = draft("overview <report>.docx", "On 3 March 2016 <b>Wren</b> was 7.", "Wren rang 01632 960 001.")


@pytest.fixture
def prepared(rules, tmp_path):
    """One name, date, age and telephone number, and a choice of dates for one audience."""
    wren = mention(REPORT, "Wren", "PERSON", entity="p1")
    mentions = (
        mention(REPORT, "3 March 2016"), wren, mention(REPORT, "7", "AGE", value="84 months"),
        mention(REPORT, "01632 960 001", "PHONE"),
    )  # fmt: skip
    people = {"p1": Entity("p1", "PERSON", "Wren <i>Halloway</i>", mentions=(wren,))}
    return prepared_of(
        tmp_path,
        rules,
        [REPORT],
        reviewed=Reviewed(mentions, people, {}),
        key={"p1": "Child G"},
    )


def test_each_choice_stands_beside_the_words_of_the_draft(prepared):
    """The same examples under all choices, with the place that they come from, and the names with their labels."""
    page = visit(prepared).get("/policy").text
    for words in ("In March 2016", "In spring 2016", "In 2016", "On Day 1", "5 to 9", "paragraph 1"):
        assert words in page
    assert "Child G" in page
    assert "[telephone number removed]" in page


def test_words_of_a_draft_are_never_markup(prepared):
    """A draft that contains markup shows as text."""
    page = visit(prepared).get("/policy").text
    for marked_up in ("<b>", "<i>Halloway", "overview <report>"):
        assert marked_up not in page
    assert "&lt;b&gt;Wren" in page


def test_two_lines_for_the_register_follow_what_was_picked(prepared):
    """What is picked is shown as lines of register.yaml and changes nothing; nonsense is the choice that holds."""
    client = visit(prepared)
    assert "dates: season\nages: exact" in client.get("/policy?dates=season&ages=exact").text
    assert "dates: month\nages: band" in client.get("/policy?dates=%3Cb%3E&ages=season").text
    assert not (prepared.case.folder / "register.yaml").exists()
    assert not prepared.case.ledger()


def test_audiences_that_are_treated_alike_are_told_together(prepared):
    """Two audiences with one policy are one section; a choice for one of them makes two, and is told."""
    assert visit(prepared).get("/policy").text.count('class="effects"') == 2
    own = replace(prepared, register=Register(dates={"family": "year"}))
    page = visit(own).get("/policy").text
    assert page.count('class="effects"') == 4
    assert "Edition for family: dates year" in page
    assert "makes a choice of its own" in page


def test_a_case_without_dates_says_so(rules, tmp_path):
    """Nothing to show is said, not left blank."""
    page = visit(prepared_of(tmp_path, rules, [draft("a.docx", "Nothing happened.")])).get("/policy").text
    assert page.count("hold none") == 4
