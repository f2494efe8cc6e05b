"""Files written whole or not at all: under a temporary name, synced, renamed."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from redact.errors import UnreadableError


def write_whole(path: Path, content: bytes) -> None:
    """*content* at *path*: under a temporary name beside it, synced, then renamed.

    Raises:
        UnreadableError: it cannot be written; then what was there before is there still.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(prefix=".part-", dir=path.parent)
    except OSError as error:
        raise UnreadableError(
            f"{path}: cannot be written ({error.strerror}); check the folder's permissions and free space"
        ) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise UnreadableError(f"{path}: cannot be written ({error.strerror}); check the free space") from None
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    settle(path.parent)


def settle(folder: Path) -> None:
    """The names in a folder on disk too, where the system has a way: else a power cut could undo a rename."""
    if os.name != "posix":
        return
    with suppress(OSError):  # a share may refuse it; the files themselves are synced
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
