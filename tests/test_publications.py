"""Executive summaries that are put together from a report's edition."""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from redact.case import Case
from redact.checks import Question
from redact.checks.exactness import exactness
from redact.checks.nouns import Opened, Passage
from redact.errors import RulesError
from redact.guards import state_of
from redact.model import Block, Cell, Document, Edition, Register, Run, Span
from redact.prepared import Prepared
from redact.publications import assemble, counted_in, in_words, outline_of, proposed, read_wanted, wanted_of
from redact.publications.choosing import Language, _says_little
from redact.publications.ranking import ranks
from redact.publications.sentences import count_words, leans, people_in, points_away, sentences
from redact.review import Reviewed
from redact.rules import rules_folder
from redact.rules.sections import read_sections
from redact.summaries import summary_of, with_summary

RULES = read_sections(rules_folder())
PEOPLE = ("Child G", "Mother", "Mr K")
REPORT = """\
T Review: Child G
P Independent author: Alex Author
P Draft version 3, for checking
H1 1 Introduction
P 1.1 This review is about Child G, who was found alone in a cold house in March 2016.
P 1.2 She had been there for two days, the neighbours said. The house was known to four agencies that never met.
H1 2 The family
C 0 0 Name | Age
C 0 1 Child G | 1 to 4
P 2.1 Mother grew up in care. Child G has one sister, who lives with her aunt in another town.
H1 3 What happened
H2 Summer 2015
P 3.1 In June 2015 Mother told the health visitor that Mr K had moved in. He was out.
P 3.2 Nobody asked who Mr K was, and nobody wrote down what the health visitor had heard about him.
H2 Winter
P 3.3 In January 2016 the school rang the council about Child G, who was hungry and cold at school every day.
P 3.4 "We rang twice. Nobody came." The school then wrote to the council about hunger.
H1 4 Findings
P 4.1 Agencies wrote down hunger, cold and absence one by one and never put them side by side.
P 4.2 However, one teacher did. The council had no list of who had written to it.
H1 5 Recommendations
P 5.1 The Board should do three things.
I 1) Ask who lives in the house.
I 2) Put what is known about hunger and cold on one page.
P 5.2 The Board should report on this within a year.
H1 Appendix A: Terms of reference
P The review asked who knew what.
"""


def edition(script: str = REPORT) -> Edition:
    """An edition from lines: T title, H heading with its level, P paragraph, I item, C cells of a table's row."""
    text, blocks = "", []

    def add(words: str, kind: str, **more):
        nonlocal text
        blocks.append(Block(Span(len(text), len(text) + len(words)), kind, **more))
        text += words + "\n"

    for line in script.splitlines():
        mark, words = line.split(" ", 1)
        number, rest = re.fullmatch(r"(?:(\d+(?:\.\d+)*|\d\)) )?(.*)", words).groups()
        if mark == "C":
            table, row, cells = words.split(" ", 2)
            for column, cell in enumerate(cells.split(" | ")):
                add(cell, "cell", cell=Cell(int(table), int(row), column, header=row == "0"))
        elif mark[0] == "H":
            add(rest, "heading", level=int(mark[1]), number=number or "")
        else:
            add(rest, {"T": "title", "P": "paragraph", "I": "item"}[mark], number=number or "")
    return Edition("publication", "overview-report", "Review: Child G", text, tuple(blocks))


def made(tmp_path: Path, yaml: str = "", script: str = REPORT):
    """The summary of a script, as a summary.yaml asks for it."""
    path = tmp_path / "summary.yaml"
    if yaml:
        path.write_text(yaml, encoding="utf-8")
    return assemble(
        outline_of(edition(script), RULES), read_wanted(path, RULES), RULES, PEOPLE, ["draft version"]
    )


def taken(summary, section: str) -> list[str]:
    return [f"{line.paragraph}:{line.sentence}" for line in summary.lines if line.section == section]


# Sections ------------------------------------------------------------------------------------------

FOUND = [(kind.name, heading) for kind in RULES.kinds for heading in kind.finds]
IGNORED = [(kind.name, heading) for kind in RULES.kinds for heading in kind.ignores]


