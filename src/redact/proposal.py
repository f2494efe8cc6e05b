"""`redact new`: a case folder, and a register.yaml proposed from the drafts for people to correct."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from redact.case import Case, write_whole
from redact.errors import UnreadableError, UsageError
from redact.formats import READERS
from redact.link import AMBIGUOUS, HOUSEHOLD
from redact.model import Document, Entity, Register
from redact.names import fold
from redact.policies import kind_of
from redact.reading import find_and_link, read_drafts
from redact.rules import Rules

HEAD = """\
# The cast list of this case: who and what is in the drafts, and what they shall be called.
# Proposed from the drafts. Correct it: delete what is no person or place, give roles
# (mother, half-sibling, social worker, GP…), join double entries by moving one name to
# the other's aliases. The program reads this file and never writes it again.
"""

SECTIONS = {
    "people": ("PERSON",),
    "places": ("PLACE", "ADDRESS"),
    "organisations": ("SCHOOL", "HEALTH_SITE", "ORG"),
}
#: The first letter of an entry's id: p for people, l for places (locations), o for organisations.
LETTERS = {"people": "p", "places": "l", "organisations": "o"}


def new_case(
    folder: Path, drafts: Sequence[Path], rules: Rules, progress: Callable[[str], None]
) -> int | None:
    """Make the case folder and propose its register; how many entries it has, None where one was there already.

    Raises:
        UsageError: there is no draft, or another file of a draft's name is there already.
        UnreadableError: a draft cannot be read; then nothing is made.
    """
    for draft in drafts:
        if draft.suffix.lower() not in READERS:
            raise UnreadableError(f"{draft}: cannot be read; the endings that can are {', '.join(READERS)}")
        if not draft.is_file():
            raise UnreadableError(f"{draft}: there is no such file; check the name")
    if not drafts and not (folder / "drafts").is_dir():
        raise UsageError(f"name the drafts: redact new {folder} DRAFT…")
    _copy(folder, drafts)
    case = Case(folder)
    if case.register_path.exists():
        return None
    with case.writing():
        documents, anew = read_drafts(case, rules, progress)
        _, entities = find_and_link(documents, anew, Register(), rules)
        chosen = {i: e for i, e in entities.items() if e.role != AMBIGUOUS and _likely(e)}
        write_whole(case.register_path, "\n".join(_lines(chosen, documents)).encode() + b"\n")
    return len(chosen)


def _copy(folder: Path, drafts: Sequence[Path]) -> None:
    (folder / "drafts").mkdir(parents=True, exist_ok=True, mode=0o700)
    for draft in drafts:
        target = folder / "drafts" / draft.name
        if target.exists() and target.read_bytes() != draft.read_bytes():
            raise UsageError(f"{target}: another draft of this name is there already; rename one of them")
        write_whole(target, draft.read_bytes())


def _likely(entity: Entity) -> bool:
    return any(m.status == "replace" or m.score >= 0.7 for m in entity.mentions)


def _lines(entities: Mapping[str, Entity], documents: Sequence[Document]) -> Iterator[str]:
    yield HEAD
    yield "# case: XX-2031-04        # the partnership's own reference"
    yield "# subject: p1             # whose review it is"
    for section, labels in SECTIONS.items():
        rows = sorted((e for e in entities.values() if e.label in labels), key=lambda e: -len(e.mentions))
        if rows:
            yield f"\n{section}:"
        for number, entity in enumerate(rows, 1):
            yield from _row(section, number, entity)
    yield '\n# What stays: the author, the chair…\n# allow:\n#   - {text: "Alex Author", where: front matter}'
    yield "\ndocuments:"
    for document in documents:
        yield f"  - {{file: {_quoted(document.name)}, kind: {kind_of(document, Register())}}}"
    yield "\ndates: month\nages: band"


def _row(section: str, number: int, entity: Entity) -> Iterator[str]:
    yield f"  - id: {LETTERS[section]}{number}"
    yield f"    name: {_quoted(entity.name)}"
    others = sorted(
        {" ".join(m.text.split()) for m in entity.mentions} - {entity.name}, key=lambda t: (fold(t), t)
    )
    aliases = [text for text in others if fold(text) not in fold(entity.name)]
    if aliases:
        yield f"    aliases: [{', '.join(_quoted(text) for text in aliases)}]"
    role = "" if entity.role == HOUSEHOLD else entity.role
    yield (
        f"    role: {_quoted(role)}"
        if role
        else f"    # role:                 {len(entity.mentions)} mentions"
    )


def _quoted(text: str) -> str:
    """Text as YAML in double quotes."""
    import json

    return json.dumps(text, ensure_ascii=False)
