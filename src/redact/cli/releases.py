"""`redact release` and `withdraw`: what goes out, where the copies are, and how they are called back."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.cli.asked import Arguments, case_of, command, key_opener, rules
from redact.cli.saying import Steps, say, show
from redact.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from redact.case import Case

NAMED = 3  # questions without an answer that a message names


def add_release(commands: Any) -> None:
    """What `redact release` takes."""
    c = command(commands, "release", do_release, "Copy out exactly what was signed.", key=True)
    c.add_argument(
        "case", metavar="CASE", help="a case; or a collection, of which --for then names what to copy"
    )
    which = c.add_mutually_exclusive_group(required=True)
    which.add_argument("--for", dest="audience", metavar="AUDIENCE")
    which.add_argument(
        "--all",
        action="store_true",
        help="everything of the case that is signed, each audience in a folder of its own",
    )
    c.add_argument("--to", metavar="DIR", required=True)
    c.add_argument("--as", dest="name", metavar="NAME", help="who releases, for the record")
    c.add_argument(
        "--given-to",
        metavar="WHO",
        action="append",
        default=[],
        help="who has this copy, for the record; may be given more than once",
    )
    c.add_argument(
        "--reason", metavar="TEXT", default="", help="why it takes the place of an edition released before"
    )
    c.add_argument(
        "--folder",
        action="store_true",
        help="beside the signed files, write an index page, checksums, and a note of what kinds of things were changed",
    )

    c.add_argument(
        "--with",
        dest="collections",
        metavar="COLLECTION",
        action="append",
        default=[],
        help="with --all: a collection in which the public page of this case is signed; may be given more than once",
    )
    c.add_argument(
        "--dry-run", action="store_true", help="with --all: say what would be written, and write nothing"
    )


def do_release(a: Arguments) -> int:
    """Copy out what was signed, and say what it replaces and what has no answer."""
    from redact.cli.learning import is_collection, release_product
    from redact.cli.sets import release_all
    from redact.pipeline import ready, release

    if a.all:
        return release_all(a)
    if a.collections or a.dry_run:
        raise UsageError("--with and --dry-run go with --all")
    if is_collection(a.case):
        if a.folder:
            raise UsageError("--folder: only a case has one; leave it out for a collection")
        return release_product(a)
    case, loaded = case_of(a.case), rules()
    with case.writing():
        reason = a.reason.strip() or _reason_from_keyboard(case, a.audience)
        more = _files_beside(a, case, loaded) if a.folder else {}
        ready(
            case, loaded, a.audience, Path(a.to), reason, date.today()
        )  # first: what is refused is told alone
        say(f"{a.audience}: {accepted(case, a.audience)}")
        paths = release(case, loaded, a.audience, Path(a.to), a.name or "", a.given_to, reason, beside=more)
        said = json.loads(case.ledger()[-1].value)
    for path in paths:
        show(str(path))
    if said.get("replaces"):
        say(
            f"This takes the place of an edition that was released before{'' if reason else ' (no reason given: --reason TEXT)'}. "
            f"Who has copies of that one: redact show {a.case} copies"
        )
    tell_unanswered(a.case, a.audience, said.get("unanswered", ()), "release")
    return ExitCode.DONE


def _files_beside(a: Arguments, case: Case, loaded: Any) -> Mapping[str, bytes]:
    """Index, checksums and note, made and checked before anything is copied out."""
    from redact.publishing.making import files_beside

    steps = Steps(a.quiet)
    made = files_beside(case, a.audience, Path(a.to), loaded, lambda: key_opener(a), steps)
    steps.done()
    return made


def accepted(case: Case, audience: str) -> str:
    """Who signed, and with which warnings, in one line."""
    from redact.releases import last_sign_off
    from redact.warned import told_of_record

    signed = last_sign_off(case.ledger(), audience)
    if signed is None:
        return "not signed"
    told = told_of_record(json.loads(signed.value)) or "of warnings the signature says nothing"
    return f"signed by {signed.by} on {signed.at[:10]}, {told}"


def _reason_from_keyboard(case: Case, audience: str) -> str:
    """Why a correction is released, where somebody is there to be asked; '' where none is, or it is none."""
    from redact.releases import last_sign_off, replaced_by

    signed = last_sign_off(case.ledger(), audience)
    if signed is None or not sys.stdin.isatty():
        return ""
    if not replaced_by(case.ledger(), audience, json.loads(signed.value)["files"]):
        return ""
    return input("Another edition was released before. Why does this one take its place? ").strip()


def tell_unanswered(folder: str, audience: str, targets: Sequence[str], step: str) -> None:
    """Say how many questions of the checklist have no answer at this step, one of them, and how to see them."""
    if targets:
        count = "1 question" if len(targets) == 1 else f"{len(targets)} questions"
        say(
            f"{audience}: on the checklist, {count} to be answered before {'this signature' if step == 'sign' else 'this release'} "
            f"had no answer (the first: {in_words(targets[:1])}). "
            f"This is on the record. See them with: redact show {folder} checklist"
        )


def in_words(targets: Sequence[str]) -> str:
    """Questions of the checklist as they are asked; of one that the rules do not have any more, its code."""
    asked = {item.id: item.question for item in rules().checklist.items}
    parts = [(target, target.split(":")) for target in targets]
    told = (asked.get(words[1], target) if len(words) > 1 else target for target, words in parts)
    return " ".join(dict.fromkeys(question.replace("{who}", "the child") for question in told))


def add_withdraw(commands: Any) -> None:
    """What `redact withdraw` takes."""
    c = command(
        commands,
        "withdraw",
        do_withdraw,
        "Take back what was released: put it on the record, and list the copies to recall.",
    )
    c.add_argument("case", metavar="CASE")
    c.add_argument("--for", dest="audience", metavar="AUDIENCE", required=True)
    c.add_argument("--as", dest="name", metavar="NAME", required=True, help="who withdraws, for the record")
    c.add_argument("--reason", metavar="TEXT", required=True, help="why")
    c.add_argument("--json", action="store_true", help="as one JSON object")


def do_withdraw(a: Arguments) -> int:
    """Put the withdrawal on the record; list the copies that have to be recalled and who takes them down."""
    from redact.conditions.said import takedown_contact
    from redact.policies import require_audience
    from redact.releases import as_data, to_recall, withdraw

    case, loaded = case_of(a.case), rules()
    require_audience(loaded, a.audience)
    with case.writing():
        out = withdraw(case, a.audience, a.name, a.reason)
        contact = takedown_contact(case.ledger(), loaded.checklist)
    if a.json:
        show(json.dumps({"takedown_contact": contact, "recall": as_data(out)}, ensure_ascii=False, indent=1))
    else:
        show(f"Take down: {contact or 'nobody is named on the checklist'}")
        for copy in out:
            show(f"Recall: {to_recall(copy)}")
    say(
        f"{a.audience} was withdrawn on {date.today().isoformat()}; nothing was deleted. It has to be signed anew before it is released again."
    )
    return ExitCode.DONE
