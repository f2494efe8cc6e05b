"""Files that leave a case folder: written aside, put on record, and only then there under their own names.

At no moment is there a file that no ledger knows of. Where a run was stopped after the record and before the
files, the ledger says more than is there; the same command again adds what is missing.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from redact.case import settle, write_whole
from redact.errors import UnreadableError


def send_out(destination: Path, files: Mapping[str, bytes], record: Callable[[], None]) -> list[Path]:
    """All *files*, by their path below *destination*, or none of them; *record* puts them on the ledger before.

    A folder that is not there, or is empty, appears as a whole. In one that holds the same files from a run that
    was stopped, what is missing is added.

    Raises:
        UnreadableError: something cannot be written; what this run had written is removed again.
    """
    there = destination.is_dir() and any(destination.iterdir())
    missing = {file: content for file, content in files.items() if not (destination / file).exists()}
    fresh = _aside(destination, inside=there)
    shutil.rmtree(fresh, ignore_errors=True)  # of a run that was stopped
    try:
        for file, content in missing.items():
            write_whole(fresh / file, content)
        record()
        (_add if there else _appear)(fresh, destination, missing)
    except OSError as error:
        raise UnreadableError(
            f"{destination}: cannot be written ({error.strerror}); check its permissions"
        ) from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return [destination / file for file in files]


def is_partly_there(destination: Path, files: Mapping[str, bytes]) -> bool:
    """Whether some of *files* are missing: a run that was stopped had not come to them."""
    return not all((destination / file).exists() for file in files)


def _aside(destination: Path, inside: bool) -> Path:
    own = destination.resolve()
    return (own if inside else own.parent) / f".{own.name}.part"


def _appear(fresh: Path, destination: Path, _: Mapping[str, bytes]) -> None:
    """The new folder under its own name, as a whole."""
    with suppress(FileNotFoundError):
        destination.rmdir()
    fresh.rename(destination.resolve())
    settle(destination.resolve().parent)


def _add(fresh: Path, destination: Path, files: Mapping[str, bytes]) -> None:
    """What was missing, each file under its own name; what this run moved is removed where one cannot be."""
    try:
        for name in files:
            (destination / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            (fresh / name).rename(destination / name)
            settle((destination / name).parent)
    except BaseException:
        for name in files:
            (destination / name).unlink(missing_ok=True)
        raise
