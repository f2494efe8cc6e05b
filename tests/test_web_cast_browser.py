"""The cast and the register as a browser shows them: narrowed while typing, worked by keys, in order by axe-core."""

import socket
import threading

import pytest

from browser import expect, page_of
from redact.web import create_app
from redact.web.door import Door
from web_case import decided, make_case, sitting


@pytest.fixture(scope="module")
def served(rules, tmp_path_factory):
    """A review that is served on this computer: its sitting, and its door."""
    import uvicorn

    folder = tmp_path_factory.mktemp("served")
    (folder / "key").write_bytes(b"a key file for the tests, 32 bytes and more")
    of = sitting(make_case(folder / "case"), rules, folder / "key")
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        door = Door(listening.getsockname()[1])
        app = create_app(of, door)
        app.state.name = ""
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield of, door
        server.should_exit = True
        thread.join(5)


def come_in(page, door):
    """Begin the review; the address of its pages, and what the browser complains of."""
    wrong = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(door.address())
    page.get_by_label("Your name").fill("Rosa Reviewer")
    page.get_by_role("button", name="Begin").click()
    return f"http://127.0.0.1:{door.port}", wrong


def test_the_cast_is_narrowed_while_typing_and_worked_by_keys(served, page):
    """'/' finds without asking the program, 'y' answers, 'u' takes it back, 'e' opens."""
    of, door = served
    base, wrong = come_in(page, door)
    page.goto(f"{base}/cast")
    page.keyboard.press("/")
    page.keyboard.type("mother")
    expect(page.locator("#found")).to_have_text("1 shown")
    expect(page.locator("article:visible")).to_have_count(1)
    page.locator("#find").fill("")
    page.locator("#q-E2").focus()
    page.keyboard.press("y")
    expect(page.locator("#q-E2 > .outcome")).to_contain_text("Saved: Yes")
    page.keyboard.press("u")
    expect(page.locator("#said")).to_have_text("Taken back.")
    assert [row[1] for row in decided(of)] == ["confirm", "undo"]
    page.locator("#q-p2").focus()
    page.keyboard.press("e")
    page.wait_for_url("**/cast/p2")
    page.keyboard.press("m")
    expect(page.locator("#with")).to_be_focused()
    assert wrong == []


def test_the_register_is_changed_without_script(served, browser):
    """Every step is a form: a wrong entry is opened and named, a right one is shown and saved."""
    of, door = served
    with page_of(browser, java_script_enabled=False) as page:
        base, _ = come_in(page, door)
        page.goto(f"{base}/register")
        page.locator("summary", has_text="Jane Alder").click()
        page.locator("[name='people.1.pseudonym']").fill("Miss Alder")
        page.get_by_role("button", name="Show what changes").last.click()
        expect(page.locator("#why")).to_contain_text("line 8: people.1.pseudonym")
        expect(page.locator("[name='people.1.pseudonym']")).to_be_visible()
        page.locator("[name='people.1.pseudonym']").fill("Adult K")
        page.locator("[name='people.1.pseudonym']").press("Enter")
        expect(page.locator("ins")).to_contain_text("pseudonym: Adult K")
        page.get_by_role("button", name="Save this").click()
        expect(page.locator("h1")).to_have_text("Register")
    assert "pseudonym: Adult K" in of.case.register_path.read_text()
    of.wait()


def test_the_pages_are_in_order_in_every_look(served, page, axe):
    """axe-core finds nothing, and nothing is too wide at 320 pixels."""
    _, door = served
    base, wrong = come_in(page, door)
    for path in ("/cast", "/cast/p2", "/cast/E1/join?with=p2", "/family", "/register"):
        page.goto(base + path)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert axe(page) == [], path
    assert wrong == []
