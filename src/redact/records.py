"""What was done to a key or a case, as a plain text that a data-protection officer can file.

A record says when, who, why, what kinds of things were removed and how many, and what nobody can
promise. It holds no name of a person in the case, no pseudonym, and no name of a draft.
"""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from redact import __version__
from redact.case import now, user
from redact.errors import RulesError
from redact.rules.lined import load_yaml
from redact.whole import write_whole

WIDTH = 88


@dataclass(frozen=True, slots=True)
class Said:
    """Who does it and why, as given on the command line; either may be empty."""

    name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One record to be: what was done, and the lists that it holds."""

    title: str
    facts: Mapping[str, str]
    removed: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    left: tuple[str, ...] = ()  # what it does not do, and what cannot be promised

    def text(self) -> str:
        """The record as people read it."""
        return "\n".join(_lines(self)) + "\n"


#: What no program can promise about anything that is deleted.
COPIES = (
    "Copies elsewhere are not touched: backups, synchronised folders, e-mail, printed pages, other laptops.",
    "Deleting takes a file out of its folder. Its bytes may stay on the disk until they are written over; "
    "solid-state disks and memory sticks move data by themselves (wear levelling), so that overwriting would "
    "not change that. Disk encryption, or destroying the disk, does.",
)


def _lines(record: Record) -> Iterator[str]:
    yield from (record.title.upper(), "=" * len(record.title), "")
    for name, value in record.facts.items():
        yield from textwrap.wrap(
            f"{name + ':':<14}{' '.join(value.split())}", WIDTH, subsequent_indent=" " * 14
        )
    for heading, rows in (
        ("What was removed", record.removed),
        ("Digests (sha256), by which a copy can be recognised", record.digests),
        ("What this does not do, and what cannot be promised", record.left),
    ):
        if rows:
            yield from ("", heading, "-" * len(heading))
            for row in rows:
                yield from textwrap.wrap(
                    row, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False
                )


def facts_of(folder: Path, done: str, said: Said, at: str) -> dict[str, str]:
    """The head of a record: what, which case, when, who, why."""
    by = f"{said.name} (as given with --as; the program cannot prove it), " if said.name else ""
    return {
        "Done": done,
        "Case": reference_of(folder),
        "When": in_words(at),
        "By": f"{by}user of the computer: {user()}",
        "Reason": said.reason or "none was given",
        "Program": f"redact {__version__}",
    }


def reference_of(folder: Path) -> str:
    """The partnership's own reference from register.yaml; else that there is none to give."""
    try:
        data, _ = load_yaml(folder / "register.yaml")
    except RulesError:
        return "no reference: there is no register.yaml that can be read"
    reference = data.get("case") if isinstance(data, dict) else None
    return str(reference) if reference else "no reference: register.yaml gives none"


def in_words(at: str) -> str:
    """A time in ISO 8601 as people write it: 14 March 2031, 09:12:33 UTC."""
    moment = datetime.fromisoformat(at)
    return f"{moment.day} {moment:%B %Y, %H:%M:%S} UTC"


def file_record(folder: Path, act: str, record: Record, at: str = "") -> Path:
    """Put *record* into the case's records/ under a name of its own; never over another one."""
    day = (at or now())[:10]
    names = (folder / "records" / f"{day}-{act}{'' if n == 1 else f'-{n}'}.txt" for n in range(1, 100_000))
    path = next(name for name in names if not name.exists())
    write_whole(path, record.text().encode())
    return path


def digest_of(content: bytes) -> str:
    """The sha256 of *content*, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def counted(counts: Iterable[tuple[int, str, str]]) -> tuple[str, ...]:
    """(1, "draft", "drafts") as "1 draft"; what there is none of is left out."""
    return tuple(f"{count} {one if count == 1 else several}" for count, one, several in counts if count)
