"""What nobody is sure of is left out of a recipient's copy until somebody answers, unless the register says otherwise."""

import re
from dataclasses import replace

import pytest

from redact.checks import Opened, Passage
from redact.checks.recipients import wrong_copy
from redact.errors import RulesError
from redact.formats.text import parse_gold
from redact.gate import question_of
from redact.model import Mention
from redact.pipeline import make
from redact.recipients.doubts import as_data, left_out
from redact.recipients.numbering import marked, numbers
from redact.recipients.shown import rows, settled
from redact.register import read_register
from redact.web.opening import with_choice
from test_recipients import CAREFUL, PEOPLE, REGISTER, case_of

HEAD = "# Review: Child F\n\n## 1 What happened\n\n"
WIFE = f"{HEAD}1.1 Dr Mehta's wife had moved out in May. The panel met.\n"


def printed(folder, rules, lines, register=CAREFUL, reader="father"):
    """What the copy of a reader prints."""
    return make(case_of(folder, rules, HEAD + lines, register), f"family.{reader}")["overview-report"].text


@pytest.mark.parametrize(
    ("line", "reader"),
    [
        ("Dr Mehta's wife had a zebra when she moved out.", "father"),  # the own life of somebody at work
        ("A lad from the tyre yard gave a statement about the zebra.", "mother"),  # nobody of the case
        ("A cyclist propped his zebra at the police station for an hour.", "mother"),  # the last question
        (
            "Luke and Piers came to the school. Tamsin saw it. In June he kept a zebra.",
            "mother",
        ),  # whom 'he' means
    ],
)
def test_what_is_asked_is_left_out_until_somebody_answers(tmp_path, rules, line, reader):
    """With a mark and a letter of its own; printed where the register says so."""
    text = printed(tmp_path, rules, f"1.1 {line}\n", reader=reader)
    assert "zebra" not in text
    assert "[withheld H]" in text
    assert "zebra" in printed(tmp_path, rules, f"1.1 {line}\n", REGISTER, reader)


def test_an_answer_opens_it_or_gives_it_a_reason(tmp_path, rules):
    """By the number of the sentence or of its paragraph."""
    case = case_of(tmp_path, rules, WIFE, CAREFUL)
    (asked,) = left_out(case, case.register.recipients[1]).doubts
    assert (asked.numbers, asked.reason, asked.printed) == (("1.1:1",), "unsure", False)
    assert asked.why.startswith("left out until somebody answers; ")

    for what in ("1.1:1", "1.1"):
        opened = CAREFUL.replace("reference: F-02", f'reference: F-02, show: ["{what}"]')
        case = case_of(tmp_path, rules, WIFE, opened)
        assert left_out(case, case.register.recipients[1]) == replace(
            left_out(case, case.register.recipients[1]), withheld=(), doubts=()
        )
        assert "moved out" in make(case, "family.father")["overview-report"].text

    closed = CAREFUL.replace("reference: F-02", 'reference: F-02, withhold: ["1.1:1"]')
    case = case_of(tmp_path, rules, WIFE, closed)
    left = left_out(case, case.register.recipients[1])
    assert [one.reason for one in left.withheld] == ["private"]
    assert left.doubts == ()


def test_a_paragraph_without_a_number_is_answered_by_its_place(tmp_path, rules):
    """'overview-report p4': a bare p4 is somebody's id."""
    report = "# Review: Child F\n\n## What happened\n\nThe panel met. Dr Mehta's wife had moved out in May.\n"
    case = case_of(tmp_path, rules, report, CAREFUL)
    (asked,) = left_out(case, case.register.recipients[1]).doubts
    (number,) = asked.numbers
    assert number.startswith("overview-report p")
    opened = CAREFUL.replace("reference: F-02", f'reference: F-02, show: ["{number}"]')
    assert (
        "moved out" in make(case_of(tmp_path, rules, report, opened), "family.father")["overview-report"].text
    )


ANSWERED = "1.1 The panel met. Dr Mehta's wife had moved out in May. The panel left.\n"


