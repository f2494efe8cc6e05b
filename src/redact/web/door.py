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
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Minutes without use after which the pages are locked.
IDLE = 15
#: Wrong unlock words after which the visitor has to come in by a new address.
TRIES = 5
OPEN_TO_ALL = ("/enter", "/static/")
LOCKED_TOO = ("/unlock", "/leave")
#: Asked by the page itself, again and again: no sign that anybody is there.
NO_USE = ("/changes",)

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
    tokens: set[str] = field(default_factory=set)
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
        self.tokens.add(token)
        return f"http://127.0.0.1:{self.port}/enter?token={token}"

    def knows(self, token: str) -> bool:
        """Whether an address with this token was given out and is not used up."""
        return any(hmac.compare_digest(token.encode(), each.encode()) for each in self.tokens)

    def let_in(self, token: str, name: str, word: str = "") -> str:
        """Use up a token; the content of the visitor's cookie, '' for a token that is not known."""
        if not self.knows(token):
            return ""
        self.tokens.discard(token)
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


class Guard:
    """Looks at each request before any page does, and sends every answer with the headers that close it off."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer it with a refusal."""
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if scope["type"] != "http":
            return None  # nothing else is spoken here
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        app = self.refusal(scope, headers) or self.app

        async def closed_off(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _closed(message["headers"])
            await send(message)

        return await app(scope, receive, closed_off)

    def refusal(self, scope: Scope, headers: dict[str, str]) -> ASGIApp | None:
        """The answer to who may not come in; None for who may."""
        from starlette.responses import PlainTextResponse, RedirectResponse

        path, host = scope["path"], headers.get("host", "")
        if host not in self.door.hosts:
            return PlainTextResponse("This page is asked for under a name that is not its own.", 421)
        if scope["method"] not in {"GET", "HEAD", "POST"}:
            return PlainTextResponse("Not understood.", 405)
        if scope["method"] == "POST" and not _from_own_page(headers, host):
            return PlainTextResponse("This did not come from a page of the review; nothing was done.", 403)
        cookie = cookie_of(headers.get("cookie", ""), self.door.cookie)
        visitor = self.door.visitor(cookie, path not in NO_USE)
        scope["state"] = {**scope.get("state", {}), "visitor": visitor, "cookie": cookie}
        if path.startswith(OPEN_TO_ALL):
            return None
        if visitor is None:
            return RedirectResponse("/enter", 303) if scope["method"] == "GET" else _out()
        if visitor.locked and path not in LOCKED_TOO:
            return RedirectResponse("/unlock", 303) if scope["method"] == "GET" else _out()
        return None


def _closed(given: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with ours in place of its own; only a stricter policy of contents stays."""
    sent = {k.decode("latin-1").lower(): v for k, v in given}
    strict = sent.get(POLICY, b"").startswith(b"sandbox")
    ours = {k: v.encode() for k, v in HEADERS.items() if not (k == POLICY and strict)}
    rest = [(k, v) for k, v in given if k.decode("latin-1").lower() not in ours]
    return [*rest, *((k.encode(), v) for k, v in ours.items())]


def _out() -> ASGIApp:
    from starlette.responses import PlainTextResponse

    return PlainTextResponse("The review is locked or closed; nothing was saved. Come in again.", 401)


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
