"""The text side by side in the browser: rows, marks, words that were missed, rewording, search."""

import hashlib
import re
import socket
import threading
from dataclasses import replace
from html import unescape

import pytest
from starlette.testclient import TestClient

from browser import expect
from redact.case import Case
from redact.key import opener
from redact.model import Anchor, Block, Cell, Decision, Document, Entity, Mention, Span
from redact.objections import objections
from redact.policies import editions_policy
from redact.prepared import Found
from redact.redaction import redact, redact_part
from redact.register import read_register
from redact.settled import settle
from redact.targets import mention_target, passage_target
from redact.web import create_app
from redact.web.choosing import whole_words
from redact.web.door import Door
from redact.web.missed import found_everywhere
from redact.web.rows import Text
from redact.web.seeking import NotSearched, compiled, search
from redact.web.sitting import Refused, Sitting, Taken
from redact.web.text import STEP, open_place

PARTS = [
    ("heading", "What happened", {}),
    ("paragraph", "Wren Alder <b>met</b> Jo on 3 May 2031; the blue van was Jo's.", {}),
    ("item", "Wren was seen by Larkby Surgery", {"number": "a)"}),
    ("cell", "Wren", {"cell": Cell(0, 0, 0, header=True)}),
    ("cell", "12 June", {"cell": Cell(0, 0, 1, header=True)}),
    ("cell", "Closed on 2 July 2031", {"cell": Cell(0, 1, 0)}),
    ("note", "Corvid Lane told us so.", {"number": "1"}),
    ("comment", "Ask Jo about Corvid Lane.", {}),
]
PEOPLE = {
    "p1": Entity("p1", "PERSON", "Wren Alder", role="subject child", listed=True),
    "E1": Entity("E1", "PERSON", "Jo"),
    "E2": Entity("E2", "HEALTH_SITE", "Larkby Surgery"),
}
FOUND = [  # words, label, status, entity, value
    ("Wren Alder", "PERSON", "replace", "p1", ""),
    ("Wren", "PERSON", "replace", "p1", ""),
    ("Jo", "PERSON", "flag", "E1", ""),
    ("Larkby Surgery", "HEALTH_SITE", "keep", "E2", ""),
    ("3 May 2031", "DATE", "replace", "", "2031-05-03"),
    ("12 June", "DATE", "replace", "", "--06-12"),
    ("2 July 2031", "DATE", "replace", "", "2031-07-02"),
]


def draft(more=0):
    """A draft of one block of each kind, and *more* paragraphs behind them."""
    text, blocks = "", []
    parts = [*PARTS, *(("paragraph", f"Paragraph {n} of many words on Wren.", {}) for n in range(more))]
    for kind, words, options in parts:
        span = Span(len(text), len(text) + len(words))
        anchors = (Anchor(span.start + 10, "1"),) if kind == "paragraph" and "blue" in words else ()
        blocks.append(Block(span, kind, place=f"block {len(blocks) + 1}", anchors=anchors, **options))
        text += words + "\n"
    return Document("overview.txt", hashlib.sha256(text.encode()).hexdigest(), text, tuple(blocks))


def mentions_in(document):
    found = []
    for words, label, status, entity, value in FOUND:
        for match in re.finditer(rf"\b{words}\b", document.text):
            span = Span(*match.span())
            if not any(span.overlaps(m.span) for m in found):
                context = f"{document.text[max(0, span.start - 20) : span.start]}▮{document.text[span.end : span.end + 20]}"
                found.append(Mention(document.name, span, words, label, "by hand", 0.9, status, value, "for a test", entity, context))  # fmt: skip
    return tuple(sorted(found, key=lambda m: m.span))


class Still(Sitting):
    """A sitting in which everything was found already, by hand."""

    def __init__(self, folder, rules, key_file, more=0):
        (folder / "drafts").mkdir(parents=True)
        (folder / "drafts" / "overview.txt").write_text("x", encoding="utf-8")
        super().__init__(Case(folder), rules, opener(str(key_file), {}))
        self.document = draft(more)
        self.begin()

    def _find(self):
        from redact.custody import Kept
        from redact.review import added_entities

        register = read_register(self.case.register_path, self.rules)
        added = added_entities(self.case.ledger())
        kept = self._found.kept if self._found else Kept()
        entities = PEOPLE | {e.id: e for e in added}
        return Found(self.case, self.rules, register, (self.document,), mentions_in(self.document), entities, added, kept)  # fmt: skip


