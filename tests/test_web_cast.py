"""The cast in the browser: who everybody is, put together, taken apart, left, and taken back."""

from dataclasses import replace

import pytest

from redact.web.joining import targets_of
from redact.web.roll import evidence, into, matching, roll
from web_case import client, decided, make_case, sitting


@pytest.fixture
def at(rules, tmp_path, key_file):
    """A sitting of a case of its own, and a client."""
    of = sitting(make_case(tmp_path / "case"), rules, key_file)
    return of, client(of)


def answer(of, web, action, targets, value="", back="/cast"):
    data = {"action": action, "target": targets, "value": value, "seen": of.state().version, "back": back}
    return web.post("/answer", data=data)


def hidden(text, name):
    """The values of the hidden fields *name* of a page."""
    import re

    return re.findall(rf'type="hidden" name="{name}" value="([^"]*)"', text)


def test_everybody_stands_in_the_cast_with_what_is_known(at):
    """Name, pseudonym, role, mentions by draft, evidence and words around it; the open ones first."""
    of, web = at
    page = web.get("/cast").text
    assert page.index("Thrupps") < page.index('id="t-p1"')
    for words in ("Wren Alder", "Mother", "subject child", "letter.txt: 1; report.txt: 4", "known × 5, score 0.90",
                  "listed in the register", "found in the drafts", "Larkby", "1 open"):  # fmt: skip
        assert words in page, words
    assert [b.entity.id for b in roll(of.state())] == ["E2", "p2", "E1", "p1", "l1"]


def test_finding_somebody_works_without_script_and_leaves_no_words_in_the_address(at):
    """A search is sent as a form; it fits names, roles, pseudonyms and ids, whatever the accents."""
    of, web = at
    page = web.post("/cast", data={"words": "mother jane", "group": ""}).text
    assert 'id="q-p2"' in page
    assert 'id="q-p1"' not in page
    assert "Nobody and nothing fits" in web.post("/cast", data={"words": "nobody at all"}).text
    assert [b.entity.id for b in matching(roll(of.state()), "", "Places and addresses")] == ["l1"]


def test_a_large_cast_is_paged(at, monkeypatch):
    """No page shows more than its share, and the next follows."""
    _, web = at
    monkeypatch.setattr("redact.web.cast.ON_A_PAGE", 2)
    first, last = web.get("/cast").text, web.get("/cast?from=4").text
    assert first.count("<article") == 2
    assert "/cast?from=2" in first
    assert last.count("<article") == 1
    monkeypatch.setattr("redact.web.cast.MENTIONS", 4)
    assert web.get("/cast/p2?from=4").text.count('name="target" value="m-') == 1


def test_a_merge_says_what_will_happen_before_it_does(at):
    """Both sides, the pseudonym that stays, and nothing on the ledger until the button is pressed."""
    of, web = at
    page = web.get("/cast/E1/join?with=p2").text
    assert "All 7 mentions will be printed as <strong>Mother</strong>" in page
    assert decided(of) == []
    answered = answer(
        of, web, hidden(page, "action")[0], hidden(page, "target"), hidden(page, "value")[0], "/cast/p2"
    )
    assert (answered.status_code, answered.headers["location"]) == (303, "/cast/p2")
    assert decided(of) == [("Rosa Reviewer", "merge", "E1", "p2")]
    assert into(of.state(), "p2") == ["E1"]
    gone = web.get("/cast/E1")
    assert "put together" in gone.text
    assert "Jane Thrupp" in gone.text


def test_somebody_of_the_register_never_vanishes_by_a_merge(at):
    """Asked the wrong way round it is turned; two of the register cannot be put together by an answer."""
    _, web = at
    turned = web.get("/cast/p2/join?with=E1").text
    assert hidden(turned, "target") == ["E1"]
    assert "The other way round" not in turned
    both = web.get("/cast/p1/join?with=p2").text
    assert "Both stand in the register" in both
    assert hidden(both, "target") == []


def test_single_mentions_can_be_split_off_and_set_back(at):
    """The preview counts who goes and who stays; taking it back makes one of two again."""
    of, web = at
    janes = of.state().prepared.reviewed.entities["p2"].mentions
    page = web.get("/cast/p2").text
    assert page.count("is replaced") == len(janes) == 5
    first = page.split('name="target" value="m-')[1][:16]
    look = web.post("/cast/p2/split", data={"target": f"m-{first}", "value": "the older Jane"}).text
    assert "1 mention goes to somebody else; 4 stay" in look
    assert hidden(look, "target") == [f"m-{first}"]
    answer(of, web, "split", hidden(look, "target"), "the older Jane")
    entities = of.state().prepared.reviewed.entities
    assert (len(entities["p2"].mentions), len(entities["S1"].mentions)) == (4, 1)
    assert of.state().prepared.key["S1"] != of.state().prepared.key["p2"]
    again = web.post("/cast/p2/split", data={"words": "Jane", "value": "the older jane"}).status_code
    assert again == 422  # all of them: nobody would be left
    assert "Rosa Reviewer</strong> split off as “the older Jane”" in web.get("/cast/S1").text
    web.post("/undo", data={"first": "1", "last": "1", "back": "/cast/p2"})
    assert "split off as “the older Jane”" in web.get("/cast/p2").text
    assert "S1" not in of.state().prepared.reviewed.entities
    assert "that was taken back" in web.get("/cast/S1").text


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"value": "other"}, "Choose some of the mentions"),
        ({"words": "Jane"}, "not none, and not all"),
        ({}, "working name"),
    ],
)
def test_a_split_that_means_nothing_is_refused(at, form, why):
    """None or all of the mentions, or no name for the other person: said, and nothing is put down."""
    of, web = at
    answered = web.post("/cast/p2/split", data={"value": "x", **form} if "words" in form else form)
    assert answered.status_code == 422
    assert why in answered.text
    assert decided(of) == []


