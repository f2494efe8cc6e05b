"""`redact review`: what is open, answered in the terminal or from a table."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.cli import exchanges
from redact.cli.asked import Arguments, agreed, case_of, command, key_opener, rules
from redact.cli.saying import Steps, say, show
from redact.errors import ExitCode, RulesError, UsageError

if TYPE_CHECKING:
    from redact.case import Case
    from redact.model import Decision
    from redact.prepared import Prepared
    from redact.questions import Question


def add_review(commands: Any) -> None:
    """What `redact review` takes."""
    c = command(
        commands, "review", do_review, "Answer what is open, one key an answer, or from a table.", key=True
    )
    c.add_argument("case", metavar="CASE")
    c.add_argument("--as", dest="name", metavar="NAME", help="who answers, for the record")
    c.add_argument(
        "--web",
        action="store_true",
        help="in the browser, on this computer only (the default, unless answers are piped in)",
    )
    c.add_argument("--no-open", action="store_true", help="print the address of the page, do not open it")
    c.add_argument("--terminal", action="store_true", help="in this terminal, one key an answer")
    c.add_argument(
        "--list",
        action="store_true",
        help="print the open questions as .csv, to be answered in a spreadsheet",
    )
    c.add_argument(
        "--word",
        metavar="OUT.docx",
        help="write the drafts as a Word file in which the open questions are comments, to be answered there",
    )
    c.add_argument(
        "--table", metavar="OUT", help="write the open questions as a new .xlsx or .csv, to be answered there"
    )
    c.add_argument(
        "--import",
        dest="imported",
        metavar="FILE",
        help="take the answers from such a .docx, .xlsx or .csv, or from a table: target, answer, value, reason",
    )
    c.add_argument("--yes", action="store_true", help="import without asking again")
    c.add_argument(
        "--export",
        dest="exported",
        metavar="FILE",
        help="write the answers that stand into a new file (.jsonl or .csv), for --import on another laptop",
    )
    c.add_argument(
        "--take",
        choices=("theirs", "ours"),
        help="which answer holds where an import from another laptop contradicts this one (else each is asked)",
    )
    c.add_argument(
        "--partly",
        action="store_true",
        help="with --yes: put what is clear on the ledger although something in the file is not",
    )


def do_review(a: Arguments) -> int:
    """Answer what is open: in the terminal, or from a table."""
    case = case_of(a.case)
    if _in_browser(a):
        return _web(case, a)
    _require_one_way(a, case)
    if a.exported:
        return exchanges.export(a)
    steps = Steps(a.quiet)
    with case.writing():
        from redact.asking import questions_of
        from redact.pipeline import prepare

        prepared = prepare(case, rules(), key_opener(a), steps)
        steps.done()
        questions = questions_of(prepared)
        _tell_what_fits_nothing(prepared)
        if a.list:
            return _list(prepared, questions)
        if a.word or a.table:
            return _write(prepared, questions, a)
        from redact.handover import is_exchange

        if a.imported and is_exchange(Path(a.imported)):
            return exchanges.take_in(prepared, a, _require_sound) or _left_open(a)
        if a.imported:
            return _import(prepared, questions, a)
        return _terminal(prepared, questions, a)


def _in_browser(a: Arguments) -> bool:
    """The page is the default; answers that come through a pipe are for the terminal's questions."""
    elsewhere = any((a.terminal, a.list, a.word, a.table, a.imported, a.exported))
    if a.web and elsewhere:
        raise UsageError("--web goes with none of the other ways to review; choose one")
    return bool(a.web or a.no_open or not (elsewhere or not sys.stdin.isatty()))


def _web(case: Case, a: Arguments) -> int:
    from redact.web.serving import serve

    serve(case, rules(), key_opener(a), (a.name or "").strip(), not a.no_open, say)
    return ExitCode.DONE


def _require_one_way(a: Arguments, case: Case) -> None:
    """One thing at a time, with the name that goes on record, into a place where it may lie."""
    if a.list and a.imported:
        raise UsageError("--list and --import do not go together; list first, answer, then import")
    if a.take and not a.imported:
        raise UsageError("--take goes with --import of a file that --export wrote on another laptop")
    ways = [f"--{way}" for way in ("terminal", "list", "word", "table") if getattr(a, way)]
    ways += ["--import"] if a.imported else []
    ways += ["--export"] if a.exported else []
    if len(ways) > 1:
        raise UsageError(f"{' and '.join(ways[:2])} do not go together; give one at a time")
    if not (a.list or a.word or a.table) and not (a.name or "").strip():
        raise UsageError("a review needs the reviewer's name: --as NAME")
    from redact.papers import require_place

    if a.word:
        require_place(Path(a.word), case, (".docx",))
    if a.table:
        require_place(Path(a.table), case, (".xlsx", ".csv"))


def _tell_what_fits_nothing(prepared: Prepared) -> None:
    """Say how many earlier answers are about words or people that the drafts do not hold any more."""
    from redact.review import decides_nothing, standing
    from redact.targets import fits_nothing

    stands = [d for d in standing(prepared.case.ledger()) if not decides_nothing(d)]
    if gone := fits_nothing(
        stands, prepared.reviewed.mentions, prepared.reviewed.entities, prepared.documents
    ):
        say(
            f"{len(gone)} of {len(stands)} earlier answers fit nothing in these drafts; they stay on the ledger "
            "and apply again should the words come back."
        )