@pytest.fixture
def sitting(tmp_path, rules, key_file):
    still = Still(tmp_path / "case", rules, key_file)
    still.wait()
    return still


@pytest.fixture
def visit(sitting):
    door = Door(80)
    client = TestClient(create_app(sitting, door), "http://127.0.0.1:80", headers={"origin": "http://127.0.0.1:80", "host": "127.0.0.1:80"})  # fmt: skip
    client.post("/enter", data={"token": door.address().split("=")[1], "name": "Rosa"})
    return client


def text_of(sitting):
    prepared = sitting.state().prepared
    return Text(prepared, prepared.documents[0]), editions_policy(
        prepared.rules, prepared.register, "publication", prepared.reviewed.mentions
    )


def decision(action, target, value="", by="Rosa"):
    return Decision("2031-01-01T00:00:00+00:00", by, action, target, value)


def words_of(pieces):
    return "".join(p.text for p in pieces if p.kind != "call")


# Which block of the edition comes from which ---------------------------------------------------------


@pytest.mark.parametrize("size", [1, 2, 3, 50])
def test_some_blocks_are_printed_as_in_the_whole(sitting, size):
    """Any printed blocks alone give the same words as the whole edition, years of dates from their neighbours too."""
    prepared = sitting.state().prepared
    document, policy = prepared.documents[0], text_of(sitting)[1]
    whole = redact(document, prepared.reviewed.mentions, prepared.key, policy, "document")
    settled = settle(document, prepared.reviewed.mentions, {})
    texts = [whole.text[b.span.start : b.span.end] for b in whole.blocks]
    assert "June 2031" in texts  # its year stands in another block
    for first in range(0, len(texts), size):
        part = redact_part(settled, prepared.key, policy, first, min(len(texts), first + size))
        assert [part.text[b.span.start : b.span.end] for b in part.blocks] == texts[first : first + size]


def test_each_row_has_the_words_of_its_block_and_what_is_printed_for_them(sitting):
    """A row's pieces are its block's text, whole; beside it stands its own block of the edition."""
    text, policy = text_of(sitting)
    rows = text.rows(0, 99, policy)
    assert [words_of(row.draft) for row in rows] == [words for _, words, _ in PARTS]
    printed = [words_of(row.printed) for row in rows]
    assert printed[0] == "What happened"
    assert "Child" in printed[1]
    assert "Wren" not in printed[1]
    assert printed[5] == "Closed in July 2031"
    assert printed[6] == "Corvid Lane told us so."
    assert printed[7] == ""
    assert not rows[7].travels
    assert [row.called for row in rows[3:7]] == ["Column head 1.1", "Column head 1.2", "Cell 2.1", "Note 1"]
    assert any(p.kind == "call" for p in rows[1].draft)
    assert any(p.kind == "call" for p in rows[1].printed)


def test_a_mention_says_what_becomes_of_it(sitting):
    """Status, words of a reviewer and a removal are told apart."""
    text, policy = text_of(sitting)
    jo = next(m for m in text.mentions if m.text == "Jo")
    assert {p.kind for p in text.rows(1, 3, policy)[0].draft} >= {"replace", "flag", "call"}
    sitting.take([decision("rewrite", mention_target(jo), "somebody")], 0)
    assert "reworded" in {p.kind for p in text_of(sitting)[0].rows(1, 2, policy)[0].draft}
    sitting.take([decision("rewrite", mention_target(jo), text.removed)], 1)
    assert "removed" in {p.kind for p in text_of(sitting)[0].rows(1, 2, policy)[0].draft}