def answered(prepared, key="show"):
    """The register with the father's one question answered as the lists and the page write it."""
    (asked,) = left_out(prepared, prepared.register.recipients[1]).doubts
    (what,) = asked.answers
    return CAREFUL.replace("reference: F-02", f'reference: F-02, {key}: ["{what}"]')


@pytest.mark.parametrize(
    "later",
    [
        ANSWERED,
        "1.1 An owl flew.\n\n1.2 Owls.\n\n" + ANSWERED.replace("1.1 ", "1.3 "),
        "1.1 An owl flew.\n\n1.2 The panel met. Dr Mehta's wife had\nmoved out in May.\n",
    ],
)
def test_an_answer_is_the_sentences_wherever_it_stands_later(tmp_path, rules, later):
    """And opens nothing else; the mark does not change with the lines."""
    register = answered(case_of(tmp_path, rules, HEAD + ANSWERED, CAREFUL))
    case = case_of(tmp_path, rules, HEAD + later, register)
    left = left_out(case, case.register.recipients[1])
    assert (left.withheld, left.doubts) == ((), ())


def test_an_answer_to_a_sentence_that_is_gone_opens_nothing(tmp_path, rules):
    """What stands in its place in a later draft is left out, and the answer is told as one that fits nothing."""
    register = answered(case_of(tmp_path, rules, HEAD + ANSWERED, CAREFUL))
    later = ANSWERED.replace("moved out in May", "lost their house in May")
    case = case_of(tmp_path, rules, HEAD + later, register)
    left = left_out(case, case.register.recipients[1])
    assert [one.reason for one in left.withheld] == ["unsure"]
    lost, asked = left.doubts
    assert lost.lost
    assert (lost.numbers, lost.places[0].words) == (
        ("1.1:2",),
        "Dr Mehta's wife had lost their house in May.",
    )
    assert not asked.lost
    assert left.unanswered == 2

    gone = case_of(tmp_path, rules, HEAD + "1.1 The panel met.\n", register)
    (lost,) = left_out(gone, gone.register.recipients[1]).doubts
    assert (lost.lost, lost.numbers, lost.places[0].words) == (True, ("1.1:2",), "")


@pytest.mark.parametrize(
    "later",
    [
        ANSWERED.replace("The panel met", "The owl met"),  # who is meant may be another now
        "1.1 An owl. The panel met. Dr Mehta's wife had moved out in May.\n\n"
        "1.2 An owl. The panel met. Dr Mehta's wife had moved out in May.\n",  # which of them was answered
    ],
)
def test_an_answer_is_not_taken_over_where_it_may_mean_another(tmp_path, rules, later):
    """The sentence before belongs to it; of two places that are alike, neither is opened."""
    register = answered(case_of(tmp_path, rules, HEAD + ANSWERED, CAREFUL))
    assert "moved out" not in printed(tmp_path, rules, later, register)


def test_what_was_withheld_stays_so_where_it_stood(tmp_path, rules):
    """Something like it may stand there; the reviewer is told."""
    register = answered(case_of(tmp_path, rules, HEAD + ANSWERED, CAREFUL), "withhold")
    later = ANSWERED.replace("Dr Mehta's wife had moved out in May", "She had left him by then")
    case = case_of(tmp_path, rules, HEAD + later, register)
    left = left_out(case, case.register.recipients[1])
    assert [case.documents[0].of(one.span) for one in left.withheld] == ["She had left him by then."]
    assert [one.lost for one in left.doubts] == [True]


def test_a_new_answer_takes_the_place_of_the_old_one(tmp_path, rules):
    """Of the same words at the same number, or of an old one without a mark; and 'free' takes it out."""
    case = case_of(tmp_path, rules, HEAD + ANSWERED, CAREFUL)
    (what,) = left_out(case, case.register.recipients[1]).doubts[0].answers
    for old in (what, "1.1:2"):
        text = CAREFUL.replace("reference: F-02", f'reference: F-02, show: ["{old}"]')
        path = tmp_path / "register.yaml"
        path.write_text(text, encoding="utf-8")
        recipients = read_register(path, rules).recipients
        withheld = with_choice(text, recipients, "father", "withhold", what, "source")
        assert "show" not in withheld
        assert f'"{what}"' in withheld
        assert "1.1:2" not in with_choice(text, recipients, "father", "free", old, "")


