"""Copies for one reader each, in the browser: opened and withheld by buttons, with what appears and disappears first."""

import re
from html import unescape

import pytest

from redact.custody import Kept
from redact.model import Recipient
from redact.prepared import Found
from redact.recipients.compared import as_data, as_table, changes, differences, names_apart
from redact.register import read_register
from redact.web.opening import with_choice, with_recipient
from test_recipients import REGISTER, case_of
from web_visits import SEALED, Known, visit


@pytest.fixture
def prepared(tmp_path, rules):
    """The case of the tests of copies."""
    return case_of(tmp_path, rules)


@pytest.fixture
def at(prepared, rules):
    """A sitting of that case, and somebody who came in."""
    (prepared.case.folder / "drafts" / "report.md").write_text("# as read by hand\n", encoding="utf-8")
    text = REGISTER + "documents:\n  - {file: report.md, kind: overview-report}\n"
    prepared.case.register_path.write_text(text, encoding="utf-8")
    register = read_register(prepared.case.register_path, rules)
    of = Known(prepared.case, rules, SEALED)
    of.found_by_hand = Found(
        prepared.case, rules, register, prepared.documents, prepared.reviewed.mentions,
        prepared.reviewed.entities, (), Kept(),
    )  # fmt: skip
    of.begin()
    of.wait(20)
    assert not of.problem
    web = visit(of)
    web.come_in()
    return of, web


def fields(page, who="mother"):
    base = unescape(re.search(r'<textarea name="base" hidden>\n(.*?)</textarea>', page, re.DOTALL)[1])
    return {"base": base, "digest": re.search(r'name="digest" value="(\w*)"', page)[1], "who": who}


# Side by side ----------------------------------------------------------------------------------------


def test_what_differs_between_two_copies_is_listed_and_nothing_else(prepared):
    """Each parent's own things; what both read, or neither, is not there."""
    mother, father, _ = prepared.register.recipients
    found = {each.text: each.reasons for each in differences(prepared, [mother, father])}
    assert found["Luke had moved to a caravan by the sea. He kept seven ferrets there."] == (
        "other family",
        "",
    )
    assert found["Karen had been in care as a girl. She never spoke of it."] == ("", "other family")
    assert "Joan was prescribed tablets for her nerves." not in " ".join(found)  # health to both
    assert not any("weighed" in text for text in found)
    assert all(a != b for a, b in found.values())


def test_copies_that_are_alike_have_no_difference(prepared):
    """A copy beside itself."""
    mother = prepared.register.recipients[0]
    assert differences(prepared, [mother, mother]) == []


def test_differences_are_data_and_lines_with_the_place_of_each(prepared):
    """null for what is printed; the mark for people."""
    two = prepared.register.recipients[:2]
    found = differences(prepared, two)
    row = next(r for r in as_data(two, found, ())["differences"] if "ferrets" in r["text"])
    assert (row["paragraph"], row["withheld"]) == ("1.1", {"mother": "other family", "father": None})
    lines = list(as_table(prepared, two, found, ()))
    both = "mother: [withheld B] other family; father: printed; printed in the publication edition"
    assert f"overview-report 1.1  {both}" in lines
    assert lines[-1] == f"{len(found)} differences between family.mother, family.father"


def test_names_that_families_chose_are_a_difference_too(prepared):
    """Whoever is called the same in both is not told."""
    one = Recipient("a", "family", "F-1", pseudonyms={"p1": "Robin"})
    other = Recipient("b", "family", "F-2")
    assert [(c.entity, c.labels) for c in names_apart(prepared, [one, other])] == [
        ("p1", ("Robin", "Child F"))
    ]
    assert names_apart(prepared, [one, one]) == []


