"""A whole review in the browser: with the keyboard alone, by two people at once, beside the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from browser import Remote, expect, page_of
from build import build_case
from redact.case import Case, now
from redact.key import Opener
from redact.model import Decision
from redact.prepared import Prepared
from redact.web.sitting import Sitting
from reviewer import answers
from web_served import Keys, answered_by_keys, served, signed_by_keys
from web_visits import sitting

NAME = "Rosa Reviewer"
KEY = b"a key file for the tests, 32 bytes and more"


@pytest.fixture
def by_hand(tmp_path, rules) -> Iterator[Sitting]:
    """A small case that nobody has answered yet."""
    return sitting(tmp_path / "case", rules)


def opened(name: str, folder: Path, rules) -> Sitting:
    """A sample case, read and found."""
    made = Sitting(Case(build_case(name, folder / name)), rules, Opener("file", KEY))
    made.begin()
    made.wait()
    return made


def open_now(made: Sitting) -> Prepared:
    """The case as it stands."""
    state = made.state()
    assert state is not None, made.problem
    return state.prepared


def go_in(page: Remote, address: str, name: str, path: str = "/questions") -> None:
    """Come in and go to a page."""
    page.goto(address)
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
    if path != "/":
        page.goto(page.url.rstrip("/") + path)


def key(page: Remote, key: str) -> None:
    """One key, when the page is there with its script."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def card(page: Remote, target: str) -> Remote:
    return page.locator(f"#q-{target}")


def sign(browser: Remote, address: str, audience: str, made: Sitting) -> None:
    """A second person comes in by an address of their own and signs, with the keyboard alone."""
    with page_of(browser) as second:
        keys = Keys(second)
        keys.come_in(address, "Sam Signatory")
        signed_by_keys(keys, audience)
        expect(second.locator("main")).to_contain_text("the signature holds")
    last = made.case.ledger()[-1]
    assert (last.action, last.target, last.by) == ("sign-off", audience, "Sam Signatory")


@pytest.mark.model
def test_a_whole_review_with_the_keyboard(tmp_path, rules, page, browser):
    """From the address to the signature of a sample case, as its gold answers have it; no key is pressed in vain."""
    made = opened("two-brothers", tmp_path, rules)
    asked = len(open_now(made).questions)
    with served(made) as door:
        keys = Keys(page)
        keys.come_in(door.address(), NAME)
        answered_by_keys(keys, lambda: answers("two-brothers", open_now(made)))
        expect(page.locator("main")).to_contain_text("Nothing is open here.")
        assert open_now(made).questions == ()
        assert {d.by for d in made.case.ledger()} == {NAME}
        sign(browser, door.address(), "family", made)
    assert 0 < keys.pressed - len(NAME) < 4 * asked


@pytest.mark.long
@pytest.mark.model
def test_the_whole_review_of_the_largest_sample(tmp_path, rules, page, browser):
    """child-g from the first page to the signature: fewer key presses than half of what it has mentions that are open."""
    made = opened("child-g", tmp_path, rules)
    with served(made) as door:
        keys = Keys(page)
        keys.come_in(door.address(), NAME)
        answered_by_keys(keys, lambda: answers("child-g", open_now(made)))
        assert open_now(made).questions == ()
        assert keys.pressed < len(open_now(made).reviewed.mentions) / 2
        sign(browser, door.address(), "publication", made)


def test_the_keys_of_a_page(by_hand, page):
    """`?` lists them; yes, no, back, take back, each place alone, and words that are typed are no keys."""
    with served(by_hand) as door:
        go_in(page, door.address(), NAME)
        key(page, "?")
        expect(page.get_by_role("dialog")).to_contain_text("take the last answer back")
        key(page, "Escape")
        key(page, "y")
        expect(card(page, "E1")).to_contain_text("Saved: Yes, treat it")
        assert [(d.action, d.target) for d in by_hand.case.ledger()] == [("confirm", "E1")]
        key(page, "u")
        expect(card(page, "E1").locator(".outcome")).to_be_hidden()
        assert [d.action for d in by_hand.case.ledger()][:2] == ["confirm", "undo"]
        key(page, "r")
        page.keyboard.type("nanny yyy")
        key(page, "Enter")
        expect(card(page, "E1")).to_contain_text("Role: nanny yyy")
        key(page, "o")
        key(page, "n")
        assert len(by_hand.case.ledger()) == 3, "nothing is saved before the form is"
        key(page, "y")
        key(page, "Enter")
        expect(card(page, "E2")).to_contain_text("Saved: one by one")
        last = by_hand.case.ledger()[-2:]
        assert [d.action for d in last] == ["dismiss", "confirm"]
        assert all(d.target.startswith("m-") for d in last)
        key(page, "W")
        expect(page.locator("#ticked")).to_have_text("0 of 1 ticked")
        key(page, "a")
        key(page, "n")
        expect(page.locator("main")).to_contain_text("Nothing is on the watch list.")
        key(page, "L")
        expect(page.get_by_role("heading", level=1)).to_have_text("The review is locked")
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("The review is locked")
        assert "Wren" not in page.content()


