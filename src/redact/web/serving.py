"""Run the review's pages on this computer until somebody stops them."""

from __future__ import annotations

import gc
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.case import Case
from redact.key import Opener
from redact.rules import Rules
from redact.web import create_app
from redact.web.door import Door
from redact.web.sitting import Sitting

if TYPE_CHECKING:
    import uvicorn
    from starlette.applications import Starlette

Say = Callable[[str], None]
#: What a browser needs, and not more: nothing but HTTP is spoken, nobody is believed to speak for another.
LIMITS: dict[str, Any] = {
    "http": "h11",
    "ws": "none",
    "proxy_headers": False,
    "limit_concurrency": 200,  # connections; a browser opens six
    "timeout_keep_alive": 15,  # seconds
    "timeout_graceful_shutdown": 2,  # seconds
    "h11_max_incomplete_event_size": 32_768,  # bytes of a request's head
    "backlog": 64,
}


def serve(case: Case, rules: Rules, opener: Opener, name: str, open_it: bool, say: Say) -> None:
    """The pages of the review of *case*, on the loopback address, until Ctrl-C.

    *name* is proposed to whoever comes in. The address is opened in the browser, or only said.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        if exclusive := getattr(
            socket, "SO_EXCLUSIVEADDRUSE", 0
        ):  # Windows: nobody else takes the port as well
            listening.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        listening.bind(("127.0.0.1", 0))
        listening.listen(LIMITS["backlog"])  # a browser may ask before the pages are there
        door = Door(listening.getsockname()[1])
        sitting = Sitting(case, rules, opener)
        app = create_app(sitting, door)
        app.state.name = name
        sitting.begin()
        threading.Thread(target=_set_aside, args=(sitting,), daemon=True).start()
        invite(door, case.folder, open_it, say)
        threading.Thread(target=_more_addresses, args=(door, say), daemon=True).start()
        server(app).run(sockets=[listening])
        sitting.files.end()


def server(app: Starlette) -> uvicorn.Server:
    """What serves the pages: silent, for browsers only."""
    import uvicorn

    silent: dict[str, Any] = {
        "log_level": "critical",
        "access_log": False,
        "server_header": False,
        "date_header": False,
    }
    return uvicorn.Server(uvicorn.Config(app, lifespan="off", **silent, **LIMITS))


def invite(door: Door, folder: Path, open_it: bool, say: Say) -> None:
    """Say the address of the review, and open it where that was asked for."""
    address = door.address()
    say(f"The review of {folder} is at this address; it lets one browser in, once:")
    say(address)
    say(
        "Press Enter for another address (a second browser, or a locked page), Ctrl-C to end. Answers are saved at once."
    )
    if open_it:
        webbrowser.open(address)


def _more_addresses(door: Door, say: Say) -> None:
    """A new address for each Enter that is pressed where the program was started."""
    for _ in sys.stdin or ():
        say(door.address())


def _set_aside(sitting: Sitting) -> None:
    """Leave what was found out of the search for garbage: it stays, and looking through it would halt every page."""
    sitting.wait()
    gc.collect()
    gc.freeze()