def test_every_heading_in_the_rules_is_of_its_kind():
    """The examples in rules/sections.yaml hold."""
    assert [(n, h) for n, h in FOUND if getattr(RULES.of(h), "name", "") != n] == []
    assert [(n, h) for n, h in IGNORED if getattr(RULES.of(h), "name", "") == n] == []


@pytest.mark.parametrize(
    ("above", "heading", "kind"),
    [
        ("events", "September 2013 to summer 2014: the father leaves the family", "events"),
        ("introduction", "Terms of reference", "terms"),
        ("appendix", "Recommendations", "appendix"),
        ("findings", "Finding 3: fathers were invisible", "findings"),
        ("analysis", "Were the children seen, heard and understood?", "analysis"),
    ],
)
def test_a_heading_below_another_takes_its_kind(above, heading, kind):
    """Unless a known phrase makes up at least half of its words; an appendix keeps all that stands in it."""
    assert RULES.of(heading, RULES.named(above)).name == kind


def test_paragraphs_are_known_by_their_numbers():
    """An item bears that of its paragraph too; what has no number of its own is counted."""
    outline = outline_of(edition(), RULES)
    assert outline.named("5.1 1)").section == "recommendations"
    assert outline.named("3.1").heading == "Summer 2015"
    assert outline.paragraphs[0].section == "front"
    assert len({p.id for p in outline.paragraphs}) == len(outline.paragraphs)


def test_a_number_that_two_paragraphs_bear_names_the_first():
    """The second is called by its place, so that no name means two."""
    outline = outline_of(edition("H1 1 Introduction\nP 1.1 One thing.\nP 1.1 Another thing."), RULES)
    assert [p.id for p in outline.paragraphs] == ["p1", "1.1", "p3"]


def test_headings_of_one_level_are_told_apart_by_their_numbers():
    """A draft that sets all headings alike still says by 3.1 what belongs to 3."""
    outline = outline_of(
        edition("H1 3 Chronology\nH1 3.1 Autumn\nP Rain fell.\nH1 4 Findings\nP Much."), RULES
    )
    assert [p.section for p in outline.paragraphs] == ["events", "events", "events", "findings", "findings"]


def test_a_recommendation_is_one_wherever_it_stands():
    """Reports that set each below its finding have them gathered."""
    script = "H1 4 Findings\nP Hunger was seen.\nP Recommendation 1: ask.\nP Cold was felt.\nP Recommendation 2: feel."
    outline = outline_of(edition(script), RULES)
    assert [outline.text(p.sentences[0]) for p in outline.of("recommendations")] == [
        "Recommendation 1: ask.",
        "Recommendation 2: feel.",
    ]


# Sentences -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        ["He met Mr K.", "Mr K left."],
        ["Dr A. Author saw Child G.", "Child G was well."],
        ["See para. 4.12 and s. 47 of it.", "It is long."],
        ['She said "No. Never. Not here." and left.', "He stayed."],
        ["It was 2016.", "Nobody came!", "Why?"],
        ["She was 1 to 4.", "He wept."],
        ["“We rang. Nobody came.”", "They wrote."],
        ["no stop at the end"],
    ],
)
def test_sentences_end_where_they_end(parts):
    """Initials, abbreviations, numbers and quotations end none; labels such as Child G do."""
    text = " ".join(parts)
    assert [text[s.start : s.end] for s in sentences(text, Span(0, len(text)))] == parts


def test_no_word_is_lost_between_sentences():
    """Whatever the text, sentences hold everything but the space between them."""
    chance = random.Random(7)
    for _ in range(300):
        text = "".join(chance.choices('ab Ab.. ?!"” ’) 12 G', k=chance.randint(1, 60)))
        kept = "".join(text[s.start : s.end] for s in sentences(text, Span(0, len(text))))
        assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("sentence", "answer"),
    [
        ("However, it rained.", True),
        ("In May she went home.", True),
        ("Mother said that she went home.", False),
        ("This review is about Child G.", False),
        ("This was not asked.", True),
        ("A child said that he was cold.", False),
        ("The council wrote to Mother.", False),
        ("Each belonged to a group that was not believed.", True),
        ("Each agency belonged to a group.", False),
        ("The aunt did ring back, twice.", True),
        ("The author did write again.", True),
        ("The father was nearer still.", True),
        ("The agencies did what they could.", False),
        ("The school did not ring.", False),
        ("Did Mother ring back?", False),
        ("The council did nothing, and the house was still cold.", False),
    ],
)
def test_a_sentence_that_leans_is_known(sentence, answer):
    """It begins by pointing back, or says 'she' before anybody is named."""
    assert leans(sentence, people_in(PEOPLE, RULES.persons)) is answer