def test_what_goes_on_about_it_is_left_out_with_it(tmp_path, rules):
    """As part of its question, so that one answer opens both; a new paragraph is not."""
    line = "1.1 A lad from the tyre yard gave a statement. He had seen it himself. The panel met.\n\n1.2 He left.\n"
    case = case_of(tmp_path, rules, HEAD + line, CAREFUL)
    (asked,) = left_out(case, case.register.recipients[0]).doubts
    assert asked.numbers == ("1.1:1", "1.1:2")
    text = make(case, "family.mother")["overview-report"].text
    assert "[withheld H] The panel met.\nHe left." in text


def test_nothing_goes_on_about_what_tells_less_plainly(tmp_path, rules):
    """What is in the last question is left out alone."""
    line = (
        "1.1 A cyclist propped his bicycle at the police station for an hour. He had paid for it himself.\n"
    )
    case = case_of(tmp_path, rules, HEAD + line, CAREFUL)
    (asked,) = left_out(case, case.register.recipients[0]).doubts
    assert asked.numbers == ("1.1:1",)


def test_what_tells_readers_what_to_do_tells_of_nobody(tmp_path, rules):
    """A helpline stays in every copy."""
    line = "1.1 Anybody who is worried about a child can telephone the council or the NSPCC helpline.\n"
    assert "helpline" in printed(tmp_path, rules, line, reader="mother")


def test_a_note_goes_with_the_sentence_in_which_it_is_called(tmp_path, rules):
    """It goes on about it, whatever it says."""
    lines = "1.1 A lad from the tyre yard gave a statement.[^1] The panel met.\n\n[^1]: It was typed on yellow paper.\n"
    assert "yellow" not in printed(tmp_path, rules, lines, reader="mother")
    assert "yellow" in printed(tmp_path, rules, lines, REGISTER, "mother")


def test_nothing_goes_on_about_what_was_opened(tmp_path, rules):
    """The sentence behind is asked about only with the one before it."""
    line = "1.1 A lad from the tyre yard gave a statement. He had seen it himself. The panel met.\n"
    opened = CAREFUL.replace("reference: F-01", 'reference: F-01, show: ["1.1:1"]')
    case = case_of(tmp_path, rules, HEAD + line, opened)
    assert left_out(case, case.register.recipients[0]).doubts == ()


def test_whoever_signs_sees_how_much_is_left_out_unanswered(tmp_path, rules):
    """A warning: the copy is safe, and less of a report than it could be."""
    files = (Opened("a.html", ()),)
    said = {}
    for register in (CAREFUL, REGISTER):
        question = question_of(case_of(tmp_path, rules, WIFE, register), "family.father")
        assert question.unanswered == 1
        (found,) = wrong_copy(files, replace(question, reference=""))
        said[register] = (found.severity, found.message)
    assert said[CAREFUL] == ("warns", "a question about what this copy prints or leaves out has no answer")
    assert said[REGISTER] == said[CAREFUL]


def test_what_everybody_may_read_is_settled_for_what_has_a_reason(tmp_path, rules):
    """`published` says nothing of what is left out until somebody answers."""
    case = case_of(tmp_path, rules, WIFE, CAREFUL)
    father = case.register.recipients[1]
    (row,) = rows(case, father, left_out(case, father))
    assert (row["reason"], row["published"]) == ("unsure", True)
    assert list(settled([row])) == []


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ("unsure: perhaps", "unsure: should be withheld or printed"),
        ("published: {unsure: withheld}", "answered place by place"),
        ("published: {unsure: shown}", "answered place by place"),
    ],
)
def test_other_values_are_refused(tmp_path, rules, keys, why):
    """With the file, the line and the key."""
    path = tmp_path / "register.yaml"
    path.write_text(CAREFUL.replace("reference: F-01", f"reference: F-01, {keys}"), encoding="utf-8")
    with pytest.raises(RulesError, match=why):
        read_register(path, rules)


# What a stranger to the rules got into the wrong copy, or out of the register ------------------------