def test_a_draft_without_text_and_an_empty_window_give_no_rows(sitting):
    """Nothing is asked for, nothing comes; no window is out of range."""
    text, policy = text_of(sitting)
    assert text.rows(50, 110, policy) == []
    empty = replace(sitting.document, text="", blocks=(Block(None, "cell", cell=Cell(0, 0, 0)),))
    assert text_rows(replace(sitting.state().prepared, documents=(empty,)), empty, policy)[0].printed == ()


def text_rows(prepared, document, policy):
    reviewed = replace(prepared.reviewed, mentions=())
    return Text(replace(prepared, reviewed=reviewed), document).rows(0, 9, policy)


def test_every_character_of_a_block_reaches_the_page(sitting, visit, monkeypatch):
    """Line ends of two characters stay two, so that what is selected is what is meant; markup stays text."""
    words = "One\r\nline & <i>two</i>, 𝒲ren\ttoo"
    document = Document("crlf.txt", "d", words, (Block(Span(0, len(words)), "paragraph"),))
    state = sitting.state()
    odd = replace(state, prepared=replace(state.prepared, documents=(document,)))
    monkeypatch.setattr(sitting, "state", lambda: odd)
    shown = re.search(r"data-text>(.*?)</span></p>", visit.get("/text/0/rows").text, re.DOTALL)[1]
    assert "\r" not in shown
    assert unescape(shown.replace("&#13;", "\0")).replace("\0", "\r") == words


def test_the_next_open_place_goes_round(sitting):
    """After the last open mention comes the first, and backwards the last."""
    text, _ = text_of(sitting)
    waiting = [m.span.start for m in text.mentions if m.is_open]
    assert len(waiting) == 2
    assert open_place(text, waiting[0], False).span.start == waiting[1]
    assert open_place(text, waiting[-1], False).span.start == waiting[0]
    assert open_place(text, waiting[0], True).span.start == waiting[-1]


# The pages -------------------------------------------------------------------------------------------


def test_the_page_stands_without_script(visit):
    """Draft and edition, the key to the marks, and each mark as a link; what a draft holds of HTML is text."""
    page = visit.get("/text/0?for=family").text
    assert "&lt;b&gt;met&lt;/b&gt;" in page
    assert "<b>met" not in page
    assert "Key to the marks" in page
    assert "does not travel" in page
    link = re.search(r'<a class="m flag" id="m-\d+" data-at="\d+" href="(/text/0/at/\d+\?for=family)"', page)
    panel = visit.get(link[1]).text
    assert "<html" in panel
    assert "Jo" in panel
    assert "for a test" in panel
    assert "by hand" in panel
    assert "<html" not in visit.get(link[1] + "&part=1").text


@pytest.mark.parametrize(
    "address",
    ["/text/1", "/text/9", "/text/0/at/99999", "/text/0/block/99", "/text/9/rows", "/text/-1", "/text/x"],
)
def test_a_place_that_is_not_there_is_said_so(visit, address):
    """An address that leads nowhere is answered plainly, and is no fault."""
    assert visit.get(address).status_code == 404


def test_numbers_in_an_address_cannot_do_harm(visit):
    """Offsets outside the block, and what is no number, are taken for nothing chosen."""
    for query in ("from=5&to=99999", "from=7&to=7", "from=x&to=²", "from=1&to=99999999999999"):
        assert "Which words?" in visit.get(f"/text/0/block/1?{query}").text
    assert visit.get("/text/0?at=999999999&for=nobody").status_code == 200


def test_an_answer_from_the_panel_is_on_the_ledger_and_in_the_row(visit, sitting):
    """The form of the panel makes a decision, and the row shows it; taking it back is there."""
    text, _ = text_of(sitting)
    jo = next(m for m in text.mentions if m.text == "Jo")
    target = mention_target(jo)
    assert target in visit.get(f"/text/0/at/{jo.span.start}?part=1").text
    back = "/text/0?for=publication&at=1#b-1"
    sent = visit.post("/answer", data={"target": target, "action": "dismiss", "seen": "0", "back": back}, follow_redirects=False)  # fmt: skip
    assert sent.headers["location"] == back
    assert f'class="m keep" id="m-{jo.span.start}"' in visit.get("/text/0/rows?from=0").text
    panel = visit.get(f"/text/0/at/{jo.span.start}?part=1").text
    assert 'action="/undo"' in panel
    assert 'name="first" value="1"' in panel


