"""The copies of a case that somebody has, or may get, beside the ones that are looked at now (R38).

What one audience's copy leaves out another one's may tell, and so may a version that was released
before. Of each text one format is taken: the one that is read best and quickest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from redact.case import Case
from redact.checks import Opened, open_content
from redact.checks.exactness import best_of_each
from redact.releases import Copy, copies

#: What is said of an audience's own earlier version, in place of the audience.
EARLIER = "earlier"


#: A file of a copy: its bytes, or their digest and what was found on opening them.
Content = bytes | tuple[str, Opened]


@dataclass(frozen=True, slots=True)
class OtherCopy:
    """A text that is compared: whose copy it is ('earlier' for the same audience's), its name and its content."""

    kind: str
    name: str
    content: Content

    @property
    def digest(self) -> str:
        """What it is known by: whose, its name, its bytes."""
        return f"{self.kind} {self.name} {_digest(self.content)}"

    def opened(self) -> Opened:
        """The file as a stranger finds it."""
        if isinstance(self.content, tuple):
            return self.content[1]
        return open_content(Path(self.name), self.content)


def other_copies(
    case: Case, audience: str, made: Mapping[str, Mapping[str, Content]]
) -> tuple[tuple[OtherCopy, ...], tuple[str, ...]]:
    """The copies that the one for *audience* is held against, and those that are not at hand any more.

    *made* are the files of each audience that is made at the same time. To them come what is signed or,
    for audiences that are not, staged in the case, and what was released to anybody before: from the
    folder of the signed bytes, or from where it was released to, if it still lies there unchanged.
    A text that is the same in both is not among them.
    """
    beside = {other: files for other, files in made.items() if other != audience}
    lying = {other: files for other, files in _lying(case).items() if other not in made}
    released, missing = _released(case, audience)
    found: dict[str, OtherCopy] = {}
    own = {_digest(content) for content in made[audience].values()}
    for kind, files in (*beside.items(), *lying.items(), *released):
        for name in best_of_each(files):
            copy = OtherCopy(kind, name, files[name])
            if _digest(copy.content) not in own:
                found.setdefault(copy.digest, copy)
    return tuple(found[digest] for digest in sorted(found)), missing


def _lying(case: Case) -> Mapping[str, Mapping[str, Content]]:
    """The signed files of each audience, or, where nothing is signed, the staged ones."""
    found = {}
    for area in ("staged", "signed"):
        for folder in sorted((case.folder / area).glob("*")):
            if folder.is_dir() and not folder.name.startswith("."):
                found[folder.name] = _files_in(folder)
    return found


def _files_in(folder: Path) -> dict[str, bytes]:
    """The editions of a folder by the names that they have once they are signed."""
    paths = (path for path in sorted(folder.iterdir()) if path.is_file() and path.suffix != ".json")
    return {path.name.replace(".NOT-APPROVED", ""): path.read_bytes() for path in paths}


def _released(case: Case, audience: str) -> tuple[list[tuple[str, Mapping[str, Content]]], tuple[str, ...]]:
    """What was released before, by whose it is, and a line for each version that lies nowhere any more."""
    found: list[tuple[str, Mapping[str, Content]]] = []
    missing: dict[str, None] = {}
    for copy in copies(case.ledger()):
        files = dict(_found_again(case, copy))
        found.append((EARLIER if copy.audience == audience else copy.audience, files))
        if best_of_each(copy.files) != best_of_each(files):
            missing[
                f"what was released to {copy.audience} on {copy.at[:10]} is not at hand any more to be compared"
            ] = None
    return found, tuple(missing)


def _found_again(case: Case, copy: Copy) -> Iterator[tuple[str, bytes]]:
    """The files of a release that still lie somewhere, byte for byte."""
    for name in best_of_each(copy.files):
        for folder in (case.signed(copy.audience), *([Path(copy.to)] if copy.to else [])):
            try:
                content = (folder / name).read_bytes()
            except OSError:
                continue
            if _digest(content) == copy.files[name]:
                yield name, content
                break


def _digest(content: Content) -> str:
    return content[0] if isinstance(content, tuple) else hashlib.sha256(content).hexdigest()