LAD = "A lad from the tyre yard gave a statement."


def with_entries(entries, reference="F-01"):
    """The register with more of one recipient: the mother, where no other is named."""
    return CAREFUL.replace(f"reference: {reference}", f"reference: {reference}, {entries}")


def with_draft(case, name, kind, text):
    """The case with one more draft that is published."""
    document, _ = parse_gold(text, name)
    pattern = re.compile("|".join(PEOPLE))
    found = tuple(
        Mention(name, type(b.span)(m.start(), m.end()), m.group(), "PERSON", "known", 1.0, "replace",
                entity=PEOPLE[m.group()])
        for b in document.blocks if b.span
        for m in pattern.finditer(document.text, b.span.start, b.span.end)
    )  # fmt: skip
    kinds = {**case.register.documents, name: {"kind": kind, "use": "publish"}}
    return replace(
        case,
        documents=(*case.documents, document),
        register=replace(case.register, documents=kinds),
        reviewed=replace(case.reviewed, mentions=(*case.reviewed.mentions, *found)),
    )


def called(case, number, document="report.md"):
    """What the lists call a sentence: its number and its mark."""
    return next(
        what for (name, _), what in numbers(case) if name == document and what.startswith(f"{number} ")
    )


def pressed(folder, rules, text, *button):
    """The register after a button for the mother was pressed."""
    path = folder / "pressed.yaml"
    path.write_text(text, encoding="utf-8")
    return with_choice(text, read_register(path, rules).recipients, "mother", *button)


@pytest.mark.parametrize(
    ("more", "entries"),
    [
        (" He keeps a zebra. The panel met.\n", 'withhold: ["1.1:1"]'),
        (" It was signed. He keeps a zebra. The panel met.\n", 'withhold: ["1.1:1", "1.1:2"]'),
        ("[^1] The panel met.\n\n[^1]: It was typed beside a zebra.\n", 'withhold: ["1.1:1"]'),
    ],
)
def test_who_withholds_the_first_place_of_a_question_does_not_open_the_others(tmp_path, rules, more, entries):
    """What goes on about it has no answer yet; what is withheld by a person is gone on about too."""
    line = f"1.1 {LAD}{more}"
    assert "zebra" not in printed(tmp_path, rules, line, reader="mother")
    assert "zebra" not in printed(tmp_path, rules, line, with_entries(entries), "mother")


def test_a_note_goes_with_a_sentence_that_a_person_withholds(tmp_path, rules):
    """As with one that a rule withholds."""
    line = "1.1 The panel met. Karen kept a horse.[^1] The panel left.\n\n[^1]: The zebra was bought at a fair.\n"
    assert "zebra" not in printed(tmp_path, rules, line, with_entries('withhold: ["1.1:2"]'), "mother")


@pytest.mark.parametrize(
    "lines",
    [
        f"1.1 Owls.\n\n| When | What |\n|---|---|\n| May | {LAD} He keeps a zebra. |\n",
        "1.1 Owls.\n\n| When | What |\n|---|---|\n| May | Dr Mehta's wife had a zebra when she moved out. |\n",
        "### A lad from the tyre yard gave a statement about the zebra\n\n1.1 Owls.\n",
        "### Dr Mehta's wife had a zebra when she moved out\n\n1.1 Owls.\n",
        "1.1 A lad from the tyre yard gave a statement:\n\n> I saw the zebra being hit with a belt.\n",
        "1.1 A lad from the tyre yard gave a statement:\n\n- he saw the zebra\n- it was hit\n",
        "1.1 A neighbour rang the council and said:\n\n> I saw the zebra being hit with a belt.\n",
    ],
)
def test_the_same_words_are_left_out_in_tables_headings_and_what_a_colon_opens(tmp_path, rules, lines):
    """A chronology is a table; what somebody said stands below it."""
    assert "zebra" not in printed(tmp_path, rules, lines, reader="mother")


