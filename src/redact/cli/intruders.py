"""`redact intruder`: what a stranger could still put together, and what came of trying."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from redact.cli.asked import Arguments, case_of, command, key_opener, rules
from redact.cli.files import write_page
from redact.cli.saying import say, show
from redact.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from redact.intruder import Pack
    from redact.intruder.account import Account

SHOWN = 5  # words of a class that a line shows


def add_intruder(commands: Any) -> None:
    """What `redact intruder` takes."""
    c = command(
        commands,
        "intruder",
        do_intruder,
        "Show what is still told about each person and what a stranger would search for; record what was found.",
        key=True,
    )
    c.add_argument("case", metavar="CASE")
    c.add_argument(
        "--for",
        dest="audiences",
        metavar="AUDIENCE",
        action="append",
        default=[],
        help="whose editions, together (default: all that are staged)",
    )
    c.add_argument("--json", action="store_true", help="as one JSON object")
    c.add_argument("--page", metavar="FILE.html", help="write a page with a form to print, in a new file")
    c.add_argument("--as", dest="name", metavar="NAME", help="who searched, for the record")
    c.add_argument("--result", metavar="RESULT", help="nobody, somebody or unsure: put it on the record")
    c.add_argument("--searched", metavar="TEXT", default="", help="where was searched")
    c.add_argument("--reason", metavar="TEXT", default="", help="what was found, and what follows")


def do_intruder(a: Arguments) -> int:
    """Print or write the pack, or record the result of a search."""
    from redact.intruder import pack_of
    from redact.intruder.searches import RESULTS
    from redact.pages import render

    if a.result is not None:
        return _record(a)
    pack = pack_of(case_of(a.case), rules(), lambda: key_opener(a), a.audiences)
    if a.page:
        write_page(a.page, render("intruder", pack=pack, results=RESULTS))
        say(f"{a.page}: what a stranger could put together, with a form. It belongs in the case file.")
    if a.json:
        show(json.dumps(asdict(pack), ensure_ascii=False, indent=1))
    elif not a.page:
        for line in _lines(pack):
            show(line)
    return ExitCode.DONE


def _record(a: Arguments) -> int:
    from redact.guards import require_staged
    from redact.intruder.searches import record
    from redact.policies import require_audience

    if len(a.audiences) != 1:
        raise UsageError("a record is about one audience's files: --for AUDIENCE")
    case, audience = case_of(a.case), a.audiences[0]
    require_audience(rules(), audience)
    with case.writing():
        files = require_staged(case, audience)
        record(case, audience, files, a.name or "", a.result, a.searched, a.reason)
    say(f"{a.case}: recorded for the {len(files)} files staged for {audience}.")
    return ExitCode.BLOCKED if a.result == "somebody" else ExitCode.DONE


def _lines(pack: Pack) -> Iterator[str]:
    for account in pack.accounts:
        yield from _account(account)
    yield f"What to search for ({len(pack.phrases)}):"
    yield from (f"  {phrase}" for phrase in pack.phrases)
    yield "Where to look:"
    yield from (f"  {source}" for source in pack.sources)


def _account(account: Account) -> Iterator[str]:
    yield account.label or "The case as a whole"
    for kind, told in account.by_class.items():
        more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        yield f"  {kind} ({len(told)}): {'; '.join(each.words for each in told[:SHOWN])}{more}"
    if account.coarser:
        yield f"  to tell less, begin with {account.coarser}"
    yield ""
