"""The disposal of a whole case: everything that the case folder holds, and the key where it lies elsewhere.

A note in the folder says that a disposal is under way, and the record says so too until it is done.
A run that was stopped half-way is finished by typing the same command again.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from redact.case import Case, locked, now, write_whole
from redact.errors import UnreadableError, UsageError
from redact.records import COPIES, Record, Said, counted, digest_of, facts_of, in_words

#: Everything that a case folder holds: what people put there, and what the program keeps.
KEPT = (
    "key", "key.location", "signed", "staged", "found", "checked", "ledger.jsonl", "key-access.jsonl",
    "register.yaml", "drafts", "records", ".lock", ".disposal.json",
)  # fmt: skip
BEGUN = ".disposal.json"
UNDONE = "BEGUN, NOT DONE: run the same command again"
TITLE = "Record of the disposal of a case"
#: What the system puts into folders by itself.
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
#: Part of a file name that stands for something half written or being checked.
PASSING = (".part-", ".checking-", ".key-act")


@dataclass(frozen=True, slots=True)
class Disposal:
    """A disposal that was begun, and what its record says."""

    number: str  # by which the record is known as this disposal's own
    record: str
    facts: dict[str, str]
    removed: tuple[str, ...]
    digests: tuple[str, ...]
    earlier: tuple[str, ...]  # the texts of the case's own records
    key: str  # where the key lay outside the folder; "" where it did not
    key_digest: str = ""


def dispose(folder: Path, record: Path, said: Said) -> Path:
    """Remove the whole case and say so at *record*, a new file outside the case folder; its path.

    Raises:
        UsageError: no case folder, a record that is there already or inside the case, or something in
            the folder that neither the program nor the panel put there by the contract.
        UnreadableError: something cannot be removed or written; run it again when that is mended.
    """
    if folder.is_dir() and not any(folder.iterdir()) and _is_record(record):
        folder.rmdir()  # stopped between the last file and the folder
        return record
    root = folder.resolve()
    disposal = _unfinished(root)
    if disposal is None:
        Case(folder)
        _require_only_the_case(root)
        _require_new(record, root)
    with locked(root):
        if disposal is None:
            disposal = _begun(Case(root), record.resolve(), said)
        _require_own(disposal, record)
        _write(disposal, finished="")
        _remove_all(root, disposal)
        _write(disposal, finished=now())
    for name in (".lock", BEGUN):
        (root / name).unlink(missing_ok=True)
    _remove_folder(root)
    return record


# Guards ---------------------------------------------------------------------------------------------


def _require_only_the_case(root: Path) -> None:
    others = [p for p in root.iterdir() if p.name not in (*KEPT, *LITTER) and not p.name.startswith(PASSING)]
    if others:
        raise UsageError(
            f"{root}: holds {len(others)} files or folders that are no part of a case; move them elsewhere or delete them, then run again"
        )


def _require_new(record: Path, root: Path) -> None:
    if root in (record.resolve(), *record.resolve().parents):
        raise UsageError(f"{record}: lies in the case folder, which is removed; name a record outside it")
    if record.exists():
        raise UsageError(f"{record}: there is a file already and no record is overwritten; name another one")
    if not record.resolve().parent.is_dir():
        raise UsageError(f"{record}: there is no such folder; make it, or name another one")


def _require_own(disposal: Disposal, record: Path) -> None:
    if record.resolve() != Path(disposal.record):
        raise UsageError(f"{record}: this disposal was begun with --record {disposal.record}; name that one")
    if record.exists() and disposal.number not in record.read_text(encoding="utf-8", errors="replace"):
        raise UsageError(f"{record}: another file is there now; move it elsewhere, then run again")


def _is_record(record: Path) -> bool:
    return record.is_file() and record.read_bytes().startswith(TITLE.upper().encode())


# Beginning ------------------------------------------------------------------------------------------


def _unfinished(root: Path) -> Disposal | None:
    try:
        return msgspec.json.decode((root / BEGUN).read_bytes(), type=Disposal)
    except (OSError, msgspec.MsgspecError):
        return None


def _begun(case: Case, record: Path, said: Said) -> Disposal:
    """The disposal with its inventory, noted in the case folder before anything is removed."""
    sealed = case.sealed_key()
    outside = sealed is not None and case.key_path.parent.resolve() != case.folder
    disposal = Disposal(
        number=secrets.token_hex(8),
        record=str(record),
        facts=facts_of(case.folder, "The whole case was disposed of (destroy --whole-case)", said, now()),
        removed=tuple(_inventory(case.folder, sealed is not None)),
        digests=tuple(_digests(case.folder, sealed)),
        earlier=tuple(path.read_text(encoding="utf-8") for path in _files(case.folder / "records")),
        key=str(case.key_path) if outside else "",
        key_digest=digest_of(sealed) if sealed is not None else "",
    )
    write_whole(case.folder / BEGUN, msgspec.json.encode(disposal))
    return disposal


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _inventory(root: Path, key: bool) -> Iterator[str]:
    """The kinds of things in the folder and how many there are of each."""
    lines = (root / "ledger.jsonl").read_bytes().count(b"\n") if (root / "ledger.jsonl").exists() else 0
    opened = (
        (root / "key-access.jsonl").read_bytes().count(b"\n") if (root / "key-access.jsonl").exists() else 0
    )
    found = len(_files(root / "found")) + len(_files(root / "checked"))
    yield from counted(
        (
            (len(_files(root / "drafts")), "draft, as received", "drafts, as received"),
            (
                int((root / "register.yaml").exists()),
                "register.yaml, the list of the people, places and bodies",
                "",
            ),
            (
                found,
                "file of what was found in the drafts and editions",
                "files of what was found in the drafts and editions",
            ),
            (
                lines,
                "decision, signature or release on the ledger",
                "decisions, signatures and releases on the ledger",
            ),
            (int(key), "sealed key, the list of who bears which pseudonym", ""),
            (opened, "line of the key's access log", "lines of the key's access log"),
            (len(_files(root / "staged")), "staged file, not approved", "staged files, not approved"),
            (len(_files(root / "signed")), "signed file", "signed files"),
            (
                len(_files(root / "records")),
                "earlier record, whose text is below",
                "earlier records, whose texts are below",
            ),
        )
    )


def _digests(root: Path, sealed: bytes | None) -> Iterator[str]:
    for number, draft in enumerate(_files(root / "drafts"), 1):
        yield f"draft {number}: {digest_of(draft.read_bytes())}"
    if sealed is not None:
        yield f"the sealed key: {digest_of(sealed)}"
    if (root / "ledger.jsonl").exists():
        yield f"the ledger: {digest_of((root / 'ledger.jsonl').read_bytes())}"
    for path in _files(root / "signed"):
        yield f"signed, {path.relative_to(root / 'signed').as_posix()}: {digest_of(path.read_bytes())}"


# The record -----------------------------------------------------------------------------------------


def _write(disposal: Disposal, finished: str) -> None:
    """The record as it stands: begun, or done; only this disposal's own record is written again."""
    path, state = Path(disposal.record), f"done, {in_words(finished)}" if finished else UNDONE
    if path.exists() and UNDONE not in path.read_text(encoding="utf-8"):
        return  # it says that all is done already
    facts = {**disposal.facts, "State": state, "Number": disposal.number}
    left = (
        "Editions that were released or published, and whatever else was copied out of the case folder, are "
        "not touched; the digests of the signed files tell which they are.",
        *COPIES,
    )
    record = Record(TITLE, facts, disposal.removed, disposal.digests, left)
    text = "\n\n".join(
        (record.text(), *(f"An earlier record of this case:\n\n{each}" for each in disposal.earlier))
    )
    write_whole(path, text.encode())