# The register's text ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("does", "what", "reason", "line"),
    [
        ("open", "p3", "", "show: [p3]"),
        ("withhold", "p7", "safety", "withhold: [{what: p7, reason: safety}]"),
        ("withhold", "1.3", "private", 'withhold: ["1.3"]'),
        ("withhold", "1.10:2", "law", 'withhold: [{what: "1.10:2", reason: law}]'),
    ],
)
def test_a_button_changes_one_line_of_the_register(prepared, does, what, reason, line):
    """As a person would write it; taking it back gives the file as it was."""
    known = prepared.register.recipients
    text = with_choice(REGISTER, known, "mother", does, what, reason)
    assert line in text
    assert len(set(text.splitlines()) - set(REGISTER.splitlines())) == 1


def test_nobody_and_nothing_named_is_told():
    """A page may be older than the register."""
    with pytest.raises(Exception, match="no such recipient"):
        with_choice(REGISTER, (), "mother", "open", "p3", "")
    with pytest.raises(Exception, match="say who, or which paragraph"):
        with_choice(REGISTER, (Recipient("mother", "family", "F-1"),), "mother", "withhold", "", "")
    with pytest.raises(Exception, match="a copy for mother already"):
        with_recipient(REGISTER, {"new.id": "mother"})
    assert "- {id: gran, for: p4}" in with_recipient(
        REGISTER, {"new.id": "gran", "new.for": "p4", "new.side": ""}
    )


def test_what_a_change_does_to_each_copy_is_known_before(prepared, rules):
    """Only the copies that it changes."""
    text = REGISTER.replace("side: maternal, reference", "side: maternal, show: [p3], reference")
    prepared.case.register_path.write_text(text, encoding="utf-8")
    after = read_register(prepared.case.register_path, rules)
    ((who, found),) = changes(prepared, prepared.register, after)
    assert who.id == "mother"
    assert any("ferrets" in each.text and each.reasons == ("other family", "") for each in found)


# The pages -------------------------------------------------------------------------------------------


def test_a_copy_is_shown_with_what_it_leaves_out_and_why(at):
    """People with the reason of each, the words, and the reader who was asked for."""
    page = at[1].get("/recipients?who=father").text
    assert "family.father" in page
    assert "in care as a girl" in page
    assert "[withheld B] other family" in page
    assert at[1].get("/recipients?who=nobody").status == 200


def test_opening_a_part_shows_what_appears_and_is_saved_by_the_register_s_own_way(at):
    """Preview, difference, saving, what was before kept, and who did it."""
    of, web = at
    before = of.case.register_path.read_text()
    look = web.post("/recipients", {**fields(web.get("/recipients").text), "does": "open|p3"}).text
    assert "+ This reader will read" in look
    assert "seven ferrets" in look
    assert "show: [p3]" in look
    assert of.case.register_path.read_text() == before
    form = {
        "text": unescape(re.search(r'<textarea name="text" hidden>\n(.*?)</textarea>', look, re.DOTALL)[1])
    }
    saved = web.post("/register/save", {**form, "digest": fields_digest(look), "back": "/recipients"})
    assert (saved.status, saved.headers["location"]) == (303, "/recipients?saved=1")
    assert "show: [p3]" in of.case.register_path.read_text()
    assert [p.read_text() for p in (of.case.folder / "earlier").iterdir()] == [before]
    assert [(d.by, d.action) for d in of.case.ledger()] == [("Rosa Reviewer", "register")]


def fields_digest(page):
    return re.search(r'name="digest" value="(\w*)"', page)[1]


