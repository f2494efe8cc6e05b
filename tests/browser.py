"""A headless Chromium for tests: one a module, driven from a thread of its own, and closed to the internet.

Playwright's plain (not asynchronous) interface keeps an event loop in the thread that began it, where nothing
else may then use asyncio; and what it hands out may be used in that thread only. So all of it stays in one
thread, and a test holds `Remote`s: they have every method and attribute of Playwright's own, and each call is
made over there. `page.get_by_label("Name").fill("Wren")` reads as in Playwright's documentation.

Fixtures (conftest.py): `browser`, `page` (a fresh context each test), `axe`. Where there is no Chromium, no
Playwright or no axe-core, a test that asks for one is skipped, with what to install.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

TOOLS = Path(os.environ.get("REDACT_TOOLS", Path.home() / ".cache" / "redact-tools"))
AXE = TOOLS / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome")
#: No name is resolved but the machine's own, whatever a page asks for.
CLOSED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
WAIT = 10_000
"""Milliseconds after which an action that waits for something fails."""


def chromium() -> str | None:
    """Where Chromium is: what $REDACT_CHROMIUM says, or the first of its names that can be run."""
    given = os.environ.get("REDACT_CHROMIUM")
    return given or next((found for name in NAMES if (found := shutil.which(name))), None)


def lacking() -> str:
    """Why no test can have a browser here, and what to install; nothing where one can."""
    if find_spec("playwright") is None:
        return "playwright is not installed: pip install playwright"
    if chromium() is None:
        return "no Chromium on this machine: apt-get install chromium, or set REDACT_CHROMIUM"
    return ""


def lacking_axe() -> str:
    """Why no page can be looked at with axe-core here, and what to install; nothing where one can."""
    return "" if AXE.is_file() else f"axe-core is not in {TOOLS}: npm install --prefix {TOOLS} axe-core"


class Remote:
    """A thing of Playwright's that lives in the browser's thread; what it gives of Playwright's is one too."""

    def __init__(self, thread: ThreadPoolExecutor, thing: Any) -> None:
        self._thread, self._thing = thread, thing

    def __getattr__(self, name: str) -> Any:
        return self._do(getattr, self._thing, name)

    def __call__(self, *values: Any, **named: Any) -> Any:
        plain = {name: _plain(value) for name, value in named.items()}
        return self._do(self._thing, *map(_plain, values), **plain)

    def __enter__(self) -> Any:
        return self._do(self._thing.__enter__)

    def __exit__(self, *raised: Any) -> Any:
        return self._do(self._thing.__exit__, *raised)

    def __repr__(self) -> str:
        return f"<{self._do(repr, self._thing)}>"

    def _do(self, act: Callable[..., Any], *values: Any, **named: Any) -> Any:
        return _remote(self._thread, self._thread.submit(act, *values, **named).result())


def _remote(thread: ThreadPoolExecutor, thing: Any) -> Any:
    """What a test may hold: Playwright's own things and their methods are Remotes, plain values stay."""
    if isinstance(thing, list):
        return [_remote(thread, one) for one in thing]
    if callable(thing) or type(thing).__module__.startswith("playwright"):
        return Remote(thread, thing)
    return thing


def _plain(value: Any) -> Any:
    return value._thing if isinstance(value, Remote) else value


def expect(thing: Remote) -> Any:
    """Playwright's assertions: `expect(page.get_by_role("heading")).to_have_text("Questions")`."""
    from playwright.sync_api import expect as expected

    return Remote(thing._thread, expected)(thing)


@contextmanager
def opened() -> Iterator[Remote]:
    """A headless Chromium, as a Remote of Playwright's Browser, until the end of the block."""
    from playwright.sync_api import sync_playwright

    with ThreadPoolExecutor(1, "browser") as thread, Remote(thread, sync_playwright()) as player:
        yield player.chromium.launch(executable_path=chromium(), args=["--no-sandbox", CLOSED])
        # Leaving closes the browser with Playwright.


@contextmanager
def page_of(browser: Remote, **options: Any) -> Iterator[Remote]:
    """A page of 1280 by 900 CSS pixels in a context of its own; *options* go to Browser.new_context.

    The page's own Content-Security-Policy holds, so that a test sees what a reader would; axe-core is not
    hindered by it.
    """
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    context.set_default_timeout(WAIT)
    yield context.new_page()
    context.close()
