"""Choosing what the executive summary takes, in the browser: shown before it is saved, and saved as a person writes it."""

import re
from dataclasses import replace
from html import unescape

import pytest

from redact.model import Register
from redact.publications import assemble, outline_of, wanted_of
from redact.review import deciders
from redact.rules import rules_folder
from redact.rules.sections import read_sections
from redact.web.parts import (
    FieldError,
    chosen,
    moved,
    name_of,
    place_of,
    typed,
    with_section,
    with_sources,
    without,
)
from test_publications import REPORT, edition
from web_visits import sitting, visit

RULES = read_sections(rules_folder())
OUTLINE = outline_of(edition(REPORT), RULES)
TEXT = """\
# What the author wants.
sources: hidden   # or shown
sections:
  - {section: events, words: 40}   # the story
  # a remark between them
  - section: findings
    words: 30
    leave: ["4.2"]
  - {section: recommendations, words: whole}
"""


def places(text, section):
    """The sentences of a section that the summary has."""
    made = assemble(OUTLINE, wanted_of(text, RULES), RULES, ["Child G", "Mother", "Mr K"])
    return [f"{line.paragraph}:{line.sentence}" for line in made.lines if line.section == section]


# The text --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "place", "choice", "line"),
    [
        (0, "3.4:2", "add", '  - {section: events, words: 40, add: ["3.4:2"]}   # the story'),
        (0, "3.3", "leave", '  - {section: events, words: 40, leave: ["3.3"]}   # the story'),
        (0, "4.1", "add", '  - {section: events, words: 40, add: ["4.1"]}   # the story'),
        (1, "4.2:1", "add", '    leave: ["4.2:2"]'),
        (2, "3.1:1", "add", '  - {section: recommendations, words: whole, add: ["3.1:1"]}'),
    ],
)
def test_a_choice_is_one_line_by_place_only(at, place, choice, line):
    """Comments and the rest stay; a sentence of a paragraph that was left out is let in alone."""
    text = chosen(TEXT, RULES, OUTLINE, at, place, choice)
    assert line in text.splitlines()
    gone = set(TEXT.splitlines()) - set(text.splitlines())
    assert len(gone) == 1


def test_a_place_that_was_chosen_can_be_left_to_the_program_again():
    """And the file says nothing of it then."""
    once = chosen(TEXT, RULES, OUTLINE, 0, "3.4:2", "add")
    assert chosen(once, RULES, OUTLINE, 0, "3.4:2", "free") == TEXT
    assert chosen(TEXT, RULES, OUTLINE, 1, "4.2", "free").count("leave") == 0


def test_what_is_added_is_in_and_what_is_left_out_is_not():
    """By what the summary then has."""
    assert "3.4:1" in places(chosen(TEXT, RULES, OUTLINE, 0, "3.4:1", "add"), "events")
    assert "3.1:1" not in places(chosen(TEXT, RULES, OUTLINE, 0, "3.1:1", "leave"), "events")
    both = chosen(chosen(TEXT, RULES, OUTLINE, 0, "3.4", "add"), RULES, OUTLINE, 0, "3.4:1", "leave")
    assert 'add: ["3.4:2"]' in both


@pytest.mark.parametrize(
    ("choice", "at", "place", "says"),
    [("add", 0, "9.9", "no paragraph or sentence 9.9"), ("add", 0, "3.1:7", "3.1:7"), ("leave", 2, "5.1", "whole, word for word")],
)  # fmt: skip
def test_a_choice_that_cannot_be_is_told(choice, at, place, says):
    """No such place; recommendations are never cut."""
    with pytest.raises(Exception, match=says):
        chosen(TEXT, RULES, OUTLINE, at, place, choice)


