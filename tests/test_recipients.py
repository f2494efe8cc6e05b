"""Copies for one recipient each: what is withheld from whom, and that it stands in no wrong copy."""

import re
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from readability import grade
from redact.case import Case
from redact.checking import _asked, _for_their_reader
from redact.checks import Opened, Passage, Question, open_paths
from redact.checks.recipients import wrong_copy
from redact.errors import RulesError, UsageError
from redact.formats.text import parse_gold
from redact.gate import question_of
from redact.model import Block, Decision, Entity, Mention, Recipient, Span, base_of
from redact.passages import with_passages
from redact.pipeline import make
from redact.policies import audiences, legend, reason_mark, require_audience
from redact.prepared import Prepared
from redact.producing import render
from redact.recipients.copies import copy_for, foot
from redact.recipients.doubts import left_out
from redact.recipients.readers import Reader
from redact.recipients.registered import require_nobodys_name
from redact.recipients.shown import as_lines
from redact.recipients.sources import may_tell, tellers_in, tells_source
from redact.recipients.spoken import Told
from redact.recipients.withholding import Withheld
from redact.register import read_register
from redact.review import Reviewed
from redact.rules import load_rules, rules_folder
from redact.rules.recipients import read_recipients
from redact.standing import with_reasons
from redact.targets import passage_target

WORDS = read_recipients(rules_folder())
REGISTER = """\
subject: p1
people:
  - {id: p1, name: Tamsin Orrell, role: subject child, pseudonym: Child F}
  - {id: p2, name: Karen Orrell, role: mother, family: maternal}
  - {id: p3, name: Luke Dunmore, role: father, family: paternal}
  - {id: p4, name: Joan Whitlow, role: maternal grandmother, family: maternal}
  - {id: p5, name: Anil Mehta, role: GP}
  - {id: p6, name: Greta Voss, role: neighbour}
  - {id: p7, name: Piers Harcastle, role: mother's partner}
  - {id: p8, name: Ben Dunmore, role: half-sibling, family: paternal}
recipients:
  - {id: mother, for: p2, side: maternal, reference: F-01, unsure: printed}
  - {id: father, for: p3, side: paternal, reference: F-02, unsure: printed, reading_copy: true}
  - {id: child, for: p1, reference: F-03, unsure: printed}
"""
#: The same where what nobody is sure of is left out until somebody answers, as it is unless the register says otherwise.
CAREFUL = REGISTER.replace(", unsure: printed", "")
PEOPLE = {
    "Tamsin": "p1", "Karen": "p2", "Luke": "p3", "Joan": "p4", "Dr Mehta": "p5", "Greta Voss": "p6", "Piers": "p7",
    "Ben": "p8",
}  # fmt: skip
LABELS = {
    "p1": "Child F", "p2": "Mother", "p3": "Father", "p4": "Maternal Grandmother", "p5": "GP 1", "p6": "Neighbour 1",
    "p7": "Mother's Partner", "p8": "Half Sibling 1",
}  # fmt: skip
REPORT = """\
# Review: Child F

## 1 What happened

1.1 Tamsin lived with Karen. Luke had moved to a caravan by the sea. He kept seven ferrets there.

1.2 Karen had been in care as a girl. She never spoke of it.

1.3 Greta Voss rang the council in June about Tamsin and the cold. Dr Mehta weighed Tamsin.

1.4 Karen said that Luke had been treated for depression since his brother drowned.

1.5 The father came back once. Joan was prescribed tablets for her nerves.

1.6 Piers shouted at Tamsin. Piers went to prison. Piers was given methadone by a surgery.

| Name | Age |
|---|---|
| Luke | 34 |
| Karen | 29 |
"""


@pytest.fixture
def prepared(tmp_path, rules):
    """A case of one report, found, linked and decided by hand."""
    return case_of(tmp_path, rules)


