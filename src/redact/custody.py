"""The key of a case: opened, kept, moved, sealed anew, forgotten, destroyed; each opening on record.

What changes the key leaves a record in records/. What is about to be done is written down before it
is, so that a run that was stopped between the act and its record is brought to its end by the next one.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import msgspec

from redact.case import Case, now
from redact.errors import UnreadableError, UsageError
from redact.key import Opener, is_sealed, seal, unseal
from redact.link import recognised_by
from redact.model import Entity, Key
from redact.records import COPIES, Record, Said, counted, digest_of, facts_of, file_record
from redact.whole import write_whole

BEGUN = ".key-act.json"  # in the case folder while the key is being changed


@dataclass(frozen=True)
class Kept:
    """What a key holds: pseudonyms by entity id, and by what an entity is recognised in the next run."""

    pseudonyms: Mapping[str, str] = field(default_factory=dict)
    anchors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Act:
    """A change of the key that was begun, with what its record will say."""

    kind: str  # move, rekey, forget, destroy
    done: str
    at: str
    said: Said
    key: str  # where the key lay
    before: str  # the digest of the sealed key before
    number: str  # by which its record is known
    value: str = ""  # for forget the entity's id, for move where to
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def open_key(case: Case, opener: Opener, what: str) -> Kept:
    """What the case's key holds; nothing where the case has none yet. The opening goes on record.

    Raises:
        UnreadableError: the key exists and cannot be opened, or should be elsewhere and is not there.
    """
    sealed = case.sealed_key()
    if sealed is None:
        return Kept()
    try:
        opened = unseal(sealed, opener, str(case.key_path))
    except UnreadableError:
        case.record_opening(f"{what} (refused)")
        raise
    case.record_opening(what)
    return Kept(opened["pseudonyms"], opened["anchors"])


def save_key(case: Case, opener: Opener, kept: Kept, key: Key, entities: Mapping[str, Entity]) -> Kept:
    """Keep the key where it changed, and give it as it is now; entities that are gone keep theirs, should they come back."""
    new = Kept({**kept.pseudonyms, **key}, {**kept.anchors, **recognised_by(entities.values())})
    if new != kept:
        case.write(case.key_path, seal(asdict(new), opener))
    return new


def require_key(case: Case, opener: Opener, what: str) -> Kept:
    """What the key holds, where there is one.

    Raises:
        UsageError: the case has no key yet.
    """
    if case.sealed_key() is None:
        raise UsageError(f"{case.folder}: has no key yet; redact run makes one")
    return open_key(case, opener, what)


def openings(case: Case) -> Iterator[str]:
    """The key's access log, a line each: when, which user of the computer, what for."""
    path = case.folder / "key-access.jsonl"
    for line in path.read_bytes().splitlines() if path.exists() else ():
        try:
            row = json.loads(line)
            yield f"{row['at']}  {row['user']:<20} {row['for']}"
        except (ValueError, KeyError, TypeError):
            yield "a line that is damaged"


# What changes the key: each gives the path of its record ----------------------------------------------


def move_key(case: Case, opener: Opener, destination: Path, said: Said = Said()) -> Path:  # noqa: B008 - frozen
    """Keep the key somewhere else from now on.

    The copy is read back before the one in the case is removed.
    """
    target = destination / f"{case.folder.resolve().name}.key" if destination.is_dir() else destination
    target = target.resolve()
    if (earlier := finish(case)) and (earlier.kind, earlier.value) == ("move", str(target)):
        return _newest(case, "move")
    require_key(case, opener, "move")
    sealed = _sealed(case)
    if target.exists() and (target == case.key_path.resolve() or target.read_bytes() != sealed):
        raise UsageError(f"{target}: there is a file already; name another place")
    done = "The key was moved to another place (move)"
    act = replace(
        _act(case, "move", done, said), value=str(target), left=(f"The key now lies at {target}.", *COPIES)
    )
    with _recorded(case, act):
        write_whole(target, sealed)
        if target.read_bytes() != sealed:
            raise UnreadableError(f"{target}: the copy does not read back; the key stays where it was")
        case.write(case.folder / "key.location", str(target).encode() + b"\n")
        Path(act.key).unlink()
    return _newest(case, "move")


def rekey(case: Case, old: Opener, new: Opener, said: Said = Said()) -> Path:  # noqa: B008 - frozen
    """Seal the key for another key file or passphrase."""
    if (earlier := finish(case)) and earlier.kind == "rekey":
        return _newest(case, "rekey")
    kept = require_key(case, old, "rekey")
    left = (
        "Copies of the key that were made before still open with the old key file or passphrase.",
        *COPIES,
    )
    act = replace(_act(case, "rekey", "The key was sealed anew for another opener (rekey)", said), left=left)
    with _recorded(case, act):
        case.write(case.key_path, seal(asdict(kept), new))
    return _newest(case, "rekey")


def forget(case: Case, opener: Opener, entity: str, said: Said = Said()) -> Path:  # noqa: B008 - frozen
    """Take one entity out of the key: it gets a new pseudonym if it is met again."""
    if (earlier := finish(case)) and (earlier.kind, earlier.value) == ("forget", entity):
        return _newest(case, "forget")
    kept = require_key(case, opener, "forget")
    if entity not in kept.pseudonyms:
        raise UsageError(f"{entity}: the key holds no such entity; see: redact key {case.folder} show")
    pseudonyms = {i: label for i, label in kept.pseudonyms.items() if i != entity}
    anchors = {anchor: i for anchor, i in kept.anchors.items() if i != entity}
    ways = len(kept.anchors) - len(anchors)
    removed = counted(
        ((1, f"pseudonym, of {entity}", ""), (ways, "way of recognising it", "ways of recognising it"))
    )
    left = (
        "The drafts, what was found in them, register.yaml, the ledger, and staged, signed and released copies "
        f"still hold what they say of {entity}. Meeting it again gives it a new pseudonym.",
        *COPIES,
    )
    act = _act(case, "forget", f"{entity} was taken out of the key (forget)", said)
    with _recorded(case, replace(act, value=entity, removed=removed, left=left)):
        case.write(case.key_path, seal(asdict(Kept(pseudonyms, anchors)), opener))
    return _newest(case, "forget")


