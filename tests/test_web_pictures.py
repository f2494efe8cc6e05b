"""The page of pictures: each shown as it would be printed, decided on, decided otherwise, taken back."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from by_hand import draft, mention, prepared_of, visit
from redact.model import Block, Decision, Document, Entity, Picture, Register, Relation, Span
from redact.review import Reviewed
from redact.targets import left_target, picture_target

HEADERS = {"accept": "application/json"}


def png(colour="red"):
    """A picture of nothing."""
    out = io.BytesIO()
    Image.new("RGB", (4, 3), colour).save(out, "PNG")
    return out.getvalue()


PHOTOGRAPH = Picture(
    "picture-1", "picture", "paragraph 1", png(), "image/png", "A <b>swing</b>", digest="d1", size=(4, 3), width=8.0
)  # fmt: skip
SIGNED = Picture(
    "picture-2", "picture", "paragraph 1", png("blue"), "image/png", read="Wren", digest="d2", size=(4, 3)
)
DRAWN = Picture("picture-3", "drawing", "paragraph 2", digest="d3", unfit="it is a drawing of another kind")
CHART = Picture(
    "picture-4", "chart", "paragraph 2", table=(("Year", "Visits <i>"), ("2014", "3")), digest="d4"
)
VECTOR = Picture(
    "picture-5",
    "picture",
    "paragraph 2",
    b"<svg onload='alert(1)'/>",
    "image/svg+xml",
    digest="d5",
    size=(4, 3),
)
REPORT = draft(
    "report.docx",
    "Wren lives with Robin and Martin.",
    "It was a long year.",
    pictures=(PHOTOGRAPH, SIGNED, DRAWN, CHART, VECTOR),
)
TARGETS = {p.id: picture_target(REPORT.name, p) for p in REPORT.pictures}


def with_words_in_a_picture(document: Document) -> Document:
    """The draft with the words that were read in its second picture."""
    at = len(document.text) + 1
    block = Block(Span(at, at + 4), "embedded", place="words in picture-2")
    return replace(document, text=f"{document.text}\nWren", blocks=(*document.blocks, block))


@pytest.fixture
def prepared(rules, tmp_path):
    """A draft with five pictures, and a family of three."""
    report = with_words_in_a_picture(REPORT)
    names = {"p1": ("Wren", "subject child"), "p2": ("Robin", "mother"), "p3": ("Martin", "father")}
    mentions = [mention(report, name, "PERSON", entity=i) for i, (name, _) in names.items()]
    last = Span(len(report.text) - 4, len(report.text))
    mentions.append(replace(mentions[0], span=last))
    people = {i: Entity(i, "PERSON", name, role=role, listed=True) for i, (name, role) in names.items()}
    register = Register(
        subject="p1",
        entities=people,
        relations=(Relation("p2", "mother", "p1"), Relation("p3", "father", "p1")),
    )
    return prepared_of(
        tmp_path,
        rules,
        [report],
        register=register,
        reviewed=Reviewed(tuple(mentions), people, {}),
        key={"p1": "Child G", "p2": "Mother", "p3": "Father"},
    )


def card(page, picture):
    """The part of the page about one picture."""
    return page.split(f'id="q-{TARGETS[picture]}"')[1].split("</article>")[0]


def answer(client, picture, action, value=""):
    """Send an answer as a form does."""
    seen = str(len(client.app.state.sitting.case.ledger()))
    form = {"target": TARGETS[picture], "action": action, "value": value, "seen": seen, "back": "/pictures"}
    return client.post("/answer", data=form, follow_redirects=False)


def test_each_picture_is_shown_with_what_is_known_of_it(prepared):
    """Where it stands, its alternative text, the words read in it, its size; a chart as its figures; nothing as markup."""
    page = visit(prepared).get("/pictures").text
    assert f'src="/pictures/{TARGETS["picture-1"]}"' in page
    for words in (
        "4 × 3 pixels, 8.0 cm wide",
        "A &lt;b&gt;swing&lt;/b&gt;",
        "after “Wren lives with",
        "long year",
    ):
        assert words in card(page, "picture-1")
    assert "Words read in it</dt><dd>“Wren”" in card(page, "picture-2")
    assert "Visits &lt;i&gt;" in card(page, "picture-4")
    assert "<b>swing" not in page
    assert "5 open" in page


def test_a_picture_is_served_closed_off_and_under_its_own_type(prepared):
    """Opened by itself it runs nothing; its bytes are those that an edition would print."""
    sent = visit(prepared).get(f"/pictures/{TARGETS['picture-1']}")
    assert sent.content == PHOTOGRAPH.data
    assert sent.headers["content-type"] == "image/png"
    assert sent.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
    assert sent.headers["x-content-type-options"] == "nosniff"
    assert sent.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("picture", ["picture-3", "picture-4", "picture-5"])
def test_nothing_but_a_raster_is_ever_served(prepared, picture):
    """A draft's SVG, a chart and a drawing without pixels have no address."""
    assert visit(prepared).get(f"/pictures/{TARGETS[picture]}").status_code == 404