def test_it_works_without_script(by_hand, browser):
    """Plain forms: the same answers, the same pages."""
    with served(by_hand) as door, page_of(browser, java_script_enabled=False) as page:
        go_in(page, door.address(), NAME)
        card(page, "E1").get_by_role("button", name="Yes, treat it").click()
        expect(card(page, "E1")).to_have_count(0)
        page.goto(page.url.partition("/questions")[0] + "/watch")
        page.get_by_role("checkbox").first.check()
        page.get_by_role("button", name="Leave the ticked").click()
        expect(page.locator("main")).to_contain_text("Nothing is on the watch list.")
    assert [d.action for d in by_hand.case.ledger()] == ["confirm", "dismiss"]


def test_two_browsers_lose_no_answer(by_hand, browser):
    """A clash is refused for one and told to the other; equal answers pass; nothing is overruled unseen."""
    with served(by_hand) as door, page_of(browser) as one, page_of(browser) as two:
        go_in(one, door.address(), NAME)
        go_in(two, door.address(), "Sam Second")
        key(one, "n")  # 'no' to Wren Sample, in both places
        expect(card(one, "E1")).to_contain_text("Saved: No")
        expect(card(two, "E1")).to_contain_text("Rosa Reviewer answered this meanwhile", timeout=9000)
        card(two, "E2").focus()
        key(two, "y")  # an answer of one's own in between hides nothing
        expect(card(two, "E2")).to_contain_text("Saved: Yes")
        before = by_hand.case.ledger()
        card(two, "E1").focus()
        key(two, "y")
        expect(two.locator("#said")).to_contain_text("Not saved. Meanwhile: Rosa Reviewer answered dismiss")
        assert by_hand.case.ledger() == before
        key(two, "y")  # told, and still of another mind
        expect(card(two, "E1")).to_contain_text("Saved: Yes")
        card(one, "E2").focus()
        key(one, "y")  # the same as Sam said
        expect(card(one, "E2")).to_contain_text("Saved: Yes")
        card(one, "E3").focus()
        key(one, "y")
        expect(card(one, "E3")).to_contain_text("Saved: Yes")
    said = [(d.by, d.action, d.target) for d in by_hand.case.ledger()]
    assert said[:2] == [(NAME, "dismiss", said[0][2]), (NAME, "dismiss", said[1][2])]
    places = [
        ("Sam Second", "confirm", target) for _, _, target in said[:2]
    ]  # nothing that was left stays so
    assert said[2:] == [
        ("Sam Second", "confirm", "E2"), ("Sam Second", "confirm", "E1"), *places, (NAME, "confirm", "E2"), (NAME, "confirm", "E3")
    ]  # fmt: skip


def test_an_answer_from_elsewhere_shows_up(by_hand, page):
    """From a terminal or a table, while the page is open: on the card, and gone from the page when it is renewed."""
    with served(by_hand) as door:
        go_in(page, door.address(), NAME)
        other = Case(by_hand.case.folder)
        with other.writing():
            other.append(Decision(now(), "Tia Terminal", "confirm", "E1"))
        expect(card(page, "E1")).to_contain_text("Tia Terminal answered this meanwhile", timeout=9000)
        key(page, ".")
        expect(card(page, "E1")).to_have_count(0)
        expect(card(page, "E2")).to_be_visible()


def test_a_page_that_nobody_uses_shows_nothing_any_more(by_hand, page):
    """It is on the screen when its time is over: it locks itself there too, with cards on it or without."""
    with served(by_hand) as door:
        go_in(page, door.address(), NAME, "/")
        assert "report.md" in page.content()
        door.idle = 0.0
        expect(page.get_by_role("heading", level=1)).to_have_text("The review is locked", timeout=9000)
        assert "report.md" not in page.content()


def test_a_server_that_is_gone_saves_nothing_and_says_so(by_hand, page):
    """No answer is said to be saved when it is not."""
    with served(by_hand) as door:
        go_in(page, door.address(), NAME)
    key(page, "y")
    expect(page.locator("#said")).to_contain_text("this was not saved")
    expect(card(page, "E1").locator(".outcome")).to_be_hidden()
    assert by_hand.case.ledger() == ()
