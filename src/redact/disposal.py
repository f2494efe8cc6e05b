"""The disposal of a whole case: everything that the case folder holds, and the key where it lies elsewhere.

A note in the folder says that a disposal is under way, and the record says so too until it is done.
A run that was stopped half-way is finished by typing the same command again.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from redact.case import Case, locked, now
from redact.errors import UnreadableError, UsageError
from redact.key import is_sealed
from redact.records import COPIES, Record, Said, counted, digest_of, facts_of, in_words
from redact.whole import write_whole

#: Everything that a case folder holds: what people put there, and what the program keeps.
KEPT = (
    "key", "key.location", "signed", "staged", "found", "checked", "pictures", "reads-pictures", "ledger.jsonl",
    "ledger.head", "key-access.jsonl", "prepared.json", "drafts-seen.json",
    "register.yaml", "summary.yaml", "earlier", "drafts", "records", ".lock", ".disposal.json",
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
    folder: str  # by which the record and the note are known as this folder's
    facts: dict[str, str]
    removed: tuple[str, ...]
    digests: tuple[str, ...]
    earlier: tuple[str, ...]  # the texts of the case's own records
    key: str  # where the key lay outside the folder; "" where it did not
    paths: tuple[str, ...]  # of all that is removed, from the folder on; nothing else is
    key_digest: str = ""


def dispose(folder: Path, record: Path, said: Said) -> Path:
    """Remove the whole case and say so at *record*, a new file outside the case folder; its path.

    Raises:
        UsageError: no case folder, a record that is there already or inside the case, something in the
            folder that neither the program nor the panel put there by the contract, or, where a disposal
            is finished, something that its note does not list.
        UnreadableError: something cannot be removed or written; run it again when that is mended.
    """
    root = folder.resolve()
    if root.is_dir() and not any(root.iterdir()):
        _require_record_of(root, record)
        root.rmdir()  # stopped between the last file and the folder
        return record
    disposal = _unfinished(root)
    if disposal is None:
        Case(folder)
        _require_only_the_case(root)
        _require_new(record, root)
    else:
        _require_listed(root, disposal)
        _require_own(disposal, record, root)
    with locked(root):
        if disposal is None:
            disposal = _begun(Case(root), record.resolve(), said)
        _write(disposal, finished="")
        _remove_all(root, disposal)
        _write(disposal, finished=now())
    for name in (".lock", BEGUN):
        (root / name).unlink(missing_ok=True)
    _remove_folder(root)
    return record


# Guards ---------------------------------------------------------------------------------------------


def _require_only_the_case(root: Path) -> None:
    others = [p for p in root.iterdir() if not _is_of_a_case(p.name)]
    if others:
        raise UsageError(
            f"{root}: holds {len(others)} files or folders that are no part of a case; move them elsewhere or delete them, then run again"
        )
    if links := sorted(name for name in KEPT if (root / name).is_symlink()):
        raise UsageError(
            f"{root}: {links[0]} is a link to another place, whose content would stay; put the real one there, then run again"
        )
    pointer = Case(root).key_path
    if pointer.is_file() and pointer.parent.resolve() != root and not is_sealed(pointer.read_bytes()):
        raise UsageError(f"{root}: key.location names a file that is no key of redact; mend key.location")


def _is_of_a_case(name: str) -> bool:
    return name in (*KEPT, *LITTER) or name.startswith(PASSING)


def _require_listed(root: Path, disposal: Disposal) -> None:
    """Only what the note lists is removed, only kinds of things that a case holds, and only its own key."""
    wrong = (
        f"{root}: {BEGUN} is no note of a disposal of this case; look into the folder, then delete {BEGUN}"
    )
    parts = [Path(path).parts for path in disposal.paths]
    if not all(path and ".." not in path and _is_of_a_case(path[0]) for path in parts):
        raise UsageError(wrong)
    if disposal.folder != _mark(disposal.number, root) or not re.fullmatch(r"[0-9a-f]{16}", disposal.number):
        raise UsageError(wrong)
    more = set(_paths(root)) - {*disposal.paths, ".lock", BEGUN}
    if more:
        raise UsageError(
            f"{root}: holds {len(more)} files or folders that came after its disposal was begun, or are no part of it; move them elsewhere, then run again"
        )
    key, pointer = Path(disposal.key), root / "key.location"
    if disposal.key and key.exists():
        named = pointer.is_file() and pointer.read_text(encoding="utf-8").strip() == disposal.key
        sealed = key.read_bytes() if named and key.is_file() else b""
        if not is_sealed(sealed) or digest_of(sealed) != disposal.key_digest:
            raise UsageError(
                f"{root}: the file that {BEGUN} calls the key is not the sealed key of this case; nothing was removed"
            )


def _mark(number: str, root: Path) -> str:
    """By which a record tells its folder; the path itself may hold a name."""
    return digest_of(f"{number} {root}".encode())[:16]


def _require_new(record: Path, root: Path) -> None:
    if root in (record.resolve(), *record.resolve().parents):
        raise UsageError(f"{record}: lies in the case folder, which is removed; name a record outside it")
    if record.exists():
        raise UsageError(f"{record}: there is a file already and no record is overwritten; name another one")
    if not record.resolve().parent.is_dir():
        raise UsageError(f"{record}: there is no such folder; make it, or name another one")


def _require_own(disposal: Disposal, record: Path, root: Path) -> None:
    if record.resolve() != Path(disposal.record):
        raise UsageError(f"{record}: this disposal was begun with --record {disposal.record}; name that one")
    if root in record.resolve().parents:
        raise UsageError(f"{record}: lies in the case folder, which is removed; name a record outside it")
    if record.exists() and not (_is_record(record) and disposal.number in _text(record)):
        raise UsageError(f"{record}: another file is there now; move it elsewhere, then run again")


def _require_record_of(root: Path, record: Path) -> None:
    """An empty folder is what is left of a case only where the record says so."""
    text = _text(record) if _is_record(record) else ""
    number, mark = (re.search(rf"^{name}: +([0-9a-f]{{16}})$", text, re.M) for name in ("Number", "Folder"))
    done = re.search(r"^State: +done", text, re.M)
    if not (number and mark and done and mark[1] == _mark(number[1], root)):
        raise UsageError(f"{root}: is empty, and the file named with --record is no record of its disposal")


def _is_record(record: Path) -> bool:
    return record.is_file() and record.read_bytes().startswith(TITLE.upper().encode())


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


# Beginning ------------------------------------------------------------------------------------------


def _unfinished(root: Path) -> Disposal | None:
    if not (root / BEGUN).exists():
        return None
    try:
        return msgspec.json.decode((root / BEGUN).read_bytes(), type=Disposal)
    except (OSError, msgspec.MsgspecError):
        raise UsageError(
            f"{root}: {BEGUN} is no note of a disposal; look into the folder, then delete {BEGUN}"
        ) from None


def _begun(case: Case, record: Path, said: Said) -> Disposal:
    """The disposal with its inventory, noted in the case folder before anything is removed."""
    sealed = case.sealed_key()
    outside = sealed is not None and case.key_path.parent.resolve() != case.folder
    number = secrets.token_hex(8)
    disposal = Disposal(
        number=number,
        folder=_mark(number, case.folder),
        record=str(record),
        facts=facts_of(case.folder, "The whole case was disposed of (destroy --whole-case)", said, now()),
        removed=tuple(_inventory(case.folder, sealed is not None)),
        digests=tuple(_digests(case.folder, sealed)),
        earlier=tuple(_text(path) for path in _files(case.folder / "records")),
        key=str(case.key_path) if outside else "",
        paths=tuple(_paths(case.folder)),
        key_digest=digest_of(sealed) if sealed is not None else "",
    )
    write_whole(case.folder / BEGUN, msgspec.json.encode(disposal))
    return disposal


def _files(folder: Path) -> list[Path]:
    """The files in *folder*; a link is none, as what it points to stays."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _paths(root: Path) -> list[str]:
    """Everything in the case folder, links too and not followed."""
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*"))