@pytest.mark.parametrize(
    "target", ["p-000000000000", "draft-1-picture-1.png", "..%2f..%2fregister.yaml", "x/tree"]
)
def test_no_other_address_gives_anything(prepared, target):
    """A picture that the drafts do not hold, a file's name and a way out of the folder are no pages."""
    assert visit(prepared).get(f"/pictures/{target}").status_code == 404


def test_the_family_tree_stands_beside_a_picture_with_pseudonyms_only(prepared):
    """The tree of those whom the draft mentions, closed off like any picture."""
    client = visit(prepared)
    sent = client.get(f"/pictures/{TARGETS['picture-1']}/tree")
    assert sent.headers["content-type"].startswith("image/svg+xml")
    assert sent.headers["content-security-policy"].startswith("sandbox")
    assert "Child G" in sent.text
    assert "Wren" not in sent.text
    assert "Print the family tree" in card(client.get("/pictures").text, "picture-1")


def test_no_tree_is_offered_where_none_can_be_drawn(prepared):
    """Where nobody is said to be related there is no tree to show, and no button for it."""
    strangers = {i: Entity(i, "PERSON", e.name) for i, e in prepared.reviewed.entities.items()}
    reviewed = replace(prepared.reviewed, entities=strangers)
    client = visit(replace(prepared, register=Register(), reviewed=reviewed))
    assert "Print the family tree" not in client.get("/pictures").text
    assert client.get(f"/pictures/{TARGETS['picture-1']}/tree").status_code == 404


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        ("picture-2", "words in it are what the text does not print"),
        ("picture-3", "a drawing of another kind"),
    ],
)
def test_what_cannot_be_kept_says_why_and_has_no_button_to_keep(prepared, picture, why):
    """The reason stands there before anybody tries."""
    own = card(visit(prepared).get("/pictures").text, picture)
    assert why in own
    assert 'value="keep"' not in own
    assert 'value="remove"' in own


def test_a_decision_is_shown_can_be_changed_and_taken_back(prepared):
    """What was decided, by whom; another answer in its place; and open again when the last one is taken back."""
    client = visit(prepared)
    assert answer(client, "picture-1", "accept").status_code == 303
    page = client.get("/pictures").text
    assert "4 open" in page
    assert "Decided: <strong>left out without a trace</strong>" in card(page, "picture-1")
    assert "Rosa Reviewer" in card(page, "picture-1")
    answer(client, "picture-1", "remove")
    own = card(client.get("/pictures").text, "picture-1")
    assert "removed, and the edition says so" in own
    line = own.split('name="first" value="')[1].split('"')[0]
    client.post("/undo", data={"first": line, "last": line, "back": "/pictures"})
    assert "left out without a trace" in card(client.get("/pictures").text, "picture-1")
    assert [d.action for d in prepared.case.ledger()] == ["accept", "remove", "undo"]


def test_an_answer_on_all_pictures_of_a_draft_is_told_as_one(prepared):
    """Who answered for all together sees it at each, and takes it back for all."""
    target = left_target(REPORT.name, "picture")
    prepared.case.append(Decision("2031-05-12T10:00:00+00:00", "Rosa", "confirm", target))
    own = card(visit(prepared).get("/pictures").text, "picture-1")
    assert "answered for all pictures of this draft together" in own
    assert 'name="first" value="1"' in own


def test_a_picture_that_may_not_be_kept_is_refused_by_the_page_too(prepared):
    """The form that was never shown is no way around."""
    assert answer(visit(prepared), "picture-2", "keep", "A card").status_code == 422
    assert not prepared.case.ledger()


def test_pictures_of_a_source_are_shown_and_not_asked_about(prepared):
    """Nothing of a draft that is only read is printed."""
    register = replace(prepared.register, documents={REPORT.name: {"use": "source"}})
    page = visit(replace(prepared, register=register)).get("/pictures").text
    assert "0 open" in page
    assert "only read for names and facts" in page
    assert 'action="/answer"' not in page


def test_a_case_without_pictures_says_so(rules, tmp_path):
    """An empty page would look like a fault."""
    assert (
        "no pictures and no charts"
        in visit(prepared_of(tmp_path, rules, [draft("a.docx", "Words.")])).get("/pictures").text
    )