def test_sentences_that_share_words_vouch_for_each_other():
    """TextRank: the one in the middle weighs most, one that shares nothing weighs least, and no order of words matters."""
    texts = ["cold hungry house", "cold hungry school letter", "school letter council", "an unrelated remark"]
    weights = ranks(texts, {"an"})
    assert max(weights) == weights[1]
    assert min(weights) == weights[3]
    assert weights == ranks([" ".join(reversed(t.split())) for t in texts], {"an"})


# The summary ---------------------------------------------------------------------------------------


def test_every_sentence_of_a_summary_stands_in_the_report(tmp_path):
    """Word for word, in the paragraph that it is said to come from; all else is a title of the rules."""
    summary = made(tmp_path)
    outline = outline_of(edition(), RULES)
    for line in summary.lines:
        assert line.text == outline.text(outline.named(line.paragraph).sentences[line.sentence - 1])
    rest = summary.edition.text
    for line in summary.lines:
        assert line.text in rest
        rest = rest.replace(line.text, "", 1)
    own = {RULES.subtitle, "Review: Child G", *(kind.title for kind in RULES.kinds)}
    assert {words.strip() for words in rest.splitlines() if words.strip()} <= own


def test_recommendations_are_carried_over_word_for_word_and_numbered_as_in_the_report(tmp_path):
    """Lists and all."""
    summary = made(tmp_path).edition
    at = summary.text.index("The Board should do three things.")
    blocks = [b for b in summary.blocks if b.span.start >= at]
    numbers = [(b.kind, b.number) for b in blocks]
    assert numbers == [("paragraph", "5.1"), ("item", "1)"), ("item", "2)"), ("paragraph", "5.2")]


def test_a_part_is_no_longer_than_it_may_be(tmp_path):
    """Twenty words are twenty words at most, and a length that nothing fits gives no empty heading."""
    short = made(tmp_path, "sections:\n- {section: events, words: 20}\n- {section: findings, words: 2}\n")
    assert 0 < sum(count_words(line.text) for line in short.lines if line.section == "events") <= 20
    assert "What the review found" not in short.edition.text
    assert short.empty == ("findings",)


def test_a_sentence_that_leans_comes_with_the_one_before_it_or_not_at_all(tmp_path):
    """However much the others vouch for it, 'She had been cold…' never stands alone, nor where it opens a paragraph."""
    cold = "Child G was cold and hungry at school. Child G was cold and hungry at home."
    script = f"H1 1 Events\nP 1.1 Mother was there. She had been cold and hungry at school and at home.\nP 1.2 {cold}\n"
    script += "P 1.3 However, she was cold and hungry at school and at home."
    seen = set()
    for words in range(5, 40):
        path = tmp_path / str(words)
        path.mkdir()
        chosen = taken(made(path, f"sections:\n- {{section: events, words: {words}}}\n", script), "events")
        assert "1.1:2" not in chosen or "1.1:1" in chosen
        assert "1.3:1" not in chosen
        seen.update(chosen)
    assert {"1.1:1", "1.1:2", "1.2:1"} <= seen


def test_the_title_page_says_who_wrote_the_review_and_not_that_it_is_a_draft(tmp_path):
    """The author stays; the line of a draft's version does not."""
    text = made(tmp_path).edition.text
    assert "Alex Author" in text
    assert "Draft version" not in text


