"""register.yaml in the browser: forms, the difference before saving, and what is kept of it."""

import json

import pytest

from redact.case import Case
from redact.disposal import KEPT
from redact.model import Decision
from redact.review import RECORDS, deciders
from redact.revising import ChangedMeanwhileError, difference, given_over, held, lost, next_id, save
from redact.web.entries import amended, drafts_of, entries
from web_case import REGISTER, client, decided, make_case, sitting

DRAFTS = ["letter.txt", "report.txt"]


@pytest.fixture
def at(rules, tmp_path, key_file):
    """A sitting of a case of its own, and a client."""
    of = sitting(make_case(tmp_path / "case"), rules, key_file)
    return of, client(of)


def filled(text):
    """The form as the page gives it, with nothing changed."""
    fields = [f for rows in entries(text).values() for e in rows for f in e.fields]
    fields += [f for e in drafts_of(text, DRAFTS, {}) for f in e.fields]
    return {f.name: f.value for f in fields}


def sent(of, **more):
    now = held(of.case)
    return {"base": now.text, "digest": now.digest, "does": "look", **more}


def shown_text(page):
    """The text that the page of the difference would save."""
    from html import unescape

    return unescape(page.split('<textarea name="text" hidden>\n')[1].split("</textarea>")[0])


def test_a_form_that_changes_nothing_changes_no_byte():
    """Whatever the way the file is written."""
    assert amended(REGISTER, filled(REGISTER), DRAFTS) == REGISTER


def test_what_is_filled_in_is_in_the_text():
    """Persons, words that stay, drafts, choices; new entries and entries taken out."""
    form = {
        **filled(REGISTER), "people.1.aliases": "Jay\n\n Jay \nMrs  Alder", "draft.0.use": "source", "draft.1.kind": "summary",
        "choice.ages": "exact", "people.0.remove": "on", "choice.subject": "p2", "choice.labels_in_use": "Child A\nChild B",
    }  # fmt: skip
    text = amended(REGISTER, form, DRAFTS)
    assert "- {id: p2, name: Jane Alder, role: mother, aliases: [Jay, Mrs Alder]}" in text
    assert "- {file: letter.txt, use: source}" in text
    assert "- {file: report.txt, kind: summary}" in text
    assert "ages: exact" in text
    assert "labels_in_use: [Child A, Child B]" in text
    assert "Wren" not in text
    kept = amended("allow: [Alex]\n", {"allow.0.where": "body"}, ())
    assert kept == "allow: [{text: Alex, where: body}]\n"


def test_a_change_is_looked_at_then_saved_kept_and_on_record(at):
    """The exact difference first; then the file, the earlier one beside it, and who did it."""
    of, web = at
    before = of.case.register_path.read_bytes()
    page = web.post("/register", data=sent(of, **{"people.1.role": "mother of Wren"})).text
    assert of.case.register_path.read_bytes() == before
    assert "<del>  - {id: p2, name: Jane Alder, role: mother}</del>" in page
    assert "<ins>  - {id: p2, name: Jane Alder, role: mother of Wren}</ins>" in page
    saved = web.post("/register/save", data={"text": shown_text(page), "digest": held(of.case).digest})
    assert (saved.status_code, saved.headers["location"]) == (303, "/register?saved=1")
    assert of.case.register_path.read_text() == REGISTER.replace("role: mother}", "role: mother of Wren}")
    earlier = list((of.case.folder / "earlier").iterdir())
    assert [p.read_bytes() for p in earlier] == [before]
    ((by, action, target, value),) = decided(of)
    assert (by, action, target) == ("Rosa Reviewer", "register", "register")
    assert json.loads(value)["after"] == held(of.case).digest
    web.get("/register?saved=1")
    of.wait()
    assert of.state().prepared.reviewed.entities["p2"].role == "mother of Wren"


