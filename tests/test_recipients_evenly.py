"""A matter that is withheld from a recipient goes wherever it is told; what is uncertain is asked; sides by the family."""

from dataclasses import replace

import pytest

from redact.checks import Opened, Passage, Question
from redact.checks.recipients import wrong_copy
from redact.errors import RulesError
from redact.family import family_of
from redact.model import Entity, Mention, Recipient, Span
from redact.pipeline import make
from redact.recipients.copies import copy_for
from redact.recipients.doubts import as_data, left_out
from redact.recipients.genders import genders_of
from redact.recipients.looking import looked_through
from redact.recipients.sides import Side, bears, sides_of
from redact.register import read_register
from redact.web.opening import with_choice
from test_recipients import REGISTER, case_of

HEAD = "# Review: Child F\n\n## 1 What happened\n\n"
SHOWN = REGISTER.replace("reference: F-01", 'reference: F-01, show: ["1.2:1"]')


def told(folder, rules, lines, reader="mother", register=REGISTER):
    """What the recipient's copy of a report prints, from its first paragraph on."""
    text = make(case_of(folder, rules, HEAD + lines, register), f"family.{reader}")["overview-report"].text
    return text.split("What happened\n")[1].split("\nCopy number")[0]


# Wherever it is told ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        "1.1 Luke moved in June. He kept a zebra.\n",
        "1.1 Luke moved in June. His zebra was known.\n",
        "1.1 Luke moved in June. He met Tamsin and the zebra at the gate.\n",
        "1.1 Luke moved in June. He sold up.\n\n1.2 He told this review of Tamsin and a zebra.\n",
        "1.1 Luke moved in June. He left.\n\n1.2 This was for Tamsin's zebra.\n",
        "1.1 Luke moved in June. School records tell of a zebra. He left.\n",
        "1.1 Luke moved in June.[^1]\n\n[^1]: The zebra was seen by a postman.\n",
        "1.1 Émile Dunmore is a friend. Luke had a zebra. Ångström is a unit.\n",
        "| Date | Event |\n|---|---|\n| June | Luke moves with a zebra |\n",
    ],
)
def test_what_goes_on_about_somebody_withheld_goes_too(tmp_path, rules, lines):
    """By a pronoun, 'this', a note, the paragraph after; though it names the child; the other parent reads it."""
    assert "zebra" not in told(tmp_path, rules, lines)
    assert "zebra" in told(tmp_path, rules, lines, "father")


@pytest.mark.parametrize(
    "lines",
    [
        "1.1 Greta Voss rang the council about Tamsin and a zebra.\n",
        "1.1 Greta Voss rang the council about Tamsin. She gave her name to the zebra.\n",
        "1.1 The referral from Greta Voss about Tamsin told of a zebra.\n",
        "1.1 Greta Voss told a teacher that Tamsin was cold, like a zebra. The log describes her and Tamsin as zebras.\n",
        "1.1 Tamsin saw it all. Greta Voss saw a burn on Tamsin and dialled 101 beside the zebra.\n",
        "1.1 Greta Voss rang the council about Tamsin.\n\n1.2 Greta Voss's call on Tamsin was a zebra.\n",
        "1.1 Joan wrote to social services about Tamsin.\n\n1.2 Joan and Karen kept her letter like a zebra.\n",
        "| Date | Event |\n|---|---|\n| June | Greta Voss rings 101 for Tamsin's zebra |\n",
        "1.1 Police were called by Greta Voss to Karen's zebra.\n",
        "1.1 Karen was cross when she learned that Luke's mother had made the referral of the zebra.\n",
        "1.1 The paternal family raised concerns with the school about Karen's zebra.\n",
        "1.1 Karen was seen after a call from Luke's mother about a zebra.\n",
        "1.1 Afterwards the social worker thanked Joan for telling her of Tamsin's zebra.\n",
        "1.1 The referral, which came from Joan, was of Tamsin and a zebra.\n",
        "1.1 The maternal grandmother let the council know of Tamsin's zebra.\n",
        "1.1 The Vosses rang the council about Tamsin's zebra.\n",
        "1.1 Greta Voss rang the council about Tamsin. Karen was right: it was Greta Voss, with a zebra.\n",
        '1.1 "I rang the police," said Joan. "Tamsin shouted like a zebra."\n',
        "1.1 Joan rang 101. Tamsin was never told. Tamsin and the zebra were with Joan when she did so.\n",
    ],
)
def test_who_passed_on_a_worry_is_told_nowhere(tmp_path, rules, lines):
    """Neither by the act, nor what goes on about it, nor by what it is called afterwards; all of it bears one letter."""
    text = told(tmp_path, rules, lines)
    assert "zebra" not in text
    assert "[withheld D]" in text