def test_the_author_chooses_orders_adds_and_leaves_out(tmp_path):
    """summary.yaml: the order of its lines, titles, whole sections, paragraphs and single sentences."""
    summary = made(
        tmp_path,
        "sections:\n"
        '- {section: findings, title: Learning, words: 0, add: ["4.2:2"]}\n'
        '- {section: introduction, words: whole, leave: ["1.2"], add: ["3.2"]}\n',
    )
    assert taken(summary, "findings") == ["4.2:2"]
    assert taken(summary, "introduction") == ["1.1:1", "3.2:1"]
    assert [
        summary.edition.text[b.span.start : b.span.end] for b in summary.edition.blocks if b.kind == "heading"
    ] == [
        "Learning",
        "Why this review was held",
    ]


def test_sources_are_printed_where_they_are_asked_for(tmp_path):
    """Each paragraph that was cut ends with the number of the one it comes from."""
    text = made(tmp_path, "sources: shown\nsections:\n- {section: findings, words: 40}\n").edition.text
    assert "side by side. (4.1)" in text
    assert "who had written to it. (4.2)" in text


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        (
            "sections:\n- {section: findings, add: [4.1]}",
            r"line 2: sections\.0\.add\.0: put the paragraph in quotes",
        ),
        ('sections:\n- {section: findings, add: ["9.9"]}', r"line 2: .*the report has no paragraph 9\.9"),
        ('sections:\n- {section: findings, leave: ["4.1:5"]}', r"line 2: .*no sentence 5 in paragraph 4\.1"),
        ("sections:\n- {section: gossip}", r"line 2: sections\.0\.section: should be one of"),
        ("sections:\n- {section: findings}\n- {section: findings}", r"line 3: .*given twice"),
        (
            "sections:\n- {section: findings, words: few}",
            r"line 2: .*words: should be a number of words, or whole",
        ),
        ("sections:\n- {section: findings, words: true}", r"line 2: .*words: should be a number"),
        ("section: []", r"line 1: section: unknown key"),
        ("sections: []", r"line 1: sections: missing or empty"),
        ("sources: maybe\nsections:\n- {section: findings}", r"line 1: sources: should be one of"),
    ],
)
def test_what_is_wrong_in_summary_yaml_is_named_by_line_and_key(tmp_path, yaml, told):
    """A paragraph 3.10 without quotes is 3.1 to YAML, so a bare number is refused too."""
    with pytest.raises(RulesError, match=told):
        made(tmp_path, yaml)


def test_a_proposal_is_a_summary_yaml_that_makes_the_same_summary(tmp_path):
    """What the rules choose, written down to be changed."""
    outline = outline_of(edition(), RULES)
    assert made(tmp_path, proposed(outline, RULES)).edition == made(tmp_path / "nothing-there").edition


def test_emphasis_stays_with_its_words(tmp_path):
    """A run of a sentence that was taken stands on the same words in the summary."""
    report = edition()
    at = report.text.index("never put them")
    blocks = tuple(
        Block(b.span, b.kind, number=b.number, runs=(Run(Span(at, at + 5), "bold"),))
        if b.span.start <= at < b.span.end
        else b
        for b in report.blocks
    )
    outline = outline_of(Edition("publication", "overview-report", "R", report.text, blocks), RULES)
    summary = assemble(outline, read_wanted(tmp_path / "none", RULES), RULES).edition
    assert [summary.text[r.span.start : r.span.end] for b in summary.blocks for r in b.runs] == ["never"]


def test_sources_for_people_name_paragraph_and_sentence(tmp_path):
    """And say which sections the report does not have."""
    lines = list(in_words(made(tmp_path)))
    assert "  4.2:2  The council had no list of who had written to it." in lines
    assert "learning: the report has nothing under such a heading" in lines


def opened(name: str, text: str) -> Opened:
    return Opened(
        name, tuple(Passage(f"line {n}", words, True, "text") for n, words in enumerate(text.splitlines()))
    )


def test_a_summary_is_never_more_exact_than_its_report_and_a_seeded_day_is_caught(tmp_path):
    """The check of R38 passes on what was put together, and blocks when a day is written into it."""
    script = REPORT.replace("1.1 This review", "1.1 Child G was born in March 2012. This review")
    report, text = edition(script), made(tmp_path, script=script).edition.text
    question = Question(pseudonyms={"p1": "Child G"}, subject="p1", people=(("p1", "Child G"),))
    assert "born in March 2012" in text
    files = opened("overview-report.txt", report.text), opened("executive-summary.txt", text)
    assert not [f for f in exactness(files, question) if f.severity == "blocks"]
    seeded = text.replace("born in March 2012", "born on 9 March 2012")
    found = list(exactness((files[0], opened("executive-summary.txt", seeded)), question))
    assert [(f.rule, f.severity) for f in found] == [("R38", "blocks")]