def test_a_passage_is_withheld_too_and_what_disappears_is_shown(at):
    """By the place that was typed, with the reason that was chosen."""
    web = at[1]
    form = {**fields(web.get("/recipients").text), "does": "passage", "place": "1.6:1", "reason": "safety"}
    look = web.post("/recipients", form).text
    assert "− This reader will no longer read" in look
    assert "Piers shouted at Tamsin." in look
    assert "[withheld E] safety" in look


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"does": "passage", "place": "9.9"}, "no published draft has a paragraph 9.9"),
        ({"does": "passage", "place": "nonsense words"}, "should be the id of a person, or a paragraph"),
        ({"does": "withhold"}, "say who, or which paragraph"),
        ({"does": "open|p99"}, "should be the id of a person"),
        ({"does": "new", "new.id": "Karen"}, "small letters"),
        ({"does": "open|p3", "who": "stranger"}, "no such recipient"),
    ],
)
def test_a_wrong_choice_is_told_and_nothing_is_saved(at, more, says):
    """The page comes back with what was typed."""
    of, web = at
    before = of.case.register_path.read_text()
    answer = web.post("/recipients", {**fields(web.get("/recipients").text), **more})
    assert (answer.status, says in unescape(answer.text)) == (422, True)
    assert of.case.register_path.read_text() == before
    assert f'value="{more.get("place", "")}"' in answer.text


def test_a_register_that_was_changed_meanwhile_is_told(at):
    """The difference is to what is there now."""
    of, web = at
    form = fields(web.get("/recipients").text)
    of.case.register_path.write_text(form["base"] + "dates: season\n", encoding="utf-8")
    answer = web.post("/recipients", {**form, "does": "open|p3"})
    assert answer.status == 409
    assert "was changed by somebody else" in answer.text
    assert "<del>dates: season</del>" in answer.text


def test_what_the_publication_prints_is_told_and_answered_at_once(at):
    """How many passages; one answer opens the rest and takes sources and illness out; both effects are shown first."""
    web = at[1]
    page = web.get("/recipients").text
    assert "Printed in the publication edition: " in page
    look = web.post("/recipients", {**fields(page), "does": "published|advised"}).text
    assert "published: {source: withheld, health: withheld, third party: shown, other family: shown}" in look
    assert "every edition for many readers" in look
    assert "rang the council in June" in look
    answer = web.post("/recipients", {**fields(page), "does": "published|whim"})
    assert (answer.status, "no such answer" in answer.text) == (422, True)


def test_one_answer_is_written_for_all_places_of_a_matter(prepared):
    """Each in quotes, each once."""
    known = prepared.register.recipients
    text = with_choice(REGISTER, known, "mother", "open", "1.3:1|1.10:2|1.3:1", "")
    assert 'show: ["1.3:1", "1.10:2"]' in text
    text = with_choice(REGISTER, known, "mother", "withhold", "1.3:1|1.10:2", "source")
    assert 'withhold: [{what: "1.3:1", reason: source}, {what: "1.10:2", reason: source}]' in text


def test_copies_stand_side_by_side(at):
    """Two by default, or those that are asked for."""
    page = at[1].get("/recipients/differences").text
    assert "seven ferrets" in page
    assert "✗ [withheld B] other family" in page
    three = at[1].get("/recipients/differences?who=mother&who=father&who=child").text
    assert three.count('<th scope="col">child</th>') == 1
    assert at[1].get("/recipients/differences?who=nobody").status == 200


# The command -----------------------------------------------------------------------------------------


def test_the_differences_are_printed_and_a_stranger_is_told(prepared, monkeypatch, capsys):
    """As lines or as one JSON object; of all copies, or of those that are named."""
    import json

    import redact.pipeline
    from redact.cli import main

    monkeypatch.setattr(redact.pipeline, "prepare", lambda *_: prepared)
    case = ["show", str(prepared.case.folder), "recipients", "--differences"]
    assert main(case) == 0
    assert "mother: [withheld B] other family; father: printed; child: printed" in capsys.readouterr().out
    assert main([*case, "father", "mother", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["copies"] == ["father", "mother"]
    assert all(row["withheld"]["father"] != row["withheld"]["mother"] for row in data["differences"])
    assert main([*case, "uncle"]) == 2
    assert "register.yaml has no recipient uncle; it has mother, father, child" in capsys.readouterr().err
    assert main([*case, "mother"]) == 2
    assert "there are not two copies to compare" in capsys.readouterr().err