def test_words_that_somebody_else_bears_too_are_split_one_by_one(at):
    """Splitting 'Jane' from one person leaves the Janes who are somebody else, and words with answers of their own."""
    of, _ = at
    mentions = of.state().prepared.reviewed.mentions
    janes = [m for m in mentions if m.entity == "p2"]
    assert [t[0] for t in targets_of(janes, mentions, ())] == ["w"]
    other = [replace(m, entity="E1") if m is janes[0] else m for m in mentions]
    assert {t[0] for t in targets_of(janes[1:], other, ())} == {"m"}
    from redact.targets import mention_target

    assert {t[0] for t in targets_of(janes, mentions, {mention_target(janes[2])})} == {"m"}


def test_what_is_nobody_is_left_after_saying_where(at):
    """Every form of the name is shown with its number; the answers hang on the mentions, never on later ones."""
    of, web = at
    page = web.get("/cast/E1/leave").text
    assert "at 2 places" in page
    answer(of, web, "dismiss", hidden(page, "target"))
    assert {m.status for m in of.state().prepared.reviewed.entities["E1"].mentions} == {"keep"}
    assert all(target.startswith("m-") for _, _, target, _ in decided(of))
    history = web.get("/cast/E1").text
    assert "left words as they are, 2 mentions" in history
    web.post("/undo", data={"first": "1", "last": "2", "back": "/cast/E1"})
    assert {m.status for m in of.state().prepared.reviewed.entities["E1"].mentions} == {"replace"}
    assert "(taken back)" in web.get("/cast/E1").text


def test_one_mention_is_never_redacted_and_the_others_are(at):
    """'Never redact here' is an answer on one mention."""
    of, web = at
    target = web.get("/cast/p2").text.split('name="target" value="m-')[1][:16]
    web.post(
        "/answer",
        data={"does": "dismiss|", "target": f"m-{target}", "value": "x", "seen": "0", "back": "/cast/p2"},
    )
    assert decided(of) == [("Rosa Reviewer", "dismiss", f"m-{target}", "")]
    kept = [m.status for m in of.state().prepared.reviewed.entities["p2"].mentions]
    assert sorted(kept) == ["keep", *["replace"] * 4]


def test_a_pseudonym_that_names_is_refused_and_a_role_is_taken(at):
    """The same objections as everywhere."""
    of, web = at
    assert "Not saved" in answer(of, web, "rename", "E1", "Miss Thrupp").text
    assert answer(of, web, "role", "E1", "aunt").status_code == 303
    assert decided(of) == [("Rosa Reviewer", "role", "E1", "aunt")]


def test_a_name_with_mark_up_is_shown_and_never_obeyed(at):
    """What a working name holds comes back escaped."""
    _, web = at
    target = web.get("/cast/p2").text.split('name="target" value="m-')[1][:16]
    page = web.post("/cast/p2/split", data={"target": f"m-{target}", "value": "<script>x"}).text
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


def test_nobody_of_an_unknown_id(at):
    """An id that the case never had is said to be none."""
    _, web = at
    assert web.get("/cast/E77").status_code == 404
    assert web.get("/cast/E77/leave").status_code == 422
    assert web.get("/cast/E77/join?with=p1").status_code == 422


def test_evidence_counts_rules_with_their_scores(at):
    """Which rule found how many, from the lowest score to the highest."""
    of, _ = at
    mentions = of.state().prepared.reviewed.mentions
    found = evidence([*mentions, replace(mentions[0], score=0.5)])
    assert (found[0].rule, found[0].lowest, found[0].highest) == ("known", 0.5, 0.9)


def test_the_family_is_drawn_with_pseudonyms_and_for_the_reviewer_with_names(at):
    """The picture is an image of its own without styles; names stand in it only where they are asked for."""
    _, web = at
    page, picture, named = web.get("/family"), web.get("/family.svg"), web.get("/family.svg?names=1")
    assert "the register says so" in page.text
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert "style=" not in picture.text
    assert "Mother" in page.text
    assert "Alder" not in picture.text
    assert "Jane" in named.text
    assert web.get("/family?drafts=1").status_code == 200
