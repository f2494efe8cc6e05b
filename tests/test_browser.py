"""The tests' browser: what other tests rely on when they drive a page."""

import asyncio

import pytest

from browser import expect

FORM = (
    "<!doctype html><html lang=en><title>T</title><main><h1>H</h1><form><label>Name <input name=n></label>"
    "<button onclick=\"document.querySelector('h1').textContent = confirm('Sure?'); return false\">Go</button>"
    "</form><a download=a.txt href='data:text/plain,abc'>File</a></main></html>"
)


def test_a_form_is_filled_in_and_a_file_is_had(page):
    """Locators, assertions, dialogues, downloads and lists work as in Playwright's documentation."""
    page.set_content(FORM)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_label("Name").fill("Wren")
    page.get_by_role("button", name="Go").click()
    expect(page.locator("h1")).to_have_text("true")
    assert [one.get_attribute("name") for one in page.locator("input").all()] == ["n"]
    with page.expect_download() as had:
        page.get_by_text("File").click()
    assert had.value.suggested_filename == "a.txt"


def test_what_is_not_there_fails(page):
    """An assertion that does not hold fails in the test that made it."""
    page.set_content(FORM)
    with pytest.raises(AssertionError, match="Locator expected to have text"):
        expect(page.locator("h1")).to_have_text("other", timeout=50)


def test_it_leaves_asyncio_alone_and_the_internet(page):
    """A test may run an event loop beside it; no page can reach another machine."""

    async def run() -> int:
        return 1

    page.set_content(FORM)
    assert asyncio.run(run()) == 1
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")
