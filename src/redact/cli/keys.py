"""`redact key`: the key of a case shown, moved, sealed anew, forgotten from, destroyed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.cli.asked import Arguments, agreed, case_of, command, key_opener
from redact.cli.saying import say, show
from redact.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from redact.case import Case
    from redact.records import Said


def add_key(commands: Any) -> None:
    """What `redact key` takes."""
    c = command(commands, "key", do_key, "The key of a case: who bears which pseudonym.", key=True)
    c.add_argument("case", metavar="CASE")
    c.add_argument("act", choices=("show", "move", "rekey", "forget", "destroy"))
    c.add_argument(
        "value", nargs="?", metavar="WHERE|ID", help="for move: where to; for forget: the entity's id"
    )
    c.add_argument("--new-key", metavar="FILE", help="for rekey, --export: the new key file")
    c.add_argument(
        "--new-passphrase-file",
        metavar="FILE",
        help="for rekey, --export: a file that holds the new passphrase",
    )
    c.add_argument("--yes", action="store_true", help="for destroy: do not ask")
    c.add_argument(
        "--log", action="store_true", help="for show: print when the key was opened, by whom, for what"
    )
    c.add_argument(
        "--export",
        metavar="FILE",
        help="for show: write a copy sealed for --new-key or --new-passphrase-file, to hand on",
    )
    c.add_argument(
        "--whole-case",
        action="store_true",
        help="for destroy: remove the whole case folder",
    )
    c.add_argument(
        "--with-key",
        action="store_true",
        help="for --whole-case: the key too, where it lies outside the case",
    )
    c.add_argument("--as", dest="name", metavar="NAME", help="who does it, for the record")
    c.add_argument("--reason", metavar="TEXT", help="why, for the record")
    c.add_argument("--record", metavar="FILE", help="for --whole-case: where the record of the disposal goes")


def do_key(a: Arguments) -> int:
    """Show, move, seal anew, forget from or destroy the key of a case; or dispose of the whole case."""
    from redact.records import Said

    said = Said((a.name or "").strip(), (a.reason or "").strip())
    if a.whole_case:
        return _dispose(a, said)
    case = case_of(a.case)
    if a.log:
        return _show_openings(case, a)
    with case.writing():
        if a.act == "show" and not a.export:
            from redact.custody import require_key

            for entity, label in require_key(case, key_opener(a), "show").pseudonyms.items():
                show(f"{entity}\t{label}")
            return ExitCode.DONE
        say(f"On record in {_change_key(case, a, said)}")
    return ExitCode.DONE


def _show_openings(case: Case, a: Arguments) -> int:
    from redact.custody import openings

    if a.act != "show":
        raise UsageError("--log goes with: redact key CASE show")
    for line in openings(case):
        show(line)
    return ExitCode.DONE


def _change_key(case: Case, a: Arguments, said: Said) -> Path:
    """Do what was asked with the key; where the record of it lies."""
    from redact import custody
    from redact.key import named_opener

    if a.act == "show":
        new = named_opener(a.new_key, a.new_passphrase_file)
        record = custody.export_key(case, key_opener(a), new, Path(a.export), said)
        say(f"A copy of the key, sealed anew, lies at {a.export}")
    elif a.act == "move":
        record = custody.move_key(case, key_opener(a), Path(_needed(a.value, "where to move it")), said)
        say(f"The key now lies at {case.key_path}")
    elif a.act == "rekey":
        new = named_opener(a.new_key, a.new_passphrase_file)
        record = custody.rekey(case, key_opener(a), new, said)
        say("The key is sealed anew. Signatures made before no longer hold.")
    elif a.act == "forget":
        record = custody.forget(case, key_opener(a), _needed(a.value, "the id of an entity"), said)
        say("Forgotten. Signatures made before no longer hold.")
    else:
        _require_yes(a, "Destroy the key? No pseudonym can be traced afterwards.")
        record = custody.destroy(case, said)
        say("The key is destroyed; key-access.jsonl records when and by whom.")
    return record


def _dispose(a: Arguments, said: Said) -> int:
    from redact.disposal import dispose

    if a.act != "destroy":
        raise UsageError("--whole-case goes with: redact key CASE destroy")
    if not (said.name and said.reason and a.record):
        raise UsageError(
            "the disposal of a case needs --as NAME, --reason TEXT and --record FILE, outside the case"
        )
    pointer = Path(a.case) / "key.location"
    if pointer.is_file() and not a.with_key:
        raise UsageError(
            f"{a.case}: its key lies elsewhere ({pointer.read_text(encoding='utf-8').strip()}), where another copy of "
            "this case may use it; add --with-key to destroy it too, or delete key.location to leave it"
        )
    _require_yes(a, "Remove the whole case, drafts, register, decisions, key and editions, for good?")
    record = dispose(Path(a.case), Path(a.record), said)
    say(f"The case is removed. On record in {record}")
    return ExitCode.DONE


def _require_yes(a: Arguments, question: str) -> None:
    if not a.yes and not agreed(f"{question} [y/n] "):
        raise UsageError("nothing was destroyed; to destroy without a question add --yes")


def _needed(value: str | None, what: str) -> str:
    if not value:
        raise UsageError(f"redact key needs {what} as its last word")
    return value
