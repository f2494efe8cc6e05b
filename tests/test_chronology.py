"""Dates in their surroundings: years, ranges, and whole editions under each policy."""

import re
from datetime import date
from pathlib import Path

import pytest

from redact.chronology import settled, year_given
from redact.dates import age_in_months, value_of, window
from redact.model import Block, Document, Entity, Mention, Register, Span
from redact.policies import editions_policy
from redact.redaction import redact

DOCS = Path(__file__).parents[1] / "docs"
LABELS = {"D": "DATE", "T": "TIME", "A": "AGE", "B": "DOB"}


def marked(text: str) -> tuple[Document, list[Mention]]:
    """A document and its mentions, from '[14 March 2016](D)'."""
    plain, found, at = "", [], 0
    for match in re.finditer(r"\[([^\]]+)\]\((\w)\)", text):
        plain += text[at : match.start()]
        span, label = Span(len(plain), len(plain) + len(match[1])), LABELS[match[2]]
        value = value_of(match[1]) if label in {"DATE", "DOB"} else str(age_in_months(match[1]))
        found.append(Mention("a.txt", span, match[1], label, "test", 0.9, "replace", value))
        plain, at = plain + match[1], match.end()
    plain += text[at:]
    blocks, start = [], 0
    for line in plain.split("\n"):
        blocks.append(Block(Span(start, start + len(line)), "paragraph"))
        start += len(line) + 1
    return Document("a.txt", "", plain, tuple(blocks)), found


def printed(text: str, rules, dates: str = "month", ages: str = "band", **register) -> str:
    """The edition's text under these policies."""
    document, mentions = marked(text)
    policy = editions_policy(rules, Register(dates=dates, ages=ages, **register), "publication", mentions)
    return redact(document, mentions, {}, policy, "document").text


@pytest.mark.parametrize(
    ("text", "month", "relative"),
    [
        ("On [14 March 2016](D) he fell. The next day, [15 March 2016](D), he died.",
         "In March 2016 he fell. The next day, in March 2016, he died.",
         "On Day 1 he fell. The next day, Day 2, he died."),
        ("On [14 March 2016](D) he fell. On [16 March](D) she rang. By [20 March 2016](D) all knew.",
         "In March 2016 he fell. In March 2016 she rang. By March 2016 all knew.",
         "On Day 1 he fell. On Day 3 she rang. By Day 7 all knew."),
        ("Between [28 February](D) and [3 March 2016](D) it snowed.",
         "Between February and March 2016 it snowed.",
         "Between 15 days before Day 1 and eleven days before Day 1 it snowed."),
        ("Between [3 March 2016](D) and [9 March 2016](D) it snowed.",
         "In March 2016 it snowed.",
         "Between eleven days before Day 1 and five days before Day 1 it snowed."),
        ("From [14 March 2016](D) to [2 May 2016](D)", "From March to May 2016", "From Day 1 to Day 50"),
        ("In early [March 2016](D) he moved.", "In March 2016 he moved.", "In Month 1 he moved."),
        ("At [2.40am](T) on [14 March 2016](D) she rang.",
         "In the early hours of a day in March 2016 she rang.", "In the early hours of Day 1 she rang."),
        ("[14/03/2016](D)\nHe fell.", "March 2016\nHe fell.", "Day 1\nHe fell."),
        ("[13/03/2016](D)\nHe fell.", "March 2016\nHe fell.", "The day before Day 1\nHe fell."),
        ("[September](D) to [December 2015](D): school", "September to December 2015: school",
         "Six months before Month 1 to three months before Month 1: school"),
    ],
)  # fmt: skip
def test_sentences_read_well_and_stay_true(text, month, relative, rules):
    """Prepositions, ranges, headings and cells, by month and counted from the index event."""
    assert printed(text, rules) == month
    assert printed(text, rules, "relative", index="2016-03-14") == relative


def test_without_an_index_the_earliest_day_is_day_one(rules):
    """The register may leave the index event out."""
    assert (
        printed("On [3 March 2016](D), and on [14 March 2016](D).", rules, "relative")
        == "On Day 1, and on Day 12."
    )


def test_a_year_that_is_not_certain_is_not_put_in(rules):
    """With a year on one side only, or two possible, the date stays as exact as it was written."""
    text = "On [14 March 2016](D) he fell. On [2 May](D) the inquest was opened."
    assert printed(text, rules, "year") == "In 2016 he fell. On [date removed] the inquest was opened."
    assert printed(text, rules) == "In March 2016 he fell. In May the inquest was opened."


def days(value: str) -> tuple[date, date]:
    """The days of a value with its year."""
    found = window(value)
    assert found
    return found


@pytest.mark.parametrize(
    ("value", "earlier", "later", "known", "given"),
    [
        ("--03-16", "2016-03-14", "2016-03-20", (), "2016-03-16"),
        ("--01-05", "2015-12-20", "2016-02", (), "2016-01-05"),
        ("--11", "2015-09", "2016-01", (), "2015-11"),
        ("--03-16", "2014-03-14", "2016-03-20", (), "--03-16"),
        ("--12-01", "2016-03-14", "2016-04", (), "--12-01"),
        ("--03-16", "2016-03-14", None, (), "--03-16"),
        ("--03-16", "2016-03-14", None, ("2016-03-16",), "2016-03-16"),
        ("--03-16", "2016-03-14", None, ("2016-03-16", "2015-03-16"), "--03-16"),
        ("--03-16", "2016-09-14", None, ("2016-03-16",), "--03-16"),
    ],
)
def test_a_year_comes_from_neighbours_that_leave_no_choice(value, earlier, later, known, given):
    """Between two dates there is room in one year only, or the same day stands near by with its year."""
    near = [days(v) if v else None for v in (earlier, later)]
    assert year_given(value, near[0], near[1], known) == given


