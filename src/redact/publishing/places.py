"""The folders that a set is written into: each a real folder of its own, with nothing in it that is not the set's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from redact.errors import UsageError


def require_own_folders(destination: Path, names: Iterable[str]) -> None:
    """Each folder of *names* in *destination* is itself: no link to another one, and none is two of them.

    Raises:
        UsageError: one is a link, or is another of them under a second name.
    """
    below = destination.resolve()
    known: dict[tuple[int, int], str] = {}
    for name in sorted(set(names)):
        folder = below / name
        if folder.is_symlink() or folder.resolve() != folder:
            raise UsageError(
                f"{destination / name}: is a link to another folder; remove it, or name another folder"
            )
        if folder.exists():
            made = folder.stat()
            other = known.setdefault((made.st_dev, made.st_ino), name)
            if other != name:
                raise UsageError(
                    f"{destination / name}: is the same folder as {other}; name another folder for the set"
                )


def require_nothing_else(destination: Path, files: Mapping[str, bytes]) -> None:
    """The folders of *files* (by their path below *destination*) hold none but these; their bytes are asked elsewhere.

    Raises:
        UsageError: one holds something else, or a link.
    """
    for folder in sorted({Path(name).parent for name in files}):
        for path in sorted(_inside(destination / folder)):
            name = (folder / path.name).as_posix()
            if name not in files or path.is_symlink():
                raise UsageError(
                    f"{path}: is no file of this set and would go out with it; take it away, or name another folder"
                )


def _inside(folder: Path) -> Iterable[Path]:
    """What lies in a folder; nothing where there is none."""
    return folder.iterdir() if folder.is_dir() else ()
