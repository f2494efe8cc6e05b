"""What ages, dates and lengths of time give away together, and what they do not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.checks import Question
from redact.checks.nouns import Opened, Passage
from redact.checks.people import cast_of
from redact.checks.phrases import age_shift
from redact.checks.recomputed import recomputed
from redact.checks.told import told
from redact.checks.windows import Shift, common, days_of, length, merged
from redact.model import Finding, Secret

LABELS = {"p1": "Child G", "p2": "Mother", "p3": "Sibling 1", "p4": "Social Worker 1", "o1": "School A"}
SECRETS = tuple(Secret(who, "Wren", "PERSON") for who in ("p1", "p2", "p3", "p4"))
QUESTION = Question(SECRETS, pseudonyms=LABELS, subject="p1")


def found(*files: str, question: Question = QUESTION) -> list[Finding]:
    """The findings on files, each of the paragraphs of one text."""
    opened = tuple(
        Opened(
            f"file-{n}.docx",
            tuple(
                Passage(f"paragraph {k}", text, True, "text") for k, text in enumerate(file.split("\n"), 1)
            ),
        )
        for n, file in enumerate(files, 1)
    )
    return list(recomputed(opened, question))


CLOSED = [
    ("Child G died on Day 1. Child G was born 1,096 days before he died.", "birth"),
    ("Child G was born exactly three years before Day 1.", "birth"),
    ("Child G was born three years, two months and four days before Day 1.", "birth"),
    ("Child G died on 14 March 2016. Child G was born exactly three years before he died.", "birth"),
    ("Child G was aged 1,096 days on 14 March 2016.", "birth"),
    ("Child G was born on the last day of March 2013.", "birth"),
    ("Child G was born at the end of March 2013.", "birth"),
    ("Child G died on the first Monday of April 2016.", "death"),
    ("Child G died on the last night of 2012.", "death"),
    ("Child G was born on 9 February 2012.", "birth"),
    ("Child G (born 9 February 2012) lived with Mother.", "birth"),
    ("Child G died on 14 March 2016.", "death"),
    ("On 14 March 2016 Child G died in hospital.", "death"),
    ("The death of Child G on 14 March 2016 was sudden.", "death"),
    ("Child G was born in February 2012. He died in March 2012, aged 41 days.", "birth"),
    ("Child G was born in February 2012.\nChild G died in March 2012.\nAged 41 days at the time of his death, Child G was small.", "birth"),
    ("Child G died in March 2016. The next day, in April 2016, a person was arrested.", "death"),
    ("Child G died in March 2016. Two days later, in April 2016, Mother was arrested.", "death"),
    ("Child G was seriously injured on 14 March 2016.", "incident"),
    ("In late March 2016 Child G died.", "death"),
    ("Child G was brought to Hospital 1 on 14 March 2016 with grave injuries.", "incident"),
    ("Child G was born in March 2013.\nChild G died in March 2016, two days after his third birthday.\nThree days after Child G died, in April 2016, Mother left.", "birth"),
    ("Child G was born in April 2013. Child G died in March 2016, six weeks before his third birthday.", "death"),
    ("Child G turned 4 on 14 March 2016.", "birth"),
    ("On his fourth birthday, 14 March 2016, Child G was seen.", "birth"),
    ("Child G was in Year 9 in September 2015.\nChild G was aged 14 in September 2015 and turned 15 on 2 September 2016.", "birth"),
    ("Child G was aged 3 on 1 March 2016.\nOn 10 March 2016 Child G was aged 4.", "birth"),
    ("Child G died in early June 2016, aged 3.", "death"),
    ("Sibling 1 was aged 14 weeks on 3 May 2016.", "birth"),
    ("The child died on 14 March 2016.", "death"),
    ("Two weeks after Child G was born, in March 2012, Mother moved. Child G was born in February 2012.", "birth"),
    ("Child G was born in spring 2012. Child G died in March 2016, three days before his fourth birthday. Child G was born in April 2012.", "birth"),
    ("2 April 2013 | Birth of Child G | Hospital 1", "birth"),
    ("Death of Child G: 14 March 2016", "death"),
    ("BORN: 2 April 2013. Child G lived with Mother.", "birth"),
    ("Serious incident to Child G on 14 March 2016.", "incident"),
    ("Reception began in September 2016, and Child G was in Reception in September 2016.\nChild G was aged 4 on 20 August 2016 and aged 4 on 5 September 2016; Child G was aged 3 on 10 August 2016.", "birth"),
]  # fmt: skip


def test_the_end_of_a_row_and_the_beginning_of_the_next_are_no_date():
    """In plain text the rows of a table stand in one passage: 'Hospital 1' over 'September 2013' is no 1 September."""
    head = "Date                    | Event            | Source"
    rows = f"{head}\n[date of birth removed] | Birth of Child G | Hospital 1\nSeptember 2013          | Police called    | Police"
    told_in_one = f"{head}\n9 February 2012         | Child G was born | Court\nSeptember 2013          | Police called    | Police"
    for text, wanted in ((rows, []), (told_in_one, ["R14"])):
        opened = (Opened("report.txt", (Passage("line 1", text, True, "text"),)),)
        assert [f.rule for f in recomputed(opened, QUESTION)] == wanted


@pytest.mark.parametrize(("text", "about"), CLOSED)
def test_a_window_that_closes_blocks(text, about):
    """Fewer than 28 days are left for a birth, a death or an incident: the finding blocks."""
    words = {"birth": "birth", "death": "death", "incident": "harmed"}[about]
    blocking = [f for f in found(text) if words in f.message]
    assert blocking
    assert {f.severity for f in blocking} == {"blocks"}


OPEN = [
    "Child G was born in February 2012. He died in March 2016, aged 4.",
    "Child G died in March 2016. He was 1 to 4 years old.",
    "Child G, aged 14 months at the time of his death in March 2016, lived with Mother.",
    "Child G was born in spring 2014 and died in March 2016, aged 1 to 4.",
    "Child G was in Year 9 in September 2015.",
    "Child G started in the nursery class in September 2015, aged 1 to 4 years.",
    "Child G died in February 2015.",
    "The death of Victoria Climbié on 25 February 2000 led to an inquiry.",
    "Child G lived in Town A. The panel met on 14 March 2016.",
    "Mother's own mother died on 3 May 2010.",
    "Child G's grandmother died on 3 May 2010.",
    "Child G moved on 14 March 2016, and Mother was told of a death.",
    "Child G has been known since 3 March 2012, and died in March 2016.",
    "Child G nearly died in March 2016. The next day, in March 2016, Mother was arrested.",
    "In March 2016 a boy of 1 to 4, Child G, was taken to hospital.",
    "Child G was aged 3 in March 2016. Sibling 1 was aged 4 in April 2016.",
    "Sibling 1, 10 to 15, saw Child G, 1 to 4, in March 2016.",
    "Child G was born in winter 2012/13 and was seen six weeks before his third birthday.",
    "Social Worker 1 visited on 14 March 2016, two days after the meeting.",
    "Child G died. Two years later, in April 2018, the review was published.",
    "Child G was born on [date of birth removed]. On 14 March 2016 he was seen.",
    "His birthday is in March. Child G was aged 4 in 2016.",
    "Mother died in March 2016. Child G was born in April 2016.",
]


@pytest.mark.parametrize("text", OPEN)
def test_a_window_that_stays_open_says_nothing(text):
    """A month, a band, somebody else's day: nothing is given away."""
    assert found(text) == []