def case_of(tmp_path, rules, report=REPORT, register=REGISTER):
    (tmp_path / "drafts").mkdir(exist_ok=True)
    path = tmp_path / "register.yaml"
    path.write_text(register, encoding="utf-8")
    document, _ = parse_gold(report, "report.md")
    pattern = re.compile("|".join(PEOPLE))
    mentions = tuple(
        Mention("report.md", type(b.span)(m.start(), m.end()), m.group(), "PERSON", "known", 1.0, "replace",
                entity=PEOPLE[m.group()])
        for b in document.blocks if b.span
        for m in pattern.finditer(document.text, b.span.start, b.span.end)
    )  # fmt: skip
    read = read_register(path, rules)
    read = replace(read, documents={"report.md": {"kind": "overview-report", "use": "publish"}})
    own = {
        i: replace(e, mentions=tuple(m for m in mentions if m.entity == i)) for i, e in read.entities.items()
    }
    return Prepared(Case(tmp_path), rules, read, (document,), Reviewed(mentions, own, {}), LABELS, ())


def text_of(prepared, audience, name="overview-report"):
    return make(prepared, audience)[name].text


def withheld(prepared, audience):
    document = prepared.documents[0]
    return {document.of(one.span): one.reason for one in copy_for(prepared, audience).withheld}


# What is withheld ------------------------------------------------------------------------------------


def test_sentences_about_the_other_parent_alone_are_withheld(prepared):
    """With those that go on about him, under one mark; what is told of the child stays."""
    text = text_of(prepared, "family.mother")
    assert "Child F lived with Mother. [withheld B]" in text
    assert "ferrets" not in text
    assert "caravan" not in text


def test_each_parent_reads_their_own_and_not_the_others(prepared):
    """The same report, cut the other way round."""
    text = text_of(prepared, "family.father")
    assert "Father had moved to a caravan by the sea. He kept seven ferrets there." in text
    assert "in care as a girl" not in text
    assert "never spoke of it" not in text


def test_a_word_for_a_part_is_a_name_too(prepared):
    """'The father came back' is about him though no name stands in it."""
    assert "came back once" not in text_of(prepared, "family.mother")
    assert "came back once" in text_of(prepared, "family.father")


def test_her_father_may_be_the_mothers(tmp_path, rules):
    """In a sentence that names the mother 'her father' is hers, and no word for the father who reads."""
    report = "# Review: Child F\n\n## 1 What happened\n\n1.1 Karen grew up in a village where her father kept bees.\n"
    case = case_of(tmp_path, rules, report)
    assert list(withheld(case, "family.father").values()) == ["other family"]
    assert withheld(case, "family.mother") == {}


def test_health_of_others_is_withheld_even_beside_ones_own_name(prepared):
    """And that of the reader's own side, where it is not the reader's or a child's."""
    found = withheld(prepared, "family.mother")
    assert (
        found["Karen said that Luke had been treated for depression since his brother drowned."] == "health"
    )
    assert "Joan was prescribed tablets for her nerves." in "".join(found)


def test_what_a_partner_did_is_told_and_his_health_is_not(prepared):
    """To the parent whose partner he is; to the other parent he is of the other side."""
    text = text_of(prepared, "family.mother")
    assert "went to prison" in text
    assert "methadone" not in text
    assert "went to prison" not in text_of(prepared, "family.father")
    assert "shouted at Child F" in text_of(prepared, "family.father")


def test_who_rang_the_council_is_told_to_nobody_in_the_family(prepared):
    """The whole sentence goes, though it is about the child: what is left of it would say who it was."""
    for audience in ("family.mother", "family.father", "family.child"):
        text = text_of(prepared, audience)
        assert "[withheld D] GP 1 weighed Child F." in text
        assert "Neighbour 1" not in text
    assert "Neighbour 1 rang the council" in text_of(prepared, "family")


def test_a_row_of_a_table_goes_with_its_name(prepared):
    """An age beside a withheld name would be that person's age."""
    text = text_of(prepared, "family.mother")
    assert "34" not in text
    assert "29" in text


def test_the_child_when_grown_reads_of_both_sides(prepared):
    """Without a side only those outside the family are withheld."""
    text = text_of(prepared, "family.child")
    assert "ferrets" in text
    assert "in care as a girl" in text


def test_a_professional_is_no_third_party(prepared):
    """What a doctor did is what the review is about."""
    assert "GP 1 weighed Child F." in text_of(prepared, "family.father")


def test_people_withhold_and_show_by_the_register(tmp_path, rules):
    """A paragraph or a sentence by its number with a reason, a person by id; show opens what the rules withhold."""
    keys = 'reference: F-01, show: [p3], withhold: [{what: "1.2:1", reason: law}, "1.6", p4]'
    case = case_of(tmp_path, rules, register=REGISTER.replace("reference: F-01", keys))
    text = text_of(case, "family.mother")
    assert "[withheld F] She never spoke of it." in text
    assert "ferrets" in text
    assert "shouted" not in text
    assert "[withheld G]" in text
    assert "nerves" not in text