# In a case --------------------------------------------------------------------------------------------


def prepared(tmp_path, rules, register: Register, *kinds: str) -> Prepared:
    """A case that publishes drafts of these kinds."""
    (tmp_path / "drafts").mkdir(exist_ok=True)
    documents = tuple(Document(f"{kind}.txt", "d", "", ()) for kind in kinds)
    listed = {d.name: {"kind": kind, "use": "publish"} for d, kind in zip(documents, kinds, strict=True)}
    return Prepared(
        Case(tmp_path), rules, replace(register, documents=listed), documents, Reviewed((), {}, {}), {}, ()
    )


@pytest.mark.parametrize(
    ("wish", "kinds", "made"),
    [
        ("assemble", ("overview-report",), True),
        ("none", ("overview-report",), False),
        ("assemble", ("overview-report", "executive-summary"), False),
        ("assemble", ("document",), False),
    ],
)
def test_a_summary_is_put_together_where_the_register_asks_and_nobody_wrote_one(
    tmp_path, rules, wish, kinds, made
):
    """It is an edition like every other: same audience, same formats."""
    case = prepared(tmp_path, rules, Register(summary=wish), *kinds)
    editions = {kind: replace(edition(), kind=kind, formats=(".html",)) for kind in kinds}
    after = with_summary(case, editions)
    assert {name: each for name, each in after.items() if name in editions} == editions
    assert ("executive-summary" in set(after) - set(editions)) is made
    if made:
        assert after["executive-summary"].formats == (".html",)
        rows = summary_of(case, after).sources()
        assert {"section": "findings", "paragraph": "4.1", "sentence": 1} in rows


@pytest.mark.parametrize(
    ("title", "refused"),
    [
        ("What Shanelle Vickery said", True),
        ("Quarmby's visits", True),
        ("The visit on 3 March 2031", True),
        ("Ring 01632 960123", True),
        ("What was found", False),
        ("What Mother said about Child G", False),
    ],
)
def test_a_title_is_looked_at_like_any_text(tmp_path, rules, title, refused):
    """Also for people whom no draft has: whatever is found in it refuses it, with file, line and key."""
    case = replace(
        prepared(tmp_path, rules, Register(summary="assemble"), "overview-report"),
        key={"p1": "Child G", "p2": "Mother"},
    )
    text = f'sections:\n  - {{section: findings, title: "{title}"}}\n'
    case.case.summary_path.write_text(text, encoding="utf-8")
    report = {"overview-report": edition()}
    if not refused:
        assert title in summary_of(case, report).edition.text
        return
    with pytest.raises(RulesError, match=r"summary\.yaml.*line 2: sections\.0\.title") as wrong:
        summary_of(case, report)
    assert not any(word in str(wrong.value) for word in ("Vickery", "Quarmby", "March", "960123"))


@pytest.mark.parametrize("more", ["words: 50", 'leave: ["5.1"]'])
def test_recommendations_cannot_be_cut(tmp_path, more):
    """The summary says that they are given in full; to have none, the section is taken out."""
    with pytest.raises(RulesError, match=r"line 1: sections\.0\.(words|leave): recommendations are whole"):
        made(tmp_path, f"sections: [{{section: recommendations, {more}}}]\n")


def test_the_foreword_speaks_of_recommendations_only_where_there_are_some(tmp_path):
    """It would be untrue of a summary without."""
    assert RULES.in_full in " ".join(made(tmp_path).edition.foreword)
    without = made(tmp_path, "sections: [{section: findings}]\n").edition
    assert RULES.in_full not in " ".join(without.foreword)
    assert RULES.foreword[0] in without.foreword