@pytest.mark.parametrize(
    "lines",
    [
        "1.1 Joan kept a zebra. The street was long. Joan rang the council about Tamsin.\n",
        "1.1 Joan rang the council about Tamsin. Tamsin was seen. Joan kept a zebra.\n",
        "1.1 Joan rang the council about Tamsin.\n\n1.2 Karen knew of the call. The council asked Joan for the zebra.\n",
    ],
)
def test_no_name_stands_beside_the_mark_of_a_source(tmp_path, rules, lines):
    """Before it, behind it, and where a later paragraph goes on with it; under another heading the person is told of."""
    assert "zebra" not in told(tmp_path, rules, lines)
    assert "zebra" in told(tmp_path, rules, f"{lines}\n## 2 More\n\n2.1 Joan fed the zebra with Tamsin.\n")


def test_a_source_named_in_a_later_paragraph_without_a_body_is_asked(tmp_path, rules):
    """All such sentences are one question; behind a paragraph that has none the matter is over."""
    lines = "1.1 Joan rang 101.\n\n1.2 Joan kept hens. Tamsin fed Joan's hens.\n\n1.3 Rain fell.\n\n1.4 Joan sang.\n"
    case = case_of(tmp_path, rules, HEAD + lines)
    asked = left_out(case, case.register.recipients[0]).doubts[-1]
    assert asked.printed
    assert asked.numbers == ("1.2:1", "1.2:2")
    assert "Joan Whitlow, who passed on a worry" in asked.why


def test_a_source_named_right_before_the_paragraph_that_tells_is_asked(tmp_path, rules):
    """In any words; under another heading it is not."""
    lines = "1.1 Joan could bear it no longer.\n\n1.2 Joan rang 101.\n"
    case = case_of(tmp_path, rules, HEAD + lines)
    asked = left_out(case, case.register.recipients[0]).doubts
    assert [each.numbers for each in asked if each.printed] == [("1.1:1",)]
    case = case_of(tmp_path, rules, HEAD + lines.replace("1.2", "## 2 More\n\n2.1"))
    assert not any(each.printed for each in left_out(case, case.register.recipients[0]).doubts)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("It was later traced to the maternal grandmother with a zebra.", "withheld"),
        ("Joan spoke up for a zebra when Tamsin was hungry.", "withheld"),
        ("Dr Mehta wrote that it was Joan who had alerted him to the zebra.", "withheld"),
        ("Without Joan nobody would have known of the zebra.", "withheld"),
        ("Joan came forward with a zebra.", "asked"),
        ("It was thanks to Joan that somebody looked at the zebra.", "asked"),
        ("Joan turned to the nursery with a zebra.", "asked"),
        ("Joan rode on a zebra.", "printed"),
    ],
)
@pytest.mark.parametrize("where", ["before", "behind", "table"])
def test_of_a_known_source_other_sentences_are_withheld_or_asked(tmp_path, rules, line, wanted, where):
    """Wherever in the case the act is told: before the sentence, behind it under another heading, in a column for it."""
    act = "2.1 Joan rang the council about Tamsin.\n"
    table = "| Date | Raised by |\n|---|---|\n| June | Joan |\n"
    lines = {
        "before": f"{act}\n## 2 More\n\n1.1 {line}\n",
        "behind": f"1.1 {line}\n\n## 2 More\n\n{act}",
        "table": f"1.1 {line}\n\n## 2 More\n\n{table}",
    }[where]
    case = case_of(tmp_path, rules, HEAD + lines)
    asked = "".join(p.words for d in left_out(case, case.register.recipients[0]).doubts if d.printed for p in d.places)
    printed = "zebra" in told(tmp_path, rules, lines)
    assert ("asked" if "zebra" in asked else "printed" if printed else "withheld") == wanted


