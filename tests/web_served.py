"""The pages of a review behind a real server, for a browser: in a thread, on the loopback address."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from browser import Remote
from redact.web import create_app
from redact.web.door import Door
from redact.web.frame import keys as page_keys
from redact.web.serving import server
from redact.web.sitting import Sitting

Row = tuple[str, str, str, str]


@contextmanager
def served(sitting: Sitting) -> Iterator[Door]:
    """The door of a review that is served until the end of the block: `door.address()` lets a browser in."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        door = Door(listening.getsockname()[1])
        app = create_app(sitting, door)
        app.state.name = ""
        serving = server(app)
        thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield door
        serving.should_exit = serving.force_exit = True
        thread.join(10)


@dataclass
class Keys:
    """Somebody who reviews with the keyboard alone; every key that is pressed is counted."""

    page: Remote
    pressed: int = 0  # keys, each letter of what is typed included
    by: dict[str, int] = field(default_factory=dict)

    def press(self, key: str) -> None:
        """One key, when the page is there with its script."""
        self.page.wait_for_load_state()
        self.page.keyboard.press(key)
        self.pressed += 1
        self.by[key] = self.by.get(key, 0) + 1

    def type(self, words: str) -> None:
        """Words into the field that has the focus."""
        self.page.keyboard.type(words)
        self.pressed += len(words)

    def focus(self) -> str:
        """The target of the card that has the focus, as soon as an open one has it: the script gives it late on a busy machine."""
        at = "document.activeElement && document.activeElement.closest('.card:not(.done)')"
        return str(self.page.wait_for_function(f"(({at}) || {{ dataset: {{}} }}).dataset.target").json_value())

    def come_in(self, address: str, name: str) -> None:
        """By a fresh address, under *name*, to the overview."""
        self.page.goto(address)
        self.page.wait_for_function("document.activeElement.matches('input')")  # given late on a busy machine
        self.type(name)
        self.press("Enter")
        self.page.wait_for_selector("h1:has-text('Overview')", timeout=120_000)


def answered_by_keys(keys: Keys, rows: Callable[[], list[Row]]) -> None:
    """Answer every open question on its card as *rows* has it (target, answer, value, reason), page by page."""
    keys.press("g")
    while True:
        keys.page.wait_for_selector("h1:has-text('Question'), main:has-text('Nothing is open here.')")
        keys.page.wait_for_selector("#catching-up", state="detached", timeout=120_000)
        keys.page.wait_for_load_state()  # until then there may be fewer cards, and no script that gives one the focus
        if not keys.page.locator(".card").count():
            return
        wanted = {target: (answer, value) for target, answer, value, _ in rows()}
        for _ in range(keys.page.locator(".card").count()):
            _answer_card(keys, wanted)
        keys.page.evaluate("window.old = true")
        keys.press(".")
        keys.page.wait_for_function("!window.old")


def signed_by_keys(keys: Keys, audience: str) -> None:
    """Make and check the editions, tick each sentence of the statement, sign: from any page, with the keyboard alone."""
    keys.press(page_keys()["/editions"])
    keys.page.wait_for_selector("h1:has-text('Editions')")
    keys.press("e")
    _work_done(keys)
    for _ in range(keys.page.locator(f"#sign-{audience} [name=stated]").count()):
        _tab_to(keys, f"#sign-{audience} [name=stated]:not(:checked)")
        keys.press("Space")
    _tab_to(keys, f"#sign-{audience} button")
    keys.press("Enter")
    _work_done(keys)


def _work_done(keys: Keys) -> None:
    keys.page.wait_for_selector("#working")
    keys.page.wait_for_selector("#working", state="detached", timeout=240_000)
    keys.page.wait_for_load_state()


def _tab_to(keys: Keys, selector: str) -> None:
    for _ in range(200):
        if keys.page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        keys.press("Tab")
    raise AssertionError(f"no way with the tabulator to {selector}")


def _answer_card(keys: Keys, wanted: Mapping[str, tuple[str, str]]) -> None:
    """Answer the card that has the focus: as a whole where one answer fits all of it, else place by place."""
    target = keys.focus()
    about = keys.page.evaluate(CHOICES, target)
    places = [_as_offered(wanted[p], about) for p in about["places"] if p in wanted]
    whole = wanted.get(target) or (places[0] if places and len(set(places)) == 1 else None)
    if whole:
        keys.press(about["keys"]["|".join(_as_offered(whole, about))])
    else:
        keys.press("o")
        for one in places:
            keys.press(about["keys"]["|".join(one)])
        keys.press("Enter")
    keys.page.wait_for_selector(f"#q-{target}.done")


def _as_offered(answer: tuple[str, str], about: Mapping[str, Any]) -> tuple[str, str]:
    """'It is the one that it is taken for' is a plain yes on the card."""
    kind, value = answer
    return ("confirm", "") if kind == "link" and f"link|{value}" not in about["keys"] else answer


#: Of a card: the key of each answer that needs no typing, and the target of each of its places.
CHOICES = """target => {
  const card = document.getElementById(`q-${target}`), keys = {};
  for (const form of card.querySelectorAll(".answers > form[data-key]")) {
    const value = form.querySelector("input[type=hidden][name=value]");
    if (value) keys[`${form.querySelector("[name=action]").value}|${value.value}`] = form.dataset.key;
  }
  return { keys, places: card.dataset.places.split(" ").filter(Boolean) };
}"""