def test_in_a_copy_with_passages_withheld_a_sentence_is_not_taken_for_another():
    """Its paragraph has other sentences there: what is to be left out goes with the paragraph, what is to be added does not come."""
    script = REPORT.replace("He was out.", "[withheld B]")
    text = 'sections: [{section: events, add: ["3.1:2", "3.4:1"], leave: ["3.1:1", "3.2:1"]}]'
    wanted = counted_in(wanted_of(text, RULES), outline_of(edition(script), RULES), "[withheld ")
    (part,) = wanted.parts
    assert [(p.paragraph, p.sentence) for p in part.add] == [("3.4", 1)]
    assert [(p.paragraph, p.sentence) for p in part.leave] == [("3.1", 0), ("3.2", 1)]


def test_a_change_of_summary_yaml_voids_a_signature(tmp_path, rules):
    """What the author wants is part of what editions come from."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.txt").write_text("A report.", encoding="utf-8")
    before = state_of(Case(tmp_path), rules)
    (tmp_path / "summary.yaml").write_text("sections: [{section: findings}]\n", encoding="utf-8")
    assert state_of(Case(tmp_path), rules) != before


@pytest.mark.parametrize(
    "sentence",
    [
        "The agencies are listed in Appendix B.",
        "As noted above, the visit did not take place.",
        "Six contacts were made, as set out in paragraph 4.12.",
        "The table below shows when the health visitor called.",
        "The reasons are described in the previous chapter.",
        "The panel considered this (see 5.3).",
        "Figure 2 and the genogram overleaf show the family.",
    ],
)
def test_a_sentence_that_points_at_another_place_is_known(sentence):
    """A summary has no such section, table or appendix."""
    assert points_away(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The nurse saw him above the surgery in Hill Street.",
        "His weight was below the second centile.",
        "Section 47 enquiries were not begun.",
        "The social worker set out a plan and the school followed it.",
        "The family moved to a table of their own.",
    ],
)
def test_a_sentence_with_such_a_word_that_points_nowhere_is_not(sentence):
    """Law, weights and streets."""
    assert not points_away(sentence)


def test_a_short_sentence_comes_with_what_it_only_begins(tmp_path):
    """'The nurse weighed Child G.' never stands without the weight, where there is room for neither or for both."""
    more = "The council was told of hunger and cold at home and at school. "
    script = f"H1 1 Events\nP 1.1 The nurse weighed Child G. The weight was low. {more}\n"
    script += f"P 1.2 The nurse weighed Child G at home. He was cold and hungry at home and at school. {more}"
    yaml = "sections:\n- {section: events, words: 30}\n"
    chosen = taken(made(tmp_path, yaml, script), "events")
    assert ("1.2:1" in chosen) is ("1.2:2" in chosen)
    assert "1.2:2" in chosen


def test_a_sentence_whose_quotation_was_taken_out_is_not_carried_over(tmp_path):
    """'Mother said: "[detail removed]."' tells nothing; nor does a form of a name."""
    script = (
        'H1 1 Events\nP 1.1 Mother said at school that "[detail removed] at home." She was cold at home. '
    )
    script += 'The school wrote "Not [one form of the name] at school." The school saw Child G cold at school, at home.'
    chosen = taken(made(tmp_path, "sections:\n- {section: events, words: 34}\n", script), "events")
    assert chosen == ["1.1:4"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Two weeks later Child Q was seen.",
        "Following this, the plan was ended.",
        "In those months Mother was not visited.",
        "Two of them knew Child Q.",
        "Consequently Child Q stayed at home.",
    ],
)
def test_an_opening_that_needs_the_sentence_before_leans(sentence):
    """Times, demonstratives and conclusions."""
    assert leans(sentence, people_in(["Child Q", "Mother"], []))


def test_a_sentence_that_only_judges_says_little():
    """'This was a missed opportunity.' is worth less than what was missed; a question to the reader is too."""
    language = Language(
        frozenset({"this", "was", "a", "the", "of", "and", "not"}), people_in(["Child Q"], ["nurse"])
    )
    assert _says_little("This was a missed opportunity.", language)
    assert _says_little("Would the policy be used by a tired worker at half-term?", language)
    assert not _says_little("The nurse weighed Child Q twice and rang the clinic.", language)
