"""Who may come in: this computer, this page, somebody with the address that was printed.

A page on 127.0.0.1 is open to every program of the computer and, through the browser, to every web
site that is open in it. So: the host name must be ours (DNS rebinding), a change must come from a
page of ours (cross-site request forgery), and everything but the entrance needs a cookie that is
given once for each printed address. After a while without use the pages lock themselves.

Sources: OWASP Cross-Site Request Forgery Prevention Cheat Sheet (verifying origin); RFC 6265bis
(SameSite); W3C Content Security Policy Level 3.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Minutes without use after which the pages are locked.
IDLE = 15
#: Wrong unlock words after which the visitor has to come in by a new address.
TRIES = 5
#: Minutes in which a printed address has to be used: it stands on a screen, and in the list of processes.
ADDRESS_LASTS = 15
ENTRANCE, STATIC = "/enter", "/static/"
LOCKED_TOO = ("/unlock", "/leave")
#: Asked by the page itself, again and again: no sign that anybody is there.
NO_USE = ("/changes",)
#: Bytes of the largest form: all of the watch list of a very large case is a tenth of it.
BIGGEST = 1_000_000
FORM = "application/x-www-form-urlencoded"
#: Headers that decide who may come in: two of one kind, and nobody could say which holds.
ASKED_ONCE = ("host", "origin", "sec-fetch-site", "content-type", "content-length")

POLICY = "content-security-policy"
HEADERS = {
    POLICY: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # 'no-referrer' would blank the Origin that is asked for below
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), clipboard-read=()",
    "x-robots-tag": "noindex",
}


@dataclass
class Visitor:
    """Somebody who came in: the name for the record, and when the page was last used."""

    name: str
    word: str = ""  # unlocks the pages; '' where only a new address does
    seen: float = 0.0
    locked: bool = False
    tries: int = 0


@dataclass
class Door:
    """The addresses that were given out and not yet used, and who came in by them."""

    port: int
    idle: float = IDLE * 60.0  # seconds
    clock: Callable[[], float] = time.monotonic
    tokens: dict[str, float] = field(default_factory=dict)  # and when each was given out
    visitors: dict[str, Visitor] = field(default_factory=dict)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which the pages may be asked for."""
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def cookie(self) -> str:
        """The name of the cookie: two reviews on one computer do not take each other's."""
        return f"redact-{self.port}"

    def address(self) -> str:
        """A new address that lets one browser in, once."""
        token = secrets.token_urlsafe(32)
        self.tokens[token] = self.clock()
        return f"http://127.0.0.1:{self.port}/enter?token={token}"

    def knows(self, token: str) -> bool:
        """Whether an address with this token was given out, is not used up and not too old."""
        fresh = [each for each, at in self.tokens.items() if self.clock() - at <= ADDRESS_LASTS * 60]
        return any(hmac.compare_digest(token.encode(), each.encode()) for each in fresh)

    def let_in(self, token: str, name: str, word: str = "") -> str:
        """Use up a token; the content of the visitor's cookie, '' for a token that is not known."""
        if not self.knows(token):
            return ""
        self.tokens.pop(token, None)
        cookie = secrets.token_urlsafe(32)
        self.visitors[cookie] = Visitor(name, word, self.clock())
        return cookie

    def visitor(self, cookie: str, used: bool = True) -> Visitor | None:
        """Who this cookie was given to; locked where the page was not used for too long."""
        visitor = self.visitors.get(cookie)
        if visitor is None:
            return None
        visitor.locked = visitor.locked or self.clock() - visitor.seen > self.idle
        if used and not visitor.locked:
            visitor.seen = self.clock()
        return visitor

    def unlock(self, cookie: str, word: str) -> bool:
        """Whether the pages are open again; too many wrong words and the visitor is shown out."""
        visitor = self.visitors.get(cookie)
        if visitor is None:
            return False
        if visitor.word and hmac.compare_digest(word.encode(), visitor.word.encode()):
            visitor.locked, visitor.tries, visitor.seen = False, 0, self.clock()
            return True
        visitor.tries += 1
        if not visitor.word or visitor.tries >= TRIES:
            self.show_out(cookie)
        return False

    def lock(self, cookie: str) -> None:
        """Lock the pages of one visitor at once."""
        if visitor := self.visitors.get(cookie):
            visitor.locked = True

    def show_out(self, cookie: str) -> None:
        """The visitor's cookie is worth nothing any more."""
        self.visitors.pop(cookie, None)


class TooMuch(Exception):  # noqa: N818 - it ends the reading of a form
    """A form is larger than any page of ours sends."""