@pytest.mark.parametrize(
    "lines",
    [
        f"1.1 Owls.\n\n1. {LAD}\n2. Owls.\n",
        f"1.1 Owls.[^1]\n\n[^1]: {LAD}\n",
        f"1.1 Owls.\n\n| When | What |\n|---|---|\n| May | {LAD} He keeps a zebra. |\n",
    ],
)
def test_every_place_that_is_left_out_can_be_answered(tmp_path, rules, lines):
    """Also an item of a numbered list below a numbered paragraph, a note, and a cell."""
    case = case_of(tmp_path, rules, HEAD + lines, CAREFUL)
    (asked,) = left_out(case, case.register.recipients[0]).doubts
    answers = ", ".join(f'"{what}"' for what in asked.answers)
    opened = case_of(tmp_path, rules, HEAD + lines, with_entries(f"show: [{answers}]"))
    assert left_out(opened, opened.register.recipients[0]).doubts == ()
    assert "[withheld" not in make(opened, "family.mother")["overview-report"].text


@pytest.mark.parametrize("entries", ["show: []", 'withhold: ["1.1:1"]'])
def test_what_is_left_out_and_told_again_elsewhere_is_asked(tmp_path, rules, entries):
    """As what a rule withholds is: also of what nobody is sure of, and of what a person withholds."""
    lines = "1.1 Dr Mehta's wife had moved out in May with a zebra, a piano and a trampoline.\n"
    case = case_of(tmp_path, rules, HEAD + lines, with_entries(entries, "F-02"))
    again = "# Summary\n\n## 1 What\n\n1.1 A zebra, a piano and a trampoline stood in the drive.\n"
    case = with_draft(case, "summary.md", "executive-summary", again)
    assert "zebra" not in make(case, "family.father")["executive-summary"].text


ZEBRA = "The panel met. Karen kept a zebra. The panel left."


@pytest.mark.parametrize(
    "later",
    [
        "1.1 The panel met. An owl flew. Karen kept a zebra. The panel left.\n",  # one more sentence before it
        f"1.1 Owls.\n\n1.2 {ZEBRA}\n\n1.3 {ZEBRA}\n",  # moved, and there twice
        f"1.1 {ZEBRA}\n\n1.2 {ZEBRA}\n",
        "1.1 Owls.\n\n1.2 Karen kept a zebra. The panel left.\n",  # another paragraph
    ],
)
def test_the_very_words_that_a_person_withheld_are_not_printed_in_a_later_draft(tmp_path, rules, later):
    """Whatever stands before them now, and however often they stand there."""
    what = called(case_of(tmp_path, rules, f"{HEAD}1.1 {ZEBRA}\n", CAREFUL), "1.1:2")
    assert "zebra" not in printed(tmp_path, rules, later, with_entries(f'withhold: ["{what}"]'), "mother")


@pytest.mark.parametrize(
    ("first", "number", "later"),
    [
        (  # who is meant stands two sentences before
            "1.1 Luke and Piers came. It was cold. He was angry about the zebra.\n",
            "1.1:3",
            "1.1 Luke came home. It was cold. He was angry about the zebra.\n",
        ),
        (  # or in the paragraph before
            "1.1 Piers came to the school.\n\n1.2 Later he was angry about the zebra.\n",
            "1.2:1",
            "1.1 Luke came to the school drunk.\n\n1.2 Later he was angry about the zebra.\n",
        ),
        (  # the same short words at another place are about another
            "1.1 Piers came.\n\n1.2 He was angry about the zebra.\n",
            "1.2:1",
            "1.1 Owls.\n\n1.2 Owls flew.\n\n## 2 Later\n\n2.1 Luke was drunk.\n\n2.2 He was angry about the zebra.\n",
        ),
    ],
)
def test_an_answer_opens_nothing_that_a_rule_withholds_as_somebody_elses_now(
    tmp_path, rules, first, number, later
):
    """'He' means whoever came before, and that need not be in the sentence right before."""
    what = called(case_of(tmp_path, rules, HEAD + first, CAREFUL), number)
    assert "zebra" not in printed(tmp_path, rules, later, reader="mother")
    assert "zebra" not in printed(tmp_path, rules, later, with_entries(f'show: ["{what}"]'), "mother")


