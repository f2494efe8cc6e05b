"""`redact show`, `rules` and `doctor`: what a case holds, what the program looks for, what is installed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from redact.cli.asked import Arguments, case_of, command, key_opener, rules
from redact.cli.ledgers import add_ledger, asks_for_ledger, show_ledger
from redact.cli.saying import say, show
from redact.errors import ExitCode, UsageError


def add_show(commands: Any) -> None:
    """What `redact show` takes."""
    c = command(commands, "show", do_show, "Print what a case holds.", key=True)
    c.add_argument("case", metavar="CASE")
    c.add_argument(
        "what",
        choices=(
            "register",
            "family",
            "pictures",
            "checklist",
            "copies",
            "ledger",
            "policy",
            "draft",
            "summary",
            "recipients",
        ),
    )
    c.add_argument(
        "--json",
        action="store_true",
        help="for family, pictures, checklist, copies, ledger, summary and recipients: as one JSON object",
    )
    c.add_argument("--csv", action="store_true", help="for checklist: what is open as a table to fill in")
    c.add_argument(
        "--svg", metavar="FILE", help="for family: draw the family tree, with pseudonyms only, in a new file"
    )
    c.add_argument(
        "--for",
        dest="audience",
        metavar="AUDIENCE",
        help="for family: pseudonyms only, and the audience's dates; for summary: whose edition it is made of",
    )
    c.add_argument(
        "--propose",
        action="store_true",
        help="for summary: write a summary.yaml to begin with, where there is none",
    )
    c.add_argument(
        "--differences",
        nargs="*",
        metavar="ID",
        help="for recipients: only where their copies differ; of all of them, or of those named",
    )
    add_ledger(c)


def do_show(a: Arguments) -> int:
    """Print what a case holds: its register, family, pictures, checklist, copies, ledger, policy, summary or recipients."""
    from redact.showing import SHOWN, picture_rows

    if a.csv and a.what != "checklist":
        raise UsageError(f"--csv belongs to: redact show {a.case} checklist")
    if asks_for_ledger(a) and a.what != "ledger":
        raise UsageError(f"--without-names, --page and --verify belong to: redact show {a.case} ledger")
    if a.what == "summary" and a.differences is None:
        from redact.cli.summaries import show_summary

        return show_summary(a)
    if a.what == "recipients":
        from redact.cli.summaries import show_recipients

        return show_recipients(a)
    if a.differences is not None:
        raise UsageError(f"--differences belongs to: redact show {a.case} recipients")
    if a.propose:
        raise UsageError(f"--propose belongs to: redact show {a.case} summary")
    if a.what == "family":
        return _show_family(a)
    if a.what in {"checklist", "copies"} and not (a.svg or a.audience):
        return _show_checklist(a) if a.what == "checklist" else _show_copies(a)
    if a.svg or a.audience or (a.json and a.what not in {"pictures", "ledger"}):
        raise UsageError(f"--json, --svg and --for belong to: redact show {a.case} family")
    if a.what == "ledger":
        return show_ledger(a)
    if a.json:
        rows = picture_rows(case_of(a.case), rules(), lambda: key_opener(a))
        show(json.dumps({"pictures": rows}, ensure_ascii=False, indent=1))
        return ExitCode.DONE
    for line in SHOWN[a.what](case_of(a.case), rules(), lambda: key_opener(a)):
        show(line)
    return ExitCode.DONE


def _show_family(a: Arguments) -> int:
    from redact.family import shown

    loaded = rules()
    net = shown.network(case_of(a.case), loaded, lambda: key_opener(a))
    if a.svg:
        from redact.whole import write_whole

        picture = shown.picture(net, a.audience or "publication", loaded)
        if Path(a.svg).exists():
            raise UsageError(f"{a.svg}: is there already; name another file")
        write_whole(Path(a.svg), picture.svg.encode("utf-8"))
        say(f"{a.svg}: the family tree, with pseudonyms only.")
    if a.json:
        data = shown.data_for(net, a.audience, loaded) if a.audience else shown.as_data(net)
        show(json.dumps(data, ensure_ascii=False, indent=1))
    elif not a.svg:
        for line in shown.lines_for(net, a.audience, loaded) if a.audience else shown.as_lines(net):
            show(line)
    return ExitCode.DONE


def _show_checklist(a: Arguments) -> int:
    """What no program can decide: every question with its answer, and the earliest day of publication."""
    from datetime import date

    from redact.conditions import checklist, shown
    from redact.conditions.doors import matter_as_staged
    from redact.conditions.earliest import earliest
    from redact.showing import look_at

    case, loaded, today = case_of(a.case), rules(), date.today()
    known = look_at(case, loaded, lambda: key_opener(a))
    matter = matter_as_staged(case, loaded, known.register, known.documents, known.pseudonyms)
    items, first = checklist(matter, today), earliest(matter, today)
    if a.json:
        show(json.dumps(shown.as_data(items, first), ensure_ascii=False, indent=1))
    elif a.csv:
        show(shown.as_table(items).rstrip("\n"))
    else:
        for line in shown.as_lines(items, first):
            show(line)
    return ExitCode.DONE


def _show_copies(a: Arguments) -> int:
    """Where the copies of each released edition went, and which of them still hold."""
    from redact.releases import as_data, as_lines, copies

    found = copies(case_of(a.case).ledger())
    if a.json:
        show(json.dumps({"copies": as_data(found)}, ensure_ascii=False, indent=1))
    else:
        for line in as_lines(found):
            show(line)
    return ExitCode.DONE


def add_rules(commands: Any) -> None:
    """What `redact rules` takes."""
    c = command(commands, "rules", do_rules, "List the recognizers, or show one.")
    c.add_argument("name", metavar="NAME", nargs="?")


def do_rules(a: Arguments) -> int:
    """List the recognizers, or show one with its examples."""
    loaded = rules().recognizers
    if not a.name:
        for r in loaded:
            show(f"{r.name:<28} {r.label:<14} {r.about.splitlines()[0]}")
        return ExitCode.DONE
    found = [r for r in loaded if r.name == a.name]
    if not found:
        raise UsageError(f"{a.name}: no such recognizer; redact rules lists them")
    show(Path(found[0].file).read_text(encoding="utf-8").rstrip())
    return ExitCode.DONE


def add_doctor(commands: Any) -> None:
    """What `redact doctor` takes."""
    command(commands, "doctor", do_doctor, "Say what is installed and what is missing.")


def do_doctor(a: Arguments) -> int:
    """Say what is installed and whether the program can do its work here."""
    from redact.doctor import examine_installation

    well = True
    for name, good, said in examine_installation():
        show(f"{'ok     ' if good else 'MISSING'} {name}: {said}")
        well = well and good
    return ExitCode.DONE if well else ExitCode.UNREADABLE


def do_versions(a: Arguments) -> int:
    """`redact --version --verbose`: what a result depends on, a line each."""
    from redact.doctor import what_runs

    for name, value in what_runs():
        show(f"{name}: {value}")
    return ExitCode.DONE
