"""Patterns that are made ready once, and kept beside the program's own compiled code.

Compiling all patterns of rules/ takes as long as finding what 20,000 words hold, and every command would do it
again. So Python's way is taken: what compiling gave stands in `__pycache__`, where that can be written, and is used
if it was made by the same code of `regex` from the very same words. It holds rules of this program and nothing else. What
is worked out from the patterns by `redact.detect.needed` lies beside it in the same way.
"""

from __future__ import annotations

import copyreg
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

import regex

Worked = TypeVar("Worked")
#: What `regex` makes a compiled pattern of: plain values.
Made = tuple[Any, ...]
#: Patterns by digest, as `regex` takes them up again, that were compiled since the program began.
_NEW: dict[bytes, Made] = {}
DIGEST = 32  # bytes of what stands before the kept patterns


@cache  # the one of regex itself forgets where a program has more than 500 patterns
def ready(pattern: str, ignore_case: bool) -> regex.Pattern[str]:
    """*pattern*, ready to be looked with.

    Raises:
        regex.error: it does not compile.
    """
    key = _key(pattern, ignore_case)
    if key in _kept():
        make, _ = _taken_apart(_plain())
        return make(*_kept()[key])
    compiled = regex.compile(pattern, regex.IGNORECASE if ignore_case else 0, cache_pattern=False)
    _NEW[key] = _taken_apart(compiled)[1]
    return compiled


def keep(patterns: Iterable[tuple[str, bool]]) -> None:
    """Keep what was compiled anew, with what was kept already, of *patterns*: all that the rules have today."""
    if not _NEW or sys.dont_write_bytecode:
        return
    wanted = {_key(*each) for each in patterns}
    held = {key: data for key, data in {**_kept(), **_NEW}.items() if key in wanted}
    _put(_file(), held, b"")
    _NEW.clear()


def kept_or(name: str, of: bytes, make: Callable[[], Worked]) -> Worked:
    """What *make* works out, plain values, from what *of* is a digest of: as it was kept under *name*, or anew and kept now."""
    path = _file().with_suffix(f".{name}")
    found: Worked | None = _taken(path, of)
    if found is None:
        found = make()
        if not sys.dont_write_bytecode:
            _put(path, found, of)
    return found


def _taken_apart(pattern: regex.Pattern[str]) -> tuple[Callable[..., regex.Pattern[str]], Made]:
    """What makes a compiled pattern again, and of what: as `regex` tells it to whoever copies one."""
    apart: Any = copyreg.dispatch_table[regex.Pattern](pattern)
    return apart[0], apart[1]


@cache
def _kept() -> dict[bytes, Made]:
    """What an earlier command kept; nothing where there is none, where it is broken, or of another `regex`."""
    kept: dict[bytes, Made] | None = _taken(_file(), b"")
    return kept or {}


def _taken(path: Path, of: bytes) -> Any:
    """What lies at *path*, made of what *of* stands for; None where there is none, or it is broken or of something else."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    body = content[DIGEST:]
    if content[:DIGEST] != _sealed(body, of):
        return None
    return marshal.loads(body)  # noqa: S302 (as trusted as the compiled code beside it)


def _put(path: Path, held: Any, of: bytes) -> None:
    body = marshal.dumps(held)
    with suppress(OSError):  # a folder that cannot be written, a full disk: it is made again next time
        _write(path, _sealed(body, of) + body)


def _sealed(body: bytes, of: bytes) -> bytes:
    return hashlib.sha256(_stamp() + of + body).digest()


def _key(pattern: str, ignore_case: bool) -> bytes:
    return hashlib.blake2b(pattern.encode() + b"\0" + bytes([ignore_case]), digest_size=16).digest()


@cache
def _plain() -> regex.Pattern[str]:
    return regex.compile("")


@cache
def _stamp() -> bytes:
    """What compiled patterns hang on beside their words; the version of Python is part of the file's name."""
    return f"{version('regex')} {sys.byteorder} {marshal.version}".encode()


def _file() -> Path:
    return Path(cache_from_source(__file__)).with_suffix(".patterns")


def _write(path: Path, content: bytes) -> None:
    """The whole file, or none: two commands may keep at one time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)  # who may run the program may read it, as with its other compiled code
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