def test_a_paragraph_that_is_not_there_is_an_error(tmp_path, rules):
    """What somebody meant to withhold is never silently printed."""
    case = case_of(
        tmp_path, rules, register=REGISTER.replace("reference: F-01", 'reference: F-01, withhold: ["9.9"]')
    )
    with pytest.raises(
        RulesError, match=r"recipients: mother: withhold: no published draft has a paragraph 9\.9"
    ):
        make(case, "family.mother")


def test_marks_do_not_tell_how_much_was_withheld(tmp_path, rules):
    """One word or forty: every mark has one length, and neighbours leave one."""
    long = REPORT.replace("He kept seven ferrets there.", "He kept ferrets there. " * 30)
    one, other = (text_of(case_of(tmp_path, rules, report), "family.mother") for report in (REPORT, long))
    assert one == other
    assert len({len(mark) for mark in re.findall(r"\[withheld [A-Z]\]", one)}) == 1


def test_no_name_is_printed_at_the_edge_of_a_mark(prepared):
    """What is withheld takes every mention in whole; no part of a name is left beside it."""
    for audience in ("family.mother", "family.father", "family.child"):
        assert not re.search("|".join([*PEOPLE, "Orrell", "Dunmore"]), text_of(prepared, audience))


# What a copy says ------------------------------------------------------------------------------------


def test_names_that_the_family_chose_stand_in_their_copy_alone(tmp_path, rules):
    """Also where the draft itself writes the panel's label, as in its title."""
    keys = "reference: F-01, pseudonyms: {p1: Kestrel}"
    case = case_of(tmp_path, rules, register=REGISTER.replace("reference: F-01", keys))
    mother = make(case, "family.mother")["overview-report"]
    assert mother.title == "Review: Kestrel"
    assert "Child F" not in mother.text
    assert "Kestrel" not in text_of(case, "family.father")


def test_a_chosen_name_that_is_somebody_elses_label_is_an_error(tmp_path, rules):
    """Two people with one name would falsify the report."""
    keys = "reference: F-01, pseudonyms: {p1: Father}"
    case = case_of(tmp_path, rules, register=REGISTER.replace("reference: F-01", keys))
    with pytest.raises(RulesError, match="would have the same name"):
        make(case, "family.mother")


def test_a_name_that_a_family_chose_is_no_strangers_name_to_the_check_of_finished_files(tmp_path, rules):
    """`redact check` knows it from the register, as it knows the labels."""
    path = tmp_path / "register.yaml"
    keys = "reference: F-01, pseudonyms: {p1: Kestrel}"
    path.write_text(REGISTER.replace("reference: F-01", keys), encoding="utf-8")
    _, _, question, _ = _asked(tmp_path, rules, lambda: None, lambda step: None)
    assert "Kestrel" in question.allowed


def test_a_copy_says_what_it_is_and_where_there_is_support(prepared):
    """Its number, whether it is to be given back, what the letters mean that stand in it, and no list of who is who."""
    father = make(prepared, "family.father")["overview-report"]
    words = " ".join(father.foreword)
    assert "Its number is F-02" in words
    assert "reading copy" in words
    assert "0808 800 5000" in words
    assert "B: It is private to one part of the family." in words
    assert "F: A court" not in words
    assert not re.search("|".join([*PEOPLE, "Orrell", "Dunmore"]), words)


def test_the_receipt_is_a_text_to_be_signed(prepared):
    """With the number of the copy and what was handed over; a reading copy has a line for its return."""
    files = render({"receipt": make(prepared, "family.father")["receipt"]})
    assert list(files) == ["receipt.txt"]
    text = files["receipt.txt"].decode()
    assert "Copy number F-02" in text
    assert "overview report" in text
    assert "given back" in text


def test_the_foreword_is_plain_english(prepared):
    """Readable at the age of eleven to twelve: a Flesch-Kincaid grade of at most six for the words added to a copy."""
    family = set(make(prepared, "family")["overview-report"].foreword)
    own = [p for p in make(prepared, "family.father")["overview-report"].foreword if p not in family]
    assert grade(" ".join(p for p in own if not p.startswith(WORDS.foreword["support"]))) <= 6