def test_what_one_edition_leaves_and_another_leaves_is_put_together():
    """A month of birth in one file and an age in days in another make a date of birth."""
    summary, overview = "Child G was born in February 2012.", "Child G died in March 2012, aged 41 days."
    assert found(summary) == []
    assert found(overview) == []
    (finding,) = (f for f in found(summary, overview) if "birth" in f.message)
    assert finding.file == "file-1.docx"
    assert "file-2.docx, paragraph 1" in finding.message
    assert finding.entity == "p1"


def test_the_words_stand_in_the_quote_alone():
    """The message names places; the phrases are told where names are asked for."""
    (finding,) = (
        f
        for f in found("Child G was born in February 2012. He died in March 2012, aged 41 days.")
        if "birth" in f.message
    )
    assert "41 days" in finding.quote
    assert "41" not in finding.message
    assert "February" not in finding.message + finding.advice


def test_three_phrases_at_most_are_named_where_three_suffice():
    """Facts that add nothing are not named."""
    text = (
        "Child G was aged 1 to 4 in March 2016. Child G was born in February 2012. "
        "Child G died in March 2012, aged 41 days. Child G was in Year 3 in March 2020."
    )
    (finding,) = (f for f in found(text) if "birth" in f.message)
    assert len(finding.quote.split(" | ")) == 3