def test_sections_change_places_come_and_go():
    """A remark between two stays between them; the last one cannot go."""
    up = moved(TEXT, 1, -1)
    assert [p.section for p in wanted_of(up, RULES).parts] == ["findings", "events", "recommendations"]
    assert up.index("# a remark") < up.index("# the story")
    assert moved(up, 0, 1) == TEXT
    assert moved(TEXT, 0, -1) == TEXT
    assert moved(TEXT, 2, 1) == TEXT
    assert wanted_of(with_section(TEXT, RULES.named("terms")), RULES).parts[-1].words == 100
    one = without(without(TEXT, 2), 0)
    assert [p.section for p in wanted_of(one, RULES).parts] == ["findings"]
    with pytest.raises(Exception, match="one section at least"):
        without(one, 0)


def test_titles_and_lengths_are_typed():
    """What is typed as it was changes no byte; 0 is a length; a wrong one names its field."""
    same = {"part.0.title": "What happened", "part.0.words": "40", "part.2.title": "Recommendations"}
    assert typed(TEXT, same, RULES) == TEXT
    new = typed(
        TEXT, {"part.0.title": ' Why: "it" # so ', "part.0.words": "0", "part.1.words": "WHOLE"}, RULES
    )
    parts = wanted_of(new, RULES).parts
    assert (parts[0].title, parts[0].words, parts[1].words) == ('Why: "it" # so', 0, None)
    assert "title" not in typed(new, {"part.0.title": ""}, RULES)
    with pytest.raises(FieldError) as told:
        typed(TEXT, {"part.1.words": "-3"}, RULES)
    assert told.value.field == "part.1.words"
    assert "sources: shown   # or shown" in with_sources(TEXT, True)


def test_a_place_is_read_as_it_is_written():
    """A paragraph, a sentence, an item with a bracket."""
    for name in ("3.10", "3.10:2", "4.12 a)", "p17", "p17:3"):
        assert name_of(place_of(name)) == name


# The pages -------------------------------------------------------------------------------------------

GOLD = """\
# Review: Child G

## 1 What happened

1.1 In June [Wren Sample](PERSON#E1) was seen by the nurse, who wrote a long note about hunger and cold.

1.2 Nobody read the note of the nurse about hunger and cold. It lay in a drawer for a year.

## 2 Recommendations

2.1 The Board should ask who reads the notes of nurses.
"""


@pytest.fixture
def at(rules, tmp_path):
    """A sitting of a case with a report, and somebody who came in."""
    of = sitting(tmp_path / "case", rules, GOLD, "report.md")
    of.found_by_hand = replace(
        of.found_by_hand,
        register=Register(documents={"report.md": {"kind": "overview-report", "use": "publish"}}),
    )
    of.forget()
    of.wait(20)
    assert not of.problem
    web = visit(of)
    web.come_in()
    return of, web


def held_in(page, name):
    return unescape(re.search(rf'<textarea name="{name}" hidden>\n(.*?)</textarea>', page, re.DOTALL)[1])


def digest_in(page):
    return re.search(r'name="digest" value="(\w*)"', page)[1]


def pressed(web, page, does, **more):
    """The page after a button of it."""
    return web.post(
        "/summary",
        {
            "base": held_in(page, "base"),
            "digest": digest_in(page),
            "audience": "publication",
            "does": does,
            **more,
        },
    )


def test_the_program_s_choice_is_shown_and_nothing_is_written(at):
    """Places, sentences as they are printed, and no real name."""
    of, web = at
    page = web.get("/summary").text
    assert "the program's own choice" in page
    assert "1.2:1" in page
    assert "Wren" not in page
    assert not of.case.summary_path.exists()