def test_one_way_of_telling_is_asked_of_whoever_told_nothing_else(tmp_path, rules):
    """'Joan spoke up' alone, and 'Joan came forward'; not of somebody at work, and not of a cake."""
    lines = (
        ("Joan spoke up.", 1),
        ("Dr Mehta spoke up.", 0),
        ("Joan came forward.", 1),
        ("Joan made a cake.", 0),
    )
    for line, wanted in lines:
        case = case_of(tmp_path, rules, f"{HEAD}1.1 {line}\n")
        assert len(left_out(case, case.register.recipients[0]).doubts) == wanted, line


@pytest.mark.parametrize(
    "line",
    [
        "Dr Mehta rang social care about Tamsin and a zebra.",
        "Joan's letter to the review tells of Tamsin and a zebra.",
        "Karen told a teacher that Tamsin was cold like a zebra.",
        "Joan fed Tamsin and the zebra. Karen and Joan were at home.",
        "Tamsin's mother rang the council about the zebra.",
        "Tamsin was driven to school by Joan with a zebra.",
    ],
)
def test_nobody_else_is_taken_for_a_source(tmp_path, rules, line):
    """Not somebody at work, not who wrote to the review, not the recipient."""
    assert "zebra" in told(tmp_path, rules, f"1.1 {line}\n")


def test_a_partner_of_the_other_parent_is_a_source(tmp_path, rules):
    """To the father, the mother's partner is one of the other side; to her he is not."""
    line = "1.1 Piers rang social care about Tamsin and a zebra.\n"
    assert "zebra" in told(tmp_path, rules, line)
    assert "zebra" not in told(tmp_path, rules, line, "father")


@pytest.mark.parametrize("last", ["Karen left him because he used needles.", "Tamsin found his needles."])
def test_the_health_of_a_he_who_is_withheld_goes_though_the_sentence_names_the_reader_first(
    tmp_path, rules, last
):
    """With what is withheld right before it; and it is asked, since it is about the reader's own too."""
    case = case_of(tmp_path, rules, f"{HEAD}1.1 Luke used heroin. {last}\n")
    looked = looked_through(case, case.register.recipients[0])
    assert [one.reason for one in looked.by_rule] == ["other family", "health"]
    assert [one.numbers for one in left_out(case, case.register.recipients[0]).doubts] == [("1.1:2",)]


@pytest.mark.parametrize(
    "lines",
    [
        "1.1 Luke was depressed. Tamsin told a teacher that it made him cry.\n",
        "1.1 Luke was depressed. Tamsin saw him. Karen said that he slept all day.\n",
        "1.1 Joan rang the council about Tamsin. Karen knew that she had.\n",
    ],
)
def test_what_may_go_on_about_somebody_withheld_is_asked(tmp_path, rules, lines):
    """Where it tells nothing of health, the sentence is printed, and a person looks at it."""
    case = case_of(tmp_path, rules, HEAD + lines)
    last = left_out(case, case.register.recipients[0]).doubts[-1]
    assert last.printed
    assert last.places[-1].words == lines.strip().rsplit(". ", 1)[1]


def test_a_she_who_is_named_in_the_sentence_itself_is_not_asked(tmp_path, rules):
    """Nor does the sentence go, where nothing before it told of health."""
    case = case_of(tmp_path, rules, HEAD + "1.1 Greta Voss moved out. Karen said that she was in hospital.\n")
    assert left_out(case, case.register.recipients[0]).doubts == ()
    assert len(looked_through(case, case.register.recipients[0]).by_rule) == 1


