"""What a choice of dates and ages does to a case, shown before it is made."""

from dataclasses import replace

import pytest

from by_hand import draft, mention, prepared_of
from redact.effects import CHOICES, MOST, chosen, effects, under
from redact.model import Register, Span
from redact.policies import editions_policy
from redact.redaction import redact
from redact.review import Reviewed

REPORT = draft(
    "overview report.docx",
    "On 3 May 2012 he began school.",
    "On 4 May 2012 he stayed at home.",
    "On 5 May 2012 he was seen.",
    "On 3 March 2016 the police came.",
    "Nobody wrote it down.",
    "They came again on 9 April.",
    "She had moved in spring 2015, at the age of 34.",
    "It was quiet until 14 June 2016 and then from 2 to 9 July 2016.",
    "He was born on 3 January 2009 and he rang at 4.10pm.",
    "They met on 5 May.",
)


def _last(document, words):
    """A date at its last place."""
    at = document.text.rindex(words)
    return replace(mention(document, words), span=Span(at, at + len(words)))


def found():
    """What a reader would mark in the report."""
    dates = (
        "3 May 2012",
        "4 May 2012",
        "5 May 2012",
        "3 March 2016",
        "9 April",
        "spring 2015",
        "14 June 2016",
        "2 to 9 July 2016",
    )
    return [
        *(mention(REPORT, words) for words in dates),
        _last(REPORT, "5 May"),
        mention(REPORT, "34", "AGE", value="408 months"),
        mention(REPORT, "3 January 2009", "DOB"),
        mention(REPORT, "4.10pm", "TIME"),
    ]


@pytest.fixture(scope="module")
def prepared(rules, tmp_path_factory):
    """A report with one date, age and time of each sort."""
    return prepared_of(tmp_path_factory.mktemp("effects"), rules, [REPORT], found())


def policy_of(prepared, audience="publication"):
    return editions_policy(prepared.rules, prepared.register, audience, prepared.reviewed.mentions)


@pytest.mark.parametrize("label", CHOICES)
def test_what_is_shown_is_what_the_edition_prints(prepared, label):
    """Every example under every choice reads as in the edition of the whole draft, years from neighbours included."""
    policy = policy_of(prepared)
    rows = effects(prepared, policy)[label]
    assert rows
    for choice in CHOICES[label]:
        edition = redact(REPORT, found(), {}, under(policy, label, choice), "overview-report")
        printed = [edition.text[b.span.start : b.span.end] for b in edition.blocks if b.span]
        for row in rows:
            at = next(n for n, b in enumerate(REPORT.blocks) if b.span.covers(row.mention.span))
            own = REPORT.of(REPORT.blocks[at].span)
            others = [m for m in found() if REPORT.blocks[at].span.covers(m.span) and m != row.mention]
            if others:
                assert row.printed[choice] in printed[at]
            else:
                assert own.replace(row.words, row.printed[choice]) == printed[at]


def test_a_day_takes_its_year_from_its_neighbours_as_in_the_edition(prepared):
    """'9 April' between March and June 2016 is a day of that year; '5 May' after all of them is of none."""
    rows = {row.mention.text: row for row in effects(prepared, policy_of(prepared))["DATE"]}
    assert "2016" in rows["9 April"].printed["month"]
    assert "20" not in rows["5 May"].printed["month"]


def test_a_choice_for_dates_is_one_for_all_that_dates_are(prepared):
    """`dates: exact` leaves a time as it is, and never a date of birth."""
    found = effects(prepared, policy_of(prepared))
    assert found["TIME"][0].printed["exact"] == found["TIME"][0].words
    assert found["TIME"][0].printed["month"] == "in the afternoon"
    assert all("2009" not in words for words in found["DOB"][0].printed.values())


def test_what_waits_or_was_reworded_is_no_example(prepared):
    """No choice changes words that are undecided or were given by a person."""
    mentions = [replace(m, status="watch") if m.text == "34" else m for m in found()]
    reworded = {(REPORT.name, m.span): "one day" for m in mentions if m.text == "3 May 2012"}
    changed = replace(prepared, reviewed=Reviewed(tuple(mentions), {}, reworded))
    rows = effects(changed, policy_of(changed))
    assert not rows["AGE"]
    assert "3 May 2012" not in [row.mention.text for row in rows["DATE"]]


def test_examples_are_few_and_different(rules, tmp_path):
    """What stands there twice is one example, and no label has more than a table holds."""
    long = draft("a.docx", *(f"At {n} he moved, and at {n} again." for n in (*range(20, 60), *range(20, 60))))
    ages = []
    for block in long.blocks:
        at = block.span.start + 3
        ages.append(
            replace(mention(long, long.text[at : at + 2], "AGE", value="1 months"), span=Span(at, at + 2))
        )
    prepared = prepared_of(tmp_path, rules, [long], ages)
    rows = effects(prepared, policy_of(prepared))["AGE"]
    assert len(rows) == MOST
    assert len({row.mention.text for row in rows}) == len(rows)


def test_drafts_that_are_not_published_give_no_examples(rules, tmp_path):
    """A source is read for names and facts alone."""
    register = Register(documents={REPORT.name: {"use": "source"}})
    prepared = prepared_of(tmp_path, rules, [REPORT], found(), register=register)
    assert not any(effects(prepared, policy_of(prepared)).values())


def test_the_choice_that_holds_is_one_of_those_shown(prepared):
    """A time is either exact or not, whatever the word for dates."""
    policy = policy_of(prepared)
    assert chosen(policy, "DATE") == "month"
    assert chosen(under(policy, "DATE", "season"), "TIME") == "month"
    assert chosen(under(policy, "DATE", "exact"), "TIME") == "exact"