# No fact in the wrong copy ---------------------------------------------------------------------------


FORMATS = (".docx", ".html", ".pdf", ".txt", ".md")


def opened(prepared, audience, folder):
    editions = {
        n: replace(e, formats=FORMATS) if n != "receipt" else e for n, e in make(prepared, audience).items()
    }
    for name, content in render(editions).items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return open_paths([folder])


@pytest.fixture(scope="module")
def set_of_copies(tmp_path_factory, rules):
    """Both parents' copies in five formats, opened, with what each may not read."""
    folder = tmp_path_factory.mktemp("copies")
    case = case_of(folder, rules)
    return {
        a: (opened(case, a, folder / a), question_of(case, a)) for a in ("family.mother", "family.father")
    }


def test_a_fact_of_one_is_in_no_file_of_the_other(set_of_copies):
    """In five formats, in every part of a file that anybody can get at."""
    facts = {
        "family.mother": ("ferrets", "caravan", "drowned"),
        "family.father": ("in care as a girl", "went to prison"),
    }
    for audience, (files, _) in set_of_copies.items():
        assert len(files) == 6
        everything = "\n".join(passage.text for file in files for passage in file.passages)
        assert not [fact for fact in facts[audience] if fact in everything]
        other = next(fact for name, fact in facts.items() if name != audience)
        assert any(fact in everything for fact in other)


def packed(path):
    """Everything that a file holds, unpacked: members of a zip with their names, streams and texts of a PDF."""
    raw = path.read_bytes()
    yield raw
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as whole:
            for name in whole.namelist():
                yield name.encode() + b"\n" + whole.read(name)
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            for each in pdf.objects:
                if isinstance(each, pikepdf.Stream):
                    with suppress(pikepdf.PdfError):  # of a picture, which has no words
                        yield each.read_bytes()
                elif isinstance(each, pikepdf.Dictionary):
                    yield repr(each).encode()


def test_a_fact_of_one_is_not_among_the_bytes_of_the_other(set_of_copies):
    """As they stand and unpacked, in the encodings that files have; the own fact is found that way."""
    facts = {"family.mother": "ferrets", "family.father": "methadone"}
    shown = {"family.mother": "She never spoke of it", "family.father": "ferrets"}
    for audience, (files, _) in set_of_copies.items():
        holding = set()
        for path in (Path(file.file) for file in files):
            for piece in packed(path):
                for code in ("utf-8", "utf-16-le", "utf-16-be"):
                    assert facts[audience].encode(code) not in piece, path.suffix
                    if shown[audience].encode(code) in piece:
                        holding.add(path.suffix)
        assert {".docx", ".html", ".txt", ".md"} <= holding


def test_the_check_passes_on_the_right_copies(set_of_copies):
    """And every file bears its number at the foot."""
    for files, question in set_of_copies.values():
        assert question.withheld
        assert list(wrong_copy(tuple(files), question)) == []


def test_the_check_blocks_a_copy_in_the_wrong_hands(set_of_copies):
    """The father's files among the mother's: withheld words in each format, and the wrong number."""
    files, _ = set_of_copies["family.father"]
    found = list(wrong_copy(tuple(files), set_of_copies["family.mother"][1]))
    assert {f.severity for f in found} == {"blocks"}
    told = {f.file.rsplit(".", 1)[1] for f in found if f.message.startswith("words that are withheld")}
    assert told == {"docx", "html", "pdf", "txt", "md"}
    assert sum(f.message == "the number of somebody else's copy" for f in found) == 6
    assert sum("does not bear" in f.message for f in found) == 6


def test_an_edition_for_many_is_asked_nothing_of_this(prepared):
    """Nothing is withheld from readers of the family's or the published edition by these rules."""
    question = question_of(prepared, "family")
    assert (question.withheld, question.reference, question.other_references) == ((), "", ())
    assert copy_for(prepared, "publication").withheld == ()


