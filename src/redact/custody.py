"""The key of a case: opened, kept, moved, sealed anew, forgotten, destroyed; each opening on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from redact.case import Case, write_whole
from redact.errors import UnreadableError, UsageError
from redact.key import Opener, seal, unseal
from redact.link import anchors_of
from redact.model import Entity, Key


@dataclass(frozen=True)
class Kept:
    """What a key holds: pseudonyms by entity id, and by what an entity is recognised in the next run."""

    pseudonyms: Mapping[str, str] = field(default_factory=dict)
    anchors: Mapping[str, str] = field(default_factory=dict)


def open_key(case: Case, opener: Opener, what: str) -> Kept:
    """What the case's key holds; nothing where the case has none yet. The opening goes on record.

    Raises:
        UnreadableError: the key exists and cannot be opened, or should be elsewhere and is not there.
    """
    sealed = case.sealed_key()
    if sealed is None:
        return Kept()
    opened = unseal(sealed, opener, str(case.key_path))
    case.record_opening(what)
    return Kept(opened["pseudonyms"], opened["anchors"])


def save_key(case: Case, opener: Opener, kept: Kept, key: Key, entities: Mapping[str, Entity]) -> None:
    """Keep the key where it changed; entities that are gone keep theirs, should they come back."""
    anchors = {anchor: e.id for e in entities.values() if not e.listed for anchor in anchors_of(e)}
    new = Kept({**kept.pseudonyms, **key}, {**kept.anchors, **anchors})
    if new != kept:
        case.write(case.key_path, seal(asdict(new), opener))


def require_key(case: Case, opener: Opener, what: str) -> Kept:
    """What the key holds, where there is one.

    Raises:
        UsageError: the case has no key yet.
    """
    if case.sealed_key() is None:
        raise UsageError(f"{case.folder}: has no key yet; redact run makes one")
    return open_key(case, opener, what)


def move_key(case: Case, opener: Opener, destination: Path) -> Path:
    """Keep the key somewhere else from now on; where it now lies.

    The copy is read back before the one in the case is removed.
    """
    require_key(case, opener, "move")
    target = destination / f"{case.folder.resolve().name}.key" if destination.is_dir() else destination
    if target.exists():
        raise UsageError(f"{target}: there is a file already; name another place")
    old, sealed = case.key_path, case.sealed_key()
    assert sealed is not None
    write_whole(target, sealed)
    if target.read_bytes() != sealed:
        raise UnreadableError(f"{target}: the copy does not read back; the key stays where it was")
    case.write(case.folder / "key.location", str(target.resolve()).encode() + b"\n")
    old.unlink()
    return target


def rekey(case: Case, old: Opener, new: Opener) -> None:
    """Seal the key for another key file or passphrase."""
    kept = require_key(case, old, "rekey")
    case.write(case.key_path, seal(asdict(kept), new))


def forget(case: Case, opener: Opener, entity: str) -> None:
    """Take one entity out of the key: it gets a new pseudonym if it is met again."""
    kept = require_key(case, opener, "forget")
    if entity not in kept.pseudonyms:
        raise UsageError(f"{entity}: the key holds no such entity; see: redact key {case.folder} show")
    pseudonyms = {i: label for i, label in kept.pseudonyms.items() if i != entity}
    anchors = {anchor: i for anchor, i in kept.anchors.items() if i != entity}
    case.write(case.key_path, seal(asdict(Kept(pseudonyms, anchors)), opener))


def destroy(case: Case) -> None:
    """Remove the key for good: no pseudonym of this case can be traced back by it."""
    if case.sealed_key() is None:
        raise UsageError(f"{case.folder}: has no key; there is nothing to destroy")
    case.record_opening("destroy")
    case.key_path.unlink()
    (case.folder / "key.location").unlink(missing_ok=True)