def test_the_policy_says_how_narrow_is_too_narrow():
    """`window_days` is the fewest days that may be left."""
    text = "Child G was born in March 2012."
    assert found(text) == []
    assert found(text, question=Question(SECRETS, pseudonyms=LABELS, subject="p1", window_days=40))


def test_a_file_without_a_case_is_looked_at_by_its_labels():
    """Child G is somebody, whoever that is; no id is made up."""
    (finding,) = found("Child G died on 14 March 2016.", question=Question())
    assert finding.entity == ""


def test_an_age_in_a_table_counts_with_the_day_that_the_table_names():
    """A family's table gives exact ages of one day, which the text below it names."""
    text = "Child G\nM\n14 weeks\nSubject\nAges are those at 14 March 2016."
    (finding,) = found(text)
    assert finding.place == "paragraph 3"


@given(st.dates(date(2000, 1, 1), date(2020, 1, 1)), st.integers(0, 6500))
def test_a_true_age_never_excludes_the_true_birth(born, days):
    """Whatever the day, the window that an age and a date leave holds the day of birth."""
    when = date.fromordinal(born.toordinal() + days)
    months = (when.year - born.year) * 12 + when.month - born.month - (when.day < born.day)
    for text in (f"{months} months", f"{months // 12} years", f"{days} days" if days < 1000 else "under 18"):
        shift = age_shift(text)
        left = shift.earlier(days_of(when.isoformat()))
        assert any(first - 3 <= born.toordinal() <= last + 3 for first, last in left), text


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Year 9 in September 2015", "2001-09-01", "2002-08-31"),
        ("Year 9 in March 2016", "2001-09-01", "2002-08-31"),
        ("Reception in autumn 2015", "2010-09-01", "2011-08-31"),
        ("Year 1 in July 2015", "2008-09-01", "2009-08-31"),
    ],
)
def test_a_class_says_the_school_year_of_birth(words, first, last):
    """In England a class is of those born from 1 September to 31 August."""
    opened = (Opened("a.txt", (Passage("p", f"Child G was in {words}.", True, "text"),)),)
    (fact,) = told(opened, cast_of(opened, QUESTION))
    assert fact.days == days_of(f"{first}..{last}")


def test_windows_add_up():
    """Touching stretches are one; what two windows share is what lies in both."""
    assert merged([(5, 6), (1, 2), (3, 4)]) == ((1, 6),)
    assert common(((1, 5), (8, 9)), ((4, 8),)) == ((4, 5), (8, 8))
    assert length(days_of("2016-02")) == 29
    assert length(days_of("--02")) > 28 * 100
    assert days_of("") == ()
    assert Shift((12, 0), (24, -1)).later(days_of("2015-03-01")) == days_of("2016-03-01..2017-02-28")