# The register and the audiences ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{id: mother, side: left}", "side: should be one of maternal, paternal"),
        ("{id: Mother}", "id: needs small letters"),
        ("{id: karen}", "id: holds a part of a real name"),
        ("{id: mother, for: p99}", "for: should be the id of a person"),
        *(
            (f"{{id: mother, reference: {mark}}}", "recipients.0.reference: should be a short mark")
            for mark in ("Quarmby", "QUARMBY", "F-07 Quarmby", "f-07", "-F", "Copy 2", "ODUY-A")
        ),
        ("{id: mother, reference: Karen 1}", "reference: should be a short mark"),
        ("{id: mother, reference: 7}", "reference: should be words; put a number in quotes"),
        ("{id: mother, audience: press}", "audience: should be one of"),
        ("{id: mother, pseudonyms: {p1: Karen}}", "pseudonyms.p1: holds a part of the real name"),
        ("{id: mother, pseudonyms: {p9: Kestrel}}", "pseudonyms.p9: should be the id"),
        (
            "{id: mother, withhold: [1.10]}",
            "withhold.0: should be the id of a person, or a paragraph in quotes",
        ),
        ("{id: mother, withhold: [{what: p4, reason: whim}]}", "withhold.0: should be words, or"),
        ("{id: mother, show: [p99]}", "show.0: should be the id of a person"),
        ("{id: mother, reading_copy: please}", "reading_copy: should be true or false"),
        ("{id: mother, colour: red}", "colour: unknown key"),
        ("{id: mother}\n  - {id: mother}", "two recipients have the same id"),
        (
            "{id: mother, reference: A}\n  - {id: father, reference: A}",
            "two recipients have the same reference",
        ),
    ],
)
def test_what_is_wrong_with_a_recipient_is_named(tmp_path, rules, row, told):
    """File, line and key, before any draft is read."""
    path = tmp_path / "register.yaml"
    path.write_text(REGISTER.split("recipients:")[0] + f"recipients:\n  - {row}\n", encoding="utf-8")
    with pytest.raises(
        RulesError, match=rf"register\.yaml: line \d+: recipients\.\d+\.{re.escape(told)}|{re.escape(told)}"
    ):
        read_register(path, rules)


def test_an_audience_is_a_recipients_where_the_register_says_so(prepared):
    """family.mother is one; family.uncle is none, and neither is gossip."""
    require_audience(prepared.rules, "family.mother", prepared.register)
    assert base_of("family.mother") == "family"
    assert audiences(prepared.rules, prepared.register)[-3:] == (
        "family.mother",
        "family.father",
        "family.child",
    )
    for wrong in ("family.uncle", "gossip"):
        with pytest.raises(UsageError, match="no such audience"):
            require_audience(prepared.rules, wrong, prepared.register)
    with pytest.raises(UsageError, match="no such recipient"):
        make(prepared, "family.uncle")


def test_a_reading_copy_says_so_on_each_page():
    """At its foot, beside its number."""
    assert foot(Recipient("father", "family", "F-02", reading_copy=True)) == "Copy number F-02 – reading copy"


# Rules -----------------------------------------------------------------------------------------------


def test_the_examples_of_the_rules_hold():
    """Words of health, and what makes somebody a referrer, find and leave what rules/recipients.yaml says."""
    for line in WORDS.examples["health finds"]:
        assert WORDS.health.search(line), line
    for line in WORDS.examples["health ignores"]:
        assert not WORDS.health.search(line), line
    for key, wanted in (("referral finds", True), ("referral ignores", False)):
        for line in WORDS.examples[key]:
            assert tells(line) is wanted, line
    for key, wanted in (
        ("ways_find", (True, "n1")),
        ("known_find", (False, "n1")),
        ("known_ignore", (False, "")),
    ):
        for line in WORDS.examples[f"referral {key}"]:
            assert tells_of_known(line) == wanted, line
    for line in WORDS.examples["goes_on finds"]:
        assert WORDS.begins.match(line) or WORDS.within.search(line), line
    for line in WORDS.examples["goes_on ignores"]:
        assert WORDS.begins.match(line) is None, line
        assert WORDS.within.search(line) is None, line


@pytest.mark.parametrize("line", WORDS.examples["referral nameless_find"])
def test_what_was_sent_without_a_name_is_asked_about_whoever_sent_it(tmp_path, rules, line):
    """Also of somebody who may have been at work: a reader can guess the hand."""
    case = case_of(
        tmp_path, rules, REPORT.replace("She never spoke of it.", f"One of the cleaners left early. {line}")
    )
    asked = [place.words for one in left_out(case, case.register.recipients[0]).doubts for place in one.places]
    withheld_too = [w for w in withheld(case, "family.mother") if line in w]
    assert line in asked or withheld_too


