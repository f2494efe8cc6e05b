"""The case folder on disk; nothing else opens it.

register.yaml and drafts/ belong to people and are only read. What the program
keeps lies beside them: what was read and found (rebuildable), the ledger of
decisions, the key, staged and signed copies. Every file is written to a
temporary name, synced and renamed, so that a stop at any moment leaves the old
file or the new one and never half of one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from filelock import FileLock, Timeout

from redact.chain import Chain, Damage, Head, read_chain, whole_lines, written
from redact.errors import RulesError, UnreadableError, UsageError
from redact.model import Decision, Document, Entity, Ledger, Mention
from redact.whole import settle, write_whole

Remembered = TypeVar("Remembered")
Links = tuple[str, list[Mention], dict[str, Entity]]  # of what, and what was linked
#: Reports that are kept, for six audiences those of two runs; beside them what is known under a name of its own.
KEPT_REPORTS = 24
DIGEST = 64  # characters by which a report is known
WAIT = 10.0  # seconds that a second writer waits for the first


def is_case_folder(folder: Path) -> bool:
    """Whether a folder holds a case: its drafts, and something that only a case has."""
    kept = ("ledger.jsonl", "register.yaml", "found", "staged", "signed")
    return (folder / "drafts").is_dir() and any((folder / name).exists() for name in kept)


class Case:
    """A case folder: where things lie, and how they are read and written."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UsageError(f"{folder}: there is no such case folder; make one with: redact new {folder}")
        if (folder / ".disposal.json").exists():
            raise UsageError(
                f"{folder}: its disposal was begun; finish it with the same redact key {folder} destroy --whole-case"
            )
        if not (folder / "drafts").is_dir():
            raise UsageError(
                f"{folder}: not a case folder, it has no drafts/; put the drafts into {folder}/drafts"
            )
        self.folder = folder

    # What people put there

    @property
    def register_path(self) -> Path:
        """Where register.yaml lies, if there is one."""
        return self.folder / "register.yaml"

    @property
    def summary_path(self) -> Path:
        """Where summary.yaml lies, if there is one: what the author wants in a summary that is put together."""
        return self.folder / "summary.yaml"

    def templates(self) -> list[Path]:
        """The Word files beside the register: the partnership's own template, if it has one."""
        return sorted(self.folder.glob("*.docx"))

    def drafts(self) -> list[Path]:
        """The files of drafts/, by name; Word's lock files and hidden files are not drafts."""
        found = sorted(p for p in (self.folder / "drafts").rglob("*") if p.is_file())
        drafts = [p for p in found if not p.name.startswith((".", "~$"))]
        if not drafts:
            raise UsageError(f"{self.folder}/drafts: holds no draft; put the drafts there and run again")
        return drafts

    def given(self) -> list[Path]:
        """Everything that people put there and editions come from: register, summary.yaml, templates, drafts."""
        own = [path for path in (self.register_path, self.summary_path) if path.exists()]
        return [*own, *self.templates(), *self.drafts()]

    def inputs(self) -> str:
        """The digest of what people put there, by content."""
        total = hashlib.sha256()
        for path in self.given():
            try:
                content = hashlib.sha256(path.read_bytes()).digest()
            except OSError as error:
                raise UnreadableError(
                    f"{path}: cannot be read ({error.strerror}); check its permissions"
                ) from None
            total.update(path.relative_to(self.folder).as_posix().encode() + b"\0" + content)
        return total.hexdigest()

    @property
    def reads_pictures(self) -> bool:
        """Whether pages of drafts that are pictures may be read by Tesseract: somebody gave --ocr once."""
        return (self.folder / "reads-pictures").exists()

    def allow_pictures(self) -> None:
        """Let pages that are pictures be read from now on, so that each command reads the same draft the same way."""
        if not self.reads_pictures:
            self.write(self.folder / "reads-pictures", b"redact --ocr was given for this case.\n")

    # Reading and writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One writer a case: a second one waits a little, then gives up."""
        self._private()
        with locked(self.folder):
            self._sweep()
            yield

    def _sweep(self) -> None:
        """Remove what a stopped run left: files that were being checked, and files half written."""
        for folder in self.folder.glob(".checking-*"):
            shutil.rmtree(folder, ignore_errors=True)
        for part in self.folder.rglob(".part-*"):
            part.unlink(missing_ok=True)
        for area in (self.folder / "staged", self.folder / "signed"):
            self._tidy(area)

    def _private(self) -> None:
        try:
            self.folder.chmod(0o700)
        except OSError as error:
            raise UnreadableError(
                f"{self.folder}: cannot be made private ({error.strerror}); use a folder of your own"
            ) from None

    def write(self, path: Path, content: bytes) -> None:
        """*content* at *path* (inside the case), whole or not at all, readable by the owner only."""
        write_whole(path, content)

    # What was read and found: can be rebuilt

    def remembered(self, name: str) -> tuple[Document, list[Mention]] | None:
        """What an earlier run found under the digest *name*; None where it is not known or damaged."""
        path = self.folder / "found" / f"{name}.json"
        try:
            document, mentions = msgspec.json.decode(path.read_bytes(), type=tuple[Document, list[Mention]])
        except (OSError, msgspec.MsgspecError, ValueError):
            return None
        return document, mentions

    def remember(self, name: str, document: Document, mentions: list[Mention]) -> None:
        """Keep what was found in a draft under the digest of everything that it came from."""
        self.write(self.folder / "found" / f"{name}.json", msgspec.json.encode((document, mentions)))

    def remembered_links(self, of: str) -> tuple[list[Mention], dict[str, Entity]] | None:
        """Who was found in all drafts together, if that was made from what the digest *of* stands for."""
        try:
            content = (self.folder / "found" / "linked").read_bytes()
            made, mentions, entities = msgspec.json.decode(content, type=Links)
        except (OSError, msgspec.MsgspecError, ValueError):
            return None
        return (mentions, entities) if made == of else None

    def remember_links(self, of: str, mentions: Sequence[Mention], entities: Mapping[str, Entity]) -> None:
        """Keep who was found in all drafts together, under the digest of everything that it came from."""
        self.write(self.folder / "found" / "linked", msgspec.json.encode((of, mentions, entities)))

    def forget_all_but(self, names: Iterable[str]) -> None:
        """Remove what was found in drafts that are no longer there, or by other rules."""
        keep = {f"{name}.json" for name in names}
        for path in (self.folder / "found").glob("*.json"):
            if path.name not in keep:
                path.unlink(missing_ok=True)

    def forget_found(self) -> None:
        """Remove all that is remembered of what was found."""
        self.forget_all_but(())
        (self.folder / "found" / "linked").unlink(missing_ok=True)

    def keep_pictures(self, files: Mapping[str, bytes]) -> None:
        """The drafts' pictures for the reviewer, and no others: those of drafts that are gone go too."""
        folder = self.folder / "pictures"
        for path in folder.glob("*"):
            if path.name not in files:
                path.unlink(missing_ok=True)
        for name, content in files.items():
            if not (folder / name).is_file() or (folder / name).read_bytes() != content:
                self.write(folder / name, content)
        if folder.is_dir() and not files:
            folder.rmdir()

    def drafts_seen(self) -> bytes:
        """What is remembered of the drafts that were there before; nothing where there is none."""
        path = self.folder / "drafts-seen.json"
        return path.read_bytes() if path.is_file() else b""

    def keep_drafts_seen(self, content: bytes) -> None:
        """Remember the drafts: digests of their sentences, no words."""
        self.write(self.folder / "drafts-seen.json", content)

    def remembered_report(self, name: str, kind: type[Remembered]) -> Remembered | None:
        """What the checks said of files under the digest *name*; None where that is not known or damaged."""
        try:
            return msgspec.json.decode((self.folder / "checked" / f"{name}.json").read_bytes(), type=kind)
        except (OSError, msgspec.MsgspecError, ValueError):
            return None

    def remember_report(self, name: str, report: object) -> None:
        """Keep what the checks said under the digest of everything that it depends on; the newest few are kept."""
        self.write(self.folder / "checked" / f"{name}.json", msgspec.json.encode(report))
        by_digest = f"{'?' * DIGEST}.json"
        reports = sorted((self.folder / "checked").glob(by_digest), key=lambda path: path.stat().st_mtime)
        for path in reports[:-KEPT_REPORTS]:
            if path.stem != name:  # a clock that was set back makes the newest look old
                path.unlink(missing_ok=True)

    # The ledger

    @property
    def ledger_path(self) -> Path:
        """Where the decisions are kept, one a line."""
        return self.folder / "ledger.jsonl"

    @property
    def head_path(self) -> Path:
        """Where the number of acknowledged decisions and the digest of the last of them are kept."""
        return self.folder / "ledger.head"

    def ledger(self) -> Ledger:
        """All decisions in order.

        Raises:
            RulesError: a line was changed, removed or put in between, or the end is missing.
        """
        return self._whole_chain().decisions

    def chain(self) -> Chain:
        """The ledger as it lies there, with what is wrong with it."""
        head = self._kept_head()  # before the ledger: what is appended meanwhile is behind it, and no loss
        chain = read_chain(self._ledger_bytes(), head)
        unread = head is None and self.head_path.exists() and not chain.damage
        told = "ledger.head, which says how many decisions were acknowledged, cannot be read"
        return replace(chain, damage=Damage(len(chain.digests), "head", told)) if unread else chain

    def _kept_head(self) -> Head | None:
        """The head at the last acknowledged decision; None where none is kept (by earlier versions) or readable."""
        try:
            return msgspec.json.decode(self.head_path.read_bytes(), type=Head)
        except (OSError, msgspec.MsgspecError, ValueError):
            return None

    def _ledger_bytes(self) -> bytes:
        return self.ledger_path.read_bytes() if self.ledger_path.exists() else b""

    def _whole_chain(self) -> Chain:
        chain = self.chain()
        if chain.damage:
            raise RulesError(
                f"{self.ledger_path}: line {chain.damage.line}: the chain of decisions is broken here: "
                f"{chain.damage.told}; restore ledger.jsonl and ledger.head from a copy "
                f"(more: redact show {self.folder} ledger --verify)"
            )
        return chain

    def append(self, *decisions: Decision) -> None:
        """Add decisions to the ledger; they are on disk when this returns.

        Raises:
            UnreadableError: they cannot be written; then none of them is on the ledger.
        """
        lines, head = written(decisions, self._whole_chain().head)
        whole = sum(len(line) + 1 for line in whole_lines(self._ledger_bytes()))
        try:
            self._write_behind(whole, lines)
            self.write(self.head_path, msgspec.json.encode(head))
        except (OSError, UnreadableError) as error:
            self._cut_to(whole)
            why = error.strerror if isinstance(error, OSError) else "its head could not be"
            raise UnreadableError(
                f"{self.ledger_path}: cannot be written ({why}); no decision was taken: free some space or check "
                "the permissions, and answer again"
            ) from None

    def _write_behind(self, whole: int, lines: bytes) -> None:
        """*lines* behind the first *whole* bytes of the ledger, on disk."""
        new = not self.ledger_path.exists()
        descriptor = os.open(self.ledger_path, os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "r+b") as file:
            file.truncate(whole)
            file.seek(whole)
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        if new:
            settle(self.folder)

    def _cut_to(self, whole: int) -> None:
        """The ledger as it was: what nobody acknowledged is taken off again, where the disk lets us."""
        with suppress(OSError):
            os.truncate(self.ledger_path, whole)

    # The key: sealed bytes; may live elsewhere

    @property
    def key_path(self) -> Path:
        """Where the sealed key lies: in the case folder, or where key.location says."""
        pointer = self.folder / "key.location"
        if pointer.exists():
            return Path(pointer.read_text(encoding="utf-8").strip())
        return self.folder / "key"

    def sealed_key(self) -> bytes | None:
        """The sealed key; None where the case has none yet.

        Raises:
            UnreadableError: it should be elsewhere and is not there.
        """
        path = self.key_path
        if path.exists():
            return path.read_bytes()
        if path != self.folder / "key":
            raise UnreadableError(
                f"{path}: the key is not there; connect the drive that holds it, or restore it"
            )
        return None

    def record_opening(self, what: str) -> None:
        """One line in the key's own access log: when, who by the system's name, for what."""
        line = json.dumps({"at": now(), "user": user(), "for": what})
        path = self.folder / "key-access.jsonl"
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "a+b") as file:
                file.write(_behind_torn(file) + line.encode() + b"\n")
        except OSError as error:
            raise UnreadableError(
                f"{path}: cannot be written ({error.strerror}), and the key is not opened without a record; "
                "free some space or check the permissions"
            ) from None

    # Staged and signed copies

    def staged(self, audience: str) -> Path:
        """The folder of an audience's staged copies."""
        return self.folder / "staged" / audience

    def signed(self, audience: str) -> Path:
        """The folder of an audience's signed bytes."""
        return self.folder / "signed" / audience

    def replace_folder(self, target: Path, files: Mapping[str, bytes]) -> None:
        """*files* as the whole content of the folder *target*: all of them, or what was there before."""
        try:
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._tidy(target.parent)
            fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=target.parent))
            for name, content in files.items():
                write_whole(fresh / name, content)
            self._swap(fresh, target)
        except OSError as error:
            raise UnreadableError(
                f"{target}: cannot be written ({error.strerror}); check its permissions and the free space"
            ) from None

    def _swap(self, fresh: Path, target: Path) -> None:
        """The folder *fresh* in the place of *target*; a stop between the two steps is undone by `_tidy`."""
        aside = target.parent / f".old-{target.name}"
        if target.exists():
            target.rename(aside)
        fresh.rename(target)
        settle(target.parent)
        shutil.rmtree(aside, ignore_errors=True)

    def _tidy(self, area: Path) -> None:
        """Undo what a stopped run left half done: a folder that was moved aside goes back."""
        for aside in area.glob(".old-*"):
            target = area / aside.name.removeprefix(".old-")
            if target.exists():
                shutil.rmtree(aside)
            else:
                aside.rename(target)
        for fresh in area.glob(".new-*"):
            shutil.rmtree(fresh)


def _behind_torn(file: Any) -> bytes:
    """What has to stand before a new line: an end of line, where a stop left half of one."""
    if not file.seek(0, os.SEEK_END):
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """One process at a time in the case folder; a second one waits a little.

    Raises:
        UsageError: the other one is still at work.
        UnreadableError: the folder cannot be written to.
    """
    lock = FileLock(folder / ".lock", timeout=WAIT)
    try:
        lock.acquire()
    except Timeout:
        raise UsageError(
            f"{folder}: another redact is at work on this case; try again when it is done"
        ) from None
    except OSError as error:
        raise UnreadableError(
            f"{folder}: cannot be written to ({error.strerror}); check its permissions and the free space"
        ) from None
    try:
        yield
    finally:
        lock.release()


def now() -> str:
    """The time now, UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def user() -> str:
    """The name by which the system knows whoever runs the program."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or "unknown"
