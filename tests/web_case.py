"""A case for tests of the review's pages: two short drafts, found without the language model, and a client."""

from __future__ import annotations

import hashlib
from pathlib import Path

from redact.case import Case
from redact.custody import open_key
from redact.key import opener
from redact.model import Block, Document, Entity, Mention, Span
from redact.prepared import Found
from redact.register import read_register
from redact.rules import Rules
from redact.web import create_app
from redact.web.door import Door
from redact.web.sitting import Sitting

REGISTER = """\
# The panel's list.
subject: p1

people:
  - id: p1
    name: Wren Alder        # as on the file
    role: subject child
  - {id: p2, name: Jane Alder, role: mother}
# Where it happened.
places:
  - {id: l1, name: Larkby, role: town}

documents:
  - {file: report.txt, kind: overview-report}
"""
TEXTS = {
    "report.txt": "Wren Alder lived in Larkby.\nJane met Jane Thrupp.\nJane called Jane.\nThe Thrupps are Jane.",
    "letter.txt": "Dear Jane, your sister Jane Thrupp wrote.",
}
NAMES = {"Wren Alder": "p1", "Larkby": "l1", "Jane Thrupp": "E1", "Jane": "p2", "Thrupps": "E2"}


def make_case(folder: Path, register: str | None = REGISTER) -> Case:
    """The case folder; without register.yaml for None."""
    (folder / "drafts").mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / "drafts" / name).write_text(text, encoding="utf-8")
    if register is not None:
        (folder / "register.yaml").write_bytes(register.encode())
    return Case(folder)


def document(name: str) -> Document:
    """A draft as it would be read: a paragraph a line."""
    text, at, blocks = TEXTS[name], 0, []
    for number, line in enumerate(text.split("\n"), 1):
        blocks.append(Block(Span(at, at + len(line)), "paragraph", place=f"paragraph {number}"))
        at += len(line) + 1
    return Document(name, hashlib.sha256(text.encode()).hexdigest(), text, tuple(blocks))


def mentions(draft: Document) -> list[Mention]:
    """The names of the case in one draft, the longest first; E2 is only watched."""
    found: list[Mention] = []
    for name, entity in sorted(NAMES.items(), key=lambda row: -len(row[0])):
        at = -1
        while (at := draft.text.find(name, at + 1)) >= 0:
            span = Span(at, at + len(name))
            if any(span.overlaps(m.span) for m in found):
                continue
            label = "PLACE" if entity == "l1" else "PERSON"
            status, score, rule = ("watch", 0.4, "ner") if entity == "E2" else ("replace", 0.9, "known")
            around = f"{draft.text[max(0, at - 20) : at]}▮{draft.text[span.end : span.end + 20]}"
            found.append(
                Mention(draft.name, span, name, label, rule, score, status, "", "a name", entity, around)
            )
    return sorted(found, key=lambda m: m.span)


class Still(Sitting):
    """A sitting that finds what this module says, whatever the drafts are: no language model is loaded."""

    def _find(self) -> Found:
        register = read_register(self.case.register_path, self.rules)
        entities = {e.id: e for e in register.entities.values()}
        entities |= {
            i: Entity(i, "PERSON", n)
            for i, n in (("E1", "Jane Thrupp"), ("E2", "Thrupps"))
            if i not in entities
        }
        for name, i in NAMES.items():  # those whom the register does not have are found without it
            entities.setdefault(i, Entity(i, "PLACE" if i == "l1" else "PERSON", name))
        documents = tuple(document(name) for name in sorted(TEXTS))
        found = [m for d in documents for m in mentions(d)]
        kept = self._found.kept if self._found else open_key(self.case, self.opener, "test")
        return Found(self.case, self.rules, register, documents, tuple(found), entities, (), kept)


def sitting(case: Case, rules: Rules, key_file: Path) -> Still:
    """The review of the case, read to its end."""
    found = Still(case, rules, opener(str(key_file), {}))
    found.begin()
    found.wait()
    assert not found.problem
    return found


def client(of: Sitting, name: str = "Rosa Reviewer"):
    """A client that came in as *name* and follows no redirection."""
    from starlette.testclient import TestClient

    door = Door(4000)
    app = create_app(of, door)
    app.state.name = name
    cookie = door.let_in(door.address().split("token=")[1], name)
    own = "http://127.0.0.1:4000"
    return TestClient(app, base_url=own, headers={"origin": own}, cookies={door.cookie: cookie}, follow_redirects=False)  # fmt: skip


def decided(of: Sitting) -> list[tuple[str, str, str, str]]:
    """The ledger: who, what, on what, with what value."""
    return [(d.by, d.action, d.target, d.value) for d in of.case.ledger()]