def test_what_has_no_name_and_is_no_message_is_not_asked_about():
    """A game, a signed letter, a body that knows a name."""
    for line in WORDS.examples["referral nameless_ignore"]:
        assert not WORDS.referral.is_nameless(line), line


def example(line):
    """A sentence of the rules with the person in brackets."""
    at, plain = line.index("["), line.replace("[", "").replace("]", "")
    return Told(
        Span(0, len(plain)), plain, (), Block(Span(0, len(plain)), "paragraph"), True, True, frozenset({"n1"}),
        at={at: "n1"},
    )  # fmt: skip


EXAMPLES = Reader(Recipient("mother", "family", "F-1"), {}, {}, frozenset({"n1"}), {}, {})


def tells(line):
    """Whether an example tells that the person in brackets passed on a worry."""
    told = example(line)
    return tells_source(told, tellers_in([told], EXAMPLES, WORDS.referral), EXAMPLES, WORDS.referral)


def tells_of_known(line):
    """Whether an example tells it of one who did so elsewhere, and of whom it is asked."""
    known, rules = {"n1": frozenset({-1})}, WORDS.referral
    return tells_source(example(line), known, EXAMPLES, rules), may_tell(
        example(line), known, EXAMPLES, rules
    )


# Marks where a person took something out ----------------------------------------------------------------


def test_a_removal_may_bear_the_letter_of_its_reason(prepared):
    """By name or by letter; without one the mark stays as it was, and all marks with letters have one length."""
    assert (
        reason_mark(prepared.rules, "removed", "safety")
        == reason_mark(prepared.rules, "removed", "e")
        == "[redacted E]"
    )
    assert reason_mark(prepared.rules, "removed", "") == "[detail removed]"
    document = prepared.documents[0]
    at = document.text.index("seven ferrets")
    target = passage_target(
        document, Withheld("", type(prepared.reviewed.mentions[0].span)(at, at + 13), "").span
    )
    ledger = (Decision("2031-01-01T00:00:00+00:00", "Rosa", "remove", target, "private"),)
    marks = lambda why: reason_mark(prepared.rules, "removed", why)  # noqa: E731
    case = replace(prepared, reviewed=with_passages(prepared.reviewed, prepared.documents, ledger, marks))
    edition = make(case, "publication")["overview-report"]
    assert "He kept [redacted G] there." in edition.text
    assert edition.foreword[-1] == "G: It is too private and is not needed to understand what can be learned."


def test_a_yes_to_words_may_give_its_reason(rules):
    """As a passage that is picked out by hand; of a name, and without a reason, a 'yes' stays what it is."""
    said = [("w-1", "law"), ("w-2", ""), ("w-3", "by all means"), ("p1", "law")]
    ledger = tuple(Decision("2031-01-01T00:00:00+00:00", "Rosa", "confirm", who, why) for who, why in said)
    made = with_reasons(ledger, rules)
    assert [(one.action, one.value) for one in made] == [
        ("rewrite", "[redacted F]"), ("confirm", ""), ("confirm", "by all means"), ("confirm", "law"),
    ]  # fmt: skip


def test_an_edition_without_such_marks_has_no_legend(prepared):
    """Its foreword stays as the audience has it."""
    assert legend(prepared.rules, "[detail removed] and [Child F]") == ()


def test_the_panel_sees_what_each_copy_leaves_out(prepared):
    """By paragraph and reason, with the words as drafted, and counted."""
    lines = list(as_lines(prepared))
    assert (
        "  overview-report 1.1  other family (printed in the publication edition): Luke had moved to a caravan by the sea. He kept seven ferrets there."
        in lines
    )
    assert lines[0].startswith("family.mother (F-01): ")


def test_check_with_the_case_knows_whose_copy_a_file_is(prepared):
    """By the number on it: another's number, and what is withheld from its reader, are then looked for."""
    mine = Opened("a.html", (Passage("foot", "Copy number F-02", True, "text"),))
    question = _for_their_reader(Question(), prepared, [mine])
    assert (question.reference, question.other_references) == (
        "Copy number F-02",
        ("Copy number F-01", "Copy number F-03"),
    )
    assert question.withheld
    assert _for_their_reader(Question(), None, [mine]) == Question()