def _inventory(root: Path, key: bool) -> Iterator[str]:
    """The kinds of things in the folder and how many there are of each."""
    lines = (root / "ledger.jsonl").read_bytes().count(b"\n") if (root / "ledger.jsonl").exists() else 0
    opened = (
        (root / "key-access.jsonl").read_bytes().count(b"\n") if (root / "key-access.jsonl").exists() else 0
    )
    seen = int((root / "drafts-seen.json").exists())
    found = len(_files(root / "found")) + len(_files(root / "checked")) + seen
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
            (
                sum(path.is_symlink() for path in root.rglob("*")),
                "link to another place; what it points to was not removed",
                "links to other places; what they point to was not removed",
            ),
            (int(key), "sealed key, the list of who bears which pseudonym", ""),
            (opened, "line of the key's access log", "lines of the key's access log"),
            (len(_files(root / "pictures")), "picture of a draft", "pictures of the drafts"),
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
    facts = {**disposal.facts, "State": state, "Number": disposal.number, "Folder": disposal.folder}
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
    if key and key.exists():
        _remove(key, "the key")
    known = {Path(path).parts[0] for path in disposal.paths}
    rest = [p.name for p in root.iterdir() if p.name in known and p.name not in (*KEPT, ".lock", BEGUN)]
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
