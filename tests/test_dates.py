"""Dates, ages and times: what they say, and what a policy prints."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.dates import age_in_months, render_age, render_date, render_time, value_of

BANDS = [
    (0, "under 1"),
    (12, "1 to 4"),
    (60, "5 to 9"),
    (120, "10 to 15"),
    (192, "16 to 17"),
    (216, "18 to 24"),
]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14 March 2016", "2016-03-14"),
        ("14th of March 2016", "2016-03-14"),
        ("3.3.16", "2016-03-03"),
        ("03/04/2016", "2016-04-03"),
        ("2016-03-14", "2016-03-14"),
        ("24 th November 2013", "2013-11-24"),
        ("w/c 7 March 2016", "2016-03-07"),
        ("March 2016", "2016-03"),
        ("14 March", "--03-14"),
        ("May", "--05"),
        ("spring 2016", "2016-spring"),
        ("autumn term 2009", "2009-autumn"),
        ("2015/16", "2015/16"),
        ("Christmas Eve 2015", "2015-12-24"),
        ("in 2016", "2016"),
        ("the week before", ""),
        ("31/31/2016", "2016"),
    ],
)
def test_a_date_is_read_with_its_precision(text, value):
    """British order, ordinals, feasts, terms, and no more precision than the text has."""
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("policy", "printed"),
    [
        ("exact", "14 March 2016"),
        ("month", "March 2016"),
        ("season", "spring 2016"),
        ("year", "2016"),
        ("relative", "Day 74"),
    ],
)
def test_a_policy_renders_a_full_date(policy, printed):
    """Each policy prints its own precision."""
    assert render_date("14 March 2016", "2016-03-14", policy, date(2016, 1, 1)) == printed


def test_a_date_that_nobody_could_read_can_only_be_removed():
    """No policy but 'exact' prints words whose precision is unknown."""
    assert [render_date("the ides", "", p) for p in ("month", "season", "year", "relative")] == [""] * 4


def order_of(printed: str) -> tuple[int, int]:
    """When a printed date begins, as (year, month), for comparing."""
    names = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    head, _, tail = printed.rpartition(" ")
    if head == "Day":
        return (0, int(tail))
    if head in names:
        return (int(tail), names.index(head) + 1)
    if head in {"spring", "summer", "autumn"}:
        return (int(tail), {"spring": 3, "summer": 6, "autumn": 9}[head])
    return (int(tail[:4]), 12) if head == "winter" else (int(printed), 1)


@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["month", "season", "year", "relative"]),
)
def test_no_policy_inverts_two_dates(one, other, policy):
    """What was before stays before, or becomes the same."""
    one, other = sorted((one, other))
    first, second = (
        order_of(render_date(d.isoformat(), d.isoformat(), policy, date(2000, 1, 1))) for d in (one, other)
    )
    assert first <= second


@given(st.dates(date(2001, 1, 1), date(2030, 1, 1)), st.integers(0, 400))
def test_relative_days_keep_intervals(start, days):
    """'Day 15' is two weeks after 'Day 1'."""
    index = date(2000, 1, 1)
    later = start + timedelta(days)
    numbers = [int(render_date("", d.isoformat(), "relative", index).split()[1]) for d in (start, later)]
    assert numbers[1] - numbers[0] == days


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("14 months", 14),
        ("14-year-old", 168),
        ("six years old", 72),
        ("two and a half years", 30),
        ("6", 72),
        ("16 years and 3 months", 195),
        ("eight-month-old", 8),
        ("twenty-one", 252),
        ("old enough", None),
    ],
)
def test_an_age_is_read_in_months(text, months):
    """Figures, words, halves and units."""
    assert age_in_months(text) == months


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("14 months", "1 to 4 years"),
        ("14-year-old", "10-to-15-year-old"),
        ("six years old", "5 to 9 years old"),
        ("6", "5 to 9"),
        ("3 weeks", "under 1 year"),
        ("grown up", ""),
    ],
)
def test_an_age_becomes_a_band_in_the_grammar_of_the_sentence(text, printed):
    """'14-year-old boy' stays a sentence; an age that cannot be read is removed."""
    assert render_age(text, BANDS) == printed


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("14:35", "the afternoon"),
        ("2.15am", "the early hours"),
        ("10 pm", "the evening"),
        ("0215 hours", "the early hours"),
        ("around midnight", "the early hours"),
        ("soon", ""),
    ],
)
def test_a_clock_time_becomes_a_part_of_the_day(text, part):
    """Both clocks, with and without stops."""
    assert (
        render_time(
            text, [(0, "the early hours"), (6, "the morning"), (12, "the afternoon"), (18, "the evening")]
        )
        == part
    )