def test_a_choice_is_previewed_saved_kept_and_on_record(at):
    """The whole of what it will say first; then the file with no word of the report, and who chose it."""
    of, web = at
    page = pressed(web, web.get("/summary").text, "leave|0|1.2:2").text
    assert "not saved yet" in page
    look = pressed(web, page, "look").text
    assert "− gone" in look
    assert "It lay in a drawer" in look
    assert not of.case.summary_path.exists()
    saved = web.post("/summary/save", {"text": held_in(look, "text"), "digest": digest_in(look)})
    assert (saved.status, saved.headers["location"]) == (303, "/summary?saved=1")
    text = of.case.summary_path.read_text()
    assert 'leave: ["1.2:2"]' in text
    assert "drawer" not in text
    one = of.case.ledger()[-1]
    assert (one.by, one.action, one.target) == ("Rosa Reviewer", "choose", "summary")
    assert deciders(of.case.ledger()) == ["Rosa Reviewer"]
    page = web.get("/summary").text
    look = pressed(web, pressed(web, page, "sources|shown").text, "look").text
    web.post("/summary/save", {"text": held_in(look, "text"), "digest": digest_in(look)})
    assert [p.read_text() for p in (of.case.folder / "earlier").iterdir()] == [text]


def test_what_somebody_else_saved_meanwhile_is_told_and_not_overwritten(at):
    """Whether it is changed before the look or after."""
    of, web = at
    look = pressed(web, pressed(web, web.get("/summary").text, "leave|0|1.2:2").text, "look").text
    of.case.summary_path.write_text("sections: [{section: recommendations}]\n")
    answer = web.post("/summary/save", {"text": held_in(look, "text"), "digest": digest_in(look)})
    assert answer.status == 409
    assert "was changed by somebody else meanwhile; nothing was saved" in answer.text
    assert of.case.summary_path.read_text() == "sections: [{section: recommendations}]\n"
    assert held_in(answer.text, "text") == held_in(look, "text")
    assert pressed(web, look, "sections").status == 200


@pytest.mark.parametrize(
    ("does", "more", "says"),
    [
        ("look", {"part.0.words": "abc"}, "the length is a number of words"),
        ("typed|0", {"part.0.place": "7.7"}, "no paragraph or sentence 7.7"),
        ("typed|0", {"part.0.place": " "}, "type the place"),
        ("add|x|1.1", {}, "say into which section"),
        ("up|99", {}, "say into which section"),
        ("leave|1|2.1:1", {}, "whole, word for word"),
    ],
)
def test_a_wrong_choice_is_told_and_nothing_is_lost(at, does, more, says):
    """The page comes back with what was chosen before, and with what was typed."""
    web = at[1]
    page = pressed(web, web.get("/summary").text, "leave|0|1.2:2").text
    answer = pressed(web, page, does, **more)
    assert (answer.status, says in unescape(answer.text)) == (422, True)
    assert held_in(answer.text, "base") == held_in(page, "base")
    assert all(f'value="{value}"' in answer.text for value in more.values() if value.strip())


def test_a_file_that_is_wrong_is_shown_as_text_with_its_line(at):
    """The review goes on, and the text can be mended."""
    of, web = at
    of.case.summary_path.write_text("sections:\n  - {section: nonsense}\n")
    page = web.get("/summary")
    assert page.status == 200
    assert "the error is in line 2" in page.text
    bad = web.post("/summary", {"text": "sections: [", "digest": digest_in(page.text), "does": "look"})
    assert bad.status == 422
    assert "sections: [" in bad.text


def test_switching_on_is_a_change_of_the_register_that_is_looked_at_first(at):
    """One line, and the page of the register's own differences."""
    of, web = at
    of.case.register_path.write_text("# ours\ndates: month\n")
    look = web.post("/summary/switch", {"does": "on"}).text
    assert "<ins>summary: assemble</ins>" in look
    saved = web.post(
        "/register/save", {"text": held_in(look, "text"), "digest": digest_in(look), "back": "/summary"}
    )
    assert (saved.status, saved.headers["location"]) == (303, "/summary?saved=1")
    assert of.case.register_path.read_text() == "# ours\ndates: month\nsummary: assemble\n"
    off = web.post("/summary/switch", {"does": "off"}).text
    assert "<del>summary: assemble</del>" in off
    away = web.post(
        "/register/save",
        {"text": held_in(off, "text"), "digest": digest_in(off), "back": "https://elsewhere.test/"},
    )
    assert away.headers["location"] == "/register?saved=1"
