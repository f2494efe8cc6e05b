"""The `redact` command: parses, calls the pipeline, prints. Data to standard output, messages to standard error.

Nothing heavy is imported before it is needed, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import warnings
from collections.abc import Sequence
from typing import Any

from redact import __version__
from redact.cli.asked import rules
from redact.cli.batches import add_batch
from redact.cli.cases import add_new, add_run, add_sign
from redact.cli.files import add_check, add_detect, add_evaluate
from redact.cli.intruders import add_intruder
from redact.cli.journal import Journal, open_journal
from redact.cli.keys import add_key
from redact.cli.learning import add_briefing, add_page, add_precis, add_themes
from redact.cli.releases import add_release, add_withdraw
from redact.cli.reviews import add_review
from redact.cli.saying import say
from redact.cli.shown import add_doctor, add_rules, add_show, do_versions
from redact.cli.statistics import add_stats
from redact.cli.stopping import end_with_a_status, heeding_interrupts
from redact.errors import ExitCode, RedactError, UnreadableError, place_of, told_of_system

__all__ = ["main", "parser", "rules"]

#: What adds each command to the parser, in the order of a case's life.
COMMANDS = (
    add_new,
    add_detect,
    add_run,
    add_batch,
    add_review,
    add_sign,
    add_release,
    add_withdraw,
    add_briefing,
    add_precis,
    add_themes,
    add_page,
    add_check,
    add_intruder,
    add_show,
    add_key,
    add_evaluate,
    add_stats,
    add_rules,
    add_doctor,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    words = sys.argv[1:] if argv is None else list(argv)
    wants_all = "--version" in words and {*words} <= {"--version", "--verbose", "-v"} and len(words) > 1
    arguments = argparse.Namespace(do=do_versions) if wants_all else parser().parse_args(words)
    _quieten()
    log = open_journal(
        getattr(arguments, "log_to", None) or os.environ.get("REDACT_LOG", ""),
        getattr(arguments, "verbose", False),
    )
    status = _carried_out(arguments, log)
    log.end(status)
    return status


def _carried_out(arguments: argparse.Namespace, log: Journal) -> int:
    try:
        log.begin(arguments.do.__name__.removeprefix("do_"))
        with heeding_interrupts():
            return int(arguments.do(arguments))
    except RedactError as error:
        say(f"redact: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        end_with_a_status()
        say("redact: interrupted; nothing was lost")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:
        if (told := _of_the_machine(error)) is not None:
            say(f"redact: {told}")
            return told.exit_code
        say(
            f"redact: this is a bug ({type(error).__name__} in {place_of(error)}); nothing was released. Please report it."
        )
        if os.environ.get("REDACT_DEBUG") == "names may be shown":
            raise
        return ExitCode.BUG


def _of_the_machine(error: Exception) -> RedactError | None:
    """What to tell where the disk, the memory or a process that died is the matter, and no bug."""
    if type(error).__name__ == "BrokenProcessPool":  # not imported for its name alone
        return UnreadableError("a process that helped died; close other programs and run the same again")
    return told_of_system(error) if isinstance(error, OSError | MemoryError) else None


def _quieten() -> None:
    """Libraries say nothing: their messages could quote a draft."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> Any:
        self.exit(ExitCode.USAGE, f"{self.prog}: {message}; see {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """The command line of `redact`."""
    top = _Parser(
        prog="redact",
        description="Turns the drafts of a safeguarding review into editions that can be shared, "
        "with a person deciding and the decisions on record.",
        epilog="Exit status: 0 done · 2 usage · 3 cannot be read · 4 rules, register or decisions wrong · "
        "5 undecided · 6 a check blocks · 7 not signed · 1 a bug",
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"redact {__version__}",
        help="print the version; with --verbose: of all that runs, with the digests of model and rules",
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=_Parser)
    for add in COMMANDS:
        add(commands)
    return top