def test_a_he_who_is_the_reader_s_own_stays(tmp_path, rules):
    """Named before the withheld sentence, which has nobody whom the word could mean."""
    lines = "1.1 Ben played. Greta Voss had a quiet aunt. Karen came. She met Piers and a zebra.\n"
    assert "She met Mother's Partner and a zebra." in told(tmp_path, rules, lines)


def test_the_name_of_a_surgery_is_no_operation(tmp_path, rules):
    """Words of health are looked for beside the names of places and bodies."""
    case = case_of(tmp_path, rules, HEAD + "1.1 Tamsin was seen at Pellwood Therapy Rooms with Piers.\n")
    at = case.documents[0].text.index("Pellwood")
    found = Mention(
        "report.md", Span(at, at + 22), "Pellwood Therapy Rooms", "HEALTH_SITE", "known", 1.0, "replace"
    )
    assert len(copy_for(case, "family.mother").withheld) == 1
    named = replace(case, reviewed=replace(case.reviewed, mentions=(*case.reviewed.mentions, found)))
    assert copy_for(named, "family.mother").withheld == ()


def test_a_row_has_one_reason(tmp_path, rules):
    """All of its marks are alike, whoever else its other cells name."""
    lines = "| Who | Said by | Age |\n|---|---|---|\n| Luke | Greta Voss | 34 |\n"
    assert told(tmp_path, rules, lines).splitlines()[-3:] == ["[withheld B]"] * 3


# What is asked ---------------------------------------------------------------------------------------


def test_a_pronoun_that_may_mean_two_is_asked(tmp_path, rules):
    """Printed, since it may be the reader's own; the register answers it, and it is asked no more."""
    lines = "1.1 Luke and Piers came to the school. Tamsin saw it. In June he shouted.\n"
    case = case_of(tmp_path, rules, HEAD + lines)
    (asked,) = (each for each in left_out(case, case.register.recipients[0]).doubts if "'he'" in each.why)
    assert (asked.numbers, asked.printed) == (("1.1:3",), True)
    assert "Luke Dunmore" in asked.why
    answered = replace(case.register.recipients[0], withhold=(("1.1:3", "private"),))
    assert not any("'he'" in each.why for each in left_out(case, answered).doubts)
    assert as_data([asked], answered)[0]["withheld"] is None


def test_what_is_withheld_of_the_reader_s_own_is_asked_and_opened_by_its_number(tmp_path, rules):
    """`show` takes a sentence; what is not there is an error, as for `withhold`."""
    lines = "1.1 Luke moved in June.\n\n1.2 He met Tamsin at a gate.\n"
    case = case_of(tmp_path, rules, HEAD + lines)
    assert [(d.numbers, d.reason) for d in left_out(case, case.register.recipients[0]).doubts] == [
        (("1.2:1",), "other family")
    ]
    assert "He met Child F at a gate." in told(tmp_path, rules, lines, register=SHOWN)
    with pytest.raises(RulesError, match=r"show: no published draft has a paragraph 1\.2:1"):
        told(tmp_path, rules, "1.1 Luke moved in June.\n", register=SHOWN)


def test_a_button_writes_the_number_of_a_sentence_in_quotes():
    """3.10 without them would be a number, and another paragraph."""
    mother = Recipient("mother", "family", "F-01")
    text = with_choice("recipients:\n  - {id: mother}\n", [mother], "mother", "open", "3.10", "")
    assert 'show: ["3.10"]' in text


# Sides -----------------------------------------------------------------------------------------------

UNCLE = REGISTER.replace(
    "recipients:",
    "  - {id: p9, name: Rosa Dunmore, role: grandmother}\nrelations:\n  - {of: p3, is: mother, who: p9}\nrecipients:",
    1,
)


