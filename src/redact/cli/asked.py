"""What is asked for on the command line, where that lies, and what is asked back."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.cli.saying import say

if TYPE_CHECKING:
    from redact.case import Case
    from redact.key import Opener

Arguments = argparse.Namespace


def command(commands: Any, name: str, do: Callable[[Arguments], int], about: str, key: bool = False) -> Any:
    """The parser of a command that *do* carries out, with what all commands take; with *key*, a key file too."""
    made = commands.add_parser(name, help=about, description=about)
    made.set_defaults(do=do)
    noise = made.add_mutually_exclusive_group()
    noise.add_argument("-q", "--quiet", action="store_true", help="only what was asked for")
    noise.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="say more: how long each step took, each answer of a table, the digest of each signed file",
    )
    made.add_argument(
        "--log-to" if name == "key" else "--log",  # redact key show --log shows another log
        dest="log_to",
        metavar="FILE.jsonl",
        help="append to a log: ids, counts and times, no words of a case (or REDACT_LOG)",
    )
    if key:
        made.add_argument(
            "--key",
            metavar="FILE",
            help="the key file that opens the case's key (or REDACT_KEY_FILE, REDACT_PASSPHRASE_FILE)",
        )
    return made


def picture_reading(made: Any) -> None:
    """What the commands take that may read pages which are pictures."""
    made.add_argument(
        "--ocr",
        action="store_true",
        help="read pages of a PDF that are pictures with Tesseract (English, and Welsh where it has it); each such"
        " page is then asked about, and a case remembers that it may be done",
    )


def rules() -> Any:
    """The rules that ship with the program."""
    from redact.rules import load_rules

    return load_rules()


def case_of(name: str) -> Case:
    """The case folder of that name."""
    from redact.case import Case

    return Case(Path(name))


def key_opener(a: Arguments) -> Opener:
    """What opens the case's key."""
    from redact.key import opener

    found = opener(getattr(a, "key", None), os.environ)
    if found.said:
        say(found.said)
    return found


def agreed(question: str) -> bool:
    """Whether somebody at the keyboard says yes; no where nobody is there."""
    if not sys.stdin.isatty():
        return False
    return input(question).strip().lower() in {"y", "yes"}