def test_nothing_of_a_draft_stands_in_an_address(visit):
    """Links and forms of the text pages name numbers and audiences only."""
    for page in ("/text/0", "/text/0/block/1?from=0&to=4", "/text"):
        for address in re.findall(r'(?:href|action)="([^"]*)"', visit.get(page).text):
            assert not re.search(r"Wren|Alder|Jo\b|Corvid|van", address), address


# Passages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [(0, 4, "blue"), (1, 3, "blue"), (4, 10, "van's"), (4, 5, None), (3, 6, "blue van"), (9, 11, "s")],
)
def test_a_selection_is_taken_in_whole_words(first, last, found):
    """Half a word is taken in whole, blanks at the ends are left; blanks alone are no passage."""
    at = whole_words("blue van's ", first, last)
    assert (at and "blue van's "[slice(*at)]) == found


def test_a_passage_is_reworded_and_seen_at_once(visit, sitting):
    """Typed words lead to their place; other words for them stand in the edition; a real name in them is refused."""
    sent = visit.post("/text/0/block/1?for=publication", data={"words": "blue van"}, follow_redirects=False)
    panel = visit.get(sent.headers["location"]).text
    target = re.search(r'value="(r-[0-9a-f]{12}-\d+-\d+)"', panel)[1]
    refused = visit.post("/answer", data={"target": target, "action": "rewrite", "value": "Alder's van"}, headers={"accept": "application/json"})  # fmt: skip
    assert refused.status_code == 422
    assert "real name" in refused.json()["why"]
    visit.post("/answer", data={"target": target, "action": "rewrite", "value": "vehicle"})
    rows = visit.get("/text/0/rows?from=0").text
    assert '<span class="p">vehicle</span>' in rows
    assert 'class="m reworded"' in rows
    visit.post("/answer", data={"target": target, "action": "remove"})
    rows = visit.get("/text/0/rows?from=0").text
    assert '<span class="p">[detail removed]</span>' in rows
    assert 'class="m removed"' in rows
    assert 'action="/undo"' in visit.get(sent.headers["location"]).text


def test_words_that_stand_twice_in_a_block_are_asked_about(visit):
    """Each place of them is a way on; words that do not stand there are said not to."""
    twice = visit.post("/text/0/block/1?for=publication", data={"words": "Jo"}).text
    assert "more than once" in twice
    assert twice.count("data-part") == 2
    assert "do not stand in this block" in visit.post("/text/0/block/1", data={"words": "nowhere"}).text


def test_what_does_not_travel_can_be_added_and_not_reworded(visit):
    """Words of a comment are offered for adding everywhere, and for nothing else."""
    panel = visit.get("/text/0/block/7?from=13&to=24").text
    assert "Corvid Lane" in panel
    assert 'action="/text/missed"' in panel
    assert "rewrite" not in panel


# What was missed ---------------------------------------------------------------------------------------


def test_count_and_places_are_told_before_a_name_is_added(visit, sitting):
    """The page lists every place and puts nothing down; everyday words are refused there already."""
    page = visit.post("/text/missed", data={"words": "Corvid Lane", "label": "ADDRESS", "who": ""}).text
    assert "<strong>2</strong> places" in page
    assert page.count("<mark>Corvid Lane</mark>") == 2
    assert sitting.case.ledger() == ()
    refused = visit.post("/text/missed", data={"words": "happened", "label": "PERSON", "who": ""}).text
    assert "everyday words" in refused
    assert "Add it everywhere" not in refused


def test_places_that_are_treated_already_are_marked(sitting):
    """Every form that will be looked for is found, the longest at each place."""
    found = found_everywhere(sitting.state().prepared, "Wren Alder", "PERSON")
    assert [m.text for m in found] == ["Wren Alder", "Wren", "Wren"]