def sides(tmp_path, rules, register, documents=(), mentions=(), more=None):
    path = tmp_path / "register.yaml"
    path.write_text(register, encoding="utf-8")
    read = read_register(path, rules)
    people = {**read.entities, **(more or {})}
    return sides_of(family_of(read, people, rules), {}, documents, mentions)


def test_a_draft_s_table_puts_a_stranger_on_a_side_and_that_is_asked(tmp_path, rules):
    """'Paternal grandfather' in the row: the mother's copy withholds it as the other family's, the father's tells it."""
    lines = "| Name | Age | Relationship |\n|---|---|---|\n| Zeno Dunmore | 64 | Paternal grandfather |\n"
    case = case_of(tmp_path, rules, HEAD + lines)
    at = case.documents[0].text.index("Zeno")
    found = Mention(
        "report.md", Span(at, at + 12), "Zeno Dunmore", "PERSON", "model", 1.0, "replace", entity="E1"
    )
    stranger = Entity("E1", "PERSON", "Zeno Dunmore", mentions=(found,))
    reviewed = replace(
        case.reviewed,
        mentions=(*case.reviewed.mentions, found),
        entities={**case.reviewed.entities, "E1": stranger},
    )
    case = replace(case, reviewed=reviewed, key={**case.key, "E1": "Person 1"})
    mother, father = (looked_through(case, one) for one in case.register.recipients[:2])
    assert {w.reason for w in mother.withheld} == {"other family"}
    assert father.withheld == ()
    (asked,) = left_out(case, case.register.recipients[1]).doubts
    assert asked.printed
    assert "paternal" in asked.why


def test_what_the_register_says_goes_before_a_draft(tmp_path, rules):
    """Of those whom it has, a draft decides nothing."""
    found = sides(tmp_path, rules, REGISTER)
    assert found["p8"] == Side("paternal")
    assert "p7" not in found


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("Anna Wrzosińska", "Jan Wrzosiński", True),
        ("Ann Ward", "Cy Wardle", False),
        ("Bo Law", "Al Law", True),
    ],
)
def test_a_surname_may_end_in_two_ways(one, other, wanted):
    """As those of women and men do in some languages; a longer name is another."""
    assert bears(Entity("a", "PERSON", one), Entity("b", "PERSON", other)) is wanted


def test_he_or_she_is_known_by_title_role_or_the_words_beside_a_name(tmp_path, rules):
    """Where signs disagree nothing is known."""
    case = case_of(tmp_path, rules, HEAD + "1.1 His half-sister, Ben, came. The mother, Luke, left.\n")
    people = case.reviewed.entities
    found = genders_of(people, {}, case.documents, case.reviewed.mentions, rules.kinship)
    assert (found["p8"], found["p2"]) == ("female", "female")
    assert "p3" not in found


def test_a_dash_before_a_name_is_no_word_for_kin(tmp_path, rules):
    """A list of notes, '- Ben: Monday', stopped the whole case."""
    case = case_of(
        tmp_path, rules, HEAD + "1.1 Notes.\n\n- Ben came on Monday.\n\n1.2 It was so. - Ben came.\n"
    )
    people = case.reviewed.entities
    assert "p8" not in genders_of(people, {}, case.documents, case.reviewed.mentions, rules.kinship)


# The check -------------------------------------------------------------------------------------------


def test_the_check_finds_what_is_told_again_elsewhere():
    """In other words, with the rare ones of what was withheld; not a sentence that shares common ones alone."""
    gone = (("other family", "kept seven ferrets in a caravan beside the harbour until winter"),)
    retold = Opened(
        "a.html", (Passage("p", "Ferrets from the caravan by the harbour escaped in winter.", True, "text"),)
    )
    other = Opened(
        "a.html", (Passage("p", "The caravan was sold. The school was seven miles away.", True, "text"),)
    )
    question = Question(withheld=gone)
    assert [(f.severity, f.check) for f in wrong_copy((retold,), question)] == [("warns", "wrong-copy")]
    assert list(wrong_copy((other,), question)) == []