def test_words_that_a_person_chose_are_left_alone(rules):
    """A range of which a part was reworded is not made one."""
    document, mentions = marked("From [3 March 2016](D) to [9 May 2016](D)")
    assert len(settled(mentions, document.text, [0], {mentions[0].span}, ())) == 2
    assert len(settled(mentions, document.text, [0], (), ())) == 1


@pytest.mark.parametrize(
    "text",
    [
        "It was late\n[March 2016](D)",
        "He came on\nthe [14 March 2016](D)",
        "On\n[3 March 2016](D)\nto\n[9 May 2016](D)",
        "at [4pm](T)\n[14 March 2016](D)",
    ],
)
def test_nothing_is_taken_in_from_another_block(text, rules):
    """What stands in one cell or paragraph stays there."""
    lines = text.split("\n")
    printed_lines = printed(text, rules).split("\n")
    assert len(printed_lines) == len(lines)
    assert all(a == b for a, b in zip(lines, printed_lines, strict=True) if "(" not in a)


def test_two_dates_that_are_no_range_stay_two(rules):
    """'on 3 March and 9 May' is two days."""
    assert printed("on [3 March 2016](D) and [9 May 2016](D)", rules) == "in March 2016 and May 2016"


@pytest.mark.parametrize("policy", ["exact", "month", "season", "year", "relative"])
def test_a_day_of_birth_is_never_printed(policy, rules):
    """Whatever the policy, and also where the same day stands as any other date (R5)."""
    text = "Born [9 February 2012](B). On [9 February 2012](D) and on [9 February](D); he was seen on [3 March 2016](D)."
    edition = printed(text, rules, policy, index="2016-03-14")
    assert "9 February" not in edition
    assert " 9 " not in edition
    assert "days before Day 1" not in edition.split("seen")[0]


def test_a_birth_of_the_register_is_known(rules):
    """`born:` of a person counts as a date of birth."""
    born = {"p1": Entity("p1", "PERSON", "A B", born="2012-02-09")}
    assert printed("On [9.2.2012](D) he came.", rules, "exact", entities=born) == "In February 2012 he came."


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("He was [nine](A) and turned [ten](A).", "He was 5 to 9 years old and was 10 to 15 years old."),
        ("an [eight-year-old](A) boy", "a 5-to-9-year-old boy"),
        ("a [Year 9](A) pupil, in [Reception](A) then", "a secondary school pupil, in primary school then"),
        ("On [his fourth birthday](A) he fell.", "On his birthday he fell."),
        ("children between six and [nine years](A) old", "children 5 to 9 years old"),
        ("aged just [14 months](A)", "aged 1 to 4 years"),
    ],
)
def test_ages_read_well(text, edition, rules):
    """Bands, articles, classes at school and birthdays."""
    assert printed(text, rules) == edition


def test_the_foreword_says_how_dates_are_given(rules):
    """No foreword promises a month where the policy counts days."""
    for dates, words in (("month", "a month and a year"), ("relative", "Day 1"), ("season", "a season")):
        text = " ".join(editions_policy(rules, Register(dates=dates), "publication", ()).foreword)
        assert words in text
        assert "{" not in text


def tables(page: str) -> list[list[list[str]]]:
    """The rows of each table of a page, headings first."""
    found, rows = [], []
    for line in [*page.splitlines(), ""]:
        if line.startswith("|"):
            rows.append([cell.strip().strip("`") for cell in line.strip("|").split("|")])
        elif rows:
            found.append([rows[0], *rows[2:]])
            rows = []
    return found


def edition_of(lines: list[str], rules, **register) -> list[str]:
    """The paragraphs of the edition that the program itself makes of these."""
    from redact.detect import find_anew
    from redact.reading import find_and_link

    text, blocks = "", []
    for line in lines:
        blocks.append(Block(Span(len(text), len(text) + len(line)), "paragraph"))
        text += f"{line}\n"
    document, case = Document("a.txt", "", text, tuple(blocks)), Register(**register)
    mentions, _ = find_and_link([document], {"a.txt": find_anew(document, rules)}, case, rules)
    mentions = [m for m in mentions if m.label in {"DATE", "DOB", "TIME", "AGE"}]
    policy = editions_policy(rules, case, "publication", mentions)
    return redact(document, mentions, {}, policy, "document").text.splitlines()


@pytest.mark.model
def test_the_examples_of_the_policies_page_are_what_the_program_prints(rules):
    """docs/policies.md, row by row and policy by policy."""
    dates, ages = tables((DOCS / "policies.md").read_text(encoding="utf-8"))
    for policy, *column in list(zip(*dates, strict=True))[1:]:
        drafts = [row[0] for row in dates[1:]]
        assert edition_of(drafts, rules, dates=policy, index="2016-03-14") == column
    assert edition_of([row[0] for row in ages[1:]], rules) == [row[1] for row in ages[1:]]


@pytest.mark.parametrize(
    ("names", "said"), [("labels", "such as Mother"), ("first names", "made up for this report")]
)
def test_the_foreword_says_how_people_are_called(rules, names, said):
    """A reader of made-up first names is told that they are made up, in every audience's edition."""
    for audience in ("publication", "family"):
        text = " ".join(editions_policy(rules, Register(names=names), audience, ()).foreword)
        assert said in text
        assert "{" not in text