class Guard:
    """Looks at each request before any page does, and sends every answer with the headers that close it off.

    A page that fails is answered here too, so that no traceback is printed, and none of the headers is missing.
    """

    def __init__(self, app: ASGIApp, door: Door, fault: Callable[[Request, Exception], ASGIApp]) -> None:
        self.app, self.door, self.fault = app, door, fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a refusal."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if scope["type"] != "http":
            return None  # nothing else is spoken here
        answering = _ClosedOff(send)
        try:
            app = self.refusal(scope, _headers(scope)) or self.app
            await app(scope, _limited(receive), answering)
        except Exception as error:  # noqa: BLE001 - whatever it is, nothing of it is printed
            if not answering.begun:
                await self._told(scope, error)(scope, receive, answering)
        return None

    def _told(self, scope: Scope, error: Exception) -> ASGIApp:
        """What is answered where a page failed; where that fails as well, one line."""
        from starlette.requests import Request

        if isinstance(error, TooMuch):
            return _line("This is more than a page of the review sends; nothing was saved.", 413)
        try:
            return self.fault(Request(scope), error)
        except Exception:  # noqa: BLE001
            return _line("A fault of the program. Nothing that was saved is lost.", 500)

    def refusal(self, scope: Scope, headers: dict[str, str]) -> ASGIApp | None:
        """The answer to who may not come in; None for who may."""
        path, method = scope["path"], scope["method"]
        if refused := self._out_of_place(path, method, headers):
            return refused
        cookie = cookie_of(headers.get("cookie", ""), self.door.cookie)
        visitor = self.door.visitor(cookie, path not in NO_USE)
        scope["state"] = {**scope.get("state", {}), "visitor": visitor, "cookie": cookie}
        if path == ENTRANCE or path.startswith(STATIC):
            return None
        if visitor is None:
            return _out(method, ENTRANCE)
        return _out(method, "/unlock") if visitor.locked and path not in LOCKED_TOO else None

    def _out_of_place(self, path: str, method: str, headers: dict[str, str]) -> ASGIApp | None:
        """The answer to what no page of ours would send, whoever it is."""
        host, kind = headers.get("host", ""), headers.get("content-type", "").partition(";")[0]
        if host not in self.door.hosts:
            return _line("This page is asked for under a name that is not its own.", 421)
        if method not in {"GET", "HEAD", "POST"}:
            return _line("Not understood.", 405)
        if method == "POST" and not _from_own_page(headers, host):
            return _line("This did not come from a page of the review; nothing was done.", 403)
        if method != "POST" and path != ENTRANCE and _from_elsewhere(headers):
            return _line("Another page led here. Type the address, or go by a page of the review.", 403)
        if method == "POST" and kind.strip().lower() not in {"", FORM}:
            return _line("A page of the review sends forms only; nothing was done.", 415)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or len(length) > 9 or int(length) > BIGGEST:
            return _line("This is more than a page of the review sends; nothing was saved.", 413)
        return None


class _ClosedOff:
    """Sends an answer with the headers that close it off; *begun* says whether any of it was sent."""

    def __init__(self, send: Send) -> None:
        self._send, self.begun = send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            message["headers"] = _closed(message["headers"])
        await self._send(message)


def _closed(given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with ours in place of its own; only a stricter policy of contents stays."""
    sent = {k.decode("latin-1").lower(): v for k, v in given}
    strict = sent.get(POLICY, b"").startswith(b"sandbox")
    ours = {k: v.encode() for k, v in HEADERS.items() if not (k == POLICY and strict)}
    rest = [(k, v) for k, v in given if k.decode("latin-1").lower() not in ours]
    return [*rest, *((k.encode(), v) for k, v in ours.items())]


def _headers(scope: Scope) -> dict[str, str]:
    """The headers by name; what decides who may come in is worth nothing where it was said twice."""
    headers: dict[str, str] = {}
    for key, value in scope["headers"]:
        name = key.decode("latin-1").lower()
        twice = name in headers and name in ASKED_ONCE
        headers[name] = "(twice)" if twice else value.decode("latin-1")
    return headers


def _limited(receive: Receive) -> Receive:
    """What is received, to the size of the largest form."""
    had = 0

    async def limited() -> Message:
        nonlocal had
        message = await receive()
        had += len(message.get("body", b""))
        if had > BIGGEST:
            raise TooMuch
        return message

    return limited


def _line(words: str, status: int) -> ASGIApp:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse(words, status)


def _out(method: str, way_in: str) -> ASGIApp:
    from starlette.responses import RedirectResponse

    if method == "POST":
        return _line("The review is locked or closed; nothing was saved. Come in again.", 401)
    return RedirectResponse(way_in, 303)


def _from_elsewhere(headers: dict[str, str]) -> bool:
    """Whether another page made the browser ask: a site, or another port of this computer, which has our cookie too."""
    return headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}


def _from_own_page(headers: dict[str, str], host: str) -> bool:
    """Whether a change was sent by a page of ours; browsers name the origin of every POST."""
    if (site := headers.get("sec-fetch-site")) and site != "same-origin":
        return False
    return headers.get("origin") == f"http://{host}"


def cookie_of(header: str, name: str) -> str:
    """The content of the cookie *name*; '' where there is none."""
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return found.value if found else ""
