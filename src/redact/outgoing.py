"""Files that leave a case folder: written aside, put on record, and only then there under their own names.

At no moment is there a file that no ledger knows of. Where a run was stopped after the record and before the
files, the ledger says more than is there; the same command again adds what is missing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from errno import EACCES
from pathlib import Path

from redact.errors import UnreadableError
from redact.whole import settle, write_whole


def send_out(destination: Path, files: Mapping[str, bytes], record: Callable[[], None]) -> list[Path]:
    """All *files*, by their path below *destination*, or none of them; *record* puts them on the ledger before.

    A folder that is not there, or is empty, appears as a whole. In one that holds the same files from a run that
    was stopped, what is missing is added.

    Raises:
        UnreadableError: something cannot be written; what this run had written is removed again. Nearly always
            before the record; where it is on record by then, that is told, and the same command takes it up.
    """
    own, on_record = destination.resolve(), False
    missing = {file: content for file, content in files.items() if not (own / file).exists()}
    try:
        there = own.is_dir() and any(own.iterdir())
        fresh = _aside(own, inside=there)
        _write_aside(fresh, missing)
        with _made_ready(own, missing if there else None):
            record()
            on_record = True
        (_add if there else _appear)(fresh, own, missing)
    except OSError as error:
        raise UnreadableError(_why(destination, error, on_record)) from None
    finally:
        shutil.rmtree(_aside(own, inside=True), ignore_errors=True)
        shutil.rmtree(_aside(own, inside=False), ignore_errors=True)
    return [destination / file for file in files]


def _why(destination: Path, error: OSError, on_record: bool) -> str:
    """What could not be written, and, where the release is on the ledger by then, how it is taken up or taken back."""
    told = f"{destination}: cannot be written ({error.strerror}); "
    if not on_record:
        return f"{told}check its permissions"
    return (
        f"{told}the release is on the ledger, and its files are not all there. Put the folder right and give the same "
        "command again, which adds what is missing; or take the release back with: redact withdraw"
    )


def _write_aside(fresh: Path, files: Mapping[str, bytes]) -> None:
    shutil.rmtree(fresh, ignore_errors=True)  # of a run that was stopped
    for file, content in files.items():
        write_whole(fresh / file, content)


@contextmanager
def _made_ready(own: Path, missing: Mapping[str, bytes] | None) -> Iterator[None]:
    """Room for the files: an empty folder is taken away, or folders are made in one that holds some; else undone.

    So what can fail fails before the release is on record.
    """
    was_there, made = own.is_dir(), list[Path]()
    try:
        if missing is None and was_there:
            own.rmdir()
        for folder in sorted({(own / file).parent for file in missing or ()}):
            made += _folders(folder)
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError(EACCES, os.strerror(EACCES))
        yield
    except BaseException:
        for folder in reversed(made):
            folder.rmdir()
        if was_there:
            own.mkdir(mode=0o700, exist_ok=True)
        raise


def _folders(folder: Path) -> list[Path]:
    """Make *folder* with those above it; the ones that were made, the outermost first."""
    new = [each for each in (folder, *folder.parents) if not each.exists()][::-1]
    for each in new:
        each.mkdir(mode=0o700)
    return new


def is_partly_there(destination: Path, files: Mapping[str, bytes]) -> bool:
    """Whether some of *files* are missing: a run that was stopped had not come to them."""
    return not all((destination / file).exists() for file in files)


def _aside(own: Path, inside: bool) -> Path:
    return (own if inside else own.parent) / f".{own.name}.part"


def _appear(fresh: Path, own: Path, _: Mapping[str, bytes]) -> None:
    """The new folder under its own name, as a whole."""
    fresh.rename(own)
    settle(own.parent)


def _add(fresh: Path, own: Path, files: Mapping[str, bytes]) -> None:
    """What was missing, each file under its own name; what this run moved is removed where one cannot be."""
    try:
        for name in files:
            (fresh / name).rename(own / name)
            settle((own / name).parent)
    except BaseException:
        for name in files:
            (own / name).unlink(missing_ok=True)
        raise