def test_an_answer_at_a_number_does_not_take_out_one_that_moved_away_and_still_fits(tmp_path, rules):
    """Another sentence has the number now; what a person withheld stays withheld."""
    what = called(case_of(tmp_path, rules, f"{HEAD}1.1 {ZEBRA}\n", CAREFUL), "1.1:2")
    text = pressed(tmp_path, rules, CAREFUL, "withhold", what, "private")
    later = f"1.1 The panel met. {LAD}\n\n1.2 {ZEBRA}\n"
    case = case_of(tmp_path, rules, HEAD + later, text)
    assert "zebra" not in make(case, "family.mother")["overview-report"].text
    text = pressed(tmp_path, rules, text, "open", called(case, "1.1:2"), "")
    assert "zebra" not in printed(tmp_path, rules, later, text, "mother")


def test_an_answer_to_one_draft_does_not_take_out_that_to_another_of_its_kind(tmp_path, rules):
    """Two reports have a 1.1:2 each; their marks tell them apart."""
    first, two = f"{HEAD}1.1 {ZEBRA}\n", f"# Two\n\n## 1 What\n\n1.1 Owls flew. {LAD}\n"
    case = with_draft(case_of(tmp_path, rules, first, CAREFUL), "two.md", "overview-report", two)
    text = pressed(tmp_path, rules, CAREFUL, "withhold", called(case, "1.1:2"), "private")
    text = pressed(tmp_path, rules, text, "open", called(case, "1.1:2", "two.md"), "")
    case = with_draft(case_of(tmp_path, rules, first, text), "two.md", "overview-report", two)
    assert "zebra" not in make(case, "family.mother")["overview-report"].text


def test_a_typed_number_that_several_drafts_of_a_kind_have_is_withheld_in_each(tmp_path, rules):
    """Nothing says which of them was meant."""
    case = case_of(tmp_path, rules, f"{HEAD}1.1 Owls. Karen kept a horse.\n", CAREFUL)
    two = "# Two\n\n## 1 What\n\n1.1 Owls flew. Karen kept a zebra.\n"
    what = marked(with_draft(case, "two.md", "overview-report", two), "1.1:2")
    text = pressed(tmp_path, rules, CAREFUL, "withhold", what, "private")
    case = case_of(tmp_path, rules, f"{HEAD}1.1 Owls. Karen kept a horse.\n", text)
    case = with_draft(case, "two.md", "overview-report", two)
    assert "zebra" not in make(case, "family.mother")["overview-report-2"].text


@pytest.mark.parametrize("typed", ["1.1", "overview-report 1.1:2"])
def test_a_place_that_is_typed_on_the_page_gets_a_mark(tmp_path, rules, typed):
    """A paragraph too, and with the kind of its document before it: else a later draft prints it."""
    assert "#" in marked(case_of(tmp_path, rules, f"{HEAD}1.1 {ZEBRA}\n", CAREFUL), typed)


@pytest.mark.parametrize(
    "typed", ["overview-report 1.1:2", "1.1:2  {mark}", "1.1:2\\t{mark}", "overview-report  1.1:2 {mark}"]
)
def test_an_answer_typed_in_another_way_is_taken_back_by_the_button_too(tmp_path, rules, typed):
    """Else the page says that the rules decide, and the old answer opens it."""
    what = called(case_of(tmp_path, rules, f"{HEAD}1.1 {ZEBRA}\n", CAREFUL), "1.1:2")
    text = with_entries(f'show: ["{typed.format(mark=what.partition(" ")[2])}"]')
    assert "show" not in pressed(tmp_path, rules, text, "close", what, "")


def test_a_mark_without_quotes_is_refused(tmp_path, rules):
    """To YAML it is a remark, and the answer would be any sentence's that has the number."""
    path = tmp_path / "register.yaml"
    entry = "  - id: mother\n    for: p2\n    show:\n      - 3.4:1 #1f3a9c02be77\n"
    path.write_text(CAREFUL.partition("recipients:")[0] + "recipients:\n" + entry, encoding="utf-8")
    with pytest.raises(RulesError, match="quotes"):
        read_register(path, rules)


