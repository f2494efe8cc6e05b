"""What can go wrong, each with its exit status and a line that says what to do.

RedactError
├── RulesError          4  a rule, register or decisions file is wrong
├── UnreadableError     3  an input cannot be read, or has a part of an unknown kind
├── BlockedError        6  a check blocks
├── UndecidedError      5  something is still undecided
└── SignatureError      7  not signed, or signed by the wrong person

No message ever quotes a draft's text: the drafts hold real names.
"""

from __future__ import annotations

import errno
import re
from enum import IntEnum
from pathlib import Path
from typing import Any


class ExitCode(IntEnum):
    """The exit statuses of the command, part of its contract."""

    DONE = 0
    BUG = 1
    USAGE = 2
    UNREADABLE = 3
    RULES = 4
    UNDECIDED = 5
    BLOCKED = 6
    UNSIGNED = 7
    INTERRUPTED = 130


#: Where several apply, the first of these wins.
PRECEDENCE = (1, 2, 4, 3, 6, 5, 7)


def worst(codes: list[int]) -> int:
    """The exit status of several outcomes together; 0 where there is none."""
    return next((code for code in PRECEDENCE if code in codes), 0)


#: A place in a trace that another process sent.
_AWAY = re.compile(r'^ +File "(?:[^"\n]*[/\\])?(\w+\.py)", line (\d+), in ', re.MULTILINE)


def place_of(error: BaseException) -> str:
    """File and line where an error arose, perhaps in another process; they hold no text of a draft."""
    if type(error.__cause__).__name__ == "_RemoteTraceback":  # its lines hold what may be a draft's words
        places = _AWAY.findall(str(error.__cause__))
        return f"{places[-1][0]}, line {places[-1][1]}" if places else "another process"
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "unknown"


class RedactError(Exception):
    """An error that a user can act on; its message is one line."""

    exit_code = ExitCode.BUG


class UsageError(RedactError):
    """The command was called in a way that cannot work."""

    exit_code = ExitCode.USAGE


class RulesError(RedactError):
    """A rule, the register or a decisions file is wrong; the message names file, line and key."""

    exit_code = ExitCode.RULES
    keys: tuple[Any, ...] = ()  # keys and indices that lead to what is wrong in register.yaml


class UnreadableError(RedactError):
    """An input cannot be read, a key cannot be opened, or a file has a part of an unknown kind."""

    exit_code = ExitCode.UNREADABLE


class BlockedError(RedactError):
    """A check found something that must not be published."""

    exit_code = ExitCode.BLOCKED


class UndecidedError(RedactError):
    """Something waits for a reviewer's answer."""

    exit_code = ExitCode.UNDECIDED


class SignatureError(RedactError):
    """Not signed, signed by the wrong person, or changed since it was signed."""

    exit_code = ExitCode.UNSIGNED


#: What the system says when the machine and not the program is the matter, and what to do about it.
SYSTEM = {
    errno.ENOSPC: "free some space on the disk",
    errno.EDQUOT: "free some space, or ask for more",
    errno.EFBIG: "free some space, or use another disk",
    errno.EROFS: "use a folder that can be written to",
    errno.EACCES: "check the permissions of the folder",
    errno.EPERM: "check the permissions of the folder",
    errno.EIO: "check the disk or the network drive",
    errno.EMFILE: "close other programs",
    errno.ENFILE: "close other programs",
    errno.ENOMEM: "close other programs",
}


def told_of_system(error: OSError | MemoryError) -> UnreadableError | None:
    """What to tell when the disk, the permissions or the memory stopped a command; None where it is none of these.

    The path is not told: it may be a draft's.
    """
    if isinstance(error, MemoryError):
        return UnreadableError("there is not enough memory; close other programs and run the same again")
    if (advice := SYSTEM.get(error.errno or 0)) is None:
        return None
    return UnreadableError(f"the computer refused ({error.strerror}); {advice}, then run the same again")