def test_check_with_the_case_looks_at_the_names_that_this_family_chose(tmp_path, rules):
    """A chosen name that is near a real one blocks in the check of a folder as it does in a run."""
    chosen = REGISTER.replace("reading_copy: true", "pseudonyms: {p1: Kestrel}")
    prepared = case_of(tmp_path, rules, register=chosen)
    for number, name in (("F-02", "Kestrel"), ("F-01", "Child F")):
        mine = Opened("a.html", (Passage("foot", f"Copy number {number}", True, "text"),))
        assert _for_their_reader(Question(), prepared, [mine]).pseudonyms == LABELS | {"p1": name}


def test_an_id_is_no_name_that_only_the_drafts_have():
    """It stands in the names of folders and files; told without the name."""
    mention = Mention("x", Span(0, 16), "Shanelle Vickery", "PERSON", "model", 1.0, "replace")
    found = Entity("E1", "PERSON", "Shanelle Vickery", mentions=(mention,))
    rules, file = load_rules(), Path("register.yaml")
    for key, mine in (
        ("id", Recipient("aunt-vickery", "family", "F-1")),
        ("reference", Recipient("aunt", "family", "VICKERY")),
    ):
        with pytest.raises(RulesError, match=rf"register\.yaml: recipients\.0\.{key}") as wrong:
            require_nobodys_name([mine], [found], rules, file)
        assert "ickery" not in str(wrong.value)
    require_nobodys_name([Recipient("mother", "family", "F-01")], [found], rules, file)


# Words of kin beside a mark for who told, and headings ---------------------------------------------------


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        ("Joan rang the council about Tamsin. The grandmother was thanked. Tamsin ate.", "The grandmother was thanked."),
        ("Joan rang the council about Tamsin. Their nan had kept a diary. Tamsin ate.", "Their nan had kept a diary."),
        ("Tamsin's aunt rang the council about Tamsin. The aunt was thanked. Tamsin ate.", "The aunt was thanked."),
        ("Tamsin ate. The aunt knew. Tamsin's aunt rang the council about Tamsin.", "The aunt knew."),
        ("A neighbour rang the council about Tamsin. Karen's neighbour was thanked. Tamsin ate.", "was thanked."),
    ],
)  # fmt: skip
def test_a_word_of_kin_beside_a_mark_goes_with_it(tmp_path, rules, line, gone):
    """In the mother's copy her own mother is no stranger, and no name is needed to tell who rang."""
    case = case_of(tmp_path, rules, f"# Review: Child F\n\n## 1 What happened\n\n1.1 {line}\n")
    text = text_of(case, "family.mother")
    assert gone not in text
    assert "ate." in text


def test_what_may_mean_the_reader_too_is_asked_about(tmp_path, rules):
    """'Her mother' is the grandmother or the reader; and so is a word of kin in the paragraph behind."""
    line = "Joan rang the council about Tamsin. Tamsin ate, his mother said.\n\n1.2 The grandmother was seen."
    case = case_of(tmp_path, rules, f"# Review: Child F\n\n## 1 What happened\n\n1.1 {line}\n")
    mother = case.register.recipients[0]
    asked = {place.words: each.why for each in left_out(case, mother).doubts for place in each.places}
    assert "Tamsin ate, his mother said." in asked
    assert "The grandmother was seen." in asked


def test_a_heading_goes_on_with_nothing_and_loses_only_what_is_about_others(tmp_path, rules):
    """'3 Later still' behind a withheld sentence is nobody's; 'Autumn: Luke leaves' keeps its season."""
    report = (
        "# Review: Child F\n\n## 1 What happened\n\n1.1 Luke had moved to a caravan. He kept ferrets.\n\n"
        "## 2 Later still\n\n2.1 Tamsin ate.\n\n## 3 Autumn 2031: Luke moves away\n\n3.1 Tamsin slept.\n"
    )
    text = text_of(case_of(tmp_path, rules, report), "family.mother")
    assert "Later still" in text
    assert "Autumn 2031: [withheld B]" in text
    assert "ferrets" not in text


def test_what_the_program_keeps_beside_a_copy_needs_no_number():
    """`redact check` on a staged folder reads the manifest too."""
    question = Question((), reference="F-01")
    files = tuple(
        Opened(name, (Passage("line 1", "some words", True, "text"),))
        for name in ("manifest.json", "report.txt")
    )
    assert [f.file for f in wrong_copy(files, question)] == ["report.txt"]