def test_an_answer_that_is_an_id_and_a_paragraph_is_refused(tmp_path, rules):
    """`withhold: ["1.1"]` would be silent about one of them."""
    path = tmp_path / "register.yaml"
    text = with_entries('withhold: ["1.1"]').replace("id: p8,", 'id: "1.1",')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError):
        read_register(path, rules)


def test_what_cannot_be_withheld_is_refused(tmp_path, rules):
    """The part of a body: the copy would print it, and nobody is told."""
    path = tmp_path / "register.yaml"
    body = "organisations:\n  - {id: o1, name: Hollow Bank Clinic}\nrecipients:"
    text = with_entries("withhold: [o1]").replace("recipients:", body, 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError):
        read_register(path, rules)


@pytest.mark.parametrize(
    ("lines", "pasted"),
    [
        (f"1.1 Owls. {LAD} He had seen the giraffe himself in May.\n", "He had seen the giraffe himself in May."),
        ("1.1 Luke had gone to the sea. He kept seven ferrets in the shed.\n", "He kept seven ferrets in the shed."),
    ],
)  # fmt: skip
def test_one_sentence_of_several_under_one_mark_blocks_in_a_finished_file(tmp_path, rules, lines, pasted):
    """Not only where all of what the mark stands for is there."""
    question = question_of(case_of(tmp_path, rules, HEAD + lines, CAREFUL), "family.mother")
    files = (Opened("a.html", (Passage("page 1", pasted, True, "text"),)),)
    assert [f for f in wrong_copy(files, replace(question, reference="")) if f.severity == "blocks"]


@pytest.mark.parametrize(
    "line",
    [
        "Dr Mehta's wife had moved in with Luke and the zebra.",
        "Luke heard that a lad from the tyre yard gave a statement about the zebra. He was sure.",
    ],
)
def test_what_is_opened_since_everybody_may_read_it_is_asked_where_nobody_is_sure(tmp_path, rules, line):
    """The own life of somebody at work, and somebody without a name who told, are not another's part alone."""
    text = with_entries(
        "published: {source: withheld, health: withheld, third party: shown, other family: shown}"
    )
    case = case_of(tmp_path, rules, f"{HEAD}1.1 {line}\n", text)
    assert "was sure" not in make(case, "family.mother")["overview-report"].text
    assert "zebra" not in make(case, "family.mother")["overview-report"].text


def test_the_data_tell_that_words_at_a_lost_answer_are_left_out(tmp_path, rules):
    """null stands for 'printed', and they are not."""
    register = answered(case_of(tmp_path, rules, HEAD + ANSWERED, CAREFUL), "withhold")
    later = ANSWERED.replace("Dr Mehta's wife had moved out in May", "An owl flew")
    case = case_of(tmp_path, rules, HEAD + later, register)
    (lost,) = as_data(left_out(case, case.register.recipients[1]).doubts, case.register.recipients[1])
    assert lost["withheld"] == "private"


@pytest.mark.parametrize(
    "lines",
    [
        f"1.1 {LAD}\n\n1.2 He had seen the zebra from the yard.\n",  # all of the paragraph before is left out
        f"1.1 {LAD} The lad was thanked by the police. He keeps a zebra.\n",  # the second is of the last question
        f"1.1 {LAD} According to the lad, the zebra was hit.\n",
        f"1.1 {LAD}\n\n1.2 The lad was thanked with a zebra.\n",
    ],
)
def test_somebody_without_a_name_of_whom_nobody_is_sure_is_gone_on_about(tmp_path, rules, lines):
    """As a neighbour is who rang the council; a sentence of the last question between is no end of it."""
    assert "zebra" not in printed(tmp_path, rules, lines, reader="mother")


def test_what_has_a_reason_is_listed_with_it_beside_what_nobody_is_sure_of(tmp_path, rules):
    """One mark for both says in the lists, and to `published`, that somebody's part waits for an answer."""
    case = case_of(tmp_path, rules, f"{HEAD}1.1 {LAD} Luke ran.\n", CAREFUL)
    mother = case.register.recipients[0]
    found = list(rows(case, mother, left_out(case, mother)))
    assert [row["reason"] for row in found if "Luke ran" in row["text"]] == ["other family"]