def destroy(case: Case, said: Said = Said()) -> Path:  # noqa: B008 - frozen
    """Remove the key for good: no pseudonym of this case can be traced back by it."""
    if (earlier := finish(case)) and earlier.kind == "destroy":
        return _newest(case, "destroy")
    sealed = case.sealed_key()
    if sealed is None:
        raise UsageError(f"{case.folder}: has no key; there is nothing to destroy")
    if case.key_path != case.folder / "key" and not is_sealed(sealed):
        raise UsageError(f"{case.key_path}: is no key of redact; mend key.location in the case folder")
    left = (
        "The drafts, register.yaml and the ledger are still there: whoever holds them and an edition can put "
        "them side by side. A new run makes a new key.",
        "Copies of the key that were exported or copied before still open.",
        *COPIES,
    )
    act = _act(case, "destroy", "The key was destroyed (destroy)", said)
    with _recorded(
        case, replace(act, removed=("1 sealed key: the list of who bears which pseudonym",), left=left)
    ):
        case.record_opening("destroy")
        Path(act.key).unlink()
        (case.folder / "key.location").unlink(missing_ok=True)
    return _newest(case, "destroy")


def export_key(case: Case, opener: Opener, new: Opener, target: Path, said: Said = Said()) -> Path:  # noqa: B008
    """Write a copy of the key, sealed for another key file or passphrase, to hand to another laptop."""
    finish(case)
    kept = require_key(case, opener, "export")
    if target.exists():
        raise UsageError(f"{target}: there is a file already; name another place")
    sealed = seal(asdict(kept), new)
    write_whole(target, sealed)
    if unseal(target.read_bytes(), new, str(target)) != json.loads(json.dumps(asdict(kept))):
        raise UnreadableError(f"{target}: the copy does not read back; export it again")
    facts = facts_of(case.folder, "A sealed copy of the key was made (export)", said, at := now())
    left = (
        "A copy cannot be called back: sealing the key anew or destroying it here does not change the copy.",
    )
    record = Record("Record of a copy of the key", facts, (), (f"the copy: {digest_of(sealed)}",), left)
    return file_record(case.folder, "export", record, at)


# An act and its record ------------------------------------------------------------------------------


def finish(case: Case) -> Act | None:
    """Bring a change that was stopped half-way to its end; the act, where it had taken effect."""
    path = case.folder / BEGUN
    try:
        act = msgspec.json.decode(path.read_bytes(), type=Act)
    except (OSError, msgspec.MsgspecError):
        return None
    effective = _took_effect(case, act)
    if effective:
        if act.kind == "destroy":
            (case.folder / "key.location").unlink(missing_ok=True)
        if act.kind == "move" and act.key != act.value and _is_that_key(Path(act.key), act):
            Path(act.key).unlink()
        _file(case, act)
    path.unlink()
    return act if effective else None


def _took_effect(case: Case, act: Act) -> bool:
    key = Path(act.key)
    if act.kind == "destroy":
        return not key.exists() and key.parent.is_dir()
    if act.kind == "move":
        return str(case.key_path) == act.value
    return key.exists() and digest_of(key.read_bytes()) != act.before


def _is_that_key(path: Path, act: Act) -> bool:
    """Whether a file is the key as it was before; the note alone is no reason to remove one."""
    content = path.read_bytes() if path.is_file() else b""
    return is_sealed(content) and digest_of(content) == act.before


@contextmanager
def _recorded(case: Case, act: Act) -> Iterator[None]:
    """Around a change of the key: noted before, on record after; a change that failed leaves no note."""
    case.write(case.folder / BEGUN, msgspec.json.encode(act))
    try:
        yield
    except Exception:
        if not _took_effect(case, act):
            (case.folder / BEGUN).unlink(missing_ok=True)
        raise
    _file(case, act)
    (case.folder / BEGUN).unlink()


def _file(case: Case, act: Act) -> None:
    facts = facts_of(case.folder, act.done, act.said, act.at)
    digests = [f"the sealed key before: {act.before}"]
    if act.kind in {"rekey", "forget"}:
        digests.append(f"the sealed key after: {digest_of(_sealed(case))}")
    facts["Number"] = act.number
    record = Record("Record of a change to the key of a case", facts, act.removed, tuple(digests), act.left)
    if not any(act.number in each.read_text(encoding="utf-8") for each in _records(case, act.kind)):
        file_record(case.folder, act.kind, record, act.at)


def _act(case: Case, kind: str, done: str, said: Said) -> Act:
    return Act(kind, done, now(), said, str(case.key_path), digest_of(_sealed(case)), secrets.token_hex(8))


def _sealed(case: Case) -> bytes:
    sealed = case.sealed_key()
    assert sealed is not None
    return sealed


def _records(case: Case, kind: str) -> list[Path]:
    """The records of acts of this kind, the newest last."""
    found = (case.folder / "records").glob(f"*-{kind}*.txt")
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _newest(case: Case, kind: str) -> Path:
    return _records(case, kind)[-1]