def _list(prepared: Prepared, questions: list[Question]) -> int:
    from redact.answers import as_table
    from redact.papers import CONTEXTS
    from redact.terminal import Session

    session = Session(prepared.documents, prepared.reviewed, "", lambda decision: None)

    def in_context(question: Question) -> str:
        more = len(question.mentions) - CONTEXTS
        told = [session.in_context(mention) for mention in question.mentions[:CONTEXTS]]
        return " | ".join([*told, *([f"and {more} more, a row each below"] if more > 0 else [])])

    sys.stdout.write(as_table(questions, in_context))
    return ExitCode.DONE


def _write(prepared: Prepared, questions: list[Question], a: Arguments) -> int:
    """Write the questions where people answer them."""
    from redact.papers import slips_for, write_table, write_word
    from redact.terminal import Session

    if not questions:
        say("Nothing is open: no file was written.")
        return ExitCode.DONE
    path, slips = Path(a.word or a.table), slips_for(prepared, questions)
    if a.word:
        write_word(path, prepared, slips)
    else:
        session = Session(prepared.documents, prepared.reviewed, "", lambda decision: None)
        write_table(path, slips, session.in_context)
    say(
        f"{path}: {len(questions)} questions. It holds real names: delete every copy when it has been answered. "
        f"Bring the answers back with: redact review {a.case} --import {path} --as NAME"
    )
    return ExitCode.DONE


def _import(prepared: Prepared, questions: list[Question], a: Arguments) -> int:
    from redact.answers import read_table
    from redact.cli.returning import slips_back, take_back
    from redact.reach import all_spelled_out

    if (backs := slips_back(Path(a.imported))) is not None:
        return take_back(prepared, questions, backs, a) or _left_open(a)
    rows = read_table(Path(a.imported), a.name.strip())
    _require_sound(prepared, rows)
    _show_rows(rows, a.verbose)
    if not a.yes and not agreed(f"Put these {len(rows)} decisions on the ledger as {a.name}? [y/n] "):
        say("Nothing was put on the ledger. With --yes no question is asked.")
        return ExitCode.UNDECIDED
    _tell_rows_that_fit_nothing(prepared, questions, rows)
    prepared.case.append(*all_spelled_out([decision for _, decision in rows], prepared.reviewed))
    return _left_open(a)


def _show_rows(rows: Sequence[tuple[str, Decision]], verbose: bool) -> None:
    """How many answers of each kind a table has; with *verbose* each of them with its line."""
    if verbose:
        for place, decision in rows:
            show(
                f"{place.rsplit(': ', 1)[-1]}: {decision.action} {decision.target} {decision.value}".rstrip()
            )
        return
    told = ", ".join(
        f"{count} {action}" for action, count in Counter(d.action for _, d in rows).most_common()
    )
    show(
        f"{len(rows)} {'answer' if len(rows) == 1 else 'answers'}: {told} (with --verbose a line each)"
        if rows
        else "0 answers"
    )


def _require_sound(prepared: Prepared, rows: Sequence[tuple[str, Decision]]) -> None:
    """Refuse rows that mean nothing or that this review does not take; the message names the place of the first."""
    from redact.objections import objections

    wrong = zip(rows, objections(prepared, [decision for _, decision in rows]), strict=True)
    if found := next((f"{place}: {why}" for (place, _), why in wrong if why), ""):
        raise RulesError(found)


def _tell_rows_that_fit_nothing(
    prepared: Prepared, questions: list[Question], rows: list[tuple[str, Decision]]
) -> None:
    """Say which of the rows that are taken are about nothing in these drafts."""
    from redact.targets import fit_nothing_now

    more = {q.target for q in questions} | {d.target for d in prepared.case.ledger()}
    more |= {d.target for _, d in rows if d.action == "add"}
    mentions, entities = prepared.reviewed.mentions, prepared.reviewed.entities
    gone = fit_nothing_now([d for _, d in rows], mentions, entities, prepared.documents, more)
    if gone:
        lines = ", ".join(place.rsplit(": ", 1)[-1] for place, decision in rows if decision in gone)
        say(f"{len(gone)} of {len(rows)} answers fit nothing in these drafts and change nothing now: {lines}")


def _terminal(prepared: Prepared, questions: list[Question], a: Arguments) -> int:
    from redact.objections import objection_to_picture
    from redact.pictures import objection_to_rewording
    from redact.pseudonyms import objection
    from redact.rollcall import in_short
    from redact.terminal import Session

    def objects(label: str, bearer: str) -> str:
        return objection(label, bearer, prepared.reviewed.entities, prepared.key, prepared.rules)

    def objects_to_words(words: str) -> str:
        labels = prepared.key.values()
        return objection_to_rewording(words, prepared.reviewed.entities, labels, prepared.rules)

    def objects_to_picture(action: str, target: str, value: str) -> str:
        return objection_to_picture(prepared, action, target, value)

    session = Session(
        prepared.documents,
        prepared.reviewed,
        a.name.strip(),
        prepared.case.append,
        objects=objects,
        objects_to_picture=objects_to_picture,
        objects_to_words=objects_to_words,
    )
    if compared := in_short(prepared.reviewed.entities):
        say(f"{compared}: redact show {a.case} register")
    if not questions:
        say("Nothing is open.")
        return ExitCode.DONE
    session.run(questions)
    return _left_open(a)


def _left_open(a: Arguments) -> int:
    """The exit status after a review: 5 where something still waits."""
    from redact.pipeline import prepare

    prepared = prepare(case_of(a.case), rules(), key_opener(a))
    say(f"{len(prepared.questions)} questions are still open. Renew the editions with: redact run {a.case}")
    return ExitCode.UNDECIDED if prepared.questions else ExitCode.DONE