def test_a_name_is_added_for_somebody_who_is_known(visit, sitting):
    """Adding it and saying whom it means is one answer; when it was looked for, it is that person."""
    sent = visit.post("/text/add", data={"words": "Corvid Lane", "label": "ADDRESS", "who": "E1", "back": "/text/0"}, follow_redirects=False)  # fmt: skip
    assert sent.headers["location"] == "/text/0"
    assert [(d.action, d.target, d.value) for d in sitting.case.ledger()] == [
        ("add", "ADDRESS", "Corvid Lane"),
        ("merge", "A1", "E1"),
    ]
    sitting.state(), sitting.wait()
    assert "A1" not in sitting.state().prepared.reviewed.entities
    assert visit.post("/text/add", data={"words": "Corvid Lane", "label": "ADDRESS", "who": "nobody"}).status_code == 422  # fmt: skip


def test_a_name_that_somebody_else_added_meanwhile_moves_no_meaning(sitting):
    """The merge hangs on the number of the name; where that is taken meanwhile nothing is put down."""
    assert isinstance(sitting.take([decision("add", "PLACE", "Corvid Lane", "Sam")], 0), Taken)
    late = [decision("add", "PLACE", "Merrow Hill"), decision("merge", "A2", "E2")]
    assert isinstance(sitting.take(late, 0), Refused)
    assert isinstance(sitting.take(late, 1), Taken)


def test_an_answer_may_say_whom_a_name_means_only_with_its_own_number(sitting):
    """A merge of a name that is being added is taken, one of a number that nobody has is not."""
    prepared, added = sitting.state().prepared, decision("add", "PLACE", "Corvid Lane")
    assert objections(prepared, [added, decision("merge", "A1", "E2")]) == ["", ""]
    assert objections(prepared, [added, decision("merge", "A7", "E2")])[1]
    assert objections(prepared, [decision("merge", "A1", "E2")])[0]


# Search -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "options", "count"),
    [
        ("wren", "", 3),
        ("wren", "case", 0),
        ("Wre", "whole", 0),
        ("blue   van", "", 1),
        (r"\d+ [JM]\w+", "pattern", 3),
        ("J.", "", 0),
        ("Corvid", "", 2),
        ("^|$", "pattern", 0),
    ],
)
def test_search_finds_in_all_blocks(sitting, query, options, count):
    """Plain words or a pattern, whole words or not, also in what is not printed; nothing empty is found."""
    flags = {name: name in options for name in ("whole", "case", "pattern")}
    assert len(search(sitting.state(), query, **flags)) == count


@pytest.mark.parametrize("query", ["(", "[", "(?<n>a)(?&m)", "*", "", "   "])
def test_what_is_no_search_is_said(query):
    """A bad pattern gives a message, and never a fault."""
    with pytest.raises(NotSearched):
        compiled(query, False, False, bool(query.strip()))


def test_a_pattern_that_never_ends_is_ended(sitting, monkeypatch):
    """A catastrophic pattern is a message after its time."""
    monkeypatch.setattr("redact.web.seeking.LONGEST", 0.05)
    long = "a" * 60 + " "
    block = Block(Span(0, len(long)), "paragraph")
    state = sitting.state()
    document = replace(sitting.document, text=long, blocks=(block,))
    slow = replace(state, prepared=replace(state.prepared, documents=(document,)))
    with pytest.raises(NotSearched, match="too long"):
        search(slow, r"(?:a|aa)+[bc]", False, False, True)


def test_search_offers_what_it_found_for_adding(visit):
    """By POST; each different finding with its count, each place with a way to it."""
    page = visit.post("/text/search", data={"query": "corvid lane"}).text
    assert 'href="/text/0?at=6#b-6"' in page
    assert 'name="words" value="Corvid Lane"' in page
    assert "not printed" in page
    assert "not a regular expression" in visit.post("/text/search", data={"query": "(", "pattern": "on"}).text


# In a browser ---------------------------------------------------------------------------------------------