# Removing -------------------------------------------------------------------------------------------


def _remove_all(root: Path, disposal: Disposal) -> None:
    """The key first, so that from then on nothing can be traced; the note and the lock stay."""
    key = Path(disposal.key) if disposal.key else None
    if key and key.exists() and digest_of(key.read_bytes()) == disposal.key_digest:
        _remove(key, "the key")
    rest = [path.name for path in root.iterdir() if path.name not in (*KEPT, ".lock", BEGUN)]
    for name in ("key", *(each for each in KEPT if each not in ("key", ".lock", BEGUN)), *rest):
        if (root / name).exists() or (root / name).is_symlink():
            _remove(
                root / name,
                f"something in {root.name}/{name}" if name in KEPT else "a file in the case folder",
            )


def _remove(path: Path, said: str) -> None:
    """Remove a file, or a folder with all that it holds; links are removed and not followed."""
    try:
        if path.is_symlink() or not path.is_dir():
            _unlink(path)
            return
        for folder, folders, files in os.walk(path, topdown=False):
            for name in (*files, *folders):
                inner = Path(folder, name)
                if inner.is_symlink() or not inner.is_dir():
                    _unlink(inner)
                else:
                    inner.rmdir()
        path.rmdir()
    except OSError as error:
        raise UnreadableError(
            f"{said} cannot be removed ({error.strerror}); close the programs that have it open and run the same command again"
        ) from None


def _unlink(path: Path) -> None:
    try:
        path.unlink()
    except PermissionError:
        path.chmod(0o600)  # Windows keeps a read-only file
        path.unlink()


def _remove_folder(root: Path) -> None:
    try:
        root.rmdir()
    except OSError as error:
        raise UnreadableError(
            f"{root}: everything of the case is removed and on record, but the folder cannot be ({error.strerror}); look into it"
        ) from None
