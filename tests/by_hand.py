"""A review in the browser over a case that was put together by hand: nothing is read, found or linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from redact.case import Case
from redact.dates import value_of
from redact.key import Opener
from redact.model import Block, Document, Mention, Register, Span
from redact.pictures import choices_of
from redact.prepared import Prepared
from redact.review import Reviewed
from redact.web import create_app
from redact.web.door import Door
from redact.web.sitting import Sitting, State

PORT = 4242


def draft(name: str, *paragraphs: str, digest: str = "", **more: Any) -> Document:
    """A draft of these paragraphs."""
    blocks, at = [], 0
    for number, words in enumerate(paragraphs, 1):
        blocks.append(Block(Span(at, at + len(words)), "paragraph", place=f"paragraph {number}"))
        at += len(words) + 1
    return Document(name, digest or name, "\n".join(paragraphs), tuple(blocks), **more)


def mention(document: Document, words: str, label: str = "DATE", **more: Any) -> Mention:
    """The first place of *words*; a date with what it says."""
    at = document.text.index(words)
    given = {"value": value_of(words) if label in {"DATE", "DOB"} else "", "status": "replace", **more}
    return Mention(document.name, Span(at, at + len(words)), words, label, "by hand", 1.0, **given)


def prepared_of(
    folder: Path, rules: Any, documents: Sequence[Document], mentions: Sequence[Mention] = (), **more: Any
) -> Prepared:
    """A case of these drafts and mentions; *more* is of Prepared."""
    (folder / "drafts").mkdir(exist_ok=True)
    (folder / "drafts" / "a.txt").write_text("never read")
    given = {"register": Register(), "key": {}, "questions": (), **more}
    reviewed = given.pop("reviewed", Reviewed(tuple(mentions), {}, {}))
    return Prepared(Case(folder), rules, documents=tuple(documents), reviewed=reviewed, **given)


class Still(Sitting):
    """A sitting over a case that is as it is; only what is decided of pictures follows the ledger."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__(prepared.case, prepared.rules, Opener("file", b"x" * 32))
        self._given = prepared
        self._known: State | None = None

    def state(self) -> State:
        ledger = self.case.ledger()
        if self._known is None or self._known.ledger != ledger:
            self._known = State(replace(self._given, choices=choices_of(ledger)), ledger)
        return self._known


def visit(prepared: Prepared, name: str = "Rosa Reviewer") -> Any:
    """A client of the review's pages that was let in."""
    from starlette.testclient import TestClient

    door = Door(PORT)
    cookie = door.let_in(door.address().rsplit("=", 1)[1], name)
    client = TestClient(create_app(Still(prepared), door), base_url=f"http://127.0.0.1:{PORT}")
    client.cookies.set(door.cookie, cookie)
    client.headers["origin"] = f"http://127.0.0.1:{PORT}"
    return client