@pytest.fixture
def served(tmp_path, rules, key_file):
    """Begins to serve a draft of so many paragraphs more, and lets a page in."""
    import uvicorn

    begun = []

    def begin(page, more):
        still = Still(tmp_path / "case", rules, key_file, more)
        still.wait()
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)  # so that a page which is faster than the server waits
        door = Door(listening.getsockname()[1])
        server = uvicorn.Server(uvicorn.Config(create_app(still, door), log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        begun.append((server, thread, listening))
        page.goto(door.address())
        page.get_by_label("Your name").fill("Rosa")
        page.get_by_role("button", name="Begin").click()
        page.wait_for_selector("h1:has-text('Overview')")
        return f"http://127.0.0.1:{door.port}", still

    yield begin
    for server, thread, listening in begun:
        server.should_exit = server.force_exit = True
        thread.join(10)
        listening.close()


def test_rows_come_as_one_scrolls_and_selected_words_are_answered_for(page, served):
    """Far rows are fetched on a jump; selected words are reworded, and only their row is new; on to what is open."""
    home, still = served(page, 2 * STEP + 20)
    page.goto(f"{home}/text/0#b-130")
    expect(page.locator("#b-130")).to_be_in_viewport()
    expect(page.locator("#b-130 .t").first).to_have_text("Paragraph 122 of many words on Wren.")
    page.evaluate(
        """() => { const t = document.querySelector("#b-130 [data-text]").firstChild, r = document.createRange();
        r.setStart(t, 18); r.setEnd(t, 25); getSelection().removeAllRanges(); getSelection().addRange(r); }"""
    )
    page.keyboard.press("a")
    expect(page.locator("#panel .chosen")).to_have_text("many words")
    page.keyboard.press("w")
    page.keyboard.type("few")
    page.keyboard.press("Enter")
    expect(page.locator("#b-130 .e .t")).to_contain_text("of few on")
    expect(page.locator(".row.new")).to_have_count(1)
    target = passage_target(still.document, Span(*span_of(still.document.text, "many words", 122)))
    assert [(d.action, d.target, d.value) for d in still.case.ledger()] == [("rewrite", target, "few")]
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    expect(page.locator("#panel .chosen")).to_have_text("Jo")
    page.keyboard.press("n")
    expect(page.locator('#b-1 .m.keep[aria-label^="Jo"]')).to_have_count(1)


def test_what_somebody_else_answered_meanwhile_is_shown_and_not_overwritten(page, served):
    """The panel knows what the ledger was when it was opened: the first press is refused, the second is meant."""
    home, still = served(page, 0)
    page.goto(f"{home}/text/0")
    page.locator("#b-1 .m.flag").first.click()
    expect(page.locator("#panel .chosen")).to_have_text("Jo")
    jo = next(m for m in still.state().prepared.reviewed.mentions if m.text == "Jo")
    still.take([decision("dismiss", mention_target(jo), by="Sam")], 0)
    page.keyboard.press("w")
    page.keyboard.type("somebody")
    page.keyboard.press("Enter")
    expect(page.locator("#panel .outcome")).to_contain_text("Sam answered dismiss")
    assert len(still.case.ledger()) == 1
    page.keyboard.press("Enter")
    expect(page.locator("#b-1 .e")).to_contain_text("somebody")
    assert [d.by for d in still.case.ledger()] == ["Sam", "Rosa"]


def test_the_text_pages_are_accessible(page, served, axe):
    """With the panel open, in the search and before a name is added, axe finds nothing in any look."""
    home, _ = served(page, 0)
    page.goto(f"{home}/text/0")
    page.locator("#b-1 .m.flag").first.click()
    expect(page.locator("#panel .chosen")).to_have_text("Jo")
    assert axe(page) == []
    page.goto(f"{home}/text/search")
    page.get_by_label("Words, or").fill("corvid lane")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Add these…")).to_have_count(1)
    assert axe(page) == []
    page.get_by_role("button", name="Add these…").click()
    expect(page.get_by_role("button", name="Add it everywhere")).to_have_count(1)
    assert axe(page) == []


def span_of(text, words, nth):
    at = [m.span() for m in re.finditer(words, text)]
    return at[nth]
