"""The pages of a review asked for without a network: a case made by hand, and a visitor who asks as a browser would.

No model is loaded and nothing is detected: the mentions are those of a gold text.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from redact.case import Case
from redact.custody import Kept
from redact.formats.text import parse_gold
from redact.key import Opener
from redact.model import Entity, Mention, Register
from redact.prepared import Found
from redact.rules import Rules
from redact.targets import SELF
from redact.web import create_app
from redact.web.door import Door
from redact.web.sitting import Sitting

PORT = 4711
HOME = f"http://127.0.0.1:{PORT}"
SEALED = Opener("file", b"a key file for the tests, 32 bytes and more")
#: Draft text that would do harm where it were taken for mark-up, or broke out of an attribute.
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
GOLD = f"""# A report on [Wren Sample](PERSON#E1)

1.1 [Wren Sample](PERSON#E1) lived with [Ada Example](PERSON#E2), who {HOSTILE} kept a [red parrot](QUASI).

1.2 [Ada Example](PERSON#E2) wrote javascript:alert(3) in the diary of [Jo O'Quote](PERSON#E3) & <b>sons</b>.
"""


class Known(Sitting):
    """A sitting whose case was found already."""

    found_by_hand: Found

    def _find(self) -> Found:
        return self.found_by_hand


def sitting(folder: Path, rules: Rules, gold: str = GOLD, name: str = "report.md") -> Known:
    """A case at *folder* with one draft, of which every marked name is asked about; found, and ready."""
    (folder / "drafts").mkdir(parents=True, exist_ok=True)
    document, marks = parse_gold(gold, name)
    (folder / "drafts" / "report.md").write_text(document.text, encoding="utf-8")
    mentions = tuple(
        Mention(
            document.name, m.span, document.of(m.span), m.label, "by hand", 0.9,
            "flag" if m.entity else "watch", reason="because", entity=m.entity,
            context=f"{document.text[: m.span.start][-40:]}{SELF}{document.text[m.span.end :][:40]}",
        )
        for m in marks
    )  # fmt: skip
    entities = {
        m.entity: Entity(m.entity, m.label, m.text, role="mother" if m.entity == "E2" else "")
        for m in reversed(mentions)
        if m.entity
    }
    entities = {
        i: replace(e, mentions=tuple(m for m in mentions if m.entity == i)) for i, e in entities.items()
    }
    case = Case(folder)
    found = Found(case, rules, Register(), (document,), mentions, entities, (), Kept())
    made = Known(case, rules, SEALED)
    made.found_by_hand = found
    made.begin()
    made.wait(20)
    return made


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    text: str


@dataclass
class Visit:
    """Asks for pages as one browser does, with its cookie."""

    app: Any
    cookie: str = ""
    sent: dict[str, str] = field(default_factory=dict)  # headers of every request

    def get(self, path: str, /, **headers: str) -> Answer:
        """A page, asked for by following a link of ours."""
        return ask(self.app, "GET", path, {**self._usual(), **_named(headers)})

    def post(self, path: str, fields: Any = (), /, **headers: str) -> Answer:
        """A form of a page of ours; *fields* are pairs, a mapping, or bytes."""
        body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        own = {"origin": HOME, "content-type": "application/x-www-form-urlencoded"}
        return ask(self.app, "POST", path, {**self._usual(), **own, **_named(headers)}, [body])

    def come_in(self, name: str = "Rosa Reviewer", word: str = "") -> Answer:
        """Enter by a fresh address."""
        token = self.app.state.door.address().rpartition("=")[2]
        answer = self.post("/enter", {"token": token, "name": name, "word": word})
        self.cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        return answer

    def _usual(self) -> dict[str, str]:
        return {"host": f"127.0.0.1:{PORT}", **({"cookie": self.cookie} if self.cookie else {}), **self.sent}


def visit(made: Sitting, clock: Any = None, **headers: str) -> Visit:
    """A visitor of the case before coming in."""
    door = Door(PORT, clock=clock) if clock else Door(PORT)
    app = create_app(made, door)
    app.state.name = "Rosa Reviewer"
    return Visit(app, sent=_named(headers))


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def ask(app: Any, method: str, target: str, headers: Any, body: Iterable[bytes] = (b"",)) -> Answer:
    """One request as it comes off the wire: nothing of *target* is mended, *headers* are a mapping or pairs."""
    path, _, query = target.partition("?")
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "query_string": query.encode(),
        "raw_path": path.encode(), "path": _unquoted(path), "root_path": "", "client": ("127.0.0.1", 5), "state": {},
        "server": ("127.0.0.1", PORT), "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in pairs],
    }  # fmt: skip
    return asyncio.run(_asked(app, scope, list(body)))


def _unquoted(path: str) -> str:
    from urllib.parse import unquote

    return unquote(path)  # as uvicorn does


async def _asked(app: Any, scope: dict[str, Any], body: list[bytes]) -> Answer:
    parts, sent = list(body), []

    async def receive() -> dict[str, Any]:
        if not parts:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start = sent[0]
    text = b"".join(m.get("body", b"") for m in sent[1:]).decode()
    return Answer(start["status"], {k.decode(): v.decode("latin-1") for k, v in start["headers"]}, text)