def test_whoever_changed_the_register_may_not_sign_and_decided_nothing_about_the_text():
    """A register decides who is hidden; it voids signatures by its own digest, not by the ledger."""
    ledger = (Decision("2031-01-01T00:00:00+00:00", "Rosa", "register", "register", "{}"),)
    assert deciders(ledger) == ["Rosa"]
    assert "register" in RECORDS
    assert "earlier" in KEPT


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"people.1.pseudonym": "Alder"}, "line 8: people.1.pseudonym"),
        ({"people.1.name": ""}, "people.1.name: missing"),
        ({"people.1.born": "soon"}, "not read as a date"),
        ({"people.1.name": "A\u202eB"}, "does not print"),
        ({"text": "people:\n  - {id: p1, nam: x}\n"}, "line 2: people.0.nam: unknown key"),
        ({"text": "people: [\n"}, "not valid YAML"),
        ({"text": "documents:\n  - {file: gone.txt}\n"}, "there is no draft of the name"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_line_and_key_and_nothing_is_saved(at, form, told):
    """The page comes back with what was typed."""
    of, web = at
    answered = web.post("/register", data=sent(of, **form))
    assert answered.status_code == 422
    assert told in answered.text.replace("&#39;", "'")
    assert held(of.case).text == REGISTER
    assert decided(of) == []
    assert not (of.case.folder / "earlier").exists()


def test_a_wrong_text_is_not_saved_past_the_page_of_the_difference(at):
    """Whoever sends it straight to be saved is refused by the same reader."""
    of, web = at
    answered = web.post("/register/save", data={"text": "people: 7\n", "digest": held(of.case).digest})
    assert answered.status_code == 422
    assert held(of.case).text == REGISTER


def test_a_file_that_changed_meanwhile_is_not_overwritten(at):
    """Neither by the page nor by a second save: what is there now is shown against what was typed."""
    of, web = at
    old = sent(of, **{"people.1.role": "aunt"})
    page = shown_text(web.post("/register", data=old).text)
    other = REGISTER.replace("Larkby", "Finchley Bridge")
    of.case.register_path.write_text(other)
    answered = web.post("/register/save", data={"text": page, "digest": old["digest"]})
    assert answered.status_code == 409
    assert "changed by somebody else" in answered.text
    assert "<del>  - {id: l1, name: Finchley Bridge, role: town}</del>" in answered.text
    assert web.post("/register", data=old).status_code == 409
    assert of.case.register_path.read_text() == other
    assert decided(of) == []


def test_saving_twice_in_a_second_keeps_both_earlier_ones(at, rules):
    """No earlier register takes the place of another; saving the same changes nothing."""
    of, _ = at
    one, two = REGISTER.replace("mother", "aunt"), REGISTER.replace("mother", "uncle")
    for text in (one, two, two):
        save(of.case, rules, text, held(of.case).digest, "Rosa")
    kept = {p.read_text() for p in (of.case.folder / "earlier").iterdir()}
    assert kept == {REGISTER, one}
    assert len(decided(of)) == 2
    with pytest.raises(ChangedMeanwhileError):
        save(of.case, rules, one, "0" * 64, "Rosa")


def test_line_ends_and_the_mark_of_the_file_stay(tmp_path, rules):
    """A register from Notepad stays one."""
    case = make_case(tmp_path / "case")
    case.register_path.write_bytes(b"\xef\xbb\xbf" + REGISTER.replace("\n", "\r\n").encode())
    save(case, rules, REGISTER.replace("mother", "aunt"), held(case).digest, "Rosa")
    content = case.register_path.read_bytes()
    assert content == b"\xef\xbb\xbf" + REGISTER.replace("mother", "aunt").replace("\n", "\r\n").encode()


def test_a_new_entry_never_gets_an_id_that_somebody_had(at):
    """An id that is in the text, on the ledger or in the key is somebody's for good, and so is its pseudonym."""
    of, web = at
    assert next_id("people", REGISTER, ()) == "p3"
    assert next_id("people", REGISTER, {"p17", "l40", "E99"}) == "p18"
    page = web.post("/register", data=sent(of, does="add|people", **{"people.1.role": "aunt"})).text
    assert 'name="people.2.name" value=""' in page
    assert "in this page only, not saved yet" in page
    assert "role: aunt" in page
    assert held(of.case).text == REGISTER


def test_somebody_who_was_found_is_put_into_the_register_with_their_names(at):
    """From the cast, or from the list of those who are not in it."""
    of, web = at
    page = web.get("/register?adopt=E1").text
    assert 'name="people.2.name" value="Jane Thrupp"' in page
    assert 'value="adopt|E2"' in page
    page = web.post("/register", data=sent(of, does="adopt|E2")).text
    assert 'name="people.2.name" value="Thrupps"' in page
    page = web.post(
        "/register", data={"does": "fetch|relations", "new.who": "p2", "new.is": "mother", "new.of": "p1"}
    ).text
    assert "{who: p2, is: mother, of: p1}" in page or "is: mother" in page


def test_an_id_that_is_taken_out_is_told_with_the_answers_that_speak_of_it():
    """Answers on somebody who is gone would hold no more."""
    ledger = (Decision("2031-01-01T00:00:00+00:00", "Rosa", "merge", "E1", "p2"),)
    after = REGISTER.replace("  - {id: p2, name: Jane Alder, role: mother}\n", "")
    assert lost(REGISTER, after, ledger) == {"p2": 1}
    assert lost(REGISTER, REGISTER.replace("mother", "aunt"), ledger) == {}
    assert given_over(REGISTER, REGISTER.replace("Jane Alder", "Mary Thrupp")) == ["p2"]
    assert given_over(REGISTER, REGISTER.replace("Jane Alder", "Jane Thrupp")) == []


def test_a_case_without_a_register_gets_one_from_what_was_found(rules, tmp_path, key_file):
    """Proposed in the page, and saved like any other change."""
    of = sitting(make_case(tmp_path / "case", None), rules, key_file)
    web = client(of)
    assert "This case has no register yet" in web.get("/register").text
    page = web.post("/register", data={"base": "", "digest": "", "does": "propose"}).text
    assert 'value="Wren Alder"' in page
    text = (
        page.split('<textarea name="base" hidden>\n')[1]
        .split("</textarea>")[0]
        .replace("&#34;", '"')
        .replace("&#39;", "'")
    )
    look = web.post("/register", data={"base": text, "digest": "", "does": "look"}).text
    assert web.post("/register/save", data={"text": shown_text(look), "digest": ""}).status_code == 303
    assert "Larkby" in of.case.register_path.read_text()
    assert not (of.case.folder / "earlier").exists()
    assert json.loads(decided(of)[0][3])["before"] == ""


def test_a_proposed_register_takes_no_id_that_somebody_had(at):
    """Where the register was lost, nobody in the new one bears another's pseudonym from the key."""
    of, web = at
    of.case.register_path.unlink()
    page = web.post("/register", data={"base": "", "digest": "", "does": "propose"}).text
    assert "- id: p3" in page
    assert "- id: p1" not in page
    assert "- id: l2" in page


def test_a_register_that_cannot_be_read_is_shown_as_text_with_its_error(rules, tmp_path, key_file):
    """A case whose register is broken on the disk can be mended in the page."""
    of = sitting(make_case(tmp_path / "case"), rules, key_file)
    web = client(of)
    of.case.register_path.write_text("people: [\n")
    page = web.get("/register").text
    assert "not valid YAML" in page
    assert 'textarea id="text"' in page


def test_the_difference_says_added_taken_out_and_where():
    """With two lines around and marks where lines are passed over."""
    lines = difference("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\n")
    assert [(x.kind, x.text) for x in lines] == [
        ("gap", ""), ("same", "c"), ("same", "d"), ("removed", "e"), ("added", "E"), ("same", "f"),
    ]  # fmt: skip
    assert difference("a\n", "a\n") == []


def test_mark_up_in_the_register_is_shown_and_never_obeyed(at):
    """A name that is a tag comes back escaped, in forms, text and difference."""
    of, web = at
    text = REGISTER.replace("Larkby", '"</textarea><b>x"')
    for form in ({"text": text}, {"text": text, "does": "forms"}, {"text": text, "does": "text"}):
        page = web.post("/register", data=sent(of, **form)).text
        assert "<b>x" not in page


def test_a_register_of_two_hundred_people_is_one_form(at):
    """More fields than a form usually may have."""
    of, web = at
    fields = {
        f"people.{n}.{key}": "x"
        for n in range(200)
        for key in ("name", "aliases", "role", "pseudonym", "gender", "born", "family")
    }
    assert (
        web.post("/register", data=sent(of, **fields)).status_code == 422
    )  # told what is wrong, not cut off
    assert isinstance(of.case, Case)


def test_a_pseudonym_that_the_review_gave_to_somebody_else_is_refused(at):
    """Two people would bear it, and nothing could be prepared any more."""
    of, web = at
    data = {"action": "rename", "target": "E1", "value": "Adult K", "seen": "0", "back": "/cast"}
    assert web.post("/answer", data=data).status_code == 303
    answered = web.post("/register", data=sent(of, **{"people.1.pseudonym": "adult K"}))
    assert answered.status_code == 422
    assert "p2 and E1 have the same pseudonym" in answered.text
    adopted = (
        web.get("/register?adopt=E1").text.split('<textarea name="base" hidden>\n')[1].split("</textarea>")[0]
    )
    assert "pseudonym: Adult K" in adopted
    assert (
        web.post("/register", data=sent(of, text=adopted)).status_code == 200
    )  # who is listed takes it along


def test_a_register_that_the_review_cannot_be_folded_over_is_told(at):
    """Written past the page: the pages say what is wrong, and go on showing what was known."""
    of, web = at
    web.post(
        "/answer", data={"action": "rename", "target": "E1", "value": "Adult K", "seen": "0", "back": "/cast"}
    )
    of.case.register_path.write_text(REGISTER.replace("role: mother", "role: mother, pseudonym: Adult K"))
    web.get("/cast")
    of.wait()
    page = web.get("/register")
    assert page.status_code == 200
    assert "have the same pseudonym" in page.text
