"""What several tests need: the rules that ship, a key file, and case folders built from the samples."""

import gc
import os
import signal
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[1] / "samples"
sys.path.insert(0, str(SAMPLES))

os.environ.setdefault("REDACT_DEBUG", "")
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:  # begun in the background: tests of Ctrl-C need one
    signal.signal(signal.SIGINT, signal.default_int_handler)
# Many tests start the program; where nothing is kept, each process compiles all of it and its libraries anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


#: The files that take longest. Each goes to one process whole, so these begin first and the short ones fill up.
LONGEST = (
    "test_pipeline", "test_cli", "test_leaks", "test_detect", "test_fuzz", "test_rules", "test_faults", "test_renewed",
    "test_batch", "test_docs", "test_needles", "test_seeded_copies", "test_ocr", "test_refusals", "test_pictures",
    "test_writers", "test_gender", "test_pseudonyms", "test_round_trips", "test_web_accessible", "test_web_cast_browser",
    "test_accessible", "test_web_killed",
)  # fmt: skip


def pytest_collection_modifyitems(items):
    """Puts the longest files first; the order of the tests in a file stays."""
    place = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


def pytest_collection_finish(session):
    """What every test stands on is looked through no more for what may be thrown away: a sixth of the work of a long test."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def rules():
    """The rules that ship."""
    from redact.rules import load_rules

    return load_rules()


@pytest.fixture(autouse=True)
def no_network(monkeypatch, request):
    """Nothing in any test may open a connection, but to this machine where a test is marked 'loopback'."""
    import socket

    connect, near = socket.socket.connect, request.node.get_closest_marker("loopback")

    def refuse(*args, **kwargs):
        raise AssertionError("a connection was opened")

    def only_here(self, address):
        return connect(self, address) if near and address[0] == "127.0.0.1" else refuse()

    monkeypatch.setattr(socket.socket, "connect", only_here)
    if not near:
        monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def key_file(tmp_path):
    """A key file that is nobody's own."""
    path = tmp_path / "key-file"
    path.write_bytes(b"a key file for the tests, 32 bytes and more")
    return path


@pytest.fixture(scope="module")
def browser():
    """A headless Chromium for one module's tests (tests/browser.py)."""
    from browser import lacking, opened

    if lacking():
        pytest.skip(lacking())
    with opened() as found:
        yield found


@pytest.fixture
def page(browser):
    """An empty page in a context of its own: no cookies, nothing from another test."""
    from browser import page_of

    with page_of(browser) as found:
        yield found


@pytest.fixture
def axe():
    """`axe(page)`: what breaks WCAG 2.0 to 2.2 (A, AA) or good practice on it, a line each, in every look."""
    from axe_page import violations
    from browser import lacking_axe

    if lacking_axe():
        pytest.skip(lacking_axe())
    return violations
