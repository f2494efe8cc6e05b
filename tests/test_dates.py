"""Dates, ages and times: what they say, and what a policy prints."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.dates import (
    MONTHS,
    Listed,
    age_in_months,
    as_day,
    fitted,
    fitted_age,
    fitted_time,
    months_later,
    rank,
    render_age,
    render_date,
    render_time,
    value_of,
    window,
)

BANDS = [
    (0, "under 1"),
    (12, "1 to 4"),
    (60, "5 to 9"),
    (120, "10 to 15"),
    (192, "16 to 17"),
    (216, "18 to 24"),
    (780, "65 and over"),
]
SCHOOLS = [(-1, "nursery"), (0, "primary school"), (7, "secondary school"), (12, "sixth form")]
PARTS = [
    (0, "the early hours"),
    (6, "the morning"),
    (12, "the afternoon"),
    (18, "the evening"),
    (22, "the night"),
]
INDEX = date(2016, 3, 14)
POLICIES = ["exact", "month", "season", "year", "relative"]


def test_an_age_in_days_is_no_age_in_years():
    """The 19d of a health record are days."""
    assert age_in_months("19d") == pytest.approx(0.62, abs=0.01)
    assert age_in_months("6w") == pytest.approx(1.38, abs=0.01)


def test_of_ages_in_a_list_those_without_a_unit_are_years():
    """Of '11, 9 and 18 months' only the last are months: the band covers all of them."""
    bands = [(0, "under 1"), (12, "1 to 4"), (60, "5 to 9"), (120, "10 to 15"), (192, "16 and over")]
    assert render_age("11, 9 and 18 months", bands) == "1 to 15 years"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14 March 2016", "2016-03-14"),
        ("14th of March 2016", "2016-03-14"),
        ("March 14, 2016", "2016-03-14"),
        ("the fourteenth of March 2016", "2016-03-14"),
        ("the twenty-first day of March, 2016", "2016-03-21"),
        ("3.3.16", "2016-03-03"),
        ("14 Mar 16", "2016-03-14"),
        ("03/04/2016", "2016-04-03"),
        ("2016-03-14", "2016-03-14"),
        ("24 th November 2013", "2013-11-24"),
        ("w/c 7 March 2016", "2016-03-07"),
        ("March 2016", "2016-03"),
        ("03/2016", "2016-03"),
        ("14 March", "--03-14"),
        ("Fri 6/8", "--08-06"),
        ("May", "--05"),
        ("spring 2016", "2016-spring"),
        ("winter of 2015/16", "2015/16-winter"),
        ("autumn term 2009", "2009-autumn-term"),
        ("2015/16", "2015/16"),
        ("the 1990s", "1990s"),
        ("Christmas Eve 2015", "2015-12-24"),
        ("Easter 2016", "2016-spring"),
        ("in 2016", "2016"),
        ("3 and 9 March 2016", "2016-03-03..2016-03-09"),
        ("September to December 2015", "2015-09..2015-12"),
        ("November to March 2015", "2014-11..2015-03"),
        ("12 March 2015 – 4 April 2016", "2015-03-12..2016-04-04"),
        ("May to nobody 2016", "2016"),
        ("14–16 March", "--03-14..--03-16"),
        ("19-20/10/2021", "2021-10-19..2021-10-20"),
        ("the week before", ""),
        ("the 14th", ""),
        ("31/31/2016", "2016"),
    ],
)
def test_a_date_is_read_with_its_precision(text, value):
    """British order, ordinals, feasts, terms, ranges, and no more precision than the text has."""
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("text", "policy", "printed"),
    [
        ("14 March 2016", "exact", "14 March 2016"),
        ("14 March 2016", "month", "March 2016"),
        ("14 March 2016", "season", "spring 2016"),
        ("14 March 2016", "year", "2016"),
        ("14 March 2016", "relative", "Day 1"),
        ("25 March 2016", "relative", "Day 12"),
        ("13 March 2016", "relative", "the day before Day 1"),
        ("1 February 2016", "relative", "six weeks before Day 1"),
        ("4 March 2016", "relative", "ten days before Day 1"),
        ("2 September 2013", "relative", "two years, six months and twelve days before Day 1"),
        ("May 2016", "relative", "Month 3"),
        ("January 2016", "relative", "two months before Month 1"),
        ("spring 2017", "relative", "Months 13 to 15"),
        ("2016", "relative", "the year of Day 1"),
        ("2014", "relative", "two years before the year of Day 1"),
        ("14 March", "relative", ""),
        ("14 March", "month", "March"),
        ("14 March", "year", ""),
        ("10 January 2016", "season", "winter 2015/16"),
        ("24 December 2015", "season", "winter 2015/16"),
        ("winter of 2015/16", "year", "2015/16"),
        ("Christmas Eve 2015", "month", "December 2015"),
        ("autumn term 2009", "month", "autumn term 2009"),
        ("31/31/2016", "month", "2016"),
        ("Good Friday 2016", "month", "2016"),
        ("early March 2016", "month", "March 2016"),
        ("early summer 2016", "season", "summer 2016"),
        ("3 and 9 March 2016", "month", "March 2016"),
        ("3 to 9 March 2016", "relative", "eleven days before Day 1 to five days before Day 1"),
        ("MARCH 2016", "season", "SPRING 2016"),
        ("31/02/2016", "month", "February 2016"),
        ("the ides", "month", ""),
    ],
)
def test_a_policy_prints_its_own_precision(text, policy, printed):
    """A date becomes as exact as the policy and no more; what is coarser stays as it was."""
    assert render_date(text, value_of(text), policy, INDEX) == printed


def test_a_range_keeps_both_ends_where_they_differ():
    """One year stands once; equal ends become one."""
    assert render_date("x to y", "2016-02-28..2016-03-03", "month") == "February to March 2016"
    assert render_date("x and y", "2015-12-28..2016-03-03", "season") == "winter 2015/16 and spring 2016"
    assert render_date("x to y", "2016-02-28..2016-03-03", "year") == "2016"
    assert render_date("x to y", "--02-28..2016-03-03", "year") == ""


def test_a_date_that_nobody_could_read_can_only_be_removed():
    """No policy but 'exact' prints words whose precision is unknown."""
    assert [render_date("the ides", "", p, INDEX) for p in POLICIES[1:]] == [""] * 4


# Properties -----------------------------------------------------------------------------------------

days = st.dates(date(1995, 1, 1), date(2030, 12, 31))


@st.composite
def values(draw):
    """Values of every precision that has a year."""
    day = draw(days)
    year, month = day.year, day.month
    season = draw(st.sampled_from(["spring", "summer", "autumn", "winter", "spring-term", "autumn-term"]))
    return draw(
        st.sampled_from(
            [
                day.isoformat(),
                f"{year}-{month:02d}",
                f"{year}-{season}",
                f"{year}/{(year + 1) % 100:02d}-winter",
                f"{year}",
                f"{year}/{(year + 1) % 100:02d}",
            ]
        )
    )


def written(value: str) -> str:
    """A value as a text would have it."""
    if as_day(value):
        return f"{as_day(value):%d %B %Y}"
    if re.fullmatch(r"\d{4}-\d\d", value):
        return f"{MONTHS[int(value[5:]) - 1]} {value[:4]}"
    if match := re.fullmatch(r"(\d{4}(?:/\d\d)?)-([a-z-]+)", value):
        return f"{match[2].replace('-', ' ')} {match[1]}"
    return value


def said(words: str, index: date) -> tuple[date, date]:
    """The days that a printed date may mean to a reader."""
    if match := re.fullmatch(r"Day (\d+)", words):
        day = index + timedelta(int(match[1]) - 1)
        return day, day
    if match := re.fullmatch(r"Months? (\d+)(?: to (\d+))?", words):
        first, last = int(match[1]) - 1, int(match[2] or match[1]) - 1
        return months_later(index.replace(day=1), first), months_later(
            index.replace(day=1), last + 1
        ) - timedelta(1)
    return window(value_of(words)) or counted_back(words, index)


def counted_back(words: str, index: date) -> tuple[date, date]:
    """'six weeks before Day 1', 'about two months before Month 1', 'the year after that of Day 1'."""
    figures = {
        w: n
        for n, w in enumerate("no one two three four five six seven eight nine ten eleven twelve".split())
    }
    words = re.sub(r"^the (day|month|year) ", r"one \1 ", words.replace("that of Day 1", "the year of Day 1"))
    words = re.sub(r"\b(" + "|".join(figures) + r")\b", lambda m: str(figures[m[1]]), words)
    size = {unit: int(n) for n, unit in re.findall(r"(\d+) (day|week|month|year)s? ?", words)}
    months = size.get("year", 0) * 12 + size.get("month", 0)
    if "year of Day" in words:
        years = 0 if words.startswith("1 year of") else size["year"] * (1 if " after " in words else -1)
        first = re.fullmatch(r"(.+) to (.+)", words)
        assert not first
        return date(index.year + years, 1, 1), date(index.year + years, 12, 31)
    if words.endswith("Month 1") or "Month " in words:
        around = 1 if words.startswith("about") else 0
        at = int(re.search(r"Month (\d+)$", words)[1]) - 1 - months
        start = index.replace(day=1)
        return months_later(start, at - around), months_later(start, at + 1 + around) - timedelta(1)
    day = months_later(index, -months) - timedelta(size.get("day", 0) + 7 * size.get("week", 0))
    return day, day


@given(values(), values(), st.sampled_from(POLICIES), days)
def test_no_policy_inverts_two_dates(one, other, policy, index):
    """What was wholly before never comes out wholly after, whatever the precision of the two."""
    first, second = sorted((one, other), key=lambda v: window(v))
    if not window(first)[1] < window(second)[0]:
        return
    printed = [render_date(written(v), v, policy, index) for v in (first, second)]
    if " to " in "".join(printed) and policy == "relative":
        return  # two years are printed as two ends
    one_said, other_said = (said(p, index) for p in printed)
    assert not other_said[1] < one_said[0], printed


@given(values(), st.sampled_from(POLICIES[1:4]))
def test_what_is_printed_covers_what_was_meant(value, policy):
    """A coarser date never excludes the days of the finer one."""
    printed = window(value_of(render_date(written(value), value, policy)))
    assert printed[0] <= window(value)[0]
    assert window(value)[1] <= printed[1]


@given(values(), st.sampled_from(POLICIES[:4]))
def test_rendering_twice_changes_nothing(value, policy):
    """An edition that is read as a draft again keeps its dates."""
    once = render_date(written(value), value, policy)
    assert render_date(once, value_of(once), policy) == once


@given(days, st.sampled_from(POLICIES), days)
def test_one_date_is_printed_in_one_way(day, policy, index):
    """However a day is written, an edition has the same words for it."""
    suffix = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    month = MONTHS[day.month - 1]
    writings = [
        f"{day.day} {month} {day.year}",
        f"{day.day}{suffix} of {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day:02d}/{day.month:02d}/{day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day}-{month[:3]}-{day.year}",
        f"{day:%A} {day.day} {month} {day.year}",
        day.isoformat(),
    ]
    assert len({render_date(w, value_of(w), policy, index) for w in writings}) == 1


@given(
    st.one_of(
        values().map(written), st.from_regex(r"(early |late )?[0-3]?\d[/. ](0?\d|March|Easter)[/. ]20[12]\d")
    ),
    st.sampled_from(POLICIES[1:4]),
)
def test_nothing_printed_is_finer_than_the_policy(text, policy):
    """Whatever was written and however badly, no day stands where a month is the policy."""
    finest = {"month": 4, "season": 3, "year": 2}[policy]
    printed = render_date(text, value_of(text), policy)
    assert rank(value_of(printed)) <= finest
    assert re.sub(r"(?:19|20)\d\d|/\d\d\b|\b\d\d$", "", printed).isascii()
    assert not re.search(r"(?<!\d)[0-3]?\d(?:st|nd|rd|th)?[ /.](?=[A-Z0-9])", printed)


@given(days, st.integers(0, 400), days)
def test_relative_days_keep_intervals(start, gap, index):
    """'Two days later' is as true of the printed days as of the real ones."""
    later = start + timedelta(gap)
    printed = [said(render_date("", d.isoformat(), "relative", index), index)[0] for d in (start, later)]
    assert (printed[1] - printed[0]).days == gap


# Sentences ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "text", "policy", "printed"),
    [
        ("On ", "3 March 2016", "month", "In March 2016"),
        ("on the ", "3rd of March 2016", "month", "in March 2016"),
        ("on ", "25 March 2016", "relative", "on Day 12"),
        ("On ", "1 February 2016", "relative", "Six weeks before Day 1"),
        ("in ", "May 2016", "relative", "in Month 3"),
        ("in ", "January 2016", "relative", "two months before Month 1"),
        ("In ", "2014", "relative", "Two years before the year of Day 1"),
        ("before ", "14 March 2016", "month", "in or before March 2016"),
        ("After ", "14 March 2016", "season", "In or after spring 2016"),
        ("the day before ", "14 March 2016", "month", "the day before a day in March 2016"),
        ("before ", "1 February 2016", "relative", "more than six weeks before Day 1"),
        ("after ", "13 March 2016", "relative", "later than the day before Day 1"),
        ("the morning of ", "1 February 2016", "relative", "the morning of the date six weeks before Day 1"),
        ("by ", "14 March 2016", "month", "by March 2016"),
        ("the evening of ", "14 March 2016", "month", "the evening of a day in March 2016"),
        ("week beginning ", "7 March 2016", "month", "week beginning in March 2016"),
        ("throughout ", "13 March 2016", "month", "throughout a day in March 2016"),
        ("the next day, ", "12 February 2016", "month", "the next day, in February 2016"),
        ("between ", "3 and 9 March 2016", "month", "in March 2016"),
        ("From ", "3 to 5 March 2016", "month", "In March 2016"),
        ("At ", "Christmas 2015", "year", "In 2015"),
        ("in the ", "summer of 2014", "year", "in 2014"),
        ("late in ", "March 2016", "year", "2016"),
        ("the end of ", "March 2016", "year", "the end of a month in 2016"),
        ("In ", "March 2016", "month", "In March 2016"),
        ("by the ", "14th of March 2016", "month", "by March 2016"),
        ("Not before ", "1 December 2015", "month", "Not before December 2015"),
        ("Not later than ", "5 May 2016", "month", "Not later than May 2016"),
        ("No visit was made after ", "2 May 2016", "month", "No visit was made after a day in May 2016"),
        ("She wasn't seen before ", "2 May 2016", "year", "She wasn't seen before a day in 2016"),
        ("Nobody came before ", "May 2016", "year", "Nobody came before a time in 2016"),
        (
            "She did not ring. She wrote before ",
            "2 May 2016",
            "month",
            "She did not ring. She wrote in or before May 2016",
        ),
        (" was seen long before ", "2 May 2016", "month", " was seen long before a day in May 2016"),
        (" before ", "2 May 2016", "month", " before a day in May 2016"),
        ("No call came on or before ", "2 May 2016", "month", "No call came on or before a day in May 2016"),
        ("Not the day before ", "2 May 2016", "month", "Not the day before a day in May 2016"),
        ("Not before ", "1 February 2016", "relative", "Not more than six weeks before Day 1"),
    ],
)
def test_a_date_fits_its_sentence(before, text, policy, printed):
    """Prepositions are mended, and what the sentence says stays true."""
    value = value_of(text)
    taken, words = fitted(before, render_date(text, value, policy, INDEX), value, starts=False)
    assert before[: len(before) - taken] + words == printed


def test_a_date_after_a_part_of_the_day():
    """'at 2.40am on 14 March' does not become a whole month of early hours."""
    assert fitted(" on ", "March 2016", "2016-03-14", False, "in the early hours") == (
        4,
        " of a day in March 2016",
    )
    assert fitted(" on ", "Day 1", "2016-03-14", False, "in the early hours") == (4, " of Day 1")


def test_a_cell_begins_with_a_capital():
    """Where a heading or a cell begins with the date, it is written like one."""
    assert fitted("", "winter 2015/16", "2016-01-10", starts=True) == (0, "Winter 2015/16")


# Ages -----------------------------------------------------------------------------------------------


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
        ("a hundred and two", 1224),
        ("0 days", 0),
        ("between six and nine", 72),
        ("Year 9", 156),
        ("Reception", 48),
        ("Y9", 156),
        ("Yr 7", 132),
        ("Year One", 60),
        ("P5", 96),
        ("S2", 144),
        ("FS2", 48),
        ("Key Stage 2", 84),
        ("3 years 2 months", 38),
        ("one year eight months", 20),
        ("7/12", 7),
        ("2 5/12", 29),
        ("late forties", 564),
        ("old enough", None),
    ],
)
def test_an_age_is_read_in_months(text, months):
    """Figures, words, halves, units and classes at school."""
    assert age_in_months(text) == months


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("14 months", "1 to 4 years"),
        ("14-year-old", "10-to-15-year-old"),
        ("nine-year-olds", "5-to-9-year-olds"),
        ("six years old", "5 to 9 years old"),
        ("6", "5 to 9"),
        ("3 weeks", "under 1 year"),
        ("3-week-old", "under-1-year-old"),
        ("66-year-old", "over-65"),
        ("66 years old", "65 and over"),
        ("between six and twelve", "5 to 15"),
        ("between six and nine", "5 to 9"),
        ("aged three years and six months", "aged 1 to 4 years"),
        ("his fourth birthday", "his birthday"),
        ("16th birthday", "birthday"),
        ("Year 9", "secondary school"),
        ("Reception", "primary school"),
        ("grown up", ""),
        ("9/12", "under 1 year"),
        ("in her late sixties", "aged 65 and over"),
        ("in their seventies", "aged 65 and over"),
        ("late teens", "aged 16 to 64"),
        ("rising ten", "5 to 9"),
        ("under sixteen", "10 to 15"),
        ("eight or nine weeks", "under 1 year"),
        ("four or five", "1 to 9"),
        ("14-17", "10 to 17"),
        ("two years and eleven months", "1 to 4 years"),
        ("between the ages of three and seven", "between the ages of 1 and 9"),
        ("between the ages of six and seven", "between the ages of 5 and 9"),
    ],
)
def test_an_age_becomes_a_band_in_the_grammar_of_the_sentence(text, printed):
    """'14-year-old boy' stays a sentence; an age that cannot be read is removed."""
    assert render_age(text, BANDS, SCHOOLS) == printed


@pytest.mark.parametrize(
    ("before", "words", "fitting"),
    [
        ("He turned ", "1 to 4", "was 1 to 4 years old"),
        ("He had just turned ", "1 to 4", "was 1 to 4 years old"),
        ("and they turned ", "5 to 9", "they were 5 to 9 years old"),
        ("Turning ", "5 to 9", "aged 5 to 9"),
        ("a ", "18-to-24-year-old", "an 18-to-24-year-old"),
        ("An ", "10-to-15-year-old", "A 10-to-15-year-old"),
        ("a ", "under-1-year-old", "an under-1-year-old"),
        ("aged ", "1 to 4", "1 to 4"),
        ("aged about ", "1 to 4", "1 to 4"),
        ("His cousin is ", "10 to 15", "10 to 15 years old"),
        ("who was still only ", "5 to 9", "5 to 9 years old"),
        ("she’s ", "16 to 17", "16 to 17 years old"),
        ("who is ", "65 and over", "aged 65 and over"),
        ("The twins were ", "under 1", "under 1 year old"),
        ("She was about ", "10 to 15", "10 to 15 years old"),
        ("He ran away at ", "10 to 15", "aged 10 to 15"),
        ("He smiled at ", "under 1 year", "at under 1 year old"),
        ("from age ", "5 to 9", "from the age of 5 to 9"),
        ("at the age of ", "5 to 9", "aged 5 to 9"),
        ("a girl of ", "5 to 9", " aged 5 to 9"),
        ("between the ages of ", "1 to 9", "1 and 9"),
        ("His cousin Kofi, ", "5 to 9", "aged 5 to 9"),
        ("his aunt (then ", "35 to 44", "aged 35 to 44"),
        ("people over ", "65 and over", "65 and over"),
        ("", "10 to 15", "10 to 15"),
    ],
)
def test_a_band_fits_its_sentence(before, words, fitting):
    """A band reads as an age wherever it stands; the article and the verb go with it; a birthday is not told."""
    assert fitted_age(before, words, False)[1] == fitting


@pytest.mark.parametrize(
    ("before", "words", "after", "fitting", "ahead"),
    [
        ("His mother was ", "65 and over", " old then", "aged 65 and over", 4),
        ("At ", "under 1 year", " of age he", "At under 1 year old", 7),
        ("the ", "under-1-year-old", " baby slept", "baby under 1 year old", 5),
        ("A ", "1-to-4-year-old", " infant.", "young child aged 1 to 4", 7),
        ("a ", "1-to-4-year-old", " boy.", "1-to-4-year-old", 0),
    ],
)
def test_a_band_goes_with_what_stands_behind_it(before, words, after, fitting, ahead):
    """Nothing is 'and over old', and nobody of three is a baby."""
    assert fitted_age(before, words, False, after)[1:] == (fitting, ahead)


def test_ages_that_follow_one_another_say_once_what_they_are():
    """'were 1 to 4, 5 to 9 and 10 to 15 years old'; after 'aged' nothing more is said."""
    first, inner, last = Listed(last=False, said=True), Listed(False, False, True), Listed(False, True, True)
    assert fitted_age("They were ", "1 to 4", False, ", ", first)[1] == "1 to 4"
    assert fitted_age(", ", "5 to 9", False, " and ", inner)[1] == "5 to 9"
    assert fitted_age(" and ", "10 to 15", False, ".", last)[1] == "10 to 15 years old"
    assert fitted_age(" and ", "10 to 15", False, ".", Listed(False, True, False))[1] == "10 to 15"


@given(st.integers(0, 1100))
def test_an_age_lies_in_its_band(months):
    """The band that is printed holds the age."""
    band = render_age(f"{months} months", BANDS).removesuffix(" years").removesuffix(" year")
    first = next(start for start, name in BANDS if name == band)
    after = [start for start, _ in BANDS if start > first]
    assert first <= months < (after[0] if after else 9999)


# Times ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("14:35", "the afternoon"),
        ("2.15am", "the early hours"),
        ("10 pm", "the night"),
        ("0215 hours", "the early hours"),
        ("around midnight", "the early hours"),
        ("three in the morning", "the early hours"),
        ("half past nine in the evening", "the evening"),
        ("ten at night", "the night"),
        ("quarter to six in the evening", "the afternoon"),
        ("4pm to 5pm", "the afternoon"),
        ("4pm and 8pm", "the afternoon and the evening"),
        ("four o'clock", ""),
        ("4 o'clock", ""),
        ("soon", ""),
    ],
)
def test_a_clock_time_becomes_a_part_of_the_day(text, part):
    """Both clocks, with and without stops; a time that may be of either half of the day is not told."""
    assert render_time(text, PARTS) == part


@pytest.mark.parametrize(
    ("before", "fitting"),
    [
        ("At ", "In the afternoon"),
        ("at about ", "in the afternoon"),
        ("the ", "afternoon"),
        ("until ", "the afternoon"),
        ("between ", "in the afternoon"),
    ],
)
def test_a_part_of_the_day_fits_its_sentence(before, fitting):
    """'at 4pm' is 'in the afternoon'."""
    assert fitted_time(before, "the afternoon", False)[1] == fitting


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the last day of March 2013", "2013-03-31"),
        ("the last day of February 2016", "2016-02-29"),
        ("the first Monday of April 2016", "2016-04-04"),
        ("the third Tuesday in May 2016", "2016-05-17"),
        ("the last Friday of April 2016", "2016-04-29"),
        ("the penultimate day of April 2016", "2016-04-29"),
        ("the first Monday of April", "--04-01..--04-07"),
        ("the end of March 2013", "2013-03-21..2013-03-31"),
        ("the last night of 2012", "2012-12-31"),
        ("the first day of 2013", "2013-01-01"),
        ("the second week of March 2016", "2016-03-08..2016-03-14"),
        ("the last week of March 2016", "2016-03-25..2016-03-31"),
        ("the first few days of March 2016", "2016-03-01..2016-03-10"),
        ("the Ides of March 2016", "2016-03-15"),
        ("Leap Day 2012", "2012-02-29"),
        ("The fourteenth of March two thousand and sixteen", "2016-03-14"),
        ("14 March twenty sixteen", "2016-03-14"),
        ("March nineteen ninety-nine", "1999-03"),
        ("the twenty first of March", "--03-21"),
        ("14.03.", "--03-14"),
        ("14/15.3.16", "2016-03-14..2016-03-15"),
        ("1.-5. March 2016", "2016-03-01..2016-03-05"),
    ],
)
def test_a_day_named_by_its_place_is_read(text, value):
    """As exactly as the words name it."""
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("before", "text", "printed"),
    [
        ("on ", "the last day of March 2013", "in March 2013"),
        ("three days before ", "the end of March 2013", "three days before a day in March 2013"),
        ("during ", "the first week of April 2016", "in April 2016"),
    ],
)
def test_a_named_day_becomes_its_month(before, text, printed):
    """And no distance from it is counted from the month."""
    value = value_of(text)
    taken, words = fitted(before, render_date(text, value, "month"), value, False)
    assert before[: len(before) - taken] + words == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("14, 12, 9, 3", "1 to 15"),
        ("4y, 2y, 6m", "under 5"),
        ("11, 9, 18 months", "1 to 15 years"),
        ("11y 9y 18m", "1 to 15"),
        ("3y 2m", "1 to 4"),
        ("3y 2m 5d", "1 to 4"),
        ("4 years, 2 years", "1 to 4 years"),
    ],
)
def test_a_list_of_ages_gets_a_band_that_covers_each(text, printed):
    """The first of them alone, or one of them read in the unit of another, would be a false age."""
    bands = [(0, "under 1"), (12, "1 to 4"), (60, "5 to 9"), (120, "10 to 15"), (192, "16 and over")]
    assert render_age(text, bands) == printed
