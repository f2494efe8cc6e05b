"""A collection: the folder in which what spans several reviews is made, read, signed and released.

It is no case: it holds no draft, no register and no key, only copies of released editions. What a case
folder has for its editions (a ledger whose lines hang together, staged and signed copies, one writer at a
time), it has too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.case import Case
from redact.errors import UsageError
from redact.learning.released import Released
from redact.model import Decision
from redact.review import same_person
from redact.whole import write_whole

#: What can be made in a collection.
PRODUCTS = ("briefing", "precis", "themes", "page")


class Collection(Case):
    """A collection's folder; the parts of a case folder that drafts are needed for are not there."""

    def __init__(self, folder: Path) -> None:
        if not is_collection(folder):
            raise UsageError(
                f"{folder}: is no collection; make one with: redact briefing EDITION... --to {folder} --as NAME"
            )
        self.folder = folder

    @property
    def sources(self) -> Path:
        """Where the copies of the released editions lie, a folder each, named by its digest."""
        return self.folder / "sources"

    def keep_source(self, released: Released) -> None:
        """Keep a copy of a released edition, from which everything is made again before it is signed."""
        for name, content in released.files.items():
            path = self.sources / released.digest / name
            if not path.is_file() or path.read_bytes() != content:
                write_whole(path, content)

    def source(self, digest: str) -> Released:
        """The edition of that digest.

        Raises:
            UsageError: its copy was changed or removed.
        """
        folder = self.sources / digest
        files = {p.name: p.read_bytes() for p in sorted(folder.iterdir())} if folder.is_dir() else {}
        found = Released(files)
        if found.digest != digest:
            raise UsageError(f"{folder}: was changed; make the collection anew from the released editions")
        return found

    def keep_table(self, product: str, content: bytes) -> None:
        """Keep the table that says from which paragraph each sentence of a product comes."""
        write_whole(self.folder / "traced" / f"{product}.csv", content)


def is_collection(folder: Path) -> bool:
    """Whether the folder is one, and not a case."""
    return (folder / "sources").is_dir() and not (folder / "drafts").exists()


def open_collection(folder: Path) -> Collection:
    """The collection at *folder*, made where nothing is there.

    Raises:
        UsageError: something else is there.
    """
    if folder.exists() and not is_collection(folder) and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is there already and is no collection; name an empty or a new folder")
    (folder / "sources").mkdir(parents=True, exist_ok=True, mode=0o700)
    return Collection(folder)


@dataclass(frozen=True, slots=True)
class Recipe:
    """From what a product was made, and how: enough to make the same bytes again."""

    product: str
    sources: tuple[str, ...]  # digests of the editions, in the order of their numbers
    cases: tuple[str, ...]  # folders of those that were read as cases
    leave_out: tuple[str, ...] = ()
    alter: bool = False
    more: Mapping[str, Any] | None = None  # what a public page needs besides
    audience: str = "publication"  # whose edition of a case is read

    def as_value(self, files: Mapping[str, str], rules: str) -> str:
        """The recipe as the ledger keeps it, with the digests of what was staged and of the rules."""
        said = {
            "sources": self.sources,
            "cases": self.cases,
            "leave_out": self.leave_out,
            "alter": self.alter,
            "more": dict(self.more or {}),
            "audience": self.audience,
            "files": dict(files),
            "rules": rules,
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True)


def last_recipe(ledger: Sequence[Decision], product: str) -> tuple[Recipe, str, str] | None:
    """How a product was made last, the digest of the rules then, and its line as it stands; None where it was not."""
    made = [d for d in ledger if d.action == "compose" and d.target == product]
    if not made:
        return None
    said = json.loads(made[-1].value)
    recipe = Recipe(
        product,
        tuple(said["sources"]),
        tuple(said["cases"]),
        tuple(said["leave_out"]),
        said["alter"],
        said["more"],
        said["audience"],
    )
    return recipe, said["rules"], made[-1].value


def made_by(ledger: Sequence[Decision], product: str, name: str) -> bool:
    """Whether *name* had a hand in a product: whoever made it, or accepted a finding, may not sign it."""
    return any(
        same_person(name, d.by)
        for d in ledger
        if d.action == "accept" or (d.action == "compose" and d.target == product)
    )
