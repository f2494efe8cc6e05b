"""The summary and the copies for one reader in a real browser: for everybody, by keys, and without script."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from browser import Remote, expect, page_of
from redact.custody import Kept
from redact.prepared import Found
from redact.register import read_register
from test_recipients import REGISTER, REPORT, case_of
from web_served import served
from web_visits import SEALED, Known

MORE = "\n## 2 Recommendations\n\n2.1 The Board should ask who lives in the house of a child.\n"


@pytest.fixture(scope="module")
def home(rules, tmp_path_factory) -> Iterator[tuple[str, object]]:
    """A review of the case of the tests of copies behind a server, and its door."""
    prepared = case_of(tmp_path_factory.mktemp("case"), rules, REPORT + MORE)
    case = prepared.case
    (case.folder / "drafts" / "report.md").write_text("# as read by hand\n", encoding="utf-8")
    more = "documents:\n  - {file: report.md, kind: overview-report}\n"
    case.register_path.write_text(REGISTER + more, encoding="utf-8")
    of = Known(case, rules, SEALED)
    register = replace(read_register(case.register_path, rules), documents=prepared.register.documents)
    of.found_by_hand = Found(
        case, rules, register, prepared.documents, prepared.reviewed.mentions, prepared.reviewed.entities, (), Kept()
    )  # fmt: skip
    of.begin()
    of.wait(20)
    assert not of.problem
    with served(of) as door:
        yield of, door


@pytest.fixture
def inside(browser: Remote, home) -> Iterator[Remote]:
    """A page of somebody who came in."""
    with page_of(browser) as page:
        page.goto(home[1].address())
        page.get_by_label("Your name").fill("Rosa Reviewer")
        page.get_by_role("button", name="Begin").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Overview")
        page.home = page.url.rstrip("/")
        yield page


def unfolded(page: Remote) -> Remote:
    """The page with all that can be opened open."""
    page.wait_for_load_state()
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    return page


def title(page: Remote, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_axe_finds_nothing_on_the_summary(inside, axe):
    """The sections, a wrong length, the whole text, and what it will say."""
    inside.goto(inside.home + "/summary")
    assert "\n".join(axe(unfolded(inside))) == ""
    inside.locator("#w-0").fill("abc")
    inside.keyboard.press("Enter")
    expect(inside.locator("#why")).to_contain_text("number of words")
    assert "\n".join(axe(unfolded(inside))) == ""
    inside.goto(inside.home + "/summary")
    inside.keyboard.press("t")
    expect(inside.get_by_label("The text of summary.yaml")).to_be_visible()
    assert "\n".join(axe(unfolded(inside))) == ""


def test_axe_finds_nothing_on_the_copies(inside, axe):
    """One copy, what opening a part would do, and copies side by side."""
    inside.goto(inside.home + "/recipients")
    assert "\n".join(axe(unfolded(inside))) == ""
    inside.locator("button[value='open|p3']").click()
    title(inside, "What changes in the register")
    expect(inside.locator("main")).to_contain_text("This reader will read")
    assert "\n".join(axe(unfolded(inside))) == ""
    inside.goto(inside.home + "/recipients/differences")
    assert "\n".join(axe(unfolded(inside))) == ""


def test_a_summary_is_chosen_with_the_keyboard_alone(inside, axe, home):
    """To a sentence, out of the summary, further down, looked at, saved; the place where one was is kept."""
    inside.goto(inside.home + "/summary")
    inside.keyboard.press("j")
    inside.keyboard.press("k")
    inside.keyboard.press("f")
    expect(inside.locator("#h-0")).to_contain_text("Recommendations")
    inside.wait_for_load_state("load")  # the page's script has put the focus where it was, and moves it no more
    inside.locator("button[value^='leave|']").first.focus()
    place = inside.evaluate("document.activeElement.value").split("|")[2]
    inside.keyboard.press("x")
    expect(inside.locator(f"button[value$='|{place}'][value^='add|']")).to_be_focused()
    inside.wait_for_load_state("load")
    inside.keyboard.press("d")
    title(inside, "What the summary will say")
    assert "\n".join(axe(unfolded(inside))) == ""
    inside.keyboard.press("y")
    title(inside, "Executive summary")
    text = home[0].case.summary_path.read_text(encoding="utf-8")
    assert f'leave: ["{place}"]' in text
    assert text.index("recommendations") < text.index("events")


def test_without_script_the_same_buttons_do_the_same(browser: Remote, home):
    """Plain forms: a place typed, a look, a copy opened."""
    with page_of(browser, java_script_enabled=False) as page:
        page.goto(home[1].address())
        page.get_by_label("Your name").fill("Rosa Reviewer")
        page.get_by_role("button", name="Begin").click()
        base = page.url.rstrip("/")
        page.goto(base + "/summary")
        page.get_by_role("button", name="Show the numbers of paragraphs").click()
        expect(page.get_by_role("button", name="Hide the numbers of paragraphs")).to_be_visible()
        page.get_by_role("button", name="Show what it will say").last.click()
        title(page, "What the summary will say")
        page.goto(base + "/recipients")
        page.locator("#place").fill("1.3:1")
        page.get_by_role("button", name="Withhold this passage too").click()
        title(page, "What changes in the register")
